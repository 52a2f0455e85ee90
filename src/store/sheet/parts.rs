//! Holds the parts of a workbook against what they claim, before the library that reads workbooks believes them: it
//! takes memory by the numbers it finds, and a process that runs out of memory cannot tell anybody why.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::archive::set_aside;

/// How large the part that describes formats may be; Excel's own limits keep it far below.
const STYLES: usize = 32 << 20;
/// How many cell formats there may be; Excel allows a quarter of this.
const FORMATS: usize = 1 << 18;
/// How many texts a workbook may promise whatever the part's size: some programs write the number of cells there.
const TEXTS: usize = 1 << 20;

/// What the worksheets of a workbook hold beside their cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// Whether any cells are merged.
    pub(super) merges: bool,
    /// Whether any rows are hidden.
    pub(super) hides: bool,
}

/// Unpacks every part once and throws it away, and says what the worksheets hold beside their cells; an error names the
/// part that is not what it claims to be.
pub(super) fn check(bytes: &[u8], limit: usize) -> Result<Beside, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut rooms = [limit as u64, 4 * limit as u64];
    let (mut sheets, mut longest_path, mut beside) = (0_usize, 0_usize, Beside::default());
    let mut content = Vec::new();
    for index in 0..archive.len() {
        // What cannot be opened or unpacked here cannot be read later either, and most of it never is.
        let Ok(part) = archive.by_index(index) else { continue };
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let room = &mut rooms[usize::from(set_aside(&name))];
        let claimed = part.size().min(*room).min(limit as u64);
        content.clear();
        let _ = part.take(claimed + 1).read_to_end(&mut content);
        if content.len() as u64 > claimed {
            return Err(format!("{name} is larger than the list of contents says"));
        }
        *room -= content.len() as u64;
        // Text in UTF-16 has a NUL beside each of the characters that are looked for.
        if content.contains(&0) {
            content.retain(|byte| *byte != 0);
        }
        let sound = if name.ends_with("sharedstrings.xml") {
            texts(&content)
        } else if name.ends_with("styles.xml") {
            formats(&content, limit)
        } else {
            true
        };
        if !sound {
            return Err(format!("{name} promises more than it can hold"));
        }
        sheets += tags(&content, b"sheet");
        if name.contains("worksheets/") {
            beside.merges |= tags(&content, b"mergeCell") > 0;
            beside.hides |= positions(&content, b"hidden=").next().is_some();
        }
        if name.ends_with(".rels") {
            longest_path = longest_path.max(longest_value(&content));
        }
    }
    // Each worksheet gets a copy of the path of its part.
    if sheets.saturating_mul(longest_path) > limit {
        return Err("the list of worksheets promises more than it can hold".to_string());
    }
    Ok(beside)
}

/// Whether the part with the texts of all cells can hold as many as it says.
fn texts(content: &[u8]) -> bool {
    const KEY: &[u8] = b"uniqueCount";
    // The escape character begins other alphabets in some encodings, where the key would not be found; XML has none.
    if content.contains(&0x1b) {
        return false;
    }
    let room = (content.len() / b"<si/>".len()).max(TEXTS);
    positions(content, KEY).all(|at| promised(&content[at + KEY.len()..]) <= room)
}

/// Reads the number in `="12"`; one that is too large for a number is the largest.
fn promised(rest: &[u8]) -> usize {
    let filler = |b: &&u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'' | b'+');
    let digits = rest.iter().skip_while(filler).take_while(|b| b.is_ascii_digit());
    digits.fold(0, |sum: usize, digit| sum.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
}

/// Whether the formats fit: each of them gets a copy of its font's name and of its number format.
fn formats(content: &[u8], limit: usize) -> bool {
    let formats = tags(content, b"xf");
    content.len() <= STYLES && formats <= FORMATS && formats.saturating_mul(longest_value(content)) <= limit
}

/// Counts the tags of a name with whatever prefix, and what looks like one.
fn tags(content: &[u8], name: &[u8]) -> usize {
    let opens = |at: usize| at > 0 && matches!(content[at - 1], b'<' | b':');
    let ends = |at: usize| content.get(at + name.len()).is_none_or(|b| !b.is_ascii_alphanumeric());
    positions(content, name).filter(|at| opens(*at) && ends(*at)).count()
}

/// Returns the length of the longest value of an attribute, or of what looks like one.
fn longest_value(content: &[u8]) -> usize {
    let lengths = positions(content, b"=").filter_map(|at| {
        let rest = content[at + 1..].trim_ascii_start();
        let quote = rest.first().filter(|b| matches!(b, b'"' | b'\''))?;
        let inside = &rest[1..];
        Some(inside.iter().position(|b| b == quote).unwrap_or(inside.len()))
    });
    lengths.max().unwrap_or(0)
}

/// Returns where a pattern begins.
fn positions<'a>(content: &'a [u8], pattern: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = pattern.first().copied().unwrap_or(0);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at + content.get(at..)?.iter().position(|b| *b == first)?;
            at = found + 1;
            if content[found..].starts_with(pattern) {
                return Some(found);
            }
        }
    })
}
