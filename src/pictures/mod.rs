//! Pictures: figures and words as plain values, and how they are drawn; one file a kind of picture.
//!
//! A picture knows no domain. It is drawn as SVG to stand in a web page: places across are shares of the width and places
//! down are pixels, so that it fills whatever room there is while its letters keep their size, on a telephone as on a
//! desk. It says in words what it shows, for whoever does not see it, and needs nothing from anywhere else.

mod axis;
mod bars;
mod columns;
mod intervals;
mod letters;

pub use axis::grouped;
pub use bars::Bar;
pub use columns::{Columns, Stack};
pub use intervals::{Interval, Intervals};

use crate::markup::html;
use letters::{INK, LINE};

/// A picture, and what it shows in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it is about, in a few words.
    pub title: String,
    /// What to know before looking at it, a sentence or two; may be empty.
    pub says: String,
    /// What is drawn.
    pub shape: Shape,
}

/// The kinds of pictures.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A bar a number, one below the other.
    Bars(Vec<Bar>),
    /// Columns side by side, as time goes on.
    Columns(Columns),
    /// A point and how far it may be off, one below the other, over a scale.
    Intervals(Intervals),
}

/// What a kind of picture draws: the markup, how high it is, and what it shows in words.
struct Drawn {
    markup: String,
    height: u32,
    words: Vec<String>,
}

/// Draws a picture. The name must be the only one of its kind on the page, of letters, digits and dashes.
///
/// ```
/// use mentor::pictures::{Bar, Picture, Shape, svg};
/// let bar = Bar { label: "Applied".to_string(), shown: "24".to_string(), from: 0.0, to: 24.0, aside: false };
/// let picture = Picture { title: "Mentees".to_string(), says: String::new(), shape: Shape::Bars(vec![bar]) };
/// let drawn = svg(&picture, "p1");
/// assert!(drawn.contains("<title id=\"p1-t\">Mentees</title><desc id=\"p1-d\">Applied: 24.</desc>"));
/// ```
pub fn svg(picture: &Picture, name: &str) -> String {
    let drawn = match &picture.shape {
        Shape::Bars(bars) => bars::draw(bars),
        Shape::Columns(columns) => columns::draw(columns, name),
        Shape::Intervals(intervals) => intervals::draw(intervals),
    };
    let words = drawn.words.join("; ");
    let says = [picture.says.as_str(), &words].into_iter().filter(|text| !text.is_empty());
    let says = says.map(|text| if text.ends_with('.') { text.to_string() } else { format!("{text}.") });
    format!(
        "<svg role=\"img\" aria-labelledby=\"{name}-t {name}-d\" width=\"100%\" height=\"{}\" \
         font-family=\"Arial, Helvetica, sans-serif\" font-size=\"{LINE}\" fill=\"{INK}\">\
         <title id=\"{name}-t\">{}</title><desc id=\"{name}-d\">{}</desc>{}</svg>",
        drawn.height,
        html(&picture.title),
        html(&says.collect::<Vec<_>>().join(" ")),
        drawn.markup
    )
}

#[cfg(test)]
mod tests;
