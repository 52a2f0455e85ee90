//! Fields, rules and criteria: what becomes of the questions that go together.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubts;
use super::candidate::{self, Candidate, Nature, Sides};
use super::facts::{self, Fact};
use super::form::Form;
use super::labels::{label, slug};
use super::options::{chosen, options_of};
use super::pairing::{self, Two, topical};
use super::question::{Question, Stands};
use super::refused;
use super::roles::Roles;
use super::sides::{called, names_people, sides};
use super::themes;
use super::unsure;
use crate::domain::scheme::Kind;
use crate::wording::normal;

/// A field of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// What reasons call it.
    pub label: String,
    /// Its options, where they have to be said.
    pub options: Vec<String>,
    /// Answers that mean yes beside the plain ones.
    pub yes: Vec<String>,
    /// Answers that name nobody.
    pub blank: &'static [&'static str],
    /// Whether it is read, or stands there to be switched on.
    pub counts: bool,
}

/// What people write who name nobody.
pub(super) const NOBODY: &[&str] = &["no", "n/a", "none"];

/// A rule of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is written below `[[rule]]`, as key and value in TOML.
    pub lines: Vec<(&'static str, String)>,
    /// Whether it counts, or stands there to be switched on.
    pub counts: bool,
    /// What it is for.
    pub says: &'static str,
}

/// A criterion of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// What is written below `[[criterion]]`, as key and value in TOML.
    pub lines: Vec<(&'static str, String)>,
    /// Whether it counts, or stands there to be switched on.
    pub counts: bool,
    /// What it is for.
    pub says: String,
}

/// How a question is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The field it fills.
    pub field: String,
    /// The cells below options that mean chosen, where that has to be said.
    pub chosen: Vec<String>,
    /// Whether each of its answers is one, though others of the field are several.
    pub whole: bool,
    /// Whether it is not read, and stands there to be switched on.
    pub off: bool,
}

/// What becomes of the questions that ask for no fact.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The fields.
    pub fields: Vec<Field>,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The questions that are read, by their positions.
    pub mapped: BTreeMap<usize, Mapped>,
    /// The questions that are left out, and why.
    pub left: BTreeMap<usize, String>,
    /// Whether all are peers, of whom nobody is above another.
    pub peers: bool,
}

/// Makes fields, rules and criteria of all questions that ask for no fact.
pub fn of(
    forms: &[Form],
    questions: &[Question],
    facts: &[Vec<Fact>],
    roles: &Roles,
    back: &dyn Fn(usize) -> u8,
    doubts: &mut Doubts<'_>,
) -> Compared {
    let mut compared = Compared { peers: roles.peers, ..Compared::default() };
    let taken: BTreeSet<usize> = facts.iter().flatten().flat_map(|fact| fact.questions.iter().copied()).collect();
    let called = called(facts, questions);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, question) in questions.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        if facts::counts_rows(&forms[question.form], question) {
            compared.left.insert(at, "counts the rows".to_string());
        } else if question.text.is_empty()
            && question.stands == Stands::Alone
            && !forms[question.form].headings.is_empty()
        {
            compared.left.insert(at, String::new());
        } else if let Some(named) = refused::people(question, &called).filter(|_| back(at) == 0) {
            compared.ruled_out(at, questions, named, roles, doubts);
        } else if names_people(question, &called) && back(at) == 0 && !themes::names_line_manager(&question.heading) {
            compared.ranking(at, question);
        } else {
            match candidate::of(at, question, sides(question, roles), back(at)) {
                Ok(candidate) => candidates.push(candidate),
                Err(why) => {
                    if why == candidate::DOES_NOT_SUIT {
                        doubts.note(why, "What somebody says does not suit them is not read: find it under `ignore`, and see that it is heeded.");
                    }
                    compared.left.insert(at, why.to_string());
                }
            }
        }
    }
    let pairs = pairing::of(&candidates, questions);
    for two in &pairs {
        if two.mentee != two.mentor || !compared.asked_before(&candidates[two.mentee], questions, back) {
            compared.two(*two, &candidates, questions, back, doubts);
        }
    }
    for (at, candidate) in candidates.iter().enumerate() {
        if pairs.iter().any(|two| two.mentee == at || two.mentor == at) {
            continue;
        }
        let question = candidate.question;
        if compared.asked_before(candidate, questions, back) {
            continue;
        }
        if candidate.nature == Nature::Named && candidate.sides.mentees {
            compared.line_manager(question, questions);
            continue;
        }
        let same = |other: &Question| {
            other.form != questions[question].form && normal(&other.text) == normal(&questions[question].text)
        };
        let why = match candidate.sides {
            _ if questions.iter().any(same) => "asked of others too, whose answers are of another kind",
            Sides { mentors: true, mentees: false } => "asked of mentors alone: nothing of mentees to compare it with",
            Sides { mentors: false, mentees: true } => "asked of mentees alone: nothing of mentors to compare it with",
            _ => "nothing to compare it with",
        };
        compared.left.insert(question, why.to_string());
    }
    compared.name_those_off(questions, doubts);
    compared
}

