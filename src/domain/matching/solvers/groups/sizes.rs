//! Step 1: the arithmetic of sizes.

/// From so many to so many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub least: usize,
    pub most: usize,
}

impl Sizes {
    pub fn contains(&self, size: usize) -> bool {
        (self.least..=self.most).contains(&size)
    }

    /// How far a size is from the middle: twice the distance, squared, so that it is whole.
    pub fn uneven(&self, size: usize) -> i64 {
        let twice = 2 * size as i64 - self.least as i64 - self.most as i64;
        twice * twice
    }

    /// How many of `people` can be in groups, `groups` at most.
    pub fn placeable(&self, people: usize, groups: usize) -> usize {
        if self.most < self.least {
            return 0;
        }
        // With g groups the best number is all, or as many as g groups hold.
        let groups = groups.min(people / self.least);
        (1..=groups).map(|g| people.min(g.saturating_mul(self.most))).max().unwrap_or(0)
    }

    /// What is the most even so many people can be in up to `groups` groups, and the numbers of groups that do it
    /// (ascending): with g groups the sum of squares is least if sizes differ by at most one.
    pub fn ideal(&self, placed: usize, groups: usize) -> (i64, Vec<usize>) {
        let mut best = (i64::MAX, Vec::new());
        if placed == 0 || self.most < self.least {
            return (0, vec![0]);
        }
        for g in placed.div_ceil(self.most)..=(placed / self.least).min(groups) {
            let (size, more) = (placed / g, placed % g);
            let uneven = more as i64 * self.uneven(size + 1) + (g - more) as i64 * self.uneven(size);
            if uneven < best.0 {
                best = (uneven, Vec::new());
            }
            if uneven == best.0 {
                best.1.push(g);
            }
        }
        best
    }

    /// The largest size there can be in a grouping of this unevenness.
    pub fn largest(&self, uneven: i64) -> usize {
        (self.least..=self.most).rev().find(|&size| self.uneven(size) <= uneven).unwrap_or(self.most)
    }

    /// How many companions all people together can have if so many are placed, in up to `groups` groups, this unevenly:
    /// the unevenness is the sum of (2s - m)^2 over sizes s, m being twice the middle, so that it and the number of
    /// groups tell the sum of s^2.
    pub fn companions(&self, placed: usize, groups: usize, uneven: i64) -> Vec<usize> {
        let (people, middle) = (placed as i64, (self.least + self.most) as i64);
        let squares = |g: usize| uneven + 4 * middle * people - g as i64 * middle * middle;
        // g squares of sum P come to P^2 / g at least.
        let could = |&g: &usize| squares(g) % 4 == 0 && squares(g) / 4 * g as i64 >= people * people;
        let number = |g: usize| usize::try_from(squares(g) / 4 - people).unwrap_or(0);
        (placed.div_ceil(self.most)..=(placed / self.least).min(groups)).filter(could).map(number).collect()
    }
}
