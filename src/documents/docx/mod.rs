//! A Word document: the parts of Office Open XML (ECMA-376) that a document needs, written by hand.

mod body;
mod parts;
mod tables;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{Document, text};
use crate::markup;

/// The width of the text on A4 with margins of 2 cm, in twentieths of a point as Word measures.
const WIDTH: u32 = 9638;

/// The height of a line to write on, 9 mm.
const LINE: u32 = 510;

/// Renders every section.
pub fn render(document: &Document) -> anyhow::Result<Vec<u8>> {
    let body = body::write(document);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_string()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_string()),
        ("docProps/core.xml", parts::core(&document.title)),
        ("docProps/app.xml", parts::APP.to_string()),
        ("word/document.xml", body.xml),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONSHIPS.to_string()),
        ("word/styles.xml", parts::STYLES.to_string()),
        ("word/numbering.xml", parts::numbering(body.numbered_lists)),
        ("word/settings.xml", parts::SETTINGS.to_string()),
        ("word/footer1.xml", parts::footer(&document.footer)),
    ];
    // Neither the hour nor the system may show, so that the same document gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, options)?;
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A run of text with its properties, `<w:b/>` for instance.
fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines = text::lines(text);
    let lines = lines.iter().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", markup::html(line)));
    format!("<w:r>{properties}{}</w:r>", lines.collect::<Vec<_>>().join("<w:br/>"))
}

#[cfg(test)]
mod tests;
