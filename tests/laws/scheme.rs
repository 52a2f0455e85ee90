//! A generated scheme: two sign-up forms and the rules, as a coordinator might have them.

use std::fs;
use std::path::Path;

use crate::chance::Chance;

/// A sign-up form: headings and rows.
#[derive(Clone)]
pub struct Form {
    pub name: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A scheme with its forms.
#[derive(Clone)]
pub struct Made {
    pub scheme: String,
    pub forms: [Form; 2],
}

const TOPICS: [&str; 4] = ["Leading a team", "Inspections", "Budgets, plans and reports", "Café culture"];
const EMPLOYERS: [&str; 5] = ["Oak House", "Elm Court", "Ash & Söhne", "Fern Hall", "Gorse View"];
const AREAS: [&str; 3] = ["North", "South", "East"];
const GRADES: [&str; 4] = ["Assistant", "Officer", "Manager", "Director"];
const TIMES: [&str; 3] = ["Morning", "Afternoon", "Evening"];
const POSTCODES: [&str; 6] = ["LS1", "BD3", "HX1", "WF1", "LS6 2AB", "YO1"];
const NAMES: [&str; 6] = ["Zoë", "Jürgen", "Ann", "Siân", "Bob", "Ñusta"];

pub fn make(seed: u64) -> Made {
    let mut chance = Chance(seed);
    let (mentors, mentees) = (2 + chance.below(9), 2 + chance.below(14));
    let mentor_headings =
        ["Sent", "Name", "E-mail", "Places?", "Offers", "Employer", "Area", "Grade", "Times", "Postcode"];
    let mentee_headings =
        ["Sent", "Name", "E-mail", "Seeks", "Employer", "Area", "Grade", "Times", "Postcode", "Line manager", "Years"];
    let mut rows = [Vec::new(), Vec::new()];
    for at in 0..mentors {
        let mut row = person(&mut chance, "mentor", at);
        row.push((*chance.of(&["One", "Two", "1", "3", ""])).to_string());
        row.push(list(&mut chance, &TOPICS));
        row.extend(facts(&mut chance));
        rows[0].push(row);
    }
    for at in 0..mentees {
        // Now and then somebody is on both sides.
        let mut row = if chance.one_in(6) {
            person(&mut Chance(seed), "mentor", at % mentors)
        } else {
            person(&mut chance, "mentee", at)
        };
        if row[2].starts_with("mentor") {
            row[1] = rows[0][at % mentors][1].clone();
            row[2] = rows[0][at % mentors][2].clone();
        }
        row.push(list(&mut chance, &TOPICS));
        row.extend(facts(&mut chance));
        row.push(if chance.one_in(3) { format!("mentor{}@example.org", chance.below(mentors)) } else { String::new() });
        row.push(if chance.one_in(4) { String::new() } else { format!("{}", chance.below(30)) });
        if rows[1].iter().any(|known: &Vec<String>| known[2] == row[2]) {
            continue;
        }
        rows[1].push(row);
    }
    // Somebody sends the form again, later, with another answer.
    let mut again = rows[1][0].clone();
    again[0] = "2027-02-01 10:00".to_string();
    again[3] = list(&mut chance, &TOPICS);
    rows[1].push(again);
    let [one, two] = rows;
    let form = |name: &str, headings: &[&str], rows| Form {
        name: name.into(),
        headings: headings.iter().map(|h| h.to_string()).collect(),
        rows,
    };
    Made {
        scheme: rules(&mut chance),
        forms: [form("mentors.csv", &mentor_headings, one), form("mentees.csv", &mentee_headings, two)],
    }
}

fn person(chance: &mut Chance, role: &str, at: usize) -> Vec<String> {
    let sent = format!("2027-01-{:02} 09:{:02}", 1 + chance.below(28), chance.below(60));
    vec![sent, format!("{} Test{at}{role}", chance.of(&NAMES)), format!("{role}{at}@example.org")]
}

fn list(chance: &mut Chance, all: &[&str]) -> String {
    chance.some(all).join(";")
}

fn facts(chance: &mut Chance) -> Vec<String> {
    let mut maybe = |all: &[&str]| if chance.one_in(8) { String::new() } else { (*chance.of(all)).to_string() };
    let (employer, area, grade, place) = (maybe(&EMPLOYERS), maybe(&AREAS), maybe(&GRADES), maybe(&POSTCODES));
    vec![employer, area, grade, list(chance, &TIMES), place]
}

fn rules(chance: &mut Chance) -> String {
    let quoted = |all: &[&str]| all.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
    let topics = quoted(&TOPICS);
    let mut scheme = format!(
        "format = 1\nname = \"Law {}\"\naim = \"{}\"\n",
        chance.below(100),
        chance.of(&["most-people", "best-fit"])
    );
    if chance.one_in(3) {
        scheme.push_str(&format!("lowest = {}\n", 20 + chance.below(40)));
    }
    scheme.push_str("[places.words]\n\"One\" = 1\n\"Two\" = 2\n");
    for (name, kind, options) in [
        ("seeks", "list", topics.as_str()),
        ("offers", "list", topics.as_str()),
        ("employer", "choice", ""),
        ("area", "choice", ""),
        ("grade", "scale", &quoted(&GRADES)),
        ("times", "availability", &quoted(&TIMES)),
        ("postcode", "place", ""),
        ("manager", "text", ""),
        ("years", "number", ""),
    ] {
        let options = if options.is_empty() { String::new() } else { format!("options = [{options}]\n") };
        scheme.push_str(&format!("[fields.{name}]\nkind = \"{kind}\"\n{options}"));
    }
    let shared = "submitted = \"Sent\"\nname = \"Name\"\nemail = \"E-mail\"\nemployer = \"Employer\"\narea = \"Area\"\ngrade = \"Grade\"\ntimes = \"Times\"\npostcode = \"Postcode\"\n";
    scheme.push_str(&format!("[[source]]\nfile = \"people/mentors.csv\"\nrole = \"mentor\"\n[source.columns]\n{shared}places = \"Places?\"\noffers = \"Offers\"\n"));
    scheme.push_str(&format!("[[source]]\nfile = \"people/mentees.csv\"\nrole = \"mentee\"\n[source.columns]\n{shared}seeks = \"Seeks\"\nmanager = \"Line manager\"\nyears = \"Years\"\n"));
    scheme.push_str(
        "[[rule]]\nkind = \"different\"\nfield = \"employer\"\n[[rule]]\nkind = \"not-named\"\nfield = \"manager\"\n",
    );
    for rule in [
        "kind = \"shares\"\nfield = \"times\"\nat_least = 1\nblank = \"allow\"",
        "kind = \"higher\"\nfield = \"grade\"\nat_least = 0\nblank = \"allow\"",
    ] {
        if chance.one_in(2) {
            scheme.push_str(&format!("[[rule]]\n{rule}\n"));
        }
    }
    scheme.push_str("[[criterion]]\nkind = \"covers\"\nmentee = \"seeks\"\nmentor = \"offers\"\npoints = 40\n");
    for criterion in [
        "kind = \"same\"\nfield = \"area\"\npoints = 25",
        "kind = \"closer\"\nfield = \"grade\"\npoints = 17",
        "kind = \"near\"\nfield = \"postcode\"\nkm = 40\npoints = 33",
        "kind = \"availability\"\nfield = \"times\"\npoints = 9\nblank = \"none\"",
    ] {
        if !chance.one_in(3) {
            scheme.push_str(&format!("[[criterion]]\n{criterion}\n"));
        }
    }
    if scheme.matches("[[criterion]]").count() > 1 && chance.one_in(2) {
        // What mentees seek, in their order, also says what matters to them: the criteria are called like the topics.
        let field = format!("[fields.matters]\nkind = \"ranking\"\noptions = [{topics}]\n[[source]]\n");
        scheme = scheme.replacen("[[source]]\n", &field, 1);
        scheme = scheme.replacen("seeks = \"Seeks\"\n", "seeks = \"Seeks\"\nmatters = \"Seeks\"\n", 1);
        let carries = |name: &str| format!("[[criterion]]\nname = {name:?}\nimportance = \"matters\"\nkind");
        let mut parts = scheme.split("[[criterion]]\nkind").map(String::from).collect::<Vec<_>>().into_iter();
        let mut weighed = parts.next().unwrap_or_default();
        for (part, name) in parts.zip(TOPICS.iter().chain(["a fifth"].iter())) {
            // The fifth is not asked about, and keeps its points.
            let head = if TOPICS.contains(name) { carries(name) } else { "[[criterion]]\nkind".to_string() };
            weighed = weighed + &head + &part;
        }
        scheme = weighed;
    }
    scheme
}

impl Made {
    /// Writes the scheme and its forms, each form as `bytes` has it.
    pub fn write(&self, directory: &Path, bytes: impl Fn(&Form) -> Vec<u8>) {
        fs::create_dir_all(directory.join("people")).expect("a folder");
        fs::write(directory.join("scheme.toml"), &self.scheme).expect("writable");
        for form in &self.forms {
            fs::write(directory.join("people").join(&form.name), bytes(form)).expect("writable");
        }
    }
}
