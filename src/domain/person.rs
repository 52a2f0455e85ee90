//! A participant: one person, one id, whatever roles they hold.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::scheme::{FieldId, IdentityKind, Role};
use super::value::Value;
use crate::problems::Place;
use crate::wording::hides;

/// The id of a person, `P014`: never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad_numbered(f, b'P', self.0)
    }
}

impl FromStr for PersonId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        numbered(text, 'P').map(PersonId).ok_or(())
    }
}

/// Writes a letter and a number of three digits or more, padded as asked. Tables hold ids by the ten thousand, so that none
/// is put together elsewhere first.
pub(super) fn pad_numbered(f: &mut fmt::Formatter<'_>, letter: u8, number: u32) -> fmt::Result {
    let mut room = [b'0'; 11];
    let (mut at, mut rest) = (room.len(), number);
    while rest > 0 {
        at -= 1;
        room[at] += (rest % 10) as u8;
        rest /= 10;
    }
    at = at.min(room.len() - 3) - 1;
    room[at] = letter;
    f.pad(std::str::from_utf8(&room[at..]).unwrap_or_default())
}

/// Reads `P014` or `p14`, and `P014?` as a reading command shows somebody new.
pub fn numbered(text: &str, letter: char) -> Option<u32> {
    let text = text.trim().trim_end_matches('?');
    let digits = text.strip_prefix(letter).or_else(|| text.strip_prefix(letter.to_ascii_lowercase()))?;
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|n| *n > 0)
}

/// What tells one person from another: a kind and its normalised text. Ordered, and so are the ids of new people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Key, e-mail or name.
    pub kind: IdentityKind,
    /// The normalised text.
    pub text: String,
}

impl Identity {
    /// The form that lots are drawn over.
    pub fn canonical(&self) -> String {
        format!("{}:{}", self.kind.word(), self.text)
    }
}

/// Brings an e-mail address to its normal form; `None` where it identifies nobody.
///
/// ```
/// use mentor::domain::person::normal_email;
/// assert_eq!(normal_email(" Ann@Example.ORG "), Some("ann@example.org".to_string()));
/// assert_eq!(normal_email("anonymous"), None);
/// ```
pub fn normal_email(text: &str) -> Option<String> {
    plain_email(text).map(|address| address.to_lowercase())
}

/// Takes the address out of what was written: without `mailto:`, the name before it, signs at its ends and characters that
/// cannot be seen. `None` where it is no address, or more than one.
///
/// ```
/// use mentor::domain::person::plain_email;
/// assert_eq!(plain_email("Cat Cole <Cat@x.org>,"), Some("Cat@x.org".to_string()));
/// assert_eq!(plain_email("mailto:dan@x.org."), Some("dan@x.org".to_string()));
/// assert_eq!(plain_email("\u{200e}eve@x.\u{ad}org"), Some("eve@x.org".to_string()));
/// assert_eq!(plain_email("'ann.o'neil@x.org"), Some("ann.o'neil@x.org".to_string()));
/// assert_eq!(plain_email("ann@x.org <bob@x.org>"), None);
/// ```
pub fn plain_email(text: &str) -> Option<String> {
    let seen = match text.contains(hides) {
        true => Cow::Owned(text.chars().filter(|c| !hides(*c)).collect::<String>()),
        false => Cow::Borrowed(text),
    };
    // Spreadsheets put an apostrophe before what they are to take for text.
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '\'');
    let seen = seen.trim_matches(ends);
    // What stands before an address in angle brackets is the name of its owner.
    let inside = seen.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    let address = match inside {
        Some((name, address)) if !name.contains('@') => address,
        _ => seen,
    };
    let address = address.trim_matches(|c: char| ends(c) || matches!(c, '<' | '>'));
    let address = match address.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("mailto:") => address[7..].trim(),
        _ => address,
    };
    let (before, after) = address.split_once('@')?;
    let fits = !before.is_empty()
        && after.len() > 2
        && after.contains('.')
        && !after.starts_with('.')
        && !after.contains('@')
        && !address.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"'));
    fits.then(|| address.to_string())
}

/// Writes a British telephone number as it is dialled at home; any other stays as it was written.
///
/// ```
/// use mentor::domain::person::phone_at_home;
/// assert_eq!(phone_at_home("+44 (0)7700 900123"), "07700 900123");
/// assert_eq!(phone_at_home("7700900123"), "07700900123"); // a spreadsheet took the zero
/// assert_eq!(phone_at_home("0044 20 7946 0000"), "020 7946 0000");
/// assert_eq!(phone_at_home("+33 1 99 00 12 34"), "+33 1 99 00 12 34");
/// assert_eq!(phone_at_home("(07700) 900-123"), "07700 900-123");
/// assert_eq!(phone_at_home("7.700900123e9"), "07700900123"); // and wrote the rest as it writes large numbers
/// assert_eq!(phone_at_home("4.47700900123e11"), "07700900123");
/// assert_eq!(phone_at_home("4.47701E+11"), "4.47701E+11"); // what it rounded away nobody knows
/// assert_eq!(phone_at_home("none"), "");
/// ```
pub fn phone_at_home(text: &str) -> String {
    let text = text.trim();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    let whole = written_out(text);
    // An area code in brackets, as it is dialled at home.
    let bracketed =
        text.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(area, _)| area.starts_with('0'));
    let bracketed = bracketed.map(|(area, rest)| format!("{area} {}", rest.trim_start()));
    let text = whole.or(bracketed).unwrap_or_else(|| text.to_string());
    let text = text.as_str();
    let abroad = text.strip_prefix("44").filter(|rest| rest.len() == 10 && rest.bytes().all(|b| b.is_ascii_digit()));
    if let Some(rest) = abroad {
        return format!("0{rest}");
    }
    let abroad = text.strip_prefix("+44").or_else(|| text.strip_prefix("0044"));
    if let Some(rest) = abroad {
        let rest = rest.trim_start_matches([' ', '-']);
        let rest = rest.strip_prefix("(0)").or_else(|| rest.strip_prefix('0')).unwrap_or(rest);
        return format!("0{}", rest.trim_start_matches([' ', '-']));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 10 && text.starts_with(['1', '2', '3', '7', '8']) { format!("0{text}") } else { text.to_string() }
}

