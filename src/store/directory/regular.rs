//! Opening plain files and nothing else.
//!
//! State files are never reached through a symbolic link: a directory that came from somebody else must not make a
//! command read or replace a file elsewhere. Pipes and devices are refused before they are opened, because opening a
//! pipe waits for ever.

use std::fs::{File, FileType, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{fault, paths};
use crate::wording::show;

/// Reads a state file as it is on disk; none if it is not there.
pub(crate) fn read_state(root: &Path, relative: &str) -> Result<Option<Vec<u8>>> {
    let limit = paths::limit(relative);
    open_state(root, relative)?.map(|file| whole(file, relative, limit)).transpose()
}

/// Reads at most the first `length` bytes of a state file; none if it is not there.
pub(crate) fn read_head(root: &Path, relative: &str, length: u64) -> Result<Option<Vec<u8>>> {
    let Some(file) = open_state(root, relative)? else { return Ok(None) };
    let mut head = Vec::new();
    file.take(length).read_to_end(&mut head).with_context(|| cannot_read(relative))?;
    Ok(Some(head))
}

/// Reads an export as it is on disk, through symbolic links; none if it is not there.
pub(crate) fn read_export(root: &Path, path: &str) -> Result<Option<Vec<u8>>> {
    let full = root.join(path);
    let Some(found) = there(std::fs::metadata(&full), path)? else { return Ok(None) };
    if !found.is_file() {
        bail!("{} is {}, not a file; name the exported file itself", show(path), kind(found.file_type()));
    }
    fault::step("read", &full).with_context(|| cannot_read(path))?;
    let file = File::open(&full).with_context(|| cannot_read(path))?;
    whole(file, path, paths::LIMIT).map(Some)
}

/// Returns the names of the files in a folder of state files, sorted, without hidden ones, Excel's lock files and folders.
pub(crate) fn names(root: &Path, folder: &str) -> Result<Vec<String>> {
    let inside = format!("{folder}/x");
    if !folder.is_empty() && !check_folders(root, &inside)? {
        return Ok(Vec::new());
    }
    listed(std::fs::read_dir(root.join(folder)).with_context(|| cannot_read(folder))?, folder)
}

/// The same of a folder of exports, which may be anywhere; one that is not there has none.
pub(crate) fn names_of_exports(root: &Path, folder: &str) -> Result<Vec<String>> {
    let entries = there(std::fs::read_dir(root.join(folder)), folder)?;
    entries.map_or(Ok(Vec::new()), |entries| listed(entries, folder))
}

fn listed(entries: std::fs::ReadDir, folder: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| cannot_read(folder))?;
        let is_folder = entry.file_type().with_context(|| cannot_read(folder))?.is_dir();
        match entry.file_name().into_string() {
            Ok(name) if !name.starts_with('.') && !name.starts_with("~$") && !is_folder => names.push(name),
            _ => {}
        }
    }
    names.sort();
    Ok(names)
}

/// Fails if a state file, or a folder on the way to it, is anything but a plain file or folder or not there yet.
pub(crate) fn check_plain(root: &Path, relative: &str) -> Result<Option<Metadata>> {
    if !check_folders(root, relative)? {
        return Ok(None);
    }
    let full = root.join(relative);
    fault::step("look", &full).with_context(|| cannot_read(relative))?;
    let Some(found) = there(std::fs::symlink_metadata(full), relative)? else { return Ok(None) };
    if !found.is_file() {
        bail!(
            "{} is {}, and mentor uses only plain files there; put the file itself in its place",
            show(relative),
            kind(found.file_type())
        );
    }
    Ok(Some(found))
}

/// Whether all folders above a state file are there; fails if one of them is not a real folder.
pub(crate) fn check_folders(root: &Path, relative: &str) -> Result<bool> {
    for folder in paths::folders(relative) {
        let Some(found) = there(std::fs::symlink_metadata(root.join(folder)), folder)? else { return Ok(false) };
        if !found.is_dir() {
            let kind = kind(found.file_type());
            bail!(
                "{} is {kind}, and mentor uses only a real folder there; put the folder itself in its place",
                show(folder)
            );
        }
    }
    Ok(true)
}

fn open_state(root: &Path, relative: &str) -> Result<Option<File>> {
    let full = root.join(relative);
    // Another command may replace the file between the look and the opening; a few times is chance, more is a trick.
    for _ in 0..20 {
        let Some(looked) = check_plain(root, relative)? else { return Ok(None) };
        fault::step("read", &full).with_context(|| cannot_read(relative))?;
        let Some(file) = there(File::open(&full), relative)? else { continue };
        if same(&looked, &file.metadata().with_context(|| cannot_read(relative))?) {
            return Ok(Some(file));
        }
    }
    bail!("{} keeps changing while it is read; run this again", show(relative))
}

fn whole(file: File, name: &str, limit: u64) -> Result<Vec<u8>> {
    let mut length = file.metadata().with_context(|| cannot_read(name))?.len();
    let mut bytes = Vec::new();
    if length <= limit {
        // It may grow while it is read.
        file.take(limit + 1).read_to_end(&mut bytes).with_context(|| cannot_read(name))?;
        length = bytes.len() as u64;
    }
    if length > limit {
        bail!("{} is larger than {} MiB; is it the right file?", show(name), limit / (1024 * 1024));
    }
    Ok(bytes)
}

fn there<T>(result: std::io::Result<T>, name: &str) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e).with_context(|| cannot_read(name)),
    }
}

fn cannot_read(name: &str) -> String {
    if name.is_empty() { "the directory cannot be read".to_string() } else { format!("{} cannot be read", show(name)) }
}

/// Whether the file that was opened is the one that was looked at before.
#[cfg(unix)]
pub(crate) fn same(looked: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    opened.is_file() && (looked.dev(), looked.ino()) == (opened.dev(), opened.ino())
}

/// Whether the file that was opened can be the one that was looked at before.
#[cfg(not(unix))]
pub(crate) fn same(looked: &Metadata, opened: &Metadata) -> bool {
    opened.is_file() && looked.created().ok() == opened.created().ok()
}

#[cfg(unix)]
fn kind(found: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match found {
        f if f.is_file() => "a file",
        f if f.is_symlink() => "a symbolic link",
        f if f.is_dir() => "a folder",
        f if f.is_fifo() => "a pipe",
        f if f.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn kind(found: FileType) -> &'static str {
    match found {
        f if f.is_file() => "a file",
        f if f.is_symlink() => "a link",
        f if f.is_dir() => "a folder",
        _ => "a device",
    }
}
