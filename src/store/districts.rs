//! `districts.csv`: where the postcode districts of Great Britain lie, and the scheme's own `places.csv` beside it.
//!
//! Source: ONS Postcode Directory, November 2025, median unit postcode of each district. Contains OS data © Crown
//! copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and database right 2025. Source:
//! Office for National Statistics licensed under the Open Government Licence v.3.0.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::value::{Area, Vocabulary};
use crate::problems::{Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::normal;

const DISTRICTS: &str = include_str!("districts.csv");

/// The attribution that must travel with the data.
pub const ATTRIBUTION: &str = "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © \
    Royal Mail copyright and database right 2025. Source: Office for National Statistics licensed under the Open \
    Government Licence v.3.0.";

/// Finds places by name.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    own: HashMap<String, (i32, i32)>,
}

impl Gazetteer {
    /// Adds the scheme's own places, rows of `place,east,north` in metres of the national grid.
    pub fn with_own(sheet: &Sheet, problems: &mut Problems) -> Self {
        let mut own = HashMap::new();
        let heading = |wanted: &str| (0..sheet.width(0)).find(|column| normal(sheet.cell(0, *column)) == wanted);
        let (Some(name), Some(east), Some(north)) = (heading("place"), heading("east"), heading("north")) else {
            problems.push(
                Problem::error(&sheet.place(0, 0), "the headings are not place, east and north")
                    .remedy("write them in the first row; east and north are metres of the national grid"),
            );
            return Gazetteer { own };
        };
        for row in 1..sheet.rows() {
            let metres = |column: usize| sheet.cell(row, column).parse::<f64>().ok().filter(|m| m.abs() < 1e8);
            match (metres(east), metres(north)) {
                (Some(e), Some(n)) => {
                    let hectometres = |metres: f64| (metres / 100.0).round() as i32;
                    own.insert(normal(sheet.cell(row, name)), (hectometres(e), hectometres(n)));
                }
                _ => problems.push(
                    Problem::error(&sheet.place(row, east), "east and north are not both numbers")
                        .text(sheet.cell(row, east))
                        .remedy("write metres of the national grid, such as 354300"),
                ),
            }
        }
        Gazetteer { own }
    }

    /// Finds a place: one of the scheme's own, a postcode or a postcode district.
    ///
    /// ```
    /// use mentor::domain::value::Vocabulary;
    /// let mut words = Vocabulary::default();
    /// let gazetteer = mentor::store::districts::Gazetteer::default();
    /// let one = gazetteer.find("pr25 3ab", &mut words).unwrap();
    /// let other = gazetteer.find("PR26", &mut words).unwrap();
    /// assert_eq!(one.distance(&other), 23); // 2.3 km
    /// assert!(gazetteer.find("Leyland", &mut words).is_none());
    /// ```
    pub fn find(&self, text: &str, words: &mut Vocabulary) -> Option<Area> {
        if let Some((east, north)) = self.own.get(&normal(text)) {
            return Some(Area { name: words.word(text), east: *east, north: *north });
        }
        let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let district = if districts().contains_key(tight.as_str()) { tight.as_str() } else { outward(&tight)? };
        let (east, north) = *districts().get(district)?;
        Some(Area { name: words.word(district), east, north })
    }
}

/// The first half of a full postcode: all but digit, letter, letter.
fn outward(postcode: &str) -> Option<&str> {
    let bytes = postcode.as_bytes();
    let fits = postcode.is_ascii()
        && (5..=7).contains(&bytes.len())
        && bytes[bytes.len() - 3].is_ascii_digit()
        && bytes[bytes.len() - 2..].iter().all(u8::is_ascii_uppercase);
    fits.then(|| &postcode[..postcode.len() - 3])
}

fn districts() -> &'static HashMap<&'static str, (i32, i32)> {
    static ONCE: OnceLock<HashMap<&'static str, (i32, i32)>> = OnceLock::new();
    ONCE.get_or_init(|| {
        let rows = DISTRICTS.lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split(',');
            Some((cells.next()?, (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)))
        })
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances() {
        let (mut words, gazetteer) = (Vocabulary::default(), Gazetteer::default());
        let bournemouth = gazetteer.find("BH1 1AA", &mut words).unwrap();
        let dorchester = gazetteer.find("dt1", &mut words).unwrap();
        assert_eq!((bournemouth.distance(&dorchester) + 5) / 10, 41);
        assert_eq!(districts().len(), 2997);
    }

    #[test]
    fn what_is_no_postcode_is_not_found() {
        let (mut words, gazetteer) = (Vocabulary::default(), Gazetteer::default());
        for text in ["", "X", "BT1 1AA", "ZZ99 9ZZ", "PR25 3A", "1234567", "é12 3AB"] {
            assert!(gazetteer.find(text, &mut words).is_none(), "{text}");
        }
    }
}
