//! A report for the tests of every format: two pairs, one of them proposed by somebody with a taste for formulas.

use chrono::NaiveDate;

use super::{Block, Cell, Column, Look, Report, Table};
use crate::privacy::Privacy;

/// A look without colour, 80 columns wide, that shows names.
pub fn look() -> Look {
    Look { width: 80, colour: false, ceiling: Privacy::Confidential, raw: false, byte_order_mark: false }
}

/// A report of two pairs with every type of cell.
pub fn pairs() -> Report {
    let columns = vec![
        Column::new("mentee", "Mentee").privacy(Privacy::Confidential),
        Column::new("since", "Since"),
        Column::new("score", "Score"),
        Column::new("hours", "Hours"),
        Column::new("phone", "Phone").privacy(Privacy::Confidential),
        Column::new("health", "Health").privacy(Privacy::Special),
        Column::new("why", "Why").readers(),
        Column::new("why_codes", "Codes").machines(),
    ];
    let row = |mentee: &str, score, phone: &str, why: &str, codes: &str| {
        vec![
            Cell::text(mentee),
            NaiveDate::from_ymd_opt(2026, 10, 5).map_or(Cell::Blank, Cell::Date),
            Cell::Number(score),
            Cell::Decimal { units: 1250, decimals: 2 },
            Cell::Phone(phone.to_string()),
            Cell::text("secret"),
            Cell::text(why),
            Cell::text(codes),
        ]
    };
    let rows = vec![
        row("Amina Khan", 87, "+44 7700 900123", "Both in Leeds\nSame trade", "area\ntrade"),
        row("=1+1", -5, "07700 900456", "a | b <i>", ""),
    ];
    Report {
        blocks: vec![
            Block::Heading("Round 3: 2 pairs".to_string()),
            Block::Text("Proposed on 5 October.".to_string()),
            Block::Table(Table::new(columns, rows)),
        ],
        json: None,
    }
}

/// A report of nothing but one table.
pub fn of_table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Report {
    Report { blocks: vec![Block::Table(Table::new(columns, rows))], json: None }
}
