//! Tables of pairs: points given by a panel or another program, pairs that may not be, sealed conflicts.

use rustc_hash::FxHashMap;

use super::sheet::{self, Reading, Sheet};
use crate::domain::callings::{Callings, Meant};
use crate::domain::matching::marks::Marks;
use crate::domain::matching::tables::{Given, Tables};
use crate::domain::person::Person;
use crate::domain::scheme::{Channel, CriterionKind, Form, Role, RuleKind, Scheme};
use crate::problems::{Place, Problem, Problems};
use crate::store::directory::Directory;
use crate::wording::{normal, show};

/// Sealed conflicts: nobody but the coordinator needs to know why.
pub const CONFLICTS: &str = "private/conflicts.csv";

/// Reads every table of pairs that the scheme names. `awaited` is for points that are not there yet, which concern only
/// those verbs that match.
pub fn read(
    directory: &Directory,
    scheme: &Scheme,
    people: &[Person],
    names: &Callings,
    awaited: &mut Problems,
    problems: &mut Problems,
) -> anyhow::Result<Tables> {
    let mut tables = Tables::default();
    for (at, criterion) in scheme.criteria.iter().enumerate() {
        let counts = |channel: &&Channel| channel.criteria.contains(&at);
        let scheme = scheme.channels.iter().find(counts).map_or(scheme, |channel| &channel.scheme);
        tables.given.push(match &criterion.kind {
            CriterionKind::Given { file, missing_is_forbidden: false, .. }
                if directory.read_export(file)?.is_none() =>
            {
                awaited.push(
                    Problem::warning(
                        &criterion.place,
                        format!("there is no file {} yet, so nothing is given", show(file)),
                    )
                    .heading("file")
                    .text(file.as_str())
                    .remedy(format!(
                        "put it there with the headings {},points, or take the criterion out",
                        own_headings(scheme).join(",")
                    )),
                );
                Given::default()
            }
            CriterionKind::Given { file, .. } => match open(directory, file, &criterion.place, problems)? {
                Some(sheet) => given(&sheet, scheme, people, names, problems),
                None => Given::default(),
            },
            _ => Given::default(),
        });
    }
    for (at, rule) in scheme.rules.iter().enumerate() {
        // The headings are those of the first channel for which the table counts.
        let counts = |channel: &&Channel| channel.rules.contains(&at);
        let scheme = scheme.channels.iter().find(counts).map_or(scheme, |channel| &channel.scheme);
        let mut pairs = Vec::new();
        if let RuleKind::NotPairs { file } = &rule.kind
            && let Some(sheet) = open(directory, file, &rule.place, problems)?
        {
            let (headings, both_ways) = headings(&sheet, scheme);
            pairs = plain(&sheet, headings, names, problems);
            if both_ways {
                pairs.extend(pairs.clone().into_iter().map(|(one, other)| (other, one)));
            }
        }
        tables.not_pairs.push(pairs.into_iter().collect());
    }
    if let Some(bytes) = directory.read_export(CONFLICTS)?
        && let Some(sheet) = sheet::read(CONFLICTS, &bytes, &Reading::default(), problems)
    {
        tables.conflicts = plain(&sheet, ["one", "other"], names, problems);
    }
    Ok(tables)
}

/// The words for two people that do in every scheme.
const MENTOR_MENTEE: [&str; 2] = ["mentor", "mentee"];

/// Under which headings two people stand: in one pool nobody is the mentor, and a mutual scheme has words of its own.
fn own_headings(scheme: &Scheme) -> [&str; 2] {
    match &scheme.sides {
        _ if scheme.form.one_pool() => ["one", "other"],
        Some((one, other)) => [one, other],
        None => MENTOR_MENTEE,
    }
}

