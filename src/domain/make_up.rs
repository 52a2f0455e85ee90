//! The make-up of a group: how many there are, whether somebody leads it, and when all of them can come.

use super::person::Entry;
use super::relationship::Member;
use super::scheme::{Leaders, Role, Scheme};

/// What a group lacks by what its scheme says of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It has fewer members than it should, this many.
    TooFew(usize),
    /// It has more members than it should, this many.
    TooMany(usize),
    /// Nobody leads it.
    Leader,
    /// They are never all free at the same time.
    Time,
}

impl Lack {
    /// All names that lacks have.
    pub const NAMES: [&'static str; 3] = ["size", "facilitator", "times"];

    /// What it is called where it is set aside.
    pub fn name(self) -> &'static str {
        match self {
            Lack::TooFew(_) | Lack::TooMany(_) => Lack::NAMES[0],
            Lack::Leader => Lack::NAMES[1],
            Lack::Time => Lack::NAMES[2],
        }
    }
}

/// Says what some people lack to be a group; `entry` finds what each of them answered in their role.
pub fn lacks<'e>(members: &[Member], scheme: &Scheme, entry: impl Fn(Member) -> Option<&'e Entry>) -> Vec<Lack> {
    let policy = &scheme.group;
    let learners = members.iter().filter(|member| member.role == Role::Member).count();
    let led = learners < members.len();
    let size = match learners {
        few if few < policy.smallest => Some(Lack::TooFew(few)),
        many if many > policy.largest => Some(Lack::TooMany(many)),
        _ => None,
    };
    let leader = (policy.leaders == Leaders::Needed && !led).then_some(Lack::Leader);
    let time = (!free_together(scheme, members.iter().filter_map(|member| entry(*member)))).then_some(Lack::Time);
    size.into_iter().chain(leader).chain(time).collect()
}

/// Whether some people have a time in common, where the scheme asks when they are free; whoever gave no answer can come at
/// any time.
pub fn free_together<'e>(scheme: &Scheme, entries: impl Iterator<Item = &'e Entry>) -> bool {
    let Some(field) = scheme.group.times else { return true };
    let mut times = entries.filter_map(|entry| entry.value(field).words());
    times.next().is_none_or(|first| {
        let rest: Vec<_> = times.collect();
        first.iter().any(|time| rest.iter().all(|times| times.contains(time)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::PersonId;

    #[test]
    fn a_group_keeps_to_its_size_and_has_a_leader_where_it_needs_one() {
        let mut scheme = Scheme::default();
        (scheme.group.smallest, scheme.group.largest) = (3, 4);
        let of = |members: u32, scheme: &Scheme| {
            let members: Vec<Member> =
                (1..=members).map(|id| Member { id: PersonId(id), role: Role::Member }).collect();
            lacks(&members, scheme, |_| None)
        };
        assert_eq!(
            [2, 3, 4, 5].map(|members| of(members, &scheme)),
            [vec![Lack::TooFew(2)], vec![], vec![], vec![Lack::TooMany(5)]]
        );
        scheme.group.leaders = Leaders::Needed;
        assert_eq!(of(3, &scheme), [Lack::Leader]);
        let led = [Role::Member, Role::Member, Role::Member, Role::Facilitator];
        let members = led.map(|role| Member { id: PersonId(role as u32), role });
        assert_eq!(lacks(&members, &scheme, |_| None), []);
    }
}
