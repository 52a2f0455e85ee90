//! What is said of files that are no table.

use super::*;

const EXPORT: &str = "Export the answers from the form as CSV or as an Excel workbook (.xlsx), and name that file.";

#[test]
fn files_of_other_kinds_are_named() {
    let cases: [(&[u8], &str); 13] = [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"\n <!DOCTYPE html><p>Sign in", "a web page (HTML)"),
        (b"<html xmlns:x=''>", "a web page (HTML)"),
        (b"\xef\xbb\xbf<table><tr>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><Workbook>", "an XML document"),
        (b"[{\"Name\": \"Ada\"}]", "data in JSON"),
        (b"[\r\n  {\r\n    \"Name\": \"Ada\"", "data in JSON"),
        (b"{\n \"rows\": []}", "data in JSON"),
        (b"BEGIN:VCARD\r\nFN:Ada", "an address card (vCard)"),
        (b"version https://git-lfs.github.com/spec/v1\n", "only the pointer that Git LFS keeps in place of a file"),
        (b"\x01\x02\x03\x04abc", "binary data"),
    ];
    for (bytes, what) in cases {
        assert_eq!(problem("f.csv", bytes), format!("error f.csv: the file is {what}, not a table |  | {EXPORT}"));
    }
}

#[test]
fn a_file_with_nothing_in_it_is_an_error() {
    let remedy = "Export the form again, and see in Excel that the answers are in the file.";
    assert_eq!(problem("f.csv", b""), format!("error f.csv: the file is empty |  | {remedy}"));
    for blank in [&b"\n\r\n"[..], b" , ,\n", b"\xef\xbb\xbf", b"sep=;\n", b"\"\"\n"] {
        assert_eq!(problem("f.csv", blank), format!("error f.csv: the file holds no text at all |  | {remedy}"));
    }
}

#[test]
fn old_and_locked_workbooks_are_told_apart() {
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &name[..]].concat()
    };
    assert_eq!(
        problem("f.xlsx", &ole("EncryptedPackage")),
        "error f.xlsx: the workbook is locked with a password |  | Open it in Excel, remove the password under \
         File > Info > Protect Workbook > Encrypt with Password, and save it."
    );
    assert_eq!(
        problem("f.xls", &ole("Workbook")),
        "error f.xls: the file is a workbook of an old Excel (.xls) |  | Open it in Excel and save it as \"Excel \
         Workbook (.xlsx)\" or \"CSV UTF-8\"."
    );
    assert!(problem("f.xls", &ole("WordDocument")).contains("an old Office document that is no workbook, not a table"));
}

#[test]
fn archives_are_named_by_what_they_hold() {
    let told = |names: &[&str]| problem("f.xlsx", &archive(names, 9));
    assert_eq!(
        told(&["Sign-up.csv", "__MACOSX/x"]),
        "error f.xlsx: the file is a ZIP archive that holds \"Sign-up.csv\" |  | Unpack it and name the file inside."
    );
    assert_eq!(
        told(&["mimetype", "content.xml", "META-INF/manifest.xml"]),
        "error f.xlsx: the file is an OpenDocument file (.ods) |  | Open it in LibreOffice or Excel and save it as \
         \"Excel Workbook (.xlsx)\" or as CSV in UTF-8."
    );
    assert_eq!(
        told(&["Index/Document.iwa"]),
        "error f.xlsx: the file is a document of Apple Numbers |  | Open it in Numbers and choose File > Export To > \
         CSV, text encoding Unicode (UTF-8)."
    );
    assert_eq!(
        told(&["[Content_Types].xml", "xl/workbook.bin"]),
        "error f.xlsx: the file is a binary workbook (.xlsb) |  | Open it in Excel and save it as \"Excel Workbook \
         (.xlsx)\" or \"CSV UTF-8\"."
    );
    assert!(told(&["[Content_Types].xml", "word/document.xml"]).contains("is a Word document, not a table"));
    assert!(told(&["ppt/slides.xml"]).contains("is a PowerPoint presentation, not a table"));
    assert_eq!(
        problem("f.csv", &archive(&["xl/workbook.xml"], u32::MAX - 1)),
        "error f.csv: the workbook, unpacked, holds 4095 MiB; at most 256 MiB can be read |  | Delete what does not \
         belong to the table, such as pictures and unused worksheets, or split the file."
    );
}

#[test]
fn a_workbook_cut_off_on_the_way_is_named() {
    let whole = writer::xlsx(&[vec!["Name".to_string()]]);
    assert_eq!(
        problem("f.xlsx", &whole[..whole.len() / 2]),
        "error f.xlsx: the file is an Excel workbook or a ZIP archive, but its end is missing |  | Download or copy \
         the file again; it was probably cut off on the way."
    );
}

/// Builds an archive of which only the list of contents is there.
fn archive(names: &[&str], size: u32) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    let start = bytes.len() as u32;
    for name in names {
        let mut entry = [0; 46];
        entry[..4].copy_from_slice(b"PK\x01\x02");
        entry[24..28].copy_from_slice(&size.to_le_bytes());
        entry[28] = name.len() as u8;
        bytes.extend(entry);
        bytes.extend(name.as_bytes());
    }
    let mut end = [0; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[16..20].copy_from_slice(&start.to_le_bytes());
    bytes.extend(end);
    bytes
}
