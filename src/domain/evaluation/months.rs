//! Sessions over time: how many were held in each month, and which months can be told.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::small_numbers::Threshold;

/// Some months in which sessions were held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// How many sessions were held.
    pub held: usize,
    /// The journeys they belong to, by whatever number the caller gives them.
    pub journeys: BTreeSet<usize>,
}

/// Counts sessions that were held by so many months together, which begin with January: 1, 3 or 12. No span between the
/// first session and the day up to which there could have been one is left out. A session is the number of its journey
/// and its day.
pub fn spans(sessions: &[(usize, NaiveDate)], months: u32, until: NaiveDate) -> Vec<Span> {
    let months = months.clamp(1, 12);
    let begin =
        |day: NaiveDate| NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1).unwrap_or(day);
    let days = || sessions.iter().map(|(_, day)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let last = last.max(until);
    let mut spans: Vec<Span> = Vec::new();
    let mut from = begin(first);
    while from <= last {
        let Some(next) = from.checked_add_months(Months::new(months)) else { break };
        let until = next.pred_opt().unwrap_or(next);
        spans.push(Span { from, until, held: 0, journeys: BTreeSet::new() });
        from = next;
    }
    for (journey, day) in sessions {
        let at = spans.partition_point(|span| span.from <= *day);
        let Some(span) = at.checked_sub(1).and_then(|at| spans.get_mut(at)) else { continue };
        span.journeys.insert(*journey);
        span.held += 1;
    }
    spans
}

/// Which spans can be told beside the sum of all: those of enough journeys, which held as many sessions at least, or of
/// none at all. What is hidden is hidden in at least two spans, which are of enough journeys together, since the sum less
/// what is told gives what is hidden.
pub fn tellable(spans: &[Span], threshold: Threshold) -> Vec<bool> {
    let least = if threshold.0 < 2 { 0 } else { threshold.0 as usize };
    let mut told: Vec<bool> = spans.iter().map(|of| of.journeys.is_empty() || of.journeys.len() >= least).collect();
    loop {
        let hidden = || spans.iter().zip(&told).filter(|(_, told)| !**told).map(|(span, _)| span);
        let together: BTreeSet<usize> = hidden().flat_map(|span| span.journeys.iter().copied()).collect();
        if hidden().count() == 0 || (hidden().count() > 1 && together.len() >= least) {
            return told;
        }
        let others = spans.iter().enumerate().filter(|(at, span)| told[*at] && !span.journeys.is_empty());
        match others.min_by_key(|(_, span)| span.journeys.len()).map(|(at, _)| at) {
            Some(at) => told[at] = false,
            None => return told,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).expect("a day")
    }

    #[test]
    fn no_month_between_is_left_out() {
        let sessions = [(1, day(1, 31)), (2, day(1, 1)), (1, day(3, 1))];
        let counted: Vec<_> =
            spans(&sessions, 1, day(1, 1)).iter().map(|of| (of.until, of.held, of.journeys.len())).collect();
        assert_eq!(counted, [(day(1, 31), 2, 2), (day(2, 28), 0, 0), (day(3, 31), 1, 1)]);
        let none = spans(&sessions, 1, day(5, 2)).iter().skip(3).map(|of| of.held).collect::<Vec<_>>();
        assert_eq!(none, [0, 0], "up to the end of the time looked at");
        let quarter = spans(&[(1, day(5, 9))], 3, day(5, 9));
        assert_eq!((quarter[0].from, quarter[0].until), (day(4, 1), day(6, 30)));
        assert!(spans(&[], 1, day(1, 1)).is_empty());
    }

    #[test]
    fn a_month_of_few_journeys_is_hidden_with_another() {
        let of = |journeys: std::ops::Range<usize>| Span {
            from: day(1, 1),
            until: day(1, 31),
            held: journeys.len(),
            journeys: journeys.collect(),
        };
        let told = |spans: &[Span]| tellable(spans, Threshold(5));
        assert_eq!(told(&[of(0..9), of(0..7), of(0..8)]), [true, true, true]);
        assert_eq!(told(&[of(0..9), of(0..2), of(0..8), of(0..0)]), [true, false, false, true]);
        // The two hidden months are of three journeys together: too few.
        assert_eq!(told(&[of(0..9), of(0..2), of(1..3), of(0..8)]), [true, false, false, false]);
        assert_eq!(told(&[of(0..2)]), [false]);
        assert_eq!(tellable(&[of(0..2)], Threshold(1)), [true]);
    }
}
