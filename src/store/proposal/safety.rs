//! What must never be proposed from a form: what was ruled out, what is private, who somebody is.

use super::tests::proposed;

const OF_MENTORS: &str = "\
Email,Name,What could you offer?
ann@example.org,Ann Ash,Budgets;Law
bob@example.org,Bob Birch,Law
cal@example.org,Cal Cole,Budgets
";

/// Mentees who are also asked something else, each with an answer.
fn mentees(heading: &str, answers: [&str; 4]) -> String {
    let name = ["Dan Dale", "Eve East", "Fay Ford", "Gil Green"];
    let row = |(n, answer): (usize, &str)| {
        let topics = ["Budgets", "Law"][n % 2];
        format!("{}@example.org,{},{topics},\"{answer}\"\n", &name[n].to_lowercase()[..3], name[n])
    };
    let rows: String = answers.into_iter().enumerate().map(row).collect();
    format!("Email,Name,What would you like help with?,{heading}\n{rows}")
}

#[test]
fn whom_somebody_rules_out_is_kept_from_them_and_never_wanted() {
    for (heading, answers) in [
        ("Is there anyone you would prefer NOT to be matched with?", ["Ann Ash", "No", "", "Bob Birch"]),
        ("Is there a mentor you would rather avoid?", ["Ann Ash", "", "", ""]),
        ("Who is your current mentor (if any)?", ["Ann Ash", "Bob Birch", "Cal Cole", "Ann Ash"]),
        ("Please name anyone you should not be paired with", ["No", "No", "No", "Ann Ash, Bob Birch"]),
    ] {
        let form = mentees(heading, answers);
        let (tried, _) = proposed(&[("mentors.csv", OF_MENTORS), ("mentees.csv", &form)]);
        assert!(tried.text.contains("kind = \"not-named\"\nfield = \"not_with\"\nof = \"mentee\""), "{}", tried.text);
        assert!(!tried.text.contains("preferred"), "{}", tried.text);
        assert!(!tried.text.contains("Ash") && !tried.text.contains("Birch"), "{}", tried.text);
    }
}

#[test]
fn what_cannot_be_read_of_whom_somebody_rules_out_is_told() {
    let said = [
        "my old boss, and whoever sits next to her if that can be helped",
        "No",
        "",
        "the people of my own team please",
    ];
    let form = mentees("Is there anyone you would prefer not to be matched with?", said);
    let (tried, _) = proposed(&[("mentors.csv", OF_MENTORS), ("mentees.csv", &form)]);
    assert!(!tried.text.contains("not-named\"\n"), "{}", tried.text);
    assert!(
        tried.text.contains("# Please look: A question says whom somebody is not to be put together with"),
        "{}",
        tried.text
    );
}

#[test]
fn both_sides_may_rule_people_out() {
    let form = "\
Email,Name,Role,Topic,Anyone you would rather not work with?
ann@example.org,Ann Ash,Mentor,Law,Dan Dale
bob@example.org,Bob Birch,Mentor,Tax,
dan@example.org,Dan Dale,Mentee,Law,Bob Birch
eve@example.org,Eve East,Mentee,Tax,no
";
    let (tried, _) = proposed(&[("form.csv", form)]);
    assert!(tried.text.contains("field = \"not_with\"\nof = \"everyone\""), "{}", tried.text);
}

#[test]
fn when_somebody_cannot_come_is_not_when_they_are_free() {
    let form = "\
Email,Name,Role,Topic,When are you NOT available?
ann@example.org,Ann Ash,Mentor,Law,Monday;Tuesday
bob@example.org,Bob Birch,Mentor,Tax,Friday
dan@example.org,Dan Dale,Mentee,Law,Monday
eve@example.org,Eve East,Mentee,Tax,Friday;Monday
";
    let (tried, _) = proposed(&[("form.csv", form)]);
    assert!(!tried.text.contains("availability"), "{}", tried.text);
    assert!(tried.text.contains("# asks for what does not suit"), "{}", tried.text);
}

