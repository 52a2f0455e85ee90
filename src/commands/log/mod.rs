//! `mentor log`: what happened, one line each.

mod activity;
mod answer;
mod attendance;
mod concern;
mod contact;
mod decision;
mod doubtful;
mod entry;
mod found;
mod goal;
mod lesson;
mod list;
mod message;
mod quote;
mod remove;
mod result;
mod session;
mod totals;
mod training;
mod twice;
mod visit;
mod words;

use super::{Answer, Desk};
pub use doubtful::outside;

/// Note what happened, one line each; or show what was noted
///
/// Without one of the kinds below it shows what was noted. Days, numbers and words of the scheme are kept in records/;
/// what people said, names and notes in private/.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct LogArgs {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    list: list::ListArgs,
    /// Count the sessions, by relationship and in all; with --kind answer the answers
    #[arg(long, conflicts_with = "remove")]
    totals: bool,
    /// Take records back for good, and what was written about them: S004 C002
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["of", "kind", "since"])]
    remove: Vec<String>,
}

// As of all verbs: words here would hide what stands above the arguments of each.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    Session(session::SessionArgs),
    Message(message::MessageArgs),
    Visit(visit::VisitArgs),
    Contact(contact::ContactArgs),
    Activity(activity::ActivityArgs),
    Attendance(attendance::AttendanceArgs),
    Training(training::TrainingArgs),
    Goal(goal::GoalArgs),
    Concern(concern::ConcernArgs),
    Answer(answer::AnswerArgs),
    Quote(quote::QuoteArgs),
    Result(result::ResultArgs),
    Lesson(lesson::LessonArgs),
    Decision(decision::DecisionArgs),
}

pub fn run(args: &LogArgs, desk: &Desk) -> anyhow::Result<Answer> {
    match &args.verb {
        None if !args.remove.is_empty() => remove::run(&args.remove, desk),
        None if args.totals => totals::run(&args.list, desk),
        None => list::run(&args.list, desk),
        Some(Verb::Session(args)) => session::run(args, desk),
        Some(Verb::Message(args)) => message::run(args, desk),
        Some(Verb::Visit(args)) => visit::run(args, desk),
        Some(Verb::Contact(args)) => contact::run(args, desk),
        Some(Verb::Activity(args)) => activity::run(args, desk),
        Some(Verb::Attendance(args)) => attendance::run(args, desk),
        Some(Verb::Training(args)) => training::run(args, desk),
        Some(Verb::Goal(args)) => goal::run(args, desk),
        Some(Verb::Concern(args)) => concern::run(args, desk),
        Some(Verb::Answer(args)) => answer::run(args, desk),
        Some(Verb::Quote(args)) => quote::run(args, desk),
        Some(Verb::Result(args)) => result::run(args, desk),
        Some(Verb::Lesson(args)) => lesson::run(args, desk),
        Some(Verb::Decision(args)) => decision::run(args, desk),
    }
}
