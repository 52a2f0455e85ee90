//! Of how many there is one amount each: relationships, people, hours, results.

use crate::commands::evaluate::measures::{asked_of, moved, told_of};
use crate::commands::evaluate::results;
use crate::commands::evaluate::seen::Seen;
use crate::domain::evaluation::delivery::delivered;
use crate::domain::evaluation::measures::{Answers, Compared};
use crate::domain::journey::Journey;
use crate::domain::log::Session;
use crate::domain::person::PersonId;
use crate::domain::scheme::assumption::{Assumption, AssumptionKind, Per};
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::weighted::keep;
use crate::wording::{normal, plural, show};

/// How relationships and hours count that do not run through from month to month.
const HOW_COUNTED: &str = "A relationship counts once and whole, however many months it lasted and whether it rested in between; where somebody went on with another person that is a relationship of its own. Hours are those of sessions held, so months without any add nothing.";

/// What is left out, as nobody knows whose it is.
const APART: &str =
    "Sessions in no relationship that was noted are not counted; accept or add the relationship, and they are.";

/// What was counted.
#[derive(Default)]
pub struct Quantities {
    /// How many relationships.
    pub relationships: Quantity,
    /// How many hours of sessions were held, those of which nobody said how long counted as they are planned.
    pub hours: Quantity,
    /// Of how many sessions nobody said how long they were.
    pub length_not_heard: usize,
    /// How many minutes a session is planned to take.
    pub planned_minutes: Option<u32>,
    /// One quantity an assumption.
    pub of: Vec<Quantity>,
    /// Whether there are sessions that belong to no relationship.
    pub apart: bool,
    /// Whose time is no cost of any assumption, in the scheme's words.
    pub time_left_out: Vec<String>,
}

/// Of how many one assumption is.
#[derive(Default)]
pub struct Quantity {
    /// How many.
    pub count: f64,
    /// Of hours, how many minutes: so that a workbook does not go on from rounded hours.
    pub minutes: Option<u64>,
    /// Whether it is not told: it is about too few people, or would give away something that is.
    pub is_hidden: bool,
    /// What nobody knows yet, in a sentence; empty where everything is known.
    pub not_known: String,
    /// Whether it is known of nobody: then it is no count of nought.
    pub is_open: bool,
}

impl Quantity {
    /// A quantity that is told.
    pub fn told(count: f64) -> Self {
        Quantity { count, ..Quantity::default() }
    }

    fn of(count: usize, told: bool) -> Self {
        Quantity { is_hidden: !told, ..Quantity::told(count as f64) }
    }

    fn of_minutes(minutes: u64, told: bool) -> Self {
        Quantity { minutes: Some(minutes), is_hidden: !told, ..Quantity::told(minutes as f64 / 60.0) }
    }
}

impl Quantities {
    /// Whether all amounts of a kind can be told, and with them what they add up to.
    pub fn are_told(&self, rows: &[Assumption], kind: AssumptionKind) -> bool {
        rows.iter().zip(&self.of).all(|(row, quantity)| row.kind != kind || !quantity.is_hidden)
    }

    /// Whether something is valued, and of none of it anything is known yet.
    pub fn are_benefits_open(&self, rows: &[Assumption]) -> bool {
        let mut valued = rows.iter().zip(&self.of).filter(|(row, _)| row.kind == AssumptionKind::Benefit).peekable();
        valued.peek().is_some() && valued.all(|(_, quantity)| quantity.is_open)
    }

