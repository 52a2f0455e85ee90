//! A large table of scores, filled once into as few bytes as its range allows.
use super::network::Sides;
use super::objective::{Objective, Past};
use super::{FORBIDDEN, Scores};
use crate::domain::matching::wide;
use crate::halves::in_halves_of_rows;

/// The most bytes a cache may take; beyond that rows are produced anew each time.
const ROOM: usize = 120_000_000;

/// From how many cells on a second thread helps.
pub(super) const THREADED: usize = 1 << 20;

enum Cache {
    /// 0: forbidden; else score - base + 1.
    Bytes(Vec<u8>),
    /// The same with two bytes.
    Shorts(Vec<u16>),
    Words(Vec<i32>),
    Nothing,
}

/// Rows of scores.
pub(super) struct Matrix<'a> {
    scores: &'a dyn Scores,
    mentors: usize,
    cache: Cache,
    base: i32,
    /// The lowest and the highest score, and how many pairs are allowed.
    pub range: Option<(i32, i32)>,
    pub allowed: usize,
}

impl<'a> Matrix<'a> {
    /// Fills the cache.
    pub fn new(scores: &'a dyn Scores, sides: &Sides) -> Self {
        let (mentees, mentors) = (sides.demands.len(), sides.places.len());
        let cells = mentees.saturating_mul(mentors);
        let mut matrix = Matrix { scores, mentors, cache: Cache::Nothing, base: 0, range: None, allowed: 0 };
        // Most scores are 0..=100, so that bytes from 0 are right at the first trial.
        let mut bytes = vec![0u8; if cells <= ROOM { cells } else { 0 }];
        let seen = if bytes.is_empty() { scan(scores, mentees, mentors) } else { fill(scores, mentors, 0, &mut bytes) };
        matrix.allowed = seen.allowed;
        matrix.range = (seen.allowed > 0).then_some((seen.low, seen.high));
        let spread = (i64::from(seen.high) - i64::from(seen.low)).max(0) as usize;
        if seen.fits && !bytes.is_empty() {
            matrix.cache = Cache::Bytes(bytes);
            return matrix;
        }
        if spread < 0xff && cells <= ROOM {
            fill(scores, mentors, seen.low, &mut bytes);
            (matrix.base, matrix.cache) = (seen.low, Cache::Bytes(bytes));
        } else if spread < 0xffff && cells <= ROOM / 2 {
            drop(bytes);
            let mut shorts = vec![0u16; cells];
            fill(scores, mentors, seen.low, &mut shorts);
            (matrix.base, matrix.cache) = (seen.low, Cache::Shorts(shorts));
        } else if cells <= ROOM / 4 {
            drop(bytes);
            let mut words = vec![0i32; cells];
            in_halves_of_rows(&mut words, mentors, cells >= THREADED, |first, words| {
                for (at, row) in words.chunks_mut(mentors.max(1)).enumerate() {
                    scores.fill(first + at, row);
                }
            });
            matrix.cache = Cache::Words(words);
        }
        matrix
    }

    /// One row, if it is held in bytes (0: forbidden), and what to add to a byte.
    pub fn bytes(&self, mentee: usize) -> Option<(&[u8], i32)> {
        match &self.cache {
            Cache::Bytes(bytes) => Some((&bytes[mentee * self.mentors..(mentee + 1) * self.mentors], self.add())),
            _ => None,
        }
    }

    /// One row, if it is held as it is.
    fn words(&self, mentee: usize) -> Option<&[i32]> {
        match &self.cache {
            Cache::Words(words) => Some(&words[mentee * self.mentors..(mentee + 1) * self.mentors]),
            _ => None,
        }
    }

    /// What to add to a byte.
    pub fn add(&self) -> i32 {
        self.base.wrapping_sub(1)
    }

