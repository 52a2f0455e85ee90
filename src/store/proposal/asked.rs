//! Whether a heading asks for something, or merely has the word in it: `Your team` asks for a team, `How confident are you in
//! leading a team?` does not.

use super::heading::{EVERYWHERE, Heading};

/// Words of a question that asks what somebody thinks, or what they have done before.
const OPINION: &[&str] = &[
    "satisf*",
    "confiden*",
    "agree",
    "disagree",
    "likely",
    "extent",
    "important",
    "importance",
    "valued",
    "matters",
    "how happy",
    "how well",
    "how much",
    "how strongly",
    "enjoy",
    "stress*",
    "i know",
    "i feel",
    "i find",
    "i think",
    "i believe",
    "before",
    "attended",
    "ever",
    "used",
];

/// Words that may stand before what is asked for, beside those that every question has.
const BEFORE: &[&str] = &[
    "state",
    "number",
    "type",
    "kind",
    "sort",
    "name",
    "current",
    "currently",
    "main",
    "primary",
    "preferred",
    "prefer",
    "usual",
    "usually",
    "work",
    "working",
    "live",
    "living",
    "meet",
    "study",
    "studying",
    "speak",
    "want",
    "wish",
    "able",
    "willing",
    "open",
    "happy",
    "available",
    "describes",
    "describe",
    "own",
    "present",
    "nearest",
    "highest",
    "many",
    "long",
    "often",
    "name",
    "details",
    "contact",
    "first",
    "enter",
    "give",
    "indicate",
    "so",
    "use",
    "need",
    "hope",
    "get",
    "offer",
    "help",
    "only",
    "support",
    "provide",
    "share",
    "bring",
    "two",
    "three",
    "five",
    "top",
];

/// Words that may follow what is asked for and ask for the same.
const BEHIND: &[&str] = &[
    "name",
    "title",
    "level",
    "group",
    "type",
    "base",
    "stage",
    "sector",
    "field",
    "role",
    "unit",
    "preference",
    "format",
    "experience",
    "hour",
    "code",
    "year",
    "range",
    "band",
    "area",
    "region",
    "centre",
    "office",
    "location",
    "team",
    "campus",
    "spoken",
    "known",
    "interest",
    "interested",
    "subject",
    "programme",
    "course",
    "background",
    "details",
    "zone",
    "post",
    "family",
    "now",
    "need",
    "want",
    "required",
    "wanted",
    "topic",
    "skill",
    "work",
    "working",
    "live",
    "offered",
    "sought",
    "currently",
    "related",
    "meet",
    "most",
    "speak",
    "so",
    "covered",
];

/// Whether a heading asks what somebody thinks of something, or what they have done before.
pub fn opinion(heading: &Heading) -> bool {
    heading.says(OPINION)
}

/// Whether a question asks for one of these; one that begins with `=` must be all that a part of it says.
///
/// ```
/// use mentor::store::proposal::asked::asks_for;
/// assert!(asks_for("Which department do you work in?", &["department"]));
/// assert!(!asks_for("How confident are you in leading a team?", &["team"]));
/// assert!(!asks_for("Job satisfaction", &["job"]));
/// ```
pub fn asks_for(text: &str, phrases: &[&str]) -> bool {
    if opinion(&Heading::of(text)) {
        return false;
    }
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for c in text.chars() {
        depth += usize::from(matches!(c, '(' | '['));
        if depth > 0 {
            depth -= usize::from(matches!(c, ')' | ']'));
        } else if matches!(c, '/' | ':' | ',' | ';' | '.' | '?' | '!' | '|' | '–' | '—' | '>' | '\n') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.iter().map(|part| Heading::of(part)).any(|part| phrases.iter().any(|phrase| part_asks(&part, phrase)))
}

fn part_asks(part: &Heading, phrase: &str) -> bool {
    if let Some(whole) = phrase.strip_prefix('=') {
        return part.is_only(&[whole]);
    }
    let words = part.words();
    let small = |word: &String, more: &[&str]| EVERYWHERE.contains(&word.as_str()) || Heading::of(word).says(more);
    let length = phrase.split(' ').count();
    part.places_of(phrase).any(|at| {
        // A word or two of the house may stand right before it: `Host university`.
        let own = words[..at].iter().rev().take(2).take_while(|word| !small(word, BEFORE)).count();
        words[..at - own].iter().all(|word| small(word, BEFORE))
            && words.get(at + length).is_none_or(|next| small(next, BEHIND))
    })
}

/// Whether an answer says how much somebody agrees, or how sure they are of something.
pub fn rates(answer: &str) -> bool {
    let said = Heading::of(answer);
    let words = [
        "agree",
        "disagree",
        "neutral",
        "neither",
        "very",
        "not at all",
        "somewhat",
        "slightly",
        "extremely",
        "satisfied",
        "dissatisfied",
        "confident",
        "important",
        "unimportant",
        "likely",
        "unlikely",
        "a bit",
        "a little",
        "quite",
        "moderately",
        "fairly",
    ];
    said.len() <= 5 && said.says(&words)
}

/// Whether an answer is a yes, a no or neither, with or without an explanation.
pub fn says_yes_or_no(answer: &str) -> bool {
    let said = Heading::of(answer);
    let first = said.words().first().map_or("", String::as_str);
    let words = ["yes", "no", "maybe", "unsure", "possibly", "perhaps", "undecided", "sometimes"];
    words.contains(&first) && !said.is_only(&["no preference"]) || said.is_only(&["not sure", "don t know", "not yet"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_a_sentence_is_not_what_is_asked() {
        for (text, phrase) in [
            ("Your team", "team"),
            ("In which sector do you currently work (or hope to)?", "sector"),
            ("Site / base", "site"),
            ("NHS grade", "grade"),
            ("How many years have you worked here?", "how many years"),
            ("Please state your job title", "job title"),
            ("Contact details: Town", "town"),
            ("Choose up to three development areas", "area"),
        ] {
            assert!(asks_for(text, &[phrase]), "{text}");
        }
        for (text, phrase) in [
            ("How satisfied are you with your job?", "job"),
            ("I know my next career step", "career"),
            ("Would you like to change your career?", "career"),
            ("Length of service (years)", "service"),
            ("Which service have you used before?", "service"),
            ("Team meeting", "team"),
            ("What is your experience of budgets?", "=experience"),
        ] {
            assert!(!asks_for(text, &[phrase]), "{text}");
        }
    }

    #[test]
    fn ratings_are_told_from_other_answers() {
        assert!(["Strongly agree", "Neutral", "Very confident", "A bit"].into_iter().all(rates));
        assert!(!["Officer", "Leeds", "Weekly", "Beginner"].into_iter().any(rates));
        assert!(says_yes_or_no("Yes, a small one") && says_yes_or_no("Not sure") && !says_yes_or_no("No preference"));
    }
}
