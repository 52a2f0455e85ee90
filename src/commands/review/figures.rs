//! The figures of a review day for those who were not there. They are settled beside the evaluation: what it hides, no pack
//! of any day or intake tells, nor lets anybody work out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::commands::evaluate::delivery::ways;
use crate::commands::evaluate::seen::Seen;
use crate::commands::evaluate::{goals, months};
use crate::domain::evaluation::delivery::{Delivered, SumsTold, delivered};
use crate::domain::journey::Journey;
use crate::domain::log::Log;
use crate::domain::relationship::{Ending, Relationship, RelationshipId};
use crate::domain::review::card::Card;
use crate::domain::review::gatherings;
use crate::domain::review::overall::{NEARER, Split, splits};
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::ledger::Counted;
use crate::domain::small_numbers::left_over::left_over;

/// What is told of some relationships.
pub struct Figures {
    /// How many there are.
    pub relationships: Shown,
    /// Whether they are too few for any figure.
    pub too_few: bool,
    /// What was delivered in them.
    pub delivered: Delivered,
    /// Which of its sums are told.
    pub told: SumsTold,
    /// What holds of how many of them, and of how many it does not.
    pub lines: Vec<(&'static str, Shown, Shown)>,
    /// How many such lines are not told.
    pub hidden: usize,
}

/// Some relationships that a pack can be about.
type Group = BTreeSet<RelationshipId>;

/// How a whole and its parts are told.
type Row = Vec<Shown>;

/// In which spans of time relationships held sessions.
type Sessions = BTreeSet<(RelationshipId, usize)>;

/// A whole, and its parts: of how many it holds, of how many it does not, and of how many nobody knows.
const SHAPE: [usize; 3] = [1, 2, 3];

/// Every pack that can be made.
struct Packs<'p> {
    seen: &'p Seen<'p>,
    splits: Vec<Split<'p>>,
    everybody: Group,
    /// The sessions held of each span of the evaluation, by relationship, and whether that is told.
    spans: Vec<(Sessions, bool)>,
    /// Everybody by the day on which they look back, by day and intake, and by intake.
    tables: Vec<Vec<Group>>,
}

/// Settles what every pack tells; nothing of it is shown.
pub fn settle(seen: &Seen<'_>, log: &Log, today: NaiveDate) {
    Packs::new(seen, log, today).settle();
}

/// What is told of some relationships that look back together; none where they are no day's and no intake's.
pub fn of(seen: &Seen<'_>, log: &Log, today: NaiveDate, who: &BTreeSet<RelationshipId>) -> Option<Figures> {
    let packs = Packs::new(seen, log, today);
    packs.settle();
    packs.figures(who)
}

impl<'p> Packs<'p> {
    fn new(seen: &'p Seen<'p>, log: &Log, today: NaiveDate) -> Self {
        let scheme = &seen.book.scheme;
        let cards: Vec<Card<'_, 'p>> =
            seen.journeys.iter().map(|(journey, items)| Card::of(journey, items, scheme, today)).collect();
        let mut days: BTreeMap<RelationshipId, NaiveDate> = BTreeMap::new();
        for gathering in gatherings(scheme, &seen.book.people, seen.all_journeys, log, today) {
            days.extend(gathering.journeys.iter().map(|journey| (journey.relationship.id, gathering.on)));
        }
        let journeys = || seen.journeys.iter().map(|(journey, _)| *journey);
        let day = |journey: &Journey<'_>| days.get(&journey.relationship.id).map(NaiveDate::to_string);
        let intake = |journey: &Journey<'_>| journey.intake.map(|intake| intake.name.clone());
        let by = |key: &dyn Fn(&Journey<'_>) -> [Option<String>; 2]| {
            let mut groups: BTreeMap<[Option<String>; 2], Group> = BTreeMap::new();
            journeys().for_each(|journey| {
                groups.entry(key(journey)).or_default().insert(journey.relationship.id);
            });
            groups.into_values().collect::<Vec<Group>>()
        };
        let mut tables: Vec<Vec<Group>> = Vec::new();
        for table in [by(&|of| [day(of), None]), by(&|of| [day(of), intake(of)]), by(&|of| [intake(of), None])] {
            if table.len() > 1 && !tables.contains(&table) {
                tables.push(table);
            }
        }
        let everybody = journeys().map(|journey| journey.relationship.id).collect();
        Packs { seen, splits: splits(&cards), everybody, spans: months::by_relationship(seen), tables }
    }

    fn counted(&self, of: &[&Relationship], group: &Group) -> Counted {
        self.seen.telling.relationships(of.iter().copied().filter(|of| group.contains(&of.id)))
    }

    fn row(&self, split: &Split<'_>, group: &Group) -> Vec<Counted> {
        let all = [&split.yes[..], &split.no, &split.not_known].concat();
        [&all, &split.yes, &split.no, &split.not_known].map(|of| self.counted(of, group)).to_vec()
    }

