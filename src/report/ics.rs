//! A calendar file (RFC 5545) for the programs in which people keep their days. Days are whole days, hours are those of
//! London, summer time included. No name of a person is ever in it: calendars are shared widely.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{Block, Report};

/// The longest line, in octets, without its end.
const LINE: usize = 75;

/// One day, or several in a row, on which something is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What tells it from every other, the same each time it is written.
    pub uid: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub by: NaiveDate,
    /// From when until when on the first day; else the whole day.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// What it is.
    pub summary: String,
    /// How often its day changed.
    pub sequence: u32,
    /// When that was noted.
    pub stamp: NaiveDate,
}

/// The clocks of London as they are set since 1996: forward on the last Sunday of March, back on the last of October.
const LONDON: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// Renders the events of a report.
///
/// # Errors
/// Where a report has no events at all.
pub fn render(report: &Report) -> anyhow::Result<Vec<u8>> {
    let events = report.blocks.iter().find_map(|block| match block {
        Block::Events(events) => Some(events),
        _ => None,
    });
    let Some(events) = events else {
        anyhow::bail!("this answer has no days for a calendar; `mentor schedule -o year.ics` has");
    };
    let mut out = String::new();
    let start = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mentor//schedule//EN", "CALSCALE:GREGORIAN"];
    start.iter().chain(&["METHOD:PUBLISH"]).chain(&LONDON).for_each(|text| line(&mut out, text));
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&event.uid)));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", basic(event.stamp)));
        line(&mut out, &format!("SEQUENCE:{}", event.sequence));
        match event.hours {
            Some((at, until)) => {
                let time = |time: NaiveTime| format!("{}T{}", basic(event.from), time.format("%H%M%S"));
                line(&mut out, &format!("DTSTART;TZID=Europe/London:{}", time(at)));
                line(&mut out, &format!("DTEND;TZID=Europe/London:{}", time(until)));
            }
            None => {
                // The end of a whole day is the day after it.
                let end = event.by.max(event.from).checked_add_days(Days::new(1)).unwrap_or(event.by);
                line(&mut out, &format!("DTSTART;VALUE=DATE:{}", basic(event.from)));
                line(&mut out, &format!("DTEND;VALUE=DATE:{}", basic(end)));
            }
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.summary)));
        // A whole day does not make anybody busy.
        line(&mut out, if event.hours.is_some() { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" });
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    Ok(out.into_bytes())
}

fn basic(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text as calendars write it: no line break or other control character, and what separates values escaped.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded so that no part is longer than 75 octets and no character is cut in two.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn event(summary: &str) -> Event {
        Event {
            uid: "session-1.r003@mentor".to_string(),
            from: day(2027, 2, 28),
            by: day(2027, 2, 28),
            hours: None,
            summary: summary.to_string(),
            sequence: 2,
            stamp: day(2026, 12, 31),
        }
    }

    fn rendered(events: Vec<Event>) -> String {
        let report = Report { blocks: vec![Block::Events(events)], json: None };
        String::from_utf8(render(&report).expect("renders")).expect("is UTF-8")
    }

    #[test]
    fn a_whole_day_ends_on_the_day_after() {
        let expected = "BEGIN:VEVENT\r\nUID:session-1.r003@mentor\r\nDTSTAMP:20261231T000000Z\r\nSEQUENCE:2\r\n\
            DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\nSUMMARY:R003\\, first\\; all\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        let came = rendered(vec![event("R003, first; all")]);
        assert!(came.contains(expected), "{came}");
        assert!(came.starts_with("BEGIN:VCALENDAR\r\n") && came.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn hours_are_those_of_london() {
        let hours = NaiveTime::from_hms_opt(10, 0, 0).zip(NaiveTime::from_hms_opt(16, 30, 0));
        let came = rendered(vec![Event { hours, ..event("Review day") }]);
        assert!(came.contains("DTSTART;TZID=Europe/London:20270228T100000\r\n"), "{came}");
        assert!(came.contains("DTEND;TZID=Europe/London:20270228T163000\r\n"), "{came}");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let summary = "é€🙂".repeat(40);
        let came = rendered(vec![event(&summary)]);
        assert!(came.lines().all(|line| line.len() <= 75), "{came}");
        assert!(came.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")), "{came}");
    }

    #[test]
    fn what_has_no_days_is_no_calendar() {
        assert!(render(&Report::default()).is_err());
    }
}
