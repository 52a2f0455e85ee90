//! Odd sets as they lie in each other, so that a chain of thousands takes no more room than its people.
use std::cmp::Reverse;

/// One odd set: the set it lies in, and whom no set inside it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nested {
    /// The smallest set that holds it, by its place in the list, which is before this one.
    pub within: Option<usize>,
    /// Its people who are in no smaller set.
    pub own: Vec<u32>,
    /// Its price, in halves.
    pub price: i128,
}

/// Puts odd sets, of which any two are apart or one in the other, into the order of their nesting.
pub fn nested(odd_sets: &[(Vec<u32>, i128)]) -> Vec<Nested> {
    let mut order: Vec<&(Vec<u32>, i128)> = odd_sets.iter().collect();
    order.sort_by_key(|(members, _)| (Reverse(members.len()), members.first().copied()));
    // The smallest set so far that holds each person.
    let people = odd_sets.iter().flat_map(|(members, _)| members).max().map_or(0, |most| *most as usize + 1);
    let mut inmost: Vec<Option<usize>> = vec![None; people];
    let mut sets: Vec<Nested> = Vec::with_capacity(order.len());
    for (number, (members, price)) in order.into_iter().enumerate() {
        let within = members.first().and_then(|member| inmost[*member as usize]);
        sets.push(Nested { within, own: Vec::new(), price: *price });
        members.iter().for_each(|member| inmost[*member as usize] = Some(number));
    }
    for (person, set) in inmost.into_iter().enumerate() {
        if let Some(set) = set {
            sets[set].own.push(person as u32);
        }
    }
    sets
}

/// The odd sets with all their people, ascending; `None` where a set lies in none that is before it.
pub fn unnested(sets: &[Nested]) -> Option<Vec<(Vec<u32>, i128)>> {
    let mut all: Vec<(Vec<u32>, i128)> = sets.iter().map(|set| (set.own.clone(), set.price)).collect();
    for (number, set) in sets.iter().enumerate().rev() {
        let Some(within) = set.within else { continue };
        if within >= number {
            return None;
        }
        let (before, from) = all.split_at_mut(number);
        before[within].0.extend_from_slice(&from[0].0);
    }
    all.iter_mut().for_each(|(members, _)| members.sort_unstable());
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_within_sets_come_back_as_they_were() {
        let mut sets = vec![
            (vec![0, 1, 2], 4),
            (vec![0, 1, 2, 3, 4], 1),
            (vec![5, 6, 7], 9),
            (vec![0, 1, 2, 3, 4, 5, 6, 7, 8], 2),
            (vec![10, 11, 12], 3),
        ];
        let packed = nested(&sets);
        assert_eq!(packed.iter().map(|set| set.own.len()).sum::<usize>(), 12, "everybody stands once");
        assert_eq!(packed[0], Nested { within: None, own: vec![8], price: 2 });
        let mut back = unnested(&packed).unwrap();
        back.sort();
        sets.sort();
        assert_eq!(back, sets);
        assert_eq!(unnested(&[Nested { within: Some(0), own: vec![1], price: 1 }]), None);
    }
}
