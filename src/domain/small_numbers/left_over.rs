//! Sums over some people beside sums over others: what a reader has left who subtracts.

use std::collections::BTreeSet;

/// So many sets are looked at. There are hardly ever as many; where there are more it is not known what follows.
const MOST: usize = 64;

/// Those over whom a sum follows, once it is told over a set: the set itself, and again and again what is left of one when
/// all cells of a table that lie within are taken off, and what is left of the cells of a table that cover it. The cells of
/// a table have nobody in common. None where there are too many to look at: then nothing is to be told.
///
/// ```
/// use std::collections::BTreeSet;
/// use mentor::domain::small_numbers::left_over::left_over;
/// let people = |from: u32, to: u32| (from..to).collect::<BTreeSet<u32>>();
/// // Told of all 20: a sum over 18 of them leaves one over two.
/// let found = left_over(&people(0, 18), &[vec![people(0, 20)]]);
/// assert_eq!(found, Some(vec![people(0, 18), people(18, 20)]));
/// // Where a table tells of 0 to 9 and of 10 to 19, 0 to 11 leave two, and eight.
/// let found = left_over(&people(0, 12), &[vec![people(0, 10), people(10, 20)]]).unwrap();
/// assert!(found.contains(&people(10, 12)) && found.contains(&people(12, 20)));
/// ```
pub fn left_over<T: Ord + Clone>(set: &BTreeSet<T>, tables: &[Vec<BTreeSet<T>>]) -> Option<Vec<BTreeSet<T>>> {
    let mut found = vec![set.clone()];
    let mut at = 0;
    while at < found.len() {
        if found.len() > MOST {
            return None;
        }
        let own = found[at].clone();
        at += 1;
        for table in tables {
            let all = |cells: &mut dyn Iterator<Item = &BTreeSet<T>>| cells.flatten().cloned().collect::<BTreeSet<T>>();
            let within = all(&mut table.iter().filter(|cell| cell.is_subset(&own)));
            let over = all(&mut table.iter().filter(|cell| !cell.is_disjoint(&own)));
            let rest = [own.difference(&within).cloned().collect(), over.difference(&own).cloned().collect()];
            let follows = [!within.is_empty(), own.is_subset(&over)];
            for (rest, _) in rest.into_iter().zip(follows).filter(|(_, follows)| *follows) {
                if !BTreeSet::is_empty(&rest) && !found.contains(&rest) {
                    found.push(rest);
                }
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_to_look_at_are_unknown() {
        // Each cell leaves what the others have not taken: of 12 people 2 to the power of 12 sets.
        let tables: Vec<Vec<BTreeSet<u32>>> = (0..12).map(|one| vec![BTreeSet::from([one])]).collect();
        assert_eq!(left_over(&(0..12).collect(), &tables), None);
        assert_eq!(left_over(&(0..3).collect(), &tables[..3]).map(|found| found.len()), Some(7), "all but nobody");
    }
}
