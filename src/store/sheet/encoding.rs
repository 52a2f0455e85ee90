//! From bytes to text: which encoding a CSV file is in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::dos::Page;
use crate::problems::{Place, Problem, Problems};

/// Decodes a file and names its encoding: by its byte-order mark, else as told, else UTF-8 if it is valid, else
/// Windows-1252.
pub(super) fn decode<'a>(
    place: &Place,
    bytes: &'a [u8],
    told: Option<&str>,
    problems: &mut Problems,
) -> Result<(Cow<'a, str>, &'static str), Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return marked(place, encoding, &bytes[mark..]);
    }
    if let Some(page) = told.and_then(Page::named) {
        warn_of_utf8(place, bytes, page.name, problems);
        return Ok((Cow::Owned(page.decode(bytes)), page.name));
    }
    if let Some(encoding) = told.and_then(named) {
        return as_told(place, bytes, encoding, problems);
    }
    if let Some(order) = unmarked_utf16(bytes) {
        return Err(Problem::error(place, format!("the file is in UTF-16 ({order}) without the mark that says so"))
            .remedy(SAVE_AS_UTF8));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), "UTF-8")),
        Err(first) => windows(place, bytes, first.valid_up_to()),
    }
}

/// Whether a label names an encoding that files can be read in.
pub fn is_known(label: &str) -> bool {
    named(label).is_some() || Page::named(label).is_some()
}

/// The encoding of a label. One of those in the standard stands for no text at all.
fn named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// How many characters that take several bytes make it certain that a text is UTF-8.
const CERTAIN: usize = 3;

/// Decodes a file in the encoding that the scheme names.
fn as_told<'a>(
    place: &Place,
    bytes: &'a [u8],
    encoding: &'static Encoding,
    problems: &mut Problems,
) -> Result<(Cow<'a, str>, &'static str), Problem> {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        let (lossy, _) = encoding.decode_without_bom_handling(bytes);
        let broken = lossy.find('\u{fffd}').unwrap_or(lossy.len());
        let message = format!("the scheme says that the file is in {}, but here it is not", encoding.name());
        return Err(Problem::error(&place.at(line_at(&lossy.as_bytes()[..broken]), 0), message)
            .text(around(&lossy, broken))
            .remedy("Name the right encoding = \"…\" in the [[source]], or save the file as \"CSV UTF-8\" and leave it out."));
    };
    if encoding != UTF_8 {
        warn_of_utf8(place, bytes, encoding.name(), problems);
    }
    Ok((text, encoding.name()))
}

/// Warns of a file that is surely UTF-8 and is read as something else because the scheme says so.
fn warn_of_utf8(place: &Place, bytes: &[u8], told: &str, problems: &mut Problems) {
    let beyond = |text: &str| text.bytes().filter(|byte| *byte >= 0xc0).count();
    if std::str::from_utf8(bytes).is_ok_and(|text| beyond(text) >= CERTAIN) {
        let message = format!("the file is in UTF-8, and was read as {told} because the scheme says so");
        problems.push(Problem::warning(place, message).remedy("Take encoding = \"…\" out of its [[source]]."));
    }
}

/// What to do with a file in an encoding that cannot be read.
const SAVE_AS_UTF8: &str = "Open the file in Excel and save it as \"CSV UTF-8 (Comma delimited)\".";

fn marked<'a>(
    place: &Place,
    encoding: &'static Encoding,
    bytes: &'a [u8],
) -> Result<(Cow<'a, str>, &'static str), Problem> {
    let name = if encoding == UTF_8 {
        "UTF-8 with mark"
    } else if encoding == UTF_16LE {
        "UTF-16 LE"
    } else if encoding == UTF_16BE {
        "UTF-16 BE"
    } else {
        encoding.name()
    };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok((text, name));
    }
    let (lossy, _) = encoding.decode_without_bom_handling(bytes);
    let broken = lossy.find('\u{fffd}').unwrap_or(lossy.len());
    Err(Problem::error(
        &place.at(line_at(&lossy.as_bytes()[..broken]), 0),
        format!("the file says that it is {name}, but here it is not"),
    )
    .text(around(&lossy, broken))
    .remedy(SAVE_AS_UTF8))
}

/// Takes a file that is not UTF-8 for Windows-1252, unless more of it is UTF-8 than is not.
fn windows<'a>(place: &Place, bytes: &'a [u8], first: usize) -> Result<(Cow<'a, str>, &'static str), Problem> {
    let (mut well, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        well += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if well > broken {
        let lossy = String::from_utf8_lossy(bytes);
        return Err(Problem::error(
            &place.at(line_at(&bytes[..first]), 0),
            "most of the file is UTF-8, but here is a character that is not",
        )
        .text(around(&lossy, first))
        .remedy("Type the character again in Excel and save the file as \"CSV UTF-8 (Comma delimited)\"."));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((text, "Windows-1252"))
}

/// Whether every other byte of the beginning is a NUL, as in UTF-16 text without a mark; returns the byte order.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static str> {
    let (pairs, _) = bytes[..bytes.len().min(4096)].as_chunks::<2>();
    let first = pairs.iter().filter(|p| p[0] == 0).count();
    let second = pairs.iter().filter(|p| p[1] == 0).count();
    let mostly = |zeros: usize, other: usize| pairs.len() >= 2 && zeros * 2 > pairs.len() && other * 20 <= pairs.len();
    if mostly(second, first) {
        Some("little-endian")
    } else if mostly(first, second) {
        Some("big-endian")
    } else {
        None
    }
}

/// Returns the line on which the byte after these stands.
pub(super) fn line_at(before: &[u8]) -> u32 {
    let ends = before.iter().enumerate().filter(|(i, b)| match b {
        b'\n' => true,
        b'\r' => before.get(i + 1) != Some(&b'\n'),
        _ => false,
    });
    u32::try_from(ends.count() + 1).unwrap_or(u32::MAX)
}

/// Returns the text of the same line around a place, for the coordinator to find it.
fn around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(20).take_while(|c| !c.is_control()).collect();
    let after: String = text[at..].chars().take(20).take_while(|c| !c.is_control()).collect();
    before.chars().rev().chain(after.chars()).collect()
}
