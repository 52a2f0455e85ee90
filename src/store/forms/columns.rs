//! How the cells of each mapped column are read: what is decided by the whole column before any of its cells is read.

use super::cells::CellReader;
use super::dates::{self, Order};
use super::headings::{Found, Headings};
use super::numbers::has_decimal_comma;
use super::separators;
use crate::domain::scheme::source::{DateOrder, Shape, Source};
use crate::domain::scheme::{FieldId, Kind, Scheme};
use crate::privacy::Privacy;
use crate::problems::{Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::{list, show};

/// One mapped fact or field, and how its cells are written.
pub(super) struct Plan<'a> {
    pub(super) target: &'a str,
    pub(super) field: Option<FieldId>,
    pub(super) found: &'a Found<'a>,
    pub(super) separator: &'a str,
    pub(super) order: DateOrder,
    /// Whether the cells below options leave open which of them mean that an option is chosen.
    pub(super) unclear: bool,
    /// Whether its numbers are written with a decimal comma.
    pub(super) decimal_comma: bool,
}

/// Decides how columns of a sheet are read.
pub(super) struct Planner<'p, 'a> {
    pub(super) source: &'a Source,
    pub(super) scheme: &'a Scheme,
    pub(super) sheet: &'p Sheet,
    /// The first row of answers.
    pub(super) first: usize,
    pub(super) headings: &'p Headings<'p>,
    pub(super) readers: &'p [CellReader<'a>],
    pub(super) problems: &'p mut Problems,
}

