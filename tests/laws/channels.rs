//! A channel of a scheme is matched as the same people would be in a scheme of that form alone; its rounds are proved
//! like all others, and no word that says of which channel they are can be altered.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use crate::chance::Chance;
use crate::{answer, json, outcome};

const FIELDS: &str = r#"
[fields.kind]
kind = "list"
options = ["mentor", "peer", "set"]
[fields.topics]
kind = "list"
[fields.offers]
kind = "list"
[fields.employer]
kind = "choice"
[fields.free]
kind = "availability"
"#;

/// The rules and criteria of the scheme: which channels each names, and for which forms it counts by what the scheme's
/// page says.
const PARTS: [(&str, &str, [bool; 3]); 7] = [
    ("[[rule]]\nkind = \"different\"\nfield = \"employer\"\n", "", [true, true, true]),
    (
        "[[rule]]\nkind = \"is\"\nof = \"mentor\"\nfield = \"employer\"\nanswers = [\"A\", \"B\"]\n",
        "",
        [true, false, false],
    ),
    ("[[rule]]\nkind = \"shares\"\nfield = \"topics\"\n", "channel = [\"peer\"]\n", [false, true, false]),
    (
        "[[criterion]]\nkind = \"covers\"\nmentee = \"topics\"\nmentor = \"offers\"\npoints = 40\n",
        "",
        [true, false, false],
    ),
    ("[[criterion]]\nname = \"alike\"\nkind = \"overlap\"\nfield = \"topics\"\npoints = 30\n", "", [true, true, true]),
    (
        "[[criterion]]\nname = \"times\"\nkind = \"availability\"\nfield = \"free\"\npoints = 10\n",
        "channel = [\"set\", \"one-to-one\"]\n",
        [true, false, true],
    ),
    (
        "[[criterion]]\nname = \"gap\"\nkind = \"covers\"\nfield = \"topics\"\npoints = 20\n",
        "channel = [\"peer\", \"set\"]\n",
        [false, true, true],
    ),
];

/// Somebody: the file, the address, and the cells behind it.
struct Somebody {
    file: &'static str,
    email: String,
    kinds: Vec<&'static str>,
    cells: String,
}

