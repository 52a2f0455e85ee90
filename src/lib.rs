//! `mentor`: the workbench of people who run mentoring schemes from flat files.
pub mod cli;
pub mod commands;
pub mod domain;
pub mod privacy;
pub mod problems;
pub mod report;
pub mod spreadsheet_guard;
pub mod store;
pub mod wording;
