//! Rows that are hidden in a workbook, by hand or by a filter. They are read like all others, and whoever hid them is told.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Reading;
use super::cells::Cells;
use crate::problems::{Place, Problem, Problems};
use crate::wording::{list, plural, plural_noun};

/// So many rows are named.
const NAMED: usize = 8;

/// Warns of hidden rows of a worksheet that hold something below the headings; nothing is said where the parts of the
/// workbook cannot be told.
pub(super) fn tell(
    place: &Place,
    bytes: &[u8],
    worksheet: &str,
    cells: &Cells,
    how: &Reading,
    problems: &mut Problems,
) {
    let Some(content) = part_of(bytes, worksheet, how.limits.file) else { return };
    let filled: BTreeSet<u32> = cells.rows().map(|row| row.saturating_add(1)).collect();
    let below = |row: &u32| *row > how.heading_row.unwrap_or(1) && filled.contains(row);
    let hidden: Vec<u32> = rows(&content).into_iter().filter(below).collect();
    let Some(first) = hidden.first() else { return };
    let mut named: Vec<String> = hidden.iter().take(NAMED).map(u32::to_string).collect();
    if hidden.len() > NAMED {
        named.push(format!("{} more", hidden.len() - NAMED));
    }
    let message = format!(
        "{} {} hidden in the workbook and read like all others: {}",
        plural(hidden.len(), "row"),
        plural_noun(hidden.len(), "is"),
        list(&named, "and")
    );
    problems.push(Problem::warning(&place.at(*first, 0), message).remedy(
        "if these people do not take part, delete the rows, or say by an answer which rows count: [source.only]\n\
         if they do, nothing is to be done",
    ));
}

/// The numbers of the rows that are hidden.
fn rows(content: &str) -> Vec<u32> {
    let tags = content.split('<').filter(|tag| tag.starts_with("row ") || tag.contains(":row "));
    let hidden = tags.filter(|tag| matches!(attribute(tag, "hidden"), Some("1" | "true")));
    hidden.filter_map(|tag| attribute(tag, "r")?.parse().ok()).collect()
}

/// The part that holds a worksheet: the workbook gives its name an id, and the list of relations gives the id a path.
fn part_of(bytes: &[u8], worksheet: &str, limit: usize) -> Option<String> {
    let workbook = part(bytes, "xl/workbook.xml", limit)?;
    let relations = part(bytes, "xl/_rels/workbook.xml.rels", limit)?;
    let named = |tag: &&str| attribute(tag, "name").is_some_and(|name| plain(name) == worksheet);
    let sheets = || workbook.split('<').filter(|tag| tag.starts_with("sheet ") || tag.contains(":sheet "));
    let id = sheets().find(named).and_then(|tag| attribute(tag, "r:id"))?;
    let relation = relations.split('<').find(|tag| attribute(tag, "Id") == Some(id))?;
    let target = attribute(relation, "Target")?;
    part(bytes, &target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_string), limit)
}

/// The text of a part, no longer than the limit.
fn part(bytes: &[u8], name: &str, limit: usize) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = String::new();
    archive.by_name(name).ok()?.take(limit as u64).read_to_string(&mut content).ok()?;
    Some(content)
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let inside = tag.split('>').next()?;
    inside.match_indices(name).find_map(|(at, _)| {
        let before = inside[..at].ends_with(char::is_whitespace);
        let value = inside[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| before && matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

/// A name without the words that XML has for signs.
fn plain(name: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    signs.iter().fold(name.to_string(), |name, (word, sign)| name.replace(word, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_are_found() {
        let content = "<sheetData><row r=\"2\" spans=\"1:3\" hidden=\"1\"><c r=\"A2\"/></row><row r='3'/><x:row r='4' \
                       hidden='true'/><row r=\"5\" hidden=\"0\"/><col hidden=\"1\"/></sheetData>";
        assert_eq!(rows(content), [2, 4]);
        assert_eq!(attribute("sheet name=\"A &amp; B\" sheetId=\"1\" r:id=\"rId2\"/>", "name"), Some("A &amp; B"));
        assert_eq!(plain("A &amp;lt; B"), "A &lt; B");
    }
}
