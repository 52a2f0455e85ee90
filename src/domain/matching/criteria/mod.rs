//! Criteria: what earns points, one file a kind. Each is a plain function of two answers, in whole points rounded half
//! up once; and each says why in words.

pub mod closer;
pub mod covers;
pub mod fits;
pub mod gap;
pub mod near;
pub mod overlap;
pub mod preferred;

use crate::domain::scheme::{Criterion, CriterionKind, Field, Role, Scheme};
use crate::domain::value::{Value, Vocabulary, Word};

/// What two answers earn, or `None` where one of them is missing.
pub type Points = Option<i64>;

/// A share of the points, rounded half up once.
pub fn share(points: i64, part: usize, whole: usize) -> i64 {
    let (part, whole) = (part as i64, whole.max(1) as i64);
    (2 * points * part + whole).div_euclid(2 * whole)
}

/// What two answers earn under a criterion that looks at answers alone; `Preferred` without an answer and `Given` look
/// at people instead and are not asked here.
pub fn points(criterion: &Criterion, scheme: &Scheme, words: &Vocabulary, mentee: &Value, mentor: &Value) -> Points {
    let most = criterion.points;
    match &criterion.kind {
        CriterionKind::Covers(_) => covers::points(most, mentee, mentor),
        CriterionKind::Overlap { full_at, .. } => overlap::points(most, *full_at, mentee, mentor),
        CriterionKind::Same(_) => super::rules::same(mentee, mentor).map(|same| if same { most } else { 0 }),
        CriterionKind::Different(_) => super::rules::different(mentee, mentor).map(|d| if d { most } else { 0 }),
        CriterionKind::Near { full_within, none_from, .. } => {
            near::points(most, *full_within, *none_from, mentee, mentor)
        }
        CriterionKind::Closer { none_from, .. } => closer::points(most, *none_from, mentee, mentor),
        CriterionKind::Gap { by_gap, .. } => gap::points(by_gap, mentee, mentor),
        CriterionKind::Preferred { of, by_rank, .. } => match of {
            Role::Mentor => preferred::points(by_rank, mentor, mentee),
            _ => preferred::points(by_rank, mentee, mentor),
        },
        CriterionKind::Fits { fields, table } => {
            let spelling = |word: Word| words.spelling(word).to_string();
            fits::points(table, mentee, scheme.field(fields.mentee), mentor, scheme.field(fields.mentor), &spelling)
        }
        CriterionKind::Is { of, field, answers } => {
            let value = if *of == Role::Mentor { mentor } else { mentee };
            super::rules::is(value, scheme.field(*field), answers, words).map(|is| if is { most } else { 0 })
        }
        CriterionKind::Given { .. } => None,
    }
}

/// Whether a criterion looks at nothing but how many answers two lists hold and share.
pub fn counts(kind: &CriterionKind) -> bool {
    matches!(kind, CriterionKind::Covers(_) | CriterionKind::Overlap { .. })
}

/// Why two answers, of which none is missing, earn what they earn, as a person reads it.
pub fn says(criterion: &Criterion, scheme: &Scheme, words: &Vocabulary, mentee: &Value, mentor: &Value) -> String {
    let label = criterion.label.as_str();
    let text = |value: &Value, field: &Field| answer(value, field, words);
    match &criterion.kind {
        CriterionKind::Covers(_) => format!("{label}: {}", covers::says(mentee, mentor, words)),
        CriterionKind::Overlap { .. } => format!("{label}: {}", overlap::says(mentee, mentor, words)),
        CriterionKind::Same(both) | CriterionKind::Different(both) => {
            let (one, other) = (text(mentee, scheme.field(both.mentee)), text(mentor, scheme.field(both.mentor)));
            match super::rules::same(mentee, mentor) {
                Some(true) => format!("same {label}: {}", shared_or(mentee, mentor, words, &one)),
                _ => format!("different {label}: {one} / {other}"),
            }
        }
        CriterionKind::Near { .. } => near::says(mentee, mentor),
        CriterionKind::Closer { fields, .. } | CriterionKind::Gap { fields, .. } => {
            let (one, other) = (text(mentee, scheme.field(fields.mentee)), text(mentor, scheme.field(fields.mentor)));
            format!("{label}: {one} with {other}")
        }
        CriterionKind::Preferred { .. } => {
            format!("{label}: {}", preferred::says(mentee, mentor, &|word| words.spelling(word).to_string()))
        }
        CriterionKind::Fits { fields, .. } => {
            let (one, other) = (text(mentee, scheme.field(fields.mentee)), text(mentor, scheme.field(fields.mentor)));
            format!("{label}: {one} with {other}")
        }
        CriterionKind::Is { of, field, .. } => {
            format!("{label}: {}", text(if *of == Role::Mentor { mentor } else { mentee }, scheme.field(*field)))
        }
        CriterionKind::Given { .. } => label.to_string(),
    }
}

/// An answer as a person reads it.
pub fn answer(value: &Value, field: &Field, words: &Vocabulary) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text.clone(),
        Value::Choice(word) => words.spelling(*word).to_string(),
        Value::List(list) | Value::Availability(list) => joined(&words.spelt(list.iter().copied())),
        Value::Number(number) => crate::domain::value::plain_number(*number),
        Value::Scale(step) => field.options.get(usize::from(*step)).cloned().unwrap_or_default(),
        Value::Place(area) => words.spelling(area.name).to_string(),
        Value::Ranking(ranking) => {
            let mut ranking: Vec<_> = ranking.iter().filter(|(_, rank)| rank.is_some()).collect();
            ranking.sort_by_key(|(word, rank)| (*rank, words.spelling(*word)));
            joined(&ranking.iter().map(|(word, _)| words.spelling(*word)).collect::<Vec<_>>())
        }
        Value::YesNo(true) => "yes".to_string(),
        Value::YesNo(false) => "no".to_string(),
        Value::Date(date) => date.to_string(),
    }
}

/// Answers in one line; with `;` between them where one of them holds a comma.
pub fn joined(answers: &[&str]) -> String {
    answers.join(if answers.iter().any(|answer| answer.contains(',')) { "; " } else { ", " })
}

fn shared_or(mentee: &Value, mentor: &Value, words: &Vocabulary, otherwise: &str) -> String {
    match (mentee.words(), mentor.words()) {
        (Some(one), Some(other)) => joined(&words.spelt(one.iter().copied().filter(|word| other.contains(word)))),
        _ => otherwise.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up_once() {
        assert_eq!(share(25, 1, 2), 13);
        assert_eq!(share(10, 1, 3), 3);
        assert_eq!(share(10, 2, 3), 7);
        assert_eq!(share(10, 0, 3), 0);
        assert_eq!(share(10, 3, 3), 10);
    }
}
