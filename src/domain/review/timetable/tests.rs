//! Laws of every timetable, and of those whose number of slots a theorem settles.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveTime;
use proptest::prelude::*;

use super::*;

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect("a time")
}

fn conversation(number: usize, people: &[u32]) -> Conversation {
    let number = u32::try_from(number + 1).expect("few");
    Conversation { relationship: RelationshipId(number), people: people.iter().copied().map(PersonId).collect() }
}

fn wanted(all: &[Vec<u32>]) -> Vec<Conversation> {
    all.iter().enumerate().map(|(at, people)| conversation(at, people)).collect()
}

/// The mentors are 1 to 9, the mentees 101 to 119: nobody is both.
fn sides() -> impl Strategy<Value = Vec<Vec<u32>>> {
    prop::collection::hash_set((1u32..10, 101u32..120), 0..40)
        .prop_map(|pairs| pairs.into_iter().map(|(one, other)| vec![one, other]).collect())
}

/// Anybody with anybody, in twos and threes.
fn any() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let group = prop::collection::hash_set(1u32..9, 2..4);
    prop::collection::vec(group.prop_map(|group| group.into_iter().collect()), 0..9)
}

/// Nobody is in two places, no room holds two conversations, and nobody is where they are away.
fn check(conversations: &[Conversation], hall: &Hall, timetable: &Timetable) {
    let mut who: HashSet<(usize, PersonId)> = HashSet::new();
    let mut rooms: HashSet<(usize, usize)> = HashSet::new();
    for (conversation, place) in conversations.iter().zip(&timetable.places) {
        let Some(place) = place else { continue };
        assert!(hall.can(conversation, place.slot), "{conversation:?} in {place:?}");
        assert!(rooms.insert((place.slot, place.room)), "two in the room of {place:?}");
        assert!(hall.rooms.is_none_or(|rooms| place.room < rooms), "no such room: {place:?}");
        assert_eq!(place.facilitator.is_some(), !hall.facilitators.is_empty(), "somebody sits in");
        for person in conversation.people.iter().chain(&place.facilitator) {
            assert!(who.insert((place.slot, *person)), "{person} is in two places");
        }
    }
}

fn busiest(conversations: &[Conversation]) -> usize {
    let mut loads: BTreeMap<PersonId, usize> = BTreeMap::new();
    conversations.iter().flat_map(|c| &c.people).for_each(|id| *loads.entry(*id).or_default() += 1);
    loads.into_values().max().unwrap_or(0)
}

