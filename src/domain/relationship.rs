//! A relationship: people matched, from the proposal to the end. Its state follows from its dates.

mod changes;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::offer::Offer;
use super::person::{PersonId, numbered, pad_numbered};
use super::scheme::{Form, Role, Scheme};
pub use changes::{Arrival, Departure};

/// The id of a relationship, `R003`: never used twice; a pair proposed again keeps its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationshipId(pub u32);

impl fmt::Display for RelationshipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad_numbered(f, b'R', self.0)
    }
}

impl FromStr for RelationshipId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        numbered(text, 'R').map(RelationshipId).ok_or(())
    }
}

/// One person in a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// As what.
    pub role: Role,
}

impl Member {
    /// What the members of peers and groups are sorted by: by id, and who leads them last.
    pub fn order(&self) -> (bool, PersonId) {
        (self.role == Role::Facilitator, self.id)
    }
}

/// People matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// Its id.
    pub id: RelationshipId,
    /// How they were brought together.
    pub form: Form,
    /// In which channel of the scheme; none is its own form.
    pub channel: Option<String>,
    /// Who is in it now: of a pair the mentee first, then the mentor (in a mutual scheme one of the second side, then one of the
    /// first); of peers and groups the members by id, then who leads the group, if anybody does.
    pub members: Vec<Member>,
    /// The newest round that proposed it.
    pub round: Option<u32>,
    /// Whether that is the newest round of its channel.
    pub of_newest: bool,
    /// Its points in that round, as the round wrote them.
    pub score: String,
    /// Its points out of 100 in that round.
    pub score_of_100: String,
    /// When the coordinator said that these two stay together.
    pub fixed: Option<NaiveDate>,
    /// What its people were asked, and said.
    pub offer: Offer,
    /// When all had said yes.
    pub accepted: Option<NaiveDate>,
    /// When somebody said no: these two are not proposed again.
    pub declined: Option<NaiveDate>,
    /// When its people talked their agreement through.
    pub discussed: Option<NaiveDate>,
    /// When they signed it.
    pub signed: Option<NaiveDate>,
    /// When it ended.
    pub ended: Option<NaiveDate>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Who joined while it was under way.
    pub joined: Vec<Arrival>,
    /// Who was in it and left, while it went on without them.
    pub left: Vec<Departure>,
}

/// The ways in which a relationship ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// They did what they set out to do.
    Completed,
    /// It ended before that.
    Early,
    /// One of them goes on with somebody else.
    Rematched,
    /// They carry on without the scheme.
    CarriesOn,
}

impl Ending {
    /// The words of the records.
    pub const WORDS: [(&'static str, Ending); 4] = [
        ("completed", Ending::Completed),
        ("ended early", Ending::Early),
        ("re-matched", Ending::Rematched),
        ("carries on without the scheme", Ending::CarriesOn),
    ];

    /// The word of the records.
    pub fn word(self) -> &'static str {
        Ending::WORDS.iter().find(|(_, ending)| *ending == self).map_or("", |(word, _)| word)
    }

    /// Whether it was done: completed, or carried on without the scheme.
    pub fn finished(self) -> bool {
        matches!(self, Ending::Completed | Ending::CarriesOn)
    }

    /// Reads a word of the records.
    pub fn from_word(word: &str) -> Option<Self> {
        Ending::WORDS.iter().find(|(known, _)| *known == word).map(|(_, ending)| *ending)
    }
}

/// Why a relationship cannot take over where another ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOn {
    /// It is the same.
    Itself,
    /// None of those who sought something is in both.
    SomebodyElse,
    /// It is over too.
    Over,
}

/// Where a relationship stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The newest round proposes it, or the coordinator fixed it.
    Proposed,
    /// Its people were asked, and not all have answered.
    Offered,
    /// All said yes.
    Accepted,
    /// Somebody said no.
    Declined,
    /// It is over.
    Ended,
    /// A newer round proposes something else.
    Replaced,
}

