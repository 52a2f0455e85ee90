//! Those who are counted together.

/// Those who are counted together: each by a number of its own, which is the same in every table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counted {
    pub(super) units: Vec<u64>,
    pub(super) people: u32,
}

impl FromIterator<u64> for Counted {
    fn from_iter<T: IntoIterator<Item = u64>>(units: T) -> Self {
        let mut units: Vec<u64> = units.into_iter().collect();
        units.sort_unstable();
        units.dedup();
        Counted { people: whole_number(units.len()), units }
    }
}

impl Counted {
    /// Things of which so many people have some: few people make a small number of many things.
    pub fn of_people(self, people: usize) -> Self {
        Counted { people: whole_number(people), ..self }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        whole_number(self.units.len())
    }

    /// Whether all of them are among others.
    pub(super) fn is_within(&self, other: &Counted) -> bool {
        let among = |one: &u64| other.units.binary_search(one).is_ok();
        self.units.len() <= other.units.len() && self.units.iter().all(among)
    }

    /// All of several together.
    pub(super) fn with(parts: &[Counted]) -> Self {
        let people = parts.iter().map(|part| part.people).sum();
        let all: Counted = parts.iter().flat_map(|part| part.units.iter().copied()).collect();
        Counted { people, ..all }
    }
}

fn whole_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
