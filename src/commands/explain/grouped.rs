//! Groups: who is with whom, and what going over to another group would mean.

use super::answers::{Answers, May, Other};
use super::priced::one_place_more_with;
use super::voice::Voice;
use crate::domain::matching::explain::sets::{Going, Grouping};
use crate::domain::matching::left_out;
use crate::domain::matching::ring::ring;
use crate::domain::matching::sets::Otherwise;
use crate::domain::scheme::{Leaders, Role};
use crate::wording::{list, plural};

/// So many people can be asked about at once: every way into every group is added up the plain way.
const PATIENCE: usize = 200;

impl Grouping<'_, '_, '_> {
    /// The others of a group, and who leads it.
    fn named(&self, voice: &Voice<'_, '_>, group: usize, without: Option<usize>) -> String {
        let (members, leader) = &self.groups[group];
        let mut people: Vec<usize> =
            members.iter().filter(|i| Some(**i) != without).map(|i| voice.pool.mentees[*i].person).collect();
        people.sort_by_key(|person| voice.book.people[*person].id);
        let names: Vec<String> = people.into_iter().map(|person| voice.called(person)).collect();
        let led = leader.map(|leader| format!(", led by {}", voice.called(self.leader(leader))));
        format!("{}{}", list(&names, "and"), led.unwrap_or_default())
    }

    fn going_says(&self, voice: &Voice<'_, '_>, seeker: usize, going: &Going) -> String {
        let points = if going.points == 0 { "as good".to_string() } else { voice.more_points(going.points) };
        match going.with {
            _ if self.of(seeker).is_none() => format!("with them: {points}"),
            Some(other) => format!("in place of {}, who goes the other way: {points}", voice.mentee(other)),
            None => format!("going over alone: {points}"),
        }
    }
}

impl Answers for Grouping<'_, '_, '_> {
    fn has(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        let group = self.of(seeker);
        let says =
            group.map(|group| format!("{} with {}.", voice.mentee(seeker), self.named(voice, group, Some(seeker))));
        says.into_iter().collect()
    }

    fn givers_of(&self, seeker: usize) -> Vec<usize> {
        let group = self.of(seeker).map(|group| self.groups[group].0.clone()).unwrap_or_default();
        group.into_iter().filter(|other| *other != seeker).collect()
    }

    fn left_out(&self, voice: &Voice<'_, '_>, seeker: usize) -> String {
        left_out::of_group(voice.pool, seeker, self.all_leaders_taken()).1
    }

    fn others(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<Other> {
        let goings = self.goings(seeker);
        let could = goings
            .iter()
            .map(|going| (going.to, May::Could, self.going_says(voice, seeker, going), Some(going.points)));
        let into: Vec<usize> = goings.iter().map(|going| going.to).collect();
        let rest = (0..self.groups.len()).filter(|group| !into.contains(group) && self.of(seeker) != Some(*group));
        let not = rest.map(|group| (group, May::Not, "no single move or exchange is possible".to_string(), None));
        let others = could.chain(not).map(|(group, may, says, points)| {
            let first = self.groups[group].0.iter().map(|i| voice.pool.mentees[*i].person);
            Other {
                person: first.min_by_key(|person| voice.book.people[*person].id).unwrap_or(0),
                called: Some(self.named(voice, group, None)),
                of_100: None,
                earned: Vec::new(),
                people: None,
                points,
                sure: None,
                may,
                says,
            }
        });
        others.collect()
    }

    fn asks(&self, _: &Voice<'_, '_>, called: &str) -> String {
        format!("What it would mean for all groups if {called} were in another one, by one move or exchange:")
    }

    fn means(&self) -> &'static str {
        "What it would mean"
    }

    fn giver(&self, _: &Voice<'_, '_>, _: usize) -> Option<(Vec<String>, Vec<Other>)> {
        None
    }

    fn between(&self, voice: &Voice<'_, '_>, seeker: usize, giver: usize) -> String {
        if self.givers_of(seeker).contains(&giver) {
            return "They are in one group in this round.".to_string();
        }
        if !voice.obstacles(seeker, giver).is_empty() {
            return super::two::cannot(voice, seeker, giver);
        }
        match self.together(seeker, giver) {
            Some((comes, going)) => format!(
                "If {} were in the group of {}: {}.",
                voice.mentee(comes),
                voice.mentee(if comes == seeker { giver } else { seeker }),
                self.going_says(voice, comes, &going)
            ),
            None => "No single move or exchange brings them into one group.".to_string(),
        }
    }

    fn shortages(&self, voice: &Voice<'_, '_>) -> Vec<String> {
        let left = (0..voice.pool.mentees.len()).filter(|i| self.of(*i).is_none()).count();
        let policy = &voice.book.scheme.group;
        if left > 0 && left < policy.smallest {
            let least = plural(policy.smallest, "person");
            return vec![format!("{} left, and a group has at least {least}", plural(left, "person"))];
        }
        Vec::new()
    }

    fn help(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        let person = voice.pool.mentees[seeker].person;
        let changes = self.changes(seeker);
        let leaders: Vec<String> = changes.places.into_iter().map(|leader| voice.called(self.leader(leader))).collect();
        let place = (!leaders.is_empty()).then(|| one_place_more_with(leaders));
        let rule = changes.rule.map(|(rule, otherwise)| {
            let other = match otherwise {
                Otherwise::Led(_, leader) | Otherwise::Place(leader) => self.leader(leader),
                Otherwise::Pair(one, other) => voice.pool.mentees[if one == seeker { other } else { one }].person,
            };
            let says = &voice.book.scheme.rules[rule].says;
            format!("the rule \"{says}\" lifted for {} alone", voice.called(other))
        });
        let missing = ring(voice.pool).into_iter().find(|ring| ring.person == person && ring.ruled_out);
        let answer = missing.map(|ring| format!("an answer to {}", list(&ring.missing, "and")));
        place.into_iter().chain(rule).chain(answer).collect()
    }

    fn no_help(&self, voice: &Voice<'_, '_>, seeker: usize) -> String {
        let mut looked_at = vec!["one rule lifted for one pair".to_string(), "an answer".to_string()];
        if voice.book.scheme.group.leaders == Leaders::Needed {
            let facilitator = voice.book.scheme.role_word(Role::Facilitator);
            looked_at.insert(0, format!("a place more with one {facilitator}"));
        }
        let looked_at = list(&looked_at, "or");
        match self.looked_at_all(seeker) {
            true => format!("none of these alone would: {looked_at}"),
            false => format!("none was found among these, and not all were tried: {looked_at}"),
        }
    }

    fn patience(&self) -> usize {
        PATIENCE
    }
}
