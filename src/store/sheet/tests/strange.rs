//! Files in an encoding that nobody named: what is noticed, and what is read once it is named.

use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1255};

use super::*;

/// Reads a form of one name, encoded so, with or without the encoding being said; returns the name and what was told.
fn read_as(name: &str, encoding: &'static Encoding, told: Option<&str>) -> (String, Vec<String>) {
    let (bytes, _, lossy) = encoding.encode(name);
    assert!(!lossy, "{name}");
    let form = [b"Name,Email\n".as_slice(), &bytes, b",a@x.org\n"].concat();
    let (sheet, problems) = reading("form.csv", &form, &Reading { encoding: told, ..Reading::default() });
    (sheet.unwrap().cell(1, 0).to_string(), problems)
}

#[test]
fn letters_that_no_language_has_are_noticed_and_go_once_the_encoding_is_named() {
    let forms: [(&str, &'static Encoding); 13] = [
        ("Łukasz Żółć", WINDOWS_1250),
        ("Każdy", WINDOWS_1250),
        ("Sąd", WINDOWS_1250),
        ("Kováč", WINDOWS_1250),
        ("Jiří Dvořák", WINDOWS_1250),
        ("Ionuț".replace('ț', "ţ").leak(), WINDOWS_1250),
        ("Иван Петров", WINDOWS_1251),
        ("Çağrı", WINDOWS_1254),
        ("משה כהן", WINDOWS_1255),
        ("山田太郎", SHIFT_JIS),
        ("Änne", encoding_rs::MACINTOSH),
        ("René", encoding_rs::MACINTOSH),
        ("Müller", encoding_rs::MACINTOSH),
    ];
    for (name, encoding) in forms {
        let (read, problems) = read_as(name, encoding, None);
        assert_ne!(read, name);
        assert_eq!(problems.len(), 1, "{name} became {read}");
        assert!(problems[0].contains("gives letters that no language has"), "{problems:?}");
        assert_eq!(read_as(name, encoding, Some(encoding.name())), (name.to_string(), Vec::new()));
    }
}

#[test]
fn what_is_in_windows_1252_is_left_in_peace() {
    let words = [
        "Jérôme Lefèvre, LEFÈVRE, créée, élève, œuvre, Noël, où, L’été, «Bonjour»",
        "Jürgen Weiß, Ärztin, Größe, „Übung“, ÖPNV, Straße",
        "José Muñoz, ¿Qué?, ¡Hola!, 1º ESO, 2ª, Mª Ángeles, García-Núñez, Lluís, Dolça",
        "João Gonçalves, à, avó, coração, Conceição",
        "Žiga, Žanna, Škoda, Šárka, Bjørn Åse Æble, sjøen, Åsa Öberg, jäääär, hää",
        "Þórður Guðmundsdóttir, þýðing, Bjørgúlvur Jákupsson",
        "Caffè, Niccolò, perché, Sìne, Dòmhnall, Siân, Tŷ".trim_end_matches(", Tŷ"),
        "£20, £k, £m, €50, 3½ hours, m², ½ day, 20°C, © 2026, Word™, naïve, rôle – “yes” … O’Neill • x · ±5",
    ];
    for text in words {
        let quoted = format!("\"{text}\"");
        assert_eq!(read_as(&quoted, WINDOWS_1252, None), (text.to_string(), Vec::new()));
    }
}

#[test]
fn a_file_of_two_encodings_is_noticed() {
    let bytes = b"Name,Email\nZo\xc3\xa9,z@x.org\nZo\xeb,y@x.org\n";
    let (_, problems) = reading("form.csv", bytes, &Reading::default());
    assert_eq!(
        problems,
        ["warning form.csv:2:1: some of the file is UTF-8 and some is not; it was read as Windows-1252, and here was \
          probably \"Zoé\" |  | Type these letters again in Excel, and save the file as \"CSV UTF-8 (Comma delimited)\"."]
    );
}

#[test]
fn a_named_encoding_that_is_not_the_right_one_is_noticed() {
    let told = Reading { encoding: Some("utf-8"), ..Reading::default() };
    let (sheet, problems) = reading("form.csv", b"Name,Email\nZo\xeb,y@x.org\n", &told);
    assert!(sheet.is_none());
    assert_eq!(
        problems,
        [
            "error form.csv:2: the scheme says that the file is in UTF-8, but here it is not | Zo\u{fffd},y@x.org | Name \
          the right encoding = \"…\" in the [[source]], or save the file as \"CSV UTF-8\" and leave it out."
        ]
    );
    let told = Reading { encoding: Some("windows-1250"), ..Reading::default() };
    let (_, problems) = reading("form.csv", "Name,Email\nZoë Élodie Müller,y@x.org\n".as_bytes(), &told);
    assert_eq!(
        problems,
        ["warning form.csv: the file is in UTF-8, and was read as windows-1250 because the scheme says so |  | Take \
          encoding = \"…\" out of its [[source]]."]
    );
    let (sheet, problems) = reading("form.csv", "\u{feff}Name\nZoë\n".as_bytes(), &told);
    assert_eq!((sheet.unwrap().cell(1, 0), problems.len()), ("Zoë", 0));
}
