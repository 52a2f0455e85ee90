//! The plain check of an answer, from the definition in [`PoolCertificate`] alone: it shares nothing with the search.
use super::{NOT_ALLOWED, PoolCertificate, PoolScores, Wanted};

/// Whether these are pairs that may be and the certificate proves that none are better. Looks at every pair once.
pub fn certifies(
    scores: &dyn PoolScores,
    wanted: Wanted,
    mates: &[Option<u32>],
    certificate: &PoolCertificate,
) -> bool {
    check(scores, wanted, mates, certificate).is_some()
}

/// `None`: something is wrong, or so large that it cannot be right.
fn check(scores: &dyn PoolScores, wanted: Wanted, mates: &[Option<u32>], by: &PoolCertificate) -> Option<()> {
    let people = scores.people();
    holds(mates.len() == people && by.prices.len() == people)?;
    holds(by.prices.iter().all(|&price| price >= 0))?;
    let sets = sets_of_each(people, &by.odd_sets)?;
    // Once this fits, so does what any pair shares.
    by.odd_sets.iter().try_fold(0i128, |sum, set| sum.checked_add(set.1))?;

    // Every allowed pair is covered; what the pairs weigh. People go in the order of their sets, so that those of the
    // next are nearly those of the last.
    let mut order: Vec<usize> = (0..people).collect();
    order.sort_unstable_by_key(|&person| &sets[person]);
    let (mut value, mut pairs) = (0i128, 0i128);
    let (mut least, mut most) = (i128::MAX, i128::MIN);
    let mut row = vec![0; people];
    // The prices of all sets that hold the person of this turn and another.
    let mut shared = vec![0i128; people];
    let mut before: &[Place] = &[];
    for one in order {
        let same = sets[one].iter().zip(before).take_while(|(now, before)| now == before).count();
        for (places, sign) in [(&before[same..], -1), (&sets[one][same..], 1)] {
            for &(_, set) in places {
                by.odd_sets[set].0.iter().for_each(|&other| shared[other as usize] += sign * by.odd_sets[set].1);
            }
        }
        before = &sets[one];
        scores.fill(one, &mut row);
        if let Some(mate) = mates[one] {
            let other = mate as usize;
            holds(other < people && other != one && mates[other] == Some(one as u32))?;
            holds(row[other] != NOT_ALLOWED)?;
            if one < other {
                value += i128::from(row[other]);
                pairs += 1;
            }
        }
        for other in one + 1..people {
            if row[other] != NOT_ALLOWED {
                let weight = i128::from(row[other]);
                (least, most) = (least.min(weight), most.max(weight));
                let paid = by.prices[one].checked_add(by.prices[other])?.checked_add(shared[other])?;
                holds(paid >= weight.checked_add(by.bonus)?.checked_mul(2)?)?;
            }
        }
    }

    // The bonus puts the number of pairs first, or there is none. With half the people, rounded down, as the most pairs
    // there can be: one pair fewer, all as good as can be, must come to less than all as bad as can be.
    holds(by.value == value)?;
    match wanted {
        Wanted::MostWeight => holds(by.bonus == 0)?,
        Wanted::MostPairs if least > most => holds(by.bonus >= 0)?,
        Wanted::MostPairs => {
            let possible = (people / 2) as i128;
            holds(possible * by.bonus.checked_add(least)? > (possible - 1) * by.bonus.checked_add(most)?)?;
            // The same for fewer pairs, down to one against none.
            holds(by.bonus.checked_add(least)? > 0)?;
        }
    }

    // The prices come to what the pairs weigh.
    let mut total = 0i128;
    for price in &by.prices {
        total = total.checked_add(*price)?;
    }
    for (set, price) in &by.odd_sets {
        total = total.checked_add(price.checked_mul((set.len() as i128 - 1) / 2)?)?;
    }
    holds(total == value.checked_add(by.bonus.checked_mul(pairs)?)?.checked_mul(2)?)
}

fn holds(condition: bool) -> Option<()> {
    condition.then_some(())
}

/// An odd set, by how many people are not in it: large ones come first.
type Place = (usize, usize);

/// Which odd sets each person is in, large ones first, if they are odd sets.
fn sets_of_each(people: usize, odd_sets: &[(Vec<u32>, i128)]) -> Option<Vec<Vec<Place>>> {
    let mut sets = vec![Vec::new(); people];
    for (number, (set, price)) in odd_sets.iter().enumerate() {
        holds(*price >= 0 && set.len() >= 3 && set.len() % 2 == 1)?;
        holds(set.len() <= people && set.windows(2).all(|two| two[0] < two[1]))?;
        for &person in set {
            sets.get_mut(person as usize)?.push((people - set.len(), number));
        }
    }
    sets.iter_mut().for_each(|sets: &mut Vec<Place>| sets.sort_unstable());
    Some(sets)
}
