//! `mentor agreement`: what the people of a relationship agree, one short document each.

mod access;
mod facts;
mod goals;
mod missing;

use anyhow::bail;

use super::{Answer, Desk, Paper, Stopped, pairs, plan, practice, year};
use crate::documents::{self, Document, written};
use crate::domain::relationship::{Relationship, RelationshipId, State};
use crate::domain::schedule::for_everybody;
use crate::domain::scheme::agreement::Wording;
use crate::halves::in_halves;
use crate::problems::Problems;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::printed::{Printed, Shelf, Standing};
use crate::store::templates::{self, Filled};
use crate::wording::{list, plural};

pub use facts::known;

/// The wording that agreements are written from.
const TEMPLATE: &str = "agreement";

/// Write agreements, one short document a relationship
///
/// Into a folder with -o DIR, as Word documents unless --format says html or md; else to the screen. A document that
/// somebody edited is left as it is. What is not known is left to be filled in by hand.
#[derive(Debug, clap::Args)]
pub struct AgreementArgs {
    /// Relationships (R003), or two people (P007 P003); all that are accepted where none is named
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// Choose the wording for these (in a scheme of mentors and mentees)
    #[arg(long, value_name = "WORDING", value_parser = wording, requires = "who")]
    wording: Option<Wording>,
    /// List what is not known yet and left blank, and how to say it
    #[arg(long)]
    blank: bool,
    /// Show the wording that comes with mentor, to change it as templates/agreement.md
    #[arg(long, conflicts_with_all = ["who", "blank"])]
    template: bool,
}

fn wording(text: &str) -> Result<Wording, String> {
    let found = Wording::WORDS.iter().find(|(word, _)| *word == text).map(|(_, wording)| *wording);
    let words: Vec<&str> = Wording::WORDS.iter().map(|(word, _)| *word).collect();
    found.ok_or_else(|| format!("there are {}", list(&words, "and")))
}

impl AgreementArgs {
    /// Whether documents are wanted, and no list of blanks or the wording itself.
    pub fn writes_documents(&self) -> bool {
        !self.blank && !self.template
    }
}

/// From so many on, a second thread saves more time than it takes to start.
const MANY: usize = 50;

/// One agreement, filled in.
struct Agreement<'b> {
    relationship: &'b Relationship,
    filled: Filled,
}

pub fn run(args: &AgreementArgs, desk: &Desk) -> anyhow::Result<Answer> {
    if args.template {
        let blocks = vec![Block::Verbatim(templates::built_in(TEMPLATE).to_string())];
        return Ok(Answer { report: Report { blocks, json: None }, ..Answer::default() });
    }
    let (sight, book, logged) = year::read(desk)?;
    if args.wording.is_some() && Wording::of_form(book.scheme.form).is_some() {
        bail!("a {} scheme has one wording, that of its form", book.scheme.form.word());
    }
    let wanted = wanted(&book, args)?;
    if let Some(other) = wanted.iter().find(|r| args.wording.is_some() && Wording::of_form(r.form).is_some()) {
        bail!("{} is a {}, which has a wording of its own; name the others", other.id, other.form.noun());
    }
    let template = templates::read(&sight, TEMPLATE)?;
    let mut problems = Problems::default();
    let mut agreements = Vec::new();
    let mut journeys = year::journeys(&book, &logged.log);
    let shared = for_everybody(&book.scheme, &book.people, &journeys, &logged.log, desk.today);
    journeys.extend(practice::journeys(&book, &logged.log));
    if template.check(&known(), &mut problems) {
        let facts = |relationship: &&Relationship| {
            let review = facts::review(&book, &shared, &journeys, relationship, desk.today);
            facts::of(&book, &journeys, relationship, args.wording, review, desk.no_names)
        };
        let parts = in_halves(&wanted, wanted.len() >= MANY, |part| {
            let mut problems = Problems::default();
            (template.fill_each(part.iter().map(facts), &mut problems), problems)
        });
        let mut relationships = wanted.iter();
        for (filled, wrong) in parts {
            let each = filled.into_iter().zip(relationships.by_ref());
            agreements
                .extend(each.filter_map(|(filled, relationship)| Some(Agreement { relationship, filled: filled? })));
            problems.extend(wrong);
        }
    }
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    if args.blank {
        let report = missing::describe(&book, &agreements);
        return Ok(Answer { report, problems: book.problems, ..Answer::default() });
    }
    match &desk.papers {
        None => {
            let mut document = Document::new(format!("{}: agreements", book.scheme.name));
            document.sections = agreements.iter().flat_map(|agreement| written(&agreement.filled.text)).collect();
            Ok(Answer { document: Some(document), problems: book.problems, ..Answer::default() })
        }
        Some(_) => write(&book, sight, &agreements, desk),
    }
}