fn people(chance: &mut Chance) -> Vec<Somebody> {
    let mut all = Vec::new();
    for (file, count) in [("seekers", 12), ("mentors", 5), ("leaders", 2)] {
        for number in 0..count {
            let kinds = if file == "seekers" { chance.some(&["mentor", "peer", "set"]) } else { Vec::new() };
            let some = |chance: &mut Chance, of: &[&'static str]| chance.some(of).join(";");
            let cells = [
                some(chance, &["x", "y", "z"]),
                some(chance, &["x", "y", "z"]),
                (*chance.of(&["A", "B", "C", "D"])).to_string(),
                some(chance, &["Mon", "Tue"]),
                (1 + chance.below(2)).to_string(),
            ];
            all.push(Somebody { file, email: format!("{file}{number}@example.org"), kinds, cells: cells.join(",") });
        }
    }
    all
}

fn write(at: &Path, scheme: &str, people: &[&Somebody]) {
    fs::create_dir_all(at.join("people")).expect("a folder");
    fs::write(at.join("scheme.toml"), scheme).expect("writable");
    for file in ["seekers", "mentors", "leaders"] {
        let of_file = people.iter().filter(|one| one.file == file);
        let rows: String =
            of_file.map(|one| format!("{},{},{}\n", one.email, one.kinds.join(";"), one.cells)).collect();
        let text = format!("Email,Kind,Topics,Offers,Employer,Free,Places\n{rows}");
        fs::write(at.join(format!("people/{file}.csv")), text).expect("writable");
    }
}

fn sources(roles: [(&str, &str); 3]) -> String {
    let source = |(file, role): (&str, &str)| {
        let places = if file == "seekers" { "" } else { "places = \"Places\"\n" };
        format!(
            "[[source]]\nfile = \"people/{file}.csv\"\nrole = \"{role}\"\nignore = [\"*\"]\n[source.columns]\nemail = \"Email\"\nkind = \"Kind\"\n\
             topics = \"Topics\"\noffers = \"Offers\"\nemployer = \"Employer\"\nfree = \"Free\"\n{places}"
        )
    };
    roles.into_iter().map(source).collect()
}

const GROUP: &str = "smallest = 2\nlargest = 3\ntimes = \"free\"\n";

fn mixed() -> String {
    let parts: String = PARTS.iter().map(|(part, channel, _)| format!("{part}{channel}")).collect();
    let roles = [("seekers", "mentee"), ("mentors", "mentor"), ("leaders", "facilitator")];
    format!(
        "format = 1\nname = \"All\"\n{FIELDS}{}{parts}[[channel]]\nname = \"letters\"\nsays = \"no form\"\n\
         [[channel]]\nname = \"peer\"\nform = \"peer\"\nfield = \"kind\"\n\
         [[channel]]\nname = \"set\"\nform = \"group\"\nfield = \"kind\"\n[channel.group]\n{GROUP}",
        sources(roles)
    )
}

/// The scheme of one form alone, and those of all who take part in it.
fn alone(form: usize, all: &[Somebody]) -> (String, Vec<&Somebody>) {
    let parts: String = PARTS.iter().filter(|(.., counts)| counts[form]).map(|(part, ..)| *part).collect();
    let (word, seeks, file, kind) = [
        ("one-to-one", "mentee", "mentors", "mentor"),
        ("peer", "member", "", "peer"),
        ("group", "member", "leaders", "set"),
    ][form];
    let group = if form == 2 { format!("[group]\n{GROUP}") } else { String::new() };
    let roles = [("seekers", seeks), ("mentors", "mentor"), ("leaders", "facilitator")];
    let scheme = format!("format = 1\nname = \"All\"\nform = \"{word}\"\n{FIELDS}{}{parts}{group}", sources(roles));
    let chose = |one: &&Somebody| {
        let blank = one.kinds.is_empty() && form == 0;
        one.file == file || one.file == "seekers" && (blank || one.kinds.contains(&kind))
    };
    (scheme, all.iter().filter(chose).collect())
}

/// Whom a round puts together with how many points, and whom it leaves out, by their addresses.
fn made(at: &Path, args: &[&str]) -> (BTreeSet<(Vec<String>, String)>, BTreeSet<String>) {
    let round = json(at, args);
    let register = fs::read_to_string(at.join("private/register.csv")).expect("a register");
    let cells = register.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let known: HashMap<&str, &str> = cells.map(|cells| (cells[1], cells[3])).collect();
    let address = |id: &serde_json::Value| known[id.as_str().expect("an id")].to_string();
    let together = round["relationships"].as_array().expect("relationships").iter().map(|one| {
        let mut members: Vec<String> =
            one["members"].as_array().expect("members").iter().map(|member| address(&member["id"])).collect();
        members.sort();
        (members, format!("{} {}", one["score"], one["score_of_100"]))
    });
    let left = round["unmatched"].as_array().expect("unmatched").iter();
    (together.collect(), left.map(|one| address(&one["id"])).collect())
}

fn verdict(at: &Path, round: &str) -> String {
    let said = outcome(at, &["verify", round]).1;
    // Numbers of groups come behind the verdict.
    said.lines().nth(1).map_or(String::new(), |row| row.split(',').take(3).collect::<Vec<_>>().join(","))
}

#[test]
fn a_channel_is_matched_like_a_scheme_of_its_form_alone() {
    let (mut together, mut seen) = ([0; 3], 0);
    for seed in 0..24 {
        let all = people(&mut Chance(seed));
        for (form, channel) in ["one-to-one", "peer", "set"].into_iter().enumerate() {
            let directory = tempfile::tempdir().expect("a directory");
            let (whole, one) = (directory.path().join("whole"), directory.path().join("one"));
            write(&whole, &mixed(), &all.iter().collect::<Vec<_>>());
            let (scheme, chosen) = alone(form, &all);
            write(&one, &scheme, &chosen);
            let args: &[&str] = if form == 0 { &["match"] } else { &["match", "--channel", channel] };
            if chosen.iter().all(|one| one.file != "seekers") {
                continue;
            }
            let (found, expected) = (made(&whole, args), made(&one, &["match"]));
            assert_eq!(found, expected, "seed {seed}, {channel}");
            together[form] += found.0.len();
            seen += 1;
            assert_eq!(verdict(&whole, "1"), "1,proved,", "seed {seed}, {channel}");
        }
    }
    assert!(seen > 60 && together.iter().all(|count| *count > 20), "{seen} rounds, {together:?} relationships");
}

#[test]
fn rounds_of_several_channels_stand_beside_each_other_and_none_can_be_altered() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    write(at, &mixed(), &people(&mut Chance(5)).iter().collect::<Vec<_>>());
    let rounds = ["1,proved,", "2,proved,", "3,proved,"];
    let matched: [&[&str]; 3] = [&["match"], &["match", "--channel", "peer"], &["match", "--channel", "set"]];
    for (number, args) in matched.iter().enumerate() {
        let made = json(at, args);
        assert_eq!(made["round"], number + 1);
        assert!(!made["relationships"].as_array().expect("relationships").is_empty(), "round {}", number + 1);
    }
    // Nothing has changed, so nothing is written, in whatever order they are asked for.
    for (number, args) in matched.iter().enumerate().rev() {
        assert_eq!(json(at, args)["round"], number + 1);
    }
    let all_stand = |when: &str| {
        for (number, wanted) in rounds.iter().enumerate() {
            assert_eq!(verdict(at, &(number + 1).to_string()), *wanted, "{when}");
        }
    };
    all_stand("as they were made");
    answer(at, &["accept", "--all"]);
    all_stand("once all have said yes");
    for (table, column) in [("rounds", "round"), ("relationships", "id")] {
        let path = at.join("records").join(format!("{table}.csv"));
        let whole = fs::read_to_string(&path).expect("a table");
        for (line, text) in whole.lines().enumerate().skip(1) {
            let (rest, channel) = text.rsplit_once(',').expect("cells");
            for other in ["", "peer", "set"].into_iter().filter(|other| *other != channel) {
                let mut lines: Vec<&str> = whole.lines().collect();
                let altered = format!("{rest},{other}");
                lines[line] = &altered;
                fs::write(&path, lines.join("\n") + "\n").expect("writable");
                let said: Vec<String> = ["1", "2", "3"].map(|round| verdict(at, round)).to_vec();
                let altered = said.iter().any(|said| said.contains("records altered"));
                assert!(altered, "{table}: {column} of line {line} is of `{other}`: {said:?}");
            }
        }
        fs::write(&path, whole).expect("writable");
    }
    all_stand("put back");
}

