//! Whether somebody new may be a person who was known by another address before.

use super::person::Person;
use crate::wording::normal;

/// No shorter piece of a name says whose an address is.
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
    inbox(before).is_some_and(|inbox| Signs::of(name, address).fit(&inbox))
}

/// What stands before the `@` of an address, as addresses are held against names; none of what is no address.
pub fn inbox(address: &str) -> Option<String> {
    address.split_once('@').map(|(inbox, _)| plain(inbox))
}

fn plain(text: &str) -> String {
    normal(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a person is known by, taken down once where they are held against many addresses.
#[derive(Clone, Debug)]
pub struct Signs {
    inbox: Option<String>,
    words: Vec<String>,
}

impl Signs {
    /// Of a name and an address; either may be blank.
    pub fn of(name: &str, address: &str) -> Self {
        let words = name.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        Signs { inbox: inbox(address), words }
    }

    /// Of a person.
    pub fn of_person(person: &Person) -> Self {
        Signs::of(&person.name, &person.email)
    }

    /// Whether they fit an address of before, given by its [`inbox`].
    pub fn fit(&self, before: &str) -> bool {
        if self.inbox.as_deref() == Some(before) {
            return true;
        }
        let [first, .., last] = &self.words[..] else { return false };
        let whole = self.words.iter().all(|word| before.contains(word.as_str()));
        let short = last.chars().count() >= SHORTEST
            && before.strip_suffix(last.as_str()).is_some_and(|rest| {
                let mut letters = first.chars();
                letters.next().is_some_and(|initial| rest.strip_prefix(initial) == Some(""))
            });
        whole || short
    }
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
        ] {
            assert!(!fits(before, name, address), "{before} {name} {address}");
        }
    }

    #[test]
    fn another_domain_is_the_same_inbox() {
        assert!(fits("Ann.Smith@x.org", "", "ann.smith@y.org"));
    }
}
