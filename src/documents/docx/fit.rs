//! How wide the columns of a table have to be so that no word in it is cut: Word breaks a word that does not fit wherever
//! its column ends.

use super::super::text::{self, Style};
use super::super::{Table, Text};

/// What the margins of a cell take of its width.
pub const MARGINS: u32 = 216;

/// What a word needs beyond its letters: another program, or another type, sets it a little wider.
const SLACK: u32 = 40;

/// The size of letters, in half points: as the styles have it, and the smallest that is still read with ease.
const USUAL: u32 = 22;
const SMALLEST: u32 = 14;

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    /// How wide each is, in twentieths of a point.
    pub widths: Vec<u32>,
    /// The size of the letters in half points, where they have to be smaller than elsewhere.
    pub half_points: Option<u32>,
}

/// The columns as they were asked for, as long as every word fits. Where one does not, columns with room to spare give it
/// some; where there is none left the letters become smaller.
pub fn fit(table: &Table, total: u32) -> Fit {
    let asked = table.widths(total);
    let words = longest_words(table);
    let needed = |half_points: u32, most: u32| -> Vec<u32> {
        words.iter().map(|word| ((word * half_points).div_ceil(100) + MARGINS + SLACK).min(most)).collect()
    };
    let fits = |(size, most): &(u32, u32)| needed(*size, *most).iter().sum::<u32>() <= total;
    // A single address may be as long as a line: such a word is cut before all others become too small to read.
    let cut = total / 3;
    let mut tries = std::iter::once((USUAL, total)).chain((SMALLEST..=USUAL).rev().map(|size| (size, cut)));
    let (size, most) = tries.find(fits).unwrap_or((SMALLEST, cut));
    Fit { widths: shared(asked, &needed(size, most)), half_points: (size < USUAL).then_some(size) }
}

/// Takes from columns with room to spare what others lack; the sum stays.
fn shared(mut widths: Vec<u32>, needed: &[u32]) -> Vec<u32> {
    let lack: u32 = widths.iter().zip(needed).map(|(width, needed)| needed.saturating_sub(*width)).sum();
    let spare: u32 = widths.iter().zip(needed).map(|(width, needed)| width.saturating_sub(*needed)).sum();
    // Each gives in proportion to what it has to spare; what is taken in all is given away in the same order.
    let mut taken = 0;
    let mut before = 0;
    for (width, needed) in widths.iter_mut().zip(needed).filter(|(width, needed)| **width > **needed) {
        before += *width - *needed;
        let gives = (u64::from(lack.min(spare)) * u64::from(before) / u64::from(spare)) as u32 - taken;
        taken += gives;
        *width -= gives;
    }
    for (width, needed) in widths.iter_mut().zip(needed).filter(|(width, needed)| **width < **needed) {
        let gets = taken.min(*needed - *width);
        taken -= gets;
        *width += gets;
    }
    widths
}

/// How long the longest word of each column is, in thousandths of the size of its letters.
fn longest_words(table: &Table) -> Vec<u32> {
    let mut longest: Vec<u32> = table.columns.iter().map(|column| longest(&column.heading, true)).collect();
    for row in &table.rows {
        for (longest, (cell, names_row)) in longest.iter_mut().zip(table.row(row)) {
            *longest = (*longest).max(longest_of(cell, names_row));
        }
    }
    longest
}

fn longest_of(cell: &Text, is_bold: bool) -> u32 {
    // What is typed finds its own size.
    let runs = cell.runs.iter().filter(|run| run.style != Style::Typed);
    runs.map(|run| longest(&run.text, is_bold || run.style == Style::Bold)).max().unwrap_or(0)
}

/// The longest word of a text. Word breaks a line behind a hyphen too, which in a day is no place for it.
fn longest(text: &str, is_bold: bool) -> u32 {
    let lines = text::lines(text);
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    let pieces = words.flat_map(|word| match word.starts_with(|sign: char| sign.is_ascii_digit()) {
        true => vec![word],
        false => word.split_inclusive('-').collect(),
    });
    pieces.map(|piece| piece.chars().map(|sign| width(sign, is_bold)).sum()).max().unwrap_or(0)
}

