//! What is on disk: a file here is a file (or a kind of file) there.
pub mod directory;
pub mod writer;
