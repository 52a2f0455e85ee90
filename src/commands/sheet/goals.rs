//! `mentor sheet goals`: a row a goal of every relationship under way.

use super::{ForArgs, sheet};
use crate::commands::{Answer, Desk, members, schedule, year};
use crate::privacy::Privacy;
use crate::report::{Cell, Column, Offer};

/// The columns that people fill in, and that `mentor take` reads.
pub const FILLED: [&str; 2] = ["now", "on"];

pub fn run(args: &ForArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let whose = schedule::whose(&book, args.of.as_deref())?;
    let private = desk.privacy_of_called();
    let columns = vec![
        Column::new("goal", "goal"),
        Column::new("relationship", "relationship"),
        Column::new("who", "who").privacy(private),
        // The words of a goal are private; whoever set it knows them.
        Column::new("words", "words").privacy(Privacy::Confidential),
        Column::new("start", "start"),
        Column::new("target", "target"),
        Column::new("last", "last"),
        Column::new("last_on", "last_on"),
        Column::new("now", "now").offers(Offer::Whole(-2, 100)),
        Column::new("on", "on"),
    ];
    let number = |number: Option<i64>| number.map_or(Cell::Blank, Cell::Number);
    let mut rows = Vec::new();
    let journeys = year::journeys(&book, &logged.log);
    // Goals follow whoever goes on with somebody else, and stand there.
    let open = journeys.iter().filter(|journey| !journey.continued && journey.relationship.ended.is_none());
    for journey in open.filter(|journey| whose.is_of(journey)) {
        for goal in &journey.goals {
            let own = journey.relationship.members.iter().filter(|member| goal.person == Some(member.id));
            let own: Vec<_> = own.copied().collect();
            // A goal of somebody who left is theirs alone.
            if goal.person.is_some() && own.is_empty() {
                continue;
            }
            let last = goal.ratings.last();
            rows.push(vec![
                Cell::text(goal.id.to_string()),
                Cell::text(journey.relationship.id.to_string()),
                members::one_under_another(&book, if own.is_empty() { &journey.relationship.members } else { &own }),
                Cell::text(book.noted(&goal.id.to_string())),
                number(goal.start),
                number(goal.target),
                number(last.map(|(_, now)| *now)),
                last.map_or(Cell::Blank, |(on, _)| Cell::Date(*on)),
                Cell::Blank,
                Cell::Blank,
            ]);
        }
    }
    let none =
        "No relationship under way has a goal to rate; set one: mentor log goal R003 --start 2 --target 5 --note \"…\"";
    let how = "Fill in how far it is now, and the day; a row left blank says nothing.";
    Ok(sheet(columns, rows, none, how, book.problems, desk))
}
