//! Text as lines that are safe to print and no wider than there is room.

use unicode_width::UnicodeWidthStr;

use crate::wording::shown;

/// The longest line of a cell or paragraph that people are shown, in characters: far beyond what anybody writes, short
/// enough that one cell cannot flood the terminal.
const LONGEST: usize = 4000;

/// Columns narrower than this have no room to set lines in.
const ROOM_TO_INDENT: usize = 16;

/// Splits a text where its writer broke it and escapes in each line what must not reach a terminal.
pub fn safe_lines(text: &str) -> Vec<String> {
    text.lines().map(|line| shown(line.trim_end(), LONGEST)).collect()
}

/// Wraps one line between words. A word wider than the room is cut; a line that fits stays as it is.
pub fn wrapped(line: &str, room: usize) -> Vec<String> {
    if line.width() <= room {
        return vec![line.to_string()];
    }
    let mut lines = Vec::new();
    let mut current = String::new();
    // Only at plain blanks: a no-break space is there to hold words together.
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let before = current.len();
        if before > 0 {
            current.push(' ');
        }
        current.push_str(word);
        // The whole line is measured each time, since the widths of its parts need not add up.
        if current.width() <= room {
            continue;
        }
        current.truncate(before);
        if before > 0 {
            lines.push(std::mem::take(&mut current));
        }
        current = cut(word, room, &mut lines);
    }
    lines.push(current);
    lines
}

/// Wraps several lines; where there are more than one, what continues a line is set in so that the lines stay apart.
pub fn wrapped_lines(lines: &[String], room: usize) -> Vec<String> {
    let indent = if lines.len() > 1 && room >= ROOM_TO_INDENT { "  " } else { "" };
    let continued = |line: &String| {
        let first = wrapped(line, room);
        if first.len() < 2 || indent.is_empty() {
            return first;
        }
        // What follows the first line is wrapped anew, since the indent leaves it less room.
        let rest = first[1..].join(" ");
        let rest = wrapped(&rest, room - indent.len());
        first.into_iter().take(1).chain(rest.iter().map(|line| format!("{indent}{line}"))).collect()
    };
    lines.iter().flat_map(continued).collect()
}

/// Wraps a line of talk between words, what continues it set in. A command in it stays in one piece, so that it can be
/// read and pasted; a line with one that is wider than the room stays as it is.
pub fn told(line: &str, room: usize) -> String {
    const INDENT: &str = "  ";
    if line.width() <= room || room < ROOM_TO_INDENT {
        return line.to_string();
    }
    let room = room - INDENT.len();
    let mut whole = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = command(rest) {
        let (before, from) = rest.split_at(at);
        let (typed, after) = from.split_at(end_of_command(from));
        if typed.width() > room {
            return line.to_string();
        }
        whole.push_str(before);
        whole.push_str(&typed.replace(' ', TIED));
        rest = after;
    }
    whole.push_str(rest);
    wrapped(&whole, room).join(&format!("\n{INDENT}")).replace(TIED, " ")
}

/// A blank at which no line is broken.
const TIED: &str = "\u{a0}";

/// Where the first command of a line begins.
fn command(line: &str) -> Option<usize> {
    let begins = |at: &usize| line[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    line.match_indices("mentor ").map(|(at, _)| at).find(begins)
}

/// How long the command is with which a text begins, as far as the sentence around it shows.
fn end_of_command(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '"';
        if !quoted && (matches!(c, '`' | ';' | ')') || c == ',' && text[at..].starts_with(", ")) {
            return at;
        }
    }
    text.len()
}

/// Cuts a word into pieces that fit; returns the last one, which the next word may follow. A combining character has
/// no width of its own and so stays with its letter.
fn cut(word: &str, room: usize, lines: &mut Vec<String>) -> String {
    let mut piece = String::new();
    for c in word.chars() {
        let before = piece.len();
        piece.push(c);
        if before > 0 && piece.width() > room {
            piece.truncate(before);
            lines.push(std::mem::take(&mut piece));
            piece.push(c);
        }
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("to be or not to be", 9), ["to be or", "not to be"]);
        assert_eq!(wrapped("  fits as it is", 20), ["  fits as it is"]);
        assert_eq!(wrapped("a 12\u{a0}km walk", 6), ["a", "12\u{a0}km", "walk"]);
    }

    #[test]
    fn long_words_are_cut_and_letters_keep_their_accents() {
        assert_eq!(wrapped("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(wrapped("山田太郎", 5), ["山田", "太郎"]);
    }

    #[test]
    fn what_continues_one_of_several_lines_is_set_in() {
        let lines = ["both in the same part of Leeds".to_string(), "same trade".to_string()];
        assert_eq!(wrapped_lines(&lines, 16), ["both in the same", "  part of Leeds", "same trade"]);
        assert_eq!(wrapped_lines(&lines[..1], 16), ["both in the same", "part of Leeds"]);
    }

    #[test]
    fn only_line_breaks_survive() {
        assert_eq!(safe_lines("a\r\nb\x1b[31m\n"), ["a", "b\\u{1b}[31m"]);
    }

    #[test]
    fn a_command_in_what_is_told_stays_in_one_piece() {
        let line = "mentee 02 (P003) is with nobody now; if they take no part any more: mentor people hold P003";
        assert_eq!(
            told(line, 80),
            "mentee 02 (P003) is with nobody now; if they take no part any more:\n  mentor people hold P003"
        );
        // What fits stays, and a command with no room for it is not torn apart.
        assert_eq!(told(line, 100), line);
        assert_eq!(told(line, 24), line);
        let two = "take the first (mentor end R001 --anew), or a mentor of theirs, or `mentor match` for all of them";
        assert_eq!(
            told(two, 32),
            "take the first\n  (mentor end R001 --anew), or a\n  mentor of theirs, or\n  `mentor match` for all of them"
        );
        assert_eq!(told("say of it: mentor skip R001 --because \"too far, too late\"", 50).lines().count(), 2);
    }
}