    /// One score.
    pub fn score(&self, mentee: usize, mentor: usize) -> i32 {
        let cell = mentee * self.mentors + mentor;
        let number = match &self.cache {
            Cache::Bytes(bytes) => bytes[cell].number(),
            Cache::Shorts(shorts) => shorts[cell].number(),
            Cache::Words(words) => return words[cell],
            Cache::Nothing => {
                let mut score = [FORBIDDEN];
                self.scores.fill_some(mentee, &[mentor as u32], &mut score);
                return score[0];
            }
        };
        if number == 0 { FORBIDDEN } else { number.wrapping_add(self.add()) }
    }

    /// Writes one row of scores.
    pub fn row(&self, mentee: usize, row: &mut [i32]) {
        let cells = mentee * self.mentors..(mentee + 1) * self.mentors;
        let add = self.add();
        match &self.cache {
            Cache::Bytes(bytes) => unpack(&bytes[cells], add, row),
            Cache::Shorts(shorts) => unpack(&shorts[cells], add, row),
            Cache::Words(words) => row.copy_from_slice(&words[cells]),
            Cache::Nothing => self.scores.fill(mentee, row),
        }
    }
}

/// The rows of one stage: scores, restricted to what earlier stages leave, weighed as this stage weighs.
pub(super) struct Table<'a> {
    pub matrix: &'a Matrix<'a>,
    pub past: &'a [Past<'a>],
    pub objective: &'a Objective<'a>,
}

impl Table<'_> {
    /// Whether the bytes of the matrix are the weights.
    pub fn plain(&self) -> bool {
        self.past.is_empty() && self.objective.points && matches!(self.matrix.cache, Cache::Bytes(_))
    }

    /// Whether weights are scores, any of which is at hand without the rest of its row.
    pub fn quick(&self) -> bool {
        self.past.is_empty() && self.objective.points && !matches!(self.matrix.cache, Cache::Nothing)
    }

    /// One weight, where weights are scores.
    pub fn weight(&self, mentee: usize, mentor: usize) -> i32 {
        self.matrix.score(mentee, mentor)
    }

    /// The weights of one mentee, if the matrix holds them as they are.
    pub fn words(&self, mentee: usize) -> Option<&[i32]> {
        let same = self.past.is_empty() && self.objective.points;
        if same { self.matrix.words(mentee) } else { None }
    }

    /// Writes the scores that are still possible. The bonus of kept pairs is not in the weights of a table, but
    /// whether a kept pair is still possible takes account of it.
    pub fn scores(&self, mentee: usize, row: &mut [i32]) {
        self.matrix.row(mentee, row);
        for past in self.past {
            past.restrict(mentee, row);
        }
    }

    /// Writes the weights of one mentee, without the bonus of kept pairs.
    pub fn row(&self, mentee: usize, row: &mut [i32]) {
        self.scores(mentee, row);
        self.objective.weigh_row(mentee, row);
    }
}

struct Seen {
    low: i32,
    high: i32,
    allowed: usize,
    fits: bool,
}

impl Seen {
    const NOTHING: Seen = Seen { low: i32::MAX, high: i32::MIN, allowed: 0, fits: true };

    fn join(self, other: Seen) -> Seen {
        Seen {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            allowed: self.allowed + other.allowed,
            fits: self.fits && other.fits,
        }
    }

    fn row(row: &[i32], base: i32, limit: i64) -> Seen {
        let (mut low, mut high, mut allowed) = (i32::MAX, i32::MIN, 0u32);
        for &score in row {
            // FORBIDDEN is the lowest number: it never raises `high`.
            high = if score > high { score } else { high };
            let or = if score == FORBIDDEN { i32::MAX } else { score };
            low = if or < low { or } else { low };
            allowed += u32::from(score != FORBIDDEN);
        }
        Seen::new((low, high), base, limit, allowed as usize)
    }

    /// What a row of bytes says, 0 where forbidden and else the score plus 1.
    fn bytes(row: &[u8]) -> Seen {
        match wide::range_of_bytes(row) {
            (.., 0) => Seen::NOTHING,
            (low, high, allowed) => Seen { low: i32::from(low) - 1, high: i32::from(high) - 1, allowed, fits: true },
        }
    }

