//! Why, why not, and what if: exact answers about a round of pairs, person by person.

use super::asked::Asked;
use super::pool::Pool;
use super::ring::{Ring, ring};
use super::rows::Rows;
use super::solvers::coupled::worth;
use super::solvers::marginal::{Marginal, Shortage, Worth};
use super::solvers::{Aim, Score, Scores, Solution, solve};
use crate::domain::scheme::Role;

/// A round of pairs that was solved, ready for questions.
pub struct Explained<'e> {
    /// The people and what lies between them.
    pub pool: &'e Pool<'e>,
    /// The pairs (mentee, mentor) as positions, sorted.
    pub pairs: &'e [(u32, u32)],
    asked: &'e Asked,
    rows: &'e Rows<'e, 'e>,
    marginal: Marginal<'e>,
}

/// Why nothing exact can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unexplained {
    /// Points are too large, or the best was searched for: two people mentor each other, or one person takes one of
    /// two roles.
    NoPrices,
}

/// The smallest change that gives somebody a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One place more with any one of these mentors.
    Place(Vec<usize>),
    /// One rule lifted for one pair.
    Rule {
        /// The rule's position in the scheme.
        rule: usize,
        /// The mentor.
        mentor: usize,
        /// What the whole gains.
        gain: Worth,
    },
    /// An answer that is missing, without which nobody fits.
    Answer(Vec<String>),
}

/// So many pairs of one person are tried with a rule lifted, the best scores first.
const TRIED: usize = 24;

/// Solves a pool and answers questions about it.
///
/// # Errors
/// Where the answer rests on no prices.
pub fn explain<T>(
    pool: &Pool<'_>,
    waited: &[bool],
    answer: impl FnOnce(&Explained<'_>) -> T,
) -> Result<T, Unexplained> {
    let rows = Rows::new(pool);
    let asked = Asked::new(pool, waited);
    let request = asked.request(&rows);
    let solution = solve(&request).map_err(|_| Unexplained::NoPrices)?;
    let marginal = Marginal::new(&request, &solution).map_err(|_| Unexplained::NoPrices)?;
    let Solution { pairs, .. } = &solution;
    Ok(answer(&Explained { pool, pairs, asked: &asked, rows: &rows, marginal }))
}

impl Explained<'_> {
    /// What the whole is worth as it is.
    pub fn worth(&self) -> Worth {
        self.marginal.worth()
    }

    /// For each mentor: how the whole would change if this mentee had to have them; `None` where that cannot be.
    pub fn alternatives(&self, mentee: usize) -> Vec<Option<Worth>> {
        let now = self.worth();
        self.marginal.alternatives(mentee).into_iter().map(|then| then.map(|then| then - now)).collect()
    }

    /// Whether each pair is in every choice that is as good but for the lots.
    pub fn firm(&self) -> Vec<bool> {
        self.marginal.firm()
    }

    /// For each mentor: what one place more would add.
    pub fn one_more_place(&self) -> Vec<Worth> {
        self.marginal.one_more_place()
    }

    /// For each mentor: what one place less would change.
    pub fn one_place_less(&self) -> Vec<Worth> {
        self.marginal.one_place_less()
    }

    /// Who is left because too few mentors are possible for too many people.
    pub fn shortages(&self) -> Vec<Shortage> {
        self.marginal.shortages()
    }

    /// The mentors whom a mentee has.
    pub fn mentors_of(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.pairs.iter().filter(move |pair| pair.0 as usize == mentee).map(|pair| pair.1 as usize)
    }

    /// What would give this mentee, who has nobody, a mentor: each change is solved anew.
    pub fn changes(&self, mentee: usize) -> Vec<Change> {
        let mut changes = Vec::new();
        let places = self.places_that_help(mentee);
        if !places.is_empty() {
            changes.push(Change::Place(places));
        }
        changes.extend(self.rule_that_helps(mentee));
        let person = self.pool.mentees[mentee].person;
        let missing = ring(self.pool).into_iter().find(|ring| ring.person == person && ring.role == Role::Mentee);
        changes.extend(missing.filter(|ring| ring.ruled_out).map(|Ring { missing, .. }| Change::Answer(missing)));
        changes
    }

    /// Mentors with whom one place more would place one person more, this mentee among those placed.
    fn places_that_help(&self, mentee: usize) -> Vec<usize> {
        let gains = self.one_more_place();
        let helps = |mentor: &usize| {
            let mut asked = self.asked.clone();
            asked.mentor_places[*mentor] += 1;
            let solved = solve(&asked.request(self.rows));
            solved.is_ok_and(|solution| solution.pairs.iter().any(|pair| pair.0 as usize == mentee))
        };
        let more = (0..gains.len()).filter(|mentor| gains[*mentor].people > 0);
        more.take(TRIED).filter(helps).collect()
    }

    /// The rule that, lifted for this mentee and one mentor, would place one person more at the best points.
    fn rule_that_helps(&self, mentee: usize) -> Option<Change> {
        let pool = self.pool;
        let mut broken: Vec<(usize, usize)> = Vec::new();
        for mentor in (0..pool.mentors.len()).filter(|mentor| !pool.barred(mentee, *mentor)) {
            if let ([rule], true) = (&pool.broken_rules(mentee, mentor)[..], pool.given_allows(mentee, mentor)) {
                broken.push((*rule, mentor));
            }
        }
        broken.sort_by_key(|(_, mentor)| std::cmp::Reverse(pool.score(mentee, *mentor)));
        let tried = broken.into_iter().take(TRIED).filter_map(|(rule, mentor)| {
            let lifted = Lifted { rows: self.rows, mentee, mentor, score: pool.score(mentee, mentor) as Score };
            let request = self.asked.request(&lifted);
            let solution = solve(&request).ok()?;
            let gain = total(request.aim, &worth(&request, &solution.pairs).0) - self.worth();
            let placed = solution.pairs.iter().any(|pair| pair.0 as usize == mentee);
            (placed && gain.people > 0).then_some(Change::Rule { rule, mentor, gain })
        });
        tried.max_by_key(|change| match change {
            Change::Rule { gain, mentor, .. } => (gain.people, gain.points, std::cmp::Reverse(*mentor)),
            _ => (0, 0, std::cmp::Reverse(0)),
        })
    }
}

/// What a solution is worth, from the quantities of its aim in their order.
fn total(aim: Aim, worth: &[i128]) -> Worth {
    let at = |at: usize| worth.get(at).and_then(|n| i64::try_from(*n).ok()).unwrap_or(0);
    match aim {
        Aim::BestFit => Worth { points: at(0), people: at(1), waited: at(2), kept: at(3) },
        _ => Worth { people: at(0), waited: at(1), kept: at(2), points: at(3) },
    }
}

/// Rows in which one pair may be that a rule forbids.
struct Lifted<'l> {
    rows: &'l Rows<'l, 'l>,
    mentee: usize,
    mentor: usize,
    score: Score,
}

impl Scores for Lifted<'_> {
    fn mentees(&self) -> usize {
        self.rows.mentees()
    }

    fn mentors(&self) -> usize {
        self.rows.mentors()
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        self.rows.fill(mentee, row);
        if mentee == self.mentee {
            row[self.mentor] = self.score;
        }
    }
}
