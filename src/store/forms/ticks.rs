//! One column an option: what the cell below an option, or below a column of a grid, says of it.

use rustc_hash::FxHashSet;

use super::cells::{CellReader, How, Wrong};
use super::date_words::is_weekday;
use super::split::{longest, split};
use super::yes_no::{begins, is_no, is_yes};
use crate::domain::scheme::Kind;
use crate::domain::value::{Value, Vocabulary};
use crate::wording::normal;

/// So many different texts are looked for where cells do not say plainly what is chosen.
const TEXTS: usize = 12;

/// What a cell says of the option above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Nothing at all.
    Nothing,
    /// That it is not chosen.
    No,
    /// That it is.
    Yes,
    /// Days or hours, which complete a time.
    Times,
    /// Something of the person's own, below *Other*.
    Own,
    /// Some other text.
    Text,
}

impl CellReader<'_> {
    /// Reads the answer that a ticked option or a grid column stands for, given what its cell says.
    pub fn tick(&mut self, item: &str, cell: &str, how: &How<'_>, words: &mut Vocabulary) -> Result<Value, Vec<Wrong>> {
        let said = normal(cell);
        if self.field.kind == Kind::Ranking {
            if cell.is_empty() || self.means_nothing(&said) && said != normal(item) {
                return Ok(Value::Blank);
            }
            let rank = self.rank(cell).map_err(|wrong| vec![wrong])?;
            let word = self.word(item, words).map_err(|wrong| vec![wrong])?;
            return Ok(word.map_or(Value::Blank, |word| Value::Ranking(vec![(word, rank)])));
        }
        if !how.chosen.is_empty() {
            return if how.chosen.contains(&said) { self.several(&[item], words) } else { Ok(Value::Blank) };
        }
        match self.said(item, cell, how.separator) {
            Said::Nothing | Said::No => Ok(Value::Blank),
            Said::Yes => self.several(&[item], words),
            Said::Own => self.several(&[cell], words),
            Said::Text if how.unclear => Ok(Value::Blank),
            Said::Text => self.several(&[item], words),
            Said::Times => {
                // The cell completes the item: the days on which a band of hours suits.
                let times: Vec<String> =
                    self.times(cell, how.separator).iter().map(|time| format!("{time} {item}")).collect();
                self.several(&times, words)
            }
        }
    }

    /// The texts below options of which nobody said which mean that the option is chosen, as written, where that
    /// cannot be told: none where the cells hold a yes and a no, the option itself, or one text beside a no. What plainly
    /// says no is not among them.
    pub fn unclear<'c>(&self, cells: impl Iterator<Item = (&'c str, &'c str)>, separator: &str) -> Vec<&'c str> {
        let mut texts: Vec<&str> = Vec::new();
        let (mut met, mut seen, mut yes, mut others, mut graded) = (FxHashSet::default(), 0, false, 0, false);
        for (item, cell) in cells {
            if cell.is_empty() || !met.insert((item, cell)) {
                continue;
            }
            // What differs in every cell is no answer to a box to tick, and enough of it has been seen.
            seen += 1;
            if seen > 50 * TEXTS {
                break;
            }
            let said = self.said(item, cell, separator);
            let known = texts.iter().any(|text| normal(text) == normal(cell));
            match said {
                Said::Nothing | Said::No | Said::Own | Said::Times => continue,
                Said::Yes => yes = true,
                Said::Text if !known => {
                    others += 1;
                    graded |= cell.bytes().all(|b| b.is_ascii_digit());
                }
                Said::Text => {}
            }
            let named = said == Said::Yes && cell.len() > 1 && normal(item).contains(&normal(cell));
            if !known && texts.len() < TEXTS && !named {
                texts.push(cell);
            }
        }
        // A crossed box is a yes however it is called; beside another word it may be one of several grades.
        if others > 1 || others == 1 && (yes || graded) { texts } else { Vec::new() }
    }

    fn said(&self, item: &str, cell: &str, separator: &str) -> Said {
        let (said, option) = (normal(cell), normal(item));
        if cell.is_empty() {
            return Said::Nothing;
        }
        // An option may itself begin with "No": its own words in the cell always mean that it is chosen.
        if said == option {
            return Said::Yes;
        }
        if self.means_nothing(&said) {
            return Said::Nothing;
        }
        let inside = said.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&said);
        let availability = self.field.kind == Kind::Availability;
        if is_yes(inside) || availability && begins(inside, &["available", "free", "i am available", "i am free"]) {
            return Said::Yes;
        }
        if says_not(inside) {
            return Said::No;
        }
        let several = self.times(cell, separator);
        if availability && !several.is_empty() && several.iter().all(|time| is_time(time) || self.is_known(time)) {
            return Said::Times;
        }
        // Some programs write into the cell the end of the heading above it.
        let ends =
            option.strip_suffix(said.as_str()).is_some_and(|rest| rest.ends_with(|c: char| !c.is_alphanumeric()));
        if ends || option.strip_suffix([']', ')']).is_some_and(|option| option.ends_with(&format!("[{said}"))) {
            return Said::Yes;
        }
        let rest = option.strip_prefix("other").map(str::trim_start);
        let other = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ',', ':', '-', '[', '/']));
        if other { Said::Own } else { Said::Text }
    }

    /// The days or hours of a cell. `am pm` are two times, and `Monday am` is one.
    fn times<'c>(&self, cell: &'c str, separator: &str) -> Vec<std::borrow::Cow<'c, str>> {
        let longest = longest(self.known_options(), separator);
        let times = split(cell, separator, longest, |text| self.is_known(text));
        let parted: Vec<&str> = cell.split_whitespace().collect();
        let alike = |one: fn(&str) -> bool| parted.len() > 1 && parted.iter().all(|word| one(&normal(word)));
        if times.len() == 1 && !self.is_known(cell) && (alike(is_day) || alike(is_part_of_day)) {
            return parted.into_iter().map(std::borrow::Cow::Borrowed).collect();
        }
        times
    }
}

