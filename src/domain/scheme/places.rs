//! Places: how many relationships somebody can take on.

/// How many relationships a person can take on where the form does not say, and how shared numbers are split.
#[derive(Clone, Debug)]
pub struct PlacesPolicy {
    /// Places of a mentor whose form does not say.
    pub mentor: u32,
    /// Places of a mentee whose form does not say.
    pub mentee: u32,
    /// What one number means for somebody in both roles.
    pub both: SharedPlaces,
    /// What *either* means.
    pub either: EitherRole,
    /// Whether A may mentor B while B mentors A.
    pub two_way: bool,
    /// What answers in words mean, keyed by their normal form.
    pub words: Vec<(String, u32)>,
}

impl Default for PlacesPolicy {
    fn default() -> Self {
        PlacesPolicy {
            mentor: 1,
            mentee: 1,
            both: SharedPlaces::Each,
            either: EitherRole::Both,
            two_way: false,
            words: Vec::new(),
        }
    }
}

/// What one number of places means for somebody who is mentor and mentee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedPlaces {
    /// As many in each role.
    Each,
    /// One as mentee, the rest as mentor.
    MenteeFirst,
    /// One as mentor, the rest as mentee.
    MentorFirst,
}

impl SharedPlaces {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, SharedPlaces); 3] = [
        ("each", SharedPlaces::Each),
        ("mentee-first", SharedPlaces::MenteeFirst),
        ("mentor-first", SharedPlaces::MentorFirst),
    ];
}

/// What *I am open to either role* means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EitherRole {
    /// Both roles at once.
    Both,
    /// One of the two, whichever makes the better round.
    AsNeeded,
    /// Mentor.
    Mentor,
    /// Mentee.
    Mentee,
}

impl EitherRole {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, EitherRole); 4] = [
        ("both", EitherRole::Both),
        ("as-needed", EitherRole::AsNeeded),
        ("mentor", EitherRole::Mentor),
        ("mentee", EitherRole::Mentee),
    ];
}
