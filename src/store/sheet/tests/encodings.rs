//! Which encoding is found, and what is said of those that cannot be read.

use super::*;

#[test]
fn each_encoding_is_named() {
    let named = |bytes: &[u8]| sheet("form.csv", bytes).notes().encoding;
    assert_eq!(named(b"Name,b\nZo\xc3\xab,1\n"), "UTF-8");
    assert_eq!(named(b"\xef\xbb\xbfName,b\n"), "UTF-8 with mark");
    assert_eq!(named(b"\xff\xfea\0,\0b\0"), "UTF-16 LE");
    assert_eq!(named(b"\xfe\xff\0a\0,\0b"), "UTF-16 BE");
    let windows = sheet("form.csv", b"Name,b\nZo\xeb,O\x92Neill\n");
    assert_eq!((windows.notes().encoding, windows.cell(1, 0), windows.cell(1, 1)), ("Windows-1252", "Zoë", "O’Neill"));
}

#[test]
fn utf_16_without_its_mark_is_refused() {
    let remedy = "Open the file in Excel and save it as \"CSV UTF-8 (Comma delimited)\".";
    for (bytes, order) in [(&b"N\0a\0,\0b\0\n\0"[..], "little-endian"), (b"\0N\0a\0,\0b\0\n", "big-endian")] {
        assert_eq!(
            problem("f.csv", bytes),
            format!("error f.csv: the file is in UTF-16 ({order}) without the mark that says so |  | {remedy}")
        );
    }
}

#[test]
fn a_mark_that_lies_is_reported_at_the_line() {
    assert_eq!(
        problem("f.csv", b"\xef\xbb\xbfName,b\r\nZo\xeb,1\r\n"),
        "error f.csv:2: the file says that it is UTF-8 with mark, but here it is not | Zo\u{fffd},1 | \
         Open the file in Excel and save it as \"CSV UTF-8 (Comma delimited)\"."
    );
    assert!(problem("f.csv", b"\xff\xfea\0,\0b").contains("says that it is UTF-16 LE, but here it is not"));
}

#[test]
fn a_mixture_of_encodings_is_reported_at_the_line() {
    assert_eq!(
        problem("f.csv", b"Name,b\nZo\xc3\xab,caf\xc3\xa9\nRen\xe9,1\n"),
        "error f.csv:3: most of the file is UTF-8, but here is a character that is not | Ren\u{fffd},1 | \
         Type the character again in Excel and save the file as \"CSV UTF-8 (Comma delimited)\"."
    );
}

#[test]
fn a_code_page_of_dos_is_read_where_the_scheme_names_it() {
    let mut problems = Problems::default();
    let how = Reading { encoding: Some("cp850"), ..Reading::default() };
    let read = read("f.csv", b"Name,b\nZo\x89 M\x81ller,1\n", &how, &mut problems).unwrap();
    assert_eq!((read.cell(1, 0), read.notes().encoding), ("Zoë Müller", "code page 850"));
    assert!(problems.is_empty());
}
