//! The verbs: a file here is a verb. Each loads, decides, describes and plans; none prints, writes or reads the clock.

mod accept;
mod add;
mod agreement;
mod allowed;
mod assign;
mod backup;
mod channels;
mod check;
mod comes_as;
mod decline;
mod end;
mod evaluate;
mod explain;
mod fix;
mod going_on;
mod init;
mod letters;
mod list;
mod log;
mod r#match;
mod members;
mod offer;
mod pairs;
mod pause;
mod people;
mod plan;
mod practice;
mod restore;
mod review;
mod schedule;
mod schemes;
mod sheet;
mod sign;
mod skip;
mod status;
mod take;
mod undo;
mod value;
mod verify;
mod year;

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};

use crate::documents::{self, Document};
use crate::privacy::Privacy;
use crate::problems::{Problems, Severity};
use crate::report::page::Page;
use crate::report::{Format, Report};
use crate::store::book::{self, Book};
use crate::store::directory::Directory;
use crate::store::scheme_toml;
use crate::store::writer::Edits;
use crate::wording::in_words;
use end::{still_looks_after, still_offered};

/// Whether what somebody wrote is right, and else what is wrong with it.
pub type Right<'a> = dyn Fn(&str) -> Result<(), String> + 'a;

/// Asks for something to be written; see [`Desk::write`].
pub type Write = fn(&str, Option<&str>, &str, &Right<'_>) -> anyhow::Result<String>;

/// What a verb works with.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Where the scheme lives.
    pub directory: PathBuf,
    /// Today.
    pub today: NaiveDate,
    /// A mark that nobody can guess, for a register that has none yet.
    pub mark: String,
    /// A key that nobody can guess, for digests that have none yet.
    pub key: String,
    /// Lets the coordinator choose one of several (question, options, the flag that answers where nobody can be asked).
    pub ask: fn(&str, &[String], &str) -> anyhow::Result<usize>,
    /// Lets the coordinator write something (question, what Enter alone means, the flag that answers where nobody can be
    /// asked, whether it is right).
    pub write: Write,
    /// Whether somebody can be asked.
    pub asks: bool,
    /// Whether the coordinator said yes beforehand to what would be asked.
    pub yes: bool,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// Whether names are to be left out.
    pub no_names: bool,
    /// Whether a person reads the answer as it comes.
    pub to_people: bool,
    /// Whether more than the main table is shown.
    pub to_readers: bool,
    /// Whether the answer is to be JSON; else none need be made.
    pub json: bool,
    /// Whether a document is asked for, where the answer could also be a table.
    pub to_print: bool,
    /// The format, for an answer that is laid out otherwise in some.
    pub format: Format,
    /// Where several documents are to go, where a folder was named for them.
    pub papers: Option<Papers>,
}

/// Where several documents are to go.
#[derive(Clone, Debug)]
pub struct Papers {
    /// The folder, from the top of the file system.
    pub folder: PathBuf,
    /// The format.
    pub kind: documents::Kind,
}

/// One document of several, ready to be written.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file outside the scheme's directory, ready to be written.
#[derive(Debug)]
pub struct Saved {
    /// Where it goes.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What is saved where, in a few words and without a name.
    pub said: String,
}

/// What a verb answers.
#[derive(Debug, Default)]
pub struct Answer {
    /// The answer.
    pub report: Report,
    /// A document to print, where that was asked for: then it is the answer.
    pub document: Option<Document>,
    /// A web page for a wider audience, where one was asked for: then it is the answer.
    pub page: Option<Page>,
    /// Documents for a folder, where that was asked for.
    pub papers: Vec<Paper>,
    /// A file to be saved elsewhere, where the verb is there for that.
    pub saved: Option<Saved>,
    /// What is to be changed.
    pub edits: Edits,
    /// The sight of the directory that the decision rests on.
    pub sight: Option<Directory>,
    /// The directory to be changed, where it is not the one the verb was called on.
    pub directory: Option<PathBuf>,
    /// What else to say.
    pub told: Vec<String>,
    /// What is odd in the coordinator's files.
    pub problems: Problems,
    /// Whether the answer is that something is wrong.
    pub failed: bool,
}

/// The coordinator's files hold errors: nothing was decided.
#[derive(Clone, Debug)]
pub struct Stopped(pub Problems);

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.count())
    }
}

