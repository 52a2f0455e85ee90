//! Forms of invented people, and what is proposed from them.

use proptest::prelude::*;

mod forms;

use super::form::{self, Form};
use super::trial::{self, Files, Tried};
use super::{Settled, written};
use crate::domain::scheme::{Kind, Scheme};
use crate::problems::Problems;
use crate::store::scheme_toml;

pub(super) fn tried(forms: &[(&str, &str)], settled: &Settled) -> Tried {
    let files: Files = forms.iter().map(|(name, text)| (format!("people/{name}"), text.as_bytes().to_vec())).collect();
    let read =
        |(name, text): &(&str, &str)| form::read(&format!("people/{name}"), text.as_bytes(), &mut Problems::default());
    let forms: Vec<Form> = forms.iter().flat_map(read).collect();
    trial::of("Spring", &forms, &files, settled, "")
}

pub(super) fn proposed(forms: &[(&str, &str)]) -> (Tried, Scheme) {
    let tried = tried(forms, &Settled::new());
    let mut problems = Problems::default();
    let scheme = scheme_toml::read(tried.text.as_bytes(), &mut problems);
    assert!(problems.sorted().is_empty(), "{:#?}\n{}", problems.sorted(), tried.text);
    (tried, scheme)
}

const MENTORS: &str = "\
ID,Start time,Completion time,Email,Your e-mail address,First name,Last name,Gender,Who do you work for?,What could you offer a mentee?,When could you meet?,Postcode,Your grade,How many mentees could you take on?
1,2027-01-04 09:00:00,2027-01-04 09:05:00,anonymous,ann@example.org,Ann,Ash,Female,Alder Care,Budgets;Inspections;,Monday am;Friday pm;,LS1 4AP,Manager,One mentee
2,2027-01-04 10:00:00,2027-01-04 10:05:00,anonymous,bob@example.org,Bob,Birch,Male,Cedar Homes,Listening;Budgets;,Friday pm;,LS2 8JT,Director,Two or three
3,2027-01-05 10:00:00,2027-01-05 10:05:00,anonymous,cal@example.org,Cal,Cole,Male,Elm House,Listening;,Monday am;,BD1 1HY,Manager,One mentee
";

const MENTEES: &str = "\
ID,Start time,Completion time,Email,Your e-mail address,First name,Last name,Ethnic group,Who do you work for?,What would you like help with?,When could you meet?,Postcode,Your grade,Your line manager's name,How did you hear about us?
1,2027-01-06 09:00:00,2027-01-06 09:05:00,anonymous,dan@example.org,Dan,Dale,White,Alder Care,Budgets;,Monday am;,LS1 3BB,Officer,Ann Ash,A friend
2,2027-01-06 10:00:00,2027-01-06 10:05:00,anonymous,eve@example.org,Eve,East,Asian,Elm House,Inspections;Listening;,Friday pm;Monday am;,LS6 2AB,Officer,Gil Green,A poster
3,2027-01-07 10:00:00,2027-01-07 10:05:00,anonymous,fay@example.org,Fay,Ford,Black,Cedar Homes,Listening;,Friday pm;,BD1 2AA,Manager,Ann Ash,A friend
";