impl<'a> Planner<'_, 'a> {
    /// Decides for one fact or field, and tells what its column leaves open.
    pub(super) fn plan(&mut self, found: &'a Found<'a>) -> Plan<'a> {
        let (source, scheme, sheet, first) = (self.source, self.scheme, self.sheet, self.first);
        let target = found.columns.target.value.as_str();
        let field = scheme.field_named(target);
        let all =
            || found.at.iter().flat_map(|(column, _)| (first..sheet.rows()).map(move |row| sheet.cell(row, *column)));
        let own = found.columns.separator.as_deref().or(field.and_then(|id| scheme.field(id).separator.as_deref()));
        let separator = match (own, field.filter(|id| scheme.field(*id).kind.several())) {
            (Some(own), _) => own,
            (None, None) => ",",
            (None, Some(field)) => self.separator(found, field),
        };
        let dated =
            target == "submitted" || field.is_some_and(|id| matches!(scheme.field(id).kind, Kind::Date | Kind::YesNo));
        let order = match (source.date_order, dated) {
            (Some(order), _) => order,
            (None, false) => DateOrder::DayFirst,
            (None, true) => {
                let order = dates::order_of(all());
                if order == Order::Open && first < sheet.rows() {
                    self.open_order(found);
                }
                self.half_turned(found);
                order.order()
            }
        };
        if dated && sheet.notes().since_1904 {
            self.days_from_1904(found);
        }
        let unclear = field.is_some_and(|field| self.unclear(found, field, separator));
        let kind = field.map(|field| scheme.field(field).kind);
        let decimal_comma = kind == Some(Kind::Number) && all().any(has_decimal_comma);
        if let Some(field) = field.filter(|_| matches!(kind, Some(Kind::Choice | Kind::List))) {
            self.became_dates(found, field);
        }
        Plan { target, field, found, separator, order, unclear, decimal_comma }
    }

    /// Finds the separator of a column whose cells hold several answers, and tells the cells that hold another.
    fn separator(&mut self, found: &Found<'_>, field: FieldId) -> &'static str {
        let (sheet, first) = (self.sheet, self.first);
        let cells = found.at.iter().flat_map(|(column, _)| {
            (first..sheet.rows())
                .map(move |row| (row, *column))
                .filter(|(row, column)| !sheet.cell(*row, *column).is_empty())
        });
        let texts = cells.clone().map(|(row, column)| sheet.cell(row, column));
        let known: Vec<String> = self.readers[field.0].known_options().cloned().collect();
        let separator = separators::of_column(texts.clone(), &known);
        // Below an option stand words, and only the cells that hold the answers themselves are told.
        if matches!(found.columns.shape, Shape::Ticks(_) | Shape::Grid(_)) {
            return separator;
        }
        let others = separators::others(texts, separator, &known);
        let Some(((at, other), rest)) = others.split_first() else { return separator };
        let Some((row, column)) = cells.clone().nth(*at) else { return separator };
        let more = match rest.len() {
            0 => String::new(),
            1 => " (as does 1 more cell)".to_string(),
            more => format!(" (as do {more} more cells)"),
        };
        let message = format!(
            "holds {} too{more}, and the answers of this column are separated by {}",
            separators::called(other),
            separators::called(separator)
        );
        let remedy = format!(
            "see whether these are several answers: then write {} between them in the form\n\
             if they are one answer, say so once: separator = {separator:?} under [fields.{}]",
            separators::called(separator),
            self.scheme.field(field).name
        );
        let problem = Problem::warning(&sheet.place(row, column), message).heading(self.headings.text(column));
        let special = self.scheme.field(field).privacy == Privacy::Special;
        let text = if special { "" } else { sheet.cell(row, column) };
        self.problems.push(problem.text(text).remedy(remedy));
        separator
    }

    /// Tells of cells below options that leave open which of them mean that an option is chosen.
    fn unclear(&mut self, found: &Found<'_>, field: FieldId, separator: &str) -> bool {
        let (sheet, first) = (self.sheet, self.first);
        let asked = self.scheme.field(field);
        let ticked = matches!(asked.kind, Kind::List | Kind::Choice | Kind::Availability);
        let options = found.at.iter().filter_map(|(column, item)| Some((*column, item.as_deref()?)));
        if !ticked || !found.columns.chosen.is_empty() {
            return false;
        }
        let cells = options
            .clone()
            .flat_map(|(column, item)| (first..sheet.rows()).map(move |row| (item, sheet.cell(row, column))));
        let texts = self.readers[field.0].unclear(cells, separator);
        if texts.is_empty() {
            return false;
        }
        let columns: Vec<usize> = options.map(|(column, _)| column).collect();
        let met = |(row, column): &(usize, usize)| texts.contains(&sheet.cell(*row, *column));
        let mut places = (first..sheet.rows()).flat_map(|row| columns.iter().map(move |column| (row, *column)));
        let Some((row, column)) = places.find(met) else { return false };
        let problem = if asked.privacy == Privacy::Special {
            let message = "the cells below these options hold several texts (special, so not shown here), and nothing \
                           says which of them mean that the option is chosen";
            Problem::error(&sheet.place(row, column), message)
                .remedy(format!("add those that mean it between the braces of {}: chosen = [\"…\"]", asked.name))
        } else {
            let quoted: Vec<String> = texts.iter().map(|text| format!("`{}`", show(text))).collect();
            let paste: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
            let message = format!(
                "the cells below these options hold {}, and nothing says which of them mean that the option is chosen",
                list(&quoted, "and")
            );
            Problem::error(&sheet.place(row, column), message).text(sheet.cell(row, column)).remedy(format!(
                "add those of these that mean it between the braces of {}: chosen = [{}]",
                asked.name,
                paste.join(", ")
            ))
        };
        self.problems.push(problem.heading(self.headings.text(column)));
        true
    }

    /// Tells of dates among other answers: a spreadsheet makes a day of `1-2`.
    fn became_dates(&mut self, found: &Found<'_>, field: FieldId) {
        let (sheet, first, asked) = (self.sheet, self.first, self.scheme.field(field));
        if matches!(found.columns.shape, Shape::Ticks(_) | Shape::Grid(_)) || asked.privacy == Privacy::Special {
            return;
        }
        let reader = &self.readers[field.0];
        for (column, _) in &found.at {
            let answered = || (first..sheet.rows()).filter(|row| !sheet.cell(*row, *column).is_empty());
            let is_date = |row: &usize| {
                let cell = sheet.cell(*row, *column);
                let is_day = dates::read(cell, DateOrder::DayFirst).is_some();
                is_day && !cell.bytes().all(|b| b.is_ascii_digit()) && !reader.is_known(cell)
            };
            let Some(row) = answered().find(is_date).filter(|_| !answered().all(|row| is_date(&row))) else { continue };
            let message = "is a date among other answers: a spreadsheet makes one of answers such as `1-2`";
            let remedy = "see what the person answered, and correct it; in the spreadsheet make the column a text";
            let problem = Problem::warning(&sheet.place(row, *column), message).heading(self.headings.text(*column));
            self.problems.push(problem.text(sheet.cell(row, *column)).remedy(remedy));
        }
    }

    /// A spreadsheet of another country makes dates of what it can read, month and day exchanged, and leaves the rest text.
    fn half_turned(&mut self, found: &Found<'_>) {
        let (sheet, first) = (self.sheet, self.first);
        for (column, _) in &found.at {
            let rows = || (first..sheet.rows()).map(|row| sheet.cell(row, *column));
            let Some(at) = dates::half_turned(rows()) else { continue };
            let message = "this day may be exchanged with its month: all days from the 13th on are still text, as where a \
                           spreadsheet of another country opened the file";
            let remedy = "compare it with the form, and export the form again if so; if the days are right, nothing is to be done";
            let problem =
                Problem::warning(&sheet.place(first + at, *column), message).heading(self.headings.text(*column));
            self.problems.push(problem.text(sheet.cell(first + at, *column)).remedy(remedy));
        }
    }

    /// A day that a workbook shows as a number is counted from the year of the workbook, which few know.
    fn days_from_1904(&mut self, found: &Found<'_>) {
        let (sheet, first) = (self.sheet, self.first);
        for (column, _) in &found.at {
            let counted = |row: &usize| dates::is_counted(sheet.cell(*row, *column));
            let Some(row) = (first..sheet.rows()).find(counted) else { continue };
            let message = "is the number of a day, and this workbook counts its days from 1904 and not from 1900";
            let remedy = "give the whole column the format of a date in Excel, and save the file again";
            let problem = Problem::error(&sheet.place(row, *column), message).heading(self.headings.text(*column));
            self.problems.push(problem.text(sheet.cell(row, *column)).remedy(remedy));
        }
    }

    /// Every date of the column could be day or month first: say both readings.
    fn open_order(&mut self, found: &Found<'_>) {
        let (sheet, first) = (self.sheet, self.first);
        for (column, _) in &found.at {
            let open = |row: &usize| dates::is_open(sheet.cell(*row, *column));
            let Some(row) = (first..sheet.rows()).find(open) else { continue };
            let heading = found.columns.target.value.as_str();
            self.problems.push(dates::two_readings(&sheet.place(row, *column), heading, sheet.cell(row, *column)));
        }
    }
}
