//! Whether somebody new may be a person who was known by another address before.

use super::person::Person;
use crate::wording::normal;

/// No shorter last name says whose an address is, unless the name is all there is of it.
const SHORTEST: usize = 4;

/// Whether a name or an address fits the address under which somebody was known before, so that it is worth asking.
///
/// ```
/// use mentor::domain::new_address::fits;
/// assert!(fits("barbara.finch@example.org", "Barbara Finch", "b.finch@new.example.org"));
/// assert!(fits("bfinch@example.org", "Barbara Finch", "barbara@home.example"));
/// assert!(!fits("barbara.finch@example.org", "Barbara Field", "barbara@home.example"));
/// ```
pub fn fits(before: &str, name: &str, address: &str) -> bool {
    let plain = |text: &str| normal(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let Some((inbox, _)) = before.split_once('@') else { return false };
    let inbox = plain(inbox);
    if address.split_once('@').is_some_and(|(now, _)| plain(now) == inbox) {
        return true;
    }
    let words: Vec<String> = name.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
    let [first, .., last] = &words[..] else { return false };
    if last.chars().count() < SHORTEST {
        return [words.concat(), format!("{last}{first}")].contains(&inbox);
    }
    let whole = words.iter().all(|word| inbox.contains(word.as_str()));
    let short = inbox
        .strip_suffix(last.as_str())
        .is_some_and(|rest| first.chars().next().map(String::from).as_deref() == Some(rest));
    whole || short
}

/// Whether that holds of a person.
pub fn may_be(before: &str, person: &Person) -> bool {
    fits(before, &person.name, &person.email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_fits_nothing() {
        for (before, name, address) in [
            ("", "Ann Smith", "ann@x.org"),
            ("k-17", "Ann Smith", "ann@x.org"),
            ("ann@x.org", "Ann", "ann.smith@x.org"),
            ("info@x.org", "", ""),
            ("ann.smith@x.org", "Ann Smythe", "a.smythe@x.org"),
            ("jolie.smith@x.org", "Jo Li", "jo.li@y.org"),
            ("a.li@x.org", "Ann Li", "ann@y.org"),
        ] {
            assert!(!fits(before, name, address), "{before} {name} {address}");
        }
    }

    #[test]
    fn a_short_name_is_enough_where_it_is_all_there_is() {
        assert!(fits("jo.li@x.org", "Jo Li", "jo@y.org"));
        assert!(fits("li-jo@x.org", "Jo Li", "jo@y.org"));
    }

    #[test]
    fn another_domain_is_the_same_inbox() {
        assert!(fits("Ann.Smith@x.org", "", "ann.smith@y.org"));
    }
}
