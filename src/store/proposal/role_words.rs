//! Roles in plain words: of answers, of headings and of the names of files.

use super::heading::Heading;

/// Words for who is mentored.
pub(super) const MENTEES: &[&str] =
    &["mentee", "mentees", "protégé", "protege", "lærlingur", "mentoré", "mentorée", "nemi"];

/// What an answer to a question of roles means, in the words of the scheme file.
///
/// ```
/// use mentor::store::proposal::role_words::role;
/// assert_eq!(role("I would like to find a mentor"), Some("mentee"));
/// assert_eq!(role("Mentor and mentee"), Some("both"));
/// assert_eq!(role("I am open to either role."), Some("either"));
/// assert_eq!(role("Giving and receiving mentoring"), Some("both"));
/// assert_eq!(role("Accountant"), None);
/// ```
pub fn role(text: &str) -> Option<&'static str> {
    let said = Heading::of(text);
    let seeks = said.says(&[
        "find a mentor",
        "have a mentor",
        "get a mentor",
        "need a mentor",
        "seek a mentor",
        "seeking a mentor",
        "want a mentor",
        "looking for a mentor",
        "be mentored",
        "receive mentoring",
        "like a mentor",
        "being mentored",
        "mentor me",
        "receiving mentoring",
        "mentoring receiving",
        "coached",
    ]);
    let mentee = seeks || said.says(MENTEES);
    let gives =
        said.says(&["mentoring"]) && said.says(&["give", "giving", "provide", "providing", "offer", "offering"]);
    let mentor =
        gives || said.says(&["mentor"]) && (!seeks || said.says(&["be a mentor", "become a mentor", "as a mentor"]));
    match (mentor, mentee) {
        _ if said.says(&["either", "no preference", "open to both"]) => Some("either"),
        (true, true) if said.says(&["or"]) => Some("either"),
        _ if said.is_only(&["both", "both role"]) || said.says(&["both"]) && said.len() <= 6 => Some("both"),
        (true, true) => Some("both"),
        (true, false) => Some("mentor"),
        (false, true) => Some("mentee"),
        (false, false) => None,
    }
}

/// The role of everybody in a file or worksheet of this name.
pub fn role_of_file(name: &str) -> Option<&'static str> {
    let said = Heading::of(&name.replace(['_', '.', '-', '(', ')'], " "));
    let mentee = said.says(&["mentee", "protege", "learner"]);
    match (said.says(&["mentor"]), mentee) {
        (false, true) => Some("mentee"),
        (true, false) => Some("mentor"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_says_whose_it_is() {
        assert_eq!(role_of_file("Mentor sign-up(1-14).csv"), Some("mentor"));
        assert_eq!(role_of_file("small-mentees.csv"), Some("mentee"));
        assert_eq!(role_of_file("mentors and mentees.xlsx"), None);
        assert_eq!(role_of_file("Mentoring sign-up.xlsx"), None);
    }
}
