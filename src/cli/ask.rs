//! Questions, asked only where somebody can answer: both the keyboard and the screen must be a terminal.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use dialoguer::{FuzzySelect, Input};

use crate::commands::Right;

/// Whether somebody can be asked.
pub fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// The exit code of a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// Up to so many answers stand below each other, and the first of them is marked beforehand.
const IN_VIEW: usize = 10;

/// Lets the coordinator choose one of several by typing any part of it, or with the arrows. Of more than can be seen
/// none is marked beforehand: Enter alone must not choose what nobody has looked at. `flag` says how to answer where
/// nobody can be asked.
///
/// # Errors
/// Where nobody can be asked, or nobody answers.
pub fn choose(question: &str, options: &[String], flag: &str) -> anyhow::Result<usize> {
    if !somebody_is_there() {
        bail!("{question}? Nobody can be asked here; say it with {flag}");
    }
    give_the_cursor_back();
    let screen = dialoguer::console::Term::stderr();
    let list = FuzzySelect::new().with_prompt(format!("{question}:")).report(false);
    let mut list = list.items(options).max_length(IN_VIEW);
    if options.len() <= IN_VIEW {
        list = list.default(0);
    } else {
        let keys = "Type a part of it, or use the arrows; Enter takes what is marked, Esc leaves.";
        let _ = screen.write_line(keys);
    }
    match list.interact_opt().context("the question could not be asked")? {
        Some(chosen) => {
            let _ = screen.write_line(&format!("{question}: {}", options.get(chosen).map_or("", String::as_str)));
            Ok(chosen)
        }
        None => bail!("nothing chosen; nothing was changed"),
    }
}

/// Lets the coordinator write something on one line, `usual` where they only press Enter; it is asked again until it is
/// right. `flag` says how to answer where nobody can be asked.
///
/// # Errors
/// Where nobody can be asked, or nobody answers.
pub fn write(question: &str, usual: Option<&str>, flag: &str, right: &Right<'_>) -> anyhow::Result<String> {
    if !somebody_is_there() {
        bail!("{question}? Nobody can be asked here; say it with {flag}");
    }
    give_the_cursor_back();
    let mut line = Input::<String>::new().with_prompt(question).validate_with(|text: &String| right(text.trim()));
    if let Some(usual) = usual {
        line = line.default(usual.to_string());
    }
    let text = line.interact_text().context("the question could not be asked")?;
    Ok(text.trim().to_string())
}

/// A question hides the cursor; whoever leaves it with Ctrl-C gets it back.
fn give_the_cursor_back() {
    // A second handler cannot be set, and need not be.
    let _ = ctrlc::set_handler(|| {
        let _ = dialoguer::console::Term::stderr().show_cursor();
        std::process::exit(INTERRUPTED);
    });
}
