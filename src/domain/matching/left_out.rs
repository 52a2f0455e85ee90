//! Who a round left out, and what stood in the way.

use super::pool::Pool;
use super::rules;
use super::shares::Limit;
use crate::domain::person::{Entry, Person};
use crate::domain::scheme::{Aim, Role, RuleKind};
use crate::domain::value::Value;
use crate::wording::{list, plural, plural_noun};

/// One person whom the round left out, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The position in the list of people.
    pub person: usize,
    /// The role in which nothing was found.
    pub role: Role,
    /// What stood in the way, for machines.
    pub code: &'static str,
    /// What stood in the way, as a person reads it.
    pub says: String,
}

impl LeftOut {
    /// Whether this person took no part in the round at all.
    pub fn is_aside(&self) -> bool {
        matches!(self.code, "no-consent" | "held" | "without" | "not-yet")
    }
}

/// The ids of the mentors in a pool who have no place left and would fit.
pub fn full_who_fit(pool: &Pool<'_>, i: usize) -> Vec<String> {
    let full = (0..pool.mentors.len()).filter(|j| pool.mentors[*j].places == 0);
    let found = Found::new(pool, full.map(|j| (i, j)));
    ids(found.fitting.iter().map(|(_, j)| pool.mentor(*j).0))
}

/// Says why a mentee has no mentor. `full`: the ids of those who would fit and have no place left.
pub fn mentee(pool: &Pool<'_>, i: usize, limits: &[Limit], full: &[String]) -> (&'static str, String) {
    let scheme = pool.given.scheme;
    let [mentee, mentor] = pool.role_words();
    if let Some(says) = not_yet(pool, pool.mentee(i).1) {
        return ("not-yet", says);
    }
    let has_place = |j: &usize| pool.mentors[*j].places > 0 && pool.mentors[*j].person != pool.mentees[i].person;
    let free: Vec<usize> = (0..pool.mentors.len()).filter(has_place).collect();
    if free.is_empty() {
        return ("no-places", format!("no {mentor} has a free place"));
    }
    let found = Found::new(pool, free.iter().map(|j| (i, *j)));
    match found.obstacles(pool, mentor) {
        Some(says) if full.is_empty() => return ("rules", says),
        Some(_) => {
            let rest = found.obstacles(pool, &format!("other {mentor}")).unwrap_or_default();
            let has = plural_noun(full.len(), "has");
            return ("taken", format!("{} {has} no free place; {rest}", named(full, mentor, "")));
        }
        None => {}
    }
    // Of those who fit only some have a place.
    let (of_free, beside) = match full.len() {
        0 => ("", String::new()),
        1 => (" with a free place", format!("; the only other who fits ({}) has none", full[0])),
        some => (" with a free place", format!("; {} who fit have none", plural(some, "other"))),
    };
    // Those who fit, but for the largest share of their pool.
    let mut beyond = String::new();
    let mut within = found.fitting.clone();
    for limit in limits.iter().filter(|limit| limit.is_reached()) {
        let of_pool = |pair: &(usize, usize)| limit.mentors.binary_search(&pair.1).is_ok();
        let theirs = ids(within.iter().filter(|pair| of_pool(pair)).map(|(_, j)| pool.mentor(*j).0));
        within.retain(|pair| !of_pool(pair));
        if !theirs.is_empty() {
            let other = if within.is_empty() { mentor.to_string() } else { format!("other {mentor}") };
            let (who, is) = (named(&theirs, &other, of_free), plural_noun(theirs.len(), "is"));
            let says =
                format!("{who} {is} of the pool \"{}\", which has its largest share", scheme.pools[limit.pool].name);
            beyond = if beyond.is_empty() { says } else { format!("{beyond}, and {says}") };
        }
    }
    if within.is_empty() && !beyond.is_empty() {
        return ("taken", beyond + &beside);
    }
    let beyond = if beyond.is_empty() { beyond } else { format!("; {beyond}") };
    let fitting = ids(within.iter().map(|(_, j)| pool.mentor(*j).0));
    let who = named(&fitting, mentor, of_free);
    let (code, says) = match scheme.aim {
        Aim::BestFit if found.fitting.iter().all(|(i, j)| pool.score(*i, *j) < 0) => {
            ("negative", format!("{who} would score below 0"))
        }
        Aim::BestFit => ("taken", format!("{who} earn{} more points with others", one_s(fitting.len()))),
        _ => ("taken", format!("{who} {} taken by another {mentee}", plural_noun(fitting.len(), "is"))),
    };
    (code, says + &beyond + &beside)
}

/// Says why somebody is in no group. `all_led`: no group may be without somebody to lead it, and none of those has a place
/// left.
pub fn of_group(pool: &Pool<'_>, i: usize, all_led: bool) -> (&'static str, String) {
    let (scheme, all) = (pool.given.scheme, pool.mentors.len());
    let found = Found::new(pool, (0..all).map(|j| (i, j)));
    let member = scheme.role_word(Role::Member);
    if let Some(says) = found.obstacles(pool, member).filter(|_| found.all > 0) {
        return ("rules", says);
    }
    if all_led {
        return ("no-group", format!("no {} has a free place", scheme.role_word(Role::Facilitator)));
    }
    let policy = &scheme.group;
    let size = format!("no group of {} to {}", policy.smallest, policy.largest);
    let told = |field| (0..all).any(|one| *pool.mentee(one).1.value(field) != Value::Blank);
    let free = if policy.times.is_some_and(told) { " with a time in common" } else { "" };
    ("no-group", format!("{size}{free} has room"))
}

