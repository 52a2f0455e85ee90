//! Sums over some people beside sums over others: what a reader has left who subtracts.

use std::collections::BTreeSet;

/// So many sets are looked at; there are never as many in practice.
const MOST: usize = 64;

/// Those over whom a sum follows, once it is told over a set: the set itself, and again and again what is left of one when
/// all cells of a table that lie within are taken off, and what is left of the cells of a table that cover it. The cells of
/// a table have nobody in common.
///
/// ```
/// use std::collections::BTreeSet;
/// use mentor::domain::small_numbers::left_over::left_over;
/// let people = |from: u32, to: u32| (from..to).collect::<BTreeSet<u32>>();
/// // Told of all 20: a sum over 18 of them leaves one over two.
/// let found = left_over(&people(0, 18), &[vec![people(0, 20)]]);
/// assert_eq!(found, [people(0, 18), people(18, 20)]);
/// // Where a table tells of 0 to 9 and of 10 to 19, 0 to 11 leave two, and eight.
/// let found = left_over(&people(0, 12), &[vec![people(0, 10), people(10, 20)]]);
/// assert!(found.contains(&people(10, 12)) && found.contains(&people(12, 20)));
/// ```
pub fn left_over<T: Ord + Clone>(set: &BTreeSet<T>, tables: &[Vec<BTreeSet<T>>]) -> Vec<BTreeSet<T>> {
    let mut found = vec![set.clone()];
    let mut at = 0;
    while at < found.len() && found.len() < MOST {
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
    found
}
