//! Two pages for a board: what they have to know, and room to decide. Everything is read off the tables of the
//! evaluation, and everything is cut to a length, so that it never takes a third page. What small numbers leave out is
//! named, and so is what there is no room for.

mod left_out;

use chrono::NaiveDate;

use super::Words;
use super::page::{Told, to_know};
use super::results;
use super::section::Section;
use super::seen::{HIDDEN, Part, Seen};
use super::short::{self, Row, rows_of};
use crate::commands::{Desk, in_words, value};
use crate::documents::{Block, Column, Document, Level, Table, Text};
use crate::domain::scheme::assumption::AssumptionKind;
use crate::domain::scheme::{Form, Role};
use crate::wording::{capital, list, normal, plural, plural_noun, show, shown};
use left_out::LeftOut;

/// How much of everything there is room for.
const MEASURES: usize = 6;
const RESULTS: usize = 2;
const QUOTES: usize = 3;
const DECISIONS: usize = 4;
const THEMES: usize = 4;
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
    let mut out = LeftOut::default();
    let mut first = vec![
        Block::Heading(Level::One, format!("{name}: for the board")),
        Block::paragraph(format!("{}. {}", words.about, to_know(seen))),
        Block::Heading(Level::Two, "In figures".to_string()),
        Block::Table(Table {
            columns: vec![Column::new("", 1), Column::new("", 4)],
            rows: board.figures(&mut out).into_iter().map(|row| row.map(Text::from).to_vec()).collect(),
        }),
    ];
    first.extend(board.improved(&mut out));
    first.extend(out.sentences(words.threshold).into_iter().map(Block::paragraph));
    let mut second = board.quotes();
    second.push(Block::Heading(Level::Two, "What it cost".to_string()));
    let mut cost = board.money();
    if board.cost_of_one().is_none() {
        cost.extend(board.why_no_cost());
    }
    cost.extend(value::to_know(seen));
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

    /// What a relationship is called here: by its form, where all are of one.
    fn pairs(&self) -> &'static str {
        let forms = self.seen.forms();
        let groups = forms.iter().filter(|form| **form == Form::Group).count();
        match groups {
            0 => "pair",
            _ if groups == forms.len() => "group",
            _ => "relationship",
        }
    }

    fn figures(&self, out: &mut LeftOut) -> Vec<[String; 2]> {
        let mut rows = Vec::new();
        let pairs = plural_noun(2, self.pairs());
        let counted = self.rows(Section::Participation, &["relationships", "rematched"]);
        let delivered = self.rows(Section::Delivery, &["journeys", "relationships"]);
        match (counted.first(), delivered.first().and_then(|row| row.number("relationships"))) {
            _ if self.seen.all_journeys.is_empty() => rows.push([capital(&pairs), "none yet".to_string()]),
            (Some(row), _) => rows.push([capital(&pairs), self.endings(row, out)]),
            (None, Some(count)) => {
                rows.push([capital(&pairs), count]);
                out.say(format!("how the {pairs} ended"));
            }
            (None, None) => out.say(format!("how many {pairs} there were")),
        }
        let people = self.sentences(Section::Participation);
        if !people.is_empty() {
            rows.push(["People".to_string(), people.join("\n")]);
        } else if self.seen.book.people.is_empty() {
            rows.push(["People".to_string(), "nobody has signed up yet".to_string()]);
        }
        self.people_left_out(out);
        match self.sentences(Section::Delivery) {
            said if !said.is_empty() => rows.push(["Sessions".to_string(), said.join("\n")]),
            _ if self.seen.journeys.is_empty() => rows.push(["Sessions".to_string(), "none yet".to_string()]),
            _ => out.say("how many sessions were held".to_string()),
        }
        let of_a_plan = [("sessions_not_held", "were not held"), ("sessions_not_heard", "nobody told of")];
        let all = delivered.iter().filter(|row| !row.has("first_meeting"));
        for (_, what) in all.flat_map(|row| of_a_plan.into_iter().filter(|(key, _)| row.is_hidden(key))) {
            out.say(format!("how many sessions {what}"));
        }
        rows.extend(self.sentences(Section::Goals).into_iter().take(1).map(|goals| ["Goals".to_string(), goals]));
        if self.goals_left_out() {
            out.say("how far some goals are".to_string());
        }
        let results = self.sentences(Section::Results);
        // Where few measures are told of, results have their room.
        let room = RESULTS + MEASURES.saturating_sub(self.measured().len());
        if results.len() > room {
            out.no_room(plural(results.len() - room, "result"));
        }
        if !results.is_empty() {
            rows.push(["Results".to_string(), results.into_iter().take(room).collect::<Vec<_>>().join("\n")]);
        }
        out.results = results::left_out(self.seen);
        let name = format!("Cost a {}", self.pairs());
        match (self.cost_of_one(), self.why_no_cost()) {
            (Some(cost), _) => rows.push([name, cost]),
            (None, Some(_)) => rows.push([name, "not worked out: see overleaf".to_string()]),
            (None, None) => out.say(format!("what a {} cost", self.pairs())),
        }
        rows
    }

    /// Which numbers of people are not told of a role in which anybody signed up.
    fn people_left_out(&self, out: &mut LeftOut) {
        let rows = self.rows(Section::Participation, &["role", "applied"]);
        for role in self.seen.roles().into_iter().filter(|role| self.signed_up(*role)) {
            let who = self.seen.plural_role(role);
            let Some(row) = rows.iter().find(|row| row.text("role") == capital(&who)) else {
                out.say(format!("what became of the {who}"));
                continue;
            };
            if row.is_hidden("applied") {
                out.say(format!("how many {who} applied"));
            }
            if row.hides_any_but(&["applied", "admitted", "not_admitted"]) {
                out.say(format!("what became of some {who}"));
            }
        }
    }

    /// Whether how far goals are is not told, or not of all.
    fn goals_left_out(&self) -> bool {
        let rows = self.rows(Section::Goals, &["goals", "reached"]);
        let set = self.seen.journeys.iter().any(|(journey, _)| !journey.goals.is_empty());
        rows.iter().any(|row| row.hides_any_but(&[])) || (rows.is_empty() && set)
    }

    fn signed_up(&self, role: Role) -> bool {
        self.seen.book.people.iter().any(|person| person.entry(role).is_some())
    }

    fn endings(&self, row: &Row<'_>, out: &mut LeftOut) -> String {
        let endings = [
            ("completed", "completed"),
            ("active", "under way"),
            ("carries_on", "carry on without the scheme"),
            ("ended_early", "ended early"),
            ("rematched", "re-matched"),
        ];
        if endings.iter().any(|(key, _)| row.number(key).is_none()) {
            out.say(format!("how some {} ended", plural_noun(2, self.pairs())));
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

    /// What was asked at the start and later, and is told of anybody.
    fn measured(&self) -> Vec<(&Part, Row<'_>)> {
        let of = |part| rows_of(part, &["measure", "mean_change", "improved"]).into_iter().map(move |row| (part, row));
        let rows = self.parts(Some(Section::Measures)).iter().flat_map(of);
        rows.filter(|(_, row)| row.count("n") != Some(0)).collect()
    }

    /// How many improved on the main measures: those that an outcome names, then the others.
    fn improved(&self, out: &mut LeftOut) -> Vec<Block> {
        let outcomes = &self.seen.book.scheme.evaluation.outcomes;
        let main = |name: &str| {
            outcomes.iter().flat_map(|outcome| &outcome.measures).any(|measure| normal(measure) == normal(name))
        };
        let mut rows = self.measured();
        rows.sort_by_key(|(_, row)| !main(&row.text("measure")));
        let mut told = Vec::new();
        for (part, row) in &rows {
            let (improved, people) = (row.count("improved"), row.count("n"));
            let stages = format!("{} to {}", row.text("first"), row.text("later"));
            if improved.is_none() {
                out.improved.push(format!("“{}”, {stages}", shown(&row.measured(), NAME)));
            }
            let Some(people) = people.filter(|_| improved.is_some() || row.number("mean_change").is_some()) else {
                continue;
            };
            let measure = capital(&shown(&row.measured(), NAME));
            let lower = if short::is_lower_better(part, row) { " (lower is better)" } else { "" };
            told.push([
                format!("{measure}, {stages}{lower}"),
                improved.map_or(HIDDEN.to_string(), |improved| format!("{improved} of {people}")),
                row.text("mean_change").replace('-', "\u{2212}"),
            ]);
        }
        // What is left out takes its room on the page as well.
        let room = MEASURES - out.lines().min(2);
        if told.len() > room {
            out.no_room(plural(told.len() - room, "measure"));
        }
        told.truncate(room);
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

    /// The newest quotes, and where the others are.
    fn quotes(&self) -> Vec<Block> {
        let rows = self.rows(Section::Quotes, &["quote", "said_by"]);
        let further = rows.len().saturating_sub(QUOTES);
        let quote = |row: &Row<'_>| {
            let words = row.text("quote");
            let words = shown(words.trim_matches(['“', '”']), LONGEST);
            let who = show(&row.text("said_by"));
            Block::Paragraph(Text::default().italic(format!("“{words}”")).plain(format!(" \u{2014} {who}")))
        };
        let mut blocks = vec![Block::Heading(Level::Two, "In their own words".to_string())];
        blocks.extend(rows.iter().skip(further).map(quote));
        if further > 0 {
            blocks.push(Block::paragraph(format!(
                "These are the newest {QUOTES} of {} quotes; the others are in the evaluation.",
                rows.len()
            )));
        }
        if rows.is_empty() {
            blocks.push(Block::paragraph("Nobody has agreed to be quoted yet."));
        }
        blocks
    }

    fn cost_of_one(&self) -> Option<String> {
        let of_one =
            |said: &String| Some(said.strip_prefix("Cost a relationship: ")?.trim_end_matches('.').to_string());
        self.money().iter().find_map(of_one)
    }

    fn money(&self) -> Vec<String> {
        short::of_money(self.parts(None))
    }

    /// Why there is no cost to tell of, other than that it would be about too few people.
    fn why_no_cost(&self) -> Option<String> {
        let mut costs = self.seen.book.scheme.assumptions.iter().filter(|row| row.kind == AssumptionKind::Cost);
        match (costs.next(), self.seen.journeys.is_empty()) {
            (None, _) => Some("Not worked out: the scheme names no cost.".to_string()),
            (_, true) => {
                Some(format!("What a {} cost is not worked out: nobody was in one in this period.", self.pairs()))
            }
            _ => None,
        }
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
