//! What every round keeps: places, rules, sums, somebody's yes, and nobody forgotten.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde_json::Value;

use crate::scheme::{Made, make};
use crate::variations::plain;
use crate::{answer, json};

/// A person in a role, from `mentor people`, with the answers of the last form sent.
struct Seen {
    places: usize,
    answers: HashMap<String, String>,
}

fn everybody(made: &Made, directory: &Path) -> BTreeMap<(String, String), Seen> {
    let table = answer(directory, &["people", "--format", "csv", "--raw"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let mut seen = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let cell = |name: &str| row[headings.iter().position(|heading| heading == name).expect("a column")].to_string();
        let form = &made.forms[usize::from(cell("role") == "mentee")];
        let mut sent: Vec<&Vec<String>> = form.rows.iter().filter(|row| row[2] == cell("email")).collect();
        sent.sort_by_key(|row| row[0].clone());
        let answers = form.headings.iter().cloned().zip(sent.last().expect("a form").iter().cloned()).collect();
        let places = cell("places").parse().expect("places");
        seen.insert((cell("id").trim_end_matches('?').to_string(), cell("role")), Seen { places, answers });
    }
    seen
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

fn keeps(made: &Made, round: &Value, everybody: &BTreeMap<(String, String), Seen>, taken: &[(String, String)]) {
    let mut load: HashMap<(String, String), usize> = HashMap::new();
    for (mentor, mentee) in taken {
        *load.entry((mentor.clone(), "mentor".into())).or_default() += 1;
        *load.entry((mentee.clone(), "mentee".into())).or_default() += 1;
    }
    let mut total = 0;
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for pair in round["relationships"].as_array().expect("relationships") {
        let (mentor, mentee) = (word(pair, "mentor").to_string(), word(pair, "mentee").to_string());
        assert_ne!(mentor, mentee, "nobody mentors themselves");
        let score = pair["score"].as_i64().expect("a whole score");
        let reasons: i64 =
            pair["reasons"].as_array().expect("reasons").iter().map(|r| r["points"].as_i64().expect("points")).sum();
        let most: i64 =
            pair["reasons"].as_array().expect("reasons").iter().map(|r| r["of"].as_i64().expect("of")).sum();
        assert_eq!(reasons, score, "reasons add up to the score: {pair}");
        assert_eq!(pair["score_of_100"].as_i64(), Some((200 * score + most) / (2 * most)), "score of 100: {pair}");
        total += score;
        for (id, role) in [(mentor, "mentor"), (mentee, "mentee")] {
            *load.entry((id.clone(), role.to_string())).or_default() += 1;
            found.insert((id, role.to_string()));
        }
        rules_hold(made, pair, everybody);
    }
    assert_eq!(round["total"].as_i64(), Some(total), "scores add up to the total");
    for (who, load) in &load {
        let places = everybody.get(who).unwrap_or_else(|| panic!("{who:?} is nobody")).places;
        assert!(*load <= places, "{who:?} has {places} places and {load} relationships");
    }
    let left: BTreeSet<(String, String)> = round["unmatched"]
        .as_array()
        .expect("unmatched")
        .iter()
        .map(|left| {
            assert!(!word(left, "reason").is_empty(), "a reason for {left}");
            (word(left, "id").to_string(), word(left, "role").to_string())
        })
        .collect();
    for who in everybody.keys() {
        let busy = taken.iter().any(|(mentor, mentee)| {
            *who == (mentor.clone(), "mentor".into()) || *who == (mentee.clone(), "mentee".into())
        });
        assert!(found.contains(who) || left.contains(who) || busy, "{who:?} is neither matched nor left out");
        assert!(!(found.contains(who) && left.contains(who)), "{who:?} is matched and left out");
    }
}

fn rules_hold(made: &Made, pair: &Value, everybody: &BTreeMap<(String, String), Seen>) {
    let mentor = &everybody[&(word(pair, "mentor").to_string(), "mentor".to_string())].answers;
    let mentee = &everybody[&(word(pair, "mentee").to_string(), "mentee".to_string())].answers;
    assert!(mentor["Employer"].is_empty() || mentor["Employer"] != mentee["Employer"], "the same employer: {pair}");
    assert_ne!(mentor["E-mail"], mentee["Line manager"], "the line manager: {pair}");
    if made.scheme.contains("kind = \"shares\"") && !mentor["Times"].is_empty() && !mentee["Times"].is_empty() {
        assert!(
            mentor["Times"].split(';').any(|time| mentee["Times"].split(';').any(|other| time == other)),
            "no time in common: {pair}"
        );
    }
    if made.scheme.contains("kind = \"higher\"") && !mentor["Grade"].is_empty() && !mentee["Grade"].is_empty() {
        let step =
            |grade: &str| ["Assistant", "Officer", "Manager", "Director"].iter().position(|known| *known == grade);
        assert!(step(&mentor["Grade"]) >= step(&mentee["Grade"]), "a lower grade: {pair}");
    }
    if let Some(lowest) = made.scheme.split("lowest = ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok()) {
        assert!(pair["score_of_100"].as_i64() >= Some(lowest), "below the floor of {lowest}: {pair}");
    }
}

#[test]
fn every_round_keeps_places_rules_sums_and_promises() {
    for seed in 100..112 {
        let mut made = make(seed);
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        made.write(at, plain);
        let first = json(at, &["match"]);
        keeps(&made, &first, &everybody(&made, at), &[]);
        assert_eq!(first["placed"].as_u64(), Some(distinct(&first)), "placed counts mentees");
        let before = crate::harness::tree(at);
        assert_eq!(json(at, &["match"]), first, "seed {seed}: the same again");
        assert_eq!(crate::harness::tree(at), before, "seed {seed}: the same again writes nothing");

        // Half are asked, and of these half say yes, the others one of them; then people come, round after round.
        let mut asked: Vec<(String, String)> = Vec::new();
        let mut state: HashMap<(String, String), &str> = HashMap::new();
        for (turn, pair) in first["relationships"].as_array().expect("relationships").iter().step_by(2).enumerate() {
            answer(at, &["offer", word(pair, "id")]);
            answer(at, &["accept", word(pair, "id"), "--by", word(pair, "mentee")]);
            if turn % 2 == 0 {
                answer(at, &["accept", word(pair, "id"), "--by", word(pair, "mentor")]);
            }
            let pair = (word(pair, "mentor").to_string(), word(pair, "mentee").to_string());
            state.insert(pair.clone(), if turn % 2 == 0 { ",accepted," } else { ",offered," });
            asked.push(pair);
        }
        for (number, day) in ["2027-04-01", "2027-04-02", "2027-04-03"].into_iter().enumerate() {
            let later = make(seed * 31 + number as u64).forms[1].rows[0].clone();
            let mut joined = later;
            joined[1] = format!("Late Comer{number}");
            joined[2] = format!("late{number}@example.org");
            made.forms[1].rows.push(joined);
            made.write(at, plain);
            let round = json(at, &["match", "--today", day]);
            keeps(&made, &round, &everybody(&made, at), &asked);
            for (mentor, mentee) in &asked {
                let moved = round["relationships"]
                    .as_array()
                    .expect("relationships")
                    .iter()
                    .any(|pair| word(pair, "mentor") == mentor && word(pair, "mentee") == mentee);
                assert!(!moved, "seed {seed}: {mentor} and {mentee} were asked already");
            }
            let list = answer(at, &["list"]);
            for ((mentor, mentee), state) in &state {
                let kept = list
                    .lines()
                    .filter(|line| line.contains(mentor.as_str()) && line.contains(mentee.as_str()))
                    .filter(|line| line.contains(state));
                assert_eq!(kept.count(), 1, "seed {seed}: {mentor} and {mentee} are not {state} any more\n{list}");
            }
        }
    }
}

fn distinct(round: &Value) -> u64 {
    let mentees: BTreeSet<&str> =
        round["relationships"].as_array().expect("relationships").iter().map(|pair| word(pair, "mentee")).collect();
    mentees.len() as u64
}
