//! How widely a piece of information may be shown: every field and every column of a report has a class.

/// Classes of privacy, from harmless to most sensitive. What is not said is confidential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Privacy {
    /// May be published: ids, counts, dates of the scheme.
    Public,
    /// For the people who run the scheme and those matched: area, experience.
    Internal,
    /// Names, addresses, telephone numbers and whatever nobody has classed.
    #[default]
    Confidential,
    /// Health, ethnicity, criminal records and the like: never shown, scored only where the person asked for it.
    Special,
}

impl Privacy {
    /// The words of the scheme file, mildest first.
    pub const WORDS: [&str; 4] = ["public", "internal", "confidential", "special"];

    /// Reads a word of the scheme file.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "public" => Some(Privacy::Public),
            "internal" => Some(Privacy::Internal),
            "confidential" => Some(Privacy::Confidential),
            "special" => Some(Privacy::Special),
            _ => None,
        }
    }
}
