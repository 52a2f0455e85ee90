//! What can be told to those who were not there: numbers of relationships and people, and none that points at somebody.

use super::card::{Card, Movement};
use crate::domain::small_numbers::{Group, Row, Shown, Threshold, tell, tell_of_a_plan};

/// Sums over all relationships. They are told only where enough relationships stand behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Relationships.
    pub relationships: usize,
    /// Sessions held.
    pub held: usize,
    /// Sessions planned, where the scheme plans any.
    pub planned: Option<usize>,
    /// Sessions known not to have been held.
    pub not_held: usize,
    /// Sessions of which nobody told.
    pub not_heard: usize,
    /// Minutes of sessions held, where they were noted; and of how many sessions.
    pub minutes: (u64, usize),
    /// Of how many relationships there are sessions held, not held, not heard of, and minutes.
    pub behind: [usize; 4],
}

/// A yes or no that is counted over relationships, or over goals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What is counted.
    pub what: &'static str,
    /// Of how many it holds, and of how many it does not.
    pub count: Group,
    /// Of how many nobody knows: how many relationships there are is told beside it.
    pub not_known: u32,
}

/// Adds up.
pub fn sums(cards: &[Card<'_, '_>]) -> Sums {
    let mut sums = Sums { relationships: cards.len(), ..Sums::default() };
    for card in cards {
        let counts =
            [card.status.held, card.status.not_held, card.status.not_heard, usize::from(card.minutes.is_some())];
        sums.behind.iter_mut().zip(counts).for_each(|(behind, count)| *behind += usize::from(count > 0));
        sums.held += card.status.held;
        sums.not_held += card.status.not_held;
        sums.not_heard += card.status.not_heard;
        if let Some(planned) = card.status.planned {
            sums.planned = Some(sums.planned.unwrap_or(0) + planned as usize);
        }
        if let Some((minutes, of)) = card.minutes {
            sums.minutes = (sums.minutes.0 + minutes, sums.minutes.1 + of);
        }
    }
    sums
}

/// Counts what holds of some relationships and not of others. A goal counts once a relationship: nearer, where any of
/// its goals is.
pub fn splits(cards: &[Card<'_, '_>]) -> Vec<Split> {
    let count = |what: &'static str, holds: &dyn Fn(&Card<'_, '_>) -> Option<bool>| {
        let known: Vec<bool> = cards.iter().filter_map(holds).collect();
        let yes = u32::try_from(known.iter().filter(|yes| **yes).count()).unwrap_or(u32::MAX);
        let no = u32::try_from(known.iter().filter(|yes| !**yes).count()).unwrap_or(u32::MAX);
        let not_known = u32::try_from(cards.len() - known.len()).unwrap_or(u32::MAX);
        Split { what, count: Group { placed: yes, not_placed: no }, not_known }
    };
    let mut splits = vec![
        count("under way, or ended as it was meant to", &|card| {
            let relationship = card.journey.relationship;
            Some(relationship.ended.is_none() || relationship.finished())
        }),
        count("at least one session held", &|card| Some(card.status.held > 0)),
        count("agreement talked through or signed", &|card| Some(card.is_agreed())),
        count("nearer to a goal, or there", &|card| {
            let known = card.goals.iter().map(|goal| goal.movement()).filter(|moved| *moved != Movement::NotKnown);
            let nearer: Vec<bool> = known.map(|moved| moved != Movement::NotNearer).collect();
            (!nearer.is_empty()).then(|| nearer.contains(&true))
        }),
    ];
    if cards.iter().any(|card| card.visits.1 > 0) {
        splits.push(count("visited", &|card| Some(card.visits.0 > 0)));
    }
    splits.retain(|split| split.count.placed + split.count.not_placed > 0);
    splits
}

/// How a split is told; none where it would say too much.
pub fn told(split: &Split, threshold: Threshold) -> Option<Row> {
    let all = split.count.placed.checked_add(split.count.not_placed)?;
    if all < threshold.0 || (1..threshold.0).contains(&split.not_known) {
        return None;
    }
    let row = tell(std::slice::from_ref(&split.count), threshold)?.into_iter().next()?;
    // A row of which nothing can be read is none.
    [row.placed, row.not_placed].iter().any(|shown| matches!(shown, Shown::Count(_))).then_some(row)
}

impl Sums {
    /// Whether enough relationships stand behind the sums.
    pub fn can_be_told(&self, threshold: Threshold) -> bool {
        u32::try_from(self.relationships).unwrap_or(u32::MAX) >= threshold.0.max(1)
    }

    /// Whether each of the sums (held, not held, not heard of, minutes) rests on enough relationships, or on none: one
    /// session among many relationships says that hardly any had one. Where sessions are planned, held, not held and not
    /// heard of make up the plan, which everybody knows who knows the scheme: so no one of them is hidden alone.
    pub fn each_can_be_told(&self, threshold: Threshold) -> [bool; 4] {
        let sums = [self.held, self.not_held, self.not_heard];
        let [of_held, of_not_held, of_not_heard, of_minutes] = self.behind;
        let behind = [of_held, of_not_held, of_not_heard];
        let [held, not_held, not_heard] = tell_of_a_plan(sums, behind, self.planned.is_some(), threshold);
        // Hours tell how many sessions there were.
        let minutes = held && (of_minutes == 0 || of_minutes >= threshold.0 as usize);
        [held, not_held, not_heard, minutes]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(placed: u32, not_placed: u32) -> Split {
        Split { what: "visited", count: Group { placed, not_placed }, not_known: 0 }
    }

    #[test]
    fn what_a_few_did_or_did_not_is_not_told() {
        let five = Threshold(5);
        assert!(told(&split(8, 6), five).is_some());
        // Everybody, or nobody, gives nobody away among many.
        assert!(told(&split(8, 0), five).is_some());
        assert_eq!(told(&split(8, 2), five), None, "two would be known to be without");
        assert_eq!(told(&split(2, 0), five), None);
        assert_eq!(told(&split(0, 4), five), None);
        // Of 2 more nobody knows: with the number of all relationships beside it that would be told.
        assert_eq!(told(&Split { not_known: 2, ..split(8, 6) }, five), None);
        assert!(told(&Split { not_known: 5, ..split(8, 6) }, five).is_some());
    }

    #[test]
    fn sums_of_a_few_are_not_told() {
        let sums = |relationships| Sums { relationships, ..Sums::default() };
        assert!(sums(5).can_be_told(Threshold(5)));
        assert!(!sums(4).can_be_told(Threshold(5)));
        assert!(!sums(0).can_be_told(Threshold(0)));
        // Eleven relationships, and only one of them ever met.
        let sums = Sums { behind: [1, 0, 5, 4], ..sums(11) };
        assert_eq!(sums.each_can_be_told(Threshold(5)), [false, true, true, false]);
    }

    #[test]
    fn the_plan_less_what_is_told_tells_nothing() {
        // 88 planned, 70 held, 3 known not to have been held in 2 relationships: with the 15 the 3 would follow.
        let sums =
            Sums { relationships: 11, held: 70, planned: Some(88), not_held: 3, not_heard: 15, ..Sums::default() };
        let sums = Sums { behind: [11, 2, 6, 9], ..sums };
        assert_eq!(sums.each_can_be_told(Threshold(5)), [true, false, false, true]);
        assert_eq!(Sums { planned: None, ..sums }.each_can_be_told(Threshold(5)), [true, false, true, true]);
        let all_heard = Sums { not_heard: 0, behind: [11, 2, 0, 9], ..sums };
        assert_eq!(all_heard.each_can_be_told(Threshold(5)), [false, false, true, false]);
    }
}
