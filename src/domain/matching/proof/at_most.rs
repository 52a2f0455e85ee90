//! What no grouping can exceed: of many people not all groupings can be tried, but so much can be said of all of them.
//!
//! 1. Whoever has too few others at hand to make up a group, or nobody who may lead it where somebody has to, is in none.
//!    Nobody is grouped across parts that nothing holds together; of each part so many fit into groups.
//! 2. Sizes are the nearer to the middle the less they differ: of so many people in so many groups, by one at most.
//! 3. Twice the points of pairs is what everybody earns with their companions, added up over everybody. Shift any number
//!    of points from what one of two counts to what the other counts, and every grouping is worth the same; but the best
//!    companions of each come to less or more. So whatever the shifts are, no grouping is worth more than everybody with
//!    their best companions, as many as the sizes give them. Good shifts are looked for by going down step by step (Held
//!    and Karp 1971, "The traveling-salesman problem and minimum spanning trees: part II", do so).
//! 4. With those who lead: everybody has their best one, who leads no more people than their groups hold. Whatever it costs
//!    to be led by somebody, no grouping earns more than everybody with the best, less that, and with it for every place.

use std::cmp::Ordering;

use super::groups::Worth;
use crate::domain::matching::sets::Sets;
use crate::domain::scheme::Leaders;

/// Beyond so many people nothing is said.
const PEOPLE: usize = 1_000;

/// How often shifts are looked for anew, of many people less often; and how finely.
const STEPS: usize = 240;
const LOOKS: usize = 30_000_000;
const FINE: i64 = 256;

/// What no grouping can exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtMost {
    /// People placed.
    pub placed: usize,
    /// Points, in units, of any grouping that places as many as this one, in sizes as near the middle, as many of them led.
    pub points: i64,
    /// Whether this grouping itself is worth as much, so that none is better.
    pub reached: bool,
}

/// What no grouping can exceed, beside some groups that are worth so much; `None` where there are too many people.
pub fn at_most(sets: &Sets<'_, '_>, worth: Worth) -> Option<AtMost> {
    (sets.people() <= PEOPLE).then(|| Cells::of(sets).at_most(worth))
}

/// What there is between people.
struct Cells {
    least: usize,
    most: usize,
    wanted: Leaders,
    /// How many groups can be led, where they have to be.
    places: Vec<usize>,
    /// What two earn together; `None` where they may not be in one group.
    pairs: Vec<Vec<Option<i64>>>,
    /// What each earns with each who may lead.
    led: Vec<Vec<Option<i64>>>,
}

impl Cells {
    fn of(sets: &Sets<'_, '_>) -> Self {
        let people = sets.people();
        let places: Vec<usize> = sets.leader_places().map(|places| places as usize).collect();
        let pair = |one: usize, other: usize| {
            let may = sets.pair_fits(one, other) && sets.are_free(&[one, other], None);
            may.then(|| sets.score(&[one, other], None))
        };
        // Each two once.
        let below: Vec<Vec<Option<i64>>> =
            (0..people).map(|one| (0..one).map(|other| pair(one, other)).collect()).collect();
        let at = |one: usize, other: usize| match one.cmp(&other) {
            Ordering::Equal => None,
            Ordering::Greater => below[one][other],
            Ordering::Less => below[other][one],
        };
        let pairs = (0..people).map(|one| (0..people).map(|other| at(one, other)).collect()).collect();
        let led = |one: usize, leader: usize| {
            let may = sets.leader_fits(one, leader) && sets.are_free(&[one], Some(leader));
            may.then(|| sets.score(&[one], Some(leader)))
        };
        let led = (0..people).map(|one| (0..places.len()).map(|leader| led(one, leader)).collect()).collect();
        let (least, most) = (*sets.sizes().start(), *sets.sizes().end());
        Cells { least, most, wanted: sets.leaders_wanted(), places, pairs, led }
    }

    fn people(&self) -> usize {
        self.pairs.len()
    }