/// Says why a mentor has no mentee.
pub fn mentor(pool: &Pool<'_>, j: usize, limits: &[Limit]) -> (&'static str, String) {
    let scheme = pool.given.scheme;
    let [mentee, mentor] = pool.role_words();
    if let Some(says) = not_yet(pool, pool.mentor(j).1) {
        return ("not-yet", says);
    }
    let all = pool.mentees.len();
    if all == 0 || all == 1 && pool.mentees[0].person == pool.mentors[j].person {
        return ("no-places", format!("no {mentee} is waiting"));
    }
    let found = Found::new(pool, (0..all).map(|i| (i, j)));
    if let Some(says) = found.obstacles(pool, mentee) {
        return ("rules", says);
    }
    let of = limits.iter().find(|limit| limit.mentors.binary_search(&j).is_ok());
    if let Some(limit) = of.filter(|limit| limit.is_reached()) {
        return ("share", format!("the pool \"{}\" has its largest share", scheme.pools[limit.pool].name));
    }
    let fitting = ids(found.fitting.iter().map(|(i, _)| pool.mentee(*i).0));
    if scheme.aim == Aim::BestFit && found.fitting.iter().all(|(i, j)| pool.score(*i, *j) < 0) {
        return ("negative", format!("{} would score below 0", named(&fitting, mentee, "")));
    }
    (
        "not-needed",
        format!("{} {} with another {mentor}", named(&fitting, mentee, ""), plural_noun(fitting.len(), "is")),
    )
}

/// Where somebody wants nothing before a day that is not near yet.
fn not_yet(pool: &Pool<'_>, entry: &Entry) -> Option<String> {
    let days = pool.given.scheme.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::NotBefore { .. }));
    rules::unmet(days, entry, pool.given.today).map(|rule| rules::says_when(rule, entry))
}

fn ids<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<String> {
    let mut people: Vec<&Person> = people.collect();
    people.sort_by_key(|person| person.id);
    people.into_iter().map(Person::shown_id).collect()
}

fn one_s(count: usize) -> &'static str {
    if count == 1 { "s" } else { "" }
}

/// `of` stands behind the role: ` with a free place`.
fn named(ids: &[String], role: &str, of: &str) -> String {
    match ids {
        [one] => format!("the only {role}{of} who fits ({one})"),
        ids if ids.len() <= 3 => format!("the {}{of} who fit ({})", plural(ids.len(), role), list(ids, "and")),
        ids => format!("all {}{of} who fit", plural(ids.len(), role)),
    }
}

/// What stands between one person and everybody on the other side.
struct Found {
    all: usize,
    by_rule: Vec<usize>,
    /// How many would fit if this rule alone were lifted.
    but_for: Vec<usize>,
    below_floor: usize,
    barred: usize,
    not_given: usize,
    fitting: Vec<(usize, usize)>,
}

impl Found {
    fn new(pool: &Pool<'_>, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut found = Found {
            all: 0,
            by_rule: vec![0; pool.given.scheme.rules.len()],
            but_for: vec![0; pool.given.scheme.rules.len()],
            below_floor: 0,
            barred: 0,
            not_given: 0,
            fitting: Vec::new(),
        };
        for (i, j) in pairs {
            if pool.mentees[i].person == pool.mentors[j].person {
                continue;
            }
            found.all += 1;
            let broken = pool.broken_rules(i, j);
            broken.iter().for_each(|at| found.by_rule[*at] += 1);
            if pool.barred(i, j) {
                found.barred += 1;
            } else if let [only] = broken[..] {
                // It alone stands in the way where the rest would do.
                let enough = pool.floor.is_none_or(|floor| pool.score(i, j) >= floor);
                found.but_for[only] += usize::from(enough && pool.given_allows(i, j));
            } else if !broken.is_empty() {
                continue;
            } else if !pool.given_allows(i, j) {
                found.not_given += 1;
            } else if pool.floor.is_some_and(|floor| pool.score(i, j) < floor) {
                found.below_floor += 1;
            } else {
                found.fitting.push((i, j));
            }
        }
        found
    }

    /// Where nobody fits: what removed how many, the heaviest first.
    fn obstacles(&self, pool: &Pool<'_>, other: &str) -> Option<String> {
        if !self.fitting.is_empty() {
            return None;
        }
        let mut counted: Vec<(usize, String)> = self
            .by_rule
            .iter()
            .zip(&pool.given.scheme.rules)
            .filter(|(count, _)| **count > 0)
            .map(|(count, rule)| (*count, rule.says.clone()))
            .collect();
        if self.barred > 0 {
            counted.push((self.barred, "set aside, or together before".to_string()));
        }
        if self.not_given > 0 {
            counted.push((self.not_given, "no points given".to_string()));
        }
        if self.below_floor > 0 {
            let lowest = pool.given.scheme.lowest.unwrap_or(0);
            counted.push((self.below_floor, format!("below {lowest} points of 100")));
        }
        counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let parts: Vec<String> =
            counted.iter().map(|(count, says)| format!("{says} ({count} of {})", self.all)).collect();
        let nearest = self.but_for.iter().zip(&pool.given.scheme.rules).filter(|(count, _)| **count > 0);
        let nearest = nearest.max_by_key(|(count, _)| **count).map_or(String::new(), |(count, rule)| {
            format!(". But for the one rule \"{}\", {} would fit", rule.says, plural(*count, other))
        });
        Some(format!("no {other} fits. Not met: {}{nearest}", list(&parts, "and")))
    }
}
