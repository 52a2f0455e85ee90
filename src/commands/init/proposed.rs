//! `mentor init --from`: a scheme proposed from sign-up forms that are there already.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::super::{Desk, Stopped};
use super::Begun;
use crate::problems::{Problems, Severity};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::directory::Directory;
use crate::store::forms::unnamed::letters;
use crate::store::proposal::form::{self, Form};
use crate::store::proposal::sources::Which;
use crate::store::proposal::trial::{self, Files, Tried};
use crate::store::proposal::{Doubt, Proposal, Settled};
use crate::store::starters::{self, Starter};
use crate::wording::{capital, list, plural, plural_noun, show, shown, typed};

/// So many questions at most are asked one after the other.
const QUESTIONS: usize = 40;

/// Reads the forms, asks what they leave open, and proposes a scheme.
pub(super) fn begin(
    from: &[PathBuf],
    starter: Option<Starter>,
    root: &Path,
    there: Option<&Directory>,
    called: &str,
    desk: &Desk,
) -> anyhow::Result<Begun> {
    let rest = starter.map_or(Ok(String::new()), |starter| starters::rest(&starter))?;
    let Forms { files, to_copy, typed } = read(from, root, there)?;
    let mut problems = Problems::default();
    let mut forms: Vec<Form> = Vec::new();
    for (file, bytes) in &files {
        let found = form::read(file, bytes, &mut Problems::default());
        if found.is_empty() {
            // Nothing has been copied yet: the file is known by the name that was typed.
            let given = typed.get(file).map_or(file.as_str(), String::as_str);
            form::read(given, bytes, &mut problems);
        }
        forms.extend(found);
    }
    if !problems.is_empty() {
        return Err(Stopped(problems).into());
    }
    let name = name_of(root);
    let tried = asked(&name, &forms, &files, &rest, desk)?;
    let report = if desk.dry_run {
        Report { blocks: vec![Block::Verbatim(tried.text.clone())], json: None }
    } else {
        Report { blocks: vec![Block::Table(mapping(&tried.proposal))], json: None }
    };
    let told = told(&tried, called);
    Ok(Begun { scheme: tried.text, forms: to_copy, label: "init --from".to_string(), told, report })
}

/// The forms that were named.
#[derive(Default)]
struct Forms {
    /// By the names that the scheme will give them.
    files: Files,
    /// Those that have to be copied into the directory.
    to_copy: Vec<(String, Vec<u8>)>,
    /// As they were typed.
    typed: BTreeMap<String, String>,
}

fn read(from: &[PathBuf], root: &Path, there: Option<&Directory>) -> anyhow::Result<Forms> {
    let mut forms = Forms::default();
    let here = Directory::open(".")?;
    let people = std::path::absolute(root.join("people"))?;
    for path in from {
        let given = show(&path.to_string_lossy());
        let full = std::path::absolute(path).with_context(|| format!("{given} cannot be named"))?;
        let Some(bytes) = here.read_export(&full.to_string_lossy())? else {
            let ending = path.extension().is_some();
            let hint = if ending { "" } else { "; the directory to make stands before --from" };
            bail!("there is no file {given}{hint}");
        };
        let file = format!("people/{}", file_name(&full));
        let inside =
            full.parent() == Some(&*people) && file.ends_with(&*full.file_name().unwrap_or_default().to_string_lossy());
        if !inside {
            match there.map_or(Ok(None), |there| there.read(&file))? {
                Some(known) if known == bytes => {}
                Some(_) => bail!(
                    "{} is there already, and another file than {given}; give one of them another name",
                    show(&file)
                ),
                None => forms.to_copy.push((file.clone(), bytes.clone())),
            }
        }
        if forms.files.get(&file).is_some_and(|known| *known != bytes) {
            bail!("two forms are called {}; give one of them another name", show(&file));
        }
        forms.typed.insert(file.clone(), path.to_string_lossy().into_owned());
        forms.files.insert(file, bytes);
    }
    Ok(forms)
}

/// The name of a form as a scheme can name it: no sign in it that stands for others, or that a disk may refuse.
fn file_name(path: &Path) -> String {
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let plain =
        |c: char| if c.is_control() || crate::wording::hides(c) || "*?:\\/\"<>|\u{fffd}".contains(c) { '-' } else { c };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim().trim_start_matches(['.', '~']).trim_end_matches('.').to_string();
    if name.is_empty() { "form.csv".to_string() } else { name }
}

