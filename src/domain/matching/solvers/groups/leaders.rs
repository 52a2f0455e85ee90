//! Step 4: the best facilitators of given groups, which the solver of pairs finds: groups are its mentees,
//! facilitators its mentors.

use super::super::{Aim, FORBIDDEN, Request, Score, Scores, solve};
use super::table::{Table, meets};
use super::{Draft, Worth};

/// A plain table of points.
pub(super) struct Cells {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<Score>,
}

impl Scores for Cells {
    fn mentees(&self) -> usize {
        self.rows
    }
    fn mentors(&self) -> usize {
        self.columns
    }
    fn fill(&self, mentee: usize, row: &mut [Score]) {
        row.copy_from_slice(&self.cells[mentee * self.columns..][..self.columns]);
    }
}

/// Gives groups other facilitators where that is better: more groups with one, then more points.
pub(super) fn choose(table: &Table, groups: &mut [Draft]) {
    if table.leaders == 0 || groups.is_empty() {
        return;
    }
    // Points that do not fit are far beyond any scheme; then everything stays as it is.
    let Some(cells) = groups.iter().flat_map(|group| row(table, group)).collect::<Option<Vec<Score>>>() else { return };
    let lots: Vec<u64> = groups.iter().map(|group| Worth::of(table, &group.members, None).lot as u64).collect();
    let scores = Cells { rows: groups.len(), columns: table.leaders, cells };
    let request = Request {
        scores: &scores,
        mentee_places: &vec![1; groups.len()],
        mentor_places: &table.places,
        aim: Aim::MostPeople,
        waited: &[],
        served: &[],
        kept: &[],
        levels: &[],
        mentee_lots: &lots,
        mentor_lots: &table.leader_lots,
    };
    let Ok(solution) = solve(&request) else { return };
    let mut other = groups.to_vec();
    other.iter_mut().for_each(|group| group.leader = None);
    for (group, leader) in solution.pairs {
        other[group as usize].leader = Some(leader);
    }
    if table.worth(&other) > table.worth(groups) {
        groups.clone_from_slice(&other);
    }
}

/// The points of each facilitator with a group; `None` where they do not fit.
fn row(table: &Table, group: &Draft) -> Vec<Option<Score>> {
    let mut free = vec![u64::MAX; table.words];
    for &one in &group.members {
        free.iter_mut().zip(table.free(one)).for_each(|(all, own)| *all &= own);
    }
    let points = |leader: u32| {
        let may =
            meets(&free, table.leader_free(leader)) && group.members.iter().all(|&one| !table.led_barred(one, leader));
        let sum = || group.members.iter().map(|&one| i64::from(table.led_points(one, leader))).sum::<i64>();
        let fits = |sum: i64| Score::try_from(sum).ok().filter(|&score| score != FORBIDDEN);
        if may { fits(sum()) } else { Some(FORBIDDEN) }
    };
    (0..table.leaders as u32).map(points).collect()
}
