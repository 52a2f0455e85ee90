//! A round as a report: whom to ring, the pairs with their reasons, who is left out and why, what is proved.

use std::fmt::Write;

use super::published::published;
use super::{aims, better, write};
use crate::commands::{Desk, members};
use crate::domain::matching::left_out::LeftOut;
use crate::domain::matching::reasons::{NOTHING_GIVEN, Reason};
use crate::domain::matching::round::{Outcome, Proposed};
use crate::domain::matching::shares::pool_of;
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::scheme::{Aim, Form, Role, Rule, RuleKind};
use crate::domain::value::{Decimal, Value, decimal};
use crate::halves::in_halves;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::{capital, list, plural, plural_noun};

/// So many people are named one by one.
const NAMED: usize = 8;

/// Describes a round; the published JSON only where it is asked for, since it is as long as everything else together.
pub fn describe(book: &Book, outcome: &Outcome, numbers: &[RelationshipId], desk: &Desk) -> Report {
    let mut blocks = vec![Block::Heading(heading(book, outcome))];
    blocks.extend(ring(book, outcome));
    blocks.push(Block::Table(table(book, outcome, numbers, desk)));
    blocks.extend(left_out(book, outcome));
    blocks.extend(spare(book, outcome));
    blocks.extend(pools(book, outcome));
    blocks.push(Block::Text(proof(book, outcome)));
    // Worked out only for those who read it: spreadsheets and programs get the main table.
    if desk.to_readers {
        blocks.extend(aims::describe(book, outcome, desk).unwrap_or_default());
    }
    Report { blocks, json: desk.json.then(|| published(book, outcome, numbers)) }
}

fn heading(book: &Book, outcome: &Outcome) -> String {
    let (mentee, mentor) = (book.scheme.role_word(Role::Mentee), book.scheme.role_word(Role::Mentor));
    if book.scheme.form != Form::OneToOne {
        return equal_heading(book, outcome);
    }
    let of_mentees = outcome.left_out.iter().filter(|left| left.role == Role::Mentee);
    let (aside, waiting): (Vec<&LeftOut>, Vec<&LeftOut>) = of_mentees.partition(|left| left.is_aside());
    let aside = if aside.is_empty() { String::new() } else { format!(", {} set aside", aside.len()) };
    format!(
        "{}: {} with {}, {} without{aside}",
        capital(&book.round_called(outcome.round)),
        plural(outcome.all_in(Role::Mentee).len(), mentee),
        plural(outcome.all_in(Role::Mentor).len(), mentor),
        waiting.len()
    )
}

/// Nobody is the one who is served: pairs or groups are counted, and who is left.
fn equal_heading(book: &Book, outcome: &Outcome) -> String {
    let (aside, waiting): (Vec<&LeftOut>, Vec<&LeftOut>) = outcome.left_out.iter().partition(|left| left.is_aside());
    let left = |role: Role| {
        let count = waiting.iter().filter(|left| left.role == role).count();
        (count > 0).then(|| plural(count, book.scheme.role_word(role)))
    };
    let aside = if aside.is_empty() { String::new() } else { format!(", {} set aside", aside.len()) };
    // Whoever could lead a group and does not is no loss.
    let roles = [Role::Mentor, Role::Mentee, Role::Member];
    let left: Vec<String> = roles.into_iter().filter_map(left).collect();
    let left = if left.is_empty() { "nobody".to_string() } else { list(&left, "and") };
    let made = plural(outcome.proposed.len(), book.scheme.form.noun());
    format!("{}: {made}, {left} without{aside}", capital(&book.round_called(outcome.round)))
}

fn ring(book: &Book, outcome: &Outcome) -> Vec<Block> {
    if outcome.ring.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    for ring in outcome.ring.iter().take(NAMED) {
        let cost = match (ring.ruled_out, ring.of_100) {
            (true, _) => "nobody can be matched with them without it".to_string(),
            (false, 0) => "less than 1 point of 100".to_string(),
            (false, points) => format!("up to {points} of 100"),
        };
        items.push(format!("{}: {} ({cost})", called(book, ring.person), list(&ring.missing, "and")));
    }
    if outcome.ring.len() > NAMED {
        items.push(format!("and {} more who lose no more than that", outcome.ring.len() - NAMED));
    }
    vec![Block::Text("Ring these people first: an answer that is missing costs them.".to_string()), Block::List(items)]
}

/// By the position in the list of people; `--no-names` has taken the names out already.
fn called(book: &Book, at: usize) -> String {
    book.people[at].called_with_id()
}

