//! The nouns of mentoring: values and rules, no input or output.

pub mod matching;
pub mod offer;
pub mod person;
pub mod register;
pub mod relationship;
pub mod scheme;
pub mod small_numbers;
pub mod value;
