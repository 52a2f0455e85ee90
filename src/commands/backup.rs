//! `mentor backup`: a copy of everything, for the day on which the laptop is lost.

use std::path::PathBuf;

use anyhow::{bail, ensure};
use chrono::NaiveDate;

use super::{Answer, Desk, Saved, in_words};
use crate::store::backup::{Backup, is_inside};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::last_backup;
use crate::store::scheme_toml;
use crate::store::writer::Edits;
use crate::wording::{list, plural, show, typed};

/// After so many days without a copy somebody says that it is time.
const DAYS: i64 = 30;

/// Save a copy of the scheme's directory as one ZIP file
///
/// Everything but git's own files: what git holds, and what it must not hold. It has names and answers in it, so keep
/// it where you would keep those. Any program opens it; `mentor restore` puts it back.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// Where the copy goes: a file that ends in .zip, outside the scheme's directory
    #[arg(value_name = "FILE.zip")]
    to: PathBuf,
}

pub fn run(args: &BackupArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let sight = Directory::open(&desk.directory)?;
    let shown = show(&args.to.to_string_lossy());
    ensure!(
        sight.read(scheme_toml::FILE)?.is_some(),
        "there is no scheme.toml in {}; name the scheme's directory after -C",
        show(&desk.directory.to_string_lossy())
    );
    if args.to.is_dir() {
        let inside = args.to.join(format!("{}.zip", desk.today));
        bail!("{shown} is a folder; name a file in it, such as {}", typed(&inside.to_string_lossy()));
    }
    let ends = args.to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    ensure!(ends, "{shown} does not end in .zip, and a copy is a ZIP file");
    ensure!(
        !is_inside(sight.path(), &args.to),
        "{shown} is in the scheme's directory, and would be lost with it; name a place elsewhere, best on another machine"
    );
    let (backup, left_out) = Backup::of(&sight, desk.today)?;
    let instead = if desk.yes { None } else { before(args, &backup)? };
    let mut edits = Edits::new("backup");
    edits.keep_undo().write(last_backup::FILE, last_backup::bytes(desk.today));
    let said = format!("{} in {shown}{}", plural(backup.files.len(), "file"), instead.unwrap_or_default());
    let mut told = Vec::new();
    if !left_out.is_empty() {
        let shown: Vec<String> = left_out.iter().take(5).map(|path| show(path)).collect();
        let more = if left_out.len() > 5 { " …" } else { "" };
        told.push(format!("left out, hidden or no plain file: {}{more}", list(&shown, "and")));
    }
    let saved = Some(Saved { path: args.to.clone(), bytes: backup.bytes()?, said });
    Ok(Answer { saved, edits, sight: Some(sight), told, ..Answer::default() })
}

/// What the copy takes the place of: an older one of the same scheme, and nothing else.
fn before(args: &BackupArgs, backup: &Backup) -> anyhow::Result<Option<String>> {
    let shown = show(&args.to.to_string_lossy());
    match Backup::read(&args.to) {
        Ok(None) => Ok(None),
        Ok(Some(old)) if old.mark == backup.mark => Ok(Some(format!(", in place of the copy of {}", in_words(old.on)))),
        Ok(Some(old)) => bail!(
            "{shown} is a copy of another scheme, of {}; choose another name, or write over it with --yes",
            in_words(old.on)
        ),
        Err(_) => {
            bail!("{shown} is there and is no copy that can be used; choose another name, or write over it with --yes")
        }
    }
}

/// What to say where there was no copy for a long time; of invented people none is needed.
pub fn reminder(sight: &Directory, book: &Book, today: NaiveDate) -> anyhow::Result<Option<String>> {
    if book.scheme.invented {
        return Ok(None);
    }
    let last = last_backup::read(sight)?;
    let rounds = &book.records.rounds;
    let days = (0..rounds.len()).filter_map(|row| rounds.cell(row, "on").parse::<NaiveDate>().ok());
    let first = days.chain(book.records.relationships.iter().filter_map(|r| r.accepted)).min();
    let age = |since: NaiveDate| (today - since).num_days();
    Ok(match (last, first) {
        (Some(last), _) if age(last) > DAYS => Some(format!(
            "the last copy of this directory is {} days old; make a new one: mentor backup FILE.zip",
            age(last)
        )),
        (None, Some(first)) if age(first) > DAYS => Some(
            "there is no copy of this directory yet, and without private/ nobody can say who is who: mentor backup FILE.zip"
                .to_string(),
        ),
        _ => None,
    })
}
