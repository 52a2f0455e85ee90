//! A log of sessions, one a row: whose, when, what became of it, how long, what they thought of it.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime};

use super::who::Who;
use super::{Column, Export, Exports};
use crate::domain::log::{Belonging, Found, Happened, Named, Rating, Told, Whose};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::source::{DateOrder, Gives, Source};
use crate::problems::{Place, Problem, Problems};
use crate::store::book::Book;
use crate::store::forms::dates::{self, Order};
use crate::store::forms::durations::{self, clock, minutes};
use crate::store::forms::nobody::reads_as_total;
use crate::store::sheet::Sheet;
use crate::wording::{list, normal, says_nothing, show};

/// The columns of a log; each may be missing.
struct Columns<'e> {
    session: Option<Column<'e>>,
    relationship: Option<Column<'e>>,
    people: Vec<Column<'e>>,
    on: Option<Column<'e>>,
    at: Option<Column<'e>>,
    start: Option<Column<'e>>,
    end: Option<Column<'e>>,
    minutes: Option<Column<'e>>,
    hours: Option<Column<'e>>,
    status: Option<Column<'e>>,
    rating: Option<Column<'e>>,
    by: Option<Column<'e>>,
}

impl<'e> Columns<'e> {
    /// What is said of the session itself, whosever it was.
    fn of_the_session(&self) -> impl Iterator<Item = Column<'e>> {
        let when = [self.on, self.at, self.start, self.end];
        when.into_iter().chain([self.minutes, self.hours, self.status, self.rating]).flatten()
    }
}

/// Reads every row of a sheet.
pub fn read(
    book: &Book,
    source: &Source,
    teller: usize,
    sheet: &Sheet,
    who: &mut Who<'_>,
    exports: &mut Exports,
    problems: &mut Problems,
) {
    let Some(export) = Export::open(source, sheet, problems) else { return };
    let sides = book.scheme.sides.as_ref().map_or(["", ""], |(one, other)| [one.as_str(), other.as_str()]);
    let side = |word: &str, side: &str| export.column(word).or_else(|| export.column(side));
    let columns = Columns {
        session: export.column("session"),
        relationship: export.column("relationship"),
        people: [side("mentor", sides[0]), side("mentee", sides[1])].into_iter().flatten().collect(),
        on: export.column("on"),
        at: export.column("at"),
        start: export.column("start"),
        end: export.column("end"),
        minutes: export.column("minutes"),
        hours: export.column("hours"),
        status: export.column("status"),
        rating: export.column("rating"),
        by: export.column("by"),
    };
    let days = columns.on.or(columns.start);
    let order = days.map_or(DateOrder::DayFirst, |days| order(source, &export, days, problems));
    let belonging = Belonging::new(&book.records.relationships);
    let doubts = &mut exports.doubts;
    let unknown = HashSet::new();
    let mut rows = Rows { book, source, order, columns, belonging, who, unknown, doubts, problems };
    let at = |column: Option<Column<'_>>| column.map_or(0, |column| column.number());
    let at = (at(rows.columns.on.or(rows.columns.start)), at(rows.columns.rating));
    exports.told.reserve(export.rows.len());
    for row in &export.rows {
        let place = sheet.whole_row(*row);
        if rows.is_beside(*row, &place) {
            continue;
        }
        let happened = rows.happened(*row);
        let (on, begins) = rows.when(*row, happened);
        exports.told.push(Told {
            teller,
            record: None,
            place,
            columns: at,
            key: rows.columns.session.map_or(String::new(), |column| column.cell(*row).trim().to_string()),
            whose: rows.whose(*row, on),
            on,
            at: begins,
            happened,
            minutes: rows.minutes(*row),
            rating: rows.rating(*row),
            by: rows.by(*row),
        });
    }
}

/// How the days are written: as the scheme says, else as the whole column does.
pub fn order(source: &Source, export: &Export<'_>, days: Column<'_>, problems: &mut Problems) -> DateOrder {
    if let Some(order) = source.date_order {
        return order;
    }
    let cells: Vec<_> = export.rows.iter().map(|row| days.cell(*row)).collect();
    let order = dates::order_of(cells.iter().map(AsRef::as_ref));
    if order == Order::Open
        && let Some(at) = cells.iter().position(|cell| dates::is_open(cell))
    {
        problems.push(dates::two_readings(&days.place(export.rows[at]), days.heading(), &cells[at]));
    }
    order.order()
}

/// The rows of a log being read.
struct Rows<'r, 'e, 'w> {
    book: &'r Book,
    source: &'r Source,
    order: DateOrder,
    columns: Columns<'e>,
    belonging: Belonging<'r>,
    who: &'r mut Who<'w>,
    /// Words of which it was told that nobody knows what they mean.
    unknown: HashSet<String>,
    doubts: &'r mut Problems,
    problems: &'r mut Problems,
}

