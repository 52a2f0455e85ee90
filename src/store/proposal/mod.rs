//! A `scheme.toml` proposed from the sign-up forms alone: which column gives which fact or field, what is left out and why,
//! and which rules and criteria would make a first round.
//!
//! 1. `layout` finds where the tables and their headings are, `form` holds one of them, `question` gathers columns to
//!    questions, and `seen` looks at the answers.
//! 2. `facts` and `roles` tell who somebody is and what they want to be; `candidate` what may be compared, by its
//!    heading (`heading`, `words`, `themes`) and its answers (`plain`).
//! 3. `pairing` puts questions of mentees to those of mentors, and `fields` makes fields, rules and criteria of them.
//! 4. `written` writes the file with its remarks, and `trial` reads it back together with the forms: what does not read
//!    is proposed anew, a step more carefully.
//!
//! Of what people answered only options are taken over: what several people said in the same words, or what holds nothing
//! but numbers and words that are the same for everybody.

mod answer_row;
pub mod asked;
pub mod candidate;
mod consent;
mod criteria;
pub mod facts;
pub mod fields;
pub mod form;
mod grids;
pub mod heading;
mod labels;
mod layout;
mod names;
mod options;
pub mod pairing;
mod parted;
mod persons;
mod places;
pub mod plain;
pub mod question;
mod quoted;
mod ranked;
pub mod refused;
pub mod role_words;
pub mod roles;
#[cfg(test)]
mod safety;
pub mod seen;
#[cfg(test)]
mod shapes;
mod sides;
pub mod sources;
mod steps;
#[cfg(test)]
mod tests;
pub mod themes;
pub mod trial;
mod unsure;
mod unwanted;
mod words;
pub mod written;

use std::collections::BTreeMap;
use std::ops::Range;

use fields::{Criterion, Field, Rule};
use form::Form;
use question::Question;
use sources::Source;

/// What the coordinator answered, by the key of the doubt: the position of the option.
pub type Settled = BTreeMap<String, usize>;

/// How often a question was proposed in a way that did not read, by form and question.
pub type Back = BTreeMap<(usize, usize), u8>;

/// What cannot be told from the forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is known by.
    pub key: String,
    /// The question, without its question mark.
    pub question: String,
    /// What may be answered.
    pub options: Vec<String>,
    /// What is taken where nobody answers; also what was answered.
    pub taken: usize,
    /// What to look at in the file, for a remark.
    pub says: String,
    /// Whether the coordinator has settled it.
    pub settled: bool,
}

/// A scheme proposed from forms.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// What the scheme is called.
    pub name: String,
    /// Whether all are of one pool, matched two by two.
    pub peers: bool,
    /// By what people are told apart, where it has to be said.
    pub identity: Option<&'static str>,
    /// What is known of people.
    pub fields: Vec<Field>,
    /// The forms.
    pub sources: Vec<Source>,
    /// What answers in words mean as a number of places.
    pub places: Vec<(String, u32)>,
    /// What must hold.
    pub rules: Vec<Rule>,
    /// What earns points.
    pub criteria: Vec<Criterion>,
    /// What could not be told.
    pub doubts: Vec<Doubt>,
}

impl Proposal {
    /// How many criteria count; the others stand there to be switched on.
    pub fn counting(&self) -> usize {
        self.criteria.iter().filter(|criterion| criterion.counts).count()
    }

    /// What could not be told and nobody has settled, each once.
    pub fn open(&self) -> Vec<&str> {
        let mut open: Vec<&str> = Vec::new();
        for doubt in self.doubts.iter().filter(|doubt| !doubt.settled) {
            if !open.contains(&doubt.says.as_str()) {
                open.push(&doubt.says);
            }
        }
        open
    }
}

