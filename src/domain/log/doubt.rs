//! What is odd in sessions that an export tells of: most of it is a slip in the other program.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::told::{Happened, Told, Whose};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::problems::{Problem, Problems};

/// Notes what is odd, each with its place. `starts` says when each relationship that was accepted began.
pub fn doubt(
    told: &[Told],
    relationships: &[Relationship],
    starts: &HashMap<RelationshipId, NaiveDate>,
    today: NaiveDate,
    problems: &mut Problems,
) {
    let ends: HashMap<RelationshipId, NaiveDate> =
        relationships.iter().filter_map(|r| Some((r.id, r.ended?))).collect();
    for told in told.iter().filter(|told| told.record.is_none()) {
        let (day, rated) = told.columns;
        let mut odd = |column: u32, heading: &str, text: String, message: String, remedy: &str| {
            let place = told.place.at(told.place.line, column);
            problems.push(Problem::warning(&place, message).heading(heading).text(text).remedy(remedy));
        };
        let known = match told.happened {
            Happened::Held => "",
            Happened::NotHeld => "was not held",
            Happened::Planned => "is not known to have been held",
        };
        // Minutes of a session that was not held are mostly those that were planned, and no slip.
        if let Some(rating) = told.rating.filter(|_| !known.is_empty()) {
            odd(rated, "rating", rating.to_string(), format!("the session {known} and is rated {rating}"), RIGHT);
        }
        let Some(on) = told.on else { continue };
        if told.happened == Happened::Held && on > today {
            let message = format!("the session is called held and is on {on}, after today");
            odd(day, "on", on.to_string(), message, "see whether the day is mistyped");
        }
        let Whose::Relationship(id) = told.whose else { continue };
        if let Some(start) = starts.get(&id).filter(|start| on < **start) {
            let remedy = "see whether the day is mistyped; if they met before, nothing is to be done";
            let message = format!("the session of {id} is on {on}, before the start on {start}");
            odd(day, "on", on.to_string(), message, remedy);
        }
        if let Some(ended) = ends.get(&id).filter(|ended| on > **ended) {
            let remedy = "see whether the day is mistyped; if they met afterwards, nothing is to be done";
            let message = format!("the session of {id} is on {on}, after the end on {ended}");
            odd(day, "on", on.to_string(), message, remedy);
        }
    }
}

const RIGHT: &str = "put it right where it is kept: held after all, or take out what was noted of it";