impl Rows<'_, '_, '_> {
    /// Whether a row is no session, as totals and notes below a table are none: it reads like a total, or says neither
    /// when nor whose.
    fn is_beside(&mut self, row: usize, place: &Place) -> bool {
        let day = self.columns.on.or(self.columns.start);
        let whose: Vec<Column<'_>> = self.columns.relationship.into_iter().chain(self.columns.people.clone()).collect();
        let blank = |column: &Column<'_>| says_nothing(column.cell(row).trim());
        // Where the sessions of a pair stand beside one another, a source each, those to come are blank.
        let of_sessions =
            |source: &&Source| source.gives == Gives::Sessions && source.file.value == self.source.file.value;
        let beside_one_another = self.book.scheme.sources.iter().filter(of_sessions).count() > 1;
        let mut own = self.columns.of_the_session().filter(|column| column.always.is_none());
        if beside_one_another && own.all(|column| blank(&column)) {
            return true;
        }
        let dated = day.is_some_and(|column| dates::read(&column.cell(row), self.order).is_some());
        let says_neither = !dated && whose.iter().all(blank) && (day.is_some() || !whose.is_empty());
        let named = || {
            self.columns.session.iter().chain(&whose).chain(&day).any(|column| reads_as_total(&column.cell(row), true))
        };
        if !says_neither && (dated || !named()) {
            return false;
        }
        let first = self.columns.session.iter().chain(&whose).chain(&day).find(|column| !blank(column));
        let text = first.map_or(String::new(), |column| format!(" (`{}`)", show(column.cell(row).trim())));
        self.doubts.push(
            Problem::warning(place, format!("the row{text} does not say whose session it was and when, and is left out"))
                .remedy("a total or a note below the sessions: nothing is to be done\na session: add the day and the people where it is kept"),
        );
        true
    }

    /// The day and the time at which it began.
    fn when(&mut self, row: usize, happened: Happened) -> (Option<NaiveDate>, Option<NaiveTime>) {
        let Some(column) = self.columns.on.or(self.columns.start) else { return (None, None) };
        let cell = column.cell(row);
        let read = dates::read(&cell, self.order);
        if read.is_none() && !cell.is_empty() {
            let remedy = "put the date right where it is kept; until then only the totals count the session";
            self.odd(&column, row, "is not a date", remedy);
        }
        if cell.is_empty() && happened != Happened::Planned {
            let remedy = "add it where it is kept; until then only the totals count the session";
            let message = "a session without its day";
            self.doubts.push(Problem::warning(&column.place(row), message).heading(column.heading()).remedy(remedy));
        }
        let begins = [self.columns.at, self.columns.start, Some(column)].into_iter().flatten();
        // Nobody meets at midnight: so dates without a time are exported.
        let begins = begins.filter_map(|column| self.time_of(&column.cell(row))).find(|time| *time != NaiveTime::MIN);
        (read.map(|read| read.date()), begins)
    }

    /// The time of day that a cell says, with a date or alone.
    fn time_of(&self, cell: &str) -> Option<NaiveTime> {
        // A date alone is read as its midnight, and says none.
        let of_day = || dates::read(cell, self.order).map(|read| read.time());
        clock(cell).or_else(|| of_day().filter(|time| *time != NaiveTime::MIN || cell.contains(':')))
    }

    /// How long it lasted: as it says, else from the start to the end.
    fn minutes(&mut self, row: usize) -> Option<u32> {
        for (column, unit) in [(self.columns.minutes, 1), (self.columns.hours, 60)] {
            let Some(column) = column else { continue };
            match minutes(&column.cell(row), unit) {
                Ok(None) => {}
                Ok(minutes) => return minutes,
                Err(_) => {
                    let remedy = format!("where it is kept, {}; until then it is not known", durations::REMEDY);
                    self.odd(&column, row, "does not say how long, up to a day", &remedy);
                }
            }
        }
        self.start_to_end(row)
    }

    fn start_to_end(&mut self, row: usize) -> Option<u32> {
        let column = self.columns.end?;
        let cell = column.cell(row);
        let ended_on = dates::read(&cell, self.order).map(|read| read.date());
        let Some(ends) = self.time_of(&cell) else {
            // A day alone says when it was, and not for how long.
            if ended_on.is_none() && !cell.is_empty() {
                self.odd(&column, row, "is no time of day", "write it as 15:30 where it is kept");
            }
            return None;
        };
        let cells = [self.columns.at, self.columns.start, self.columns.on].map(|column| Some(column?.cell(row)));
        let begins = cells.iter().flatten().find_map(|cell| self.time_of(cell))?;
        let began_on = cells.iter().flatten().find_map(|cell| Some(dates::read(cell, self.order)?.date()));
        // Whole days are dates without a time.
        if begins == NaiveTime::MIN && ends == NaiveTime::MIN {
            return None;
        }
        let lasted = match began_on.zip(ended_on) {
            Some((began_on, ended_on)) => (ended_on.and_time(ends) - began_on.and_time(begins)).num_minutes(),
            // Over midnight.
            None => (ends - begins).num_minutes().rem_euclid(1440),
        };
        if !(0..=1440).contains(&lasted) {
            self.odd(
                &column,
                row,
                "is no end up to a day after the start",
                "put the day or the time right where it is kept; until then it is not known how long it was",
            );
            return None;
        }
        u32::try_from(lasted).ok().filter(|minutes| *minutes > 0)
    }

    /// What became of it. What has no column for that is a list of sessions that took place.
    fn happened(&mut self, row: usize) -> Happened {
        let Some(column) = self.columns.status else { return Happened::Held };
        let cell = column.cell(row);
        if let Some(happened) = self.source.status_of(&cell) {
            return happened;
        }
        // Said once it is said for all, however many rows have it.
        if !self.unknown.insert(cell.trim().to_lowercase()) {
            return Happened::Planned;
        }
        let remedy = format!(
            "say once what it means, under [source.statuses]: held = [{0:?}], \"not held\" = [{0:?}] or planned = [{0:?}]",
            cell.trim()
        );
        self.problems.push(
            Problem::error(&column.place(row), format!("`{}` does not say what became of the session", show(&cell)))
                .heading(column.heading())
                .text(cell.as_ref())
                .remedy(remedy),
        );
        Happened::Planned
    }

    /// What somebody thought of it; of `4/5` the 4.
    fn rating(&mut self, row: usize) -> Option<Rating> {
        let column = self.columns.rating?;
        let cell = column.cell(row);
        let text = cell.trim().to_lowercase();
        if says_nothing(&text) {
            return None;
        }
        let number =
            text.split_once('/').filter(|(_, of)| of.trim().parse::<u32>().is_ok()).map_or(text.as_str(), |(n, _)| n);
        let rating = number.parse().ok();
        if rating.is_none() {
            self.odd(&column, row, "is not a number", "write the rating as a number where it is kept");
        }
        rating
    }

    /// In which way they met, as the scheme calls it where it has a word for it.
    fn by(&mut self, row: usize) -> String {
        let Some(column) = self.columns.by else { return String::new() };
        let cell = column.cell(row);
        if says_nothing(cell.trim()) {
            return String::new();
        }
        let listed = self.book.scheme.ways_to_meet();
        let way = self.source.way_of(&cell).unwrap_or(cell.trim()).to_string();
        // Said once it is said for all rows.
        if !listed.iter().any(|known| normal(known) == normal(&way)) && self.unknown.insert(normal(&way)) {
            let first = listed.first().map_or("face to face", String::as_str);
            let remedy = format!(
                "add it to by = […] under [sessions], or say once which is meant, under [source.ways]: {first:?} = [{:?}]; until then `evaluate` calls it another way",
                cell.trim()
            );
            self.odd(&column, row, "is no way to meet that the scheme lists", &remedy);
        }
        way
    }

    /// The relationship, or else the people as they are named.
    fn whose(&mut self, row: usize, on: Option<NaiveDate>) -> Whose {
        let mut label = String::new();
        if let Some(column) = self.columns.relationship {
            let cell = column.cell(row);
            let id: Option<RelationshipId> = cell.parse().ok();
            let known = id.filter(|id| self.book.records.relationships.iter().any(|r| r.id == *id));
            if let Some(id) = known {
                return Whose::Relationship(id);
            }
            if id.is_some() && self.who.anybody() {
                self.odd(&column, row, "is no relationship in records/relationships.csv", UNNOTED);
            }
            label = cell.trim().to_string();
        }
        let mut named: Vec<Named> = Vec::new();
        let people = self.columns.people.clone();
        for column in &people {
            let Some(person) = self.who.named(&column.cell(row)) else { continue };
            if matches!(person, Named::Unknown(_)) && self.who.anybody() {
                let (what, remedy) = self.who.unknown(&column.cell(row));
                self.odd(column, row, what, remedy);
            }
            named.push(person);
        }
        let known: Vec<PersonId> =
            named.iter().filter_map(|named| if let Named::Known(id) = named { Some(*id) } else { None }).collect();
        if known.len() < named.len() || known.is_empty() {
            return Whose::Pair(named, label);
        }
        let message = match self.belonging.find(&known, on) {
            Found::One(id) => return Whose::Relationship(id),
            Found::Several(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                format!("could belong to any of {}", list(&ids, "and"))
            }
            Found::NeverAccepted(id) => format!("is of {id}, which was never accepted"),
            Found::Never => {
                let ids: Vec<String> = known.iter().map(ToString::to_string).collect();
                format!("is of {}, who were never matched", list(&ids, "and"))
            }
        };
        if let Some(column) = people.first() {
            let place = column.place(row);
            self.doubts.push(
                Problem::warning(&place, format!("the session {message}"))
                    .heading(column.heading())
                    .text(column.cell(row).as_ref())
                    .remedy(UNNOTED),
            );
        }
        Whose::Pair(named, label)
    }

    fn odd(&mut self, column: &Column<'_>, row: usize, what: &str, remedy: &str) {
        let cell = column.cell(row);
        self.doubts.push(
            Problem::warning(&column.place(row), format!("`{}` {what}", show(&cell)))
                .heading(column.heading())
                .text(cell.as_ref())
                .remedy(remedy),
        );
    }
}

const UNNOTED: &str = "if the relationship stands, accept it or add it; until then the session counts apart";
