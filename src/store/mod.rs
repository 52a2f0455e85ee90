//! What is on disk: a file here is a file (or a kind of file) there.

pub mod added;
pub mod agreements;
pub mod book;
pub mod corrections;
pub mod digest_key;
pub mod directory;
pub mod districts;
pub mod equality;
pub mod exports;
pub mod forms;
pub mod log;
pub mod notes;
pub mod offers;
pub mod pairs;
pub mod printed;
pub mod records;
pub mod register;
pub mod scheme_toml;
pub mod sheet;
pub mod sources;
pub mod starters;
pub mod table;
pub mod templates;
pub mod tracked;
pub mod writer;
