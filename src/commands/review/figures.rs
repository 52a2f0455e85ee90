//! The figures of a review day for those who were not there. They are settled beside the evaluation: what it hides, no pack
//! of any day or intake tells, nor lets anybody work out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::commands::evaluate::delivery::ways;
use crate::commands::evaluate::seen::Seen;
use crate::commands::evaluate::{goals, months};
use crate::domain::evaluation::delivery::{Delivered, SumsTold, delivered};
use crate::domain::log::Log;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::review::card::Card;
use crate::domain::review::gatherings;
use crate::domain::review::overall::{Endings, NEARER, Split, splits};
use crate::domain::review::sums::{Group, Sessions, Sums, packs};
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::ledger::Counted;

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

/// How a whole and its parts are told.
type Row = Vec<Shown>;

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
        let tables = packs(journeys(), &days);
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
        let ended = Endings::of(self.seen.journeys.iter().map(|(journey, _)| journey.relationship));
        let counted = |of: &Vec<&Relationship>| telling.relationships(of.iter().copied());
        telling.tell_parts(&[&ended.under_way, &ended.completed, &ended.carries_on].map(counted));
        telling.tell_parts(&[&ended.early, &ended.rematched].map(counted));
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

    /// Which sums are told of a group, beside those of the evaluation and of every other pack.
    fn sums_told(&self, who: &Group) -> SumsTold {
        let of_ways = ways(self.seen).into_values();
        let of_ways = of_ways.map(|own| own.iter().map(|(journey, _)| journey.relationship.id).collect::<Group>());
        let sums = Sums {
            everybody: &self.everybody,
            ways: of_ways.collect(),
            spans: &self.spans,
            tables: &self.tables,
            delivered: &|group| self.delivered(group),
            threshold: self.seen.threshold,
        };
        sums.told(who)
    }
}
