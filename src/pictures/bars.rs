//! Bars: a number each, one below the other, on one scale. Where they are parts of what stands above them, each begins
//! where the one before it ended.

use super::Drawn;
use super::letters::{FIRST, GROUND, SECOND, STEP, labelled, share};

/// How thick a bar is.
const THICK: u32 = 12;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// The number as it is told, which may be no number at all.
    pub shown: String,
    /// Where it begins.
    pub from: f64,
    /// Where it ends; where it begins, if the number is not told.
    pub to: f64,
    /// Whether it is what branched off, and not what went on.
    pub aside: bool,
}

pub fn draw(bars: &[Bar]) -> Drawn {
    let most = bars.iter().map(|bar| bar.to).fold(0.0, f64::max);
    let (mut markup, mut y) = (String::new(), 0);
    for bar in bars {
        let (label, at) = labelled(y, &bar.label, &bar.shown);
        markup.push_str(&label);
        markup.push_str(&format!("<rect x=\"0\" y=\"{at}\" width=\"100%\" height=\"{THICK}\" fill=\"{GROUND}\"/>"));
        if most > 0.0 && bar.to > bar.from {
            let (x, width) = (share(100.0 * bar.from / most), share(100.0 * (bar.to - bar.from) / most));
            let colour = if bar.aside { SECOND } else { FIRST };
            markup.push_str(&format!(
                "<rect x=\"{x}\" y=\"{at}\" width=\"{width}\" height=\"{THICK}\" fill=\"{colour}\"/>"
            ));
        }
        y = at + THICK + STEP / 3;
    }
    let words = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.shown)).collect();
    Drawn { markup, height: y.max(1), words }
}
