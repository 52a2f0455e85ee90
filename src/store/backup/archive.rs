//! The ZIP file of a backup: the files under their own names, before them the list with the checksum of each.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipArchive, ZipWriter};

use super::{Backup, MOST_BYTES, check_name};
use crate::store::directory::changes::checksum;
use crate::store::directory::{LIMIT, MOST_FILES};
use crate::wording::show;

/// The name of the list in the ZIP file.
pub(super) const LIST: &str = ".mentor-backup.json";

/// The largest list, in bytes.
const LIST_LIMIT: u64 = 16 * 1024 * 1024;

/// The newest way of writing a backup.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct List {
    mentor_backup: u32,
    on: NaiveDate,
    mark: String,
    files: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    file: String,
    bytes: u64,
    sha256: String,
    /// When it was last changed, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changed: Option<DateTime<Utc>>,
}

/// Writes a backup.
pub(super) fn write(backup: &Backup) -> Result<Vec<u8>> {
    // Neither the hour of the copy nor the system may show, so that the same files give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600)
        .system(System::Unix);
    let listed = |(file, bytes): (&String, &Vec<u8>)| Listed {
        file: file.clone(),
        bytes: bytes.len() as u64,
        sha256: checksum(bytes),
        changed: backup.changed.get(file).copied(),
    };
    let files = backup.files.iter().map(listed).collect();
    let list = List { mentor_backup: FORMAT, on: backup.on, mark: backup.mark.clone(), files };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(LIST, options)?;
    serde_json::to_writer_pretty(&mut archive, &list)?;
    for (file, bytes) in &backup.files {
        let changed = backup.changed.get(file).and_then(as_zip_says).unwrap_or_default();
        archive.start_file(file.as_str(), options.last_modified_time(changed))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads a backup; the list is believed before the archive, and every file must be as the list says.
pub(super) fn read(bytes: &[u8]) -> Result<Backup> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| anyhow::anyhow!("it is not a whole ZIP file; take an older backup, or copy it anew"))?;
    ensure!(archive.len() <= MOST_FILES + 1, "it holds more than {MOST_FILES} files");
    let list = unpack(&mut archive, LIST, LIST_LIMIT)
        .map_err(|_| anyhow::anyhow!("it is a ZIP file, but not one that `mentor backup` made"))?;
    let list: List = serde_json::from_slice(&list).map_err(|_| anyhow::anyhow!("the list of its files is damaged"))?;
    ensure!(list.mentor_backup <= FORMAT, "it was made by a newer mentor; use that one");
    ensure!(archive.len() == list.files.len() + 1, "it does not hold exactly the files that it lists");
    ensure!(list.files.iter().map(|f| f.bytes.min(MOST_BYTES + 1)).sum::<u64>() <= MOST_BYTES, "it is too large");
    let (mut files, mut times) = (BTreeMap::new(), BTreeMap::new());
    for Listed { file, bytes, sha256, changed } in list.files {
        check_name(&file)?;
        ensure!(bytes <= LIMIT, "{} in it is larger than {} MiB", show(&file), LIMIT / (1024 * 1024));
        let contents = unpack(&mut archive, &file, bytes)?;
        if contents.len() as u64 != bytes || checksum(&contents) != sha256 {
            bail!("{} in it is not as it was when the backup was made; take an older backup", show(&file));
        }
        times.extend(changed.map(|at| (file.clone(), at)));
        ensure!(files.insert(file.clone(), contents).is_none(), "it lists {} twice", show(&file));
    }
    Ok(Backup { on: list.on, mark: list.mark, files, changed: times })
}

/// A time as a ZIP file holds it, for whoever unpacks it with another program: to two seconds, from 1980 to 2107.
fn as_zip_says(at: &DateTime<Utc>) -> Option<zip::DateTime> {
    let year = u16::try_from(at.year()).ok()?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| u8::try_from(part).unwrap_or(0));
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

/// Unpacks one file, never more of it than is expected.
fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: u64) -> Result<Vec<u8>> {
    let file = archive.by_name(name).map_err(|_| anyhow::anyhow!("{} in it cannot be read", show(name)))?;
    ensure!(file.is_file() && !file.is_symlink(), "{} in it is no plain file", show(name));
    let mut contents = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut contents)
        .map_err(|_| anyhow::anyhow!("damaged"))
        .with_context(|| format!("{} in it cannot be unpacked", show(name)))?;
    ensure!(contents.len() as u64 <= limit, "{} in it is larger than it says", show(name));
    Ok(contents)
}
