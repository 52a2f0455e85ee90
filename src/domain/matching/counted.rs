//! Points that depend on nothing but how many answers two lists hold and share.
//!
//! Lists rarely repeat: 5,000 people choose 4,000 different sets out of 24 skills, too many for a layer of classes. So
//! what two lists share is counted, a whole row at a time: each mentor's cell starts at a code for the size of the
//! mentor's list, goes up by one for each answer in common, and ends as an index into a table of points.

use rustc_hash::FxHashMap;

use super::solvers::Score;
use super::wide;
use crate::domain::value::{Value, Word};

/// Who holds an answer.
enum Holders {
    /// Their positions.
    Few(Vec<u32>),
    /// For everybody, 1 or 0: what wide registers add fastest.
    Many(Vec<u8>),
}

/// A list by its size; whatever is no list (a blank) by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Size<'a> {
    List(usize),
    Other(&'a Value),
}

/// What codes earn: one by one, and as what the first earns and how much more each code from which it changes.
struct Ladder {
    points: Vec<i16>,
    steps: Vec<(u16, i16)>,
    /// The steps in bytes, round and round.
    small: Vec<(u8, u8)>,
}

/// Up to so many steps climbing them beats looking codes up one by one.
const FEW_STEPS: usize = 8;

/// Points by what two lists hold and share.
pub struct Counted {
    /// By answer.
    holders: Vec<Holders>,
    /// By mentor, the code for nothing in common.
    codes: Vec<u16>,
    /// The same in bytes, where they are wanted and fit.
    small_codes: Vec<u8>,
    /// By size of the mentee's list, what each code earns.
    points: Vec<Ladder>,
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
        let column = |mentor: &Size<'_>| -> Option<Vec<Vec<i16>>> {
            let shared = 0..=mentor.length().min(longest);
            let earned = |mentee: &Size<'_>, shared: usize| {
                i16::try_from(asked(mentee, mentor, shared.min(mentee.length()), ask)).ok()
            };
            shared.map(|shared| mentee_sizes.iter().map(|mentee| earned(mentee, shared)).collect()).collect()
        };
        // Where the size of the mentor's list does not count, the shorter lists need no codes of their own.
        let mut by_length: Vec<usize> = (0..mentor_sizes.len()).collect();
        by_length.sort_by_key(|size| std::cmp::Reverse(mentor_sizes[*size].length()));
        let mut columns: Vec<Vec<i16>> = Vec::new();
        let mut first_codes = vec![0; mentor_sizes.len()];
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for size in by_length {
            let own = column(&mentor_sizes[size])?;
            let same = starts.iter().find(|(start, end)| columns[*start..*end].starts_with(&own));
            let start = same.map_or(columns.len(), |(start, _)| *start);
            if start == columns.len() {
                columns.extend(own);
                starts.push((start, columns.len()));
            }
            first_codes[size] = u16::try_from(start).ok()?;
        }
        u16::try_from(columns.len()).ok()?;
        let points = (0..mentee_sizes.len()).map(|mentee| Ladder::new(columns.iter().map(|column| column[mentee])));
        let points = points.collect::<Option<Vec<Ladder>>>()?;
        let (holders, known) = holders(mentors);
        let mut sought = Vec::new();
        let starts = mentees.iter().zip(mentee_of).map(|(mentee, size)| {
            let start = sought.len() as u32;
            sought.extend(mentee.words().unwrap_or_default().iter().filter_map(|word| known.get(word)));
            (size, start)
        });
        let mentees = starts.collect();
        let codes = mentor_of.iter().map(|size| first_codes[*size as usize]).collect();
        Some(Counted { holders, codes, small_codes: Vec::new(), points, mentees, sought })
    }

    /// The least and the most that any pair earns.
    pub fn range(&self) -> (Score, Score) {
        let points = || self.points.iter().flat_map(|ladder| &ladder.points).map(|points| Score::from(*points));
        (points().min().unwrap_or(0), points().max().unwrap_or(0))
    }

    /// Makes [`Self::add_bytes`] possible; whether it is.
    pub fn shrink(&mut self) -> bool {
        // Every code that anybody can reach is an index into the points.
        let fits = self.points.iter().all(|ladder| ladder.points.len() <= usize::from(u8::MAX));
        if fits {
            self.small_codes = self.codes.iter().map(|code| *code as u8).collect();
        }
        fits
    }

    /// The points of one pair.
    pub fn points(&self, mentee: usize, mentor: usize) -> Score {
        let (answers, ladder) = self.sought_by(mentee);
        let held = |answer: &&u32| match &self.holders[**answer as usize] {
            Holders::Few(few) => few.contains(&(mentor as u32)),
            Holders::Many(many) => many[mentor] != 0,
        };
        let shared = answers.iter().filter(held).count();
        Score::from(ladder.points[usize::from(self.codes[mentor]) + shared])
    }

    /// Adds one mentee's points to a row.
    pub fn add(&self, mentee: usize, row: &mut [Score]) {
        let (codes, ladder) = self.count(mentee);
        for (score, code) in row.iter_mut().zip(&codes) {
            *score += Score::from(ladder.points[usize::from(*code)]);
        }
    }

    /// Adds one mentee's points to a narrow row.
    pub fn add_little(&self, mentee: usize, row: &mut [i16]) {
        let (codes, ladder) = self.count(mentee);
        if ladder.steps.len() <= FEW_STEPS {
            wide::climb(row, &codes, ladder.points[0], &ladder.steps);
            return;
        }
        for (score, code) in row.iter_mut().zip(&codes) {
            *score += ladder.points[usize::from(*code)];
        }
    }

    /// Adds one mentee's points to a row of bytes, round and round, after [`Self::shrink`].
    pub fn add_bytes(&self, mentee: usize, row: &mut [u8], codes: &mut Vec<u8>) {
        codes.clone_from(&self.small_codes);
        let (answers, ladder) = self.sought_by(mentee);
        for answer in answers {
            match &self.holders[*answer as usize] {
                Holders::Few(few) => few.iter().for_each(|mentor| codes[*mentor as usize] += 1),
                Holders::Many(many) => wide::add_bytes(codes, many),
            }
        }
        if ladder.steps.len() <= FEW_STEPS {
            wide::climb_bytes(row, codes, ladder.points[0] as u8, &ladder.small);
            return;
        }
        for (score, code) in row.iter_mut().zip(codes) {
            *score = score.wrapping_add(ladder.points[usize::from(*code)] as u8);
        }
    }

    /// The answers of one mentee that any mentor gave too, and what it earns to share them.
    fn sought_by(&self, mentee: usize) -> (&[u32], &Ladder) {
        let (size, start) = self.mentees[mentee];
        let end = self.mentees.get(mentee + 1).map_or(self.sought.len(), |(_, next)| *next as usize);
        (&self.sought[start as usize..end], &self.points[size as usize])
    }

    /// The codes of one mentee's row, and what they earn.
    fn count(&self, mentee: usize) -> (Vec<u16>, &Ladder) {
        let (answers, ladder) = self.sought_by(mentee);
        let mut codes = self.codes.clone();
        for answer in answers {
            match &self.holders[*answer as usize] {
                Holders::Few(few) => few.iter().for_each(|mentor| codes[*mentor as usize] += 1),
                Holders::Many(many) => wide::count(&mut codes, many),
            }
        }
        (codes, ladder)
    }
}

