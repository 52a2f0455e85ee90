//! The one writer of output: answers on standard output, talk on standard error, reports into files.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;

use crate::commands::{Paper, Papers};
use crate::report::told;
use crate::wording::show;

/// Writes an answer to standard output and flushes it. A closed pipe is quiet success: whoever read it had enough.
///
/// # Errors
/// Where standard output cannot take it, as on a full disk.
pub fn answer(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the answer could not be written out"),
    }
}

/// Says something on standard error. Where nobody can hear it, that is no reason to fail.
pub fn tell(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
}

/// Says something on standard error; to somebody at a terminal in lines that fit into it.
pub fn say(text: &str) {
    if !std::io::stderr().is_terminal() {
        return tell(text);
    }
    let lines: Vec<String> = text.lines().map(|line| told(line, width())).collect();
    tell(&lines.join("\n"));
}

/// A report on its way into a file: written beside its place already, so that what could go wrong has. It is closed, as
/// some systems let nobody keep more than 256 files open.
pub struct Prepared(tempfile::TempPath, std::path::PathBuf);

/// Writes a report beside the place where it belongs.
///
/// # Errors
/// Where it cannot be written there.
pub fn prepare(path: &Path, bytes: &[u8]) -> anyhow::Result<Prepared> {
    beside(path, bytes, true)
}

/// Writes beside the place; `flush` waits until it is safe on disk.
fn beside(path: &Path, bytes: &[u8], flush: bool) -> anyhow::Result<Prepared> {
    let shown = || show(&path.to_string_lossy());
    let there = std::fs::metadata(path);
    if there.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
        anyhow::bail!("{} is a folder; name a file after -o", shown());
    }
    // What is put in place of a device or a pipe takes it away from everybody.
    if there.is_ok_and(|there| !there.is_file()) {
        anyhow::bail!("{} is no plain file and is left as it is; name a file after -o", shown());
    }
    let folder = above(path)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| cannot(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| if flush { file.as_file().sync_all() } else { Ok(()) });
    written.map_err(|error| cannot(path, &error))?;
    Ok(Prepared(file.into_temp_path(), path.to_path_buf()))
}

/// The kind of error says enough; its text would name a file of ours that nobody knows.
fn cannot(path: &Path, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("{} cannot be written: {}", show(&path.to_string_lossy()), error.kind())
}

/// Writes documents beside the places where they belong, in a folder that is made if need be.
///
/// It does not wait for the disk after each, which with hundreds takes seconds: they are no records but made from them, and
/// their digests are safe before they are in place. What a power cut in the next moments leaves of one is known for that
/// by [`Printed::standing`](crate::store::printed::Printed::standing), and the same command writes it anew.
///
/// # Errors
/// Where one of them cannot be written there; then none is.
pub fn prepare_all(papers: &Papers, all: &[Paper]) -> anyhow::Result<Vec<Prepared>> {
    let folder = &papers.folder;
    if folder.exists() && !folder.is_dir() {
        let shown = show(&folder.to_string_lossy());
        anyhow::bail!("{shown} is a file; several documents go into a folder: name another after -o");
    }
    if !all.is_empty() && !folder.exists() {
        above(folder)?;
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|error| {
            anyhow::anyhow!("the folder {} cannot be made: {}", show(&folder.to_string_lossy()), error.kind())
        })?;
    }
    all.iter().map(|paper| beside(&folder.join(&paper.name), &paper.bytes, false)).collect()
}

/// The folder that something is to go into.
fn above(path: &Path) -> anyhow::Result<&Path> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    anyhow::ensure!(folder.is_dir(), "there is no folder {}; make it first", show(&folder.to_string_lossy()));
    Ok(folder)
}

impl Prepared {
    /// Puts the report in its place, whole.
    ///
    /// # Errors
    /// Where that cannot be done after all.
    pub fn put_in_place(self) -> anyhow::Result<()> {
        let Prepared(file, path) = self;
        file.persist(&path).map_err(|error| cannot(&path, &error.error))?;
        Ok(())
    }
}

/// Refuses to write an answer over what the scheme lives from.
///
/// # Errors
/// Where the path leads to the scheme file, the forms, the private files, the records, or to what is git's.
pub fn refuse_own(scheme: &Path, path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(root), Ok(folder)) = (scheme.canonicalize(), folder.canonicalize()) else { return Ok(()) };
    let target = folder.join(path.file_name().unwrap_or_default());
    let Ok(inside) = target.strip_prefix(&root) else { return Ok(()) };
    let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    let own = ["scheme.toml", "places.csv", "people", "answers", "private", "records", "templates"];
    // What begins with a dot is the lock, or git's.
    match first.filter(|first| own.contains(&first.as_str()) || first.starts_with('.')) {
        Some(first) => anyhow::bail!(
            "{} is in {first}, which the scheme lives from; write the answer somewhere else",
            show(&path.to_string_lossy())
        ),
        None => Ok(()),
    }
}

/// Whether a person sees standard output as it comes.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// How wide the terminal is, or a page where there is none.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(20, 160)
}
