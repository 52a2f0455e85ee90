//! Which questions of a form ask for the facts that everybody has: who somebody is, what they want to be, when they sent it.

use std::collections::BTreeSet;

use super::form::Form;
use super::heading::Heading;
use super::question::{Question, Stands};
use super::seen::Seen;
use super::{consent, names, parted, places, role_words, unwanted, words};
use crate::domain::person::plain_email;
use crate::domain::scheme::source::DateOrder;
use crate::store::forms::dates;
use crate::store::forms::yes_no::yes_or_no;

/// A fact, and the questions that ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The name of the fact in the scheme file.
    pub target: &'static str,
    /// The questions, by their positions.
    pub questions: Vec<usize>,
}

/// What is known of a form besides its questions.
pub struct Known<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its questions.
    pub questions: &'a [Question],
    /// The role of everybody, where the name of the file says it.
    pub named: Option<&'static str>,
    /// Questions that are not to be asked for facts, as that was tried and did not read.
    pub barred: &'a [usize],
}

impl Known<'_> {
    /// The questions in one column that are not yet taken, and of which something is true.
    pub(super) fn open<'s>(
        &'s self,
        taken: &'s [Fact],
        is: impl Fn(&Question) -> bool + 's,
    ) -> impl Iterator<Item = usize> + 's {
        let free = move |at: &usize| !self.barred.contains(at) && !taken.iter().any(|fact| fact.questions.contains(at));
        let alone = |at: &usize| self.questions[*at].stands == Stands::Alone;
        (0..self.questions.len()).filter(free).filter(alone).filter(move |at| is(&self.questions[*at]))
    }

    /// What was answered to a question.
    pub(super) fn seen(&self, at: usize) -> &Seen {
        &self.questions[at].seen
    }

    /// Whether most people answered otherwise than the others, where enough did to tell.
    pub(super) fn is_of_their_own(&self, at: usize) -> bool {
        let seen = self.seen(at);
        seen.count() < 3 || seen.different() * 10 >= seen.count() * 6
    }
}

