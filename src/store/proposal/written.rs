//! The proposal as a `scheme.toml` with remarks, in the order in which a coordinator goes through it.

use super::Proposal;
use super::fields::{Field, Rule};
use super::quoted::{list, quoted, remark};
use super::sources::{Column, Source, Which};
use crate::domain::scheme::Kind;
use crate::store::forms::unnamed::letters;
use crate::store::starters::RULER;
use crate::wording::plural;

/// Writes the scheme; `rest` is what stands behind criteria, such as the year of a scheme to start from.
pub fn text(proposal: &Proposal, rest: &str) -> String {
    let mut text = String::new();
    top(proposal, &mut text);
    fields(proposal, &mut text);
    sources(proposal, &mut text);
    places(proposal, &mut text);
    rules(proposal, &mut text);
    criteria(proposal, &mut text);
    if !rest.is_empty() {
        text.push('\n');
        // The agreement of peers is worded for them.
        let fits = |line: &&str| !(proposal.peers && line.starts_with("wording"));
        rest.trim_start_matches('\n').lines().filter(fits).for_each(|line| {
            text.push_str(line);
            text.push('\n');
        });
    }
    text
}

/// The sign of what could not be told.
pub const LOOK: &str = "# Please look: ";

fn top(proposal: &Proposal, text: &mut String) {
    text.push_str(
        "# Proposed by `mentor init --from`, from the headings and the answers of your forms. It is a beginning: go through it\n\
         # from top to bottom. Everything in \"quotes\" may be changed. A line that starts with # is a remark, or something to be\n\
         # switched on by taking the # away. schemes/README.md explains every key; `mentor check` says what does not fit.\n",
    );
    let notes = proposal.open();
    if !notes.is_empty() {
        text.push_str("#\n");
        notes.iter().for_each(|says| {
            text.push_str(&format!("{LOOK}{}\n", says.split_whitespace().collect::<Vec<_>>().join(" ")))
        });
    }
    text.push_str(&format!("\nformat = 1\nname = {}\n", quoted(&proposal.name)));
    let form = if proposal.peers { "peer" } else { "one-to-one" };
    text.push_str(&format!("form = {}\n", quoted(form)));
    if let Some(identity) = proposal.identity {
        text.push_str(&format!(
            "\n# People are told apart by their names: two of one name would be taken for one.\nidentity = {}\n",
            quoted(identity)
        ));
    }
    text.push_str(
        "\n# As many people as possible, and the best pairs among those.\naim = \"most-people\"\n\n\
         # Nobody is paired below this many points of 100. Take the # away once you have seen what a usual score is.\n# lowest = 40\n",
    );
}

fn heading(number: u32, says: &str, text: &mut String) {
    text.push_str(&format!("\n{RULER}\n# {number}. {says}\n\n"));
}

fn fields(proposal: &Proposal, text: &mut String) {
    heading(
        1,
        "What is read of each person, beside name and address. The label is what reasons and messages call it.\n\
         #    Nothing of it is shown to others: privacy = \"internal\" in a field is what those who are matched may see.",
        text,
    );
    for field in &proposal.fields {
        let mut written = String::new();
        one_field(field, &mut written);
        text.push_str(&if field.counts { written } else { switched_off(&written) });
    }
    if proposal.fields.iter().all(|field| !field.counts) {
        text.push_str("# Nothing in the forms could be compared. A field is written like this:\n# [fields.employer]\n# kind = \"choice\"\n");
    }
}

/// What stands in the file to be switched on.
fn switched_off(written: &str) -> String {
    written.lines().map(|line| if line.is_empty() { "\n".to_string() } else { format!("# {line}\n") }).collect()
}

fn one_field(field: &Field, text: &mut String) {
    text.push_str(&format!("[fields.{}]\nkind = {}\n", field.name, quoted(field.kind.word())));
    if field.name != "consent" {
        text.push_str(&format!("label = {}\n", quoted(&field.label)));
    }
    if !field.options.is_empty() {
        let says = match field.kind {
            Kind::Scale => "  # lowest first",
            _ => "  # those that hold the separator themselves must stand here",
        };
        let inside: Vec<String> = field.options.iter().map(|option| format!("    {},\n", quoted(option))).collect();
        text.push_str(&format!("options = [{says}\n{}]\n", inside.join("")));
    }
    match field.kind {
        Kind::List if !field.options.is_empty() => text.push_str("other = \"keep\"      # other answers count too\n"),
        Kind::Scale | Kind::Place => text.push_str("other = \"blank\"     # any other answer counts as none\n"),
        _ => {}
    }
    if !field.blank.is_empty() {
        let blank: Vec<String> = field.blank.iter().map(ToString::to_string).collect();
        text.push_str(&format!("blank = {}    # who names nobody\n", list(&blank)));
    }
    if !field.yes.is_empty() {
        text.push_str(&format!("yes = {}\n", list(&field.yes)));
    }
    text.push('\n');
}

fn sources(proposal: &Proposal, text: &mut String) {
    heading(
        2,
        "The sign-up forms, as they were exported. On the left the fact or field, on the right the heading in the form.",
        text,
    );
    for source in &proposal.sources {
        one_source(source, text);
    }
}

