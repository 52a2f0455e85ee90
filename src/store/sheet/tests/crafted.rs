//! Workbooks made to fill the memory.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

/// Returns a workbook of which one part has been changed.
pub(super) fn repacked(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        if name.ends_with(part) {
            content = change(&content);
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(content.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    writer::xlsx(&[vec!["Name".to_string(), "Why".to_string()], vec!["Ada".to_string()]])
}

/// Returns what is said of a workbook with a changed part; it must be called broken.
fn told(part: &str, change: impl Fn(&str) -> String) -> String {
    let told = problem("f.xlsx", &repacked(&workbook(), part, change));
    let beginning = "error f.xlsx: the workbook is broken and cannot be read | ";
    told.strip_prefix(beginning).and_then(|rest| rest.split(" | ").next()).expect(&told).to_string()
}

#[test]
fn more_texts_than_the_part_can_hold() {
    let with = |count: &str| told("sharedStrings.xml", |xml| xml.replace("uniqueCount=\"3\"", count));
    let message = "xl/sharedstrings.xml promises more than it can hold";
    assert_eq!(with("uniqueCount=\"9999999999\""), message);
    assert_eq!(with("uniqueCount\n = '+0009999999999'"), message);
    assert_eq!(with("uniqueCount=\"99999999999999999999999\""), message);
    // Some programs write the number of cells in place of that of texts.
    let sloppy =
        repacked(&workbook(), "sharedStrings.xml", |xml| xml.replace("uniqueCount=\"3\"", "uniqueCount=\"900000\""));
    assert_eq!(sheet("f.xlsx", &sloppy).cell(1, 0), "Ada");
}

#[test]
fn a_part_larger_than_the_list_of_contents_says() {
    let long = repacked(&workbook(), "sharedStrings.xml", |xml| xml.replace("Ada", &"Ada".repeat(100_000)));
    assert_eq!(sheet("f.xlsx", &long).cell(1, 0).len(), 300_000);
    let list = long.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let name = list + long[list..].windows(20).position(|w| w == b"xl/sharedStrings.xml").unwrap();
    for claim in [0_u32, 100, 300_000] {
        let mut lying = long.clone();
        lying[name - 22..name - 18].copy_from_slice(&claim.to_le_bytes());
        let told = problem("f.xlsx", &lying);
        assert!(told.starts_with("error f.xlsx: the workbook is broken and cannot be read | "), "{told}");
    }
}

#[test]
fn formats_that_copy_a_long_name() {
    let name = "x".repeat(1 << 20);
    let many = "<xf numFmtId=\"9\"/>".repeat(1000);
    let change = |xml: &str| {
        let font = xml.replacen("val=\"Calibri\"", &format!("val=\"{name}\""), 1);
        font.replacen("<cellXfs count=\"1\">", &format!("<cellXfs count=\"1\">{many}"), 1)
    };
    assert_eq!(told("styles.xml", change), "xl/styles.xml promises more than it can hold");
    let formats = |xml: &str| xml.replacen("<cellXfs count=\"1\">", &"<xf/>".repeat((1 << 18) + 1), 1);
    assert_eq!(told("styles.xml", formats), "xl/styles.xml promises more than it can hold");
}

#[test]
fn worksheets_that_copy_a_long_path() {
    let path = "x".repeat(1 << 20);
    let long = repacked(&workbook(), "workbook.xml.rels", |xml| xml.replace("worksheets/sheet1.xml", &path));
    let many = |xml: &str| {
        let at = xml.find("<sheet ").unwrap();
        let sheet = &xml[at..at + xml[at..].find("/>").unwrap() + 2];
        xml.replace(sheet, &sheet.repeat(1000))
    };
    let told = problem("f.xlsx", &repacked(&long, "xl/workbook.xml", many));
    assert!(told.contains("| the list of worksheets promises more than it can hold |"), "{told}");
}

#[test]
fn numbers_of_rows_and_columns_take_no_memory() {
    for wrong in ["A1:XFD9999999", "B2:A1", "A99999999999", "ZZZZZZZZZ1"] {
        let dimension = repacked(&workbook(), "sheet1.xml", |xml| xml.replace("A1:B2", wrong));
        assert!(reading("f.xlsx", &dimension, &Reading::default()).1.len() < 2);
        let cell = repacked(&workbook(), "sheet1.xml", |xml| xml.replace("r=\"A2\"", &format!("r=\"{wrong}\"")));
        assert!(reading("f.xlsx", &cell, &Reading::default()).1.len() < 2);
    }
}

#[test]
fn cells_far_to_the_right_count_with_the_blank_ones_before_them() {
    let rows: String = (3..800).map(|r| format!("<row r=\"{r}\"><c r=\"ALL{r}\"><v>1</v></c></row>")).collect();
    let bytes = repacked(&workbook(), "sheet1.xml", |xml| xml.replace("</sheetData>", &format!("{rows}</sheetData>")));
    let with = |file| {
        let how = Reading { limits: Limits { file, ..Limits::default() }, ..Reading::default() };
        reading("f.xlsx", &bytes, &how).1.concat()
    };
    assert_eq!(with(4 << 20), "");
    assert!(with(1 << 20).starts_with("error f.xlsx: the worksheet holds more than 1 MiB of text | Sheet1 |"));
}
