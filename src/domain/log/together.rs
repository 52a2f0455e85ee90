//! Everything that is told of sessions, put together: what several tell of counts once.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::told::{Happened, Told, Whose};
use crate::problems::{Problem, Problems};
use crate::wording::show;

/// Puts together what all tell, in the order of the tellers: of the same people on the same day the first teller
/// counts, and what it leaves open the others fill in. What was planned is no news: whoever knows more counts. Where
/// two tell differently, that is noted in `doubts`.
pub fn together(told: Vec<Told>, doubts: &mut Problems) -> Vec<Told> {
    let mut tellers: Vec<Vec<Told>> = Vec::new();
    for one in told {
        if tellers.len() <= one.teller {
            tellers.resize_with(one.teller + 1, Vec::new);
        }
        tellers[one.teller].push(one);
    }
    let mut all: Vec<Told> = Vec::new();
    let mut days: HashMap<(Whose, NaiveDate), Vec<usize>> = HashMap::new();
    for (teller, told) in tellers.into_iter().enumerate() {
        let told = if teller == 0 { told } else { once(told, doubts) };
        // First those that agree on what became of it, so that of two on one day each finds its own.
        let mut rest = Vec::new();
        for one in told {
            match free(&one, &all, &days, true) {
                Some(at) => join(&mut all[at], one, doubts),
                None => rest.push(one),
            }
        }
        for one in rest {
            match free(&one, &all, &days, false) {
                Some(at) => join(&mut all[at], one, doubts),
                None => {
                    if let Some(on) = one.on {
                        days.entry((one.whose.clone(), on)).or_default().push(all.len());
                    }
                    all.push(one);
                }
            }
        }
    }
    all
}

/// A session of the same people on the same day that this teller has not told of yet.
fn free(one: &Told, all: &[Told], days: &HashMap<(Whose, NaiveDate), Vec<usize>>, alike: bool) -> Option<usize> {
    let there = days.get(&(one.whose.clone(), one.on?))?;
    there.iter().copied().find(|at| all[*at].teller < one.teller && (!alike || all[*at].happened == one.happened))
}

fn join(known: &mut Told, more: Told, doubts: &mut Problems) {
    // From here on this teller has told of it.
    known.teller = more.teller;
    if known.happened == Happened::Planned {
        known.happened = more.happened;
        known.minutes = more.minutes.or(known.minutes);
    } else if more.happened != Happened::Planned && more.happened != known.happened {
        let (first, second) = (known.happened.word(), more.happened.word());
        let message = format!("the session is {second} here and {first} in {}, which counts", known.called());
        doubts.push(Problem::warning(&more.place, message).remedy("find out which is right, and put the other right"));
        return;
    }
    if let (Some(first), Some(second)) = (known.minutes, more.minutes)
        && first != second
    {
        let message =
            format!("the session lasted {second} minutes here and {first} in {}, which counts", known.called());
        doubts.push(Problem::warning(&more.place, message).remedy("find out which is right, and put the other right"));
    }
    known.minutes = known.minutes.or(more.minutes);
    known.rating = known.rating.or(more.rating);
    known.at = known.at.or(more.at);
    if known.by.is_empty() {
        known.by = more.by;
    }
}

