//! Measures: what people said at the start and later, each compared with themselves. Who did not answer both times is
//! counted and not compared.

use std::collections::{BTreeMap, BTreeSet};

use super::Period;
use super::evidence::{Answer, Voice};
use super::statistics::{self, Change};
use crate::domain::person::PersonId;
use crate::domain::scheme::year::Measure;
use crate::domain::small_numbers::Threshold;
use crate::wording::normal;

/// One question at one of its stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The measure.
    pub measure: String,
    /// Which of several things asked one by one; empty where there is one.
    pub item: String,
    /// When it was asked.
    pub stage: String,
    /// Who there was to ask. Voices that the scheme does not know are taken for some of them: there are more only where
    /// more answered than there are people known.
    pub people: BTreeSet<Voice>,
    /// Who answered, in a word of the scale or in words of their own.
    pub answered: BTreeSet<Voice>,
    /// The mean of those who chose a word of the scale.
    pub mean: Option<f64>,
    /// Who chose each word of the scale.
    pub words: Vec<(String, Vec<Voice>)>,
}

/// One question at two of its stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The measure.
    pub measure: String,
    /// Which of several things asked one by one; empty where there is one.
    pub item: String,
    /// The first stage.
    pub first: String,
    /// The later one.
    pub later: String,
    /// How many answered the first time.
    pub answered_first: usize,
    /// How many answered the second time.
    pub answered_later: usize,
    /// Who answered both times.
    pub both: BTreeSet<Voice>,
    /// What each of them said, in points: the first time and later.
    pub pairs: Vec<(Voice, (f64, f64))>,
    /// What changed for them; none where there is nobody.
    pub change: Option<Change>,
}

/// Which comparisons of one measure can be told, in their order: those of enough people that differ from every one told
/// before of the same item by nobody or by enough people. Two means over nearly the same people tell what the few said
/// who are in one alone; and where all of one are in the other, the sum of what the rest said at first follows, which
/// must keep what it is said of.
pub fn tellable(compared: &[Compared], threshold: Threshold, keeps: impl Fn(&[f64]) -> bool) -> Vec<bool> {
    let least = if threshold.0 < 2 { 0 } else { threshold.0 as usize };
    let mut told: Vec<bool> = Vec::new();
    for of in compared {
        let earlier = compared.iter().zip(&told).filter(|(other, told)| **told && other.item == of.item);
        let apart = |other: &Compared| of.both.symmetric_difference(&other.both).count();
        let rest = |one: &Compared, other: &Compared| {
            let rest = one.pairs.iter().filter(|(person, _)| !other.both.contains(person));
            rest.map(|(_, (first, _))| *first).collect::<Vec<f64>>()
        };
        let kept = |other: &Compared| {
            let nested = of.both.is_subset(&other.both) || other.both.is_subset(&of.both);
            !nested || keeps(&[rest(of, other), rest(other, of)].concat())
        };
        let safe = |other: &Compared| apart(other) == 0 || apart(other) >= least && kept(other);
        let safe = earlier.map(|(other, _)| other).all(safe);
        told.push(safe && of.both.len() >= least);
    }
    told
}

/// What a word of a scale counts: its number where every word of the scale is one, else its place, the first 1.
///
/// ```
/// use mentor::domain::evaluation::measures::points;
/// let scale = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
/// assert_eq!(points(&scale(&["0", "5", "10"]), "5"), Some(5.0));
/// assert_eq!(points(&scale(&["not at all", "a little", "fully"]), "Fully"), Some(3.0));
/// assert_eq!(points(&scale(&["no", "yes"]), "perhaps"), None);
/// ```
pub fn points(scale: &[String], said: &str) -> Option<f64> {
    let at = scale.iter().position(|word| normal(word) == normal(said))?;
    let numbers: Option<Vec<f64>> =
        scale.iter().map(|word| word.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
    Some(numbers.map_or(at as f64 + 1.0, |numbers| numbers[at]))
}

/// Whether the words of a scale stand equally far from each other: always, unless they are numbers.
///
/// ```
/// use mentor::domain::evaluation::measures::is_even;
/// let scale = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
/// assert!(is_even(&scale(&["not at all", "a little", "fully"])) && is_even(&scale(&["0", "5", "10"])));
/// assert!(!is_even(&scale(&["0", "1", "10"])));
/// ```
pub fn is_even(scale: &[String]) -> bool {
    let values: Vec<f64> = scale.iter().filter_map(|word| points(scale, word)).collect();
    let steps: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    values.len() == scale.len() && steps.iter().all(|step| *step > 0.0 && (step - steps[0]).abs() < 1e-9)
}

impl Asked {
    /// Whether anybody answered whom the scheme does not know.
    pub fn has_others(&self) -> bool {
        self.answered.iter().any(|who| who.person().is_none())
    }
}

impl Compared {
    /// Whether it has to do with a stage.
    pub fn is_at(&self, stage: &str) -> bool {
        [&self.first, &self.later].iter().any(|own| normal(own) == normal(stage))
    }
}

/// The answers of one measure, by item and stage the newest of each person. What was said after the period is not among
/// them.
pub struct Answers<'a> {
    measure: &'a Measure,
    newest: BTreeMap<(String, String), BTreeMap<Voice, &'a Answer>>,
}

