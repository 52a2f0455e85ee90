//! The whole directory as typed values: what every command starts from.

mod channels;
mod gone;
mod rests;

use super::added;
use super::corrections::{self, Correction};
use super::directory::Directory;
use super::districts::Gazetteer;
use super::forms::answers::Cells;
use super::forms::cells::NO_OPTION;
use super::forms::people::{Makings, make};
use super::pairs;
use super::records::Records;
use super::sheet::{self, Reading};
use super::table::Table;
use super::{digest_key, notes, register, scheme_toml, sources};
use crate::domain::callings::{Callings, Meant};
use crate::domain::matching::pool::Given;
use crate::domain::matching::tables::{Names, Tables};
use crate::domain::person::{Person, PersonId};
use crate::domain::register::Register;
use crate::domain::scheme::field::Field;
use crate::domain::scheme::source::Source;
use crate::domain::scheme::timetable::Absent;
use crate::domain::scheme::{IdentityKind, Scheme};
use crate::domain::value::Vocabulary;
use crate::problems::{Place, Problem, Problems};
use crate::wording::{list, nearest, show};

/// Everything a scheme's directory says.
pub struct Book {
    /// What the scheme is.
    pub scheme: Scheme,
    /// By which channel with a form of its own everything is seen; none is the scheme's own form.
    pub channel: Option<String>,
    /// Everybody who takes part, by id.
    pub people: Vec<Person>,
    /// How answers are spelt.
    pub words: Vocabulary,
    /// Who is meant by which name.
    pub names: Names,
    /// What the coordinator gives about pairs.
    pub tables: Tables,
    /// Who is who, those new at this sight included.
    pub register: Register,
    /// Whether somebody new stands in the register since it was read.
    pub register_grew: bool,
    /// What happened.
    pub records: Records,
    /// The corrections by hand.
    pub corrections: Vec<Correction>,
    /// The key of the digests; empty where there is none yet.
    pub digest_key: String,
    /// The scheme file without remarks and blank lines: what a round rests on.
    pub scheme_text: String,
    /// The table of corrections.
    pub corrections_table: Table,
    /// The table of people added by hand.
    pub added_table: Table,
    /// The table of notes.
    pub notes_table: Table,
    /// What is worth telling and no problem: answers that later ones replaced.
    pub notes: Vec<String>,
    /// Which files were read, and how.
    pub read: Vec<ReadFile>,
    /// What is wrong.
    pub problems: Problems,
    /// What only matching waits for: points of pairs that nobody has given yet.
    pub awaited: Problems,
}

/// One export that was read.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The file.
    pub file: String,
    /// How it was read.
    pub how: String,
    /// How many rows of answers it has.
    pub rows: usize,
}

/// Reads the scheme alone.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn scheme(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Scheme> {
    match directory.read(scheme_toml::FILE)? {
        Some(bytes) => Ok(scheme_toml::read(&bytes, problems)),
        None => anyhow::bail!(
            "there is no scheme.toml in {}; go to the scheme's directory, name it after -C, or start one with `mentor init DIR --scheme NAME`",
            show(&directory.path().to_string_lossy())
        ),
    }
}

/// Reads everything. What is wrong in the coordinator's files is in `problems` of the book.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn open(directory: &Directory, today: chrono::NaiveDate) -> anyhow::Result<Book> {
    open_with(directory, today, None)
}

/// Reads everything as it would be if a table were written, so that what is typed is read back as it will be read from
/// then on. The problems that the table would bring in are returned in its place.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn with_planned(
    directory: &Directory,
    today: chrono::NaiveDate,
    planned: &Table,
    now: &Book,
) -> anyhow::Result<Result<Book, Problems>> {
    let then = open_with(directory, today, Some(planned))?;
    let mut new = Problems::default();
    let known = now.problems.sorted();
    for problem in then.problems.sorted() {
        if *problem.place.file == *planned.file && !known.contains(&problem) {
            // The line is not on disk: what is meant is what was typed. What else could be done is no help here.
            let typed = |line: &&str| !line.starts_with("mentor people ") && !line.starts_with("the other answer");
            let remedy: Vec<&str> = problem.remedy.lines().filter(typed).collect();
            let remedy = remedy.join("\n").trim_start_matches("or ").to_string();
            // A slip of whoever types becomes no rule of the scheme.
            let options = then.scheme.field_named(&problem.heading).filter(|_| problem.message.contains(NO_OPTION));
            let remedy = options.map_or(remedy, |field| one_of(then.scheme.field(field)));
            let place = crate::problems::Place::file("what was typed");
            new.push(Problem { severity: crate::problems::Severity::Error, place, remedy, ..problem.clone() });
        }
    }
    Ok(if new.is_empty() { Ok(then) } else { Err(new) })
}

