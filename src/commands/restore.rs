//! `mentor restore`: a copy is put back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;

use super::{Answer, Desk, in_words};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::backup::{Backup, Misfit, misfit};
use crate::store::directory::Directory;
use crate::store::last_backup;
use crate::store::writer::Edits;
use crate::wording::{plural, show, typed};

/// Put a copy back, whole or only what is missing
///
/// All of it into a new directory, or into one that is there. Nothing is changed where a file here differs from the
/// copy, until you say what is to count: --keep leaves the files here as they are and adds those that are missing,
/// --yes puts the copy's in their place. `mentor undo` takes it back.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// The copy that `mentor backup` made
    #[arg(value_name = "FILE.zip")]
    from: PathBuf,
    /// Only add what is missing: after a lost laptop, to what git brought back
    #[arg(long)]
    keep: bool,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Missing,
    Same,
    Differs,
    /// A table of records that the copy does not have.
    Later,
}

pub fn run(args: &RestoreArgs, desk: &Desk) -> anyhow::Result<Answer> {
    if args.keep && desk.yes {
        bail!("--keep leaves what is here, and --yes writes over it; say one of them");
    }
    let Some(backup) = Backup::read(&args.from)? else {
        bail!("there is no file {}; name the ZIP file that `mentor backup` made", show(&args.from.to_string_lossy()));
    };
    let sight = if desk.directory.exists() { Some(Directory::open(&desk.directory)?) } else { None };
    let here = here(sight.as_ref(), &backup)?;
    let fates = fates(&backup, &here);
    let on = in_words(backup.on);
    let differ = fates.values().filter(|fate| **fate == Fate::Differs).count();
    if differ > 0 && !args.keep && !desk.yes {
        let told = vec![
            format!(
                "{} here {} from the copy of {on}; nothing was changed",
                plural(differ, "file"),
                if differ == 1 { "differs" } else { "differ" }
            ),
            "--keep leaves what is here and adds what is missing; --yes puts the copy's files in their place"
                .to_string(),
        ];
        let report = describe(&fates, |fate| match fate {
            Fate::Differs => Some("differs"),
            Fate::Missing => Some("missing here"),
            Fate::Later => Some("not in the copy"),
            Fate::Same => None,
        });
        return Ok(Answer { report, told, failed: true, ..Answer::default() });
    }
    let mut edits = Edits::new(format!("restore of the copy of {}", backup.on));
    let mut then = here;
    for (file, fate) in &fates {
        if *fate == Fate::Later && desk.yes {
            edits.remove(file.as_str());
            then.remove(file);
        } else if *fate == Fate::Missing || *fate == Fate::Differs && desk.yes {
            edits.write(file.as_str(), backup.files[file].as_slice());
            if let Some(changed) = backup.changed.get(file) {
                edits.as_of(file.as_str(), (*changed).into());
            }
            then.insert(file.clone(), backup.files[file].clone());
        }
    }
    if let Some(misfit) = misfit(then.iter().map(|(file, bytes)| (file.as_str(), bytes.as_slice()))) {
        bail!(advice(&misfit, &on));
    }
    let report = describe(&fates, |fate| match fate {
        Fate::Missing => Some("put back"),
        Fate::Differs if desk.yes => Some("replaced"),
        Fate::Later if desk.yes => Some("removed: not in the copy"),
        Fate::Differs => Some("differs: left as it is here"),
        Fate::Same | Fate::Later => None,
    });
    let mut told = Vec::new();
    if edits.is_empty() {
        told.push("nothing is missing here; nothing was changed".to_string());
    } else {
        told.push(format!("this is the copy of {on}; what was noted in private/ after that day is not in it"));
        told.push(format!("see that all is well: mentor check -C {}", typed(&desk.directory.to_string_lossy())));
    }
    Ok(Answer { report, edits, sight, told, ..Answer::default() })
}

/// What is here of the files of the copy, and every table of records.
fn here(sight: Option<&Directory>, backup: &Backup) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut here = BTreeMap::new();
    let Some(sight) = sight else { return Ok(here) };
    let records = sight.list("records")?.into_iter().map(|name| format!("records/{name}"));
    for file in backup.files.keys().cloned().chain(records) {
        if let Some(bytes) = sight.read(&file)? {
            here.insert(file, bytes);
        }
    }
    Ok(here)
}

/// What becomes of every file of the copy, and of the tables of records that came later.
fn fates(backup: &Backup, here: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Fate> {
    let mut fates = BTreeMap::new();
    for (file, bytes) in &backup.files {
        let fate = match here.get(file) {
            None => Fate::Missing,
            // The day of the last copy is no work of anybody's: what is here stays.
            Some(now) if now == bytes || file == last_backup::FILE => Fate::Same,
            Some(_) => Fate::Differs,
        };
        fates.insert(file.clone(), fate);
    }
    let later = here.keys().filter(|file| !backup.files.contains_key(*file));
    fates.extend(later.map(|file| (file.clone(), Fate::Later)).collect::<Vec<_>>());
    fates
}

fn describe(fates: &BTreeMap<String, Fate>, word: impl Fn(Fate) -> Option<&'static str>) -> Report {
    let rows = fates.iter().filter_map(|(file, fate)| Some(vec![Cell::text(file.as_str()), Cell::text(word(*fate)?)]));
    let columns = vec![Column::new("file", "File"), Column::new("what", "What")];
    let same = fates.values().filter(|fate| **fate == Fate::Same).count();
    let is = if same == 1 { "is" } else { "are" };
    let mut blocks = vec![Block::Table(Table::new(columns, rows.collect()))];
    if same > 0 {
        blocks.push(Block::Text(format!("{} {is} the same.", plural(same, "file"))));
    }
    Report { blocks, json: None }
}

/// What to do where records and register do not belong together.
fn advice(misfit: &Misfit, on: &str) -> String {
    match misfit {
        Misfit::OtherMark { file } => format!(
            "the register would be that of {on}, and {} belongs to another one, so nobody could say who is who; nothing was changed. Is this the copy of this scheme? Restore it into a new directory to look: mentor restore FILE.zip -C DIR",
            show(file)
        ),
        Misfit::Newer { file, id } => format!(
            "{} names {id}, who came after the copy of {on}: its register is older than the records here; nothing was changed. Take a newer copy if there is one. Else go back to the records of that day, with --yes or with git (git log records/), and enter anew what came after",
            show(file)
        ),
    }
}
