//! From the text of a cell to a value, by the kind of its field.

use rustc_hash::FxHashMap;

use super::dates;
use super::numbers::{is_in_thousands, number};
use super::split::{longest, split};
use super::yes_no::{is_no, is_yes};
use crate::domain::scheme::field::Other;
use crate::domain::scheme::source::DateOrder;
use crate::domain::scheme::{Field, Kind};
use crate::domain::value::{Value, Vocabulary, Word};
use crate::store::districts::Gazetteer;
use crate::wording::{list, nearest, normal, says_nothing, show};

/// What is wrong with a cell, and what to do; the correction to paste is added by whoever knows the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// What to do in the scheme, if anything.
    pub remedy: String,
    /// A value that would be right, for the correction to paste.
    pub example: String,
}

/// So many different cells of a field are remembered.
const REMEMBERED: usize = 1024;

/// Reads the cells of one field; what was read once is remembered, as forms repeat themselves.
pub struct CellReader<'a> {
    pub(super) field: &'a Field,
    gazetteer: &'a Gazetteer,
    known: FxHashMap<String, Option<String>>,
    steps: FxHashMap<String, u16>,
    /// What was met, as it was written, and whether that is an option.
    words: FxHashMap<String, (Word, bool)>,
    /// By separator.
    memo: FxHashMap<String, Memo>,
}

/// What is known of cells with one separator.
struct Memo {
    /// Of how many pieces the longest option consists.
    longest: usize,
    read: FxHashMap<String, Result<Value, Vec<Wrong>>>,
}

impl<'a> CellReader<'a> {
    /// Starts on a field.
    pub fn new(field: &'a Field, gazetteer: &'a Gazetteer) -> Self {
        let mut known: FxHashMap<String, Option<String>> = FxHashMap::default();
        for option in &field.options {
            known.insert(normal(option), Some(option.clone()));
        }
        for (written, meant) in &field.aliases {
            known.insert(written.clone(), Some(meant.clone()));
        }
        let steps = field.options.iter().enumerate().map(|(step, option)| (normal(option), step as u16)).collect();
        CellReader { field, gazetteer, known, steps, words: FxHashMap::default(), memo: FxHashMap::default() }
    }

    /// Reads one cell.
    pub fn read(&mut self, cell: &str, how: &How<'_>, words: &mut Vocabulary) -> Result<Value, Vec<Wrong>> {
        if cell.is_empty() {
            return Ok(Value::Blank);
        }
        if matches!(self.field.kind, Kind::Text | Kind::Date | Kind::Number) {
            return self.fresh(cell, how, 1, words);
        }
        let memo = self.memo.get(how.separator);
        if let Some(read) = memo.and_then(|memo| memo.read.get(cell)) {
            return read.clone();
        }
        let longest = memo.map_or_else(|| longest(self.known.keys(), how.separator), |memo| memo.longest);
        let read = self.fresh(cell, how, longest, words);
        let memo =
            self.memo.entry(how.separator.to_string()).or_insert_with(|| Memo { longest, read: FxHashMap::default() });
        // What has not come again among so many will not: sets of many options hardly repeat.
        if memo.read.len() < REMEMBERED {
            memo.read.insert(cell.to_string(), read.clone());
        }
        read
    }

    /// The options and their other spellings, in normal form.
    pub fn known_options(&self) -> impl Iterator<Item = &String> {
        self.known.keys()
    }

    /// Whether an answer is an option, or another spelling of one.
    pub(super) fn is_known(&self, text: &str) -> bool {
        let met = self.words.get(text).map(|(_, option)| *option);
        met.unwrap_or_else(|| self.known.contains_key(&normal(text)))
    }

