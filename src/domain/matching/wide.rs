//! Plain loops over whole rows, each compiled for wide registers too and chosen when the program runs.
//!
//! A processor of the last ten years does 16 or 32 of these steps at once where the oldest ones do 8. The results are
//! the same on all of them, since everything is whole numbers.

use multiversion::multiversion;

/// A row's pair that may not be, in 16 bits; no sum of points reaches it.
pub const FORBIDDEN: i16 = i16::MIN;

/// Adds points to sums.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn add(sums: &mut [i16], points: &[i16]) {
    for (sum, points) in sums.iter_mut().zip(points) {
        *sum += *points;
    }
}

/// Counts one more where somebody holds an answer (1, else 0).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn count(counts: &mut [u16], held: &[u8]) {
    for (count, held) in counts.iter_mut().zip(held) {
        *count += u16::from(*held);
    }
}

/// Adds points to sums of bytes, round and round: only the whole sum need fit.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn add_bytes(sums: &mut [u8], points: &[u8]) {
    for (sum, points) in sums.iter_mut().zip(points) {
        *sum = sum.wrapping_add(*points);
    }
}

/// [`climb`] in bytes, round and round. So many cells at a time that sums and codes stay in registers for all steps.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn climb_bytes(sums: &mut [u8], codes: &[u8], first: u8, steps: &[(u8, u8)]) {
    for (sums, codes) in sums.chunks_mut(TOGETHER).zip(codes.chunks(TOGETHER)) {
        let (mut sum, mut code) = ([0; TOGETHER], [0; TOGETHER]);
        sum[..sums.len()].copy_from_slice(sums);
        code[..codes.len()].copy_from_slice(codes);
        sum.iter_mut().for_each(|sum| *sum = sum.wrapping_add(first));
        for (from, by) in steps {
            for (sum, code) in sum.iter_mut().zip(&code) {
                *sum = sum.wrapping_add(*by & 0u8.wrapping_sub(u8::from(code >= from)));
            }
        }
        sums.copy_from_slice(&sum[..sums.len()]);
    }
}

/// Lowers each byte to the other where that is less.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn lower_bytes(sums: &mut [u8], others: &[u8]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum = (*sum).min(*other);
    }
}

/// Makes nothing of the bytes that are marked (1, else 0).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn forbid_bytes(sums: &mut [u8], marks: &[u8]) {
    for (sum, mark) in sums.iter_mut().zip(marks) {
        *sum &= mark.wrapping_sub(1);
    }
}

/// Makes nothing of the bytes below a floor.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn at_least_bytes(sums: &mut [u8], floor: u8) {
    for sum in sums {
        *sum = if *sum < floor { 0 } else { *sum };
    }
}

/// The lowest byte but 0 and the highest (255 and 0 where all are 0), and how many are not 0.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn range_of_bytes(bytes: &[u8]) -> (u8, u8, usize) {
    let (mut low, mut high, mut open) = (u8::MAX, 0, 0);
    // So many at a time that a byte can count them in each of its places.
    for few in bytes.chunks(u8::MAX as usize * TOGETHER) {
        let mut here = [0u8; TOGETHER];
        for cells in few.chunks(TOGETHER) {
            for (here, byte) in here.iter_mut().zip(cells) {
                *here += u8::from(*byte != 0);
                high = high.max(*byte);
                // 0 becomes the greatest of all, and every other number one less.
                low = low.min(byte.wrapping_sub(1));
            }
        }
        open += here.iter().map(|here| usize::from(*here)).sum::<usize>();
    }
    (low.saturating_add(1), high, open)
}

/// Adds to each sum what its code earns, told in steps: `first` for code 0, and so much more from each code on.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn climb(sums: &mut [i16], codes: &[u16], first: i16, steps: &[(u16, i16)]) {
    for (from, by) in steps {
        for (sum, code) in sums.iter_mut().zip(codes) {
            // All ones or nothing: what could branch would not become wide.
            *sum += *by & -i16::from(code >= from);
        }
    }
    for sum in sums {
        *sum += first;
    }
}

/// Lowers each sum to the other where that is less.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn lower(sums: &mut [i16], others: &[i16]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum = (*sum).min(*other);
    }
}

/// The most that a weight leaves above its price; nothing where there is none.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn most_left(weights: &[i32], prices: &[i64]) -> Option<i64> {
    let mut most = [i64::MIN; TOGETHER];
    for (weights, prices) in weights.chunks(TOGETHER).zip(prices.chunks(TOGETHER)) {
        for ((most, weight), price) in most.iter_mut().zip(weights).zip(prices) {
            *most = (*most).max(i64::from(*weight) - *price);
        }
    }
    if weights.is_empty() { None } else { most.into_iter().max() }
}

