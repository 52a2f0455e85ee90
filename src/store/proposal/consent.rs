//! Whether a question asks people to agree to take part, or to what that needs: that their details are kept and passed on.

use super::facts::{Fact, Known};
use super::heading::Heading;
use super::question::{Question, Stands};
use super::{Doubts, quoted, words};
use crate::store::forms::yes_no::{is_no, is_yes};
use crate::wording::normal;

/// How people are asked to agree.
const AGREE: &[&str] = &[
    "agree",
    "confirm",
    "happy for",
    "happy to",
    "tick*",
    "accept",
    "understand",
    "authori*",
    "allow",
    "can we",
    "may we",
    "give you",
    "content for",
    "okay for",
    "ok for",
];
/// What is needed to match people.
const NEEDED: &[&str] = &[
    "detail",
    "data",
    "information",
    "matched",
    "term",
    "hold",
    "held",
    "contact you",
    "contact me",
    "notice",
    "policy",
];

/// How surely a heading asks for consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Surely,
    /// It asks people to agree to something.
    Perhaps,
}

fn asks(heading: &Heading) -> Option<Asks> {
    let agree = heading.says(AGREE);
    // Happy to be matched with whom is another question.
    let choosy = heading.says(&["matched with", "matched to"]);
    match heading.says(words::CONSENT) || agree && heading.says(NEEDED) && !choosy {
        _ if heading.says(words::OTHER_CONSENT) => None,
        true => Some(Asks::Surely),
        false => agree.then_some(Asks::Perhaps),
    }
}

/// How many said no, where the answers are plain.
fn noes(question: &Question) -> Option<usize> {
    let seen = &question.seen;
    let plain = seen.share(|cell| is_yes(&normal(cell)) || is_no(&normal(cell))) == 100;
    plain.then(|| seen.texts().filter(|cell| is_no(&normal(cell))).count())
}

/// The question of consent: plain answers, or one sentence that all who agree have ticked. Of several the one that most people
/// refuse.
pub(super) fn of(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let fits = |q: &Question| {
        let one_sentence = q.seen.different() == 1 && q.seen.count() > 1;
        asks(&q.heading) == Some(Asks::Surely)
            && (noes(q).is_some() || one_sentence)
            && q.seen.share(|cell| !is_no(&normal(cell))) >= 50
    };
    let refused = |at: &usize| (noes(&known.questions[*at]), known.questions.len() - at);
    known.open(taken, fits).max_by_key(refused).into_iter().collect()
}

/// Tells of other questions of a form to which somebody said no, and which may be consent too: nobody would hear it.
pub(super) fn tell(questions: &[Question], facts: &[Fact], form: usize, doubts: &mut Doubts<'_>) {
    let taken = |at: &usize| facts.iter().any(|fact| fact.questions.contains(at));
    for (at, question) in questions.iter().enumerate().filter(|(at, q)| q.form == form && !taken(at)) {
        let refused = question.stands == Stands::Alone && noes(question).is_some_and(|noes| noes > 0);
        if refused && asks(&question.heading).is_some() {
            let says = format!(
                "Somebody says no to {}, which is not read: map it as `consent` if whoever says no is not to be matched.",
                quoted::quoted(&crate::wording::shown(&question.text, 80))
            );
            doubts.note(&format!("consent {at}"), &says);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_is_asked_for_in_many_words() {
        for text in [
            "I am happy for my details to be held until the programme ends.",
            "Are you happy for us to share your details with your match?",
            "By ticking this box you confirm that we may hold your information",
            "Do you agree to share your details with your mentee?",
            "I understand and agree to the terms",
            "Are you happy to be matched?",
            "Can we contact you about this scheme?",
            "Do you give consent for your data to be used for matching?",
        ] {
            assert_eq!(asks(&Heading::of(text)), Some(Asks::Surely), "{text}");
        }
        for text in [
            "I confirm that my line manager supports my application",
            "Are you happy to be matched with somebody senior?",
        ] {
            assert_eq!(asks(&Heading::of(text)), Some(Asks::Perhaps), "{text}");
        }
        for text in [
            "Do you agree to photos with your details?",
            "What would you like to share?",
            "Sign me up to the newsletter",
        ] {
            assert_eq!(asks(&Heading::of(text)), None, "{text}");
        }
    }
}
