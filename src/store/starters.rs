//! The schemes to start from, as they stand in `schemes/`.

use anyhow::bail;

use crate::domain::scheme::Form;
use crate::problems::Problems;
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

/// What a scheme plans after matching, without what rests on questions of its own forms: for a scheme proposed from others.
/// A part is left out with the remark that stands right above it.
///
/// # Errors
/// Where it puts people together in another way than mentors with mentees.
pub fn rest(starter: &Starter) -> anyhow::Result<String> {
    let scheme = super::scheme_toml::read(starter.scheme.as_bytes(), &mut Problems::default());
    if scheme.form != Form::OneToOne {
        bail!(
            "`{}` puts two sides together that learn from each other, which is not proposed from forms; leave out --from and \
             name the headings in scheme.toml, or leave out --scheme",
            starter.name
        );
    }
    let sections: Vec<&str> = starter.scheme.split(RULER).collect();
    let criteria = sections.iter().position(|section| section.contains("[[criterion]]")).unwrap_or(sections.len());
    let mut rest = String::new();
    for section in &sections[(criteria + 1).min(sections.len())..] {
        let mut kept = String::new();
        let mut own = true;
        let lines: Vec<&str> = section.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let below = lines[at..].iter().find(|line| !line.starts_with('#'));
            if let Some(part) = below.filter(|line| line.starts_with('[')) {
                own = !OF_FORMS.iter().any(|own| part.starts_with(own));
            }
            let key = line.split(['=', ' ']).next().unwrap_or_default();
            if own && !KEYS_OF_FORMS.contains(&key) {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        rest.push_str(RULER);
        rest.push_str(&kept);
    }
    Ok(rest)
}

/// What parts the sections of a scheme file.
pub const RULER: &str = "# ---------------------------------------------------------------------------------------------------------------------";

/// Parts of a scheme that rest on questions of its forms.
const OF_FORMS: [&str; 5] = ["[[channel]]", "[channel", "[agreement.wordings]", "[[pool]]", "[[criterion]]"];

/// Keys of other parts that do.
const KEYS_OF_FORMS: [&str; 6] = ["intake", "time_away", "wording_by", "access", "access_told", "channel"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::proposal::{Proposal, written};
    use crate::store::scheme_toml;

    #[test]
    fn the_rest_of_a_starter_stands_behind_any_scheme() {
        for starter in STARTERS {
            let Ok(rest) = rest(&starter) else {
                assert_eq!(starter.name, "reverse");
                continue;
            };
            assert!(rest.contains("[evaluation]"), "{} plans a year", starter.name);
            // No remark tells of a part that is not there.
            assert!(!rest.to_lowercase().contains("channel"), "{}: {rest}", starter.name);
            for peers in [false, true] {
                let proposal = Proposal { name: "New".to_string(), peers, ..Proposal::default() };
                let mut problems = Problems::default();
                scheme_toml::read(written::text(&proposal, &rest).as_bytes(), &mut problems);
                assert!(!problems.any_error(), "{}: {:#?}", starter.name, problems.sorted());
            }
        }
    }
}
