//! A channel: one of several ways of helping in one scheme, with a form of its own and people who chose it. Peers and
//! action learning sets beside mentors and mentees, say: one sign-up, one directory, one register.

use super::{Form, Role, Scheme, Year};
use crate::domain::person::Entry;
use crate::domain::value::{Value, Vocabulary};
use crate::wording::normal;

/// A way of helping with a form of its own.
#[derive(Clone, Debug)]
pub struct Channel {
    /// What it is called; none is the scheme's own form.
    pub name: Option<String>,
    /// The answers by which people chose it, in normal form.
    pub answers: Vec<String>,
    /// The scheme as it is for those who take part: the form, rules, criteria and terms that count for them.
    pub scheme: Scheme,
    /// Which rules of the whole scheme count, by their positions there.
    pub rules: Vec<usize>,
    /// Which criteria of the whole scheme count, by their positions there.
    pub criteria: Vec<usize>,
}

/// For which channels a rule or criterion counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Counts {
    /// For all: it asks everybody the same.
    #[default]
    Everywhere,
    /// Where there are mentors and mentees: it asks them different things.
    AcrossSides,
    /// For these; none is the scheme's own form.
    Only(Vec<Option<String>>),
}

impl Counts {
    /// Whether it counts for a channel of a form. Whatever names no channel counts for the scheme's own form.
    ///
    /// ```
    /// use mentor::domain::scheme::{Counts, Form};
    /// assert!(Counts::Everywhere.counts_for(Some("sets"), Form::Group));
    /// assert!(!Counts::AcrossSides.counts_for(Some("sets"), Form::Group));
    /// assert!(Counts::AcrossSides.counts_for(Some("executive"), Form::OneToOne));
    /// assert!(Counts::AcrossSides.counts_for(None, Form::Peer));
    /// ```
    pub fn counts_for(&self, channel: Option<&str>, form: Form) -> bool {
        match self {
            Counts::Everywhere => true,
            Counts::AcrossSides => channel.is_none() || !form.one_pool(),
            Counts::Only(named) => named.iter().any(|name| name.as_deref() == channel),
        }
    }
}

impl Scheme {
    /// The scheme as it is for those of a channel, or for those of its own form. A channel that is no more is as its own.
    pub fn seen_by(&self, channel: Option<&str>) -> &Scheme {
        self.channel_called(channel).or_else(|| self.channels.first()).map_or(self, |channel| &channel.scheme)
    }

    /// A channel with a form of its own, or the scheme's own form; none where no channel has a form.
    pub fn channel_called(&self, name: Option<&str>) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.name.as_deref() == name)
    }

    /// Whether somebody in a role takes part in a channel. Who seeks something chose it; who gives time is there for all
    /// in whose form the role stands, but for those who chose other channels. Without a question, the role decides.
    pub fn takes_part(&self, channel: &Channel, entry: &Entry, words: &Vocabulary) -> bool {
        let form = channel.scheme.form;
        if !form.roles().contains(&entry.role) {
            return false;
        }
        let chosen = self.chosen_by.map(|field| answers(entry.value(field), words)).unwrap_or_default();
        if chosen.is_empty() {
            return channel.name.is_none() || self.chosen_by.is_none() || !form.seeks(entry.role);
        }
        match channel.name {
            Some(_) => chosen.iter().any(|answer| channel.answers.contains(answer)),
            None => chosen.iter().any(|answer| self.channel_of_answer(answer).is_none()),
        }
    }

    /// The roles that somebody has by what they chose. Who came to seek something seeks it in the role that each channel
    /// has for that: who would be a mentee and chose a set is a member. Who came to give time gives it there: a mentor who
    /// chose a set facilitates. What names no channel with a form leaves the role as it is, and so does what has no use
    /// for it.
    pub fn roles_by_choice(&self, role: Role, chosen: &Value, words: &Vocabulary) -> Vec<Role> {
        let of_form = |form: Form| {
            let [seeks, gives] = form.roles();
            match role {
                _ if self.form.seeks(role) || role.seeks() => Some(seeks),
                Role::Mentor | Role::Facilitator => Some(gives).filter(|gives| !form.seeks(*gives)),
                _ => None,
            }
        };
        let chosen = if self.chosen_by.is_some() { answers(chosen, words) } else { Vec::new() };
        let of_answer = |answer: &String| match self.channel_of_answer(answer) {
            Some(channel) => of_form(channel.scheme.form),
            None => Some(role),
        };
        let mut roles: Vec<Role> = chosen.iter().filter_map(of_answer).collect();
        roles.sort();
        roles.dedup();
        if roles.is_empty() { vec![role] } else { roles }
    }

    /// The channel that an answer means.
    fn channel_of_answer(&self, answer: &String) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.answers.contains(answer))
    }

    /// The ways in which people meet, in any channel.
    pub fn ways_to_meet(&self) -> Vec<String> {
        let mut ways = self.year.sessions.ways();
        for way in self.channels.iter().flat_map(|channel| channel.scheme.year.sessions.ways()) {
            if !ways.iter().any(|known| normal(known) == normal(&way)) {
                ways.push(way);
            }
        }
        ways
    }

    /// Puts together what the scheme is for those of each channel, from the whole and what was read of the channel alone.
    pub fn settle_channels(&mut self) {
        let mut channels = std::mem::take(&mut self.channels);
        for channel in &mut channels {
            let own = std::mem::take(&mut channel.scheme);
            let counts = |counts: &Counts| counts.counts_for(channel.name.as_deref(), own.form);
            channel.rules = (0..self.rules.len()).filter(|at| counts(&self.rules[*at].counts)).collect();
            channel.criteria = (0..self.criteria.len()).filter(|at| counts(&self.criteria[*at].counts)).collect();
            channel.scheme = Scheme {
                purpose: own.purpose,
                form: own.form,
                sides: own.sides,
                both_ways: own.both_ways,
                group: own.group,
                aim: own.aim,
                lowest: own.lowest,
                pools: own.pools,
                agreement: own.agreement,
                year: Year { sessions: own.year.sessions, ..self.year.clone() },
                rules: channel.rules.iter().map(|at| self.rules[*at].clone()).collect(),
                criteria: channel.criteria.iter().map(|at| self.criteria[*at].clone()).collect(),
                chosen_by: None,
                ..self.clone()
            };
        }
        self.channels = channels;
    }
}

