//! Writes the errors in the cells of a workbook as plain text.
//!
//! The library that reads workbooks stops at errors that newer versions of Excel show, says what they are, but not
//! where they stand, and counts the cells after them wrongly. As text it reads them like any other.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::archive::set_aside;

/// Returns the workbook with the errors as text, or `None` if it cannot be unpacked. The parts are known to be sound.
pub(super) fn errors_as_text(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let name = part.name().ok()?.into_owned();
        if set_aside(&name) || part.is_dir() {
            continue;
        }
        content.clear();
        part.take(limit as u64).read_to_end(&mut content).ok()?;
        writer.start_file(name, stored).ok()?;
        writer.write_all(&respelled(&content)).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// How long the tag of a cell can be; looking back no further keeps this from going over the part again and again.
const TAG: usize = 1024;

/// Replaces the type "error" of each cell by the type "text".
fn respelled(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + content.len() / 64);
    let mut rest = content;
    while let Some(at) = rest.windows(5).position(|w| w == b"t=\"e\"" || w == b"t='e'") {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(if in_cell(&out) { b"t=\"str\"" } else { &rest[at..at + 5] });
        rest = &rest[at + 5..];
    }
    out.extend_from_slice(rest);
    out
}

/// Whether these bytes end inside the tag `<c …` before an attribute.
fn in_cell(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(TAG)..];
    let Some(open) = near.iter().rposition(|b| *b == b'<') else { return false };
    let name = near[open + 1..].split(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
    let local = name.rsplit(|b| *b == b':').next().unwrap_or_default();
    local == b"c" && near.last().is_some_and(u8::is_ascii_whitespace)
}
