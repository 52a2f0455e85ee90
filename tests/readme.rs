//! The help is well-formed, and the pages for coordinators tell the truth: what they say to type can be typed, and what
//! they show is what happens.
#![cfg(unix)]

mod harness;

use harness::{clean, copy, mentor, top, write};
use mentor::cli::examples::EXAMPLES;

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
fn every_verb_shows_what_to_type() {
    let mut verbs = Vec::new();
    paths(&mentor::cli::command(), "", &mut verbs);
    let shown: Vec<&str> = EXAMPLES.iter().map(|(verb, _)| *verb).collect();
    assert!(verbs.iter().all(|verb| shown.contains(&verb.as_str())), "examples of every verb: {verbs:#?}");
    assert!(shown.iter().all(|verb| verbs.iter().any(|known| known == verb)), "verbs of all examples: {shown:#?}");
    for (verb, examples) in EXAMPLES {
        for (typed, says) in *examples {
            let alone = typed.split(" > ").next().unwrap_or(typed);
            let read = mentor::cli::command().try_get_matches_from(words(&format!("mentor {alone}")));
            assert!(read.is_ok(), "the help of `{verb}`: `mentor {typed}`: {}", read.unwrap_err());
            assert!(typed.len() <= 71, "`{typed}` stays on one line");
            assert!(!says.is_empty() && says.chars().count() <= 74, "the help of `{verb}`: {says}");
        }
    }
}

fn paths(command: &clap::Command, above: &str, found: &mut Vec<String>) {
    for below in command.get_subcommands() {
        let path = format!("{above} {}", below.get_name()).trim_start().to_string();
        paths(below, &path, found);
        found.push(path);
    }
}

#[test]
fn help_is_a_page_with_everything_that_is_said_of_a_verb() {
    let directory = tempfile::tempdir().expect("a directory");
    let help = |verb: &str| {
        let came = mentor(directory.path(), &[verb, "--help"]);
        assert!(came.status.success() && came.stderr.is_empty(), "mentor {verb} --help");
        String::from_utf8_lossy(&came.stdout).into_owned()
    };
    assert!(help("match").contains("moves by itself"), "more than the first line");
    assert!(help("backup").contains("names and answers in it"), "more than the first line");
    assert!(help("end").contains("They did what they set out to do"), "what each word means");
    let mut all = vec![String::from_utf8_lossy(&mentor(directory.path(), &["--help"]).stdout).into_owned()];
    all.extend(mentor::cli::command().get_subcommands().map(|verb| help(verb.get_name())));
    for page in all {
        let wide = page.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "help fits a window");
        assert!(page.lines().count() <= 80, "help is a page:\n{page}");
    }
}

#[test]
fn no_two_arguments_of_a_verb_share_an_id() {
    // clap hands the value of one to the other where a verb's own argument is called like a global one.
    let global: Vec<String> = mentor::cli::command().get_arguments().map(|a| a.get_id().to_string()).collect();
    every(&mentor::cli::command(), &mut |command| {
        if command.get_name() != "mentor" {
            for own in command.get_arguments().map(|argument| argument.get_id().to_string()) {
                assert!(
                    !global.contains(&own),
                    "`mentor {}` has an argument `{own}` beside the global one",
                    command.get_name()
                );
            }
        }
    });
}

