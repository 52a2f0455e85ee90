//! A hook before every system call of reading and writing, so that tests can stop the protocol at each of them.
//! Outside tests it does nothing.

use std::fs::File;
use std::io::{Result, Write};
use std::path::Path;

#[cfg(test)]
pub(crate) use injected::{Fault, armed, log};

/// Goes on, unless a test wants this system call to fail.
#[cfg(not(test))]
pub(crate) fn step(_what: &'static str, _path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use injected::step;

/// Writes all of it; where a test wants a failure, only half of it arrives.
pub(crate) fn write_all(file: &mut File, path: &Path, bytes: &[u8]) -> Result<()> {
    if let Err(e) = step("write", path) {
        if cfg!(test) {
            file.write_all(&bytes[..bytes.len() / 2])?;
        }
        return Err(e);
    }
    file.write_all(bytes)
}

#[cfg(test)]
mod injected {
    use std::cell::RefCell;
    use std::io::{Error, ErrorKind, Result};
    use std::path::{Path, PathBuf};

    /// What goes wrong from a step on.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// The process is gone: nothing happens any more.
        Killed,
        /// This one call fails.
        Once,
        /// The disk is full: whatever needs space fails, the rest works.
        Full,
    }

    #[derive(Default)]
    struct State {
        plan: Option<(Fault, usize)>,
        log: Vec<(&'static str, PathBuf)>,
        fired: bool,
    }

    thread_local! {
        static STATE: RefCell<State> = RefCell::default();
    }

    pub(crate) fn step(what: &'static str, path: &Path) -> Result<()> {
        STATE.with_borrow_mut(|state| {
            let number = state.log.len();
            state.log.push((what, path.to_path_buf()));
            let Some((fault, at)) = state.plan else { return Ok(()) };
            let hit = match fault {
                Fault::Killed => number >= at,
                Fault::Once => number == at,
                Fault::Full => number >= at && matches!(what, "create" | "write" | "mkdir" | "lock"),
            };
            state.fired |= number >= at;
            if hit { Err(Error::new(ErrorKind::StorageFull, format!("{fault:?} at {what} {number}"))) } else { Ok(()) }
        })
    }

    /// Runs something with a fault at a step; says whether that step was reached.
    pub(crate) fn armed<T>(fault: Fault, at: usize, run: impl FnOnce() -> T) -> (T, bool) {
        STATE.set(State { plan: Some((fault, at)), ..State::default() });
        let result = run();
        (result, STATE.take().fired)
    }

    /// Runs something and returns the system calls it made.
    pub(crate) fn log<T>(run: impl FnOnce() -> T) -> (T, Vec<(&'static str, PathBuf)>) {
        STATE.set(State::default());
        let result = run();
        (result, STATE.take().log)
    }
}
