//! Measures: what people said at the start and later, item by item, each compared with themselves.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::seen::{HIDDEN, Part, Seen, count, decimal, hidden, maybe};
use super::short::of_lower;
use crate::domain::evaluation::evidence::Voice;
use crate::domain::evaluation::measures::{Answers, Asked, Compared, is_even, points, tellable};
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::domain::scheme::year::Measure;
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::ledger::Counted;
use crate::domain::small_numbers::moments::{Known, Together, keeps};
use crate::report::{Cell, Column, Table};
use crate::wording::{plural, show};

/// The measures of the relationships: not those of trainings or audiences, which stand apart.
pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> =
        all(seen).filter(|measure| is_of_roles(seen, measure) && !is_apart(seen, measure)).collect();
    of(seen, &own, "Change", "Answers")
}

/// The measures that are asked of people in no role, such as commissioners.
pub fn of_audiences(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> = all(seen).filter(|measure| !is_of_roles(seen, measure)).collect();
    of(seen, &own, "Change, commissioners", "Answers of commissioners")
}

/// The measures that the scheme keeps apart: `[evaluation] apart`.
pub fn of_training(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> = all(seen).filter(|measure| is_apart(seen, measure)).collect();
    of(seen, &own, "Change by training", "Answers about training")
}

fn all<'s>(seen: &'s Seen<'_>) -> impl Iterator<Item = &'s Measure> {
    seen.book.scheme.year.words.measures.iter()
}

fn is_apart(seen: &Seen<'_>, measure: &Measure) -> bool {
    let apart = &seen.book.scheme.evaluation.apart;
    apart.iter().any(|name| crate::wording::normal(name) == crate::wording::normal(&measure.name))
}

fn is_of_roles(seen: &Seen<'_>, measure: &Measure) -> bool {
    Role::WORDS.iter().any(|(_, role)| seen.book.scheme.asks(measure, *role))
}

/// Whom a measure is asked of.
pub fn asked_of(seen: &Seen<'_>, measure: &Measure) -> BTreeSet<PersonId> {
    seen.members(|role| seen.book.scheme.asks(measure, role))
}

/// What is compared, and what was answered.
pub fn of(seen: &Seen<'_>, measures: &[&Measure], compared: &str, answered: &str) -> Vec<Part> {
    let measures: Vec<&Measure> = measures.to_vec();
    if measures.is_empty() {
        return Vec::new();
    }
    let mut change = Part {
        title: compared.to_string(),
        says: vec![
            "Only who answered both times is compared, each with themselves. The interval is that of Student's t, the effect size Cohen's d_z (the mean change in standard deviations of the changes). That something changed does not say why.".to_string(),
        ],
        table: Table::new(compared_columns(seen.full), Vec::new()),
        keys: 4,
    };
    let mut said =
        Part { title: answered.to_string(), says: Vec::new(), table: Table::new(asked_columns(), Vec::new()), keys: 3 };
    let mut others = false;
    for measure in measures {
        let answers = Answers::new(measure, &seen.evidence.answers, &seen.period);
        let compared = answers.compared(&seen.period);
        let told = told_of(seen, measure, &compared);
        if !measure.scale.is_empty() {
            let told = compared.iter().zip(&told);
            let asked = asked_of(seen, measure);
            change.table.rows.extend(told.map(|(of, told)| compared_cells(seen, measure, of, &asked, *told)));
        }
        if measure.lower_is_better && !measure.scale.is_empty() {
            change.says.push(of_lower(&show(&measure.name)));
        }
        let people = asked_of(seen, measure);
        for asked in answers.asked(&people, &seen.period) {
            others |= asked.has_others();
            said.table.rows.push(asked_cells(seen, measure, &asked, &compared, &told));
        }
    }
    if others {
        said.says.push(WITHOUT_A_NAME.to_string());
    }
    if change.table.rows.is_empty() { vec![said] } else { vec![change, said] }
}

/// What is said of answers of which nobody knows who gave them.
const WITHOUT_A_NAME: &str = "Answers without a name, and those of people whom the scheme does not know, count too; where there are any, it is not known who did not answer.";