/// What an answer may be, for whoever types it.
fn one_of(field: &Field) -> String {
    let options: Vec<String> = field.options.iter().map(|option| format!("`{}`", show(option))).collect();
    format!("write {}; a new answer is added to the options of [fields.{}] first", list(&options, "or"), field.name)
}

/// Reads everything, with one table as it is planned to be.
fn open_with(directory: &Directory, today: chrono::NaiveDate, planned: Option<&Table>) -> anyhow::Result<Book> {
    let mut problems = Problems::default();
    let scheme = scheme(directory, &mut problems)?;
    let understood = !problems.any_error();
    let mut register = register::read(directory, &mut problems)?;
    let records = Records::read(directory, &register, &mut problems)?;
    let (corrections_table, corrections) = corrections::read(directory, planned, &mut problems)?;
    let gazetteer = gazetteer(directory, &mut problems)?;
    let mut words = Vocabulary::default();
    // Options first, so that a word is spelt as the scheme spells it.
    for option in scheme.fields.iter().flat_map(|field| &field.options) {
        words.word(option);
    }
    words.options_are_complete();
    let mut cells = Cells::new(&scheme, &gazetteer);
    let mut forms = sources::Forms::default();
    // A scheme with mistakes, or records without their register, would make mistakes of right answers.
    let readable = !problems.any_error();
    if readable {
        forms = sources::read(directory, &scheme, &gazetteer, &mut words, &mut problems)?;
    }
    // Of these too: where the scheme is not understood they say nothing.
    let mut of_answers = Problems::default();
    // What was said of whole rows is said once, together with whose they are.
    let of_a_row = |problem: &Problem| problem.place.line > 0 && problem.place.column == 0;
    problems.take_out(|problem| readable && of_a_row(problem)).into_iter().for_each(|problem| of_answers.push(problem));
    let (added_table, by_hand) = added::read(directory, planned, &scheme, &mut cells, &mut words, &mut of_answers)?;
    forms.answers.extend(by_hand);
    let before = register.last();
    let was_empty = register.is_empty();
    let held: Vec<PersonId> = records.held_on(today);
    let makings = Makings {
        scheme: &scheme,
        keyed: keyed(&scheme),
        answers: forms.answers,
        ranked: forms.ranked,
        corrections: &corrections,
        held: &held,
    };
    let mut notes = Vec::new();
    let people = make(makings, &mut cells, &mut words, &mut register, &mut notes, &mut of_answers);
    drop(cells);
    if understood {
        problems.extend(of_answers);
    }
    // Who is meant by which name is looked up only where somebody is named.
    let named = scheme.names_people() || directory.read_export(pairs::CONFLICTS)?.is_some();
    let callings = if named { Callings::new(&people, &register) } else { Callings::default() };
    let mut awaited = Problems::default();
    let tables = match readable {
        true => pairs::read(directory, &scheme, &people, &callings, &mut awaited, &mut problems)?,
        false => Tables::default(),
    };
    let names = Names::new(&people, &words, callings);
    named_in_doubt(&scheme, &people, &words, &names, &mut problems);
    if !problems.any_error() {
        gone::tell(&records, &people, &register, &mut problems);
        timetabled(&scheme, &records, &people, &mut problems);
        channels::gone(&scheme, &records, &mut problems);
        channels::in_none(&scheme, &people, &words, &mut problems);
    }
    let notes_table = notes::read(directory, &mut problems)?;
    let digest_key = digest_key::read(directory, &mut problems)?;
    let scheme_text = scheme_text(directory)?;
    problems.extend(directory.warnings());
    Ok(Book {
        register_grew: register.last() > before || (was_empty && !register.is_empty()),
        scheme,
        channel: None,
        people,
        words,
        names,
        tables,
        register,
        records,
        corrections,
        digest_key,
        scheme_text,
        corrections_table,
        added_table,
        notes_table,
        notes,
        read: forms.read,
        problems,
        awaited,
    })
}

