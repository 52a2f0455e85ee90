//! Step 4: a grouping, with what joining each group would bring everybody, so that a swap is priced at once.

use super::table::{Table, meets};
use super::{Draft, Worth};

/// In no group.
pub(super) const OUT: u32 = u32::MAX;

struct Club {
    members: Vec<u32>,
    leader: Option<u32>,
    /// The points of everybody with the members and the facilitator.
    points: Vec<i64>,
    /// With how many of them everybody may not be together.
    clashes: Vec<u32>,
    /// The times of all without the first member, without the second and so on, and of all.
    free: Vec<u64>,
}

pub(super) struct State<'a> {
    pub table: &'a Table,
    clubs: Vec<Club>,
    /// The group of everybody, or [`OUT`].
    pub of: Vec<u32>,
    /// Where in their group everybody is.
    at: Vec<u32>,
}

impl<'a> State<'a> {
    pub fn new(table: &'a Table, groups: &[Draft]) -> Self {
        let mut state = State { table, clubs: Vec::new(), of: vec![OUT; table.people], at: vec![0; table.people] };
        for group in groups {
            let mut club = Club {
                members: group.members.clone(),
                leader: group.leader,
                points: vec![0; table.people],
                clashes: vec![0; table.people],
                free: Vec::new(),
            };
            if let Some(leader) = group.leader {
                add(&mut club.points, &mut club.clashes, table.led_points_row(leader), table.led_barred_row(leader));
            }
            for (at, &one) in group.members.iter().enumerate() {
                add(&mut club.points, &mut club.clashes, table.points_row(one), table.barred_row(one));
                state.of[one as usize] = state.clubs.len() as u32;
                state.at[one as usize] = at as u32;
            }
            state.clubs.push(club);
            state.meet(state.clubs.len() - 1);
        }
        state
    }

    pub fn groups(&self) -> Vec<Draft> {
        let draft = |club: &Club| {
            let mut members = club.members.clone();
            members.sort_unstable();
            Draft { members, leader: club.leader }
        };
        self.clubs.iter().map(draft).collect()
    }

    fn size(&self, group: u32) -> usize {
        self.clubs[group as usize].members.len()
    }

    /// The points a swap of two people of different groups would bring, whether it may be or not.
    #[inline]
    pub fn swap_gain(&self, one: u32, other: u32) -> i64 {
        let (a, b) = (self.of[one as usize], self.of[other as usize]);
        let between = i64::from(self.table.points(one, other));
        let mut gain = 0;
        for (from, to, who) in [(a, b, one), (b, a, other)] {
            gain -= self.points(from, who);
            // Whom they would change places with is not there any more.
            gain += if to == OUT { 0 } else { self.points(to, who) - between };
        }
        gain
    }

    #[inline]
    fn points(&self, group: u32, who: u32) -> i64 {
        self.clubs.get(group as usize).map_or(0, |club| club.points[who as usize])
    }

    /// Whether two people of different groups may change places.
    pub fn may_swap(&self, one: u32, other: u32) -> bool {
        let barred = u32::from(self.table.barred(one, other));
        let fits = |who: u32, for_whom: u32| {
            let Some(club) = self.clubs.get(self.of[for_whom as usize] as usize) else { return true };
            let free = self.free_without(club, self.at[for_whom as usize] as usize);
            club.clashes[who as usize] == barred && meets(free, self.table.free(who))
        };
        fits(one, other) && fits(other, one)
    }

