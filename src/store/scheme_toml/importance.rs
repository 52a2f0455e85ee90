//! `importance = "FIELD"` of a criterion: how much it matters to the mentee.

use super::reader::Table;
use super::rules::Asked;
use crate::domain::matching::importance::STEPS;
use crate::domain::scheme::{Criterion, CriterionKind, FieldId, Kind, Scheme};
use crate::privacy::Privacy;
use crate::wording::{list, normal, show};

/// Reads the field that says how much a criterion matters.
pub fn read(asked: &Asked<'_, '_>) -> Option<FieldId> {
    let Asked { table, scheme } = asked;
    if !table.has("importance") {
        table.pass("importance");
        return None;
    }
    let id = asked.field("importance", &[Kind::Scale, Kind::Ranking])?;
    let field = scheme.field(id);
    let wrong = |message: String, remedy: &str| table.error_at("importance", message, remedy);
    if field.privacy == Privacy::Special {
        wrong(format!("`{}` is special and would move points", field.name), "give the field another privacy");
    }
    match field.kind {
        Kind::Scale if field.options.len() as i64 != STEPS => {
            wrong(
                format!("`{}` has {} steps; importance has {STEPS}", field.name, field.options.len()),
                "write options = [\"1\", \"2\", \"3\", \"4\", \"5\"], or five words, what matters least first",
            );
        }
        Kind::Ranking if field.options.is_empty() => {
            wrong(
                format!("`{}` does not say what is put in order", field.name),
                "give the field options: the names of the criteria that carry it",
            );
        }
        _ => return Some(id),
    }
    None
}

/// Whether one criterion can carry importance, and its ranking knows it by name.
pub fn check(table: &Table<'_>, scheme: &Scheme, criterion: &Criterion) {
    let Some(field) = criterion.importance.map(|id| scheme.field(id)) else { return };
    if matches!(criterion.kind, CriterionKind::Given { .. }) {
        let remedy = "take `importance` out: these points stand in a file";
        table.error_at("importance", "the points of a file cannot be moved to another criterion", remedy);
        return;
    }
    if !(0..=criterion.points).contains(&criterion.blank) {
        let remedy = "write blank = \"half\", \"none\", \"full\" or a number from 0 to `points`";
        table.error_at("blank", "what a missing answer earns here is not a share of the points", remedy);
    }
    let name = normal(&criterion.name);
    if field.kind == Kind::Ranking && !field.options.iter().any(|option| normal(option) == name) {
        let options: Vec<String> = field.options.iter().map(|option| show(option)).collect();
        table.error_at(
            "importance",
            format!("`{}` holds no `{}`, which is the name of this criterion", field.name, show(&criterion.name)),
            format!("name the criterion as it stands there: {}", list(&options, "or")),
        );
    }
}

/// Whether there is somewhere for points to go.
pub fn check_together(top: &Table<'_>, criteria: &[Criterion]) {
    let mut carrying = criteria.iter().filter(|criterion| criterion.importance.is_some());
    if let (Some(only), None) = (carrying.next(), carrying.next()) {
        let message = format!("importance moves points between criteria, and only `{}` carries it", show(&only.name));
        for table in top.tables("criterion").iter().filter(|table| table.has("importance")) {
            table.error_at("importance", message.clone(), "give a second criterion importance = \"…\", or take it out");
        }
    }
}