/// Forbids the pairs that are marked (1, else 0).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn forbid(sums: &mut [i16], marks: &[u8]) {
    for (sum, mark) in sums.iter_mut().zip(marks) {
        *sum = if *mark != 0 { FORBIDDEN } else { *sum };
    }
}

/// Forbids the pairs that earn less than a floor.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn at_least(sums: &mut [i16], floor: i16) {
    for sum in sums {
        *sum = if *sum < floor { FORBIDDEN } else { *sum };
    }
}

/// Packs sums into bytes, 0 where forbidden and else the sum less `base` plus 1, whether it fits or not; says how low
/// and how high the sums are that are not forbidden (from `i16::MAX` and [`FORBIDDEN`] where there are none).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn pack(sums: &[i16], base: i16, bytes: &mut [u8]) -> (i16, i16) {
    let (mut low, mut high) = (i16::MAX, FORBIDDEN);
    for (byte, &sum) in bytes.iter_mut().zip(sums) {
        let shut = sum == FORBIDDEN;
        high = high.max(sum);
        low = low.min(if shut { i16::MAX } else { sum });
        *byte = if shut { 0 } else { sum.wrapping_sub(base).wrapping_add(1) as u8 };
    }
    (low, high)
}

/// How many sums are not forbidden.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn open(sums: &[i16]) -> usize {
    let mut all = 0;
    // So many at a time that 16 bits can count them.
    for few in sums.chunks(1 << 15) {
        let mut here = 0u16;
        for sum in few {
            here += u16::from(*sum != FORBIDDEN);
        }
        all += usize::from(here);
    }
    all
}

/// Takes prices from packed bytes; [`FORBIDDEN`] where the byte is 0.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn less(bytes: &[u8], prices: &[i16], values: &mut [i16]) {
    for ((value, &byte), &price) in values.iter_mut().zip(bytes).zip(prices) {
        *value = if byte == 0 { FORBIDDEN } else { i16::from(byte).wrapping_sub(price) };
    }
}

/// Raises each number to the other where that is greater.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn raise(most: &mut [i16], values: &[i16]) {
    for (most, value) in most.iter_mut().zip(values) {
        *most = (*most).max(*value);
    }
}

/// Takes prices from weights, in 32 bits; `i32::MIN` where the pair may not be.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn less_words(weights: &[i32], prices: &[i32], values: &mut [i32]) {
    for ((value, &weight), &price) in values.iter_mut().zip(weights).zip(prices) {
        *value = if weight == i32::MIN { i32::MIN } else { weight.wrapping_sub(price) };
    }
}

/// Raises each number to the other where that is greater, in 32 bits.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn raise_words(most: &mut [i32], values: &[i32]) {
    for (most, value) in most.iter_mut().zip(values) {
        *most = (*most).max(*value);
    }
}

/// The greatest value of every block; see [`blocks`].
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub fn tops(values: &[i16], tops: &mut [i16]) {
    tops.fill(FORBIDDEN);
    for cells in values.chunks(tops.len().max(1)) {
        for (top, value) in tops.iter_mut().zip(cells) {
            *top = (*top).max(*value);
        }
    }
}

/// So many cells belong to one block at the most.
pub const TOGETHER: usize = if cfg!(test) { 8 } else { 64 };

