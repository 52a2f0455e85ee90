//! Roles that no answer names: *Are you a student or an alum?* beside *How many mentees? (alumni only)*. Whoever answers what
//! only mentors are asked is one.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Question, Stands};
use super::{places, unwanted};
use crate::wording::normal;

/// So many different answers at most part a form.
const ANSWERS: usize = 8;

/// Whom a question is put to, by its heading: mentors are asked about mentees, and mentees about mentors.
pub(super) fn asked_of(question: &Question) -> Option<&'static str> {
    let heading = &question.heading;
    let of_mentors = places::asks(heading).is_some() && heading.says(&["mentee"])
        || heading.says(&["your mentee", "a mentee", "mentees", "as a mentor"]);
    let of_mentees = heading.says(&[
        "your mentor",
        "from a mentor",
        "from mentoring",
        "as a mentee",
        "preferred mentor",
        "in a mentor",
    ]);
    match (of_mentors, of_mentees) {
        (true, false) => Some("mentor"),
        (false, true) => Some("mentee"),
        _ => None,
    }
}

/// What the answers to a closed question mean as roles, where (nearly) all who gave one of them were put a question of one
/// role, and (nearly) nobody who gave another; in normal form. Questions are those of its form, `rows` how many answered it.
pub(super) fn roles(closed: &Question, questions: &[&Question], rows: usize) -> Option<BTreeMap<String, &'static str>> {
    let seen = &closed.seen;
    let few = (2..=ANSWERS).contains(&seen.different()) && seen.count() * 20 >= rows * 19;
    if closed.stands != Stands::Alone || !few || !seen.repeats() || closed.heading.says(unwanted::PRIVATE) {
        return None;
    }
    questions.iter().find_map(|put| {
        let role = asked_of(put).filter(|_| put.columns != closed.columns && !put.seen.is_empty())?;
        let other = if role == "mentor" { "mentee" } else { "mentor" };
        let answered: BTreeSet<usize> = put.seen.cells.iter().map(|(row, _)| *row).collect();
        let mut means = BTreeMap::new();
        for answer in seen.answers.keys() {
            let of = seen.cells.iter().filter(|(_, cell)| normal(cell) == *answer).map(|(row, _)| row);
            let (all, put) = (of.clone().count(), of.filter(|row| answered.contains(row)).count());
            let role = match (put * 10 >= all * 9, put * 10 <= all) {
                (true, _) => role,
                (_, true) => other,
                _ => return None,
            };
            means.insert(answer.clone(), role);
        }
        let both = means.values().any(|of| *of == role) && means.values().any(|of| *of == other);
        both.then_some(means)
    })
}

#[cfg(test)]
mod tests {
    use crate::problems::Problems;
    use crate::store::proposal::{form, question};

    fn told(places: [&str; 4]) -> Option<Vec<(String, &'static str)>> {
        let people = [("Ann", "Alum"), ("Bob", "Student"), ("Cal", "Alum"), ("Dee", "Student")];
        let rows = people.iter().zip(places).map(|((name, is), places)| format!("{name}@x.org,{is},{places}\n"));
        let table =
            format!("Email,I am a,How many mentees could you take? (alumni only)\n{}", rows.collect::<String>());
        let forms = form::read("people/form.csv", table.as_bytes(), &mut Problems::default());
        let questions = question::of(&forms[0], 0);
        let all: Vec<&question::Question> = questions.iter().collect();
        super::roles(&questions[1], &all, 4).map(|means| means.into_iter().collect())
    }

    #[test]
    fn whoever_is_asked_for_places_is_a_mentor() {
        let means = Some(vec![("alum".to_string(), "mentor"), ("student".to_string(), "mentee")]);
        assert_eq!(told(["1", "", "2", ""]), means);
        assert_eq!(told(["1", "", "", "2"]), None);
        assert_eq!(told(["1", "1", "2", "2"]), None);
    }
}
