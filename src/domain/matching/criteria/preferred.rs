//! `preferred`: ranked high by the mentee, or by the mentor.

use super::Points;
use crate::domain::value::{Value, Word};

/// Points by rank, from the first; what is not ranked, or ruled out, earns none.
pub fn points(by_rank: &[i64], ranking: &Value, answer: &Value) -> Points {
    let Value::Ranking(ranking) = ranking else { return None };
    let words = answer.words()?;
    let best = ranking.iter().filter(|(word, _)| words.contains(word)).filter_map(|(_, rank)| *rank).min();
    Some(of_rank(by_rank, best))
}

/// The points of a rank.
pub fn of_rank(by_rank: &[i64], rank: Option<u16>) -> i64 {
    rank.and_then(|rank| by_rank.get(usize::from(rank).checked_sub(1)?)).copied().unwrap_or(0)
}

/// `choice 2: Jira`.
pub fn says(mentee: &Value, mentor: &Value, spelling: &dyn Fn(Word) -> String) -> String {
    let (ranking, words) = match (mentee, mentor) {
        (Value::Ranking(ranking), answer) | (answer, Value::Ranking(ranking)) => {
            (ranking, answer.words().unwrap_or_default())
        }
        _ => return String::new(),
    };
    let met = ranking.iter().filter(|(word, rank)| words.contains(word) && rank.is_some());
    match met.min_by_key(|(word, rank)| (*rank, spelling(*word))) {
        Some((word, rank)) => format!("{}: {}", said(*rank), spelling(*word)),
        None => said(None),
    }
}

/// What a rank is called.
pub fn said(rank: Option<u16>) -> String {
    rank.map_or("not chosen".to_string(), |rank| format!("choice {rank}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_rank_of_several_answers_counts() {
        let ranking = Value::Ranking(vec![(Word(1), Some(2)), (Word(2), Some(1)), (Word(3), None)]);
        assert_eq!(points(&[10, 5], &ranking, &Value::Choice(Word(1))), Some(5));
        assert_eq!(points(&[10, 5], &ranking, &Value::List(vec![Word(1), Word(2)])), Some(10));
        assert_eq!(points(&[10, 5], &ranking, &Value::Choice(Word(3))), Some(0));
        assert_eq!(points(&[10], &ranking, &Value::Choice(Word(1))), Some(0));
    }
}
