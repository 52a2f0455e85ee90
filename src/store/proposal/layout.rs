//! Where the tables of a sheet stand: the row of headings of each, the rows that belong to it, and what stands over it.
//!
//! Where people give addresses, the headings are the nearest row above the first of them that says something over that
//! column, in whatever language. Where they give none, the headings must say so in words that are known.

use super::answer_row::{asks, is_answer, same};
use super::heading::Heading;
use super::words;
use crate::domain::person::plain_email;
use crate::problems::Problem;
use crate::store::forms::unnamed::letters;
use crate::store::sheet::Sheet;
use crate::wording::{normal, says_nothing};

/// One table, by the rows of its sheet from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The row of headings, the first of several; none where it has no headings.
    pub(super) heading: Option<usize>,
    /// The first row behind it.
    pub(super) end: usize,
    /// Rows below the headings that repeat them.
    pub(super) repeats: Vec<usize>,
    /// A text that stands alone in a row over it.
    pub(super) title: String,
}

/// How many rows at the beginning may be headings, where no address says where answers begin.
const FIRST: usize = 10;

/// The tables of a sheet, from the top.
pub(super) fn of(sheet: &Sheet) -> Vec<Layout> {
    let addresses = address_column(sheet, 0..usize::MAX);
    let over = addresses.and_then(|column| Some((column, over_addresses(sheet, column)?)));
    let heading = over.map(|(_, row)| row).or_else(|| by_words(sheet));
    let mut tables = vec![Layout { heading, end: sheet.rows(), repeats: Vec::new(), title: String::new() }];
    if let Some((column, heading)) = over {
        let said = normal(sheet.cell(heading, column));
        for row in heading + 1..sheet.rows() {
            if normal(sheet.cell(row, column)) != said {
                continue;
            }
            let Some(table) = tables.last_mut() else { continue };
            // Whoever gave nothing but an address is no title.
            let titled = row > 0 && filled(sheet, row - 1) == 1 && !is_address(sheet.cell(row - 1, column));
            if !titled && table.heading.is_some_and(|heading| same(sheet, heading, row)) {
                table.repeats.push(row);
            } else if filled(sheet, row) > 1 {
                table.end = if titled { row - 1 } else { row };
                let (end, repeats) = (sheet.rows(), Vec::new());
                tables.push(Layout { heading: Some(row), end, repeats, title: String::new() });
            }
        }
    }
    let mut from = 0;
    for table in &mut tables {
        let above = from..table.heading.unwrap_or(from);
        table.title = above.rev().find_map(|row| alone(sheet, row)).unwrap_or_default().to_string();
        from = table.end;
    }
    tables
}

fn filled(sheet: &Sheet, row: usize) -> usize {
    (0..sheet.width(row)).filter(|column| !sheet.cell(row, *column).is_empty()).count()
}

/// The text of a row that says nothing else in its first half, as titles with a legend at their right.
fn alone(sheet: &Sheet, row: usize) -> Option<&str> {
    let text = sheet.cell(row, 0);
    let next = (1..sheet.width(row)).find(|column| !sheet.cell(row, *column).is_empty());
    (!text.is_empty() && next.is_none_or(|next| next > 2)).then_some(text)
}

fn is_address(cell: &str) -> bool {
    cell.contains('@') && plain_email(cell).is_some()
}

