//! As what the answer of a verb comes in a file: tables, a document to print, days for a calendar.

use super::Command;

/// As what an answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComesAs {
    /// Tables.
    Tables,
    /// Tables, and a document to print.
    TablesAndDocument,
    /// A document to print.
    Document,
    /// Tables, and days for a calendar.
    TablesAndDays,
    /// Tables, a document to print, and days for a calendar.
    All,
}

impl ComesAs {
    /// The endings of a file that will do.
    pub fn endings(self) -> Vec<&'static str> {
        let (document, days) = match self {
            ComesAs::Document => return vec![".docx", ".html", ".md"],
            ComesAs::Tables => (false, false),
            ComesAs::TablesAndDocument => (true, false),
            ComesAs::TablesAndDays => (false, true),
            ComesAs::All => (true, true),
        };
        let mut endings = vec![".csv", ".xlsx", ".html", ".md", ".json", ".tsv", ".txt"];
        endings.extend(document.then_some(".docx"));
        endings.extend(days.then_some(".ics"));
        endings
    }
}

impl Command {
    /// As what the answer comes in a file.
    pub fn comes_as(&self) -> ComesAs {
        match self {
            Command::Match(args) if args.is_for_the_panel() => ComesAs::Document,
            Command::Evaluate(args) if args.is_for_the_board() => ComesAs::Document,
            Command::Review(args) if args.is_a_timetable() => ComesAs::All,
            Command::Letters(_) | Command::Review(_) => ComesAs::TablesAndDocument,
            Command::People(args) if args.shows_profiles() => ComesAs::TablesAndDocument,
            Command::Schedule(_) => ComesAs::TablesAndDays,
            _ => ComesAs::Tables,
        }
    }
}
