//! One web page that needs nothing else: to open in a browser, to print, to attach.

use super::lines::safe_lines;
use super::view::View;
use super::{Block, Look, Report};
use crate::markup::{html, page};

const STYLE: &str = "\
body { font: 11pt/1.4 sans-serif; color: #111; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid #ccc }
th { border-bottom: 2px solid #444 } .number { text-align: right; font-variant-numeric: tabular-nums }
@page { margin: 15mm }
@media print { body { font-size: 9.5pt; margin: 0; max-width: none; padding: 0 }
  thead { display: table-header-group } tr { break-inside: avoid } h1, h2 { break-after: avoid } }";

/// Renders every block; the first heading is the title.
pub fn render(report: &Report, look: &Look) -> String {
    let mut title = None;
    let mut body = String::new();
    for block in &report.blocks {
        match block {
            Block::Heading(text) if title.is_none() => {
                body.push_str(&format!("<h1>{}</h1>\n", inline(text)));
                title = Some(safe_lines(text).join(" "));
            }
            Block::Heading(text) => body.push_str(&format!("<h2>{}</h2>\n", inline(text))),
            Block::Text(text) => body.push_str(&format!("<p>{}</p>\n", inline(text))),
            Block::List(items) => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect();
                body.push_str(&format!("<ul>\n{items}</ul>\n"));
            }
            Block::Verbatim(text) => {
                let lines: Vec<String> = safe_lines(text).iter().map(|line| html(line)).collect();
                body.push_str(&format!("<pre>{}</pre>\n", lines.join("\n")));
            }
            Block::Table(table) => body.push_str(&draw(&table.for_readers(look))),
            Block::Events(_) | Block::Chart(_) => {}
        }
    }
    let title = title.unwrap_or_else(|| "Report".to_string());
    page(&title, STYLE, &body)
}

fn draw(view: &View) -> String {
    if view.rows.is_empty() {
        return String::new();
    }
    let classes: Vec<&str> =
        (0..view.columns.len()).map(|i| if view.is_numeric(i) { " class=\"number\"" } else { "" }).collect();
    let mut out = String::from("<table>\n<thead>\n<tr>");
    for (column, class) in view.columns.iter().zip(&classes) {
        out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", inline(&column.heading)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &view.rows {
        out.push_str("<tr>");
        for (cell, class) in row.iter().zip(&classes) {
            out.push_str(&format!("<td{class}>{}</td>", inline(&cell.plain())));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn inline(text: &str) -> String {
    safe_lines(text).iter().map(|line| html(line)).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{look, pairs};
    use super::*;

    #[test]
    fn a_report_is_one_page() {
        let page = render(&pairs(), &look());
        let expected = "<body>\n<h1>Round 3: 2 pairs</h1>\n<p>Proposed on 5 October.</p>\n<table>\n<thead>\n\
<tr><th scope=\"col\">Mentee</th><th scope=\"col\">Since</th><th scope=\"col\" class=\"number\">Score</th>\
<th scope=\"col\" class=\"number\">Hours</th><th scope=\"col\">Phone</th><th scope=\"col\">Why</th></tr>\n\
</thead>\n<tbody>\n\
<tr><td>Amina Khan</td><td>2026-10-05</td><td class=\"number\">87</td><td class=\"number\">12.50</td>\
<td>+44 7700 900123</td><td>Both in Leeds<br>Same trade</td></tr>\n\
<tr><td>=1+1</td><td>2026-10-05</td><td class=\"number\">-5</td><td class=\"number\">12.50</td>\
<td>07700 900456</td><td>a | b &lt;i&gt;</td></tr>\n\
</tbody>\n</table>\n</body>\n</html>\n";
        assert_eq!(&page[page.find("<body>").expect("has a body")..], expected);
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
        assert!(page.contains("<title>Round 3: 2 pairs</title>"));
    }

    #[test]
    fn everything_is_escaped() {
        let nasty = "</title><script>\u{1b}\u{202e}'\"&".to_string();
        let report = Report { blocks: vec![Block::Heading(nasty.clone()), Block::Text(nasty)], json: None };
        let page = render(&report, &look());
        let escaped = "&lt;/title&gt;&lt;script&gt;\\u{1b}\\u{202e}&#39;&quot;&amp;";
        assert_eq!(page.matches(escaped).count(), 3);
        assert!(!page.contains("<script") && !page.contains(|c: char| c.is_control() && c != '\n'));
    }
}
