use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};

use super::super::sample::{look, of_table, pairs};
use super::super::{Column, Report, Tone};
use super::*;

fn sheets(report: &Report) -> Vec<(String, Vec<Vec<Data>>)> {
    let bytes = render(report, &look()).expect("renders");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("is a workbook");
    let sheets = book.worksheets();
    sheets.into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn text(text: &str) -> Data {
    Data::String(text.to_string())
}

#[test]
fn cells_keep_their_types() {
    let sheets = sheets(&pairs());
    let (name, rows) = &sheets[0];
    assert_eq!((sheets.len(), name.as_str()), (1, "Round 3 2 pairs"));
    assert_eq!(rows[0], ["Mentee", "Since", "Score", "Hours", "Phone", "Codes"].map(text));
    assert_eq!(rows[1][1].as_date(), chrono::NaiveDate::from_ymd_opt(2026, 10, 5));
    assert!(matches!(rows[1][1], Data::DateTime(_)));
    assert_eq!(rows[1][2..], [Data::Float(87.0), Data::Float(12.5), text("+44 7700 900123"), text("area\ntrade")]);
    assert_eq!((&rows[2][0], &rows[2][5]), (&text("=1+1"), &Data::Empty));
}

#[test]
fn a_mail_merge_finds_its_columns_by_the_names_of_machines() {
    let table = || Table::new(vec![Column::new("email address", "E-mail")], vec![vec![Cell::text("a@example.org")]]);
    let heading = |table| sheets(&Report { blocks: vec![Block::Table(table)], json: None })[0].1[0][0].clone();
    assert_eq!(heading(table()), text("E-mail"));
    assert_eq!(heading(table().for_merge()), text("email address"));
}

#[test]
fn a_formula_that_came_to_words_is_still_one() {
    let shown =
        |shown: Cell| Cell::Formula { formula: "=IF(1>0,\"never\",2)".into(), shown: Box::new(shown), decimals: 2 };
    let columns = ["a", "b", "c"].map(|key| Column::new(key, key)).to_vec();
    let never = Cell::Instead("never".to_string());
    let row = [never, Cell::Blank, Cell::Decimal { units: 200, decimals: 2 }].map(shown).to_vec();
    let bytes = render(&of_table(columns, vec![row]), &look()).expect("renders");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet")).expect("text");
    let cells: Vec<&str> = sheet.split("<c r=").filter(|cell| cell.contains("<f>IF(1&gt;0")).collect();
    assert_eq!(cells.len(), 3, "{sheet}");
    assert!(cells[0].contains("t=\"str\"") && cells[0].contains("<v>never</v>"), "{}", cells[0]);
    assert!(cells[2].contains("<v>2.00</v>") && !cells[2].contains("t=\"str\""), "{}", cells[2]);
}

#[test]
fn a_word_is_coloured_by_a_rule_of_its_column() {
    let columns = vec![Column::new("x", "X"), Column::new("state", "State").tones(&[("late", Tone::Strong)])];
    let rows = [["a", "late"], ["b", "on time"]].map(|row| row.map(Cell::text).to_vec()).to_vec();
    let bytes = render(&of_table(columns, rows), &look()).expect("renders");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet")).expect("text");
    let rule = sheet.split("<conditionalFormatting ").nth(1).expect("a rule");
    assert!(rule.starts_with("sqref=\"B2:B3\">"), "{rule}");
    assert!(rule.contains("operator=\"equal\"") && rule.contains("<formula>\"late\"</formula>"), "{rule}");
}

#[test]
fn cells_offer_what_another_sheet_lists() {
    let picked = vec![Column::new("who", "Who"), Column::new("choice", "Choice").offers(Offer::Listed("Who's there"))];
    let rows = |cells: &[&str]| cells.iter().map(|cell| vec![Cell::text(*cell)]).collect::<Vec<_>>();
    let mut report = of_table(picked, rows(&["a", "b"]));
    report.blocks.push(Block::Heading("Who's there".to_string()));
    report.blocks.push(Block::Table(super::super::Table::new(vec![Column::new("x", "X")], rows(&["c", "d", "e"]))));
    let mut archive = zip::ZipArchive::new(Cursor::new(render(&report, &look()).expect("renders"))).expect("a zip");
    let file = archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    let sheet = std::io::read_to_string(file).expect("text");
    let offered = sheet.split("<dataValidation ").nth(1).expect("an offer");
    assert!(offered.starts_with("type=\"list\"") && offered.contains("sqref=\"B2:B3\""), "{offered}");
    assert!(offered.contains("<formula1>'Who''s there'!$A$2:$A$4</formula1>"), "{offered}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let bytes = || render(&pairs(), &look()).expect("renders");
    assert_eq!(bytes(), bytes());
}

#[test]
fn what_a_cell_cannot_hold_becomes_text_or_is_cut() {
    let day = chrono::NaiveDate::from_ymd_opt(1815, 6, 18).map_or(Cell::Blank, Cell::Date);
    let cells = [Cell::Number(i64::MAX), day, Cell::text("x".repeat(40_000)), Cell::text("a\u{0}\u{1b}\u{fffe}b")];
    let rows = cells.into_iter().map(|cell| vec![cell]).collect();
    let sheets = sheets(&of_table(vec![Column::new("x", "X")], rows));
    let cells: Vec<String> = sheets[0].1.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(cells[..3], ["X", "9223372036854775807", "1815-06-18"]);
    assert_eq!(cells[3].encode_utf16().count(), 32_767);
    assert!(cells[4].starts_with('a') && cells[4].ends_with('b'), "{}", cells[4]);
}

#[test]
fn a_report_without_a_table_keeps_its_words() {
    let report = Report { blocks: vec![Block::Text("Nobody waits.".to_string())], json: None };
    assert_eq!(sheets(&report), [("Report".to_string(), vec![vec![text("Nobody waits.")]])]);
}

/// What stands in a part of a workbook.
fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    std::io::read_to_string(archive.by_name(name).expect("has the part")).expect("text")
}

#[test]
fn numbers_their_headings_and_the_words_instead_of_them_stand_to_the_right() {
    let columns = ["who", "n", "mean", "why"].map(|key| Column::new(key, key)).to_vec();
    let row = |n: Cell, mean: Cell| vec![Cell::text("a"), n, mean, Cell::text("b")];
    let hidden = || Cell::Instead("hidden".to_string());
    let rows = vec![row(Cell::Number(7), Cell::Decimal { units: 12, decimals: 1 }), row(hidden(), hidden())];
    let bytes = render(&of_table(columns, rows), &look()).expect("renders");
    let (sheet, styles) = (part(bytes.clone(), "xl/worksheets/sheet1.xml"), part(bytes, "xl/styles.xml"));
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).expect("formats").split("<xf ").skip(1).collect();
    let is_right = |cell: &str| {
        let format = sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).and_then(|rest| rest.split('"').next());
        let format: usize = format.expect("a format").parse().expect("a number");
        formats[format].contains("horizontal=\"right\"")
    };
    for row in 1..=3 {
        let right = ["A", "B", "C", "D"].map(|column| is_right(&format!("{column}{row}")));
        assert_eq!(right, [false, true, true, false], "row {row}");
    }
}

