//! The command line: what was typed, carried out, and how it ends.
//!
//! 1. clap reads the words; what is wrong with them ends with exit code 2.
//! 2. The verb runs on a [`Desk`] and gives an [`Answer`](crate::commands::Answer): a report and the changes it plans.
//! 3. The changes are committed together, unless `--dry-run`.
//! 4. The report is rendered in the format that was asked for: a table on a terminal, CSV into a pipe.
//!
//! Exit codes: 0 done; 1 could not be done; 2 wrong command line; 130 interrupted.

mod ask;
mod clock;
pub mod examples;
mod help;
mod output;
mod pasted;
mod turn;
mod waiting;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chrono::NaiveDate;
use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};

use crate::commands::{Command, Desk, Papers, Stopped};
use crate::documents::{self, Kind};
use crate::privacy::Privacy;
use crate::problems::Problems;
use crate::report::{self, Format, Look};
use crate::wording::{list, plural, show};
use pasted::Pasted;
use turn::Turn;

/// Run a mentoring scheme from flat files: sign-up forms and a scheme.toml in, the best matches out
#[derive(Debug, Parser)]
#[command(name = "mentor", version, disable_help_subcommand = true, arg_required_else_help = true)]
#[command(
    after_help = "Start with `mentor init DIR --from FORM`, which proposes a scheme from your sign-up forms, or with \
    `mentor init DIR --scheme NAME`; then `mentor check` and `mentor match`.",
    next_help_heading = "Everywhere"
)]
struct Typed {
    /// The scheme's directory
    #[arg(short = 'C', long = "directory", value_name = "DIR", default_value = ".", global = true)]
    directory: PathBuf,
    /// Pretend that today is another day, such as 2027-03-31
    #[arg(long, value_name = "DATE", env = "MENTOR_TODAY", value_parser = crate::commands::day, global = true, hide_env_values = true)]
    today: Option<NaiveDate>,
    /// Write the answer to a file; its ending chooses the format
    #[arg(short, long, value_name = "FILE", global = true)]
    output: Option<PathBuf>,
    /// Choose the format: table (on a terminal unless said), csv (into a pipe unless said), tsv, json, md, html, xlsx; docx
    /// for what is made to be printed, ics for days
    #[arg(long, value_enum, global = true, hide_possible_values = true)]
    format: Option<Format>,
    /// Change nothing in the scheme, only show what would be
    #[arg(long, global = true)]
    dry_run: bool,
    /// Say yes beforehand to what would be asked
    #[arg(long, global = true)]
    yes: bool,
    /// Say only what went wrong
    #[arg(long, global = true)]
    quiet: bool,
    /// Leave out names, addresses and confidential answers
    #[arg(long, global = true)]
    no_names: bool,
    /// Write CSV for programs: no guard against formulas
    #[arg(long, global = true)]
    raw: bool,
    /// Colour headings: auto (on a terminal), always, never
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "WHEN",
        default_value = "auto",
        global = true
    )]
    color: Colour,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// Carries out what was typed and returns how it ended.
pub fn run() -> ExitCode {
    // Help is drawn up for whoever asks for it, or mistypes, and costs others nothing.
    let matches = Typed::command().try_get_matches().or_else(|_| command().try_get_matches());
    let typed = match matches.and_then(|matches| Typed::from_arg_matches(&matches)) {
        Ok(typed) => typed,
        Err(error) => {
            // clap knows by itself what belongs on which stream: help is an answer, a mistake is talk.
            let code = error.exit_code();
            let _ = error.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    match carry_out(&typed) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let pasted = Pasted::new(&typed.directory);
            match error.downcast_ref::<Stopped>() {
                Some(Stopped(problems)) => {
                    let problems = &pasted.as_ref().map_or(problems.clone(), |pasted| pasted.problems(problems));
                    let problems = if typed.no_names { &problems.without_texts() } else { problems };
                    output::tell(&report::problems::text(problems, output::width()));
                    output::tell(&report::problems::nothing_was_changed(problems));
                }
                None => {
                    let error = format!("error: {error:#}");
                    output::say(&pasted.map_or(error.clone(), |pasted| pasted.text(&error)));
                }
            }
            ExitCode::from(1)
        }
    }
}

/// Returns the command line as clap knows it, for tests that look at all of it.
pub fn command() -> clap::Command {
    let command = help::with_help(Typed::command());
    let groups = grouped(&command);
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{groups}Options:\n{{options}}{{after-help}}"
    ))
}

/// The verbs by the story of a year, which clap cannot do by itself.
fn grouped(command: &clap::Command) -> String {
    let mut text = String::new();
    for (heading, verbs) in GROUPS {
        text.push_str(&format!("{heading}:\n"));
        for verb in verbs {
            let about = command.find_subcommand(verb).and_then(clap::Command::get_about);
            text.push_str(&format!("  {verb:<11}{}\n", about.map_or(String::new(), ToString::to_string)));
        }
        text.push('\n');
    }
    text
}

