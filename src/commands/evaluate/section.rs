//! The sections of an evaluation.

use chrono::NaiveDate;

use super::seen::{Part, Seen};
use super::{apart, delivery, equality, goals, measures, months, outcomes, participation, results, told, training};
use crate::store::equality::Characteristic;

/// The sections, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Section {
    /// Who signed up, and what became of them
    Participation,
    /// Sessions, hours and replies against what was planned
    Delivery,
    /// Where goals stand
    Goals,
    /// What people said at the start and later
    Measures,
    /// What the scheme is to achieve, and the evidence
    Outcomes,
    /// Hard facts afterwards
    Results,
    /// Lessons by theme
    Themes,
    /// What people said and agreed to see published
    Quotes,
    /// What both sides of mutual relationships told
    BothSides,
    /// What was learned in trainings
    Training,
    /// What commissioners and others without a role said
    Commissioners,
    /// By the answers in private/equality.csv
    Equality,
}

impl Section {
    /// All of them.
    pub fn all() -> Vec<Section> {
        <Section as clap::ValueEnum>::value_variants().to_vec()
    }

    /// What it has to tell.
    pub fn parts(self, seen: &Seen<'_>, asked: &[Characteristic], today: NaiveDate) -> Vec<Part> {
        match self {
            Section::Participation => participation::parts(seen),
            Section::Delivery => {
                delivery::parts(seen).into_iter().chain(months::parts(seen)).chain(apart::part(seen)).collect()
            }
            Section::Goals => goals::parts(seen),
            Section::Measures => measures::parts(seen),
            Section::Outcomes => outcomes::parts(seen),
            Section::Results => results::parts(seen),
            Section::Themes => told::themes(seen),
            Section::Quotes => told::quotes(seen, today),
            Section::BothSides => told::both_sides(seen),
            Section::Training => training::parts(seen),
            Section::Commissioners => measures::of_audiences(seen),
            Section::Equality => equality::parts(seen, asked),
        }
    }

    /// The word for it on the command line and for programs.
    pub fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map_or(String::new(), |value| value.get_name().to_string())
    }
}
