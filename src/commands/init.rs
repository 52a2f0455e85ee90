//! `mentor init`: a directory for a new scheme.

use std::path::PathBuf;

use anyhow::bail;

use super::{Answer, Desk};
use crate::store::directory::{Directory, IGNORED};
use crate::store::starters::{STARTERS, named};
use crate::store::tracked::{PRIVATE, TRACKED};
use crate::store::writer::Edits;
use crate::wording::{list, show};

/// Start a directory for a scheme
///
/// Makes the directory with scheme.toml, a folder people for the exported forms, and .gitignore, which keeps names out of
/// git. Put the forms into people, then name the files and their headings in scheme.toml.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The directory to make
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// The scheme to start from; `mentor schemes` shows them. Without it, you are asked
    #[arg(long, value_name = "NAME")]
    scheme: Option<String>,
}

const PEOPLE: &str = "Put the sign-up forms here exactly as they were exported (CSV or Excel). mentor reads them and never changes \
    them; git ignores this folder.\n";

pub fn run(args: &InitArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let starter = match &args.scheme {
        Some(name) => named(name)?,
        None => {
            let names: Vec<String> = STARTERS.iter().map(|starter| starter.name.to_string()).collect();
            let flag = format!("--scheme NAME ({})", list(&names, "or"));
            STARTERS[(desk.ask)("Which scheme do you start from", &names, &flag)?]
        }
    };
    let root = if args.to.is_absolute() { args.to.clone() } else { desk.directory.join(&args.to) };
    let shown = show(&args.to.to_string_lossy());
    let there = Directory::open(&root).ok();
    let read = |file: &str| there.as_ref().map_or(Ok(None), |there| there.read(file));
    if read("scheme.toml")?.is_some() {
        bail!("{shown} holds a scheme already; name another directory");
    }
    // What the coordinator keeps there already stays; only what is missing is added.
    let mut ignored = String::from_utf8_lossy(&read(".gitignore")?.unwrap_or_default()).into_owned();
    let known: Vec<String> = ignored.lines().map(|line| line.trim().to_string()).collect();
    if !ignored.is_empty() && !ignored.ends_with('\n') {
        ignored.push('\n');
    }
    wanted().iter().filter(|line| !known.contains(line)).for_each(|line| ignored.push_str(&format!("{line}\n")));
    let has_readme = read("people/README.txt")?.is_some();
    let mut edits = Edits::new(format!("init --scheme {}", starter.name));
    edits.write("scheme.toml", starter.scheme);
    edits.write(".gitignore", ignored);
    if !has_readme {
        edits.write("people/README.txt", PEOPLE);
    }
    let told = vec![
        format!("{shown} is ready. Next:"),
        format!("  1. put the sign-up forms into {shown}/people, as exported"),
        format!("  2. open {shown}/scheme.toml and name their files and headings"),
        format!("  3. mentor check -C {shown}"),
        format!("  4. mentor match -C {shown}"),
    ];
    Ok(Answer { edits, directory: Some(root), told, ..Answer::default() })
}

/// What git is told to leave alone: everything but what is listed, since a letter or a table may be written anywhere.
fn wanted() -> Vec<String> {
    let says = "# Names, answers and all free text stay out of git, which forgets nothing: it takes what is listed here, and no more.";
    let taken = TRACKED.iter().map(|path| format!("!/{path}"));
    let left = PRIVATE.iter().map(|folder| format!("/{folder}/")).chain(IGNORED.iter().map(ToString::to_string));
    [says.to_string(), "/*".to_string()].into_iter().chain(taken).chain(left).collect()
}
