use std::io::Read;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::super::sample::{agreement, cards};
use super::super::text::lines;
use super::super::{Block, Column, Level, Table, Text};
use super::*;

/// Opens a document again: the name and the content of each part, in order.
fn opened(document: &Document) -> Vec<(String, String)> {
    let bytes = render(document).expect("renders");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    let part = |at| {
        let mut part = archive.by_index(at).expect("has the part");
        let mut content = String::new();
        part.read_to_string(&mut content).expect("is UTF-8");
        (part.name().expect("has a name").into_owned(), content)
    };
    (0..10).map(part).collect()
}

fn part(document: &Document, name: &str) -> String {
    opened(document).into_iter().find(|(its, _)| its == name).expect("has the part").1
}

/// Reads XML from end to end; returns the text of each paragraph, a line break as `\n` and a tab as `\t`.
fn paragraphs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut paragraphs, mut text, mut in_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().expect("is well-formed") {
            Event::Start(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "sound attributes");
                in_text = tag.name().as_ref() == "w:t";
            }
            Event::Empty(tag) => match tag.name().as_ref() {
                "w:br" => text.push('\n'),
                "w:tab" => text.push('\t'),
                _ => {}
            },
            Event::End(tag) => {
                in_text = false;
                if tag.name().as_ref() == "w:p" {
                    paragraphs.push(std::mem::take(&mut text));
                }
            }
            Event::Text(part) if in_text => text.push_str(&part),
            Event::GeneralRef(entity) if in_text => match entity.resolve_char_ref().expect("a sound number") {
                Some(c) => text.push(c),
                None => text.push_str(quick_xml::escape::resolve_xml_entity(&entity).expect("a known entity")),
            },
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

fn text_of(document: &Document) -> Vec<String> {
    paragraphs(&part(document, "word/document.xml"))
}

#[test]
fn every_part_is_sound_and_named_where_it_has_to_be() {
    let parts = opened(&cards());
    for (_, content) in &parts {
        paragraphs(content);
    }
    let content = |name| &parts.iter().find(|(its, _)| its == name).expect("has the part").1;
    let types = content("[Content_Types].xml");
    for (name, _) in parts.iter().filter(|(name, _)| name.ends_with(".xml") && !name.starts_with('[')) {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
        let target = format!("Target=\"{}\"", name.trim_start_matches("word/"));
        let named = |part: &str| part.contains(&target) || part.contains(&format!("Target=\"{name}\""));
        assert!(named(content("_rels/.rels")) || named(content("word/_rels/document.xml.rels")), "{name}");
    }
    assert!(content("docProps/core.xml").contains("<dc:title>Cards &amp; more</dc:title>"));
}

#[test]
fn many_sections_are_written_as_few_are() {
    let section = |number: u32| {
        let items: Vec<Text> = vec!["first".into(), "second".into()];
        let card = Block::Card(vec![Block::Numbered(items.clone())]);
        vec![Block::paragraph(format!("Letter {number}")), Block::Numbered(items), card]
    };
    let document = |of: std::ops::Range<u32>| {
        let mut document = Document::new("Letters");
        document.sections = of.map(section).collect();
        part(&document, "word/document.xml")
    };
    let many = document(0..120);
    assert_eq!(many.matches("<w:pageBreakBefore/>").count(), 119);
    let numbers: Vec<&str> =
        many.match_indices("<w:numId w:val=\"").map(|(at, mark)| &many[at + mark.len()..]).collect();
    let numbers: Vec<u32> = numbers.iter().map(|rest| rest[..rest.find('"').unwrap()].parse().unwrap()).collect();
    assert_eq!(numbers, (0..240).flat_map(|list| [list + 2, list + 2]).collect::<Vec<_>>());
    // The first of them stand there as they do in a document of their own.
    let few = document(0..9);
    assert!(many.starts_with(&few[..few.find("<w:sectPr>").unwrap()]));
}

#[test]
fn the_text_stands_in_order() {
    let text = text_of(&cards());
    let text: Vec<&str> = text.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
    let first = [
        "Cards for the panel",
        "For the meeting on 5 October. Please return.",
        "Amina Khan",
        "Area",
        "Leeds & Bradford",
        "Hopes for",
        "Somebody who has run a team\nand stayed “calm”",
        "Alternatives",
        "Could be",
        "Because",
        "Asked",
        "Bo Lee",
        "Same trade",
        "not asked yet",
        "Carl O'Shea",
        "a | b <i>",
    ];
    assert_eq!(text[..first.len()], first);
    assert_eq!(text[text.len() - 5..], ["Decided", "First", "Second", "And then:", "From one again"]);
    let footer = paragraphs(&part(&cards(), "word/footer1.xml"));
    assert_eq!(footer, ["Confidential: \"collect\" after the meeting\tPage\u{a0}1\u{a0}of\u{a0}1"]);
}

