//! Step 1: people and facilitators in the order of their lots, with what is possible between them.
//!
//! Times are bits. Who fits any time has all bits, and one more that nobody else has: a time nobody named. So a group
//! can meet if its members have a bit in common.

use super::super::{FORBIDDEN, Score};
use super::sizes::Sizes;
use super::{Draft, Facilitated, GroupRequest, Worth};

pub(super) struct Table {
    pub people: usize,
    /// Facilitators with a place; none if groups have none.
    pub leaders: usize,
    pub sizes: Sizes,
    /// Whether there is no group without a facilitator.
    pub always: bool,
    /// Where in the request each person is.
    pub person: Vec<u32>,
    /// Where in the request each facilitator is.
    pub facilitator: Vec<u32>,
    pub lots: Vec<u64>,
    pub leader_lots: Vec<u64>,
    pub places: Vec<u32>,
    /// Words of times a person has.
    pub words: usize,
    free: Vec<u64>,
    leader_free: Vec<u64>,
    points: Vec<Score>,
    barred: Vec<u8>,
    led_points: Vec<Score>,
    led_barred: Vec<u8>,
}

impl Table {
    pub fn new(request: &GroupRequest) -> Self {
        let people = request.scores.people();
        let person = by_lot(people, request.lots);
        let mut facilitator = by_lot(request.scores.facilitators(), request.facilitator_lots);
        let places_of = |f: u32| request.facilitator_places.get(f as usize).copied().unwrap_or(0);
        facilitator.retain(|&f| request.facilitated != Facilitated::Never && places_of(f) > 0);
        let named = request.slots.iter().chain(request.facilitator_slots).flatten().flatten();
        let mut times: Vec<u32> = named.copied().collect();
        times.sort_unstable();
        times.dedup();
        let words = times.len() / 64 + 1;
        let leaders = facilitator.len();
        let mut table = Table {
            people,
            leaders,
            sizes: Sizes { least: request.least.max(1), most: request.most.min(people) },
            always: request.facilitated == Facilitated::Always,
            lots: lots_of(&person, request.lots),
            leader_lots: lots_of(&facilitator, request.facilitator_lots),
            places: facilitator.iter().map(|&f| places_of(f)).collect(),
            words,
            free: bits(&person, request.slots, &times),
            leader_free: bits(&facilitator, request.facilitator_slots, &times),
            points: vec![0; people * people],
            barred: vec![0; people * people],
            led_points: vec![0; people * leaders],
            led_barred: vec![0; people * leaders],
            person,
            facilitator,
        };
        table.ask(request);
        table
    }

    /// Asks for all points. Whoever has no time in common may not be in one group either.
    fn ask(&mut self, request: &GroupRequest) {
        for one in 0..self.people {
            for other in one + 1..self.people {
                let meet = meets(self.free(one as u32), self.free(other as u32));
                let may = || request.scores.pair(self.person[one] as usize, self.person[other] as usize);
                let score = if meet { may() } else { None }.unwrap_or(FORBIDDEN);
                for cell in [one * self.people + other, other * self.people + one] {
                    self.barred[cell] = u8::from(score == FORBIDDEN);
                    self.points[cell] = if score == FORBIDDEN { 0 } else { score };
                }
            }
        }
        for leader in 0..self.leaders {
            for one in 0..self.people {
                let meet = meets(self.free(one as u32), self.leader_free(leader as u32));
                let may = || request.scores.led(self.person[one] as usize, self.facilitator[leader] as usize);
                let score = if meet { may() } else { None }.unwrap_or(FORBIDDEN);
                let cell = leader * self.people + one;
                self.led_barred[cell] = u8::from(score == FORBIDDEN);
                self.led_points[cell] = if score == FORBIDDEN { 0 } else { score };
            }
        }
    }

    /// The points of two people; 0 where they may not be in one group, or are the same.
    #[inline]
    pub fn points(&self, one: u32, other: u32) -> Score {
        self.points[one as usize * self.people + other as usize]
    }

    /// The points of a person with everybody.
    #[inline]
    pub fn points_row(&self, one: u32) -> &[Score] {
        &self.points[one as usize * self.people..][..self.people]
    }

    /// 1 where somebody may not be in one group with a person.
    #[inline]
    pub fn barred_row(&self, one: u32) -> &[u8] {
        &self.barred[one as usize * self.people..][..self.people]
    }

    #[inline]
    pub fn barred(&self, one: u32, other: u32) -> bool {
        self.barred[one as usize * self.people + other as usize] != 0
    }

    #[inline]
    pub fn led_points(&self, one: u32, leader: u32) -> Score {
        self.led_points[leader as usize * self.people + one as usize]
    }

    /// The points of everybody with a facilitator; 0 where that may not be.
    pub fn led_points_row(&self, leader: u32) -> &[Score] {
        &self.led_points[leader as usize * self.people..][..self.people]
    }

    #[inline]
    pub fn led_barred(&self, one: u32, leader: u32) -> bool {
        self.led_barred[leader as usize * self.people + one as usize] != 0
    }

    /// 1 for everybody who may not be with a facilitator.
    pub fn led_barred_row(&self, leader: u32) -> &[u8] {
        &self.led_barred[leader as usize * self.people..][..self.people]
    }

    /// The times of a person.
    #[inline]
    pub fn free(&self, one: u32) -> &[u64] {
        &self.free[one as usize * self.words..][..self.words]
    }

    /// The times of a facilitator.
    #[inline]
    pub fn leader_free(&self, leader: u32) -> &[u64] {
        &self.leader_free[leader as usize * self.words..][..self.words]
    }

    /// How many groups there can be for want of facilitators.
    pub fn most_groups(&self) -> usize {
        if self.always { self.all_places() } else { usize::MAX }
    }

    /// The places of all facilitators.
    pub fn all_places(&self) -> usize {
        self.places.iter().fold(0usize, |sum, &places| sum.saturating_add(places as usize))
    }

    /// The places that some groups leave.
    pub fn spare(&self, groups: &[Draft]) -> Vec<u32> {
        let mut spare = self.places.clone();
        for leader in groups.iter().filter_map(|group| group.leader) {
            spare[leader as usize] = spare[leader as usize].saturating_sub(1);
        }
        spare
    }

    pub fn worth(&self, groups: &[Draft]) -> Worth {
        groups.iter().map(|group| Worth::of(self, &group.members, group.leader)).sum()
    }
}

/// Whether there is a time in common.
#[inline]
pub(super) fn meets(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).any(|(a, b)| a & b != 0)
}

/// Positions by lot; by themselves where lots are equal.
fn by_lot(number: usize, lots: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..number as u32).collect();
    order.sort_by_key(|&at| (lots.get(at as usize).copied().unwrap_or(0), at));
    order
}

fn lots_of(order: &[u32], lots: &[u64]) -> Vec<u64> {
    order.iter().map(|&at| lots.get(at as usize).copied().unwrap_or(0)).collect()
}

fn bits(order: &[u32], slots: &[Option<Vec<u32>>], times: &[u32]) -> Vec<u64> {
    let words = times.len() / 64 + 1;
    let mut bits = vec![0; order.len() * words];
    for (&at, row) in order.iter().zip(bits.chunks_exact_mut(words)) {
        let mut set = |bit: usize| row[bit / 64] |= 1 << (bit % 64);
        match slots.get(at as usize) {
            Some(Some(own)) => own.iter().filter_map(|time| times.binary_search(time).ok()).for_each(&mut set),
            _ => (0..=times.len()).for_each(&mut set),
        }
    }
    bits
}