/// The headings of a table, and whether a row speaks of two people both ways.
fn headings<'s>(sheet: &Sheet, scheme: &'s Scheme) -> ([&'s str; 2], bool) {
    let stands = |heading: &&str| (0..sheet.width(0)).any(|column| normal(sheet.cell(0, column)) == normal(heading));
    if MENTOR_MENTEE.iter().all(stands) {
        return (MENTOR_MENTEE, false);
    }
    (own_headings(scheme), scheme.form.one_pool())
}

fn open(directory: &Directory, file: &str, place: &Place, problems: &mut Problems) -> anyhow::Result<Option<Sheet>> {
    match directory.read_export(file)? {
        Some(bytes) => Ok(sheet::read(file, &bytes, &Reading::default(), problems)),
        None => {
            let message = format!("there is no file {}", show(file));
            problems.push(
                Problem::error(place, message).heading("file").text(file).remedy("put it there, or mend the name"),
            );
            Ok(None)
        }
    }
}

/// The positions of wanted headings in the first row.
fn columns<const N: usize>(sheet: &Sheet, wanted: [&str; N], problems: &mut Problems) -> Option<[usize; N]> {
    let at = wanted.map(|name| (0..sheet.width(0)).find(|column| normal(sheet.cell(0, *column)) == normal(name)));
    if at.iter().any(Option::is_none) {
        problems.push(
            Problem::error(
                &sheet.place(0, 0),
                format!("the headings are not {}", crate::wording::list(&wanted, "and")),
            )
            .text(sheet.cell(0, 0))
            .remedy(format!("write them in the first row: {}", wanted.join(","))),
        );
        return None;
    }
    Some(at.map(|at| at.unwrap_or(0)))
}

/// Somebody named by id, key, e-mail or a name that only one bears.
fn person(sheet: &Sheet, row: usize, column: usize, names: &Callings, problems: &mut Problems) -> Option<usize> {
    let cell = sheet.cell(row, column);
    let meant = names.find(cell);
    if let Some((wrong, remedy)) = meant.wrong(cell) {
        problems.push(Problem::error(&sheet.place(row, column), wrong).text(cell).remedy(remedy));
    }
    match meant {
        Meant::One(at) => Some(at),
        _ => None,
    }
}

fn given(sheet: &Sheet, scheme: &Scheme, people: &[Person], names: &Callings, problems: &mut Problems) -> Given {
    let (headings, both_ways) = headings(sheet, scheme);
    let [one, other] = headings;
    let Some([mentor, mentee, points]) = columns(sheet, [one, other, "points"], problems) else {
        return Given::default();
    };
    let mut read: Vec<Read> = Vec::new();
    // Everybody stands in many rows, spelt the same.
    let mut known: [FxHashMap<&str, usize>; 2] = Default::default();
    for row in 1..sheet.rows() {
        let mut find = |known: &mut FxHashMap<_, _>, column| match known.get(sheet.cell(row, column)) {
            Some(person) => Some(*person),
            None => {
                let person = person(sheet, row, column, names, problems)?;
                known.insert(sheet.cell(row, column), person);
                Some(person)
            }
        };
        let [one, other] = &mut known;
        let pair = (find(one, mentor), find(other, mentee));
        let cell = sheet.cell(row, points);
        match (pair, exact(cell)) {
            ((Some(one), Some(other)), Some((units, decimals)))
                if has_roles(
                    sheet,
                    row,
                    [mentor, mentee],
                    headings,
                    scheme,
                    [&people[one], &people[other]],
                    problems,
                ) =>
            {
                read.push(Read { row: row as u32, pair: [one as u32, other as u32], decimals, units });
            }
            (_, None) => problems.push(
                Problem::error(&sheet.place(row, points), format!("`{}` is not a number of points", show(cell)))
                    .text(cell)
                    .remedy("write a plain number such as 7, -2 or 4.25, with at most six decimals"),
            ),
            _ => {}
        }
    }
    let decimals = read.iter().map(|read| read.decimals).max().unwrap_or(0);
    for mark in &mut read {
        mark.units *= 10i64.pow(decimals - mark.decimals);
    }
    // Rows of the same two people one after another, in the order of the file.
    let of_two = |mark: &Read| match (mark.pair, both_ways) {
        ([one, other], true) if one > other => [other, one],
        (pair, _) => pair,
    };
    if !read.is_sorted_by_key(of_two) {
        read.sort_by_key(of_two);
    }
    let differ = |two: &[Read]| of_two(&two[0]) == of_two(&two[1]) && two[0].units != two[1].units;
    let mut twice: Vec<&Read> = read.windows(2).filter(|two| differ(two)).map(|two| &two[1]).collect();
    twice.sort_by_key(|mark| mark.row);
    for mark in twice {
        let (row, [one, other]) = (mark.row as usize, mark.pair.map(|person| people[person as usize].shown_id()));
        problems.push(
            Problem::error(&sheet.place(row, points), format!("{one} and {other} stand twice with different points"))
                .text(sheet.cell(row, points))
                .remedy("delete one of the rows"),
        );
    }
    let turned = read.iter().filter(|_| both_ways).map(|mark| ([mark.pair[1], mark.pair[0]], mark.units));
    let marks = Marks::new(read.iter().map(|mark| (mark.pair, mark.units)).chain(turned));
    Given { points: marks, decimals }
}

/// A row of a file of points.
struct Read {
    /// The row; a file has fewer than 2^32, and so has a list people.
    row: u32,
    /// The positions of the two in the list of people, in the order of the headings.
    pair: [u32; 2],
    /// How many decimals the points have.
    decimals: u32,
    /// The points in units of 10^-`decimals`.
    units: i64,
}

/// Whether the two may stand under these headings: a mentor and a mentee, or of each side one; in one pool members, and
/// with one of a group whoever leads it.
fn has_roles(
    sheet: &Sheet,
    row: usize,
    columns: [usize; 2],
    headings: [&str; 2],
    scheme: &Scheme,
    people: [&Person; 2],
    problems: &mut Problems,
) -> bool {
    let is = |person: &Person, role: Role| person.entry(role).is_some();
    let mut wrong = |column: usize, what: String, remedy: String| {
        let place = sheet.place(row, column);
        problems.push(Problem::error(&place, what).text(sheet.cell(row, column)).remedy(remedy));
    };
    let leads = |person: &Person| scheme.form == Form::Group && is(person, Role::Facilitator);
    let [leader, member] = [Role::Facilitator, Role::Member].map(|role| scheme.role_word(role));
    if people.iter().all(|person| leads(person) && !is(person, Role::Member)) {
        let [one, other] = people.map(Person::shown_id);
        let remedy = format!("write a {member} and a {leader}, or two of the {member}s; or delete the row");
        wrong(columns[1], format!("{one} and {other} both lead, and are in no group together"), remedy);
        return false;
    }
    // In a mutual scheme everybody is both: who is to learn says the column.
    let turned = scheme.form == Form::Mutual && headings == MENTOR_MENTEE && {
        is(people[0], Role::Mentee) && is(people[1], Role::Mentor)
    };
    let mut right = true;
    for (at, role) in [Role::Mentor, Role::Mentee].into_iter().enumerate() {
        let person = people[at];
        // Peers and members of groups are both at once; whoever leads learns nothing by it.
        let fits = is(person, role) || is(person, Role::Member) || turned;
        if fits || leads(person) && (at == 0 || headings != MENTOR_MENTEE) {
            continue;
        }
        right = false;
        let (word, remedy) = match scheme.form {
            _ if leads(person) => (member, format!("write whoever leads in the column {}", headings[0])),
            Form::Group => (member, format!("write a {member}, or the {leader} of a group")),
            Form::Peer => (member, format!("write a {member} in both columns")),
            Form::Mutual if headings == MENTOR_MENTEE => (
                scheme.role_word(role),
                format!(
                    "write one {} and one {}, first who shows and then who learns",
                    scheme.role_word(Role::Mentor),
                    scheme.role_word(Role::Mentee)
                ),
            ),
            Form::Mutual | Form::OneToOne => (
                scheme.role_word(role),
                format!(
                    "write the {} in the column {} and the {} in the column {}",
                    scheme.role_word(Role::Mentor),
                    headings[0],
                    scheme.role_word(Role::Mentee),
                    headings[1]
                ),
            ),
        };
        wrong(columns[at], format!("{} is not a {word}", person.shown_id()), remedy);
    }
    right
}

/// A decimal number as its digits and how many of them stand behind the point, without needless zeros.
fn exact(text: &str) -> Option<(i64, u32)> {
    let (sign, digits) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim().trim_start_matches('+')),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    let all_digits = whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    if whole.is_empty() && part.is_empty() || !all_digits || whole.len() > 9 || part.len() > 6 {
        return None;
    }
    // At most 15 digits.
    let units = whole.bytes().chain(part.bytes()).fold(0i64, |units, digit| 10 * units + i64::from(digit - b'0'));
    Some((sign * units, part.len() as u32))
}

fn plain(sheet: &Sheet, headings: [&str; 2], names: &Callings, problems: &mut Problems) -> Vec<(usize, usize)> {
    let Some([one, other]) = columns(sheet, headings, problems) else { return Vec::new() };
    let mut pairs = Vec::new();
    for row in 1..sheet.rows() {
        let pair = (person(sheet, row, one, names, problems), person(sheet, row, other, names, problems));
        if let (Some(one), Some(other)) = pair {
            pairs.push((one, other));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[test]
    fn points_are_exact() {
        assert_eq!(exact("12"), Some((12, 0)));
        assert_eq!(exact("-0.250"), Some((-25, 2)));
        assert_eq!(exact("4.10"), Some((41, 1)));
        assert_eq!(exact(".5"), Some((5, 1)));
        for text in ["", "-", ".", "1e3", "1,5", "ten", "1.0000001", "12345678901"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