impl<'a> Answers<'a> {
    /// Picks the answers of a measure.
    pub fn new(measure: &'a Measure, answers: &'a [Answer], period: &Period) -> Self {
        let mut newest: BTreeMap<(String, String), BTreeMap<Voice, &'a Answer>> = BTreeMap::new();
        let name = normal(&measure.name);
        for answer in answers.iter().filter(|answer| normal(&answer.measure) == name && period.began(answer.on)) {
            let key = (normal(&answer.item), normal(&answer.stage));
            let known = newest.entry(key).or_default().entry(answer.who).or_insert(answer);
            if answer.on >= known.on {
                *known = answer;
            }
        }
        Answers { measure, newest }
    }

    fn items(&self) -> Vec<String> {
        if self.measure.items.is_empty() { vec![String::new()] } else { self.measure.items.clone() }
    }

    fn stages(&self) -> Vec<String> {
        if self.measure.stages.is_empty() { vec![String::new()] } else { self.measure.stages.clone() }
    }

    fn at(&self, item: &str, stage: &str) -> BTreeMap<Voice, &'a Answer> {
        self.newest.get(&(normal(item), normal(stage))).cloned().unwrap_or_default()
    }

    /// Everything that was asked, item by item and stage by stage, of so many people.
    pub fn asked(&self, people: &BTreeSet<PersonId>, period: &Period) -> Vec<Asked> {
        let mut asked = Vec::new();
        for item in self.items() {
            for stage in self.stages() {
                let mut answers = self.at(&item, &stage);
                answers.retain(|_, answer| period.covers(answer.on));
                let all = those_asked(people, answers.keys().copied());
                let said = |word: &str| {
                    let own = answers.iter().filter(|(_, answer)| normal(&answer.said) == normal(word));
                    own.map(|(who, _)| *who).collect::<Vec<Voice>>()
                };
                let words: Vec<(String, Vec<Voice>)> =
                    self.measure.scale.iter().map(|word| (word.clone(), said(word))).collect();
                let values: Vec<f64> =
                    answers.values().filter_map(|answer| points(&self.measure.scale, &answer.said)).collect();
                asked.push(Asked {
                    measure: self.measure.name.clone(),
                    item: item.clone(),
                    stage,
                    people: all,
                    answered: answers.keys().copied().collect(),
                    mean: statistics::mean(&values),
                    words,
                });
            }
        }
        asked
    }

    /// The first stage against every later one, item by item. A change counts in the period of its later answer.
    pub fn compared(&self, period: &Period) -> Vec<Compared> {
        let mut compared = Vec::new();
        let stages = self.stages();
        for item in self.items() {
            let first = self.at(&item, &stages[0]);
            for later in &stages[1..] {
                let mut second = self.at(&item, later);
                second.retain(|_, answer| period.covers(answer.on));
                let value = |answer: &Answer| points(&self.measure.scale, &answer.said);
                let pair = |(who, after): (&Voice, &&Answer)| Some((*who, (value(first.get(who)?)?, value(after)?)));
                let pairs: Vec<(Voice, (f64, f64))> = second.iter().filter_map(pair).collect();
                let values: Vec<(f64, f64)> = pairs.iter().map(|(_, pair)| *pair).collect();
                compared.push(Compared {
                    measure: self.measure.name.clone(),
                    item: item.clone(),
                    first: stages[0].clone(),
                    later: later.clone(),
                    answered_first: first.len(),
                    answered_later: second.len(),
                    both: pairs.iter().map(|(who, _)| *who).collect(),
                    change: statistics::change(&values),
                    pairs,
                });
            }
        }
        compared
    }
}