#[test]
fn names_are_there_to_sign_under() {
    let text = text_of(&agreement());
    assert_eq!(text[text.len() - 2..], ["Bo Lee, mentor", "Signed \t Date \t"]);
}

#[test]
fn every_style_and_number_that_is_used_is_there() {
    let used = |xml: &str, tag: &str| -> Vec<String> {
        let begin = format!("<w:{tag} w:val=\"");
        xml.split(&begin).skip(1).filter_map(|rest| rest.split('"').next().map(str::to_string)).collect()
    };
    for document in [cards(), agreement()] {
        let text = part(&document, "word/document.xml");
        let (styles, numbers) = (part(&document, "word/styles.xml"), part(&document, "word/numbering.xml"));
        for style in used(&text, "pStyle").into_iter().chain(used(&text, "tblStyle")) {
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
        for number in used(&text, "numId").into_iter().chain(used(&styles, "numId")) {
            assert!(numbers.contains(&format!("<w:num w:numId=\"{number}\">")), "{number}");
        }
    }
}

#[test]
fn a_card_keeps_together_and_ends() {
    let card = Block::Card(vec![
        Block::Heading(Level::Two, "A".to_string()),
        Block::Lines(2),
        Block::Card(vec![Block::paragraph("B")]),
        Block::Box(3),
    ]);
    let text = part(&Document::new("").section(vec![card]), "word/document.xml");
    let paragraphs: Vec<&str> = text.split("<w:p>").skip(1).collect();
    let (last, rest) = paragraphs.split_last().expect("has paragraphs");
    assert!(rest.iter().all(|paragraph| paragraph.contains("<w:keepNext/>")), "{text}");
    assert!(last.contains("Gap") && !last.contains("<w:keepNext/>"), "{text}");
    assert_eq!(text.matches("CardRule").count(), 1, "a card in a card is part of it");
}

#[test]
fn a_section_begins_a_page_whatever_it_begins_with() {
    let table = Table { columns: vec![Column::new("", 1)], rows: vec![vec!["x".into()]] };
    let begin = [Block::paragraph("x"), Block::Table(table), Block::Box(1), Block::Card(Vec::new())];
    let document = begin.into_iter().fold(Document::new("").section(Vec::new()), |d, block| d.section(vec![block]));
    let text = part(&document, "word/document.xml");
    let breaks: Vec<usize> = text.match_indices("<w:pageBreakBefore/>").map(|(at, _)| at).collect();
    assert_eq!(breaks.len(), 3, "{text}");
    assert!(text.find("<w:tbl>").is_some_and(|table| breaks[0] < table && table < breaks[1]), "{text}");
}

#[test]
fn rows_have_a_cell_a_column() {
    let columns = vec![Column::new("a", 1), Column::new("b", 1)];
    let rows = vec![Vec::new(), vec!["1".into(), "2".into(), "3".into()]];
    let blocks = vec![Block::Table(Table { columns, rows }), Block::Table(Table::default())];
    let text = part(&Document::new("").section(blocks), "word/document.xml");
    assert_eq!((text.matches("<w:tc>").count(), text.matches("<w:tbl>").count()), (6, 1));
}

proptest! {
    #[test]
    fn any_text_comes_back(text in any::<String>(), bold in "\\PC*") {
        let document = Document::new(text.as_str()).footer(text.as_str()).section(vec![
            Block::Heading(Level::One, text.clone()),
            Block::Paragraph(Text::default().bold(bold.as_str()).plain(text.as_str())),
        ]);
        let expected = [lines(&text).join("\n"), lines(&bold).join("\n") + &lines(&text).join("\n")];
        prop_assert_eq!(text_of(&document), expected);
        for (_, content) in opened(&document) {
            paragraphs(&content);
        }
    }
}

#[test]
fn what_is_typed_fits_on_its_line_and_is_copied_as_it_is() {
    let size = |signs: usize| {
        let typed = Text::default().bold("Then:").typed("x".repeat(signs));
        let xml = super::body::runs(&typed, super::WIDTH);
        let half_points = xml.split("<w:sz w:val=\"").nth(1).and_then(|rest| rest.split('"').next());
        half_points.and_then(|half_points| half_points.parse::<usize>().ok()).expect("a size")
    };
    // 17 cm are 481.9 points; a sign of Courier New is 0.6 of its size wide.
    assert_eq!([10, 89, 90, 120, 133].map(size), [18, 18, 17, 13, 12]);
    for signs in [89, 90, 120, 133] {
        assert!(signs as f64 * 0.6 * size(signs) as f64 / 2.0 <= 481.9, "{signs}");
    }
    let command = "mentor log answer P014 --measure \"confidence\" --stage \"end\"";
    let block = Block::Paragraph(Text::default().typed(command));
    let document = Document::new("Pack").section(vec![block]);
    let xml = part(&document, "word/document.xml");
    assert!(xml.contains(&crate::markup::html(command)), "{xml}");
}
