//! A round worked out anew: everybody is scored once more, and what the round claims is checked.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Verdict;
use super::past::{Proposal, Round, made_on};
use crate::commands::r#match::TOO_LARGE;
use crate::domain::matching::both_sides::coupled;
use crate::domain::matching::lot::lot;
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::proof::{self, Claim, KeptFree};
use crate::domain::matching::sets::Sets;
use crate::domain::matching::standing::Stood;
use crate::domain::matching::waiting::Waiting;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::{Aim, Form, Role};
use crate::domain::value::decimal;
use crate::store::records::rounds::{KEPT_FREE, LIMIT};
use crate::wording::plural;

impl Round<'_> {
    /// Scores everything anew and checks what the round claims.
    pub(super) fn recompute(&self) -> Result<Verdict, String> {
        let book = self.book;
        let form = book.scheme.form;
        let at: HashMap<PersonId, usize> = book.people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
        let sides = |role: Role| self.sides(role, &at);
        let proposals = self.proposals();
        // The day of the round is today for its rules.
        let today = made_on(book, self.number).map_err(|error| error.to_string())?;
        let never = self.stood(&proposals, today).never(&book.scheme, &at);
        let [first, second] = if form.one_pool() { [Role::Member; 2] } else { form.roles() };
        let too_large = |_| TOO_LARGE.to_string();
        let pool =
            Pool::new(book.given(today), [first, second], sides(first), sides(second), &never).map_err(too_large)?;
        let free = proposals.iter().filter(|(id, ..)| self.ground(&id.to_string()).is_none());
        let proposed: Vec<&Proposal> = free.collect();
        if form == Form::Group {
            let sets = Sets::new(&pool, sides(Role::Facilitator), &never).map_err(too_large)?;
            return self.groups(&pool, &sets, &proposed, &at);
        }
        let pairs = self.pairs(&pool, &proposed, &at)?;
        let have: HashSet<PersonId> = self.people().filter(|(_, _, ground)| ground.waited).map(|(id, ..)| id).collect();
        let have_waited =
            |sides: &[Side]| sides.iter().map(|side| have.contains(&book.people[side.person].id)).collect();
        let waited: Vec<bool> = have_waited(&pool.mentees);
        let has_one: HashSet<PersonId> =
            self.people().filter(|(_, _, ground)| ground.served).map(|(id, ..)| id).collect();
        let served: Vec<bool> =
            pool.mentees.iter().map(|side| has_one.contains(&book.people[side.person].id)).collect();
        let others: Vec<bool> = have_waited(&pool.mentors);
        let waiting = Waiting::new(&pool, &others);
        let people = self.people().map(|(id, ..)| id).collect::<BTreeSet<_>>().len();
        let anybody_waited = !have.is_empty();
        let (possible, shares) = (pool.mentees.len() * pool.mentors.len(), book.scheme.limits_pools());
        let (aim, lowest) = (self.aim, book.scheme.lowest_is_best());
        let proved = || Ok(Verdict::Proved { aim, people, pairs: possible, shares, waited: anybody_waited, lowest });
        let one_pool = form == Form::Peer;
        if !one_pool {
            proof::one_role_each(&pool, &pairs)?;
        }
        if self.aim == Aim::Stable {
            // Of one pool everybody stands on both sides.
            let turned = pairs.iter().filter(|_| one_pool).map(|(i, j)| (*j, *i));
            let mut pairs: Vec<(usize, usize)> = pairs.iter().copied().chain(turned).collect();
            pairs.sort_unstable();
            let (stages, kept_free, waiting) = (&[][..], &[][..], waiting.as_ref());
            let (pool, waited, served) = (&pool, &waited[..], &served[..]);
            Claim { pool, aim, pairs: &pairs, stages, waited, served, waiting, kept_free }.may_be()?;
            return if proof::is_stable(pool, &pairs) {
                proved()
            } else {
                Err("two people would both rather have each other".to_string())
            };
        }
        if one_pool {
            let stages = self.pool_stages(&pool).ok_or("the prices do not prove the pairs")?;
            proof::proves_peers(&pool, self.aim, &waited, &pairs, &stages)?;
            return proved();
        }
        let stages = self.stages(&pool);
        let searched =
            || Ok(Verdict::Searched { what: plural(pairs.len(), "pair"), proved: self.proved, grouped: None });
        let kept_free = match self.kept_free(&pool, &pairs, &at) {
            // Whoever became a mentee after all had places that are not there to be kept free.
            Err(_) if coupled(&pool) && !self.proved => None,
            kept_free => Some(kept_free?),
        };
        let claim = Claim {
            pool: &pool,
            aim,
            pairs: &pairs,
            stages: &stages,
            waited: &waited,
            served: &served,
            waiting: waiting.as_ref(),
            kept_free: kept_free.as_deref().unwrap_or_default(),
        };
        // Prices do not prove what rules out another thing, and of every number of relationships that was tried there are none:
        // that every pair may be is checked all the same.
        let without_prices = coupled(&pool) || shares && !self.proved && stages.is_empty();
        match claim.check() {
            Ok(()) if self.proved => proved(),
            Ok(()) => searched(),
            Err(_) if without_prices => claim.may_be().and_then(|()| searched()),
            Err(why) => Err(why),
        }
    }

    /// The places that were kept free for the sake of largest shares, where they keep to the limits that were written.
    fn kept_free(
        &self,
        pool: &Pool<'_>,
        pairs: &[(usize, usize)],
        at: &HashMap<PersonId, usize>,
    ) -> Result<Vec<KeptFree>, String> {
        let mut with = Vec::new();
        for ground in self.grounds.iter().filter(|ground| ground.role == KEPT_FREE) {
            let mentor = ground.of.parse().ok().and_then(|id: PersonId| pool.mentor_position(*at.get(&id)?));
            with.push(mentor.ok_or_else(|| format!("a place is kept free with {}, who is of no pool", ground.of))?);
        }
        let limit = |name: &str| {
            let said = self.grounds.iter().find(|ground| ground.of == LIMIT && ground.role == name);
            said.map(|ground| ground.places)
        };
        proof::kept_free(pool, pairs, &with, limit)
    }

    /// Those who took part in a role.
    fn sides(&self, role: Role, at: &HashMap<PersonId, usize>) -> Vec<Side> {
        let people = self.people().filter(|(_, as_role, _)| *as_role == role);
        let side = people.filter_map(|(id, _, ground)| {
            let person = *at.get(&id)?;
            let lot = lot(&self.book.scheme.name, self.number, role, &self.book.people[person].identity);
            Some(Side { person, places: ground.places, lot })
        });
        side.collect()
    }

    /// The pairs as positions in the pool, sorted; their scores are what was written.
    fn pairs(
        &self,
        pool: &Pool<'_>,
        proposed: &[&Proposal],
        at: &HashMap<PersonId, usize>,
    ) -> Result<Vec<(usize, usize)>, String> {
        let mut pairs = Vec::new();
        for (id, members, score) in proposed {
            let [one, other] = &members[..] else { return Err(format!("{id} is not a pair")) };
            let mentee = at.get(&one.id).and_then(|person| pool.mentee_position(*person));
            let mentor = at.get(&other.id).and_then(|person| pool.mentor_position(*person));
            let (Some(i), Some(j)) = (mentee, mentor) else {
                return Err(format!("{id} is between people who took no part"));
            };
            self.scores(*id, pool.score(i, j), pool.decimals, score)?;
            pairs.push((i, j));
        }
        pairs.sort_unstable();
        Ok(pairs)
    }

    /// Whether a score is what was written.
    pub(super) fn scores(&self, id: RelationshipId, units: i64, decimals: u32, written: &str) -> Result<(), String> {
        let shown = decimal(self.book.scheme.shown(units), decimals);
        if shown == written { Ok(()) } else { Err(format!("{id} scores {shown} and not {written}")) }
    }

    /// What stood between people then. Whoever the round put together was free for each other.
    fn stood(&self, proposals: &[Proposal], on: chrono::NaiveDate) -> Stood<'_> {
        let records = &self.book.records;
        let free = proposals.iter().filter(|(id, ..)| self.ground(&id.to_string()).is_none());
        let both = |(_, members, _): &Proposal| -> Vec<(PersonId, PersonId)> {
            members.iter().flat_map(|one| members.iter().map(|other| (one.id, other.id))).collect()
        };
        Stood {
            relationships: [&records.relationships, &records.elsewhere],
            skips: records.skips_in(self.number),
            proposed: free.flat_map(both).collect(),
            on,
        }
    }
}
