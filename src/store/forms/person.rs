//! One person, made of all answers of one identity: the later answer before the earlier, what was corrected by hand
//! before both.

use std::collections::BTreeMap;

use super::answer::{Answer, Trouble, place_of, places_of, role_of};
use super::answers::Cells;
use super::cells::Wrong;
use super::people::one;
use super::yes_no::is_yes;
use crate::domain::person::{Entry, Identity, Person, PersonId, normal_email};
use crate::domain::scheme::{EitherRole, IdentityKind, OfferedRole, Role, Scheme, SharedPlaces};
use crate::domain::value::{Value, Vocabulary};
use crate::privacy::Privacy;
use crate::problems::{Place, Problem, Problems};
use crate::store::added;
use crate::store::corrections::Correction;
use crate::wording::{normal, show};

/// Makes one person.
pub(super) struct Maker<'m, 'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) id: PersonId,
    pub(super) identity: Identity,
    pub(super) corrections: Vec<&'a Correction>,
    pub(super) cells: &'m mut Cells<'a>,
    pub(super) words: &'m mut Vocabulary,
    /// What is worth telling and no problem.
    pub(super) notes: &'m mut Vec<String>,
    pub(super) problems: &'m mut Problems,
    /// Whether the register does not know this person yet.
    pub(super) new: bool,
}

impl Maker<'_, '_> {
    /// Puts the person together.
    pub(super) fn person(&mut self, mut answers: Vec<Answer>) -> Person {
        self.one_name(&answers);
        let mut person = self.nobody();
        for answer in &mut answers {
            self.correct_role(answer);
        }
        let mut by_role: BTreeMap<(bool, Role), Vec<Answer>> = BTreeMap::new();
        for answer in answers {
            let roles = self.roles(&answer);
            let roles = self.by_choice(&answer, roles);
            let Some(((role, needed), others)) = roles.split_last() else { continue };
            for (role, needed) in others {
                by_role.entry((*needed, *role)).or_insert_with(one).push(answer.clone());
            }
            by_role.entry((*needed, *role)).or_insert_with(one).push(answer);
        }
        // Whoever takes one role or the other needs no split: all places are for the one.
        let both =
            by_role.keys().filter(|(needed, role)| !needed && matches!(role, Role::Mentor | Role::Mentee)).count() == 2;
        person.entries.reserve_exact(by_role.len());
        let mut reported: Vec<Place> = Vec::new();
        let (mut newest, mut by_choice) = (None, None);
        for ((needed, role), answers) in by_role {
            let Some(mut answer) = self.latest(answers) else { continue };
            self.correct(&mut answer, role);
            person.either |= needed;
            if !reported.contains(&answer.place) {
                self.report(&answer);
                reported.push(answer.place.clone());
            }
            person.refused |= answer.consent == Some(false);
            let newer = answer.submitted >= newest;
            newest = newest.max(answer.submitted);
            for (known, fact) in [
                (&mut person.name, &answer.name),
                (&mut person.email, &answer.email),
                (&mut person.phone, &answer.phone),
                (&mut person.key, &answer.key),
            ] {
                if known.is_empty() || newer && !fact.is_empty() {
                    known.clone_from(fact);
                }
            }
            let places = self.places(&answer, role, both);
            let came = came_as(&answer, role);
            if came != role {
                person.gives = Some(self.places(&answer, came, both));
                by_choice = Some((came, role));
            }
            person.entries.push(Entry {
                role,
                intake: answer.intake,
                places,
                values: answer.values,
                place: answer.place,
            });
        }
        person.entries.sort_by_key(|entry| entry.role);
        if let Some((came, chosen)) = by_choice {
            // As corrected for the role itself.
            person.gives = person.entry(came).map(|entry| entry.places).or(person.gives);
            let most = person.gives.unwrap_or(u32::MAX);
            let chosen = person.entries.iter_mut().filter(|entry| entry.role == chosen);
            chosen.for_each(|entry| entry.places = entry.places.min(most));
        }
        person
    }

    /// The id as messages show it.
    fn shown(&self) -> String {
        if self.new { format!("{}?", self.id) } else { self.id.to_string() }
    }

