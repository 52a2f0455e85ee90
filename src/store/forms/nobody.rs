//! Rows that are nobody's: without an address or a key, or totals and notes below the table.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use crate::domain::person::PersonId;
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
    let shown = [&answer.name, &answer.key].into_iter().chain(&answer.total).find(|text| !text.is_empty());
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

/// Whether a row without an address reads like a total or like the end of a report.
pub(super) fn is_total(answer: &Answer) -> bool {
    let reads = |text: &String| reads_as_total(text, false);
    !answer.email.contains('@')
        && (answer.total.is_some() || [&answer.name, &answer.key, &answer.email].into_iter().any(reads))
}

/// Whether a text reads like a total (`Total: 45`, `Grand total`) or like the end of a report; in a row that names nobody
/// also like the total of a group, `North Total`.
pub(in crate::store) fn reads_as_total(text: &str, of_groups: bool) -> bool {
    // Nearly every cell is told by its first letters.
    let said = normal(text);
    let after = |word: &&str| said.strip_prefix(*word).map(str::trim_start);
    let total = TOTALS.iter().filter_map(after).any(|rest| {
        let counted = rest.bytes().any(|b| b.is_ascii_digit()) && !rest.starts_with(char::is_alphanumeric);
        let of_rows = ["of ", "number", "responses", "records", "mentors", "mentees", "participants", "rows"];
        rest.is_empty() || counted || rest.parse::<f64>().is_ok() || of_rows.iter().any(|word| rest.starts_with(word))
    });
    let group = of_groups && [" total", " count", " average", " ergebnis"].iter().any(|end| said.ends_with(end));
    let ends = ["end of report", "end of export", "end of file", "end of data", "end of list", "end of survey"];
    let page = said.strip_prefix("page ").is_some_and(|rest| rest.contains(" of "));
    total || group || page || ends.iter().any(|end| said.starts_with(end))
}

/// Warns of people who are probably somebody's test of the form.
pub(super) fn tests<'p>(people: impl Iterator<Item = (PersonId, &'p Answer)>, problems: &mut Problems) {
    let names = [
        "test",
        "test test",
        "testing",
        "tester",
        "test user",
        "test entry",
        "test mentor",
        "test mentee",
        "a test",
        "asdf",
        "asdf asdf",
        "qwerty",
        "xxx",
        "dummy",
    ];
    let inboxes = ["test", "testing", "tester", "asdf", "qwerty"];
    let begin = |text: &str| {
        let start = text.trim_start();
        if !start.starts_with(['t', 'T', 'a', 'A', 'q', 'Q', 'd', 'D', 'x', 'X']) {
            return false;
        }
        ["test", "a te", "asdf", "qwer", "dumm", "xxx"]
            .iter()
            .any(|word| start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    for (id, answer) in people {
        // Hardly anybody is called so.
        if ![&answer.name, &answer.email].into_iter().any(|text| begin(text))
            && !answer.email.split('@').skip(1).any(begin)
        {
            continue;
        }
        let address = normal(&answer.email);
        let (inbox, domain) = address.split_once('@').unwrap_or_default();
        let plain = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_string();
        let nowhere = inboxes.contains(&domain.split('.').next().unwrap_or_default());
        let unnamed = answer.name.is_empty() && inboxes.contains(&plain(inbox).as_str());
        if !names.contains(&plain(&normal(&answer.name)).as_str()) && !nowhere && !unnamed {
            continue;
        }
        let text = if answer.name.is_empty() { answer.email.as_str() } else { answer.name.as_str() };
        let message = format!("{id} reads like somebody's test of the form");
        let remedy = format!("if it is one, delete the row from the export, or: mentor people hold {id}");
        problems.push(Problem::warning(&answer.place, message).text(text).remedy(remedy));
    }
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
        assert!(reads_as_total("North Total", true) && !reads_as_total("North Total", false));
    }

    #[test]
    fn tests_of_the_form_are_told() {
        let told = |name: &str, email: &str| {
            let answer = Answer { name: name.to_string(), email: email.to_string(), ..Answer::blank() };
            let mut problems = Problems::default();
            tests([(PersonId(1), &answer)].into_iter(), &mut problems);
            !problems.is_empty()
        };
        for (name, email) in [("Test Test", "ann@x.org"), ("test 2", ""), ("Ann", "ann@test.com"), ("", "test1@x.org")]
        {
            assert!(told(name, email), "{name} {email}");
        }
        for (name, email) in
            [("Tess Testa", "tess@x.org"), ("Ann", "test@x.org"), ("Ann", "ann@latest.org"), ("", "a@x.org")]
        {
            assert!(!told(name, email), "{name} {email}");
        }
    }
}
