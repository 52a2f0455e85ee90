//! The prices that a round kept, put back in the order of its people.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::past::Round;
use crate::domain::matching::peers::{Decides, Stage};
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::solvers::general::{Nested, PoolCertificate, unnested};
use crate::domain::matching::solvers::{Certificate, Score, StageName};
use crate::store::records::rounds::{KEPT_FREE, STAGE};

impl Round<'_> {
    /// The prices of people and odd sets of one pool, a stage each; `None` where they cannot be read.
    pub(super) fn pool_stages(&self, pool: &Pool<'_>) -> Option<Vec<Stage>> {
        let people = pool.mentees.len();
        let grounds = self.grounds.iter().filter(|ground| ground.of == STAGE);
        let stage = |said: &str| {
            let mut words = said.rsplitn(3, ' ');
            let (value, bonus) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            let certificate = PoolCertificate { prices: vec![0; people], odd_sets: Vec::new(), value, bonus };
            Some(Stage { decides: Decides::from_words(words.next()?)?, certificate })
        };
        let mut stages = grounds.map(|ground| stage(&ground.role)).collect::<Option<Vec<Stage>>>()?;
        let mut sets: Vec<Vec<Nested>> = vec![Vec::new(); stages.len()];
        let prices = &self.book.records.prices;
        let at = |(at, side): (usize, &Side)| (self.book.people[side.person].id.to_string(), at);
        let ids: HashMap<String, usize> = pool.mentees.iter().enumerate().map(at).collect();
        for row in (0..prices.len()).filter(|row| prices.cell(*row, "round") == self.number.to_string()) {
            let cell = |column| prices.cell(row, column);
            let number = cell("stage").parse::<usize>().ok()?.checked_sub(1)?;
            let (stage, sets) = (stages.get_mut(number)?, sets.get_mut(number)?);
            let (decides, person, price) = (cell("decides"), ids.get(cell("id")), cell("price").parse::<i128>().ok());
            match (decides.strip_prefix("odd set "), decides.strip_prefix("in odd set ")) {
                (Some(number), _) => odd_set(number, price, sets)?,
                (_, Some(number)) => {
                    let number: usize = number.parse().ok()?;
                    sets.get_mut(number.checked_sub(1)?)?.own.push(*person? as u32);
                }
                _ => stage.certificate.prices[*person?] = price?,
            }
        }
        for (stage, sets) in stages.iter_mut().zip(&sets) {
            stage.certificate.odd_sets = unnested(sets)?;
        }
        Some(stages)
    }

    /// The certificates, with the people in the order of the pool.
    pub(super) fn stages(&self, pool: &Pool<'_>) -> Vec<Certificate> {
        let prices = &self.book.records.prices;
        let grounds: Vec<_> = self.grounds.iter().filter(|ground| ground.of == STAGE).collect();
        let decides: Vec<&str> = grounds.iter().map(|ground| ground.role.as_str()).collect();
        let all = pool.mentees.len() + self.grounds.iter().filter(|ground| ground.role == KEPT_FREE).count();
        let apart = decides.contains(&"points");
        let roles = self.book.scheme.form.roles();
        let position = |sides: &[Side]| -> HashMap<String, usize> {
            sides.iter().enumerate().map(|(at, side)| (self.book.people[side.person].id.to_string(), at)).collect()
        };
        let (mentees, mentors) = (position(&pool.mentees), position(&pool.mentors));
        let mut stages: Vec<Certificate> = decides
            .iter()
            .zip(&grounds)
            .map(|(decides, ground)| {
                let word = decides.strip_prefix("lot ").and_then(|word| word.parse().ok());
                let level = decides.strip_prefix("level ").and_then(level);
                Certificate {
                    name: match (word, &level) {
                        (Some(word), _) => StageName::Lot(word),
                        (None, Some((level, _))) => StageName::Level(*level),
                        (None, None) if *decides == "people" => StageName::People,
                        (None, None) => StageName::Points,
                    },
                    points: i32::from(word.is_none() && level.is_none() && (*decides == "points" || !apart)),
                    range: level.map(|(_, range)| range),
                    kept: i32::try_from(ground.places).unwrap_or(0),
                    word,
                    first: vec![0; all],
                    mentee_prices: vec![0; all],
                    mentor_prices: vec![0; pool.mentors.len()],
                    value: 0,
                }
            })
            .collect();
        let mut kept_free = vec![pool.mentees.len(); stages.len()];
        for row in (0..prices.len()).filter(|row| prices.cell(*row, "round") == self.number.to_string()) {
            let cell = |column| prices.cell(row, column);
            let whole = |column| cell(column).parse::<i64>().unwrap_or(0);
            let number = (whole("stage") as usize).wrapping_sub(1);
            let Some(stage) = stages.get_mut(number) else { continue };
            if cell("role") == KEPT_FREE {
                let at = kept_free[number];
                kept_free[number] += 1;
                if at < all {
                    (stage.mentee_prices[at], stage.first[at]) = (whole("price"), whole("first"));
                }
            } else if cell("role") == roles[0].word() {
                if let Some(at) = mentees.get(cell("id")) {
                    (stage.mentee_prices[*at], stage.first[*at]) = (whole("price"), whole("first"));
                }
            } else if let Some(at) = mentors.get(cell("id")) {
                stage.mentor_prices[*at] = whole("price");
            }
        }
        stages
    }
}

/// Reads an odd set, `7` or `7 in 3`: they come in order.
fn odd_set(text: &str, price: Option<i128>, sets: &mut Vec<Nested>) -> Option<()> {
    let (number, within) = text.split_once(" in ").map_or((text, None), |(number, within)| (number, Some(within)));
    let within: Option<usize> = match within {
        Some(within) => Some(within.parse::<usize>().ok()?.checked_sub(1)?),
        None => None,
    };
    if number.parse::<usize>().ok()? != sets.len() + 1 {
        return None;
    }
    sets.push(Nested { within, own: Vec::new(), price: price? });
    Some(())
}

/// Reads a level and the scores that lie in it, `37 3600 3699`.
fn level(text: &str) -> Option<(i32, RangeInclusive<Score>)> {
    let mut numbers = text.split(' ').map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some((next()?, next()?..=next()?))
}
