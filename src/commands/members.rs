//! Who is in a relationship, as columns of a table: the two of a pair side by side, all of a group in one cell.

use crate::domain::relationship::{Member, Relationship};
use crate::domain::scheme::{Form, Role};
use crate::privacy::Privacy;
use crate::report::{Audience, Cell, Column};
use crate::store::book::Book;
use crate::wording::capital;

/// The places of a relationship: under which key machines find who is there, and the heading people read.
fn places(book: &Book) -> Vec<(String, String)> {
    let scheme = &book.scheme;
    if !scheme.channels.is_empty() {
        // Pairs, peers and groups stand in one table.
        let mentees = capital(&format!("{} or members", scheme.role_word(Role::Mentee)));
        return vec![
            ("seeking".to_string(), mentees),
            ("giving".to_string(), capital(&format!("{} or facilitator", scheme.role_word(Role::Mentor)))),
        ];
    }
    let of_role = |role: Role| (scheme.role_key(role), capital(scheme.role_word(role)));
    match scheme.form {
        Form::OneToOne | Form::Mutual => vec![of_role(Role::Mentee), of_role(Role::Mentor)],
        Form::Peer => vec![("one".to_string(), "One".to_string()), ("other".to_string(), "Other".to_string())],
        Form::Group => vec![("members".to_string(), "Members".to_string()), of_role(Role::Facilitator)],
    }
}

/// In which of the places the members of a relationship stand.
fn seated<'m>(form: Form, members: &'m [Member]) -> [Vec<&'m Member>; 2] {
    if form == Form::Peer {
        return [members.iter().take(1).collect(), members.iter().skip(1).collect()];
    }
    let first = form.roles()[0];
    members.iter().partition::<Vec<&'m Member>, _>(|member| member.role == first).into()
}

/// The columns; `private` is how widely names may be shown in tables for people.
pub fn columns(book: &Book, private: Privacy) -> Vec<Column> {
    let mut columns = Vec::new();
    for (key, heading) in places(book) {
        columns.push(Column::new(format!("{key}_called"), &heading).privacy(private).readers());
    }
    for (key, heading) in places(book) {
        columns.push(Column::new(key.clone(), &format!("{heading} id")).machines());
        let names = Column::new(format!("{key}_name"), &heading);
        columns.push(names.privacy(Privacy::Confidential).machines());
    }
    columns
}

/// Of which channel a relationship is, in a scheme that has several: a column, where there is one.
pub fn channel_column(book: &Book) -> Option<Column> {
    (!book.scheme.channels.is_empty()).then(|| Column::new("channel", "Channel"))
}

/// The cell of that column: of the scheme's own form its word.
pub fn channel_cell(book: &Book, relationship: &Relationship) -> Option<Cell> {
    let word = relationship.channel.as_deref().unwrap_or(book.scheme.form.word());
    (!book.scheme.channels.is_empty()).then(|| Cell::text(word))
}

/// The people of a relationship one under the other, for tables with little room on the screen.
pub fn one_under_another(book: &Book, members: &[Member]) -> Cell {
    let called = members.iter().map(|member| match book.by_id(member.id) {
        Some(person) => person.called_with_id(),
        None => member.id.to_string(),
    });
    Cell::text(called.collect::<Vec<_>>().join("\n"))
}

/// The columns and, for a relationship, the cells that only machines read.
pub fn for_machines(book: &Book, members: &[Member]) -> (Vec<Column>, Vec<Cell>) {
    let columns = columns(book, Privacy::Confidential).into_iter();
    columns.zip(cells(book, members)).filter(|(column, _)| column.audience == Audience::Machines).unzip()
}

/// The cells of one relationship, or of one person alone.
pub fn cells(book: &Book, members: &[Member]) -> Vec<Cell> {
    let name = |member: &Member| book.by_id(member.id).map_or("", |person| person.name.as_str());
    let called =
        |member: &Member| book.by_id(member.id).map_or(member.id.to_string(), |person| person.called_with_id());
    let seated = match book.scheme.channels.is_empty() {
        true => seated(book.scheme.form, members),
        false => members.iter().partition::<Vec<&Member>, _>(|member| member.role.seeks()).into(),
    };
    let joined = |who: &[&Member], say: &dyn Fn(&Member) -> String, between: &str| {
        match who {
            // The common case, thousands of times.
            [one] => Cell::text(say(one)),
            all => Cell::text(all.iter().map(|member| say(member)).collect::<Vec<_>>().join(between)),
        }
    };
    let mut cells: Vec<Cell> = seated.iter().map(|who| joined(who, &called, "\n")).collect();
    for who in &seated {
        cells.push(joined(who, &|member| member.id.to_string(), ";"));
        cells.push(joined(who, &|member| name(member).to_string(), "; "));
    }
    cells
}
