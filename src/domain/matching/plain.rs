//! The plain way: what one pair may and earns, straight from the answers. Reasons and proof use it; the fast rows of
//! `rows` are held equal to it by a property test.

use super::pool::{Couple, Pool, Way, Ways};
use super::{criteria, rules};
use crate::domain::person::Entry;
use crate::domain::scheme::{Criterion, CriterionKind, Role, Rule, RuleKind};
use crate::domain::value::Value;

impl Pool<'_> {
    /// What one criterion earns for two people, in units; the plain way.
    pub fn points(&self, at: usize, couple: &Couple<'_>) -> i64 {
        let criterion = self.criterion(at, couple.learner);
        let (learner, giver) = (couple.learner.1, couple.giver.1);
        if !self.asked_for(criterion, learner) {
            return 0;
        }
        match &criterion.kind {
            CriterionKind::Given { lowest_is_best, times, .. } => {
                let table = &self.given.tables.given[at];
                let unit = 10i64.pow(self.decimals - table.decimals);
                match self.mark(at, couple) {
                    Some(points) if *lowest_is_best => -points * unit * times,
                    Some(points) => points * unit * times,
                    // Where low numbers are good, a pair without one counts as the worst: nobody gains by a gap.
                    None if *lowest_is_best => self.given_range(at).0,
                    None => 0,
                }
            }
            CriterionKind::Preferred { answer: None, .. } => self.person_points(criterion, couple) * self.unit(),
            kind => {
                let Some(both) = kind.fields() else { return 0 };
                let (one, other) = (learner.value(both.mentee), giver.value(both.mentor));
                let earned = criteria::points(criterion, self.given.scheme, self.given.words, one, other);
                earned.unwrap_or(criterion.blank) * self.unit()
            }
        }
    }

    /// The points that a file gives two people; where both learn, a mark is for the pair, whoever stands first.
    pub fn mark(&self, at: usize, couple: &Couple<'_>) -> Option<&i64> {
        let points = &self.given.tables.given[at].points;
        let (giver, learner) = (couple.giver.0, couple.learner.0);
        let turned = || points.get(&(learner, giver)).filter(|_| self.ways != Ways::One);
        points.get(&(giver, learner)).or_else(turned)
    }

    /// Whether the mentee asked for a criterion that only counts where it is asked for.
    pub fn asked_for(&self, criterion: &Criterion, mentee: &Entry) -> bool {
        let Some(field) = criterion.opted_in_by else { return true };
        rules::yes(mentee.value(field), self.given.today) == Some(true)
    }

    fn person_points(&self, criterion: &Criterion, couple: &Couple<'_>) -> i64 {
        let CriterionKind::Preferred { of, ranking, by_rank, .. } = &criterion.kind else { return 0 };
        let (chooser, chosen) = couple.chooser(*of);
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
    pub fn holds(&self, at: usize, couple: &Couple<'_>) -> bool {
        let rule = &self.given.scheme.rules[at];
        let (learner, giver) = (couple.learner.1, couple.giver.1);
        match &rule.kind {
            RuleKind::NotNamed { of, field } => {
                let (namer, named) = couple.chooser(*of);
                let value = namer.value(*field);
                if value.is_blank() {
                    rule.holds_when_blank
                } else {
                    !self.given.names.possibly(value).contains(&named)
                }
            }
            RuleKind::NotRefused { of, ranking, answer: None } => {
                let (chooser, chosen) = couple.chooser(*of);
                match chooser.value(*ranking) {
                    Value::Ranking(ranking) => !ranking
                        .iter()
                        .any(|(word, rank)| rank.is_none() && self.given.names.of_word(*word) == Some(chosen)),
                    _ => rule.holds_when_blank,
                }
            }
            RuleKind::NotPairs { .. } => !self.given.tables.not_pairs[at].contains(&(couple.giver.0, couple.learner.0)),
            RuleKind::Within { fields, hectometres, or_same } => {
                let near = rules::within(learner.value(fields.mentee), giver.value(fields.mentor), *hectometres);
                let same = or_same.is_some_and(|f| rules::same(learner.value(f), giver.value(f)) == Some(true));
                same || near.unwrap_or(rule.holds_when_blank)
            }
            _ => {
                let Some(both) = rule.kind.fields() else { return true };
                self.holds_between(rule, learner.value(both.mentee), giver.value(both.mentor))
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
            RuleKind::NotBefore { of: role, ahead, .. } => rules::not_before(of(role), self.given.today, *ahead),
            RuleKind::FreeBy(_) => rules::free_by(mentee, mentor, self.given.today),
            RuleKind::FreeUntil(_) => rules::free_until(mentee, mentor, self.given.today),
            RuleKind::Is { of: role, field, answers } => {
                rules::is(of(role), self.given.scheme.field(*field), answers, self.given.words)
            }
            RuleKind::NotRefused { of: Role::Mentor, .. } => rules::not_refused(mentor, mentee),
            RuleKind::NotRefused { .. } => rules::not_refused(mentee, mentor),
            RuleKind::NotNamed { .. } | RuleKind::NotPairs { .. } => Some(true),
        };
        held.unwrap_or(rule.holds_when_blank)
    }

    /// The rules that a pair breaks, one way or the other.
    pub fn broken_rules(&self, i: usize, j: usize) -> Vec<usize> {
        let holds = |at: usize| self.ways.all().iter().all(|way| self.holds(at, &self.couple(i, j, *way)));
        (0..self.given.scheme.rules.len()).filter(|at| !holds(*at)).collect()
    }

    /// The rule that a pair breaks if it breaks one alone and nothing else stands between the two.
    pub fn only_rule(&self, i: usize, j: usize) -> Option<usize> {
        match &self.broken_rules(i, j)[..] {
            [rule] if !self.barred(i, j) && self.given_allows(i, j) => {
                Some(*rule).filter(|_| self.floor.is_none_or(|floor| self.score(i, j) >= floor))
            }
            _ => None,
        }
    }

    /// Whether the files of points let two people be matched.
    pub fn given_allows(&self, i: usize, j: usize) -> bool {
        let named = |at: usize, couple: Couple<'_>| self.mark(at, &couple).is_some();
        self.given.scheme.criteria.iter().enumerate().all(|(at, criterion)| match &criterion.kind {
            CriterionKind::Given { missing_is_forbidden: true, .. } => {
                self.ways.all().iter().all(|way| named(at, self.couple(i, j, *way)))
            }
            _ => true,
        })
    }

    /// What one of two people earns by learning from the other, in units, whether or not a rule forbids it.
    pub fn directed(&self, i: usize, j: usize, way: Way) -> i64 {
        let couple = self.couple(i, j, way);
        (0..self.given.scheme.criteria.len()).map(|at| self.points(at, &couple)).sum()
    }

    /// The score of a pair in units, the plain way, whether or not a rule forbids it.
    pub fn score(&self, i: usize, j: usize) -> i64 {
        self.ways.together(self.ways.all().iter().map(|way| self.directed(i, j, *way)))
    }
}

impl<'a> Couple<'a> {
    /// Who of the two ranks or names the other, and the other's position in the list of people.
    pub fn chooser(&self, of: Role) -> (&'a Entry, usize) {
        if of == Role::Mentor { (self.giver.1, self.learner.0) } else { (self.learner.1, self.giver.0) }
    }
}