/// What the scheme is called: the directory, in words.
fn name_of(root: &Path) -> String {
    let full = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    let last =
        full.components().next_back().map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    let words = last.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().any(char::is_alphanumeric) { capital(&words) } else { "My scheme".to_string() }
}

/// Proposes; where somebody can be asked, every open question is put, and each answer may bring others.
fn asked(name: &str, forms: &[Form], files: &Files, rest: &str, desk: &Desk) -> anyhow::Result<Tried> {
    let mut settled = Settled::new();
    let mut tried = trial::of(name, forms, files, &settled, rest);
    if !desk.asks || desk.yes {
        return Ok(tried);
    }
    for _ in 0..QUESTIONS {
        let open = |doubt: &&Doubt| !doubt.settled && !doubt.options.is_empty();
        let Some(doubt) = tried.proposal.doubts.iter().find(open) else { break };
        // What would be taken stands first, so that Enter takes it.
        let mut order: Vec<usize> = (0..doubt.options.len()).collect();
        order.sort_by_key(|at| *at != doubt.taken);
        let options: Vec<String> = order.iter().map(|at| doubt.options[*at].clone()).collect();
        let chosen = (desk.ask)(&doubt.question, &options, "--yes, which takes what is proposed")?;
        settled.insert(doubt.key.clone(), order.get(chosen).copied().unwrap_or(doubt.taken));
        tried = trial::of(name, forms, files, &settled, rest);
    }
    Ok(tried)
}

/// One row a heading: what it is taken for, or why it is left out.
fn mapping(proposal: &Proposal) -> Table {
    let columns = vec![
        Column::new("form", "Form"),
        Column::new("heading", "Heading"),
        Column::new("read_as", "Read as"),
        Column::new("left_out", "Left out"),
    ];
    let mut rows = Vec::new();
    for source in &proposal.sources {
        let form = source.worksheet.as_ref().map_or(source.file.clone(), |sheet| format!("{}, {sheet}", source.file));
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let row = |heading: String, read_as: &str, why: &str| {
            vec![Cell::text(form.clone()), Cell::text(one_line(&heading)), Cell::text(read_as), Cell::text(why)]
        };
        for column in source.columns.iter().filter(|column| !column.off) {
            let heading = match &column.which {
                Which::Headings(headings) | Which::Ticks(headings) => headings.join(" | "),
                Which::Grid(pattern) => pattern.clone(),
                Which::At(positions) => {
                    format!("column {}", positions.iter().map(|at| letters(*at)).collect::<Vec<_>>().join(", "))
                }
            };
            rows.push(row(heading, &column.target, ""));
        }
        rows.extend(source.left.iter().map(|(heading, why)| row(heading.clone(), "", why)));
    }
    Table::new(columns, rows)
}

