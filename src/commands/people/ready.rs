//! `mentor people --ready`: what each person still needs before being matched, where the scheme asks for something.

use chrono::NaiveDate;

use crate::domain::matching::criteria::answer;
use crate::domain::matching::rules::{all_unmet, yes};
use crate::domain::person::{Entry, Person};
use crate::domain::scheme::{FieldId, Kind, Role, RuleKind, Scheme};
use crate::domain::value::Value;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::{capital, plural, plural_noun};

/// Describes who is ready.
///
/// # Errors
/// Where the scheme asks for nothing.
pub fn describe(book: &Book, wants: impl Fn(&Entry) -> bool, today: NaiveDate) -> anyhow::Result<Report> {
    let gates = gates(&book.scheme);
    anyhow::ensure!(
        !gates.is_empty(),
        "this scheme asks for nothing before matching; rules of the kinds trained, prepared, admitted, yes and current do (schemes/README.md, Rules)"
    );
    let mut columns = vec![
        Column::new("id", "Id"),
        Column::new("name", "Name").privacy(Privacy::Confidential),
        Column::new("role", "Role"),
        Column::new("ready", "Ready"),
        Column::new("missing", "Missing"),
    ];
    for (field, _) in &gates {
        let field = book.scheme.field(*field);
        columns.push(Column::new(field.name.clone(), &capital(&field.label)).privacy(field.privacy));
    }
    let (mut rows, mut waiting) = (Vec::new(), 0);
    for person in &book.people {
        for entry in person.entries.iter().filter(|entry| wants(entry)) {
            let missing = missing(book, person, entry, today);
            waiting += usize::from(!missing.is_empty());
            rows.push(row(book, person, entry, &missing, &gates, today));
        }
    }
    let summary = match waiting {
        0 => "Everybody is ready.".to_string(),
        count => format!("{} {} something yet.", plural(count, "person"), plural_noun(count, "needs")),
    };
    Ok(Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None })
}

/// Every field that must say something of one person before matching, and of whom; time away is among them where the
/// agreement asks for it.
fn gates(scheme: &Scheme) -> Vec<(FieldId, Vec<Role>)> {
    let mut gates: Vec<(FieldId, Vec<Role>)> = Vec::new();
    let asked = scheme.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::Yes { of, field, .. } | RuleKind::Current { of, field } | RuleKind::AtLeast { of, field, .. } => {
            Some((field, of))
        }
        _ => None,
    });
    let away = scheme.agreement.time_away.map(|field| (field, Role::Mentee));
    for (field, of) in asked.chain(away) {
        match gates.iter_mut().find(|(known, _)| *known == field) {
            Some((_, roles)) => roles.push(of),
            None => gates.push((field, vec![of])),
        }
    }
    gates
}

fn missing(book: &Book, person: &Person, entry: &Entry, today: NaiveDate) -> Vec<String> {
    let consent = person.refused.then(|| "consent".to_string());
    consent.into_iter().chain(all_unmet(&book.scheme.rules, entry, today).map(|rule| rule.says.clone())).collect()
}

fn row(
    book: &Book,
    person: &Person,
    entry: &Entry,
    missing: &[String],
    gates: &[(FieldId, Vec<Role>)],
    today: NaiveDate,
) -> Vec<Cell> {
    let mut row = vec![
        Cell::text(person.shown_id()),
        Cell::text(person.name.as_str()),
        Cell::text(book.scheme.role_word(entry.role)),
        Cell::text(if missing.is_empty() { "yes" } else { "not yet" }),
        Cell::text(missing.join("; ")),
    ];
    for (field, roles) in gates {
        row.push(if roles.contains(&entry.role) { state(book, entry, *field, today) } else { Cell::Blank });
    }
    row
}

/// What is known under a field: yes, not yet, or a day and how far it is.
fn state(book: &Book, entry: &Entry, id: FieldId, today: NaiveDate) -> Cell {
    let value = entry.value(id);
    let field = book.scheme.field(id);
    let expires =
        book.scheme.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Current { field, .. } if field == id));
    Cell::text(match value {
        Value::Blank if expires => "no date".to_string(),
        Value::Blank => "not asked".to_string(),
        Value::Date(day) if expires => {
            let days = (*day - today).num_days();
            match days {
                0 => format!("{day}, the last day"),
                1.. => format!("{day}, for {} more", plural(days.unsigned_abs() as usize, "day")),
                _ => format!("{day}, past"),
            }
        }
        Value::Date(day) if yes(value, today) == Some(false) => format!("from {day} on"),
        value if matches!(field.kind, Kind::YesNo | Kind::Date) && yes(value, today) == Some(true) => "yes".to_string(),
        value => answer(value, field, &book.words),
    })
}
