//! Points that depend on nothing but how many answers two lists hold and share.
//!
//! Lists rarely repeat: 5,000 people choose 4,000 different sets out of 24 skills, too many for a layer of classes. So
//! what two lists share is counted, a whole row at a time: each mentor's cell starts at a code for the size of the
//! mentor's list, goes up by one for each answer in common, and ends as an index into a table of points.

use rustc_hash::FxHashMap;
use std::ops::AddAssign;

use super::solvers::Score;
use crate::domain::value::{Value, Word};

/// Who holds an answer.
enum Holders {
    /// Their positions.
    Few(Vec<u32>),
    /// For everybody, 1 or 0: what wide registers add fastest.
    Many(Vec<u16>),
}

/// A list by its size; whatever is no list (a blank) by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Size<'a> {
    List(usize),
    Other(&'a Value),
}

/// Points by what two lists hold and share.
pub struct Counted {
    /// By answer.
    holders: Vec<Holders>,
    /// By mentor, the code for nothing in common.
    codes: Vec<u16>,
    /// By size of the mentee's list, the points of each code.
    points: Vec<Vec<i16>>,
    /// By mentee, which of them, and where the answers begin in `sought`.
    mentees: Vec<(u32, u32)>,
    /// The answers of all mentees that any mentor gave too.
    sought: Vec<u32>,
}

impl Counted {
    /// Prepares a criterion of which `ask` is the plain function: it may look only at how many answers two lists hold
    /// and share. `None` where there are too many sizes, or points are too large.
    pub fn new(mentees: &[&Value], mentors: &[&Value], ask: &dyn Fn(&Value, &Value) -> Score) -> Option<Self> {
        let (mentee_of, mentee_sizes) = sizes(mentees);
        let (mentor_of, mentor_sizes) = sizes(mentors);
        let longest = mentee_sizes.iter().map(|size| size.length()).max().unwrap_or(0);
        let mut first_codes = Vec::new();
        let mut end = 0;
        for size in &mentor_sizes {
            first_codes.push(u16::try_from(end).ok()?);
            end += size.length().min(longest) + 1;
        }
        u16::try_from(end).ok()?;
        let mut points = Vec::new();
        for mentee in &mentee_sizes {
            let mut row = Vec::with_capacity(end);
            for mentor in &mentor_sizes {
                for shared in 0..=mentor.length().min(longest) {
                    row.push(i16::try_from(asked(mentee, mentor, shared.min(mentee.length()), ask)).ok()?);
                }
            }
            points.push(row);
        }
        let (holders, known) = holders(mentors);
        let mut sought = Vec::new();
        let starts = mentees.iter().zip(mentee_of).map(|(mentee, size)| {
            let start = sought.len() as u32;
            sought.extend(mentee.words().unwrap_or_default().iter().filter_map(|word| known.get(word)));
            (size, start)
        });
        let mentees = starts.collect();
        let codes = mentor_of.iter().map(|size| first_codes[*size as usize]).collect();
        Some(Counted { holders, codes, points, mentees, sought })
    }

    /// The most that any pair earns or loses.
    pub fn reach(&self) -> Score {
        self.points.iter().flatten().map(|points| Score::from(*points).abs()).max().unwrap_or(0)
    }

    /// The points of one pair.
    pub fn points(&self, mentee: usize, mentor: usize) -> Score {
        let (size, start) = self.mentees[mentee];
        let end = self.mentees.get(mentee + 1).map_or(self.sought.len(), |(_, next)| *next as usize);
        let held = |answer: &&u32| match &self.holders[**answer as usize] {
            Holders::Few(few) => few.contains(&(mentor as u32)),
            Holders::Many(many) => many[mentor] != 0,
        };
        let shared = self.sought[start as usize..end].iter().filter(held).count();
        Score::from(self.points[size as usize][usize::from(self.codes[mentor]) + shared])
    }

    /// Adds one mentee's points to a row.
    pub fn add<S: Copy + From<i16> + AddAssign>(&self, mentee: usize, row: &mut [S]) {
        let (size, start) = self.mentees[mentee];
        let end = self.mentees.get(mentee + 1).map_or(self.sought.len(), |(_, next)| *next as usize);
        let mut codes = self.codes.clone();
        for answer in &self.sought[start as usize..end] {
            match &self.holders[*answer as usize] {
                Holders::Few(few) => few.iter().for_each(|mentor| codes[*mentor as usize] += 1),
                Holders::Many(many) => codes.iter_mut().zip(many).for_each(|(code, held)| *code += held),
            }
        }
        let points = &self.points[size as usize][..];
        for (score, code) in row.iter_mut().zip(&codes) {
            *score += points[usize::from(*code)].into();
        }
    }
}