/// `called` is the directory as it is called from where the coordinator stands.
fn told(tried: &Tried, called: &str) -> Vec<String> {
    let (shown, typed) = (shown(called, usize::MAX), typed(called));
    let people: Vec<String> = tried.people.iter().map(|(role, count)| plural(*count, role)).collect();
    let mut told = Vec::new();
    let nobody = people.is_empty() && tried.rows > 0;
    if nobody {
        told.push(format!(
            "nobody is read yet of {}: see under [source.columns] which heading gives the e-mail address or the name",
            plural(tried.rows, "row")
        ));
    }
    if !people.is_empty() {
        let criteria = plural(tried.proposal.counting(), "criterion");
        told.push(format!("the forms read: {}; {criteria} proposed", list(&people, "and")));
    }
    told.extend(tried.proposal.open().iter().map(|says| format!("please look: {says}")));
    let errors = tried.problems.sorted().into_iter().filter(|problem| problem.severity == Severity::Error);
    let (in_scheme, in_forms): (Vec<_>, Vec<_>) = errors.partition(|problem| *problem.place.file == *"scheme.toml");
    for (errors, place) in [(in_scheme.len(), "scheme.toml"), (in_forms.len(), "the forms")] {
        if errors > 0 {
            let them = plural_noun(errors, "is");
            told.push(format!(
                "{} {them} left in {place} that only you can mend; `mentor check -C {typed}` says where and how",
                plural(errors, "mistake")
            ));
        }
    }
    told.push(format!("{shown} is {}. Next:", if nobody { "begun" } else { "ready" }));
    told.push(format!("  1. open {shown}/scheme.toml and go through it; its remarks say what was taken for what"));
    told.push(format!("  2. mentor check -C {typed}"));
    told.push(format!("  3. mentor match --dry-run -C {typed}"));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Format;

    fn desk(ask: fn(&str, &[String], &str) -> anyhow::Result<usize>, yes: bool) -> Desk {
        Desk {
            directory: PathBuf::from("."),
            today: chrono::NaiveDate::default(),
            mark: String::new(),
            key: String::new(),
            ask,
            write: |_, _, _, _| anyhow::bail!("nobody writes here"),
            asks: true,
            yes,
            dry_run: true,
            no_names: false,
            to_people: false,
            to_readers: false,
            json: false,
            to_print: false,
            format: Format::Csv,
            papers: None,
        }
    }

    fn proposed(desk: &Desk) -> Tried {
        let form = b"Name,City\nAnn Ash,Leeds\nBob Birch,York\nCal Cole,Leeds\nDee Dart,York\n";
        let files = Files::from([("people/people.csv".to_string(), form.to_vec())]);
        let forms = form::read("people/people.csv", form, &mut Problems::default());
        asked("Spring", &forms, &files, "", desk).unwrap()
    }

    #[test]
    fn whoever_can_be_asked_is_asked_and_the_answer_counts() {
        let second = |question: &str, options: &[String], _: &str| -> anyhow::Result<usize> {
            assert_eq!(question, "The 4 people in people.csv are");
            assert!(options[0].starts_with("peers"), "what would be taken stands first: {options:?}");
            Ok(1)
        };
        let tried = proposed(&desk(second, false));
        assert!(tried.text.contains("role = \"mentor\"") && !tried.text.contains("# Please look"), "{}", tried.text);
    }

    #[test]
    fn whoever_said_yes_beforehand_is_not_asked() {
        let never = |_: &str, _: &[String], _: &str| -> anyhow::Result<usize> { anyhow::bail!("asked") };
        let tried = proposed(&desk(never, true));
        assert!(tried.text.contains("role = \"peer\"") && tried.text.contains("# Please look"), "{}", tried.text);
    }

    #[test]
    fn commands_lead_to_the_directory_and_a_column_has_one_name() {
        let tried = Tried { problems: wrong(), ..proposed(&desk(|_, _, _| anyhow::bail!("asked"), true)) };
        let deep = format!("{}my scheme", "a-place/".repeat(12));
        let told = told(&tried, &deep).join("\n");
        assert!(told.contains(&format!("mentor check -C \"{deep}\"`")), "{told}");
        assert!(told.contains(&format!("2. mentor check -C \"{deep}\"\n")), "{told}");
        assert!(told.contains(&format!("3. mentor match --dry-run -C \"{deep}\"")), "{told}");
        let form = form::read("people/people.csv", b"Ann Ash,Law\nBob Birch,Tax\n", &mut Problems::default());
        let tried = trial::of("Spring", &form, &Files::new(), &Settled::new(), "");
        let table = mapping(&tried.proposal);
        assert_eq!(table.rows[0][1], Cell::text("column A"));
        assert!(tried.text.contains("name = { column = \"A\" }"), "{}", tried.text);
    }

    fn wrong() -> Problems {
        let mut problems = Problems::default();
        problems.push(crate::problems::Problem::error(&crate::problems::Place::file("people/a.csv"), "holds a slip"));
        problems
    }

    #[test]
    fn files_and_schemes_get_names_that_can_be_written() {
        assert_eq!(file_name(Path::new("/x/Sign-up (1-14)*.csv")), "Sign-up (1-14)-.csv");
        assert_eq!(file_name(Path::new("/x/.hidden.csv")), "hidden.csv");
        assert_eq!(name_of(Path::new("/x/my-scheme_2027")), "My scheme 2027");
        assert_eq!(name_of(Path::new("/x/--")), "My scheme");
    }
}
