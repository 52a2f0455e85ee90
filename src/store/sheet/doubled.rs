//! Text that was UTF-8, was taken for Windows-1252 and made UTF-8 once more: "Zoë" has become "ZoÃ«".

use encoding_rs::WINDOWS_1252;

use super::grid::Sheet;
use crate::problems::Problem;
use crate::wording::show;

/// Returns a warning at the first such cell if most letters beyond ASCII are of this kind. The text itself stays as it
/// is: what was lost on the way cannot be known from here.
pub(super) fn find(sheet: &Sheet) -> Option<Problem> {
    if sheet.all_text().is_ascii() {
        return None;
    }
    let (mut doubled, mut plain) = (0_usize, 0_usize);
    let mut first = None;
    for row in 0..sheet.rows() {
        for column in 0..sheet.width(row) {
            let text = sheet.cell(row, column);
            if text.is_ascii() {
                continue;
            }
            for run in text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty()) {
                match undone(run) {
                    Some(_) if run.starts_with(TELLING) => {
                        doubled += 1;
                        first.get_or_insert((row, column));
                    }
                    Some(_) => {}
                    None => plain += 1,
                }
            }
        }
    }
    let (row, column) = first.filter(|_| doubled > plain)?;
    let text = sheet.cell(row, column);
    let message =
        format!("letters are garbled here and perhaps elsewhere; this was probably \"{}\"", show(&mended(text)));
    Some(Problem::warning(&sheet.place(row, column), message).text(text).remedy(
        "Export the form again, and open it in Excel by Data > From Text/CSV with the file origin \"65001: Unicode \
         (UTF-8)\", not by a double click.",
    ))
}

/// Returns what a word was before, if one of its runs of letters beyond ASCII was UTF-8.
pub(super) fn was(word: &str) -> Option<String> {
    let mut runs = word.split(|c: char| c.is_ascii());
    runs.any(|run| run.starts_with(TELLING) && undone(run).is_some()).then(|| mended(word))
}

/// What the bytes that begin the accented letters of western Europe and the quotation marks of print turn into. Other
/// letters have such neighbours in sound text too, as in CAFÉ».
const TELLING: [char; 3] = ['Ã', 'Â', 'â'];

/// Returns what a run of letters beyond ASCII was before; `None` if it was never anything else.
fn undone(run: &str) -> Option<String> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(run);
    if lossy { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

fn mended(text: &str) -> String {
    let mut mended = String::new();
    for piece in text.split_inclusive(|c: char| c.is_ascii()) {
        let run = piece.trim_end_matches(|c: char| c.is_ascii());
        mended.push_str(&undone(run).unwrap_or_else(|| run.to_string()));
        mended.push_str(&piece[run.len()..]);
    }
    mended
}