impl State {
    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            State::Proposed => "proposed",
            State::Offered => "offered",
            State::Accepted => "accepted",
            State::Declined => "declined",
            State::Ended => "ended",
            State::Replaced => "replaced",
        }
    }

    /// Whether its people keep their places and no round moves them: what was accepted stands, and an offer that is out
    /// is not taken back by a round.
    pub fn stands(self) -> bool {
        matches!(self, State::Offered | State::Accepted)
    }
}

impl Relationship {
    /// The scheme as it is for those in it: what its channel changes is changed.
    pub fn terms<'s>(&self, scheme: &'s Scheme) -> &'s Scheme {
        scheme.seen_by(self.channel.as_deref())
    }

    /// Whether a person is in it.
    pub fn has(&self, id: PersonId) -> bool {
        self.members.iter().any(|member| member.id == id)
    }

    /// Whether it may take over where another ended: a journey goes on with whoever sought it, in something not over yet.
    ///
    /// # Errors
    /// Says why it may not.
    pub fn may_continue(&self, old: &Relationship) -> Result<(), NotOn> {
        if self.id == old.id {
            Err(NotOn::Itself)
        } else if !old.members.iter().filter(|member| member.role.seeks()).any(|one| self.members.contains(one)) {
            Err(NotOn::SomebodyElse)
        } else if self.ended.is_some() || self.declined.is_some() {
            Err(NotOn::Over)
        } else {
            Ok(())
        }
    }

    /// Whether it is practice of a trainee mentor, and no relationship of the scheme.
    pub fn is_practice(&self) -> bool {
        self.members.iter().any(|member| member.role == Role::PracticePartner)
    }

    /// The two, where they are two (of peers the first and the second).
    pub fn two(&self) -> Option<[PersonId; 2]> {
        match &self.members[..] {
            [one, other] => Some([one.id, other.id]),
            _ => None,
        }
    }

    /// Whether it ended because it was done: completed, or carried on without the scheme.
    pub fn finished(&self) -> bool {
        self.ending.is_some_and(Ending::finished)
    }

    /// Derives the state.
    pub fn state(&self) -> State {
        if self.ended.is_some() {
            State::Ended
        } else if self.declined.is_some() {
            State::Declined
        } else if self.accepted.is_some() {
            State::Accepted
        } else if self.offer.since.is_some() {
            State::Offered
        } else if self.fixed.is_some() || self.of_newest {
            State::Proposed
        } else {
            State::Replaced
        }
    }
}

#[cfg(test)]
impl Relationship {
    /// A relationship of which nothing is known but the round that proposed it, the newest.
    pub fn bare(id: RelationshipId, form: Form) -> Self {
        Relationship {
            id,
            form,
            channel: None,
            members: Vec::new(),
            round: Some(2),
            of_newest: true,
            score: String::new(),
            score_of_100: String::new(),
            fixed: None,
            offer: Offer::default(),
            accepted: None,
            declined: None,
            discussed: None,
            signed: None,
            ended: None,
            ending: None,
            joined: Vec::new(),
            left: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_follows_from_the_dates() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 2);
        let proposed = Relationship::bare(RelationshipId(1), Form::OneToOne);
        assert_eq!(proposed.state(), State::Proposed);
        let older = Relationship { of_newest: false, ..proposed.clone() };
        assert_eq!(older.state(), State::Replaced);
        let offer = Offer { since: day, ..Offer::default() };
        assert_eq!(Relationship { offer, ..older }.state(), State::Offered);
        let accepted = Relationship { accepted: day, of_newest: false, ..proposed.clone() };
        assert_eq!(accepted.state(), State::Accepted);
        assert_eq!(Relationship { ended: day, ..accepted.clone() }.state(), State::Ended);
        assert_eq!(Relationship { declined: day, ..proposed }.state(), State::Declined);
    }
}