    fn fresh(
        &mut self,
        cell: &str,
        how: &How<'_>,
        longest: usize,
        words: &mut Vocabulary,
    ) -> Result<Value, Vec<Wrong>> {
        if self.means_nothing(&normal(cell)) {
            return Ok(Value::Blank);
        }
        let one = |wrong: Wrong| vec![wrong];
        match self.field.kind {
            Kind::Text => Ok(Value::Text(cell.to_string())),
            Kind::Choice => Ok(self.word(cell, words).map_err(one)?.map_or(Value::Blank, Value::Choice)),
            Kind::List | Kind::Availability => {
                let several = split(cell, how.separator, longest, |text| self.is_known(text));
                self.several(&several, words)
            }
            Kind::Number if how.decimal_comma && is_in_thousands(self.field.canonical(cell)) => Err(one(self.wrong(
                format!("`{}` may be thousands or a decimal number", show(cell)),
                "write digits only, such as 1200 or 1.2: other cells of this column have a decimal comma",
                "NUMBER",
            ))),
            Kind::Number => number(self.field.canonical(cell)).map(Value::Number).ok_or_else(|| {
                one(self.wrong(
                    format!("`{}` is not a number", show(cell)),
                    "write digits only, such as 7 or 7.5",
                    "NUMBER",
                ))
            }),
            Kind::Scale => {
                match self.known.get(&normal(cell)).and_then(|meant| self.steps.get(&normal(meant.as_ref()?))) {
                    Some(step) => Ok(Value::Scale(*step)),
                    None => self.unknown(cell).map(|()| Value::Blank).map_err(one),
                }
            }
            Kind::Place => {
                let canonical = self.field.canonical(cell);
                match self.gazetteer.find(canonical, words) {
                    Some(area) => Ok(Value::Place(area)),
                    None if self.field.other == Other::Blank => Ok(Value::Blank),
                    None => Err(one(self.wrong(
                        format!("`{}` is not a postcode or place this scheme knows", show(cell)),
                        "write a postcode or its first half, or name the place in places.csv (place,east,north)",
                        "POSTCODE",
                    ))),
                }
            }
            Kind::Ranking => {
                let several = split(cell, how.separator, longest, |text| self.is_known(text));
                let mut ranking = Vec::new();
                for word in self.each(&several, words)? {
                    ranking.push((word, Some(ranking.len() as u16 + 1)));
                }
                Ok(if ranking.is_empty() { Value::Blank } else { Value::Ranking(ranking) })
            }
            Kind::YesNo => self.yes_no(cell, how.date_order).map_err(one),
            Kind::Date => match dates::read(cell, how.date_order) {
                Some(when) => Ok(Value::Date(when.date())),
                None => {
                    Err(one(self.wrong(format!("`{}` is not a date", show(cell)), "write it as 2027-03-31", "DATE")))
                }
            },
        }
    }

    pub(super) fn several(&mut self, items: &[impl AsRef<str>], words: &mut Vocabulary) -> Result<Value, Vec<Wrong>> {
        let mut found = self.each(items, words)?;
        found.sort();
        found.dedup();
        Ok(match (found.is_empty(), self.field.kind) {
            (true, _) => Value::Blank,
            (_, Kind::Availability) => Value::Availability(found),
            (_, Kind::Choice) => Value::Choice(found[0]),
            _ => Value::List(found),
        })
    }

    /// Reads each of several answers. What is wrong with any of them is returned together, with the whole answer put
    /// right as far as it can be told.
    fn each(&mut self, items: &[impl AsRef<str>], words: &mut Vocabulary) -> Result<Vec<Word>, Vec<Wrong>> {
        let (mut found, mut wrongs, mut right) = (Vec::new(), Vec::new(), Vec::new());
        for item in items {
            match self.word(item.as_ref(), words) {
                Ok(word) => {
                    found.extend(word);
                    right.extend(word.map(|word| words.spelling(word).to_string()));
                }
                Err(wrong) => {
                    right.extend((wrong.example != VALUE).then(|| wrong.example.clone()));
                    wrongs.push(wrong);
                }
            }
        }
        if wrongs.is_empty() {
            return Ok(found);
        }
        let example = if right.is_empty() { VALUE.to_string() } else { right.join(";") };
        wrongs.iter_mut().for_each(|wrong| wrong.example.clone_from(&example));
        Err(wrongs)
    }

    /// Whether an answer in normal form says that there is none; an option is always an answer.
    pub(super) fn means_nothing(&self, said: &str) -> bool {
        let is_option =
            || self.known.contains_key(said) || self.field.yes.iter().chain(&self.field.no).any(|w| w == said);
        let plain = says_nothing(said) && !(said == "none" && self.field.kind == Kind::YesNo);
        self.field.blank.iter().any(|blank| blank == said) || plain && !is_option()
    }

