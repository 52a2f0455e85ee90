//! The forms as the scheme names them: which headings give what, and which are left out for which reason.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Doubts;
use super::facts::Fact;
use super::fields::{Compared, Field};
use super::form::Form;
use super::plain;
use super::question::{Question, Stands};
use super::roles::OfForm;
use crate::domain::scheme::Kind;
use crate::store::forms::yes_no::{is_no, is_yes};
use crate::wording::normal;

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub file: String,
    /// The worksheet, where it has to be said.
    pub worksheet: Option<String>,
    /// The rows of the headings; none where the file has none.
    pub heading_rows: Vec<u32>,
    /// The first row of answers, where it has to be said.
    pub first_row: Option<u32>,
    /// The last row that belongs to it, where another table follows below.
    pub last_row: Option<u32>,
    /// The role of everybody in it.
    pub role: Option<&'static str>,
    /// What answers to the question of roles mean.
    pub roles: Vec<(&'static str, Vec<String>)>,
    /// What columns give.
    pub columns: Vec<Column>,
    /// The headings that are left out, and why; equal reasons beside each other.
    pub left: Vec<(String, String)>,
}

/// What one or several columns give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The fact or field.
    pub target: String,
    /// Which columns they are.
    pub which: Which,
    /// The cells that mean chosen.
    pub chosen: Vec<String>,
    /// Whether each cell is one answer, though others of its field are several.
    pub whole: bool,
    /// The number among equal headings, where there are several.
    pub occurrence: Option<usize>,
    /// Whether it is not read, and stands there to be switched on.
    pub off: bool,
}

/// Which columns are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those of these headings.
    Headings(Vec<String>),
    /// Those of a grid.
    Grid(String),
    /// One an option.
    Ticks(Vec<String>),
    /// Those at these positions from 0, without headings.
    At(Vec<usize>),
}

/// Leaves out the facts by which people are not told apart: an address or a key counts where it suffices.
pub fn identity(
    forms: &[Form],
    mut facts: Vec<Vec<Fact>>,
    questions: &[Question],
    doubts: &mut Doubts<'_>,
) -> (Vec<Vec<Fact>>, Option<&'static str>) {
    let has = |facts: &[Fact], target: &str| facts.iter().any(|fact| fact.target == target);
    let all = |facts: &[Vec<Fact>], target: &str| !facts.is_empty() && facts.iter().all(|of| has(of, target));
    // Numbers that merely count rows are other people in each form.
    let counting = |of: &[Fact]| {
        of.iter().any(|fact| {
            fact.target == "key"
                && fact.questions.iter().any(|q| super::facts::counts_rows(&forms[questions[*q].form], &questions[*q]))
        })
    };
    let email = all(&facts, "email");
    if facts.iter().any(|of| counting(of)) && (forms.len() > 1 || email || all(&facts, "name")) || !all(&facts, "key") {
        facts.iter_mut().for_each(|of| of.retain(|fact| fact.target != "key"));
    }
    if all(&facts, "key") {
        return (facts, None);
    }
    if email && all(&facts, "name") && shared(&facts, questions) > 2 {
        doubts.note(
            "shared",
            "Several people give one e-mail address (of a family or an office), so people are told apart by their names: two spellings of \
             one name would be two people.",
        );
        return (facts, Some("name"));
    }
    if email {
        return (facts, None);
    }
    if all(&facts, "name") {
        return (facts, Some("name"));
    }
    (facts, None)
}

/// How many addresses are given under several names.
fn shared(facts: &[Vec<Fact>], questions: &[Question]) -> usize {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for of in facts {
        let find = |target: &str| of.iter().find(|fact| fact.target == target);
        let (Some(email), Some(name)) = (find("email"), find("name")) else { continue };
        let called: BTreeMap<usize, String> = name.questions.iter().flat_map(|q| &questions[*q].seen.cells).fold(
            BTreeMap::new(),
            |mut called: BTreeMap<usize, String>, (row, text)| {
                called.entry(*row).or_default().push_str(&format!(" {text}"));
                called
            },
        );
        for (row, address) in email.questions.iter().flat_map(|q| &questions[*q].seen.cells) {
            if let Some(name) = called.get(row) {
                names.entry(normal(address)).or_default().insert(normal(name));
            }
        }
    }
    names.values().filter(|names| names.len() > 1).count()
}