    fn at_most(&self, worth: Worth) -> AtMost {
        let placed = self.placed();
        let points = self.bound(worth);
        let (even, numbers) = self.most_even(worth.0.max(0) as usize);
        let led = match self.wanted {
            Leaders::Optional => numbers.iter().copied().max().unwrap_or(0).min(self.led_groups()) as i64,
            _ => 0,
        };
        let before_points = worth.0 == placed as i64 && worth.1 == -even && worth.2 >= led;
        AtMost { placed, points, reached: before_points && worth.3 >= points }
    }

    /// The points of groupings that are worth as much before points.
    fn bound(&self, worth: Worth) -> i64 {
        let so_many = worth.0.max(0) as usize;
        let (even, numbers) = self.most_even(so_many);
        let ideal = worth.1 == -even;
        let sizes: Vec<Sizes> = match ideal {
            true => numbers.iter().map(|groups| Sizes::even(so_many, *groups)).collect(),
            false => vec![Sizes { placed: so_many, larger: so_many, size: self.most, exact: false }],
        };
        let target = 2 * worth.3;
        let pairs = sizes.iter().map(|sizes| self.of_pairs(*sizes, target)).max().unwrap_or(0);
        let largest = sizes.iter().map(|sizes| sizes.size).max().unwrap_or(0);
        pairs.div_euclid(2).saturating_add(self.of_led(so_many, largest))
    }

    /// How many groups can be led.
    fn led_groups(&self) -> usize {
        self.places.iter().fold(0, |sum, places| sum.saturating_add(*places))
    }

    /// Step 1.
    fn placed(&self) -> usize {
        if self.most < self.least {
            return 0;
        }
        let needs_leader = self.wanted == Leaders::Needed;
        let leads =
            |one: usize| self.led[one].iter().zip(&self.places).any(|(led, places)| led.is_some() && *places > 0);
        let mut whom: Vec<bool> = (0..self.people()).map(|one| !needs_leader || leads(one)).collect();
        loop {
            let has = |one: &usize| {
                let others = self.pairs[*one].iter().zip(&whom).filter(|(pair, there)| pair.is_some() && **there);
                others.count() + 1 >= self.least
            };
            let stay: Vec<bool> = (0..whom.len()).map(|one| whom[one] && has(&one)).collect();
            if stay == whom {
                break;
            }
            whom = stay;
        }
        let mut placed = 0;
        while let Some(first) = whom.iter().position(|there| *there) {
            let (mut part, mut at) = (vec![first], 0);
            whom[first] = false;
            while let Some(one) = part.get(at).copied() {
                let joins = (0..whom.len()).filter(|other| whom[*other] && self.pairs[one][*other].is_some());
                let joins: Vec<usize> = joins.collect();
                joins.iter().for_each(|other| whom[*other] = false);
                part.extend(joins);
                at += 1;
            }
            placed += self.fit(part.len());
        }
        if needs_leader { placed.min(self.led_groups().saturating_mul(self.most)) } else { placed }
    }

    /// How many of so many fit into groups.
    fn fit(&self, people: usize) -> usize {
        people.min(people / self.least * self.most)
    }

    /// Step 2: how uneven sizes are at the least if so many are placed, and in how many groups.
    fn most_even(&self, placed: usize) -> (i64, Vec<usize>) {
        let off = |size: usize| {
            let off = 2 * size as i64 - (self.least + self.most) as i64;
            off * off
        };
        let most = match self.wanted {
            Leaders::Needed => (placed / self.least).min(self.led_groups()),
            _ => placed / self.least,
        };
        let mut best = (0, vec![0]);
        for groups in placed.div_ceil(self.most.max(1)).max(1)..=most {
            let (size, more) = (placed / groups, placed % groups);
            let uneven = more as i64 * off(size + 1) + (groups - more) as i64 * off(size);
            match best.1[..] == [0] || uneven < best.0 {
                true => best = (uneven, vec![groups]),
                false if uneven == best.0 => best.1.push(groups),
                false => {}
            }
        }
        best
    }

