//! All stable choices by brute force, from the lists alone; examples of others.
use super::super::blocking::blocking;
use super::*;
use Proposing::{Mentees, Mentors};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Case {
    preferences: Preferences,
    b: Vec<u32>,
    c: Vec<u32>,
}

impl Case {
    fn new(mentees: &[&[u32]], mentors: &[&[u32]], b: &[u32], c: &[u32]) -> Self {
        let lists = |side: &[&[u32]]| side.iter().map(|list| list.to_vec()).collect();
        let preferences = Preferences { mentees: lists(mentees), mentors: lists(mentors) };
        Case { preferences, b: b.to_vec(), c: c.to_vec() }
    }

    fn stable(&self, proposing: Proposing) -> Vec<(u32, u32)> {
        stable(&self.preferences, &self.b, &self.c, proposing)
    }

    fn mentee_rank(&self, (mentee, mentor): (u32, u32)) -> Option<usize> {
        self.preferences.mentees[mentee as usize].iter().position(|&who| who == mentor)
    }

    fn mentor_rank(&self, (mentee, mentor): (u32, u32)) -> Option<usize> {
        self.preferences.mentors[mentor as usize].iter().position(|&who| who == mentee)
    }

    /// The definition, word for word.
    fn blocks(&self, pairs: &[(u32, u32)], pair: (u32, u32)) -> bool {
        let mine: Vec<_> = pairs.iter().filter(|p| p.0 == pair.0).collect();
        let theirs: Vec<_> = pairs.iter().filter(|p| p.1 == pair.1).collect();
        let free_mentee = mine.len() < self.b[pair.0 as usize] as usize;
        let free_mentor = theirs.len() < self.c[pair.1 as usize] as usize;
        !pairs.contains(&pair)
            && (free_mentee || mine.iter().any(|&&p| self.mentee_rank(pair) < self.mentee_rank(p)))
            && (free_mentor || theirs.iter().any(|&&p| self.mentor_rank(pair) < self.mentor_rank(p)))
    }

    /// All stable sets of pairs, by trying all sets of pairs.
    fn all_stable(&self) -> Vec<Vec<(u32, u32)>> {
        let all = (0..self.b.len() as u32).flat_map(|i| (0..self.c.len() as u32).map(move |j| (i, j)));
        let edges: Vec<_> =
            all.filter(|&pair| self.mentee_rank(pair).is_some() && self.mentor_rank(pair).is_some()).collect();
        let count = |pairs: &[(u32, u32)], i| pairs.iter().filter(|p| p.0 == i).count();
        let count_mentor = |pairs: &[(u32, u32)], j| pairs.iter().filter(|p| p.1 == j).count();
        let sets = (0u32..1 << edges.len()).map(|set| {
            let chosen = edges.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            chosen.map(|(_, &pair)| pair).collect::<Vec<_>>()
        });
        let stable = sets.filter(|pairs| {
            (0..self.b.len()).all(|i| count(pairs, i as u32) <= self.b[i] as usize)
                && (0..self.c.len()).all(|j| count_mentor(pairs, j as u32) <= self.c[j] as usize)
                && edges.iter().all(|&pair| !self.blocks(pairs, pair))
        });
        stable.collect()
    }

    /// What a mentee would choose from what two sets of pairs give.
    fn choice(&self, mentee: u32, one: &[(u32, u32)], other: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let mut both = [of(one, mentee), of(other, mentee)].concat();
        both.sort_by_key(|&pair| self.mentee_rank(pair));
        both.dedup();
        both.truncate(self.b[mentee as usize] as usize);
        both.sort_unstable();
        both
    }

    /// The same with mentees as mentors and mentors as mentees.
    fn turned(&self) -> Case {
        let Preferences { mentees, mentors } = self.preferences.clone();
        Case { preferences: Preferences { mentees: mentors, mentors: mentees }, b: self.c.clone(), c: self.b.clone() }
    }
}

/// The pairs of a mentee.
fn of(pairs: &[(u32, u32)], mentee: u32) -> Vec<(u32, u32)> {
    pairs.iter().copied().filter(|pair| pair.0 == mentee).collect()
}

fn turned(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut pairs: Vec<_> = pairs.iter().map(|&(mentee, mentor)| (mentor, mentee)).collect();
    pairs.sort_unstable();
    pairs
}

/// What holds for the mentees of any stable pairs, given those that are best and worst for mentees.
fn laws(case: &Case, best: &[(u32, u32)], worst: &[(u32, u32)], any: &[(u32, u32)]) -> Result<(), TestCaseError> {
    for (mentee, &places) in case.b.iter().enumerate() {
        let who = mentee as u32;
        prop_assert_eq!(case.choice(who, best, any), of(best, who));
        prop_assert_eq!(case.choice(who, worst, any), of(any, who));
        // Rural hospitals.
        prop_assert_eq!(of(any, who).len(), of(best, who).len());
        prop_assert!(of(any, who).len() == places as usize || of(any, who) == of(best, who));
    }
    Ok(())
}

fn lists(people: usize, others: usize) -> impl Strategy<Value = Vec<Vec<u32>>> {
    let everybody: Vec<u32> = (0..others as u32).collect();
    let list = (Just(everybody).prop_shuffle(), prop_oneof![2 => Just(others), 3 => 0..=others]);
    let list = list.prop_map(|(mut list, length)| {
        list.truncate(length);
        list
    });
    prop::collection::vec(list, people)
}

