//! How explanations call people, and put effects and obstacles into words.

use crate::commands::allowed::{ids, one_more, taking};
use crate::domain::matching::explain::{Effect, Sure};
use crate::domain::matching::pool::Pool;
use crate::domain::matching::reasons::directions;
use crate::domain::person::Person;
use crate::domain::relationship::Relationship;
use crate::domain::scheme::{Aim, Role};
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::wording::{list, ordinal, plural};

/// A round, and how to speak of it.
pub struct Voice<'v, 'p> {
    /// Everything the directory says.
    pub book: &'v Book,
    /// Whether names are left out.
    pub no_names: bool,
    /// The number of the round.
    pub number: u32,
    /// Those who took part, and those who give time and have no place left.
    pub pool: &'v Pool<'p>,
    /// Of each who seeks somebody, whether they have somebody already.
    pub served: &'v [bool],
}

impl Voice<'_, '_> {
    /// What the scheme calls those who seek.
    pub fn mentee_word(&self) -> &str {
        self.pool.role_words()[0]
    }

    /// What the scheme calls those whom they seek.
    pub fn mentor_word(&self) -> &str {
        self.pool.role_words()[1]
    }

    /// `Ann Smith (P007)`, by the position in the list of people.
    pub fn called(&self, person: usize) -> String {
        self.book.people[person].called_with_id()
    }

    /// The mentor at a position.
    pub fn mentor(&self, at: usize) -> String {
        self.called(self.pool.mentors[at].person)
    }

    /// The mentee at a position.
    pub fn mentee(&self, at: usize) -> String {
        self.called(self.pool.mentees[at].person)
    }

    /// Points as people see them.
    pub fn points(&self, units: i64) -> String {
        decimal(self.book.scheme.shown(units), self.pool.decimals)
    }

    /// The same as a noun: `4 points`.
    pub fn so_many_points(&self, units: i64) -> String {
        let points = self.points(units);
        let noun = if points == "1" { "point" } else { "points" };
        format!("{points} {noun}")
    }

    /// `4 points fewer`.
    pub fn more_points(&self, units: i64) -> String {
        let shown = self.book.scheme.shown(units);
        let points = self.so_many_points(if shown < 0 { -units } else { units });
        format!("{points} {}", more(shown))
    }

    /// What a pair scores, out of 100.
    pub fn of_100(&self, i: usize, j: usize) -> i64 {
        self.pool.of_100(self.pool.score(i, j))
    }

    /// An effect, in words and in the order of the aim: `1 mentee fewer has a mentor and 4 points fewer`.
    pub fn effect(&self, effect: &Effect) -> String {
        let mut parts = Vec::new();
        if effect.people != 0 {
            let count = effect.people.unsigned_abs() as usize;
            parts.push(if self.book.scheme.form.one_pool() {
                format!(
                    "{} {} {} paired",
                    plural(count, "person"),
                    more(effect.people),
                    if count == 1 { "is" } else { "are" }
                )
            } else {
                let has = if count == 1 { "has" } else { "have" };
                format!("{} {} {has} a {}", plural(count, self.mentee_word()), more(effect.people), self.mentor_word())
            });
        }
        if effect.waited != 0 {
            parts.push(format!("{} {} of those who waited", effect.waited.unsigned_abs(), more(effect.waited)));
        }
        // Where people come or go the scores are those of others.
        if let (Some(step), 0) = (effect.step, effect.people)
            && let (Some(from), Some(to)) = (step.from, step.to)
        {
            let which = if step.place == 1 { String::new() } else { format!("{} ", ordinal(step.place)) };
            let goes = if to < from { "falls" } else { "rises" };
            parts.push(format!("the {which}lowest score {goes} from {from} to {to} of 100"));
        }
        if effect.points != 0 {
            let at = if self.book.scheme.aim == Aim::BestFit { 0 } else { parts.len() };
            parts.insert(at, self.more_points(effect.points));
        }
        let says = if parts.is_empty() { "as good".to_string() } else { list(&parts, "and") };
        match effect.sure {
            Sure::Exact => says,
            sure => format!("{}: {says}", sure.word()),
        }
    }

    /// What stands between two people, in words.
    pub fn obstacles(&self, i: usize, j: usize) -> Vec<String> {
        let pool = self.pool;
        let mut broken: Vec<String> =
            pool.broken_rules(i, j).into_iter().map(|at| self.book.scheme.rules[at].says.clone()).collect();
        if pool.barred(i, j) {
            broken.push("set aside, or together before".to_string());
        }
        if !pool.given_allows(i, j) {
            broken.push("no points given".to_string());
        }
        if broken.is_empty() && pool.floor.is_some_and(|floor| pool.score(i, j) < floor) {
            broken.push(format!("below {} points of 100", self.book.scheme.lowest.unwrap_or(0)));
        }
        broken
    }

    /// Why two people cannot be together: `not met: different employer`.
    pub fn cannot(&self, i: usize, j: usize) -> String {
        let broken = self.obstacles(i, j);
        let not_met = (!broken.is_empty()).then(|| format!("not met: {}", list(&broken, "and")));
        let parts: Vec<String> = self.no_place(j).into_iter().chain(not_met).collect();
        if parts.is_empty() { "cannot be".to_string() } else { parts.join("; ") }
    }

    /// That a mentor has no place left, and what takes them: `every place is taken, by R001`.
    pub fn no_place(&self, j: usize) -> Option<String> {
        self.pool.mentors.get(j).filter(|side| side.places == 0)?;
        let (mentor, entry) = self.pool.mentor(j);
        if entry.places == 0 {
            return Some("said 0 places".to_string());
        }
        Some(match self.under_way(mentor, self.pool.roles()[1]) {
            taken if taken.is_empty() => "every place is taken".to_string(),
            taken => format!("every place is taken, by {}", ids(&taken)),
        })
    }

    /// What to type where a mentor who has no place left agrees to one more.
    pub fn one_more_place(&self, j: usize) -> String {
        let (mentor, role) = (self.pool.mentor(j).0, self.pool.roles()[1]);
        one_more(mentor, role, self.book.scheme.form, self.under_way(mentor, role).len())
    }

    /// The relationships in which somebody is already, with whatever else takes places of this role.
    pub fn under_way(&self, person: &Person, role: Role) -> Vec<&Relationship> {
        taking(self.book, person, role, self.book.channel.as_deref())
    }

    /// What two people earn points for, `seeks 30`.
    pub fn earned(&self, i: usize, j: usize) -> Vec<String> {
        let counting = directions(self.pool, i, j).into_iter().filter(|direction| direction.counts);
        let reasons = counting.flat_map(|direction| direction.reasons);
        let earned = reasons.filter(|reason| reason.points > 0);
        earned.map(|reason| format!("{} {}", reason.criterion, self.points(reason.points))).collect()
    }
}

fn more(count: i64) -> &'static str {
    if count < 0 { "fewer" } else { "more" }
}
