//! The list of contents of a ZIP archive, which is what modern office documents are.

/// A file inside an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path in the archive.
    pub(super) name: String,
    /// Its size when unpacked, as the archive says, in bytes.
    pub(super) size: u64,
}

/// Whether a part of a workbook is a picture or another document inside it, which no table is read from.
pub(super) fn set_aside(name: &str) -> bool {
    name.contains("/media/") || name.contains("/embeddings/")
}

/// Reads the list of contents at the end of an archive; `None` if it is not there or broken.
pub(super) fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let end = end_of_list(bytes)?;
    let mut rest = bytes.get(number(bytes, end + 16, 4)? as usize..end)?;
    let mut entries = Vec::new();
    while rest.starts_with(b"PK\x01\x02") {
        let name_length = number(rest, 28, 2)? as usize;
        let extra_length = number(rest, 30, 2)? as usize;
        let comment_length = number(rest, 32, 2)? as usize;
        let name = rest.get(46..46 + name_length)?;
        let extra = rest.get(46 + name_length..46 + name_length + extra_length)?;
        let size = match number(rest, 24, 4)? {
            0xffff_ffff => large_size(extra).unwrap_or(u64::MAX),
            size => size,
        };
        entries.push(Entry { name: String::from_utf8_lossy(name).into_owned(), size });
        rest = rest.get(46 + name_length + extra_length + comment_length..)?;
    }
    (!entries.is_empty()).then_some(entries)
}

/// Finds the record that ends the list: the last one, with at most 64 KiB of comment after it.
fn end_of_list(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(22 + 0xffff);
    bytes[from..].windows(4).rposition(|w| w == b"PK\x05\x06").map(|at| from + at)
}

/// Returns the size from the extra field that ZIP has for sizes of 4 GiB and more.
fn large_size(mut extra: &[u8]) -> Option<u64> {
    while let Some(length) = number(extra, 2, 2) {
        if number(extra, 0, 2)? == 1 {
            return number(extra, 4, 8);
        }
        extra = extra.get(4 + length as usize..)?;
    }
    None
}

/// Reads a little-endian number.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |sum, digit| sum << 8 | u64::from(*digit)))
}