impl Compared {
    fn name(&self, wanted: &str) -> String {
        let taken = |name: &str| {
            self.fields.iter().any(|field| field.name == name) || crate::domain::scheme::source::FACTS.contains(&name)
        };
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        std::iter::once(wanted.to_string()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    pub(super) fn field(&mut self, wanted: &str, kind: Kind, label: &str, options: Vec<String>) -> String {
        let name = self.name(wanted);
        let blank = if kind == Kind::Text { NOBODY } else { &[] };
        self.fields.push(Field {
            name: name.clone(),
            kind,
            label: label.to_string(),
            options,
            yes: Vec::new(),
            blank,
            counts: true,
        });
        name
    }

    pub(super) fn map(&mut self, at: usize, question: &Question, field: &str, back: u8) {
        let rated =
            question.stands == Stands::Ticks && question.seen.share(|cell| cell.parse::<u8>().is_ok_and(|n| n > 1)) > 0;
        let chosen = if back > 0 || rated { chosen(question) } else { Vec::new() };
        self.mapped.insert(at, Mapped { field: field.to_string(), chosen, whole: false, off: false });
    }

    /// Reads a question as the same one of another form is read, where there is one.
    fn asked_before(&mut self, candidate: &Candidate, questions: &[Question], back: &dyn Fn(usize) -> u8) -> bool {
        let question = &questions[candidate.question];
        let same = |other: &Question| {
            other.form != question.form
                && normal(&other.text) == normal(&question.text)
                && other.stands == question.stands
        };
        let fits = |kind: Kind| match &candidate.nature {
            Nature::Choice => matches!(kind, Kind::Choice | Kind::List),
            Nature::List => kind == Kind::List,
            Nature::Times => kind == Kind::Availability,
            Nature::Place => kind == Kind::Place,
            Nature::Scale(_) => kind == Kind::Scale,
            Nature::Number => kind == Kind::Number,
            Nature::Named => kind == Kind::Text,
        };
        let mut before = self.mapped.iter().filter(|(at, _)| same(&questions[**at]));
        let Some((at, field)) = before.find_map(|(_, mapped)| {
            self.fields
                .iter()
                .position(|field| field.name == mapped.field && fits(field.kind))
                .map(|at| (at, mapped.field.clone()))
        }) else {
            return false;
        };
        if let (Nature::Scale(steps), Some(field)) = (&candidate.nature, self.fields.get_mut(at)) {
            let mut all = field.options.clone();
            all.extend(
                steps.iter().filter(|step| !field.options.iter().any(|known| normal(known) == normal(step))).cloned(),
            );
            match super::steps::in_order(&all) {
                Some(all) => field.options = all,
                None => return false,
            }
        }
        if !self.fields[at].counts {
            self.off(candidate.question, &field);
            return true;
        }
        let (list, choice) = (self.fields[at].kind == Kind::List, candidate.nature == Nature::Choice);
        self.map(candidate.question, question, &field, back(candidate.question));
        self.hold_together(candidate.question, question, list && choice);
        true
    }

    /// Keeps each answer whole where other answers of its field are several.
    fn hold_together(&mut self, at: usize, question: &Question, is: bool) {
        let parts = |cell: &str| cell.contains([',', ';', '|', '\n', '/']);
        if let Some(mapped) = self.mapped.get_mut(&at) {
            mapped.whole = is && question.seen.texts().any(parts);
        }
    }

    /// Makes of two questions that go together a field, or a field of each side, and what is compared.
    fn two(
        &mut self,
        two: Two,
        candidates: &[Candidate],
        questions: &[Question],
        back: &dyn Fn(usize) -> u8,
        doubts: &mut Doubts<'_>,
    ) {
        let (one, other) = (&candidates[two.mentee], &candidates[two.mentor]);
        let (mine, theirs) = (&questions[one.question], &questions[other.question]);
        if !unsure::is_sure(two, candidates, questions) {
            self.switched_off(one, other, questions);
            return;
        }
        let theme = one.theme.or(other.theme);
        let several = one.nature == Nature::List || other.nature == Nature::List;
        let kind = match &one.nature {
            Nature::Choice if matches!(other.nature, Nature::Scale(_)) => Kind::Scale,
            Nature::Choice | Nature::List => {
                if several {
                    Kind::List
                } else {
                    Kind::Choice
                }
            }
            Nature::Times => Kind::Availability,
            Nature::Place => Kind::Place,
            Nature::Scale(_) => Kind::Scale,
            Nature::Number => Kind::Number,
            Nature::Named => Kind::Text,
        };
        let options = options_of(one, other, mine, theirs);
        // Steps of both sides together may have no order.
        let kind = if kind == Kind::Scale && options.is_empty() { Kind::Choice } else { kind };
        let topics = theme.is_none() && (several || topical(&mine.heading) || topical(&theirs.heading));
        let fields = if topics && one.question != other.question {
            let seeks = self.field("seeks", kind, &label(mine, "what the mentee seeks"), options.clone());
            let offers = self.field("offers", kind, &label(theirs, "what the mentor offers"), options);
            (seeks, offers)
        } else {
            let (name, text) = match theme {
                Some(theme) if kind == Kind::Number && theme.field == "grade" => {
                    ("years".to_string(), label(mine, "years"))
                }
                Some(theme) if self.fields.iter().any(|field| field.name == theme.field) => {
                    (slug(mine), label(mine, theme.label))
                }
                Some(theme) => (theme.field.to_string(), theme.label.to_string()),
                None if topics => ("topics".to_string(), label(mine, "topics")),
                None => (slug(mine), label(mine, "their answer")),
            };
            let name = self.field(&name, kind, &text, options);
            (name.clone(), name)
        };
        self.map(one.question, mine, &fields.0, back(one.question));
        self.map(other.question, theirs, &fields.1, back(other.question));
        for side in [one, other].into_iter().filter(|side| kind == Kind::List && side.nature == Nature::Choice) {
            self.hold_together(side.question, &questions[side.question], true);
        }
        if topics && two.apart {
            doubts.note(
                &format!("apart {}", fields.0),
                &format!("No answer in `{}` is an answer in `{}`: unite spellings under [aliases.{}], or set its points to 0.", fields.0, fields.1, fields.1),
            );
        }
        if !self.mapped[&one.question].chosen.is_empty() || !self.mapped[&other.question].chosen.is_empty() {
            doubts.note(
                &format!("chosen {}", fields.0),
                &format!("Which cells of `{}` mean that an option is chosen was guessed: see to `chosen`.", fields.0),
            );
        }
        self.criterion(&fields, kind, theme, topics, doubts);
    }
}
