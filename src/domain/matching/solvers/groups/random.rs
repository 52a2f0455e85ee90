//! Draws: splitmix64 (Steele, Lea and Flood 2014), seeded by lots.

pub(super) struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Draws(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        super::super::lots::lot(self.0, 0)
    }

    /// Less than `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        // Multiply and shift: 32 bits times fewer than 2^32 things fit into 64.
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for end in (1..things.len()).rev() {
            let with = self.below(end + 1);
            things.swap(end, with);
        }
    }
}
