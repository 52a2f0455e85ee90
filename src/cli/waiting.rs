//! A sign of life while something takes long: on a terminal, after a second, what is being done and for how long.

use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Whoever answers within this time needs no sign of life.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the sign changes.
const BEAT: Duration = Duration::from_millis(120);

/// A sign of life, until it is dropped.
pub struct Waiting {
    done: Option<Sender<()>>,
    shown: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Begins to wait for some work; says nothing where nobody looks.
    pub fn begin(work: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Waiting { done: None, shown: None };
        }
        let (done, wait) = channel::<()>();
        let shown = std::thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let sign = ProgressBar::new_spinner().with_elapsed(PATIENCE).with_message(work);
            if let Ok(style) =
                ProgressStyle::with_template("{spinner} {msg}, {elapsed} (Ctrl-C stops it; nothing is changed)")
            {
                sign.set_style(style);
            }
            while wait.recv_timeout(BEAT) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                sign.tick();
            }
            sign.finish_and_clear();
        });
        Waiting { done: Some(done), shown: Some(shown) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Whoever speaks next finds the line empty.
        drop(self.done.take());
        if let Some(shown) = self.shown.take() {
            let _ = shown.join();
        }
    }
}
