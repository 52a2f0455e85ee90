//! `mentor verify`: the proof of a round, checked anew from the files by code of its own.

mod groups;
mod past;
mod prices;
mod recompute;

use anyhow::bail;

use super::r#match::better;
use super::{Answer, Desk};
use crate::domain::person::PersonId;
use crate::domain::scheme::Aim;
use crate::domain::value::decimal;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::{self, Book};
use crate::store::directory::Directory;
use crate::wording::{list, plural, plural_noun, show};
use past::{Round, made_on};

/// Check the proof of a round anew
///
/// From the forms and the scheme as they are, by code of its own; changes nothing. It answers one of four things: the
/// round is proved; it was proved when it was made, and these people or files have changed since; it cannot be recomputed,
/// because people have left the forms; its records were altered. What a search found, as the groups of many people, is
/// checked and not proved: then it says what no grouping can exceed.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// The number of the round; the newest one if left out
    #[arg(value_name = "ROUND", value_parser = number)]
    round: Option<u32>,
}

/// Reads the number of a round.
fn number(text: &str) -> Result<u32, String> {
    let plain = text.trim();
    plain.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
        "that is not the number of a round; write one such as 1, or leave it out for the newest (records/rounds.csv lists them all)"
            .to_string()
    })
}

pub fn run(args: &VerifyArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, book) = desk.read_to_match()?;
    let number = args.round.unwrap_or(book.records.newest);
    if number == 0 {
        bail!("there is no round yet; `mentor match` makes the first");
    }
    let on = made_on(&book, number)?;
    let mut book = if on == desk.today { book } else { on_its_day(&sight, on)? };
    let channel = book.records.channel_of_round(number).map(ToString::to_string);
    book.see_by(channel.as_deref());
    let round = Round::new(&book, number);
    let verdict = round.verdict();
    let channel = book.channel.as_ref().map_or(String::new(), |channel| format!("{}, ", show(channel)));
    let line = format!("Round {number} ({channel}{}, {on}): {}", round.aim.word(), verdict.says());
    let mut blocks = vec![Block::Table(verdict.table(number)), Block::Text(line)];
    if let Some(more) = verdict.more() {
        blocks.push(Block::Text(more));
    }
    let failed = matches!(verdict, Verdict::Altered(_) | Verdict::Gone(_));
    Ok(Answer { report: Report { blocks, json: None }, problems: book.problems, failed, ..Answer::default() })
}

/// Everything as the rules saw it on the day of the round: checks that have run out since had not then.
fn on_its_day(directory: &Directory, day: chrono::NaiveDate) -> anyhow::Result<Book> {
    book::open(directory, day)
}

/// What can be said of a round.
pub enum Verdict {
    /// Everything was recomputed, and the prices prove it.
    Proved { aim: Aim, people: usize, pairs: usize, shares: bool, waited: bool, lowest: bool },
    /// Everything was recomputed, and no grouping is better.
    Tried { people: usize, grouped: Grouped },
    /// Everything was recomputed; a search had found it, which leaves no prices.
    Searched { what: String, proved: bool, grouped: Option<Grouped> },
    /// The records are as they were written, but these have changed since.
    Changed { people: Vec<PersonId>, scheme: bool, files: Vec<String>, proved: bool },
    /// These people are in no form any more.
    Gone(Vec<PersonId>),
    /// The records are not what the round wrote, and this is how it shows.
    Altered(String),
}

/// What groups are worth, and what no grouping can exceed.
pub struct Grouped {
    /// People in groups.
    placed: usize,
    /// Points, in units of 10^-`decimals`.
    points: i64,
    /// The people and the points that none can exceed; `None` where there are too many people to say.
    most: Option<(usize, i64)>,
    /// A better grouping that was found now, in words.
    better: Option<String>,
    decimals: u32,
    lowest: bool,
    /// Whether all groupings were tried.
    tried: bool,
}

impl Grouped {
    /// Points as people see them.
    fn shown(&self, units: i64) -> i64 {
        if self.lowest { -units } else { units }
    }

    /// What they are worth, and what no grouping can exceed.
    fn says(&self) -> String {
        let points = |units: i64| decimal(self.shown(units), self.decimals);
        let worth = format!("{} in groups, {} points in all.", plural(self.placed, "person"), points(self.points));
        if let Some(better) = &self.better {
            return format!("{worth} There is a better grouping, in which {better}.");
        }
        let Some((placed, most)) = self.most else {
            return format!("{worth} With so many people nothing is said of what could be.");
        };
        format!(
            "{worth} No grouping places more than {}, and none that places as many in sizes as near the middle has {} than {} points: a gap of {}.",
            plural(placed, "person"),
            better(self.lowest),
            points(most),
            decimal(most - self.points, self.decimals)
        )
    }

