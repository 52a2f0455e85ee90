//! How people are brought together: pairs, peers or groups, and what goes with each.

use super::{FieldId, Role};

/// How people are brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A mentor and a mentee.
    #[default]
    OneToOne,
    /// Both are mentor and mentee of each other, across two sides.
    Mutual,
    /// Two of the same pool.
    Peer,
    /// Several, with or without a facilitator.
    Group,
}

impl Form {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Form); 4] =
        [("one-to-one", Form::OneToOne), ("mutual", Form::Mutual), ("peer", Form::Peer), ("group", Form::Group)];

    /// The roles of those who are matched: who is served first.
    pub fn roles(self) -> [Role; 2] {
        match self {
            Form::OneToOne | Form::Mutual => [Role::Mentee, Role::Mentor],
            Form::Peer => [Role::Member, Role::Member],
            Form::Group => [Role::Member, Role::Facilitator],
        }
    }

    /// Whether two of the same pool are brought together.
    pub fn one_pool(self) -> bool {
        matches!(self, Form::Peer | Form::Group)
    }

    /// Whether whoever stands in a role hopes for something from the other: where both learn from each other, both do.
    pub fn seeks(self, role: Role) -> bool {
        role.seeks() || self == Form::Mutual && role == Role::Mentor
    }

    /// What several relationships of this form are called, counted by [`crate::wording::plural`].
    pub fn noun(self) -> &'static str {
        if self == Form::Group { "group" } else { "pair" }
    }

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Form::WORDS.iter().find(|(_, form)| *form == self).map_or("", |(word, _)| word)
    }
}

/// Where both learn: which of the two scores counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BothWays {
    /// The weaker, so that it is worth while for both.
    #[default]
    Weaker,
    /// Both alike.
    Mean,
}

impl BothWays {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, BothWays); 2] = [("weaker", BothWays::Weaker), ("mean", BothWays::Mean)];
}

/// How groups are made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPolicy {
    /// The fewest members of a group.
    pub smallest: usize,
    /// The most members of a group.
    pub largest: usize,
    /// Whether somebody leads it.
    pub leaders: Leaders,
    /// When people are free: the members of a group have a time in common.
    pub times: Option<FieldId>,
}

impl Default for GroupPolicy {
    fn default() -> Self {
        // Action learning sets of the seeds have four to eight members.
        GroupPolicy { smallest: 4, largest: 8, leaders: Leaders::Optional, times: None }
    }
}

/// Whether somebody leads a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaders {
    /// Nobody does.
    None,
    /// Where there is somebody.
    Optional,
    /// No group without.
    Needed,
}

impl Leaders {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Leaders); 3] =
        [("none", Leaders::None), ("optional", Leaders::Optional), ("needed", Leaders::Needed)];
}
