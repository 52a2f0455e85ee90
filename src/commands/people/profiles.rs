//! `mentor people profiles`: what mentees may see of mentors, and a form to choose from it.

use std::collections::{HashMap, HashSet};

use anyhow::{bail, ensure};

use super::super::plan;
use crate::commands::{Answer, Desk};
use crate::documents::{Block as Part, Column as Width, Document, Level, Table as Facts};
use crate::domain::matching::criteria::answer;
use crate::domain::matching::rules;
use crate::domain::matching::standing::{Standing, set_aside};
use crate::domain::person::{Entry, Person, PersonId};
use crate::domain::relationship::Member;
use crate::domain::scheme::source::Source;
use crate::domain::scheme::{CriterionKind, FieldId, Kind, OfferedRole, Role, RuleKind, Scheme};
use crate::domain::value::Value;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Offer, Report, Table};
use crate::store::book::Book;
use crate::wording::{capital, plural, plural_noun};

/// Show what mentees may see of mentors: their names and the answers that the scheme calls public
///
/// As a document with -o profiles.docx (.html, .md), else as a table. Mentors who may be matched now and have a place free
/// are in it. No address or number is.
#[derive(Debug, clap::Args)]
pub struct ProfilesArgs {
    /// Whom to ask for what: mentors whose profile has gaps
    #[arg(long, conflicts_with = "choices")]
    missing: bool,
    /// A form to choose from: one row a mentee, three choices; as -o choices.xlsx with a list of the mentors in each cell
    #[arg(long)]
    choices: bool,
}

impl ProfilesArgs {
    /// Whether they are to be read, and not what is missing in them or a form for choices.
    pub fn are_read(&self) -> bool {
        !self.missing && !self.choices
    }
}

/// The heading over the list that choices are made from.
const LIST: &str = "Mentors";

