//! `mentor pause`: a relationship rests.

use anyhow::{anyhow, bail};
use chrono::NaiveDate;

use super::{Answer, Desk, pairs, plan, year};
use crate::domain::log::{BegunBefore, Rest, going_on, join};
use crate::store::log::{CHANGES, NOTED};
use crate::store::table::Table;
use crate::wording::list;

/// Note that a relationship rests until a day
///
/// What is planned for it is put off by as long. Writes records/pauses.csv.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// The day on which it goes on
    #[arg(long, value_name = "DATE", value_parser = super::day, required_unless_present = "resume")]
    until: Option<NaiveDate>,
    /// The first day of the rest; today unless said
    #[arg(long, value_name = "DATE", value_parser = super::day, conflicts_with = "resume")]
    from: Option<NaiveDate>,
    /// It goes on today
    #[arg(long, conflicts_with = "until")]
    resume: bool,
}

pub fn run(args: &PauseArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    plan::settle(&mut book, desk);
    let from = args.from.unwrap_or(desk.today);
    let until = args.until.unwrap_or(desk.today);
    if !args.resume && until <= from {
        bail!("{until} is not after {from}; name the day on which it goes on");
    }
    let mut told = Vec::new();
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let Some(relationship) = pair.relationship.filter(|r| r.accepted.is_some() && r.ended.is_none()) else {
            bail!("{called} is not under way; only what was accepted and has not ended can rest");
        };
        if let Some(accepted) = relationship.accepted.filter(|accepted| !args.resume && from < *accepted) {
            bail!("{called} was accepted on {accepted} and cannot rest before that, from {from}");
        }
        let id = relationship.id.to_string();
        let table = &mut logged.pauses;
        [CHANGES, NOTED].into_iter().for_each(|column| table.need(column));
        let (rows, rests): (Vec<usize>, Vec<Rest>) = rests(table, &id).into_iter().unzip();
        if args.resume {
            let (now, later) = going_on(&rests, desk.today);
            let Some(at) = now.or(later) else { bail!("{called} is not at rest") };
            // A rest that has not begun never was.
            table.set(rows[at], "until", rests[at].from.max(desk.today).to_string());
            note_change(table, rows[at], desk.today);
            let days = |at: usize| format!("from {} until {}", rests[at].from, rests[at].until);
            told.push(match (now, later) {
                (Some(_), Some(later)) => format!("{called} goes on, and rests again {}", days(later)),
                (Some(_), None) => format!("{called} goes on"),
                (None, _) => format!("{called} is not at rest; the rest {} is taken back", days(at)),
            });
            continue;
        }
        let joined = join(&rests, Rest { from, until }, desk.today).map_err(|BegunBefore(rest)| {
            anyhow!(
                "{called} rests since {} already, until {}; --until alone changes when it goes on",
                rest.from,
                rest.until
            )
        })?;
        let begins = joined.rest.from;
        let before = joined.with.first().map(|first| rests[*first]).filter(|rest| rest.from < begins);
        match joined.with.split_first() {
            Some((first, others)) => {
                table.set(rows[*first], "from", begins.to_string());
                table.set(rows[*first], "until", until.to_string());
                note_change(table, rows[*first], desk.today);
                for other in others {
                    table.set(rows[*other], "until", rests[*other].from.to_string());
                }
            }
            None => {
                let mark = book.register.mark.clone();
                let days = [("from", from.to_string()), ("until", until.to_string()), (NOTED, desk.today.to_string())];
                let cells = [("mark", mark), ("relationship", id), (CHANGES, "1".to_string())];
                table.push(&[&cells[..], &days[..]].concat());
            }
        }
        let begins = if begins == desk.today { String::new() } else { format!("from {begins} ") };
        let instead = before.map_or(String::new(), |rest| format!(", in place of {} until {}", rest.from, rest.until));
        told.push(format!("{called} rests {begins}until {until}{instead}"));
    }
    let mut edits = plan::start(format!("pause {}", list(&args.who, "and")), &book);
    plan::write(&mut edits, &logged.pauses);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Notes that the days of a rest are others now, for calendars that hold what it moves.
fn note_change(table: &mut Table, row: usize, today: NaiveDate) {
    // What was noted before this was counted was noted once.
    let changes: u32 = table.cell(row, CHANGES).parse().unwrap_or(1);
    table.set(row, CHANGES, changes.saturating_add(1).to_string());
    table.set(row, NOTED, today.to_string());
}

/// The rests of a relationship with their rows, the earliest first; those that never were are left out.
fn rests(table: &Table, id: &str) -> Vec<(usize, Rest)> {
    let day = |row, column| table.cell(row, column).parse::<NaiveDate>().ok();
    let own = (0..table.len()).filter(|row| table.cell(*row, "relationship") == id);
    let rest = |row| Some((row, Rest { from: day(row, "from")?, until: day(row, "until")? }));
    let mut rests: Vec<(usize, Rest)> = own.filter_map(rest).filter(|(_, rest)| rest.from < rest.until).collect();
    rests.sort_by_key(|(_, rest)| rest.from);
    rests
}
