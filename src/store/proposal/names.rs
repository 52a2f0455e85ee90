//! Which questions ask what somebody is called: by their headings, or by answers that agree with the addresses beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Fact, Known};
use super::heading::Heading;
use super::question::Question;
use super::seen::Seen;
use super::words;
use crate::wording::normal;

/// The questions of the name: one, or that of the first name and that of the last.
pub(super) fn of(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let found = by_heading(known, taken);
    let addresses = addresses(known, taken);
    match found[..] {
        [] if known.form.headings.is_empty() => looks_like_names(known, taken),
        [] => by_address(known, taken, &addresses),
        [one] => with_other_half(known, taken, one, &addresses),
        _ => found,
    }
}

fn elsewhere(heading: &Heading) -> bool {
    heading.says(words::SOMEBODY_ELSE)
}

fn by_heading(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let person = |q: &Question| {
        let letters =
            |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.contains('@') && cell.chars().count() <= 60;
        (q.seen.is_empty() || q.seen.share(letters) >= 90)
            && !elsewhere(&q.heading)
            && !q.heading.says(words::NOT_A_NAME)
    };
    let part = |q: &Question| {
        q.seen.share(|cell| cell.contains('@') || cell.chars().count() > 60) == 0 && !elsewhere(&q.heading)
    };
    // Survey programs put columns for names before all others, and leave them empty.
    let answered = |found: &mut dyn Iterator<Item = usize>| found.min_by_key(|at| known.seen(*at).is_empty());
    // *First name and surname* asks for both in one.
    let both = |q: &Question| q.heading.says(words::FIRST_NAME) && q.heading.says(words::LAST_NAME);
    let first = answered(&mut known.open(taken, |q| part(q) && q.heading.says(words::FIRST_NAME) && !both(q)));
    let last = answered(&mut known.open(taken, |q| part(q) && q.heading.says(words::LAST_NAME) && !both(q)));
    let whole = |q: &Question| {
        let asked = q.heading.is_only(words::NAME) || q.heading.says(&["name"]) && q.heading.len() <= 12;
        asked && person(q) && !q.heading.says(words::FIRST_NAME) && !q.heading.says(words::LAST_NAME)
    };
    if let Some(both) = known.open(taken, |q| part(q) && both(q)).next() {
        return vec![both];
    }
    let filled = |at: usize| !known.seen(at).is_empty();
    let named = || known.open(taken, whole).filter(|at| known.is_of_their_own(*at)).any(filled);
    if let (Some(first), Some(last)) = (first, last)
        && (filled(first) && filled(last) || !named())
    {
        return vec![first, last];
    }
    let full = known.open(taken, whole).filter(|at| known.is_of_their_own(*at));
    let best = full.max_by_key(|at| (known.seen(*at).different(), known.questions.len() - at));
    let plain = |q: &Question| q.heading.is_only(words::NAME) && person(q) && q.seen.different() > 1;
    let repeated = || known.open(taken, plain).next();
    best.or(first).or(last).or_else(repeated).into_iter().collect()
}

/// The names before the @ of the addresses, by row, in plain letters.
fn addresses(known: &Known<'_>, taken: &[Fact]) -> BTreeMap<usize, String> {
    let emails = taken.iter().filter(|fact| fact.target == "email").flat_map(|fact| &fact.questions);
    let cells = emails.flat_map(|q| &known.seen(*q).cells);
    cells.map(|(row, cell)| (*row, plain(cell.split('@').next().unwrap_or_default()))).collect()
}

