//! Rules: what must hold between a mentor and a mentee, one plain function a kind.

use chrono::NaiveDate;

use crate::domain::person::Entry;
use crate::domain::scheme::{Field, Rule, RuleKind};
use crate::domain::value::{Value, Vocabulary, common};
use crate::wording::normal;

/// Whether a rule holds between two answers; `None` where an answer is missing, so that the scheme decides.
pub type Holds = Option<bool>;

/// The same answer; of lists at least one in common.
pub fn same(mentee: &Value, mentor: &Value) -> Holds {
    if mentee.is_blank() || mentor.is_blank() {
        return None;
    }
    Some(match (mentee, mentor) {
        (Value::Place(one), Value::Place(other)) => one.name == other.name,
        _ => match (mentee.words(), mentor.words()) {
            (Some(one), Some(other)) => common(one, other) > 0,
            _ => mentee == mentor,
        },
    })
}

/// Different answers; of lists none in common.
pub fn different(mentee: &Value, mentor: &Value) -> Holds {
    same(mentee, mentor).map(|same| !same)
}

/// A number not below a limit (both in millionths).
pub fn at_least(value: &Value, limit: i64) -> Holds {
    match value {
        Value::Number(number) => Some(*number >= limit),
        _ => None,
    }
}

/// Near enough, in units of 100 m.
pub fn within(mentee: &Value, mentor: &Value, hectometres: i64) -> Holds {
    match (mentee, mentor) {
        (Value::Place(one), Value::Place(other)) => Some(one.distance(other) <= hectometres),
        _ => None,
    }
}

/// At least so many answers in common.
pub fn shares(mentee: &Value, mentor: &Value, at_least: usize) -> Holds {
    Some(common(mentee.words()?, mentor.words()?) >= at_least)
}

/// How many steps (of numbers: millionths) the mentor stands above the mentee.
pub fn above(mentee: &Value, mentor: &Value) -> Option<i64> {
    match (mentee, mentor) {
        (Value::Scale(low), Value::Scale(high)) => Some(i64::from(*high) - i64::from(*low)),
        (Value::Number(low), Value::Number(high)) => Some(high - low),
        _ => None,
    }
}

/// The mentor higher on a scale by so many steps.
pub fn higher(mentee: &Value, mentor: &Value, at_least: i64, at_most: Option<i64>) -> Holds {
    let unit = if matches!(mentee, Value::Number(_)) { 1_000_000 } else { 1 };
    let gap = above(mentee, mentor)?;
    Some(gap >= at_least * unit && at_most.is_none_or(|most| gap <= most * unit))
}

/// A date not past.
pub fn current(value: &Value, today: NaiveDate) -> Holds {
    match value {
        Value::Date(date) => Some(*date >= today),
        _ => None,
    }
}

/// A date that has come, or comes within so many days.
pub fn not_before(value: &Value, today: NaiveDate, ahead: u32) -> Holds {
    match value {
        Value::Date(date) => Some((*date - today).num_days() <= i64::from(ahead)),
        _ => None,
    }
}

/// The day on which somebody wants to begin: today where nothing was said, or it has come.
fn beginning(wanted: &Value, today: NaiveDate) -> NaiveDate {
    match wanted {
        Value::Date(date) => today.max(*date),
        _ => today,
    }
}

/// Free from a day that is not after the beginning.
pub fn free_by(wanted: &Value, free: &Value, today: NaiveDate) -> Holds {
    match free {
        Value::Date(date) => Some(*date <= beginning(wanted, today)),
        _ => None,
    }
}

/// Free until a day that is not before the beginning.
pub fn free_until(wanted: &Value, free: &Value, today: NaiveDate) -> Holds {
    match free {
        Value::Date(date) => Some(*date >= beginning(wanted, today)),
        _ => None,
    }
}

/// Yes, or a date that has come.
pub fn yes(value: &Value, today: NaiveDate) -> Holds {
    match value {
        Value::YesNo(yes) => Some(*yes),
        Value::Date(date) => Some(*date <= today),
        _ => None,
    }
}

/// Whether somebody is admitted on a day: everybody in whose role nobody decides that.
pub fn admitted(rules: &[Rule], entry: &Entry, on: NaiveDate) -> bool {
    rules.iter().all(|rule| match rule.kind {
        RuleKind::Yes { of, field, admits: true } if of == entry.role => {
            yes(entry.value(field), on).unwrap_or(rule.holds_when_blank)
        }
        _ => true,
    })
}

/// An answer (of a list: any of them) that is one of some, which are in normal form.
pub fn is(value: &Value, field: &Field, answers: &[String], words: &Vocabulary) -> Holds {
    let one_of = |text: &str| answers.contains(&normal(text));
    match value {
        Value::Blank => None,
        Value::Scale(_) | Value::YesNo(_) => Some(one_of(&answer_text(value, field, |_| String::new()))),
        value => Some(value.words()?.iter().any(|word| one_of(words.spelling(*word)))),
    }
}

/// The other's answer is not one that a ranking rules out.
pub fn not_refused(ranking: &Value, answer: &Value) -> Holds {
    let Value::Ranking(ranking) = ranking else { return None };
    let words = answer.words()?;
    Some(!ranking.iter().any(|(word, rank)| rank.is_none() && words.contains(word)))
}

/// The first rule about one person alone that does not hold yet: training, preparation, a check that is out of date.
pub fn unmet<'a>(rules: impl IntoIterator<Item = &'a Rule>, entry: &Entry, today: NaiveDate) -> Option<&'a Rule> {
    all_unmet(rules, entry, today).next()
}

