//! Practice of trainee mentors: with its own status and agreement, and in no figure a match, a journey or a place.

use anyhow::bail;
use chrono::NaiveDate;

use super::{Answer, Desk, pairs, plan};
use crate::domain::journey::{Journey, gather};
use crate::domain::log::Log;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Relationship, State};
use crate::domain::scheme::{Form, Role};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::records::PRACTICE;
use crate::wording::{list, plural, show};

/// Plans practice of a trainee with a partner: noted today, and agreed on a day.
///
/// # Errors
/// Where nobody of the two is a mentor, or they practise together already.
pub fn add(
    who: &[String],
    [today, day]: [NaiveDate; 2],
    because: Option<&str>,
    sight: Directory,
    mut book: Book,
) -> anyhow::Result<Answer> {
    if book.scheme.form != Form::OneToOne {
        bail!("practice trains the mentors of a one-to-one scheme; this one is {}", book.scheme.form.word());
    }
    let [one, other] = who else { bail!("practice is of two: the partner and the trainee mentor") };
    let (one, other) = (book.person(one)?, book.person(other)?);
    let [partner, trainee] = seated(&book, one, other)?;
    if let Some(refused) = [one, other].into_iter().find(|person| person.refused) {
        bail!("{} did not consent to taking part", show(&refused.called()));
    }
    let known = |r: &&Relationship| r.ended.is_none() && [partner, trainee].iter().all(|id| r.has(*id));
    if let Some(known) = book.records.practice.iter().find(known) {
        bail!("{} is under way already", called(&book, known));
    }
    let (id, mark, on) = (book.records.next_id(), book.register.mark.clone(), day.to_string());
    book.records.relationships_table.push(&[
        ("mark", mark),
        ("id", id.to_string()),
        ("form", PRACTICE.to_string()),
        ("mentor", trainee.to_string()),
        ("mentee", partner.to_string()),
        ("by_hand", today.to_string()),
        ("accepted", on.clone()),
    ]);
    let mut edits = plan::start(format!("add {} --practice", list(who, "and")), &book);
    if let Some(notes) = pairs::note(&book, &id.to_string(), because, &on) {
        plan::write(&mut edits, &notes);
    }
    plan::write(&mut edits, &book.records.relationships_table);
    let name = |id: PersonId| book.by_id(id).map_or(id.to_string(), |person| show(&person.called()));
    let told = vec![format!("{id}: {} practises with {}", name(trainee), name(partner))];
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Who is the partner and who the trainee: whoever can only be one of the two decides, else the first is the partner.
fn seated(book: &Book, one: &Person, other: &Person) -> anyhow::Result<[PersonId; 2]> {
    if one.id == other.id {
        bail!("{} cannot practise alone", show(&one.called()));
    }
    let mentors = |person: &Person| person.entry(Role::Mentor).is_some();
    match (mentors(one), mentors(other)) {
        (_, true) => Ok([one.id, other.id]),
        (true, false) => Ok([other.id, one.id]),
        (false, false) => bail!(
            "neither {} nor {} is a {}, so nobody learns to be one here; `mentor people` shows the roles",
            show(&one.called()),
            show(&other.called()),
            book.scheme.role_word(Role::Mentor)
        ),
    }
}

/// Every practice as a journey of its own, with the sessions and goals that were noted of it.
pub fn journeys<'a>(book: &'a Book, log: &'a Log) -> Vec<Journey<'a>> {
    gather(&book.scheme, &book.people, &book.records.practice, log)
}

/// What the status of the relationships says of practice, where there is any under way.
pub fn hint(book: &Book) -> Option<String> {
    let open = book.records.practice.iter().filter(|r| r.ended.is_none()).count();
    let is = if open == 1 { "is" } else { "are" };
    (open > 0)
        .then(|| format!("Beside these {is} {} of trainee mentors: mentor status --practice", plural(open, "practice")))
}

/// The status of every practice.
pub fn status(book: &Book, log: &Log, all: bool, desk: &Desk) -> Report {
    let private = desk.privacy_of_called();
    let columns = vec![
        Column::new("practice", "Id"),
        Column::new("state", "State"),
        Column::new("trainee", "Trainee id").machines(),
        Column::new("partner", "Partner id").machines(),
        Column::new("trainee_called", "Trainee mentor").privacy(private).readers(),
        Column::new("partner_called", "Practises with").privacy(private).readers(),
        Column::new("since", "Since"),
        Column::new("sessions_held", "Held"),
        Column::new("last_session", "Last session"),
        Column::new("agreement_discussed", "Agreement talked through").machines(),
        Column::new("agreement_signed", "Agreement signed").machines(),
        Column::new("agreement", "Agreement").readers(),
        Column::new("ended", "Ended").machines(),
        Column::new("ending", "How it ended").machines(),
    ];
    let journeys = journeys(book, log);
    let shown = journeys.iter().filter(|journey| all || journey.relationship.ended.is_none());
    let rows: Vec<Vec<Cell>> = shown.map(|journey| row(book, journey)).collect();
    let summary = match rows.len() {
        0 => "No mentor is practising: mentor add PARTNER TRAINEE --practice".to_string(),
        1 => "1 practice; it counts in no figure as a match, a journey or a place.".to_string(),
        count => format!("{count} practices; they count in no figure as matches, journeys or places."),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None }
}

fn row(book: &Book, journey: &Journey<'_>) -> Vec<Cell> {
    let of = journey.relationship;
    let date = |day: Option<NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
    let of_role = |role: Role| of.members.iter().find(|member| member.role == role).map(|member| member.id);
    let [trainee, partner] = [Role::Mentor, Role::PracticePartner].map(of_role);
    let id = |id: Option<PersonId>| id.map_or(Cell::Blank, |id| Cell::text(id.to_string()));
    let called = |who: Option<PersonId>| match who.and_then(|who| book.by_id(who)) {
        Some(person) => Cell::text(person.called_with_id()),
        None => id(who),
    };
    let signed = of.signed.map(|on| format!("signed {on}"));
    let agreement = signed.or_else(|| of.discussed.map(|on| format!("talked through {on}"))).unwrap_or_default();
    vec![
        Cell::text(of.id.to_string()),
        Cell::text(if of.state() == State::Ended { "ended" } else { "under way" }),
        id(trainee),
        id(partner),
        called(trainee),
        called(partner),
        date(of.accepted),
        Cell::Number(journey.sessions_held().count() as i64),
        date(journey.sessions_held().last().map(|session| session.on)),
        date(of.discussed),
        date(of.signed),
        Cell::text(agreement),
        date(of.ended),
        Cell::text(of.ending.map_or("", |ending| ending.word())),
    ]
}

fn called(book: &Book, practice: &Relationship) -> String {
    pairs::called(book, &pairs::Pair { relationship: Some(practice.clone()), members: practice.members.clone() })
}