/// Two one-to-one channels beside peers and sets: who is meant by what happens in one of them for the others.
fn beside(at: &Path) {
    let scheme = "format = 1\nname = \"Beside\"\n[fields.kind]\nkind = \"list\"\n[fields.topics]\nkind = \"list\"\n\
        [[source]]\nfile = \"people/all.csv\"\n[source.columns]\nemail = \"Email\"\nrole = \"Role\"\nkind = \"Kind\"\n\
        [[channel]]\nname = \"executive\"\nform = \"one-to-one\"\nfield = \"kind\"\n\
        [[channel]]\nname = \"peer\"\nform = \"peer\"\nfield = \"kind\"\n\
        [[channel]]\nname = \"set\"\nform = \"group\"\nfield = \"kind\"\n[channel.group]\nsmallest = 2\nlargest = 2\n";
    fs::create_dir_all(at.join("people")).expect("a folder");
    fs::write(at.join("scheme.toml"), scheme).expect("writable");
    let people = "Email,Role,Kind\nann@example.org,mentee,any;executive\nbob@example.org,mentee,executive\n\
        cat@example.org,mentee,peer;set\ndan@example.org,mentee,peer;set\nm@example.org,mentor,\n";
    fs::write(at.join("people/all.csv"), people).expect("writable");
}

fn pairs(at: &Path, args: &[&str]) -> Vec<Vec<String>> {
    made(at, args).0.into_iter().map(|(members, _)| members).collect()
}

#[test]
fn who_gives_time_has_one_number_of_places_for_all_channels() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    beside(at);
    assert_eq!(pairs(at, &["match"]), [["ann@example.org", "m@example.org"]]);
    answer(at, &["accept", "R001"]);
    assert_eq!(made(at, &["match", "--channel", "executive"]).0.len(), 0, "the one place is taken");
    let (code, _) = outcome(at, &["add", "bob@example.org", "m@example.org"]);
    assert_eq!(code, 1, "by hand neither");
    answer(at, &["people", "correct", "P005", "places=2", "--why", "by phone"]);
    // Ann has a place in the other channel, and is not put together with the same mentor again.
    assert_eq!(pairs(at, &["match", "--channel", "executive"]), [["bob@example.org", "m@example.org"]]);
    for round in ["1", "2", "3"] {
        let said = verdict(at, round);
        assert!(said.contains("proved"), "round {round}: {said}");
    }
}

#[test]
fn nobody_who_is_together_or_declined_is_put_together_elsewhere() {
    for (word, together) in [("accept", false), ("decline", false), ("offer", true)] {
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        beside(at);
        let two = [["cat@example.org", "dan@example.org"]];
        assert_eq!(pairs(at, &["match", "--channel", "peer"]), two);
        answer(at, &[word, "R001"]);
        let sets = pairs(at, &["match", "--channel", "set"]);
        assert_eq!(sets.len(), usize::from(together), "{word}: {sets:?}");
        assert_eq!(verdict(at, "2"), "2,proved,", "{word}");
    }
}

#[test]
fn who_waited_in_one_channel_does_not_come_first_in_another() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    beside(at);
    answer(at, &["people", "hold", "P005"]);
    // Nobody mentors: Ann and Bob wait for somebody with experience of senior posts.
    assert_eq!(made(at, &["match", "--channel", "executive"]).0.len(), 0);
    answer(at, &["people", "hold", "P005", "--release"]);
    let waited = |round: &str| {
        let grounds = fs::read_to_string(at.join("records/grounds.csv")).expect("grounds");
        let rows = grounds.lines().map(|line| line.split(',').map(str::to_string).collect::<Vec<_>>());
        rows.filter(|row| row[1] == round && row[5] == "yes").map(|row| row[2].clone()).collect::<Vec<_>>()
    };
    assert_eq!(pairs(at, &["match"]), [["ann@example.org", "m@example.org"]]);
    assert_eq!(waited("2"), Vec::<String>::new());
    answer(at, &["decline", "R001"]);
    assert_eq!(pairs(at, &["match", "--channel", "executive"]), [["bob@example.org", "m@example.org"]]);
    let mut first = waited("3");
    first.sort();
    assert_eq!(first, ["P001", "P002"]);
}
