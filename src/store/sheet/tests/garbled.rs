//! Files that another program has spoilt on their way.

use super::*;

#[test]
fn text_that_was_encoded_twice_is_a_warning() {
    let (sheet, problems) =
        reading("f.csv", "Name,Why\nAda,x\nZoÃ« â€“ RenÃ©,Itâ€™s\nBjÃ¸rn,\u{2013}\n".as_bytes(), &Reading::default());
    assert_eq!(sheet.unwrap().cell(2, 1), "Itâ€™s");
    assert_eq!(
        problems,
        ["warning f.csv:3:1: letters are garbled here and perhaps elsewhere; this was probably \"Zoë – René\" | \
             ZoÃ« â€“ RenÃ© | Export the form again, and open it in Excel by Data > From Text/CSV with the file origin \
             \"65001: Unicode (UTF-8)\", not by a double click."]
    );
    let workbook = writer::xlsx(&[vec!["Name".to_string()], vec!["ZoÃ«".to_string()]]);
    assert!(problem("f.xlsx", &workbook).starts_with("warning f.xlsx:2:1: letters are garbled here"));
}

#[test]
fn sound_text_beyond_ascii_is_no_warning() {
    for text in ["Zoë,René", "«CAFÉ»,BEYONCÉ’S", "MAÇÃ”,IRMÃ", "Łódź,Žižek", "名前,Имя", "São João,Ã©", "👍🏽,naïve"]
    {
        sheet("f.csv", format!("Name,Why\n{text}\n").as_bytes());
    }
}

#[test]
fn csv_inside_csv_is_read_as_the_cells_inside() {
    let text =
        "\"Name,Why,\"\"Where\r\nnow\"\"\"\r\n\r\n\"Ada,\"\"because, well\"\",London\"\r\n\"Bob,,\"\r\n\"Eve,x,y\"\r\n";
    let sheet = sheet("f.csv", text.as_bytes());
    assert_eq!(
        cells(&sheet),
        [vec!["Name", "Why", "Where\nnow"], vec!["Ada", "because, well", "London"], vec!["Bob"], vec!["Eve", "x", "y"]]
    );
    assert_eq!((0..4).map(|r| sheet.line(r)).collect::<Vec<_>>(), [1, 4, 5, 6]);
    assert_eq!((0..4).map(|r| sheet.number(r)).collect::<Vec<_>>(), [1, 3, 4, 5]);
    assert_eq!(
        sheet.notes().to_string(),
        "CSV, UTF-8, separated by commas; every row stood in one quoted cell and was read as the cells inside"
    );
    let semicolons = b"\"Name;Where\"\n\"Ada;London, UK\"\n\"Bob;Leeds, UK\"\n";
    assert_eq!(super::sheet("f.csv", semicolons).notes().separator, Some(';'));
}

#[test]
fn one_quoted_column_stays_one_column() {
    for text in [
        "\"Why?\"\n\"Because, well\"\n\"Yes, sure\"\n",
        "\"Why, and how?\"\n\"Because, well\"\n\"Yes, sure\"\n",
        "\"Name\"\n\"Ada\"\n",
        "\"Sum\"\n\"1,5\"\n\"2,5\"\n",
        "\"a,b\"\n",
        "\"a,b\"\nc\n",
    ] {
        let sheet = sheet("f.csv", text.as_bytes());
        assert!((0..sheet.rows()).all(|r| sheet.width(r) == 1), "{text}");
    }
    let how = Reading { separator: Some(';'), ..Reading::default() };
    let (sheet, _) = reading("f.csv", b"\"a,b\"\n\"1,2\"\n", &how);
    assert_eq!(cells(&sheet.unwrap()), [["a,b"], ["1,2"]]);
}
