//! Laws that hold for every scheme, tried on whole runs of the program with generated schemes of invented people.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

#[path = "../harness/mod.rs"]
mod harness;

mod brute;
mod chance;
mod channels;
mod equality;
mod fuzz;
mod groups;
mod keeping;
mod optima;
mod peers;
mod proof;
mod published;
mod real;
mod rearrange;
mod resealed;
mod scheme;
mod shares;
mod variations;
mod what_if;
mod why;

use std::path::Path;

/// Runs `mentor`, which must succeed, and returns what it answered.
fn answer(directory: &Path, args: &[&str]) -> String {
    let output = harness::mentor(directory, args);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "mentor {}: {told}", args.join(" "));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Runs `mentor`, and returns how it ended and what it answered.
fn outcome(directory: &Path, args: &[&str]) -> (i32, String) {
    let output = harness::mentor(directory, args);
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs `mentor … --format json`.
fn json(directory: &Path, args: &[&str]) -> serde_json::Value {
    let mut all = args.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&answer(directory, &all)).expect("JSON")
}