/// Leaves out of what people read the comparisons in which there is nobody yet, and says so.
pub fn leave_out_nobody(part: &mut Part) {
    let columns = &part.table.columns;
    let is_of_change = columns.iter().any(|column| column.key == "mean_change");
    let Some(n) = columns.iter().position(|column| column.key == "n").filter(|_| is_of_change) else { return };
    let before = part.table.rows.len();
    part.table.rows.retain(|row| row.get(n) != Some(&Cell::Number(0)));
    match (before - part.table.rows.len(), part.table.rows.len()) {
        (0, _) => {}
        (_, 0) => part.says = vec!["Nobody has answered twice yet, so nothing is compared.".to_string()],
        (left_out, _) => {
            let many = plural(left_out, "comparison");
            part.says.push(format!("{many} in which nobody has answered both times yet: left out here."));
        }
    }
}

/// One question at one stage: how many were asked and answered, the mean, and what they chose.
fn asked_cells(seen: &Seen<'_>, measure: &Measure, asked: &Asked, compared: &[Compared], told: &[bool]) -> Vec<Cell> {
    // Of few people not even how many answered is told.
    let few_asked = seen.is_few(asked.people.len());
    let known = if few_asked { BTreeSet::new() } else { asked.answered.intersection(&asked.people).copied().collect() };
    let people = seen.telling.tell_asked(&asked.people, &known);
    let not_answered = match people {
        _ if asked.has_others() => Cell::Blank,
        Shown::Count(_) => count(asked.people.len() - asked.answered.len()),
        _ => hidden(),
    };
    let words: Vec<Counted> = asked.words.iter().map(|(_, who)| seen.telling.voices(who.iter().copied())).collect();
    let counts: Vec<u32> = words.iter().map(Counted::count).collect();
    let shown = seen.telling.tell_within(&words);
    let chose: BTreeSet<Voice> = asked.words.iter().flat_map(|(_, who)| who).copied().collect();
    // What others said who are in no comparison would follow from it and from this.
    let of_item =
        compared.iter().zip(told).filter(|(of, told)| **told && of.item == asked.item && of.is_at(&asked.stage));
    let beside: Vec<&Compared> = of_item.map(|(of, _)| of).filter(|of| of.both != chose).collect();
    let stands_beside = beside.iter().any(|of| !rest_keeps(seen, measure, asked, of));
    let alone = beside.is_empty() || seen.threshold.0 < 2;
    let all_told = alone && shown.as_ref().is_some_and(|shown| shown.iter().all(|one| matches!(one, Shown::Count(_))));
    let few = seen.is_few(chose.len()) || stands_beside;
    let mean_told = !few && (all_told || words_keep(seen, measure, &counts, Known::Mean));
    let mean = match asked.mean {
        Some(_) if !mean_told => hidden(),
        mean => maybe(mean, 2),
    };
    // Of counts that are hidden in part a mean tells the rest: so it is one or the other.
    let words = shown.filter(|_| !few && alone && (all_told || !mean_told) && !chose.is_empty()).map(|shown| {
        let word =
            |((word, _), told): (&(String, Vec<Voice>), _)| format!("{}: {}", show(word), seen.cell(told).plain());
        Cell::text(asked.words.iter().zip(shown).map(word).collect::<Vec<_>>().join("\n"))
    });
    let no_words = if chose.is_empty() { Cell::Blank } else { Cell::text(HIDDEN) };
    vec![
        Cell::text(show(&asked.measure)),
        Cell::text(crate::wording::shown(&asked.item, 200)),
        Cell::text(show(&asked.stage)),
        seen.cell(people),
        if few_asked { seen.cell(people) } else { count(asked.answered.len()) },
        not_answered,
        mean,
        words.unwrap_or(no_words),
    ]
}

/// Which comparisons of a measure are told.
pub fn told_of(seen: &Seen<'_>, measure: &Measure, compared: &[Compared]) -> Vec<bool> {
    let at = |value: f64| measure.scale.iter().position(|word| points(&measure.scale, word) == Some(value));
    tellable(compared, seen.threshold, |rest| {
        let mut counts = vec![0; measure.scale.len()];
        rest.iter().filter_map(|value| at(*value)).for_each(|at| counts[at] += 1);
        words_keep(seen, measure, &counts, Known::Mean)
    })
}

