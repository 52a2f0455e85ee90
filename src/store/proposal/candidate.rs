//! A question that may be compared: who answered it, and what kind of answers it has.

use std::collections::BTreeMap;

use super::pairing::topical;
use super::question::{Question, Stands};
use super::themes::{self, Theme};
use super::{asked, facts, grids, plain, ranked, refused, steps, unwanted, words};
use crate::domain::person::plain_email;
use crate::domain::value::Vocabulary;
use crate::store::districts::Gazetteer;
use crate::store::forms::yes_no::yes_or_no;
use crate::wording::normal;

/// Who answered a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Mentors did.
    pub mentors: bool,
    /// Mentees did.
    pub mentees: bool,
}

/// What kind of answers a question has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nature {
    /// One answer.
    Choice,
    /// Several answers.
    List,
    /// Times.
    Times,
    /// Postcodes.
    Place,
    /// Steps of an order, lowest first.
    Scale(Vec<String>),
    /// Numbers.
    Number,
    /// A person.
    Named,
}

/// A question that may be compared.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its position among all questions.
    pub question: usize,
    /// Who answered it.
    pub sides: Sides,
    /// What kind of answers it has.
    pub nature: Nature,
    /// What it is about, where that can be told.
    pub theme: Option<Theme>,
    /// The answers in normal form: how many people gave each, and how it was first written.
    pub vocabulary: BTreeMap<String, (usize, String)>,
}

/// A question of which so many of 100 answers are e-mail addresses asks for them.
const ADDRESSES: usize = 30;

/// Why a question is left out.
pub type Why = &'static str;

/// Said of questions that are turned round.
pub const DOES_NOT_SUIT: Why = "asks for what does not suit, and two people must not be compared by that";

/// Looks at a question. `back` says how often what was proposed for it did not read.
///
/// # Errors
/// Says why it is left out.
pub fn of(at: usize, question: &Question, sides: Sides, back: u8) -> Result<Candidate, Why> {
    let seen = &question.seen;
    let (nature, theme) = nature(question, back)?;
    let vocabulary = match (&nature, &question.stands) {
        (_, Stands::Grid(_) | Stands::Ticks) => {
            question.items.iter().map(|item| (normal(item), (seen.count().max(2), item.clone()))).collect()
        }
        (Nature::List | Nature::Times, _) => {
            seen.several().map_or_else(|| seen.answers.clone(), |several| several.pieces)
        }
        _ => seen.answers.clone(),
    };
    Ok(Candidate { question: at, sides, nature, theme, vocabulary })
}

fn nature(question: &Question, back: u8) -> Result<(Nature, Option<Theme>), Why> {
    let (seen, heading) = (&question.seen, &question.heading);
    if seen.is_empty() {
        return Err("nobody has answered it yet");
    }
    if back > 1 {
        return Err("its answers could not be read as they stand");
    }
    if is_private(question) {
        return Err("private: it is not read, and counts for nothing unless you decide so and people ask for it");
    }
    if seen.share(|cell| yes_or_no(cell).is_some()) < 95 && refused::turned(&question.text)
        || refused::turned_times(&question.text) && seen.share(is_time) >= 60
    {
        return Err(DOES_NOT_SUIT);
    }
    if grids::is_other(&question.text) {
        return Err("what somebody wrote beside the options");
    }
    if ranked::is_ranking(question) {
        return Err("everybody puts the same options in order, which tells nobody from another");
    }
    if question.stands != Stands::Alone {
        return several_columns(question, back);
    }
    if themes::names_line_manager(heading) && !seen.is_prose() && seen.share(|cell| yes_or_no(cell).is_some()) < 100 {
        return if back == 0 { Ok((Nature::Named, Some(themes::LINE_MANAGER))) } else { Err("it could not be read") };
    }
    if seen.share(|cell| plain_email(cell).is_some()) >= ADDRESSES {
        return Err("addresses: nothing that two people could be compared by");
    }
    if heading.says(unwanted::NOT_FOR_MATCHING) {
        return Err("nothing that two people could be compared by");
    }
    if super::places::asks(heading) == Some(super::places::Asks::Surely) && back > 0 {
        return Err("places in people's own words: map it as places, and say under [places.words] what they mean");
    }
    if back == 0
        && heading.says(words::AVAILABLE)
        && seen.share(facts::is_moment) < 50
        && seen.share(is_time) >= 60
        && !seen.is_prose()
        && !heading.says(&["time zone", "timezone"])
    {
        return Ok((Nature::Times, Some(themes::TIMES)));
    }
    let whole = |cell: &str| is_postcode(cell) && cell.chars().filter(|c| c.is_alphanumeric()).count() > 4;
    let asks_where = heading.says(words::WHERE);
    if back == 0 && (asks_where && seen.share(is_postcode) >= 60 || seen.share(whole) >= 60) {
        return Ok((Nature::Place, Some(themes::AREA)));
    }
    if seen.share(|cell| yes_or_no(cell).is_some() || asked::says_yes_or_no(cell)) >= 95 {
        return Err("a yes or no: map it as a yes-no field where a rule should ask for it");
    }
    let day = |cell: &str| cell.contains(['/', '-', ':']) && facts::is_moment(cell);
    if seen.share(day) >= 90 {
        return Err("a day or a time: map it as a date field where a rule should ask for it");
    }
    if seen.share(asked::rates) >= 80 {
        return Err("an opinion or a rating: nothing that two people could be compared by");
    }
    let theme = themes::of(&question.text);
    if seen.different() == 1 && seen.count() > 1 {
        return Err("all who answered it said the same");
    }
    let number = |cell: &str| cell.parse::<f64>().is_ok();
    if seen.share(number) >= 95 {
        let years = heading.says(&["year", "experience", "how long", "months"])
            && !heading.says(&["graduat*", "start*", "when"]);
        return match theme.filter(|theme| back == 0 && theme.field == "grade" && (years || seen.different() <= 12)) {
            Some(theme) => Ok((Nature::Number, Some(theme))),
            None => Err("a number, and nothing says what it counts for"),
        };
    }
    let graded = theme.filter(|theme| back == 0 && theme.field == "grade");
    if let Some((theme, steps)) = graded.and_then(|theme| Some((theme, scale(question)?))) {
        return Ok((Nature::Scale(steps), Some(theme)));
    }
    if seen.several().is_some() {
        return Ok((Nature::List, theme.filter(|theme| !["grade", "department", "employer"].contains(&theme.field))));
    }
    if seen.is_prose() || seen.usual_length() > 60 && !seen.repeats() {
        return Err("sentences: they are for reading, and cannot be compared");
    }
    let own_words = theme.is_some_and(|theme| theme.own_words) && seen.usual_length() <= 40;
    if seen.is_closed()
        || own_words
        || topical(heading) && (seen.different() < seen.count() || seen.usual_length() <= 30)
    {
        return Ok((Nature::Choice, theme));
    }
    Err("everybody's own words: nothing to compare")
}