    fn nobody(&self) -> Person {
        Person {
            id: self.id,
            new: false,
            identity: self.identity.clone(),
            name: String::new(),
            unnamed: false,
            email: String::new(),
            phone: String::new(),
            key: String::new(),
            entries: Vec::new(),
            either: false,
            gives: None,
            held: false,
            refused: false,
        }
    }

    /// The same address with another name may be a shared inbox: never "the later wins".
    fn one_name(&mut self, answers: &[Answer]) {
        let mut named: Vec<&Answer> = answers.iter().filter(|answer| !answer.name.is_empty()).collect();
        named.sort_by_key(|answer| &answer.place);
        let Some((first, rest)) = named.split_first() else { return };
        for other in rest {
            // Two addresses that were joined by hand are one person, whatever they call themselves.
            if self.two_names(first, other) && normal_email(&other.email) == normal_email(&first.email) {
                let (id, name) = (self.id, first.name.as_str());
                self.problems.push(
                    Problem::error(&other.place, "the same e-mail address with another name")
                        .text(other.name.as_str())
                        .remedy(format!(
                            "if both are one person ({} stands at {}):\nmentor people correct {id} name={name:?} --why \"…\"\n\
                             if two people share the inbox, ask one for another address and mend it in the export\n\
                             or tell all people apart by their names: identity = \"name\" at the top of scheme.toml",
                            show(name),
                            first.place,
                        )),
                );
            }
        }
    }

