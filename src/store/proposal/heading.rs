//! A heading as words, so that what it asks for can be told by them: `MaxMentees`, `max_mentees` and `Max. mentees?` are the same.

use crate::wording::normal;

/// The words of a heading in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading(Vec<String>);

impl Heading {
    /// Takes a heading apart.
    ///
    /// ```
    /// use mentor::store::proposal::heading::Heading;
    /// assert!(Heading::of("MaxMentees").says(&["max mentee"]));
    /// assert!(Heading::of("Your line manager's name?").says(&["line manager"]));
    /// assert!(!Heading::of("Management").says(&["manager"]));
    /// ```
    pub fn of(text: &str) -> Heading {
        let mut spaced = String::with_capacity(text.len() + 8);
        let mut small = false;
        for c in text.chars() {
            if c.is_uppercase() && small {
                spaced.push(' ');
            }
            small = c.is_lowercase();
            spaced.push(c);
        }
        let plain = normal(&spaced).replace("'s ", " ").replace("e-mail", "email");
        let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Heading(words.map(str::to_string).collect())
    }

    /// Whether it says one of these, each one word or several behind each other, in singular or plural.
    pub fn says(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.places_of(phrase).next().is_some())
    }

    /// Its words.
    pub(super) fn words(&self) -> &[String] {
        &self.0
    }

    /// Where a phrase begins in it.
    pub(super) fn places_of<'s>(&'s self, phrase: &'s str) -> impl Iterator<Item = usize> + 's {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        let here = move |at: &usize| {
            let words = self.0.get(*at..*at + wanted.len());
            words.is_some_and(|words| words.iter().zip(&wanted).all(|(word, wanted)| is(word, wanted)))
        };
        (0..self.0.len()).filter(here)
    }

    /// Whether it says nothing else than one of these.
    pub fn is_only(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| phrase.split(' ').count() == self.0.len() && self.says(&[phrase]))
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its words but for those that every question has.
    pub fn telling(&self) -> Vec<&str> {
        let told = |word: &&str| word.len() > 1 && !EVERYWHERE.contains(word) && word.parse::<u64>().is_err();
        self.0.iter().map(String::as_str).filter(told).collect()
    }

    /// How alike two headings are by the words that tell something, from 0 to 100.
    pub fn likeness(&self, other: &Heading) -> usize {
        let (one, two) = (self.telling(), other.telling());
        let common = one.iter().filter(|word| two.iter().any(|other| is(word, other) || is(other, word))).count();
        let all = one.len() + two.len() - common.min(one.len() + two.len());
        (100 * common).checked_div(all).unwrap_or(0).min(100)
    }
}

/// Words that tell nothing of what is asked, those of the two roles among them.
pub(super) const EVERYWHERE: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "on",
    "at",
    "for",
    "and",
    "or",
    "with",
    "by",
    "from",
    "as",
    "is",
    "are",
    "be",
    "do",
    "does",
    "did",
    "you",
    "your",
    "yours",
    "i",
    "me",
    "my",
    "we",
    "our",
    "us",
    "would",
    "like",
    "will",
    "can",
    "could",
    "should",
    "what",
    "which",
    "who",
    "how",
    "when",
    "where",
    "why",
    "please",
    "select",
    "choose",
    "tick",
    "all",
    "that",
    "apply",
    "any",
    "this",
    "it",
    "have",
    "has",
    "if",
    "most",
    "best",
    "about",
    "tell",
    "mentor",
    "mentors",
    "mentee",
    "mentees",
    "mentoring",
    "mentorship",
    "one",
    "up",
    "other",
    "below",
    "following",
    "these",
    "them",
    "they",
    "their",
    "more",
    "some",
    "into",
    "list",
];

/// Whether a word of a heading is the wanted one or its plural; a wanted word that ends in a star need only begin it.
fn is(word: &str, wanted: &str) -> bool {
    if let Some(start) = wanted.strip_suffix('*') {
        return word.starts_with(start);
    }
    word.strip_prefix(wanted).is_some_and(|rest| matches!(rest, "" | "s" | "es"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_spelling() {
        assert!(Heading::of("E-mail Address *").says(&["email"]));
        assert!(Heading::of("contact_email").says(&["email"]));
        assert!(Heading::of("Ethnicity (optional)").says(&["ethnic*"]));
        assert!(!Heading::of("Trace").says(&["race"]));
        assert!(Heading::of("Name:").is_only(&["name"]) && !Heading::of("Employer name").is_only(&["name"]));
    }

    #[test]
    fn likeness_counts_the_words_that_tell_something() {
        let one = Heading::of("Which skills would you like to learn?");
        assert_eq!(one.likeness(&Heading::of("Which skills can you teach?")), 33);
        assert_eq!(Heading::of("").likeness(&Heading::of("")), 0);
    }
}
