//! Keys that may be one person's in two spellings: told, and never united by themselves.

use std::collections::{BTreeMap, HashMap};

use super::answer::Answer;
use crate::domain::person::{Identity, PersonId, normal_email};
use crate::domain::scheme::IdentityKind;
use crate::problems::{Problem, Problems};
use crate::wording::{normal, plural_noun, show};

/// Warns of keys that a spreadsheet shortened, of keys that differ in leading zeros only, and of one e-mail address
/// and name under two keys.
pub(super) fn tell(people: &BTreeMap<PersonId, (Identity, Vec<Answer>)>, problems: &mut Problems) {
    let (mut by_number, mut by_address) = (HashMap::new(), HashMap::new());
    for (id, (identity, answers)) in people {
        let Some(answer) = answers.first() else { continue };
        let keyed = identity.kind == IdentityKind::Key;
        let told = |message: String, remedy: String| {
            let text = if keyed { answer.key.as_str() } else { answer.email.as_str() };
            Problem::warning(&answer.place, message)
                .heading(if keyed { "key" } else { "email" })
                .text(text)
                .remedy(remedy)
        };
        if keyed && is_shortened(&identity.text) {
            problems.push(told(
                format!("the key `{}` is a number that a spreadsheet has shortened", show(&answer.key)),
                "make the column a text in the spreadsheet, and export it again with all digits".to_string(),
            ));
        }
        let sign = |b: u8| b.is_ascii_digit() || matches!(b, b',' | b'\'' | b' ');
        let digits = keyed && identity.text.bytes().all(sign);
        let plain = || identity.text.chars().filter(char::is_ascii_digit).collect::<String>();
        let twin = if digits { by_number.insert(plain().trim_start_matches('0').to_string(), *id) } else { None };
        // Two names behind one address are two people, as their keys say.
        let address = answers.iter().find_map(|answer| normal_email(&answer.email));
        let sharer = address.and_then(|address| by_address.insert((address, normal(&answer.name)), *id));
        let remedy = |other: PersonId| {
            format!(
                "if both are one person: mentor people same {other} {id}\n\
                 if they are two, nothing; or mend the key or the address in the export"
            )
        };
        match (twin, sharer) {
            (Some(other), _) => problems.push(told(
                format!(
                    "the key `{}` is that of {other} but for leading zeros or signs between its digits",
                    show(&answer.key)
                ),
                remedy(other),
            )),
            (None, Some(other)) => {
                let key = if keyed { "under another key" } else { "without a key" };
                problems.push(told(format!("the e-mail address of {other} stands here {key}"), remedy(other)));
            }
            (None, None) => {}
        }
    }
}

/// Warns of telephone numbers that a spreadsheet shortened, once.
pub(super) fn shortened_phones(people: &BTreeMap<PersonId, (Identity, Vec<Answer>)>, problems: &mut Problems) {
    let answers = people.values().flat_map(|(_, answers)| answers);
    let mut short = answers.filter(|answer| is_shortened(&normal(&answer.phone)));
    let Some(first) = short.next() else { return };
    let more = match short.count() {
        0 => String::new(),
        more => format!(" (and so {} {more} more)", plural_noun(more, "is")),
    };
    let message = format!("the telephone number is one that a spreadsheet has shortened{more}");
    let remedy = "make the column a text in the spreadsheet, and export it again with all digits";
    problems.push(Problem::warning(&first.place, message).heading("phone").text(&first.phone).remedy(remedy));
}

/// `1.23E+05`: what spreadsheets make of long numbers.
fn is_shortened(key: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let Some((digits, power)) = key.split_once("e+") else { return false };
    number(power) && digits.split_once(['.', ',']).map_or(number(digits), |(whole, part)| number(whole) && number(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortened_numbers_are_known() {
        for key in ["1.23e+05", "1,23e+05", "1e+11", "7.00000e+12"] {
            assert!(is_shortened(key), "{key}");
        }
        for key in ["123", "e+5", "1.23e5", "house+e+1", "1.e+5"] {
            assert!(!is_shortened(key), "{key}");
        }
    }
}
