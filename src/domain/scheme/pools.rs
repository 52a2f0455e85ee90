//! Pools of mentors: in-house beside external, say.

use super::field::FieldId;
use crate::problems::Place;

/// Mentors who belong together.
#[derive(Clone, Debug)]
pub struct MentorPool {
    /// What it is called: the mentors' answer to its field.
    pub name: String,
    /// The choice that says of which pool a mentor is.
    pub field: FieldId,
    /// No more relationships at a time with its mentors than this.
    pub most: Option<u32>,
    /// No more than this many of 100 relationships with its mentors.
    pub share: Option<u32>,
    /// Where the scheme file says so.
    pub place: Place,
}

impl MentorPool {
    /// Whether anything limits it.
    pub fn is_limited(&self) -> bool {
        self.most.is_some() || self.share.is_some()
    }

    /// How many relationships it may have where there are so many in all.
    ///
    /// ```
    /// use mentor::domain::scheme::{FieldId, MentorPool};
    /// let place = Default::default();
    /// let external = MentorPool { name: "external".into(), field: FieldId(0), most: Some(4), share: Some(50), place };
    /// // Half of 7 relationships is 3 and not 4; of 20 no more than 4.
    /// assert_eq!((external.at_most(7), external.at_most(20)), (3, 4));
    /// ```
    pub fn at_most(&self, relationships: u32) -> u32 {
        let share = |share: u32| (u64::from(relationships) * u64::from(share) / 100) as u32;
        self.most.unwrap_or(u32::MAX).min(self.share.map_or(u32::MAX, share))
    }
}