/// Whether a mean of all who answered at a stage can stand beside that of those compared: what the others said together
/// follows, and must give away no small number.
fn rest_keeps(seen: &Seen<'_>, measure: &Measure, asked: &Asked, of: &Compared) -> bool {
    let rest = |who: &[Voice]| who.iter().filter(|one| !of.both.contains(one)).count();
    let counts: Vec<u32> = asked.words.iter().map(|(_, who)| rest(who) as u32).collect();
    let all: usize = asked.words.iter().map(|(_, who)| who.len()).sum();
    let left = counts.iter().sum::<u32>() as usize;
    let inside = all - left == of.both.len();
    seen.threshold.0 < 2 || inside && !seen.is_few(left) && words_keep(seen, measure, &counts, Known::Mean)
}

/// Whether what is known of answers gives away no small number of people who chose a word of the scale.
fn words_keep(seen: &Seen<'_>, measure: &Measure, counts: &[u32], known: Known) -> bool {
    let places: Vec<usize> = (0..counts.len()).collect();
    let each: Vec<Together<'_>> = places.chunks(1).map(|places| Together { places, told: None }).collect();
    let small = counts.iter().any(|count| *count > 0 && seen.is_few(*count as usize));
    !small || is_even(&measure.scale) && keeps(counts, known, &each, seen.threshold)
}

