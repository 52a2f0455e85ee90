//! The one place that asks the system for the day. Everything else is told.

use chrono::NaiveDate;

/// Returns today where the coordinator lives.
#[expect(clippy::disallowed_methods, reason = "the clock is read here and nowhere else")]
pub fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Returns letters that nobody can guess, for the mark of a new register. Letters only, so that no spreadsheet takes
/// them for a number.
pub fn chance() -> String {
    use std::hash::{BuildHasher, Hasher};
    // The standard library seeds its hashers from the system's randomness.
    let mut number = std::collections::hash_map::RandomState::new().build_hasher().finish();
    let letters = b"bcdfghjklmnpqrstvwxz";
    let mut mark = String::new();
    for _ in 0..10 {
        mark.push(char::from(letters[(number % 20) as usize]));
        number /= 20;
    }
    mark
}