    fn settle(&self) {
        let telling = &self.seen.telling;
        if self.seen.threshold.0 < 2 {
            return;
        }
        telling.go_on();
        // How relationships ended is told in the evaluation too: what is kept apart here is made of what is told there.
        let ended = |which: &dyn Fn(&Relationship) -> bool| {
            let own = self.seen.journeys.iter().map(|(journey, _)| journey.relationship);
            telling.relationships(own.filter(|of| which(of)))
        };
        let as_meant = |ending: Ending| ended(&|of: &Relationship| of.ended.is_some() && of.ending == Some(ending));
        telling.tell_parts(&[
            ended(&|of| of.ended.is_none()),
            as_meant(Ending::Completed),
            as_meant(Ending::CarriesOn),
        ]);
        let rematched = as_meant(Ending::Rematched);
        let early = |of: &Relationship| of.ended.is_some() && !of.finished() && of.ending != Some(Ending::Rematched);
        telling.tell_parts(&[ended(&early), rematched]);
        for split in &self.splits {
            self.tell(split);
        }
        telling.settle();
    }

    /// How a split is told of everybody, and of the groups of each table.
    fn tell(&self, split: &Split<'_>) -> (Option<Row>, Vec<Option<Vec<Row>>>) {
        let (telling, shape) = (&self.seen.telling, [(0, SHAPE.to_vec())]);
        let whole = telling.tell_row(self.row(split, &self.everybody), &shape);
        let groups = self.tables.iter().map(|table| {
            let rows: Vec<Vec<Counted>> = table.iter().map(|group| self.row(split, group)).collect();
            telling.tell_groups(&rows, &shape)
        });
        (whole, groups.collect())
    }

    fn figures(&self, who: &Group) -> Option<Figures> {
        let own = |table: &Vec<Group>| table.iter().position(|group| group == who);
        let place = match *who == self.everybody {
            true => None,
            false => Some(self.tables.iter().enumerate().find_map(|(at, table)| Some((at, own(table)?)))?),
        };
        let mut relationships = None;
        let (mut lines, mut hidden) = (Vec::new(), 0);
        let goals_told = goals::are_told(self.seen);
        for split in &self.splits {
            let (whole, mut groups) = self.tell(split);
            // Where the evaluation hides how far some goals are, relationships with one goal each would tell it.
            let may_be_told = goals_told || split.what != NEARER;
            let row = match place {
                None => whole,
                Some((table, group)) => groups.swap_remove(table).map(|mut rows| rows.swap_remove(group)),
            };
            match row.as_deref().filter(|_| may_be_told) {
                Some([all, yes, no, _]) => {
                    relationships = relationships.or(Some(*all));
                    // A row of which nothing can be read is none.
                    match [yes, no].iter().any(|shown| matches!(shown, Shown::Count(_))) {
                        true => lines.push((split.what, *yes, *no)),
                        false => hidden += 1,
                    }
                }
                _ => hidden += 1,
            }
        }
        // Of everybody the evaluation tells how many there are.
        let all = || self.seen.telling.tell(&self.seen.telling.relationships(self.of(who)));
        let relationships = relationships.unwrap_or_else(|| if place.is_none() { all() } else { Shown::Hidden });
        let delivered = self.delivered(who);
        let told = self.sums_told(who);
        Some(Figures { relationships, too_few: self.seen.is_few(who.len()), delivered, told, lines, hidden })
    }

    fn of<'g>(&'g self, group: &'g Group) -> impl Iterator<Item = &'g Relationship> {
        let all = self.seen.journeys.iter().map(|(journey, _)| journey.relationship);
        all.filter(|of| group.contains(&of.id))
    }

    fn delivered(&self, group: &Group) -> Delivered {
        let own = self.seen.journeys.iter().filter(|(journey, _)| group.contains(&journey.relationship.id));
        delivered(own.map(|(journey, items)| (*journey, &items[..])), &self.seen.book.scheme, &self.seen.period)
    }

    /// Which sums are told of a group: those that can be told of all over whom a sum follows from it, beside the sums of
    /// the evaluation and of the packs before.
    fn sums_told(&self, who: &Group) -> SumsTold {
        let of_ways = ways(self.seen).into_values();
        let of_ways = of_ways.map(|own| own.iter().map(|(journey, _)| journey.relationship.id).collect::<Group>());
        let mut told: Vec<Vec<Group>> = vec![vec![self.everybody.clone()], of_ways.collect()];
        for table in &self.tables {
            let mut cells = Vec::new();
            for group in table {
                let sums = self.beside(group, &told);
                if group == who {
                    return sums;
                }
                if sums.held || sums.not_held || sums.not_heard {
                    cells.push(group.clone());
                    told.push(vec![group.clone()]);
                }
            }
            told.truncate(told.len() - cells.len());
            told.push(cells);
        }
        self.beside(who, &told[..1])
    }

    fn beside(&self, group: &Group, told: &[Vec<Group>]) -> SumsTold {
        let threshold = self.seen.threshold;
        let spans: Vec<Sessions> =
            self.spans.iter().filter(|(_, told)| *told).map(|(sessions, _)| sessions.clone()).collect();
        let held = |group: &Group| {
            let all = self.spans.iter().flat_map(|(sessions, _)| sessions).copied();
            all.filter(|(of, _)| group.contains(of)).collect::<Sessions>()
        };
        let few = |rest: &Sessions| {
            let of: BTreeSet<RelationshipId> = rest.iter().map(|(of, _)| *of).collect();
            !of.is_empty() && self.seen.is_few(of.len())
        };
        let sums = left_over(group, told).into_iter().map(|group| {
            let mut sums = self.delivered(&group).sums_told(threshold);
            sums.held &= !left_over(&held(&group), std::slice::from_ref(&spans)).iter().any(few);
            sums
        });
        sums.reduce(SumsTold::and).unwrap_or_else(|| self.delivered(group).sums_told(threshold))
    }
}