/// What a form becomes in the scheme.
pub fn source(
    form: &Form,
    own: Range<usize>,
    questions: &[Question],
    facts: &[Fact],
    roles: &OfForm,
    compared: &Compared,
) -> Source {
    let mut source = Source {
        file: form.file.clone(),
        worksheet: form.worksheet.clone(),
        heading_rows: form.heading_rows.clone(),
        first_row: form.first_row,
        last_row: form.last_row,
        role: roles.role.filter(|_| roles.answers.is_empty()),
        roles: roles.answers.clone(),
        ..Source::default()
    };
    for fact in facts.iter().filter(|fact| fact.target != "role" || source.role.is_none()) {
        let together: Vec<&Question> = fact.questions.iter().map(|q| &questions[*q]).collect();
        let mut column = column(form, fact.target, &together);
        if let (true, Which::Headings(headings)) = (fact.target == "role" && roles.ticked, &column.which) {
            column.which = Which::Ticks(headings.clone());
        }
        source.columns.push(column);
    }
    for (at, mapped) in own.clone().filter_map(|at| Some((at, compared.mapped.get(&at)?))) {
        let column = Column {
            chosen: mapped.chosen.clone(),
            whole: mapped.whole,
            off: mapped.off,
            ..column(form, &mapped.field, &[&questions[at]])
        };
        match source.columns.iter_mut().find(|known| known.target == column.target) {
            // The same field from two questions of one form: the columns are taken together where that can be said.
            Some(known) => match (&mut known.which, &column.which) {
                (Which::Headings(headings), Which::Headings(more)) if known.occurrence == column.occurrence => {
                    headings.extend(more.clone())
                }
                _ => source.left.extend(headings(form, &questions[at], "asks again for what is read already")),
            },
            None => source.columns.push(column),
        }
    }
    let unread = |at: &usize| {
        !facts.iter().any(|fact| fact.questions.contains(at)) && compared.mapped.get(at).is_none_or(|mapped| mapped.off)
    };
    for at in own.filter(unread) {
        let why = compared.left.get(&at).map_or("not needed", String::as_str);
        source.left.extend(headings(form, &questions[at], why));
    }
    if source.role.is_some() {
        for fact in facts.iter().filter(|fact| fact.target == "role") {
            fact.questions
                .iter()
                .for_each(|q| source.left.extend(headings(form, &questions[*q], "everybody has one role")));
        }
    }
    // What is mapped under one of its places is known in the others.
    let mapped: Vec<String> = source
        .columns
        .iter()
        .filter(|column| !column.off)
        .flat_map(Column::headings)
        .map(|heading| normal(&heading))
        .collect();
    source.left.retain(|(heading, _)| heading.is_empty() || !mapped.contains(&normal(heading)));
    source.left.sort_by_key(|(_, why)| why.clone());
    source.left.dedup();
    source
}

impl Column {
    fn headings(&self) -> Vec<String> {
        match &self.which {
            Which::Headings(headings) | Which::Ticks(headings) => headings.clone(),
            _ => Vec::new(),
        }
    }
}

fn column(form: &Form, target: &str, questions: &[&Question]) -> Column {
    let columns: Vec<usize> = questions.iter().flat_map(|question| question.columns.iter().copied()).collect();
    let (turn, times) = columns.first().map_or((1, 1), |column| form.occurrence(*column));
    let heading = |column: &usize| form.heading(*column).to_string();
    let which = match questions {
        _ if columns.iter().any(|column| form.heading(*column).is_empty()) => Which::At(columns),
        [question] if question.stands == Stands::Ticks => Which::Ticks(columns.iter().map(heading).collect()),
        [Question { stands: Stands::Grid(pattern), .. }] => Which::Grid(pattern.clone()),
        _ => Which::Headings(columns.iter().map(heading).collect()),
    };
    Column {
        target: target.to_string(),
        which,
        chosen: Vec::new(),
        whole: false,
        occurrence: (times > 1).then_some(turn),
        off: false,
    }
}

fn headings(form: &Form, question: &Question, why: &str) -> Vec<(String, String)> {
    match &question.stands {
        Stands::Grid(pattern) if pattern.matches('*').count() == 1 => return vec![(pattern.clone(), why.to_string())],
        _ => {}
    }
    let columns = question.columns.iter().map(|column| form.heading(*column));
    let blank = |heading: &str| if heading.is_empty() { "columns without a heading" } else { why }.to_string();
    // A star at the end means nothing in a heading, and anything in what is left out.
    columns.map(|heading| (heading.trim_end_matches([' ', '*']).to_string(), blank(heading))).collect()
}

/// What answers in words mean as a number of places: what several people said, or what holds nothing but plain words.
pub fn places(
    forms: &[Form],
    facts: &[Vec<Fact>],
    questions: &[Question],
    doubts: &mut Doubts<'_>,
) -> Vec<(String, u32)> {
    let mut words: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let asked = facts.iter().flatten().filter(|fact| fact.target.ends_with("places"));
    for question in asked.flat_map(|fact| &fact.questions).map(|q| &questions[*q]) {
        for (said, (times, text)) in &question.seen.answers {
            let digits = said.strip_suffix(".0").unwrap_or(said);
            if digits.parse::<u32>().is_ok() || words.contains_key(said) {
                continue;
            }
            let file = &forms[question.form].file;
            if *times < 2 && !plain::tells_of_nobody(text) {
                doubts.note(
                    &format!("places {file}"),
                    &format!(
                        "Somebody's number of places is said in their own words in {file}: `mentor check` shows where."
                    ),
                );
                continue;
            }
            let number = match plain::places(text) {
                Some(number) => number,
                None => {
                    let asked = format!("\"{}\" means so many places", crate::wording::show(text));
                    let says = "What some words mean as a number of places was guessed: see to [places.words].";
                    let numbers = ["0", "1", "2", "3", "4", "5"];
                    u32::try_from(doubts.ask(&format!("places {said}"), &asked, &numbers, 1, says)).unwrap_or(1)
                }
            };
            words.insert(said.clone(), (text.clone(), number));
        }
    }
    words.into_values().collect()
}

/// The field that says which answers mean consent, where they are no plain yes or no.
pub fn consent(facts: &[Vec<Fact>], questions: &[Question]) -> Option<Field> {
    let asked = facts.iter().flatten().filter(|fact| fact.target == "consent");
    let mut yes: Vec<String> = Vec::new();
    for (said, (_, text)) in asked.flat_map(|fact| &fact.questions).flat_map(|q| &questions[*q].seen.answers) {
        if !is_yes(said) && !is_no(said) && !yes.iter().any(|known| normal(known) == *said) {
            yes.push(text.clone());
        }
    }
    let field = Field {
        name: "consent".into(),
        kind: Kind::YesNo,
        label: "consent".into(),
        options: Vec::new(),
        yes,
        blank: &[],
        counts: true,
    };
    (!field.yes.is_empty()).then_some(field)
}