/// About how wide a sign of Arial is, in thousandths of its size; rather too wide than too narrow.
fn width(sign: char, is_bold: bool) -> u32 {
    let width = match sign {
        'i' | 'j' | 'l' | '\'' | '|' => 222,
        ' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '[' | ']' => 278,
        'r' | '-' | '(' | ')' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'm' | 'M' => 833,
        'w' => 722,
        'W' | '@' | '%' => 1000,
        'a'..='z' | '0'..='9' | '£' | '$' => 556,
        'A'..='Z' => 722,
        _ if sign.is_alphanumeric() && (sign as u32) < 0x500 => 667,
        _ => 1000,
    };
    if is_bold { width + 56 } else { width }
}

#[cfg(test)]
mod tests {
    use super::super::super::Column;
    use super::super::WIDTH;
    use super::*;

    fn table(headings: &[&str], rows: &[&[&str]]) -> Table {
        let texts = |row: &&[&str]| row.iter().map(|cell| Text::from(*cell)).collect();
        let columns = headings.iter().map(|heading| Column::new(*heading, 1)).collect();
        Table { columns, rows: rows.iter().map(texts).collect() }
    }

    /// What the words need at a size, by the letters of each: all of `n`, which are 556 thousandths wide.
    fn of_letters(count: u32, half_points: u32) -> u32 {
        (count * 556 * half_points).div_ceil(100) + MARGINS + SLACK
    }

    #[test]
    fn where_every_word_fits_the_columns_stay_as_they_were_asked_for() {
        let table = table(&["Name", "On", "What"], &[&["Ann Able", "5 October", "goes on"]]);
        assert_eq!(fit(&table, WIDTH), Fit { widths: table.widths(WIDTH), half_points: None });
    }

    #[test]
    fn a_column_with_room_to_spare_gives_some_to_one_whose_word_would_be_cut() {
        let word = "n".repeat(20);
        let table = table(&["a", "b", "c", "d", "e"], &[&[word.as_str(), "", "", "", ""]]);
        let fitted = fit(&table, WIDTH);
        assert!(table.widths(WIDTH)[0] < of_letters(20, USUAL), "it did not fit before");
        assert_eq!(fitted.widths[0], of_letters(20, USUAL));
        assert_eq!((fitted.widths.iter().sum::<u32>(), fitted.half_points), (WIDTH, None));
    }

    #[test]
    fn a_long_word_is_whole_where_the_page_has_room_for_it() {
        let word = "n".repeat(40);
        let fitted = fit(&table(&["a", "b"], &[&[word.as_str(), ""]]), WIDTH);
        assert!(of_letters(40, USUAL) > WIDTH / 2, "it needs more than its half");
        assert_eq!((fitted.widths[0], fitted.half_points), (of_letters(40, USUAL), None));
    }

    #[test]
    fn where_no_column_has_room_to_spare_the_letters_become_smaller() {
        let word = "n".repeat(10);
        let cells = [word.as_str(); 8];
        let fitted = fit(&table(&cells, &[&cells]), WIDTH);
        let half_points = fitted.half_points.expect("smaller");
        assert!((SMALLEST..USUAL).contains(&half_points));
        let needed = (10 * (556 + 56) * half_points).div_ceil(100) + MARGINS + SLACK;
        assert!(fitted.widths.iter().all(|width| *width >= needed), "{fitted:?}");
        assert_eq!(fitted.widths.iter().sum::<u32>(), WIDTH);
    }

    #[test]
    fn one_endless_word_makes_nothing_small() {
        let word = "n".repeat(500);
        let fitted = fit(&table(&["a", "b"], &[&[word.as_str(), "short"]]), WIDTH);
        assert_eq!((fitted.widths.iter().sum::<u32>(), fitted.half_points), (WIDTH, None));
    }

    proptest::proptest! {
        #[test]
        fn columns_are_as_wide_as_the_page(cells in proptest::collection::vec("[a-zA-Z0-9 -]{0,60}", 1..30), shares in proptest::collection::vec(1..9u16, 1..30)) {
            let columns = cells.iter().zip(&shares).map(|(cell, share)| Column::new(cell.as_str(), *share)).collect();
            let table = Table { columns, rows: Vec::new() };
            proptest::prop_assert_eq!(fit(&table, WIDTH).widths.iter().sum::<u32>(), WIDTH);
        }
    }
}
