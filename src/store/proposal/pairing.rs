//! Which question of mentees goes with which question of mentors.

use super::candidate::{Candidate, Nature};
use super::heading::Heading;
use super::question::Question;
use super::words;
use crate::wording::normal;

/// Two questions that are compared with each other, by their positions among the candidates; one that both answered goes
/// with itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Two {
    /// What mentees answered.
    pub mentee: usize,
    /// What mentors answered.
    pub mentor: usize,
    /// Whether no answer of the one is an answer to the other.
    pub apart: bool,
}

/// Puts them together, the surest first; each is used once.
pub fn of(candidates: &[Candidate], questions: &[Question]) -> Vec<Two> {
    let mut likely = Vec::new();
    for (mentee, one) in candidates.iter().enumerate().filter(|(_, one)| one.sides.mentees) {
        for (mentor, other) in candidates.iter().enumerate().filter(|(_, other)| other.sides.mentors) {
            let sure = sureness(one, other, questions);
            if sure > 0 {
                likely.push((std::cmp::Reverse(sure), mentee, mentor));
            }
        }
    }
    likely.sort();
    let (mut of_mentees, mut of_mentors, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for (_, mentee, mentor) in likely {
        if !of_mentees.contains(&mentee) && !of_mentors.contains(&mentor) {
            of_mentees.push(mentee);
            of_mentors.push(mentor);
            let apart = common(&candidates[mentee], &candidates[mentor]) == 0;
            found.push(Two { mentee, mentor, apart });
        }
    }
    found.sort_by_key(|two| (two.mentee, two.mentor));
    found
}

/// How surely two questions are the same or ask for two sides of one thing; 0: not at all.
fn sureness(one: &Candidate, other: &Candidate, questions: &[Question]) -> usize {
    // Whom somebody names is held against the other one, never against whom that one names.
    if one.nature == Nature::Named || other.nature == Nature::Named {
        return 0;
    }
    let (mine, theirs) = (&questions[one.question], &questions[other.question]);
    if one.question == other.question {
        return 2_000;
    }
    if one.sides.mentors && one.sides.mentees || other.sides.mentors && other.sides.mentees {
        // What both answered alike in one form goes with itself, or with the same question of another form.
        if mine.form == theirs.form || normal(&mine.text) != normal(&theirs.text) {
            return 0;
        }
    }
    let same_heading = !mine.text.is_empty() && normal(&mine.text) == normal(&theirs.text);
    let same_theme = one.theme.is_some_and(|theme| other.theme.is_some_and(|known| known.field == theme.field));
    // Of a grade the order may be told from the answers of one side alone.
    let step = |nature: &Nature| matches!(nature, Nature::Scale(_) | Nature::Choice);
    let stepped = step(&one.nature) && step(&other.nature) && (same_heading || same_theme);
    let words = |nature: &Nature| {
        matches!(nature, Nature::Choice | Nature::List) || stepped && matches!(nature, Nature::Scale(_))
    };
    let alike = std::mem::discriminant(&one.nature) == std::mem::discriminant(&other.nature);
    if !(alike || words(&one.nature) && words(&other.nature)) {
        return 0;
    }
    let (common, likeness) = (common(one, other), mine.heading.likeness(&theirs.heading));
    let sides = mine.heading.says(words::SEEKS) && theirs.heading.says(words::OFFERS);
    let topics = topical(&mine.heading) && topical(&theirs.heading);
    let sure = 300 * usize::from(same_heading) + 150 * usize::from(same_theme) + likeness + 3 * common;
    let lists = one.nature == Nature::List || other.nature == Nature::List;
    match (words(&one.nature), common) {
        (false, _) => sure + 1,
        // Free answers of two sides seldom meet word by word; what was asked must say that they belong together.
        (true, 0) if topics && lists || same_heading || same_theme => sure + 50 * usize::from(sides) + 1,
        (true, 0) => 0,
        (true, 1..10) if !(same_heading || same_theme || sides || topics || likeness >= 30) => 0,
        (true, _) => sure,
    }
}

/// Whether a heading asks for what is offered or sought.
pub fn topical(heading: &Heading) -> bool {
    !super::asked::opinion(heading)
        && [words::TOPICS, words::SEEKS, words::OFFERS].iter().any(|list| heading.says(list))
}

/// How many of 100 answers of the one are answers to the other too.
fn common(one: &Candidate, other: &Candidate) -> usize {
    let given: usize = one.vocabulary.values().map(|(times, _)| times).sum();
    let shared = one.vocabulary.iter().filter(|(answer, _)| other.vocabulary.contains_key(*answer));
    let shared: usize = shared.map(|(_, (times, _))| times).sum();
    if given == 0 { 0 } else { (100 * shared).div_ceil(given) }
}
