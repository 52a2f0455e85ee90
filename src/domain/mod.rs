//! The nouns of mentoring: values and rules, no input or output.
pub mod matching;
