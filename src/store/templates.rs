//! `templates/`: the wording of what people are given. Where the coordinator has no wording of their own, the one that
//! comes with `mentor` stands; both are read in the same way.
//!
//! A name between double braces is filled in; a name nobody knows is an error before anything is written.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use serde_json::Value as Facts;

use super::directory::Directory;
use crate::problems::{Place, Problem, Problems};
use crate::wording::{list, nearest, show};

/// What stands where nothing is known, to be filled in by hand.
pub const BLANK: &str = "________________________";

/// The wordings there are: the name of the file without its ending, and the wording that comes with `mentor`.
const ALL: [(&str, &str); 7] = [
    ("agreement", include_str!("templates/agreement.md")),
    ("letter-offered", include_str!("templates/letter-offered.md")),
    ("letter-confirmed", include_str!("templates/letter-confirmed.md")),
    ("letter-waiting", include_str!("templates/letter-waiting.md")),
    ("letter-ended", include_str!("templates/letter-ended.md")),
    ("letter-returning", include_str!("templates/letter-returning.md")),
    ("letter-time-away", include_str!("templates/letter-time-away.md")),
];

/// A wording.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file, as the coordinator would name it.
    pub file: String,
    /// The text.
    pub text: String,
}

/// What came of filling a wording in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// The names of what nobody knew and a blank was left for, each once.
    pub missing: Vec<String>,
}

/// Reads a wording, the coordinator's own where there is one.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(directory: &Directory, name: &str) -> anyhow::Result<Template> {
    let file = format!("templates/{name}.md");
    let text = match directory.read(&file)? {
        Some(bytes) => match String::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
            Err(_) => anyhow::bail!("{file} is not written in UTF-8; save it again with that encoding"),
        },
        None => built_in(name).to_string(),
    };
    Ok(Template { file, text })
}

/// The wording that comes with `mentor`.
pub fn built_in(name: &str) -> &'static str {
    ALL.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

/// Checks the coordinator's own wordings; `known` gives what may be named in one.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn check(directory: &Directory, known: impl Fn(&str) -> Facts, problems: &mut Problems) -> anyhow::Result<()> {
    for file in directory.list("templates")?.iter().filter(|file| file.ends_with(".md")) {
        let name = file.trim_end_matches(".md");
        if ALL.iter().all(|(known, _)| *known != name) {
            let names = ALL.map(|(known, _)| format!("{known}.md"));
            let remedy = match nearest(file, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("call it {}", list(&names, "or")),
            };
            let place = Place::file(&format!("templates/{file}"));
            problems.push(Problem::warning(&place, "is no wording that is used anywhere").remedy(remedy));
            continue;
        }
        read(directory, name)?.check(&known(name), problems);
    }
    Ok(())
}

impl Template {
    /// Notes as errors what cannot be read, and names that nobody knows. Says whether there was none.
    pub fn check(&self, known: &Facts, problems: &mut Problems) -> bool {
        let environment = environment(&Arc::default());
        let template = match environment.template_from_str(&self.text) {
            Ok(template) => template,
            Err(error) => {
                problems.push(self.fault(&error, known));
                return false;
            }
        };
        let names: Vec<&str> = known.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let mut unknown: Vec<(usize, String)> = template
            .undeclared_variables(false)
            .into_iter()
            .filter(|name| !names.contains(&name.as_str()) && name != SAID)
            .filter_map(|name| Some((self.find(&name)?, name)))
            .collect();
        unknown.extend(self.said().into_iter().filter(|(_, name)| !names.contains(&name.as_str())));
        for (at, name) in &unknown {
            problems.push(self.unknown(*at, name, &names));
        }
        unknown.is_empty()
    }

    /// Fills the wording in for each; the wording is read once. What is wrong is noted, and nothing stands in that place.
    pub fn fill_each(&self, each: impl IntoIterator<Item = Facts>, problems: &mut Problems) -> Vec<Option<Filled>> {
        let missing: Missing = Arc::default();
        let environment = environment(&missing);
        let template = environment.template_from_str(&self.text);
        let fill = |facts: Facts| match template.as_ref().map(|template| template.render(Serde(&facts))) {
            Ok(Ok(text)) => {
                let missing = std::mem::take(&mut *missing.lock().unwrap_or_else(PoisonError::into_inner));
                Some(Filled { text, missing })
            }
            Ok(Err(error)) => {
                // What was missing up to there belongs to no other.
                missing.lock().unwrap_or_else(PoisonError::into_inner).clear();
                problems.push(self.fault(&error, &facts));
                None
            }
            Err(error) => {
                problems.push(self.fault(error, &facts));
                None
            }
        };
        each.into_iter().map(fill).collect()
    }

