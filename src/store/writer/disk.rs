//! The system calls that change the disk, each with its step for the fault tests; nothing else in `mentor` writes
//! into a scheme's directory.
#![allow(clippy::disallowed_methods, reason = "this is the one home of raw writes")]

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use crate::store::directory::fault::{self, step};

/// Makes a new file with these contents and flushes it to disk; it must not exist, not even as a link.
///
/// It gets the permissions of the file it is to replace; without one, only the owner may read what holds people.
pub(super) fn create(path: &Path, bytes: &[u8], like: Option<&Metadata>, people: bool) -> io::Result<()> {
    step("create", path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    start_with(&mut options, like, people);
    let mut file = options.open(path)?;
    fault::write_all(&mut file, path, bytes)?;
    if let Some(like) = like
        && file.metadata()?.permissions() != like.permissions()
    {
        step("permit", path)?;
        file.set_permissions(like.permissions())?;
    }
    step("flush", path)?;
    file.sync_all()
}

/// Says when a file was last changed.
pub(super) fn date(path: &Path, changed: SystemTime) -> io::Result<()> {
    step("date", path)?;
    OpenOptions::new().write(true).open(path)?.set_modified(changed)
}

/// Puts a file in another's place, at once.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step("rename", to)?;
    fs::rename(from, to)
}

/// Removes a file; it may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    step("remove", path)?;
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Makes a folder, for its owner alone if it holds people.
pub(super) fn make_folder(path: &Path, people: bool) -> io::Result<()> {
    step("mkdir", path)?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    if people {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    #[cfg(not(unix))]
    let _ = people;
    builder.recursive(false).create(path)
}

/// Makes a folder and all above it, with the system's own permissions.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    step("mkdir", path)?;
    fs::create_dir_all(path)
}

/// Removes a folder if it is empty.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    step("rmdir", path)?;
    fs::remove_dir(path)
}

/// Flushes the names in a folder to disk; only Unix can and needs to.
pub(super) fn flush_folder(path: &Path) -> io::Result<()> {
    step("flush folder", path)?;
    #[cfg(unix)]
    match File::open(path)?.sync_all() {
        // Some network drives cannot do this; they keep names safe by themselves or not at all.
        Err(e) if !matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => return Err(e),
        _ => {}
    }
    Ok(())
}

/// Opens the file that is locked, and makes it if need be, without changing what is in it.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    step("lock", path)?;
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Replaces what is in an open file.
pub(super) fn refill(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    step("refill", path)?;
    file.set_len(0)?;
    fault::write_all(file, path, bytes)
}

#[cfg(unix)]
fn start_with(options: &mut OpenOptions, like: Option<&Metadata>, people: bool) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let mode = match like {
        // The owner must be able to write it now; the exact permissions follow.
        Some(like) => like.permissions().mode() & 0o777 | 0o600,
        None if people => 0o600,
        None => 0o644,
    };
    options.mode(mode);
}

#[cfg(not(unix))]
fn start_with(_options: &mut OpenOptions, _like: Option<&Metadata>, _people: bool) {}
