//! Intervals: a point and how far it may be off, one below the other, over one scale.

use super::Drawn;
use super::axis::Scale;
use super::letters::{FAINT, FIRST, GROUND, Held, STEP, labelled, share, text};

/// Room for the point, above the line of the next label.
const ROOM: u32 = 18;
/// How much of the width stays free at each side, so that no point and no number is cut.
const EDGE: f64 = 3.0;

/// Intervals over one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// The intervals, from top to bottom.
    pub rows: Vec<Interval>,
    /// A number with a line of its own, such as that of no change.
    pub line: Option<f64>,
    /// What the scale counts.
    pub unit: String,
}

/// One interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// What it is about.
    pub label: String,
    /// The figures as they are told.
    pub shown: String,
    /// The point.
    pub middle: f64,
    /// The interval, where there is one.
    pub around: Option<(f64, f64)>,
}

pub fn draw(of: &Intervals) -> Drawn {
    let ends = of.rows.iter().flat_map(|row| [Some(row.middle), row.around.map(|a| a.0), row.around.map(|a| a.1)]);
    let scale = Scale::over(ends.flatten().chain(of.line), 4, false);
    let x = |number: f64| EDGE + (100.0 - 2.0 * EDGE) * scale.at(number);
    let (mut rows, mut y) = (String::new(), 0);
    // Lines lie behind everything, so they come first; that of no change leaves out the labels, as nobody reads through it.
    let mut behind = String::new();
    for row in &of.rows {
        let (label, at) = labelled(y, &row.label, &row.shown);
        rows.push_str(&label);
        let middle = at + ROOM / 2;
        if let Some(number) = of.line {
            let across = share(x(number));
            behind.push_str(&line(&across, at, &across, at + ROOM, FAINT, 1));
        }
        if let Some((low, high)) = row.around {
            rows.push_str(&line(&share(x(low)), middle, &share(x(high)), middle, FIRST, 2));
            for end in [low, high] {
                rows.push_str(&line(&share(x(end)), middle - 5, &share(x(end)), middle + 5, FIRST, 2));
            }
        }
        rows.push_str(&format!("<circle cx=\"{}\" cy=\"{middle}\" r=\"5\" fill=\"{FIRST}\"/>", share(x(row.middle))));
        y = at + ROOM + STEP / 3;
    }
    let mut ground = String::new();
    for tick in scale.ticks() {
        let at = share(x(tick));
        ground.push_str(&line(&at, 0, &at, y, GROUND, 1));
        rows.push_str(&text(x(tick), y + STEP - 4, Held::Middle, &format!(" fill=\"{FAINT}\""), &scale.says(tick)));
    }
    rows.push_str(&text(50.0, y + 2 * STEP - 4, Held::Middle, &format!(" fill=\"{FAINT}\""), &of.unit));
    let words = of.rows.iter().map(|row| format!("{}: {}", row.label, row.shown)).collect();
    Drawn { markup: ground + &behind + &rows, height: y + 2 * STEP, words }
}

pub fn line(x1: &str, y1: u32, x2: &str, y2: u32, colour: &str, width: u32) -> String {
    format!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")
}
