//! The program's side of `tests/bench/solve`: solves one instance as often as a line arrives, and answers
//! "milliseconds placed total".
//!
//! What is timed is what `mentor match` does once it has its rows: the solution, the prices that prove it, and what lots
//! decide among equals.
#![allow(clippy::print_stdout)]

use mentor::domain::matching::solvers::general::{self, PoolScores, Wanted};
use mentor::domain::matching::solvers::{Aim, FORBIDDEN, Request, Scores, lots, solve};
use mentor::domain::matching::wide;
use std::time::Instant;

/// What stands for a pair that may not be in an instance of bytes.
const CLOSED: u8 = 255;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let [_, what, file, ..] = &words[..] else {
        println!("Started by tests/bench/solve.");
        return;
    };
    let instance = Instance::read(&std::fs::read(file).expect("an instance"));
    println!("ready");
    for _ in std::io::stdin().lines() {
        let (taken, placed, total) = match what.as_str() {
            "pool" => instance.pair_up(),
            "fairest" => instance.solve(Aim::Fairest),
            _ => instance.solve(Aim::MostPeople),
        };
        println!("{} {placed} {total}", taken * 1000.0);
    }
}

/// What a file says; see `instances.py`.
struct Instance {
    mentees: usize,
    places: Vec<u32>,
    cells: Cells,
}

enum Cells {
    Bytes(Vec<u8>),
    Words(Vec<i32>),
    Lists { degree: usize, to: Vec<u32>, score: Vec<i32> },
}

impl Instance {
    fn read(bytes: &[u8]) -> Self {
        let (head, rest) = bytes.split_at(16);
        let head = numbers(head);
        let [kind, mentees, mentors, degree] = head[..] else { panic!("no instance") };
        let (places, rest) = rest.split_at(4 * mentors as usize);
        let cells = match kind {
            0 => Cells::Bytes(rest.to_vec()),
            1 => Cells::Words(signed(rest)),
            _ => {
                let (to, score) = rest.split_at(rest.len() / 2);
                Cells::Lists { degree: degree as usize, to: numbers(to), score: signed(score) }
            }
        };
        Instance { mentees: mentees as usize, places: numbers(places), cells }
    }

    fn solve(&self, aim: Aim) -> (f64, usize, i64) {
        let lots = |side: u64, many: usize| (0..many as u64).map(|who| lots::lot(who, side)).collect::<Vec<_>>();
        let (mentee_lots, mentor_lots) = (lots(1, self.mentees), lots(2, self.places.len()));
        let request = Request {
            scores: self,
            mentee_places: &vec![1; self.mentees],
            mentor_places: &self.places,
            aim,
            waited: &[],
            served: &[],
            kept: &[],
            levels: &[],
            mentee_lots: &mentee_lots,
            mentor_lots: &mentor_lots,
        };
        let start = Instant::now();
        let solution = solve(&request).expect("numbers that fit");
        let taken = start.elapsed().as_secs_f64();

        let mut left = self.places.clone();
        let mut total = 0;
        assert!(solution.pairs.is_sorted_by(|a, b| a.0 < b.0), "a mentee is used twice");
        for &(mentee, mentor) in &solution.pairs {
            let place = &mut left[mentor as usize];
            *place = place.checked_sub(1).expect("a place for everybody");
            let mut score = [FORBIDDEN];
            self.fill_some(mentee as usize, &[mentor], &mut score);
            assert_ne!(score, [FORBIDDEN], "a pair that may not be is used");
            total += i64::from(score[0]);
        }
        (taken, solution.pairs.len(), total)
    }

    fn pair_up(&self) -> (f64, usize, i64) {
        let start = Instant::now();
        let paired = general::pair_up(self, Wanted::MostPairs).expect("few people");
        let taken = start.elapsed().as_secs_f64();
        assert!(
            general::certifies(self, Wanted::MostPairs, &paired.mates, &paired.certificate),
            "the proof does not hold"
        );
        let pairs = paired.mates.iter().flatten().count() / 2;
        (taken, pairs, paired.certificate.value as i64)
    }
}

impl Scores for Instance {
    fn mentees(&self) -> usize {
        self.mentees
    }

    fn mentors(&self) -> usize {
        self.places.len()
    }

    fn fill(&self, mentee: usize, row: &mut [i32]) {
        let cells = mentee * row.len()..(mentee + 1) * row.len();
        match &self.cells {
            Cells::Bytes(all) => {
                for (cell, &byte) in row.iter_mut().zip(&all[cells]) {
                    *cell = if byte == CLOSED { FORBIDDEN } else { i32::from(byte) };
                }
            }
            Cells::Words(all) => row.copy_from_slice(&all[cells]),
            Cells::Lists { degree, to, score } => {
                row.fill(FORBIDDEN);
                for at in mentee * degree..(mentee + 1) * degree {
                    row[to[at] as usize] = score[at];
                }
            }
        }
    }

    fn fill_little(&self, mentee: usize, row: &mut [i16]) -> bool {
        let Cells::Bytes(all) = &self.cells else { return false };
        for (cell, &byte) in row.iter_mut().zip(&all[mentee * self.places.len()..]) {
            *cell = if byte == CLOSED { wide::FORBIDDEN } else { i16::from(byte) };
        }
        true
    }

    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        let Cells::Lists { degree, to, .. } = &self.cells else { return None };
        Some(&to[mentee * degree..(mentee + 1) * degree])
    }

    fn fill_some(&self, mentee: usize, mentors: &[u32], scores: &mut [i32]) {
        for (at, (cell, &mentor)) in scores.iter_mut().zip(mentors).enumerate() {
            let place = mentee * self.places.len() + mentor as usize;
            *cell = match &self.cells {
                Cells::Bytes(all) if all[place] == CLOSED => FORBIDDEN,
                Cells::Bytes(all) => i32::from(all[place]),
                Cells::Words(all) => all[place],
                Cells::Lists { degree, to, score } => {
                    let mine = mentee * degree..(mentee + 1) * degree;
                    // Mostly all candidates are asked for, in order.
                    match to[mine.start + at.min(degree - 1)] == mentor {
                        true => score[mine.start + at],
                        false => to[mine.clone()].binary_search(&mentor).map_or(FORBIDDEN, |at| score[mine.start + at]),
                    }
                }
            };
        }
    }
}

impl PoolScores for Instance {
    fn people(&self) -> usize {
        self.mentees
    }

    fn fill(&self, person: usize, row: &mut [i64]) {
        let Cells::Words(all) = &self.cells else { panic!("a pool has words") };
        for (cell, &score) in row.iter_mut().zip(&all[person * self.mentees..]) {
            *cell = i64::from(score);
        }
        row[person] = general::NOT_ALLOWED;
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|&four| u32::from_le_bytes(four)).collect()
}

fn signed(bytes: &[u8]) -> Vec<i32> {
    bytes.as_chunks().0.iter().map(|&four| i32::from_le_bytes(four)).collect()
}
