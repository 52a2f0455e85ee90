//! Text with emphasis, and what of a text can be printed.

/// Text made of runs, each with one style. A line break in it stays a line break.
///
/// ```
/// use mentor::documents::Text;
/// let text = Text::default().bold("Area:").plain(" both in Leeds");
/// assert_eq!(text.runs.len(), 2);
/// assert_eq!(Text::from("both in Leeds").runs.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The runs, in order.
    pub runs: Vec<Run>,
}

/// Text of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The style.
    pub style: Style,
    /// The text.
    pub text: String,
}

/// How a run is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Like the text around it.
    #[default]
    Plain,
    /// In bold.
    Bold,
    /// In italics.
    Italic,
    /// What is typed at the command line, on a line of its own: set so that it fits there, since a line that breaks within
    /// a word is mistyped, and with no sign in it but its own, since it is also copied.
    Typed,
}

impl Text {
    /// Adds plain text.
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.with(Style::Plain, text.into())
    }

    /// Adds text in bold.
    pub fn bold(self, text: impl Into<String>) -> Self {
        self.with(Style::Bold, text.into())
    }

    /// Adds text in italics.
    pub fn italic(self, text: impl Into<String>) -> Self {
        self.with(Style::Italic, text.into())
    }

    /// Adds what is typed at the command line, on a line of its own.
    pub fn typed(self, text: impl Into<String>) -> Self {
        let before = if self.runs.is_empty() { self } else { self.plain("\n") };
        before.with(Style::Typed, text.into())
    }

    fn with(mut self, style: Style, text: String) -> Self {
        self.runs.push(Run { style, text });
        self
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Text::default().plain(text)
    }
}

/// Splits a text where its writer broke it, and drops what a document cannot hold.
///
/// Those are the control characters, which XML has no way to write, and the marks that turn the direction of writing in
/// what they enclose: pasted telephone numbers bring them along, and they could show a text as another than it is.
pub fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let line = |line: &str| line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| is_printed(*c)).collect();
    text.split(is_line_break).map(line).collect()
}

/// The same text on one line.
pub fn one_line(text: &str) -> String {
    lines(text).join(" ")
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printed(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_what_no_document_can_hold_goes() {
        assert_eq!(lines(" a \r\nb\u{b}c\td\u{0}\u{1b}\u{85}"), [" a ", "b", "c d", ""]);
        assert_eq!(lines("\u{2068}+44 20\u{2069} 👩\u{200d}🏫 \u{fffe}"), ["+44 20 👩\u{200d}🏫 "]);
        assert_eq!(lines(""), [""]);
    }
}
