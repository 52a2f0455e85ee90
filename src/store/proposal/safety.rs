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