fn asked_columns() -> Vec<Column> {
    let columns = [
        ("measure", "Measure"),
        ("item", "Item"),
        ("stage", "Asked at"),
        ("asked", "Asked"),
        ("answered", "Answered"),
        ("not_answered", "Not answered"),
        ("mean", "Mean"),
        ("answers", "Answers"),
    ];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

fn compared_columns(full: bool) -> Vec<Column> {
    let columns = [
        ("measure", "Measure"),
        ("item", "Item"),
        ("first", "From"),
        ("later", "To"),
        ("answered_first", "Answered first"),
        ("answered_later", "Answered later"),
        ("n", "Both (n)"),
        ("mean_first", "Mean first"),
        ("mean_later", "Mean later"),
        ("mean_change", "Mean change"),
        ("low_95", "95 % from"),
        ("high_95", "95 % to"),
        ("d_z", "Cohen's d_z"),
        ("improved", "Improved"),
        ("same", "Same"),
        ("worse", "Worse"),
    ];
    let further = [("d_av", "Cohen's d_av"), ("sign_p", "Sign test p"), ("wilcoxon_p", "Wilcoxon p")];
    let further = further.iter().filter(|_| full);
    columns.iter().chain(further).map(|(key, heading)| Column::new(*key, heading)).collect()
}

fn compared_cells(
    seen: &Seen<'_>,
    measure: &Measure,
    of: &Compared,
    asked: &BTreeSet<PersonId>,
    told: bool,
) -> Vec<Cell> {
    let item = crate::wording::shown(&of.item, 200);
    let mut cells: Vec<Cell> = [show(&of.measure), item, show(&of.first), show(&of.later)].map(Cell::text).to_vec();
    // Of few people not even how many answered is told.
    let few = |answered: usize| answered > 0 && seen.is_few(answered) && seen.is_few(asked.len());
    let answered = |answered: usize| match few(answered) {
        true => seen.fewer(),
        false => count(answered),
    };
    cells.extend([of.answered_first, of.answered_later].map(answered));
    let columns = compared_columns(seen.full).len();
    let moved = moved(seen, measure, of);
    match &of.change {
        None => {
            cells.push(count(0));
            cells.resize(columns, Cell::Blank);
        }
        Some(change) if !told => {
            let few = seen.is_few(change.people);
            cells.push(if few { seen.fewer() } else { hidden() });
            cells.resize(columns, hidden());
        }
        Some(change) => {
            let all_told = moved.is_some_and(|moved| moved.iter().all(|shown| matches!(shown, Shown::Count(_))));
            let means_told = means_told(seen, measure, of);
            let shown = |told: bool, cell: Cell| if told || cell == Cell::Blank { cell } else { hidden() };
            cells.push(count(change.people));
            let (low, high) = change.interval.unzip();
            let means = [change.before, change.after, change.mean].map(|mean| decimal(mean, 2));
            let spread = [low, high, change.d_z].map(|value| maybe(value, 2));
            cells.extend(means.into_iter().chain(spread).map(|cell| shown(means_told, cell)));
            cells.extend(moved.unwrap_or([Shown::Hidden; 3]).map(|shown| seen.cell(shown)));
            if seen.full {
                cells.push(shown(means_told && deviations_told(seen, measure, of), maybe(change.d_av, 2)));
                // The tests follow from how many stand higher and lower, and so tell them.
                cells.extend([change.sign, change.wilcoxon].map(|p| shown(all_told && means_told, probability(p))));
            }
        }
    }
    cells
}

/// A probability: one that would be rounded to nought is not nought.
fn probability(p: Option<f64>) -> Cell {
    match p {
        Some(p) if p < 0.000_05 => Cell::text("< 0.0001"),
        p => maybe(p, 4),
    }
}

/// How it is told how many stand better, the same, and worse; none where it is not.
pub fn moved(seen: &Seen<'_>, measure: &Measure, of: &Compared) -> Option<[Shown; 3]> {
    let who = |which: Ordering| {
        let own = of.pairs.iter().filter(|(_, (before, after))| after.total_cmp(before) == which);
        seen.telling.voices(own.map(|(who, _)| *who))
    };
    let mut parts = [Ordering::Greater, Ordering::Equal, Ordering::Less].map(who);
    if measure.lower_is_better {
        parts.reverse();
    }
    seen.telling.tell_within(&parts).and_then(|told| told.try_into().ok())
}

/// Whether the means of a comparison and its interval can be told: they give away no small number, neither of those who
/// chose a word nor of those who moved.
pub fn means_told(seen: &Seen<'_>, measure: &Measure, of: &Compared) -> bool {
    let Spread { first, later, changes } = Spread::new(measure, of);
    let words = measure.scale.len();
    let places: Vec<usize> = (0..changes.len()).collect();
    let (down, rest) = places.split_at(words.saturating_sub(1).min(places.len()));
    let (same, up) = rest.split_at(1.min(rest.len()));
    let mut told = moved(seen, measure, of).map_or([None; 3], |moved| moved.map(Some));
    if measure.lower_is_better {
        told.reverse();
    }
    let all_told = told.iter().all(|told| matches!(told, Some(Shown::Count(_))));
    let groups: Vec<Together<'_>> =
        [up, same, down].into_iter().zip(told).map(|(places, told)| Together { places, told }).collect();
    let changes_keep =
        all_told || is_even(&measure.scale) && keeps(&changes, Known::MeanAndDeviation, &groups, seen.threshold);
    // Where all said the same at one time, the changes deviate as the answers of the other time do.
    let known = |other: &[u32]| match other.iter().filter(|count| **count > 0).count() {
        1 => Known::MeanAndDeviation,
        _ => Known::Mean,
    };
    let words_keep = |counts: &[u32], other: &[u32]| words_keep(seen, measure, counts, known(other));
    seen.threshold.0 < 2 || (changes_keep && words_keep(&first, &later) && words_keep(&later, &first))
}

/// Whether the deviations of both times can be told, in an effect size.
fn deviations_told(seen: &Seen<'_>, measure: &Measure, of: &Compared) -> bool {
    let Spread { first, later, .. } = Spread::new(measure, of);
    [first, later].iter().all(|counts| words_keep(seen, measure, counts, Known::MeanAndDeviation))
}

/// How many of those compared chose each word the first time and later, and how many moved how far, from as far down as
/// can be to as far up.
struct Spread {
    first: Vec<u32>,
    later: Vec<u32>,
    changes: Vec<u32>,
}

impl Spread {
    fn new(measure: &Measure, of: &Compared) -> Self {
        let words = measure.scale.len();
        let at =
            |value: f64| measure.scale.iter().position(|word| points(&measure.scale, word) == Some(value)).unwrap_or(0);
        let (mut first, mut later) = (vec![0; words], vec![0; words]);
        let mut changes = vec![0; (2 * words).saturating_sub(1)];
        for (_, (before, after)) in &of.pairs {
            let (before, after) = (at(*before), at(*after));
            first[before] += 1;
            later[after] += 1;
            changes[words - 1 + after - before] += 1;
        }
        Spread { first, later, changes }
    }
}