    fn free_without<'b>(&self, club: &'b Club, at: usize) -> &'b [u64] {
        &club.free[at * self.table.words..][..self.table.words]
    }

    pub fn swap(&mut self, one: u32, other: u32) {
        let (a, b) = (self.of[one as usize], self.of[other as usize]);
        for (group, leaves, joins) in [(a, one, other), (b, other, one)] {
            if let Some(club) = self.clubs.get_mut(group as usize) {
                let table = self.table;
                club.members[self.at[leaves as usize] as usize] = joins;
                take(&mut club.points, &mut club.clashes, table.points_row(leaves), table.barred_row(leaves));
                add(&mut club.points, &mut club.clashes, table.points_row(joins), table.barred_row(joins));
            }
        }
        self.of.swap(one as usize, other as usize);
        self.at.swap(one as usize, other as usize);
        self.meet(a as usize);
        self.meet(b as usize);
    }

    /// What it would bring if a person went to a group, lots apart; `None` if they may not.
    pub fn move_gain(&self, one: u32, to: u32) -> Option<Worth> {
        let sizes = &self.table.sizes;
        let from = self.of[one as usize];
        let club = self.clubs.get(to as usize)?;
        let free = self.free_without(club, club.members.len());
        let may = sizes.contains(club.members.len() + 1)
            && (from == OUT || sizes.contains(self.size(from) - 1))
            && club.clashes[one as usize] == 0
            && meets(free, self.table.free(one));
        if !may {
            return None;
        }
        let step = |size: usize, then: usize| sizes.uneven(size) - sizes.uneven(then);
        let mut gain = Worth { placed: i64::from(from == OUT), points: self.points(to, one), ..Worth::default() };
        gain.even = step(club.members.len(), club.members.len() + 1);
        if from != OUT {
            gain.even += step(self.size(from), self.size(from) - 1);
            gain.points -= self.points(from, one);
        }
        Some(gain)
    }

    pub fn go(&mut self, one: u32, to: u32) {
        let (table, from) = (self.table, self.of[one as usize]);
        if let Some(club) = self.clubs.get_mut(from as usize) {
            let at = self.at[one as usize];
            club.members.swap_remove(at as usize);
            if let Some(&moved) = club.members.get(at as usize) {
                self.at[moved as usize] = at;
            }
            take(&mut club.points, &mut club.clashes, table.points_row(one), table.barred_row(one));
            self.meet(from as usize);
        }
        if let Some(club) = self.clubs.get_mut(to as usize) {
            (self.of[one as usize], self.at[one as usize]) = (to, club.members.len() as u32);
            club.members.push(one);
            add(&mut club.points, &mut club.clashes, table.points_row(one), table.barred_row(one));
            self.meet(to as usize);
        }
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.clubs.len()
    }

    /// Writes the times of a group anew, if it is one.
    fn meet(&mut self, group: usize) {
        let Some(club) = self.clubs.get_mut(group) else { return };
        let (words, size) = (self.table.words, club.members.len());
        club.free.clear();
        club.free.resize((size + 1) * words, u64::MAX);
        let mut all =
            club.leader.map_or_else(|| vec![u64::MAX; words], |leader| self.table.leader_free(leader).to_vec());
        // Forward the times of those before each member, backward those after.
        for (at, &one) in club.members.iter().enumerate() {
            club.free[at * words..][..words].copy_from_slice(&all);
            all.iter_mut().zip(self.table.free(one)).for_each(|(all, own)| *all &= own);
        }
        club.free[size * words..].copy_from_slice(&all);
        let mut after = vec![u64::MAX; words];
        for (at, &one) in club.members.iter().enumerate().rev() {
            let free = &mut club.free[at * words..][..words];
            free.iter_mut().zip(&after).for_each(|(free, after)| *free &= after);
            after.iter_mut().zip(self.table.free(one)).for_each(|(after, own)| *after &= own);
        }
    }
}

fn add(points: &mut [i64], clashes: &mut [u32], row: &[i32], barred: &[u8]) {
    points.iter_mut().zip(row).for_each(|(sum, &points)| *sum += i64::from(points));
    clashes.iter_mut().zip(barred).for_each(|(sum, &barred)| *sum += u32::from(barred));
}

fn take(points: &mut [i64], clashes: &mut [u32], row: &[i32], barred: &[u8]) {
    points.iter_mut().zip(row).for_each(|(sum, &points)| *sum -= i64::from(points));
    clashes.iter_mut().zip(barred).for_each(|(sum, &barred)| *sum -= u32::from(barred));
}