    fn cells(&self) -> Vec<Cell> {
        let points = |units: i64| Cell::trimmed(self.shown(units), self.decimals);
        let most = |cell: &dyn Fn((usize, i64)) -> Cell| self.most.map_or(Cell::Blank, cell);
        vec![
            Cell::Number(self.placed as i64),
            most(&|(placed, _)| Cell::Number(placed as i64)),
            points(self.points),
            most(&|(_, units)| points(units)),
            most(&|(_, units)| Cell::trimmed(units - self.points, self.decimals)),
        ]
    }
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Verdict::Proved { .. } | Verdict::Tried { .. } => "proved",
            Verdict::Searched { .. } => "checked, not proved",
            Verdict::Changed { proved: true, .. } => "proved then",
            Verdict::Changed { proved: false, .. } => "changed since",
            Verdict::Gone(_) => "cannot be recomputed",
            Verdict::Altered(_) => "records altered",
        }
    }

    fn says(&self) -> String {
        match self {
            Verdict::Proved { aim, people, pairs, shares, waited, lowest } => {
                let more = better(*lowest);
                let waited = if *waited { ", with as many of those who waited," } else { "" };
                let under = if *shares { "Under these rules and shares" } else { "Under these rules" };
                let so = match aim {
                    Aim::BestFit => format!("{under} no other choice has {more} points"),
                    Aim::Stable => "No two would both rather have each other than whom they have".to_string(),
                    Aim::Fairest => {
                        format!("{under} no choice places more people, and none that places as many{waited} is fairer")
                    }
                    _ => format!(
                        "{under} no choice places more people, and none that places as many{waited} has {more} points"
                    ),
                };
                format!(
                    "proved. {so}; {} and {} were computed anew from the files{}.",
                    plural(*people, "person"),
                    plural(*pairs, "possible pair"),
                    if *aim == Aim::Stable { "" } else { ", and the prices in records/ leave nothing better" },
                )
            }
            Verdict::Tried { people, grouped } => format!(
                "proved. Under these rules no grouping places more people, and none that places as many in sizes as near the middle has {} points; {} were computed anew from the files, and {}.",
                better(grouped.lowest),
                plural(*people, "person"),
                if grouped.tried { "all their groupings tried" } else { "no grouping can earn more than these do" }
            ),
            Verdict::Searched { what, proved, grouped } => {
                let best = match proved {
                    true => "That no choice is better was found when the round was made, in a way that leaves",
                    false => "The best was searched for, and a search leaves",
                };
                let worth = grouped.as_ref().map_or(String::new(), |grouped| format!(" {}", grouped.says()));
                format!("checked. {what} may be, with the scores that were written.{worth} {best} no prices to check.")
            }
            Verdict::Changed { people, scheme, files, proved } => {
                let mut what = Vec::new();
                if *scheme {
                    what.push("the scheme".to_string());
                }
                what.extend(files.iter().map(|file| show(file)));
                if !people.is_empty() {
                    what.push(plural(people.len(), "person"));
                }
                let have = if what.len() == 1 && people.len() < 2 { "has" } else { "have" };
                format!(
                    "{}; {} {have} changed since. The records are as the round wrote them.",
                    if *proved { "proved then" } else { "found by search then, without a proof" },
                    list(&what, "and")
                )
            }
            Verdict::Gone(people) => format!(
                "cannot be recomputed: {} {} in no form any more. The records are as the round wrote them.",
                plural(people.len(), "person"),
                plural_noun(people.len(), "is")
            ),
            Verdict::Altered(why) => format!("records altered: {why}."),
        }
    }

    /// Who it is about.
    fn people(&self) -> &[PersonId] {
        match self {
            Verdict::Changed { people, .. } | Verdict::Gone(people) => people,
            _ => &[],
        }
    }

    fn more(&self) -> Option<String> {
        let altered = matches!(self, Verdict::Altered(_));
        altered.then(|| "Take the change back with git, or restore the folder from your backup.".to_string())
    }

    fn table(&self, number: u32) -> Table {
        let mut columns =
            vec![Column::new("round", "Round"), Column::new("verdict", "Verdict"), Column::new("about", "About")];
        let about: Vec<String> = self.people().iter().map(PersonId::to_string).collect();
        let files = match self {
            Verdict::Changed { scheme, files, .. } => {
                scheme.then(|| "scheme.toml".to_string()).into_iter().chain(files.iter().cloned()).collect()
            }
            _ => Vec::new(),
        };
        let about: Vec<String> = files.into_iter().chain(about).collect();
        let mut row = vec![Cell::Number(i64::from(number)), Cell::text(self.word()), Cell::text(about.join("; "))];
        if let Verdict::Tried { grouped, .. } | Verdict::Searched { grouped: Some(grouped), .. } = self {
            columns.extend([
                Column::new("placed", "Placed").machines(),
                Column::new("placed_at_most", "At most").machines(),
                Column::new("total", "Points").machines(),
                Column::new("at_most", "At most").machines(),
                Column::new("gap", "Gap").machines(),
            ]);
            row.extend(grouped.cells());
        }
        Table::new(columns, vec![row])
    }
}
