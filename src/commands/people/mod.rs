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

pub use hold::set_leaver_aside;
pub use places::not_answered;

/// Show who takes part; add, correct, unite or hold people
///
/// Without one of the verbs below it shows everybody: role, places, state, address. Forms are never rewritten: what you
/// note stands beside them, in private/ and records/.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PeopleArgs {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    list: list::ListArgs,
}

impl PeopleArgs {
    /// Whether the answer is the profiles of mentors, as mentees read them.
    pub fn shows_profiles(&self) -> bool {
        matches!(&self.verb, Some(Verb::Profiles(args)) if args.are_read())
    }
}

// As of all verbs: words here would hide what stands above the arguments of each.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    Add(add::AddArgs),
    Correct(correct::CorrectArgs),
    Admit(admit::AdmitArgs),
    NotNow(admit::NotNowArgs),
    Contacts(contacts::ContactsArgs),
    Profiles(profiles::ProfilesArgs),
    Places(places::PlacesArgs),
    Same(same::SameArgs),
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
