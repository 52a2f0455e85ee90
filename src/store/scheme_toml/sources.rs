//! `[[source]]`: which file gives what, and how its headings map to facts and fields.

use super::exports;
use super::reader::{Entry, Table, suggest};
use crate::domain::scheme::source::{Columns, DateOrder, FACTS, Gives, RANKING_COLUMNS, Shape, Source};
use crate::domain::scheme::{OfferedRole, Role, Scheme};
use crate::problems::Located;
use crate::store::sheet::is_encoding;
use crate::wording::{normal, show};

/// Reads all sources, in the order of the file.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> Vec<Source> {
    top.tables("source").iter().map(|table| source(table, scheme)).collect()
}

fn source(table: &Table<'_>, scheme: &Scheme) -> Source {
    table.required("file", "\"people/Sign-up*.xlsx\"");
    let file = table.located_text("file").unwrap_or_else(|| Located::new(String::new(), table.place()));
    check_file(table, &file.value);
    let gives = table.word("gives", &Gives::WORDS).unwrap_or_default();
    let role = table.text("role").and_then(|word| {
        let role = offered_role(&word, scheme);
        if role.is_none() {
            let message = format!("`{}` is not a role of this scheme", show(&word));
            let known = role_words(scheme);
            table.error_at("role", message, suggest(&word, &known.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        role
    });
    let intake = table.text("intake");
    if let Some(name) = &intake
        && !scheme.intakes.iter().any(|known| normal(&known.name) == normal(name))
    {
        let known: Vec<&str> = scheme.intakes.iter().map(|known| known.name.as_str()).collect();
        let remedy = if known.is_empty() { "add [[intake]] with this name".to_string() } else { suggest(name, &known) };
        table.error_at("intake", format!("there is no intake `{}`", show(name)), remedy);
    }
    let (headings_above, heading_row) = heading_rows(table);
    let first_row = table.whole("first_row", 1..=100_000).map(|row| row as u32);
    if first_row.is_some_and(|row| row <= heading_row) {
        table.error_at("first_row", "stands above the headings", "count rows as the spreadsheet does, headings first");
    }
    let last_row = table.whole("last_row", 1..=1_048_576).map(|row| row as u32);
    if last_row.is_some_and(|row| row < first_row.unwrap_or(heading_row + 1)) {
        table.error_at("last_row", "stands above the answers", "count rows as the spreadsheet does, headings first");
    }
    let ignore = table.texts("ignore").unwrap_or_default();
    let source = Source {
        file,
        gives,
        role,
        intake,
        worksheet: table.text("worksheet"),
        heading_row,
        headings_above,
        first_row,
        last_row,
        encoding: encoding(table),
        separator: separator(table),
        date_order: table.word("date_order", &DateOrder::WORDS),
        columns: columns(table, scheme, gives),
        ignore,
        only: table.table("only").map_or(Vec::new(), only),
        roles: table.table("roles").map_or(Vec::new(), |roles| role_answers(&roles, scheme)),
        field: table.text("field"),
        exported: exports::read(table, gives),
        place: table.place(),
    };
    check_whole(table, scheme, &source);
    table.finish("[[source]]");
    source
}

/// A scheme reads nothing outside its own directory.
pub(super) fn check_file(table: &Table<'_>, file: &str) {
    let outside =
        file.starts_with(['/', '\\']) || file.contains(':') || file.split(['/', '\\']).any(|part| part == "..");
    if outside {
        table.error_at(
            "file",
            "leads out of the scheme's directory",
            "copy the export into people/ and write people/NAME.csv",
        );
    }
}

/// The rows of headings: those above, and the last.
fn heading_rows(table: &Table<'_>) -> (Vec<u32>, u32) {
    let list = |entry: &Entry<'_>| entry.whole().is_none() && entry.texts().is_none();
    let several = table.entries().iter().any(|entry| entry.key == "heading_row" && list(entry));
    if !several {
        return (Vec::new(), table.whole("heading_row", 0..=1000).unwrap_or(1) as u32);
    }
    let rows = table.wholes("heading_row").unwrap_or_default();
    let rising = rows.windows(2).all(|two| two[0] < two[1]) && rows.iter().all(|row| (1..=1000).contains(row));
    match rows.split_last() {
        Some((last, above)) if rising => (above.iter().map(|row| *row as u32).collect(), *last as u32),
        _ => {
            table.error_at("heading_row", "does not count rows downwards", "write heading_row = [1, 2]");
            (Vec::new(), 1)
        }
    }
}

fn encoding(table: &Table<'_>) -> Option<String> {
    let label = table.text("encoding")?;
    if !is_encoding(&label) {
        table.error_at(
            "encoding",
            format!("`{}` is not an encoding that can be read", show(&label)),
            "write \"windows-1250\" (Polish, Czech, Hungarian), \"windows-1251\" (Russian), \"macintosh\", \"cp850\" \
             (DOS), \"shift_jis\" or another label of the web's Encoding Standard; what is in none of them save as \"CSV UTF-8\"",
        );
    }
    Some(label)
}

fn separator(table: &Table<'_>) -> Option<char> {
    let text = table.text("separator")?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => Some(one),
        _ => {
            table.error_at(
                "separator",
                "the separator of a file is one character",
                "write separator = \";\" or leave it out",
            );
            None
        }
    }
}

/// What the scheme and its forms may call a role.
fn offered_role(word: &str, scheme: &Scheme) -> Option<OfferedRole> {
    match word {
        "both" => return Some(OfferedRole::Both),
        "either" => return Some(OfferedRole::Either),
        _ => {}
    }
    if let Some((one, other)) = &scheme.sides {
        if normal(word) == normal(one) {
            return Some(OfferedRole::One(Role::Mentor));
        }
        if normal(word) == normal(other) {
            return Some(OfferedRole::One(Role::Mentee));
        }
    }
    Role::from_word(word).map(OfferedRole::One)
}

fn role_words(scheme: &Scheme) -> Vec<String> {
    let mut words: Vec<String> = vec!["both".into(), "either".into()];
    match &scheme.sides {
        Some((one, other)) => words.extend([one.clone(), other.clone()]),
        None => words.extend(["mentor".to_string(), "mentee".to_string()]),
    }
    words.extend(Role::WORDS.iter().skip(2).map(|(word, _)| word.to_string()));
    words
}

fn role_answers(table: &Table<'_>, scheme: &Scheme) -> Vec<(String, OfferedRole)> {
    let mut answers = Vec::new();
    for entry in table.entries() {
        let Some(role) = offered_role(entry.key, scheme) else {
            let known = role_words(scheme);
            let remedy = suggest(entry.key, &known.iter().map(String::as_str).collect::<Vec<_>>());
            entry.error_at_key(format!("`{}` is not a role of this scheme", show(entry.key)), remedy);
            continue;
        };
        match entry.texts() {
            Some(written) => answers.extend(written.iter().map(|w| (normal(w), role))),
            None => entry.error("is not a list of answers", "write mentor = [\"I want to be a mentor\"]"),
        }
    }
    answers
}

fn only(table: Table<'_>) -> Vec<(String, Vec<String>)> {
    let mut only = Vec::new();
    for entry in table.entries() {
        match entry.texts() {
            Some(answers) => only.push((entry.key.to_string(), answers.iter().map(|a| normal(a)).collect())),
            None => entry.error("is not a list of answers", "write \"Finished\" = [\"True\"]"),
        }
    }
    only
}

fn columns(table: &Table<'_>, scheme: &Scheme, gives: Gives) -> Vec<Columns> {
    let Some(mapping) = table.table("columns") else {
        let example = exports::example(gives).unwrap_or("email = \"the heading\"");
        table.error("this source maps no column", format!("add [source.columns] and below it {example}"));
        return Vec::new();
    };
    let mut columns = Vec::new();
    for entry in mapping.entries() {
        let known: Vec<&str> = match gives {
            Gives::Participants => FACTS.into_iter().chain(scheme.fields.iter().map(|f| f.name.as_str())).collect(),
            Gives::Rankings => RANKING_COLUMNS.to_vec(),
            Gives::Answers => exports::answer_columns(scheme),
            Gives::Sessions => exports::session_columns(scheme),
        };
        if SOURCE_KEYS.contains(&entry.key) && !known.contains(&entry.key) {
            entry.error_at_key(
                format!("`{}` is a key of the source and stands among its columns", entry.key),
                "move the line up, above [source.columns]",
            );
            continue;
        }
        if !known.contains(&entry.key) {
            match exports::unknown(gives, entry.key) {
                Some(message) => entry.error_at_key(message, suggest(entry.key, &known)),
                None => entry.error_at_key(
                    format!("there is no field `{}`", show(entry.key)),
                    format!("{}\nor declare it: [fields.{}]", suggest(entry.key, &known), show(entry.key)),
                ),
            }
        }
        let target = Located::new(entry.key.to_string(), entry.place());
        // A fact that is a field too takes whatever its field can.
        let field = scheme.field_named(entry.key).map(|field| scheme.field(field));
        let facts = gives == Gives::Participants && field.is_none();
        let items = entry.items();
        if items.is_empty() {
            columns.extend(column(&entry, target, facts));
        } else if gives == Gives::Participants && field.is_some_and(|field| field.kind.several()) {
            columns.extend(items.iter().filter_map(|item| column(item, target.clone(), facts)));
        } else {
            entry.error(
                "takes columns of one kind",
                "write one heading, a list of headings, or one { … }; only a list, times or a ranking takes several { … }",
            );
        }
    }
    columns
}

/// Keys of a source that are easily written too far down.
const SOURCE_KEYS: [&str; 12] = [
    "file",
    "gives",
    "worksheet",
    "heading_row",
    "first_row",
    "last_row",
    "encoding",
    "separator",
    "date_order",
    "ignore",
    "roles",
    "field",
];

fn column(entry: &Entry<'_>, target: Located<String>, facts: bool) -> Option<Columns> {
    let plain =
        |shape| Columns { target: target.clone(), shape, occurrence: None, separator: None, chosen: Vec::new() };
    if let Some(headings) = entry.texts() {
        if headings.is_empty() || headings.iter().any(|heading| heading.trim().is_empty()) {
            let remedy =
                "write the heading as it stands in the form; a column without one by its letter: { column = \"G\" }";
            entry.error("names no heading", remedy);
            return None;
        }
        return Some(plain(Shape::Contents(headings)));
    }
    let Some(table) = entry.table() else {
        entry.error("is not a heading", "write the heading in quotes as it stands in the form");
        return None;
    };
    let shapes = [
        table.texts("heading").map(Shape::Contents),
        table.texts("headings").map(Shape::Contents),
        table.texts("ticks").map(Shape::Ticks),
        table.text("grid").map(Shape::Grid),
        table.text("always").map(Shape::Always),
        table.texts("column").or(table.texts("columns")).map(|letters| unnamed(&table, &letters)),
    ];
    let occurrence = table.whole("occurrence", 1..=1000).map(|n| n as usize);
    let separator = table.text("separator").filter(|s| !s.is_empty());
    let chosen = table.texts("chosen").unwrap_or_default().iter().map(|cell| normal(cell)).collect();
    let one_answer = facts && FACTS.contains(&target.value.as_str()) && target.value != "role";
    let mut given = shapes.into_iter().flatten();
    let columns = match (given.next(), given.next()) {
        (Some(Shape::Grid(grid)), None)
            if grid.matches('*').count() != 1 && !matches!(grid.matches("[*]").count(), 1 | 2)
                || normal(&grid).len() < 2 =>
        {
            let remedy = "write the headings of the grid with one * where they differ, such as \"When? [*]\"";
            table.error_at("grid", "a grid has one * with some text around it", remedy);
            None
        }
        (Some(Shape::Ticks(_) | Shape::Grid(_)), None) if one_answer => {
            let remedy =
                format!("write {} = \"heading\"; of several headings the first that is answered counts", target.value);
            table.error(format!("`{}` is one answer, and no choice among columns", target.value), remedy);
            None
        }
        (Some(shape), None) => Some(Columns { target, shape, occurrence, separator, chosen }),
        _ => {
            let remedy = "write { heading = \"…\" }, { headings = [\"…\"] }, { ticks = [\"…\"] }, { grid = \"… [*]\" }, { column = \"G\" } or { always = \"…\" }";
            table.error("says not once which columns are meant", remedy);
            None
        }
    };
    table.finish("a column");
    columns
}

/// Columns without a heading, by the letter of the spreadsheet or the number.
fn unnamed(table: &Table<'_>, letters: &[String]) -> Shape {
    let position = |text: &String| {
        let text = text.trim().to_ascii_uppercase();
        let number = match text.parse::<usize>() {
            Ok(number) => Some(number),
            Err(_) if !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_uppercase()) => {
                Some(text.bytes().fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1))
            }
            Err(_) => None,
        };
        number.filter(|number| (1..=16_384).contains(number)).map(|number| number - 1)
    };
    let positions: Option<Vec<usize>> = letters.iter().map(position).collect();
    let positions = positions.filter(|positions| !positions.is_empty()).unwrap_or_else(|| {
        let remedy = "write the letter above the column as the spreadsheet shows it, such as \"G\", or its number";
        table.error_at("column", "is not a column", remedy);
        Vec::new()
    });
    Shape::Unnamed(positions)
}

