//! The register: which id belongs to which identity, for ever.

use std::collections::{BTreeMap, HashSet};

use super::person::{Identity, PersonId};

/// Who is who. Several identities may be one person; an id is never used twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The random mark that every table of records repeats; empty until the register is first written.
    pub mark: String,
    ids: BTreeMap<Identity, PersonId>,
    /// All ids of the map: records ask for thousands of them.
    known: HashSet<PersonId>,
    last: u32,
}

impl Register {
    /// Notes what the file says.
    pub fn insert(&mut self, identity: Identity, id: PersonId) {
        self.last = self.last.max(id.0);
        let other = self.ids.insert(identity, id).is_some_and(|before| before != id);
        self.known.insert(id);
        if other {
            self.know();
        }
    }

    /// Takes down anew which ids are known, where one may have gone.
    fn know(&mut self) {
        self.known = self.ids.values().copied().collect();
    }

    /// Finds a person.
    pub fn id(&self, identity: &Identity) -> Option<PersonId> {
        self.ids.get(identity).copied()
    }

    /// Whether the id was ever given.
    pub fn knows(&self, id: PersonId) -> bool {
        self.known.contains(&id)
    }

    /// Every identity with its id, in the order of identities.
    pub fn identities(&self) -> impl Iterator<Item = (PersonId, &Identity)> {
        self.ids.iter().map(|(identity, id)| (*id, identity))
    }

    /// Every identity with its id, by id.
    pub fn entries(&self) -> Vec<(PersonId, &Identity)> {
        let mut entries: Vec<_> = self.ids.iter().map(|(identity, id)| (*id, identity)).collect();
        entries.sort();
        entries
    }

    /// Gives ids to people new at this sight, in the order of their identities and never of rows or files.
    ///
    /// ```
    /// use mentor::domain::{person::Identity, register::Register, scheme::IdentityKind};
    /// let identity = |text: &str| Identity { kind: IdentityKind::Email, text: text.to_string() };
    /// let mut register = Register::default();
    /// register.admit(["zoe@x.org", "ann@x.org"].map(identity));
    /// assert_eq!(register.id(&identity("ann@x.org")).unwrap().to_string(), "P001");
    /// ```
    pub fn admit(&mut self, identities: impl IntoIterator<Item = Identity>) {
        let mut new: Vec<Identity> = identities.into_iter().filter(|i| !self.ids.contains_key(i)).collect();
        new.sort_unstable();
        new.dedup();
        let first = self.last + 1;
        self.last += new.len() as u32;
        self.known.extend((first..=self.last).map(PersonId));
        let mut new: BTreeMap<Identity, PersonId> = new.into_iter().zip((first..).map(PersonId)).collect();
        self.ids.append(&mut new);
    }

    /// Makes everything known as one id belong to another: two addresses of one person.
    pub fn unite(&mut self, from: PersonId, into: PersonId) {
        for id in self.ids.values_mut().filter(|id| **id == from) {
            *id = into;
        }
        self.know();
    }

    /// Whether anybody is known.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The highest id given so far.
    pub fn last(&self) -> u32 {
        self.last
    }

    /// Notes that ids up to this one were given, though the person may be gone.
    pub fn used_up_to(&mut self, last: u32) {
        self.last = self.last.max(last);
    }
}
