//! How a file was read, for the listing that `check` gives.

use std::fmt;

use crate::wording::{list, show};

/// The kind of file a table stood in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text, one line a row.
    #[default]
    Csv,
    /// An Excel workbook.
    Workbook,
}

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The kind of file, by its content.
    pub format: Format,
    /// The encoding of a CSV file.
    pub encoding: &'static str,
    /// The separator of a CSV file.
    pub separator: Option<char>,
    /// The worksheet that was read.
    pub worksheet: Option<String>,
    /// The other visible worksheets, which were not read.
    pub others: Vec<String>,
    /// How those begin.
    pub beginnings: Vec<Beginning>,
    /// Whether a workbook counts its days from 1904, as those of old Macs do.
    pub since_1904: bool,
    /// What is worth a sentence of its own.
    pub remarks: Vec<String>,
}

/// How a worksheet begins that was not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// Its name.
    pub worksheet: String,
    /// The numbers and the cells of its first rows that hold text.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.format {
            Format::Csv => write!(f, "CSV, {}, separated by {}", self.encoding, self.separator_name())?,
            Format::Workbook => f.write_str("Excel workbook")?,
        }
        if let Some(worksheet) = &self.worksheet {
            write!(f, ", worksheet \"{}\"", show(worksheet))?;
        }
        if !self.others.is_empty() {
            write!(f, " (not read: {})", quoted(&self.others, "and"))?;
        }
        self.remarks.iter().try_for_each(|remark| write!(f, "; {remark}"))
    }
}

impl Notes {
    /// Returns the separator in words.
    pub fn separator_name(&self) -> String {
        match self.separator {
            None | Some(',') => "commas".to_string(),
            Some(';') => "semicolons".to_string(),
            Some('\t') => "tabs".to_string(),
            Some('|') => "vertical bars".to_string(),
            Some(other) => format!("\"{}\"", show(&other.to_string())),
        }
    }
}

/// Returns names in double quotes, joined as English does; of many, the first eight.
pub(super) fn quoted(names: &[String], last: &str) -> String {
    let mut shown: Vec<String> = names.iter().take(8).map(|n| format!("\"{}\"", show(n))).collect();
    if names.len() > 8 {
        shown.push(format!("{} more", names.len() - 8));
        return list(&shown, "and");
    }
    list(&shown, last)
}
