//! Groups of few people are proved anew by trying them all, round after round, whatever has happened to earlier groups.

use std::fs;
use std::path::Path;

use crate::chance::Chance;
use crate::{answer, json, outcome};

fn scheme(chance: &mut Chance) -> String {
    let smallest = 2 + chance.below(2);
    let largest = smallest + chance.below(2);
    let facilitator = *chance.of(&["none", "optional", "needed"]);
    let source = |file: &str, role: &str| {
        format!(
            "[[source]]\nfile = \"{file}.csv\"\nrole = \"{role}\"\n[source.columns]\nemail = \"Email\"\n\
             topics = \"Topics\"\nemployer = \"Employer\"\nfree = \"Free\"\nplaces = \"Places\"\n"
        )
    };
    format!(
        "format = 1\nname = \"Sets\"\nform = \"group\"\n[fields.topics]\nkind = \"list\"\n[fields.employer]\n\
         kind = \"choice\"\n[fields.free]\nkind = \"availability\"\n{}{}[group]\nsmallest = {smallest}\n\
         largest = {largest}\nfacilitator = \"{facilitator}\"\ntimes = \"free\"\n\
         [[rule]]\nkind = \"different\"\nfield = \"employer\"\n\
         [[criterion]]\nkind = \"overlap\"\nfield = \"topics\"\npoints = 30\n",
        source("members", "member"),
        source("leaders", "facilitator"),
    )
}

fn write(at: &Path, chance: &mut Chance, file: &str, many: usize, most_places: usize) {
    let mut text = "Email,Topics,Employer,Free,Places\n".to_string();
    for number in 0..many {
        let mut some = |of: &[&'static str]| chance.some(of).join(";");
        let (topics, free) = (some(&["x", "y", "z"]), some(&["Mon", "Tue", "Wed"]));
        let employer = chance.of(&["A", "B", "C", "D", "E", "F"]);
        let places = 1 + chance.below(most_places);
        text += &format!("{file}{number}@example.org,{topics},{employer},{free},{places}\n");
    }
    fs::write(at.join(format!("{file}.csv")), text).expect("writable");
}

fn verdict(at: &Path, round: &str) -> String {
    let (_, said) = outcome(at, &["verify", round]);
    said.lines().nth(1).and_then(|row| row.split(',').nth(1)).unwrap_or_default().to_string()
}

#[test]
fn every_grouping_of_few_people_is_proved_anew() {
    let mut rounds = 0;
    for seed in 0..25 {
        let mut chance = Chance(9000 + seed);
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        fs::write(at.join("scheme.toml"), scheme(&mut chance)).expect("writable");
        let (members, leaders) = (4 + chance.below(6), chance.below(3));
        write(at, &mut chance, "members", members, 2);
        write(at, &mut chance, "leaders", leaders, 2);
        for round in 1..=3 {
            let made = json(at, &["match"]);
            if made["round"] != round {
                break;
            }
            rounds += 1;
            for earlier in 1..=round {
                assert_eq!(verdict(at, &earlier.to_string()), "proved", "seed {seed}, round {earlier} after {round}");
            }
            for group in made["relationships"].as_array().expect("relationships") {
                let id = group["id"].as_str().expect("an id");
                match chance.below(4) {
                    0 => {
                        let members = group["members"].as_array().expect("members");
                        let who = |of: usize| members[of]["id"].as_str().expect("an id");
                        answer(at, &["decline", who(0), who(1)]);
                    }
                    1 => drop(answer(at, &["accept", id])),
                    2 => {
                        answer(at, &["accept", id]);
                        answer(at, &["end", id, "--as", "early"]);
                    }
                    _ => {}
                }
                assert_eq!(verdict(at, &round.to_string()), "proved", "seed {seed}, round {round}, {id}");
            }
        }
    }
    assert!(rounds > 40, "{rounds} rounds only");
}
