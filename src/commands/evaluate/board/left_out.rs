//! What a board is not told: named in one sentence, so that nobody takes what stands there for everything.

use crate::wording::{list, plural};

/// No more names of one kind than these; of the others it is said how many there are.
const NAMED: usize = 4;

/// What is left out.
#[derive(Debug, Default)]
pub struct LeftOut {
    said: Vec<String>,
    /// The results of which too few people are told, as they are called.
    pub results: Vec<String>,
    /// The measures of which it is not told how many improved, as they are called.
    pub improved: Vec<String>,
    no_room: Vec<String>,
}

impl LeftOut {
    /// Notes what is not told as it would give somebody away.
    pub fn say(&mut self, what: String) {
        self.said.push(what);
    }

    /// Notes of how many more things the two pages have no room for.
    pub fn no_room(&mut self, what: String) {
        self.no_room.push(what);
    }

    /// About how many lines of a page it takes.
    pub fn lines(&self) -> usize {
        self.said.len() + self.results.len() + self.improved.len() + self.no_room.len()
    }

    /// What is not told, and why, in a sentence for each reason.
    pub fn sentences(&self, threshold: u32) -> Vec<String> {
        let mut named = self.said.clone();
        let some = |what: &str, noun: &str, names: &[String]| {
            let more = names.len().saturating_sub(NAMED);
            let mut names: Vec<String> = names.iter().take(NAMED).cloned().collect();
            names.extend((more > 0).then(|| plural(more, noun).replacen(' ', " further ", 1)));
            (!names.is_empty()).then(|| format!("{what} {}", list(&names, "and")))
        };
        named.extend(some("how many reached", "result", &self.results));
        named.extend(some("how many improved on", "measure", &self.improved));
        let mut sentences = Vec::new();
        // Where every number is told nothing is left out: there was nothing to say.
        if !named.is_empty() && threshold > 1 {
            let why = format!("as a number below {threshold} would say something about somebody");
            sentences.push(format!("Left out, {why}: {}.", named.join("; ")));
        }
        if !self.no_room.is_empty() {
            let what = list(&self.no_room, "and");
            sentences.push(format!("There was no room here for {what} more; the evaluation has them."));
        }
        sentences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_named_or_counted() {
        let names = |count: usize| (0..count).map(|at| format!("“{at}”")).collect::<Vec<_>>();
        let mut out = LeftOut { results: names(2), improved: names(6), ..LeftOut::default() };
        assert_eq!(LeftOut::default().sentences(5), [""; 0]);
        out.say("how the pairs ended".to_string());
        out.no_room("1 result".to_string());
        let why = "Left out, as a number below 5 would say something about somebody: how the pairs ended; ";
        let what = "how many reached “0” and “1”; how many improved on “0”, “1”, “2”, “3” and 2 further measures.";
        let room = "There was no room here for 1 result more; the evaluation has them.";
        assert_eq!(out.sentences(5), [format!("{why}{what}"), room.to_string()]);
        assert_eq!(out.sentences(1), [room], "nothing is hidden there");
    }
}
