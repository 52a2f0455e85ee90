//! What agreements leave blank because nobody has said it, and how to say it.

use super::Agreement;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::plural;

/// What a blank is called, and the line of the scheme that fills it.
const LINES: [(&str, &str, &str); 12] = [
    ("sessions", "how many sessions", "number = 8 under [sessions]"),
    ("minutes", "how long a session is", "minutes = 60 under [sessions]"),
    ("every", "how often the people meet", "every = \"month\" under [sessions]"),
    ("arranges", "who arranges the sessions", "arranges = \"…\" under [agreement]"),
    ("contact", "how the people are in touch between sessions", "contact = \"…\" under [agreement]"),
    ("reply_time", "in what time a message is answered", "reply_hours = 72 under [messages]"),
    ("kept_by", "who sees to it that messages are answered", "kept_by = \"…\" under [messages]"),
    ("meets_with", "how many must be there", "meets_with = 4 under [agreement]"),
    ("turn_minutes", "how long a turn is", "turn_minutes = 20 under [agreement]"),
    ("review", "when it is reviewed", "months = 9 under [review], and opening_day under [[intake]]"),
    ("tell", "whom to tell", "tell = \"…\" under [agreement]"),
    ("keep_months", "how long records are kept", "keep_months = 12 under [agreement]"),
];

/// Lists every blank, those that all agreements share once.
pub fn describe(book: &Book, agreements: &[Agreement<'_>]) -> Report {
    let mut rows = Vec::new();
    let shared = |name: &String| agreements.iter().all(|agreement| agreement.filled.missing.contains(name));
    let first = agreements.first().map_or(&[][..], |agreement| &agreement.filled.missing);
    rows.extend(first.iter().filter(|name| shared(name)).map(|name| row("", name, &time_away(book))));
    for agreement in agreements {
        let (id, remedy) = (agreement.relationship.id.to_string(), time_away_of(book, agreement));
        let own = agreement.filled.missing.iter().filter(|name| !shared(name));
        rows.extend(own.map(|name| row(&id, name, &remedy)));
    }
    let columns = vec![
        Column::new("relationship", "Id"),
        Column::new("name", "Name").machines(),
        Column::new("blank", "Left blank"),
        Column::new("do", "To fill it in for all"),
    ];
    let summary = match rows.len() {
        0 => format!("Nothing is left blank in {}.", plural(agreements.len(), "agreement")),
        _ => "A row without an id holds for all. What only two people can say is best left to be written in by hand."
            .to_string(),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None }
}

fn row(id: &str, name: &str, time_away: &str) -> Vec<Cell> {
    let (what, remedy) = match LINES.iter().find(|(known, ..)| *known == name) {
        Some((_, what, line)) => (what.to_string(), format!("write {line}")),
        None if name == "time_away_agreed_on" => ("when time away was agreed".to_string(), time_away.to_string()),
        None => (name.to_string(), String::new()),
    };
    vec![Cell::text(id), Cell::text(name), Cell::text(what), Cell::text(remedy)]
}

fn time_away(book: &Book) -> String {
    note(book, "P001")
}

fn time_away_of(book: &Book, agreement: &Agreement<'_>) -> String {
    let mentee = agreement.relationship.members.iter().find(|member| member.role.seeks());
    note(book, &mentee.map_or(String::new(), |member| member.id.to_string()))
}

/// The command that notes that time away is agreed.
fn note(book: &Book, who: &str) -> String {
    let field = book.scheme.agreement.time_away.map(|field| book.scheme.field(field).name.as_str());
    field.map_or(String::new(), |field| format!("once it is: mentor people correct {who} {field}=yes --why \"…\""))
}
