//! Rearranging: what a scheme that runs could gain by moving people, and which relationships that would end.

use std::collections::HashSet;

use anyhow::bail;

use super::{TOO_LARGE, start};
use crate::commands::Desk;
use crate::domain::matching::ready::ready;
use crate::domain::matching::rearrange::{Arrangement, HIGHEST, frontier};
use crate::domain::matching::round::{Obstacle, Start};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId, State};
use crate::domain::scheme::{Aim, Form};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::plural;

/// What was asked with `--rearrange`.
pub enum Asked {
    /// The frontier.
    Show,
    /// One point of it: how many points a kept pair counts; `None`: as few broken as possible.
    Choose(Option<i64>),
}

impl std::str::FromStr for Asked {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        match text {
            "show" => Ok(Asked::Show),
            "fewest" => Ok(Asked::Choose(None)),
            number => match number.parse::<i64>().ok().filter(|number| (0..=HIGHEST).contains(number)) {
                Some(number) => Ok(Asked::Choose(Some(number))),
                None => bail!("`--rearrange` takes a number of the table it shows, or fewest"),
            },
        }
    }
}

/// The frontier of a scheme that runs, and the relationships under way that could move.
pub struct Frontier {
    points: Vec<Arrangement>,
    /// Relationships under way by the position of their pair.
    under_way: Vec<((u32, u32), RelationshipId)>,
    decimals: u32,
    /// Whether people see the points as they stand in a file in which low numbers are good.
    lowest: bool,
}

/// Works the frontier out.
///
/// # Errors
/// Says for which schemes there is none.
pub fn work_out(book: &Book, desk: &Desk) -> anyhow::Result<Frontier> {
    let scheme = &book.scheme;
    if !matches!(scheme.form, Form::OneToOne | Form::Mutual) || !matches!(scheme.aim, Aim::MostPeople | Aim::BestFit) {
        bail!(
            "pairs across two sides can be rearranged, under the aims most-people and best-fit; this is a {} scheme with the aim {}",
            scheme.form.word(),
            scheme.aim.word()
        );
    }
    let number = book.records.newest_of_all + 1;
    let (skips, waited) = (book.records.skips_in(number), book.records.waited_before(number, book.scheme.form));
    let nobody = HashSet::new();
    let free = |id: PersonId| book.by_id(id).is_some_and(|person| !person.held && !person.refused);
    let may_move = |r: &&Relationship| r.state() == State::Accepted && r.members.iter().all(|member| free(member.id));
    let (moving, staying): (Vec<&Relationship>, Vec<&Relationship>) =
        book.records.relationships.iter().partition(|r| may_move(r));
    let staying: Vec<Relationship> = staying.into_iter().cloned().collect();
    let start = Start { relationships: &staying, ..start(book, desk, number, &skips, &waited, &nobody) };
    let too_large = |_: Obstacle| anyhow::anyhow!(TOO_LARGE);
    let ready = ready(&start).map_err(too_large)?;
    let mut under_way: Vec<((u32, u32), RelationshipId)> = Vec::new();
    for relationship in moving {
        let Some([mentee, mentor]) = relationship.two() else { continue };
        let mentee = book.position(mentee).and_then(|person| ready.pool.mentee_position(person));
        let mentor = book.position(mentor).and_then(|person| ready.pool.mentor_position(person));
        under_way.extend(mentee.zip(mentor).map(|(i, j)| ((i as u32, j as u32), relationship.id)));
    }
    if under_way.is_empty() {
        bail!("nothing is under way that could be rearranged; `mentor match` proposes");
    }
    under_way.sort_unstable();
    let pairs: Vec<(u32, u32)> = under_way.iter().map(|(pair, _)| *pair).collect();
    let points = frontier(&ready, &pairs).map_err(too_large)?;
    Ok(Frontier { points, under_way, decimals: ready.pool.decimals, lowest: scheme.lowest_is_best() })
}

impl Frontier {
    /// Shows all points, the one that breaks most first.
    pub fn describe(&self) -> Report {
        let columns = vec![
            Column::new("rearrange", "A kept pair counts"),
            Column::new("kept", "Kept"),
            Column::new("broken", "Broken"),
            Column::new("placed", "Placed"),
            Column::new("lost", "Lose theirs"),
            Column::new("total", "Points"),
        ];
        let row = |point: &Arrangement| {
            vec![
                Cell::text(point.bonus.map_or("fewest".to_string(), |bonus| bonus.to_string())),
                Cell::Number(point.kept as i64),
                Cell::Number((self.under_way.len() - point.kept) as i64),
                Cell::Number(point.placed as i64),
                Cell::Number(point.lost as i64),
                Cell::trimmed(if self.lowest { -point.total } else { point.total }, self.decimals),
            ]
        };
        let text = format!(
            "{} under way could move. Nothing moves until you choose a line, for instance: mentor match --rearrange {}",
            plural(self.under_way.len(), "relationship"),
            self.points.last().and_then(|point| point.bonus).map_or("fewest".to_string(), |bonus| bonus.to_string())
        );
        let table = Table::new(columns, self.points.iter().map(row).collect());
        Report { blocks: vec![Block::Table(table), Block::Text(text)], json: None }
    }

    /// The relationships that one point of the frontier ends.
    ///
    /// # Errors
    /// Where there is no such point.
    pub fn broken(&self, bonus: Option<i64>) -> anyhow::Result<Vec<RelationshipId>> {
        // A line stands for all bonuses up to the next line's.
        let point = match bonus {
            None => self.points.iter().max_by_key(|point| point.kept),
            Some(bonus) => self.points.iter().rfind(|point| point.bonus.is_some_and(|known| known <= bonus)),
        };
        let Some(point) = point else { bail!("there is no such line; `mentor match --rearrange` shows all of them") };
        let broken = self.under_way.iter().filter(|(pair, _)| point.pairs.binary_search(pair).is_err());
        Ok(broken.map(|(_, id)| *id).collect())
    }
}