pub fn run(args: &ProfilesArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    book.see_by(None);
    ensure!(
        !book.scheme.form.one_pool(),
        "in a {} scheme nobody is chosen from profiles; profiles are of mentors",
        book.scheme.form.word()
    );
    let fields = public(&book);
    ensure!(
        !fields.is_empty(),
        "nothing may be seen of mentors: no answer of theirs is public; write privacy = \"public\" under [fields.…] for what mentees may read"
    );
    if args.missing {
        let report = missing(&book, &fields);
        return Ok(Answer { report, problems: book.problems, ..Answer::default() });
    }
    // What is handed round must stay right: whoever is new gets the id for good.
    plan::settle(&mut book, desk);
    let edits = plan::start("people profiles".to_string(), &book);
    let edits = if book.register_grew { edits } else { Default::default() };
    let mentors = free(&book, desk);
    let left_out = book.people.iter().filter(|person| person.entry(Role::Mentor).is_some()).count() - mentors.len();
    let mut told = Vec::new();
    if left_out > 0 {
        let word = book.scheme.role_word(Role::Mentor);
        told.push(format!(
            "{} {} left out: no place free, on hold, or not ready (mentor people --role {word})",
            plural(left_out, word),
            plural_noun(left_out, "is")
        ));
    }
    let (mut report, mut document) = (Report::default(), None);
    if args.choices {
        report = choices(&book, &mentors, &fields, &mut told)?;
    } else if desk.to_print {
        document = Some(printed(&book, &mentors, &fields));
    } else {
        report = Report { blocks: vec![Block::Table(table(&book, &mentors, &fields))], json: None };
    }
    Ok(Answer { report, document, edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// The public answers that mentors are asked for, or that one of them gave.
fn public(book: &Book) -> Vec<FieldId> {
    let scheme = &book.scheme;
    let asks = |source: &Source, name: &str| {
        !matches!(source.role, Some(OfferedRole::One(role)) if role != Role::Mentor)
            && source.columns.iter().any(|c| c.target.value == name)
    };
    let given = |id: FieldId| {
        let entries = book.people.iter().filter_map(|person| person.entry(Role::Mentor));
        entries.into_iter().any(|entry| *entry.value(id) != Value::Blank)
    };
    let ids = (0..scheme.fields.len()).map(FieldId).filter(|id| {
        let field = scheme.field(*id);
        field.privacy == Privacy::Public
            && (scheme.sources.iter().any(|source| asks(source, &field.name)) || given(*id))
    });
    ids.collect()
}

/// The mentors who may be matched now and have a place free, as a round would see it.
fn free<'b>(book: &'b Book, desk: &Desk) -> Vec<(&'b Person, &'b Entry)> {
    let (records, none) = (&book.records, HashSet::new());
    let at: HashMap<PersonId, usize> = book.people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
    let aside = |id: PersonId| book.by_id(id).is_none_or(|person| set_aside(person, &none).is_some());
    let standing = Standing::new(&book.scheme, [&records.relationships, &records.elsewhere], &at, aside);
    let ready = |(at, person): (usize, &'b Person)| {
        let entry = person.entry(Role::Mentor)?;
        let side = standing.side(&book.scheme, (at, person), Role::Mentor, records.newest_of_all + 1, &none);
        let meets = rules::unmet(&book.scheme.rules, entry, desk.today).is_none();
        side.filter(|_| meets).map(|_| (person, entry))
    };
    book.people.iter().enumerate().filter_map(ready).collect()
}

fn said(book: &Book, entry: &Entry, id: FieldId) -> String {
    answer(entry.value(id), book.scheme.field(id), &book.words)
}

fn table(book: &Book, mentors: &[(&Person, &Entry)], fields: &[FieldId]) -> Table {
    let mut columns = vec![Column::new("id", "Id"), Column::new("name", "Name").privacy(Privacy::Confidential)];
    columns.extend(fields.iter().map(|id| {
        let field = book.scheme.field(*id);
        Column::new(field.name.clone(), &capital(&field.label))
    }));
    let rows = mentors.iter().map(|(person, entry)| {
        let facts = [Cell::text(person.shown_id()), Cell::text(person.name.as_str())];
        facts.into_iter().chain(fields.iter().map(|id| Cell::text(said(book, entry, *id)))).collect()
    });
    Table::new(columns, rows.collect())
}

/// One card a mentor: the short answers in a table, what was written at length below it.
fn printed(book: &Book, mentors: &[(&Person, &Entry)], fields: &[FieldId]) -> Document {
    let scheme = &book.scheme;
    let title = format!("{}: {}", scheme.name, plural_noun(2, scheme.role_word(Role::Mentor)));
    let mut section = vec![Part::Heading(Level::One, title.clone())];
    for (person, entry) in mentors {
        let mut card = vec![Part::Heading(Level::Two, person.called_with_id())];
        let long = |id: &&FieldId| scheme.field(**id).kind == Kind::Text;
        let answered = |id: &&FieldId| *entry.value(**id) != Value::Blank;
        let short = fields.iter().filter(|id| !long(id)).filter(answered);
        let rows = short.map(|id| vec![capital(&scheme.field(*id).label).into(), said(book, entry, *id).into()]);
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            card.push(Part::Table(Facts { columns: vec![Width::new("", 2), Width::new("", 5)], rows }));
        }
        let texts = fields.iter().filter(long).filter(answered);
        card.extend(texts.map(|id| Part::paragraph(said(book, entry, *id))));
        if card.len() == 1 {
            card.push(Part::paragraph("Nothing more is known yet."));
        }
        section.push(Part::Card(card));
    }
    Document::new(title).footer(scheme.name.as_str()).section(section)
}

/// Mentors whose profile has gaps, and how they are reached.
fn missing(book: &Book, fields: &[FieldId]) -> Report {
    let columns = vec![
        Column::new("id", "Id"),
        Column::new("name", "Name").privacy(Privacy::Confidential),
        Column::new("email", "E-mail").privacy(Privacy::Confidential),
        Column::new("phone", "Telephone").privacy(Privacy::Confidential).machines(),
        Column::new("missing", "Not answered"),
    ];
    let mut rows = Vec::new();
    for person in book.people.iter().filter(|person| !person.refused) {
        let Some(entry) = person.entry(Role::Mentor) else { continue };
        let blank = fields.iter().filter(|id| *entry.value(**id) == Value::Blank);
        let blank: Vec<&str> = blank.map(|id| book.scheme.field(*id).label.as_str()).collect();
        if !blank.is_empty() {
            rows.push(vec![
                Cell::text(person.shown_id()),
                Cell::text(person.name.as_str()),
                if person.email.is_empty() { Cell::Blank } else { Cell::Email(person.email.clone()) },
                if person.phone.is_empty() { Cell::Blank } else { Cell::Phone(person.phone.clone()) },
                Cell::text(blank.join("; ")),
            ]);
        }
    }
    let summary = match rows.len() {
        0 => "No profile has gaps.".to_string(),
        count => format!("{} {} gaps.", plural(count, "profile"), plural_noun(count, "has")),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None }
}

/// The field in which mentees rank mentors.
fn ranking(scheme: &Scheme) -> Option<FieldId> {
    let preferred = scheme.criteria.iter().find_map(|criterion| match &criterion.kind {
        CriterionKind::Preferred { of: Role::Mentee, ranking, answer: None, .. } => Some(*ranking),
        _ => None,
    });
    preferred.or_else(|| {
        scheme.rules.iter().find_map(|rule| match &rule.kind {
            RuleKind::NotRefused { of: Role::Mentee, ranking, answer: None } => Some(*ranking),
            _ => None,
        })
    })
}

/// The form: mentees who have nobody yet, what they chose so far, and the mentors to choose from.
fn choices(
    book: &Book,
    mentors: &[(&Person, &Entry)],
    fields: &[FieldId],
    told: &mut Vec<String>,
) -> anyhow::Result<Report> {
    let Some(field) = ranking(&book.scheme) else {
        bail!(
            "no answer of the mentee's ranks mentors, so nothing could be done with choices; declare a field of kind \"ranking\" and a criterion of kind \"preferred\" (schemes/README.md, Rankings)"
        );
    };
    if !book.scheme.sources.iter().any(|source| source.in_columns()) {
        told.push(source_to_add(&book.scheme.field(field).name));
    }
    let mut rows = Vec::new();
    for person in book.people.iter().filter(|person| !person.refused && !person.held) {
        let Some(entry) = person.entry(Role::Mentee) else { continue };
        let own = Member { id: person.id, role: Role::Mentee };
        if book.records.relationships.iter().any(|r| r.members.contains(&own) && r.state().stands()) {
            continue;
        }
        let mut row = vec![Cell::text(person.shown_id()), Cell::text(person.name.as_str())];
        let chosen = chosen(book, entry.value(field));
        row.extend((0..3).map(|at| chosen.get(at).map_or(Cell::Blank, |choice| Cell::text(choice.as_str()))));
        rows.push(row);
    }
    let choice = |key: &'static str, heading: &str| Column::new(key, heading).offers(Offer::Listed(LIST));
    let columns = vec![
        Column::new("id", "Id"),
        Column::new("name", "Name").privacy(Privacy::Confidential),
        choice("first choice", "First choice"),
        choice("second choice", "Second choice"),
        choice("third choice", "Third choice"),
    ];
    let mut list = table(book, mentors, fields);
    list.columns.insert(0, Column::new("choice", "To choose"));
    for (row, (person, _)) in list.rows.iter_mut().zip(mentors) {
        row.insert(0, Cell::text(person.called_with_id()));
    }
    let blocks = vec![
        Block::Heading("Choices".to_string()),
        Block::Table(Table::new(columns, rows)),
        Block::Heading(LIST.to_string()),
        Block::Table(list),
    ];
    Ok(Report { blocks, json: None })
}

/// What was chosen so far, best first, as the list names it.
fn chosen(book: &Book, value: &Value) -> Vec<String> {
    let Value::Ranking(ranking) = value else { return Vec::new() };
    let mut ranked: Vec<_> = ranking.iter().filter_map(|(word, rank)| Some((rank.as_ref()?, *word))).collect();
    ranked.sort_by_key(|(rank, _)| **rank);
    let known = |word| book.names.of_word(word).map(|at| book.people[at].called_with_id());
    ranked.into_iter().filter_map(|(_, word)| known(word)).collect()
}

/// How the scheme reads the form once it is filled in.
fn source_to_add(field: &str) -> String {
    format!(
        "to read it back, put it into people/ once it is filled in, and this into scheme.toml:\n  [[source]]\n  file = \"people/choices*\"\n  gives = \"rankings\"\n  field = \"{field}\"\n  ignore = [\"Name\"]\n  [source.columns]\n  person = \"Id\"\n  choice = [\"First choice\", \"Second choice\", \"Third choice\"]"
    )
}