/// Small letters without marks over them, as addresses are written.
fn plain(text: &str) -> String {
    const MARKED: &[(char, &str)] = &[
        ('a', "àáâãäåāą"),
        ('c', "çćč"),
        ('d', "ďđ"),
        ('e', "èéêëēęě"),
        ('g', "ğ"),
        ('i', "ìíîïīı"),
        ('l', "ł"),
        ('n', "ñńň"),
        ('o', "òóôõöøōő"),
        ('r', "ř"),
        ('s', "śšş"),
        ('t', "ťţ"),
        ('u', "ùúûüūůű"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    let bare = |c: char| MARKED.iter().find(|(_, marked)| marked.contains(c)).map_or(c, |(bare, _)| *bare);
    normal(text).chars().map(bare).filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect()
}

/// Whether a cell reads like a name: a few words with capitals, perhaps the last one first and a comma behind it.
fn reads_as_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let small = ["de", "da", "di", "do", "dos", "del", "der", "den", "van", "von", "bin", "al", "la", "le", "y", "ap"];
    (1..=5).contains(&words.len())
        && cell.matches(',').count() <= 1
        && cell.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "-'’.,".contains(c))
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase) || small.contains(word))
}

/// How many of 100 answers agree with the address in their row: a word of three letters or more is part of it, or, of half
/// a name, its first letter begins it.
fn agrees(seen: &Seen, addresses: &BTreeMap<usize, String>, half: bool) -> usize {
    let beside: Vec<(&String, &String)> =
        seen.cells.iter().filter_map(|(row, cell)| Some((cell, addresses.get(row)?))).collect();
    let agree = |(cell, address): &&(&String, &String)| {
        let said = plain(cell);
        said.split_whitespace().any(|word| word.chars().count() > 2 && address.contains(word))
            || half && said.chars().next().is_some_and(|first| address.starts_with(first))
    };
    (100 * beside.iter().filter(agree).count()).checked_div(beside.len()).unwrap_or(0)
}

/// So many of 100 must agree with the addresses.
const AGREE: usize = 60;

/// The question whose answers read like names, differ for nearly everybody and agree with the addresses, whatever it is
/// called.
fn by_address(known: &Known<'_>, taken: &[Fact], addresses: &BTreeMap<usize, String>) -> Vec<usize> {
    let fits = |q: &Question| {
        q.seen.count() > 1
            && q.seen.share(reads_as_name) >= 80
            && q.seen.different() * 3 > q.seen.count()
            && agrees(&q.seen, addresses, false) >= AGREE
            && !elsewhere(&q.heading)
    };
    let whole = |at: &usize| {
        let seen = known.seen(*at);
        (seen.share(|cell| cell.contains(' ')) >= 50, agrees(seen, addresses, false), known.questions.len() - at)
    };
    let best = known.open(taken, fits).max_by_key(whole);
    best.map_or(Vec::new(), |one| with_other_half(known, taken, one, addresses))
}

/// A question whose answers are one word each has the other half of the name beside it, where that agrees with the addresses
/// too.
fn with_other_half(known: &Known<'_>, taken: &[Fact], one: usize, addresses: &BTreeMap<usize, String>) -> Vec<usize> {
    let half = |q: &Question| q.seen.count() > 1 && q.seen.share(|cell| !cell.contains(' ')) >= 80;
    if !half(&known.questions[one]) || agrees(known.seen(one), addresses, true) < AGREE {
        return vec![one];
    }
    let fits = |q: &Question| {
        half(q)
            && q.seen.share(reads_as_name) >= 80
            && q.seen.different() * 3 > q.seen.count()
            && agrees(&q.seen, addresses, true) >= AGREE
            && !elsewhere(&q.heading)
            && !q.heading.says(words::NOT_A_NAME)
    };
    let beside = known.open(taken, fits).find(|at| at.abs_diff(one) == 1);
    let Some(other) = beside else { return vec![one] };
    let (left, right) = (one.min(other), one.max(other));
    let heading = |at: usize| &known.questions[at].heading;
    let turned = heading(left).says(words::LAST_NAME)
        || heading(left).is_only(&["last"])
        || heading(right).says(words::FIRST_NAME);
    if turned { vec![right, left] } else { vec![left, right] }
}

