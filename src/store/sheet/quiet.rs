//! Catches a panic without a word on the screen.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

thread_local! {
    /// Whether this thread is at work that may panic unheard.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Does work that may panic; `None` if it does. Panics of other threads are reported as ever.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The hook belongs to the whole process, so it is set only once and asks the thread that panics. While a panic is
    // under way it cannot be set; then the next call sets it.
    if !thread::panicking() {
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                if !QUIET.try_with(Cell::get).unwrap_or(false) {
                    before(panic);
                }
            }));
        });
    }
    let before = QUIET.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    done.ok()
}
