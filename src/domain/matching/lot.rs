//! Lots: what is equal is drawn, the same way every time.
//!
//! The lot of a person is a hash of the scheme's name, the number of the round, and who the person is: never of an id,
//! a name or a row. So nobody can improve a draw, anybody can repeat it, and nobody loses every draw for ever.

use sha2::{Digest, Sha256};

use crate::domain::person::Identity;
use crate::domain::scheme::Role;

/// Draws the lot of a person in a role.
pub fn lot(scheme: &str, round: u32, role: Role, identity: &Identity) -> u64 {
    let mut hash = Sha256::new();
    for part in [scheme, &round.to_string(), role.word(), &identity.canonical()] {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |lot, byte| lot << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scheme::IdentityKind;

    #[test]
    fn a_lot_depends_on_scheme_round_role_and_person() {
        let who = |text: &str| Identity { kind: IdentityKind::Email, text: text.to_string() };
        let drawn = lot("Pilot", 1, Role::Mentor, &who("ann@x.org"));
        assert_eq!(drawn, lot("Pilot", 1, Role::Mentor, &who("ann@x.org")));
        assert_ne!(drawn, lot("Pilot", 2, Role::Mentor, &who("ann@x.org")));
        assert_ne!(drawn, lot("Pilot", 1, Role::Mentee, &who("ann@x.org")));
        assert_ne!(drawn, lot("Other", 1, Role::Mentor, &who("ann@x.org")));
        assert_ne!(drawn, lot("Pilot", 1, Role::Mentor, &who("bob@x.org")));
    }
}