fn scheme_text(directory: &Directory) -> anyhow::Result<String> {
    let bytes = directory.read(scheme_toml::FILE)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Answers that name somebody by what is the id of one person and the key or name of another.
fn named_in_doubt(scheme: &Scheme, people: &[Person], words: &Vocabulary, names: &Names, problems: &mut Problems) {
    for (of, id) in scheme.fields_naming_people() {
        let field = scheme.field(id);
        for person in people {
            let Some(entry) = person.entry(of) else { continue };
            for (text, meant) in names.doubtful(entry.value(id), words) {
                let Some((wrong, remedy)) = meant.wrong(text) else { continue };
                let remedy = format!("{remedy}\nor: mentor people correct id:{} {}=ANSWER", person.id, field.name);
                problems.push(Problem::error(&entry.place, wrong).heading(&field.label).text(text).remedy(remedy));
            }
        }
    }
}

/// Whoever the timetable of the review day names must be there. The year goes on without them, only not that timetable.
fn timetabled(scheme: &Scheme, records: &Records, people: &[Person], problems: &mut Problems) {
    let Some(terms) = &scheme.timetable else { return };
    let is_person = |id: PersonId| people.binary_search_by_key(&id, |person| person.id).is_ok();
    let mut note = |place: &Place, key: &str, id: String, nothing: &str, list: &str| {
        let wrong = format!("`{key}` of [timetable] names {id}, and {nothing}");
        let remedy = format!("write another id, which `mentor {list}` shows; until then there is no timetable");
        problems.push(Problem::warning(place, wrong).heading(key).text(id).remedy(remedy));
    };
    let nobody = "nobody has that id";
    for id in terms.facilitators.iter().filter(|id| !is_person(id.value)) {
        note(&id.place, "facilitators", id.value.to_string(), nobody, "people");
    }
    for absent in &terms.unavailable {
        match absent.who {
            Absent::Person(id) if !is_person(id) => {
                note(&absent.place, "unavailable", id.to_string(), nobody, "people");
            }
            Absent::Relationship(id) if records.row_of(id).is_none() => {
                note(&absent.place, "unavailable", id.to_string(), "there is no such relationship", "list");
            }
            _ => {}
        }
    }
}

/// A key tells people apart where a form asks for one, unless the scheme says otherwise.
fn keyed(scheme: &Scheme) -> bool {
    let maps_key = |source: &Source| source.columns.iter().any(|column| column.target.value == "key");
    match scheme.identity {
        Some(kind) => kind == IdentityKind::Key,
        None => scheme.sources.iter().any(maps_key),
    }
}

fn gazetteer(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Gazetteer> {
    let Some(bytes) = directory.read_export("places.csv")? else { return Ok(Gazetteer::default()) };
    let sheet = sheet::read("places.csv", &bytes, &Reading::default(), problems);
    Ok(sheet.map_or_else(Gazetteer::default, |sheet| Gazetteer::with_own(&sheet, problems)))
}

impl Book {
    /// Finds a person by id, key, e-mail or a name that only one bears.
    ///
    /// # Errors
    /// Says who is meant by nothing, or by several.
    pub fn person(&self, text: &str) -> anyhow::Result<&Person> {
        let meant = Callings::new(&self.people, &self.register).find(text);
        match meant {
            Meant::Several => anyhow::bail!("several people are called `{}`; write the id", show(text)),
            Meant::Either(..) => {
                let (wrong, remedy) = meant.wrong(text).unwrap_or_default();
                anyhow::bail!("{wrong}; {remedy}")
            }
            Meant::One(at) => Ok(&self.people[at]),
            Meant::Nobody => {
                let named = self.people.iter().filter(|person| !person.unnamed && !person.name.is_empty());
                let known = named.map(|person| person.name.as_str());
                match nearest(text, known) {
                    Some(near) => anyhow::bail!("nobody is known as `{}`; did you mean `{}`?", show(text), show(near)),
                    None => anyhow::bail!(
                        "nobody is known as `{}`; `mentor people` lists everybody with their ids",
                        show(text)
                    ),
                }
            }
        }
    }

    /// What was noted last about a record, in the coordinator's words.
    pub fn noted(&self, record: &str) -> &str {
        notes::of(&self.notes_table, record).next_back().unwrap_or_default()
    }

    /// What a round is about.
    pub fn given(&self, today: chrono::NaiveDate) -> Given<'_> {
        Given {
            scheme: &self.scheme,
            people: &self.people,
            words: &self.words,
            names: &self.names,
            tables: &self.tables,
            today,
        }
    }

    /// A person by id.
    pub fn by_id(&self, id: PersonId) -> Option<&Person> {
        self.position(id).map(|at| &self.people[at])
    }

    /// Where a person stands in the list of people, by id.
    pub fn position(&self, id: PersonId) -> Option<usize> {
        self.people.binary_search_by_key(&id, |person| person.id).ok()
    }
}