    /// What the reader of templates says, in our words and with its place.
    fn fault(&self, error: &Error, facts: &Facts) -> Problem {
        let at = error.range().map_or(0, |range| range.start);
        let line = error.line().unwrap_or(0);
        let meant = error.range().and_then(|range| self.text.get(range)).unwrap_or_default();
        match error.kind() {
            ErrorKind::UndefinedError if !meant.is_empty() => {
                let mut names = Vec::new();
                keys(facts, &mut names);
                let last = meant.rsplit('.').next().unwrap_or(meant);
                self.unknown(at, last, &names)
            }
            ErrorKind::OutOfFuel => Problem::error(&Place::file(&self.file), "comes to no end when it is filled in")
                .remedy("look at the {% for … %} that stand within one another"),
            kind => {
                let place = Place::file(&self.file).at(u32::try_from(line).unwrap_or(0), 0);
                let detail = error.detail().unwrap_or_default();
                let excerpt = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                Problem::error(&place, format!("cannot be filled in: {kind}, {}", show(detail))).text(excerpt).remedy(
                    "names stand in {{ }}; conditions in {% if … %} and {% endif %}, lists in {% for … %} and {% endfor %}",
                )
            }
        }
    }

    fn unknown(&self, at: usize, name: &str, known: &[&str]) -> Problem {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
        let place = Place::file(&self.file).at(u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0));
        let remedy = match nearest(name, known.iter().copied()) {
            // The name is there, and not below what stands before it.
            Some(near) if near == name => {
                format!("nothing stands below another name there; use one of {}", list(known, "or"))
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", list(known, "or")),
        };
        Problem::error(&place, format!("there is no name `{}` to fill in", show(name))).text(name).remedy(remedy)
    }

    /// Where a name first stands between braces.
    fn find(&self, name: &str) -> Option<usize> {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.text.match_indices(name).map(|(at, _)| at).find(|at| {
            let (before, after) = (&self.text[..*at], &self.text[at + name.len()..]);
            self.is_filled_in(*at) && !word(before.chars().next_back()) && !word(after.chars().next())
        })
    }

    /// Whether a place lies between braces, and in no remark.
    fn is_filled_in(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let last = |marks: [&str; 2]| marks.iter().filter_map(|mark| before.rfind(mark)).max();
        let open = last(["{{", "{%"]);
        open > last(["}}", "%}"]) && open > before.rfind("{#")
    }

    /// Every name that is asked for as `said("name")`, and where.
    fn said(&self) -> Vec<(usize, String)> {
        let calls = self.text.match_indices("said(").filter(|(at, _)| self.is_filled_in(*at));
        let named = calls.filter_map(|(at, call)| {
            let inside = self.text[at + call.len()..].split(')').next()?.trim();
            let name = inside.trim_matches(['"', '\'']);
            (name.len() + 2 == inside.len()).then(|| (at + call.len() + 1, name.to_string()))
        });
        named.collect()
    }
}

/// The function that writes a fact, or leaves room for it.
const SAID: &str = "said";

/// A wording that takes more steps than this would not come to an end in time; the longest of ours takes some hundreds.
const MOST_STEPS: u64 = 1_000_000;

type Missing = Arc<Mutex<Vec<String>>>;

fn environment(missing: &Missing) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(MOST_STEPS));
    // Conditions stand on lines of their own, which leave nothing behind.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    // What is filled in is text, whatever signs it holds.
    environment.set_formatter(|out, _, value| {
        for c in text(value).chars() {
            if c.is_ascii_punctuation() {
                out.write_char('\\').map_err(broken)?;
            }
            out.write_char(if c.is_control() { ' ' } else { c }).map_err(broken)?;
        }
        Ok(())
    });
    let missing = missing.clone();
    environment.add_function(SAID, move |state: &State<'_, '_>, name: &str| match state.lookup(name) {
        None => Err(Error::new(ErrorKind::UndefinedError, name.to_string())),
        Some(value) if text(&value).is_empty() => {
            let mut missing = missing.lock().unwrap_or_else(PoisonError::into_inner);
            if !missing.iter().any(|known| known == name) {
                missing.push(name.to_string());
            }
            Ok(BLANK.to_string())
        }
        Some(value) => Ok(text(&value)),
    });
    environment
}

