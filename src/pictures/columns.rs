//! Columns side by side, as time goes on, each of one or more parts on top of each other.

use super::Drawn;
use super::axis::Scale;
use super::intervals::line;
use super::letters::{FAINT, FIRST, GROUND, Held, INK, SECOND, STEP, share, text};

/// How high the highest column can be.
const HIGH: u32 = 170;
/// Where columns begin, after the numbers of the scale.
const LEFT: f64 = 10.0;
/// How many labels fit beside each other on a telephone.
const LABELS: usize = 12;
/// The colours of the parts, from the ground up.
const COLOURS: [&str; 3] = [FIRST, SECOND, FAINT];

/// Columns, and what their parts are.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What the parts are, from the ground up; no more than three.
    pub parts: Vec<String>,
    /// The columns, from left to right.
    pub stacks: Vec<Stack>,
    /// What is said of a column whose numbers are not told.
    pub not_told: String,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Its label; after a line break the year, which is drawn where it is another than before.
    pub label: String,
    /// The numbers, one a part; none where they are not told.
    pub numbers: Option<Vec<f64>>,
}

pub fn draw(of: &Columns, name: &str) -> Drawn {
    let sum = |stack: &Stack| stack.numbers.as_ref().map_or(0.0, |numbers| numbers.iter().sum());
    let scale = Scale::over(of.stacks.iter().map(sum).chain([0.0]), 4, true);
    let any_hidden = of.stacks.iter().any(|stack| stack.numbers.is_none());
    let mut markup = String::new();
    let mut y = 0;
    let legend = of.parts.iter().zip(COLOURS).filter(|_| of.parts.len() > 1);
    let legend = legend.map(|(part, colour)| (part.as_str(), colour.to_string()));
    let hatched = format!("url(#{name}-h)");
    for (words, fill) in legend.chain(any_hidden.then(|| (of.not_told.as_str(), hatched.clone()))) {
        y += STEP;
        markup.push_str(&format!("<rect x=\"0\" y=\"{}\" width=\"12\" height=\"12\" fill=\"{fill}\"/>", y - 15));
        markup.push_str(&format!("<text x=\"18\" y=\"{}\">{}</text>", y - 5, crate::markup::html(words)));
    }
    if any_hidden {
        markup.push_str(&format!(
            "<pattern id=\"{name}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\" fill=\"{GROUND}\"/>\
             <path d=\"M0 6L6 0\" stroke=\"{FAINT}\" stroke-width=\"1\"/></pattern>"
        ));
    }
    let (top, ground) = (y + STEP / 2, y + STEP / 2 + HIGH);
    for tick in scale.ticks() {
        let at = ground - (f64::from(HIGH) * scale.at(tick)).round() as u32;
        markup.push_str(&line(&share(LEFT), at, "100%", at, if tick == 0.0 { FAINT } else { GROUND }, 1));
        let faint = format!(" fill=\"{FAINT}\"");
        markup.push_str(&text(LEFT - 2.0, at + 5, Held::Right, &faint, &scale.says(tick)));
    }
    let width = (100.0 - LEFT) / of.stacks.len().max(1) as f64;
    let every = of.stacks.len().div_ceil(LABELS).max(1);
    let mut year = "";
    for (at, stack) in of.stacks.iter().enumerate() {
        let left = LEFT + width * at as f64;
        let (x, broad) = (share(left + width * 0.14), share(width * 0.72));
        let mut foot = f64::from(ground);
        let column = |top: f64, height: f64, fill: &str| {
            format!("<rect x=\"{x}\" y=\"{top:.1}\" width=\"{broad}\" height=\"{height:.1}\" fill=\"{fill}\"/>")
        };
        match &stack.numbers {
            None => markup.push_str(&column(f64::from(top), f64::from(HIGH), &hatched)),
            Some(numbers) => {
                for (number, colour) in numbers.iter().zip(COLOURS).filter(|(number, _)| **number > 0.0) {
                    let height = f64::from(HIGH) * scale.at(*number);
                    foot -= height;
                    markup.push_str(&column(foot, height, colour));
                }
            }
        }
        if at.is_multiple_of(every) {
            let mut lines = stack.label.lines();
            let first = lines.next();
            // A year is said where it begins: below every column it would run into the next.
            let own_year = lines.next().filter(|own| *own != year);
            year = own_year.unwrap_or(year);
            for (below, words) in (1..).zip(first.into_iter().chain(own_year)) {
                let look = format!(" font-size=\"12\" fill=\"{INK}\"");
                markup.push_str(&text(left + width / 2.0, ground + below * 16, Held::Middle, &look, words));
            }
        }
    }
    Drawn { markup, height: ground + 40, words: of.stacks.iter().map(|stack| in_words(of, stack)).collect() }
}

fn in_words(of: &Columns, stack: &Stack) -> String {
    let label = stack.label.replace('\n', " ");
    match &stack.numbers {
        None => format!("{label}: {}", of.not_told),
        Some(numbers) => {
            let parts = of.parts.iter().zip(numbers).map(|(part, number)| format!("{number} {part}"));
            format!("{label}: {}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}
