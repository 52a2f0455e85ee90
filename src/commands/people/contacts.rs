//! `mentor people contacts`: names and addresses for mail merge in Word and for GOV.UK Notify.

use super::list::{Asked, fields};
use crate::commands::{Answer, Desk, in_words};
use crate::domain::matching::criteria::answer;
use crate::domain::person::{Entry, Person, phone_at_home};
use crate::domain::scheme::FieldId;
use crate::domain::value::Value;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::{capital, plural, plural_noun};

/// Show names and addresses, one row a person, for mail merge and GOV.UK Notify
///
/// Whoever did not consent is left out. Telephone numbers begin with 0, and days are written out, so that no program makes
/// something else of them; as -o contacts.xlsx they stay as they are in Excel too.
#[derive(Debug, clap::Args)]
pub struct ContactsArgs {
    #[command(flatten)]
    asked: Asked,
    /// Add these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    with: Vec<String>,
}

pub fn run(args: &ContactsArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book) = desk.read()?;
    args.asked.check(&book)?;
    let fields = fields(&book, &args.with)?;
    let secret = |column: Column| column.privacy(Privacy::Confidential);
    let mut columns = vec![
        Column::new("id", "Id"),
        secret(Column::new("name", "Name")),
        // The heading that GOV.UK Notify looks for.
        secret(Column::new("email address", "E-mail")),
        secret(Column::new("phone number", "Telephone")),
        Column::new("roles", "As"),
        Column::new("intake", "Intake"),
    ];
    for id in &fields {
        let field = book.scheme.field(*id);
        columns.push(Column::new(field.name.clone(), &capital(&field.label)).privacy(field.privacy));
    }
    let (mut rows, mut without) = (Vec::new(), 0);
    for person in book.people.iter().filter(|person| !person.refused) {
        let entries: Vec<&Entry> = person.entries.iter().filter(|entry| args.asked.wants(&book, entry)).collect();
        if !entries.is_empty() {
            without += usize::from(person.email.is_empty());
            rows.push(row(&book, person, &entries, &fields));
        }
    }
    let mut told = Vec::new();
    if without > 0 {
        told.push(format!("{} {} no e-mail address", plural(without, "person"), plural_noun(without, "has")));
    }
    let summary = plural(rows.len(), "person");
    let blocks = vec![Block::Table(Table::new(columns, rows).for_merge()), Block::Text(summary)];
    Ok(Answer { report: Report { blocks, json: None }, told, problems: book.problems, ..Answer::default() })
}

fn row(book: &Book, person: &Person, entries: &[&Entry], fields: &[FieldId]) -> Vec<Cell> {
    let joined = |say: &dyn Fn(&Entry) -> String| {
        let mut all: Vec<String> = entries.iter().map(|entry| say(entry)).filter(|said| !said.is_empty()).collect();
        all.dedup();
        Cell::text(all.join("; "))
    };
    let said = |cell: fn(String) -> Cell, text: &str| match text {
        "" => Cell::Blank,
        text => cell(text.to_string()),
    };
    let mut row = vec![
        Cell::text(person.shown_id()),
        Cell::text(person.name.as_str()),
        said(Cell::Email, &person.email),
        said(Cell::Phone, &phone_at_home(&person.phone)),
        joined(&|entry| book.scheme.role_word(entry.role).to_string()),
        joined(&|entry| entry.intake.clone()),
    ];
    row.extend(fields.iter().map(|id| {
        joined(&|entry| match entry.value(*id) {
            Value::Date(day) => in_words(*day),
            value => answer(value, book.scheme.field(*id), &book.words),
        })
    }));
    row
}
