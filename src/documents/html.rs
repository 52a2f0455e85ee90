//! One web page that needs nothing else: to print on A4, to read on a telephone, to attach.

use super::text::{self, Style, Text};
use super::{Block, Document, Table};
use crate::markup;

const STYLE: &str = "\
body { font: 11pt/1.4 Arial, Helvetica, sans-serif; color: #111; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: break-word }
h1, h2, h3 { color: #1f3b4d; line-height: 1.2; margin: 1.2em 0 .4em }
h1 { font-size: 1.6rem } h2 { font-size: 1.25rem } h3 { font-size: 1rem }
p, ul, ol { margin: 0 0 .6em } li { margin-bottom: .25em }
.section > :first-child, .card > :first-child { margin-top: .8em }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 1rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #bbb }
thead th { background: #eef2f4; border-bottom: 2px solid #1f3b4d }
code { font: 9pt/1.3 Consolas, \"Courier New\", monospace } code span { white-space: nowrap }
.line { height: 9mm; border-bottom: 1px solid #555 } .lines { margin-bottom: 1rem }
.box { border: 1px solid #555; margin: .3rem 0 1rem }
.signature { margin: 1.5rem 0; break-inside: avoid }
.signature div { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-top: 1.8rem }
.signature span { flex: 1 1 6rem; border-bottom: 1px solid #555; padding-bottom: .1rem }
.signature span:first-child { flex: 3 1 14rem }
.card { border-top: 2px solid #1f3b4d; margin-top: 1.6rem } .card .card { border: 0; margin: 0 }
.section + .section { border-top: 1px solid #bbb; margin-top: 3rem }
footer { color: #555; font-size: 9pt; margin-top: 2rem }
@media print {
  body { max-width: none; margin: 0; padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .section > :first-child { margin-top: 0 }
  .section + .section { break-before: page; border: 0; margin: 0 }
  .card, tr, .lines, .box { break-inside: avoid } thead { display: table-header-group }
  h1, h2, h3, thead { break-after: avoid } p, li { orphans: 2; widows: 2 } }";

/// Renders every section.
pub fn render(document: &Document) -> String {
    let sections = document.filled().map(|section| format!("<div class=\"section\">\n{}</div>\n", blocks(section)));
    let mut body = format!("<main>\n{}</main>\n", sections.collect::<String>());
    if !document.footer.is_empty() {
        body.push_str(&format!("<footer><p>{}</p></footer>\n", lines(&document.footer)));
    }
    markup::page(&text::one_line(&document.title), &(STYLE.to_string() + &paper(&document.footer)), &body)
}

/// The page and its foot. Browsers that know margin boxes print the foot on every page; all show it at the end.
fn paper(footer: &str) -> String {
    // Every sign is written as its number, so that no text can leave the string or the element.
    let footer: String = text::one_line(footer)
        .chars()
        .map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", u32::from(c)) })
        .collect();
    let look = "font: 9pt Arial, Helvetica, sans-serif; color: #555";
    format!(
        "\n@page {{ size: A4; margin: 20mm;\n  @bottom-left {{ content: \"{footer}\"; {look} }}\n  \
         @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); {look}; white-space: nowrap }} }}"
    )
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("<h{0}>{1}</h{0}>\n", level.number(), lines(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", inline(text)),
        Block::Bullets(items) => format!("<ul>\n{}</ul>\n", list(items)),
        Block::Numbered(items) => format!("<ol>\n{}</ol>\n", list(items)),
        Block::Table(table) => draw(table),
        // What is there to be written on is nothing to read out.
        Block::Lines(count) => {
            let lines = "<div class=\"line\"></div>".repeat(usize::from(*count));
            format!("<div class=\"lines\" aria-hidden=\"true\">{lines}</div>\n")
        }
        Block::Box(count) => {
            let height = 9 * u32::from((*count).min(super::BOX));
            format!("<div class=\"box\" style=\"height: {height}mm\" aria-hidden=\"true\"></div>\n")
        }
        Block::Signatures(names) => {
            let space = "<div><span>Signed</span> <span>Date</span></div>";
            let signature = |name| format!("<div class=\"signature\"><strong>{}</strong>{space}</div>\n", lines(name));
            names.iter().map(|name| signature(name)).collect()
        }
        Block::Card(inside) => format!("<section class=\"card\">\n{}</section>\n", blocks(inside)),
    }
}

fn list(items: &[Text]) -> String {
    items.iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect()
}

fn draw(table: &Table) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let mut out = String::from("<table>\n<colgroup>");
    for width in table.widths(100) {
        out.push_str(&format!("<col style=\"width: {width}%\">"));
    }
    out.push_str("</colgroup>\n");
    if table.has_headings() {
        let heading = |heading: &str| format!("<th scope=\"col\">{}</th>", lines(heading));
        let headings: String = table.columns.iter().map(|column| heading(&column.heading)).collect();
        out.push_str(&format!("<thead>\n<tr>{headings}</tr>\n</thead>\n"));
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (cell, names_row) in table.row(row) {
            let (begin, end) = if names_row { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            out.extend([begin, &inline(cell), end]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn inline(text: &Text) -> String {
    let run = |style, text: &str| match style {
        Style::Plain => lines(text),
        Style::Bold => format!("<strong>{}</strong>", lines(text)),
        Style::Italic => format!("<em>{}</em>", lines(text)),
        // Each word is kept whole, without a sign that would be copied along.
        Style::Typed => {
            let word = |word: &str| format!("<span>{}</span>", markup::html(word));
            let line = |line: &String| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
            format!("<code>{}</code>", text::lines(text).iter().map(line).collect::<Vec<_>>().join("<br>"))
        }
    };
    text.runs.iter().map(|part| run(part.style, &part.text)).collect()
}

fn lines(text: &str) -> String {
    text::lines(text).iter().map(|line| markup::html(line)).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::{agreement, cards};
    use super::super::{Column, Level};
    use super::*;

    #[test]
    fn a_card_is_headings_tables_and_lines() {
        let page = render(&cards());
        let expected = "<section class=\"card\">\n<h2>Amina Khan</h2>\n<table>\n\
<colgroup><col style=\"width: 25%\"><col style=\"width: 75%\"></colgroup>\n<tbody>\n\
<tr><th scope=\"row\">Area</th><td>Leeds &amp; Bradford</td></tr>\n\
<tr><th scope=\"row\">Hopes for</th><td>Somebody who has run a team<br>and stayed “calm”</td></tr>\n\
</tbody>\n</table>\n<h3>Alternatives</h3>\n<table>\n\
<colgroup><col style=\"width: 25%\"><col style=\"width: 50%\"><col style=\"width: 25%\"></colgroup>\n<thead>\n\
<tr><th scope=\"col\">Could be</th><th scope=\"col\">Because</th><th scope=\"col\">Asked</th></tr>\n\
</thead>\n<tbody>\n\
<tr><td><strong>Bo Lee</strong></td><td>Same trade</td><td><em>not asked yet</em></td></tr>\n\
<tr><td><strong>Carl O&#39;Shea</strong></td><td>a | b &lt;i&gt;</td><td><em>not asked yet</em></td></tr>\n\
</tbody>\n</table>\n<p>Notes</p>\n<div class=\"lines\" aria-hidden=\"true\">\
<div class=\"line\"></div><div class=\"line\"></div><div class=\"line\"></div></div>\n</section>\n";
        assert!(page.contains(expected), "{page}");
        assert!(page.contains("<title>Cards &amp; more</title>") && page.contains("lang=\"en-GB\""));
        assert_eq!(page.matches("<div class=\"section\">").count(), 2);
    }

    #[test]
    fn a_signature_has_its_name_and_its_line() {
        let page = render(&agreement());
        assert!(page.contains("<strong>Bo Lee, mentor</strong><div><span>Signed</span> <span>Date</span></div>"));
        assert!(!page.contains("<footer>"));
    }

    #[test]
    fn everything_is_escaped() {
        let nasty = "</title></style><script>\u{1b}'\"&\\";
        let table = Table { columns: vec![Column::new(nasty, 1)], rows: vec![vec![nasty.into(), "beyond".into()]] };
        let blocks = vec![
            Block::Heading(Level::One, nasty.to_string()),
            Block::Numbered(vec![Text::default().bold(nasty)]),
            Block::Table(table),
            Block::Signatures(vec![nasty.to_string()]),
        ];
        let page = render(&Document::new(nasty).footer(nasty).section(blocks));
        let escaped = "&lt;/title&gt;&lt;/style&gt;&lt;script&gt;&#39;&quot;&amp;\\";
        assert_eq!(page.matches(escaped).count(), 7);
        assert!(
            page.contains("content: \"\\3c \\2f title\\3e \\3c \\2f style\\3e \\3c script\\3e \\27 \\22 \\26 \\5c \"")
        );
        assert!(!page.contains("<script") && !page.contains(|c: char| c.is_control() && c != '\n'));
        assert_eq!((page.matches("<style").count(), page.matches("</style>").count()), (1, 1));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let page = render(&Document::new("").section(vec![Block::paragraph(text.as_str())]));
            let inside = page.split("<p>").nth(1).and_then(|rest| rest.split("</p>").next()).expect("has a paragraph");
            let unescaped = |line| quick_xml::escape::unescape(line).expect("is sound").into_owned();
            let back = inside.split("<br>").map(unescaped);
            prop_assert_eq!(back.collect::<Vec<_>>(), text::lines(&text));
        }
    }
}