    /// One answer in the scheme's spelling; none where the scheme lets other answers count as blank.
    pub(super) fn word(&mut self, text: &str, words: &mut Vocabulary) -> Result<Option<Word>, Wrong> {
        if let Some((word, _)) = self.words.get(text) {
            return Ok(Some(*word));
        }
        let said = normal(text);
        if self.means_nothing(&said) {
            return Ok(None);
        }
        let meant = self.known.get(&said).and_then(Option::as_deref);
        let word = match meant {
            Some(meant) => words.word(meant),
            None if text.starts_with("[{") || text.starts_with("{\"") => {
                return Err(self.wrong(
                    format!("`{}` is written for programs, and no answer", show(text)),
                    "export the form as CSV with the answers in words, or ask the program for one column an option",
                    VALUE,
                ));
            }
            None if self.field.other == Other::Keep => words.word(text),
            None => return self.unknown(text).map(|()| None),
        };
        self.words.insert(text.to_string(), (word, self.known.contains_key(&said)));
        Ok(Some(word))
    }

    /// An answer that is none of the options.
    fn unknown(&self, text: &str) -> Result<(), Wrong> {
        if self.field.other == Other::Blank {
            return Ok(());
        }
        let options: Vec<&str> = self.field.options.iter().map(String::as_str).collect();
        let near = nearest(text, options.iter().copied());
        let meant = near.unwrap_or(VALUE);
        let mut shown: Vec<String> = options.iter().take(6).map(|option| format!("`{}`", show(option))).collect();
        if options.len() > 6 {
            shown.push(format!("{} more", options.len() - 6));
        }
        let remedy = match near {
            Some(near) => {
                format!("if `{}` is meant, add under [aliases.{}]: {near:?} = [{text:?}]", show(near), self.field.name)
            }
            None => format!("add it to the options of [fields.{}] (now {})", self.field.name, list(&shown, "and")),
        };
        Err(self.wrong(format!("`{}` {NO_OPTION} {}", show(text), self.field.name), &remedy, meant))
    }

    fn yes_no(&self, cell: &str, order: DateOrder) -> Result<Value, Wrong> {
        let said = normal(cell);
        if self.field.yes.contains(&said) {
            return Ok(Value::YesNo(true));
        }
        if self.field.no.contains(&said) {
            return Ok(Value::YesNo(false));
        }
        if is_yes(&said) {
            return Ok(Value::YesNo(true));
        }
        if is_no(&said) {
            return Ok(Value::YesNo(false));
        }
        if let Some(when) = dates::read(cell, order) {
            return Ok(Value::Date(when.date()));
        }
        if self.field.other == Other::Blank {
            return Ok(Value::Blank);
        }
        let remedy = format!("add the answer to yes = […] or no = […] of [fields.{}]", self.field.name);
        Err(self.wrong(format!("`{}` is neither yes nor no", show(cell)), &remedy, "YES-OR-NO"))
    }

    /// `1st`, `2`, `Second choice`, a word of the scheme; of several ranks in one cell the best.
    pub(super) fn rank(&self, cell: &str) -> Result<Option<u16>, Wrong> {
        let said = normal(cell);
        if let Some((_, rank)) = self.field.ranks.iter().find(|(word, _)| *word == said) {
            return Ok(*rank);
        }
        let ranks = said.split([',', ';', ' ', '&', '/']).filter_map(|part| {
            let digits = part.trim_start_matches('#').trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            let word = ["first", "second", "third", "fourth", "fifth"].iter().position(|w| *w == part);
            digits.parse::<u16>().ok().or(word.map(|at| at as u16 + 1)).filter(|rank| *rank > 0)
        });
        match ranks.min() {
            Some(rank) => Ok(Some(rank)),
            None => {
                let name = &self.field.name;
                let remedy = format!(
                    "say what it means under [fields.{name}.ranks]: {cell:?} = 1 (or \"never\")\n\
                     or, where it means that nobody answered: blank = [{cell:?}] under [fields.{name}]"
                );
                Err(self.wrong(format!("`{}` is not a rank", show(cell)), &remedy, VALUE))
            }
        }
    }

    fn wrong(&self, message: String, remedy: &str, example: &str) -> Wrong {
        Wrong { message, remedy: remedy.to_string(), example: example.to_string() }
    }
}

/// What is wrong with an answer that the scheme does not know.
pub const NO_OPTION: &str = "is not an option of";

/// Stands for a right value in a correction to paste, where nobody but the coordinator can tell it.
pub const VALUE: &str = "VALUE";

/// How the cells of a column are written.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// Between several answers.
    pub separator: &'a str,
    /// Day or month first.
    pub date_order: DateOrder,
    /// Cells that mean that an option is chosen, in normal form.
    pub chosen: &'a [String],
    /// Whether cells of several texts leave open which of them mean that an option is chosen.
    pub unclear: bool,
    /// Whether numbers of the column are written with a decimal comma, or with points between thousands.
    pub decimal_comma: bool,
}
