//! Layers: rows of scores on demand, out of integer columns.
//!
//! A criterion or rule sees only two answers, and forms repeat themselves: 5,000 people give a few dozen different
//! answers to a question. So each layer sorts both sides into classes of equal answers, asks the plain function once a
//! pair of classes, and a row of scores is a sum of a few ready rows. Lists of which only the answers in common count
//! are `counted` instead. What is decided by persons and not by answers (rankings of people, marks of a panel, pairs
//! that may not be) is stored sparse.

use rustc_hash::{FxHashMap, FxHashSet};

use super::counted::Counted;
use super::solvers::{FORBIDDEN, Score};
use super::wide;
use crate::domain::value::Value;

/// Beyond so many cells the ready rows of a layer are not spelt out for every mentor.
const SPELT_OUT: usize = 4 << 20;

/// Up to so many classes on either side ready rows beat counting.
const FEW: usize = 64;

/// Beyond so many pairs of classes nothing is remembered and the plain function is asked again each time.
const REMEMBERED: usize = 32 << 20;

/// Points that depend on two answers alone.
pub struct Layer<'a> {
    mentee_class: Vec<u32>,
    mentor_class: Vec<u32>,
    cells: Cells<'a>,
    /// Where it is not for everybody: for which mentees.
    only: Option<Vec<bool>>,
}

/// A plain function of two answers.
type Ask<'a> = Box<dyn Fn(&Value, &Value) -> Score + Send + Sync + 'a>;

enum Cells<'a> {
    /// A row of points for every mentor, by class of the mentee.
    /// `small`: the same in bytes, where they are wanted.
    Rows { rows: Vec<Vec<i16>>, small: Vec<Vec<u8>>, range: (Score, Score) },
    /// Points by how much two lists have in common.
    Counted(Counted),
    /// Points by class of mentee and class of mentor.
    Classes { points: Vec<Score>, mentor_classes: usize },
    /// Too many classes to remember.
    Asked { mentees: Vec<&'a Value>, mentors: Vec<&'a Value>, ask: Ask<'a> },
}

/// Sorts answers into classes of equal ones.
fn classes<'a>(values: &[&'a Value]) -> (Vec<u32>, Vec<&'a Value>) {
    let mut class_of: FxHashMap<&Value, u32> = FxHashMap::default();
    let mut representatives: Vec<&'a Value> = Vec::new();
    let of = values.iter().map(|value| {
        *class_of.entry(*value).or_insert_with(|| {
            representatives.push(value);
            representatives.len() as u32 - 1
        })
    });
    (of.collect(), representatives)
}

/// Whether there are few different answers; found out without looking at all of them where there are many.
fn few_classes(values: &[&Value]) -> bool {
    let mut seen: FxHashSet<&Value> = FxHashSet::default();
    values.iter().all(|value| {
        seen.insert(value);
        seen.len() <= FEW
    })
}

