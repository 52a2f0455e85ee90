//! Small pools of peers, tried against all ways of pairing them up.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::chance::Chance;
use crate::{answer, json};

const AIMS: [&str; 3] = ["most-people", "best-fit", "fairest"];

/// People and the pairs that may be, with their points, which are those out of 100.
struct Small {
    people: usize,
    pairs: Vec<(usize, usize, i64)>,
}

fn small(seed: u64) -> Small {
    let mut chance = Chance(seed);
    let people = 3 + chance.below(6);
    let mut pairs = Vec::new();
    for one in 0..people {
        for other in one + 1..people {
            if !chance.one_in(4) {
                // Few levels, so that many ways of pairing up are alike for long.
                pairs.push((one, other, *chance.of(&[0, 10, 10, 20, 40, 41, 100])));
            }
        }
    }
    Small { people, pairs }
}

impl Small {
    /// What an aim makes as large as possible, in its order.
    fn value(aim: &str, chosen: &[i64]) -> Vec<i64> {
        let (pairs, points) = (chosen.len() as i64, chosen.iter().sum());
        let mut lowest = chosen.to_vec();
        lowest.sort_unstable();
        match aim {
            "best-fit" => vec![points, pairs],
            "fairest" => [vec![pairs], lowest, vec![points]].concat(),
            _ => vec![pairs, points],
        }
    }

    /// The best of all ways.
    fn best(&self, aim: &str) -> Vec<i64> {
        let mut best = Small::value(aim, &[]);
        self.try_all(0, &mut vec![false; self.people], &mut Vec::new(), &mut |chosen| {
            best = best.clone().max(Small::value(aim, chosen));
        });
        best
    }

    fn try_all(&self, from: usize, taken: &mut Vec<bool>, chosen: &mut Vec<i64>, each: &mut impl FnMut(&[i64])) {
        each(chosen);
        for at in from..self.pairs.len() {
            let (one, other, points) = self.pairs[at];
            if taken[one] || taken[other] {
                continue;
            }
            (taken[one], taken[other]) = (true, true);
            chosen.push(points);
            self.try_all(at + 1, taken, chosen, each);
            chosen.pop();
            (taken[one], taken[other]) = (false, false);
        }
    }

    fn write(&self, at: &Path, aim: &str) {
        fs::create_dir(at.join("people")).expect("a folder");
        let scheme = format!(
            "format = 1\nname = \"Small\"\nform = \"peer\"\naim = \"{aim}\"\nidentity = \"key\"\n[[source]]\nfile = \"people/all.csv\"\n\
             role = \"member\"\n[source.columns]\nkey = \"Key\"\n[[criterion]]\nkind = \"given\"\nfile = \"people/points.csv\"\npoints = 100\nmissing = \"forbidden\"\n"
        );
        fs::write(at.join("scheme.toml"), scheme).expect("writable");
        let keys: String = (0..self.people).map(|n| format!("k{n}\n")).collect();
        fs::write(at.join("people/all.csv"), format!("Key\n{keys}")).expect("writable");
        let rows: String =
            self.pairs.iter().map(|(one, other, points)| format!("k{one},k{other},{points}\n")).collect();
        fs::write(at.join("people/points.csv"), format!("one,other,points\n{rows}")).expect("writable");
    }
}

#[test]
fn small_pools_of_peers_are_paired_as_well_as_can_be_and_proved() {
    for (seed, aim) in (0..25).flat_map(|seed| AIMS.map(|aim| (seed, aim))) {
        let small = small(seed);
        let directory = tempfile::tempdir().expect("a directory");
        small.write(directory.path(), aim);
        let round = json(directory.path(), &["match"]);
        let index = |id: &serde_json::Value| id.as_str().expect("an id")[1..].parse::<usize>().expect("a number") - 1;
        let given: BTreeMap<(usize, usize), i64> =
            small.pairs.iter().map(|(i, j, points)| ((*i, *j), *points)).collect();
        let case = format!("seed {seed}, {aim}: {:?}\ncame {}", small.pairs, round["relationships"]);
        let mut taken = vec![0; small.people];
        let mut chosen = Vec::new();
        for pair in round["relationships"].as_array().expect("relationships") {
            let (one, other) = (index(&pair["members"][0]["id"]), index(&pair["members"][1]["id"]));
            (taken[one], taken[other]) = (taken[one] + 1, taken[other] + 1);
            let points = given.get(&(one.min(other), one.max(other))).unwrap_or_else(|| panic!("not given: {case}"));
            assert_eq!(pair["score"].as_i64(), Some(*points), "{case}");
            chosen.push(*points);
        }
        assert!(taken.iter().all(|taken| *taken <= 1), "somebody is in two pairs: {case}");
        assert_eq!(Small::value(aim, &chosen), small.best(aim), "not the best: {case}");
        let verdict = answer(directory.path(), &["verify", "--format", "csv"]);
        assert!(verdict.contains(",proved,"), "{verdict}\n{case}");
    }
}

/// In a pool too large for solving anew for everybody, those who are told of are told exactly, and nobody is nearer.
#[test]
fn of_a_large_pool_the_nearest_are_told_exactly() {
    const PEOPLE: usize = 312;
    let mut chance = Chance(9);
    let all = (0..PEOPLE).flat_map(|one| (one + 1..PEOPLE).map(move |other| (one, other)));
    let pairs: Vec<(usize, usize, i64)> = all.map(|(one, other)| (one, other, chance.below(100) as i64 + 1)).collect();
    let small = Small { people: PEOPLE, pairs };
    let total = |small: &Small| {
        let directory = tempfile::tempdir().expect("a directory");
        small.write(directory.path(), "most-people");
        json(directory.path(), &["match", "--dry-run"])["total"].as_f64().expect("a total") as i64
    };
    let best = total(&small);
    // Ids follow the order of the keys.
    let mut keys: Vec<usize> = (0..PEOPLE).collect();
    keys.sort_by_key(|n| format!("k{n}"));
    let me = keys[0];
    let together = |other: usize| {
        let touches = |one: usize| one == me || one == other;
        let mine = small.pairs.iter().find(|pair| touches(pair.0) && touches(pair.1)).expect("a pair").2;
        let rest = small.pairs.iter().filter(|pair| !touches(pair.0) && !touches(pair.1)).copied().collect();
        total(&Small { people: PEOPLE, pairs: rest }) + mine - best
    };
    let directory = tempfile::tempdir().expect("a directory");
    small.write(directory.path(), "most-people");
    let told = json(directory.path(), &["explain", "P001"]);
    let rows = told["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), PEOPLE - 1);
    let other = |row: &serde_json::Value| {
        let id = row["other"].as_str().expect("an id").trim_start_matches('P').trim_end_matches('?');
        keys[id.parse::<usize>().expect("a number") - 1]
    };
    let (exact, further): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["sure"] == "exact");
    assert!((13..=49).contains(&exact.len()), "{} are told of", exact.len());
    let points = |row: &serde_json::Value| row["points"].as_f64().expect("points") as i64;
    for row in exact.iter().step_by(3) {
        assert_eq!(together(other(row)), points(row), "{row}");
    }
    // The first is as it is.
    let twelfth = points(exact[12]);
    for row in further.iter().step_by(50) {
        assert_eq!(row["says"], "no nearer than those");
        assert!(together(other(row)) <= twelfth, "{row}");
    }
}
