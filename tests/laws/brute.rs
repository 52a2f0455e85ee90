//! Small schemes with people in one role, both or either, tried against all choices there are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::chance::Chance;
use crate::{answer, json};

struct Small {
    roles: Vec<&'static str>,
    places: Vec<usize>,
    /// Mentor, mentee, points.
    pairs: Vec<(usize, usize, i64)>,
    as_needed: bool,
    two_way: bool,
    best_fit: bool,
}

fn small(seed: u64) -> Small {
    let mut chance = Chance(seed);
    let people = 3 + chance.below(4);
    let roles: Vec<&'static str> =
        (0..people).map(|_| *chance.of(&["mentor", "mentee", "both", "either", "either"])).collect();
    let places = (0..people).map(|_| 1 + chance.below(2)).collect();
    let mut pairs = Vec::new();
    for mentor in 0..people {
        for mentee in 0..people {
            if mentor != mentee && roles[mentor] != "mentee" && roles[mentee] != "mentor" && !chance.one_in(3) {
                pairs.push((mentor, mentee, chance.below(14) as i64 - 4));
            }
        }
    }
    chance.shuffle(&mut pairs);
    pairs.truncate(13);
    Small { roles, places, pairs, as_needed: chance.one_in(2), two_way: chance.one_in(3), best_fit: chance.one_in(2) }
}

impl Small {
    fn allows(&self, chosen: &[(usize, usize, i64)]) -> bool {
        let mut load: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        for (mentor, mentee, _) in chosen {
            *load.entry((*mentor, true)).or_default() += 1;
            *load.entry((*mentee, false)).or_default() += 1;
            if !self.two_way && chosen.iter().any(|(one, other, _)| one == mentee && other == mentor) {
                return false;
            }
        }
        let one_role = |who: usize| !(load.contains_key(&(who, true)) && load.contains_key(&(who, false)));
        load.iter().all(|((who, _), load)| *load <= self.places[*who])
            && (0..self.roles.len()).all(|who| !self.as_needed || self.roles[who] != "either" || one_role(who))
    }

    fn value(&self, chosen: &[(usize, usize, i64)]) -> (i64, i64) {
        let placed = chosen.iter().map(|(_, mentee, _)| mentee).collect::<BTreeSet<_>>().len() as i64;
        let total = chosen.iter().map(|(.., points)| points).sum();
        if self.best_fit { (total, placed) } else { (placed, total) }
    }

    /// The best of all choices.
    fn best(&self) -> (i64, i64) {
        self.best_with(None).unwrap_or_default()
    }

    /// The best of all choices in which these two (mentor, mentee) are together, if there is one.
    fn best_with(&self, pair: Option<(usize, usize)>) -> Option<(i64, i64)> {
        let mut best = None;
        for choice in 0..1u32 << self.pairs.len() {
            let chosen: Vec<_> =
                self.pairs.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, pair)| *pair).collect();
            let is_pair = |one: &(usize, usize, i64)| pair == Some((one.0, one.1));
            let usable = !self.best_fit || chosen.iter().all(|one| one.2 >= 0 || is_pair(one));
            let together = pair.is_none() || chosen.iter().any(is_pair);
            if usable && together && Some(self.value(&chosen)) > best && self.allows(&chosen) {
                best = Some(self.value(&chosen));
            }
        }
        best
    }
}

