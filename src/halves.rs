//! Long work on many things, one half of them on a second thread. What comes out is put together in the order of the
//! things, so that one thread or two make no difference.

/// Does some work on all things in order, in one part or, where `much`, in two.
pub fn in_halves<T: Sync, R: Send>(things: &[T], much: bool, work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    if !much || alone() {
        return vec![work(things)];
    }
    let (first, second) = things.split_at(things.len() / 2);
    let (one, other) = on_two(|| work(first), || work(second));
    vec![one, other]
}

/// The same for work that changes things, which belong together in rows of so many: the work is told its first row.
pub fn in_halves_of_rows<T: Send, R: Send>(
    things: &mut [T],
    row: usize,
    much: bool,
    work: impl Fn(usize, &mut [T]) -> R + Sync,
) -> Vec<R> {
    if !much || alone() {
        return vec![work(0, things)];
    }
    let half = things.len() / row.max(1) / 2;
    let (first, second) = things.split_at_mut(half * row);
    let (one, other) = on_two(|| work(0, first), || work(half, second));
    vec![one, other]
}

/// Whether there is no second thread. To ask takes longer than little work.
fn alone() -> bool {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get) < 2
}

/// Does two different things at once, where there are two threads.
pub fn at_once<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    if alone() { (first(), second()) } else { on_two(first, second) }
}

fn on_two<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let other = scope.spawn(second);
        let one = first();
        match other.join() {
            Ok(other) => (one, other),
            // Whatever stopped the other thread stops this one in the same way.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{in_halves, in_halves_of_rows};

    #[test]
    fn the_order_stays_in_one_part_or_two() {
        let things: Vec<u32> = (0..101).collect();
        for much in [false, true] {
            let parts = in_halves(&things, much, |part| part.iter().map(|n| n * 2).collect::<Vec<_>>());
            assert_eq!(parts.concat(), things.iter().map(|n| n * 2).collect::<Vec<_>>());
            let mut rows = [[0; 3]; 5].concat();
            in_halves_of_rows(&mut rows, 3, much, |first, part| {
                part.iter_mut().enumerate().for_each(|(at, cell)| *cell = first + at / 3);
            });
            assert_eq!(rows, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
        }
    }
}
