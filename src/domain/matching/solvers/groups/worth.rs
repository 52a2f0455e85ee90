//! Step 1: what groups are worth, compared from the first to the last quantity and added quantity by quantity.

use super::super::lots::lot;
use super::table::Table;
use std::iter::Sum;
use std::ops::{Add, Sub};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Worth {
    /// People.
    pub placed: i64,
    /// Minus the unevenness of sizes.
    pub even: i64,
    /// Groups with a facilitator, where they could be without.
    pub led: i64,
    pub points: i64,
    /// A lot of 40 bits for each group.
    pub lot: i64,
}

impl Worth {
    /// That of one group.
    pub fn of(table: &Table, members: &[u32], leader: Option<u32>) -> Self {
        let mut points = 0;
        let mut drawn = 0;
        for (at, &one) in members.iter().enumerate() {
            points += members[at + 1..].iter().map(|&other| i64::from(table.points(one, other))).sum::<i64>();
            points += leader.map_or(0, |leader| i64::from(table.led_points(one, leader)));
            drawn = lot(drawn, table.lots[one as usize]);
        }
        let led = Self::led(table, leader);
        let (placed, even) = (members.len() as i64, -table.sizes.uneven(members.len()));
        Worth { placed, even, led, points, lot: Self::lot(table, drawn, leader) }
    }

    /// What a facilitator counts before points.
    pub fn led(table: &Table, leader: Option<u32>) -> i64 {
        i64::from(leader.is_some() && !table.always)
    }

    /// The lot of a group, of the lots of its members folded in ascending order and that of its facilitator.
    pub fn lot(table: &Table, drawn: u64, leader: Option<u32>) -> i64 {
        let drawn = leader.map_or(drawn, |leader| lot(drawn, table.leader_lots[leader as usize]));
        (lot(drawn, 1) >> 24) as i64
    }

    /// What comes before points.
    pub fn before_points(&self) -> (i64, i64, i64) {
        (self.placed, self.even, self.led)
    }
}

impl Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Worth {
            placed: self.placed + other.placed,
            even: self.even + other.even,
            led: self.led + other.led,
            points: self.points + other.points,
            lot: self.lot + other.lot,
        }
    }
}

impl Sub for Worth {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Worth {
            placed: self.placed - other.placed,
            even: self.even - other.even,
            led: self.led - other.led,
            points: self.points - other.points,
            lot: self.lot - other.lot,
        }
    }
}

impl Sum for Worth {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Worth::default(), Add::add)
    }
}
