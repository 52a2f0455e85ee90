//! `[[criterion]]`: what earns points.

use super::reader::{Table, suggest};
use super::rules::{Asked, SORTS};
use crate::domain::matching::telling;
use crate::domain::scheme::{Counts, Criterion, CriterionKind, FieldId, Kind, Role, Scheme};
use crate::wording::{normal, show};

/// The kinds of criterion, as the scheme file writes them.
const KINDS: [&str; 12] = [
    "covers",
    "overlap",
    "availability",
    "same",
    "different",
    "near",
    "closer",
    "gap",
    "preferred",
    "fits",
    "is",
    "given",
];

/// The most points one criterion can earn.
const MOST: i64 = 10_000;

/// Reads all criteria, in the order of the file.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> Vec<Criterion> {
    let mut criteria: Vec<Criterion> = Vec::new();
    for table in top.tables("criterion") {
        if let Some(criterion) = criterion(&table, scheme) {
            if criteria.iter().any(|known| known.name == criterion.name) {
                let message = format!("the criterion `{}` stands twice", show(&criterion.name));
                table.error(message, "give one of them a name of its own: name = \"…\"");
            }
            criteria.push(criterion);
        }
        table.finish("[[criterion]]");
    }
    super::importance::check_together(top, &criteria);
    criteria
}

fn criterion(table: &Table<'_>, scheme: &Scheme) -> Option<Criterion> {
    let Some(word) = table.required("kind", "\"covers\"") else {
        table.pass_all();
        return None;
    };
    if !KINDS.contains(&word.as_str()) {
        table.error_at("kind", format!("`{}` is not a kind of criterion", show(&word)), suggest(&word, &KINDS));
        table.pass_all();
        return None;
    }
    let asked = Asked { table, scheme };
    let points = if word == "given" && !table.has("points") { 0 } else { points(table) };
    let kind = kind(&word, &asked, points);
    let opted_in_by = table.has("opted_in_by").then(|| asked.field("opted_in_by", &[Kind::YesNo])).flatten();
    let importance = super::importance::read(&asked);
    let blank = blank(table, points);
    let tell = table.truth("tell");
    let name = table.text("name");
    let label = table.text("label");
    let counts = super::channels::counts(
        table,
        scheme,
        kind.as_ref().map_or(Counts::Everywhere, super::channels::usual_of_criterion),
    );
    let kind = kind?;
    let field = first_field(&kind).map(|id| scheme.field(id));
    special_answers_must_be_asked_for(table, scheme, &kind, opted_in_by);
    if tell == Some(true) && !(opted_in_by.is_none() && telling::may_be_told(&kind, scheme)) {
        let message = "what this criterion rests on is not for the people matched";
        table.error_at("tell", message, "take `tell` out; fields of the classes public and internal may be told");
    }
    let criterion = Criterion {
        name: name.unwrap_or_else(|| field.map_or(word.clone(), |field| field.name.clone())),
        label: label.unwrap_or_else(|| field.map_or(word.clone(), |field| field.label.clone())),
        kind,
        points,
        blank,
        opted_in_by,
        importance,
        tell: tell.unwrap_or(true),
        counts,
        place: table.place(),
    };
    super::importance::check(table, scheme, &criterion);
    Some(criterion)
}

fn kind(word: &str, asked: &Asked<'_, '_>, points: i64) -> Option<CriterionKind> {
    let table = asked.table;
    Some(match word {
        "covers" => CriterionKind::Covers(asked.both(&[Kind::List, Kind::Choice])?),
        "overlap" | "availability" => {
            let full_at = table.whole("full_at", 1..=1000).map(|n| n as usize);
            let kinds: &[Kind] =
                if word == "overlap" { &[Kind::List, Kind::Availability] } else { &[Kind::Availability] };
            CriterionKind::Overlap { fields: asked.both(kinds)?, full_at }
        }
        "same" => CriterionKind::Same(asked.both(&SORTS)?),
        "different" => CriterionKind::Different(asked.both(&SORTS)?),
        "near" => {
            let fields = asked.both(&[Kind::Place]);
            let none_from = asked.kilometres("km");
            let full_within = table.thousandths("full_within").map_or(0, |n| (n + 50) / 100);
            let (fields, none_from) = (fields?, none_from?);
            if full_within >= none_from {
                table.error_at("km", "no points from nearer than full points", "write km larger than full_within");
                return None;
            }
            CriterionKind::Near { fields, full_within, none_from }
        }
        "closer" => {
            let span = table.thousandths("span");
            let fields = asked.both(&[Kind::Scale, Kind::Number])?;
            let field = asked.scheme.field(fields.mentee);
            let none_from = match (span, field.kind) {
                (Some(span), Kind::Scale) => span / 1000,
                (Some(span), _) => span * 1000,
                (None, Kind::Scale) => field.options.len() as i64 - 1,
                (None, _) => {
                    table.error("`span` is missing", "add span = 10: no points from this difference on");
                    return None;
                }
            };
            if none_from <= 0 {
                table.error_at(
                    "span",
                    "the span is not above 0",
                    "write the difference from which on it earns nothing",
                );
                return None;
            }
            CriterionKind::Closer { fields, none_from }
        }
        "gap" => {
            let by_gap = by_gap(table, points);
            CriterionKind::Gap { fields: asked.both(&[Kind::Scale, Kind::Number])?, by_gap: by_gap? }
        }
        "preferred" => {
            let of = asked.of(Role::Mentee);
            let answer = table.has("answer").then(|| asked.field("answer", &[Kind::Choice, Kind::List])).flatten();
            let by_rank = table.wholes("by_rank").unwrap_or_else(|| vec![points, points * 2 / 3, points / 3]);
            if by_rank.iter().any(|p| p.unsigned_abs() > points.unsigned_abs()) {
                table.error_at(
                    "by_rank",
                    "a rank earns more than `points`",
                    "write points = the most that a rank earns",
                );
            }
            let ranking = asked.field("field", &[Kind::Ranking])?;
            CriterionKind::Preferred { of: of.first().copied().unwrap_or(Role::Mentee), ranking, answer, by_rank }
        }
        "is" => {
            let of = asked.of(Role::Mentor);
            let (field, answers) = asked.answers()?;
            let answers = answers.iter().map(|answer| normal(answer)).collect();
            CriterionKind::Is { of: of.first().copied().unwrap_or(Role::Mentor), field, answers }
        }
        "fits" => {
            let fits = fits(table, points);
            CriterionKind::Fits { fields: asked.both(&[Kind::Choice, Kind::Scale, Kind::YesNo])?, table: fits? }
        }
        _ => {
            let file = table.required("file", "\"people/marks.csv\"")?;
            super::sources::check_file(table, &file);
            CriterionKind::Given {
                file,
                lowest_is_best: table.word("best", &[("highest", false), ("lowest", true)]).unwrap_or(false),
                missing_is_forbidden: table
                    .word("missing", &[("nothing", false), ("forbidden", true)])
                    .unwrap_or(false),
                times: table.whole("times", 1..=1000).unwrap_or(1),
            }
        }
    })
}