fn several_columns(question: &Question, back: u8) -> Result<(Nature, Option<Theme>), Why> {
    let times = question.items.iter().filter(|item| is_time(item)).count() * 2 > question.items.len().max(1);
    let in_cells = question.stands != Stands::Numbered && question.seen.share(is_time) >= 60;
    let asks_times = question.heading.says(words::AVAILABLE) && (times || in_cells);
    // Options that are times are when people are free, whatever marks stand below them.
    let ticked = question.stands == Stands::Ticks && times;
    if back == 0 && (asks_times || times && in_cells || ticked) {
        return Ok((Nature::Times, Some(themes::TIMES)));
    }
    if question.heading.says(unwanted::NOT_FOR_MATCHING) {
        return Err("nothing that two people could be compared by");
    }
    let theme = themes::of(&question.text).filter(|theme| ["languages", "hobbies", "how"].contains(&theme.field));
    Ok((Nature::List, theme))
}

/// Whether a question is private, by what it asks or by what was answered.
fn is_private(question: &Question) -> bool {
    let among = |cell: &str| {
        let said = normal(cell);
        said.split([',', ';', '/']).chain([said.as_str()]).any(|part| {
            let bare = part.trim().trim_start_matches("a ").trim_start_matches("an ");
            let bare = ["mentor", "mentee", "person"].iter().find_map(|who| bare.strip_suffix(who)).unwrap_or(bare);
            unwanted::PRIVATE_ANSWERS.contains(&bare.trim())
        })
    };
    let courtesy = |cell: &str| unwanted::COURTESIES.contains(&normal(cell).trim_end_matches('.'));
    let unsaid = |cell: &str| normal(cell).starts_with("prefer not to");
    let items = question.items.iter().filter(|item| among(item)).count();
    let heading = match question.stands {
        Stands::Ticks => items * 2 > question.items.len(),
        _ => question.heading.says(unwanted::PRIVATE) || question.heading.is_only(unwanted::PRIVATE_ANSWERS),
    };
    heading
        || items > 1
        || question.seen.share(courtesy) >= 60
        || question.seen.share(among) >= 30
        || question.seen.share(unsaid) > 0
}

/// Whether an answer speaks of days or hours.
fn is_time(text: &str) -> bool {
    let said = normal(text);
    let mut words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hour = |word: &str| {
        let digits = word.trim_end_matches(['a', 'p', 'm', 'h']);
        digits.len() < word.len() && !digits.is_empty() && digits.parse::<u32>().is_ok_and(|hour| hour < 25)
    };
    let clock = said.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    clock
        || words.any(|word| {
            self::words::TIMES.contains(&word.trim_end_matches('s')) || self::words::TIMES.contains(&word) || hour(word)
        })
}

fn is_postcode(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && Gazetteer::default().find(text, &mut Vocabulary::default()).is_some()
}

/// The steps of a scale, where the answers have an order that can be told and name nobody.
fn scale(question: &Question) -> Option<Vec<String>> {
    let answers = question.seen.answers.values();
    let told = answers.filter(|(times, text)| *times > 1 || plain::is_told(text));
    let steps = steps::in_order(&told.map(|(_, text)| text.clone()).collect::<Vec<_>>())?;
    let known: Vec<String> = steps.iter().map(|step| normal(step)).collect();
    (question.seen.share(|cell| known.contains(&normal(cell))) >= 90).then_some(steps)
}