fn table(book: &Book, outcome: &Outcome, numbers: &[RelationshipId], desk: &Desk) -> Table {
    // Where names are left out, what is left are ids, and reasons without confidential answers.
    let private = desk.privacy_of_called();
    let mut columns = vec![Column::new("relationship", "Id"), Column::new("status", "Status").machines()];
    columns.extend(members::columns(book, private));
    columns.extend([
        Column::new("score", "Score").machines(),
        Column::new("score_of_100", "Of 100"),
        Column::new("reasons", "Why").privacy(private),
        Column::new("points", "Points by criterion").machines(),
    ]);
    let row = |(pair, id): &(&Proposed, &RelationshipId)| {
        let mut cells = Vec::with_capacity(12);
        cells.extend([Cell::text(id.to_string()), Cell::text(if pair.fixed { "fixed" } else { "proposed" })]);
        cells.extend(members::cells(book, &write::members(book, pair)));
        cells.extend([
            Cell::trimmed(outcome.shown(pair.score), outcome.decimals),
            Cell::Number(pair.of_100),
            Cell::text(reasons(book, pair, outcome, desk)),
            Cell::text(points(pair, outcome)),
        ]);
        cells
    };
    let pairs: Vec<(&Proposed, &RelationshipId)> = outcome.proposed.iter().zip(numbers).collect();
    let halves = in_halves(&pairs, pairs.len() > 1000, |part| part.iter().map(row).collect::<Vec<_>>());
    let rows: Vec<Vec<Cell>> = halves.into_iter().flatten().collect();
    // In a spreadsheet nobody may be missing: those left out follow, with what stood in the way.
    let further = outcome.left_out.iter().map(|left| left_row(book, left)).collect();
    Table { further, ..Table::new(columns, rows) }
}

fn left_row(book: &Book, left: &LeftOut) -> Vec<Cell> {
    let person = &book.people[left.person];
    let member = Member { id: person.id, role: left.role };
    let mut row = vec![Cell::Blank, Cell::text("left out")];
    row.extend(members::cells(book, &[member]));
    row.extend([Cell::Blank, Cell::Blank, Cell::text(left.says.as_str()), Cell::Blank]);
    row
}

/// One reason a line, with its points; that nobody gave a mark is no reason, and stands in the JSON only.
fn reasons(book: &Book, pair: &Proposed, outcome: &Outcome, desk: &Desk) -> String {
    let points = |units| Decimal { units: outcome.shown(units), decimals: outcome.decimals };
    let mut lines = String::with_capacity(512);
    if pair.fixed {
        lines.push_str("fixed by the coordinator\n");
    }
    for direction in &pair.directions {
        // Writing into memory cannot fail.
        if pair.directions.len() > 1 {
            let learner = match book.scheme.form {
                Form::Mutual => format!("the {}", book.scheme.role_word(direction.learner)),
                _ => called(book, direction.person),
            };
            let _ = writeln!(lines, "{learner} learns ({} of 100):", direction.of_100);
        }
        let counts = |reason: &&Reason| reason.points != 0 || !reason.says.ends_with(NOTHING_GIVEN);
        for reason in direction.reasons.iter().filter(counts) {
            // What nothing can be earned for is told all the same: the time a group has in common.
            let _ = match reason.of {
                0 if book.scheme.form == Form::Group => writeln!(lines, "{}", reason.says),
                _ => writeln!(lines, "{}/{} {}", points(reason.points), points(reason.of), reason.says),
            };
        }
    }
    for (person, role) in &pair.members {
        for day in begins(book, *person, *role, desk) {
            let _ = writeln!(lines, "{day}");
        }
    }
    lines.pop();
    lines
}

/// The days, still to come, before which somebody wants nothing.
fn begins(book: &Book, person: usize, role: Role, desk: &Desk) -> Vec<String> {
    let Some(entry) = book.people[person].entry(role) else { return Vec::new() };
    let day = |rule: &Rule| match &rule.kind {
        RuleKind::NotBefore { of, field, .. } if *of == role => match entry.value(*field) {
            Value::Date(date) if *date > desk.today => Some((book.scheme.field(*field), *date)),
            _ => None,
        },
        _ => None,
    };
    let days = book.scheme.rules.iter().filter_map(day);
    let shown = days.filter(|(field, _)| !desk.no_names || field.privacy <= Privacy::Internal);
    shown.map(|(field, date)| format!("{} {date}", field.label)).collect()
}

fn points(pair: &Proposed, outcome: &Outcome) -> String {
    let mut parts = String::with_capacity(128);
    for reason in pair.reasons() {
        let between = if parts.is_empty() { "" } else { "; " };
        let points = Decimal { units: outcome.shown(reason.points), decimals: outcome.decimals };
        let _ = write!(parts, "{between}{}={points}", reason.criterion);
    }
    parts
}

/// Who is left out, those with the same reason together.
fn left_out(book: &Book, outcome: &Outcome) -> Vec<Block> {
    let mut groups: Vec<(Role, &str, Vec<String>)> = Vec::new();
    for left in &outcome.left_out {
        match groups.iter_mut().find(|(role, says, _)| *role == left.role && *says == left.says) {
            Some((_, _, people)) => people.push(called(book, left.person)),
            None => groups.push((left.role, &left.says, vec![called(book, left.person)])),
        }
    }
    if groups.is_empty() {
        return Vec::new();
    }
    let items = groups.into_iter().map(|(role, says, people)| {
        let role = plural_noun(people.len(), book.scheme.role_word(role));
        format!("{}, {role}: {says}", some(&people))
    });
    vec![Block::Text("Left out:".to_string()), Block::List(items.collect())]
}