    /// Packs a row of narrow scores into bytes.
    fn little(row: &[i16], base: i32, bytes: &mut [u8]) -> Seen {
        // Scores of 16 bits lie so near each other that their lowest is a base of 16 bits too.
        let (low, high) = wide::pack(row, base as i16, bytes);
        let allowed = wide::open(row);
        if high == wide::FORBIDDEN {
            Seen::NOTHING
        } else {
            Seen::new((low.into(), high.into()), base, u8::LIMIT, allowed)
        }
    }

    fn new((low, high): (i32, i32), base: i32, limit: i64, allowed: usize) -> Seen {
        let fits = allowed == 0 || low >= base && i64::from(high) - i64::from(base) < limit;
        Seen { low, high, allowed, fits }
    }
}

/// Codes of a cell; written so that the compiler can use wide registers.
trait Code: Copy + Send {
    const LIMIT: i64;
    fn of(number: i32) -> Self;
    fn number(self) -> i32;
    /// The cells as bytes, where they are.
    fn bytes(_cells: &mut [Self]) -> Option<&mut [u8]> {
        None
    }
}

impl Code for u8 {
    const LIMIT: i64 = 0xff;
    #[inline]
    fn of(number: i32) -> Self {
        number as u8
    }
    #[inline]
    fn number(self) -> i32 {
        i32::from(self)
    }
    fn bytes(cells: &mut [u8]) -> Option<&mut [u8]> {
        Some(cells)
    }
}

impl Code for u16 {
    const LIMIT: i64 = 0xffff;
    #[inline]
    fn of(number: i32) -> Self {
        number as u16
    }
    #[inline]
    fn number(self) -> i32 {
        i32::from(self)
    }
}

fn unpack<C: Code>(codes: &[C], add: i32, row: &mut [i32]) {
    for (cell, code) in row.iter_mut().zip(codes) {
        let number = code.number();
        *cell = if number == 0 { FORBIDDEN } else { number.wrapping_add(add) };
    }
}

/// Fills a cache; where a score does not fit only the range of the rest is learnt.
fn fill<C: Code>(scores: &dyn Scores, mentors: usize, base: i32, cells: &mut [C]) -> Seen {
    let much = cells.len() >= THREADED;
    let seen = in_halves_of_rows(cells, mentors, much, |first, cells| {
        let mut row = vec![FORBIDDEN; mentors];
        let mut seen = Seen::NOTHING;
        let mut little = vec![wide::FORBIDDEN; mentors];
        for (at, codes) in cells.chunks_mut(mentors.max(1)).enumerate() {
            if let Some(bytes) = C::bytes(codes)
                && base == 0
                && scores.fill_bytes(first + at, bytes)
            {
                seen = seen.join(Seen::bytes(bytes));
                continue;
            }
            if let Some(bytes) = C::bytes(codes)
                && scores.fill_little(first + at, &mut little)
            {
                seen = seen.join(Seen::little(&little, base, bytes));
                continue;
            }
            scores.fill(first + at, &mut row);
            seen = seen.join(Seen::row(&row, base, C::LIMIT));
            if !seen.fits {
                continue;
            }
            for (code, &score) in codes.iter_mut().zip(&row) {
                let number = score.wrapping_sub(base).wrapping_add(1);
                *code = C::of(if score == FORBIDDEN { 0 } else { number });
            }
        }
        seen
    });
    seen.into_iter().fold(Seen::NOTHING, Seen::join)
}

fn scan(scores: &dyn Scores, mentees: usize, mentors: usize) -> Seen {
    let mut row = vec![FORBIDDEN; mentors];
    (0..mentees).fold(Seen::NOTHING, |seen, mentee| {
        scores.fill(mentee, &mut row);
        seen.join(Seen::row(&row, 0, 0))
    })
}
