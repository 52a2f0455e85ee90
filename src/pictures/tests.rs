use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

/// Reads a drawing from end to end and returns its elements, each with its attributes.
fn elements(drawing: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(drawing);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                let own = tag.attributes().map(|attribute| attribute.expect("a sound attribute"));
                let own = own.map(|own| (own.key.as_ref().to_string(), own.value.to_string()));
                found.push((tag.name().as_ref().to_string(), own.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn picture(shape: Shape) -> String {
    svg(&Picture { title: "A & B".to_string(), says: "Said <first>".to_string(), shape }, "p1")
}

fn bar(label: &str, from: f64, to: f64) -> Bar {
    Bar { label: label.to_string(), shown: (to - from).to_string(), from, to, aside: false }
}

/// Where the rectangles of a colour begin, and how wide they are, in shares of the width.
fn rectangles(drawing: &str, colour: &str) -> Vec<(String, String)> {
    let own = elements(drawing).into_iter().filter(|(name, _)| name == "rect");
    let of = |all: &[(String, String)], key: &str| {
        all.iter().find(|(its, _)| its == key).map_or(String::new(), |(_, value)| value.clone())
    };
    own.filter(|(_, all)| of(all, "fill") == colour).map(|(_, all)| (of(&all, "x"), of(&all, "width"))).collect()
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let bars = vec![bar("Applied", 0.0, 40.0), bar("Admitted", 0.0, 30.0), bar("Not admitted", 30.0, 40.0)];
    let drawn = picture(Shape::Bars(bars));
    let expected = [("0.00%", "100.00%"), ("0.00%", "75.00%"), ("75.00%", "25.00%")];
    assert_eq!(rectangles(&drawn, letters::FIRST), expected.map(|(x, width)| (x.to_string(), width.to_string())));
    assert!(drawn.contains("Said &lt;first&gt;. Applied: 40; Admitted: 30; Not admitted: 10.</desc>"), "{drawn}");
    assert!(drawn.contains("<title id=\"p1-t\">A &amp; B</title>"), "{drawn}");
}

#[test]
fn intervals_lie_over_their_scale() {
    let rows = vec![Interval {
        label: "confidence".to_string(),
        shown: "1.0 (0.0 to 2.0)".to_string(),
        middle: 1.0,
        around: Some((0.0, 2.0)),
    }];
    let drawn = picture(Shape::Intervals(Intervals { rows, line: Some(0.0), unit: "points".to_string() }));
    // From 0 to 2 with three shares of the width free at each side: the middle is the middle.
    assert!(drawn.contains("<circle cx=\"50.00%\""), "{drawn}");
    assert!(drawn.contains("x1=\"3.00%\" y1=\"28\" x2=\"97.00%\" y2=\"28\""), "{drawn}");
}

#[test]
fn columns_that_are_not_told_are_hatched() {
    let stack = |label: &str, numbers: Option<Vec<f64>>| Stack { label: label.to_string(), numbers };
    let stacks = vec![stack("Jan\n2027", Some(vec![4.0, 1.0])), stack("Feb", None)];
    let parts = vec!["held".to_string(), "not held".to_string()];
    let drawn = picture(Shape::Columns(Columns { parts, stacks, not_told: "too few".to_string() }));
    assert!(drawn.contains("Jan 2027: 4 held, 1 not held; Feb: too few.</desc>"), "{drawn}");
    assert_eq!(rectangles(&drawn, "url(#p1-h)").len(), 2, "one in the legend, one column");
    assert_eq!(rectangles(&drawn, letters::FIRST).len(), 2);
}

#[test]
fn a_year_is_said_where_it_begins() {
    let stack = |label: &str| Stack { label: label.to_string(), numbers: Some(vec![4.0]) };
    let stacks = ["Oct\n2026", "Nov\n2026", "Jan\n2027", "Feb\n2027"].map(stack).to_vec();
    let of = Columns { parts: vec!["held".to_string()], stacks, not_told: String::new() };
    let drawn = picture(Shape::Columns(of));
    let labels = drawn.split("</desc>").nth(1).expect("a drawing");
    let count = |words: &str| labels.matches(&format!(">{words}<")).count();
    assert_eq!(["Oct", "Nov", "Jan", "Feb", "2026", "2027"].map(count), [1; 6], "{labels}");
    assert!(drawn.contains("Nov 2026: 4 held"), "whoever listens hears it of each");
}

proptest! {
    #[test]
    fn whatever_is_drawn_is_well_formed_and_asks_for_nothing(
        words in "\\PC*",
        numbers in prop::collection::vec(prop::num::f64::ANY, 0..6),
    ) {
        let bars = numbers.iter().map(|n| bar(&words, 0.0, *n)).collect();
        let rows = numbers.iter().map(|n| Interval {
            label: words.clone(),
            shown: words.clone(),
            middle: *n,
            around: Some((*n, *n)),
        });
        let intervals = Intervals { rows: rows.collect(), line: numbers.first().copied(), unit: words.clone() };
        let stacks = numbers.iter().map(|n| Stack { label: words.clone(), numbers: Some(vec![*n]) }).collect();
        let columns = Columns { parts: vec![words.clone()], stacks, not_told: words.clone() };
        for shape in [Shape::Bars(bars), Shape::Intervals(intervals), Shape::Columns(columns)] {
            let drawn = picture(shape);
            let all = elements(&drawn);
            prop_assert_eq!(all[0].0.as_str(), "svg");
            prop_assert!(all.iter().all(|(name, _)| name != "script" && name != "image" && name != "a"));
            prop_assert!(all.iter().flat_map(|(_, own)| own).all(|(_, value)| !value.contains("NaN")));
        }
    }
}