    /// Step 3: twice the points of pairs.
    fn of_pairs(&self, sizes: Sizes, target: i64) -> i64 {
        let mut shifts = vec![0i64; self.people()];
        let mut best = i64::MAX;
        let target = target.saturating_mul(FINE);
        let mut stride = 1.0;
        let mut since = 0;
        for _ in 0..STEPS.min(LOOKS / (self.people() * self.people()).max(1)).max(1) {
            let (value, slope) = self.shifted(sizes, &shifts);
            since += 1;
            if value < best {
                (best, since) = (value, 0);
            }
            if since == 12 {
                (stride, since) = (stride / 2.0, 0);
            }
            let steep: i64 = slope.iter().map(|slope| slope * slope).sum();
            if steep == 0 || value <= target {
                break;
            }
            let step = stride * value.saturating_sub(target) as f64 / steep as f64;
            for (shift, slope) in shifts.iter_mut().zip(&slope) {
                *shift -= (step * *slope as f64).round() as i64;
            }
        }
        best.div_euclid(FINE)
    }

    /// Twice the points of everybody with their best companions after these shifts, in fine parts; and how that changes
    /// with each shift.
    fn shifted(&self, sizes: Sizes, shifts: &[i64]) -> (i64, Vec<i64>) {
        // What the fewer companions come to and who they are; what one more adds, and who that is.
        let (mut each, mut further) = (Vec::new(), Vec::new());
        let (fewer, more) = match sizes.exact {
            true => (sizes.size.saturating_sub(2), sizes.size.saturating_sub(1)),
            false => (self.least - 1, sizes.size.saturating_sub(1)),
        };
        for (one, row) in self.pairs.iter().enumerate() {
            let shifted =
                |(other, points): (usize, &Option<i64>)| Some(((*points)? * FINE + shifts[one] - shifts[other], other));
            let mut best: Vec<(i64, usize)> = row.iter().enumerate().filter_map(shifted).collect();
            if best.len() < fewer {
                continue;
            }
            if best.len() > more && more > 0 {
                best.select_nth_unstable_by(more - 1, |a, b| b.cmp(a));
            }
            best.truncate(more);
            best.sort_unstable_by(|a, b| b.cmp(a));
            let with = match sizes.exact {
                true => fewer,
                // Of any size: as many as add something.
                false => (fewer..best.len()).find(|at| best[*at].0 <= 0).unwrap_or(best.len()),
            };
            if let Some((points, other)) = best.get(with).filter(|_| sizes.exact) {
                further.push((*points, one, *other));
            }
            best.truncate(with);
            each.push((best.iter().map(|(points, _)| points).sum::<i64>(), one, best));
        }
        each.sort_unstable_by(|a, b| b.cmp(a));
        each.truncate(sizes.placed);
        further.sort_unstable_by(|a, b| b.cmp(a));
        further.truncate(sizes.larger);
        let value = each.iter().map(|one| one.0).chain(further.iter().map(|one| one.0)).sum();
        let mut slope = vec![0i64; self.people()];
        let of_each = each.iter().flat_map(|(_, one, with)| with.iter().map(move |(_, other)| (*one, *other)));
        for (one, other) in of_each.chain(further.iter().map(|(_, one, other)| (*one, *other))) {
            slope[one] += 1;
            slope[other] -= 1;
        }
        (value, slope)
    }

    /// Step 4: the points with those who lead, if so many are placed in groups up to this size.
    fn of_led(&self, placed: usize, largest: usize) -> i64 {
        if self.wanted == Leaders::None || self.places.is_empty() {
            return 0;
        }
        let room: Vec<i64> =
            self.places.iter().map(|places| places.saturating_mul(largest).min(placed) as i64).collect();
        let mut costs = vec![0i64; room.len()];
        let mut best = i64::MAX;
        for step in 0..STEPS as i64 {
            let mut taken = vec![0i64; room.len()];
            let mut each = Vec::with_capacity(self.people());
            for row in &self.led {
                let less = row
                    .iter()
                    .enumerate()
                    .filter_map(|(leader, points)| Some(((*points)? * FINE - costs[leader], leader)));
                match less.max_by_key(|(points, leader)| (*points, std::cmp::Reverse(*leader))) {
                    Some((points, leader)) if points > 0 || self.wanted == Leaders::Needed => {
                        each.push((points, Some(leader)))
                    }
                    _ if self.wanted == Leaders::Needed => {}
                    _ => each.push((0, None)),
                }
            }
            each.sort_unstable_by(|a, b| b.cmp(a));
            each.truncate(placed);
            each.iter().filter_map(|one| one.1).for_each(|leader| taken[leader] += 1);
            let of_places: i64 = costs.iter().zip(&room).map(|(cost, room)| cost * room).sum();
            best = best.min(each.iter().map(|one| one.0).sum::<i64>() + of_places);
            let spread = FINE * (1 + self.spread() / (1 + step));
            for ((cost, taken), room) in costs.iter_mut().zip(&taken).zip(&room) {
                *cost = (*cost + (taken - room).signum() * spread / 2).max(0);
            }
        }
        best.div_euclid(FINE)
    }

