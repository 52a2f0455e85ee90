//! A round that was made, as the records and today's files tell it.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::bail;

use super::Verdict;
use crate::commands::r#match::TOO_LARGE;
use crate::commands::r#match::about_pairs::{files_about_pairs, scheme_digest, scheme_digest_with_pairs};
use crate::domain::matching::both_sides::coupled;
use crate::domain::matching::digest::{self, Digest};
use crate::domain::matching::lot::lot;
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::proof::groups::tried;
use crate::domain::matching::proof::{self, Claim, KeptFree};
use crate::domain::matching::sets::Sets;
use crate::domain::matching::standing::kept_apart;
use crate::domain::matching::waiting::Waiting;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::{Aim, Form, Role};
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::store::records::rounds::{KEPT_FREE, LIMIT, PAIRS, ROWS, SCHEME, SERVED};
use crate::wording::plural;

/// The day on which a round was made.
pub fn made_on(book: &Book, number: u32) -> anyhow::Result<chrono::NaiveDate> {
    let rounds = &book.records.rounds;
    let row = (0..rounds.len()).find(|row| rounds.cell(*row, "round") == number.to_string());
    let Some(row) = row else {
        bail!("there is no round {number}; the newest is {}", book.records.newest);
    };
    match rounds.cell(row, "on").parse() {
        Ok(day) => Ok(day),
        Err(_) => bail!("records/rounds.csv does not say on which day round {number} was made: records altered"),
    }
}

/// A round as its records tell it.
pub struct Round<'b> {
    pub(super) book: &'b Book,
    pub(super) number: u32,
    /// What "best" meant.
    pub aim: Aim,
    proved: bool,
    pub(super) grounds: Vec<Ground>,
    /// The first ground of each thing, by what it is of.
    first_of: HashMap<String, usize>,
}

/// One relationship proposed: its id, who, and the score as it was written.
type Proposal = (RelationshipId, Vec<Member>, String);

/// One thing that a round rested on.
pub(super) struct Ground {
    pub(super) of: String,
    pub(super) role: String,
    pub(super) places: u32,
    waited: bool,
    served: bool,
    digest: String,
}

impl<'b> Round<'b> {
    /// Reads a round from the records.
    pub fn new(book: &'b Book, number: u32) -> Self {
        let records = &book.records;
        let of_round = |table: &crate::store::table::Table| -> Vec<usize> {
            (0..table.len()).filter(|row| table.cell(*row, "round") == number.to_string()).collect()
        };
        let said = of_round(&records.rounds).first().copied();
        let cell = |column| said.map_or("", |row| records.rounds.cell(row, column));
        let grounds = of_round(&records.grounds).into_iter().map(|row| {
            let cell = |column| records.grounds.cell(row, column);
            Ground {
                of: cell("of").to_string(),
                role: cell("as").to_string(),
                places: cell("places").parse().unwrap_or(0),
                waited: cell("waited") == "yes",
                served: cell("waited") == SERVED,
                digest: cell("digest").to_string(),
            }
        });
        let aim = Aim::WORDS.iter().find(|(word, _)| *word == cell("aim")).map_or(book.scheme.aim, |(_, aim)| *aim);
        let grounds: Vec<Ground> = grounds.collect();
        let mut first_of = HashMap::new();
        for (at, ground) in grounds.iter().enumerate() {
            first_of.entry(ground.of.clone()).or_insert(at);
        }
        Round { book, number, aim, proved: cell("proved") == "yes", grounds, first_of }
    }

    fn ground(&self, of: &str) -> Option<&Ground> {
        self.first_of.get(of).map(|at| &self.grounds[*at])
    }

    /// Says what can be said of it.
    pub fn verdict(&self) -> Verdict {
        let key = &self.book.digest_key;
        let mut rows = Digest::new(key);
        self.book.records.rows_of_round(self.number, |cell| rows.add(cell));
        match self.ground(ROWS) {
            _ if key.is_empty() => {
                return Verdict::Altered("private/digest-key.csv is gone, by which rounds are known again".to_string());
            }
            None => return Verdict::Altered("records/grounds.csv says nothing of this round".to_string()),
            Some(ground) if ground.digest != rows.finish() || !self.sealed_once() => {
                return Verdict::Altered("the rows of this round are not those it wrote".to_string());
            }
            Some(_) => {}
        }
        let gone: BTreeSet<PersonId> =
            self.people().filter(|(id, ..)| self.book.by_id(*id).is_none()).map(|p| p.0).collect();
        if !gone.is_empty() {
            return Verdict::Gone(gone.into_iter().collect());
        }
        let (new, fields) = (Digest::new(key), digest::fields_used(&self.book.scheme));
        let differs = |(id, role, ground): &(PersonId, Role, &Ground)| {
            let person = self.book.by_id(*id);
            person.is_none_or(|person| digest::person(&new, person, *role, &fields, &self.book.words) != ground.digest)
        };
        let people: BTreeSet<PersonId> = self.people().filter(differs).map(|(id, ..)| id).collect();
        let (scheme, files) = self.scheme_and_pairs(key);
        if scheme || !files.is_empty() || !people.is_empty() {
            let people = people.into_iter().collect();
            return Verdict::Changed { people, scheme, files, proved: self.proved };
        }
        match self.recompute() {
            Ok(verdict) => verdict,
            Err(why) => Verdict::Altered(why),
        }
    }

