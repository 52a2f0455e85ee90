//! A Word document: the parts of Office Open XML (ECMA-376) that a document needs, written by hand.

mod body;
mod fit;
mod parts;
mod tables;

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::{Document, text};
use crate::markup;

/// The width of the text on A4 with margins of 2 cm, in twentieths of a point as Word measures.
const WIDTH: u32 = 9638;

/// The height of a line to write on, 9 mm.
const LINE: u32 = 510;

/// Below so many bytes a part is stored as it is: to set up the packing takes longer than what it saves is worth.
const SHORT: usize = 2048;

/// How hard to pack, from 1 to 9: most of what can be saved is saved at once.
const QUICK: i64 = 1;

/// Renders every section.
pub fn render(document: &Document) -> anyhow::Result<Vec<u8>> {
    let body = body::write(document);
    let files = [
        ("docProps/core.xml", parts::core(&document.title)),
        ("word/document.xml", body.xml),
        ("word/numbering.xml", parts::numbering(body.numbered_lists)),
        ("word/footer1.xml", parts::footer(&document.footer)),
    ];
    let mut archive = ZipWriter::new_append(Cursor::new(always_the_same()?.clone()))?;
    for (name, content) in &files {
        add(&mut archive, name, content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// An archive of the parts that no document changes, packed once for all that a command writes.
fn always_the_same() -> anyhow::Result<&'static Vec<u8>> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(packed) = PACKED.get() {
        return Ok(packed);
    }
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELATIONSHIPS),
        ("docProps/app.xml", parts::APP),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONSHIPS),
        ("word/styles.xml", parts::STYLES),
        ("word/settings.xml", parts::SETTINGS),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        add(&mut archive, name, content)?;
    }
    let packed = archive.finish()?.into_inner();
    Ok(PACKED.get_or_init(|| packed))
}

/// Adds a part. Neither the hour nor the system may show, so that the same document gives the same bytes.
fn add(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &str) -> anyhow::Result<()> {
    let packs = if content.len() < SHORT { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default()
        .compression_method(packs)
        .compression_level((packs == CompressionMethod::Deflated).then_some(QUICK))
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    archive.start_file(name, options)?;
    archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
    Ok(archive.write_all(content.as_bytes())?)
}

/// A run of text with its properties, `<w:b/>` for instance.
fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut run = String::with_capacity(text.len() + properties.len() + 72);
    run.push_str("<w:r>");
    if !properties.is_empty() {
        run.extend(["<w:rPr>", properties, "</w:rPr>"]);
    }
    for (at, line) in text::lines(text).iter().enumerate() {
        let between = if at > 0 { "<w:br/>" } else { "" };
        run.extend([between, "<w:t xml:space=\"preserve\">", &markup::html(line), "</w:t>"]);
    }
    run.push_str("</w:r>");
    run
}

#[cfg(test)]
mod tests;
