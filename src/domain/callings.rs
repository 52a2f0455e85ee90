//! What people are called by: id, key, e-mail address and name; and who is meant by one of these.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::person::{Person, PersonId, numbered};
use super::register::Register;
use super::scheme::IdentityKind;
use crate::wording::{normal, show};

/// In the index: more than one is called so.
const SHARED: usize = usize::MAX;

/// Everything that people can be called by.
#[derive(Clone, Debug, Default)]
pub struct Callings {
    /// Positions in the list of people.
    index: HashMap<String, usize>,
    /// Everybody who is called what several are called.
    shared: HashMap<String, Vec<usize>>,
    /// Ids that are also the key or name of somebody else, who may have left the forms.
    clashes: HashMap<String, (PersonId, IdentityKind)>,
    /// Whose key or name looks like an id.
    like_ids: HashMap<String, usize>,
    /// Everybody by name without `Dr` and the like, for whom nobody is found by what was written.
    bare: HashMap<String, Vec<usize>>,
    /// The ids of the list of people, upwards.
    ids: Vec<PersonId>,
}

/// Who is meant by a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nobody is called so.
    Nobody,
    /// Where the one who is called so stands in the list of people.
    One(usize),
    /// Several people are called so.
    Several,
    /// It is the id of one person, and the key or name of this other one.
    Either(PersonId, IdentityKind),
}

impl Callings {
    /// Takes down what people are called by; `register` knows the ids that were given, and those who have left the forms.
    pub fn new(people: &[Person], register: &Register) -> Self {
        let mut callings = Callings { index: HashMap::with_capacity(4 * people.len()), ..Callings::default() };
        for (at, person) in people.iter().enumerate() {
            // Mostly the identity is the address as it was written.
            let identity = if person.identity.text == person.email { "" } else { &person.identity.text };
            let listed =
                if person.name.is_empty() { String::new() } else { format!("{} ({})", person.name, person.id) };
            for name in [&person.key, &person.email, &person.name, &person.id.to_string(), identity, &listed] {
                callings.call(normal(name), at);
            }
            for (kind, name) in [(IdentityKind::Key, &person.key), (IdentityKind::Name, &person.name)] {
                callings.note_id_like(normal(name), person.id, kind, Some(at), register);
            }
            let name = normal(&person.name);
            if !name.is_empty() {
                callings.bare.entry(untitled(&name).to_string()).or_default().push(at);
            }
            callings.ids.push(person.id);
        }
        for (id, identity) in register.identities() {
            callings.note_id_like(identity.text.clone(), id, identity.kind, None, register);
        }
        callings
    }

