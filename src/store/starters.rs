//! The schemes to start from, as they stand in `schemes/`.

use anyhow::bail;

use crate::wording::{list, nearest, show};

/// A scheme to start from.
#[derive(Clone, Copy, Debug)]
pub struct Starter {
    /// Its name.
    pub name: &'static str,
    /// Its `scheme.toml`.
    pub scheme: &'static str,
}

/// All of them.
pub const STARTERS: [Starter; 6] = [
    Starter { name: "registered-managers", scheme: include_str!("../../schemes/registered-managers.toml") },
    Starter { name: "housing-pilot", scheme: include_str!("../../schemes/housing-pilot.toml") },
    Starter { name: "housing-in-house", scheme: include_str!("../../schemes/housing-in-house.toml") },
    Starter { name: "personal-choice", scheme: include_str!("../../schemes/personal-choice.toml") },
    Starter { name: "reverse", scheme: include_str!("../../schemes/reverse.toml") },
    Starter { name: "fifty-plus", scheme: include_str!("../../schemes/fifty-plus.toml") },
];

/// Finds one by its name.
///
/// # Errors
/// Says which there are.
pub fn named(name: &str) -> anyhow::Result<Starter> {
    if let Some(starter) = STARTERS.iter().find(|starter| starter.name == name) {
        return Ok(*starter);
    }
    let names = STARTERS.map(|starter| starter.name);
    match nearest(name, names) {
        Some(near) => bail!("there is no scheme `{}`; did you mean `{near}`?", show(name)),
        None => bail!("there is no scheme `{}`; there are {}", show(name), list(&names, "and")),
    }
}
