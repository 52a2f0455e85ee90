//! `mentor status`: every relationship today, and whom to ring, in order.

use chrono::NaiveDate;

use super::{Answer, Desk, members, practice, year};
use crate::domain::journey::Journey;
use crate::domain::status::{self, Standing, Status};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table, Tone};
use crate::store::book::Book;
use crate::wording::{list, plural};

/// Show every relationship today, and whom to ring, in order
///
/// On track, too early to tell, not heard, needs contact, paused; and why. Changes nothing.
#[derive(Debug, clap::Args)]
pub struct StatusArgs {
    /// Only those to ring, in order
    #[arg(long)]
    ring: bool,
    /// Also what ended
    #[arg(long)]
    all: bool,
    /// Practice of trainee mentors instead, which counts in no figure
    #[arg(long, conflicts_with = "ring")]
    practice: bool,
}

const TONES: &[(&str, Tone)] = &[
    ("needs contact", Tone::Strong),
    ("not heard", Tone::Mild),
    ("too early to tell", Tone::Quiet),
    ("on track", Tone::Good),
    ("paused", Tone::Quiet),
    ("ended", Tone::Quiet),
];

pub fn run(args: &StatusArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, book, logged) = year::read(desk)?;
    if args.practice {
        let report = practice::status(&book, &logged.log, args.all, desk);
        return Ok(Answer { report, problems: book.problems, ..Answer::default() });
    }
    let journeys = year::journeys(&book, &logged.log);
    let mut lines: Vec<(&Journey<'_>, Status)> = Vec::new();
    for journey in &journeys {
        // Whoever goes on with somebody else is on one journey, and stands in its last relationship.
        if journey.continued || journey.relationship.ended.is_some() && !args.all {
            continue;
        }
        let items = year::planned(&book, journey, desk);
        lines.push((journey, status::of(journey, &items, &book.scheme, desk.today)));
    }
    let mut order: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].1.ring.is_some()).collect();
    order.sort_by_key(|at| (lines[*at].1.ring, lines[*at].0.relationship.id));
    let mut places: Vec<Option<i64>> = vec![None; lines.len()];
    for (place, at) in (1..).zip(&order) {
        places[*at] = Some(place);
    }
    let mut shown: Vec<usize> = (0..lines.len()).filter(|at| !args.ring || places[*at].is_some()).collect();
    shown.sort_by_key(|at| (places[*at].is_none(), places[*at], lines[*at].1.standing, lines[*at].0.relationship.id));
    let table = describe(&book, shown.iter().map(|at| (places[*at], &lines[*at])), desk);
    let mut blocks = vec![Block::Table(table), Block::Text(summary(&lines))];
    if !order.is_empty() {
        blocks.push(Block::Text("Ring in the order of the first column. `mentor log contact R003 --by phone --next DATE` takes somebody off the list until then.".to_string()));
    }
    blocks.extend(practice::hint(&book).map(Block::Text));
    let report = Report { blocks, json: None };
    let told = super::backup::reminder(&sight, &book, desk.today)?.into_iter().collect();
    Ok(Answer { report, told, problems: book.problems, ..Answer::default() })
}

