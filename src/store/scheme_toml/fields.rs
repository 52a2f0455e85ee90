//! `[fields]` and `[aliases]`: what is known of a person and how its answers are written.

use super::reader::{Entry, Table};
use crate::domain::scheme::field::Other;
use crate::domain::scheme::source::FACTS;
use crate::domain::scheme::{Field, Kind};
use crate::privacy::Privacy;
use crate::wording::{nearest, normal, show};

/// Reads all fields, in the order of the file.
pub fn read(top: &Table<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    if let Some(table) = top.table("fields") {
        for entry in table.entries() {
            let read = field(&entry, &fields);
            fields.extend(read);
        }
    }
    if let Some(aliases) = top.table("aliases") {
        for entry in aliases.entries() {
            read_aliases(&entry, &mut fields);
        }
    }
    fields
}

fn field(entry: &Entry<'_>, before: &[Field]) -> Option<Field> {
    let name = entry.key.to_string();
    let Some(table) = entry.table() else {
        entry.error("a field is a table", format!("write [fields.{name}] and below it kind = \"choice\""));
        return None;
    };
    if FACTS.contains(&name.as_str()) && name != "consent" {
        entry.error_at_key(
            format!("`{name}` is known of everybody and is not declared as a field"),
            "take it out here and map it under [source.columns]",
        );
    }
    if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        entry.error_at_key(
            format!("`{}` is not a name for a field", show(&name)),
            "use small letters, digits and _ only, such as years_in_post",
        );
    }
    let kind = if name == "consent" && !table.has("kind") {
        Kind::YesNo
    } else if table.has("kind") {
        table.word("kind", &Kind::WORDS).unwrap_or(Kind::Text)
    } else {
        table.error(format!("the field `{}` has no kind", show(&name)), "add kind = \"choice\", or another kind");
        Kind::Text
    };
    let privacy = table.text("privacy").map_or(Privacy::default(), |word| {
        Privacy::from_word(&word).unwrap_or_else(|| {
            let remedy = super::reader::suggest(&word, &Privacy::WORDS);
            table.error_at("privacy", format!("`{}` is not a class of privacy", show(&word)), remedy);
            Privacy::default()
        })
    });
    let options = options(&table, before);
    check_options(&table, kind, &options);
    let field = Field {
        label: table.text("label").unwrap_or_else(|| name.replace('_', " ")),
        kind,
        privacy,
        other: table.word("other", &Other::WORDS).unwrap_or(if options.is_empty() {
            Other::Keep
        } else {
            Other::Problem
        }),
        options,
        blank: normals(table.texts("blank")),
        aliases: Vec::new(),
        yes: normals(table.texts("yes")),
        no: normals(table.texts("no")),
        ranks: table.table("ranks").map_or(Vec::new(), ranks),
        separator: table.text("separator").filter(|s| !s.is_empty()),
        place: entry.place(),
        name,
    };
    table.finish(&format!("[fields.{}]", field.name));
    Some(field)
}

/// The options, or those of a field further up.
fn options(table: &Table<'_>, before: &[Field]) -> Vec<String> {
    let own = table.texts("options").unwrap_or_default();
    let Some(name) = table.text("options_of") else { return own };
    match before.iter().find(|field| field.name == name) {
        Some(field) if own.is_empty() => field.options.clone(),
        Some(_) => {
            table.error_at("options_of", "the options stand twice", "write either options or options_of");
            own
        }
        None => {
            let known: Vec<&str> = before.iter().map(|field| field.name.as_str()).collect();
            let declare = "declare that field above this one".to_string();
            let remedy = if known.is_empty() { declare } else { super::reader::suggest(&name, &known) };
            table.error_at("options_of", format!("there is no field `{}` above this one", show(&name)), remedy);
            own
        }
    }
}

fn normals(texts: Option<Vec<String>>) -> Vec<String> {
    texts.unwrap_or_default().iter().map(|text| normal(text)).collect()
}

fn check_options(table: &Table<'_>, kind: Kind, options: &[String]) {
    if kind == Kind::Scale && options.len() < 2 {
        table.error("a scale needs its steps", "add options = [\"lowest\", \"…\", \"highest\"]");
    }
    let mut seen: Vec<String> = options.iter().map(|option| normal(option)).collect();
    seen.sort();
    if let Some(twice) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
        let message = format!("the option `{}` stands twice", show(&twice[0]));
        table.error_at("options", message, "name each option once (capitals and spaces make no difference)");
    }
}

fn ranks(table: Table<'_>) -> Vec<(String, Option<u16>)> {
    let mut ranks = Vec::new();
    for entry in table.entries() {
        let number = entry.whole().and_then(|n| u16::try_from(n).ok()).filter(|n| *n > 0);
        match (number, entry.text()) {
            (Some(rank), _) => ranks.push((normal(entry.key), Some(rank))),
            (None, Some("never")) => ranks.push((normal(entry.key), None)),
            _ => entry.error("is not a rank", "write 1 for the most wanted, 2 and so on, or \"never\""),
        }
    }
    ranks
}

fn read_aliases(entry: &Entry<'_>, fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    let Some(field) = fields.iter_mut().find(|field| field.name == entry.key) else {
        let hint = nearest(entry.key, names.iter().map(String::as_str));
        entry.error_at_key(
            format!("there is no field `{}` to give aliases to", show(entry.key)),
            hint.map_or("declare it under [fields]".to_string(), |name| format!("did you mean `{name}`?")),
        );
        return;
    };
    let Some(table) = entry.table() else {
        entry.error(
            "aliases are a table",
            format!("write [aliases.{}] and below it \"Meant\" = [\"written\"]", entry.key),
        );
        return;
    };
    for alias in table.entries() {
        if !field.options.is_empty() && !field.options.iter().any(|option| normal(option) == normal(alias.key)) {
            let hint = nearest(alias.key, field.options.iter().map(String::as_str));
            alias.error_at_key(
                format!("`{}` is not an option of `{}`", show(alias.key), field.name),
                hint.map_or("add it to the options".to_string(), |option| format!("did you mean `{}`?", show(option))),
            );
        }
        match alias.texts() {
            Some(written) => field.aliases.extend(written.iter().map(|w| (normal(w), alias.key.to_string()))),
            None => alias.error("aliases are a list of texts", "write \"Meant\" = [\"written so\", \"or so\"]"),
        }
    }
}
