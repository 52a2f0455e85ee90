//! A web page for people who were not there: plain words first, pictures, and every table to be opened. It needs nothing
//! else, prints on A4 with everything open, and can be walked through by keyboard and by ear.

use super::chart::Chart;
use super::lines::safe_lines;
use super::view::View;
use super::{Cell, Look, Table};
use crate::markup::{html, page};
use crate::pictures::{Picture, svg};

/// A table of more columns than these lies on its side where there are few rows; else it stands as a list of cards where
/// the screen is narrow.
const ACROSS: usize = 4;

/// How many rows lie side by side, if a table lies on its side.
const FEW: usize = 3;

/// A column with a cell of more characters than these is kept wide enough to read.
const LONG: usize = 24;

const STYLE: &str = include_str!("page.css");

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// What to know before reading it, a paragraph each.
    pub about: Vec<String>,
    /// The main things in plain words, a sentence each.
    pub short: Vec<String>,
    /// The sections.
    pub sections: Vec<Section>,
    /// What stands at the end.
    pub footer: String,
}

/// One section.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// Words that people said, and who.
    pub quotes: Vec<(String, String)>,
    /// The tables.
    pub parts: Vec<Part>,
}

/// One table and what is drawn of it.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is about.
    pub title: String,
    /// What to say of it.
    pub says: Vec<String>,
    /// How its figures came about, for whoever opens the table.
    pub notes: Vec<String>,
    /// What is drawn of it.
    pub charts: Vec<Chart>,
    /// The table.
    pub table: Table,
}

/// Renders the page.
pub fn render(of: &Page, look: &Look) -> String {
    let mut body = String::from("<a class=\"skip\" href=\"#main\">To the text</a>\n");
    body.push_str(&format!("<header>\n<h1>{}</h1>\n{}</header>\n", inline(&of.title), paragraphs(&of.about)));
    if of.sections.len() > 1 {
        let link = |(at, section): (usize, &Section)| {
            format!("<li><a href=\"#s{}\">{}</a></li>\n", at + 1, inline(&section.heading))
        };
        let links: String = of.sections.iter().enumerate().map(link).collect();
        body.push_str(&format!("<nav aria-label=\"On this page\">\n<ul>\n{links}</ul>\n</nav>\n"));
    }
    body.push_str("<main id=\"main\" tabindex=\"-1\">\n");
    if !of.short.is_empty() {
        let items: String = of.short.iter().map(|said| format!("<li>{}</li>\n", inline(said))).collect();
        let open = "<section class=\"short\" aria-labelledby=\"s0\">\n<h2 id=\"s0\">In short</h2>\n";
        body.push_str(&format!("{open}<ul>\n{items}</ul>\n</section>\n"));
    }
    let mut pictures = 0;
    for (at, section) in (1..).zip(&of.sections) {
        let open = format!("<section aria-labelledby=\"s{at}\">\n<h2 id=\"s{at}\">{}</h2>\n", inline(&section.heading));
        body.push_str(&open);
        for (words, who) in &section.quotes {
            let quote = format!("<blockquote><p>{}</p></blockquote>", inline(words));
            body.push_str(&format!(
                "<figure class=\"quote\">{quote}<figcaption>{}</figcaption></figure>\n",
                inline(who)
            ));
        }
        for part in &section.parts {
            body.push_str(&one(part, section, look, &mut pictures));
        }
        body.push_str("</section>\n");
    }
    body.push_str("</main>\n");
    if !of.footer.is_empty() {
        body.push_str(&format!("<footer><p>{}</p></footer>\n", inline(&of.footer)));
    }
    page(&safe_lines(&of.title).join(" "), STYLE.trim_end(), &body)
}

fn paragraphs(all: &[String]) -> String {
    all.iter().map(|text| format!("<p>{}</p>\n", inline(text))).collect()
}

/// A table with its words and pictures.
fn one(part: &Part, section: &Section, look: &Look, pictures: &mut usize) -> String {
    let mut out = String::new();
    if part.title != section.heading {
        out.push_str(&format!("<h3>{}</h3>\n", inline(&part.title)));
    }
    out.push_str(&paragraphs(&part.says));
    let all = part.charts.iter().flat_map(|chart| chart.pictures(&part.table));
    let drawn: Vec<String> = all.map(|picture| figure(&picture, &part.title, pictures)).collect();
    if !drawn.is_empty() {
        out.push_str(&format!("<div class=\"pictures\">\n{}</div>\n", drawn.concat()));
    }
    let view = part.table.for_readers(look);
    if !view.rows.is_empty() {
        let title = inline(&part.title);
        let opened = format!("<details><summary>Open the table: {title}</summary>\n{}", paragraphs(&part.notes));
        let frame = format!("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">");
        out.push_str(&format!("{opened}{frame}\n{}</div>\n</details>\n", draw(&view, &title)));
    }
    out
}

/// A picture with what is to be said of it. What the heading says already is not said again.
fn figure(picture: &Picture, heading: &str, pictures: &mut usize) -> String {
    *pictures += 1;
    let own = picture.title.strip_prefix(heading).map_or(picture.title.as_str(), |rest| rest.trim_start_matches(": "));
    let said = |tag: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<{tag}>{}</{tag}>\n", inline(text)),
    };
    let drawn = svg(picture, &format!("p{pictures}"));
    format!("<figure>{}{drawn}\n{}</figure>\n", said("figcaption", own), said("p", &picture.says))
}

