//! What the evaluation will rest on: what people said and what became of them. Found wrong here, and not only when somebody
//! waits for the figures. The equality answers are not: the evaluation alone reads those.

use crate::domain::log::Kind;
use crate::problems::{Problem, Problems};
use crate::store::book::Book;
use crate::store::log::{Logged, evidence};
use crate::wording::{normal, show};

/// Notes what cannot be read, and what the scheme does not know and so counts nowhere.
pub fn warn(book: &Book, logged: &Logged, problems: &mut Problems) {
    evidence::read(logged, book, problems);
    let words = &book.scheme.year.words;
    let measures: Vec<&str> = words.measures.iter().map(|measure| measure.name.as_str()).collect();
    let results: Vec<&str> = words.results.iter().map(String::as_str).collect();
    unknown(logged, Kind::Answer, "measure", &measures, problems);
    unknown(logged, Kind::Result, "result", &results, problems);
}

/// Warns of records under a name that is gone from the scheme.
fn unknown(logged: &Logged, kind: Kind, part: &str, known: &[&str], problems: &mut Problems) {
    let Some(table) = logged.tables.get(&kind) else { return };
    for row in (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty()) {
        let name = table.cell(row, part);
        if known.iter().any(|known| normal(known) == normal(name)) {
            continue;
        }
        let message = format!("there is no [[{part}]] `{}` in the scheme, so nothing counts it", show(name));
        let remedy = format!(
            "add it to scheme.toml, or take the record out: mentor log --remove {}",
            show(table.cell(row, "id"))
        );
        problems.push(Problem::warning(&table.place(row, part), message).heading(part).text(name).remedy(remedy));
    }
}