fn broken(_: std::fmt::Error) -> Error {
    Error::new(ErrorKind::WriteFailure, "the text cannot be written")
}

/// A value as it is written: nothing for nothing, several as English lists them.
fn text(value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        return String::new();
    }
    match value.try_iter() {
        Ok(items) if value.as_str().is_none() => list(&items.map(|item| text(&item)).collect::<Vec<_>>(), "and"),
        _ => value.to_string(),
    }
}

/// The names of all facts, those within others included.
fn keys<'a>(facts: &'a Facts, names: &mut Vec<&'a str>) {
    match facts {
        Facts::Object(object) => object.iter().for_each(|(name, inner)| {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
            keys(inner, names);
        }),
        Facts::Array(items) => items.iter().for_each(|item| keys(item, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template(text: &str) -> Template {
        Template { file: "templates/agreement.md".to_string(), text: text.to_string() }
    }

    fn facts() -> Facts {
        json!({ "names": "Ann *Able*", "arranges": "", "by": ["a", "b"], "people": [{ "name": "Ann" }] })
    }

    #[test]
    fn facts_are_text_and_what_is_missing_leaves_room() {
        let wording =
            "{{ names }}\n{% if by %}\n- {{ by }}\n{% endif %}\n{{ said(\"arranges\") }}, {{ said('arranges') }}";
        let known = json!({ "names": "Bo", "arranges": "Bo", "by": [] });
        let filled = template(wording).fill_each([facts(), known], &mut Problems::default());
        let blank = "\\_".repeat(BLANK.len());
        let first = Filled {
            text: format!("Ann \\*Able\\*\n- a and b\n{blank}, {blank}"),
            missing: vec!["arranges".to_string()],
        };
        let second = Filled { text: "Bo\nBo, Bo".to_string(), missing: Vec::new() };
        assert_eq!(filled, [Some(first), Some(second)]);
    }

    #[test]
    fn a_wording_that_comes_to_no_end_is_told() {
        let mut problems = Problems::default();
        let each = "{% for a in \"x\" * 99999 %}";
        let wording = format!("{each}{each}y{{% endfor %}}{{% endfor %}}");
        assert_eq!(template(&wording).fill_each([facts()], &mut problems), [None]);
        assert_eq!(problems.sorted()[0].message, "comes to no end when it is filled in");
    }

    #[test]
    fn a_name_nobody_knows_is_found_wherever_it_stands() {
        let mut problems = Problems::default();
        let wording = "all\n{% if by == 7 %}{{ nams }}{% endif %}\n{{ said(\"arrange\") }}";
        assert!(!template(wording).check(&facts(), &mut problems));
        template("\n  {% for p in people %}{{ p.nmae }}{% endfor %}").fill_each([facts()], &mut problems);
        template("\n\n\n{{ names.name }}").fill_each([facts()], &mut problems);
        let said: Vec<String> =
            problems.sorted().iter().map(|p| format!("{} {} ({})", p.place, p.message, p.remedy)).collect();
        let expected = [
            "templates/agreement.md:2:20 there is no name `nams` to fill in (did you mean `names`?)",
            "templates/agreement.md:2:27 there is no name `nmae` to fill in (did you mean `name`?)",
            "templates/agreement.md:3:10 there is no name `arrange` to fill in (did you mean `arranges`?)",
            "templates/agreement.md:4:4 there is no name `name` to fill in (nothing stands below another name there; use one of names, arranges, by, people or name)",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_not_closed_is_told_with_its_line() {
        let mut problems = Problems::default();
        assert!(!template("one\n{% if by %}\ntwo").check(&facts(), &mut problems));
        let found = problems.sorted();
        assert!(
            found[0].place.line > 0 && found[0].message.starts_with("cannot be filled in: syntax error"),
            "{found:?}"
        );
    }
}
