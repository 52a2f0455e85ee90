//! A survey, one row a person or nobody's: who, when, and an answer a question. A blank cell is no answer.

use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::sessions::order;
use super::who::Who;
use super::{Export, Exports};
use crate::domain::log::{Answered, Named};
use crate::domain::scheme::source::{DateOrder, Source};
use crate::domain::scheme::year::Measure;
use crate::problems::{Place, Problem, Problems};
use crate::store::book::Book;
use crate::store::forms::dates;
use crate::store::sheet::Sheet;
use crate::wording::{list, normal, show};

/// Reads every row of a sheet.
pub fn read(
    book: &Book,
    source: &Source,
    sheet: &Sheet,
    who: &mut Who<'_>,
    exports: &mut Exports,
    problems: &mut Problems,
) {
    let Some(export) = Export::open(source, sheet, problems) else { return };
    let submitted = export.column("submitted");
    let order = submitted.map_or(DateOrder::DayFirst, |column| order(source, &export, column, problems));
    let people = ["person", "key", "email", "name"].map(|name| export.column(name));
    let people: Vec<_> = people.into_iter().flatten().collect();
    let stage = export.column("stage");
    let mut astray = Astray::default();
    for row in export.rows.iter().copied() {
        // Whichever of the columns says somebody who is known; else whatever the first says.
        let mut person: Option<Named> = None;
        for column in &people {
            match who.named(&column.cell(row)) {
                Some(Named::Known(id)) => {
                    person = Some(Named::Known(id));
                    break;
                }
                other => person = person.or(other),
            }
        }
        if let (Some(Named::Unknown(text)), Some(column), true) = (&person, people.first(), who.anybody()) {
            let (what, remedy) = who.unknown(text);
            exports.doubts.push(
                Problem::warning(&column.place(row), format!("`{}` {what}", show(text)))
                    .heading(column.heading())
                    .text(text.as_str())
                    .remedy(format!("{remedy}; the answers count")),
            );
        }
        let when: Option<NaiveDateTime> = submitted.and_then(|column| dates::read(&column.cell(row), order));
        let said = match (stage, &source.exported.stage) {
            (Some(column), _) => column.cell(row).into_owned(),
            (None, Some(stage)) => stage.clone(),
            (None, None) => String::new(),
        };
        let place = sheet.whole_row(row);
        for found in &export.found {
            let of = |measure: &&Measure| measure.name == found.columns.target.value;
            let Some(measure) = book.scheme.year.words.measures.iter().find(of) else { continue };
            let cells: Vec<(Place, &str, Option<&str>)> = found
                .at
                .iter()
                .map(|(at, item)| (sheet.place(row, *at), sheet.cell(row, *at), item.as_deref()))
                .filter(|(_, cell, _)| !cell.is_empty())
                .collect();
            if cells.is_empty() {
                continue;
            }
            let at = stage.map_or_else(|| source.place.clone(), |column| column.place(row));
            let Some(stage) = known(&said, &measure.stages, &source.exported.stages) else {
                astray.tell(&at, &said, measure, Part::Stage, problems);
                continue;
            };
            for (at, cell, item) in cells {
                let Some(item) = known(item.unwrap_or(""), &measure.items, &[]) else {
                    astray.tell(&at, item.unwrap_or(""), measure, Part::Item, problems);
                    continue;
                };
                // Words of one's own are only known to be there.
                let answer = if measure.scale.is_empty() {
                    Some(String::new())
                } else {
                    known(cell, &measure.scale, &source.exported.scale)
                };
                match answer {
                    Some(answer) => exports.answered.push(Answered {
                        place: place.clone(),
                        person: person.clone(),
                        measure: measure.name.clone(),
                        item,
                        stage: stage.clone(),
                        when,
                        answer,
                    }),
                    None => astray.tell(&at, cell, measure, Part::Scale, problems),
                }
            }
        }
    }
}

/// The word of the scheme for what a file says; nothing where the scheme has no words for it.
fn known(said: &str, words: &[String], meant: &[(String, String)]) -> Option<String> {
    if words.is_empty() {
        return Some(String::new());
    }
    let said = normal(said);
    let plain = words.iter().find(|word| normal(word) == said);
    let own = || meant.iter().find(|(written, _)| *written == said).map(|(_, word)| word);
    plain.or_else(own).cloned()
}

/// Of what a file says otherwise than the scheme.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Stage,
    Item,
    Scale,
}

/// Words that the scheme does not know, each told once: said once under the source, it is said for all rows.
#[derive(Default)]
struct Astray {
    told: HashSet<(Part, String, String)>,
}

impl Astray {
    fn tell(&mut self, place: &Place, said: &str, measure: &Measure, part: Part, problems: &mut Problems) {
        if !self.told.insert((part, measure.name.clone(), normal(said))) {
            return;
        }
        let (what, heading, key, words) = match part {
            Part::Stage => ("no stage", "stage", "stages", &measure.stages),
            Part::Item => ("no item", "item", "items", &measure.items),
            Part::Scale => ("not on the scale", measure.name.as_str(), "scale", &measure.scale),
        };
        let known: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
        let remedy = match (part, words.first()) {
            (Part::Item, _) | (_, None) => {
                format!("the items of the measure are {}; write them as in the file", list(&known, "and"))
            }
            (_, Some(first)) => format!(
                "there are {}; say once which is meant, under [source.{key}]: {first:?} = [{said:?}]",
                list(&known, "and")
            ),
        };
        problems.push(
            Problem::error(place, format!("`{}` is {what} of `{}`", show(said), show(&measure.name)))
                .heading(heading)
                .text(said)
                .remedy(remedy),
        );
    }
}
