//! Goals: where they stand, and with everything goal attainment scaling.

use std::collections::BTreeMap;

use super::seen::{Part, Seen, count, maybe};
use crate::domain::evaluation::attainment::{Standing, is_scaled, newest, scaled_start, standing, t_score};
use crate::domain::evaluation::statistics::change;
use crate::domain::journey::Journey;
use crate::domain::log::Goal;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::small_numbers::Shown;
use crate::report::{Column, Table};

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let goals = goals(seen);
    let (with, without): (Vec<_>, Vec<_>) =
        seen.journeys.iter().map(|(journey, _)| *journey).partition(|journey| !journey.goals.is_empty());
    let of =
        |journeys: &[&Journey<'_>]| seen.telling.relationships(journeys.iter().map(|journey| journey.relationship));
    let journeys = seen.telling.tell_parts(&[of(&with), of(&without)]);
    let mut part = Part {
        title: "Goals".to_string(),
        says: vec!["Nearer and farther: from the target, compared with the start.".to_string()],
        table: Table::new(columns(), Vec::new()),
        keys: 0,
    };
    let told = told(seen, &goals);
    let all_told = are_told(seen);
    match told {
        _ if goals.is_empty() => part.says = vec!["No goals were noted.".to_string()],
        Some(told) => {
            part.table.rows.push(told.into_iter().map(|shown| seen.cell(shown)).collect());
            if let Some([Shown::Count(all), _, Shown::Count(without @ 1..)]) = journeys.as_deref() {
                part.says.push(format!("{without} of {all} journeys have no goal in the log."));
            }
        }
        None => part.says = vec![seen.too_few("Goals")],
    }
    let scaled = seen.full.then(|| attainment(seen, all_told));
    [Some(part), scaled].into_iter().flatten().collect()
}

fn goals<'s>(seen: &'s Seen<'_>) -> Vec<&'s Goal> {
    let goals = seen.journeys.iter().flat_map(|(journey, _)| journey.goals.iter().copied());
    goals.filter(|goal| seen.period.began(goal.on)).collect()
}

/// How all goals, and those that stand in each place, are told.
fn told(seen: &Seen<'_>, goals: &[&Goal]) -> Option<Vec<Shown>> {
    let place = |goal: &Goal| standing(goal, &seen.period);
    let of = |one: Standing| goals.iter().copied().filter(|goal| place(goal) == one).collect::<Vec<&Goal>>();
    seen.telling.tell_parts(&Standing::ALL.map(|(one, _)| seen.telling.goals(&of(one))))
}

/// Whether it is told of all goals where they stand.
pub fn are_told(seen: &Seen<'_>) -> bool {
    told(seen, &goals(seen)).is_some_and(|told| told.iter().all(|shown| matches!(shown, Shown::Count(_))))
}

/// The columns of the table of all goals.
pub fn columns() -> Vec<Column> {
    let columns = [("goals", "Goals")].into_iter().chain(Standing::ALL.map(|(_, key)| (key, words(key))));
    columns.map(|(key, heading)| Column::new(key, heading)).collect()
}

fn words(key: &str) -> &'static str {
    match key {
        "reached" => "Reached",
        "nearer" => "Nearer",
        "same" => "As at the start",
        "farther" => "Farther",
        "not_rated" => "Not rated",
        _ => "Rated, start or target not said",
    }
}

/// Goal attainment scaling, one score a person: goals of nobody in particular count for their relationship.
fn attainment(seen: &Seen<'_>, all_told: bool) -> Part {
    let mut of: BTreeMap<(RelationshipId, Option<PersonId>), Vec<&Goal>> = BTreeMap::new();
    for (journey, _) in &seen.journeys {
        for goal in journey.goals.iter().filter(|goal| is_scaled(goal) && newest(goal, &seen.period).is_some()) {
            of.entry((journey.relationship.id, goal.person)).or_default().push(goal);
        }
    }
    let score = |goals: &[&Goal], value: &dyn Fn(&Goal) -> i64| {
        t_score(&goals.iter().map(|goal| (1.0, value(goal))).collect::<Vec<_>>())
    };
    let scores: Vec<(f64, f64)> = of
        .values()
        .filter_map(|goals| {
            let now = |goal: &Goal| newest(goal, &seen.period).unwrap_or(0);
            Some((score(goals, &scaled_start)?, score(goals, &now)?))
        })
        .collect();
    let keys = [
        ("scored", "Scored"),
        ("goals", "Goals"),
        ("t_at_start", "T at the start"),
        ("t_now", "T now"),
        ("change", "Change"),
        ("low_95", "95 % from"),
        ("high_95", "95 % to"),
    ];
    let mut part = Part {
        title: "Goal attainment scaling".to_string(),
        says: vec![
            "T-score of Kiresuk and Sherman: 50 is what was expected. Counted are goals rated from -2 to 2, whose target is 0; where nobody said where one started, it is -1; all weigh the same.".to_string(),
        ],
        table: Table::new(keys.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new()),
        keys: 0,
    };
    match change(&scores) {
        None => part.says.push("No goal is rated on that scale.".to_string()),
        // Scores follow from where each goal stands, and so tell it.
        Some(change) if seen.is_few(change.people) || !all_told => {
            part.says = vec![seen.too_few("Goal attainment scaling")]
        }
        Some(change) => part.table.rows.push(vec![
            count(change.people),
            count(of.values().map(Vec::len).sum::<usize>()),
            maybe(Some(change.before), 2),
            maybe(Some(change.after), 2),
            maybe(Some(change.mean), 2),
            maybe(change.interval.map(|(low, _)| low), 2),
            maybe(change.interval.map(|(_, high)| high), 2),
        ]),
    }
    part
}
