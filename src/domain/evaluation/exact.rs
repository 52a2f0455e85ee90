//! Exact tests of a change, for few people: every way in which the signs could have fallen is counted.

/// The most people for whom ranks are worked out exactly.
const MOST: usize = 200;

/// The two-sided sign test over differences: as far from half and half, or farther. Who did not move is left out; none
/// where nobody moved.
///
/// ```
/// use mentor::domain::evaluation::exact::sign;
/// // 5 of 5 went up: 1 way of 32 at each end.
/// assert_eq!(sign(&[1.0, 2.0, 1.0, 3.0, 1.0]), Some(2.0 / 32.0));
/// ```
pub fn sign(differences: &[f64]) -> Option<f64> {
    let up = differences.iter().filter(|difference| **difference > 0.0).count();
    let moved = differences.iter().filter(|difference| **difference != 0.0).count();
    if moved == 0 {
        return None;
    }
    // Each share from the one before, from the end, where it is smallest; in logarithms, since 2 to the power of many
    // people is no number a float holds.
    let half = -(moved as f64) * 2f64.ln();
    let (mut share, mut end) = (half, 0.0);
    for count in 0..=up.min(moved - up) {
        if count > 0 {
            share += ((moved - count + 1) as f64 / count as f64).ln();
        }
        end += share.exp();
    }
    Some((2.0 * end).min(1.0))
}

/// The two-sided signed-rank test of Wilcoxon over differences. Who did not move is left out, and equals share the mean
/// of their ranks, as Wilcoxon does; the distribution is that of these very ranks. None where nobody moved, or of more
/// than 200 people.
///
/// ```
/// use mentor::domain::evaluation::exact::wilcoxon;
/// // Ranks 1, 2, 3, of which 1 is negative: sums of 0 or 1 in 2 ways of 8 at each end.
/// assert_eq!(wilcoxon(&[-1.0, 2.0, 3.0]), Some(0.5));
/// ```
pub fn wilcoxon(differences: &[f64]) -> Option<f64> {
    let mut moved: Vec<f64> = differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    if moved.is_empty() || moved.len() > MOST {
        return None;
    }
    moved.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    // Ranks are doubled, so that the mean of two is a whole number.
    let mut doubled = vec![0_usize; moved.len()];
    let mut from = 0;
    while from < moved.len() {
        let equal = |at: &usize| (moved[*at].abs() - moved[from].abs()).abs() < 1e-9;
        let to = (from..moved.len()).take_while(equal).last().unwrap_or(from);
        doubled[from..=to].fill(from + to + 2);
        from = to + 1;
    }
    let all: usize = doubled.iter().sum();
    let below: usize = doubled.iter().zip(&moved).filter(|(_, d)| **d < 0.0).map(|(rank, _)| *rank).sum();
    let mut ways = vec![0.0_f64; all + 1];
    ways[0] = 1.0;
    for rank in &doubled {
        for sum in (0..=all).rev() {
            let with = if sum >= *rank { ways[sum - rank] } else { 0.0 };
            ways[sum] = 0.5 * (ways[sum] + with);
        }
    }
    let end: f64 = ways[..=below.min(all - below)].iter().sum();
    Some((2.0 * end).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_worked_by_hand() {
        assert_eq!(sign(&[]), None);
        assert_eq!(sign(&[0.0, 0.0]), None);
        // 4 of 5: (1 + 5) of 32 at each end; who did not move is left out.
        let p = sign(&[1.0, 1.0, 1.0, 1.0, -1.0, 0.0]).expect("a test");
        assert!((p - 12.0 / 32.0).abs() < 1e-12);
        assert_eq!(sign(&[1.0, -1.0]), Some(1.0));
        assert!(sign(&vec![1.0; 5000]).expect("a test") < 1e-300, "no overflow");
    }

    /// Every sign of every rank, one by one.
    fn counted(differences: &[f64]) -> f64 {
        let moved: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
        let rank = |of: f64| {
            let less = moved.iter().filter(|d| d.abs() < of.abs()).count() as f64;
            let same = moved.iter().filter(|d| d.abs() == of.abs()).count() as f64;
            less + (same + 1.0) / 2.0
        };
        let ranks: Vec<f64> = moved.iter().map(|d| rank(*d)).collect();
        let own: f64 = ranks.iter().zip(&moved).filter(|(_, d)| **d < 0.0).map(|(rank, _)| rank).sum();
        let middle = ranks.iter().sum::<f64>() / 2.0;
        let sums = (0..1_u32 << ranks.len()).map(|signs| {
            ranks.iter().enumerate().filter(|(at, _)| signs >> at & 1 == 1).map(|(_, rank)| rank).sum::<f64>()
        });
        let far = sums.filter(|sum| (sum - middle).abs() >= (own - middle).abs()).count();
        far as f64 / f64::from(1_u32 << ranks.len())
    }

    proptest::proptest! {
        #[test]
        fn ranks_are_those_of_every_way_counted(raw in proptest::collection::vec(-4_i32..5, 1..11)) {
            let differences: Vec<f64> = raw.iter().map(|d| f64::from(*d)).collect();
            if let Some(p) = wilcoxon(&differences) {
                proptest::prop_assert!((p - counted(&differences)).abs() < 1e-12);
            }
        }
    }
}
