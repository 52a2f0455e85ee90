//! Who takes one place more with a mentor: the mentees with whom the shortest paths from the ground to that mentor begin.
//!
//! By exact prices all arcs of such paths cost nothing, and every choice that is best with one place more differs from
//! the solution by one such path and by cycles of such arcs.
//!
//! 1. Once for everybody: with whom all shortest paths to a node begin. They are followed from each beginning; a node
//!    that is met from two of them begins with nobody in particular, and neither does what lies behind it.
//! 2. For one mentee who has nobody: all nodes behind them. A cycle of such arcs is open without the place more too,
//!    and the lots were drawn: only the path is new, and who is not on one is not placed.
use super::residual::{Residual, Row};
use std::cell::RefCell;

/// Whether a mentee is placed if a mentor has one place more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// In every choice that is best then.
    Always,
    /// In some of them; the lots decide.
    ByLot,
    /// In none of them that the lots may draw.
    Never,
}

/// Nobody has been there, or paths from several beginnings have.
const NONE: usize = usize::MAX;
const SEVERAL: usize = usize::MAX - 1;

/// What is known of the paths.
pub(super) struct Takers {
    /// The node with which all shortest paths to a node begin.
    first: Vec<usize>,
    /// The mentors next to a mentee on paths, as far as they have been asked for.
    next: RefCell<Vec<Option<Next>>>,
}

/// Mentors: a list of few, or a bit for each that there is.
#[derive(Clone)]
enum Next {
    Few(Box<[u32]>),
    Many(Box<[u64]>),
}

impl Takers {
    /// Step 1. `prices`: exact distances from the ground.
    pub fn new(graph: &Residual, prices: &[i128]) -> Self {
        let (mentees, ground) = (graph.mentees, graph.ground());
        let mut first = vec![NONE; ground];
        let mut row = graph.row();
        let mut behind = Vec::new();
        let mentee_begins = |i: usize| graph.takes_one(i).is_some_and(|costs| costs == prices[i]);
        let mentor_begins = |j: usize| !graph.taken(j).is_empty() && prices[mentees + j] == 0;
        let all = (0..mentees).filter(|i| mentee_begins(*i));
        for root in all.chain((0..graph.mentors).filter(|j| mentor_begins(*j)).map(|j| mentees + j)) {
            meet(&mut first, &mut behind, root, root);
            while let Some(node) = behind.pop() {
                let label = first[node];
                if node < mentees {
                    for mentor in next(graph, prices, node, &mut row) {
                        meet(&mut first, &mut behind, mentees + mentor as usize, label);
                    }
                } else {
                    held_next(graph, prices, node).for_each(|mentee| meet(&mut first, &mut behind, mentee, label));
                }
            }
        }
        Takers { first, next: RefCell::new(vec![None; mentees]) }
    }

    /// Step 2: for each mentor, of a mentee who has nobody.
    pub fn of(&self, graph: &Residual, prices: &[i128], mentee: usize) -> Vec<Takes> {
        let mut known = self.next.borrow_mut();
        let mut row = graph.row();
        let mut met_mentees = vec![false; graph.mentees];
        let mut met = vec![0u64; graph.mentors.div_ceil(64)];
        let mut behind = vec![mentee];
        met_mentees[mentee] = true;
        while let Some(mentee) = behind.pop() {
            let next =
                known[mentee].get_or_insert_with(|| Next::new(next(graph, prices, mentee, &mut row), graph.mentors));
            next.meet(&mut met, |mentor| {
                for other in held_next(graph, prices, graph.mentees + mentor) {
                    if !std::mem::replace(&mut met_mentees[other], true) {
                        behind.push(other);
                    }
                }
            });
        }
        let takes = |mentor: usize| match met[mentor / 64] >> (mentor % 64) & 1 {
            _ if self.first[graph.mentees + mentor] == mentee => Takes::Always,
            0 => Takes::Never,
            _ => Takes::ByLot,
        };
        (0..graph.mentors).map(takes).collect()
    }
}

/// Comes to a node on paths that all begin with one node, or with several.
fn meet(first: &mut [usize], behind: &mut Vec<usize>, node: usize, label: usize) {
    let known = first[node];
    if known == label || known == SEVERAL {
        return;
    }
    first[node] = if known == NONE { label } else { SEVERAL };
    behind.push(node);
}

impl Next {
    fn new(next: impl Iterator<Item = u32>, mentors: usize) -> Self {
        let list: Vec<u32> = next.collect();
        if list.len() < mentors / 32 {
            return Next::Few(list.into());
        }
        let mut bits = vec![0u64; mentors.div_ceil(64)];
        list.iter().for_each(|mentor| bits[*mentor as usize / 64] |= 1 << (mentor % 64));
        Next::Many(bits.into())
    }

    /// Marks all these mentors as met, and names those who had not been.
    fn meet(&self, met: &mut [u64], mut new: impl FnMut(usize)) {
        let mut those = |word: usize, bits: u64| {
            let mut fresh = bits & !met[word];
            met[word] |= fresh;
            while fresh != 0 {
                new(word * 64 + fresh.trailing_zeros() as usize);
                fresh &= fresh - 1;
            }
        };
        match self {
            Next::Few(list) => list.iter().for_each(|mentor| those(*mentor as usize / 64, 1 << (mentor % 64))),
            Next::Many(bits) => bits.iter().enumerate().for_each(|(word, bits)| those(word, *bits)),
        }
    }
}

/// The mentors to whom a path may go on from a mentee.
fn next<'n>(
    graph: &'n Residual,
    prices: &'n [i128],
    mentee: usize,
    row: &'n mut Row,
) -> impl Iterator<Item = u32> + use<'n> {
    graph.read(mentee, row);
    let on = move |&(_, mentor, costs): &(usize, usize, i128)| costs + prices[mentee] == prices[graph.mentees + mentor];
    graph.arcs(row, 0).filter(on).map(|(_, mentor, _)| mentor as u32)
}

/// The mentees to whom a path may go on from a mentor's node.
fn held_next<'n>(graph: &'n Residual, prices: &'n [i128], node: usize) -> impl Iterator<Item = usize> + use<'n> {
    let taken = graph.taken(node - graph.mentees).iter();
    let on = move |&&(mentee, _, count): &&(u32, u32, i128)| count + prices[node] == prices[mentee as usize];
    taken.filter(on).map(|&(mentee, ..)| mentee as usize)
}
