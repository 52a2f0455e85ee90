//! The pack for those who take part, a few pages each: invitation, agenda, their own card, and room for suggestions.
//! Nothing of a concern, of a rating or of what is to be decided is in it.

use super::card;
use super::pack::{Pack, clock};
use crate::documents::{self, Document, Level, Text};
use crate::domain::journey::learner;
use crate::domain::person::PersonId;
use crate::domain::review::Guest;
use crate::domain::review::card::{Card, Reached};
use crate::domain::review::talk;
use crate::domain::review::timetable::{Day, Place};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, list, plural};

/// The invitations as a table, one row a person, for mail merge.
pub fn describe(pack: &Pack<'_>) -> Report {
    let secret = |column: Column| column.privacy(Privacy::Confidential);
    let columns = vec![
        Column::new("id", "Id"),
        secret(Column::new("name", "Name")),
        // The heading that GOV.UK Notify looks for.
        secret(Column::new("email address", "E-mail")),
        Column::new("roles", "As"),
        Column::new("day", "Day"),
        Column::new("at", "At"),
        Column::new("until", "Until"),
        secret(Column::new("with", "With")),
        Column::new("sessions", "Sessions"),
        Column::new("conversation", "Conversation"),
        Column::new("table", "Table"),
        Column::new("place", "Where"),
    ];
    let rows = pack.invited.iter().map(|guest| {
        let person = pack.book.by_id(guest.id);
        let time = |time: Option<chrono::NaiveTime>| {
            Cell::text(time.map_or(String::new(), |time| time.format("%H:%M").to_string()))
        };
        let (with, sessions): (Vec<String>, Vec<String>) =
            pack.of_person(guest.id).map(|card| (others(pack, card, guest.id), card::sessions_of_own(card))).unzip();
        vec![
            Cell::text(guest.id.to_string()),
            Cell::text(person.map_or(String::new(), |person| person.name.clone())),
            person
                .filter(|person| !person.email.is_empty())
                .map_or(Cell::Blank, |person| Cell::Email(person.email.clone())),
            Cell::text(pack.roles(&guest.roles)),
            Cell::text(pack.day()),
            time(pack.gathering.hours.map(|hours| hours.0)),
            time(pack.gathering.hours.map(|hours| hours.1)),
            Cell::text(with.join("\n")),
            Cell::text(sessions.join("\n")),
            Cell::text(conversations(pack, guest.id).join("\n")),
            pack.table_of(guest.id).map_or(Cell::Blank, |table| Cell::Number(table as i64)),
            pack.place().map_or(Cell::Blank, Cell::text),
        ]
    });
    let blocks =
        vec![Block::Table(Table::new(columns, rows.collect())), Block::Text(plural(pack.invited.len(), "invitation"))];
    Report { blocks, json: None }
}

/// Who cannot be written to by e-mail.
pub fn without_address(pack: &Pack<'_>) -> Option<String> {
    let has_none = |guest: &&Guest| pack.book.by_id(guest.id).is_none_or(|person| person.email.is_empty());
    let without: Vec<String> = pack.invited.iter().filter(has_none).map(|guest| pack.called(guest.id)).collect();
    let has = if without.len() == 1 { "has" } else { "have" };
    let shown = list(&without.iter().take(8).map(String::as_str).collect::<Vec<_>>(), "and");
    (!without.is_empty()).then(|| format!("{} {has} no e-mail address: {shown}", plural(without.len(), "person")))
}

/// With whom somebody is in a relationship, by name.
fn others(pack: &Pack<'_>, card: &Card<'_, '_>, id: PersonId) -> String {
    let members = card.journey.relationship.members.iter().filter(|member| member.id != id);
    list(&members.map(|member| pack.name(member.id)).collect::<Vec<_>>(), "and")
}

/// When and where somebody's conversations are, and with whom.
fn conversations(pack: &Pack<'_>, id: PersonId) -> Vec<String> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let said = |(at, place): (usize, Place)| {
        let when = clock(plan.slots[place.slot]);
        let room = plan.room(place.room).map_or(String::new(), |room| format!(", {room}"));
        format!("{when}{room}, {}", company(pack, plan, at, &place, id))
    };
    plan.of_person(id).into_iter().map(said).collect()
}

/// With whom somebody is in a conversation, and who sits in on it.
pub fn company(pack: &Pack<'_>, plan: &Day, at: usize, place: &Place, id: PersonId) -> String {
    let people = plan.conversations[at].people.iter().filter(|other| **other != id);
    let with = list(&people.map(|other| pack.name(*other)).collect::<Vec<_>>(), "and");
    match place.facilitator {
        Some(facilitator) if facilitator == id => format!("sitting in with {with}"),
        Some(facilitator) => format!("with {with}, and {} sits in", pack.name(facilitator)),
        None => format!("with {with}"),
    }
}

