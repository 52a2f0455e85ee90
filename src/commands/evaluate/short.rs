//! The main things in plain words, read off the tables: what they hide is not said here either.

use super::section::Section;
use super::seen::Part;
use crate::report::{Cell, Table};
use crate::wording::{capital, plural, plural_noun};

/// No more measures or results than these are told of in sentences, where there is a table of them beside.
pub const MOST: usize = 6;

/// Which rows of what it cost and was worth are told in a sentence, and how they are called there.
const SAID_OF_MONEY: [(&str, &str); 4] = [
    ("Cost", "Cost in all"),
    ("Cost a relationship", "Cost a relationship"),
    ("Cost an hour", "Cost an hour"),
    ("Benefit for each pound", "Benefit for each pound"),
];

/// What a section comes to, a sentence each.
pub fn sentences(section: Section, parts: &[Part]) -> Vec<String> {
    let rows = |keys: &'static [&'static str]| parts.iter().flat_map(move |part| rows_of(part, keys));
    match section {
        Section::Participation => {
            let first = parts.iter().take(1).flat_map(|part| rows_of(part, &["role", "applied"]));
            first.filter_map(|row| people(&row)).collect()
        }
        Section::Delivery => rows(&["journeys", "sessions_held"]).take(1).flat_map(|row| delivered(&row)).collect(),
        Section::Goals => rows(&["goals", "reached"]).filter_map(|row| goals(&row)).collect(),
        Section::Measures | Section::Training | Section::Commissioners => {
            let of = |part| rows_of(part, &["measure", "mean_change"]).into_iter().map(move |row| (part, row));
            parts.iter().flat_map(of).filter_map(|(part, row)| change(part, &row)).collect()
        }
        Section::Results => rows(&["result", "reached"]).filter_map(|row| result(&row)).collect(),
        _ => Vec::new(),
    }
}

/// What money comes to, in a sentence.
pub fn of_money(parts: &[Part]) -> Vec<String> {
    let rows = parts.iter().flat_map(|part| rows_of(part, &["what", "low", "central", "high"]));
    let told = |row: Row<'_>| {
        let called = row.text("what");
        let (_, what) = SAID_OF_MONEY.iter().find(|(own, _)| *own == called)?;
        let [low, central, high] = ["low", "central", "high"].map(|key| row.amount(key));
        let (low, central, high) = (low?, central?, high?);
        let range =
            if low == high { String::new() } else { format!(" (from £{low} to £{high}, as the assumptions are)") };
        // What came to nothing may come yet.
        let so_far = if row.some("central").is_none() { " so far" } else { "" };
        Some(format!("{what}: £{central}{range}{so_far}."))
    };
    rows.filter_map(told).collect()
}

/// One row of a table, by the keys of its columns.
pub struct Row<'p> {
    table: &'p Table,
    cells: &'p [Cell],
}

/// The rows of a table that has all these columns.
pub fn rows_of<'p>(part: &'p Part, keys: &[&str]) -> Vec<Row<'p>> {
    let table = &part.table;
    let has = |key: &&str| table.columns.iter().any(|column| column.key == **key);
    let rows = table.rows.iter().filter(|_| keys.iter().all(has));
    rows.map(|cells| Row { table, cells }).collect()
}