/// A file without headings has columns by their letters alone.
fn without_headings(table: &Table<'_>, source: &Source) {
    let named = |column: &&Columns| !matches!(column.shape, Shape::Unnamed(_) | Shape::Always(_));
    if let Some(column) = source.columns.iter().find(named) {
        let name = &column.target.value;
        table.error_at(
            "heading_row",
            "the file has no headings, and columns are mapped by them",
            format!("name each column by the letter that a spreadsheet shows: {name} = {{ column = \"B\" }}"),
        );
    }
    if !source.only.is_empty() {
        table.error_at(
            "heading_row",
            "the file has no headings, and [source.only] names some",
            "take [source.only] out",
        );
    }
}

/// What can only be judged when the whole source is known.
fn check_whole(table: &Table<'_>, scheme: &Scheme, source: &Source) {
    let mapped = |name: &str| source.columns.iter().any(|column| column.target.value == name);
    if source.heading_row == 0 {
        without_headings(table, source);
    }
    match source.gives {
        Gives::Participants => {
            if source.role.is_none() && !mapped("role") {
                table.error(
                    "nothing says which role these people have",
                    "add role = \"mentor\" (or another role), or map the column that asks: role = \"heading\"",
                );
            }
            if !["key", "email", "name"].iter().any(|name| mapped(name)) && table.has("columns") {
                table.error("nothing tells one person from another", "map email (or key) under [source.columns]");
            }
        }
        Gives::Rankings => {
            // Of a column a choice the order says the rank.
            let ranked = source.in_columns();
            for name in RANKING_COLUMNS {
                if !(mapped(name) || ranked && name == "rank") {
                    table.error(format!("a source of rankings maps `{name}`"), format!("add {name} = \"heading\""));
                }
            }
            let field = source.field.as_deref().and_then(|name| scheme.field_named(name));
            if field.is_none_or(|id| scheme.field(id).kind != crate::domain::scheme::Kind::Ranking) {
                table.error(
                    "a source of rankings fills a field of kind ranking",
                    "add field = \"choices\" with its name",
                );
            }
        }
        Gives::Answers | Gives::Sessions => exports::check_whole(table, scheme, source),
    }
}