/// Of a form without headings: the first column, or two beside each other, in which everybody has words with capitals of
/// their own.
fn looks_like_names(known: &Known<'_>, taken: &[Fact]) -> Vec<usize> {
    let capital = |cell: &str| {
        let mut parts = cell.split_whitespace();
        (1..=4).contains(&cell.split_whitespace().count())
            && parts.all(|part| part.chars().next().is_some_and(char::is_uppercase))
            && !cell.contains(',')
    };
    let words: Vec<usize> = known.open(taken, |q| q.seen.count() > 1 && q.seen.share(capital) >= 90).collect();
    let together = |two: &&[usize]| {
        let (one, other) = (known.seen(two[0]), known.seen(two[1]));
        let both: BTreeSet<String> = one
            .cells
            .iter()
            .zip(&other.cells)
            .map(|((_, one), (_, other))| normal(&format!("{one} {other}")))
            .collect();
        let of_one_word =
            |seen: &Seen| seen.share(|cell| !cell.contains(' ')) >= 80 && seen.different() * 2 > seen.count();
        two[1] == two[0] + 1 && of_one_word(one) && of_one_word(other) && both.len() * 20 >= one.count() * 17
    };
    let alone = || words.iter().find(|at| known.seen(**at).is_distinct()).map(|at| vec![*at]);
    words.windows(2).find(together).map(<[usize]>::to_vec).or_else(alone).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::problems::Problems;
    use crate::store::proposal::{facts, form, question};

    /// The headings that are taken for the name.
    fn named(table: &str) -> Vec<String> {
        let forms = form::read("people/form.csv", table.as_bytes(), &mut Problems::default());
        let questions = question::of(&forms[0], 0);
        let known = facts::Known { form: &forms[0], questions: &questions, named: None, barred: &[] };
        let found = facts::of(&known).into_iter().find(|fact| fact.target == "name");
        found.map_or(Vec::new(), |fact| fact.questions.iter().map(|q| questions[*q].text.clone()).collect())
    }

    #[test]
    fn one_question_for_both_halves_is_the_whole_name() {
        for heading in
            ["First name and surname", "Forename and Surname", "First Name / Last Name", "Nombre y apellidos"]
        {
            let form = format!("{heading},Email\nAnn Ash,ann@x.org\nBob Birch,bob@x.org\n");
            assert_eq!(named(&form), [heading]);
        }
    }

    #[test]
    fn names_are_told_by_the_addresses_whatever_they_are_called() {
        let rows = "Siân Ash,sian.ash@x.org,Law\nBob Birch,b.birch@x.org,Tax\nCal de Cole,cal@x.org,Law\n";
        assert_eq!(named(&format!("Primary Column,Email,Topic\n{rows}")), ["Primary Column"]);
        let turned =
            "\"Ash, Siân\",sian.ash@x.org,Law\n\"Birch, Bob\",b.birch@x.org,Tax\n\"Cole, Cal\",cal@x.org,Law\n";
        assert_eq!(named(&format!("Applicant,Email,Topic\n{turned}")), ["Applicant"]);
        let nobody = "Head of Law,sian.ash@x.org,Law\nClerk,b.birch@x.org,Tax\nUsher,cal@x.org,Law\n";
        assert!(named(&format!("Primary Column,Email,Topic\n{nobody}")).is_empty());
    }

    #[test]
    fn two_halves_are_put_together() {
        let rows = "Ann,Ash,ann.ash@x.org\nBob,Birch,bob.birch@x.org\nCal,Cole,c.cole@x.org\n";
        for headings in ["Name (First),Name (Last)", "First,Last", "Full Name: First,Full Name: Last", "Prénom,Nom"] {
            assert_eq!(named(&format!("{headings},Email\n{rows}")).join(","), headings);
        }
        let turned = "Ash,Ann,ann.ash@x.org\nBirch,Bob,bob.birch@x.org\nCole,Cal,c.cole@x.org\n";
        assert_eq!(named(&format!("Last,First,Email\n{turned}")), ["First", "Last"]);
        let towns = "Ann,Leeds,ann.ash@x.org\nBob,York,bob.birch@x.org\nCal,Bath,c.cole@x.org\n";
        assert_eq!(named(&format!("Name,Town,Email\n{towns}")), ["Name"]);
    }
}