/// The relationships that agreements are wanted for.
fn wanted<'b>(book: &'b Book, args: &AgreementArgs) -> anyhow::Result<Vec<&'b Relationship>> {
    let of = |id| book.records.with_practice().find(|r| r.id == id);
    if args.who.is_empty() {
        let asks = |r: &&Relationship| !r.terms(&book.scheme).agreement.unneeded;
        let all_unneeded = book.scheme.channels.iter().all(|channel| channel.scheme.agreement.unneeded);
        if book.scheme.agreement.unneeded && all_unneeded {
            bail!(
                "this scheme asks for no agreement ([agreement] needed = false); to write one all the same, name the relationship: mentor agreement R001"
            );
        }
        let accepted = book.records.relationships.iter().filter(|r| r.state() == State::Accepted).filter(asks);
        let accepted: Vec<&Relationship> = accepted.collect();
        if accepted.is_empty() {
            bail!("nothing is accepted yet; name the relationship to write its agreement now: mentor agreement R001");
        }
        return Ok(accepted);
    }
    let mut wanted = Vec::new();
    for pair in pairs::named_or_practice(book, &args.who)? {
        let called = pairs::called(book, &pair);
        let Some(relationship) = pair.relationship.and_then(|r| of(r.id)) else {
            bail!("{called} were never proposed; `mentor add` makes a relationship by hand");
        };
        let state = relationship.state();
        if matches!(state, State::Declined | State::Replaced) {
            bail!("{called} is {}; there is nothing to agree", state.word());
        }
        wanted.push(relationship);
    }
    Ok(wanted)
}

/// Plans the documents of a folder, and notes their digests before they are written.
fn write(book: &Book, sight: Directory, agreements: &[Agreement<'_>], desk: &Desk) -> anyhow::Result<Answer> {
    let Some(target) = &desk.papers else { return Ok(Answer::default()) };
    let mut printed = Printed::read(&sight, &mut Problems::default())?;
    let shelf = Shelf::new(&sight, &target.folder)?;
    let mut papers = Vec::new();
    let mut rows = Vec::new();
    let mut edited = 0;
    let parts = in_halves(agreements, agreements.len() >= MANY, |part| {
        part.iter().map(|agreement| papers_of(book, agreement, target.kind, desk.no_names)).collect()
    });
    let parts: Vec<Vec<_>> = parts.into_iter().collect::<anyhow::Result<_>>()?;
    for (id, paper, left) in parts.into_iter().flatten().flatten() {
        let there = shelf.read(&paper.name)?;
        let standing = printed.standing(&paper.name, there.as_deref(), &paper.bytes);
        rows.push(vec![
            Cell::text(id.to_string()),
            Cell::text(paper.name.as_str()),
            Cell::text(standing.word(desk.dry_run)),
            left,
        ]);
        match standing {
            Standing::New | Standing::Ours => {
                printed.add(&paper.name, &paper.bytes, desk.today);
                papers.push(paper);
            }
            Standing::Same => {}
            Standing::Edited => edited += 1,
        }
    }
    let mut edits = plan::start("agreement".to_string(), book);
    if !papers.is_empty() {
        plan::write(&mut edits, &printed.table);
    }
    let mut to_delete = Vec::new();
    for agreement in agreements {
        let id = agreement.relationship.id.to_string();
        for name in access::stale(book, &shelf, agreement.relationship) {
            let what = "nobody says any more that it may be told: delete it";
            rows.push(vec![Cell::text(id.as_str()), Cell::text(name.as_str()), Cell::text(what), Cell::Blank]);
            to_delete.push(name);
        }
    }
    let columns = vec![
        Column::new("relationship", "Id"),
        Column::new("file", "File"),
        Column::new("what", "What"),
        Column::new("blank", "Left blank"),
    ];
    let report = Report { blocks: vec![Block::Table(Table::new(columns, rows))], json: None };
    let mut told = Vec::new();
    if !to_delete.is_empty() {
        told.push(format!(
            "delete {}, also where you have handed {} round: what is in there may not be told any more",
            list(&to_delete, "and"),
            if to_delete.len() == 1 { "it" } else { "them" }
        ));
    }
    if edited > 0 {
        told.push(format!(
            "{} edited by somebody and left as {} (move a file away to have it written anew)",
            plural(edited, "document") + if edited == 1 { " was" } else { " were" },
            if edited == 1 { "it is" } else { "they are" }
        ));
    }
    Ok(Answer { report, papers, edits, sight: Some(sight), told, problems: book.problems.clone(), ..Answer::default() })
}

/// The agreement as a file, and the sheet about access beside it where there is one; with how much is left blank in each.
fn papers_of(
    book: &Book,
    agreement: &Agreement<'_>,
    kind: documents::Kind,
    no_names: bool,
) -> anyhow::Result<Vec<(RelationshipId, Paper, Cell)>> {
    let id = agreement.relationship.id;
    let mut document = Document::new(format!("Agreement {id}")).footer(format!("{} · {id}", book.scheme.name));
    document.sections = written(&agreement.filled.text);
    let left = Cell::Number(agreement.filled.missing.len() as i64);
    // Nothing is to be filled in on the sheet beside it.
    let sheet = access::document(book, agreement.relationship, no_names);
    let sheet = sheet.map(|sheet| (format!("{id}-access"), sheet, Cell::Blank));
    let documents = [Some((id.to_string(), document, left)), sheet];
    let paper = |(name, document, left): (String, Document, Cell)| {
        let bytes = documents::render(&document, kind)?;
        Ok((id, Paper { name: format!("{name}.{}", kind.ending()), bytes }, left))
    };
    documents.into_iter().flatten().map(paper).collect()
}