/// How the questions of one fact are found, given the facts that are known already.
type Find = fn(&Known<'_>, &[Fact]) -> Vec<usize>;

/// Finds the facts; each question is taken once.
pub fn of(known: &Known<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let finders: [(&'static str, Find); 7] = [
        ("email", email),
        ("submitted", submitted),
        ("name", names::of),
        ("role", role),
        ("phone", phone),
        ("consent", consent::of),
        ("key", key),
    ];
    for (target, find) in finders {
        let questions = find(known, &facts);
        if !questions.is_empty() {
            facts.push(Fact { target, questions });
        }
    }
    facts.extend(places(known, &facts));
    facts
}

fn elsewhere(heading: &Heading) -> bool {
    heading.says(words::SOMEBODY_ELSE)
}

/// The participant's own address: of several that one in which (nearly) everybody has another.
fn email(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let fits = |q: &Question| {
        let address = q.seen.share(|cell| plain_email(cell).is_some()) >= 60;
        (address || q.seen.is_empty() && q.heading.says(words::EMAIL)) && !elsewhere(&q.heading)
    };
    let worth = |at: &usize| {
        let (q, seen) = (&known.questions[*at], known.seen(*at));
        (seen.different(), usize::from(q.heading.len() > 1), known.questions.len() - at)
    };
    known.open(taken, fits).filter(|at| known.is_of_their_own(*at)).max_by_key(worth).into_iter().collect()
}

/// Whether a cell holds a day, with or without a time.
pub fn is_moment(cell: &str) -> bool {
    dates::read(cell, DateOrder::DayFirst).or_else(|| dates::read(cell, DateOrder::MonthFirst)).is_some()
}

fn submitted(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let fits = |q: &Question| q.heading.says(words::SUBMITTED) && (q.seen.is_empty() || q.seen.share(is_moment) >= 95);
    let late = |at: &usize| (!known.questions[*at].heading.says(words::STARTED), known.questions.len() - at);
    known.open(taken, fits).max_by_key(late).into_iter().collect()
}

/// What a heading asks for that wants to know who is a mentor.
const ASKS_ROLE: &[&str] = &[
    "mentor",
    "mentee",
    "mentoring",
    "role",
    "participa*",
    "take part",
    "taking part",
    "involve*",
    "i am",
    "i want to be",
    "i would like to be",
    "sign up as",
    "signing up as",
    "join as",
    "register* as",
    "interested in",
    "which side",
    "rôl",
];

/// The question of roles: the answers speak of mentors and mentees, or a yes means the role that the heading names.
fn role(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let words = |q: &Question| {
        let other = q.heading.says(unwanted::PRIVATE)
            || places::asks(&q.heading) == Some(places::Asks::Surely)
            || q.heading.says(&["why", "previous*", "repeat", "before", "ever"]);
        let told = q.seen.share(|cell| role_words::role(cell).is_some());
        // Where the name of the file says whose it is, only a plain question of roles says more.
        let asks = q.heading.says(&["mentor", "mentee", "role"]) && told == 100;
        // A question of roles with answers of both may have others beside them: not sure yet, observer.
        let of = |role: &str| q.seen.share(|cell| role_words::role(cell) == Some(role)) > 0;
        let both = q.heading.says(ASKS_ROLE) && of("mentor") && of("mentee") && told >= 40;
        let enough = if known.named.is_some() { asks } else { told >= 80 || both };
        !other && enough && q.seen.usual_length() <= 90 && (1..=12).contains(&q.seen.different())
    };
    let named = |at: &usize| {
        let q = &known.questions[*at];
        let asks = q.heading.says(&["mentor", "mentee", "role", "i want to be", "i would like to", "interested in"]);
        (asks, q.seen.count(), known.questions.len() - at)
    };
    if let Some(found) = known.open(taken, words).max_by_key(named) {
        return vec![found];
    }
    let plainly = |q: &Question| q.seen.share(|cell| yes_or_no(cell).is_some()) >= 95 && !q.seen.is_empty();
    let before = |q: &Question| q.heading.says(&["before", "previous*", "ever", "been", "repeat", "experience"]);
    let also = |q: &Question| {
        role_words::role(&q.text).is_some()
            && q.heading.says(&["both", "also", "too", "as well"])
            && plainly(q)
            && !before(q)
    };
    if let Some(found) = known.open(taken, also).next() {
        return vec![found];
    }
    let of = |role: &'static str| {
        known
            .open(taken, move |q| {
                role_words::role(&q.text) == Some(role) && q.heading.len() <= 6 && plainly(q) && !before(q)
            })
            .next()
    };
    match (of("mentor"), of("mentee")) {
        (Some(one), Some(other)) => vec![one, other],
        (Some(one), None) if known.questions[one].heading.is_only(&["mentor", "is mentor", "mentor role"]) => vec![one],
        _ if known.named.is_some() => Vec::new(),
        _ => {
            let all: Vec<&Question> = known.questions.iter().collect();
            let parts = |q: &Question| parted::roles(q, &all, known.form.rows()).is_some();
            known.open(taken, parts).next().into_iter().collect()
        }
    }
}

fn phone(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let number = |cell: &str| cell.chars().filter(char::is_ascii_digit).count() >= 6;
    let fits = |q: &Question| q.heading.says(words::PHONE) && q.seen.share(number) >= 60 && !elsewhere(&q.heading);
    known.open(taken, fits).next().into_iter().collect()
}

/// A number or mark of their own that everybody has.
fn key(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let rows = known.form.rows();
    let fits = |q: &Question| {
        let said = q.heading.says(words::KEY) || q.heading.is_only(&["id", "participant id", "index"]);
        let short = q.seen.share(|cell| cell.chars().count() <= 24 && !cell.contains(' ')) == 100;
        said && short
            && q.seen.count() * 20 >= rows * 19
            && q.seen.different() + 1 + rows / 20 >= rows
            && !elsewhere(&q.heading)
    };
    let own = |at: &usize| (!counts_rows(known.form, &known.questions[*at]), known.questions.len() - at);
    known.open(taken, fits).max_by_key(own).into_iter().collect()
}

/// Whether a column merely counts its rows.
pub fn counts_rows(form: &Form, question: &Question) -> bool {
    let [column] = question.columns[..] else { return false };
    let numbers: Vec<Option<u64>> = form.cells(column).map(|(_, cell)| cell.parse().ok()).collect();
    numbers.len() > 1 && numbers.windows(2).all(|two| matches!((two[0], two[1]), (Some(a), Some(b)) if b == a + 1))
}

fn places(known: &Known<'_>, taken: &[Fact]) -> Vec<Fact> {
    // What nobody but mentors is asked may count their mentees; of a form of mentees nothing is likely.
    let fits = |q: &Question| {
        let surely = places::asks(&q.heading) == Some(places::Asks::Surely);
        places::fits(q) && (surely || known.named != Some("mentee") && !of_mentees(known, taken, q))
    };
    let mut found = known.open(taken, fits);
    match (found.next(), found.next()) {
        (Some(one), Some(other)) => {
            let of_mentees = |at: usize| known.questions[at].heading.says(&["mentee"]);
            let (mentor, mentee) = if of_mentees(other) && !of_mentees(one) { (other, one) } else { (one, other) };
            vec![
                Fact { target: "mentor_places", questions: vec![mentor] },
                Fact { target: "mentee_places", questions: vec![mentee] },
            ]
        }
        (Some(one), None) => {
            // Who is both is asked for the places of one role.
            let of_mentors =
                known.questions[one].heading.says(&["mentee", "could you mentor", "to mentor", "mentoring"]);
            let both = taken.iter().any(|fact| fact.target == "role");
            vec![Fact { target: if both && of_mentors { "mentor_places" } else { "places" }, questions: vec![one] }]
        }
        _ => Vec::new(),
    }
}

/// Whether a question was answered by somebody who wants to be a mentee alone.
fn of_mentees(known: &Known<'_>, taken: &[Fact], question: &Question) -> bool {
    let asked = taken.iter().filter(|fact| fact.target == "role").flat_map(|fact| &fact.questions);
    let mentees =
        asked.flat_map(|q| &known.seen(*q).cells).filter(|(_, cell)| role_words::role(cell) == Some("mentee"));
    let mentees: BTreeSet<usize> = mentees.map(|(row, _)| *row).collect();
    question.seen.cells.iter().any(|(row, _)| mentees.contains(row))
}
