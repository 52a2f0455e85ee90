//! The help of a verb: what it does, what can be typed after it and what that means, and examples; on a page, not on
//! five. What clap would spread over many lines (long texts beside every argument, values one by one) is drawn together.

use clap::Command;

use super::examples::EXAMPLES;
use super::output;
use crate::report::wrapped;

/// Gives the whole command line its help.
pub fn with_help(command: Command) -> Command {
    with_help_of(command.term_width(output::width()), "")
}

fn with_help_of(command: Command, verb: &str) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_string()).collect();
    let command = below.into_iter().fold(command, |command, name| {
        let path = format!("{verb} {name}");
        command.mut_subcommand(name, |below| with_help_of(below, path.trim_start()))
    });
    if verb.is_empty() { command } else { on_a_page(command, verb) }
}

fn on_a_page(command: Command, verb: &str) -> Command {
    let more = command.get_long_about().map(ToString::to_string).unwrap_or_default();
    let more: String = more.split("\n\n").skip(1).map(paragraph).collect();
    let after = [meanings(&command), examples(verb)].concat().join("\n\n");
    let command = command
        .mut_args(|argument| if explained(&argument) { argument.hide_possible_values(true) } else { argument })
        .long_about(None::<&str>);
    command
        .help_template(format!(
            "{{about-with-newline}}\n{more}{{usage-heading}} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .after_help(after)
}

fn explained(argument: &clap::Arg) -> bool {
    argument.get_possible_values().iter().any(|value| value.get_help().is_some())
}

fn paragraph(text: &str) -> String {
    wrapped(text, output::width()).join("\n") + "\n\n"
}

/// What the words mean that an argument takes, where it takes one of a few.
fn meanings(command: &Command) -> Vec<String> {
    let mut meanings = Vec::new();
    for argument in command.get_arguments().filter(|argument| argument.get_help_heading().is_none()) {
        let values = argument.get_possible_values();
        let widest = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
        let lines = values.iter().filter_map(|value| {
            let says = wrapped(&value.get_help()?.to_string(), output::width().saturating_sub(widest + 4));
            let says = says.join(&format!("\n{:1$}", "", widest + 4));
            Some(format!("\n  {:widest$}  {says}", value.get_name()))
        });
        let lines: String = lines.collect();
        if !lines.is_empty() {
            let called = argument.get_long().map(|long| format!("--{long}"));
            meanings
                .push(format!("{}:{lines}", called.unwrap_or_else(|| argument.get_id().to_string().to_uppercase())));
        }
    }
    meanings
}

fn examples(verb: &str) -> Vec<String> {
    let of_verb = EXAMPLES.iter().filter(|(of, _)| *of == verb);
    let shown = of_verb.map(|(_, examples)| {
        let lines = examples.iter().map(|(typed, says)| format!("\n  mentor {typed}\n      {says}"));
        format!("Examples:{}", lines.collect::<String>())
    });
    shown.collect()
}
