//! Letters and colours of pictures. SVG breaks no lines, so they are broken here.

use crate::markup::html;

/// How high letters are, in pixels.
pub const LINE: u32 = 14;
/// The distance from one line to the next.
pub const STEP: u32 = 19;
/// How many letters fit beside each other on a telephone.
pub const ACROSS: usize = 44;

/// What is written.
pub const INK: &str = "#1a1a1a";
/// What is written beside, and scales.
pub const FAINT: &str = "#555555";
/// What is drawn first.
pub const FIRST: &str = "#1f4e6b";
/// What is drawn beside it. It is lighter as well as of another colour.
pub const SECOND: &str = "#c06a1c";
/// The ground of what is drawn.
pub const GROUND: &str = "#e6ebef";

/// Where a text is held.
#[derive(Clone, Copy)]
pub enum Held {
    Left,
    Middle,
    Right,
}

/// A text on one line; `x` is a share of the width.
pub fn text(x: f64, y: u32, held: Held, look: &str, words: &str) -> String {
    let anchor = match held {
        Held::Left => "",
        Held::Middle => " text-anchor=\"middle\"",
        Held::Right => " text-anchor=\"end\"",
    };
    // Lines of a scale that run behind letters keep away from them.
    let apart = "stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"";
    format!("<text x=\"{}\" y=\"{y}\" {apart}{anchor}{look}>{}</text>", share(x), html(words))
}

/// A share of the width, as SVG says it.
pub fn share(x: f64) -> String {
    format!("{:.2}%", if x.is_finite() { x.clamp(0.0, 100.0) } else { 0.0 })
}

/// A label with a figure at the right, over as many lines as it takes; and where the next thing can begin.
pub fn labelled(y: u32, label: &str, shown: &str) -> (String, u32) {
    let mut lines = broken(label, ACROSS);
    let last = lines.last().map_or(0, |line| line.chars().count());
    if last + shown.chars().count() + 2 > ACROSS {
        lines.push(String::new());
    }
    let (mut markup, mut at) = (String::new(), y);
    for line in &lines {
        at += STEP;
        if !line.is_empty() {
            markup.push_str(&text(0.0, at - 5, Held::Left, "", line));
        }
    }
    markup.push_str(&text(100.0, at - 5, Held::Right, " font-weight=\"bold\"", shown));
    (markup, at)
}

/// Breaks a text between words; a word that is wider than the room is cut.
fn broken(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() {
            let taken = lines.last().map_or(0, |line| line.chars().count());
            let room = if taken == 0 { room } else { room.saturating_sub(taken + 1) };
            if word.len() > room && taken > 0 {
                lines.push(String::new());
                continue;
            }
            let rest = word.split_off(word.len().min(room.max(1)));
            if let Some(line) = lines.last_mut() {
                if taken > 0 {
                    line.push(' ');
                }
                line.extend(word);
            }
            word = rest;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_what_is_too_wide() {
        assert_eq!(broken("to be or not", 5), ["to be", "or", "not"]);
        assert_eq!(broken("a abcdefg h", 4), ["a", "abcd", "efg", "h"]);
        assert_eq!(broken("", 4), [""]);
    }

    #[test]
    fn a_figure_that_has_no_room_beside_its_label_gets_a_line() {
        assert_eq!(labelled(0, "Applied", "24").1, STEP);
        assert_eq!(labelled(0, &"x".repeat(40), "fewer than 5").1, 2 * STEP);
    }

    #[test]
    fn shares_are_never_outside() {
        assert_eq!([share(-1.0), share(33.333), share(f64::NAN)], ["0.00%", "33.33%", "0.00%"]);
    }
}
