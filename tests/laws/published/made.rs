//! A generated scheme in the middle of its year, with whatever an evaluation counts.

use std::path::Path;

use crate::chance::Chance;
use crate::harness::write;

/// A scheme, and what is known of how it was made.
pub struct Made {
    files: Vec<(String, String)>,
    /// The roles as the evaluation calls their people: first who is found as mentor, then as mentee.
    pub roles: [&'static str; 2],
    /// Whether everybody in a role is in one relationship alone, in the order of the roles.
    pub once: [bool; 2],
    /// How many sessions are planned for each.
    pub sessions: usize,
    /// Whether the measure is asked of both roles.
    pub asks_both: bool,
    /// Whether the two of a pair are of the same intake.
    pub same_intake: bool,
}

impl Made {
    /// Writes its files.
    pub fn write(&self, directory: &Path) {
        self.files.iter().for_each(|(name, text)| write(&directory.join(name), text));
    }
}

/// How relationships end: most are under way.
const ENDINGS: [&str; 10] = [
    ",",
    ",",
    ",",
    ",",
    ",",
    "2026-12-20,completed",
    "2026-12-20,completed",
    "2026-12-20,carries on without the scheme",
    "2026-12-20,ended early",
    "2026-12-20,",
];

const MARK: &str = "zfhrwqpwkg";

pub fn make(seed: u64) -> Made {
    let mut chance = Chance(seed);
    let mutual = !chance.one_in(3);
    let roles = if mutual { ["Students", "Colleagues"] } else { ["Mentors", "Mentees"] };
    let sides = if mutual { ["student", "colleague"] } else { ["mentor", "mentee"] };
    let (pairs, sessions) = (5 + chance.below(18), 2 + chance.below(3));
    let waiting = [chance.below(7), chance.below(7)];
    let asks_both = mutual && chance.one_in(2);
    let mut tables: Vec<(&str, String)> = vec![
        ("private/register.csv", "mark,id,kind,identity\n".into()),
        ("people/first.csv", "Name,E-mail,How,Side\n".into()),
        ("people/second.csv", "Name,E-mail,How,Side\n".into()),
        ("private/equality.csv", "person,age\n".into()),
        (
            "records/relationships.csv",
            "mark,id,form,mentor,mentee,by_hand,despite,fixed,accepted,declined,ended,ending\n".into(),
        ),
        ("records/continuations.csv", "mark,relationship,continues,on\n".into()),
        ("records/sessions.csv", "mark,id,relationship,on,held,minutes,by,rating,removed\n".into()),
        ("records/goals.csv", "mark,id,relationship,person,on,start,target,removed\n".into()),
        ("records/ratings.csv", "mark,id,goal,on,now,removed\n".into()),
        ("records/answers.csv", "mark,id,person,measure,item,stage,on,answer,removed\n".into()),
        ("records/results.csv", "mark,id,person,result,weeks,on,reached,removed\n".into()),
    ];
    let mut add = |file: &str, row: String| {
        let table = tables.iter_mut().find(|(name, _)| *name == file).expect("a table");
        table.1.push_str(&(row + "\n"));
    };
    // Whoever is asked again has one relationship more, with the same or with somebody new on the other side.
    let mut with: [Vec<usize>; 2] = [(0..pairs).collect(), (0..pairs).collect()];
    let further = chance.below(4);
    let how = chance.below(3);
    let mut next = [pairs, pairs];
    for _ in 0..further {
        let busy = if how == 2 { chance.below(2) } else { how };
        let old = chance.below(pairs);
        for (side, next) in next.iter_mut().enumerate() {
            if side == busy {
                with[side].push(old);
            } else {
                with[side].push(*next);
                *next += 1;
            }
        }
    }
    let once = [0, 1].map(|side: usize| with[side].len() == next[side]);
    let people = [0, 1].map(|side: usize| next[side] + waiting[side]);
    let id = |side: usize, at: usize| format!("P{:03}", 1 + at + side * people[0]);
    let same_intake = once == [true, true] && chance.one_in(2);
    let intakes: Vec<bool> = (0..pairs).map(|_| chance.one_in(3)).collect();
    for side in [0, 1] {
        for at in 0..people[side] {
            let email = format!("{}{at}@example.org", sides[side]);
            add("private/register.csv", format!("{MARK},{},email,{email}", id(side, at)));
            let second = match intakes.get(at) {
                Some(second) if same_intake => *second,
                _ => chance.one_in(3),
            };
            let file = if second { "people/second.csv" } else { "people/first.csv" };
            let how = chance.of(&["by telephone", "in person", "in person", "by letter"]);
            add(file, format!("{} {at},{email},{how},{}", sides[side], sides[side]));
            if !chance.one_in(5) {
                let age = chance.of(&["under 30", "30 to 49", "50 and over"]);
                add("private/equality.csv", format!("{email},{age}"));
            }
            if at < next[side] && (asks_both || side == 1) {
                for (stage, on) in [("start", "2026-09-02"), ("end", "2027-01-10")] {
                    if !chance.one_in(4) {
                        let said = 1 + chance.below(3);
                        let number = 1 + 1000 * side + 2 * at + usize::from(stage == "end");
                        let who = id(side, at);
                        add(
                            "records/answers.csv",
                            format!("{MARK},W{number:04},{who},confidence,,{stage},{on},{said},"),
                        );
                    }
                }
            }
            if side == 1 && at < next[1] && !chance.one_in(4) {
                let reached = chance.of(&["yes", "no"]);
                let who = id(side, at);
                add("records/results.csv", format!("{MARK},F{:03},{who},in work,,2027-01-12,{reached},", 1 + at));
            }
        }
    }
    for at in 0..with[0].len() {
        let (mentor, mentee) = (id(0, with[0][at]), id(1, with[1][at]));
        let form = if mutual { "mutual" } else { "one-to-one" };
        let again =
            (at + 1..with[0].len()).find(|later| with[1][*later] == with[1][at] || with[0][*later] == with[0][at]);
        let mut ending = (*chance.of(&ENDINGS)).to_string();
        if again.is_some() && chance.one_in(2) {
            ending = "2026-11-01,re-matched".to_string();
        }
        let accepted = if at < pairs { "2026-09-01" } else { "2026-11-02" };
        add(
            "records/relationships.csv",
            format!("{MARK},R{:03},{form},{mentor},{mentee},,,,{accepted},,{ending}", at + 1),
        );
        let goes_on = again.filter(|later| with[1][*later] == with[1][at] && ending.contains("re-matched"));
        if let Some(later) = goes_on {
            add("records/continuations.csv", format!("{MARK},R{:03},R{:03},2026-11-02", later + 1, at + 1));
        }
        for session in 0..sessions {
            let held = match chance.below(8) {
                0 => "no,",
                1 => continue,
                _ => "yes,60",
            };
            let number = 1 + at * 10 + session;
            let month = if at < pairs { 9 + session } else { 11 };
            add(
                "records/sessions.csv",
                format!("{MARK},S{number:03},R{:03},2026-{month}-1{session},{held},,,", at + 1)
                    .replace("2026-9-", "2026-09-"),
            );
        }
        if !chance.one_in(5) {
            add("records/goals.csv", format!("{MARK},G{0:03},R{0:03},,2026-09-02,1,4,", at + 1));
            if !chance.one_in(4) {
                let now = 1 + chance.below(4);
                add("records/ratings.csv", format!("{MARK},K{0:03},G{0:03},2027-01-02,{now},", at + 1));
            }
        }
    }
    let mut files: Vec<(String, String)> = tables.into_iter().map(|(name, text)| (name.to_string(), text)).collect();
    files.push(("scheme.toml".to_string(), scheme(mutual, sides, sessions, asks_both)));
    Made { files, roles, once, sessions, asks_both, same_intake }
}

fn scheme(mutual: bool, sides: [&str; 2], sessions: usize, asks_both: bool) -> String {
    let form = match mutual {
        true => "form = \"mutual\"\nsides = [\"student\", \"colleague\"]\n",
        false => "",
    };
    let [first, second] = sides;
    let asked = if asks_both { format!("\"{first}\", \"{second}\"") } else { format!("\"{second}\"") };
    let source = |file: &str| {
        format!(
            "[[source]]\nfile = \"people/{file}.csv\"\nintake = \"{file}\"\n[source.columns]\nname = \"Name\"\n\
             email = \"E-mail\"\nway = \"How\"\nrole = \"Side\"\n"
        )
    };
    format!(
        r#"format = 1
name = "Harbour"
invented = true
{form}
[fields.way]
kind = "choice"
privacy = "internal"
options = ["by telephone", "in person", "by letter"]
[[intake]]
name = "first"
opening_day = 2026-09-01
[[intake]]
name = "second"
opening_day = 2026-09-01
{}{}
[sessions]
number = {sessions}
minutes = 60
every = "month"
[review]
months = 9
[evaluation]
channel = "way"
[[measure]]
name = "confidence"
for = [{asked}]
stages = ["start", "end"]
scale = ["1", "2", "3"]
[[result]]
name = "in work"
[[value.assumption]]
name = "running it"
is = "cost"
central = 1000
[[value.assumption]]
name = "bringing together"
is = "cost"
per = "relationship"
central = 50
[[value.assumption]]
name = "each {first}"
is = "cost"
per = "person"
of = "{first}"
central = 7
[[value.assumption]]
name = "each {second}"
is = "cost"
per = "person"
of = "{second}"
central = 11
[[value.assumption]]
name = "work"
is = "benefit"
per = "result"
of = "in work"
central = 2000
"#,
        source("first"),
        source("second")
    )
}