    /// Whether two answers from one address bear two names; that is a problem of its own.
    fn two_names(&self, one: &Answer, other: &Answer) -> bool {
        let corrected = self.corrections.iter().any(|c| c.field == "name");
        let named = !one.name.is_empty() && !other.name.is_empty();
        self.identity.kind == IdentityKind::Email && !corrected && named && normal(&one.name) != normal(&other.name)
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
                        Problem::warning(
                            &answer.place,
                            format!("{} does not say which role is meant, and is left out", self.shown()),
                        )
                        .remedy(format!(
                            "mentor people correct {} role=ROLE --why \"…\"\nwith {}, {} or both for ROLE",
                            self.id,
                            self.scheme.role_word(Role::Mentor),
                            self.scheme.role_word(Role::Mentee),
                        )),
                    );
                } else {
                    self.report(answer);
                }
                Vec::new()
            }
        }
    }

    /// What the roles become by the channels that the person chose, as corrected by hand.
    fn by_choice(&mut self, answer: &Answer, roles: Vec<(Role, bool)>) -> Vec<(Role, bool)> {
        let Some(field) = self.scheme.chosen_by else { return roles };
        let name = &self.scheme.field(field).name;
        let own =
            |c: &&&Correction| c.field == *name && c.role.is_none_or(|of| roles.iter().any(|(role, _)| *role == of));
        let corrected = self.corrections.iter().rev().find(own).map(|correction| correction.value.clone());
        let corrected = corrected.and_then(|value| self.cells.read(field, &value, self.words).ok());
        let chosen = corrected.or_else(|| answer.values.get(field.0).cloned()).unwrap_or(Value::Blank);
        let mut by_choice: Vec<(Role, bool)> = Vec::new();
        for (role, needed) in roles {
            for chosen in self.scheme.roles_by_choice(role, &chosen, self.words) {
                if !by_choice.iter().any(|(known, _)| *known == chosen) {
                    by_choice.push((chosen, needed && chosen == role));
                }
            }
        }
        by_choice
    }

    /// The later answer of one person wins by the time of sending; without times, different answers are a problem.
    fn latest(&mut self, mut answers: Vec<Answer>) -> Option<Answer> {
        // Whoever is known already is not added by hand: where the times do not say it, a form came after that.
        let by_hand = |answer: &Answer| *answer.place.file == *added::FILE;
        let timed = answers.iter().all(|answer| answer.submitted.is_some());
        let order = |answer: &Answer| (timed || !by_hand(answer), answer.submitted, answer.place.clone());
        answers.sort_by_key(order);
        let last = answers.pop()?;
        for earlier in &answers {
            if same(earlier, &last) {
                continue;
            }
            let sooner = earlier.submitted.zip(last.submitted).is_some_and(|(one, other)| one < other)
                || !timed && by_hand(earlier) && !by_hand(&last);
            // What was added or corrected by hand is meant as it stands, whenever the form was sent.
            if sooner {
                self.notes.push(format!(
                    "{} {}: the answer at {} is used, the one at {} is not",
                    self.shown(),
                    if by_hand(earlier) { "sent the form after being added by hand" } else { "sent the form again" },
                    last.place,
                    earlier.place
                ));
            } else if !self.two_names(earlier, &last) {
                self.problems.push(
                    Problem::error(
                        &last.place,
                        format!("{} answered twice and nothing says which answer is later", self.shown()),
                    )
                    .text(last.name.as_str())
                    .remedy(format!(
                        "the other answer stands at {}; map the time of sending (submitted = \"heading\" under \
                             [source.columns]) or delete the row that is out of date from the export\n\
                             if each row holds one more answer of the same person, bring them into one row first: of two rows the \
                             later alone counts",
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
            let wrongs = match self.scheme.field_named(target) {
                Some(field) => match self.cells.read(field, value, self.words) {
                    Ok(value) => {
                        if target == "consent" {
                            answer.consent = Some(matches!(value, Value::YesNo(true) | Value::Date(_)));
                        }
                        answer.values[field.0] = value;
                        Vec::new()
                    }
                    Err(_) if self.scheme.field(field).privacy == Privacy::Special => {
                        answer.troubles.push(Trouble::hidden(target, correction.place.clone(), target));
                        Vec::new()
                    }
                    Err(wrongs) => wrongs,
                },
                None => self.correct_fact(answer, target, value),
            };
            for wrong in wrongs {
                answer.troubles.push(Trouble::new(target, correction.place.clone(), target, value, wrong));
            }
        }
    }

    /// Corrects what is no field of the scheme's own.
    fn correct_fact(&self, answer: &mut Answer, target: &str, value: &str) -> Vec<Wrong> {
        match target {
            "name" => answer.name = value.to_string(),
            "email" => answer.email = value.to_string(),
            "phone" => answer.phone = value.to_string(),
            "key" => answer.key = value.to_string(),
            "intake" => answer.intake = value.to_string(),
            "consent" => answer.consent = Some(is_yes(&normal(value))),
            "places" | "mentor_places" | "mentee_places" => match places_of(self.scheme, value) {
                Ok(number) => answer.places[place_of(target)] = Some(number),
                Err(wrong) => return vec![wrong],
            },
            _ => {}
        }
        Vec::new()
    }

    /// What could not be read, now with the correction to paste.
    fn report(&mut self, answer: &Answer) {
        for trouble in &answer.troubles {
            let paste = format!(
                "mentor people correct {} {}={} --why \"…\"",
                self.id,
                trouble.target,
                quoted(&trouble.example)
            );
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
        // Who came as a mentor said for how many people there is time, and not that all of it may go into groups.
        let shared = shared.filter(|_| came_as(answer, role) == role);
        let usual = match role {
            Role::Mentee => policy.mentee,
            Role::Member => 1,
            _ => policy.mentor,
        };
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

/// As what somebody signed up who gives time in a role: another one where the channels chosen have other words for it.
fn came_as(answer: &Answer, role: Role) -> Role {
    match (role, answer.role) {
        (Role::Mentor, Some(OfferedRole::One(Role::Facilitator))) => Role::Facilitator,
        (Role::Facilitator, Some(came)) if came != OfferedRole::One(Role::Facilitator) => Role::Mentor,
        _ => role,
    }
}

/// Whether two answers say the same, wherever they stand.
fn same(one: &Answer, other: &Answer) -> bool {
    normal(&one.name) == normal(&other.name)
        && (&one.values, &one.places, &one.role, &one.consent, &one.intake, one.troubles.len())
            == (&other.values, &other.places, &other.role, &other.consent, &other.intake, other.troubles.len())
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
