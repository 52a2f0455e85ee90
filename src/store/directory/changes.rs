//! Changes to several files as one sealed file: the journal that commits them, and the saved undo that takes them back.
//!
//! The first line names the kind, the format and the commit; the second is a JSON list of the changes; then come the
//! contents one after the other; the last line is the checksum of everything before it.

use std::fmt::Write;

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::paths;
use crate::wording::show;

/// The first word of a journal.
pub(crate) const JOURNAL_KIND: &str = "journal";
/// The first word of a saved undo.
pub(crate) const UNDO_KIND: &str = "undo";

/// What a file was: not there, or its checksum and length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Fingerprint(String);

impl Fingerprint {
    /// Takes the fingerprint of a file's contents; none is a file that is not there.
    pub(crate) fn of(contents: Option<&[u8]>) -> Self {
        Fingerprint(match contents {
            None => "absent".to_string(),
            Some(bytes) => format!("{}:{}", checksum(bytes), bytes.len()),
        })
    }

    /// Takes the fingerprint of the names in a folder.
    pub(crate) fn of_names(names: &[String]) -> Self {
        Fingerprint(checksum(names.join("\n").as_bytes()))
    }
}

/// One file and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The file, relative to the directory.
    pub(crate) path: String,
    /// What it was when the change was planned.
    pub(crate) from: Fingerprint,
    /// Its new contents; none if it is removed.
    pub(crate) to: Option<Vec<u8>>,
}

impl Change {
    /// Fails if the file is neither as planned, nor changed already, nor gone: somebody's work would be lost.
    pub(crate) fn check(&self, now: &Fingerprint) -> Result<()> {
        let absent = Fingerprint::of(None);
        if *now == self.from || *now == absent || *now == Fingerprint::of(self.to.as_deref()) {
            return Ok(());
        }
        let name = show(&self.path);
        bail!(
            "{name} was changed by hand while a change of mentor's to it was waiting to be finished; \
             move your {name} elsewhere, run this again, and then enter your changes anew"
        )
    }
}

/// Several changes that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// The mark of the commit, different for every commit.
    pub(crate) generation: String,
    /// What the command did, in one line.
    pub(crate) label: String,
    /// The changes, each file once.
    pub(crate) changes: Vec<Change>,
}

impl Changes {
    /// Returns the change of one file, if it is among them.
    pub(crate) fn of(&self, path: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.path == path)
    }

    /// Returns the mark for a commit that follows the one marked `previous`.
    pub(crate) fn mark(&self, previous: &str) -> String {
        let mut all = format!("{previous}\n{}\n", self.label);
        for change in &self.changes {
            let Fingerprint(to) = Fingerprint::of(change.to.as_deref());
            let _ = writeln!(all, "{}\n{}\n{to}", change.path, change.from.0);
        }
        checksum(all.as_bytes())
    }

    /// Puts the changes into one sealed file.
    pub(crate) fn encode(&self, kind: &str) -> Result<Vec<u8>> {
        let entries = self.changes.iter().map(|change| Entry {
            path: change.path.clone(),
            from: change.from.clone(),
            length: change.to.as_ref().map(Vec::len),
        });
        let header = Header { label: self.label.clone(), changes: entries.collect() };
        let mut bytes = format!("mentor {kind} 1 {}\n", self.generation).into_bytes();
        serde_json::to_writer(&mut bytes, &header).context("the changes cannot be written down")?;
        bytes.push(b'\n');
        for change in &self.changes {
            bytes.extend_from_slice(change.to.as_deref().unwrap_or_default());
        }
        let seal = checksum(&bytes);
        bytes.extend_from_slice(format!("\n{seal}\n").as_bytes());
        Ok(bytes)
    }

    /// Reads a sealed file; fails if a single byte of it is not as it was written.
    pub(crate) fn decode(kind: &str, bytes: &[u8]) -> Result<Self> {
        let (first, rest) = line(bytes).context("it is cut off")?;
        let words: Vec<&str> = first.split(' ').collect();
        let ["mentor", found, version, generation] = words[..] else { bail!("it is not a file of mentor's") };
        ensure!(found == kind, "it is not a {kind} file of mentor's");
        ensure!(version == "1", "it was written by a newer mentor; use that one");
        let (body, seal) = bytes.split_at(bytes.len().saturating_sub(SEAL));
        ensure!(seal == format!("\n{}\n", checksum(body)).as_bytes(), "it is damaged: its checksum does not fit");
        let end = rest.len().saturating_sub(SEAL);
        let (header, mut contents) = rest.get(..end).and_then(line).context("it is cut off")?;
        let header: Header = serde_json::from_str(header).context("its list of changes cannot be read")?;
        let mut all = Changes { generation: generation.to_string(), label: header.label, changes: Vec::new() };
        for entry in header.changes {
            if entry.path != paths::UNDO {
                paths::check(&entry.path)?;
            }
            ensure!(all.of(&entry.path).is_none(), "it names {} twice", show(&entry.path));
            let to = match entry.length {
                None => None,
                Some(length) => {
                    let (own, others) = contents.split_at_checked(length).context("it is cut off")?;
                    contents = others;
                    Some(own.to_vec())
                }
            };
            all.changes.push(Change { path: entry.path, from: entry.from, to });
        }
        ensure!(contents.is_empty(), "it holds more than it lists");
        Ok(all)
    }
}

/// The length of the last line with the line end before it: 64 digits and two line ends.
const SEAL: usize = 66;

#[derive(Serialize, Deserialize)]
struct Header {
    label: String,
    changes: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    from: Fingerprint,
    length: Option<usize>,
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|b| *b == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Changes {
        let change = |path: &str, to: Option<&[u8]>| Change {
            path: path.to_string(),
            from: Fingerprint::of(Some(b"old")),
            to: to.map(<[u8]>::to_vec),
        };
        Changes {
            generation: "g".to_string(),
            label: "log a session\nof two lines".to_string(),
            changes: vec![change("a.csv", Some(b"\n\xff\n")), change("b.csv", None), change("private/c", Some(b""))],
        }
    }

    #[test]
    fn what_was_sealed_comes_back() {
        let bytes = sample().encode(JOURNAL_KIND).unwrap();
        assert_eq!(Changes::decode(JOURNAL_KIND, &bytes).unwrap(), sample());
        assert!(Changes::decode(UNDO_KIND, &bytes).is_err());
    }

    #[test]
    fn a_changed_or_missing_byte_is_refused_and_never_a_panic() {
        let bytes = sample().encode(JOURNAL_KIND).unwrap();
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1;
            assert!(Changes::decode(JOURNAL_KIND, &wrong).is_err(), "byte {at}");
            assert!(Changes::decode(JOURNAL_KIND, &bytes[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_sealed_file_cannot_reach_outside() {
        let mut outside = sample();
        outside.changes[0].path = "../x".to_string();
        assert!(Changes::decode(JOURNAL_KIND, &outside.encode(JOURNAL_KIND).unwrap()).is_err());
        outside.changes[0].path = ".git/hooks/pre-commit".to_string();
        assert!(Changes::decode(JOURNAL_KIND, &outside.encode(JOURNAL_KIND).unwrap()).is_err());
    }
}
