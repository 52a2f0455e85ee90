//! People on both sides: nobody has two roles where one was meant, and no two mentor each other unless the scheme lets them.

use std::collections::HashSet;

use crate::domain::matching::pool::Pool;

/// Checks that some pairs (mentee, mentor), as positions in a pool of two sides, give nobody both roles in place of one,
/// and no two people each other both ways where that may not be.
///
/// # Errors
/// Says what does not hold, in one sentence.
pub fn one_role_each(pool: &Pool<'_>, pairs: &[(usize, usize)]) -> Result<(), String> {
    let give: HashSet<usize> = pairs.iter().map(|(_, j)| pool.mentors[*j].person).collect();
    // By the positions in the list of people.
    let people: HashSet<(usize, usize)> =
        pairs.iter().map(|(i, j)| (pool.mentees[*i].person, pool.mentors[*j].person)).collect();
    for (i, j) in pairs {
        let (mentee, mentor) = (pool.mentees[*i].person, pool.mentors[*j].person);
        let (learner, giver) = (pool.mentee(*i).0, pool.mentor(*j).0);
        if learner.either && give.contains(&mentee) {
            return Err(format!("{} has both roles in place of one", learner.id));
        }
        if !pool.given.scheme.places.two_way && people.contains(&(mentor, mentee)) {
            return Err(format!("{} and {} mentor each other", learner.id, giver.id));
        }
    }
    Ok(())
}