    /// Whether the scheme has changed, and which files about pairs have.
    fn scheme_and_pairs(&self, key: &str) -> (bool, Vec<String>) {
        let then: HashMap<&str, &str> = self
            .grounds
            .iter()
            .filter(|ground| ground.of == PAIRS)
            .map(|ground| (ground.role.as_str(), ground.digest.as_str()))
            .collect();
        let differs = |digest: &str| self.ground(SCHEME).is_none_or(|ground| ground.digest != digest);
        // Earlier versions had one digest for both, and which of them differs nobody can tell.
        if then.is_empty() {
            let scheme = differs(&scheme_digest_with_pairs(self.book, key));
            let tables = &self.book.tables;
            let about_pairs = !tables.conflicts.is_empty()
                || tables.given.iter().any(|given| given.points.range().is_some())
                || tables.not_pairs.iter().any(|pairs| !pairs.is_empty());
            return match scheme && about_pairs {
                true => (false, vec!["scheme.toml or a file about pairs".to_string()]),
                false => (scheme, Vec::new()),
            };
        }
        // Which files there are the scheme says, all but the conflicts.
        let changed = |(file, now): &(String, String)| then.get(file.as_str()).is_some_and(|then| then != now);
        let files = files_about_pairs(self.book, key).into_iter();
        (differs(&scheme_digest(self.book, key)), files.filter(changed).map(|(file, _)| file).collect())
    }

    /// Whether one row seals the others, and says nothing else.
    fn sealed_once(&self) -> bool {
        let grounds = &self.book.records.grounds;
        let of_round = (0..grounds.len()).filter(|row| grounds.cell(*row, "round") == self.number.to_string());
        let seals: Vec<usize> = of_round.filter(|row| grounds.cell(*row, "of") == ROWS).collect();
        let [row] = seals[..] else { return false };
        ["as", "places", "waited"].into_iter().all(|column| grounds.cell(row, column).is_empty())
    }

    /// The people who took part, in their roles.
    fn people(&self) -> impl Iterator<Item = (PersonId, Role, &Ground)> {
        self.grounds.iter().filter_map(|ground| {
            let role = Role::from_word(&ground.role)?;
            Some((ground.of.parse().ok()?, role, ground))
        })
    }

