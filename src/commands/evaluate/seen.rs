//! What every section of the evaluation looks at, and how it says what it counted.

use std::collections::{BTreeMap, BTreeSet};

use super::telling::Telling;
use crate::domain::evaluation::Period;
use crate::domain::evaluation::apart::Apart;
use crate::domain::evaluation::evidence::Evidence;
use crate::domain::evaluation::participation::{Stage, stages};
use crate::domain::journey::Journey;
use crate::domain::person::PersonId;
use crate::domain::schedule::Item;
use crate::domain::scheme::{Form, Role};
use crate::domain::small_numbers::{Shown, Threshold};
use crate::report::{Cell, Table};
use crate::store::book::Book;
use crate::wording::plural_noun;

/// The scheme as it stood at the end of the period.
pub struct Seen<'a> {
    /// Everything there is.
    pub book: &'a Book,
    /// What people said and what became of them.
    pub evidence: &'a Evidence,
    /// The journeys under way in the period, one a mentee and mentor, each with what is planned for it.
    pub journeys: Vec<(&'a Journey<'a>, Vec<Item>)>,
    /// Every journey up to the end of the period.
    pub all_journeys: &'a [Journey<'a>],
    /// The days it is about.
    pub period: Period,
    /// The number below which a count is hidden.
    pub threshold: Threshold,
    /// Whether everything is asked for.
    pub full: bool,
    /// Whether names are to be left out.
    pub no_names: bool,
    /// What may be told of how many people.
    pub telling: Telling,
}

/// One table of a section, and what is to be said of it.
pub struct Part {
    /// What it is about.
    pub title: String,
    /// What to say before it, a sentence each.
    pub says: Vec<String>,
    /// The table.
    pub table: Table,
    /// How many of its first columns say what a row is about.
    pub keys: usize,
}

/// What stands for a number that would give another one away.
pub const HIDDEN: &str = "hidden";

impl Seen<'_> {
    /// A count as it is told.
    pub fn cell(&self, shown: Shown) -> Cell {
        match shown {
            Shown::Count(count) => Cell::Number(i64::from(count)),
            Shown::Fewer => self.fewer(),
            Shown::Hidden => hidden(),
        }
    }

    /// What stands for a number below the threshold.
    pub fn fewer(&self) -> Cell {
        Cell::Instead(format!("fewer than {}", self.threshold.0))
    }

    /// Whether so many people are few enough to be hidden.
    pub fn is_few(&self, people: usize) -> bool {
        self.threshold.0 > 1 && people < self.threshold.0 as usize
    }

    /// Why a table is not there.
    pub fn too_few(&self, what: &str) -> String {
        format!("{what}: too few people to show without giving somebody away.")
    }

    /// The forms of its relationships, the scheme's own first.
    pub fn forms(&self) -> Vec<Form> {
        let scheme = &self.book.scheme;
        [scheme.form].into_iter().chain(scheme.channels.iter().map(|channel| channel.scheme.form)).collect()
    }

    /// The roles whose people are in relationships, those who hope for something first.
    pub fn roles(&self) -> Vec<Role> {
        let facilitated = self.book.people.iter().any(|person| person.entry(Role::Facilitator).is_some());
        let mut roles: Vec<Role> = Vec::new();
        for form in self.forms() {
            let own = match (form.one_pool(), facilitated) {
                (false, _) => form.roles().to_vec(),
                (true, false) => vec![Role::Member],
                (true, true) => vec![Role::Member, Role::Facilitator],
            };
            for role in own {
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        roles
    }

    /// Several people of a role, in the scheme's words.
    pub fn plural_role(&self, role: Role) -> String {
        plural_noun(2, self.book.scheme.role_word(role))
    }

    /// Whether a word of the scheme means a role: `mentee`, `mentees`, or a side of a mutual scheme.
    pub fn means(&self, word: &str, role: Role) -> bool {
        self.book.scheme.means(word, role)
    }

    /// The sessions that belong to no relationship.
    pub fn apart(&self) -> Apart {
        Apart::of(&self.evidence.apart, &self.period)
    }

    /// How far everybody came in a role.
    pub fn stages(&self, role: Role) -> BTreeMap<PersonId, Stage> {
        stages(&self.book.people, &self.book.scheme.rules, self.all_journeys, role, &self.period)
    }

    /// Everybody in a relationship that was under way in the period, in one of the roles.
    pub fn members(&self, wanted: impl Fn(Role) -> bool) -> BTreeSet<PersonId> {
        let of_each = self.all_journeys.iter().flat_map(|journey| {
            let of = journey.relationship;
            let met = |id| of.began_for(id).is_some_and(|on| self.period.meets(on, of.ended_for(id).0));
            of.everybody().filter(move |member| met(member.id))
        });
        of_each.filter(|member| wanted(member.role)).map(|member| member.id).collect()
    }
}

/// What stands for a number that is not told.
pub fn hidden() -> Cell {
    Cell::Instead(HIDDEN.to_string())
}

/// A number with so many digits behind the point, rounded half away from nought.
pub fn decimal(value: f64, decimals: u32) -> Cell {
    let units = (value * 10f64.powi(decimals as i32)).round();
    if units.is_finite() && units.abs() < 9e15 { Cell::Decimal { units: units as i64, decimals } } else { Cell::Blank }
}

/// A number that may not be there.
pub fn maybe(value: Option<f64>, decimals: u32) -> Cell {
    value.map_or(Cell::Blank, |value| decimal(value, decimals))
}

/// A count of things, which are no people.
pub fn count(count: impl TryInto<i64>) -> Cell {
    count.try_into().map_or(Cell::Blank, Cell::Number)
}
