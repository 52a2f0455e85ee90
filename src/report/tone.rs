//! Tones: how a word is coloured where a format has colours. A tone never says more than the word does.

/// What a word means for whoever looks for something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// To keep an eye on.
    Mild,
    /// To be done.
    Strong,
    /// Over, or at rest.
    Quiet,
}

impl Tone {
    /// The colours of paper and ink, as red, green and blue. Each ink is dark enough on its paper for everybody.
    pub fn colours(self) -> (u32, u32) {
        match self {
            Tone::Good => (0xE2F0E3, 0x1E4620),
            Tone::Mild => (0xFFF3D6, 0x5C4300),
            Tone::Strong => (0xFADBD8, 0x6E1A12),
            Tone::Quiet => (0xEBEBEB, 0x404040),
        }
    }
}