fn describe<'l>(
    book: &Book,
    lines: impl Iterator<Item = (Option<i64>, &'l (&'l Journey<'l>, Status))>,
    desk: &Desk,
) -> Table {
    let private = desk.privacy_of_called();
    let mut columns = vec![
        Column::new("ring", "Ring"),
        Column::new("relationship", "Id"),
        Column::new("status", "Status").tones(TONES).machines(),
        Column::new("reason", "Why").machines(),
        Column::new("who", "Who").privacy(private).readers(),
        Column::new("status", "Status").readers(),
        Column::new("so_far", "So far").readers(),
    ];
    // One under the other on the screen: then there is room for the reason.
    columns.extend(members::channel_column(book).map(Column::machines));
    columns.extend(members::for_machines(book, &[]).0);
    let further = [
        ("sessions_held", "Held"),
        ("sessions_planned", "Planned"),
        ("sessions_not_held", "Not held"),
        ("sessions_not_heard", "Not heard"),
        ("last_session", "Last session"),
        ("next_session_by", "Next session by"),
        ("visited", "Visited"),
        ("visits_overdue", "Visits overdue"),
        ("open_concerns", "Open concerns"),
        ("replies_in_time", "Replies in time"),
        ("messages", "Messages"),
        ("agreement_discussed", "Agreement talked through"),
        ("agreement_signed", "Agreement signed"),
        ("started", "Started"),
    ];
    columns.extend(further.map(|(key, heading)| Column::new(key, heading).machines()));
    columns.push(Column::new("phones", "Phones").privacy(Privacy::Confidential).machines());
    let rows = lines.map(|(place, (journey, status))| {
        let date = |day: Option<NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
        let count = |count: usize| Cell::Number(count as i64);
        let number = |number: Option<u32>| number.map_or(Cell::Blank, |number| Cell::Number(i64::from(number)));
        let mut row = vec![
            place.map_or(Cell::Blank, Cell::Number),
            Cell::text(journey.relationship.id.to_string()),
            Cell::text(status.standing.word()),
            Cell::text(status.reason.as_str()),
            members::one_under_another(book, &journey.relationship.members),
            Cell::text(format!("{}\n{}", status.standing.word(), status.reason)),
            Cell::text(so_far(journey, status)),
        ];
        row.extend(members::channel_cell(book, journey.relationship));
        row.extend(members::for_machines(book, &journey.relationship.members).1);
        row.extend([
            count(status.held),
            number(status.planned),
            count(status.not_held),
            count(status.not_heard),
            date(status.last),
            date(status.next),
            date(status.visited),
            count(status.visits_overdue),
            count(status.concerns),
            number(status.replies.map(|replies| replies.0)),
            number(status.replies.map(|replies| replies.1)),
            date(journey.relationship.discussed),
            date(journey.relationship.signed),
            Cell::Date(journey.start),
            phones(book, journey),
        ]);
        row
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    Table::new(columns, rows)
}

/// What there is to tell, a line each; what a scheme does not do, nobody need read that it was not done.
fn so_far(journey: &Journey<'_>, status: &Status) -> String {
    let held = match status.planned {
        Some(planned) => format!("{} of {} held", status.held, plural(planned as usize, "session")),
        None => format!("{} held", plural(status.held, "session")),
    };
    // Where people write to each other, nobody waits for a session.
    let meets = status.planned.is_some() || status.held > 0 || status.replies.is_none();
    let mut said: Vec<String> = journey.relationship.channel.iter().cloned().collect();
    said.extend(meets.then_some(held));
    said.extend(status.last.map(|last| format!("last {last}")));
    if status.not_held > 0 {
        said.push(format!("{} not held", status.not_held));
    }
    if status.not_heard > 0 {
        said.push(format!("{} not heard of", status.not_heard));
    }
    if let Some(gone) = journey.relationship.left.iter().map(|gone| gone.on).max() {
        let last = if journey.relationship.left.len() > 1 { "the last " } else { "" };
        said.push(format!("{} left, {last}on {gone}", plural(journey.relationship.left.len(), "person")));
    }
    if let Some(came) = journey.relationship.joined.iter().map(|came| came.on).max() {
        let last = if journey.relationship.joined.len() > 1 { "the last " } else { "" };
        said.push(format!("{} joined, {last}on {came}", plural(journey.relationship.joined.len(), "person")));
    }
    let agreement = journey.relationship.signed.map(|on| format!("agreement signed {on}"));
    let discussed = || journey.relationship.discussed.map(|on| format!("agreement talked through {on}"));
    said.extend(agreement.or_else(discussed));
    if journey.relationship.joined_since_agreed() > 0 {
        said.push(format!("{} joined after that", journey.relationship.joined_since_agreed()));
    }
    said.extend(status.visited.map(|visited| format!("visited {visited}")));
    if status.visits_overdue > 0 {
        said.push(format!("{} overdue", plural(status.visits_overdue, "visit")));
    }
    if status.concerns > 0 {
        said.push(plural(status.concerns, "open concern"));
    }
    said.extend(status.replies.map(|(timely, all)| format!("{timely} of {all} answered in time")));
    said.join("\n")
}

/// The telephone numbers of the people, in the order of the relationship.
fn phones(book: &Book, journey: &Journey<'_>) -> Cell {
    let people = journey.relationship.members.iter().filter_map(|member| book.by_id(member.id));
    let phones: Vec<&str> = people.map(|person| person.phone.as_str()).filter(|phone| !phone.is_empty()).collect();
    match &phones[..] {
        [] => Cell::Blank,
        [one] => Cell::Phone(one.to_string()),
        several => Cell::text(several.join("; ")),
    }
}

fn summary(lines: &[(&Journey<'_>, Status)]) -> String {
    let count = |standing: Standing| lines.iter().filter(|(_, status)| status.standing == standing).count();
    let said: Vec<String> = Standing::ALL
        .into_iter()
        .filter(|standing| count(*standing) > 0)
        .map(|standing| format!("{} {}", count(standing), standing.word()))
        .collect();
    match lines.len() {
        0 => "No relationship is under way: `mentor accept` notes that both said yes.".to_string(),
        all => format!("{}: {}.", plural(all, "relationship"), list(&said, "and")),
    }
}
