//! What the shape of the answers tells: grids that are none, orders, grades, several answers in one cell.

use super::Settled;
use super::tests::{proposed, tried};
use crate::domain::scheme::Kind;

#[test]
fn who_somebody_is_is_read_from_the_columns_of_a_grid_and_nobody_is_told_of() {
    let row = |n: usize| {
        let first = ["Ann", "Bob", "Cal", "Dan", "Ann", "Bob"][n];
        let last = ["Ash", "Ash", "Cole", "Cole", "Dale", "Dale"][n];
        let (role, topic) = (["Mentor", "Mentee"][n % 2], ["Law", "Tax"][n % 2]);
        format!(",,,{first},{last},p{n}@example.org,{role},{topic}\n")
    };
    let rows: String = (0..6).map(row).collect();
    for (before, behind) in [(" - ", ""), (" [", "]"), (": ", "")] {
        let of = |item: &str| format!("Your details{before}{item}{behind}");
        let headings = format!(
            "Recipient Email,Recipient First Name,Recipient Last Name,{},{},{}",
            of("First name"),
            of("Surname"),
            of("Email")
        );
        let (read, _) = proposed(&[("form.csv", &format!("{headings},I am a,Topic\n{rows}"))]);
        assert_eq!((read.people.get("mentor"), read.people.get("mentee")), (Some(&3), Some(&3)), "{}", read.text);
        assert!(
            read.text.contains(&format!("name = [\"{}\", \"{}\"]", of("First name"), of("Surname"))),
            "{}",
            read.text
        );
        for name in ["Ann", "Bob", "Cal", "Ash", "Cole", "Dale", "example"] {
            assert!(!read.text.contains(&format!("\"{name}")), "{}", read.text);
        }
    }
}

#[test]
fn an_empty_column_is_nobodys_name() {
    let form = "\
Email Address,First Name,Last Name,Contact details: [Name],Contact details: [Email],Role
,,,Ann Ash,ann@example.org,Mentor
,,,Bob Birch,bob@example.org,Mentee
,,,Cal Cole,cal@example.org,Mentee
";
    let (read, _) = proposed(&[("form.csv", form)]);
    assert!(read.text.contains("\nname = \"Contact details: [Name]\""), "{}", read.text);
    assert!(read.text.contains("\nemail = \"Contact details: [Email]\""), "{}", read.text);
}

#[test]
fn the_answer_to_a_question_is_no_option_of_it() {
    let form = |role: &str| {
        let row = |n: usize| {
            format!(
                "{role}{n}@example.org,{},{}\n",
                ["Nurse", "Doctor", ""][n % 3],
                if n % 3 == 2 { "Own words" } else { "" }
            )
        };
        let rows: String = (0..9).map(row).collect();
        format!("Email,What is your profession? [Response],What is your profession? [Other (please specify)]\n{rows}")
    };
    let (read, scheme) = proposed(&[("mentors.csv", &form("a")), ("mentees.csv", &form("b"))]);
    assert_eq!(scheme.field_named("work").map(|id| scheme.field(id).kind), Some(Kind::Choice), "{}", read.text);
    assert!(read.text.contains("work = \"What is your profession? [Response]\""), "{}", read.text);
    assert!(!read.text.contains("chosen") && !read.text.contains("Nurse"), "{}", read.text);
}

#[test]
fn an_order_of_the_same_options_is_not_what_somebody_chose() {
    let cell = ["Law;Tax;Pay;", "Tax;Law;Pay;", "Pay;Law;Tax;"];
    let row = |n: usize| format!("p{n}@example.org,Person {n},{},{}\n", ["Mentor", "Mentee"][n % 2], cell[n % 3]);
    let rows: String = (0..9).map(row).collect();
    let (read, _) = proposed(&[("form.csv", &format!("Email,Name,Role,Please rank these topics\n{rows}"))]);
    assert_eq!(read.proposal.criteria.len(), 0, "{}", read.text);
    assert!(read.text.contains("# everybody puts the same options in order"), "{}", read.text);
    let ranks = ["1,2,3", "2,1,3", "3,1,2"];
    let row = |n: usize| format!("p{n}@example.org,Person {n},{},{}\n", ["Mentor", "Mentee"][n % 2], ranks[n % 3]);
    let rows: String = (0..9).map(row).collect();
    let headings = "Email,Name,Role,Rank these topics [Law],Rank these topics [Tax],Rank these topics [Pay]";
    let (read, _) = proposed(&[("form.csv", &format!("{headings}\n{rows}"))]);
    assert!(read.proposal.criteria.is_empty() && !read.text.contains("chosen"), "{}", read.text);
}

#[test]
fn whom_somebody_chose_is_told_with_and_without_a_title_and_among_others() {
    let mentors = "Email,Name,Expertise\na@x.org,Dr Ann Ash,Law\nb@x.org,Prof. Bob Birch,Tax\nc@x.org,Cal Cole,Law\n";
    for cell in ["Ann Ash, Bob Birch", "Ann Ash;Cal Cole;", "Dr Ann Ash", "Bob Birch"] {
        let row = |n: usize| format!("m{n}@x.org,Mentee {n},\"{cell}\"\n");
        let mentees = format!("Email,Name,Preferred mentors\n{}", (0..4).map(row).collect::<String>());
        let (read, scheme) = proposed(&[("mentors.csv", mentors), ("mentees.csv", &mentees)]);
        assert_eq!(scheme.field_named("chosen").map(|id| scheme.field(id).kind), Some(Kind::Ranking), "{}", read.text);
        assert!(!read.text.contains("Ash") && !read.text.contains("Cole"), "{}", read.text);
    }
}

#[test]
fn how_many_mentees_somebody_takes_gives_no_places_as_a_mentee() {
    let form = "\
Name,Email,I would like to be,How many mentees could you take?,Topic
Ann Ash,ann@example.org,Both,3,Law
Bob Birch,bob@example.org,Mentor,2,Law
Cal Cole,cal@example.org,Mentee,,Tax
Dee Dart,dee@example.org,Mentee,,Law
";
    let (read, _) = proposed(&[("form.csv", form)]);
    assert!(read.text.contains("\nmentor_places = \"How many mentees could you take?\""), "{}", read.text);
}

#[test]
fn grades_of_two_forms_are_one_scale() {
    let form = |bands: &[&str]| {
        let row = |(n, band): (usize, &&str)| format!("{}{n}@example.org,Person {n},{band}\n", bands[0].len());
        format!("Email,Name,Pay Band\n{}", bands.iter().enumerate().map(row).collect::<String>())
    };
    for (mentees, mentors) in [
        (&["Band 7", "Band 5", "Band 5"][..], &["Band 8a", "Band 8b", "Band 8a"][..]),
        (&["HEO", "SEO", "HEO"], &["G7", "G6", "G7"]),
    ] {
        let (read, scheme) = proposed(&[("mentees.csv", &form(mentees)), ("mentors.csv", &form(mentors))]);
        assert_eq!(scheme.field_named("grade").map(|id| scheme.field(id).kind), Some(Kind::Scale), "{}", read.text);
        assert!(!read.text.contains("alone"), "{}", read.text);
    }
}

#[test]
fn nobody_read_is_said() {
    let tried = tried(&[("form.csv", "Email,Role\n,Mentor\n,Mentee\n")], &Settled::new());
    assert!(tried.people.is_empty() && tried.rows == 2);
}
