//! The card of a relationship in words, for tables and on paper.

use super::pack::{Pack, clock};
use crate::commands::in_words;
use crate::documents::{Block, Column, Level, Table, Text};
use crate::domain::relationship::Ending;
use crate::domain::review::card::{Card, Reached};
use crate::domain::review::talk;
use crate::wording::{capital, list, plural};

/// The sessions against plan, a line each.
pub fn sessions(card: &Card<'_, '_>) -> Vec<String> {
    let status = &card.status;
    let mut said = vec![match status.planned {
        Some(planned) => format!("{} of {} held", status.held, plural(planned as usize, "session")),
        None => format!("{} held", plural(status.held, "session")),
    }];
    let further = [(status.not_held, "not held"), (status.not_heard, "not heard of"), (card.to_come, "to come")];
    said.extend(further.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    said
}

/// A goal in one line; `rated` says whether the rating may be seen.
pub fn goal(goal: &Reached, rated: bool) -> String {
    let number = |number: Option<i64>| number.map_or("?".to_string(), |number| number.to_string());
    let now = match goal.now {
        Some((_, now)) if rated => format!(", now {now}"),
        None if rated => ", not rated since".to_string(),
        _ => String::new(),
    };
    format!("from {} to {}{now}", number(goal.start), number(goal.target))
}

/// The agreement in words.
pub fn agreement(card: &Card<'_, '_>) -> String {
    let relationship = card.journey.relationship;
    let said = [("talked through", relationship.discussed), ("signed", relationship.signed)];
    let said: Vec<String> =
        said.iter().filter_map(|(what, on)| on.map(|on| format!("{what} on {}", in_words(on)))).collect();
    if said.is_empty() { "not noted".to_string() } else { list(&said, "and") }
}

/// The visits in words; nothing where the scheme plans none and none was made.
pub fn visits(card: &Card<'_, '_>) -> Option<String> {
    match (card.visits, card.status.visited) {
        ((0, 0), _) => None,
        ((0, _), _) => Some("not visited yet".to_string()),
        ((1, 0..=1), Some(on)) => Some(format!("visited on {}", in_words(on))),
        ((made, planned), _) if planned as usize > made => {
            Some(format!("{made} of {}", plural(planned as usize, "visit")))
        }
        ((made, _), _) => Some(format!("{} made", plural(made, "visit"))),
    }
}

/// The sessions as those who had them are told: what nobody told is for them to tell.
pub fn sessions_of_own(card: &Card<'_, '_>) -> String {
    let not_heard = format!("{} not heard of", card.status.not_heard);
    let asked = match card.status.not_heard {
        1 => "of 1 more we have not heard whether it was held".to_string(),
        count => format!("of {count} more we have not heard whether they were held"),
    };
    let said = sessions(card).into_iter().map(|said| if said == not_heard { asked.clone() } else { said });
    said.collect::<Vec<_>>().join(", ")
}

/// Whether the relationship goes on; `how` says whether it is told in which way it ended.
pub fn state(card: &Card<'_, '_>, how: bool) -> String {
    let relationship = card.journey.relationship;
    let ended = |what: &str, on| format!("{what} on {}", in_words(on));
    match (relationship.ended, relationship.ending.filter(|_| how)) {
        (Some(on), Some(ending @ (Ending::Completed | Ending::Early))) => ended(ending.word(), on),
        (Some(on), Some(ending)) => format!("{}: {}", ended("ended", on), ending.word()),
        (Some(on), None) => ended("ended", on),
        (None, _) => format!("since {}", in_words(card.journey.start)),
    }
}

/// When and where its people talk on the day, and who sits in.
fn talk(pack: &Pack<'_>, card: &Card<'_, '_>) -> Option<String> {
    let (plan, id) = (pack.plan.as_ref()?, card.journey.relationship.id);
    let (_, place) = plan.in_order().into_iter().find(|(at, _)| plan.conversations[*at].relationship == id)?;
    let room = plan.room(place.room).map_or(String::new(), |room| format!(", {room}"));
    let sits_in = place.facilitator.map_or(String::new(), |id| format!("; {} sits in", pack.called(id)));
    Some(format!("{}{room}{sits_in}", clock(plan.slots[place.slot])))
}

/// The facts as rows of a table, everything there is.
pub fn facts(pack: &Pack<'_>, card: &Card<'_, '_>) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Relationship", state(card, true)), ("Sessions", sessions(card).join(", "))];
    if let Some((minutes, of)) = card.minutes {
        facts[1].1.push_str(&format!(" ({} in {})", plural(minutes as usize, "minute"), plural(of, "session")));
    }
    let goals: Vec<String> = card
        .goals
        .iter()
        .map(|reached| {
            let of = reached
                .person
                .filter(|_| card.goals.len() > 1)
                .map_or(String::new(), |id| format!("{}, ", pack.called(id)));
            let note = pack.notes(&reached.id.to_string());
            let note = if note.is_empty() { note } else { format!(": {}", note.replace('\n', "; ")) };
            format!("{}, {of}{}{note}", reached.id, goal(reached, true))
        })
        .collect();
    facts.push(("Goals", if goals.is_empty() { "none noted".to_string() } else { goals.join("\n") }));
    if !card.journey.relationship.terms(&pack.book.scheme).agreement.unneeded || card.is_agreed() {
        facts.push(("Agreement", agreement(card)));
    }
    facts.extend(talk(pack, card).map(|talk| ("Conversation", talk)));
    facts.extend(visits(card).map(|visits| ("Visit", visits)));
    facts.extend(card.journey.supporter.map(|id| ("Supporter", pack.called(id))));
    if let Some((timely, all)) = card.status.replies {
        facts.push(("Messages", format!("{timely} of {all} answered in time")));
    }
    // How many, and never what about.
    if card.status.concerns > 0 {
        facts.push(("Concerns", format!("{}: not for the table", plural(card.status.concerns, "open concern"))));
    }
    facts
}

/// Facts as a table whose first column names the rows.
pub fn fact_table(facts: Vec<(&'static str, String)>) -> Block {
    let rows = facts.into_iter().map(|(name, fact)| vec![Text::from(name), Text::from(fact)]).collect();
    Block::Table(Table { columns: vec![Column::new("", 1), Column::new("", 4)], rows })
}

/// What to talk about, as a list under its headings; `rated` says whether the ratings of goals may be seen.
pub fn topics(pack: &Pack<'_>, card: &Card<'_, '_>, rated: bool) -> Block {
    let mut items = Vec::new();
    for (heading, questions) in talk::topics(card, &pack.book.scheme, rated) {
        let text = Text::default().bold(format!("{}.", capital(&heading)));
        items.push(text.plain(format!(" {}", questions.join(" "))));
    }
    Block::Bullets(items)
}

/// The card, as those who run the scheme have it.
pub fn whole(pack: &Pack<'_>, card: &Card<'_, '_>) -> Block {
    let relationship = card.journey.relationship;
    let missing: Vec<Text> = pack
        .missing
        .iter()
        .filter(|missing| missing.of == relationship.id)
        .map(|missing| Text::from(capital(&missing.what.says())))
        .collect();
    let mut blocks = vec![
        Block::Heading(Level::Two, format!("{}: {}", relationship.id, pack.members(&relationship.members))),
        fact_table(facts(pack, card)),
    ];
    if !missing.is_empty() {
        blocks.push(Block::Heading(Level::Three, "To ask before the day".to_string()));
        blocks.push(Block::Bullets(missing));
    }
    blocks.push(Block::Heading(Level::Three, "What to talk about".to_string()));
    blocks.push(topics(pack, card, true));
    blocks.push(Block::paragraph("Notes:"));
    blocks.push(Block::Lines(2));
    Block::Card(blocks)
}