/// Proposes a scheme. `settled` says what the coordinator answered, `back` what did not read the way it was proposed.
pub fn propose(name: &str, forms: &[Form], settled: &Settled, back: &Back) -> Proposal {
    let mut doubts = Doubts { settled, found: Vec::new() };
    let mut questions: Vec<Question> = Vec::new();
    // Where the questions of each form stand among all.
    let mut of_form: Vec<Range<usize>> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        let first = questions.len();
        questions.extend(question::of(form, at));
        of_form.push(first..questions.len());
    }
    let back_of = |q: usize| {
        let form = questions[q].form;
        back.get(&(form, q - of_form[form].start)).copied().unwrap_or(0)
    };
    let facts: Vec<Vec<facts::Fact>> = forms
        .iter()
        .zip(&of_form)
        .map(|(form, own)| {
            let barred: Vec<usize> = own.clone().filter(|q| back_of(*q) > 0).map(|q| q - own.start).collect();
            let named = roles::by_name(form);
            let mut found =
                facts::of(&facts::Known { form, questions: &questions[own.clone()], named, barred: &barred });
            found.iter_mut().flat_map(|fact| &mut fact.questions).for_each(|q| *q += own.start);
            found
        })
        .collect();
    let (facts, identity) = sources::identity(forms, facts, &questions, &mut doubts);
    let roles = roles::of(forms, &facts, &questions, &mut doubts);
    let compared = fields::of(forms, &questions, &facts, &roles, &back_of, &mut doubts);
    let places = sources::places(forms, &facts, &questions, &mut doubts);
    let sources = (0..forms.len())
        .map(|at| {
            sources::source(&forms[at], of_form[at].clone(), &questions, &facts[at], &roles.of_form[at], &compared)
        })
        .collect();
    if roles.lacking().is_none() && !compared.criteria.iter().any(|criterion| criterion.counts) {
        doubts.note(
            "nothing compared",
            "Nothing earns points yet, so who is put together would be drawn by lot: see to the criteria at the end.",
        );
    }
    let mut all_fields: Vec<Field> = sources::consent(&facts, &questions).into_iter().collect();
    all_fields.extend(compared.fields);
    for form in forms.iter().filter(|form| form.headings.is_empty()) {
        let says = format!(
            "No row of headings was found in {}: its columns go by their letters, and what they are was told by the answers alone.",
            form.file
        );
        doubts.note(&format!("headings {}", form.file), &says);
    }
    for question in
        facts.iter().flatten().filter(|fact| fact.target.ends_with("places")).flat_map(|fact| &fact.questions)
    {
        let question = &questions[*question];
        if places::asks(&question.heading) == Some(places::Asks::Likely) {
            let says = format!(
                "{} was taken for the number of relationships somebody has room for: see to `places` below.",
                quoted::quoted(&crate::wording::shown(&question.text, 60))
            );
            doubts.note(&format!("places {}", question.text), &says);
        }
    }
    facts.iter().enumerate().for_each(|(form, of)| consent::tell(&questions, of, form, &mut doubts));
    let has = |of: &[facts::Fact], target: &str| of.iter().any(|fact| fact.target == target);
    // A table that names people by their key alone belongs to another one.
    let beside = facts.iter().any(|of| has(of, "name"));
    let nameless = |of: &[facts::Fact]| !(has(of, "name") || beside && has(of, "key") && !has(of, "email"));
    for (form, _) in forms.iter().zip(&facts).filter(|(_, of)| nameless(of)) {
        let says = format!(
            "No question of {} seems to ask for people's names: map it as `name` below; without it people go by their ids.",
            form.file
        );
        doubts.note(&format!("name {}", form.file), &says);
    }
    if identity.is_none() && !facts.iter().all(|facts| facts.iter().any(|fact| ["email", "key"].contains(&fact.target)))
    {
        doubts.note(
            "identity",
            "Nothing in a form tells people apart for sure: ask for an e-mail address, or map a number that everybody has as `key`.",
        );
    }
    Proposal {
        name: name.to_string(),
        peers: roles.peers,
        identity,
        fields: all_fields,
        sources,
        places,
        rules: compared.rules,
        criteria: compared.criteria,
        doubts: doubts.found,
    }
}

/// The doubts as they are met, and what was answered to them before.
pub struct Doubts<'a> {
    settled: &'a Settled,
    found: Vec<Doubt>,
}

impl Doubts<'_> {
    /// Asks, and returns the position of the answer: what the coordinator said, else what is taken.
    pub fn ask(&mut self, key: &str, question: &str, options: &[&str], taken: usize, says: &str) -> usize {
        let answered = self.settled.get(key).copied().filter(|at| *at < options.len());
        self.found.push(Doubt {
            key: key.to_string(),
            question: question.to_string(),
            options: options.iter().map(ToString::to_string).collect(),
            taken: answered.unwrap_or(taken),
            says: says.to_string(),
            settled: answered.is_some(),
        });
        answered.unwrap_or(taken)
    }

    /// Notes what nobody can answer here, and is to be looked at in the file.
    pub fn note(&mut self, key: &str, says: &str) {
        self.ask(key, "", &[], 0, says);
    }
}
