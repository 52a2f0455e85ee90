//! Steps 3 to 5: several starts, the best of which counts.

use super::bound::Possible;
use super::random::Draws;
use super::repair::repair;
use super::search::{climb, search};
use super::start::{Manner, start};
use super::state::State;
use super::table::Table;
use super::{Draft, Worth, leaders};
use crate::domain::matching::solvers::lots::lot;
use crate::halves::in_halves;

/// How often, and how often while people are few.
const STARTS: u64 = 4;
const STARTS_OF_FEW: u64 = 12;
/// People from whom on they are many.
const MANY: usize = 200;

/// People from whom on the starts are worth a second thread.
const THREADED: usize = 30;

pub(super) fn best(table: &Table, possible: &Possible) -> (Vec<Draft>, Worth) {
    let seed = table.lots.iter().chain(&table.leader_lots).fold(0, |seed, &of| lot(seed, of));
    let starts: Vec<u64> = (0..if table.people < MANY { STARTS_OF_FEW } else { STARTS }).collect();
    let parts = in_halves(&starts, table.people >= THREADED, |part| {
        let one = |&number: &u64| once(table, possible, number, &mut Draws::new(lot(seed, number)));
        part.iter().map(one).collect::<Vec<_>>()
    });
    // Of two the same the first is kept.
    let best = parts.into_iter().flatten().reduce(|best, other| if other.1 > best.1 { other } else { best });
    best.unwrap_or_default()
}

fn once(table: &Table, possible: &Possible, number: u64, draws: &mut Draws) -> (Vec<Draft>, Worth) {
    let manner = Manner {
        groups: possible.groups.first().copied().unwrap_or(0),
        led: table.always || number.is_multiple_of(2),
        drawn_times: number % 4 >= 2,
    };
    let mut groups = start(table, &possible.whom, manner, draws);
    leaders::choose(table, &mut groups);
    repair(table, possible, &mut groups, draws);
    groups = searched(table, &groups, |state| search(state, &possible.whom, draws));
    leaders::choose(table, &mut groups);
    repair(table, possible, &mut groups, draws);
    groups = searched(table, &groups, |state| climb(state, &possible.whom));
    leaders::choose(table, &mut groups);
    let worth = table.worth(&groups);
    (groups, worth)
}

fn searched(table: &Table, groups: &[Draft], mut how: impl FnMut(&mut State)) -> Vec<Draft> {
    let mut state = State::new(table, groups);
    how(&mut state);
    state.groups()
}
