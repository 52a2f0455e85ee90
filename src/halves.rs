//! Long work on many things, one half of them on a second thread. What comes out is put together in the order of the
//! things, so that one thread or two make no difference.

/// Does some work on all things in order, in one part or, where `much`, in two.
pub fn in_halves<T: Sync, R: Send>(things: &[T], much: bool, work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if threads < 2 || !much {
        return vec![work(things)];
    }
    let (first, second) = things.split_at(things.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| work(second));
        let one = work(first);
        match other.join() {
            Ok(other) => vec![one, other],
            // Whatever stopped the other thread stops this one in the same way.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::in_halves;

    #[test]
    fn the_order_stays_in_one_part_or_two() {
        let things: Vec<u32> = (0..101).collect();
        for much in [false, true] {
            let parts = in_halves(&things, much, |part| part.iter().map(|n| n * 2).collect::<Vec<_>>());
            assert_eq!(parts.concat(), things.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