impl std::error::Error for Stopped {}

impl Desk {
    /// How widely what people are called may be shown: under `--no-names` they are called by their ids.
    pub fn privacy_of_called(&self) -> Privacy {
        if self.no_names { Privacy::Public } else { Privacy::Confidential }
    }

    /// Opens the scheme's directory and reads everything in it, whatever is wrong with it.
    fn open(&self) -> anyhow::Result<(Directory, Book)> {
        let directory = Directory::open(&self.directory)?;
        let book = self.book(&directory)?;
        Ok((directory, book))
    }

    /// Reads everything in the scheme's directory; under `--no-names` nobody is called by name in what follows.
    fn book(&self, sight: &Directory) -> anyhow::Result<Book> {
        let mut book = book::open(sight, self.today)?;
        if self.no_names {
            book.people.iter_mut().for_each(|person| person.unnamed = true);
            // These were worded with names while the forms were read.
            book.notes.clear();
        }
        Ok(book)
    }

    /// Reads everything for a verb that mends what is wrong with answers. Without the register no id may be given, and
    /// a scheme that cannot be read says nothing about anybody.
    fn look(&self) -> anyhow::Result<(Directory, Book)> {
        let (directory, book) = self.open()?;
        let scheme_errors =
            |p: &&crate::problems::Problem| p.severity == Severity::Error && *p.place.file == *scheme_toml::FILE;
        if book.records.lost || book.problems.sorted().iter().any(scheme_errors) {
            return Err(Stopped(book.problems).into());
        }
        Ok((directory, book))
    }

    /// Opens the scheme's directory and reads everything in it; errors stop the verb.
    fn read(&self) -> anyhow::Result<(Directory, Book)> {
        let (directory, book) = self.open()?;
        if book.problems.any_error() {
            return Err(Stopped(book.problems).into());
        }
        Ok((directory, book))
    }

    /// The same for a verb that matches, or works out matches: it also tells of what matching waits for.
    fn read_to_match(&self) -> anyhow::Result<(Directory, Book)> {
        let (directory, mut book) = self.read()?;
        book.problems.extend(std::mem::take(&mut book.awaited));
        Ok((directory, book))
    }
}

/// All verbs, in the order of the story of a year.
// Each verb is introduced above its arguments; words here would hide those from its help.
#[allow(missing_docs, reason = "each is introduced above its arguments")]
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Init(init::InitArgs),
    Schemes(schemes::SchemesArgs),
    Check(check::CheckArgs),
    People(people::PeopleArgs),
    Match(r#match::MatchArgs),
    Explain(explain::ExplainArgs),
    Verify(verify::VerifyArgs),
    List(list::ListArgs),
    Fix(fix::FixArgs),
    Skip(skip::SkipArgs),
    Decline(decline::DeclineArgs),
    Offer(offer::OfferArgs),
    Letters(letters::LettersArgs),
    Accept(accept::AcceptArgs),
    Add(add::AddArgs),
    Agreement(agreement::AgreementArgs),
    Sign(sign::SignArgs),
    End(end::EndArgs),
    Log(log::LogArgs),
    Sheet(sheet::SheetArgs),
    Take(take::TakeArgs),
    Pause(pause::PauseArgs),
    Assign(assign::AssignArgs),
    Schedule(schedule::ScheduleArgs),
    Status(status::StatusArgs),
    Review(review::ReviewArgs),
    Evaluate(evaluate::EvaluateArgs),
    Value(value::ValueArgs),
    Backup(backup::BackupArgs),
    Restore(restore::RestoreArgs),
    Undo(undo::UndoArgs),
}

