//! `mentor init`: a directory for a new scheme, from a scheme to start from or from forms that are there already.

mod proposed;

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::{Answer, Desk};
use crate::report::Report;
use crate::store::directory::{Directory, IGNORED};
use crate::store::starters::{STARTERS, named};
use crate::store::tracked::{PRIVATE, TRACKED};
use crate::store::writer::Edits;
use crate::wording::{list, shown, typed};

/// Start a directory for a scheme
///
/// Makes the directory with scheme.toml, a folder people for the exported forms, and .gitignore, which keeps names out of
/// git. Put the forms into people, then name the files and their headings in scheme.toml.
///
/// Or let it be proposed: with --from it looks at sign-up forms that you have, says which column it takes for what, asks what
/// it cannot tell (on a terminal), and writes a scheme.toml with remarks. The forms are copied into people and never changed;
/// of what people answered the scheme holds nothing but options that several of them chose. Look first with --dry-run.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The directory to make; with --from, the one after -C may do
    #[arg(value_name = "DIR", required_unless_present = "from")]
    to: Option<PathBuf>,
    /// The scheme to start from; `mentor schemes` shows them. Without it, you are asked. With --from, the year that it plans
    /// after matching
    #[arg(long, value_name = "NAME")]
    scheme: Option<String>,
    /// Sign-up forms, CSV or Excel, to propose the scheme from: one for all, or one a role
    #[arg(long, value_name = "FORM", num_args = 1..)]
    from: Vec<PathBuf>,
}

const PEOPLE: &str = "Put the sign-up forms here exactly as they were exported (CSV or Excel). mentor reads them and never changes \
    them; git ignores this folder.\n";

/// What is to be written, and what there is to say of it.
struct Begun {
    scheme: String,
    forms: Vec<(String, Vec<u8>)>,
    label: String,
    told: Vec<String>,
    report: Report,
}

pub fn run(args: &InitArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let starter = match &args.scheme {
        Some(name) => Some(named(name)?),
        None if !args.from.is_empty() => None,
        None => {
            let names: Vec<String> = STARTERS.iter().map(|starter| starter.name.to_string()).collect();
            let flag =
                format!("--scheme NAME ({}), or propose one from your forms with --from FORM", list(&names, "or"));
            Some(STARTERS[(desk.ask)("Which scheme do you start from", &names, &flag)?])
        }
    };
    let root = match &args.to {
        Some(to) if to.is_absolute() => to.clone(),
        Some(to) => desk.directory.join(to),
        None => desk.directory.clone(),
    };
    // As it is called from where the coordinator stands.
    let called = args.to.as_ref().filter(|_| desk.directory == Path::new(".")).unwrap_or(&root).to_string_lossy();
    let (shown, typed) = (shown(&called, usize::MAX), typed(&called));
    let there = Directory::open(&root).ok();
    let read = |file: &str| there.as_ref().map_or(Ok(None), |there| there.read(file));
    if read("scheme.toml")?.is_some() {
        bail!("{shown} holds a scheme already; name another directory");
    }
    let begun = match (&args.from[..], starter) {
        ([], Some(starter)) => Begun {
            scheme: starter.scheme.to_string(),
            forms: Vec::new(),
            label: format!("init --scheme {}", starter.name),
            told: vec![
                format!("{shown} is ready. Next:"),
                format!("  1. put the sign-up forms into {shown}/people, as exported"),
                format!("  2. open {shown}/scheme.toml and name their files and headings"),
                format!("  3. mentor check -C {typed}"),
                format!("  4. mentor match -C {typed}"),
            ],
            report: Report::default(),
        },
        (forms, starter) => proposed::begin(forms, starter, &root, there.as_ref(), &called, desk)?,
    };
    // What the coordinator keeps there already stays; only what is missing is added.
    let mut ignored = String::from_utf8_lossy(&read(".gitignore")?.unwrap_or_default()).into_owned();
    let known: Vec<String> = ignored.lines().map(|line| line.trim().to_string()).collect();
    if !ignored.is_empty() && !ignored.ends_with('\n') {
        ignored.push('\n');
    }
    wanted().iter().filter(|line| !known.contains(line)).for_each(|line| ignored.push_str(&format!("{line}\n")));
    let has_readme = read("people/README.txt")?.is_some();
    let mut edits = Edits::new(begun.label);
    edits.write("scheme.toml", begun.scheme);
    edits.write(".gitignore", ignored);
    if !has_readme {
        edits.write("people/README.txt", PEOPLE);
    }
    for (file, bytes) in begun.forms {
        edits.write(file, bytes);
    }
    Ok(Answer { edits, directory: Some(root), told: begun.told, report: begun.report, ..Answer::default() })
}

/// What git is told to leave alone: everything but what is listed, since a letter or a table may be written anywhere.
fn wanted() -> Vec<String> {
    let says = "# Names, answers and all free text stay out of git, which forgets nothing: it takes what is listed here, and no more.";
    let taken = TRACKED.iter().map(|path| format!("!/{path}"));
    let left = PRIVATE.iter().map(|folder| format!("/{folder}/")).chain(IGNORED.iter().map(ToString::to_string));
    [says.to_string(), "/*".to_string()].into_iter().chain(taken).chain(left).collect()
}
