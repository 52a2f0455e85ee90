//! Small numbers in tables of groups by what became of them: each row adds up to its people, each column to what is told
//! of everybody.
//!
//! 1. A count below the threshold is hidden, and so is the size of a group of fewer people.
//! 2. The table is a network: people flow from the whole into groups, from groups into what became of them. What a
//!    reader knows bounds every flow, and a hidden count can be worked out exactly where no circle of hidden counts lets
//!    it be one more or one less. Flows of whole numbers make that exact: whatever is possible at all is possible in
//!    whole people (Ford and Fulkerson 1962).
//! 3. While a hidden count can be worked out, or what is hidden in a line is small together, the smallest count beside
//!    it is hidden too.
//!
//! The sums of the columns are taken as known, also where they are told nowhere: so several tables about the same people
//! are each safe beside the others.

use super::{Shown, Threshold};

#[cfg(test)]
mod tests;

/// One group as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldRow {
    /// How many people are in it.
    pub people: Shown,
    /// How many of them came to what, in the order of the columns.
    pub counts: Vec<Shown>,
}

/// Says how the counts of everybody are told, whose number is known; none where nothing is left to tell. That nobody
/// came to something is no number of people, and is told.
///
/// ```
/// use mentor::domain::small_numbers::{Shown, Threshold, two_way::tell_all};
/// let told = tell_all(&[14, 3, 9, 0], Threshold(5)).unwrap();
/// // The 3 alone could be worked out from the 26 people there are.
/// assert_eq!(told, [Shown::Count(14), Shown::Fewer, Shown::Hidden, Shown::Count(0)]);
/// assert_eq!(tell_all(&[3, 1], Threshold(5)), None);
/// ```
pub fn tell_all(counts: &[u32], threshold: Threshold) -> Option<Vec<Shown>> {
    let people: u32 = counts.iter().sum();
    if people < least(threshold) && people > 0 {
        return None;
    }
    let mut network = Network::new(&[counts.to_vec()], threshold, false);
    // How many there are in all is known.
    network.arcs[0].hidden = false;
    network.settle().then(|| network.told().remove(0).counts)
}

/// Says how the counts of groups are told; none where nothing is left to tell. Everybody is in one group.
///
/// ```
/// use mentor::domain::small_numbers::{Shown, Threshold, two_way::tell};
/// let told = tell(&[vec![40, 30], vec![30, 2], vec![50, 60]], Threshold(5)).unwrap();
/// // The 2 is hidden, with it the 30 of another group, and one more of each row, as rows and columns add up.
/// assert_eq!(told[1].counts[1], Shown::Fewer);
/// assert_eq!(told[2].counts, [Shown::Count(50), Shown::Count(60)]);
/// assert_eq!(tell(&[vec![2, 2], vec![1, 3]], Threshold(5)), None);
/// ```
pub fn tell(rows: &[Vec<u32>], threshold: Threshold) -> Option<Vec<ToldRow>> {
    let mut network = Network::new(rows, threshold, true);
    network.settle().then(|| network.told())
}

/// Below this a count is hidden: 0 and 1 hide nothing.
fn least(threshold: Threshold) -> u32 {
    if threshold.0 < 2 { 0 } else { threshold.0 }
}

/// People flowing from one place to another.
#[derive(Clone, Copy, Debug)]
struct Arc {
    from: usize,
    to: usize,
    count: u32,
    hidden: bool,
    /// Told nowhere, and bounded by nothing.
    free: bool,
    /// Nobody at all flows here, which is told.
    nobody: bool,
}

/// The arcs: for each row one from the whole into it and one to each column; then one from each column to the end.
struct Network {
    arcs: Vec<Arc>,
    places: usize,
    rows: usize,
    columns: usize,
    threshold: u32,
}

