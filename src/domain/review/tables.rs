//! Mixed tables: who sits with whom, so that people who know each other well hear others.
//!
//! Nobody sits with somebody of their own relationship where that can be avoided, the roles are spread evenly, and no
//! table is more than one larger than another. What is equal is drawn by lot. People are dealt out, then exchanged as
//! long as an exchange makes it better; with as many tables as somebody has others to avoid, and one more, a perfect
//! seating exists (Hajnal and Szemerédi, 1970), and what the exchanges do not reach is counted and said.

use crate::domain::person::PersonId;
use crate::domain::scheme::Role;

/// How many sit at a table, where the scheme does not say.
pub const SIZE: usize = 6;

/// Somebody to be seated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sitter {
    /// Who.
    pub id: PersonId,
    /// As what.
    pub role: Role,
    /// The lot they drew.
    pub lot: u64,
}

/// Who sits where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seating {
    /// The tables, each with its people, by id.
    pub tables: Vec<Vec<PersonId>>,
    /// How many times two of one relationship sit at one table.
    pub together: usize,
}

/// More rounds of exchanges than these make nothing better.
const ROUNDS: usize = 50;

/// Seats everybody; `apart` are people of one relationship each.
///
/// ```
/// use mentor::domain::person::PersonId;
/// use mentor::domain::review::tables::{Sitter, seat};
/// use mentor::domain::scheme::Role;
/// let sitter = |id, role| Sitter { id: PersonId(id), role, lot: u64::from(id) };
/// let people = [sitter(1, Role::Mentor), sitter(2, Role::Mentee), sitter(3, Role::Mentor), sitter(4, Role::Mentee)];
/// let seating = seat(&people, &[vec![PersonId(1), PersonId(2)], vec![PersonId(3), PersonId(4)]], 2);
/// assert_eq!(seating.tables, [vec![PersonId(1), PersonId(4)], vec![PersonId(2), PersonId(3)]]);
/// assert_eq!(seating.together, 0);
/// ```
pub fn seat(people: &[Sitter], apart: &[Vec<PersonId>], size: usize) -> Seating {
    let count = people.len().div_ceil(size.max(1));
    if count == 0 {
        return Seating { tables: Vec::new(), together: 0 };
    }
    let mut order: Vec<&Sitter> = people.iter().collect();
    order.sort_by_key(|sitter| (sitter.role, sitter.lot, sitter.id));
    let at = |id: &PersonId| order.iter().position(|sitter| sitter.id == *id);
    let mut avoid: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    for group in apart {
        let group: Vec<usize> = group.iter().filter_map(at).collect();
        for one in &group {
            avoid[*one].extend(group.iter().filter(|other| *other != one));
        }
    }
    let roles: Vec<Role> = order.iter().map(|sitter| sitter.role).collect();
    // One after the other round the tables, by role: that spreads roles and makes tables equal.
    let mut table: Vec<usize> = (0..order.len()).map(|at| at % count).collect();
    exchange(&mut table, &avoid, &roles, count);
    let mut tables = vec![Vec::new(); count];
    (0..order.len()).for_each(|at| tables[table[at]].push(order[at].id));
    tables.iter_mut().for_each(|table| table.sort());
    tables.sort();
    let together = (0..order.len()).map(|one| beside(&table, &avoid, one, table[one])).sum::<usize>() / 2;
    Seating { tables, together }
}

/// How many of those whom somebody avoids sit at a table.
fn beside(table: &[usize], avoid: &[Vec<usize>], one: usize, at: usize) -> usize {
    avoid[one].iter().filter(|other| table[**other] == at).count()
}

/// Exchanges two people as long as that seats fewer together, or as few and the roles more evenly.
fn exchange(table: &mut [usize], avoid: &[Vec<usize>], roles: &[Role], count: usize) {
    let kind = |role: Role| role as usize;
    let mut seated = vec![[0i64; 8]; count];
    table.iter().zip(roles).for_each(|(at, role)| seated[*at][kind(*role)] += 1);
    for _ in 0..ROUNDS {
        let mut better = false;
        for one in 0..table.len() {
            for other in one + 1..table.len() {
                let (a, b) = (table[one], table[other]);
                if a == b || beside(table, avoid, one, a) + beside(table, avoid, other, b) == 0 {
                    continue;
                }
                let now = beside(table, avoid, one, a) + beside(table, avoid, other, b);
                // Two who avoid each other do so at any table.
                let each = usize::from(avoid[one].contains(&other));
                let then = beside(table, avoid, one, b) + beside(table, avoid, other, a) - 2 * each;
                let (r, s) = (kind(roles[one]), kind(roles[other]));
                // The sum of squares grows where a role gathers at a table.
                let uneven = |at: usize, role: usize, by: i64| (seated[at][role] + by).pow(2) - seated[at][role].pow(2);
                let roles_then =
                    if r == s { 0 } else { uneven(a, r, -1) + uneven(a, s, 1) + uneven(b, s, -1) + uneven(b, r, 1) };
                if then < now || then == now && roles_then < 0 {
                    table.swap(one, other);
                    if r != s {
                        (seated[a][r], seated[a][s]) = (seated[a][r] - 1, seated[a][s] + 1);
                        (seated[b][s], seated[b][r]) = (seated[b][s] - 1, seated[b][r] + 1);
                    }
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pairs of a mentor and a mentee, by number; the lots are anything.
    fn pairs(count: usize, lots: &[u64]) -> (Vec<Sitter>, Vec<Vec<PersonId>>) {
        let number = |n: usize| PersonId(u32::try_from(n + 1).expect("few"));
        let sitter = |n: usize| Sitter {
            id: number(n),
            role: if n.is_multiple_of(2) { Role::Mentor } else { Role::Mentee },
            lot: lots[n % lots.len()],
        };
        let people = (0..2 * count).map(sitter).collect();
        (people, (0..count).map(|pair| vec![number(2 * pair), number(2 * pair + 1)]).collect())
    }

    proptest! {
        #[test]
        fn pairs_never_share_one_of_several_tables(
            count in 1usize..30,
            size in 2usize..9,
            lots in prop::collection::vec(any::<u64>(), 1..60),
        ) {
            let (people, apart) = pairs(count, &lots);
            let seating = seat(&people, &apart, size);
            let mut all: Vec<PersonId> = seating.tables.concat();
            all.sort();
            prop_assert_eq!(all, people.iter().map(|sitter| sitter.id).collect::<Vec<_>>());
            let sizes: Vec<usize> = seating.tables.iter().map(Vec::len).collect();
            prop_assert!(sizes.iter().all(|found| *found <= size));
            prop_assert!(sizes.iter().max() <= sizes.iter().min().map(|least| least + 1).as_ref());
            let expected = if seating.tables.len() > 1 { 0 } else { count };
            prop_assert_eq!(seating.together, expected);
        }
    }

    #[test]
    fn at_one_table_all_sit_together_and_it_is_said() {
        let (people, apart) = pairs(2, &[7, 3]);
        let seating = seat(&people, &apart, 6);
        assert_eq!(seating.tables.len(), 1);
        assert_eq!(seating.together, 2);
    }

    #[test]
    fn roles_are_spread() {
        let (people, apart) = pairs(6, &[4, 9, 1]);
        for table in seat(&people, &apart, 4).tables {
            // Odd ids are mentors: two of four.
            assert_eq!(table.iter().filter(|id| id.0 % 2 == 1).count(), 2, "{table:?}");
        }
    }
}
