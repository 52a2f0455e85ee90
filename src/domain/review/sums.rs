//! Which sums of sessions are told of those who look back together: none from which, beside the sums of the evaluation and
//! of other packs, one over a few relationships follows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::evaluation::delivery::{Delivered, SumsTold};
use crate::domain::journey::Journey;
use crate::domain::relationship::RelationshipId;
use crate::domain::small_numbers::Threshold;
use crate::domain::small_numbers::left_over::left_over;

/// Some relationships that a pack can be about.
pub type Group = BTreeSet<RelationshipId>;

/// What tells the packs of a table apart: the day on which people look back, and the intake.
type Key = (Option<NaiveDate>, Option<String>);

/// In which spans of time relationships held sessions.
pub type Sessions = BTreeSet<(RelationshipId, usize)>;

/// Every pack that can be made, as tables in which each journey is once: by the day on which people look back, by day and
/// intake, and by intake. A table of one group is everybody.
pub fn packs<'j, 'a: 'j>(
    journeys: impl Iterator<Item = &'j Journey<'a>> + Clone,
    days: &BTreeMap<RelationshipId, NaiveDate>,
) -> Vec<Vec<Group>> {
    let day = |journey: &Journey<'_>| days.get(&journey.relationship.id).copied();
    let intake = |journey: &Journey<'_>| journey.intake.map(|intake| intake.name.clone());
    let by = |key: &dyn Fn(&Journey<'_>) -> Key| {
        let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
        for journey in journeys.clone() {
            groups.entry(key(journey)).or_default().insert(journey.relationship.id);
        }
        groups.into_values().collect::<Vec<Group>>()
    };
    let mut tables: Vec<Vec<Group>> = Vec::new();
    for table in [by(&|of| (day(of), None)), by(&|of| (day(of), intake(of))), by(&|of| (None, intake(of)))] {
        if table.len() > 1 && !tables.contains(&table) {
            tables.push(table);
        }
    }
    tables
}

/// What sums are told beside.
pub struct Sums<'s> {
    /// All of whom the evaluation tells sums.
    pub everybody: &'s Group,
    /// The groups of which it tells sums as well: by the way in which people first met.
    pub ways: Vec<Group>,
    /// The sessions held of each span of the evaluation, by relationship, and whether their number is told.
    pub spans: &'s [(Sessions, bool)],
    /// Every pack that can be made, table by table.
    pub tables: &'s [Vec<Group>],
    /// What was delivered in some relationships.
    pub delivered: &'s dyn Fn(&Group) -> Delivered,
    /// The number below which a count is hidden.
    pub threshold: Threshold,
}