/// What one export says twice counts once: of two rows with the same id the later; of rows without an id those that are
/// the same in everything. Two sessions of the same people at one time under two ids stay two, and are doubted.
fn once(told: Vec<Told>, doubts: &mut Problems) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::with_capacity(told.len());
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut moments: HashMap<(Whose, Option<NaiveDate>, Option<chrono::NaiveTime>), Vec<usize>> = HashMap::new();
    for one in told {
        if !one.key.is_empty()
            && let Some(at) = keys.get(&one.key).copied()
        {
            let message = format!(
                "session `{}` stands in line {} too; the later row counts",
                show(&one.key),
                kept[at].place.line
            );
            doubts.push(
                Problem::warning(&one.place, message)
                    .text(one.key.as_str())
                    .remedy("nothing to do if the later row is right; else delete it from the export"),
            );
            kept[at] = one;
            continue;
        }
        let moment = moments.entry((one.whose.clone(), one.on, one.at)).or_default();
        let alike = |other: &&usize| {
            let other = &kept[**other];
            (other.happened, other.minutes, other.rating) == (one.happened, one.minutes, one.rating)
        };
        if let Some(other) = moment.iter().find(alike).filter(|_| one.on.is_some()) {
            let line = kept[*other].place.line;
            if one.key.is_empty() && kept[*other].key.is_empty() {
                let message = format!("the row says the same as line {line}; they count once");
                let remedy = "nothing to do if it is the same session; if they were two, give each an id of its own";
                doubts.push(Problem::warning(&one.place, message).remedy(remedy));
                continue;
            }
            if one.happened == Happened::Held {
                let message = format!("the row says the same as line {line} under another id; they count twice");
                let remedy = "if it is one session, delete one of the rows from the export";
                doubts.push(Problem::warning(&one.place, message).remedy(remedy));
            }
        }
        moment.push(kept.len());
        if !one.key.is_empty() {
            keys.insert(one.key.clone(), kept.len());
        }
        kept.push(one);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::relationship::RelationshipId;
    use crate::problems::Place;

    const HELD: Happened = Happened::Held;
    const NOT: Happened = Happened::NotHeld;
    const PLANNED: Happened = Happened::Planned;

    /// A session of R001 on a day of March.
    fn told(teller: usize, key: &str, day: u32, happened: Happened, minutes: Option<u32>) -> Told {
        Told {
            teller,
            record: None,
            place: Place::file("log.csv").at(day + 1, 0),
            columns: (0, 0),
            key: key.to_string(),
            whose: Whose::Relationship(RelationshipId(1)),
            on: NaiveDate::from_ymd_opt(2027, 3, day),
            at: None,
            happened,
            minutes,
            rating: None,
            by: String::new(),
        }
    }

    /// What counts: what became of each and how long it was, and how many doubts there are.
    fn counted(all: Vec<Told>) -> (Vec<(Happened, Option<u32>)>, usize) {
        let mut doubts = Problems::default();
        let counted = together(all, &mut doubts).iter().map(|told| (told.happened, told.minutes)).collect();
        (counted, doubts.sorted().len())
    }

    #[test]
    fn what_two_tell_of_counts_once() {
        let both = vec![told(0, "", 1, HELD, None), told(1, "a", 1, HELD, Some(60))];
        assert_eq!(counted(both), (vec![(HELD, Some(60))], 0));
        let two_days = vec![told(0, "", 1, HELD, None), told(1, "a", 2, HELD, None)];
        assert_eq!(counted(two_days).0.len(), 2);
        let three = vec![told(1, "", 1, HELD, None), told(2, "", 1, HELD, None), told(3, "", 1, HELD, None)];
        assert_eq!(counted(three), (vec![(HELD, None)], 0));
    }

    #[test]
    fn the_way_they_met_is_filled_in_where_it_was_left_open() {
        let by = |of: Told, by: &str| Told { by: by.to_string(), ..of };
        let met = |all: Vec<Told>| together(all, &mut Problems::default())[0].by.clone();
        assert_eq!(met(vec![told(0, "", 1, HELD, None), by(told(1, "", 1, HELD, None), "video")]), "video");
        let both = vec![by(told(0, "", 1, HELD, None), "telephone"), by(told(1, "", 1, HELD, None), "video")];
        assert_eq!(met(both), "telephone");
    }

    #[test]
    fn two_sessions_on_one_day_stay_two() {
        let export = || vec![told(1, "a", 1, HELD, Some(60)), told(1, "b", 1, HELD, Some(30))];
        assert_eq!(counted(export()), (vec![(HELD, Some(60)), (HELD, Some(30))], 0));
        let mut with_a_record = export();
        with_a_record.push(told(0, "", 1, HELD, None));
        assert_eq!(counted(with_a_record), (vec![(HELD, Some(60)), (HELD, Some(30))], 0));
    }

    #[test]
    fn of_two_on_one_day_each_finds_its_own() {
        let all = vec![told(0, "", 1, HELD, None), told(1, "a", 1, NOT, None), told(1, "b", 1, HELD, Some(45))];
        assert_eq!(counted(all), (vec![(HELD, Some(45)), (NOT, None)], 0));
    }

    #[test]
    fn whoever_knows_more_counts_and_else_the_first() {
        assert_eq!(counted(vec![told(1, "", 1, PLANNED, None), told(2, "", 1, HELD, Some(60))]).0, [(HELD, Some(60))]);
        assert_eq!(counted(vec![told(0, "", 1, NOT, None), told(1, "", 1, PLANNED, None)]), (vec![(NOT, None)], 0));
        // Told differently: the first counts, nothing of the other is taken, and that is noted.
        assert_eq!(counted(vec![told(0, "", 1, NOT, None), told(1, "", 1, HELD, Some(60))]), (vec![(NOT, None)], 1));
        assert_eq!(
            counted(vec![told(0, "", 1, HELD, Some(50)), told(1, "", 1, HELD, Some(60))]),
            (vec![(HELD, Some(50))], 1)
        );
    }

    #[test]
    fn an_export_that_says_something_twice_is_doubted() {
        // The same id: the later row counts.
        assert_eq!(counted(vec![told(1, "a", 1, PLANNED, None), told(1, "a", 2, HELD, None)]), (vec![(HELD, None)], 1));
        // No id, and the same in everything.
        assert_eq!(
            counted(vec![told(1, "", 1, HELD, Some(60)), told(1, "", 1, HELD, Some(60))]),
            (vec![(HELD, Some(60))], 1)
        );
        // Two ids: they may be two.
        assert_eq!(counted(vec![told(1, "a", 1, HELD, None), told(1, "b", 1, HELD, None)]), (vec![(HELD, None); 2], 1));
    }
}
