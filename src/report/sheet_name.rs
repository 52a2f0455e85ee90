//! Names of sheets, and lengths as workbooks count them.

/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// A name that workbooks allow and no sheet before has, ignoring case.
pub fn sheet_name(heading: &str, taken: &[String]) -> String {
    let is_illegal = |c: char| c.is_control() || "[]:*?/\\\u{fffe}\u{ffff}".contains(c);
    let legal = heading.replace(is_illegal, " ");
    let single = legal.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = single.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "Report" } else { plain };
    // Excel keeps "History" for itself.
    let is_free =
        |name: &str| name.to_lowercase() != "history" && taken.iter().all(|t| t.to_lowercase() != name.to_lowercase());
    let first = cut(plain, LONGEST_NAME);
    if is_free(&first) {
        return first;
    }
    let numbered = |n: usize| {
        let end = format!(" {n}");
        cut(plain, LONGEST_NAME - end.len()) + &end
    };
    (2..).map(numbered).find(|name| is_free(name)).unwrap_or(first)
}

/// Cuts at a number of UTF-16 units, the measure of workbooks.
pub fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_string();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= limit
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_unique() {
        let mut names = Vec::new();
        for heading in
            ["Round 3: 12/144", "round 3 12 144", "'quoted'", " ", "[]", "History", &"x".repeat(40), &"x".repeat(41)]
        {
            names.push(sheet_name(heading, &names));
        }
        let (long, second) = ("x".repeat(30) + "…", "x".repeat(28) + "… 2");
        let expected =
            ["Round 3 12 144", "round 3 12 144 2", "quoted", "Report", "Report 2", "History 2", &long, &second];
        assert_eq!(names, expected);
    }

    #[test]
    fn lengths_are_those_of_workbooks() {
        assert_eq!(cut("🙂🙂", 4), "🙂🙂");
        assert_eq!(cut("🙂🙂", 3), "🙂…");
    }
}
