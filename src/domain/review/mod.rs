//! The review day.

pub mod timetable;
