//! Small schemes that run, with somebody accepted and people without a place: what `explain` says of alternatives and of
//! help, tried against all choices there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::chance::Chance;
use crate::{answer, json};

#[derive(Clone)]
struct Small {
    /// By mentor: places, perhaps none.
    mentors: Vec<usize>,
    /// By mentee: places.
    mentees: Vec<usize>,
    /// Mentor, mentee, points.
    pairs: Vec<(usize, usize, i64)>,
    best_fit: bool,
    /// Who is together already.
    accepted: Vec<(usize, usize)>,
    waited: BTreeSet<usize>,
}

fn small(seed: u64) -> Small {
    let mut chance = Chance(7700 + seed);
    let mentors: Vec<usize> = (0..1 + chance.below(3)).map(|_| chance.below(3)).collect();
    let mentees: Vec<usize> = (0..2 + chance.below(3)).map(|_| 1 + usize::from(chance.one_in(3))).collect();
    let mut pairs = Vec::new();
    for mentor in 0..mentors.len() {
        for mentee in 0..mentees.len() {
            if !chance.one_in(3) {
                pairs.push((mentor, mentee, chance.below(9) as i64));
            }
        }
    }
    Small { mentors, mentees, pairs, best_fit: chance.one_in(2), accepted: Vec::new(), waited: BTreeSet::new() }
}

impl Small {
    fn allows(&self, chosen: &[(usize, usize, i64)]) -> bool {
        let all = || chosen.iter().map(|(i, j, _)| (*i, *j)).chain(self.accepted.iter().copied());
        let fits = |places: &[usize], of: &dyn Fn((usize, usize)) -> usize| {
            (0..places.len()).all(|who| all().filter(|pair| of(*pair) == who).count() <= places[who])
        };
        fits(&self.mentors, &|pair| pair.0) && fits(&self.mentees, &|pair| pair.1)
    }

    fn served(&self, mentee: usize) -> bool {
        self.accepted.iter().any(|pair| pair.1 == mentee)
    }

    /// People, those who waited and points, in the order of the aim.
    fn value(&self, chosen: &[(usize, usize, i64)]) -> [i64; 3] {
        let people: BTreeSet<usize> = chosen.iter().map(|pair| pair.1).filter(|who| !self.served(*who)).collect();
        let (placed, waited) = (people.len() as i64, people.intersection(&self.waited).count() as i64);
        let points = chosen.iter().map(|pair| pair.2).sum();
        if self.best_fit { [points, placed, waited] } else { [placed, waited, points] }
    }

    /// How many people more, and how many points.
    fn change(&self, from: [i64; 3], to: [i64; 3]) -> (i64, i64) {
        let (people, points) = if self.best_fit { (1, 0) } else { (0, 2) };
        (to[people] - from[people], to[points] - from[points])
    }

    /// All choices that are the best, with these two together if two are named.
    fn best(&self, pair: Option<(usize, usize)>) -> Option<([i64; 3], Vec<BTreeSet<usize>>)> {
        let open: Vec<_> = self.pairs.iter().filter(|pair| !self.accepted.contains(&(pair.0, pair.1))).collect();
        let mut best: Option<([i64; 3], Vec<BTreeSet<usize>>)> = None;
        for choice in 0..1u32 << open.len() {
            let bits = open.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
            let chosen: Vec<_> = bits.map(|(_, pair)| **pair).collect();
            let together = pair.is_none_or(|pair| chosen.iter().any(|one| (one.0, one.1) == pair));
            if !together || !self.allows(&chosen) {
                continue;
            }
            let (value, placed) = (self.value(&chosen), chosen.iter().map(|pair| pair.1).collect());
            match &mut best {
                Some((top, all)) if *top == value => all.push(placed),
                Some((top, _)) if *top > value => {}
                _ => best = Some((value, vec![placed])),
            }
        }
        best
    }

    fn write(&self, at: &Path) {
        fs::create_dir(at.join("people")).expect("a folder");
        let aim = if self.best_fit { "best-fit" } else { "most-people" };
        let scheme = format!(
            "format = 1\nname = \"Why\"\naim = \"{aim}\"\nidentity = \"key\"\n[[source]]\nfile = \"people/all.csv\"\n\
             [source.columns]\nkey = \"Key\"\nrole = \"Role\"\nplaces = \"Places\"\n\
             [[criterion]]\nkind = \"given\"\nfile = \"people/points.csv\"\nmissing = \"forbidden\"\n"
        );
        fs::write(at.join("scheme.toml"), scheme).expect("writable");
        let mut rows = String::from("Key,Role,Places\n");
        self.mentors.iter().enumerate().for_each(|(n, places)| rows.push_str(&format!("a{n},mentor,{places}\n")));
        self.mentees.iter().enumerate().for_each(|(n, places)| rows.push_str(&format!("b{n},mentee,{places}\n")));
        fs::write(at.join("people/all.csv"), rows).expect("writable");
        let rows: String =
            self.pairs.iter().map(|(mentor, mentee, points)| format!("a{mentor},b{mentee},{points}\n")).collect();
        fs::write(at.join("people/points.csv"), format!("mentor,mentee,points\n{rows}")).expect("writable");
    }