fn tiny(n: usize, m: usize) -> impl Strategy<Value = Case> {
    (0..=n, 0..=m, 1..=3u32).prop_flat_map(|(n, m, places)| {
        let b = prop::collection::vec(0..=places, n);
        let c = prop::collection::vec(0..=places, m);
        let parts = (lists(n, m), lists(m, n), b, c);
        parts.prop_map(|(mentees, mentors, b, c)| Case { preferences: Preferences { mentees, mentors }, b, c })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]
    #[test]
    fn stable_and_best_for_who_proposes_of_all(case in prop_oneof![tiny(3, 3), tiny(4, 2), tiny(2, 4)]) {
        let all = case.all_stable();
        let (for_mentees, for_mentors) = (case.stable(Mentees), case.stable(Mentors));
        prop_assert!(all.contains(&for_mentees) && all.contains(&for_mentors));
        for any in &all {
            laws(&case, &for_mentees, &for_mentors, any)?;
            laws(&case.turned(), &turned(&for_mentors), &turned(&for_mentees), &turned(any))?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_pair_blocks_and_the_same_places_are_filled_in_larger_cases(case in tiny(30, 20)) {
        let (for_mentees, for_mentors) = (case.stable(Mentees), case.stable(Mentors));
        for pairs in [&for_mentees, &for_mentors] {
            prop_assert_eq!(blocking(&case.preferences.ranks(), &case.b, &case.c, pairs), []);
            prop_assert!(case.b.iter().zip(0..).all(|(&places, who)| of(pairs, who).len() <= places as usize));
            prop_assert!(case.c.iter().zip(0..).all(|(&places, who)| of(&turned(pairs), who).len() <= places as usize));
        }
        laws(&case, &for_mentees, &for_mentors, &for_mentors)?;
        laws(&case.turned(), &turned(&for_mentors), &turned(&for_mentees), &turned(&for_mentees))?;
    }
}

#[test]
fn three_men_and_three_women() {
    // Gale and Shapley 1962, example 1: all men's first choices, all second choices, all women's first choices.
    let men: [&[u32]; 3] = [&[0, 1, 2], &[1, 2, 0], &[2, 0, 1]];
    let women: [&[u32]; 3] = [&[1, 2, 0], &[2, 0, 1], &[0, 1, 2]];
    let case = Case::new(&men, &women, &[1; 3], &[1; 3]);
    assert_eq!(case.stable(Mentees), [(0, 0), (1, 1), (2, 2)]);
    assert_eq!(case.stable(Mentors), [(0, 2), (1, 0), (2, 1)]);
    let mut all = case.all_stable();
    all.sort();
    let seconds = vec![(0, 1), (1, 2), (2, 0)];
    assert_eq!(all, [case.stable(Mentees), seconds, case.stable(Mentors)]);
}

#[test]
fn four_men_and_four_women() {
    // Gale and Shapley 1962, example 2: one stable set only, and no man or woman gets a first choice.
    let men: [&[u32]; 4] = [&[0, 1, 2, 3], &[0, 3, 2, 1], &[1, 0, 2, 3], &[3, 1, 2, 0]];
    let women: [&[u32]; 4] = [&[3, 2, 0, 1], &[1, 3, 0, 2], &[3, 0, 1, 2], &[2, 1, 0, 3]];
    let case = Case::new(&men, &women, &[1; 4], &[1; 4]);
    let only = vec![(0, 2), (1, 3), (2, 0), (3, 1)];
    assert_eq!(case.all_stable(), std::slice::from_ref(&only));
    assert_eq!((case.stable(Mentees), case.stable(Mentors)), (only.clone(), only));
}

#[test]
fn residents_and_hospitals() {
    // The examples of the Python library `matching` (its read-me; "resident loses all"). Residents A, S, D, J, L;
    // hospitals M, C, G with two places each.
    let residents: [&[u32]; 5] = [&[1], &[1, 0], &[1, 0, 2], &[1, 2, 0], &[0, 1, 2]];
    let hospitals: [&[u32]; 3] = [&[2, 4, 1, 3], &[2, 0, 1, 4, 3], &[2, 3, 4]];
    let case = Case::new(&residents, &hospitals, &[1; 5], &[2; 3]);
    assert_eq!(case.stable(Mentees), [(0, 1), (1, 0), (2, 1), (3, 2), (4, 0)]);
    assert!(case.all_stable().contains(&case.stable(Mentors)));
    let case = Case::new(&[&[0], &[0, 1]], &[&[1, 0], &[1]], &[1; 2], &[1; 2]);
    assert_eq!((case.stable(Mentees), case.stable(Mentors)), (vec![(1, 0)], vec![(1, 0)]));
}

#[test]
fn nobody_no_places_and_careless_lists_are_fine() {
    assert_eq!(Case::new(&[], &[], &[], &[]).stable(Mentees), []);
    assert_eq!(Case::new(&[&[0]], &[], &[1], &[]).stable(Mentees), []);
    assert_eq!(Case::new(&[], &[&[0]], &[], &[1]).stable(Mentors), []);
    assert_eq!(Case::new(&[&[0]], &[&[0]], &[1], &[1]).stable(Mentors), [(0, 0)]);
    // No place on one side, or nothing said of it; many places.
    assert_eq!(Case::new(&[&[0]], &[&[0]], &[1], &[0]).stable(Mentees), []);
    assert_eq!(Case::new(&[&[0]], &[&[0]], &[], &[1]).stable(Mentees), []);
    assert_eq!(Case::new(&[&[0]], &[&[0]], &[u32::MAX], &[u32::MAX]).stable(Mentees), [(0, 0)]);
    // Written twice, or of nobody.
    assert_eq!(Case::new(&[&[7, 0, 0]], &[&[0, 9, 0]], &[2], &[2]).stable(Mentees), [(0, 0)]);
}