#[test]
fn the_readme_runs() {
    let Some(readme) = page("README.md") else { return };
    let directory = tempfile::tempdir().expect("a directory");
    for part in ["examples", "schemes"] {
        if top().join(part).is_dir() {
            std::fs::create_dir(directory.path().join(part)).expect("a folder");
            copy(&top().join(part), &directory.path().join(part));
        }
    }
    let mut played = 0;
    for block in fenced(&readme, "console") {
        for step in block.split("$ ").skip(1) {
            let (typed, expected) = step.split_once('\n').unwrap_or((step, ""));
            if typed.starts_with("cargo install") {
                continue;
            }
            let typed = typed.replace("cargo run --release -- ", "mentor ");
            let output =
                clean("sh", directory.path()).args(["-c", &format!("{typed} 2>&1")]).output().expect("sh starts");
            let came = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "README.md: $ {typed}\n{came}");
            let (came, expected): (Vec<&str>, Vec<&str>) =
                (came.lines().map(str::trim_end).collect(), expected.lines().map(str::trim_end).collect());
            assert!(
                expected.is_empty() || alike(&expected, &came),
                "README.md: $ {typed}\nEXPECTED\n{expected:#?}\nCAME\n{came:#?}"
            );
            played += 1;
        }
    }
    let installs = readme.matches("\n$ cargo install").count();
    assert_eq!(played + installs, readme.matches("\n$ ").count(), "every command that README.md shows is run");
    assert!(played > 20, "README.md shows a year");
}

#[test]
fn what_the_pages_say_to_type_can_be_typed() {
    let mut wrong = Vec::new();
    for name in ["README.md", "schemes/README.md", "examples/README.md"] {
        let Some(page) = page(name) else { continue };
        let prose = page.split("```").step_by(2).collect::<String>();
        for typed in
            prose.split('`').skip(1).step_by(2).filter(|code| code.starts_with("mentor ") && !code.contains(" = "))
        {
            // A verb may be named without all that it needs.
            let named = clap::error::ErrorKind::MissingRequiredArgument;
            match mentor::cli::command().try_get_matches_from(words(typed)) {
                Err(error) if error.use_stderr() && error.kind() != named => {
                    wrong.push(format!("{name}: `{typed}`: {error}"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_scheme_in_five_minutes_works() {
    let Some(page) = page("schemes/README.md") else { return };
    let Some(five) = page.split("\n## ").find(|part| part.starts_with("A scheme in five minutes")) else { return };
    let directory = tempfile::tempdir().expect("a directory");
    let [forms, schemes] = ["csv", "toml"].map(|kind| fenced(five, kind));
    write(&directory.path().join("people/mentors.csv"), forms[0]);
    write(&directory.path().join("people/mentees.csv"), forms[1]);
    write(&directory.path().join("scheme.toml"), schemes[0]);
    let check = mentor(directory.path(), &["check", "--strict"]);
    assert!(check.status.success() && check.stdout.is_empty(), "{}", String::from_utf8_lossy(&check.stdout));
    let round = mentor(directory.path(), &["match", "--dry-run"]);
    assert_eq!(String::from_utf8_lossy(&round.stdout).matches("proposed").count(), 3, "everybody is placed");
}

#[test]
fn every_scheme_to_start_from_is_whole() {
    // A scheme that nobody has signed up for yet misses its files, and nothing else is wrong with it.
    for entry in std::fs::read_dir(top().join("schemes")).expect("schemes") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let directory = tempfile::tempdir().expect("a directory");
        write(&directory.path().join("scheme.toml"), std::fs::read(&path).expect("readable"));
        let check = mentor(directory.path(), &["check", "--strict", "--format", "csv"]);
        let problems = String::from_utf8_lossy(&check.stdout).into_owned();
        let other: Vec<&str> = problems.lines().skip(1).filter(|line| !line.contains("there is no file")).collect();
        assert!(other.is_empty(), "{}: {other:#?}", path.display());
    }
}

fn page(name: &str) -> Option<String> {
    std::fs::read_to_string(top().join(name)).ok()
}

/// The blocks of one kind between fences.
fn fenced<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    page.split(&format!("```{kind}\n")).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Splits what is typed as a shell does; what stands in double quotes stays together.
fn words(typed: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in typed.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn alike(expected: &[&str], came: &[&str]) -> bool {
    match expected.split_first() {
        None => came.is_empty(),
        Some((&"...", rest)) => (0..=came.len()).any(|skip| alike(rest, &came[skip..])),
        Some((line, rest)) => came.first() == Some(line) && alike(rest, &came[1..]),
    }
}