impl Ladder {
    /// `None` where a step is too high for 16 bits.
    fn new(points: impl Iterator<Item = i16>) -> Option<Self> {
        let points: Vec<i16> = points.collect();
        let mut steps = Vec::new();
        for (code, two) in points.windows(2).enumerate() {
            let by = two[1].checked_sub(two[0])?;
            if by != 0 {
                steps.push((u16::try_from(code + 1).ok()?, by));
            }
        }
        let small = steps.iter().map(|(code, by)| (*code as u8, *by as u8)).collect();
        Some(Ladder { points, steps, small })
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
            let mut counted = Counted::new(&one, &other, &plain).expect("small points fit");
            prop_assert!(counted.shrink());
            for (i, mentee) in mentees.iter().enumerate() {
                let (mut narrow, mut wide) = (vec![5i16; mentors.len()], vec![5i32; mentors.len()]);
                let mut bytes = vec![5u8; mentors.len()];
                counted.add_little(i, &mut narrow);
                counted.add_bytes(i, &mut bytes, &mut Vec::new());
                counted.add(i, &mut wide);
                for (j, mentor) in mentors.iter().enumerate() {
                    prop_assert_eq!(wide[j], 5 + plain(mentee, mentor));
                    prop_assert_eq!(Score::from(narrow[j]), wide[j]);
                    prop_assert_eq!(bytes[j], wide[j] as u8);
                    prop_assert!((counted.range().0..=counted.range().1).contains(&plain(mentee, mentor)));
                }
            }
        }
    }
}
