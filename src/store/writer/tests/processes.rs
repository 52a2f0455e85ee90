//! Several commands at once, in threads and in processes that are killed.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::*;

const CHILD: &str = "MENTOR_TEST_COUNT_IN";

/// Adds one to two files that must always agree.
fn count(root: &Path) -> Result<u32> {
    let directory = Directory::open(root)?;
    let read = |path: &str| -> Result<u32> {
        Ok(directory.read(path)?.map_or(0, |bytes| String::from_utf8_lossy(&bytes).parse().unwrap()))
    };
    let (a, b) = (read("records/a")?, read("private/b")?);
    assert_eq!(a, b);
    let mut edits = Edits::new("count");
    edits.write("records/a", (a + 1).to_string()).write("private/b", (b + 1).to_string());
    let done = commit(&directory, edits, "count")?;
    assert_eq!(done.unfinished, None);
    Ok(a + 1)
}

/// Runs a command again as long as others come in between.
fn patiently<T>(run: impl Fn() -> Result<T>) -> T {
    loop {
        match run() {
            Err(e) if e.is::<ChangedMeanwhile>() => {}
            other => return other.unwrap(),
        }
    }
}

fn spawn(root: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::writer::tests::processes::child", "--nocapture"])
        .env(CHILD, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Not a test by itself: counts until it is killed, and says what it saved.
#[test]
fn child() {
    let Some(root) = std::env::var_os(CHILD) else { return };
    loop {
        let saved = patiently(|| count(Path::new(&root)));
        writeln!(std::io::stdout(), "\nsaved {saved}").unwrap();
    }
}

#[test]
fn threads_write_in_turn_and_readers_never_see_half() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..5).for_each(|_| assert!(patiently(|| count(dir.path())) > 0)));
        }
        scope.spawn(|| {
            for _ in 0..300 {
                patiently(|| {
                    let directory = Directory::open(dir.path())?;
                    let (a, b) = (directory.read("records/a")?, directory.read("private/b")?);
                    assert_eq!(a, b);
                    Ok(())
                });
            }
        });
    });
    assert_eq!(
        on_disk(dir.path()),
        BTreeMap::from(["records/a", "private/b"].map(|f| (f.to_string(), "20".to_string())))
    );
}

#[test]
fn two_processes_killed_at_any_time_lose_nothing_they_reported() {
    let dir = tempfile::tempdir().unwrap();
    let mut least = 0;
    for round in 0..12_u64 {
        let mut children = [spawn(dir.path()), spawn(dir.path())];
        let mut lines = Vec::new();
        for (number, child) in children.iter_mut().enumerate() {
            // The first report shows that they are at work, then chance decides.
            let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map_while(|line| line.ok());
            if number == 0 {
                lines.extend(out.by_ref().find(|line| line.starts_with("saved")));
            }
            std::thread::sleep(Duration::from_micros(round * 1733 % 9000));
            child.kill().unwrap();
            child.wait().unwrap();
            lines.extend(out);
        }
        let reported = lines.iter().filter_map(|line| line.strip_prefix("saved ")?.parse::<u32>().ok()).max();
        least = least.max(reported.unwrap_or(0));
        let next = patiently(|| count(dir.path()));
        assert!(next > least, "{next} after {least} was reported");
        assert!(!dir.path().join(".journal").exists());
        least = next;
    }
    assert!(least > 12);
}