/// Draws a table; one of many columns and few rows with a row a column, so that it fits on paper and on a telephone. One of
/// many columns and rows says with every cell what it is about, and what each part of it is, so that a narrow screen can
/// show row by row as a card, and whoever listens still hears a table.
fn draw(view: &View, title: &str) -> String {
    let numeric: Vec<bool> = (0..view.columns.len()).map(|at| view.is_numeric(at)).collect();
    let wide = view.columns.len() > ACROSS;
    let cards = wide && view.rows.len() > FEW;
    let lines: Vec<String> = if wide && !cards {
        let line = |at: usize| {
            let cells = view.rows.iter().map(|row| row[at]);
            let names = at == 0 && !numeric[0];
            let cells: String = cells
                .map(|cell| if names { heading("col", cell.plain(), " class=\"number\"") } else { beside(cell) })
                .collect();
            heading("row", view.columns[at].heading.clone(), "") + &cells
        };
        (0..view.columns.len()).map(line).collect()
    } else {
        let class = |at: usize| match numeric[at] {
            true => " class=\"number\"",
            false if view.rows.iter().any(|row| row[at].plain().chars().count() > LONG) => " class=\"words\"",
            false => "",
        };
        let role = |role: &str| if cards { format!(" role=\"{role}\"") } else { String::new() };
        let headings = view.columns.iter().enumerate();
        let headings = headings
            .map(|(at, of)| heading("col", of.heading.clone(), &format!("{}{}", class(at), role("columnheader"))));
        let line = |row: &Vec<&Cell>| {
            // What a row is about stands in its first column, unless that is a figure.
            let cell = |(at, cell): (usize, &&Cell)| match at == 0 && !numeric[0] {
                true => heading("row", cell.plain(), &role("rowheader")),
                false if cards => of_card(cell, &view.columns[at].heading),
                false => data(cell),
            };
            row.iter().enumerate().map(cell).collect()
        };
        [headings.collect()].into_iter().chain(view.rows.iter().map(line)).collect()
    };
    let [table, group, row] = match cards {
        true => [" class=\"cards\" role=\"table\"", " role=\"rowgroup\"", " role=\"row\""],
        false => [""; 3],
    };
    let mut lines = lines.into_iter().map(|line: String| format!("<tr{row}>{line}</tr>\n"));
    let first = lines.next().unwrap_or_default();
    let rest: String = lines.collect();
    format!(
        "<table{table}>\n<caption>{title}</caption>\n<thead{group}>\n{first}</thead>\n\
         <tbody{group}>\n{rest}</tbody>\n</table>\n"
    )
}

/// A cell of a table on its side: one below the other, words and numbers end at the same place.
fn beside(cell: &Cell) -> String {
    format!("<td class=\"number\">{}</td>", inline(&cell.plain()))
}

/// A cell that says what it is about.
fn of_card(cell: &Cell, heading: &str) -> String {
    let class = if cell.stands_as_number() { " class=\"number\"" } else { "" };
    let about = safe_lines(heading).iter().map(|line| html(line)).collect::<Vec<_>>().join(" ");
    format!("<td role=\"cell\" data-of=\"{about}\"{class}>{}</td>", inline(&cell.plain()))
}

fn heading(scope: &str, text: String, class: &str) -> String {
    format!("<th scope=\"{scope}\"{class}>{}</th>", inline(&text))
}

fn data(cell: &Cell) -> String {
    let class = if cell.stands_as_number() { " class=\"number\"" } else { "" };
    format!("<td{class}>{}</td>", inline(&cell.plain()))
}

fn inline(text: &str) -> String {
    safe_lines(text).iter().map(|line| html(line)).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::super::sample::look;
    use super::*;

    fn drawn(columns: usize, rows: usize) -> String {
        let cell = |at: usize| if at == 0 { Cell::text("a < b") } else { Cell::Number(at as i64) };
        let row = || (0..columns).map(cell).collect();
        let columns = (0..columns).map(|at| Column::new(format!("c{at}"), &format!("C{at}"))).collect();
        let table = Table::new(columns, (0..rows).map(|_| row()).collect());
        draw(&table.for_readers(&look()), "T")
    }

    #[test]
    fn a_row_is_named_by_its_first_cell() {
        let expected = "<table>\n<caption>T</caption>\n<thead>\n\
<tr><th scope=\"col\">C0</th><th scope=\"col\" class=\"number\">C1</th></tr>\n</thead>\n<tbody>\n\
<tr><th scope=\"row\">a &lt; b</th><td class=\"number\">1</td></tr>\n</tbody>\n</table>\n";
        assert_eq!(drawn(2, 1), expected);
    }

    #[test]
    fn a_wide_table_of_many_rows_can_be_a_card_a_row() {
        let table = drawn(9, 4);
        assert!(table.starts_with("<table class=\"cards\" role=\"table\">"), "{table}");
        assert_eq!(table.matches("<tr role=\"row\">").count(), 5);
        assert_eq!(table.matches("<th scope=\"row\" role=\"rowheader\">a &lt; b</th>").count(), 4);
        assert_eq!(table.matches("<td role=\"cell\" data-of=\"C8\" class=\"number\">8</td>").count(), 4);
    }

    #[test]
    fn a_wide_table_of_few_rows_lies_on_its_side() {
        let table = drawn(9, 1);
        let head =
            "<thead>\n<tr><th scope=\"row\">C0</th><th scope=\"col\" class=\"number\">a &lt; b</th></tr>\n</thead>";
        assert!(table.contains(head), "{table}");
        assert!(table.ends_with("<tr><th scope=\"row\">C8</th><td class=\"number\">8</td></tr>\n</tbody>\n</table>\n"));
        assert_eq!(drawn(4, 1).matches("<tr>").count(), 2);
    }
}
