//! From answers to people: one person of all answers of one identity, the later answer before the earlier, what was
//! corrected by hand before both.

use std::collections::btree_map;
use std::collections::{BTreeMap, HashMap};

use super::answers::{Answer, Cells, Trouble, place_of, places_of, role_of};
use super::rankings::Ranked;
use crate::domain::person::{Entry, Identity, Person, PersonId, normal_email};
use crate::domain::register::Register;
use crate::domain::scheme::source::Source;
use crate::domain::scheme::{EitherRole, IdentityKind, OfferedRole, Role, Scheme, SharedPlaces};
use crate::domain::value::{Value, Vocabulary};
use crate::problems::{Place, Problem, Problems};
use crate::store::corrections::Correction;
use crate::wording::{normal, show};

/// Everything that people are made of.
pub struct Makings<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Whether an identity is a key where the form asks for one.
    pub keyed: bool,
    /// One a row.
    pub answers: Vec<Answer>,
    /// Rankings in tables of their own.
    pub ranked: Vec<(usize, Vec<Ranked>)>,
    /// Corrections by hand, the oldest first.
    pub corrections: &'a [Correction],
    /// Who is set aside.
    pub held: &'a [PersonId],
}

/// Makes people; `register` learns the ids of those new at this sight, in memory.
pub fn make<'a>(
    makings: Makings<'a>,
    cells: &mut Cells<'a>,
    words: &mut Vocabulary,
    register: &mut Register,
    problems: &mut Problems,
) -> Vec<Person> {
    let Makings { scheme, keyed, answers, ranked, corrections, held } = makings;
    let last = register.last();
    let mut of_person: BTreeMap<Identity, Vec<Answer>> = BTreeMap::new();
    for answer in answers {
        match identity(scheme, keyed, &answer) {
            Some(identity) => of_person.entry(identity).or_insert_with(one).push(answer),
            None => without_identity(&answer, problems),
        }
    }
    register.admit(of_person.keys().cloned());
    let mut by_id: BTreeMap<PersonId, (Identity, Vec<Answer>)> = BTreeMap::new();
    for (identity, answers) in of_person {
        let Some(id) = register.id(&identity) else { continue };
        // Of two addresses of one person the first in order names the lots; all answers count.
        match by_id.entry(id) {
            btree_map::Entry::Vacant(place) => {
                place.insert((identity, answers));
            }
            btree_map::Entry::Occupied(mut known) => known.get_mut().1.extend(answers),
        }
    }
    let mut people = Vec::with_capacity(by_id.len());
    for (id, (identity, answers)) in by_id {
        let corrections: Vec<&Correction> = corrections.iter().filter(|c| c.person == id).collect();
        let mut maker = Maker { scheme, id, identity, corrections, cells, words, problems };
        let mut person = maker.person(answers);
        // Ids are given upwards and never twice.
        person.new = id.0 > last;
        person.held = held.contains(&id);
        people.push(person);
    }
    for (source, ranked) in ranked {
        add_rankings(scheme, &scheme.sources[source], &ranked, &mut people, words, problems);
    }
    people
}

/// Room for one answer: most people send one, and a list that grows by itself starts with room for four.
fn one() -> Vec<Answer> {
    Vec::with_capacity(1)
}

fn identity(scheme: &Scheme, keyed: bool, answer: &Answer) -> Option<Identity> {
    let of = |kind, text: String| (!text.is_empty()).then_some(Identity { kind, text });
    if scheme.identity == IdentityKind::Name {
        return of(IdentityKind::Name, normal(&answer.name));
    }
    let nobody = |text: &str| ["anonymous", "n/a", "none", "-", "0"].contains(&text);
    let key = if keyed { normal(&answer.key) } else { String::new() };
    if !key.is_empty() && !nobody(&key) {
        return of(IdentityKind::Key, key);
    }
    normal_email(&answer.email).and_then(|email| of(IdentityKind::Email, email))
}

