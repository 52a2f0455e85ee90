//! Answers about a round, whatever its form and aim: what is, what else could be, and what would help.

use super::voice::Voice;
use crate::domain::matching::explain::Sure;

/// Whoever can answer about a round. Seekers are positions on the side of those who seek (mentees, or all of one pool),
/// givers positions on the other side.
pub trait Answers {
    /// What a seeker has, and how firm that is, a sentence each; nothing where they were left out.
    fn has(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String>;

    /// Whom a seeker has, as positions of givers.
    fn givers_of(&self, seeker: usize) -> Vec<usize>;

    /// Why a seeker was left out.
    fn left_out(&self, voice: &Voice<'_, '_>, seeker: usize) -> String;

    /// Every way it could be for a seeker: as it is first, then the nearest, then what cannot be.
    fn others(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<Other>;

    /// The nearest ways it could otherwise be for a seeker, so many at the most.
    fn nearest(&self, voice: &Voice<'_, '_>, seeker: usize, wanted: usize) -> Vec<Other> {
        nearest_of(self.others(voice, seeker), wanted)
    }

    /// Whether [`Answers::nearest`] are those with the highest scores, among whom nobody has proved the nearest to be.
    fn by_score(&self) -> bool {
        false
    }

    /// What introduces [`Answers::others`].
    fn asks(&self, voice: &Voice<'_, '_>, called: &str) -> String;

    /// What heads [`Other::says`].
    fn means(&self) -> &'static str;

    /// Somebody who only gives time: what is, a sentence each, and what else could be. `None` where there is no such
    /// side.
    fn giver(&self, voice: &Voice<'_, '_>, giver: usize) -> Option<(Vec<String>, Vec<Other>)>;

    /// What it would mean, or why it is not so, that a seeker and a giver are together.
    fn between(&self, voice: &Voice<'_, '_>, seeker: usize, giver: usize) -> String;

    /// What holds for everybody and stands in the way of some, a sentence each.
    fn limits(&self, _voice: &Voice<'_, '_>) -> Vec<String> {
        Vec::new()
    }

    /// Where places are short, a sentence each.
    fn shortages(&self, voice: &Voice<'_, '_>) -> Vec<String>;

    /// The smallest changes that would each help a seeker who was left out.
    fn help(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String>;

    /// What is said where nothing of what was looked at would help a seeker: what that was.
    fn no_help(&self, voice: &Voice<'_, '_>, seeker: usize) -> String;

    /// For how many seekers who were left out help can be looked for in reasonable time.
    fn can_help(&self) -> usize {
        usize::MAX
    }

    /// For how many seekers at once all this can be asked in reasonable time.
    fn patience(&self) -> usize;
}

/// The first so many of those ways that could be and are not.
pub fn nearest_of(others: Vec<Other>, wanted: usize) -> Vec<Other> {
    others.into_iter().filter(|other| other.may == May::Could).take(wanted).collect()
}

/// One way it could be for somebody.
#[derive(Clone, Debug)]
pub struct Other {
    /// Who it is about, by the position in the list of people.
    pub person: usize,
    /// How people are told who it is about, where that is more than this person.
    pub called: Option<String>,
    /// The score out of 100, where it is that of two people.
    pub of_100: Option<i64>,
    /// What it earns points for.
    pub earned: Vec<String>,
    /// How many people more or fewer would have somebody.
    pub people: Option<i64>,
    /// How many points more or fewer, in units.
    pub points: Option<i64>,
    /// How sure these numbers are, where there are any.
    pub sure: Option<Sure>,
    /// Whether it is, could be or cannot be.
    pub may: May,
    /// What it would mean.
    pub says: String,
}

/// Whether something is, could be or cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum May {
    /// It is.
    Is,
    /// It could be.
    Could,
    /// It cannot be.
    Not,
}

impl Other {
    /// How people are told who it is about.
    pub fn called(&self, voice: &Voice<'_, '_>) -> String {
        self.called.clone().unwrap_or_else(|| voice.called(self.person))
    }
}
