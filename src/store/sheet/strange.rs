//! Letters that no language has: a file that neither says its encoding nor is UTF-8 was taken for Windows-1252, which
//! gives some character for nearly every byte, right or wrong. "Łukasz" becomes "£ukasz", "Иван" becomes "Èâàí".

use super::doubled;
use super::grid::Sheet;
use crate::problems::Problem;
use crate::wording::show;

/// Returns a warning at the first word that is in no language that Windows-1252 is for. Only the word is shown: the
/// column may be one that nobody asked for.
pub(super) fn find(sheet: &Sheet) -> Option<Problem> {
    if sheet.notes().encoding != "Windows-1252" || sheet.all_text().is_ascii() {
        return None;
    }
    for row in 0..sheet.rows() {
        for column in 0..sheet.width(row) {
            let text = sheet.cell(row, column);
            if text.is_ascii() {
                continue;
            }
            let place = sheet.place(row, column);
            if let Some(was) = text.split_whitespace().find_map(doubled::was) {
                let message = format!(
                    "some of the file is UTF-8 and some is not; it was read as Windows-1252, and here was probably \
                     \"{}\"",
                    show(&was)
                );
                return Some(Problem::warning(&place, message).remedy(
                    "Type these letters again in Excel, and save the file as \"CSV UTF-8 (Comma delimited)\".",
                ));
            }
            if let Some(word) = text.split_whitespace().find(|word| strange(word)) {
                let message = "the file does not say in which encoding it is; it was read as Windows-1252, and that \
                               gives letters that no language has";
                return Some(Problem::warning(&place, message).text(word).remedy(
                    "Save it as \"CSV UTF-8\" in the program that it came from, or name its encoding in the \
                     [[source]]: encoding = \"windows-1250\" for Polish, Czech or Hungarian, \"windows-1251\" for \
                     Russian, \"macintosh\" for an old Mac, \"cp850\" for a program of DOS or an old database, \
                     \"shift_jis\", \"gb18030\".",
                ));
            }
        }
    }
    None
}

/// Whether a word, between two spaces, is in no language that is written in Windows-1252.
fn strange(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    let characters: Vec<char> = word.chars().collect();
    let signs = (0..characters.len()).any(|at| {
        let before = at.checked_sub(1).map(|at| characters[at]).filter(|c| !c.is_ascii_punctuation());
        misplaced(before, characters[at], &characters[at + 1..])
    });
    signs || word.split(|c| !letter(c)).any(foreign)
}

/// Whether a sign stands where no sign of its kind stands.
fn misplaced(before: Option<char>, sign: char, after: &[char]) -> bool {
    let inside = before.is_some_and(letter) && after.first().is_some_and(|c| letter(*c));
    let begins = |many: usize| before.is_none() && after.len() >= many && after[..many].iter().all(|c| letter(*c));
    match sign {
        '\u{80}'..='\u{9f}' => true,
        // "£k" and "£m" are amounts, "£ukasz" is none.
        '€' | '£' | '¥' | '¢' | '¤' => inside || begins(3),
        'ƒ' | 'ˆ' | '˜' | '‰' | '¨' | '¯' | '¸' => inside || begins(1),
        // A footnote or a power ends a word.
        '¹' | '²' | '³' | '¼' | '½' | '¾' | '¦' | '§' | '©' | '¬' | '®' | '¶' | '÷' | '†' | '‡' | '“' | '”' | '„'
        | '‚' | '‹' | '›' => inside,
        '¡' | '¿' | 'º' | '™' => inside && after.first().is_some_and(|c| c.is_lowercase()),
        _ => false,
    }
}

/// Whether letters in a row are in no language.
fn foreign(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let has = |some: &str| letters.iter().any(|c| c.to_lowercase().any(|c| some.contains(c)));
    let accented: Vec<&char> = letters.iter().filter(|c| !c.is_ascii()).collect();
    // Estonian has "jäääär", Icelandic "óþýð", and nobody a whole word without a plain letter.
    let all_alike = accented.windows(2).all(|two| two[0].to_lowercase().eq(two[1].to_lowercase()));
    if letters.len() >= 3 && accented.len() == letters.len() && !all_alike {
        return true;
    }
    let neighbours = || letters.windows(2).map(|two| (two[0], two[1]));
    // A capital after a small letter ("RenŽ", "MŸller") is one in the middle of a word.
    let capital = neighbours().any(|(one, other)| {
        one.is_lowercase() && !other.is_ascii() && other.is_uppercase() || one == 'Ÿ' && other.is_lowercase()
    });
    // Icelandic and Faroese, which alone have these letters, lack the others ("Þemaitë", "Çaðrý", "Ionuþ").
    let northern = has("ðþ") && !letters.iter().all(|c| c.to_lowercase().all(|c| NORTHERN.contains(c)));
    let ends_in_thorn = letters.len() >= 3 && letters.last().is_some_and(|c| *c == 'þ');
    // No language marks some vowels with a grave and others with an acute, but for the é of French ("Kováè").
    let accents = has("èìòù") && has("áíýú") || neighbours().any(|(one, other)| one == 'ø' && "áíý".contains(other));
    // What has Ž has no letter twice ("Žnne", which was "Änne").
    let consonant = |c: &char| c.is_ascii_lowercase() && !"aeiou".contains(*c);
    let twice = letters.first() == Some(&'Ž')
        && letters.get(1).is_some_and(consonant)
        && neighbours().any(|(one, other)| one == other);
    capital || northern || ends_in_thorn || accents || twice
}

/// The letters of Icelandic and Faroese, and of the names that are written there.
const NORTHERN: &str = "abcdefghijklmnoprstuvxyáéíóúýþæöðøå";

/// Whether a character is a letter; some that Unicode calls so are signs here.
fn letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ' | 'ƒ' | 'ˆ')
}