fn without_identity(answer: &Answer, problems: &mut Problems) {
    let name = if answer.name.is_empty() { "nobody's name".to_string() } else { show(&answer.name) };
    let trouble = answer.troubles.iter().find(|trouble| trouble.target == "email");
    let (what, text) = match trouble {
        Some(trouble) => ("has no usable e-mail address", trouble.problem.text.clone()),
        None => ("has no e-mail address or key", answer.email.clone()),
    };
    problems.push(
        Problem::warning(&answer.place, format!("the row ({name}) {what}, so this person is left out"))
            .text(text)
            .remedy("ask for the address and add the person: mentor people add --role ROLE --email ADDRESS --name \"NAME\""),
    );
}

/// Makes one person.
struct Maker<'m, 'a> {
    scheme: &'a Scheme,
    id: PersonId,
    identity: Identity,
    corrections: Vec<&'a Correction>,
    cells: &'m mut Cells<'a>,
    words: &'m mut Vocabulary,
    problems: &'m mut Problems,
}

impl Maker<'_, '_> {
    fn person(&mut self, mut answers: Vec<Answer>) -> Person {
        self.one_name(&answers);
        let mut person = self.nobody();
        for answer in &mut answers {
            self.correct_role(answer);
        }
        let mut by_role: BTreeMap<(bool, Role), Vec<Answer>> = BTreeMap::new();
        for answer in answers {
            let roles = self.roles(&answer);
            let Some(((role, needed), others)) = roles.split_last() else { continue };
            for (role, needed) in others {
                by_role.entry((*needed, *role)).or_insert_with(one).push(answer.clone());
            }
            by_role.entry((*needed, *role)).or_insert_with(one).push(answer);
        }
        let both = by_role.keys().filter(|(_, role)| matches!(role, Role::Mentor | Role::Mentee)).count() == 2;
        person.entries.reserve_exact(by_role.len());
        let mut reported: Vec<Place> = Vec::new();
        for ((needed, role), answers) in by_role {
            let Some(mut answer) = self.latest(answers) else { continue };
            self.correct(&mut answer, role);
            person.either |= needed;
            if !reported.contains(&answer.place) {
                self.report(&answer);
                reported.push(answer.place.clone());
            }
            person.refused |= answer.consent == Some(false);
            for (known, fact) in [
                (&mut person.name, &answer.name),
                (&mut person.email, &answer.email),
                (&mut person.phone, &answer.phone),
                (&mut person.key, &answer.key),
            ] {
                if known.is_empty() {
                    known.clone_from(fact);
                }
            }
            let places = self.places(&answer, role, both);
            person.entries.push(Entry { role, intake: answer.intake, places, values: answer.values, place: answer.place });
        }
        person.entries.sort_by_key(|entry| entry.role);
        person
    }

    fn nobody(&self) -> Person {
        Person {
            id: self.id,
            new: false,
            identity: self.identity.clone(),
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            key: String::new(),
            entries: Vec::new(),
            either: false,
            held: false,
            refused: false,
        }
    }

    /// The same address with another name may be a shared inbox: never "the later wins".
    fn one_name(&mut self, answers: &[Answer]) {
        if self.identity.kind != IdentityKind::Email || self.corrections.iter().any(|c| c.field == "name") {
            return;
        }
        let mut names: Vec<&Answer> = answers.iter().filter(|answer| !answer.name.is_empty()).collect();
        names.sort_by_key(|answer| &answer.place);
        let Some((first, rest)) = names.split_first() else { return };
        let addresses = |answer: &Answer| normal_email(&answer.email);
        for other in rest {
            if normal(&other.name) != normal(&first.name) && addresses(other) == addresses(first) {
                self.problems.push(
                    Problem::error(&other.place, "the same e-mail address with another name")
                        .text(other.name.as_str())
                        .remedy(format!(
                            "{} stands at {}. If both are one person: mentor people correct {} name={:?} --why \"…\"; if two \
                             people share the inbox, ask one for another address and mend it in the export",
                            show(&first.name),
                            first.place,
                            self.id,
                            first.name
                        )),
                );
            }
        }
    }

