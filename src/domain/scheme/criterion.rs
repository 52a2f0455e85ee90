//! A criterion: what earns points, with a reason a person can read.

use super::Role;
use super::channel::Counts;
use super::field::FieldId;
use super::rule::Both;
use crate::problems::Place;

/// What earns points.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The name that tables and JSON use.
    pub name: String,
    /// What it is about, as a person would say it.
    pub label: String,
    /// What is compared, and how.
    pub kind: CriterionKind,
    /// The most it can earn, in whole points; of `given` the mark that counts as full, or 0 for the best in the file.
    pub points: i64,
    /// What a missing answer earns, in whole points.
    pub blank: i64,
    /// A yes-no field: the mentee's yes lets the criterion count; a reason then never says the value.
    pub opted_in_by: Option<FieldId>,
    /// A scale of five steps or a ranking: how much the criterion matters to the mentee, who so moves points between the
    /// criteria that carry importance.
    pub importance: Option<FieldId>,
    /// Whether the people matched may be told of it, as far as privacy lets them.
    pub tell: bool,
    /// For which channels it counts.
    pub counts: Counts,
    /// Where the scheme file says so.
    pub place: Place,
}

/// The kinds of criterion.
#[derive(Clone, Debug)]
pub enum CriterionKind {
    /// How much of what the mentee seeks the mentor offers.
    Covers(Both),
    /// How much two lists (or times) have in common.
    Overlap {
        /// The lists.
        fields: Both,
        /// So many in common earn all points; else the shorter list decides.
        full_at: Option<usize>,
    },
    /// The same answer.
    Same(Both),
    /// Different answers.
    Different(Both),
    /// Near each other: all points up to one distance, none from another on.
    Near {
        /// The places.
        fields: Both,
        /// All points up to here, in units of 100 m.
        full_within: i64,
        /// No points from here on, in units of 100 m.
        none_from: i64,
    },
    /// Close to each other on a scale or in numbers.
    Closer {
        /// The scales or numbers.
        fields: Both,
        /// No points from this difference on: steps, or millionths of a number.
        none_from: i64,
    },
    /// The mentor is a certain number of steps above the mentee.
    Gap {
        /// The scales or numbers.
        fields: Both,
        /// Points by gap; other gaps earn none.
        by_gap: Vec<(i64, i64)>,
    },
    /// Ranked high by the mentee (or the mentor).
    Preferred {
        /// Whose ranking it is.
        of: Role,
        /// The ranking.
        ranking: FieldId,
        /// The other's answer that is ranked; none: the other person.
        answer: Option<FieldId>,
        /// Points by rank, from the first; further ranks earn none.
        by_rank: Vec<i64>,
    },
    /// A table of how well answers fit.
    Fits {
        /// The answers.
        fields: Both,
        /// Mentee's answer, mentor's answer, points; in normal form. `*` is any.
        table: Vec<(String, String, i64)>,
    },
    /// An answer is one of some, whatever the other of the two answered: a pool of mentors, say.
    Is {
        /// Whose answer it is.
        of: Role,
        /// The field.
        field: FieldId,
        /// The answers, in normal form.
        answers: Vec<String>,
    },
    /// Points a pair from a file: a panel's marks, another program's scores.
    Given {
        /// The file, below the scheme's directory.
        file: String,
        /// Whether low numbers are good.
        lowest_is_best: bool,
        /// Whether a pair that is not in the file may not be.
        missing_is_forbidden: bool,
        /// How many times its points count.
        times: i64,
    },
}

impl Criterion {
    /// The same criterion with other points, its tables in proportion; `None` where the points stand in a file.
    pub fn with_points(&self, points: i64) -> Option<Self> {
        let was = self.points.max(1);
        // Rounded half up once, like all points.
        let scaled = |of: i64| (2 * of * points + was).div_euclid(2 * was);
        let mut kind = self.kind.clone();
        match &mut kind {
            CriterionKind::Given { .. } => return None,
            CriterionKind::Gap { by_gap, .. } => by_gap.iter_mut().for_each(|(_, earned)| *earned = scaled(*earned)),
            CriterionKind::Preferred { by_rank, .. } => by_rank.iter_mut().for_each(|earned| *earned = scaled(*earned)),
            CriterionKind::Fits { table, .. } => table.iter_mut().for_each(|(.., earned)| *earned = scaled(*earned)),
            _ => {}
        }
        // Half of the points stays half of them.
        let blank = if self.blank == (self.points + 1) / 2 { (points + 1) / 2 } else { scaled(self.blank) };
        Some(Criterion { kind, points, blank, ..self.clone() })
    }
}

impl CriterionKind {
    /// The two fields that a criterion compares, where it compares answers.
    pub fn fields(&self) -> Option<Both> {
        match self {
            CriterionKind::Covers(both) | CriterionKind::Same(both) | CriterionKind::Different(both) => Some(*both),
            CriterionKind::Overlap { fields, .. }
            | CriterionKind::Near { fields, .. }
            | CriterionKind::Closer { fields, .. }
            | CriterionKind::Gap { fields, .. }
            | CriterionKind::Fits { fields, .. } => Some(*fields),
            CriterionKind::Preferred { of: Role::Mentor, ranking, answer: Some(answer), .. } => {
                Some(Both { mentee: *answer, mentor: *ranking })
            }
            CriterionKind::Preferred { ranking, answer: Some(answer), .. } => {
                Some(Both { mentee: *ranking, mentor: *answer })
            }
            CriterionKind::Is { field, .. } => Some(Both { mentee: *field, mentor: *field }),
            CriterionKind::Preferred { answer: None, .. } | CriterionKind::Given { .. } => None,
        }
    }
}