    /// Scores everything anew and checks what the round claims.
    fn recompute(&self) -> Result<Verdict, String> {
        let book = self.book;
        let form = book.scheme.form;
        let at: HashMap<PersonId, usize> = book.people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
        let sides = |role: Role| self.sides(role, &at);
        let proposals = self.proposals();
        // The day of the round is today for its rules.
        let today = made_on(book, self.number).map_err(|error| error.to_string())?;
        let never = self.never(&proposals, &at, today);
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
        let proved = || Ok(Verdict::Proved { aim: self.aim, people, pairs: possible, shares, waited: anybody_waited });
        if self.aim == Aim::Stable {
            return if proof::is_stable(&pool, &pairs) {
                proved()
            } else {
                Err("two people would both rather have each other".to_string())
            };
        }
        if form == Form::Peer {
            let stages = self.pool_stages(&pool).ok_or("the prices do not prove the pairs")?;
            proof::proves_peers(&pool, self.aim, &waited, &pairs, &stages)?;
            return proved();
        }
        let stages = self.stages(&pool);
        let searched = || Ok(Verdict::Searched { what: plural(pairs.len(), "pair"), proved: self.proved });
        let kept_free = match self.kept_free(&pool, &pairs, &at) {
            Ok(kept_free) => kept_free,
            // Whoever became a mentee after all had places that are not there to be kept free.
            Err(_) if coupled(&pool) && !self.proved => return searched(),
            Err(why) => return Err(why),
        };
        let claim = Claim {
            pool: &pool,
            aim: self.aim,
            pairs: &pairs,
            stages: &stages,
            waited: &waited,
            served: &served,
            waiting: waiting.as_ref(),
            kept_free: &kept_free,
        };
        match claim.check() {
            Ok(()) if self.proved => proved(),
            Ok(()) => searched(),
            Err(_) if coupled(&pool) => searched(),
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
    fn scores(&self, id: RelationshipId, units: i64, decimals: u32, written: &str) -> Result<(), String> {
        let shown = decimal(if self.book.scheme.lowest_is_best() { -units } else { units }, decimals);
        if shown == written { Ok(()) } else { Err(format!("{id} scores {shown} and not {written}")) }
    }

    /// Groups leave no prices: that each may be, with the score that was written, is what can be checked; and of few
    /// people that no other grouping is better.
    fn groups(
        &self,
        pool: &Pool<'_>,
        sets: &Sets<'_, '_>,
        proposed: &[&Proposal],
        at: &HashMap<PersonId, usize>,
    ) -> Result<Verdict, String> {
        let mut groups = Vec::new();
        for (id, members, score) in proposed {
            let of = |role: Role| members.iter().filter(move |member| member.role == role);
            let positions: Option<Vec<usize>> =
                of(Role::Member).map(|one| pool.mentee_position(*at.get(&one.id)?)).collect();
            let leader = of(Role::Facilitator).next();
            let Some(positions) = positions else { return Err(format!("{id} holds people who took no part")) };
            let leader = leader.map(|leader| at.get(&leader.id).and_then(|person| sets.leader(*person)));
            if leader == Some(None) || !sets.may_be(&positions, leader.flatten()) {
                return Err(format!("{id} may not be"));
            }
            self.scores(*id, sets.score(&positions, leader.flatten()), pool.decimals, score)?;
            groups.push((positions, leader.flatten()));
        }
        match tried(sets, &groups)? {
            Some((worth, best)) if worth == best => {
                Ok(Verdict::Tried { people: self.people().map(|(id, ..)| id).collect::<BTreeSet<_>>().len() })
            }
            Some(_) if self.proved => Err("there is a better grouping".to_string()),
            _ => Ok(Verdict::Searched { what: plural(groups.len(), "group"), proved: self.proved }),
        }
    }

    /// What the round proposes.
    fn proposals(&self) -> Vec<Proposal> {
        let proposals = &self.book.records.proposals;
        let rows = (0..proposals.len()).filter(|row| proposals.cell(*row, "round") == self.number.to_string());
        let proposed = rows.filter_map(|row| {
            let id: RelationshipId = proposals.cell(row, "relationship").parse().ok()?;
            let relationship = self.book.records.relationships.iter().find(|r| r.id == id)?;
            // Whoever left since was proposed all the same, and whoever joined was not.
            let mut members: Vec<Member> = relationship.at_first().collect();
            members.sort_by_key(|member| (member.role == Role::Facilitator, member.role != Role::Mentee, member.id));
            Some((id, members, proposals.cell(row, "score").to_string()))
        });
        proposed.collect()
    }

    /// Pairs (mentor, mentee) that could not be proposed then: skipped, or together before. Of those together by now,
    /// the ones the round itself proposed were free then.
    fn never(
        &self,
        proposals: &[Proposal],
        at: &HashMap<PersonId, usize>,
        on: chrono::NaiveDate,
    ) -> HashSet<(usize, usize)> {
        let records = &self.book.records;
        // Whoever the round put together was free for each other then, whatever has happened since.
        let free = proposals.iter().filter(|(id, ..)| self.ground(&id.to_string()).is_none());
        let together: HashSet<(PersonId, PersonId)> = free
            .flat_map(|(_, members, _)| members.iter().flat_map(|one| members.iter().map(|other| (one.id, other.id))))
            .collect();
        let either_way = !self.book.scheme.places.two_way || self.book.scheme.form.one_pool();
        let mut never: HashSet<(PersonId, PersonId)> = records.skips_in(self.number);
        for relationship in &records.relationships {
            let state = relationship.state();
            let over = matches!(state, State::Declined | State::Ended);
            let met = over || state.stands() || relationship.fixed.is_some() || relationship.offer.had_declined;
            let Some([mentee, mentor]) = relationship.two().filter(|_| met) else { continue };
            if !together.contains(&(mentor, mentee)) {
                never.insert((mentor, mentee));
            }
        }
        // Whoever is in a group together is not put together once more; on its last day a group may have stood still.
        let stood = |group: &Relationship| {
            let days = [Some(on), on.pred_opt()].into_iter().flatten();
            group.form == Form::Group && days.into_iter().any(|day| group.as_of(day).state().stands())
        };
        for group in records.relationships.iter().filter(|relationship| stood(relationship)) {
            let ids = || group.everybody().map(|member| member.id);
            let pairs = ids().flat_map(|one| ids().map(move |other| (one, other)));
            never.extend(pairs.filter(|pair| !together.contains(pair)));
        }
        let elsewhere = records.elsewhere.iter().flat_map(kept_apart);
        never.extend(elsewhere.filter(|pair| !together.contains(pair)));
        if either_way {
            never.extend(never.clone().into_iter().map(|(mentor, mentee)| (mentee, mentor)));
        }
        never.iter().filter_map(|(mentor, mentee)| Some((*at.get(mentor)?, *at.get(mentee)?))).collect()
    }
}