/// A number that a spreadsheet wrote with an exponent or a point, where it kept every digit.
fn written_out(text: &str) -> Option<String> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "9"));
    let kept = digits.bytes().filter(u8::is_ascii_digit).count();
    let needed = usize::try_from(exponent.parse::<i32>().ok()?.checked_add(1)?).ok()?;
    let number: f64 = text.parse().ok()?;
    let whole = text.contains(['e', 'E', '.']) && kept >= needed && number.fract() == 0.0;
    (whole && (1e9..1e15).contains(&number)).then(|| format!("{number:.0}"))
}

/// Anyone taking part.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id, or the one a writing command would give now.
    pub id: PersonId,
    /// Whether the register does not know this person yet.
    pub new: bool,
    /// What tells this person from others; never shown.
    pub identity: Identity,
    /// What the person is called; empty where nobody asked.
    pub name: String,
    /// Whether the name is not to be said: the person is then called by the id everywhere.
    pub unnamed: bool,
    /// The e-mail address; empty where nobody asked.
    pub email: String,
    /// The telephone number; empty where nobody asked.
    pub phone: String,
    /// The organisation's own key; empty where there is none.
    pub key: String,
    /// The roles, each with its answers, in the order of [`Role`].
    pub entries: Vec<Entry>,
    /// One role or the other, not both at once.
    pub either: bool,
    /// For how many people and groups in all there is time, of whoever was asked that once and gives time in channels of
    /// more than one form; `None`: the places of each role are all that counts.
    pub gives: Option<u32>,
    /// Where this person is set aside for the time being.
    pub held: bool,
    /// Whether the form asked for consent and it was not given.
    pub refused: bool,
}

/// A person in one role.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The role.
    pub role: Role,
    /// The intake; empty where the scheme has none.
    pub intake: String,
    /// How many relationships the person can take on in this role.
    pub places: u32,
    /// The answers, one a field of the scheme.
    pub values: Vec<Value>,
    /// Where the answers stand.
    pub place: Place,
}

impl Person {
    /// The id as a reading command shows it: `P014?` where it is not yet in the register.
    pub fn shown_id(&self) -> String {
        if self.new { format!("{}?", self.id) } else { self.id.to_string() }
    }

    /// What to call the person: the name, or else the id.
    pub fn called(&self) -> String {
        if self.unnamed || self.name.is_empty() { self.shown_id() } else { self.name.clone() }
    }

    /// `Ann Smith (P007)`; the id alone where nobody knows the name, or it is not to be shown.
    pub fn called_with_id(&self) -> String {
        if self.unnamed || self.name.is_empty() {
            self.shown_id()
        } else {
            format!("{} ({})", self.name, self.shown_id())
        }
    }

    /// The intakes in which the person is.
    pub fn intakes(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.intake.as_str()).filter(|intake| !intake.is_empty()).collect()
    }

    /// The person in one role.
    pub fn entry(&self, role: Role) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.role == role)
    }
}

impl Entry {
    /// One answer.
    pub fn value(&self, field: FieldId) -> &Value {
        static BLANK: Value = Value::Blank;
        self.values.get(field.0).unwrap_or(&BLANK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_people_type_them() {
        assert_eq!("P014".parse(), Ok(PersonId(14)));
        assert_eq!("p14".parse(), Ok(PersonId(14)));
        assert_eq!("P014?".parse(), Ok(PersonId(14)));
        assert_eq!("P0".parse::<PersonId>(), Err(()));
        assert_eq!("R014".parse::<PersonId>(), Err(()));
        assert_eq!(PersonId(14).to_string(), "P014");
        assert_eq!(PersonId(1014).to_string(), "P1014");
        assert_eq!((PersonId(0).to_string(), PersonId(u32::MAX).to_string()), ("P000".into(), "P4294967295".into()));
        assert_eq!(format!("{:<6}|{:>6}", PersonId(7), PersonId(7)), "P007  |  P007");
    }

    #[test]
    fn what_is_no_address_identifies_nobody() {
        for text in ["", "anonymous", "n/a", "@x.org", "ann@home", "a b@x.org", "ann@x.org; bob@x.org"] {
            assert_eq!(normal_email(text), None, "{text}");
        }
    }
}
