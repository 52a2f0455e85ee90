//! One answer: what a row says, fact by fact, before anybody knows whose it is.

use chrono::NaiveDateTime;

use super::cells::Wrong;
use super::dates;
use super::separators::separator_of;
use super::split::split;
use super::yes_no::{is_no, is_yes};
use crate::domain::person::plain_email;
use crate::domain::scheme::source::{DateOrder, Source};
use crate::domain::scheme::{OfferedRole, Role, Scheme};
use crate::domain::value::Value;
use crate::problems::{Place, Problem};
use crate::wording::{normal, says_nothing, show};

/// What one row says, before anybody knows whose it is.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Where the row stands.
    pub place: Place,
    /// What the person offers to be.
    pub role: Option<OfferedRole>,
    /// What the person is called.
    pub name: String,
    /// The e-mail address as written.
    pub email: String,
    /// The telephone number as written.
    pub phone: String,
    /// The organisation's key as written.
    pub key: String,
    /// The intake.
    pub intake: String,
    /// When it was sent.
    pub submitted: Option<NaiveDateTime>,
    /// Whether the person consented, where the form asks.
    pub consent: Option<bool>,
    /// Places: one number for all roles, as mentor, as mentee.
    pub places: [Option<u32>; 3],
    /// The answers, one a field of the scheme.
    pub values: Vec<Value>,
    /// What could not be read, by fact or field; it is a problem unless it is corrected or a later answer replaces it.
    pub troubles: Vec<Trouble>,
    /// The position of the source in the scheme file.
    pub source: usize,
    /// What a row says that names nobody and reads like a total or a note below the answers.
    pub total: Option<String>,
}

/// Stands for a role in a correction to paste.
pub(super) const ROLE: &str = "ROLE";

/// A cell that could not be read.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The fact or field.
    pub target: String,
    /// What is wrong; the correction to paste is added when the person's id is known.
    pub problem: Problem,
    /// A value that would be right.
    pub example: String,
}

impl Trouble {
    /// What is wrong with a cell of a special field: its text is shown nowhere.
    pub fn hidden(target: &str, place: Place, heading: &str) -> Self {
        let problem =
            Problem::error(&place, format!("an answer to {target} cannot be read (special, so not shown here)"))
                .heading(heading)
                .remedy("look at the cell in the form, and add its wording to the options or aliases of the field");
        Trouble { target: target.to_string(), problem, example: String::new() }
    }

    /// Puts together what is wrong with a cell.
    pub fn new(target: &str, place: Place, heading: &str, cell: &str, wrong: Wrong) -> Self {
        let problem = Problem::error(&place, wrong.message).heading(heading).text(cell).remedy(wrong.remedy);
        Trouble { target: target.to_string(), problem, example: wrong.example }
    }
}

impl Answer {
    /// An answer in which nothing is said.
    pub fn blank() -> Self {
        Answer {
            place: Place::default(),
            role: None,
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            key: String::new(),
            intake: String::new(),
            submitted: None,
            consent: None,
            places: [None; 3],
            values: Vec::new(),
            troubles: Vec::new(),
            source: usize::MAX,
            total: None,
        }
    }

    /// Notes a fact that is not a field of the scheme's own.
    #[expect(clippy::too_many_arguments, reason = "a fact is read in the light of its scheme, source and place")]
    pub fn set(
        &mut self,
        target: &str,
        cell: &str,
        order: DateOrder,
        scheme: &Scheme,
        source: &Source,
        place: &Place,
        heading: &str,
    ) {
        let wrong = |message: String, remedy: &str, example: &str| {
            let wrong = Wrong { message, remedy: remedy.to_string(), example: example.to_string() };
            Trouble::new(target, place.clone(), heading, cell, wrong)
        };
        match target {
            "name" => self.name = one_line(cell),
            "email" => {
                let address = plain_email(cell);
                let nobody = || ["", "anonymous", "n/a", "na", "none", "-"].contains(&normal(cell).as_str());
                if address.is_none() && !nobody() {
                    let message = format!("`{}` is not an e-mail address", show(cell));
                    self.troubles.push(wrong(message, "mend the address in the export", "ADDRESS"));
                }
                self.email = address.unwrap_or_else(|| cell.to_string());
            }
            "phone" => self.phone = as_text(cell).to_string(),
            "key" => self.key = as_text(cell).to_string(),
            "intake" if !cell.is_empty() => {
                match scheme.intakes.iter().find(|intake| normal(&intake.name) == normal(cell)) {
                    Some(intake) => self.intake = intake.name.clone(),
                    None => {
                        let message = format!("there is no intake `{}`", show(cell));
                        let example = scheme.intakes.first().map_or("…", |intake| intake.name.as_str());
                        self.troubles.push(wrong(message, "add it as [[intake]] to scheme.toml", example));
                    }
                }
            }
            "role" if !cell.is_empty() => match role_of(scheme, source, cell) {
                Some(role) => self.role = Some(role),
                None => {
                    let message = format!("`{}` is not a role this scheme knows", show(cell));
                    let remedy = format!(
                        "say what it means under [source.roles]: mentor = [{cell:?}] (or mentee, both, either)"
                    );
                    self.troubles.push(wrong(message, &remedy, ROLE));
                }
            },
            "submitted" => match dates::read(cell, order) {
                Some(when) => self.submitted = Some(when),
                None if says_nothing(&normal(cell)) || normal(cell) == "[not completed]" => {}
                None => {
                    let message = format!("`{}` is not a date and time", show(cell));
                    self.troubles.push(wrong(message, "map the column that holds the time of sending", "2027-03-31"));
                }
            },
            "consent" => match normal(cell).as_str() {
                "" => self.consent = Some(false),
                said => {
                    // The day on which somebody consented says that they did.
                    let (yes, no) = (is_yes(said) || dates::read(cell, order).is_some(), is_no(said));
                    if !yes && !no {
                        let message = format!("`{}` is neither yes nor no", show(cell));
                        let remedy = format!(
                            "say what it means: [fields.consent] with kind = \"yes-no\" and yes = [{cell:?}], or no = [{cell:?}]"
                        );
                        self.troubles.push(wrong(message, &remedy, "YES-OR-NO"));
                    }
                    self.consent = Some(yes);
                }
            },
            "places" | "mentor_places" | "mentee_places" if !cell.is_empty() => match places_of(scheme, cell) {
                Ok(number) => self.places[place_of(target)] = Some(number),
                Err(wrong) => self.troubles.push(Trouble::new(target, place.clone(), heading, cell, wrong)),
            },
            _ => {}
        }
    }
}