fn one_source(source: &Source, text: &mut String) {
    text.push_str(&format!("[[source]]\nfile = {}\n", quoted(&source.file)));
    if let Some(worksheet) = &source.worksheet {
        text.push_str(&format!("worksheet = {}\n", quoted(worksheet)));
    }
    if let Some(role) = source.role {
        text.push_str(&format!("role = {}\n", quoted(role)));
    }
    match &source.heading_rows[..] {
        [] => text
            .push_str("heading_row = 0    # the file has no headings: columns go by the letter a spreadsheet shows\n"),
        [1] => {}
        [row] => text.push_str(&format!("heading_row = {row}\n")),
        rows => text.push_str(&format!(
            "heading_row = [{}]\n",
            rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        )),
    }
    if let Some(row) = source.first_row {
        text.push_str(&format!("first_row = {row}\n"));
    }
    if let Some(row) = source.last_row {
        text.push_str(&format!("last_row = {row}      # another table follows below\n"));
    }
    ignored(source, text);
    text.push_str("\n[source.columns]\n");
    for column in &source.columns {
        let sign = if column.off { "# " } else { "" };
        text.push_str(&format!("{sign}{} = {}\n", column.target, right(column)));
    }
    if !source.roles.is_empty() {
        text.push_str("\n[source.roles]                    # what the answers to the question of roles mean\n");
        for (role, answers) in &source.roles {
            text.push_str(&format!("{role} = {}\n", list(answers)));
        }
    }
    text.push('\n');
}

/// What is left out, with the reasons.
fn ignored(source: &Source, text: &mut String) {
    if source.left.is_empty() || source.heading_rows.is_empty() {
        return;
    }
    text.push_str("ignore = [                        # what is left out is not even read\n");
    let mut before = "";
    for (heading, why) in &source.left {
        if why != before && !why.is_empty() {
            text.push_str(&format!("    # {}\n", remark(why)));
        }
        before = why;
        text.push_str(&format!("    {},\n", quoted(heading)));
    }
    text.push_str("]\n");
}

fn right(column: &Column) -> String {
    let mut inside = match &column.which {
        Which::Headings(headings) => match &headings[..] {
            [one] if column.occurrence.is_none() && !column.whole => return quoted(one),
            [one] => format!("heading = {}", quoted(one)),
            several if column.occurrence.is_none() && !column.whole => return list(several),
            several => format!("headings = {}", list(several)),
        },
        Which::Grid(pattern) => format!("grid = {}", quoted(pattern)),
        Which::Ticks(headings) => format!("ticks = {}", list(headings)),
        Which::At(positions) => match &positions[..] {
            [one] => format!("column = {}", quoted(&letters(*one))),
            several => format!("columns = {}", list(&several.iter().map(|at| letters(*at)).collect::<Vec<_>>())),
        },
    };
    if let (Some(turn), false) = (column.occurrence, matches!(column.which, Which::At(_))) {
        inside.push_str(&format!(", occurrence = {turn}"));
    }
    if column.whole {
        inside.push_str(", separator = \"|||\"");
    }
    if !column.chosen.is_empty() {
        inside.push_str(&format!(", chosen = {}", list(&column.chosen)));
    }
    format!("{{ {inside} }}")
}

fn places(proposal: &Proposal, text: &mut String) {
    if proposal.peers {
        return;
    }
    text.push_str("[places]                          # how many relationships, where a form does not say\nmentor = 1\nmentee = 1\n");
    let has = |role: &str| {
        proposal
            .sources
            .iter()
            .any(|source| source.role == Some(role) || source.roles.iter().any(|(known, _)| *known == role))
    };
    if has("either") {
        text.push_str("either = \"as-needed\"              # one of the two roles, whichever makes the better round\n");
    }
    if !proposal.places.is_empty() {
        text.push_str("\n[places.words]                    # what answers in words mean\n");
        for (words, number) in &proposal.places {
            text.push_str(&format!("{} = {number}\n", quoted(words)));
        }
    }
}

fn rules(proposal: &Proposal, text: &mut String) {
    heading(3, "Rules: what must hold, or two people are not matched.", text);
    if proposal.rules.is_empty() {
        text.push_str(
            "# None yet. A rule is written like this:\n# [[rule]]\n# kind = \"different\"\n# field = \"employer\"\n",
        );
    }
    for rule in &proposal.rules {
        one_rule(rule, text);
    }
}

fn one_rule(rule: &Rule, text: &mut String) {
    let sign = if rule.counts { "" } else { "# " };
    text.push_str(&format!("# {}\n{sign}[[rule]]\n", rule.says));
    for (key, value) in &rule.lines {
        text.push_str(&format!("{sign}{key} = {value}\n"));
    }
    text.push('\n');
}

fn criteria(proposal: &Proposal, text: &mut String) {
    heading(
        4,
        &format!(
            "Criteria: what earns points. The points are a first proposal{}: only their proportions matter. Change them as you\n\
             #    see fit, and see with `mentor match --dry-run` what it does.",
            match proposal.counting() {
                0 => String::new(),
                count => format!(" ({})", plural(count, "criterion")),
            }
        ),
        text,
    );
    for criterion in &proposal.criteria {
        let sign = if criterion.counts { "" } else { "# " };
        text.push_str(&format!("# {}\n{sign}[[criterion]]\n", criterion.says));
        for (key, value) in &criterion.lines {
            text.push_str(&format!("{sign}{key} = {value}\n"));
        }
        text.push('\n');
    }
    if proposal.counting() == 0 {
        text.push_str(
            "# Nothing could be compared: until there is a criterion, who is put together is drawn by lot. It is written like this:\n\
             # [[criterion]]\n# kind = \"covers\"\n# mentee = \"seeks\"\n# mentor = \"offers\"\n# points = 40\n",
        );
    }
}
