//! Who is ready for a round: free, willing and with a place left.

use std::collections::{HashMap, HashSet};

use super::pool::{Pool, Side};
use super::round::{Obstacle, Start};
use super::sets::Sets;
use super::shares::UnderWay;
use super::standing::{Standing, set_aside};
use super::waiting::Waiting;
use crate::domain::person::PersonId;
use crate::domain::scheme::{Form, Role};

/// Those who are ready for a round, and what lies between them.
pub struct Ready<'a> {
    /// The people on their sides.
    pub pool: Pool<'a>,
    /// Mentees who waited in an earlier round.
    pub waited: Vec<bool>,
    /// Mentees who have somebody already, and a place for one more.
    pub served: Vec<bool>,
    /// The same of the other side, where that hopes for somebody too.
    pub waiting: Option<Waiting>,
    /// Who of the mentors' side waited, whether or not that counts.
    pub others_waited: Vec<bool>,
    /// What counts towards largest shares.
    pub under_way: UnderWay,
    /// What happened so far.
    pub standing: Standing,
    never: HashSet<(usize, usize)>,
    /// Who could lead groups.
    pub leaders: Vec<Side>,
    /// Those of the second side who would be ready but have no place left.
    full: Vec<Side>,
}

impl<'a> Ready<'a> {
    /// Those of one pool, with those who could lead them.
    ///
    /// # Errors
    /// Where points are too large to be added up exactly.
    pub fn sets(&self) -> Result<Sets<'_, 'a>, Obstacle> {
        Sets::new(&self.pool, self.leaders.clone(), &self.never).map_err(|_| Obstacle::TooLarge)
    }

    /// Some of the mentees beside those of the other side who have no place left; `None` where there are none of either.
    pub fn beside_the_full(&self, mentees: Vec<Side>) -> Option<Pool<'a>> {
        let (some, full) = (!mentees.is_empty(), self.full.clone());
        let (given, roles) = (self.pool.given, self.pool.roles());
        (some && !full.is_empty()).then(|| Pool::new(given, roles, mentees, full, &self.never).ok()).flatten()
    }
}

/// Puts those who are ready for a round on their sides.
///
/// # Errors
/// Where points are too large to be added up exactly.
pub fn ready<'a>(start: &Start<'a>) -> Result<Ready<'a>, Obstacle> {
    gather(start, false)
}

/// The same with those beside them who give time and have no place left, so that it can be asked what one place more with
/// them would mean.
///
/// # Errors
/// As [`ready`].
pub fn ready_beside_the_full<'a>(start: &Start<'a>) -> Result<Ready<'a>, Obstacle> {
    gather(start, true)
}

fn gather<'a>(start: &Start<'a>, all_who_give: bool) -> Result<Ready<'a>, Obstacle> {
    let Start { given, round, relationships, elsewhere, skips, waited, without } = *start;
    let (scheme, people) = (given.scheme, given.people);
    let at: HashMap<PersonId, usize> = people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
    let aside = |id: PersonId| at.get(&id).is_none_or(|person| set_aside(&people[*person], without).is_some());
    let standing = Standing::new(scheme, [relationships, elsewhere], &at, aside);
    let never = standing.never(skips, &at);
    let sides = |role: Role| -> Vec<Side> {
        people.iter().enumerate().filter_map(|person| standing.side(scheme, person, role, round, without)).collect()
    };
    let with_places = |mut sides: Vec<Side>| {
        sides.retain(|side| side.places > 0);
        sides
    };
    let giving = |sides: Vec<Side>| if all_who_give { sides } else { with_places(sides) };
    let [first, second] = scheme.form.roles();
    // Of one pool nobody only gives time.
    let seconds = if scheme.form.one_pool() { Vec::new() } else { sides(second) };
    let full = seconds.iter().copied().filter(|side| side.places == 0).collect();
    let (second, seconds) =
        if scheme.form.one_pool() { (first, with_places(sides(first))) } else { (second, giving(seconds)) };
    let pool = Pool::new(given, [first, second], with_places(sides(first)), seconds, &never);
    let pool = pool.map_err(|_| Obstacle::TooLarge)?;
    let have_waited = |sides: &[Side]| sides.iter().map(|side| waited.contains(&people[side.person].id)).collect();
    let others_waited: Vec<bool> = have_waited(&pool.mentors);
    let waiting = Waiting::new(&pool, &others_waited);
    let waited = have_waited(&pool.mentees);
    let has_one = |side: &Side| !scheme.form.one_pool() && standing.busy(people[side.person].id, first);
    let served = pool.mentees.iter().map(has_one).collect();
    let leaders = if scheme.form == Form::Group { giving(sides(Role::Facilitator)) } else { Vec::new() };
    let under_way = UnderWay::new(&given, &standing);
    Ok(Ready { pool, waited, served, others_waited, waiting, under_way, standing, never, leaders, full })
}
