//! Letters as a table: one row a person, for mail merge. What there may be several of is numbered.

use super::facts::{goes_on, on, others, role, why};
use super::{Letter, LettersArgs, To};
use crate::commands::{Desk, in_words};
use crate::domain::relationship::Relationship;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::{list, plural};

/// Describes the letters.
pub fn describe(book: &Book, args: &LettersArgs, letters: &[Letter<'_>], desk: &Desk) -> Report {
    let secret = |column: Column| column.privacy(Privacy::Confidential);
    let mut columns = vec![
        Column::new("id", "Id"),
        secret(Column::new("name", "Name")),
        // The heading that GOV.UK Notify looks for.
        secret(Column::new("email address", "E-mail")),
    ];
    if args.to == To::Waiting {
        columns.push(Column::new("waits_as", "Waits as"));
    }
    if args.to == To::Ended {
        columns.push(Column::new("goes_on", "Goes on in the scheme"));
    }
    let most = letters.iter().map(|letter| letter.about.len()).max().unwrap_or(0);
    for number in 1..=most {
        let numbered = |key: &str, heading: &str| {
            let heading = if most > 1 { format!("{heading} {number}") } else { heading.to_string() };
            Column::new(format!("{key}_{number}"), &heading)
        };
        columns.extend([
            numbered("relationship", "Relationship"),
            numbered("role", "As"),
            secret(numbered("other", "With")),
            numbered("other_role", "Who is"),
        ]);
        match args.to {
            To::Confirmed => columns.push(secret(numbered("other_email", "E-mail of the other"))),
            To::Ended => columns.push(numbered("ending", "How it ended")),
            To::Offered | To::Waiting | To::Returning | To::TimeAway => {}
        }
        columns.push(numbered("on", "On"));
        if matches!(args.to, To::Offered | To::Confirmed) {
            columns.push(secret(numbered("why", "What speaks for it")));
        }
    }
    if args.answer_by.is_some() {
        columns.push(Column::new("answer_by", "Answer by"));
    }
    let rows = letters.iter().map(|letter| {
        let person = letter.person;
        let email = Cell::Email(person.email.clone());
        let mut row = vec![
            Cell::text(person.shown_id()),
            Cell::text(person.name.as_str()),
            if person.email.is_empty() { Cell::Blank } else { email },
        ];
        if args.to == To::Waiting {
            let roles: Vec<&str> = letter.waits.iter().map(|wait| wait.scheme.role_word(wait.role)).collect();
            row.push(Cell::text(list(&roles, "and")));
        }
        if args.to == To::Ended {
            row.push(Cell::text(if goes_on(book, letter) { "yes" } else { "no" }));
        }
        for relationship in &letter.about {
            row.extend(about(book, args.to, letter, relationship));
        }
        let answer_by = args.answer_by.map(|day| Cell::text(in_words(day)));
        row.resize(columns.len() - usize::from(answer_by.is_some()), Cell::Blank);
        row.extend(answer_by);
        row
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let how = if desk.to_people { "; -o letters.docx writes them out" } else { "" };
    let summary = format!("{}{how}.", plural(rows.len(), "letter"));
    Report { blocks: vec![Block::Table(Table::new(columns, rows).for_merge()), Block::Text(summary)], json: None }
}

/// The cells of one relationship.
fn about(book: &Book, to: To, letter: &Letter<'_>, relationship: &Relationship) -> Vec<Cell> {
    let person = |id| book.by_id(id);
    let joined = |say: &dyn Fn(&crate::domain::person::Person) -> String| {
        let said: Vec<String> = others(letter, relationship)
            .filter_map(|m| person(m.id))
            .map(say)
            .filter(|said| !said.is_empty())
            .collect();
        Cell::text(said.join("; "))
    };
    let mut roles: Vec<&str> =
        others(letter, relationship).map(|m| relationship.terms(&book.scheme).role_word(m.role)).collect();
    roles.dedup();
    let mut cells = vec![
        Cell::text(relationship.id.to_string()),
        Cell::text(role(book, letter, relationship)),
        joined(&|person| person.called()),
        Cell::text(list(&roles, "and")),
    ];
    match to {
        To::Confirmed => cells.push(joined(&|person| person.email.clone())),
        To::Ended => {
            let ending = relationship.ended_for(letter.person.id).1;
            cells.push(Cell::text(ending.map_or("", |ending| ending.word())));
        }
        To::Offered | To::Waiting | To::Returning | To::TimeAway => {}
    }
    // A day in words stays as it is in every program that merges it.
    cells.push(on(to, relationship, letter.person.id).map_or(Cell::Blank, |day| Cell::text(in_words(day))));
    if matches!(to, To::Offered | To::Confirmed) {
        cells.push(Cell::text(why(book, relationship).join("; ")));
    }
    cells
}
