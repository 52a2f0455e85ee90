//! Sign-up forms, read as they were exported: from the cells of a sheet to people with typed answers.
//!
//! 1. `headings` finds which column is which, by the text of its heading and never by its position.
//! 2. `columns` decides what only a whole column can say: separators, the order of dates, which texts mean chosen.
//! 3. `cells` and `ticks` turn a cell into a value; `split`, `dates` and `numbers` know how those are written.
//! 4. `answers` makes one [`answer::Answer`] of every row.
//! 5. `people` makes one person of all answers of one identity, and applies the corrections.

pub(in crate::store) mod above;
pub mod answer;
pub mod answers;
pub mod cells;
pub mod columns;
mod date_words;
pub mod dates;
pub mod durations;
pub mod elsewhere;
pub mod facts;
pub mod headings;
mod keys;
mod nobody;
mod numbers;
pub mod people;
pub mod person;
pub mod rankings;
pub mod separators;
pub mod split;
pub mod ticks;
mod times;
pub(crate) mod unnamed;
pub mod yes_no;
