//! Forms of odd shapes.

use super::{proposed, written};

#[test]
fn tables_below_each_other_are_read_each_by_itself() {
    let sheet = "\
MENTORS,,,
Name,Email,Strengths,Max mentees
Ann Ash,ann@example.org,Law; Tax,2
Bob Birch,bob@example.org,Tax,1

MENTEES,,,
Name,Email,Development needs,Town
Cal Cole,cal@example.org,Law; Tax,Leeds
Dee Dart,dee@example.org,Tax,York
Eve East,eve@example.org,Law,York
";
    let (tried, scheme) = proposed(&[("list.csv", sheet)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    assert_eq!((tried.people.get("mentor"), tried.people.get("mentee")), (Some(&2), Some(&3)), "{}", tried.text);
    let rows: Vec<_> = scheme.sources.iter().map(|source| (source.heading_row, source.last_row)).collect();
    assert_eq!(rows, [(2, Some(4)), (7, None)]);
    assert!(tried.text.contains("kind = \"covers\"\nmentee = \"seeks\"\nmentor = \"offers\""), "{}", tried.text);
}

#[test]
fn roles_that_only_some_answers_name_are_guessed_and_told() {
    let form = "\
Email,Full name,How would you like to be involved?,Topics
ann@example.org,Ann Ash,Mentor,Law
bob@example.org,Bob Birch,Mentor,Tax
cal@example.org,Cal Cole,Mentee,Law
dee@example.org,Dee Dart,Mentee,Tax
eve@example.org,Eve East,Not sure yet,Law
fay@example.org,Fay Ford,Not sure yet,Tax
";
    let (tried, _) = proposed(&[("people.csv", form)]);
    assert_eq!((tried.people.get("mentor"), tried.people.get("mentee")), (Some(&4), Some(&4)), "{}", tried.text);
    assert!(tried.text.contains("either = [\"Not sure yet\"]") && tried.text.contains(written::LOOK), "{}", tried.text);
}

#[test]
fn a_side_without_anybody_is_told_of() {
    let form = "Email,Full name,How many mentees?\nann@example.org,Ann Ash,1\nbob@example.org,Bob Birch,2\n";
    let (tried, _) = proposed(&[("sign-up.csv", form)]);
    assert!(
        tried.text.contains("Please look: Everybody was taken for a mentor, and nobody for a mentee"),
        "{}",
        tried.text
    );
    let alumni = "\
Email,Full name,I am a,How many mentees could you take? (alumni only)
ann@example.org,Ann Ash,Alum,1
bob@example.org,Bob Birch,Student,
cal@example.org,Cal Cole,Alum,2
dee@example.org,Dee Dart,Student,
";
    let (tried, _) = proposed(&[("sign-up.csv", alumni)]);
    assert_eq!((tried.people.get("mentor"), tried.people.get("mentee")), (Some(&2), Some(&2)), "{}", tried.text);
    assert!(tried.text.contains("mentor = [\"Alum\"]\nmentee = [\"Student\"]"), "{}", tried.text);
}

#[test]
fn codes_before_questions_and_columns_of_times_are_understood() {
    let codes = "\
Email,Full name,Role,skills[SQ001]. In which areas? [Law],skills[SQ002]. In which areas? [Tax],Monday,Tuesday,Friday
ann@example.org,Ann Ash,Mentor,Yes,No,Yes,No,Yes
bob@example.org,Bob Birch,Mentor,No,Yes,No,Yes,No
cal@example.org,Cal Cole,Mentee,Yes,Yes,Yes,No,No
dee@example.org,Dee Dart,Mentee,No,Yes,No,Yes,Yes
";
    let (tried, scheme) = proposed(&[("survey.csv", codes)]);
    assert!(!tried.problems.any_error(), "{:#?}", tried.problems.sorted());
    assert!(tried.text.contains("{ grid = \"skills[*]. In which areas? [*]\" }"), "{}", tried.text);
    let kind = |name: &str| scheme.field_named(name).map(|id| scheme.field(id).kind);
    assert_eq!(kind("times"), Some(crate::domain::scheme::Kind::Availability), "{}", tried.text);
}

#[test]
fn where_nothing_is_compared_that_is_told() {
    let form = "Email,Full name,Role\nann@example.org,Ann Ash,Mentor\nbob@example.org,Bob Birch,Mentee\n";
    let (tried, _) = proposed(&[("sign-up.csv", form)]);
    assert!(tried.text.contains("Please look: Nothing earns points yet"), "{}", tried.text);
}
