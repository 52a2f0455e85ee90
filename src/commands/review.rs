//! `mentor review`: the pack for the day on which people look back together, and the timetable of its conversations.

mod card;
mod commissioners;
mod coordinator;
mod decision;
pub mod figures;
mod pack;
mod participants;
mod printed;
mod timetable;
mod verdict;
mod wall;
mod wanted;

use anyhow::{Context, ensure};
use chrono::{NaiveDate, NaiveTime};

use super::evaluate::sight::look;
use super::{Answer, Desk, value, year};
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::Scheme;
use crate::store::directory::Directory;
use crate::wording::{list, show};
use pack::Pack;
use wanted::Wanted;

const NO_RELATIONSHIP: &str =
    "no relationship is under way, so there is nothing to look back on; `mentor accept` notes that both said yes";

/// Write the pack for the review day: cards, questions, decision
///
/// Also a sign-in sheet and mixed tables. The day is nine calendar months after the opening day unless the scheme or
/// --on says otherwise. As a table on a terminal, CSV into a pipe, a workbook with -o pack.xlsx, and to print with -o
/// pack.docx or -o pack.html. Only --move changes anything: it writes records/timetable.csv.
#[derive(Debug, clap::Args)]
pub struct ReviewArgs {
    /// Only these relationships (R003) or people; they sit and talk where they do in the pack for all
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// For whom the pack is
    #[arg(long = "for", value_enum, value_name = "READERS", default_value = "coordinator", hide_default_value = true)]
    readers: Readers,
    /// The review day, where several are planned or it is another day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<NaiveDate>,
    /// Only an intake
    #[arg(long, value_name = "NAME")]
    intake: Option<String>,
    /// The timetable of conversations ([timetable] in the scheme); -o day.ics for calendars, -o wall.html for the wall
    #[arg(long, conflicts_with = "readers")]
    timetable: bool,
    /// Put a conversation elsewhere in the timetable: R003; with --to
    #[arg(long = "move", value_name = "R003", value_parser = relationship, requires = "to", conflicts_with_all = ["who", "readers"])]
    moved: Option<RelationshipId>,
    /// When it is to begin, such as 10:40, or `back` to where it was
    #[arg(long, value_name = "TIME", value_parser = begin, requires = "moved")]
    to: Option<Begin>,
}

impl ReviewArgs {
    /// Whether the answer is the timetable of conversations.
    pub fn is_a_timetable(&self) -> bool {
        self.timetable || self.moved.is_some()
    }
}

/// Who reads a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Readers {
    /// You: everything
    Coordinator,
    /// Those who take part: invitation, agenda, their own card, suggestions
    Participants,
    /// Those who pay for it: no names, no small numbers
    Commissioners,
}

/// When a conversation is to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begin {
    At(NaiveTime),
    Back,
}

fn relationship(text: &str) -> Result<RelationshipId, String> {
    text.parse().map_err(|()| "write the id of a relationship, such as R003".to_string())
}

fn begin(text: &str) -> Result<Begin, String> {
    if text == "back" {
        return Ok(Begin::Back);
    }
    let time = NaiveTime::parse_from_str(text, "%H:%M").map(Begin::At);
    time.map_err(|_| "there is no such time; write one as 10:40, or `back`".to_string())
}

pub fn run(args: &ReviewArgs, desk: &Desk) -> anyhow::Result<Answer> {
    if args.readers == Readers::Commissioners {
        return for_commissioners(args, desk);
    }
    let (sight, book, logged) = year::read(desk)?;
    let journeys = year::journeys(&book, &logged.log);
    ensure!(!journeys.is_empty(), NO_RELATIONSHIP);
    let attached = desk.to_print && args.readers == Readers::Coordinator && !args.is_a_timetable();
    let value = match attached {
        // Figures are settled together with those of the evaluation, which looks at everything once more.
        true => value_page(&sight, &book.scheme, || value::page(&look(desk, None, None)?, desk))?,
        false => None,
    };
    let wanted = Wanted { who: &args.who, on: args.on, intake: args.intake.as_deref() };
    let mut pack = Pack::gather(&book, &logged, &journeys, &wanted, value, desk)?;
    if let (Some(id), Some(to)) = (args.moved, args.to) {
        let (edits, told) = timetable::shift(&pack, id, to)?;
        return Ok(Answer { edits, told, sight: Some(sight), ..Answer::default() });
    }
    let mut answer = Answer { told: pack.told(), ..Answer::default() };
    if !args.timetable && book.scheme.timetable.is_some() {
        match timetable::plan(&pack) {
            Ok(plan) => {
                answer.told.extend(verdict::told(&pack, &plan));
                pack.plan = Some(plan);
            }
            Err(error) => answer.told.push(format!("nobody reads when they talk: {error}")),
        }
    }
    let (report, document) = match args.readers {
        _ if args.timetable => {
            let plan = timetable::plan(&pack)?;
            answer.failed = plan.is_incomplete();
            answer.told.extend(verdict::told(&pack, &plan));
            (timetable::describe(&pack, &plan), desk.to_print.then(|| wall::document(&pack, &plan)))
        }
        Readers::Coordinator => (coordinator::describe(&pack), desk.to_print.then(|| printed::document(&pack))),
        _ => {
            answer.told.extend(participants::without_address(&pack));
            (participants::describe(&pack), desk.to_print.then(|| participants::document(&pack)))
        }
    };
    Ok(Answer { report, document, problems: book.problems.clone(), ..answer })
}

/// The page on what it was worth: worked out, or where the scheme assumes nothing it could be worked out from, in the
/// coordinator's own words.
fn value_page(
    directory: &Directory,
    scheme: &Scheme,
    work_out: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<Option<Vec<u8>>> {
    match scheme.assumptions.is_empty() {
        true => directory.read_export(decision::VALUE),
        false => Ok(Some(work_out()?.into_bytes())),
    }
}

/// The pack for those who pay for it: its figures are settled beside those of the evaluation.
fn for_commissioners(args: &ReviewArgs, desk: &Desk) -> anyhow::Result<Answer> {
    ensure!(
        args.who.is_empty(),
        "figures for commissioners are about everybody of a day or an intake: two packs that differ in one relationship would tell of that one; leave out {}, or write --intake",
        list(&args.who.iter().map(|who| show(who)).collect::<Vec<_>>(), "and")
    );
    let sight = look(desk, None, None)?;
    let value = match desk.to_print {
        true => value_page(&sight.directory, &sight.book.scheme, || value::page(&sight, desk))?,
        false => None,
    };
    let mut answer = Answer::default();
    sight.with(false, false, desk, |seen| {
        ensure!(!seen.all_journeys.is_empty(), NO_RELATIONSHIP);
        let wanted = Wanted { who: &args.who, on: args.on, intake: args.intake.as_deref() };
        let pack = Pack::gather(&sight.book, &sight.logged, seen.all_journeys, &wanted, value, desk)?;
        let who = pack.cards.iter().map(|card| card.journey.relationship.id).collect();
        let of = figures::of(seen, &sight.logged.log, desk.today, &who);
        let of = of.context("these relationships look back on no day together")?;
        answer.told = pack.told();
        answer.report = commissioners::describe(&pack, &of);
        answer.document = desk.to_print.then(|| commissioners::document(&pack, &of));
        Ok(())
    })?;
    Ok(Answer { problems: sight.problems, ..answer })
}