/// A few names, and how many more.
fn some(people: &[String]) -> String {
    let mut names: Vec<String> = people.iter().take(NAMED).cloned().collect();
    if people.len() > NAMED {
        names.push(format!("{} more", people.len() - NAMED));
    }
    list(&names, "and")
}

/// Mentors who could take on somebody more beside those they have.
fn spare(book: &Book, outcome: &Outcome) -> Option<Block> {
    let people: Vec<String> = outcome.spare.iter().map(|(at, left)| format!("{} {left}", called(book, *at))).collect();
    (!people.is_empty()).then(|| {
        let mentors = plural_noun(2, book.scheme.role_word(Role::Mentor));
        Block::Text(format!("Places left with {mentors} who have somebody: {}.", some(&people)))
    })
}

/// How many relationships there are with the mentors of each pool, those under way among them.
fn pools(book: &Book, outcome: &Outcome) -> Option<Block> {
    let proposed = outcome.proposed.iter().flat_map(|pair| write::members(book, pair));
    let under_way = book.records.relationships.iter().filter(|r| r.state().stands());
    let members = proposed.chain(under_way.flat_map(|r| r.members.iter().copied()));
    let mut counts = vec![0; book.scheme.pools.len()];
    for mentor in members.filter(|member| member.role == Role::Mentor) {
        let entry = book.by_id(mentor.id).and_then(|person| person.entry(Role::Mentor));
        if let Some(pool) = entry.and_then(|entry| pool_of(&book.scheme, &book.words, entry)) {
            counts[pool] += 1;
        }
    }
    let says = book.scheme.pools.iter().zip(&counts).enumerate().map(|(at, (pool, count))| {
        let most = pool.most.map(|most| format!("at most {most}"));
        let share = pool.share.map(|share| format!("at most {share} of 100"));
        let limits = list(&most.into_iter().chain(share).collect::<Vec<String>>(), "and");
        let full =
            if outcome.limits.iter().any(|limit| limit.pool == at && limit.is_reached()) { ", reached" } else { "" };
        let limits = if limits.is_empty() { limits } else { format!(" ({limits}{full})") };
        format!("{count} with {}{limits}", pool.name)
    });
    let says: Vec<String> = says.collect();
    (!says.is_empty()).then(|| Block::Text(format!("Relationships by pool: {}.", list(&says, "and"))))
}

fn proof(book: &Book, outcome: &Outcome) -> String {
    let (mentee, unit) =
        (book.scheme.role_word(Role::Mentee), decimal(outcome.shown(outcome.total()), outcome.decimals));
    let (total, better) = (format!("{unit} points in all"), better(outcome.lowest));
    if let Some(bound) = outcome.bound {
        let most = decimal(outcome.shown(bound.points), outcome.decimals);
        return match outcome.proof.proved {
            true => format!(
                "{total}. Proved: no grouping places more people, and none that places as many in sizes as near the middle has {better} points."
            ),
            false => format!(
                "{total}: the best that was found, not proved. No grouping places more than {}, and none that places as many in sizes as near the middle has {better} than {most} points.",
                plural(bound.placed, "person")
            ),
        };
    }
    let waited = if outcome.waited() { ", with as many of those who waited," } else { "" };
    if book.scheme.form != Form::OneToOne && outcome.proof.proved && outcome.aim == Aim::MostPeople {
        return format!(
            "{total}. Proved: under these rules no choice makes more pairs, and none that makes as many{waited} has {better} points."
        );
    }
    let rules = if outcome.limits.is_empty() { "rules" } else { "rules and shares" };
    match (outcome.proof.proved, outcome.aim) {
        (false, _) if outcome.proof.of_shares => format!(
            "{total}. The best that was found; a share of however many relationships there are makes it too hard to prove that none is better."
        ),
        (false, _) => format!(
            "{total}. The best that was found; people who are mentor and mentee at once make it too hard to prove that none is better."
        ),
        (true, Aim::Stable) => {
            format!("{total}. Stable: no two would both rather have each other than whom they have.")
        }
        (true, Aim::Fairest) => {
            let fairer = "is fairer: in no other are the worst scores out of 100 better";
            match book.scheme.form {
                Form::OneToOne => format!(
                    "{total}. Proved: under these {rules} no choice gives more {} a {}, and none that gives as many{waited} {fairer}.",
                    plural_noun(2, mentee),
                    book.scheme.role_word(Role::Mentor)
                ),
                _ => format!(
                    "{total}. Proved: under these {rules} no choice makes more pairs, and none that makes as many{waited} {fairer}."
                ),
            }
        }
        (true, Aim::BestFit) => format!("{total}. Proved: no other choice under these {rules} has {better} points."),
        (true, _) => format!(
            "{total}. Proved: under these {rules} no choice gives more {} a {}, and none that gives as many{waited} has {better} points.",
            plural_noun(2, mentee),
            book.scheme.role_word(Role::Mentor)
        ),
    }
}
