//! The parts of a Word document beside its text: those that are always the same, and the three that are not.

use super::super::text::one_line;
use super::body::FIRST_NUMBERED;
use super::run;
use crate::markup;

/// What each part is.
pub const CONTENT_TYPES: &str = include_str!("parts/content_types.xml");
/// Where the text and the properties are.
pub const RELATIONSHIPS: &str = include_str!("parts/relationships.xml");
/// Where the parts are that the text needs.
pub const DOCUMENT_RELATIONSHIPS: &str = include_str!("parts/document_relationships.xml");
/// Who wrote the document.
pub const APP: &str = include_str!("parts/app.xml");
/// The look. All of it is in styles, so that whoever wants another one changes it once.
pub const STYLES: &str = include_str!("parts/styles.xml");
/// How Word is to read the document.
pub const SETTINGS: &str = include_str!("parts/settings.xml");

/// Writes the properties. The date never changes, so that the same document gives the same bytes.
pub fn core(title: &str) -> String {
    let title = markup::html(&one_line(title));
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2026-01-01T00:00:00Z</dcterms:modified>\
         <dc:language>en-GB</dc:language></cp:coreProperties>"
    )
}

/// Writes how lists are marked: one number for all bullets, and one for each list that counts from 1.
pub fn numbering(numbered_lists: u32) -> String {
    let kind = |id, format, mark| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\">\
             <w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{mark}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"454\" w:hanging=\"340\"/></w:pPr></w:lvl></w:abstractNum>"
        )
    };
    let list = |number| {
        format!(
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        )
    };
    let lists: String = (FIRST_NUMBERED..FIRST_NUMBERED + numbered_lists).map(list).collect();
    format!(
        "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}{}\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{lists}</w:numbering>",
        kind(0, "bullet", "\u{2022}"),
        kind(1, "decimal", "%1.")
    )
}

/// Writes the foot of every page: a text, and at the right which page it is, never over two lines.
pub fn footer(text: &str) -> String {
    let field = |name| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        run("", &one_line(text)),
        run("", "Page\u{a0}"),
        field("PAGE"),
        run("", "\u{a0}of\u{a0}"),
        field("NUMPAGES")
    )
}
