//! `fits`: a table of how well answers fit.

use super::Points;
use crate::domain::matching::rules::answer_text;
use crate::domain::scheme::Field;
use crate::domain::value::{Value, Word};
use crate::wording::normal;

/// The points of the first row that fits; `*` is any answer, and what stands in no row earns none.
pub fn points(
    table: &[(String, String, i64)],
    mentee: &Value,
    mentee_field: &Field,
    mentor: &Value,
    mentor_field: &Field,
    spelling: &dyn Fn(Word) -> String,
) -> Points {
    if mentee.is_blank() || mentor.is_blank() {
        return None;
    }
    let one = normal(&answer_text(mentee, mentee_field, spelling));
    let other = normal(&answer_text(mentor, mentor_field, spelling));
    let fits = |pattern: &str, answer: &str| pattern == "*" || pattern == answer;
    Some(table.iter().find(|(a, b, _)| fits(a, &one) && fits(b, &other)).map_or(0, |(_, _, points)| *points))
}
