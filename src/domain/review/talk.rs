//! What to talk about: questions under the headings of a review, begun from what is known of a relationship.

use super::card::{Card, Movement};
use crate::domain::relationship::{Ending, Relationship};
use crate::domain::scheme::{Form, Scheme};
use crate::wording::plural;

/// How well it worked.
pub const WORKED: &str = "how well it worked";

/// The headings under which a pilot found what to do better, beside how well it worked.
pub const HEADINGS: [&str; 4] =
    ["contracting", "information for mentees", "ways to reach a mentor", "who else might benefit"];

/// A heading of the conversation and its questions.
pub type Topic = (String, Vec<String>);

/// The headings in the words of the scheme: where both sides learn, neither is only a mentee; where some are pairs and some
/// are not, the words are for all.
pub fn headings(scheme: &Scheme) -> [String; 4] {
    let [contracting, information, ways, who] = HEADINGS.map(String::from);
    let several = scheme.channels.iter().any(|channel| channel.scheme.form != scheme.form);
    match scheme.form {
        _ if several => {
            [contracting, "information before the start".to_string(), "ways to reach each other".to_string(), who]
        }
        Form::OneToOne => [contracting, information, ways, who],
        Form::Mutual => {
            [contracting, "information for both sides".to_string(), "ways to reach each other".to_string(), who]
        }
        Form::Peer | Form::Group => {
            [contracting, "information before the start".to_string(), "ways to reach each other".to_string(), who]
        }
    }
}

/// What the people of a relationship talk about. Nothing of a concern is in it; and of how far a goal is only where the
/// ratings may be seen.
pub fn topics(card: &Card<'_, '_>, scheme: &Scheme, rated: bool) -> Vec<Topic> {
    let [contracting, information, ways, who] = headings(scheme);
    let relationship = card.journey.relationship;
    let scheme = relationship.terms(scheme);
    let questions = [
        worked(card, scheme, rated),
        vec![agreed(card, scheme)],
        vec!["What would you have liked to know before you began?".to_string()],
        vec![reached(card, scheme)],
        vec![benefit(relationship)],
    ];
    [WORKED.to_string(), contracting, information, ways, who].into_iter().zip(questions).collect()
}

fn worked(card: &Card<'_, '_>, scheme: &Scheme, rated: bool) -> Vec<String> {
    let (held, status) = (card.status.held, &card.status);
    let sessions = match (held, status.planned) {
        (0, _) => "No session is noted as held: what would have made the first one possible?".to_string(),
        (held, Some(planned)) if held >= planned as usize => {
            "All sessions that were planned were held: what was the best of them, and what made it so?".to_string()
        }
        (held, Some(planned)) => {
            format!(
                "{held} of {} held: what helped you to meet, and what got in the way?",
                plural(planned as usize, "session")
            )
        }
        (1, None) => "1 session held: was that too few, or just right?".to_string(),
        (held, None) => format!("{} held: were they too many, too few, or just right?", plural(held, "session")),
    };
    let mut questions = vec![sessions];
    let count = |movement: Movement| card.goals.iter().filter(|goal| goal.movement() == movement).count();
    let (reached, nearer) = (count(Movement::Reached), count(Movement::Nearer));
    questions.push(match (card.goals.len(), reached, nearer) {
        (1.., ..) if !rated => "How far are you with what you wanted to reach, and what moved it?".to_string(),
        (0, ..) => "What did you want to reach when you began, and where are you now?".to_string(),
        (all, reached, _) if reached == all => {
            "What was to be reached is reached: what made the difference?".to_string()
        }
        (_, 0, 0) => "Is what you wanted to reach still the right thing, and what would move it?".to_string(),
        _ => "What moved you nearer to what you want to reach, and what comes next?".to_string(),
    });
    if scheme.form == Form::Mutual {
        questions.push("What did each of you learn, and what do you use now?".to_string());
    }
    questions
}

fn agreed(card: &Card<'_, '_>, scheme: &Scheme) -> String {
    let relationship = card.journey.relationship;
    let asks = match (relationship.signed, relationship.discussed) {
        _ if scheme.agreement.unneeded => "What did you settle between you at the start, and did it hold?",
        (Some(_), _) => "Which part of what you signed did you use, and which would you write differently?",
        (None, Some(_)) => "Which part of what you talked through held, and which would you settle differently?",
        (None, None) => "What should have been agreed at the start, and how would that best be done?",
    };
    asks.to_string()
}

fn reached(card: &Card<'_, '_>, scheme: &Scheme) -> String {
    match (card.status.replies, scheme.year.reply_hours) {
        (Some((timely, all)), Some(hours)) if all > 0 => format!(
            "{timely} of {} answered within {}: how did you find each other between sessions?",
            plural(all as usize, "message"),
            plural(hours as usize, "hour")
        ),
        _ => "How did you find each other, at the start and between sessions, and what would have been easier?"
            .to_string(),
    }
}

fn benefit(relationship: &Relationship) -> String {
    match relationship.ending {
        Some(Ending::CarriesOn) => "You carry on without the scheme: who else should have this, and when?".to_string(),
        _ => "Who else would gain from this, and at which moment of their work?".to_string(),
    }
}