/// Who was asked, of so many people and whoever answered. Who answers without a name is one of those asked, and nobody
/// knows which: so there are no more than are known, unless more answered.
fn those_asked(people: &BTreeSet<PersonId>, answered: impl Iterator<Item = Voice>) -> BTreeSet<Voice> {
    let (known, others): (Vec<Voice>, Vec<Voice>) = answered.partition(|who| who.person().is_some());
    let answered = known.len() + others.len();
    let mut asked: BTreeSet<Voice> = people.iter().map(|id| Voice::Person(*id)).chain(known).collect();
    let more = answered.saturating_sub(asked.len());
    asked.extend(others.into_iter().take(more));
    asked
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn answer(person: u32, stage: &str, day: u32, said: &str) -> Answer {
        said_by(Voice::Person(PersonId(person)), stage, day, said)
    }

    fn said_by(who: Voice, stage: &str, day: u32, said: &str) -> Answer {
        let on = NaiveDate::from_ymd_opt(2027, 1, day).expect("a day");
        let [measure, item, stage, said] = ["confidence", "", stage, said].map(ToString::to_string);
        Answer { who, measure, item, stage, on, said }
    }

    fn confidence() -> Measure {
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        Measure {
            name: "Confidence".to_string(),
            stages: words(&["start", "end"]),
            scale: words(&["1", "2", "3", "4", "5"]),
            ..Measure::default()
        }
    }

    #[test]
    fn only_who_answered_both_times_is_compared() {
        let measure = confidence();
        let answers = [
            answer(1, "start", 1, "2"),
            answer(1, "end", 20, "4"),
            answer(2, "start", 1, "5"),
            answer(3, "end", 20, "1"),
            // Said again, and the newer counts.
            answer(1, "start", 2, "3"),
        ];
        let all = Period::default();
        let of = Answers::new(&measure, &answers, &all);
        let compared = of.compared(&all);
        assert_eq!((compared[0].answered_first, compared[0].answered_later), (2, 2));
        let change = compared[0].change.as_ref().expect("one answered both times");
        assert_eq!((change.people, change.before, change.after), (1, 3.0, 4.0));
        let asked = of.asked(&[4, 1, 2].map(PersonId).into(), &all);
        assert_eq!((asked[0].people.len(), asked[0].answered.len(), asked[0].mean), (3, 2, Some(4.0)));
        assert_eq!((asked[1].people.len(), asked[1].answered.len(), asked[1].mean), (4, 2, Some(2.5)));
        let early = Period { from: None, until: NaiveDate::from_ymd_opt(2027, 1, 9) };
        assert_eq!(Answers::new(&measure, &answers, &early).compared(&early)[0].change, None);
    }

    #[test]
    fn answers_of_nobody_known_count() {
        let measure = confidence();
        // Two sheets without a name, and somebody who is known by an address alone and answers twice.
        let (one, two, com) = (Voice::Other(0), Voice::Other(1), Voice::Other(2));
        let said = [(one, "start", "4"), (two, "start", "5"), (com, "start", "1"), (com, "end", "4")];
        let mut answers: Vec<Answer> = said.map(|(who, stage, said)| said_by(who, stage, 1, said)).into();
        answers.push(answer(1, "start", 1, "2"));
        let all = Period::default();
        let of = Answers::new(&measure, &answers, &all);
        // 12 in all from four of them; one answered both times, 1 and then 4.
        let asked = of.asked(&(1..=9).map(PersonId).collect(), &all);
        assert_eq!((asked[0].people.len(), asked[0].answered.len(), asked[0].mean), (9, 4, Some(3.0)));
        let compared = of.compared(&all);
        let change = compared[0].change.as_ref().expect("one answered both times");
        assert_eq!((change.people, change.before, change.after), (1, 1.0, 4.0));
        // Of two who are known, and of nobody: as many were asked as answered.
        assert_eq!(of.asked(&[1, 2].map(PersonId).into(), &all)[0].people.len(), 4);
        assert_eq!(of.asked(&BTreeSet::new(), &all)[0].people.len(), 4);
    }

    #[test]
    fn means_that_differ_by_few_people_are_not_both_told() {
        let of = |later: &str, both: std::ops::Range<u32>| Compared {
            measure: String::new(),
            item: String::new(),
            first: String::new(),
            later: later.to_string(),
            answered_first: 0,
            answered_later: 0,
            both: both.map(|one| Voice::Person(PersonId(one))).collect(),
            pairs: Vec::new(),
            change: None,
        };
        let told = |compared: &[Compared]| tellable(compared, Threshold(5), |_| true);
        assert_eq!(told(&[of("middle", 0..9), of("end", 0..8)]), [true, false]);
        assert_eq!(told(&[of("middle", 0..9), of("end", 0..9)]), [true, true]);
        assert_eq!(told(&[of("middle", 0..12), of("end", 0..7)]), [true, true]);
        assert_eq!(told(&[of("middle", 0..4), of("end", 0..7)]), [false, true]);
        assert_eq!(tellable(&[of("middle", 0..1)], Threshold(0), |_| true), [true]);
        let pairs = |of: Compared| Compared { pairs: of.both.iter().map(|one| (*one, (1.0, 2.0))).collect(), ..of };
        let nested = [of("middle", 0..12), of("end", 0..7)].map(pairs);
        assert_eq!(tellable(&nested, Threshold(5), |rest| rest != [1.0; 5]), [true, false]);
    }
}
