//! Who are mentors and who are mentees: by a question, by the name of the file, or by what the other file is.

use std::collections::BTreeMap;

use super::Doubts;
use super::facts::Fact;
use super::form::Form;
use super::plain;
use super::question::Question;
use super::{parted, role_words};
use crate::store::forms::separators::separator_of;
use crate::store::forms::split::split;
use crate::store::forms::yes_no::yes_or_no;
use crate::wording::{normal, plural};

/// The roles of one form.
#[derive(Clone, Debug, Default)]
pub struct OfForm {
    /// The role of everybody in it, where no question says it.
    pub role: Option<&'static str>,
    /// What the answers to the question of roles mean: the role, and the answers.
    pub answers: Vec<(&'static str, Vec<String>)>,
    /// Whether the roles stand in a column each.
    pub ticked: bool,
    /// The role of each row.
    pub rows: Vec<Option<&'static str>>,
}

/// The roles of all forms.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Of each form.
    pub of_form: Vec<OfForm>,
    /// Whether all are of one pool.
    pub peers: bool,
}

/// So many words at most make a title, and no explanation of the table.
const TITLE: usize = 8;

const ANSWERS: [&str; 4] =
    ["mentors", "mentees", "each of them may be mentor or mentee, as it fits", "peers, to be put together two by two"];

/// Tells the roles, and asks where they cannot be told.
pub fn of(forms: &[Form], facts: &[Vec<Fact>], questions: &[Question], doubts: &mut Doubts<'_>) -> Roles {
    let asked = |at: usize| facts[at].iter().find(|fact| fact.target == "role").map(|fact| fact.questions.clone());
    let mut named: Vec<Option<&'static str>> = forms.iter().map(by_name).collect();
    let questions_of = |at: usize| questions.iter().filter(move |question| question.form == at);
    for (at, role) in named.iter_mut().enumerate() {
        if role.is_none() && asked(at).is_none() {
            *role = by_headings(questions_of(at));
        }
    }
    // What the others are not: where all forms that say it are of one role, the rest are of the other.
    let unknown: Vec<usize> = (0..forms.len()).filter(|at| named[*at].is_none() && asked(*at).is_none()).collect();
    let known: Vec<&'static str> = named.iter().flatten().copied().collect();
    if let Some(first) = known.first().filter(|first| known.iter().all(|role| role == *first)) {
        let other = if *first == "mentor" { "mentee" } else { "mentor" };
        unknown.into_iter().for_each(|at| named[at] = Some(other));
    }
    let mut roles = Roles::default();
    for at in 0..forms.len() {
        let form = &forms[at];
        let of_form = match asked(at) {
            Some(columns) => by_question(form, at, &columns, questions, named[at], doubts),
            None => {
                let role = named[at].unwrap_or_else(|| ask(form, at, forms.len(), doubts));
                OfForm { role: Some(role), rows: vec![Some(role); form.rows()], ..OfForm::default() }
            }
        };
        roles.of_form.push(of_form);
    }
    // Peers are a form of their own: where somebody is a mentor or a mentee, everybody is one or both.
    let peer = |of: &OfForm| of.role == Some("peer");
    roles.peers = !roles.of_form.is_empty() && roles.of_form.iter().all(peer);
    if !roles.peers {
        roles.of_form.iter_mut().filter(|of| peer(of)).for_each(|of| {
            of.role = Some("either");
            of.rows.iter_mut().for_each(|row| *row = Some("either"));
        });
    }
    lacks(&roles, doubts);
    roles
}

impl Roles {
    /// The side on which nobody stands, and the one on which everybody does.
    pub fn lacking(&self) -> Option<(&'static str, &'static str)> {
        let somebody = |side: &str| {
            let mut rows = self.of_form.iter().flat_map(|of| &of.rows).flatten();
            rows.any(|role| *role == side || ["both", "either"].contains(role))
        };
        let sides = [("mentor", "mentee"), ("mentee", "mentor")];
        sides.into_iter().find(|(side, other)| !self.peers && !somebody(side) && somebody(other))
    }
}

/// Tells of a side on which nobody stands, a form that is missing or roles that were taken wrongly, unless the coordinator
/// said so.
fn lacks(roles: &Roles, doubts: &mut Doubts<'_>) {
    let said = doubts.found.iter().any(|doubt| doubt.settled && doubt.key.starts_with("role "));
    if let Some((side, other)) = roles.lacking().filter(|_| !said) {
        let says = format!(
            "Everybody was taken for a {other}, and nobody for a {side}: name the form of the {side}s too, or see to the roles below."
        );
        doubts.note(&format!("no {side}"), &says);
    }
}

/// The role of everybody in a form, where the file, the worksheet or what stands over the table is called by it.
pub fn by_name(form: &Form) -> Option<&'static str> {
    let sheet = form.worksheet.as_deref().and_then(role_words::role_of_file);
    let short = super::heading::Heading::of(&form.title).len() <= TITLE;
    let title = short.then(|| role_words::role_of_file(&form.title)).flatten();
    sheet.or(title).or_else(|| role_words::role_of_file(form.file.rsplit('/').next().unwrap_or_default()))
}

/// Mentors are asked about mentees, and mentees about mentors.
fn by_headings<'q>(questions: impl Iterator<Item = &'q Question>) -> Option<&'static str> {
    let mut told = questions.filter_map(parted::asked_of);
    let first = told.next()?;
    told.all(|role| role == first).then_some(first)
}

