//! Lists of choices, and the pairs that both lists hold.

/// One acceptable person on somebody's list. Ranks have no unit: lower is better, equal is a tie, and `i32::MAX` is as
/// good as not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Who is chosen.
    pub who: u32,
    /// The rank of the chosen in the eyes of the chooser.
    pub rank: i32,
    /// The rank of the chooser in the eyes of the chosen.
    pub back: i32,
}

/// What is left of each list where only those count who list one back, best first; ranks are places in the lists, from
/// 0. Somebody written twice counts once, at the better place; somebody who does not exist does not count.
pub(super) fn mutual(lists: &[Vec<u32>], others: &[Vec<u32>]) -> Vec<Vec<Choice>> {
    let mut listed_by = vec![Vec::new(); lists.len()];
    for (other, list) in others.iter().enumerate() {
        for (rank, &who) in list.iter().enumerate() {
            if let Some(listed_by) = listed_by.get_mut(who as usize) {
                listed_by.push((other as u32, rank as i32));
            }
        }
    }
    let mut ranks_back = vec![None; others.len()];
    let rows = lists.iter().zip(&listed_by).map(|(list, listed_by)| {
        // From the end, so that the better place of somebody written twice is the one that stays.
        listed_by.iter().rev().for_each(|&(other, rank)| ranks_back[other as usize] = Some(rank));
        let choice = |(rank, &who): (usize, &u32)| {
            let back = ranks_back.get_mut(who as usize)?.take()?;
            Some(Choice { who, rank: rank as i32, back })
        };
        let row = list.iter().enumerate().filter_map(choice).collect();
        listed_by.iter().for_each(|&(other, _)| ranks_back[other as usize] = None);
        row
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_on_both_lists_count_and_each_once() {
        let lists = [vec![2, 0, 2, 9], vec![0, 1], vec![]];
        let others = [vec![1, 0, 1, 7], vec![0], vec![2, 0]];
        let choice = |who, rank, back| Choice { who, rank, back };
        let expected = [vec![choice(2, 0, 1), choice(0, 1, 1)], vec![choice(0, 0, 0)], vec![]];
        assert_eq!(mutual(&lists, &others), expected);
        assert!(mutual(&[], &others).is_empty());
        assert!(mutual(&lists, &[]).iter().all(Vec::is_empty));
    }
}