/// A form of both roles with one more question, answered by turns.
fn asked(heading: &str, answers: &[&str]) -> String {
    let row = |n: usize| {
        let (role, topic) = (["Mentor", "Mentee"][n % 2], ["Law", "Tax", "Pay"][n % 3]);
        format!("p{n}@example.org,Person {n},{role},{topic},\"{}\"\n", answers[n % answers.len()])
    };
    let rows: String = (0..15).map(row).collect();
    format!("Email,Name,Role,Topic,\"{heading}\"\n{rows}")
}

#[test]
fn what_is_private_is_never_compared_whatever_it_is_called() {
    for (heading, answers) in [
        ("Diagnosis", &["Asthma", "Diabetes"][..]),
        ("My condition", &["Asthma", "Diabetes"]),
        ("Title", &["Mr", "Ms", "Dr"]),
        ("How shall we address you?", &["Mr", "Mrs.", "Ms"]),
        ("I would prefer my mentor to be…", &["a woman", "a man", "No preference"]),
        ("Which of these apply to you?", &["LGBTQ+", "Disabled", "LGBTQ+;Disabled"]),
        ("Offence category", &["Theft", "Other"]),
        ("Are you the first in your family to go to university?", &["Yes", "No", "I am not certain"]),
        ("Socio-economic background", &["Group one", "Group two"]),
    ] {
        let (tried, _) = proposed(&[("form.csv", &asked(heading, answers))]);
        assert!(tried.text.contains("# private: it is not read"), "{heading}\n{}", tried.text);
        assert_eq!(tried.proposal.counting(), 1, "{heading}\n{}", tried.text);
    }
}

#[test]
fn what_nothing_surely_matches_by_is_switched_off_and_can_be_switched_on() {
    for (heading, answers) in [
        ("RAG rating", &["Red", "Amber", "Green"][..]),
        ("Reference check", &["Done", "Open"]),
        ("How far along are you with your job?", &["Begun", "Half way"]),
        ("Leading a team", &["Often done", "Seldom done"]),
    ] {
        let (tried, _) = proposed(&[("form.csv", &asked(heading, answers))]);
        assert_eq!(tried.proposal.counting(), 1, "{heading}\n{}", tried.text);
        assert!(tried.text.contains("\n# [[criterion]]\n# kind = \"same\""), "{heading}\n{}", tried.text);
        assert!(tried.text.contains(&format!("# Please look: Nobody is compared by `{heading}`")), "{}", tried.text);
        for answer in answers {
            assert!(!tried.text.contains(answer), "{}", tried.text);
        }
        // What is switched on is a whole scheme again.
        let field = tried
            .text
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("# field = "))
            .expect("its field")
            .trim_matches('"');
        let begins = [format!("# [fields.{field}]"), format!("# {field} = "), "# [[criterion]]".to_string()];
        let mut within = false;
        let on: Vec<&str> = tried
            .text
            .lines()
            .map(|line| {
                within = line.starts_with("# ") && (within || begins.iter().any(|begin| line.starts_with(begin)));
                if within { &line[2..] } else { line }
            })
            .collect();
        let on = on.join("\n");
        let mut problems = crate::problems::Problems::default();
        let scheme = crate::store::scheme_toml::read(on.as_bytes(), &mut problems);
        assert!(problems.sorted().is_empty(), "{:#?}\n{on}", problems.sorted());
        assert_eq!(scheme.criteria.len(), 2, "{on}");
    }
}

#[test]
fn what_everybody_answers_otherwise_is_no_theme() {
    let applications: Vec<String> = (0..15).map(|n| format!("Application {n}")).collect();
    let answers: Vec<&str> = applications.iter().map(String::as_str).collect();
    for heading in ["Title", "Job title"] {
        let (tried, _) = proposed(&[("form.csv", &asked(heading, &answers))]);
        assert_eq!(tried.proposal.counting(), 1, "{}", tried.text);
        assert!(!tried.text.contains("Application"), "{}", tried.text);
    }
}