/// Whether an answer in normal form says that an option is not chosen, as people write it below options.
fn says_not(said: &str) -> bool {
    let signs = ["✗", "✘", "✕", "❌", "busy", "unavailable", "unticked", "unselected", "deselected", "disagree"];
    is_no(said)
        || signs.contains(&said)
        || begins(said, &["not", "never", "cannot", "can't", "don't", "do not", "won't", "unavailable", "busy", "none"])
        || begins(said, &["disagree", "strongly disagree", "completely disagree", "somewhat disagree"])
}

/// Whether an answer speaks of days or hours; a number alone may be a grade.
fn is_time(answer: &str) -> bool {
    let said = normal(answer);
    let words = || said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hours = || words().filter(|word| is_hour(word));
    words().any(|word| is_day(word) || is_part_of_day(word))
        || hours().any(|word| word.ends_with(|c: char| c.is_ascii_alphabetic()))
        || hours().count() > 1
}

/// Days of the week, in full or cut to three letters or more, as many languages of Europe call them; also several of them.
fn is_day(word: &str) -> bool {
    let days = "mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends days daily";
    word.chars().count() > 2 && (days.split(' ').any(|day| day.starts_with(word)) || is_weekday(word))
}

fn is_part_of_day(word: &str) -> bool {
    let parts = [
        "am",
        "pm",
        "morning",
        "mornings",
        "afternoon",
        "afternoons",
        "evening",
        "evenings",
        "night",
        "nights",
        "noon",
        "midday",
        "lunch",
        "lunchtime",
        "lunchtimes",
        "daytime",
        "early",
        "late",
        "hours",
        "anytime",
    ];
    parts.contains(&word)
}

/// `9`, `17`, `9am`, `09h`, and of `09:00` both parts.
fn is_hour(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let usual = ["", "am", "pm", "h", "hrs", "st", "nd", "rd", "th"].contains(&ending);
    usual && !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_other_words() {
        for text in [
            "Monday",
            "Mon",
            "weekdays",
            "9am",
            "09:00 - 12:00",
            "Friday morning",
            "lundi",
            "środa",
            "am",
            "evenings only",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in ["Available", "Maybe", "If need be", "3", "Preferred", "Strongly agree", "Mo"] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn what_says_no_is_never_a_choice() {
        for text in ["no", "not available", "✗", "busy", "not at all", "disagree", "never", "unavailable on mondays"]
        {
            assert!(says_not(text), "{text}");
        }
        for text in ["notes", "nothing but pay", "available", "agree"] {
            assert!(!says_not(text), "{text}");
        }
    }
}
