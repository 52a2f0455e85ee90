//! An offer: whether the people of a relationship were asked, and what each of them said. It follows from what was noted.

use chrono::NaiveDate;

use super::person::PersonId;
use super::relationship::Member;

/// What the people of a relationship were asked, and said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Since when they are asked; `None` where they are not, or no longer.
    pub since: Option<NaiveDate>,
    /// Who said yes since then, and when, each once.
    pub yes: Vec<(PersonId, NaiveDate)>,
    /// When somebody said no.
    pub declined: Option<NaiveDate>,
    /// When they were last asked no longer: what was said up to then counts no more.
    pub withdrawn: Option<NaiveDate>,
    /// Whether somebody said no once, and that was taken back: until then no round could put them together.
    pub had_declined: bool,
    /// The day of the newest note.
    pub newest: Option<NaiveDate>,
}

/// What can be noted of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// They are asked.
    Offered,
    /// One of them said yes.
    Yes(PersonId),
    /// One of them said no.
    No(PersonId),
    /// They are asked no longer; what was said so far counts no more.
    Withdrawn,
    /// Nobody said no, or says it no longer.
    NoTakenBack,
}

impl Note {
    /// The words of the records: offered, yes, no, withdrawn, no taken back.
    pub fn word(self) -> &'static str {
        match self {
            Note::Offered => "offered",
            Note::Yes(_) => "yes",
            Note::No(_) => "no",
            Note::Withdrawn => "withdrawn",
            Note::NoTakenBack => "no taken back",
        }
    }

    /// Who said it, where somebody did.
    pub fn by(self) -> Option<PersonId> {
        match self {
            Note::Yes(by) | Note::No(by) => Some(by),
            Note::Offered | Note::Withdrawn | Note::NoTakenBack => None,
        }
    }
}

impl Offer {
    /// Takes in the next note; notes come by their days. Who says yes without having been asked was asked that day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use mentor::domain::offer::{Note, Offer};
    /// use mentor::domain::person::PersonId;
    /// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    /// let mut offer = Offer::default();
    /// offer.note(Note::Offered, day(1));
    /// offer.note(Note::Yes(PersonId(7)), day(4));
    /// assert_eq!((offer.since, offer.yes.len()), (Some(day(1)), 1));
    /// offer.note(Note::Withdrawn, day(9));
    /// assert_eq!((offer.since, offer.yes.len()), (None, 0));
    /// ```
    pub fn note(&mut self, note: Note, on: NaiveDate) {
        // That a slip was put right is no news of the offer: a yes may be older.
        if note != Note::NoTakenBack {
            self.newest = self.newest.max(Some(on));
        }
        match note {
            Note::Offered => self.since = self.since.or(Some(on)),
            Note::Yes(by) => {
                self.since = self.since.or(Some(on));
                if !self.said_yes(by) {
                    self.yes.push((by, on));
                }
            }
            Note::No(_) => self.declined = self.declined.or(Some(on)),
            Note::NoTakenBack => (self.declined, self.had_declined) = (None, true),
            Note::Withdrawn => (self.since, self.yes, self.withdrawn) = (None, Vec::new(), Some(on)),
        }
    }

    /// Whether somebody said yes.
    pub fn said_yes(&self, id: PersonId) -> bool {
        self.yes.iter().any(|(by, _)| *by == id)
    }

    /// The day on which the last of them said yes, once all have.
    pub fn accepted(&self, members: &[Member]) -> Option<NaiveDate> {
        let all = members.iter().all(|member| self.said_yes(member.id));
        self.yes.iter().map(|(_, on)| *on).max().filter(|_| all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scheme::Role;
    use super::*;

    #[test]
    fn the_last_yes_of_all_accepts() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let members = [1, 2].map(|id| Member { id: PersonId(id), role: Role::Member });
        let mut offer = Offer::default();
        assert_eq!(offer.accepted(&members), None);
        offer.note(Note::Yes(PersonId(2)), day(5));
        offer.note(Note::Yes(PersonId(2)), day(6));
        assert_eq!((offer.since, offer.accepted(&members)), (Some(day(5)), None));
        offer.note(Note::Yes(PersonId(1)), day(8));
        assert_eq!(offer.accepted(&members), Some(day(8)));
    }

    #[test]
    fn a_yes_to_an_offer_that_was_withdrawn_does_not_count_for_the_next() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let members = [1, 2].map(|id| Member { id: PersonId(id), role: Role::Member });
        let mut offer = Offer::default();
        for (note, on) in [
            (Note::Offered, 1),
            (Note::Yes(PersonId(1)), 2),
            (Note::Withdrawn, 3),
            (Note::Offered, 4),
            (Note::Yes(PersonId(2)), 5),
        ] {
            offer.note(note, day(on));
        }
        assert_eq!((offer.since, offer.accepted(&members), offer.newest), (Some(day(4)), None, Some(day(5))));
        assert_eq!(offer.withdrawn, Some(day(3)));
    }
}
