//! The help is well-formed, and what the README shows is what happens.
//!
//! A ```` ```console ```` block of README.md that follows the comment `<!-- played -->` is played in a copy of the
//! repository's `examples/` and `schemes/`; lines after `$ ` are typed, `...` stands for any lines.
#![cfg(unix)]

mod harness;

use harness::{clean, copy, top};

#[test]
fn help_is_well_formed() {
    let mut command = mentor::cli::command();
    command.clone().debug_assert();
    command.build();
    every(&command, &mut |command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty(), "`{}` says what it does", command.get_name());
        assert!(!about.ends_with('.'), "`{}` is introduced without a full stop: {about}", command.get_name());
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "`{} {}` says what it is for", command.get_name(), argument.get_id());
        }
    });
}

fn every(command: &clap::Command, look: &mut impl FnMut(&clap::Command)) {
    look(command);
    command.get_subcommands().for_each(|below| every(below, look));
}

#[test]
fn no_two_arguments_of_a_verb_share_an_id() {
    // clap hands the value of one to the other where a verb's own argument is called like a global one.
    let global: Vec<String> = mentor::cli::command().get_arguments().map(|a| a.get_id().to_string()).collect();
    every(&mentor::cli::command(), &mut |command| {
        if command.get_name() != "mentor" {
            for own in command.get_arguments().map(|argument| argument.get_id().to_string()) {
                assert!(!global.contains(&own), "`mentor {}` has an argument `{own}` beside the global one", command.get_name());
            }
        }
    });
}

#[test]
fn the_readme_runs() {
    let Ok(readme) = std::fs::read_to_string(top().join("README.md")) else { return };
    let directory = tempfile::tempdir().expect("a directory");
    for part in ["examples", "schemes"] {
        if top().join(part).is_dir() {
            std::fs::create_dir(directory.path().join(part)).expect("a folder");
            copy(&top().join(part), &directory.path().join(part));
        }
    }
    for block in readme.split("<!-- played -->").skip(1) {
        let block = block.split("```console\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
        let mut steps = block.split("$ ").skip(1);
        steps.try_for_each(|step| play(step, directory.path())).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
}

/// Plays one step: the first line is typed, the others are what comes on both streams.
fn play(step: &str, directory: &std::path::Path) -> Result<(), String> {
    let (typed, expected) = step.split_once('\n').unwrap_or((step, ""));
    let run = typed.replace("cargo run --release -- ", "mentor ");
    let output = clean("sh", directory).args(["-c", &format!("{run} 2>&1")]).output().expect("sh starts");
    let came = String::from_utf8_lossy(&output.stdout).into_owned();
    let (came, expected): (Vec<&str>, Vec<&str>) =
        (came.lines().map(str::trim_end).collect(), expected.trim_end().lines().map(str::trim_end).collect());
    if alike(&expected, &came) { Ok(()) } else { Err(format!("README.md: $ {typed}\nEXPECTED\n{expected:#?}\nCAME\n{came:#?}")) }
}

fn alike(expected: &[&str], came: &[&str]) -> bool {
    match expected.split_first() {
        None => came.is_empty(),
        Some((&"...", rest)) => (0..=came.len()).any(|skip| alike(rest, &came[skip..])),
        Some((line, rest)) => came.first() == Some(line) && alike(rest, &came[1..]),
    }
}