/// Every rule about one person alone that does not hold yet.
pub fn all_unmet<'a>(
    rules: impl IntoIterator<Item = &'a Rule>,
    entry: &Entry,
    today: NaiveDate,
) -> impl Iterator<Item = &'a Rule> {
    rules.into_iter().filter(move |rule| {
        let (of, held) = match &rule.kind {
            RuleKind::Yes { of, field, .. } => (*of, yes(entry.value(*field), today)),
            RuleKind::Current { of, field } => (*of, current(entry.value(*field), today)),
            RuleKind::AtLeast { of, field, value } => (*of, at_least(entry.value(*field), *value)),
            RuleKind::NotBefore { of, field, ahead } => (*of, not_before(entry.value(*field), today, *ahead)),
            _ => return false,
        };
        of == entry.role && !held.unwrap_or(rule.holds_when_blank)
    })
}

/// What must hold, with the day on which it will where the person named one.
pub fn says_when(rule: &Rule, entry: &Entry) -> String {
    match &rule.kind {
        RuleKind::NotBefore { field, ahead, .. } => match entry.value(*field) {
            Value::Date(date) if *ahead > 0 => {
                let soon = *date - chrono::TimeDelta::days(i64::from(*ahead));
                format!("{} {date}, and proposed from {soon} on", rule.says)
            }
            Value::Date(date) => format!("{} {date}", rule.says),
            _ => rule.says.clone(),
        },
        _ => rule.says.clone(),
    }
}

/// What an answer is called in a message about a scale or yes-no field; for tables of fits.
pub fn answer_text(value: &Value, field: &Field, spelling: impl Fn(crate::domain::value::Word) -> String) -> String {
    match value {
        Value::Choice(word) => spelling(*word),
        Value::Scale(step) => field.options.get(usize::from(*step)).cloned().unwrap_or_default(),
        Value::YesNo(true) => "yes".to_string(),
        Value::YesNo(false) => "no".to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Word;

    #[test]
    fn a_missing_answer_decides_nothing() {
        let answered = Value::Choice(Word(1));
        assert_eq!(same(&Value::Blank, &answered), None);
        assert_eq!(different(&answered, &Value::Blank), None);
        assert_eq!(within(&Value::Blank, &answered, 10), None);
    }

    #[test]
    fn lists_are_the_same_where_they_share_something() {
        let list = |words: &[u32]| Value::List(words.iter().map(|w| Word(*w)).collect());
        assert_eq!(same(&list(&[1, 2]), &list(&[2, 3])), Some(true));
        assert_eq!(different(&list(&[1, 2]), &list(&[3])), Some(true));
        assert_eq!(shares(&list(&[1, 2, 5]), &list(&[2, 5, 9]), 2), Some(true));
        assert_eq!(shares(&list(&[1, 2, 5]), &list(&[2, 5, 9]), 3), Some(false));
        assert_eq!(same(&Value::Choice(Word(2)), &list(&[2, 3])), Some(true));
    }

    #[test]
    fn higher_counts_steps_and_numbers_alike() {
        assert_eq!(higher(&Value::Scale(1), &Value::Scale(3), 1, Some(2)), Some(true));
        assert_eq!(higher(&Value::Scale(1), &Value::Scale(4), 1, Some(2)), Some(false));
        assert_eq!(higher(&Value::Scale(3), &Value::Scale(3), 0, None), Some(true));
        assert_eq!(higher(&Value::Number(2_500_000), &Value::Number(4_000_000), 2, None), Some(false));
    }

    #[test]
    fn a_mentor_is_free_on_the_day_on_which_the_mentee_begins() {
        let day = |month, d| Value::Date(NaiveDate::from_ymd_opt(2027, month, d).unwrap());
        let today = NaiveDate::from_ymd_opt(2027, 3, 10).unwrap();
        assert_eq!(not_before(&day(4, 1), today, 22), Some(true));
        assert_eq!(not_before(&day(4, 1), today, 21), Some(false));
        assert_eq!(not_before(&Value::Blank, today, 0), None);
        // Wanted from 1 April: free from that day is in time, and from the next is not.
        assert_eq!(free_by(&day(4, 1), &day(4, 1), today), Some(true));
        assert_eq!(free_by(&day(4, 1), &day(4, 2), today), Some(false));
        assert_eq!(free_until(&day(4, 1), &day(4, 1), today), Some(true));
        assert_eq!(free_until(&day(4, 1), &day(3, 31), today), Some(false));
        // A day that is past, or was not said, is today.
        assert_eq!(free_by(&day(1, 1), &day(3, 10), today), Some(true));
        assert_eq!(free_by(&Value::Blank, &day(3, 11), today), Some(false));
        assert_eq!(free_until(&Value::Blank, &day(3, 9), today), Some(false));
        assert_eq!(free_by(&day(4, 1), &Value::Blank, today), None);
    }

    #[test]
    fn a_date_is_yes_from_its_day_on_and_current_up_to_it() {
        let day = |d| NaiveDate::from_ymd_opt(2027, 3, d).unwrap();
        assert_eq!(yes(&Value::Date(day(2)), day(2)), Some(true));
        assert_eq!(yes(&Value::Date(day(3)), day(2)), Some(false));
        assert_eq!(current(&Value::Date(day(2)), day(2)), Some(true));
        assert_eq!(current(&Value::Date(day(1)), day(2)), Some(false));
    }
}
