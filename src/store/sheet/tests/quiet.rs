//! A panic that is caught says nothing; those of other threads are heard.

use std::process::Command;

use super::super::quiet::quietly;

/// Panics, whatever the compiler thinks of it.
fn fail(word: &str) {
    assert!(word.is_empty(), "{word}");
}

#[test]
#[ignore = "run by the test below, which looks at what it prints"]
fn panics_here_and_there() {
    let done = quietly(|| {
        assert_eq!(quietly(|| fail("inner panic")), None);
        let other = std::thread::spawn(|| fail("panic of another thread"));
        assert!(other.join().is_err());
        fail("outer panic");
    });
    assert_eq!((done, quietly(|| 7)), (None, Some(7)));
    assert!(std::panic::catch_unwind(|| fail("panic afterwards")).is_err());
}

#[test]
fn only_the_thread_at_work_is_quiet() {
    let tests = std::env::current_exe().unwrap();
    let name = "store::sheet::tests::quiet::panics_here_and_there";
    let told = Command::new(tests).args(["--exact", name, "--ignored", "--nocapture"]).output().unwrap();
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success() && String::from_utf8_lossy(&told.stdout).contains("1 passed"), "{said}");
    assert!(said.contains("panic of another thread") && said.contains("panic afterwards"), "{said}");
    assert!(!said.contains("inner panic") && !said.contains("outer panic"), "{said}");
}
