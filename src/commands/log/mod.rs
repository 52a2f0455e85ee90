//! `mentor log`: what happened, one line each.

mod activity;
mod answer;
mod attendance;
mod concern;
mod contact;
mod decision;
mod entry;
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
mod visit;

use super::{Answer, Desk};

/// Note what happened, one line each; without a kind, show what was noted
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

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// A meeting of a relationship, held or not
    Session(session::SessionArgs),
    /// Messages, and how many were answered in time
    Message(message::MessageArgs),
    /// A supporter saw a relationship
    Visit(visit::VisitArgs),
    /// You asked how it goes
    Contact(contact::ContactArgs),
    /// Shadowing, a visit to a place of work, a placement
    Activity(activity::ActivityArgs),
    /// Who came to an event
    Attendance(attendance::AttendanceArgs),
    /// A module or topic that somebody learned
    Training(training::TrainingArgs),
    /// A goal that was set, or how far it is
    Goal(goal::GoalArgs),
    /// Something that needs attention
    Concern(concern::ConcernArgs),
    /// An answer to a question of the scheme
    Answer(answer::AnswerArgs),
    /// Words that may be published, and how
    Quote(quote::QuoteArgs),
    /// What became of somebody
    Result(result::ResultArgs),
    /// What was learned for the scheme
    Lesson(lesson::LessonArgs),
    /// What was decided
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
