//! The nouns of mentoring: values and rules, no input or output.

pub mod calendar;
pub mod callings;
pub mod evaluation;
pub mod journey;
pub mod log;
pub mod make_up;
pub mod matching;
pub mod new_address;
pub mod offer;
pub mod person;
pub mod register;
pub mod relationship;
pub mod returning;
pub mod review;
pub mod schedule;
pub mod scheme;
pub mod small_numbers;
pub mod status;
pub mod support;
pub mod value;