    /// The roles a row offers, and whether only one of them is meant.
    fn roles(&mut self, answer: &Answer) -> Vec<(Role, bool)> {
        match answer.role {
            Some(OfferedRole::One(role)) => vec![(role, false)],
            Some(OfferedRole::Both) => vec![(Role::Mentor, false), (Role::Mentee, false)],
            Some(OfferedRole::Either) => match self.scheme.places.either {
                EitherRole::Both => vec![(Role::Mentor, false), (Role::Mentee, false)],
                EitherRole::AsNeeded => vec![(Role::Mentor, true), (Role::Mentee, true)],
                EitherRole::Mentor => vec![(Role::Mentor, false)],
                EitherRole::Mentee => vec![(Role::Mentee, false)],
            },
            None => {
                let corrected = answer.troubles.iter().any(|trouble| trouble.target == "role");
                if !corrected {
                    self.problems.push(
                        Problem::warning(&answer.place, format!("{} does not say which role is meant, and is left out", self.id))
                            .remedy(format!("mentor people correct {} role=mentee --why \"…\"", self.id)),
                    );
                } else {
                    self.report(answer);
                }
                Vec::new()
            }
        }
    }

    /// The later answer of one person wins by the time of sending; without times, different answers are a problem.
    fn latest(&mut self, mut answers: Vec<Answer>) -> Option<Answer> {
        answers.sort_by(|a, b| (a.submitted, &a.place).cmp(&(b.submitted, &b.place)));
        let last = answers.pop()?;
        for earlier in &answers {
            if same(earlier, &last) {
                continue;
            }
            let sooner = earlier.submitted.zip(last.submitted).is_some_and(|(one, other)| one < other);
            // What was added or corrected by hand is meant as it stands, whenever the form was sent.
            if sooner {
                self.problems.push(
                    Problem::warning(&earlier.place, format!("{} sent the form again: {} is used, this row is not", self.id, last.place))
                        .remedy("nothing to do if the later answer is meant"),
                );
            } else {
                self.problems.push(
                    Problem::error(&last.place, format!("{} answered twice and nothing says which answer is later", self.id))
                        .text(last.name.as_str())
                        .remedy(format!(
                            "the other answer stands at {}; map the time of sending (submitted = \"heading\" under \
                             [source.columns]) or delete the row that is out of date from the export",
                            earlier.place
                        )),
                );
            }
        }
        Some(last)
    }

    fn correct_role(&mut self, answer: &mut Answer) {
        let Some(correction) = self.corrections.iter().rev().find(|c| c.field == "role") else { return };
        let source = self.scheme.sources.get(answer.source);
        let role = source.and_then(|source| role_of(self.scheme, source, &correction.value));
        match role.or_else(|| plain_role(&correction.value)) {
            Some(role) => {
                answer.role = Some(role);
                answer.troubles.retain(|trouble| trouble.target != "role");
            }
            None => self.problems.push(
                Problem::error(&correction.place, format!("`{}` is not a role", show(&correction.value)))
                    .remedy("write mentor, mentee, both or either"),
            ),
        }
    }

    fn correct(&mut self, answer: &mut Answer, role: Role) {
        for correction in self.corrections.clone() {
            if correction.role.is_some_and(|of| of != role) || correction.field == "role" {
                continue;
            }
            let target = correction.field.as_str();
            answer.troubles.retain(|trouble| trouble.target != target);
            let value = correction.value.as_str();
            let wrong = match self.scheme.field_named(target) {
                Some(field) => match self.cells.read(field, value, self.words) {
                    Ok(value) => {
                        if target == "consent" {
                            answer.consent = Some(matches!(value, Value::YesNo(true) | Value::Date(_)));
                        }
                        answer.values[field.0] = value;
                        None
                    }
                    Err(wrong) => Some(wrong),
                },
                None => {
                    match target {
                        "name" => answer.name = value.to_string(),
                        "email" => answer.email = value.to_string(),
                        "phone" => answer.phone = value.to_string(),
                        "key" => answer.key = value.to_string(),
                        "intake" => answer.intake = value.to_string(),
                        "consent" => answer.consent = Some(normal(value).starts_with('y')),
                        _ => {}
                    }
                    match target {
                        "places" | "mentor_places" | "mentee_places" => match places_of(self.scheme, value) {
                            Ok(number) => {
                                answer.places[place_of(target)] = Some(number);
                                None
                            }
                            Err(wrong) => Some(wrong),
                        },
                        _ => None,
                    }
                }
            };
            if let Some(wrong) = wrong {
                answer.troubles.push(Trouble::new(target, correction.place.clone(), target, value, wrong));
            }
        }
    }

