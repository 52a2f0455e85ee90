//! Questions, asked only where somebody can answer: both the keyboard and the screen must be a terminal.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use dialoguer::Select;

/// Whether somebody can be asked.
pub fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// The exit code of a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// Lets the coordinator choose one of several; `flag` says how to answer where nobody can be asked.
///
/// # Errors
/// Where nobody can be asked, or nobody answers.
pub fn choose(question: &str, options: &[String], flag: &str) -> anyhow::Result<usize> {
    if !somebody_is_there() {
        bail!("{question}? Nobody can be asked here; say it with {flag}");
    }
    // The question hides the cursor; whoever leaves it with Ctrl-C gets it back. A second handler cannot be set, and
    // need not be.
    let _ = ctrlc::set_handler(|| {
        let _ = dialoguer::console::Term::stderr().show_cursor();
        std::process::exit(INTERRUPTED);
    });
    let answer = Select::new().with_prompt(question).items(options).default(0).interact_opt();
    match answer.context("the question could not be asked")? {
        Some(chosen) => Ok(chosen),
        None => bail!("nothing chosen; nothing was changed"),
    }
}