/// The invitations to print.
pub fn document(pack: &Pack<'_>) -> Document {
    let title = format!("{}: review day", pack.book.scheme.name);
    let mut document = Document::new(title).footer(format!("{}, review day {}", pack.book.scheme.name, pack.day()));
    for guest in &pack.invited {
        document = document.section(invitation(pack, guest)).section(suggestions(pack, guest));
    }
    document
}

fn invitation(pack: &Pack<'_>, guest: &Guest) -> Vec<documents::Block> {
    use documents::Block as Part;
    let prepare = match pack.of_person(guest.id).next() {
        Some(_) => "There is nothing to prepare but to read your card.",
        None => "There is nothing to prepare.",
    };
    let mut blocks = vec![
        Part::Heading(Level::One, "You are invited to the review day".to_string()),
        Part::paragraph(format!("Dear {},", pack.name(guest.id))),
        Part::Paragraph(
            Text::default()
                .plain(format!("Everyone who took part in {} comes together to look back: ", pack.book.scheme.name))
                .bold(pack.day_and_hours())
                .plain(format!(
                    ". We want to know what worked, what did not, and what you would do differently. {prepare}"
                )),
        ),
    ];
    blocks.push(Part::Paragraph(Text::from(format!(
        "Where: {}",
        pack.place().unwrap_or("______________________________")
    ))));
    let conversations = conversations(pack, guest.id);
    if !conversations.is_empty() {
        let heading = if conversations.len() == 1 { "Your conversation" } else { "Your conversations" };
        blocks.push(Part::Heading(Level::Two, heading.to_string()));
        blocks.push(Part::Bullets(conversations.into_iter().map(Text::from).collect()));
    }
    blocks.push(Part::Heading(Level::Two, "What happens on the day".to_string()));
    blocks.push(Part::Bullets(pack.agenda(Some(guest.id)).into_iter().map(Text::from).collect()));
    let tell = &pack.book.scheme.agreement.tell;
    let reach = tell.as_ref().map_or(String::new(), |tell| format!(" You can reach us here: {tell}."));
    blocks.push(Part::paragraph(format!(
        "If you cannot come, or need anything so as to take part, please tell us.{reach}"
    )));
    for card in pack.of_person(guest.id) {
        blocks.push(own_card(pack, card, guest.id));
    }
    blocks
}

/// The card as its own people have it: where they are now they say themselves.
fn own_card(pack: &Pack<'_>, card: &Card<'_, '_>, id: PersonId) -> documents::Block {
    use documents::Block as Part;
    let is_member = card.journey.relationship.has(id);
    let mut facts = vec![("With", others(pack, card, id)), ("Relationship", card::state(card, false))];
    facts.push(("Sessions", card::sessions_of_own(card)));
    let of = |goal: &Reached| goal.person.or(learner(card.journey.relationship));
    let mut goals: Vec<_> = card.goals_of(id).filter(|_| is_member).collect();
    goals.sort_by_key(|goal| (of(goal) != Some(id), of(goal).is_none(), of(goal), goal.number));
    for goal in &goals {
        // One of several is told by its number, which stands in the agreement too, and by whose it is.
        let whose = match of(goal) {
            Some(of) if of == id => "yours".to_string(),
            Some(of) => format!("{}'s", pack.name(of)),
            None => "all together".to_string(),
        };
        let number = goal.number.map(|number| format!("{number}."));
        let which = match goals.len() {
            0 | 1 => String::new(),
            _ => format!("{}: ", number.into_iter().chain([whose]).collect::<Vec<_>>().join(" ")),
        };
        facts.push(("Goal", format!("{which}{}; now: ______", card::goal(goal, false))));
    }
    if is_member && (!card.journey.relationship.terms(&pack.book.scheme).agreement.unneeded || card.is_agreed()) {
        facts.push(("Agreement", card::agreement(card)));
    }
    facts.extend(card::visits(card).map(|visits| ("Visit", visits)));
    let title = if is_member { "Your card" } else { "A relationship you look after" };
    Part::Card(vec![
        Part::Heading(Level::Two, title.to_string()),
        card::fact_table(facts),
        Part::Heading(Level::Three, "What to talk about".to_string()),
        card::topics(pack, card, false),
    ])
}

/// A page for suggestions, under the headings of the review.
fn suggestions(pack: &Pack<'_>, guest: &Guest) -> Vec<documents::Block> {
    use documents::Block as Part;
    let mut blocks = vec![
        Part::Heading(Level::One, "Your suggestions".to_string()),
        Part::paragraph(format!(
            "{}: write as much or as little as you like, and hand it in on the day.",
            pack.name(guest.id)
        )),
    ];
    for heading in talk::headings(&pack.book.scheme) {
        blocks.extend([Part::Heading(Level::Two, capital(&heading)), Part::Lines(3)]);
    }
    blocks.extend([Part::Heading(Level::Two, "What should come next".to_string()), Part::Lines(4)]);
    blocks
}