/// Into how many blocks a row falls whose blocks are judged whole. Cells so many apart belong to one block: so the
/// greatest of all blocks are found by raising one short row, with nothing left over at its end.
pub fn blocks(cells: usize) -> usize {
    const WIDTH: usize = if cfg!(test) { 4 } else { 32 };
    cells.div_ceil(TOGETHER).next_multiple_of(WIDTH).min(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_what_cells_say_one_by_one(
            cells in prop::collection::vec((-500i16..500, 0u16..9, 0u8..2), 0..80),
            steps in prop::collection::vec((1u16..9, -9i16..9), 0..5),
            base in -3i16..3,
        ) {
            let sums: Vec<i16> = cells.iter().map(|cell| cell.0).collect();
            let codes: Vec<u16> = cells.iter().map(|cell| cell.1).collect();
            let marks: Vec<u8> = cells.iter().map(|cell| cell.2).collect();
            let earns = |code: u16| 7 + steps.iter().map(|(from, by)| if code >= *from { *by } else { 0 }).sum::<i16>();
            let mut row = sums.clone();
            climb(&mut row, &codes, 7, &steps);
            forbid(&mut row, &marks);
            at_least(&mut row, -400);
            let mut bytes = vec![9; row.len()];
            let (low, high) = pack(&row, base, &mut bytes);
            for (at, cell) in cells.iter().enumerate() {
                let open = cell.2 == 0 && cell.0 + earns(cell.1) >= -400;
                prop_assert_eq!(row[at], if open { cell.0 + earns(cell.1) } else { FORBIDDEN });
                prop_assert_eq!(bytes[at], if open { (row[at] - base + 1) as u8 } else { 0 });
                prop_assert!(!open || low <= row[at] && row[at] <= high);
            }
            let still = || row.iter().copied().filter(|sum| *sum != FORBIDDEN);
            prop_assert_eq!((low, high), (still().min().unwrap_or(i16::MAX), still().max().unwrap_or(FORBIDDEN)));
            prop_assert_eq!(open(&row), still().count());

            // Points of bytes, the bytes of the same sums, are found again at the end of all steps, round and round.
            let byte = |number: i16| number as u8;
            let mut small: Vec<u8> = sums.iter().map(|sum| byte(*sum)).collect();
            let few: Vec<(u8, u8)> = steps.iter().map(|(from, by)| (*from as u8, byte(*by))).collect();
            climb_bytes(&mut small, &codes.iter().map(|code| *code as u8).collect::<Vec<_>>(), 7, &few);
            add_bytes(&mut small, &marks);
            let found = |at: usize| byte(sums[at] + earns(codes[at]) + i16::from(marks[at]));
            prop_assert!(small.iter().enumerate().all(|(at, small)| *small == found(at)));
            forbid_bytes(&mut small, &marks);
            at_least_bytes(&mut small, 40);
            let kept = |at: usize| if marks[at] != 0 || found(at) < 40 { 0 } else { found(at) };
            prop_assert!(small.iter().enumerate().all(|(at, small)| *small == kept(at)));
            let seen = || small.iter().copied().filter(|byte| *byte != 0);
            prop_assert_eq!(range_of_bytes(&small), (seen().min().unwrap_or(255), seen().max().unwrap_or(0), seen().count()));
            let mut lowered = small.clone();
            lower_bytes(&mut lowered, &bytes);
            prop_assert!(lowered.iter().zip(small.iter().zip(&bytes)).all(|(least, (one, other))| least == one.min(other)));
            let mut counts = codes.clone();
            count(&mut counts, &marks);
            prop_assert!(counts.iter().zip(&cells).all(|(count, cell)| *count == cell.1 + u16::from(cell.2)));

            let mut values = vec![1; row.len()];
            less(&bytes, &sums, &mut values);
            for at in 0..values.len() {
                prop_assert_eq!(values[at], if bytes[at] == 0 { FORBIDDEN } else { i16::from(bytes[at]) - sums[at] });
            }
            let mut most = sums.clone();
            raise(&mut most, &values);
            prop_assert!(most.iter().zip(sums.iter().zip(&values)).all(|(most, (one, other))| most == one.max(other)));
            let wide = |row: &[i16]| row.iter().map(|n| if *n == FORBIDDEN { i32::MIN } else { i32::from(*n) }).collect();
            let (weights, mut words): (Vec<i32>, Vec<i32>) = (wide(&row), wide(&sums));
            let mut less = vec![1; row.len()];
            less_words(&weights, &words, &mut less);
            for at in 0..less.len() {
                prop_assert_eq!(less[at], if weights[at] == i32::MIN { i32::MIN } else { weights[at] - words[at] });
            }
            raise_words(&mut words, &less);
            prop_assert!(words.iter().zip(sums.iter().zip(&less)).all(|(most, (one, other))| *most == *other.max(&i32::from(*one))));
            let mut least = sums.clone();
            lower(&mut least, &values);
            prop_assert!(least.iter().zip(sums.iter().zip(&values)).all(|(least, (one, other))| least == one.min(other)));
            let mut highest = vec![9; blocks(row.len())];
            tops(&values, &mut highest);
            for (block, top) in highest.iter().enumerate() {
                let cells = values.iter().skip(block).step_by(highest.len());
                prop_assert_eq!(cells.max(), Some(top));
            }
            prop_assert!(blocks(row.len()) <= row.len() && (row.is_empty() || blocks(row.len()) > 0));
        }
    }
}
