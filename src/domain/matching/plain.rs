//! The plain way: what one pair may and earns, straight from the answers. Reasons and proof use it; the fast rows of
//! `rows` are held equal to it by a property test.

use super::pool::Pool;
use super::{criteria, rules};
use crate::domain::person::Entry;
use crate::domain::scheme::{Criterion, CriterionKind, Role, Rule, RuleKind};
use crate::domain::value::Value;

impl Pool<'_> {
    /// What one criterion earns for a pair, in units; the plain way.
    pub fn points(&self, at: usize, i: usize, j: usize) -> i64 {
        let criterion = &self.given.scheme.criteria[at];
        let (mentee, mentor) = (self.mentee(i).1, self.mentor(j).1);
        if !self.asked_for(criterion, mentee) {
            return 0;
        }
        match &criterion.kind {
            CriterionKind::Given { lowest_is_best, times, .. } => {
                let table = &self.given.tables.given[at];
                let key = (self.mentors[j].person, self.mentees[i].person);
                let unit = 10i64.pow(self.decimals - table.decimals);
                match table.points.get(&key) {
                    Some(points) if *lowest_is_best => -points * unit * times,
                    Some(points) => points * unit * times,
                    // Where low numbers are good, a pair without one counts as the worst: nobody gains by a gap.
                    None if *lowest_is_best => self.given_range(at).0,
                    None => 0,
                }
            }
            CriterionKind::Preferred { answer: None, .. } => self.person_points(criterion, i, j) * self.unit(),
            kind => {
                let Some(both) = kind.fields() else { return 0 };
                let (one, other) = (mentee.value(both.mentee), mentor.value(both.mentor));
                let earned = criteria::points(criterion, self.given.scheme, self.given.words, one, other);
                earned.unwrap_or(criterion.blank) * self.unit()
            }
        }
    }

    /// Whether the mentee asked for a criterion that only counts where it is asked for.
    pub fn asked_for(&self, criterion: &Criterion, mentee: &Entry) -> bool {
        let Some(field) = criterion.opted_in_by else { return true };
        rules::yes(mentee.value(field), self.given.today) == Some(true)
    }

    fn person_points(&self, criterion: &Criterion, i: usize, j: usize) -> i64 {
        let CriterionKind::Preferred { of, ranking, by_rank, .. } = &criterion.kind else { return 0 };
        let (chooser, chosen) = match of {
            Role::Mentor => (self.mentor(j).1, self.mentees[i].person),
            _ => (self.mentee(i).1, self.mentors[j].person),
        };
        match self.rank_of(chooser.value(*ranking), chosen) {
            None => criterion.blank,
            Some(rank) => criteria::preferred::of_rank(by_rank, rank),
        }
    }

    /// How high a ranking puts a person: `None` where there is no ranking, `Some(None)` where the person is not in it.
    pub fn rank_of(&self, ranking: &Value, person: usize) -> Option<Option<u16>> {
        let Value::Ranking(ranking) = ranking else { return None };
        let of = ranking.iter().filter(|(word, _)| self.given.names.of_word(*word) == Some(person));
        Some(of.filter_map(|(_, rank)| *rank).min())
    }

    /// Whether a rule lets two people be matched; the plain way.
    pub fn holds(&self, at: usize, i: usize, j: usize) -> bool {
        let rule = &self.given.scheme.rules[at];
        let (mentee, mentor) = (self.mentee(i).1, self.mentor(j).1);
        let (one, other) = (self.mentees[i].person, self.mentors[j].person);
        match &rule.kind {
            RuleKind::NotNamed { of, field } => {
                let (namer, named) = if *of == Role::Mentor { (mentor, one) } else { (mentee, other) };
                let value = namer.value(*field);
                if value.is_blank() {
                    rule.holds_when_blank
                } else {
                    !self.given.names.possibly(value).contains(&named)
                }
            }
            RuleKind::NotRefused { of, ranking, answer: None } => {
                let (chooser, chosen) = if *of == Role::Mentor { (mentor, one) } else { (mentee, other) };
                match chooser.value(*ranking) {
                    Value::Ranking(ranking) => !ranking
                        .iter()
                        .any(|(word, rank)| rank.is_none() && self.given.names.of_word(*word) == Some(chosen)),
                    _ => rule.holds_when_blank,
                }
            }
            RuleKind::NotPairs { .. } => !self.given.tables.not_pairs[at].contains(&(other, one)),
            RuleKind::Within { fields, hectometres, or_same } => {
                let near = rules::within(mentee.value(fields.mentee), mentor.value(fields.mentor), *hectometres);
                let same = or_same.is_some_and(|f| rules::same(mentee.value(f), mentor.value(f)) == Some(true));
                same || near.unwrap_or(rule.holds_when_blank)
            }
            _ => {
                let Some(both) = rule.kind.fields() else { return true };
                self.holds_between(rule, mentee.value(both.mentee), mentor.value(both.mentor))
            }
        }
    }

    /// Whether a rule that looks at two answers alone holds between them.
    pub(super) fn holds_between(&self, rule: &Rule, mentee: &Value, mentor: &Value) -> bool {
        let of = |role: &Role| if *role == Role::Mentor { mentor } else { mentee };
        let held = match &rule.kind {
            RuleKind::Same(_) => rules::same(mentee, mentor),
            RuleKind::Different(_) => rules::different(mentee, mentor),
            RuleKind::AtLeast { of: role, value, .. } => rules::at_least(of(role), *value),
            RuleKind::Within { hectometres, .. } => rules::within(mentee, mentor, *hectometres),
            RuleKind::Shares { at_least, .. } => rules::shares(mentee, mentor, *at_least),
            RuleKind::Higher { at_least, at_most, .. } => rules::higher(mentee, mentor, *at_least, *at_most),
            RuleKind::Current { of: role, .. } => rules::current(of(role), self.given.today),
            RuleKind::Yes { of: role, .. } => rules::yes(of(role), self.given.today),
            RuleKind::NotRefused { of: Role::Mentor, .. } => rules::not_refused(mentor, mentee),
            RuleKind::NotRefused { .. } => rules::not_refused(mentee, mentor),
            RuleKind::NotNamed { .. } | RuleKind::NotPairs { .. } => Some(true),
        };
        held.unwrap_or(rule.holds_when_blank)
    }

    /// The rules that a pair breaks.
    pub fn broken_rules(&self, i: usize, j: usize) -> Vec<usize> {
        (0..self.given.scheme.rules.len()).filter(|at| !self.holds(*at, i, j)).collect()
    }

    /// Whether the files of points let two people be matched.
    pub fn given_allows(&self, i: usize, j: usize) -> bool {
        self.given.scheme.criteria.iter().enumerate().all(|(at, criterion)| match &criterion.kind {
            CriterionKind::Given { missing_is_forbidden: true, .. } => {
                let pair = (self.mentors[j].person, self.mentees[i].person);
                self.given.tables.given[at].points.contains_key(&pair)
            }
            _ => true,
        })
    }

    /// The score of a pair in units, the plain way, whether or not a rule forbids it.
    pub fn score(&self, i: usize, j: usize) -> i64 {
        (0..self.given.scheme.criteria.len()).map(|at| self.points(at, i, j)).sum()
    }
}