impl Sums<'_> {
    /// Which sums are told of a group: those that can be told of all over whom a sum follows from it, beside the sums of
    /// the evaluation and of the packs before. None where it is not known what follows.
    pub fn told(&self, who: &Group) -> SumsTold {
        let mut told: Vec<Vec<Group>> = vec![vec![self.everybody.clone()], self.ways.clone()];
        for table in self.tables {
            let mut cells = Vec::new();
            for group in table {
                let sums = self.beside(group, &told);
                if group == who {
                    return sums;
                }
                if sums.held || sums.not_held || sums.not_heard {
                    cells.push(group.clone());
                    told.push(vec![group.clone()]);
                }
            }
            told.truncate(told.len() - cells.len());
            told.push(cells);
        }
        self.beside(who, &told[..1])
    }

    fn beside(&self, group: &Group, told: &[Vec<Group>]) -> SumsTold {
        let Some(follow) = left_over(group, told) else { return SumsTold::NOTHING };
        let of_each = follow.iter().map(|group| {
            let mut sums = (self.delivered)(group).sums_told(self.threshold);
            sums.held &= self.sessions_keep(group);
            sums
        });
        of_each.reduce(SumsTold::and).unwrap_or(SumsTold::NOTHING)
    }

    /// Whether the number of sessions that a group held leaves, beside the spans that are told, none of a few.
    fn sessions_keep(&self, group: &Group) -> bool {
        let told: Vec<Sessions> =
            self.spans.iter().filter(|(_, told)| *told).map(|(sessions, _)| sessions.clone()).collect();
        let all = self.spans.iter().flat_map(|(sessions, _)| sessions).copied();
        let held: Sessions = all.filter(|(of, _)| group.contains(of)).collect();
        let few = |rest: &Sessions| {
            let of: BTreeSet<RelationshipId> = rest.iter().map(|(of, _)| *of).collect();
            !of.is_empty() && self.threshold.0 > 1 && of.len() < self.threshold.0 as usize
        };
        left_over(&held, &[told]).is_some_and(|rests| !rests.iter().any(few))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(from: u32, to: u32) -> Group {
        (from..to).map(RelationshipId).collect()
    }

    /// Everybody held two sessions; the first three did not hold another.
    fn delivered(group: &Group) -> Delivered {
        let early = group.iter().filter(|id| id.0 < 3).count();
        Delivered {
            journeys: group.len(),
            relationships: group.len(),
            held: 2 * group.len(),
            not_held: early,
            behind: [group.len(), early, 0, 0, 0],
            ..Delivered::default()
        }
    }

    fn held(tables: &[Vec<Group>], spans: &[(Sessions, bool)], who: &Group) -> bool {
        let everybody = group(0, 20);
        let threshold = Threshold(5);
        let ways = Vec::new();
        Sums { everybody: &everybody, ways, spans, tables, delivered: &delivered, threshold }.told(who).held
    }

    #[test]
    fn a_sum_is_told_where_none_of_a_few_follows() {
        let halves = [vec![group(0, 10), group(10, 20)]];
        assert!(held(&halves, &[], &group(0, 10)) && held(&halves, &[], &group(10, 20)));
        // All less 18 leaves two.
        let uneven = [vec![group(0, 18), group(18, 20)]];
        assert!(!held(&uneven, &[], &group(0, 18)) && !held(&uneven, &[], &group(18, 20)));
    }

    #[test]
    fn a_pack_gives_way_to_the_packs_before_it() {
        // Told of 0 to 9: what is told of 0 to 11 would leave two.
        let tables = [vec![group(0, 10), group(10, 20)], vec![group(0, 12), group(12, 20)]];
        assert!(held(&tables, &[], &group(0, 10)));
        assert!(!held(&tables, &[], &group(0, 12)) && !held(&tables, &[], &group(12, 20)));
    }

    #[test]
    fn sessions_of_a_few_do_not_follow_from_months() {
        let in_month = |of: Group, month: usize| of.into_iter().map(|id| (id, month)).collect::<Sessions>();
        let halves = [vec![group(0, 10), group(10, 20)]];
        // Of the first half everybody met in the first month, and two once more later; nobody else did.
        let spans = [(in_month(group(0, 10), 0), true), (in_month(group(0, 2), 1), false)];
        assert!(!held(&halves, &spans, &group(0, 10)), "the group's sum less the first month is that of two");
        assert!(held(&halves, &spans[..1], &group(0, 10)));
    }

    #[test]
    fn nothing_is_told_where_too_much_would_have_to_be_looked_at() {
        // Every relationship alone in one of many tables: what follows comes to no end.
        let ways: Vec<Group> = Vec::new();
        let tables: Vec<Vec<Group>> =
            (0..40).map(|at| vec![(at..80).step_by(2).map(RelationshipId).collect()]).collect();
        let everybody = group(0, 80);
        let many = |group: &Group| Delivered { behind: [90, 0, 0, 0, 0], ..delivered(group) };
        let sums = Sums {
            everybody: &everybody,
            ways,
            spans: &[],
            tables: &tables,
            delivered: &many,
            threshold: Threshold(5),
        };
        assert_eq!(sums.told(&tables[39][0]), SumsTold::NOTHING);
        assert!(sums.told(&tables[0][0]).held, "the first has nothing beside it yet");
    }
}