/// Several answers, or one, in normal form.
fn answers(value: &Value, words: &Vocabulary) -> Vec<String> {
    value.words().unwrap_or_default().iter().map(|word| normal(words.spelling(*word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scheme::FieldId;
    use crate::problems::Place;

    fn channel(name: Option<&str>, form: Form) -> Channel {
        let answers = name.into_iter().map(str::to_string).collect();
        let scheme = Scheme { form, ..Scheme::default() };
        Channel { name: name.map(str::to_string), answers, scheme, rules: Vec::new(), criteria: Vec::new() }
    }

    /// Mentors and mentees, with peers and sets beside them.
    fn several() -> Scheme {
        let peers = channel(Some("peer"), Form::Peer);
        let sets = channel(Some("set"), Form::Group);
        Scheme {
            channels: vec![channel(None, Form::OneToOne), peers, sets],
            chosen_by: Some(FieldId(0)),
            ..Scheme::default()
        }
    }

    fn chose(words: &mut Vocabulary, answers: &[&str]) -> Value {
        Value::List(answers.iter().map(|answer| words.word(answer)).collect())
    }

    #[test]
    fn people_seek_and_give_in_the_roles_of_the_channels_they_chose() {
        let (scheme, mut words) = (several(), Vocabulary::default());
        let mut roles = |role, answers: &[&str]| {
            let chosen = chose(&mut words, answers);
            scheme.roles_by_choice(role, &chosen, &words)
        };
        assert_eq!(roles(Role::Mentee, &[]), [Role::Mentee]);
        assert_eq!(roles(Role::Mentee, &["a mentor"]), [Role::Mentee]);
        assert_eq!(roles(Role::Mentee, &["Set", "peer"]), [Role::Member]);
        assert_eq!(roles(Role::Mentee, &["a mentor", "set"]), [Role::Mentee, Role::Member]);
        assert_eq!(roles(Role::Mentor, &["a mentor", "set"]), [Role::Mentor, Role::Facilitator]);
        // Among peers nobody gives time to others.
        assert_eq!(roles(Role::Mentor, &["peer"]), [Role::Mentor]);
        assert_eq!(roles(Role::Supporter, &["set"]), [Role::Supporter]);
    }

    #[test]
    fn who_gives_time_is_there_for_all_and_who_seeks_chooses() {
        let (scheme, mut words) = (several(), Vocabulary::default());
        let mut part = |role, answers: &[&str]| -> Vec<bool> {
            let values = vec![if answers.is_empty() { Value::Blank } else { chose(&mut words, answers) }];
            let entry = Entry { role, intake: String::new(), places: 1, values, place: Place::default() };
            scheme.channels.iter().map(|channel| scheme.takes_part(channel, &entry, &words)).collect()
        };
        assert_eq!(part(Role::Mentor, &[]), [true, false, false]);
        assert_eq!(part(Role::Facilitator, &[]), [false, false, true]);
        assert_eq!(part(Role::Member, &["set"]), [false, false, true]);
        assert_eq!(part(Role::Member, &["a mentor", "peer", "set"]), [false, true, true]);
        assert_eq!(part(Role::Member, &[]), [false; 3], "nobody knows which");
        assert_eq!(part(Role::Mentee, &["a mentor", "set"]), [true, false, false]);
    }
}