    /// How relationships that rested, or were taken up by another, count: told whether there are any or not, as a pause is
    /// somebody's own affair. Nothing where nothing rests on relationships or hours.
    pub fn how_counted(&self) -> Option<String> {
        let some = self.relationships.count > 0.0 && !(self.relationships.is_hidden && self.hours.is_hidden);
        let said: Vec<&str> =
            [some.then_some(HOW_COUNTED), self.apart.then_some(APART)].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// What nobody knows yet of what is told, each in a sentence.
    pub fn not_known(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for quantity in self.of.iter().filter(|quantity| !quantity.is_hidden && !quantity.not_known.is_empty()) {
            if !said.contains(&quantity.not_known) {
                said.push(quantity.not_known.clone());
            }
        }
        said
    }
}

/// Counts for every assumption of the scheme.
pub fn counted(seen: &Seen<'_>) -> Quantities {
    let rows = &seen.book.scheme.assumptions;
    let met = seen.all_journeys.iter().map(|journey| journey.relationship);
    let met =
        seen.telling.relationships(met.filter(|of| of.accepted.is_some_and(|on| seen.period.meets(on, of.ended))));
    let (relationships, relationships_told) = (met.count() as usize, is_told(seen.telling.tell(&met)));
    let hourly = |row: &&Assumption| row.kind == AssumptionKind::Cost && row.per == Per::Hour;
    let roles = seen
        .roles()
        .into_iter()
        .filter(|role| !rows.iter().filter(hourly).any(|row| row.of.is_empty() || seen.means(&row.of, *role)));
    let minutes = sessions(seen).map(|(journey, session)| minutes_of(seen, journey, session.minutes)).sum();
    let held_told = held_is_told(seen);
    let hours_told = held_told && hours_keep(seen, rows);
    Quantities {
        relationships: Quantity::of(relationships, relationships_told),
        hours: Quantity::of_minutes(minutes, held_told),
        length_not_heard: sessions(seen).filter(|(_, session)| session.minutes.is_none()).count(),
        planned_minutes: planned_minutes(seen),
        apart: seen.apart().pairs > 0,
        time_left_out: roles.map(|role| seen.plural_role(role)).collect(),
        of: rows
            .iter()
            .map(|row| quantity(seen, row, (relationships, relationships_told), [held_told, hours_told]))
            .collect(),
    }
}

/// Whether what was held may be told: as the evaluation does, which sometimes hides it so that what was not held does
/// not follow from what was planned.
fn held_is_told(seen: &Seen<'_>) -> bool {
    let all = seen.journeys.iter().map(|(journey, items)| (*journey, &items[..]));
    delivered(all, &seen.book.scheme, &seen.period).sums_told(seen.threshold).held
}

fn is_told(shown: Shown) -> bool {
    matches!(shown, Shown::Count(_))
}

fn quantity(
    seen: &Seen<'_>,
    row: &Assumption,
    relationships: (usize, bool),
    [held_told, hours_told]: [bool; 2],
) -> Quantity {
    if row.kind.is_share() {
        return Quantity::told(0.0);
    }
    match row.per {
        Per::Once => Quantity::told(1.0),
        Per::Relationship => Quantity::of(relationships.0, relationships.1),
        Per::Person => {
            let people = seen.members(|role| row.of.is_empty() || seen.means(&row.of, role));
            Quantity::of(people.len(), is_told(seen.telling.tell_people(&people)))
        }
        Per::Session => Quantity::of(sessions(seen).count(), held_told),
        Per::Hour if row.of.is_empty() => Quantity::of_minutes(everybodys_minutes(seen, None), hours_told),
        Per::Hour => Quantity::of_minutes(everybodys_minutes(seen, Some(&row.of)), hours_told),
        Per::Result => reached(seen, row),
        Per::Improved => improved(seen, &row.of),
    }
}

/// Who reached a result. Of whom nobody knows it yet counts as nothing, which is said: it is no “not reached”.
fn reached(seen: &Seen<'_>, row: &Assumption) -> Quantity {
    let Some(result) = results::of(seen, &row.of, row.weeks) else { return Quantity::told(0.0) };
    let told = result.told;
    let quantity = Quantity::of(result.reached as usize, told.is_some_and(|told| is_told(told[3])));
    let not_known = match told {
        Some([_, _, Shown::Count(0), ..]) | None => String::new(),
        Some([_, Shown::Count(0), ..]) => "of nobody is it known yet, so that nothing is counted".to_string(),
        Some([_, Shown::Count(known), Shown::Count(unknown), ..]) => format!(
            "of {} it is not known yet; counted are those of the {known} of whom it is, so that it may be up to {} in all",
            plural(unknown as usize, "person"),
            result.reached + unknown
        ),
        Some(_) => "of some it is not known yet; counted are those of whom it is, so that it may be more".to_string(),
    };
    let weeks = result.weeks.map_or(String::new(), |weeks| format!(" after {}", plural(weeks as usize, "week")));
    let not_known = match not_known.is_empty() {
        true => not_known,
        false => format!("“{}”{weeks}: {not_known}.", show(&result.name)),
    };
    let is_open = matches!(told, Some([_, Shown::Count(0), unknown, ..]) if unknown != Shown::Count(0));
    Quantity { not_known, is_open, ..quantity }
}

/// Who stands better on a measure at its last stage. Of a measure of several items the first counts: items are never
/// added up.
fn improved(seen: &Seen<'_>, name: &str) -> Quantity {
    let measures = &seen.book.scheme.year.words.measures;
    let Some(measure) = measures.iter().find(|measure| normal(&measure.name) == normal(name)) else {
        return Quantity::told(0.0);
    };
    let compared = Answers::new(measure, &seen.evidence.answers, &seen.period).compared(&seen.period);
    let can_be_told = told_of(seen, measure, &compared);
    let of_first_item = |of: &Compared| measure.items.first().is_none_or(|item| *item == of.item);
    let last = compared.iter().zip(can_be_told).rfind(|(of, _)| of_first_item(of));
    match last.and_then(|(of, told)| Some((of, of.change.as_ref()?.moved, told))) {
        None => {
            let name = show(&measure.name);
            let not_known = format!("“{name}”: nobody has answered both times yet, so that nothing is counted.");
            Quantity { not_known, is_open: true, ..Quantity::told(0.0) }
        }
        Some((of, [higher, _, lower], told)) => {
            let count = if measure.lower_is_better { lower } else { higher };
            let told = told && moved(seen, measure, of).is_some_and(|moved| is_told(moved[0]));
            let asked = asked_of(seen, measure).len();
            let not_known = match asked > of.both.len() {
                true => format!("“{}”: counted are those who answered both times.", show(&measure.name)),
                false => String::new(),
            };
            Quantity { not_known, ..Quantity::of(count, told) }
        }
    }
}

/// The sessions that were held in the period.
fn sessions<'s>(seen: &'s Seen<'_>) -> impl Iterator<Item = (&'s Journey<'s>, &'s Session)> {
    let all = seen.journeys.iter().flat_map(|(journey, _)| journey.sessions_held().map(move |held| (*journey, held)));
    all.filter(|(_, session)| seen.period.covers(session.on))
}