impl Row<'_> {
    fn cell(&self, key: &str) -> Option<&Cell> {
        let at = self.table.columns.iter().position(|column| column.key == key)?;
        self.cells.get(at)
    }

    /// Whether the table has a column.
    pub fn has(&self, key: &str) -> bool {
        self.cell(key).is_some()
    }

    /// Whether a number is not told.
    pub fn is_hidden(&self, key: &str) -> bool {
        self.cell(key).is_some_and(|cell| *cell != Cell::Blank && !cell.is_number())
    }

    /// Whether any number is not told; words that say what the row is about stand in its first column.
    pub fn hides_any_but(&self, keys: &[&str]) -> bool {
        let columns = self.table.columns.iter().filter(|column| !keys.contains(&&*column.key) && column.key != "role");
        columns.into_iter().any(|column| self.is_hidden(&column.key))
    }

    /// What stands in a column, as it is shown.
    pub fn text(&self, key: &str) -> String {
        self.cell(key).map_or(String::new(), Cell::plain)
    }

    /// A number, where one is told.
    pub fn number(&self, key: &str) -> Option<String> {
        self.cell(key).filter(|cell| cell.is_number()).map(Cell::plain)
    }

    /// A number, where one is told, with its thousands apart.
    fn amount(&self, key: &str) -> Option<String> {
        self.cell(key).filter(|cell| cell.is_number()).map(Cell::in_a_sentence)
    }

    /// A number that is told and is not nought.
    pub fn some(&self, key: &str) -> Option<String> {
        self.number(key).filter(|number| number.chars().any(|c| ('1'..='9').contains(&c)))
    }

    /// A count, where one is told.
    pub fn count(&self, key: &str) -> Option<usize> {
        self.number(key)?.parse().ok()
    }

    /// How many came to something, with the verb in their number; none where it is not told, or nobody.
    fn told(&self, key: &str, verb: &str, what: &str) -> Option<String> {
        let count = self.some(key)?;
        let verb = if verb.is_empty() { String::new() } else { plural_noun(self.count(key)?, verb) + " " };
        Some(format!("{count} {verb}{what}"))
    }

    /// What a row of a measure is about.
    pub fn measured(&self) -> String {
        let words = ["measure", "item"].map(|key| self.text(key));
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

fn people(row: &Row<'_>) -> Option<String> {
    let came = [
        ("applied", "", "applied"),
        ("matched", "was", "matched"),
        ("completed", "", "completed"),
        ("carries_on", "is", "going on without the scheme"),
        ("active", "is", "under way"),
        ("ended_early", "", "ended early"),
    ];
    let said: Vec<String> = came.iter().filter_map(|(key, verb, what)| row.told(key, verb, what)).collect();
    (!said.is_empty()).then(|| format!("{}: {}.", row.text("role"), said.join(", ")))
}

fn delivered(row: &Row<'_>) -> Vec<String> {
    let messages = row.count("messages").filter(|messages| *messages > 0).map(|messages| {
        let in_time =
            row.number("replies_in_time").map_or(String::new(), |count| format!(", {count} of them answered in time"));
        format!("{}{in_time}.", plural(messages, "message"))
    });
    // Where people write to each other, no sessions are no news.
    let sessions = row.count("sessions_held").filter(|held| *held > 0 || messages.is_none());
    let not_heard = row.some("sessions_not_heard");
    let of = row.count("relationships");
    let of = of.map_or(String::new(), |count| format!(" in {}", plural(count, "relationship")));
    let sessions = sessions.map(|held| {
        let not_heard = not_heard.map_or(String::new(), |count| format!("; of {count} nobody told"));
        // What nobody told is not known not to have been held.
        if held == 0 {
            return format!("No session is known to have been held{of}{not_heard}.");
        }
        let sessions = match row.some("sessions_planned") {
            Some(planned) => format!("{held} of {planned} planned sessions {}", plural_noun(held, "was")),
            None => format!("{} {}", plural(held, "session"), plural_noun(held, "was")),
        };
        let whole = row.some("length_not_heard").is_none();
        let whose = if whole { "in all" } else { "of those whose length was told" };
        let hours = row.some("hours_held").map_or(String::new(), |hours| format!(", {hours} hours {whose}"));
        format!("{sessions} held{of}{hours}{not_heard}.")
    });
    sessions.into_iter().chain(messages).collect()
}

fn goals(row: &Row<'_>) -> Option<String> {
    let goals = row.count("goals").filter(|goals| *goals > 0)?;
    let stands = [("reached", "reached"), ("nearer", "nearer than at the start"), ("not_rated", "not rated yet")];
    let told: Vec<String> = stands.iter().filter_map(|(key, what)| row.told(key, "is", what)).collect();
    (!told.is_empty()).then(|| format!("Of {} {}.", plural(goals, "goal"), told.join(", ")))
}

/// What is said of a measure of which lower is better.
pub fn of_lower(measure: &str) -> String {
    format!("Of {measure} lower is better.")
}

/// Whether lower is better of the measure of a row, as its table says.
pub fn is_lower_better(part: &Part, row: &Row<'_>) -> bool {
    part.says.contains(&of_lower(&row.text("measure")))
}

fn change(part: &Part, row: &Row<'_>) -> Option<String> {
    let (people, mean) = (row.count("n")?, row.number("mean_change")?);
    let moved = match (row.some("mean_change"), mean.strip_prefix('-')) {
        (None, _) => "no change on average".to_string(),
        (_, Some(less)) => format!("on average {less} points lower"),
        (_, None) => format!("on average {mean} points higher"),
    };
    let interval = match (row.number("low_95"), row.number("high_95")) {
        (Some(low), Some(high)) => format!(" (95 % interval {low} to {high})").replace('-', "\u{2212}"),
        _ => String::new(),
    };
    let who = format!("{} who answered both times", plural(people, "person"));
    let improved = match row.count("improved") {
        Some(count) if is_lower_better(part, row) => {
            format!("{count} of {who} said less than before, and lower is better")
        }
        Some(count) => format!("{count} of {who} said more than before"),
        None => format!("of the {who} it is not told how many said more and how many less"),
    };
    let (first, later) = (row.text("first"), row.text("later"));
    Some(format!("{}, {first} to {later}: {moved}{interval}; {improved}.", capital(&row.measured())))
}

fn result(row: &Row<'_>) -> Option<String> {
    let (reached, not) = (row.count("reached")?, row.count("not_reached")?);
    let weeks = row.count("weeks").map_or(String::new(), |weeks| format!(" after {}", plural(weeks, "week")));
    (reached + not > 0).then(|| {
        let result = capital(&row.text("result"));
        let unknown = row.some("not_known").map_or(String::new(), |count| format!("; of {count} it is not known"));
        format!("{result}{weeks}: reached by {reached} of {} of whom it is known{unknown}.", reached + not)
    })
}