fn ask(form: &Form, at: usize, forms: usize, doubts: &mut Doubts<'_>) -> &'static str {
    let file = form.file.rsplit('/').next().unwrap_or_default();
    // Of two files that say nothing the first is taken for the mentors; one alone holds everybody.
    let taken = match (forms, at) {
        (1, _) => 3,
        (_, 0) => 0,
        _ => 1,
    };
    let says = "No question and no name says who mentors and who is mentored: see to `role` below.";
    let asked = format!("The {} in {file} are", plural(form.rows(), "person"));
    match doubts.ask(&format!("role {at}"), &asked, &ANSWERS, taken, says) {
        0 => "mentor",
        1 => "mentee",
        2 => "either",
        _ => "peer",
    }
}

fn by_question(
    form: &Form,
    at: usize,
    columns: &[usize],
    questions: &[Question],
    named: Option<&'static str>,
    doubts: &mut Doubts<'_>,
) -> OfForm {
    let mut of_form = OfForm { rows: vec![None; form.rows()], ticked: columns.len() > 1, ..OfForm::default() };
    let beside: Vec<&Question> = questions.iter().filter(|question| question.form == at).collect();
    for column in columns {
        let question = &questions[*column];
        let means = parted::roles(question, &beside, form.rows()).unwrap_or_default();
        let plainly = question.seen.share(|cell| yes_or_no(cell).is_some()) >= 95;
        let own = role_words::role(&question.text);
        if of_form.ticked {
            of_form.add(own.unwrap_or("mentor"), &question.text);
        }
        for (row, cell) in question.seen.cells.clone() {
            let role = match (yes_or_no(&cell).filter(|_| plainly), of_form.ticked) {
                (Some(true), true) => own,
                (Some(false), true) => None,
                (Some(yes), false) => {
                    let (said, not) = yes_means(own, named, &question.heading);
                    let role = if yes { said } else { not };
                    of_form.add(role, &cell);
                    Some(role)
                }
                (None, _) => of_form.learn(at, question, &cell, &means, doubts),
            };
            let before = of_form.rows.get(row).copied().flatten();
            if let Some(place) = of_form.rows.get_mut(row) {
                *place =
                    if before.is_some() && role.is_some() && before != role { Some("both") } else { role.or(before) };
            }
        }
    }
    if of_form.answers.is_empty() {
        of_form.role = named;
    }
    of_form
}

/// What a yes and a no mean below a heading that names a role.
fn yes_means(
    own: Option<&'static str>,
    named: Option<&'static str>,
    heading: &super::heading::Heading,
) -> (&'static str, &'static str) {
    match (own, named) {
        (Some("mentor"), None) if heading.len() <= 3 => ("mentor", "mentee"),
        (_, Some(role)) => ("both", role),
        _ => ("both", "mentee"),
    }
}

impl OfForm {
    fn add(&mut self, role: &'static str, answer: &str) {
        let known = self.answers.iter().flat_map(|(_, answers)| answers).any(|known| normal(known) == normal(answer));
        if known || crate::wording::normal(answer) == role {
            return;
        }
        match self.answers.iter_mut().find(|(of, _)| *of == role) {
            Some((_, answers)) => answers.push(answer.to_string()),
            None => self.answers.push((role, vec![answer.to_string()])),
        }
    }

    /// What an answer in words means; several answers in one cell are taken one by one.
    /// `means` holds what the other questions say of it.
    fn learn(
        &mut self,
        at: usize,
        question: &Question,
        cell: &str,
        means: &BTreeMap<String, &'static str>,
        doubts: &mut Doubts<'_>,
    ) -> Option<&'static str> {
        let pieces = split(cell, separator_of(cell), 1, |_| false);
        let of_pieces: Vec<Option<&'static str>> = pieces.iter().map(|piece| role_words::role(piece)).collect();
        let known = |piece: &str| {
            let times = |cell: &str| {
                split(cell, separator_of(cell), 1, |_| false).iter().any(|other| normal(other) == normal(piece))
            };
            plain::tells_of_nobody(piece) || question.seen.texts().filter(|cell| times(cell)).count() > 1
        };
        if pieces.len() > 1 && of_pieces.iter().all(Option::is_some) && pieces.iter().all(|piece| known(piece)) {
            pieces.iter().zip(&of_pieces).for_each(|(piece, role)| self.add(role.unwrap_or("both"), piece));
            let first = of_pieces[0];
            return if of_pieces.iter().all(|role| *role == first) { first } else { Some("both") };
        }
        // What one person said in words of their own stays in the form.
        let common = question.seen.answers.get(&normal(cell)).is_some_and(|(times, _)| *times > 1);
        if !common && !plain::tells_of_nobody(cell) {
            return role_words::role(cell);
        }
        if let Some(role) = role_words::role(cell) {
            self.add(role, cell);
            return Some(role);
        }
        if !common {
            return None;
        }
        let options = ["mentor", "mentee", "both", "either"];
        let key = format!("role {at} {}", normal(cell));
        let asked = format!("Who answered \"{}\" is", crate::wording::show(cell));
        let likely = means.get(&normal(cell)).and_then(|role| options.iter().position(|option| option == role));
        let says = "What some answers to the question of roles mean was guessed: see to [source.roles] below, and to who takes no part at \
             all (`mentor people hold ID`).";
        let known = doubts.found.iter().find(|doubt| doubt.key == key).map(|doubt| doubt.taken);
        let chosen = known.unwrap_or_else(|| doubts.ask(&key, &asked, &options, likely.unwrap_or(3), says));
        let role = options[chosen.min(3)];
        self.add(role, cell);
        Some(role)
    }
}