#[test]
fn a_table_too_wide_for_a_page_goes_over_several() {
    let pages = |columns: usize| {
        let columns: Vec<Column> = (0..columns).map(|at| Column::new(format!("c{at}"), "A heading")).collect();
        let row = columns.iter().map(|_| Cell::text("x".repeat(30))).collect();
        let sheet = part(render(&of_table(columns, vec![row]), &look()).expect("renders"), "xl/worksheets/sheet1.xml");
        let setup =
            sheet.split("<pageSetup ").nth(1).expect("a page").split('>').next().expect("its setup").to_string();
        setup.split("fitToWidth=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("1").to_string()
    };
    assert_eq!([pages(3), pages(12)], ["1", "2"]);
}

#[test]
fn a_heading_of_several_words_goes_over_lines() {
    assert_eq!(heading_width("Held"), 4);
    // Carries on / without / the scheme
    assert_eq!(heading_width("Carries on without the scheme"), 10);
}

#[test]
fn a_chart_is_on_the_page_of_its_table() {
    use super::super::{Chart, Way};
    let columns = ["from", "held"].map(|key| Column::new(key, key)).to_vec();
    let setup = |rows: i64| {
        let rows = (0..rows).map(|at| vec![Cell::text(at.to_string()), Cell::Number(at)]).collect();
        let mut report = of_table(columns.clone(), rows);
        report.blocks.push(Block::Chart(Chart {
            title: "Sessions".to_string(),
            says: String::new(),
            names: vec!["from"],
            only: None,
            way: Way::Columns(vec!["held"]),
        }));
        part(render(&report, &look()).expect("renders"), "xl/worksheets/sheet1.xml")
    };
    let whole = setup(24);
    assert!(whole.contains("<pageSetUpPr fitToPage=\"1\"/>") && !whole.contains("fitToHeight=\"0\""), "{whole}");
    let long = setup(200);
    assert!(!long.contains("fitToPage") && long.contains("<brk id=\"202\""), "the chart begins a page: {long}");
}