impl Command {
    /// Carries the verb out.
    ///
    /// # Errors
    /// Where it cannot be done; [`Stopped`] where the coordinator's files are wrong.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Answer> {
        match self {
            Command::Init(args) => init::run(args, desk),
            Command::Schemes(args) => schemes::run(args, desk),
            Command::Check(args) => check::run(args, desk),
            Command::People(args) => people::run(args, desk),
            Command::Match(args) => r#match::run(args, desk),
            Command::Explain(args) => explain::run(args, desk),
            Command::Verify(args) => verify::run(args, desk),
            Command::List(args) => list::run(args, desk),
            Command::Fix(args) => fix::run(args, desk),
            Command::Skip(args) => skip::run(args, desk),
            Command::Decline(args) => decline::run(args, desk),
            Command::Offer(args) => offer::run(args, desk),
            Command::Letters(args) => letters::run(args, desk),
            Command::Accept(args) => accept::run(args, desk),
            Command::Add(args) => add::run(args, desk),
            Command::Agreement(args) => agreement::run(args, desk),
            Command::Sign(args) => sign::run(args, desk),
            Command::End(args) => end::run(args, desk),
            Command::Log(args) => log::run(args, desk),
            Command::Sheet(args) => sheet::run(args, desk),
            Command::Take(args) => take::run(args, desk),
            Command::Pause(args) => pause::run(args, desk),
            Command::Assign(args) => assign::run(args, desk),
            Command::Schedule(args) => schedule::run(args, desk),
            Command::Status(args) => status::run(args, desk),
            Command::Review(args) => review::run(args, desk),
            Command::Evaluate(args) => evaluate::run(args, desk),
            Command::Value(args) => value::run(args, desk),
            Command::Backup(args) => backup::run(args, desk),
            Command::Restore(args) => restore::run(args, desk),
            Command::Undo(args) => undo::run(args, desk),
        }
    }

    /// What is being done, for whoever waits for a verb that may take long and asks nothing.
    pub fn may_take_long(&self) -> Option<&'static str> {
        match self {
            Command::Match(_) => Some("matching"),
            Command::Explain(_) => Some("working out every alternative"),
            Command::Verify(_) => Some("checking the proof"),
            _ => None,
        }
    }

    /// Whether the verb writes several documents into the folder that is named after -o.
    pub fn fills_a_folder(&self) -> bool {
        matches!(self, Command::Agreement(args) if args.writes_documents())
    }

    /// The verb, for another command that has to wait.
    pub fn verb(&self) -> &'static str {
        match self {
            Command::Init(_) => "init",
            Command::Schemes(_) => "schemes",
            Command::Check(_) => "check",
            Command::People(_) => "people",
            Command::Match(_) => "match",
            Command::Explain(_) => "explain",
            Command::Verify(_) => "verify",
            Command::List(_) => "list",
            Command::Fix(_) => "fix",
            Command::Skip(_) => "skip",
            Command::Decline(_) => "decline",
            Command::Offer(_) => "offer",
            Command::Letters(_) => "letters",
            Command::Accept(_) => "accept",
            Command::Add(_) => "add",
            Command::Agreement(_) => "agreement",
            Command::Sign(_) => "sign",
            Command::End(_) => "end",
            Command::Log(_) => "log",
            Command::Sheet(_) => "sheet",
            Command::Take(_) => "take",
            Command::Pause(_) => "pause",
            Command::Assign(_) => "assign",
            Command::Schedule(_) => "schedule",
            Command::Status(_) => "status",
            Command::Review(_) => "review",
            Command::Evaluate(_) => "evaluate",
            Command::Value(_) => "value",
            Command::Backup(_) => "backup",
            Command::Restore(_) => "restore",
            Command::Undo(_) => "undo",
        }
    }
}

/// Which channel
#[derive(Debug, clap::Args)]
pub struct ChannelArgs {
    /// In which channel of the scheme, where it has several with a form of their own: its name in scheme.toml
    #[arg(long, value_name = "NAME")]
    pub channel: Option<String>,
}

/// Reads a day that was typed.
///
/// # Errors
/// Says how to write one.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    // What is written must be read again, and years far away are slips of the finger.
    let day = day.filter(|day| (1900..=2200).contains(&day.year()) && text.len() == 10);
    let slashed = || ["%d/%m/%Y", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    day.ok_or_else(|| match slashed().filter(|day| (1900..=2200).contains(&day.year())) {
        // Elsewhere the month comes first.
        Some(day) if day.day() <= 12 => format!("write it with the year first: {day} is {}", in_words(day)),
        Some(day) => format!("write it as {day}"),
        None => "there is no such day; write one as 2027-03-31".to_string(),
    })
}

/// What happened cannot have happened tomorrow.
fn not_after_today(day: NaiveDate, desk: &Desk) -> anyhow::Result<()> {
    anyhow::ensure!(day <= desk.today, "{day} is after today, {}; note it when it has happened", desk.today);
    Ok(())
}