fn points(table: &Table<'_>) -> i64 {
    if !table.has("points") {
        table.pass("points");
        table.error("`points` is missing", "add points = 20: the most it can earn");
        return 0;
    }
    table.whole("points", 0..=MOST).unwrap_or(0)
}

/// A missing answer earns half (rounded up) unless the scheme says otherwise.
fn blank(table: &Table<'_>, points: i64) -> i64 {
    let half = (points + 1) / 2;
    if !table.has("blank") {
        table.pass("blank");
        return half;
    }
    match table.entries().iter().find(|entry| entry.key == "blank") {
        Some(entry) if entry.whole().is_some() => table.whole("blank", -MOST..=MOST).unwrap_or(half),
        _ => match table.word("blank", &[("half", half), ("none", 0), ("full", points)]) {
            Some(points) => points,
            None => half,
        },
    }
}

/// `best = 2` (one step off loses `step` points), or a table of points by gap.
fn by_gap(table: &Table<'_>, points: i64) -> Option<Vec<(i64, i64)>> {
    if let Some(gaps) = table.table("by_gap") {
        let mut by_gap = Vec::new();
        for entry in gaps.entries() {
            match (entry.key.parse::<i64>(), entry.whole()) {
                (Ok(gap), Some(earned))
                    if !by_gap.iter().any(|(known, _)| *known == gap)
                        && earned.unsigned_abs() <= points.unsigned_abs() =>
                {
                    by_gap.push((gap, earned))
                }
                _ => entry.error("is not a gap and its points", "write \"2\" = 10, with no more than `points`"),
            }
        }
        return Some(by_gap);
    }
    let Some(best) = table.whole("best", -1000..=1000) else {
        if !table.has("best") {
            table.error("`best` is missing", "add best = 1: so many steps above earn all points");
        }
        return None;
    };
    let step = table.whole("step", 1..=MOST).unwrap_or((points / 2).max(1));
    let reach = points / step + 1;
    Some((-reach..=reach).map(|off| (best + off, (points - off.abs() * step).max(0))).filter(|(_, p)| *p > 0).collect())
}

fn fits(table: &Table<'_>, points: i64) -> Option<Vec<(String, String, i64)>> {
    let Some(rows) = table.table("fits") else {
        if !table.has("fits") {
            let remedy = "add [criterion.fits.\"the mentee's answer\"] and below it \"the mentor's answer\" = 10";
            table.error("`fits` is missing", remedy);
        }
        return None;
    };
    let mut fits = Vec::new();
    for row in rows.entries() {
        let Some(cells) = row.table() else {
            row.error("is not a table of answers", "write [criterion.fits.\"mentee's answer\"]");
            continue;
        };
        for cell in cells.entries() {
            match cell.whole().filter(|earned| earned.unsigned_abs() <= points.unsigned_abs()) {
                Some(earned) => fits.push((answer(row.key), answer(cell.key), earned)),
                None => cell.error("is not a number of points", "write a whole number, no more than `points`"),
            }
        }
    }
    Some(fits)
}

fn answer(text: &str) -> String {
    if text.trim() == "*" { "*".to_string() } else { normal(text) }
}

fn first_field(kind: &CriterionKind) -> Option<FieldId> {
    match kind {
        CriterionKind::Preferred { ranking: field, .. } | CriterionKind::Is { field, .. } => Some(*field),
        other => other.fields().map(|both| both.mentee),
    }
}

/// What is sensitive may score only where the person asked for it.
fn special_answers_must_be_asked_for(table: &Table<'_>, scheme: &Scheme, kind: &CriterionKind, asked: Option<FieldId>) {
    let mut fields: Vec<FieldId> = kind.fields().map_or(Vec::new(), |both| vec![both.mentee, both.mentor]);
    if let CriterionKind::Preferred { ranking, answer, .. } = kind {
        fields.push(*ranking);
        fields.extend(answer);
    }
    let special = fields.iter().map(|id| scheme.field(*id)).find(|f| f.privacy == crate::privacy::Privacy::Special);
    if let (Some(field), None) = (special, asked) {
        table.error(
            format!("`{}` is special and would score without having been asked for", field.name),
            "add opted_in_by = \"FIELD\", a yes-no field in which the mentee asks for it",
        );
    }
}