/// What `explain` says of two people in each order, whatever both of them are.
fn judge_together(small: &Small, at: &std::path::Path, came: &[(usize, usize, i64)], case: &str) {
    let now = small.best();
    for (mentor, mentee, _) in &small.pairs {
        let (mentee_id, mentor_id) = (format!("P{:03}", mentee + 1), format!("P{:03}", mentor + 1));
        let said = answer(at, &["explain", &mentee_id, &mentor_id, "--format", "md"]);
        let together = came.iter().any(|one| (one.0, one.1) == (*mentor, *mentee));
        let expected = match small.best_with(Some((*mentor, *mentee))) {
            _ if together => "They are together in this round.".to_string(),
            None => "They cannot be together".to_string(),
            Some(then) => {
                let (first, second) = (then.0 - now.0, then.1 - now.1);
                let (people, points) = if small.best_fit { (second, first) } else { (first, second) };
                let more = |count: i64| if count < 0 { "fewer" } else { "more" };
                let has = if people.abs() == 1 { "mentee" } else { "mentees" };
                let have = if people.abs() == 1 { "has" } else { "have" };
                let people = (people != 0).then(|| format!("{} {has} {} {have} a mentor", people.abs(), more(people)));
                let noun = if points.abs() == 1 { "point" } else { "points" };
                let points = (points != 0).then(|| format!("{} {noun} {}", points.abs(), more(points)));
                let parts: Vec<String> =
                    if small.best_fit { [points, people] } else { [people, points] }.into_iter().flatten().collect();
                let says = if parts.is_empty() { "as good".to_string() } else { parts.join(" and ") };
                format!("If they had to be together: {says}.")
            }
        };
        assert!(said.contains(&expected), "{mentee_id} {mentor_id}: {expected}\n{said}\n{case}");
    }
}

#[test]
fn small_schemes_reach_the_best_of_all_choices() {
    for seed in 0..40 {
        let small = small(seed);
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        fs::create_dir(at.join("people")).expect("a folder");
        let (aim, either) = (
            if small.best_fit { "best-fit" } else { "most-people" },
            if small.as_needed { "as-needed" } else { "both" },
        );
        let scheme = format!(
            "format = 1\nname = \"Small\"\naim = \"{aim}\"\nidentity = \"key\"\n[places]\neither = \"{either}\"\ntwo_way = {}\n[[source]]\nfile = \"people/all.csv\"\n\
             [source.columns]\nkey = \"Key\"\nrole = \"Role\"\nplaces = \"Places\"\n[[criterion]]\nkind = \"given\"\nfile = \"people/points.csv\"\nmissing = \"forbidden\"\n",
            small.two_way
        );
        fs::write(at.join("scheme.toml"), scheme).expect("writable");
        let rows: String =
            (0..small.roles.len()).map(|n| format!("k{n},{},{}\n", small.roles[n], small.places[n])).collect();
        fs::write(at.join("people/all.csv"), format!("Key,Role,Places\n{rows}")).expect("writable");
        let rows: String =
            small.pairs.iter().map(|(mentor, mentee, points)| format!("k{mentor},k{mentee},{points}\n")).collect();
        fs::write(at.join("people/points.csv"), format!("mentor,mentee,points\n{rows}")).expect("writable");
        let round = json(at, &["match"]);
        // The keys are in order, so the first has the first id.
        let index = |id: &serde_json::Value| id.as_str().expect("an id")[1..].parse::<usize>().expect("a number") - 1;
        let came: Vec<(usize, usize, i64)> = round["relationships"]
            .as_array()
            .expect("relationships")
            .iter()
            .map(|pair| (index(&pair["mentor"]), index(&pair["mentee"]), pair["score"].as_i64().expect("points")))
            .collect();
        let case = format!(
            "seed {seed}, {aim}, either {either}, two-way {}: {:?} places {:?}\n{:?}\ncame {came:?}",
            small.two_way, small.roles, small.places, small.pairs
        );
        assert!(came.iter().all(|pair| small.pairs.contains(pair)), "pairs that are not given: {case}");
        assert!(small.allows(&came), "not allowed: {case}");
        assert_eq!(small.value(&came), small.best(), "not the best: {case}");
        assert_eq!(
            round["placed"].as_i64(),
            Some(came.iter().map(|(_, mentee, _)| mentee).collect::<BTreeSet<_>>().len() as i64),
            "placed: {case}"
        );
        judge_together(&small, at, &came, &case);
    }
}
