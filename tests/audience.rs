//! The evaluation for people who were not there: whatever stands in private columns, none of it is in the page, the
//! workbook or the two pages for a board; the page asks nobody for anything, and a reader without eyes finds the way.

#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

/// How many relationships there are.
const PAIRS: usize = 30;
/// What stands wherever nobody else may read.
const POISON: &str = "POISON";

/// A scheme at the end of its year, with a poison word in every name, address and note.
fn scheme(directory: &Path) {
    let mut files: Vec<(&str, String)> = vec![("scheme.toml", SCHEME.to_string())];
    let (mut register, mut mentors, mut mentees) =
        ("mark,id,kind,identity\n".to_string(), "Name,E-mail,Health\n".to_string(), "Name,E-mail,Health\n".to_string());
    let mut tables: Vec<(&str, String)> = [
        (
            "records/relationships.csv",
            "mark,id,form,mentor,mentee,by_hand,despite,fixed,accepted,declined,ended,ending",
        ),
        ("records/sessions.csv", "mark,id,relationship,on,held,minutes,by,rating,removed"),
        ("records/goals.csv", "mark,id,relationship,person,on,start,target,removed"),
        ("records/ratings.csv", "mark,id,goal,on,now,removed"),
        ("records/answers.csv", "mark,id,person,measure,item,stage,on,answer,removed"),
        ("records/results.csv", "mark,id,person,result,weeks,on,reached,removed"),
        ("records/quotes.csv", "mark,id,person,on,consent,expires,withdrawn,removed"),
        ("records/lessons.csv", "mark,id,theme,on,removed"),
        ("records/decisions.csv", "mark,id,decision,option,on,removed"),
        ("private/notes.csv", "record,on,note"),
        ("private/corrections.csv", "id,role,field,value,why,on"),
        ("private/equality.csv", "person,age group"),
    ]
    .map(|(file, heading)| (file, format!("{heading}\n")))
    .to_vec();
    let mut add = |file: &str, row: String| {
        let table = tables.iter_mut().find(|(name, _)| *name == file).expect("a table");
        table.1.push_str(&(row + "\n"));
    };
    for n in 1..=PAIRS {
        let (mentor, mentee) = (format!("P{n:03}"), format!("P{:03}", n + PAIRS));
        for (id, who, list) in [(&mentor, "mentor", &mut mentors), (&mentee, "mentee", &mut mentees)] {
            register.push_str(&format!("zfhrwqpwkg,{id},email,{who}{n}.poison@example.org\n"));
            list.push_str(&format!("{POISON} {who} {n},{who}{n}.poison@example.org,{POISON} health\n"));
        }
        let ended = if n % 3 == 0 { "2027-01-20,completed" } else { "," };
        add(
            "records/relationships.csv",
            format!("zfhrwqpwkg,R{n:03},one-to-one,{mentor},{mentee},,,,2026-06-01,,{ended}"),
        );
        for month in 7..=12 {
            let held = if (n + month) % 9 == 0 { "no,," } else { "yes,60,video call" };
            let id = n * 12 + month;
            add("records/sessions.csv", format!("zfhrwqpwkg,S{id},R{n:03},2026-{month:02}-08,{held},,"));
        }
        add("records/goals.csv", format!("zfhrwqpwkg,G{n:03},R{n:03},,2026-06-02,1,4,"));
        add("records/ratings.csv", format!("zfhrwqpwkg,K{n:03},G{n:03},2027-01-02,{},", 1 + n % 4));
        add("private/notes.csv", format!("G{n:03},2026-06-02,{POISON} goal"));
        let answers = [("start", "2026-06-02", 1 + n % 3), ("end", "2027-01-10", 1 + (n * 7) % 5)];
        for (at, (stage, on, said)) in (2 * n..).zip(answers) {
            add("records/answers.csv", format!("zfhrwqpwkg,W{at},{mentee},confidence,,{stage},{on},{said},"));
        }
        add(
            "records/results.csv",
            format!("zfhrwqpwkg,F{n:03},{mentee},in work,13,2026-12-01,{},", ["yes", "no"][n % 2]),
        );
        add("private/equality.csv", format!("{mentee},{}", ["under 50", "50 and over"][n % 2]));
    }
    let quotes =
        [("anonymous", "", "I dare more"), ("role only", "", "It steadied me"), ("anonymous", "2027-01-05", POISON)];
    for (n, (consent, withdrawn, words)) in (1..).zip(quotes) {
        let person = n + PAIRS;
        add("records/quotes.csv", format!("zfhrwqpwkg,Q{n:03},P{person:03},2027-01-02,{consent},,{withdrawn},"));
        add("private/notes.csv", format!("Q{n:03},2027-01-02,{words}"));
    }
    add("records/lessons.csv", "zfhrwqpwkg,L001,contracting,2027-01-02,".to_string());
    add("private/notes.csv", format!("L001,2027-01-02,{POISON} lesson"));
    add("records/decisions.csv", "zfhrwqpwkg,D001,how it goes on,extend it,2027-01-30,".to_string());
    add("private/notes.csv", format!("D001,2027-01-30,{POISON} reason"));
    add("private/corrections.csv", format!("P031,,name,{POISON} corrected,{POISON} why,2026-06-01"));
    files.extend([
        ("private/register.csv", register),
        ("people/mentors.csv", mentors),
        ("people/mentees.csv", mentees),
    ]);
    files.extend(tables);
    for (name, text) in files {
        let path = directory.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

const SCHEME: &str = r#"
format = 1
name = "Harbour <b>&</b>"
invented = true
[[source]]
file = "people/mentors.csv"
role = "mentor"
ignore = ["Health"]
[source.columns]
name = "Name"
email = "E-mail"
[[source]]
file = "people/mentees.csv"
role = "mentee"
ignore = ["Health"]
[source.columns]
name = "Name"
email = "E-mail"
[sessions]
number = 6
minutes = 60
every = "month"
by = ["video call"]
[[measure]]
name = "confidence"
for = ["mentee"]
stages = ["start", "end"]
scale = ["1", "2", "3", "4", "5"]
[[result]]
name = "in work"
weeks = 13
[[theme]]
name = "contracting"
[[decision]]
name = "how it goes on"
options = ["extend it", "stop"]
[[outcome]]
name = "mentees are surer"
for = "mentees"
measures = ["confidence"]
[[value.assumption]]
name = "coordination"
is = "cost"
low = 900
central = 1000
high = 1300
"#;

/// What a file of the evaluation holds.
fn made(directory: &Path, args: &[&str]) -> Vec<u8> {
    let file = args.last().expect("a file");
    let out = harness::mentor(directory, &[&["evaluate"], args].concat());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::read(directory.join(file)).expect("is there")
}

/// The parts of a document or a workbook.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    let count = archive.len();
    let part = |at| {
        let mut part = archive.by_index(at).expect("has the part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("is text");
        (part.name().expect("has a name").into_owned(), text)
    };
    (0..count).map(part).collect()
}

/// Reads XML to its end, and gives the names of its elements.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "sound attributes in {xml}");
                names.push(tag.name().as_ref().to_string());
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}

fn assert_clean(what: &str, text: &str) {
    let lower = text.to_lowercase();
    assert!(!lower.contains("poison"), "{what} tells what is private");
    assert!(!lower.contains("@example"), "{what} holds an address");
}

#[test]
fn nothing_private_is_in_any_of_it() {
    let directory = tempfile::tempdir().expect("a directory");
    scheme(directory.path());
    let page = String::from_utf8(made(directory.path(), &["-o", "page.html"])).expect("is UTF-8");
    assert!(page.contains("I dare more") && page.contains("It steadied me"), "quotes with consent are there");
    assert_clean("the page", &page);
    for args in [&["-o", "book.xlsx"][..], &["--board", "-o", "board.docx"]] {
        for (name, text) in parts(made(directory.path(), args)) {
            assert_clean(&name, &text);
        }
    }
    for file in ["board.html", "board.md"] {
        let text = made(directory.path(), &["--board", "-o", file]);
        assert_clean(file, &String::from_utf8(text).expect("is UTF-8"));
    }
}

#[test]
fn the_page_asks_nobody_for_anything_and_can_be_heard() {
    let directory = tempfile::tempdir().expect("a directory");
    scheme(directory.path());
    let page = String::from_utf8(made(directory.path(), &["-o", "page.html"])).expect("is UTF-8");
    for outside in ["http://", "https://", "src=", "<link", "<script", "<iframe", "<img", "@import", "//fonts"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.split("url(").skip(1).all(|rest| rest.starts_with('#')), "only its own patterns are drawn");
    assert!(page.split("href=\"").skip(1).all(|rest| rest.starts_with('#')), "it leads nowhere else");

    let drawings: Vec<&str> = page.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect();
    assert!(drawings.len() >= 5, "people, sessions, sessions over time, goals, change: {}", drawings.len());
    for drawing in &drawings {
        assert!(drawing.starts_with(" role=\"img\" aria-labelledby="), "{drawing}");
        let names = elements(&format!("<svg{drawing}</svg>"));
        assert_eq!((names[1].as_str(), names[2].as_str()), ("title", "desc"));
    }

    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "every id once");
    for named in page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(named.split(' ').all(|id| ids.contains(&id)), "{named}");
    }
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "{target}");
    }
    for landmark in ["<header>", "<nav aria-label=", "<main id=\"main\"", "<footer>", "class=\"skip\" href=\"#main\""] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    let levels: Vec<u32> =
        page.split("<h").skip(1).filter_map(|rest| rest.chars().next().and_then(|level| level.to_digit(10))).collect();
    assert_eq!((levels[0], levels.iter().filter(|level| **level == 1).count()), (1, 1));
    assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "no level is left out: {levels:?}");
    let heads: Vec<&str> = page.split("<th").skip(1).filter(|rest| !rest.starts_with("ead")).collect();
    assert!(heads.iter().all(|head| head.starts_with(" scope=\"")), "every heading says what it is over");
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    assert!(page.contains("Harbour &lt;b&gt;&amp;&lt;/b&gt;") && !page.contains("Harbour <b>"));
}

