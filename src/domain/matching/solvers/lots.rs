//! Lots: what data leave open is drawn, the same way every time.
//!
//! 1. Every mentee and every mentor brings 64 bits that depend on who they are, not on where they stand.
//! 2. The lot of a pair mixes the two: the finaliser of splitmix64 (Steele, Lea and Flood 2014) over one exclusive-or
//!    the other turned by half.
//! 3. A lot has four words of 16 bits, the highest first. Each is a stage: the sum of the first words of all pairs
//!    is as large as it can be, then that of the second words, and so on.

/// How many words a lot has.
pub const WORDS: u8 = 4;

/// The lot of a pair.
#[inline]
pub fn lot(mentee_lot: u64, mentor_lot: u64) -> u64 {
    let mut mixed = mentee_lot ^ mentor_lot.rotate_left(32);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// One word of a pair's lot, from 0 (highest) to 3: 0..=65535.
#[inline]
pub fn word(lot: u64, word: u8) -> i32 {
    let shift = 48 - 16 * u32::from(word.min(WORDS - 1));
    // Masked to 16 bits, so that it always fits.
    ((lot >> shift) & 0xffff) as i32
}
