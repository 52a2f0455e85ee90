//! Headings over several rows: a question over its options, as survey programs and merged cells have it.

use crate::store::sheet::Sheet;

/// Puts the rows of headings together: "Question [Option]", of three rows "Month [Day, Hour]". A blank cell of a row above
/// belongs to the text at its left, as far as the row over it says nothing new; a text with nothing below it stands alone.
pub(in crate::store) fn joined(sheet: &Sheet, above: &[u32], last: usize) -> Vec<String> {
    let with_number = |number: &u32| (0..last).find(|row| sheet.number(*row) == *number);
    let rows: Vec<usize> = above.iter().filter_map(with_number).collect();
    let width = rows.iter().chain([&last]).map(|row| sheet.width(*row)).max().unwrap_or(0);
    let mut left = vec![""; rows.len()];
    let mut texts = Vec::with_capacity(width);
    for column in 0..width {
        let own = sheet.cell(last, column);
        let fresh = rows.iter().position(|row| !sheet.cell(*row, column).is_empty());
        for (level, row) in rows.iter().enumerate().skip(fresh.unwrap_or(rows.len())) {
            left[level] = sheet.cell(*row, column);
        }
        let nothing = own.is_empty() && fresh.is_none();
        let parts = left.iter().copied().chain([own]).filter(|part| !part.is_empty() && !nothing);
        texts.push(one(&parts.collect::<Vec<_>>()));
    }
    texts
}

/// The first part, and the others in brackets behind it.
fn one(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [only] => (*only).to_string(),
        [first, others @ ..] => format!("{first} [{}]", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::Problems;
    use crate::store::sheet::{Reading, read};

    fn headings(text: &str, above: &[u32], last: usize) -> Vec<String> {
        let mut problems = Problems::default();
        let sheet = read("form.csv", text.as_bytes(), &Reading::default(), &mut problems).unwrap();
        joined(&sheet, above, last)
    }

    #[test]
    fn a_question_stands_over_its_options() {
        let text = "Id,E-mail,Offers,,,Comments\n,Response,Fees,\"HR, pay\",Other,\n1,a@x.org,x,,,\n";
        let joined = ["Id", "E-mail [Response]", "Offers [Fees]", "Offers [HR, pay]", "Offers [Other]", "Comments"];
        assert_eq!(headings(text, &[1], 1), joined);
        assert_eq!(headings(text, &[], 0), ["Id", "E-mail", "Offers", "", "", "Comments"]);
    }

    #[test]
    fn a_new_text_above_ends_what_stood_below_it() {
        let text = "Poll,,,,\n\n,May,,,June\n,Mon 2,,Tue 3,\n,9:00,10:00,9:00,\nAnn,OK,,OK,\n";
        let joined = ["", "May [Mon 2, 9:00]", "May [Mon 2, 10:00]", "May [Tue 3, 9:00]", "June"];
        assert_eq!(headings(text, &[3, 4], 3), joined);
    }
}