    /// How far points with those who lead differ.
    fn spread(&self) -> i64 {
        let all = || self.led.iter().flatten().flatten().copied();
        all().max().unwrap_or(0) - all().min().unwrap_or(0)
    }
}

/// What sizes there are: so many people placed, so many of them in groups of this size, and the others of one less; or, if
/// not exact, of any size up to this one.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    placed: usize,
    larger: usize,
    size: usize,
    exact: bool,
}

impl Sizes {
    fn even(placed: usize, groups: usize) -> Self {
        let groups = groups.max(1);
        let size = placed.div_ceil(groups).max(1);
        let larger = if placed.is_multiple_of(groups) { placed } else { placed % groups * size };
        Sizes { placed, larger, size, exact: true }
    }
}

#[cfg(test)]
mod tests {
    use super::super::groups::Ways;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
        #[test]
        fn no_grouping_of_all_exceeds_it(
            (people, leaders) in (0..9usize, 0..3usize),
            (least, more) in (1..4usize, 0..3usize),
            wanted in prop::sample::select(vec![Leaders::None, Leaders::Optional, Leaders::Needed]),
            points in prop::collection::vec(prop::option::weighted(0.9, -9..20i64), 120),
            places in prop::collection::vec(0..3u32, 2),
        ) {
            let at = |one: usize, other: usize| points[one.min(other) * 9 + one.max(other)];
            let pairs: Vec<Vec<Option<i64>>> = (0..people)
                .map(|one| (0..people).map(|other| if one == other { None } else { at(one, other) }).collect())
                .collect();
            let led: Vec<Vec<Option<i64>>> =
                (0..people).map(|one| (0..leaders).map(|leader| points[90 + one * 2 + leader]).collect()).collect();
            let sizes = least..=(least + more).min(people);
            let cells = Cells {
                least,
                most: *sizes.end(),
                wanted,
                places: places[..leaders].iter().map(|places| *places as usize).collect(),
                pairs: pairs.clone(),
                led: led.clone(),
            };
            let ways = Ways::free(sizes, wanted, places[..leaders].to_vec(), [pairs, led]);
            let (best, _) = ways.best().unwrap();
            let most = cells.at_most(best);
            prop_assert!(most.placed >= best.0 as usize, "{most:?} {best:?}");
            let bound = cells.bound(best);
            prop_assert!(bound >= best.3, "{bound} {best:?}");
            // Whatever is worse in points is bounded by the same, and never taken for the best.
            let worse = (best.0, best.1, best.2, best.3 - 1);
            prop_assert!(!cells.at_most(worse).reached);
        }
    }

    #[test]
    fn what_all_could_have_is_reached() {
        // Three and three, who earn 10 with their own and nothing with the others.
        let points = |one: usize, other: usize| (one != other).then_some(if one / 3 == other / 3 { 10 } else { 0 });
        let pairs = (0..6).map(|one| (0..6).map(|other| points(one, other)).collect()).collect();
        let cells =
            Cells { least: 3, most: 3, wanted: Leaders::None, places: Vec::new(), pairs, led: vec![Vec::new(); 6] };
        assert_eq!(cells.at_most((6, 0, 0, 60)), AtMost { placed: 6, points: 60, reached: true });
        assert_eq!(cells.at_most((6, 0, 0, 50)), AtMost { placed: 6, points: 60, reached: false });
    }
}
