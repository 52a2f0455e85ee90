//! What is on disk: a file here is a file (or a kind of file) there.

pub mod directory;
pub mod districts;
pub mod forms;
pub mod scheme_toml;
pub mod sheet;
pub mod table;
pub mod writer;
