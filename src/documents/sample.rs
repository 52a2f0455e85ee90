//! Documents for the tests of every format: cards with everything that may stand on one, and an agreement to sign.

use super::{Block, Column, Document, Level, Table, Text};

/// Cards to decide over: facts, a table, lists, and room for notes.
pub fn cards() -> Document {
    let card = |name: &str, area: &str, others: &[(&str, &str)]| {
        let facts = Table {
            columns: vec![Column::new("", 1), Column::new("", 3)],
            rows: vec![
                vec!["Area".into(), area.into()],
                vec!["Hopes for".into(), "Somebody who has run a team\nand stayed \u{201c}calm\u{201d}".into()],
            ],
        };
        let row = |(name, why): &(&str, &str)| {
            vec![Text::default().bold(*name), (*why).into(), Text::default().italic("not asked yet")]
        };
        let table = Table {
            columns: vec![Column::new("Could be", 2), Column::new("Because", 4), Column::new("Asked", 2)],
            rows: others.iter().map(row).collect(),
        };
        Block::Card(vec![
            Block::Heading(Level::Two, name.to_string()),
            Block::Table(facts),
            Block::Heading(Level::Three, "Alternatives".to_string()),
            Block::Table(table),
            Block::paragraph("Notes"),
            Block::Lines(3),
        ])
    };
    let first = vec![
        Block::Heading(Level::One, "Cards for the panel".to_string()),
        Block::Paragraph(
            Text::default()
                .plain("For the meeting on ")
                .bold("5 October")
                .plain(". Please ")
                .italic("return")
                .plain("."),
        ),
        card("Amina Khan", "Leeds & Bradford", &[("Bo Lee", "Same trade"), ("Carl O'Shea", "a | b <i>")]),
        card("=1+1", "York", &[("Dee", "Both in York; the same evenings free, and twelve years in supported housing")]),
        card("Eve Adams", "Hull", &[("Bo Lee", "Same trade"), ("Carl O'Shea", "Near")]),
    ];
    let second = vec![
        Block::Heading(Level::Two, "Decided".to_string()),
        Block::Numbered(vec!["First".into(), "Second".into()]),
        Block::paragraph("And then:"),
        Block::Numbered(vec!["From one again".into()]),
        Block::Box(5),
    ];
    Document::new("Cards & more").footer("Confidential: \"collect\" after the meeting").section(first).section(second)
}

/// A page to sign.
pub fn agreement() -> Document {
    let blocks = vec![
        Block::Heading(Level::One, "Our agreement".to_string()),
        Block::paragraph("We agree:"),
        Block::Bullets(vec![
            "to meet once a month, and to say so in good time if one of us cannot come".into(),
            Text::default().plain("to keep ").bold("what we say").plain(" between us, unless somebody is in danger"),
        ]),
        Block::Heading(Level::Two, "What we want to reach".to_string()),
        Block::Lines(4),
        Block::Heading(Level::Two, "Signed by both".to_string()),
        Block::Signatures(vec!["Amina Khan, mentee".to_string(), "Bo Lee, mentor".to_string()]),
    ];
    Document::new("Agreement").section(blocks)
}