#[test]
fn two_forms_become_a_scheme_that_reads() {
    let (tried, scheme) = proposed(&[("mentors.csv", MENTORS), ("mentees.csv", MENTEES)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    assert_eq!(tried.people.get("mentor"), Some(&3));
    assert_eq!(tried.people.get("mentee"), Some(&3));
    let kind = |name: &str| scheme.field_named(name).map(|id| scheme.field(id).kind);
    assert_eq!(kind("seeks"), Some(Kind::List));
    assert_eq!(kind("offers"), Some(Kind::List));
    assert_eq!(kind("area"), Some(Kind::Place));
    assert_eq!(kind("times"), Some(Kind::Availability));
    assert_eq!(kind("line_manager"), Some(Kind::Text));
    assert_eq!(kind("employer"), Some(Kind::Choice));
    let source =
        |at: usize, target: &str| scheme.sources[at].columns.iter().any(|column| column.target.value == target);
    for at in 0..2 {
        assert!(source(at, "email") && source(at, "name") && source(at, "submitted"), "{at}");
    }
    assert_eq!(scheme.places.words, [("one mentee".to_string(), 1), ("two or three".to_string(), 3)]);
    assert!(
        tried.text.contains("kind = \"covers\"\nmentee = \"seeks\"\nmentor = \"offers\"\npoints = 40"),
        "{}",
        tried.text
    );
    assert!(tried.text.contains("kind = \"not-named\"\nfield = \"line_manager\""), "{}", tried.text);
}

#[test]
fn what_is_private_is_left_out_and_nobody_is_told_of() {
    let (tried, scheme) = proposed(&[("mentors.csv", MENTORS), ("mentees.csv", MENTEES)]);
    for source in &scheme.sources {
        assert!(
            source.columns.iter().all(|column| !["gender", "ethnic group"].contains(&column.target.value.as_str()))
        );
    }
    assert!(tried.text.contains("# private: it is not read"));
    for word in ["Ann", "Dale", "example.org", "Alder", "White", "Female", "LS1", "Gil", "A poster", "Inspections"] {
        assert!(!tried.text.contains(word), "`{word}` stands in\n{}", tried.text);
    }
}

#[test]
fn one_form_with_a_question_of_roles() {
    let form = "\
Timestamp,Email Address,Full name,I would like to be,Topics I can help with,Topics I want to learn about,How many people?,Notes
04/01/2027 09:00:00,ann@example.org,Ann Ash,A mentor,\"Law, Tax\",,2,
05/01/2027 09:00:00,bob@example.org,Bob Birch,A mentor,\"Tax, Pay\",,1,
13/01/2027 09:00:00,cal@example.org,Cal Cole,A mentee,,\"Tax, Law\",,
14/01/2027 09:00:00,dee@example.org,Dee Dart,Both,\"Pay, Law\",\"Tax, Pay\",1,
15/01/2027 09:00:00,eve@example.org,Eve East,A mentee,,\"Law, Pay\",,
";
    let (tried, scheme) = proposed(&[("Sign-up.csv", form)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    assert_eq!((tried.people.get("mentor"), tried.people.get("mentee")), (Some(&3), Some(&3)));
    assert_eq!(scheme.sources[0].role, None);
    assert!(tried.text.contains("mentor = [\"A mentor\"]\nmentee = [\"A mentee\"]"), "{}", tried.text);
    assert!(scheme.field_named("seeks").is_some() && scheme.field_named("offers").is_some());
}

#[test]
fn a_form_that_says_no_role_is_asked_about() {
    let form = "Name,City,Level\nAnn Ash,Leeds,L3\nBob Birch,York,L2\nCal Cole,Leeds,L3\nDee Dart,York,L2\n";
    let (tried, scheme) = proposed(&[("people.csv", form)]);
    assert_eq!(scheme.form, crate::domain::scheme::Form::Peer);
    assert_eq!(scheme.identity, Some(crate::domain::scheme::IdentityKind::Name));
    let doubt = tried.proposal.doubts.iter().find(|doubt| doubt.key == "role 0").expect("a question");
    assert!(!doubt.settled && doubt.options.len() == 4);
    assert!(tried.text.contains(written::LOOK));
    let settled = Settled::from([("role 0".to_string(), 1)]);
    let answered = super::tests::tried(&[("people.csv", form)], &settled);
    assert!(answered.text.contains("role = \"mentee\"") && !answered.text.contains("No question and no name"));
}

#[test]
fn a_column_that_does_not_read_is_proposed_more_carefully() {
    let mentors = "Name,Email,Years of experience\nAnn Ash,ann@example.org,7\nBob Birch,bob@example.org,9\nCal Cole,cal@example.org,5\nDee Dart,dee@example.org,6\n";
    let rows: String = (0..30).map(|n| format!("Person {n},p{n}@example.org,{}\n", n * 7 % 31)).collect();
    let good = format!("Name,Email,Years of experience\n{rows}");
    let odd = format!("{good}Eve East,eve@example.org,about ten\n");
    let (read, scheme) = proposed(&[("mentors.csv", mentors), ("mentees.csv", &good)]);
    assert_eq!(scheme.field_named("years").map(|id| scheme.field(id).kind), Some(Kind::Number), "{}", read.text);
    let (careful, scheme) = proposed(&[("mentors.csv", mentors), ("mentees.csv", &odd)]);
    assert!(!careful.problems.any_error(), "{:#?}", careful.problems.sorted());
    assert!(scheme.field_named("years").is_none(), "{}", careful.text);
}

#[test]
fn a_grid_of_times_and_headings_that_stand_twice() {
    let form = "\
Timestamp,Email,Name,Role,Free? [09:00 - 12:00],Free? [12:00 - 15:00],Skill,Skill
2027-01-04 09:00:00,ann@example.org,Ann Ash,Mentor,\"Monday, Tuesday\",Friday,Law,
2027-01-05 09:00:00,bob@example.org,Bob Birch,Mentor,Monday,,Tax,
2027-01-06 09:00:00,cal@example.org,Cal Cole,Mentee,Tuesday,Friday,,Tax
2027-01-07 09:00:00,dee@example.org,Dee Dart,Mentee,Monday,,,Law
";
    let (tried, scheme) = proposed(&[("form.csv", form)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    assert_eq!(scheme.field_named("times").map(|id| scheme.field(id).kind), Some(Kind::Availability), "{}", tried.text);
    assert!(tried.text.contains("times = { grid = \"Free? [*]\" }"), "{}", tried.text);
    assert!(tried.text.contains("offers = { heading = \"Skill\", occurrence = 1 }"), "{}", tried.text);
    assert!(tried.text.contains("seeks = { heading = \"Skill\", occurrence = 2 }"), "{}", tried.text);
}

#[test]
fn without_headings_nobodys_answers_pass_for_some() {
    let (tried, scheme) = proposed(&[
        ("mentors.csv", "Ann Ash,Law\nBob Birch,Tax\nCal Cole,Law\n"),
        ("mentees.csv", "Dee Dart,Law\nEve East,Tax\nFay Ford,Law\n"),
    ]);
    assert_eq!(scheme.sources[0].heading_row, 0);
    assert!(!tried.text.contains("Ann") && !tried.text.contains("Dee"), "{}", tried.text);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    // A role, a name that is a word of headings too, a way to be reached: all of them answers.
    for form in [
        "Ann Ash,Mentor,Leeds\nBob Birch,Mentee,York\nCal Cole,Mentor,Hull\nDee Dart,Mentee,Hull\n",
        "Ann Ash,Mentor,Leeds\nBob Birch,Mentee,York\n",
        "Ann Ash,Mentor,Leeds\n",
        "Ann Ash,Mentor,Leeds\nBob Birch,Mentor,York\nCal Cole,Mentor,Bath\n",
        "Ann Ash,I want to be a mentor,Leeds\nBob Birch,I need a mentor,York\nCal Cole,I want to be a mentor,Hull\n",
        "Ann Ash,I was a mentor before,Leeds\nBob Birch,I like to listen,York\nCal Cole,No,Hull\n",
        "Ann,Key,Leeds\nBob,Birch,York\nCal,Cole,Hull\n",
        "Ann Ash,Email,Leeds\nBob Birch,Phone,York\nCal Cole,Email,Hull\n",
    ] {
        let tried = super::tests::tried(&[("people.csv", form)], &Settled::new());
        let told = ["Ann", "Key", "Leeds", "before"].iter().any(|word| tried.text.contains(word));
        assert!(!told && tried.text.contains("heading_row = 0"), "{form}\n{}", tried.text);
    }
}

#[test]
fn headings_that_are_like_answers_stay_headings() {
    for form in [
        "Name,Mentor,Mentee,City\nAnn Ash,Mentor,,Leeds\nBob Birch,,Mentee,York\n",
        "Who,Mentor,Mentee,City\nAnn Ash,Mentor,,Leeds\nBob Birch,,Mentee,York\n",
        "Name,Mentor,City\nAnn Ash,Mentor,Leeds\nBob Birch,Mentor,York\n",
        "Full name,Mentor or mentee,City\nAnn Ash,Mentor,Leeds\nBob Birch,Mentee,York\n",
        "Mentee,Topic\nAnn Ash,Law\nBob Birch,Tax\n",
        "Key,Who would you like as a mentor?\n17,Ann Ash\n18,Bob Birch\n",
    ] {
        let forms = form::read("people/people.csv", form.as_bytes(), &mut Problems::default());
        assert_eq!(forms[0].heading_rows, [1], "{form}");
    }
}

#[test]
fn nobody_is_mentored_by_their_line_manager_whichever_form_asks_for_them() {
    let one = "\
Timestamp,Email,Name,Role,Line manager,Their email (line manager),Topics
2027-01-04 09:00:00,ann@example.org,Ann Ash,Mentor,Gil Green,gil@example.org,Law
2027-01-05 09:00:00,bob@example.org,Bob Birch,Mentor,Ann Ash,ann@example.org,Tax
2027-01-06 09:00:00,cal@example.org,Cal Cole,Mentee,Ann Ash,ann@example.org,Law
2027-01-07 09:00:00,dee@example.org,Dee Dart,Mentee,Gil Green,gil@example.org,Tax
";
    let (tried, scheme) = proposed(&[("form.csv", one)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    for field in ["line_manager", "line_manager_2"] {
        assert!(tried.text.contains(&format!("\nkind = \"not-named\"\nfield = \"{field}\"")), "{}", tried.text);
    }
    assert!(!tried.text.contains("kind = \"different\""), "{}", tried.text);
    assert_eq!(scheme.rules.len(), 2);
    // Among peers nobody mentors.
    let peers = "Email,Name,City,Line manager\nann@example.org,Ann Ash,Leeds,Gil Green\nbob@example.org,Bob Birch,York,Ann Ash\n";
    let (tried, scheme) = proposed(&[("people.csv", peers)]);
    assert_eq!(scheme.rules.len(), 1, "{}", tried.text);
    assert!(tried.text.contains("neither is the other's line manager"), "{}", tried.text);
    // Two forms of mentees that word it otherwise fill one field.
    let again = MENTEES.replace("Your line manager's name", "Who do you report to?").replace("@", "2@");
    let (tried, scheme) = proposed(&[("mentors.csv", MENTORS), ("mentees.csv", MENTEES), ("mentees-2.csv", &again)]);
    assert_eq!(scheme.rules.len(), 1, "{}", tried.text);
    assert!(tried.text.contains("line_manager = \"Who do you report to?\""), "{}", tried.text);
}

#[test]
fn addresses_of_several_people_are_nothing_to_compare() {
    let form = "\
Email,Name,Role,Topics
info@alder.example,Ann Ash,Mentor,Law
info@alder.example,Bob Birch,Mentor,Tax
info@alder.example,Cal Cole,Mentee,Law
info@cedar.example,Dee Dart,Mentee,Tax
info@cedar.example,Eve East,Mentee,Tax
";
    let (tried, _) = proposed(&[("form.csv", form)]);
    assert!(
        tried.text.contains("# addresses: nothing that two people could be compared by\n    \"Email\""),
        "{}",
        tried.text
    );
    assert!(!tried.text.contains("fields.email") && !tried.text.contains("info@"), "{}", tried.text);
}

#[test]
fn what_stands_over_the_rule_of_employers_is_what_was_answered() {
    let forms = [("mentors.csv", MENTORS), ("mentees.csv", MENTEES)];
    let text = |answer: usize| tried(&forms, &Settled::from([("employer".to_string(), answer)])).text;
    assert!(text(0).contains("# Take the # away if two of one employer are never to be put together.\n# [[rule]]"));
    assert!(text(1).contains("# Two of one employer are never put together.\n[[rule]]\nkind = \"different\""));
}

#[test]
fn the_remark_on_names_is_true_where_forms_ask_for_addresses() {
    let pairs: String = ["Ash", "Birch", "Cole"]
        .iter()
        .map(|name| format!("{name}@example.org,Ann {name},Mentor\n{name}@example.org,Bob {name},Mentee\n"))
        .collect();
    let (tried, scheme) = proposed(&[(
        "form.csv",
        &format!("Email,Name,Role\n{pairs}Dee@example.org,Dee Dart,Mentee\nEve@example.org,Eve East,Mentor\n"),
    )]);
    assert_eq!(scheme.identity, Some(crate::domain::scheme::IdentityKind::Name), "{}", tried.text);
    assert!(tried.text.contains("email = \"Email\"") && !tried.text.contains("no address"), "{}", tried.text);
}

#[test]
fn what_is_open_is_said_once() {
    let doubt = |says: &str, settled: bool| super::Doubt {
        key: says.into(),
        question: String::new(),
        options: Vec::new(),
        taken: 0,
        says: says.into(),
        settled,
    };
    let doubts = vec![
        doubt("See to one.", false),
        doubt("See to two.", false),
        doubt("See to one.", false),
        doubt("Done.", true),
    ];
    let proposal = super::Proposal { doubts, ..super::Proposal::default() };
    assert_eq!(proposal.open(), ["See to one.", "See to two."]);
    assert_eq!(written::text(&proposal, "").matches("See to one.").count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_table_the_scheme_reads(
        headings in prop::collection::vec("(Name|E-mail|Role|Which topics\\?|Grade|Free\\? \\[(am|pm)\\]|Mentor|Places: how many mentees|Timestamp|\\PC{0,8}|\"\"|\\[\\*\\]|\\*|Choice [1-3]|Team)", 1..8),
        rows in prop::collection::vec(prop::collection::vec("(x|yes|no|Mentor|Mentee|a, b|Law; Tax|3|two or so|ann@x\\.org|2027-01-04|LS1 4AP|Monday|\\PC{0,6}|\"\"\"\")", 0..8), 0..7),
        two in any::<bool>(),
        name in "(mentors|mentees|form)",
    ) {
        let line = |cells: &[String]| cells.join(",");
        let text = std::iter::once(line(&headings)).chain(rows.iter().map(|row| line(row))).collect::<Vec<_>>().join("\n");
        let first = format!("{name}.csv");
        let mut forms = vec![(first.as_str(), text.as_str())];
        if two {
            forms.push(("others.csv", MENTEES));
        }
        let tried = tried(&forms, &Settled::new());
        let mut problems = Problems::default();
        scheme_toml::read(tried.text.as_bytes(), &mut problems);
        let wrong: Vec<String> = problems.sorted().iter().map(|problem| problem.message.clone()).collect();
        // Where nothing tells people apart, and only there, the scheme itself is not whole yet.
        prop_assert!(wrong.iter().all(|message| message.contains("tells one person from another") || message.contains("maps no column")), "{wrong:?}\n{}", tried.text);
        if wrong.iter().any(|message| message.contains("tells one person")) {
            prop_assert!(tried.text.contains("Nothing in a form tells people apart"), "{}", tried.text);
        }
    }
}