impl Size<'_> {
    fn length(&self) -> usize {
        match self {
            Size::List(length) => *length,
            Size::Other(_) => 0,
        }
    }
}

/// Sorts answers by size.
fn sizes<'a>(values: &[&'a Value]) -> (Vec<u32>, Vec<Size<'a>>) {
    let mut known: FxHashMap<Size<'a>, u32> = FxHashMap::default();
    let mut sizes = Vec::new();
    let of = values.iter().map(|value| {
        let size = value.words().map_or(Size::Other(value), |words| Size::List(words.len()));
        *known.entry(size).or_insert_with(|| {
            sizes.push(size);
            sizes.len() as u32 - 1
        })
    });
    (of.collect(), sizes)
}

/// Asks the plain function about two lists made up so that they share so many answers.
fn asked(mentee: &Size<'_>, mentor: &Size<'_>, shared: usize, ask: &dyn Fn(&Value, &Value) -> Score) -> Score {
    let made_up = |size: &Size<'_>, skipped: usize| match size {
        Size::List(length) => Value::List((skipped..skipped + length).map(|word| Word(word as u32)).collect()),
        Size::Other(value) => (*value).clone(),
    };
    ask(&made_up(mentee, 0), &made_up(mentor, mentee.length() - shared))
}

/// Who holds which answer, and the number of each answer.
fn holders(mentors: &[&Value]) -> (Vec<Holders>, FxHashMap<Word, u32>) {
    let mut known: FxHashMap<Word, u32> = FxHashMap::default();
    let mut holders: Vec<Vec<u32>> = Vec::new();
    for (mentor, value) in mentors.iter().enumerate() {
        for word in value.words().unwrap_or_default() {
            let answer = *known.entry(*word).or_insert_with(|| {
                holders.push(Vec::new());
                holders.len() as u32 - 1
            });
            holders[answer as usize].push(mentor as u32);
        }
    }
    let spelt_out = |few: Vec<u32>| {
        if few.len() < mentors.len() / 16 {
            return Holders::Few(few);
        }
        let mut many = vec![0; mentors.len()];
        few.iter().for_each(|mentor| many[*mentor as usize] = 1);
        Holders::Many(many)
    };
    (holders.into_iter().map(spelt_out).collect(), known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::criteria::{covers, overlap};
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        let words = prop::collection::btree_set(0u32..12, 1..8);
        prop_oneof![
            6 => words.prop_map(|words| Value::List(words.into_iter().map(Word).collect())),
            1 => (0u32..12).prop_map(|word| Value::Choice(Word(word))),
            1 => Just(Value::Blank),
        ]
    }

    proptest! {
        #[test]
        fn a_row_of_counts_is_the_plain_function(
            mentees in prop::collection::vec(value(), 1..20),
            mentors in prop::collection::vec(value(), 1..40),
            full_at in prop::option::of(1usize..5),
            covering in any::<bool>(),
        ) {
            let plain = |one: &Value, other: &Value| {
                let points = if covering { covers::points(30, one, other) } else { overlap::points(30, full_at, one, other) };
                points.unwrap_or(-7) as Score
            };
            let (one, other): (Vec<&Value>, Vec<&Value>) = (mentees.iter().collect(), mentors.iter().collect());
            let counted = Counted::new(&one, &other, &plain).expect("small points fit");
            for (i, mentee) in mentees.iter().enumerate() {
                let (mut narrow, mut wide) = (vec![5i16; mentors.len()], vec![5i32; mentors.len()]);
                counted.add(i, &mut narrow);
                counted.add(i, &mut wide);
                for (j, mentor) in mentors.iter().enumerate() {
                    prop_assert_eq!(wide[j], 5 + plain(mentee, mentor));
                    prop_assert_eq!(Score::from(narrow[j]), wide[j]);
                    prop_assert!(plain(mentee, mentor).abs() <= counted.reach());
                }
            }
        }
    }
}