/// Of some columns the one with the most addresses, where they are most of what it holds.
pub(super) fn address_column(sheet: &Sheet, columns: std::ops::Range<usize>) -> Option<usize> {
    let width = (0..sheet.rows()).map(|row| sheet.width(row)).max().unwrap_or(0);
    let counted = (columns.start..columns.end.min(width)).map(|column| {
        let cells = (0..sheet.rows()).map(|row| sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        let addresses = cells.clone().filter(|cell| is_address(cell)).count();
        (addresses, cells.count(), column)
    });
    let mostly = counted.filter(|(addresses, cells, _)| *addresses > 0 && (*addresses > 2 || addresses * 2 >= *cells));
    mostly.max_by_key(|(addresses, _, column)| (*addresses, std::cmp::Reverse(*column))).map(|(.., column)| column)
}

/// The row of headings over a column of addresses.
fn over_addresses(sheet: &Sheet, column: usize) -> Option<usize> {
    let with_address = (0..sheet.rows()).filter(|row| is_address(sheet.cell(*row, column)));
    let mut widths: Vec<usize> = with_address.clone().map(|row| filled(sheet, row)).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let heads = |row: &usize| {
        let cell = sheet.cell(*row, column);
        !says_nothing(&normal(cell))
            && normal(cell) != "anonymous"
            && (!cell.contains('@') || cell.contains(char::is_whitespace))
            && filled(sheet, *row) > 1
            && filled(sheet, *row) * 2 >= usual
    };
    // An address over the table, of whoever is to be asked, has no headings above it.
    let nearest = with_address.clone().find_map(|first| (0..first).rev().find(|row| heads(row)))?;
    let adjacent = |row: usize| row > 0 && sheet.number(row - 1) + 1 == sheet.number(row);
    let mut row = nearest;
    // A person without an address may stand first, and headings in two rows.
    while adjacent(row) && heads(&(row - 1)) && filled(sheet, row - 1) * 2 >= filled(sheet, row) {
        row -= 1;
    }
    // Questions over options: what the lower row leaves blank, the upper one says.
    let over = |column: usize| sheet.cell(row, column).is_empty() && !sheet.cell(row - 1, column).is_empty();
    if adjacent(row) && (0..sheet.width(row - 1)).any(over) && below(sheet, row - 1) == Some(row) {
        return Some(row - 1);
    }
    let known = Heading::of(sheet.cell(row, column)).says(words::EMAIL);
    (known || !is_answer(sheet, row)).then_some(row)
}

/// The row of headings by their words: the first that is at least half as wide as most, unless it is somebody's answer already.
fn by_words(sheet: &Sheet) -> Option<usize> {
    let first = 0..sheet.rows().min(FIRST);
    let rows_of = |width: usize| first.clone().filter(|row| sheet.width(*row) == width).count();
    let most = first.clone().map(|row| sheet.width(row)).max_by_key(|width| (rows_of(*width), *width))?;
    let row = first.clone().find(|row| sheet.width(*row) > 1 && sheet.width(*row) * 2 >= most).unwrap_or(0);
    // Where nothing asks who somebody is, the row is taken for an answer: nobody's answers may pass for headings.
    ((0..sheet.width(row)).any(|column| asks(sheet, row, column)) && !is_answer(sheet, row)).then_some(row)
}

/// Two tables that stand beside each other, parted by a blank column: each has its own addresses. They cannot be told apart
/// row by row, so that is wrong with the file.
pub(super) fn beside(sheet: &Sheet, table: &Layout) -> Option<Problem> {
    let heading = table.heading?;
    let width = (heading..table.end).map(|row| sheet.width(row)).max().unwrap_or(0);
    let blank = |column: usize| (heading..table.end).all(|row| sheet.cell(row, column).is_empty());
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    for column in (0..width).filter(|column| !blank(*column)) {
        match blocks.last_mut() {
            Some(block) if block.end == column => block.end = column + 1,
            _ => blocks.push(column..column + 1),
        }
    }
    let own = |block: &std::ops::Range<usize>| {
        let column = address_column(sheet, block.clone())?;
        let elses = Heading::of(sheet.cell(heading, column)).says(words::SOMEBODY_ELSE);
        (block.len() > 1 && !elses && !sheet.cell(heading, column).is_empty()).then_some(block.clone())
    };
    let tables: Vec<String> = blocks
        .iter()
        .filter_map(own)
        .map(|block| format!("{} to {}", letters(block.start), letters(block.end - 1)))
        .collect();
    let [first, second, ..] = &tables[..] else { return None };
    let message = format!("two tables stand beside each other, in the columns {first} and {second}");
    let remedy = "copy one of them to a worksheet or a file of its own, and export again; if they are one table, delete the blank \
                  column between them";
    Some(Problem::error(&sheet.whole_row(heading), message).text(sheet.cell(heading, 0)).remedy(remedy))
}

/// The second row of headings, where options stand below questions: it fills what the first leaves blank, and below it
/// stands nothing else than its own words or a mark.
pub(super) fn below(sheet: &Sheet, row: usize) -> Option<usize> {
    let last = row + 1;
    let blank = |column: &usize| sheet.cell(row, *column).is_empty() && !sheet.cell(last, *column).is_empty();
    let open: Vec<usize> = (1..sheet.width(last)).filter(blank).collect();
    let mark = |column: usize, cell: &str| {
        let said = normal(cell);
        said.is_empty()
            || said == normal(sheet.cell(last, column))
            || ["x", "1", "0", "yes", "no", "true", "false"].contains(&said.as_str())
    };
    let ticked = |column: &&usize| (last + 1..sheet.rows()).all(|row| mark(**column, sheet.cell(row, **column)));
    let fits = open.len() > 1 && sheet.rows() > last + 1 && open.iter().filter(ticked).count() * 2 > open.len();
    (fits && !is_answer(sheet, last)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::Problems;
    use crate::store::sheet::{Reading, read};

    fn sheet(text: &str) -> Sheet {
        read("form.csv", text.as_bytes(), &Reading::default(), &mut Problems::default()).unwrap()
    }

    fn heading(text: &str) -> Option<String> {
        let sheet = sheet(text);
        of(&sheet)[0].heading.map(|row| sheet.cell(row, 1).to_string())
    }

    #[test]
    fn headings_stand_over_the_first_address_in_any_language() {
        assert_eq!(
            heading("Enw,E-bost,Dinas\nAnn Ash,ann@x.org,Bala\nBob Birch,bob@x.org,Bala\n"),
            Some("E-bost".into())
        );
        let filters: String = (1..15).map(|n| format!("Filter {n},,\n")).collect();
        let long = format!("{filters}Name,Email,Town\nAnn Ash,ann@x.org,Leeds\nBob Birch,bob@x.org,York\n");
        assert_eq!(heading(&long), Some("Email".into()));
        let legend = "Mentors,,Key:\n,,Priority\nName,Email,On hold\nAnn Ash,ann@x.org,\nBob Birch,bob@x.org,\n";
        assert_eq!(heading(legend), Some("Email".into()));
        let days = "Name,Email,2027-01-12\nAnn Ash,ann@x.org,Yes\nBob Birch,bob@x.org,No\n";
        assert_eq!(heading(days), Some("Email".into()));
        let contact = "Ask Jo,jo@x.org,\n\nName,Email,Town\nAnn Ash,ann@x.org,Leeds\nBob Birch,bob@x.org,York\n";
        assert_eq!(heading(contact), Some("Email".into()));
        let anonymous =
            "Name,E-bost,Town\nCal Cole,none yet,Leeds\nAnn Ash,ann@x.org,Leeds\nBob Birch,bob@x.org,York\n";
        assert_eq!(heading(anonymous), Some("E-bost".into()));
    }

    #[test]
    fn nobodys_answers_pass_for_headings() {
        for text in [
            "Ann Ash,ann@x.org,Law\nBob Birch,bob@x.org,Tax\n",
            "Ann Ash,anonymous,Law\nBob Birch,bob@x.org,Tax\nCal Cole,cal@x.org,Law\n",
            "Ann Ash,ann@@x,Law\nBob Birch,bob@x.org,Tax\nCal Cole,cal@x.org,Law\n",
            "Ann Ash,will follow,Law,York\nBob Birch,bob@x.org,Tax,York\nCal Cole,cal@x.org,Law,Leeds\n",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn headings_that_stand_again_are_skipped_or_begin_another_table() {
        let again = "Name,Email,Town\nAnn Ash,ann@x.org,Leeds\nName,Email,Town\nBob Birch,bob@x.org,York\n";
        let tables = of(&sheet(again));
        assert_eq!((tables.len(), &tables[0].repeats[..], tables[0].end), (1, &[2][..], 4));
        let bare = "Email,Name,Town\nann@x.org,Ann Ash,Leeds\nbob@x.org,,\nEmail,Name,Town\ncal@x.org,Cal Cole,York\n";
        let tables = of(&sheet(bare));
        assert_eq!((tables.len(), &tables[0].repeats[..], tables[0].end), (1, &[3][..], 5));
        let two = "MENTORS,,\nName,Email,Offers\nAnn Ash,ann@x.org,Law\n\nMENTEES,,\nName,Email,Needs\nBob Birch,bob@x.org,Law\n";
        let tables = of(&sheet(two));
        let seen: Vec<_> = tables.iter().map(|table| (table.heading, table.end, table.title.as_str())).collect();
        assert_eq!(seen, [(Some(1), 3, "MENTORS"), (Some(4), 6, "MENTEES")]);
    }

    #[test]
    fn two_tables_beside_each_other_are_told_of() {
        let wrong = |text: &str| {
            let sheet = sheet(text);
            beside(&sheet, &of(&sheet)[0]).map(|problem| problem.message)
        };
        let two = "Name,Email,,Name,Email\nAnn Ash,ann@x.org,,Bob Birch,bob@x.org\nCal Cole,cal@x.org,,,\n";
        assert_eq!(wrong(two).as_deref(), Some("two tables stand beside each other, in the columns A to B and D to E"));
        let one = "Name,Email,,Town,Manager's email\nAnn Ash,ann@x.org,,Leeds,bob@x.org\nCal Cole,cal@x.org,,York,bob@x.org\n";
        assert_eq!(wrong(one), None);
    }
}
