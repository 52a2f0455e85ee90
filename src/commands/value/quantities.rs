//! Of how many there is one amount each: relationships, people, hours, results.

use crate::commands::evaluate::{Seen, reached};
use crate::domain::evaluation::measures::{Answers, tellable};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind, Per};
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::two_way::tell_all;
use crate::wording::normal;

/// What was counted.
pub struct Quantities {
    /// How many relationships.
    pub relationships: f64,
    /// How many hours of sessions were held.
    pub hours: f64,
    /// One quantity an assumption.
    pub of: Vec<Quantity>,
    /// Whose time is no cost of any assumption, in the scheme's words.
    pub time_left_out: Vec<String>,
}

/// Of how many one assumption is.
pub struct Quantity {
    /// How many.
    pub count: f64,
    /// Whether those are too few people to be shown.
    pub is_few: bool,
}

/// Counts for every assumption of the scheme.
pub fn counted(seen: &Seen<'_>) -> Quantities {
    let rows = &seen.book.scheme.assumptions;
    let met = seen.all_journeys.iter().map(|journey| journey.relationship);
    let relationships = met.filter(|of| of.accepted.is_some_and(|on| seen.period.meets(on, of.ended))).count();
    let hourly = |row: &&Assumption| row.kind == AssumptionKind::Cost && row.per == Per::Hour;
    let roles = seen
        .roles()
        .into_iter()
        .filter(|role| !rows.iter().filter(hourly).any(|row| row.of.is_empty() || seen.means(&row.of, *role)));
    Quantities {
        relationships: relationships as f64,
        hours: hours(seen).0,
        time_left_out: roles.map(|role| seen.plural_role(role)).collect(),
        of: rows.iter().map(|row| quantity(seen, row, relationships)).collect(),
    }
}

fn quantity(seen: &Seen<'_>, row: &Assumption, relationships: usize) -> Quantity {
    let told = |count: f64| Quantity { count, is_few: false };
    let people = |(count, told): (usize, bool)| Quantity { count: count as f64, is_few: !told };
    if row.kind.is_share() {
        return told(0.0);
    }
    match row.per {
        Per::Once => told(1.0),
        Per::Relationship => told(relationships as f64),
        Per::Person => told(seen.members(|role| row.of.is_empty() || seen.means(&row.of, role)).len() as f64),
        Per::Session => told(hours(seen).1),
        Per::Hour if row.of.is_empty() => told(everybodys_hours(seen, None)),
        Per::Hour => told(everybodys_hours(seen, Some(&row.of))),
        Per::Result => people(reached(seen, &row.of, row.weeks)),
        Per::Improved => {
            let measures = &seen.book.scheme.year.words.measures;
            let measure = measures.iter().find(|measure| normal(&measure.name) == normal(&row.of));
            let compared = measure
                .map(|measure| Answers::new(measure, &seen.evidence.answers, &seen.period).compared(&seen.period));
            // Of a measure of several items the first counts: items are never added up.
            let compared = compared.unwrap_or_default();
            let can_be_told = tellable(&compared, seen.threshold);
            let first = compared.iter().zip(can_be_told).rfind(|(of, _)| {
                measure.is_some_and(|measure| measure.items.first().is_none_or(|item| *item == of.item))
            });
            let moved = first.and_then(|(of, told)| Some((of.change.as_ref()?.moved, told)));
            people(moved.map_or((0, true), |(moved, told)| {
                let cells = tell_all(&moved.map(|count| count as u32), seen.threshold);
                (moved[0], told && cells.is_some_and(|cells| matches!(cells[0], Shown::Count(_))))
            }))
        }
    }
}

/// How many hours of sessions were held in the period, and how many sessions.
fn hours(seen: &Seen<'_>) -> (f64, f64) {
    let sessions = || {
        let all = seen.journeys.iter().flat_map(|(journey, _)| journey.sessions_held());
        all.filter(|session| seen.period.covers(session.on))
    };
    let minutes = sessions().map(|session| minutes_of(seen, session.minutes)).sum::<f64>();
    (minutes / 60.0, sessions().count() as f64)
}

/// How long a session was: as somebody said, else as long as sessions are planned.
fn minutes_of(seen: &Seen<'_>, minutes: Option<u32>) -> f64 {
    minutes.or(seen.book.scheme.year.sessions.minutes).map_or(0.0, f64::from)
}

/// The hours of everybody who is in the sessions, or of those in one role.
fn everybodys_hours(seen: &Seen<'_>, of: Option<&str>) -> f64 {
    let mut minutes = 0.0;
    for (journey, _) in &seen.journeys {
        let of_journey = journey.relationship;
        let meant = of_journey.everybody().filter(|member| of.is_none_or(|of| seen.means(of, member.role)));
        // Whoever left was there until then.
        let left: Vec<_> =
            meant.map(|member| of_journey.left.iter().find(|gone| gone.member == member).map(|gone| gone.on)).collect();
        for session in journey.sessions_held().filter(|session| seen.period.covers(session.on)) {
            let there = left.iter().filter(|left| left.is_none_or(|left| session.on <= left)).count() as f64;
            minutes += there * minutes_of(seen, session.minutes);
        }
    }
    minutes / 60.0
}