impl<'a> Layer<'a> {
    /// Makes a layer of a plain function that looks only at how many answers two lists hold and share.
    pub fn counting(
        mentees: &[&'a Value],
        mentors: &[&'a Value],
        ask: impl Fn(&Value, &Value) -> Score + Send + Sync + 'a,
    ) -> Self {
        let few = few_classes(mentees) && few_classes(mentors);
        match if few { None } else { Counted::new(mentees, mentors, &ask) } {
            Some(counted) => {
                Layer { mentee_class: Vec::new(), mentor_class: Vec::new(), cells: Cells::Counted(counted), only: None }
            }
            None => Layer::new(mentees, mentors, ask),
        }
    }

    /// Makes a layer of a plain function of two answers. It may answer [`FORBIDDEN`].
    pub fn new(
        mentees: &[&'a Value],
        mentors: &[&'a Value],
        ask: impl Fn(&Value, &Value) -> Score + Send + Sync + 'a,
    ) -> Self {
        let (mentee_class, mentee_values) = classes(mentees);
        let (mentor_class, mentor_values) = classes(mentors);
        let pairs = mentee_values.len() * mentor_values.len();
        if pairs > REMEMBERED {
            let cells = Cells::Asked { mentees: mentee_values, mentors: mentor_values, ask: Box::new(ask) };
            return Layer { mentee_class, mentor_class, cells, only: None };
        }
        let mut points = Vec::with_capacity(pairs);
        for mentee in &mentee_values {
            points.extend(mentor_values.iter().map(|mentor| ask(mentee, mentor)));
        }
        let mentor_classes = mentor_values.len();
        let small = points.iter().all(|p| i16::try_from(*p).is_ok() && *p != Score::from(i16::MIN));
        let cells = if small && mentee_values.len() * mentors.len() <= SPELT_OUT && mentor_classes > 0 {
            let spell = |row: &[Score]| mentor_class.iter().map(|class| row[*class as usize] as i16).collect();
            let (low, high) = (points.iter().min().copied(), points.iter().max().copied());
            let range = (low.unwrap_or(0), high.unwrap_or(0));
            Cells::Rows { rows: points.chunks(mentor_classes).map(spell).collect(), small: Vec::new(), range }
        } else {
            Cells::Classes { points, mentor_classes }
        };
        Layer { mentee_class, mentor_class, cells, only: None }
    }

    /// Keeps the layer for some mentees; all others earn nothing in it.
    pub fn only(self, mentees: Vec<bool>) -> Self {
        Layer { only: Some(mentees), ..self }
    }

    fn passes_over(&self, mentee: usize) -> bool {
        self.only.as_ref().is_some_and(|mentees| !mentees[mentee])
    }

    /// The points of one pair.
    pub fn points(&self, mentee: usize, mentor: usize) -> Score {
        if self.passes_over(mentee) {
            return 0;
        }
        let class = |of: &[u32], who: usize| of[who] as usize;
        match &self.cells {
            Cells::Rows { rows, .. } => Score::from(rows[class(&self.mentee_class, mentee)][mentor]),
            Cells::Counted(counted) => counted.points(mentee, mentor),
            Cells::Classes { points, mentor_classes } => {
                points[class(&self.mentee_class, mentee) * mentor_classes + class(&self.mentor_class, mentor)]
            }
            Cells::Asked { mentees, mentors, ask } => {
                ask(mentees[class(&self.mentee_class, mentee)], mentors[class(&self.mentor_class, mentor)])
            }
        }
    }

    /// The least and the most that any pair earns, where that is little and no pair is forbidden: then
    /// [`Self::add_little`] may be used.
    pub fn range(&self) -> Option<(Score, Score)> {
        let (low, high) = match &self.cells {
            Cells::Rows { range, .. } => *range,
            Cells::Counted(counted) => counted.range(),
            Cells::Classes { .. } | Cells::Asked { .. } => return None,
        };
        Some(if self.only.is_some() { (low.min(0), high.max(0)) } else { (low, high) })
    }

    /// Makes [`Self::add_bytes`] possible; whether it is.
    pub fn shrink(&mut self) -> bool {
        match &mut self.cells {
            Cells::Rows { rows, small, .. } => {
                let bytes = |row: &Vec<i16>| row.iter().map(|points| *points as u8).collect();
                *small = rows.iter().map(bytes).collect();
                true
            }
            Cells::Counted(counted) => counted.shrink(),
            Cells::Classes { .. } | Cells::Asked { .. } => false,
        }
    }

    /// Adds one mentee's points to a row of bytes, round and round, after [`Self::shrink`]; `codes` is room to count in.
    pub fn add_bytes(&self, mentee: usize, row: &mut [u8], codes: &mut Vec<u8>) {
        if self.passes_over(mentee) {
            return;
        }
        match &self.cells {
            Cells::Rows { small, .. } => wide::add_bytes(row, &small[self.mentee_class[mentee] as usize]),
            Cells::Counted(counted) => counted.add_bytes(mentee, row, codes),
            Cells::Classes { .. } | Cells::Asked { .. } => {}
        }
    }

    /// Adds one mentee's points to a narrow row; nothing where [`Self::range`] says `None`.
    pub fn add_little(&self, mentee: usize, row: &mut [i16]) {
        if self.passes_over(mentee) {
            return;
        }
        match &self.cells {
            Cells::Rows { rows, .. } => wide::add(row, &rows[self.mentee_class[mentee] as usize]),
            Cells::Counted(counted) => counted.add_little(mentee, row),
            Cells::Classes { .. } | Cells::Asked { .. } => {}
        }
    }

    /// Adds one mentee's points to a row; a forbidden pair stays forbidden.
    pub fn add(&self, mentee: usize, row: &mut [Score]) {
        if self.passes_over(mentee) {
            return;
        }
        match &self.cells {
            Cells::Rows { rows, .. } => {
                for (score, points) in row.iter_mut().zip(&rows[self.mentee_class[mentee] as usize]) {
                    *score += Score::from(*points);
                }
            }
            Cells::Counted(counted) => counted.add(mentee, row),
            Cells::Classes { points, mentor_classes } => {
                let points = &points[self.mentee_class[mentee] as usize * mentor_classes..][..*mentor_classes];
                for (score, class) in row.iter_mut().zip(&self.mentor_class) {
                    *score = sum(*score, points[*class as usize]);
                }
            }
            Cells::Asked { mentees, mentors, ask } => {
                for (score, at) in row.iter_mut().zip(&self.mentor_class) {
                    *score = sum(*score, ask(mentees[self.mentee_class[mentee] as usize], mentors[*at as usize]));
                }
            }
        }
    }
}

fn sum(score: Score, points: Score) -> Score {
    if score == FORBIDDEN || points == FORBIDDEN { FORBIDDEN } else { score + points }
}

/// Pairs that a rule on two answers removes.
pub struct Mask {
    mentee_class: Vec<u32>,
    rows: Vec<Vec<u8>>,
    unless: Option<Box<Mask>>,
}

impl Mask {
    /// Makes a mask of a plain function of two answers that says whether the rule holds.
    pub fn new(mentees: &[&Value], mentors: &[&Value], holds: impl Fn(&Value, &Value) -> bool) -> Self {
        let (mentee_class, mentee_values) = classes(mentees);
        let (mentor_class, mentor_values) = classes(mentors);
        let rows = mentee_values.iter().map(|mentee| {
            let by_class: Vec<u8> = mentor_values.iter().map(|mentor| u8::from(!holds(mentee, mentor))).collect();
            mentor_class.iter().map(|class| by_class[*class as usize]).collect()
        });
        Mask { rows: rows.collect(), mentee_class, unless: None }
    }

    /// Removes only what the other mask removes too: it is enough that one of two rules holds.
    pub fn or(self, other: Mask) -> Self {
        Mask { unless: Some(Box::new(other)), ..self }
    }

    fn row(&self, mentee: usize) -> &[u8] {
        &self.rows[self.mentee_class[mentee] as usize]
    }

    /// Whether one pair is forbidden.
    pub fn forbids(&self, mentee: usize, mentor: usize) -> bool {
        let here = self.row(mentee)[mentor] != 0;
        here && self.unless.as_ref().is_none_or(|other| other.forbids(mentee, mentor))
    }

    /// Makes nothing of the mentors that one mentee cannot have, in a row of bytes.
    pub fn forbid_bytes(&self, mentee: usize, row: &mut [u8]) {
        match &self.unless {
            None => wide::forbid_bytes(row, self.row(mentee)),
            Some(other) => {
                for ((score, broken), too) in row.iter_mut().zip(self.row(mentee)).zip(other.row(mentee)) {
                    *score = if broken & too != 0 { 0 } else { *score };
                }
            }
        }
    }

    /// Forbids the mentors that one mentee cannot have, in a narrow row.
    pub fn forbid_little(&self, mentee: usize, row: &mut [i16]) {
        match &self.unless {
            None => wide::forbid(row, self.row(mentee)),
            Some(other) => {
                for ((score, broken), too) in row.iter_mut().zip(self.row(mentee)).zip(other.row(mentee)) {
                    *score = if broken & too != 0 { wide::FORBIDDEN } else { *score };
                }
            }
        }
    }

    /// Forbids the mentors that one mentee cannot have.
    pub fn forbid(&self, mentee: usize, row: &mut [Score]) {
        match &self.unless {
            None => {
                for (score, broken) in row.iter_mut().zip(self.row(mentee)) {
                    *score = if *broken != 0 { FORBIDDEN } else { *score };
                }
            }
            Some(other) => {
                for ((score, broken), too) in row.iter_mut().zip(self.row(mentee)).zip(other.row(mentee)) {
                    *score = if broken & too != 0 { FORBIDDEN } else { *score };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Word;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_layer_is_the_plain_function(mentees in prop::collection::vec(0u32..9, 1..20), mentors in prop::collection::vec(0u32..9, 1..20), big in any::<bool>()) {
            let values = |words: &[u32]| words.iter().map(|w| Value::Choice(Word(*w))).collect::<Vec<_>>();
            let (mentees, mentors) = (values(&mentees), values(&mentors));
            let factor = if big { 40_000 } else { 1 };
            let plain = |one: &Value, other: &Value| match (one, other) {
                (Value::Choice(Word(a)), Value::Choice(Word(b))) => (*a as i32 * 7 - *b as i32 * 3) * factor,
                _ => 0,
            };
            let (one, other): (Vec<&Value>, Vec<&Value>) = (mentees.iter().collect(), mentors.iter().collect());
            let layer = Layer::new(&one, &other, plain);
            let mask = Mask::new(&one, &other, |a, b| a != b);
            for (i, mentee) in mentees.iter().enumerate() {
                let mut row = vec![5; mentors.len()];
                layer.add(i, &mut row);
                let mut masked = vec![1; mentors.len()];
                mask.forbid(i, &mut masked);
                for (j, mentor) in mentors.iter().enumerate() {
                    prop_assert_eq!(row[j], 5 + plain(mentee, mentor));
                    prop_assert_eq!(masked[j] == FORBIDDEN, mentee == mentor);
                    prop_assert_eq!(layer.points(i, j), plain(mentee, mentor));
                    prop_assert_eq!(mask.forbids(i, j), mentee == mentor);
                }
            }
        }
    }
}
