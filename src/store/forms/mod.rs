//! Sign-up forms, read as they were exported: from the cells of a sheet to people with typed answers.
//!
//! 1. `headings` finds which column is which, by the text of its heading and never by its position.
//! 2. `cells` turns a cell into a value; `dates` and `places` know how those are written.
//! 3. `answers` makes one [`answer::Answer`] of every row.
//! 4. `people` makes one person of all answers of one identity, and applies the corrections.

mod above;
pub mod answer;
pub mod answers;
pub mod cells;
pub mod dates;
pub mod durations;
pub mod elsewhere;
pub mod headings;
pub mod people;
pub mod person;
pub mod rankings;
pub mod split;
