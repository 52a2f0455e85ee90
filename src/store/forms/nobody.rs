//! Rows that are nobody's: without an address or a key, or totals and notes below the table.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use crate::domain::person::normal_email;
use crate::problems::{Place, Problem, Problems, Severity};
use crate::wording::{normal, show};

/// Warns of each row that is nobody's, once: what was said of its length is said here too.
pub(super) fn tell(nobodys: &[Answer], problems: &mut Problems) {
    let rows: BTreeSet<&Place> = nobodys.iter().map(|answer| &answer.place).collect();
    let short = problems.take_out(|problem| problem.severity == Severity::Warning && rows.contains(&problem.place));
    let short: BTreeMap<&Place, &str> =
        short.iter().map(|problem| (&problem.place, problem.message.as_str())).collect();
    for answer in nobodys {
        problems.push(row(answer, short.get(&answer.place)));
    }
}

fn row(answer: &Answer, short: Option<&&str>) -> Problem {
    let shown = [&answer.name, &answer.key].into_iter().find(|text| !text.is_empty());
    let name = shown.map_or("nobody's name".to_string(), |name| format!("`{}`", show(name)));
    if is_total(answer) {
        let text = if shown.is_some() { name } else { format!("`{}`", show(&answer.email)) };
        let message = format!("the row ({text}) reads like a total or a note beside the answers, and is left out");
        let remedy = "if it is one, nothing is to be done\n\
                      if it is a person, add them: mentor people add --role ROLE --email ADDRESS --name \"NAME\"";
        return Problem::warning(&answer.place, message).remedy(remedy);
    }
    let trouble = answer.troubles.iter().find(|trouble| trouble.target == "email");
    let (what, text) = match trouble {
        Some(trouble) => ("has no usable e-mail address", trouble.problem.text.clone()),
        None => ("has no e-mail address or key", answer.email.clone()),
    };
    let remedy =
        "ask for the address and add the person: mentor people add --role ROLE --email ADDRESS --name \"NAME\"";
    let cut = |short: &&str| {
        format!(
            "\n{short}: if it is a note below the answers, nothing is to be done; if a line break inside a cell has cut a \
             row in two, put double quotes around that cell"
        )
    };
    Problem::warning(&answer.place, format!("the row ({name}) {what}, so this person is left out"))
        .text(text)
        .remedy(remedy.to_string() + &short.map(cut).unwrap_or_default())
}

/// Words that begin the lines with which programs and people end a table.
const TOTALS: [&str; 16] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "average",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "somme",
    "totale",
    "totaal",
    "suma",
    "összesen",
];

/// Whether a row without an address reads like a total (`Total: 45`, `Grand total`) or like the end of a report.
pub(super) fn is_total(answer: &Answer) -> bool {
    let reads = |text: &str| {
        let said = normal(text);
        let after = |word: &&str| said.strip_prefix(*word).map(str::trim_start);
        let total = TOTALS.iter().filter_map(after).any(|rest| {
            let counted = rest.bytes().any(|b| b.is_ascii_digit()) && !rest.starts_with(char::is_alphanumeric);
            let of_rows = ["of ", "number", "responses", "records", "mentors", "mentees", "participants", "rows"];
            rest.is_empty()
                || counted
                || rest.parse::<f64>().is_ok()
                || of_rows.iter().any(|word| rest.starts_with(word))
        });
        let ends = ["end of report", "end of export", "end of file", "end of data", "end of list", "end of survey"];
        total || ends.iter().any(|end| said.starts_with(end))
    };
    normal_email(&answer.email).is_none()
        && [&answer.name, &answer.key, &answer.email].into_iter().any(|text| reads(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_no_people() {
        let named = |name: &str| is_total(&Answer { name: name.to_string(), ..Answer::blank() });
        for name in
            ["Total", "TOTAL:", "Total: 45", "Total = 45", "Grand total", "Total responses 12", "Summe", "Total 7"]
        {
            assert!(named(name), "{name}");
        }
        for name in ["Tota Lee", "Sum Ting", "Sumaya", "Summer Hill", "Suma Patel", "Totally New", "", "R2 Total"] {
            assert!(!named(name), "{name}");
        }
        let known = Answer { name: "Total".to_string(), email: "total@x.org".to_string(), ..Answer::blank() };
        assert!(!is_total(&known));
    }
}
