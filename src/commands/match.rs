//! `mentor match`: the best matches under the scheme's own rules, with reasons, and who is left and why.

mod aims;
mod describe;
mod fairness;
mod panel;
mod published;
mod rearrange;
mod what_if;
mod write;

use std::collections::{BTreeSet, HashSet};

use anyhow::bail;

use super::{Answer, ChannelArgs, Desk, channels, plan};
use crate::domain::matching::round::{Obstacle, Outcome, Proposed, Start, round};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Ending, Member, RelationshipId, State};
use crate::domain::scheme::{Aim, Form};
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::wording::{list, show};

/// Propose the best matches and explain them
///
/// Nothing that is offered or accepted moves by itself. A round is kept under records/ with its number; running again
/// with the same outcome writes nothing. Then: `mentor offer`, `accept`, `decline`, `skip` or `fix`, and `mentor match`
/// again. --without, --places, --points, --aim and --fairness only show what would be; of the first four --format json has
/// `before` and `after` (placed, of those who had nobody; total, worst, worst_tenth), who is placed in one of them alone, and what differs as `rows`.
#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    #[command(flatten)]
    channel: ChannelArgs,
    /// Make a card a mentee for the people round the table, with alternatives and room for notes (-o panel.docx)
    #[arg(long, conflicts_with_all = ["without", "places", "points", "aim"])]
    panel: bool,
    /// Show what moving people who are under way would gain, and how many relationships it would end; with a number of
    /// that table (or `fewest`) it does so
    #[arg(long, value_name = "LINE", num_args = 0..=1, default_missing_value = "show")]
    #[arg(conflicts_with_all = ["without", "places", "points", "aim", "panel"])]
    rearrange: Option<String>,
    /// See what would be without somebody; nothing is kept (to set somebody aside: mentor people hold)
    #[arg(long, value_name = "PERSON")]
    without: Vec<String>,
    /// See what would be if somebody had so many places; nothing is kept
    #[arg(long, value_name = "PERSON=N")]
    places: Vec<String>,
    /// See what would be if a criterion counted so many points; nothing is kept
    #[arg(long, value_name = "CRITERION=N")]
    points: Vec<String>,
    /// See what would be if something else were best; nothing is kept
    #[arg(long, value_name = "AIM", value_parser = aim)]
    aim: Option<Aim>,
    /// See how many of each group were placed, by the answers in private/equality.csv, of which nothing is ever used in
    /// matching; nothing is kept
    // Two runs that differ in one person would tell that person's group.
    #[arg(long, conflicts_with_all = ["without", "places", "points", "aim", "panel", "rearrange"])]
    fairness: bool,
}

impl MatchArgs {
    /// Whether the answer is cards for the people round the table.
    pub fn is_for_the_panel(&self) -> bool {
        self.panel
    }
}

/// What is said of points that are too large.
pub const TOO_LARGE: &str = "the points are too large to be added up exactly; use smaller points, or fewer decimals in the files of given points";

/// How the points of what is better compare with others: `more`, and `fewer` where low numbers are good.
pub fn better(lowest: bool) -> &'static str {
    if lowest { "fewer" } else { "more" }
}

impl MatchArgs {
    fn asks_what_if(&self) -> bool {
        !self.without.is_empty() || !self.places.is_empty() || !self.points.is_empty() || self.aim.is_some()
    }
}

fn aim(word: &str) -> Result<Aim, String> {
    let words: Vec<&str> = Aim::WORDS.iter().map(|(word, _)| *word).collect();
    let known = Aim::WORDS.iter().find(|(known, _)| *known == word);
    known.map(|(_, aim)| *aim).ok_or_else(|| format!("write {}", list(&words, "or")))
}