#[test]
fn the_workbook_is_sound_and_its_charts_refer_to_its_cells() {
    let directory = tempfile::tempdir().expect("a directory");
    scheme(directory.path());
    let parts = parts(made(directory.path(), &["-o", "book.xlsx"]));
    for (name, text) in parts.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
        assert!(!elements(text).is_empty(), "{name}");
    }
    let charts: Vec<&String> =
        parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).map(|(_, text)| text).collect();
    assert!(charts.len() >= 5, "{}", charts.len());
    let workbook = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").expect("a workbook").1;
    for reference in charts.iter().flat_map(|chart| chart.split("<c:f>").skip(1)) {
        let sheet = reference.split('!').next().expect("a sheet").trim_matches('\'');
        assert!(workbook.contains(&format!("name=\"{sheet}\"")), "{sheet}");
    }
    let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    assert!(sheets.clone().all(|(_, text)| text.contains("state=\"frozen\"")), "headings stay in sight");
}

#[test]
fn a_board_gets_two_pages() {
    let directory = tempfile::tempdir().expect("a directory");
    scheme(directory.path());
    let parts = parts(made(directory.path(), &["--board", "-o", "board.docx"]));
    let text = &parts.iter().find(|(name, _)| name == "word/document.xml").expect("has text").1;
    assert_eq!(text.matches("<w:pageBreakBefore/>").count(), 1);
    let said = ["Pairs", "extend it", "contracting (1)", "I dare more", "£33.33"];
    let missing: Vec<&str> = said.into_iter().filter(|words| !text.contains(words)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A scheme for which nobody has signed up yet.
fn empty_scheme(directory: &Path, text: &str) {
    fs::create_dir_all(directory.join("people")).expect("made");
    fs::write(directory.join("scheme.toml"), text).expect("written");
    for file in ["people/mentors.csv", "people/mentees.csv"] {
        fs::write(directory.join(file), "Name,E-mail,Health\n").expect("written");
    }
}

#[test]
fn before_anybody_is_matched_nothing_is_said_to_have_changed_or_to_be_hidden() {
    let directory = tempfile::tempdir().expect("a directory");
    empty_scheme(directory.path(), SCHEME);
    for args in [&["-o", "page.html"][..], &["--board", "-o", "board.md"]] {
        let text = String::from_utf8(made(directory.path(), args)).expect("is UTF-8");
        assert!(text.contains("Nobody is matched yet"), "{text}");
        for untrue in ["What is shown changed", "giving somebody away", "Left out"] {
            assert!(!text.contains(untrue), "{untrue}: {text}");
        }
    }
    let board = fs::read_to_string(directory.path().join("board.md")).expect("is there");
    for said in ["none yet", "nobody has signed up yet", "nobody was in one in this period", "Nothing is decided yet"] {
        assert!(board.contains(said), "{said}: {board}");
    }
}

#[test]
fn the_columns_of_a_section_are_the_same_whatever_there_is_to_tell() {
    let full = tempfile::tempdir().expect("a directory");
    scheme(full.path());
    let empty = tempfile::tempdir().expect("a directory");
    empty_scheme(empty.path(), SCHEME.split("[sessions]").next().expect("the people"));
    let sections = [
        "participation",
        "delivery",
        "goals",
        "measures",
        "outcomes",
        "results",
        "themes",
        "quotes",
        "both-sides",
        "training",
        "commissioners",
    ];
    for section in sections {
        let heading = |directory: &Path| {
            let out = harness::mentor(directory, &["evaluate", "--section", section]);
            assert!(out.status.success(), "{section}: {}", String::from_utf8_lossy(&out.stderr));
            String::from_utf8(out.stdout).expect("is UTF-8").lines().next().unwrap_or_default().to_string()
        };
        let (one, other) = (heading(full.path()), heading(empty.path()));
        assert_eq!(one, other, "{section}");
        assert!(one.contains(','), "{section}: {one}");
        let out = harness::mentor(empty.path(), &["evaluate", "--section", section, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("is JSON");
        assert!(json["sections"][section].is_array(), "{section}: {json}");
    }
}
