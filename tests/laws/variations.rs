//! The same people give the same bytes, however their forms are written.

use crate::answer;
use crate::chance::Chance;
use crate::scheme::{Form, Made, make};

/// Writes a form as text.
pub fn text(form: &Form, separator: char, line_end: &str) -> String {
    let cell = |cell: &String| {
        let special = cell.contains([separator, '"', '\n', '\r', ';', ',']);
        if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let lines = std::iter::once(&form.headings).chain(&form.rows);
    lines.map(|row| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + line_end).collect()
}

pub fn plain(form: &Form) -> Vec<u8> {
    text(form, ',', "\n").into_bytes()
}

fn utf_16(form: &Form, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once('\u{feff}')
        .chain(text(form, '\t', "\r\n").chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(bytes)
        .collect()
}

fn windows_1252(form: &Form) -> Vec<u8> {
    text(form, ';', "\r\n").chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Western Europe")).collect()
}

fn workbook(form: &Form) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in std::iter::once(&form.headings).chain(&form.rows).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            // As Excel keeps what is typed: days as days, numbers as numbers, the rest as text.
            let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy hh:mm");
            match (rust_xlsxwriter::ExcelDateTime::parse_from_str(cell), cell.parse::<f64>()) {
                (Ok(when), Err(_)) if cell.len() > 10 => sheet.write_datetime_with_format(row, column, &when, &day),
                (_, Ok(number)) => sheet.write_number(row, column, number),
                _ => sheet.write_string(row, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn renamed(made: &Made, ending: &str) -> Made {
    let mut made = made.clone();
    for (form, to) in made.forms.iter_mut().zip(["Zzz 2027 (1)", "Aaa export"]) {
        let to = format!("{to}.{ending}");
        made.scheme = made.scheme.replace(&format!("people/{}", form.name), &format!("people/{to}"));
        form.name = to;
    }
    made
}

fn rows_shuffled(made: &Made, seed: u64) -> Made {
    let mut made = made.clone();
    made.forms.iter_mut().for_each(|form| Chance(seed).shuffle(&mut form.rows));
    made
}

fn columns_reordered(made: &Made, seed: u64) -> Made {
    let mut made = made.clone();
    for form in &mut made.forms {
        let mut order: Vec<usize> = (0..form.headings.len()).collect();
        Chance(seed).shuffle(&mut order);
        for cells in std::iter::once(&mut form.headings).chain(&mut form.rows) {
            *cells = order.iter().map(|at| cells[*at].clone()).collect();
        }
    }
    made
}

fn blank_rows(made: &Made) -> Made {
    let mut made = made.clone();
    for form in &mut made.forms {
        let blank = vec![String::new(); form.headings.len()];
        form.rows.insert(form.rows.len() / 2, blank.clone());
        form.rows.extend(std::iter::repeat_n(blank, 5));
    }
    made
}

fn loud(made: &Made) -> Made {
    let mut made = made.clone();
    for form in &mut made.forms {
        form.headings.iter_mut().for_each(|heading| *heading = format!(" {}\u{a0} ", heading.to_uppercase()));
        form.rows.iter_mut().for_each(|row| row[2] = format!(" {} ", row[2].to_uppercase()));
    }
    made
}

/// What `match` answers on a fresh directory.
fn matched(made: &Made, bytes: impl Fn(&Form) -> Vec<u8>) -> String {
    let directory = tempfile::tempdir().expect("a directory");
    made.write(directory.path(), bytes);
    answer(directory.path(), &["match", "--format", "json"])
}

#[test]
fn the_same_people_give_the_same_bytes() {
    for seed in 0..6 {
        let made = make(seed);
        let expected = matched(&made, plain);
        let same = |what: &str, came: String| {
            assert!(came == expected, "seed {seed}: {what} changed the answer\n{}", difference(&expected, &came));
        };
        same("rows shuffled", matched(&rows_shuffled(&made, seed), plain));
        same("columns reordered", matched(&columns_reordered(&made, seed), plain));
        same("files renamed", matched(&renamed(&made, "csv"), plain));
        same("CRLF", matched(&made, |form| text(form, ',', "\r\n").into_bytes()));
        same("CR", matched(&made, |form| text(form, ',', "\r").into_bytes()));
        same("semicolons", matched(&made, |form| text(form, ';', "\n").into_bytes()));
        same("tabs", matched(&made, |form| text(form, '\t', "\n").into_bytes()));
        same("a byte-order mark", matched(&made, |form| format!("\u{feff}{}", text(form, ',', "\n")).into_bytes()));
        same("UTF-16, little end first", matched(&made, |form| utf_16(form, u16::to_le_bytes)));
        same("UTF-16, big end first", matched(&made, |form| utf_16(form, u16::to_be_bytes)));
        same("Windows-1252", matched(&made, windows_1252));
        same("XLSX", matched(&renamed(&made, "xlsx"), workbook));
        same("XLSX, rows shuffled", matched(&rows_shuffled(&renamed(&made, "xlsx"), seed + 1), workbook));
        same("blank rows", matched(&blank_rows(&made), plain));
        same("no line end at the end", matched(&made, |form| text(form, ',', "\n").trim_end().as_bytes().to_vec()));
        same("capitals and spaces in headings and addresses", matched(&loud(&made), plain));
    }
}

fn difference(one: &str, other: &str) -> String {
    let at = one.lines().zip(other.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let part = |text: &str| text.lines().skip(at.saturating_sub(2)).take(5).collect::<Vec<_>>().join("\n");
    format!("{}\n---\n{}", part(one), part(other))
}
