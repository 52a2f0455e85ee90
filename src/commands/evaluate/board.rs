//! Two pages for a board: what they have to know, and room to decide. Everything is read off the tables of the
//! evaluation, and everything is cut to a length, so that it never takes a third page.

use chrono::NaiveDate;

use super::Words;
use super::page::{NO_CAUSE, Told};
use super::section::Section;
use super::seen::{HIDDEN, Part, Seen};
use super::short::{self, Row, rows_of};
use crate::commands::{Desk, in_words};
use crate::documents::{Block, Column, Document, Level, Table, Text};
use crate::domain::scheme::assumption::AssumptionKind;
use crate::domain::scheme::{Form, Role};
use crate::wording::{capital, list, normal, plural_noun, show, shown};

/// How much of everything there is room for.
const MEASURES: usize = 6;
const RESULTS: usize = 2;
const QUOTES: usize = 3;
const DECISIONS: usize = 4;
const THEMES: usize = 4;
const LEFT_OUT: usize = 4;
/// The longest name of anything, in characters.
const NAME: usize = 48;
/// The longest quote that is printed, in characters: a longer one is cut.
const LONGEST: usize = 240;

/// The two pages; decisions are their day, what they are about, and what was decided.
pub fn document(
    seen: &Seen<'_>,
    words: &Words,
    sections: &[Told],
    decided: &[(NaiveDate, String, String)],
    desk: &Desk,
) -> Document {
    let board = Board { seen, sections };
    let name = show(&seen.book.scheme.name);
    let mut hidden = Vec::new();
    let mut first = vec![
        Block::Heading(Level::One, format!("{name}: for the board")),
        Block::paragraph(format!("{}. {NO_CAUSE}", words.about)),
        Block::Heading(Level::Two, "In figures".to_string()),
        Block::Table(Table {
            columns: vec![Column::new("", 1), Column::new("", 4)],
            rows: board.figures(&mut hidden).into_iter().map(|row| row.map(Text::from).to_vec()).collect(),
        }),
    ];
    first.extend(board.improved(&mut hidden));
    if let Some(left_out) = left_out(&hidden, words) {
        first.push(Block::paragraph(left_out));
    }
    let mut second = board.quotes();
    second.push(Block::Heading(Level::Two, "What it cost".to_string()));
    let mut cost = board.money();
    if cost.is_empty() {
        cost.push(board.why_no_cost());
    }
    second.push(Block::paragraph(cost.join(" ")));
    second.push(Block::Heading(Level::Two, "What next".to_string()));
    second.push(Block::Bullets(board.next(decided).into_iter().map(Text::from).collect()));
    second.push(Block::Heading(Level::Three, "What the board decides".to_string()));
    second.push(Block::Lines(4));
    let footer = if seen.threshold.0 < 2 { words.small.as_str() } else { "" };
    let footer = format!("{name}, {}. {footer}", in_words(desk.today));
    Document::new(format!("{name}: for the board")).footer(footer.trim_end()).section(first).section(second)
}

struct Board<'b> {
    seen: &'b Seen<'b>,
    sections: &'b [Told],
}

