//! Whether a question asks for how many relationships somebody has room.

use super::heading::Heading;
use super::plain;
use super::question::Question;
use super::words;

/// What counts.
const COUNTS: &[&str] = &[
    "how many",
    "number of",
    "no of",
    "max",
    "maximum",
    "max no",
    "capacity",
    "slot",
    "place",
    "limit",
    "up to",
    "nr of",
    "wie viele",
    "wieviele",
    "anzahl",
    "combien",
    "nombre de",
    "cuanto*",
    "número de",
    "quanti",
    "hoeveel",
    "ilu",
    "ilość",
];
/// Of whom.
const OF: &[&str] =
    &["mentee", "mentees", "mentor", "mentoring", "pairing", "relationship", "mentorado", "mentoré", "mentorés"];
/// What is likely asked of mentors, though it names no mentee.
const LIKELY: &[&str] =
    &["support", "take", "take on", "available", "student", "people", "colleague", "person", "help", "offer"];
/// What else is counted.
const OTHER: &[&str] = &[
    "how many hour",
    "number of hour",
    "no of hour",
    "hours per",
    "hours a week",
    "hours a month",
    "how many year",
    "number of year",
    "years of",
    "how many month",
    "how many time",
    "number of time",
    "how many meeting",
    "number of meeting",
    "how many session",
    "number of session",
    "how many day",
    "how many week",
    "how often",
    "how long",
    "how many employee",
    "how many staff",
    "have you",
    "had",
    "previous*",
    "current*",
    "so far",
    "phone",
    "line manage",
    "do you manage",
    "report to you",
];

/// How surely a heading asks for places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asks {
    /// It counts something, perhaps people.
    Likely,
    /// It counts mentees or mentors.
    Surely,
}

/// Whether a heading asks for places.
pub(super) fn asks(heading: &Heading) -> Option<Asks> {
    if heading.says(OTHER) {
        return None;
    }
    match (heading.says(words::PLACES), heading.says(COUNTS)) {
        (true, _) => Some(Asks::Surely),
        (_, true) if heading.says(OF) => Some(Asks::Surely),
        (_, true) if heading.says(LIKELY) => Some(Asks::Likely),
        _ => None,
    }
}

/// So many places at most are said in answer to a question that may count something else.
const FEW: u32 = 10;

/// Whether the answers are numbers of places too.
pub(super) fn fits(question: &Question) -> bool {
    let (seen, number) = (&question.seen, |cell: &str| plain::places(cell));
    match asks(&question.heading) {
        None => false,
        Some(Asks::Surely) => {
            seen.is_empty() || seen.share(|cell| number(cell).is_some()) >= 50 && seen.different() <= 30
        }
        Some(Asks::Likely) => {
            let few = |cell: &str| number(cell).is_some_and(|n| n <= FEW) && plain::tells_of_nobody(cell);
            !seen.is_empty() && seen.share(few) == 100
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentees_are_counted_in_many_words() {
        for text in [
            "Maximum no. of mentees",
            "No. of mentees",
            "Mentees (max)",
            "How many mentees could you support at one time?",
            "How many mentees can you take this year?",
            "How many would you be able to mentor?",
            "Mentee slots",
            "How many mentees? (approx. 1 hour a month each)",
            "Wie viele Mentees können Sie betreuen?",
            "Capacity",
        ] {
            assert_eq!(asks(&Heading::of(text)), Some(Asks::Surely), "{text}");
        }
        for text in ["Places available", "How many early-career colleagues can you support?"] {
            assert_eq!(asks(&Heading::of(text)), Some(Asks::Likely), "{text}");
        }
    }

    #[test]
    fn hours_years_and_the_past_are_no_places() {
        for text in [
            "How many hours per month could you give a mentee?",
            "How many years of mentoring have you done?",
            "How many mentees have you had?",
            "How many times would you like to meet your mentor?",
            "How many staff do you support?",
            "Mentor's phone number",
            "No mentor from my own team",
            "Year of study",
        ] {
            assert_eq!(asks(&Heading::of(text)), None, "{text}");
        }
    }
}
