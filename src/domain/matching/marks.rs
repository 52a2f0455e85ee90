//! Points of pairs that somebody gave: few, or all that there can be, so that millions are looked up in a round.

/// Points by pair (giver, learner), as positions in the list of people. One row a giver, sorted by learner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// By the position of the giver, as far as anybody gives.
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    giver: usize,
    learners: Vec<usize>,
    points: Vec<i64>,
}

impl Marks {
    /// Puts points in rows. Iterated twice, once to count; of a pair that stands twice the last counts.
    pub fn new(marks: impl Iterator<Item = ([u32; 2], i64)> + Clone) -> Self {
        let mut counts: Vec<usize> = Vec::new();
        for ([giver, _], _) in marks.clone() {
            let giver = giver as usize;
            if counts.len() <= giver {
                counts.resize(giver + 1, 0);
            }
            counts[giver] += 1;
        }
        let with_room = |(giver, count): (usize, usize)| Row {
            giver,
            learners: Vec::with_capacity(count),
            points: Vec::with_capacity(count),
        };
        let mut rows: Vec<Row> = counts.into_iter().enumerate().map(with_room).collect();
        for ([giver, learner], points) in marks {
            let row = &mut rows[giver as usize];
            row.learners.push(learner as usize);
            row.points.push(points);
        }
        rows.iter_mut().for_each(Row::sort);
        Marks { rows }
    }

    /// The points of a pair.
    #[inline]
    pub fn get(&self, (giver, learner): &(usize, usize)) -> Option<&i64> {
        let row = self.rows.get(*giver)?;
        row.points.get(row.find(*learner)?)
    }

    /// All pairs with their points, by giver, then by learner.
    pub fn iter(&self) -> impl Iterator<Item = ((&usize, &usize), &i64)> {
        self.rows.iter().flat_map(|row| {
            row.learners.iter().zip(&row.points).map(|(learner, points)| ((&row.giver, learner), points))
        })
    }

    /// The lowest points and the highest; `None` where there are none.
    pub fn range(&self) -> Option<(i64, i64)> {
        let all = || self.rows.iter().flat_map(|row| row.points.iter().copied());
        all().min().zip(all().max())
    }
}

impl Row {
    fn sort(&mut self) {
        if self.learners.is_sorted_by(|one, next| one < next) {
            return;
        }
        let mut both: Vec<(usize, i64)> = self.learners.drain(..).zip(self.points.drain(..)).collect();
        both.sort_by_key(|(learner, _)| *learner);
        for (learner, points) in both {
            match self.learners.last() {
                Some(last) if *last == learner => drop(self.points.pop()),
                _ => self.learners.push(learner),
            }
            self.points.push(points);
        }
    }

    /// Where a learner stands. In a full row that is as far from the first as their positions are apart, or one place
    /// before where the giver is left out in between.
    #[inline]
    fn find(&self, learner: usize) -> Option<usize> {
        let guess = learner.checked_sub(*self.learners.first()?)?;
        if self.learners.get(guess) == Some(&learner) {
            return Some(guess);
        }
        let before = guess.checked_sub(1)?;
        if self.learners.get(before) == Some(&learner) {
            return Some(before);
        }
        self.learners.binary_search(&learner).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn of(all: &[([u32; 2], i64)]) -> Marks {
        Marks::new(all.iter().copied())
    }

    #[test]
    fn full_rows_without_oneself_are_found() {
        let pairs = (0..6u32).flat_map(|one| (0..6u32).filter(move |two| *two != one).map(move |two| [one, two]));
        let all: Vec<([u32; 2], i64)> = pairs.map(|pair| (pair, i64::from(10 * pair[0] + pair[1]))).collect();
        let marks = of(&all);
        assert_eq!(marks.get(&(2, 5)), Some(&25));
        assert_eq!(marks.get(&(2, 1)), Some(&21));
        assert_eq!(marks.get(&(2, 2)), None);
        assert_eq!(marks.get(&(6, 1)), None);
        assert_eq!(marks.range(), Some((1, 54)));
        assert_eq!(Marks::default().range(), None);
    }

    proptest! {
        #[test]
        fn says_what_a_map_says(all in prop::collection::vec(([0..9u32, 0..9u32], -9..9i64), 0..60)) {
            let map: BTreeMap<(usize, usize), i64> =
                all.iter().map(|([one, other], points)| ((*one as usize, *other as usize), *points)).collect();
            let marks = of(&all);
            for pair in (0..10).flat_map(|one| (0..10).map(move |other| (one, other))) {
                prop_assert_eq!(marks.get(&pair), map.get(&pair));
            }
            let listed: Vec<((usize, usize), i64)> = marks.iter().map(|((one, other), p)| ((*one, *other), *p)).collect();
            prop_assert_eq!(listed, map.iter().map(|(pair, points)| (*pair, *points)).collect::<Vec<_>>());
            let range = map.values().min().copied().zip(map.values().max().copied());
            prop_assert_eq!(marks.range(), range);
        }
    }
}
