//! What a file is by its content, and what to do with one that is no table.

use super::Limits;
use super::archive::{self, Entry};
use super::notes::quoted;
use crate::problems::{Place, Problem};

/// The kinds of file that hold a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, or at least nothing known.
    Text,
    /// An Excel workbook (.xlsx, .xlsm).
    Workbook,
}

/// Says what the bytes are; everything that is no table is a problem that names it.
pub(super) fn of(place: &Place, bytes: &[u8], limits: Limits) -> Result<Kind, Problem> {
    // Cells are counted in four bytes, which hold what a file of this size can become.
    let limit = limits.file.min(1 << 30);
    if bytes.len() > limit {
        return Err(too_large(place, "the file", bytes.len() as u64, limit));
    }
    if bytes.is_empty() {
        return Err(Problem::error(place, "the file is empty")
            .remedy("Export the form again, and see in Excel that the answers are in the file."));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(place, bytes, limit);
    }
    match BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        Some((OLE, _)) if holds(bytes, "EncryptedPackage") => {
            Err(Problem::error(place, "the workbook is locked with a password").remedy(
                "Open it in Excel, remove the password under File > Info > Protect Workbook > Encrypt with Password, \
                 and save it.",
            ))
        }
        Some((OLE, _)) if !holds(bytes, "Workbook") && !holds(bytes, "Book") => {
            Err(foreign(place, "an old Office document that is no workbook"))
        }
        Some((OLE, _)) => Err(Problem::error(place, "the file is a workbook of an old Excel (.xls)").remedy(SAVE_AS)),
        Some((_, what)) => Err(foreign(place, what)),
        None => Ok(Kind::Text),
    }
}

/// Says what a text is that is no table; a byte-order mark is taken off before.
pub(super) fn of_text(place: &Place, text: &str) -> Result<(), Problem> {
    let mut end = text.len().min(512);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = text[..end].trim_start().to_ascii_lowercase();
    // Data in JSON may have a line break after each bracket.
    let bracketed: String = beginning.chars().filter(|c| !c.is_whitespace()).take(2).collect();
    let begins = |opening: &str| beginning.starts_with(opening) || opening.len() == 2 && bracketed == opening;
    if let Some((_, what)) = OPENINGS.iter().find(|(opening, _)| begins(opening)) {
        return Err(foreign(place, what));
    }
    let odd = beginning.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 10 > beginning.chars().count() {
        return Err(foreign(place, "binary data"));
    }
    Ok(())
}

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const SAVE_AS: &str = "Open it in Excel and save it as \"Excel Workbook (.xlsx)\" or \"CSV UTF-8\".";

/// How other kinds of file begin.
const BEGINNINGS: [(&[u8], &str); 13] = [
    (OLE, ""),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"bplist", "a property list of macOS"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"{\\rtf", "a text document (RTF)"),
];

/// How other kinds of text begin, in lower case.
const OPENINGS: [(&str, &str); 15] = [
    ("<!doctype", "a web page (HTML)"),
    ("<html", "a web page (HTML)"),
    ("<head", "a web page (HTML)"),
    ("<body", "a web page (HTML)"),
    ("<table", "a web page (HTML)"),
    ("<meta", "a web page (HTML)"),
    ("<?xml", "an XML document"),
    ("mime-version:", "a web archive (MHTML)"),
    ("{\"", "data in JSON"),
    ("[{", "data in JSON"),
    ("{\\rtf", "a text document (RTF)"),
    ("begin:vcard", "an address card (vCard)"),
    ("begin:vcalendar", "a calendar (iCalendar)"),
    ("insert into ", "commands of a database (SQL)"),
    ("version https://git-lfs", "only the pointer that Git LFS keeps in place of a file"),
];

fn foreign(place: &Place, what: &str) -> Problem {
    Problem::error(place, format!("the file is {what}, not a table"))
        .remedy("Export the answers from the form as CSV or as an Excel workbook (.xlsx), and name that file.")
}

fn too_large(place: &Place, what: &str, size: u64, limit: usize) -> Problem {
    Problem::error(place, format!("{what} holds {} MiB; at most {} MiB can be read", size >> 20, limit >> 20))
        .remedy("Delete what does not belong to the table, such as pictures and unused worksheets, or split the file.")
}

/// Whether a name stands in the directory of an OLE file, which keeps names in UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|w| w == name)
}

/// Says what a ZIP archive is by what it holds.
fn packed(place: &Place, bytes: &[u8], limit: usize) -> Result<Kind, Problem> {
    let Some(entries) = archive::entries(bytes) else {
        return Err(Problem::error(place, "the file is an Excel workbook or a ZIP archive, but its end is missing")
            .remedy("Download or copy the file again; it was probably cut off on the way."));
    };
    let has = |wanted: &str| entries.iter().any(|e| e.name.replace('\\', "/").eq_ignore_ascii_case(wanted));
    let under = |folder: &str| entries.iter().any(|e| e.name.starts_with(folder));
    if has("xl/workbook.bin") {
        Err(Problem::error(place, "the file is a binary workbook (.xlsb)").remedy(SAVE_AS))
    } else if has("xl/workbook.xml") || (has("[Content_Types].xml") && under("xl/")) {
        unpacked_size(place, &entries, limit).map(|()| Kind::Workbook)
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        Err(Problem::error(place, "the file is an OpenDocument file (.ods)")
            .remedy("Open it in LibreOffice or Excel and save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8."))
    } else if under("Index/") || has("Index.zip") {
        Err(Problem::error(place, "the file is a document of Apple Numbers")
            .remedy("Open it in Numbers and choose File > Export To > CSV, text encoding Unicode (UTF-8)."))
    } else if under("word/") {
        Err(foreign(place, "a Word document"))
    } else if under("ppt/") {
        Err(foreign(place, "a PowerPoint presentation"))
    } else {
        let names: Vec<String> = entries.into_iter().map(|e| e.name).filter(|n| !n.starts_with("__MACOSX")).collect();
        Err(Problem::error(place, format!("the file is a ZIP archive that holds {}", quoted(&names, "and")))
            .remedy("Unpack it and name the file inside."))
    }
}

/// Holds a workbook against the limit before it is unpacked, so that a zip bomb cannot fill the memory.
fn unpacked_size(place: &Place, entries: &[Entry], limit: usize) -> Result<(), Problem> {
    let parts = entries.iter().filter(|e| !archive::set_aside(&e.name));
    let size = parts.fold(0_u64, |sum, e| sum.saturating_add(e.size));
    if size > limit as u64 { Err(too_large(place, "the workbook, unpacked,", size, limit)) } else { Ok(()) }
}