    fn mentee_id(&self, mentee: usize) -> String {
        format!("P{:03}", self.mentors.len() + mentee + 1)
    }
}

fn rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    rows.deserialize().map(|row| row.expect("a row")).collect()
}

/// The alternatives of one mentee, and who is left out, as `explain` tells them.
fn judge(small: &Small, at: &Path, case: &str) -> usize {
    let (now, _) = small.best(None).expect("a choice");
    let round = json(at, &["match", "--dry-run"]);
    let index = |id: &str| id.trim_start_matches('P').trim_end_matches('?').parse::<usize>().expect("a number") - 1;
    let came = |mentee: usize| {
        let pairs = round["relationships"].as_array().expect("relationships");
        pairs.iter().any(|pair| index(pair["mentee"].as_str().expect("an id")) == small.mentors.len() + mentee)
    };
    for mentee in 0..small.mentees.len() {
        let held = small.accepted.iter().filter(|pair| pair.1 == mentee).count();
        if held == small.mentees[mentee] {
            continue;
        }
        for row in rows(&answer(at, &["explain", &small.mentee_id(mentee), "--format", "csv"])) {
            let mentor = index(&row["mentor"]);
            let then = small.best(Some((mentor, mentee))).map(|(then, _)| small.change(now, then));
            let said = row["people"].parse::<i64>().ok().zip(row["points"].parse::<i64>().ok());
            assert_eq!(said, then, "mentee {mentee} with mentor {mentor}, {case}\n{row:?}");
        }
    }
    let unmatched = rows(&answer(at, &["explain", "--unmatched", "--format", "csv"]));
    let mut helped = 0;
    for mentee in 0..small.mentees.len() {
        let row = unmatched.iter().find(|row| index(&row["mentee"]) == small.mentors.len() + mentee);
        assert_eq!(row.is_some(), !came(mentee) && !small.served(mentee), "mentee {mentee} is left out, {case}");
        let Some(row) = row else { continue };
        let change = row["change"].lines().find(|line| line.starts_with("one place more")).unwrap_or_default();
        let by_lot = change.contains("if the lot falls so");
        for mentor in 0..small.mentors.len() {
            let mut other = small.clone();
            other.mentors[mentor] += 1;
            let (then, all) = other.best(None).expect("a choice");
            let more = small.change(now, then).0 > 0;
            let named = change.contains(&format!("P{:03}", mentor + 1));
            let (some, every) =
                (all.iter().any(|who| who.contains(&mentee)), all.iter().all(|who| who.contains(&mentee)));
            let about = format!("mentee {mentee}, a place with mentor {mentor}, {case}\n{row:?}");
            assert!(!named || more && some, "named and does not help: {about}");
            assert!(named || by_lot || !more || !every, "helps and is not named: {about}");
            helped += usize::from(named);
        }
    }
    helped
}

#[test]
fn why_and_what_would_help_is_what_trying_everything_says() {
    let mut helped = 0;
    for seed in 0..60 {
        let mut small = small(seed);
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        small.write(at);
        let case = |small: &Small, when: &str| {
            format!(
                "seed {seed} {when}: best-fit {}, mentors {:?}, mentees {:?}, {:?}, accepted {:?}, waited {:?}",
                small.best_fit, small.mentors, small.mentees, small.pairs, small.accepted, small.waited
            )
        };
        helped += judge(&small, at, &case(&small, "at first"));
        let round = json(at, &["match"]);
        let pairs = round["relationships"].as_array().expect("relationships");
        let index = |id: &serde_json::Value| id.as_str().expect("an id")[1..].parse::<usize>().expect("a number") - 1;
        let came: Vec<(usize, usize)> =
            pairs.iter().map(|pair| (index(&pair["mentor"]), index(&pair["mentee"]) - small.mentors.len())).collect();
        let Some(first) = came.first() else { continue };
        answer(at, &["accept", "R001"]);
        small.accepted.push(*first);
        small.waited = (0..small.mentees.len()).filter(|who| came.iter().all(|pair| pair.1 != *who)).collect();
        // The next round has its own lots.
        if json(at, &["match"])["round"] == 2 {
            helped += judge(&small, at, &case(&small, "with one accepted"));
        }
    }
    assert!(helped > 30, "{helped} helped only");
}