/// A number without the apostrophe that makes it a text in a spreadsheet.
fn as_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| !rest.contains('\'')).unwrap_or(cell)
}

/// A name on one line, without the number that SharePoint puts behind it (`Ann;#12`); of `first = Ann`, as some programs write the parts of a name, what stands behind the sign.
fn one_line(name: &str) -> String {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let name = name.split_once(";#").filter(|(_, rest)| number(rest)).map_or(name, |(name, _)| name);
    let lines = || name.lines().map(str::trim).filter(|line| !line.is_empty());
    if lines().count() < 2 {
        return name.to_string();
    }
    let part = |line: &'_ str| {
        line.split_once(" = ")
            .filter(|(label, _)| label.chars().all(|c| c.is_ascii_lowercase() || c == ' '))
            .map_or(line.to_string(), |(_, part)| part.trim().to_string())
    };
    lines().map(part).collect::<Vec<_>>().join(" ")
}

/// Which of the three numbers of places a fact is.
pub fn place_of(target: &str) -> usize {
    match target {
        "mentor_places" => 1,
        "mentee_places" => 2,
        _ => 0,
    }
}

/// What an answer to the question of roles means, or several answers in one cell; a mutual scheme's own sides are always understood.
pub fn role_of(scheme: &Scheme, source: &Source, cell: &str) -> Option<OfferedRole> {
    one_role(scheme, source, cell).or_else(|| {
        let roles: Option<Vec<OfferedRole>> =
            split(cell, separator_of(cell), 1, |_| false).iter().map(|part| one_role(scheme, source, part)).collect();
        together(&roles.filter(|roles| roles.len() > 1)?)
    })
}

/// What one answer to the question of roles means.
fn one_role(scheme: &Scheme, source: &Source, cell: &str) -> Option<OfferedRole> {
    let said = normal(cell);
    source.role_of(cell).or_else(|| {
        let (one, other) = scheme.sides.as_ref()?;
        let side = |side: &str, role| (normal(side) == said).then_some(OfferedRole::One(role));
        side(one, Role::Mentor).or_else(|| side(other, Role::Mentee))
    })
}

/// Several roles as one: mentor and mentee are both; none where nobody can hold them together.
pub(super) fn together(roles: &[OfferedRole]) -> Option<OfferedRole> {
    let two = |role: &OfferedRole| {
        matches!(role, OfferedRole::Both | OfferedRole::One(Role::Mentor) | OfferedRole::One(Role::Mentee))
    };
    let first = roles.first()?;
    if roles.iter().all(|role| role == first) {
        Some(*first)
    } else {
        roles.iter().all(two).then_some(OfferedRole::Both)
    }
}

/// How many places an answer in words or digits means.
pub fn places_of(scheme: &Scheme, cell: &str) -> Result<u32, Wrong> {
    let said = normal(cell);
    if let Some((_, number)) = scheme.places.words.iter().find(|(words, _)| *words == said) {
        return Ok(*number);
    }
    let digits = said.strip_suffix(".0").unwrap_or(&said);
    match digits.parse::<u32>() {
        Ok(number) if number <= 10_000 => Ok(number),
        _ => {
            let likely = likely_number(&said);
            Err(Wrong {
                message: format!("`{}` is not a number of places this scheme knows", show(cell)),
                remedy: format!(
                    "if others write so too, say once what it means: {cell:?} = {likely} under [places.words]"
                ),
                example: likely,
            })
        }
    }
}

/// The number a sentence seems to speak of, for the correction to paste; the coordinator decides.
fn likely_number(said: &str) -> String {
    let words = ["zero", "one", "two", "three", "four", "five", "six"];
    let mut parts = said.split(|c: char| !c.is_alphanumeric());
    let number = parts.find_map(|part| match words.iter().position(|word| *word == part) {
        Some(number) => Some(number.to_string()),
        None => part.parse::<u8>().ok().map(|number| number.to_string()),
    });
    number.unwrap_or_else(|| "NUMBER".to_string())
}