    fn call(&mut self, name: String, at: usize) {
        if name.is_empty() {
            return;
        }
        match self.index.entry(name) {
            Entry::Vacant(place) => {
                place.insert(at);
            }
            Entry::Occupied(mut known) if *known.get() != at => {
                let all = self.shared.entry(known.key().clone()).or_default();
                if *known.get() != SHARED {
                    all.push(known.insert(SHARED));
                }
                if !all.contains(&at) {
                    all.push(at);
                }
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Somebody is called what looks like an id, which may be the id of somebody else.
    fn note_id_like(&mut self, name: String, id: PersonId, kind: IdentityKind, at: Option<usize>, register: &Register) {
        let Some(like) = id_like(&name) else { return };
        if let Some(at) = at {
            let known = self.like_ids.entry(name.clone()).or_insert(at);
            if *known != at {
                *known = SHARED;
            }
        }
        // An id is never used twice, so that one up to the last was somebody's, who may be in no form any more.
        if like != id && like.0 <= register.last() {
            self.clashes.entry(name).or_insert((id, kind));
        }
    }

    /// Who is meant by what was written: `id:P014` says that it is the id, `key:P014` and `name:P014` that it is not.
    ///
    /// ```
    /// use mentor::domain::callings::{Callings, Meant};
    /// assert_eq!(Callings::default().find("P014"), Meant::Nobody);
    /// ```
    pub fn find(&self, text: &str) -> Meant {
        match self.look(&normal(text)) {
            // As a reading command shows the id of somebody new.
            Meant::Nobody => match self.look(&normal(text.trim_end_matches('?'))) {
                Meant::Nobody => match self.bare.get(untitled(&normal(text))).map(Vec::as_slice) {
                    None | Some([]) => Meant::Nobody,
                    Some([one]) => Meant::One(*one),
                    Some(_) => Meant::Several,
                },
                meant => meant,
            },
            meant => meant,
        }
    }

    fn look(&self, name: &str) -> Meant {
        if let Some(id) = name.strip_prefix("id:") {
            let at = numbered(id, 'P').and_then(|id| self.ids.binary_search(&PersonId(id)).ok());
            return at.map_or(Meant::Nobody, Meant::One);
        }
        let openly = ["key:", "name:"].into_iter().find_map(|word| name.strip_prefix(word)).map(str::trim_start);
        let found = match openly {
            Some(own) if id_like(own).is_some() => self.like_ids.get(own),
            Some(own) => self.index.get(own),
            None => {
                if let Some((id, kind)) = self.clashes.get(name) {
                    return Meant::Either(*id, *kind);
                }
                self.index.get(name)
            }
        };
        match found {
            None => Meant::Nobody,
            Some(&SHARED) => Meant::Several,
            Some(at) => Meant::One(*at),
        }
    }

    /// Everybody who is called so, where that is not one person.
    pub fn sharers(&self, text: &str) -> &[usize] {
        let plain = normal(text);
        let bare = || self.bare.get(untitled(&plain)).filter(|all| all.len() > 1 && !self.index.contains_key(&plain));
        self.shared.get(&plain).or_else(bare).map_or(&[], Vec::as_slice)
    }

    /// Whether anybody is called so.
    pub fn knows(&self, text: &str) -> bool {
        self.find(text) != Meant::Nobody
    }

    /// Whether nobody is called anything, as where nobody was looked up.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }
}

/// A name in its plain form without `dr`, `prof.`, `ms` and the like before it; what is left must still be a full name.
///
/// ```
/// use mentor::domain::callings::untitled;
/// assert_eq!(untitled("prof. dr ann ash"), "ann ash");
/// assert_eq!(untitled("dr ash"), "dr ash");
/// ```
pub fn untitled(plain: &str) -> &str {
    let titles = ["dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "rev", "reverend", "sir", "dame"];
    match plain.split_once(' ') {
        Some((first, rest)) if titles.contains(&first.trim_end_matches('.')) && rest.trim().contains(' ') => {
            untitled(rest.trim())
        }
        _ => plain,
    }
}

/// The id that a text in its plain form spells out in full, as the program does.
pub fn id_like(plain: &str) -> Option<PersonId> {
    let id = PersonId(numbered(plain, 'P')?);
    (normal(&id.to_string()) == plain).then_some(id)
}

impl Meant {
    /// What is wrong where it is not one person, in full, and what to write; none where it is one.
    pub fn wrong(self, text: &str) -> Option<(String, String)> {
        match self {
            Meant::One(_) => None,
            Meant::Nobody => Some((
                format!("nobody known as `{}`", show(text)),
                "write the id, key or e-mail address of somebody who signed up, or delete the row".to_string(),
            )),
            Meant::Several => Some((
                format!("several people are called `{}`", show(text)),
                "write the id, key or e-mail address".to_string(),
            )),
            Meant::Either(other, kind) => {
                let (text, word) = (show(text.trim()), kind.word());
                Some((
                    format!("`{text}` is the id of one person and the {word} of another, {other}"),
                    format!("write id:{text} if the id is meant, or {word}:{text} if the {word} is"),
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Identity;

    fn person(id: u32, key: &str, name: &str) -> Person {
        let identity = Identity { kind: IdentityKind::Key, text: normal(key) };
        let (key, name) = (key.to_string(), name.to_string());
        Person {
            id: PersonId(id),
            new: false,
            identity,
            name,
            unnamed: false,
            email: String::new(),
            phone: String::new(),
            key,
            entries: Vec::new(),
            either: false,
            gives: None,
            held: false,
            refused: false,
        }
    }

    fn callings(people: &[Person], last: u32) -> Callings {
        let mut register = Register::default();
        people.iter().for_each(|person| register.insert(person.identity.clone(), person.id));
        register.used_up_to(last);
        Callings::new(people, &register)
    }

    #[test]
    fn what_is_an_id_and_the_key_of_another_is_neither_until_it_is_said() {
        let people = [person(1, "P002", "Ann"), person(2, "X7", "Bob"), person(3, "p003", "Cat")];
        let callings = callings(&people, 3);
        for text in ["P002", "p002", " P002?"] {
            assert_eq!(callings.find(text), Meant::Either(PersonId(1), IdentityKind::Key), "{text}");
        }
        assert_eq!(callings.find("id:P002"), Meant::One(1));
        assert_eq!(callings.find("ID: p2"), Meant::One(1));
        assert_eq!(callings.find("key:P002"), Meant::One(0));
        assert_eq!(callings.find("key:X7"), Meant::One(1));
        assert_eq!(callings.find("key:P001"), Meant::Nobody);
        // Whose key is the own id is meant either way.
        assert_eq!(callings.find("P003"), Meant::One(2));
        assert_eq!(callings.find("P001"), Meant::One(0));
        assert_eq!(callings.find("Bob (P002)"), Meant::One(1));
    }

    #[test]
    fn an_id_of_somebody_who_left_is_theirs_and_one_never_given_is_nobodys() {
        let people = [person(1, "P004", "Ann"), person(2, "P009", "Bob")];
        let callings = callings(&people, 5);
        assert_eq!(callings.find("P004"), Meant::Either(PersonId(1), IdentityKind::Key));
        assert_eq!(callings.find("P009"), Meant::One(1));
    }

    #[test]
    fn a_key_of_somebody_who_left_is_theirs_too() {
        let mut register = Register::default();
        register.insert(Identity { kind: IdentityKind::Key, text: "p001".to_string() }, PersonId(2));
        register.insert(Identity { kind: IdentityKind::Key, text: "x7".to_string() }, PersonId(1));
        let callings = Callings::new(&[person(1, "X7", "Ann")], &register);
        assert_eq!(callings.find("P001"), Meant::Either(PersonId(2), IdentityKind::Key));
        assert_eq!(callings.find("id:P001"), Meant::One(0));
    }

    #[test]
    fn what_several_are_called_is_nobody_in_particular() {
        let people = [person(1, "ann", "Ann Smith"), person(2, "X7", "Ann"), person(3, "X8", "Ann Smith")];
        let callings = callings(&people, 3);
        assert_eq!(callings.find("Ann Smith"), Meant::Several);
        assert_eq!(callings.sharers("ann smith"), [0, 2]);
        assert_eq!(callings.find("ANN"), Meant::Several);
        assert_eq!(callings.find("Ann Smith (P003)"), Meant::One(2));
    }
}
