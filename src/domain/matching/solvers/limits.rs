//! How large a problem may be for each way of solving it.

/// Where one way of solving gives way to another; the answer is the same on all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Up to how many cells a table is simply listed.
    pub small: usize,
    /// Up to how many pairs a face is listed rather than read from the table again.
    pub listed: usize,
    /// The same once the levels of the fairest solution begin, since they are many stages.
    pub levelled: usize,
    /// How many rounds of pricing a large table has before all its pairs are taken in, unless few come with each.
    pub rounds: usize,
    /// How many pairs the core of such a table may have beyond a seventh of all.
    pub spare: usize,
    /// Up to how many pairs are taken in at once.
    pub all: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { small: 300_000, listed: 1_500_000, levelled: 5_000_000, rounds: 8, spare: 10_000, all: 30_000_000 }
    }
}
