//! Cells as plain text, the same in every format that is text.

use super::Cell;

impl Cell {
    /// What stands in a sentence: a number with its thousands apart.
    ///
    /// ```
    /// use mentor::report::Cell;
    /// assert_eq!(Cell::Decimal { units: 936588, decimals: 2 }.in_a_sentence(), "9,365.88");
    /// ```
    pub fn in_a_sentence(&self) -> String {
        crate::pictures::grouped(&self.plain())
    }

    /// A text cell, or a blank one where the text is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    /// A number without needless zeros behind the point; a whole one where it is whole.
    ///
    /// ```
    /// use mentor::report::Cell;
    /// assert_eq!(Cell::trimmed(1250, 2).plain(), "12.5");
    /// assert_eq!(Cell::trimmed(1200, 2), Cell::Number(12));
    /// ```
    pub fn trimmed(mut units: i64, mut decimals: u32) -> Self {
        while decimals > 0 && units % 10 == 0 {
            units /= 10;
            decimals -= 1;
        }
        if decimals == 0 { Cell::Number(units) } else { Cell::Decimal { units, decimals } }
    }

    /// Writes the cell out: numbers exactly, days as in `2026-10-05`, a blank cell as nothing.
    ///
    /// ```
    /// use mentor::report::Cell;
    /// assert_eq!(Cell::Decimal { units: -5, decimals: 2 }.plain(), "-0.05");
    /// ```
    pub fn plain(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) | Cell::Instead(text) | Cell::Phone(text) | Cell::Email(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Decimal { units, decimals } => decimal(*units, *decimals as usize),
            Cell::Formula { shown, .. } => shown.plain(),
            Cell::Date(date) => date.format("%Y-%m-%d").to_string(),
            Cell::Month(date) => date.format("%Y-%m").to_string(),
        }
    }

    /// Whether the cell holds a number, which readers compare by its last digits.
    pub fn is_number(&self) -> bool {
        match self {
            Cell::Formula { shown, .. } => shown.is_number(),
            cell => matches!(cell, Cell::Number(_) | Cell::Decimal { .. }),
        }
    }

    /// Whether the cell stands among numbers, one below the other: it is one, may become one, or has words instead of one.
    pub fn stands_as_number(&self) -> bool {
        self.is_number() || matches!(self, Cell::Instead(_) | Cell::Formula { .. })
    }
}

/// Sets the point by moving digits, since a detour through a float would round.
fn decimal(units: i64, decimals: usize) -> String {
    let digits = units.unsigned_abs().to_string();
    let missing = "0".repeat((decimals + 1).saturating_sub(digits.len()));
    let digits = missing + &digits;
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let sign = if units < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let shown = |units, decimals| Cell::Decimal { units, decimals }.plain();
        assert_eq!(shown(1250, 2), "12.50");
        assert_eq!(shown(0, 1), "0.0");
        assert_eq!(shown(7, 0), "7");
        assert_eq!(shown(i64::MIN, 3), "-9223372036854775.808");
    }
}
