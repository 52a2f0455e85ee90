//! From answers to people: who sent which answer, and what `person` makes of them; rankings in tables of their own.

use std::collections::btree_map;
use std::collections::{BTreeMap, HashMap};

use super::answer::Answer;
use super::answers::Cells;
use super::keys;
use super::nobody;
use super::person::Maker;
use super::rankings::Ranked;
use crate::domain::callings::{Callings, Meant};
use crate::domain::person::{Identity, Person, PersonId, normal_email};
use crate::domain::register::Register;
use crate::domain::scheme::source::Source;
use crate::domain::scheme::{FieldId, IdentityKind, Scheme};
use crate::domain::value::{Value, Vocabulary};
use crate::problems::{Problem, Problems};
use crate::store::corrections::Correction;
use crate::wording::{normal, plural, plural_noun};

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
    notes: &mut Vec<String>,
    problems: &mut Problems,
) -> Vec<Person> {
    let Makings { scheme, keyed, answers, ranked, corrections, held } = makings;
    let last = register.last();
    let mut of_somebody: Vec<(Identity, Answer)> = Vec::with_capacity(answers.len());
    let mut nobodys: Vec<Answer> = Vec::new();
    for answer in answers {
        match identity(scheme, keyed, &answer) {
            Some(identity) => of_somebody.push((identity, answer)),
            None => nobodys.push(answer),
        }
    }
    let of_person = by_identity(of_somebody);
    // Whoever was added by hand since is known now, though the row itself still says nothing.
    let by_hand = |answer: &&Answer| *answer.place.file == *crate::store::added::FILE;
    let added: Vec<String> = of_person.values().flatten().filter(by_hand).map(|answer| normal(&answer.name)).collect();
    // Where no form asks for an address that is said once, and not of every row.
    if scheme.identity == Some(IdentityKind::Name) || scheme.sources.iter().any(Source::tells_apart) {
        nobodys.retain(|answer| answer.name.is_empty() || !added.contains(&normal(&answer.name)));
        for (at, source) in scheme.sources.iter().enumerate().filter(|_| scheme.identity != Some(IdentityKind::Name)) {
            let before = nobodys.len();
            nobodys.retain(|answer| answer.source != at || source.tells_apart() || answer.name.is_empty());
            names_only(source, before - nobodys.len(), problems);
        }
        nobody::tell(&nobodys, problems);
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
    if keyed {
        keys::tell(&by_id, problems);
    }
    keys::shortened_phones(&by_id, problems);
    nobody::tests(by_id.iter().filter_map(|(id, (_, answers))| Some((*id, answers.first()?))), problems);
    let mut people = Vec::with_capacity(by_id.len());
    for (id, (identity, answers)) in by_id {
        let corrections: Vec<&Correction> = corrections.iter().filter(|c| c.person == id).collect();
        let mut maker = Maker { scheme, id, identity, corrections, cells, words, notes, problems, new: id.0 > last };
        let mut person = maker.person(answers);
        // Ids are given upwards and never twice.
        person.new = id.0 > last;
        person.held = held.contains(&id);
        people.push(person);
    }
    if !ranked.is_empty() {
        let callings = Callings::new(&people, register);
        for (source, ranked) in ranked {
            let source = &scheme.sources[source];
            let Some(field) = source.field.as_deref().and_then(|name| scheme.field_named(name)) else { continue };
            add_rankings((source, field), &ranked, corrections, &callings, &mut people, words, problems);
        }
    }
    people
}

/// Puts the answers of one person together, in the order in which they came.
fn by_identity(answers: Vec<(Identity, Answer)>) -> BTreeMap<Identity, Vec<Answer>> {
    let (mut identities, mut answers): (Vec<(Identity, usize)>, Vec<Option<Answer>>) =
        answers.into_iter().enumerate().map(|(at, (identity, answer))| ((identity, at), Some(answer))).unzip();
    // Sorted beforehand a map is made in one go; answers are large, and are moved once.
    identities.sort_unstable();
    let mut people: Vec<(Identity, Vec<Answer>)> = Vec::with_capacity(identities.len());
    for (identity, at) in identities {
        if people.last().is_none_or(|(last, _)| *last != identity) {
            people.push((identity, one()));
        }
        if let Some((_, of_one)) = people.last_mut() {
            of_one.extend(answers[at].take());
        }
    }
    people.into_iter().collect()
}

/// Room for one answer: most people send one, and a list that grows by itself starts with room for four.
pub(super) fn one() -> Vec<Answer> {
    Vec::with_capacity(1)
}

fn identity(scheme: &Scheme, keyed: bool, answer: &Answer) -> Option<Identity> {
    let of = |kind, text: String| (!text.is_empty()).then_some(Identity { kind, text });
    if nobody::is_total(answer) {
        return None;
    }
    if scheme.identity == Some(IdentityKind::Name) {
        return of(IdentityKind::Name, normal(&answer.name));
    }
    let nobody = |text: &str| ["anonymous", "n/a", "none", "-", "0"].contains(&text);
    // A spreadsheet's number may have lost nothing but its form: 123.0 is 123.
    let whole = |key: String| match key.strip_suffix(".0") {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.to_string(),
        _ => key,
    };
    let key = if keyed { whole(normal(&answer.key)) } else { String::new() };
    if !key.is_empty() && !nobody(&key) {
        return of(IdentityKind::Key, key);
    }
    normal_email(&answer.email).and_then(|email| of(IdentityKind::Email, email))
}

/// Tells of a form that asks for names alone, beside others by which people are told apart; once, and not of every row.
fn names_only(source: &Source, rows: usize, problems: &mut Problems) {
    if rows == 0 {
        return;
    }
    let message = format!(
        "this form asks for no e-mail address or key, so {} {} left out",
        plural(rows, "row"),
        plural_noun(rows, "is")
    );
    problems.push(Problem::warning(&source.place, message).text(source.file.value.as_str()).remedy(
        "map email or key; or tell all people apart by their names: identity = \"name\" at the top of scheme.toml",
    ));
}

/// Adds rankings that stand in tables of their own.
fn add_rankings(
    (source, field): (&Source, FieldId),
    ranked: &[Ranked],
    corrections: &[Correction],
    callings: &Callings,
    people: &mut [Person],
    words: &mut Vocabulary,
    problems: &mut Problems,
) {
    let mut seen: HashMap<usize, u32> = HashMap::new();
    for row in ranked {
        let meant = callings.find(&row.person);
        let Meant::One(at) = meant else {
            let wrong = meant.wrong(&row.person).into_iter();
            let wrong = wrong.map(|(what, remedy)| Problem::error(&row.place, what).remedy(remedy));
            wrong.for_each(|wrong| problems.push(wrong.text(row.person.as_str())));
            continue;
        };
        let word = words.word(&row.choice);
        // A row with choices says all that the person chooses, whatever stood in the form; a correction says more.
        let own = |c: &Correction| c.person == people[at].id && Some(c.field.as_str()) == source.field.as_deref();
        if source.in_columns() && corrections.iter().any(own) {
            continue;
        }
        // Of whoever is named in two ways, by the address and by the id, no two rows count either.
        let line = row.place.line;
        if let Some(first) = seen.get(&at).filter(|first| source.in_columns() && **first != line) {
            let message = format!("{} stands in two rows, here and in line {first}", people[at].shown_id());
            problems
                .push(Problem::error(&row.place, message).text(row.person.as_str()).remedy("keep the row that counts"));
            continue;
        }
        let anew = seen.insert(at, line).is_none() && source.in_columns();
        for entry in &mut people[at].entries {
            if anew {
                entry.values[field.0] = Value::Blank;
            }
            match &mut entry.values[field.0] {
                Value::Ranking(ranking) => ranking.push((word, Some(row.rank))),
                blank => *blank = Value::Ranking(vec![(word, Some(row.rank))]),
            }
        }
    }
}
