//! How wide each column of a terminal table is.

use unicode_width::UnicodeWidthStr;

/// A text this wide or wider is prose; a column of prose narrower than [`PROSE_LEAST`] is a chore to read.
const PROSE: usize = 48;

/// The least width of a column of prose.
const PROSE_LEAST: usize = 24;

/// Words up to this width are not cut.
const WORD: usize = 20;

/// What a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The width at which nothing wraps.
    pub natural: usize,
    /// The width below which it is no longer legible.
    pub least: usize,
}

impl Wish {
    /// Measures the lines of a column, its heading among them. Whatever is `whole` (numbers, days, telephone numbers,
    /// e-mail addresses) is never wrapped.
    pub fn of<'a>(lines: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let mut wish = Wish { natural: 1, least: 1 };
        for (line, whole) in lines {
            let width = line.width();
            wish.natural = wish.natural.max(width);
            let least = if whole { width } else { line.split(' ').map(|w| w.width().min(WORD)).max().unwrap_or(0) };
            wish.least = wish.least.max(least);
        }
        if wish.natural >= PROSE {
            wish.least = wish.least.max(PROSE_LEAST);
        }
        wish
    }
}

/// Divides the room among the columns: narrow ones get what they wish, the widest share what is left. Where there is
/// prose, names and the like give up some of their width if that makes the table less tall, as `height` measures it.
/// Returns `None` where not even the least of all fits.
pub fn divide(wishes: &[Wish], room: usize, height: impl Fn(&[usize]) -> usize) -> Option<Vec<usize>> {
    let widths = share(wishes, room)?;
    let is_prose = |wish: &Wish| wish.natural >= PROSE;
    if !wishes.iter().any(is_prose) || widths.iter().zip(wishes).all(|(width, wish)| *width == wish.natural) {
        return Some(widths);
    }
    let widest = wishes.iter().filter(|wish| !is_prose(wish)).map(|wish| wish.natural).max().unwrap_or(0);
    let narrower = (1..widest).rev().filter_map(|cap| {
        let limit = |wish: &Wish| if is_prose(wish) { wish.natural } else { wish.natural.min(cap.max(wish.least)) };
        share(&wishes.iter().map(|wish| Wish { natural: limit(wish), ..*wish }).collect::<Vec<_>>(), room)
    });
    // The first of equals wins: the least that is taken from the short ones.
    std::iter::once(widths).chain(narrower).min_by_key(|widths| height(widths))
}

/// Gives each column its wish up to a cap that is the same for all, but never less than the least.
fn share(wishes: &[Wish], room: usize) -> Option<Vec<usize>> {
    let at = |cap: usize| wishes.iter().map(move |wish| wish.natural.min(cap.max(wish.least)));
    let widest = wishes.iter().map(|wish| wish.natural).max()?;
    let cap = (0..=widest.min(room)).rev().find(|cap| at(*cap).sum::<usize>() <= room)?;
    let mut widths: Vec<usize> = at(cap).collect();
    let mut left = room - widths.iter().sum::<usize>();
    for (width, wish) in widths.iter_mut().zip(wishes) {
        if left > 0 && *width < wish.natural && *width >= cap {
            *width += 1;
            left -= 1;
        }
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(natural: usize, least: usize) -> Wish {
        Wish { natural, least }
    }

    #[test]
    fn narrow_columns_keep_their_width_and_wide_ones_share_the_rest() {
        assert_eq!(share(&[wish(10, 5), wish(20, 8), wish(4, 4)], 40), Some(vec![10, 20, 4]));
        assert_eq!(share(&[wish(10, 5), wish(200, 24), wish(4, 4)], 60), Some(vec![10, 46, 4]));
        assert_eq!(share(&[wish(10, 5), wish(99, 24), wish(99, 24)], 61), Some(vec![10, 26, 25]));
    }

    #[test]
    fn the_least_is_kept_or_nothing_fits() {
        assert_eq!(share(&[wish(30, 25), wish(30, 5)], 40), Some(vec![25, 15]));
        assert_eq!(share(&[wish(30, 25), wish(30, 25)], 40), None);
        assert_eq!(share(&[], 40), None);
    }

    #[test]
    fn names_wrap_where_that_saves_lines() {
        let wishes = [wish(20, 10), wish(100, 24)];
        let lines = |widths: &[usize]| 20_usize.div_ceil(widths[0]).max(100_usize.div_ceil(widths[1]));
        assert_eq!(divide(&wishes, 54, lines), Some(vec![20, 34]));
        assert_eq!(divide(&wishes, 50, lines), Some(vec![16, 34]));
    }

    #[test]
    fn a_column_is_as_narrow_as_its_longest_word() {
        assert_eq!(Wish::of([("Mentee", false), ("Amina Khan", false)].into_iter()), wish(10, 6));
        assert_eq!(Wish::of([("When", false), ("2026-10-05", true)].into_iter()), wish(10, 10));
        assert_eq!(Wish::of([("x ".repeat(40).as_str(), false)].into_iter()), wish(80, 24));
    }
}