/// The story of a year, and the verbs of each part, most used first.
pub const GROUPS: [(&str, &[&str]); 6] = [
    ("Set up", &["init", "schemes", "check"]),
    ("People", &["people"]),
    (
        "Match",
        &["match", "explain", "verify", "list", "offer", "letters", "accept", "decline", "skip", "fix", "add", "end"],
    ),
    ("Through the year", &["status", "log", "schedule", "sheet", "take", "agreement", "sign", "assign", "pause"]),
    ("Review and report", &["review", "evaluate", "value"]),
    ("Care", &["backup", "restore", "undo"]),
];

fn carry_out(typed: &Typed) -> anyhow::Result<u8> {
    let format = format(typed)?;
    if let Some(path) = &typed.output {
        output::refuse_own(&typed.directory, path)?;
    }
    let today = typed.today.unwrap_or_else(clock::today);
    let papers = papers(typed)?;
    let mut turn = Turn::new(typed);
    let pasted = Pasted::new(&typed.directory);
    let (answer, bytes, prepared, elsewhere, talk) = loop {
        let desk = Desk {
            directory: typed.directory.clone(),
            today,
            mark: clock::chance(),
            key: clock::chance() + &clock::chance() + &clock::chance(),
            ask: ask::choose,
            write: ask::write,
            asks: ask::somebody_is_there(),
            yes: typed.yes,
            to_people: format == Format::Table,
            to_readers: !matches!(format, Format::Csv | Format::Tsv | Format::Json),
            json: format == Format::Json,
            dry_run: typed.dry_run,
            no_names: typed.no_names,
            to_print: matches!(format, Format::Docx | Format::Html | Format::Md),
            format,
            papers: papers.clone(),
        };
        let waiting = typed.command.may_take_long().filter(|_| !typed.quiet).map(waiting::Waiting::begin);
        let answer = typed.command.run(&desk);
        drop(waiting);
        // Somebody else wrote meanwhile: what was read or decided may be stale, so begin again.
        let mut answer = match answer {
            Err(error) if turn.comes_again(&error) => continue,
            answer => answer?,
        };
        if let Some(pasted) = &pasted {
            answer.told.iter_mut().for_each(|line| *line = pasted.text(line));
            answer.problems = pasted.problems(&answer.problems);
            // A file may be read by others, who stand elsewhere.
            if typed.output.is_none() {
                pasted.report(&mut answer.report);
            }
        }
        // The answer is ready before anything is changed, so that what cannot be said is not done either.
        let bytes = match (&answer.document, &answer.page) {
            (Some(document), _) => documents::render(document, kind(typed, format)?)?,
            (None, Some(page)) => report::page::render(page, &look(typed, format)).into_bytes(),
            (None, None) => report::render(&answer.report, format, &look(typed, format))?,
        };
        let elsewhere = answer.saved.as_ref().filter(|_| !typed.dry_run);
        let elsewhere = elsewhere.map(|saved| output::prepare(&saved.path, &saved.bytes)).transpose()?;
        let prepared = match (&papers, &typed.output) {
            (Some(_), _) if typed.dry_run => Vec::new(),
            (Some(papers), _) => output::prepare_all(papers, &answer.papers)?,
            (None, Some(path)) => vec![output::prepare(path, &bytes)?],
            (None, None) => Vec::new(),
        };
        match turn.commit(&answer) {
            Err(error) if turn.comes_again(&error) => {}
            Err(error) => return Err(error),
            Ok(talk) => break (answer, bytes, prepared, elsewhere, talk),
        }
    };
    drop(turn);
    elsewhere.map_or(Ok(()), output::Prepared::put_in_place).context("only the day was noted; run this again")?;
    let in_place = prepared.into_iter().try_for_each(output::Prepared::put_in_place);
    // Beside documents in a folder the answer says which they are.
    let to_screen = typed.output.is_none() || papers.is_some();
    let said = in_place.and_then(|()| if to_screen { output::answer(&bytes) } else { Ok(()) });
    if !talk.is_empty() && !typed.dry_run {
        said.context("the change is saved; only the answer is lost (`mentor list` shows what stands)")?;
    } else {
        said?;
    }
    if let Some(path) = typed.output.as_ref().filter(|_| !typed.quiet) {
        match papers.is_some().then_some(answer.papers.len()) {
            None => output::tell(&format!("wrote {}", show(&path.to_string_lossy()))),
            Some(0) => {}
            Some(count) => {
                let would = if typed.dry_run { "would write" } else { "wrote" };
                let (count, path) = (plural(count, "document"), show(&path.to_string_lossy()));
                output::tell(&format!("{would} {count} into {path}"));
            }
        }
    }
    if !typed.quiet && answer.document.is_none() && matches!(format, Format::Csv | Format::Tsv) {
        // Where there is no table to be piped, nobody should have to guess why.
        answer.report.without_table().iter().for_each(|line| output::tell(line));
    }
    if let Some(saved) = answer.saved.as_ref().filter(|_| !typed.quiet) {
        output::tell(&format!("{} {}", if typed.dry_run { "would save" } else { "saved" }, saved.said));
    }
    if !typed.quiet {
        warn(&answer.problems, typed.no_names);
        // What would only be is not told as done. Whoever may not be named is told of by id, as `Desk` sees to it.
        let done = !typed.dry_run || answer.edits.is_empty();
        answer.told.iter().filter(|_| done).chain(&talk).for_each(|line| output::say(line));
    }
    let failed = answer.failed;
    // The process ends here; see `commands::match`.
    std::mem::forget(answer);
    Ok(u8::from(failed))
}