impl Network {
    fn new(rows: &[Vec<u32>], threshold: Threshold, sums_known: bool) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let threshold = least(threshold);
        let (whole, end) = (rows.len() + columns, rows.len() + columns + 1);
        let arc = |from, to, count: u32| Arc { from, to, count, hidden: count < threshold, free: false, nobody: false };
        let sum = |column: usize| rows.iter().filter_map(|row| row.get(column)).sum::<u32>();
        let mut arcs = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            arcs.push(arc(whole, at, row.iter().sum()));
            for column in 0..columns {
                let cell = arc(at, rows.len() + column, row.get(column).copied().unwrap_or(0));
                let nobody = sum(column) == 0;
                arcs.push(Arc { nobody, hidden: cell.hidden && !nobody, ..cell });
            }
        }
        for column in 0..columns {
            let total = arc(rows.len() + column, end, sum(column));
            arcs.push(Arc { hidden: !sums_known, free: !sums_known, ..total });
        }
        // What comes to the end began in the whole, and its number is known.
        let all = rows.iter().flatten().sum();
        arcs.push(Arc { hidden: false, ..arc(end, whole, all) });
        Network { arcs, places: end + 1, rows: rows.len(), columns, threshold }
    }

    /// How many arcs hold what a table shows.
    fn shown_arcs(&self) -> usize {
        self.rows * (self.columns + 1)
    }

    fn is_cell(&self, arc: usize) -> bool {
        arc < self.shown_arcs() && !arc.is_multiple_of(self.columns + 1)
    }

    /// Hides until nothing hidden can be worked out; whether anything is left to tell.
    fn settle(&mut self) -> bool {
        while let Some(arc) = self.given_away() {
            let Some(next) = self.beside(arc) else { return false };
            self.arcs[next].hidden = true;
        }
        let told = |arc: usize| self.is_cell(arc) && !self.arcs[arc].hidden && !self.arcs[arc].nobody;
        (0..self.shown_arcs()).any(told) || self.arcs.iter().all(|arc| arc.count == 0)
    }

    /// A hidden count that a reader can work out, or that is hidden with others that are small together.
    fn given_away(&self) -> Option<usize> {
        let hidden = (0..self.shown_arcs()).filter(|arc| self.arcs[*arc].hidden);
        hidden.into_iter().find(|arc| self.is_pinned(*arc) || self.is_small_together(*arc))
    }

    /// The least and the most that a reader knows a count to be.
    fn bounds(&self, at: usize) -> (u32, u32) {
        let arc = &self.arcs[at];
        let size = at < self.shown_arcs() && !self.is_cell(at);
        match arc.hidden {
            false => (arc.count, arc.count),
            true if arc.free => (0, u32::MAX),
            // There is somebody in every group; and that nobody of all came to something is told.
            true if arc.count < self.threshold => {
                (u32::from((size || self.rows == 1) && arc.count > 0), self.threshold - 1)
            }
            true => (self.threshold, u32::MAX),
        }
    }

    /// Whether no other count is possible beside all that is told.
    fn is_pinned(&self, at: usize) -> bool {
        let (arc, (lowest, highest)) = (self.arcs[at], self.bounds(at));
        let more = arc.count < highest && self.reaches(arc.to, arc.from, at);
        let fewer = arc.count > lowest && self.reaches(arc.from, arc.to, at);
        !more && !fewer
    }

    /// Whether one person could be moved from one place to another along hidden counts, leaving one arc out.
    fn reaches(&self, from: usize, to: usize, without: usize) -> bool {
        let mut seen = vec![false; self.places];
        let mut open = vec![from];
        seen[from] = true;
        while let Some(place) = open.pop() {
            if place == to {
                return true;
            }
            for (at, arc) in self.arcs.iter().enumerate().filter(|(at, arc)| arc.hidden && *at != without) {
                let (lowest, highest) = self.bounds(at);
                let next = match () {
                    () if arc.from == place && arc.count < highest => arc.to,
                    () if arc.to == place && arc.count > lowest => arc.from,
                    () => continue,
                };
                if !seen[next] {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        false
    }

    /// Whether the counts hidden in its row or column are a small number together, which can be worked out, while others
    /// of the line are told.
    fn is_small_together(&self, at: usize) -> bool {
        if !self.is_cell(at) {
            return false;
        }
        let (row, column) = (at / (self.columns + 1), at % (self.columns + 1));
        let small = |line: &[usize], sum_is_known: bool| {
            let hidden: u32 = line.iter().filter(|arc| self.arcs[**arc].hidden).map(|arc| self.arcs[*arc].count).sum();
            let told = line.iter().any(|arc| !self.arcs[*arc].hidden && !self.arcs[*arc].nobody);
            sum_is_known && told && hidden < self.threshold
        };
        let own_row: Vec<usize> = (1..=self.columns).map(|c| row * (self.columns + 1) + c).collect();
        let own_column: Vec<usize> = (0..self.rows).map(|r| r * (self.columns + 1) + column).collect();
        small(&own_row, !self.arcs[row * (self.columns + 1)].hidden) || (self.rows > 1 && small(&own_column, true))
    }

    /// What is to be hidden next: the smallest told count in the same row or column, else anywhere.
    fn beside(&self, at: usize) -> Option<usize> {
        let width = self.columns + 1;
        let told =
            |arc: &usize| !self.arcs[*arc].hidden && !self.arcs[*arc].nobody && (self.is_cell(*arc) || self.rows > 1);
        let near = |arc: &usize| arc / width == at / width || arc % width == at % width;
        let smallest = |arcs: &mut dyn Iterator<Item = usize>| arcs.min_by_key(|arc| (self.arcs[*arc].count, *arc));
        smallest(&mut (0..self.shown_arcs()).filter(told).filter(near))
            .or_else(|| smallest(&mut (0..self.shown_arcs()).filter(told)))
    }

    fn told(&self) -> Vec<ToldRow> {
        let shown = |arc: &Arc| match arc.hidden {
            false => Shown::Count(arc.count),
            true if arc.count < self.threshold => Shown::Fewer,
            true => Shown::Hidden,
        };
        let rows = self.arcs[..self.shown_arcs()].chunks(self.columns + 1);
        rows.map(|row| ToldRow { people: shown(&row[0]), counts: row[1..].iter().map(shown).collect() }).collect()
    }
}