/// The fewest slots there can be, by trying everything: rooms, those who sit in, and who is away. Up to `most` slots,
/// of which those after the last of the hall are open to everybody.
fn fewest(conversations: &[Conversation], hall: &Hall, most: usize) -> Option<usize> {
    fn place(at: usize, slots: usize, all: &[Conversation], hall: &Hall, chosen: &mut Vec<usize>) -> bool {
        if at == all.len() {
            return true;
        }
        for slot in 0..slots {
            let here: Vec<usize> = (0..at).filter(|other| chosen[*other] == slot).chain([at]).collect();
            let people: Vec<PersonId> = here.iter().flat_map(|one| all[*one].people.clone()).collect();
            let meets = people.iter().enumerate().any(|(one, id)| people[..one].contains(id));
            let away = |id: &PersonId| hall.away.get(id).is_some_and(|slots| slots.contains(&slot));
            let closed = hall.closed.get(&all[at].relationship).is_some_and(|slots| slots.contains(&slot));
            let free = hall.facilitators.iter().filter(|id| !away(id) && !people.contains(id)).count();
            let led = hall.facilitators.is_empty() || here.len() <= free;
            let room = hall.rooms.is_none_or(|rooms| here.len() <= rooms);
            if meets || closed || !led || !room || all[at].people.iter().any(away) {
                continue;
            }
            chosen.push(slot);
            if place(at + 1, slots, all, hall, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }
    (0..=most).find(|slots| place(0, *slots, conversations, hall, &mut Vec::new()))
}

/// Whether what is said to force so many slots is so, and forces them.
fn is_true(conversations: &[Conversation], hall: &Hall, bound: Bound) -> bool {
    let of = |id: PersonId| conversations.iter().filter(|c| c.people.contains(&id)).count();
    let count = conversations.len();
    let can_by = |c: &Conversation, slots: usize| (0..slots).any(|slot| slot >= hall.slots || hall.can(c, slot));
    // How many can be sat in on in so many slots.
    let present = |rooms: usize, slots: usize| {
        let away = |id: &PersonId, slot: usize| hall.away.get(id).is_some_and(|slots| slots.contains(&slot));
        let there = |slot: usize| hall.facilitators.iter().filter(|id| !away(id, slot)).count().min(rooms);
        (0..slots).map(there).sum::<usize>()
    };
    match bound.by {
        Forced::Nothing => bound.slots == count.min(1),
        Forced::Late(id) => conversations.iter().any(|c| c.relationship == id && !can_by(c, bound.slots - 1)),
        Forced::Person(id, wanted) => of(id) == wanted && bound.slots == wanted && wanted > 1,
        Forced::Times(id, wanted) => {
            let mine = || conversations.iter().filter(|c| c.people.contains(&id));
            let is_open = |slot: &usize| *slot >= hall.slots || mine().any(|c| hall.can(c, *slot));
            of(id) == wanted
                && wanted > 1
                && (0..bound.slots - 1).filter(is_open).count() < wanted
                && bound.slots > wanted
        }
        Forced::Rooms(wanted) => {
            wanted == count && hall.rooms.is_some_and(|rooms| bound.slots == wanted.div_ceil(rooms))
        }
        Forced::Facilitators(wanted) => wanted == count && present(usize::MAX, bound.slots - 1) < count,
        Forced::Both(wanted) => wanted == count && present(hall.rooms.unwrap_or(0), bound.slots - 1) < count,
        Forced::Tried => fewest(conversations, hall, bound.slots - 1).is_none(),
    }
}

proptest! {
    #[test]
    fn two_sides_need_as_many_slots_as_the_theorem_says(pairs in sides(), rooms in prop::option::of(1usize..6)) {
        let conversations = wanted(&pairs);
        let hall = Hall { rooms, ..Hall::open(40) };
        let timetable = make(&conversations, &hall);
        check(&conversations, &hall, &timetable);
        let by_room = rooms.map_or(0, |rooms| conversations.len().div_ceil(rooms));
        prop_assert_eq!(timetable.slots(), busiest(&conversations).max(by_room));
        prop_assert!(timetable.is_fewest());
    }

    #[test]
    fn what_is_called_the_fewest_is_the_fewest(
        groups in any(),
        rooms in prop::option::of(1usize..4),
        away in prop::collection::vec((1u32..9, 0usize..5), 0..6),
    ) {
        let conversations = wanted(&groups);
        let mut hall = Hall { rooms, ..Hall::open(5) };
        for (person, slot) in away {
            hall.away.entry(PersonId(person)).or_default().insert(slot);
        }
        let timetable = make(&conversations, &hall);
        check(&conversations, &hall, &timetable);
        // So few are searched to the end.
        match fewest(&conversations, &hall, hall.slots) {
            Some(slots) => {
                prop_assert!(timetable.is_fewest(), "{:?}", timetable);
                prop_assert_eq!(timetable.slots(), slots);
            }
            None => prop_assert!(timetable.places.iter().any(Option::is_none)),
        }
    }

    #[test]
    fn no_bound_is_above_what_can_be_and_every_reason_is_so(
        groups in prop::collection::vec(prop::collection::hash_set(1u32..8, 2..4), 0..7),
        rooms in prop::option::of(1usize..4),
        sitting in prop::collection::hash_set(prop::sample::select(vec![1u32, 2, 50, 51]), 0..4),
        away in prop::collection::vec((prop::sample::select(vec![1u32, 2, 3, 4, 50, 51]), 0usize..4), 0..8),
        closed in prop::collection::vec((1u32..7, 0usize..4), 0..5),
    ) {
        let groups: Vec<Vec<u32>> = groups.into_iter().map(|group| group.into_iter().collect()).collect();
        let conversations = wanted(&groups);
        let mut hall = Hall { rooms, facilitators: sitting.into_iter().map(PersonId).collect(), ..Hall::open(4) };
        for (person, slot) in away {
            hall.away.entry(PersonId(person)).or_default().insert(slot);
        }
        for (relationship, slot) in closed {
            hall.closed.entry(RelationshipId(relationship)).or_default().insert(slot);
        }
        let first = bound::of(&conversations, &hall);
        prop_assert!(is_true(&conversations, &hall, first), "{:?}", first);
        // Whoever sits in on their own conversation is never there: then no number of slots is enough.
        if let Some(slots) = fewest(&conversations, &hall, 10) {
            prop_assert!(first.slots <= slots, "{:?} and {}", first, slots);
        }
        let timetable = make(&conversations, &hall);
        check(&conversations, &hall, &timetable);
        prop_assert!(is_true(&conversations, &hall, timetable.bound), "{:?}", timetable.bound);
        match fewest(&conversations, &hall, hall.slots) {
            Some(slots) => {
                prop_assert!(timetable.bound.slots <= slots);
                // So few are searched to the end.
                prop_assert!(timetable.is_fewest() && timetable.slots() == slots, "{:?} and {}", timetable, slots);
            }
            None => prop_assert!(timetable.places.iter().any(Option::is_none) && timetable.bound.slots > hall.slots),
        }
        for (conversation, place) in conversations.iter().zip(&timetable.places) {
            let alone = fewest(std::slice::from_ref(conversation), &hall, hall.slots);
            prop_assert_eq!(hall.never(conversation).is_some(), alone.is_none());
            prop_assert!(place.is_none() || alone.is_some());
        }
    }

    #[test]
    fn whoever_sits_in_is_nowhere_else(groups in any(), away in prop::collection::vec((1u32..9, 0usize..8), 0..6)) {
        // Two of those who sit in have conversations of their own.
        let conversations = wanted(&groups);
        let mut hall = Hall { facilitators: [1, 2, 50].map(PersonId).to_vec(), ..Hall::open(12) };
        for (person, slot) in away {
            hall.away.entry(PersonId(person)).or_default().insert(slot);
        }
        check(&conversations, &hall, &make(&conversations, &hall));
    }

    #[test]
    fn what_is_moved_stays_and_the_rest_makes_way(
        groups in any(),
        moves in prop::collection::vec((0usize..9, 0usize..12), 0..4),
    ) {
        let conversations = wanted(&groups);
        let hall = Hall { rooms: Some(3), ..Hall::open(12) };
        let made = make(&conversations, &hall);
        let moves: HashMap<usize, usize> = moves.into_iter().filter(|(at, _)| *at < conversations.len()).collect();
        let moves: Vec<(usize, usize)> = moves.into_iter().collect();
        let (timetable, obstacles) = with_moves(&conversations, &hall, &made, &moves);
        check(&conversations, &hall, &timetable);
        for (at, slot) in moves {
            let told = obstacles.iter().any(|(of, ..)| *of == at);
            let stands = timetable.places[at].is_some_and(|place| place.slot == slot);
            prop_assert!(stands || told, "{at} is neither in {slot} nor told of");
        }
        // Nine conversations and twelve slots: everything has a place.
        prop_assert!(timetable.places.iter().all(Option::is_some));
    }
}

#[test]
fn three_who_talk_in_a_circle_need_three_slots() {
    // Each has two conversations only, but no two of the three conversations can be at once.
    let conversations = wanted(&[vec![1, 2], vec![2, 3], vec![1, 3]]);
    let timetable = make(&conversations, &Hall::open(4));
    assert_eq!(timetable.slots(), 3);
    assert_eq!(timetable.bound, Bound { slots: 3, by: Forced::Tried });
    assert!(timetable.is_fewest());
}

#[test]
fn slots_before_somebody_comes_are_not_used() {
    let conversations = wanted(&[vec![1, 11], vec![2, 12]]);
    let away = HashMap::from([(PersonId(12), (0..3).collect())]);
    let timetable = make(&conversations, &Hall { away, ..Hall::open(5) });
    assert_eq!((timetable.slots(), timetable.slots_used()), (4, 2));
    assert!(timetable.is_fewest());
}

#[test]
fn a_day_that_is_too_short_says_what_it_takes() {
    let conversations = wanted(&[vec![1, 11], vec![1, 12], vec![1, 13]]);
    let timetable = make(&conversations, &Hall::open(2));
    assert_eq!(timetable.places.iter().flatten().count(), 2);
    assert_eq!(timetable.bound, Bound { slots: 3, by: Forced::Person(PersonId(1), 3) });
    assert!(!timetable.is_fewest());
}

#[test]
fn a_day_that_is_too_short_is_filled() {
    // Kőnig's slots would leave three of a mentor's conversations, and with them others, outside.
    let conversations = wanted(&[vec![1, 11], vec![1, 12], vec![1, 13], vec![1, 14], vec![2, 14], vec![3, 14]]);
    let timetable = make(&conversations, &Hall::open(2));
    check(&conversations, &Hall::open(2), &timetable);
    assert_eq!(timetable.places.iter().flatten().count(), 4);
    assert_eq!(timetable.bound, Bound { slots: 4, by: Forced::Person(PersonId(1), 4) });
}

#[test]
fn what_can_be_in_few_slots_goes_first() {
    // 12 is there in the first slot only; if 11 took it, one would go without.
    let conversations = wanted(&[vec![1, 11], vec![1, 12]]);
    let mut hall = Hall::open(2);
    hall.away.entry(PersonId(12)).or_default().insert(1);
    let timetable = make(&conversations, &hall);
    assert_eq!(
        timetable.places.iter().map(|place| place.map(|place| place.slot)).collect::<Vec<_>>(),
        [Some(1), Some(0)]
    );
}

#[test]
fn what_makes_way_for_a_move_does_not_lose_its_place() {
    // The first is put where the second is, who can be in that slot and the next; the third has the next and can be in
    // the one after too.
    let conversations = wanted(&[vec![1, 11], vec![1, 12], vec![1, 13]]);
    let mut hall = Hall::open(3);
    hall.away.entry(PersonId(12)).or_default().insert(2);
    let made = make(&conversations, &hall);
    assert!(made.is_fewest());
    for slot in 0..3 {
        let (timetable, obstacles) = with_moves(&conversations, &hall, &made, &[(0, slot)]);
        check(&conversations, &hall, &timetable);
        assert!(obstacles.is_empty());
        assert!(timetable.places.iter().all(Option::is_some), "{slot}: {timetable:?}");
    }
}

#[test]
fn slots_go_around_breaks() {
    let hours = (time("10:00"), time("12:00"));
    let found = slots(hours, 25, 5, &[(time("10:50"), time("11:10"))]);
    let from: Vec<String> = found.iter().map(|(from, _)| from.format("%H:%M").to_string()).collect();
    // 10:30 to 10:55 would run into the break; 11:40 to 12:05 past the end.
    assert_eq!(from, ["10:00", "11:10"]);
    assert!(slots((time("23:30"), time("23:59")), 25, 5, &[]).len() == 1);
}

#[test]
fn somebody_in_the_way_is_named() {
    let conversations = wanted(&[vec![1, 11], vec![1, 12], vec![2, 11]]);
    let mut hall = Hall { rooms: Some(2), ..Hall::open(3) };
    hall.away.entry(PersonId(12)).or_default().insert(2);
    let made = make(&conversations, &hall);
    let first = made.places[0].expect("a place").slot;
    let obstacles = made.obstacles(&conversations, &hall, 1);
    assert_eq!(obstacles[first], Some(Obstacle::Busy(vec![PersonId(1)])));
    assert_eq!(obstacles[2], Some(Obstacle::Away(vec![PersonId(12)])));
}
