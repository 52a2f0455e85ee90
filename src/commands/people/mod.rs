//! `mentor people`: who takes part.

mod add;
mod admit;
mod contacts;
mod correct;
mod hold;
mod list;
mod places;
mod profiles;
mod ready;
mod same;

use super::{Answer, Desk};

pub use places::not_answered;

/// Show who takes part; add, correct, unite or hold people; their addresses
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PeopleArgs {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Add somebody who signed up by telephone
    Add(add::AddArgs),
    /// Correct an answer; the form stays as it came
    Correct(correct::CorrectArgs),
    /// Note who is admitted
    Admit(admit::AdmitArgs),
    /// Note who is not admitted for now
    NotNow(admit::NotNowArgs),
    /// Names and addresses, one row a person, for mail merge
    Contacts(contacts::ContactsArgs),
    /// What mentees may see of mentors, and a form to choose from it
    Profiles(profiles::ProfilesArgs),
    /// Ask mentors whose time with somebody ends how many places they offer next, and note the answers
    Places(places::PlacesArgs),
    /// Join two addresses of one person
    Same(same::SameArgs),
    /// Set somebody aside for a time
    Hold(hold::HoldArgs),
}

pub fn run(args: &PeopleArgs, desk: &Desk) -> anyhow::Result<Answer> {
    match &args.verb {
        None => list::run(&args.list, desk),
        Some(Verb::Add(args)) => add::run(args, desk),
        Some(Verb::Correct(args)) => correct::run(args, desk),
        Some(Verb::Admit(args)) => admit::admit(args, desk),
        Some(Verb::NotNow(args)) => admit::not_now(args, desk),
        Some(Verb::Contacts(args)) => contacts::run(args, desk),
        Some(Verb::Profiles(args)) => profiles::run(args, desk),
        Some(Verb::Places(args)) => places::run(args, desk),
        Some(Verb::Same(args)) => same::run(args, desk),
        Some(Verb::Hold(args)) => hold::run(args, desk),
    }
}