/// How many minutes a session was: as somebody said, else as long as sessions are planned there.
fn minutes_of(seen: &Seen<'_>, journey: &Journey<'_>, minutes: Option<u32>) -> u64 {
    minutes.or(journey.relationship.terms(&seen.book.scheme).year.sessions.minutes).map_or(0, u64::from)
}

/// How long sessions are planned, where all of which nobody said how long they were are planned alike.
fn planned_minutes(seen: &Seen<'_>) -> Option<u32> {
    let not_heard = sessions(seen).filter(|(_, session)| session.minutes.is_none());
    let mut planned: Vec<Option<u32>> =
        not_heard.map(|(journey, _)| journey.relationship.terms(&seen.book.scheme).year.sessions.minutes).collect();
    planned.sort_unstable();
    planned.dedup();
    if let [one] = planned[..] { one } else { None }
}

/// The minutes of everybody who is in the sessions, or of those in one role.
fn everybodys_minutes(seen: &Seen<'_>, of: Option<&str>) -> u64 {
    seen.journeys.iter().map(|(journey, _)| minutes_in(seen, journey, of)).sum()
}

/// The minutes of everybody who is in the sessions of one journey, or of those in one role.
fn minutes_in(seen: &Seen<'_>, journey: &Journey<'_>, of: Option<&str>) -> u64 {
    let of_journey = journey.relationship;
    let meant = of_journey.everybody().filter(|member| of.is_none_or(|of| seen.means(of, member.role)));
    let meant: Vec<PersonId> = meant.map(|member| member.id).collect();
    let held = journey.sessions_held().filter(|session| seen.period.covers(session.on));
    let minutes = held.map(|session| {
        // Whoever left was there until then, and whoever joined from then on.
        let missed = |id: PersonId| of_journey.left_before(id, session.on) || of_journey.joined_after(id, session.on);
        let there = meant.iter().filter(|id| !missed(**id)).count() as u64;
        there * minutes_of(seen, journey, session.minutes)
    });
    minutes.sum()
}

/// Whether the hours of those in a role can be told beside all hours: where only some relationships have such members, or
/// some have more, the hours of a few may follow.
fn hours_keep(seen: &Seen<'_>, rows: &[Assumption]) -> bool {
    let hourly: Vec<&Assumption> = rows.iter().filter(|row| !row.kind.is_share() && row.per == Per::Hour).collect();
    let weights = seen.journeys.iter().filter_map(|(journey, _)| {
        let held = journey.sessions_held().filter(|session| seen.period.covers(session.on));
        let all: u64 = held.map(|session| minutes_of(seen, journey, session.minutes)).sum();
        let of_each = hourly.iter().map(|row| {
            let of = Some(row.of.as_str()).filter(|of| !of.is_empty());
            (minutes_in(seen, journey, of), all)
        });
        (all > 0).then(|| of_each.collect::<Vec<_>>())
    });
    keep(&weights.collect::<Vec<_>>(), seen.threshold)
}