    /// What could not be read, now with the correction to paste.
    fn report(&mut self, answer: &Answer) {
        for trouble in &answer.troubles {
            let paste = format!("mentor people correct {} {}={} --why \"…\"", self.id, trouble.target, quoted(&trouble.example));
            let mut problem = trouble.problem.clone();
            problem.remedy = match problem.remedy.as_str() {
                "" => paste,
                remedy => format!("{paste}\nor {remedy}"),
            };
            self.problems.push(problem);
        }
    }

    fn places(&self, answer: &Answer, role: Role, both: bool) -> u32 {
        let policy = &self.scheme.places;
        let [shared, mentor, mentee] = answer.places;
        let usual = if role == Role::Mentee { policy.mentee } else { policy.mentor };
        let own = match role {
            Role::Mentor => mentor,
            Role::Mentee => mentee,
            _ => None,
        };
        own.unwrap_or_else(|| match (shared, both, policy.both, role) {
            (None, ..) => usual,
            (Some(n), false, ..) | (Some(n), true, SharedPlaces::Each, _) => n,
            (Some(n), true, SharedPlaces::MenteeFirst, Role::Mentee) => n.min(1),
            (Some(n), true, SharedPlaces::MentorFirst, Role::Mentor) => n.min(1),
            (Some(n), true, ..) => n.saturating_sub(1),
        })
    }
}

/// Whether two answers say the same, wherever they stand.
fn same(one: &Answer, other: &Answer) -> bool {
    (&one.values, &one.places, &one.role, &one.consent, &one.intake, &one.name, one.troubles.len())
        == (&other.values, &other.places, &other.role, &other.consent, &other.intake, &other.name, other.troubles.len())
}

/// The plain words for a role.
pub fn plain_role(text: &str) -> Option<OfferedRole> {
    match normal(text).as_str() {
        "both" => Some(OfferedRole::Both),
        "either" => Some(OfferedRole::Either),
        word => Role::from_word(word).map(OfferedRole::One),
    }
}

/// A value as it is typed on a command line.
fn quoted(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@' | '_'));
    if plain { value.to_string() } else { format!("{value:?}") }
}

/// Adds rankings that stand in tables of their own.
fn add_rankings(
    scheme: &Scheme,
    source: &Source,
    ranked: &[Ranked],
    people: &mut [Person],
    words: &mut Vocabulary,
    problems: &mut Problems,
) {
    let Some(field) = source.field.as_deref().and_then(|name| scheme.field_named(name)) else { return };
    let index: HashMap<String, usize> = names_of(people);
    for row in ranked {
        let Some(at) = index.get(&normal(&row.person)).copied().filter(|at| *at != usize::MAX) else {
            problems.push(
                Problem::error(&row.place, format!("nobody known as `{}`", show(&row.person)))
                    .text(row.person.as_str())
                    .remedy("write the e-mail address, key or id of somebody who signed up"),
            );
            continue;
        };
        let word = words.word(&row.choice);
        for entry in &mut people[at].entries {
            match &mut entry.values[field.0] {
                Value::Ranking(ranking) => ranking.push((word, Some(row.rank))),
                blank => *blank = Value::Ranking(vec![(word, Some(row.rank))]),
            }
        }
    }
}

/// Everything people can be called by: id, key, e-mail, and the name where only one bears it (else `usize::MAX`).
pub fn names_of(people: &[Person]) -> HashMap<String, usize> {
    let mut index = HashMap::with_capacity(3 * people.len());
    for (at, person) in people.iter().enumerate() {
        if !person.name.is_empty() {
            index.entry(normal(&person.name)).and_modify(|known| *known = usize::MAX).or_insert(at);
        }
    }
    for (at, person) in people.iter().enumerate() {
        // Mostly the identity is the address as it was written.
        let identity = if person.identity.text == person.email { "" } else { &person.identity.text };
        for name in [&person.key, &person.email, &person.id.to_string(), identity] {
            if !name.is_empty() {
                index.insert(normal(name), at);
            }
        }
    }
    index
}