pub fn run(args: &MatchArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read_to_match()?;
    let elsewhere = if args.channel.channel.is_none() { channels::waiting_elsewhere(&book) } else { Vec::new() };
    args.channel.see(&mut book)?;
    can_match(&book, args.aim.unwrap_or(book.scheme.aim))?;
    plan::settle(&mut book, desk);
    let newest = book.records.newest;
    let mut moved = Vec::new();
    if let Some(asked) = &args.rearrange {
        let frontier = rearrange::work_out(&book, desk)?;
        match asked.parse()? {
            rearrange::Asked::Show => {
                let (report, problems) = (frontier.describe(), book.problems);
                return Ok(Answer { report, sight: Some(sight), problems, ..Answer::default() });
            }
            rearrange::Asked::Choose(bonus) => moved = end(&mut book, &frontier.broken(bonus)?, desk),
        }
    }
    let mut outcome = todays(&book, desk, &HashSet::new())?;
    if args.fairness {
        return fairness::answer(book, sight, &outcome, desk);
    }
    if args.asks_what_if() {
        let without = what_if::suppose(&mut book, args)?;
        let mut after = todays(&book, desk, &without)?;
        if desk.no_names {
            discreet(&mut book, &mut outcome);
            discreet(&mut book, &mut after);
        }
        let (report, told) = what_if::describe(&book, &outcome, &after, desk);
        let problems = book.problems;
        return Ok(Answer { report, sight: Some(sight), told: vec![told], problems, ..Answer::default() });
    }
    if outcome.round == newest {
        if !moved.is_empty() {
            bail!("moving these people changes nothing that is proposed; nothing was written");
        }
        if desk.no_names {
            discreet(&mut book, &mut outcome);
        }
        let document = args.panel.then(|| panel::document(&book, &outcome, desk)).transpose()?;
        let report = describe::describe(&book, &outcome, &write::numbers(&book, &outcome), desk);
        let mut told = vec![format!("the same as round {newest}, which is kept: nothing to write")];
        told.extend(elsewhere);
        let problems = book.problems;
        return Ok(Answer { report, document, sight: Some(sight), told, problems, ..Answer::default() });
    }
    let numbers = write::numbers(&book, &outcome);
    if desk.no_names {
        discreet(&mut book, &mut outcome);
    }
    let document = args.panel.then(|| panel::document(&book, &outcome, desk)).transpose()?;
    // What is kept is put together beside what is shown.
    let records = book.records.clone();
    let (report, edits) = std::thread::scope(|scope| {
        let (book, outcome, numbers) = (&book, &outcome, &numbers);
        let edits = scope.spawn(|| write::plan(book, records, outcome, numbers, desk.today, &desk.key));
        let report = describe::describe(book, outcome, numbers, desk);
        (report, edits.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (mut told, problems) = (std::mem::take(&mut book.notes), std::mem::take(&mut book.problems));
    told.extend(moved);
    told.extend(elsewhere);
    told.extend(super::backup::reminder(&sight, &book, desk.today)?);
    // The process ends soon: giving back hundreds of thousands of small pieces one by one would take as long as
    // describing them did.
    std::mem::forget((book, outcome));
    Ok(Answer { report, document, edits, sight: Some(sight), told, problems, ..Answer::default() })
}

/// Ends relationships for the sake of others, in memory; what to say of it.
fn end(book: &mut Book, broken: &[RelationshipId], desk: &Desk) -> Vec<String> {
    let mut said = Vec::new();
    for id in broken {
        let Some(row) = book.records.row_of(*id) else { continue };
        book.records.relationships_table.set(row, "ended", desk.today.to_string());
        book.records.relationships_table.set(row, "ending", Ending::Rematched.word());
        if let Some(relationship) = book.records.relationships.iter_mut().find(|r| r.id == *id) {
            (relationship.ended, relationship.ending) = (Some(desk.today), Some(Ending::Rematched));
        }
        said.push(format!("{id} has ended ({})", Ending::Rematched.word()));
    }
    said
}

/// The round that is kept, as long as it is what would be proposed today; else the next. `without` is who takes no part.
fn todays(book: &Book, desk: &Desk, without: &HashSet<PersonId>) -> anyhow::Result<Outcome> {
    let (newest, next) = (book.records.newest, book.records.newest_of_all + 1);
    if newest > 0 && book.records.skips_in(next).is_empty() {
        let kept = decide(book, desk, newest, without)?;
        if unchanged(book, &kept) {
            return Ok(kept);
        }
    }
    decide(book, desk, next, without)
}

/// Sees whether there is anything to be matched, and in a way that the aim knows.
///
/// # Errors
/// Says what to do.
pub fn can_match(book: &Book, aim: Aim) -> anyhow::Result<()> {
    let scheme = &book.scheme;
    if scheme.form == Form::Group && aim != Aim::MostPeople {
        bail!(
            "groups are formed for the most people, in sizes as near the middle as can be, and then for points; {}",
            match aim == scheme.aim {
                true => format!("write aim = \"most-people\" in place of aim = {:?}", aim.word()),
                false => "leave --aim out".to_string(),
            }
        );
    }
    if scheme.limits_pools() && aim == Aim::Stable {
        bail!("stable choices cannot keep to the largest share of a pool; write another aim, or take the shares out");
    }
    let nobody = !book.people.is_empty() && book.people.iter().all(|person| person.entries.is_empty());
    if nobody && book.records.are_seen_by_a_channel() {
        let channel = show(book.channel.as_deref().unwrap_or(scheme.form.word()));
        bail!("nobody chose `{channel}` yet; `mentor people` shows who chose which channel");
    }
    if book.people.is_empty() && book.read.iter().any(|file| file.rows > 0) {
        bail!("nobody in the forms can be told from others; `mentor check` says what is missing in each row");
    }
    if book.people.is_empty() {
        bail!(
            "nobody has signed up yet; put the sign-up forms into people/ and name them in scheme.toml as [[source]]"
        );
    }
    Ok(())
}

/// Takes out of a round what `--no-names` leaves out: names, and what confidential answers say.
fn discreet(book: &mut Book, outcome: &mut Outcome) {
    book.people.iter_mut().for_each(|person| person.name.clear());
    let directions = outcome.proposed.iter_mut().flat_map(|pair| &mut pair.directions);
    let reasons = directions.flat_map(|direction| &mut direction.reasons);
    for reason in reasons {
        reason.says = reason.says_to(true).to_string();
    }
}

/// The number of the round that is kept, as long as it is what would be proposed today; else of the next.
///
/// # Errors
/// Where points are too large.
pub fn number_of_round(book: &Book, desk: &Desk) -> anyhow::Result<u32> {
    Ok(todays(book, desk, &HashSet::new())?.round)
}

/// What a round of a number starts from.
pub fn start<'a>(
    book: &'a Book,
    desk: &Desk,
    number: u32,
    skips: &'a HashSet<(PersonId, PersonId)>,
    waited: &'a HashSet<PersonId>,
    without: &'a HashSet<PersonId>,
) -> Start<'a> {
    Start {
        given: book.given(desk.today),
        round: number,
        relationships: &book.records.relationships,
        elsewhere: &book.records.elsewhere,
        skips,
        waited,
        without,
    }
}

fn decide(book: &Book, desk: &Desk, number: u32, without: &HashSet<PersonId>) -> anyhow::Result<Outcome> {
    let (skips, waited) = (book.records.skips_in(number), book.records.waited_before(number, book.scheme.form));
    let start = start(book, desk, number, &skips, &waited, without);
    round(start).map_err(|obstacle| match obstacle {
        Obstacle::TooLarge => anyhow::anyhow!(TOO_LARGE),
        Obstacle::NoStablePairing { people, equals } => anyhow::anyhow!(
            "{} {} are paired, two of them would rather have each other; use aim = \"most-people\", or hold one of them back",
            match equals {
                true => "no stable pairing was found: in every order of equals that was tried, however",
                false => "there is no stable pairing: however",
            },
            ids(book, &people)
        ),
        Obstacle::TwoRoles(people) => anyhow::anyhow!(
            "stable choices do not see who stands on both sides, and here {}; use aim = \"most-people\", or correct a role (mentor people correct)",
            match people.len() {
                1 => format!("{} would have both roles in place of one", ids(book, &people)),
                _ => format!("{} would mentor each other", ids(book, &people)),
            }
        ),
    })
}

/// Some people by their ids, since who reads an error may not be alone.
fn ids(book: &Book, people: &[usize]) -> String {
    let mut people: Vec<_> = people.iter().map(|at| &book.people[*at]).collect();
    people.sort_by_key(|person| person.id);
    list(&people.into_iter().map(|person| person.shown_id()).collect::<Vec<_>>(), "and")
}

/// Whether the round that is kept proposes exactly this.
fn unchanged(book: &Book, outcome: &Outcome) -> bool {
    let open = book.records.relationships.iter().filter(|r| r.state() == State::Proposed);
    let mut kept: Vec<(Vec<Member>, String)> =
        open.filter(|r| r.round == Some(outcome.round)).map(|r| (r.members.clone(), r.score.clone())).collect();
    let fixed_since =
        book.records.relationships.iter().any(|r| r.state() == State::Proposed && r.round != Some(outcome.round));
    let score = |pair: &Proposed| decimal(outcome.shown(pair.score), outcome.decimals);
    let mut now: Vec<(Vec<Member>, String)> =
        outcome.proposed.iter().map(|pair| (write::members(book, pair), score(pair))).collect();
    kept.sort();
    now.sort();
    // Who waits counts too: the next round owes them.
    let round = outcome.round.to_string();
    let waiting = &book.records.waiting;
    let rows = (0..waiting.len()).filter(|row| waiting.cell(*row, "round") == round);
    let were: BTreeSet<(&str, &str)> = rows.map(|row| (waiting.cell(row, "id"), waiting.cell(row, "role"))).collect();
    let ids: Vec<(String, &str)> =
        outcome.left_out.iter().map(|left| (book.people[left.person].id.to_string(), left.role.word())).collect();
    let are: BTreeSet<(&str, &str)> = ids.iter().map(|(id, role)| (id.as_str(), *role)).collect();
    !fixed_since && kept == now && are.is_subset(&were)
}
