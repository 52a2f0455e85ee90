//! `mentor explain`: why somebody has whom they have, why not somebody else, and what would change it.

mod person;
mod two;
mod unmatched;

use std::collections::HashSet;

use anyhow::bail;

use super::r#match::{number_of_round, start};
use super::{Answer, Desk};
use crate::domain::matching::explain::{Explained, explain};
use crate::domain::matching::round::ready;
use crate::domain::matching::solvers::marginal::Worth;
use crate::domain::scheme::{Aim, Form, Role};
use crate::domain::value::decimal;
use crate::report::{Block, Report};
use crate::store::book::Book;
use crate::wording::{list, plural};

/// Say why: for somebody, for two people, for those left out
///
/// Every number is exact: what the whole would lose or gain, not this pair alone.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// Somebody (P007), or two people (P007 P003)
    #[arg(value_name = "PERSON", num_args = 1..=2, required_unless_present = "unmatched")]
    who: Vec<String>,
    /// Everybody who was left out
    #[arg(long, conflicts_with = "who")]
    unmatched: bool,
}

pub fn run(args: &ExplainArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book) = desk.read()?;
    let scheme = &book.scheme;
    if !matches!(scheme.form, Form::OneToOne | Form::Mutual) || !matches!(scheme.aim, Aim::MostPeople | Aim::BestFit) {
        bail!(
            "explain works out pairs across two sides under the aims most-people and best-fit; this is a {} scheme with the aim {}",
            scheme.form.word(),
            scheme.aim.word()
        );
    }
    let people = args.who.iter().map(|who| Ok(book.person(who)?.id)).collect::<anyhow::Result<Vec<_>>>()?;
    let number = number_of_round(&book, desk)?;
    let (skips, waited) = (book.records.skips_in(number), book.records.waited_before(number));
    let nobody = HashSet::new();
    let Ok(ready) = ready(&start(&book, desk, number, &skips, &waited, &nobody)) else {
        bail!("the points are too large to be added up exactly");
    };
    let report = explain(&ready, |explained| -> anyhow::Result<Report> {
        let asked = Asked { book: &book, desk, number, explained };
        match &people[..] {
            [] => Ok(unmatched::describe(&asked)),
            [one] => person::describe(&asked, *one),
            [one, other, ..] => two::describe(&asked, *one, *other),
        }
    });
    let Ok(report) = report else {
        bail!(
            "there are no prices to explain by: people who are mentor and mentee at once were weighed against each other by search"
        );
    };
    Ok(Answer { report: report?, problems: book.problems, ..Answer::default() })
}

/// What is asked about.
pub struct Asked<'q, 'e> {
    /// Everything the directory says.
    pub book: &'q Book,
    /// What the verb works with.
    pub desk: &'q Desk,
    /// The round.
    pub number: u32,
    /// The round, solved.
    pub explained: &'q Explained<'e>,
}

impl Asked<'_, '_> {
    fn mentee_word(&self) -> &str {
        self.book.scheme.role_word(Role::Mentee)
    }

    pub fn mentor_word(&self) -> &str {
        self.book.scheme.role_word(Role::Mentor)
    }

    /// `Ann Smith (P007)`, by the position in the list of people.
    fn called(&self, person: usize) -> String {
        let person = &self.book.people[person];
        match person.name.as_str() {
            name if name.is_empty() || self.desk.no_names => person.shown_id(),
            name => format!("{name} ({})", person.shown_id()),
        }
    }

    pub fn mentor(&self, at: usize) -> String {
        self.called(self.explained.pool.mentors[at].person)
    }

    pub fn mentee(&self, at: usize) -> String {
        self.called(self.explained.pool.mentees[at].person)
    }

    fn points(&self, units: i64) -> String {
        decimal(units, self.explained.pool.decimals)
    }

    /// What largest shares leave no room for.
    fn shares(&self) -> Option<Block> {
        let reached = self.explained.limits.iter().filter(|limit| limit.is_reached());
        let says = reached.map(|limit| {
            let name = &self.book.scheme.pools[limit.pool].name;
            let relationships = plural(limit.at_most as usize, "relationship");
            format!("The pool \"{name}\" has its largest share: {relationships} in this round.")
        });
        let says: Vec<String> = says.collect();
        (!says.is_empty()).then(|| Block::Text(says.join(" ")))
    }

    /// A change of the whole, in words: `1 mentee fewer has a mentor, and 4 points fewer`.
    pub fn change(&self, change: &Worth) -> String {
        let mut parts = Vec::new();
        let more = |count: i64| if count < 0 { "fewer" } else { "more" };
        if change.people != 0 {
            let count = change.people.unsigned_abs() as usize;
            let has = if count == 1 { "has" } else { "have" };
            let who = plural(count, self.mentee_word());
            parts.push(format!("{who} {} {has} a {}", more(change.people), self.mentor_word()));
        }
        if change.waited != 0 {
            let count = change.waited.unsigned_abs() as usize;
            parts.push(format!("{count} {} of those who waited", more(change.waited)));
        }
        if change.points != 0 {
            let points = self.points(change.points.abs());
            let noun = if points == "1" { "point" } else { "points" };
            parts.push(format!("{points} {noun} {}", more(change.points)));
        }
        if parts.is_empty() { "as good".to_string() } else { list(&parts, "and") }
    }

    /// The rules that stand between two people, in words.
    fn obstacles(&self, i: usize, j: usize) -> Vec<String> {
        let pool = self.explained.pool;
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
}