fn warn(problems: &Problems, no_names: bool) {
    if problems.is_empty() {
        return;
    }
    let problems = if no_names { &problems.without_texts() } else { problems };
    output::tell(&report::problems::text(problems, output::width()));
}

/// Where several documents go, and in which format: Word unless said.
fn papers(typed: &Typed) -> anyhow::Result<Option<Papers>> {
    let Some(path) = typed.output.as_ref().filter(|_| typed.command.fills_a_folder()) else { return Ok(None) };
    let kind = match typed.format {
        None | Some(Format::Docx) => Kind::Docx,
        Some(Format::Html) => Kind::Html,
        Some(Format::Md) => Kind::Md,
        Some(_) => anyhow::bail!("documents come as docx, html or md; choose one of them after --format"),
    };
    if Format::of_file(path).is_some() {
        anyhow::bail!(
            "{} is a file; several documents go into a folder: name one after -o, such as agreements",
            show(&path.to_string_lossy())
        );
    }
    Ok(Some(Papers { folder: std::path::absolute(path)?, kind }))
}

fn format(typed: &Typed) -> anyhow::Result<Format> {
    // What goes into a folder are documents; the answer beside them is a table.
    if typed.command.fills_a_folder() && typed.output.is_some() {
        return Ok(if output::is_terminal() { Format::Table } else { Format::Csv });
    }
    let of_file = typed.output.as_ref().map(|path| Format::of_file(path).ok_or(path));
    match (typed.format, of_file) {
        (Some(format), Some(Ok(of_file))) if format != of_file && (format.is_packed() || of_file.is_packed()) => {
            let format = clap::ValueEnum::to_possible_value(&format);
            let format = format.as_ref().map_or("", |value| value.get_name());
            let path = typed.output.as_ref().map_or("the file".to_string(), |path| show(&path.to_string_lossy()));
            anyhow::bail!(
                "--format {format} and the ending of {path} say two things, and few programs open what is called something else; leave --format out, or give the file another ending"
            )
        }
        (Some(format), _) => Ok(format),
        (None, Some(Ok(format))) => Ok(format),
        (None, Some(Err(path))) => anyhow::bail!(
            "{} does not say which format is meant; end it in {}, or add --format{}",
            show(&path.to_string_lossy()),
            list(&typed.command.comes_as().endings(), "or"),
            if path.extension().is_some_and(|ending| ending == "pdf") {
                " (a PDF is made by printing the .html from a browser)"
            } else {
                ""
            }
        ),
        (None, None) if output::is_terminal() => Ok(Format::Table),
        (None, None) => Ok(Format::Csv),
    }
}

/// The format of a document; on the screen and into a pipe it is text.
fn kind(typed: &Typed, format: Format) -> anyhow::Result<Kind> {
    match format {
        Format::Docx => Ok(Kind::Docx),
        Format::Html => Ok(Kind::Html),
        Format::Md => Ok(Kind::Md),
        _ if typed.format.is_none() && typed.output.is_none() => Ok(Kind::Md),
        _ => anyhow::bail!("a document comes as .docx, .html or .md; name such a file after -o"),
    }
}

fn look(typed: &Typed, format: Format) -> Look {
    let on_screen = typed.output.is_none() && output::is_terminal();
    let wanted = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let colour = match typed.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => on_screen && !wanted("NO_COLOR"),
    };
    Look {
        width: output::width(),
        colour,
        ceiling: if typed.no_names { Privacy::Internal } else { Privacy::Confidential },
        raw: typed.raw,
        byte_order_mark: format == Format::Csv && typed.output.is_some() && !typed.command.fills_a_folder(),
    }
}
