//! The whole numbers the search counts in: 64 bits where everything fits, which is nearly always, else 128.
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Sub};

/// A signed whole number. Whoever chooses the type has made sure that nothing overflows.
pub(super) trait Number:
    Copy + Ord + Default + Debug + Send + Sync + Add<Output = Self> + Sub<Output = Self> + AddAssign
{
    /// More than any number that occurs.
    const NEVER: Self;
    /// The least and the greatest weight of a pair, doubled, with which no sum overflows.
    const ROOM: i128;
    /// The same number; it must fit.
    fn of(wide: i128) -> Self;
    /// The same number.
    fn wide(self) -> i128;
    /// Half of an even number.
    fn half(self) -> Self;
}

macro_rules! number {
    ($type:ty) => {
        impl Number for $type {
            const NEVER: Self = <$type>::MAX;
            // Prices lie between 0 and the greatest weight; sums have at most seven terms.
            const ROOM: i128 = (<$type>::MAX / 8) as i128;
            fn of(wide: i128) -> Self {
                wide as Self
            }
            fn wide(self) -> i128 {
                self.into()
            }
            fn half(self) -> Self {
                self >> 1
            }
        }
    };
}

number!(i64);
number!(i128);