impl Board<'_> {
    fn parts(&self, section: Option<Section>) -> &[Part] {
        self.sections.iter().find(|told| told.section == section).map_or(&[], |told| &told.parts)
    }

    /// The rows of the tables of a section that have all these columns.
    fn rows(&self, section: Section, keys: &[&str]) -> Vec<Row<'_>> {
        self.parts(Some(section)).iter().flat_map(|part| rows_of(part, keys)).collect()
    }

    fn sentences(&self, section: Section) -> Vec<String> {
        short::sentences(section, self.parts(Some(section)))
    }

    fn pairs(&self) -> &'static str {
        let scheme = &self.seen.book.scheme;
        let grouped = scheme.channels.iter().any(|channel| channel.scheme.form == Form::Group);
        match scheme.form {
            _ if grouped && scheme.form != Form::Group => "relationship",
            Form::Group if scheme.channels.is_empty() => "group",
            Form::Group => "relationship",
            _ => "pair",
        }
    }

    fn figures(&self, hidden: &mut Vec<String>) -> Vec<[String; 2]> {
        let mut rows = Vec::new();
        let pairs = plural_noun(2, self.pairs());
        let counted = self.rows(Section::Participation, &["relationships", "rematched"]);
        let delivered = self.rows(Section::Delivery, &["journeys", "relationships"]);
        match (counted.first(), delivered.first().and_then(|row| row.number("relationships"))) {
            (Some(row), _) => rows.push([capital(&pairs), self.endings(row, hidden)]),
            (None, Some(count)) => {
                rows.push([capital(&pairs), count]);
                hidden.push(format!("how the {pairs} ended"));
            }
            (None, None) => hidden.push(format!("how many {pairs} there were")),
        }
        let people = self.sentences(Section::Participation);
        for role in self.seen.roles() {
            let who = self.seen.plural_role(role);
            if !people.iter().any(|said| said.starts_with(&format!("{}:", capital(&who)))) && self.signed_up(role) {
                hidden.push(format!("what became of the {who}"));
            }
        }
        if !people.is_empty() {
            rows.push(["People".to_string(), people.join("\n")]);
        }
        match self.sentences(Section::Delivery) {
            said if !said.is_empty() => rows.push(["Sessions".to_string(), said.join("\n")]),
            _ if self.seen.journeys.is_empty() => rows.push(["Sessions".to_string(), "none yet".to_string()]),
            _ => hidden.push("sessions".to_string()),
        }
        rows.extend(self.sentences(Section::Goals).into_iter().take(1).map(|goals| ["Goals".to_string(), goals]));
        let results = self.sentences(Section::Results).into_iter().take(RESULTS).collect::<Vec<_>>();
        if !results.is_empty() {
            rows.push(["Results".to_string(), results.join("\n")]);
        }
        let cost = self
            .money()
            .into_iter()
            .find_map(|said| Some(said.strip_prefix("Cost a relationship: ")?.trim_end_matches('.').to_string()));
        rows.push([format!("Cost a {}", self.pairs()), cost.unwrap_or_else(|| "not known: see overleaf".to_string())]);
        rows
    }

    fn signed_up(&self, role: Role) -> bool {
        self.seen.book.people.iter().any(|person| person.entry(role).is_some())
    }

    fn endings(&self, row: &Row<'_>, hidden: &mut Vec<String>) -> String {
        let endings = [
            ("completed", "completed"),
            ("active", "under way"),
            ("carries_on", "carry on without the scheme"),
            ("ended_early", "ended early"),
            ("rematched", "re-matched"),
        ];
        if endings.iter().any(|(key, _)| row.number(key).is_none()) {
            hidden.push(format!("how some {} ended", plural_noun(2, self.pairs())));
        }
        let told: Vec<(String, &str)> =
            endings.iter().filter_map(|(key, words)| Some((row.some(key)?, *words))).collect();
        let all = row.number("relationships").unwrap_or_else(|| "some".to_string());
        let list = || told.iter().map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ");
        match &told[..] {
            [] => all,
            [(count, words)] if *count == all => format!("{all}, all {words}"),
            _ => format!("{all}, of whom {}", list()),
        }
    }

    /// How many improved on the main measures: those that an outcome names, then the others.
    fn improved(&self, hidden: &mut Vec<String>) -> Vec<Block> {
        let outcomes = &self.seen.book.scheme.evaluation.outcomes;
        let main = |name: &str| {
            outcomes.iter().flat_map(|outcome| &outcome.measures).any(|measure| normal(measure) == normal(name))
        };
        let of = |part| rows_of(part, &["measure", "mean_change", "improved"]).into_iter().map(move |row| (part, row));
        let mut rows: Vec<(&Part, Row<'_>)> = self.parts(Some(Section::Measures)).iter().flat_map(of).collect();
        rows.sort_by_key(|(_, row)| !main(&row.text("measure")));
        let mut told = Vec::new();
        for (part, row) in rows {
            let improved = match (row.count("improved"), row.number("mean_change")) {
                (None, Some(_)) => Some(HIDDEN.to_string()),
                (improved, _) => {
                    improved.zip(row.count("n")).map(|(improved, people)| format!("{improved} of {people}"))
                }
            };
            match (improved, row.count("n")) {
                (Some(improved), Some(_)) => {
                    let measure = capital(&shown(&row.measured(), NAME));
                    let lower = if short::is_lower_better(part, &row) { " (lower is better)" } else { "" };
                    told.push([
                        format!("{measure}, {} to {}{lower}", row.text("first"), row.text("later")),
                        improved,
                        row.text("mean_change").replace('-', "\u{2212}"),
                    ]);
                }
                (_, Some(0)) => {}
                _ => hidden.push(format!("how many improved on “{}”", shown(&row.measured(), NAME))),
            }
        }
        // What is left out takes its room on the page as well.
        told.truncate(MEASURES - hidden.len().min(2));
        if told.is_empty() {
            return Vec::new();
        }
        let columns = vec![
            Column::new("Asked at the start and later", 5),
            Column::new("Improved", 2),
            Column::new("On average, points", 2),
        ];
        let rows = told.into_iter().map(|row| row.map(Text::from).to_vec()).collect();
        vec![Block::Heading(Level::Two, "Who improved".to_string()), Block::Table(Table { columns, rows })]
    }

    /// The newest quotes.
    fn quotes(&self) -> Vec<Block> {
        let rows = self.rows(Section::Quotes, &["quote", "said_by"]);
        let newest = rows.iter().skip(rows.len().saturating_sub(QUOTES));
        let quote = |row: &Row<'_>| {
            let words = row.text("quote");
            let words = shown(words.trim_matches(['“', '”']), LONGEST);
            let who = show(&row.text("said_by"));
            Block::Paragraph(Text::default().italic(format!("“{words}”")).plain(format!(" \u{2014} {who}")))
        };
        let mut blocks = vec![Block::Heading(Level::Two, "In their own words".to_string())];
        blocks.extend(newest.map(quote));
        if blocks.len() == 1 {
            blocks.push(Block::paragraph("Nobody has agreed to be quoted yet."));
        }
        blocks
    }

    fn money(&self) -> Vec<String> {
        short::of_money(self.parts(None))
    }

    fn why_no_cost(&self) -> String {
        let mut costs = self.seen.book.scheme.assumptions.iter().filter(|row| row.kind == AssumptionKind::Cost);
        match (costs.next(), self.seen.journeys.is_empty()) {
            (None, _) => "Not worked out: the scheme names no cost.",
            (_, true) => "Not worked out: nobody was in a relationship in this period.",
            _ => "Not told: too few people to show without giving somebody away.",
        }
        .to_string()
    }

    /// What was decided, and what there is to learn from. The words of lessons stay in the private notes.
    fn next(&self, decided: &[(NaiveDate, String, String)]) -> Vec<String> {
        let newest = decided.iter().skip(decided.len().saturating_sub(DECISIONS));
        let mut next: Vec<String> = newest
            .map(|(on, about, option)| {
                format!("Decided on {}, {}: {}.", in_words(*on), shown(about, NAME), shown(option, NAME))
            })
            .collect();
        if next.is_empty() {
            next.push("Nothing is decided yet.".to_string());
        }
        let mut themes = self.rows(Section::Themes, &["theme", "lessons"]);
        themes.retain(|row| row.some("lessons").is_some());
        themes.sort_by_key(|row| std::cmp::Reverse(row.count("lessons")));
        let themes = themes
            .iter()
            .take(THEMES)
            .map(|row| format!("{} ({})", shown(&row.text("theme"), NAME), row.text("lessons")));
        let themes: Vec<String> = themes.collect();
        if !themes.is_empty() {
            next.push(format!("Lessons were noted about {}.", list(&themes, "and")));
        }
        next
    }
}

/// What is not told, in one sentence.
fn left_out(hidden: &[String], words: &Words) -> Option<String> {
    let more = hidden.len().saturating_sub(LEFT_OUT);
    let mut named: Vec<String> = hidden.iter().take(LEFT_OUT).cloned().collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let of = words.threshold;
    let why = format!("as a number below {of} would say something about somebody");
    // Where every number is told nothing is left out: there was nothing to say.
    (!named.is_empty() && of > 1).then(|| format!("Left out, {why}: {}.", list(&named, "and")))
}
