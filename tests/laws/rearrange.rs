//! Small schemes that run, rearranged: what is shown against all ways of arranging them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::answer;
use crate::chance::Chance;

/// People, who is together, and the pairs that may be with their points.
struct Running {
    aim: &'static str,
    /// The places of each mentor; a mentee has one.
    places: Vec<usize>,
    mentees: usize,
    pairs: Vec<(usize, usize, i64)>,
    together: BTreeSet<(usize, usize)>,
}

/// What is told of an arrangement: kept, placed, those who lose somebody, points.
type Told = (usize, usize, usize, i64);

fn running(seed: u64) -> Running {
    let mut chance = Chance(seed);
    let (mentors, mentees) = (2 + chance.below(3), 2 + chance.below(4));
    let places: Vec<usize> = (0..mentors).map(|_| 1 + chance.below(2)).collect();
    let mut together = BTreeSet::new();
    let mut left = places.clone();
    for mentee in 0..mentees {
        let mentor = chance.below(mentors);
        if left[mentor] > 0 && !chance.one_in(4) {
            left[mentor] -= 1;
            together.insert((mentor, mentee));
        }
    }
    let mut pairs = Vec::new();
    for mentor in 0..mentors {
        for mentee in 0..mentees {
            if together.contains(&(mentor, mentee)) || !chance.one_in(3) {
                pairs.push((mentor, mentee, *chance.of(&[1, 2, 3, 5, 10, 11, 40, 160, 400])));
            }
        }
    }
    Running { aim: chance.of::<&str>(&["most-people", "best-fit"]), places, mentees, pairs, together }
}

impl Running {
    fn write(&self, at: &Path) {
        fs::create_dir(at.join("people")).expect("a folder");
        let source = |file: &str, role: &str| {
            format!(
                "[[source]]\nfile = \"people/{file}.csv\"\nrole = \"{role}\"\n[source.columns]\nkey = \"Key\"\nplaces = \"Places\"\n"
            )
        };
        let scheme = format!(
            "format = 1\nname = \"Running\"\naim = \"{}\"\nidentity = \"key\"\n{}{}[[criterion]]\nkind = \"given\"\nfile = \"people/points.csv\"\nmissing = \"forbidden\"\n",
            self.aim,
            source("mentors", "mentor"),
            source("mentees", "mentee")
        );
        fs::write(at.join("scheme.toml"), scheme).expect("writable");
        let mentors: String = self.places.iter().enumerate().map(|(at, places)| format!("m{at},{places}\n")).collect();
        let mentees: String = (0..self.mentees).map(|at| format!("e{at},1\n")).collect();
        fs::write(at.join("people/mentors.csv"), format!("Key,Places\n{mentors}")).expect("writable");
        fs::write(at.join("people/mentees.csv"), format!("Key,Places\n{mentees}")).expect("writable");
        let rows: String =
            self.pairs.iter().map(|(one, other, points)| format!("m{one},e{other},{points}\n")).collect();
        fs::write(at.join("people/points.csv"), format!("mentor,mentee,points\n{rows}")).expect("writable");
        // Whoever is together has been so before any round: nobody was left out by one.
        for (mentor, mentee) in &self.together {
            answer(at, &["add", &format!("e{mentee}"), &format!("m{mentor}")]);
        }
    }

    /// All that can be arranged.
    fn all(&self) -> BTreeSet<Told> {
        let mut all = BTreeSet::new();
        self.arrange(0, &mut self.places.clone(), &mut vec![None; self.mentees], &mut all);
        all
    }

    fn arrange(
        &self,
        mentee: usize,
        left: &mut Vec<usize>,
        has: &mut Vec<Option<(usize, i64)>>,
        all: &mut BTreeSet<Told>,
    ) {
        if mentee == self.mentees {
            let chosen = || has.iter().enumerate().filter_map(|(mentee, mentor)| Some((mentee, (*mentor)?)));
            let kept = chosen().filter(|(mentee, (mentor, _))| self.together.contains(&(*mentor, *mentee))).count();
            let lost = self.together.iter().filter(|(_, mentee)| has[*mentee].is_none()).count();
            all.insert((kept, chosen().count(), lost, chosen().map(|(_, (_, points))| points).sum()));
            return;
        }
        self.arrange(mentee + 1, left, has, all);
        for (mentor, _, points) in self.pairs.iter().filter(|(_, other, _)| *other == mentee) {
            if left[*mentor] > 0 {
                left[*mentor] -= 1;
                has[mentee] = Some((*mentor, *points));
                self.arrange(mentee + 1, left, has, all);
                has[mentee] = None;
                left[*mentor] += 1;
            }
        }
    }
}

/// The lines that are shown: the bonus, none where fewest are broken, and what is told.
fn shown(at: &Path) -> Vec<(Option<i64>, Told)> {
    let table = answer(at, &["match", "--rearrange", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let lines = reader.records().map(|row| {
        let row = row.expect("a row");
        let number = |at: usize| row[at].parse::<i64>().unwrap_or_else(|_| panic!("{} in {table}", &row[at]));
        let count = |at: usize| usize::try_from(number(at)).expect("a count");
        (row[0].parse().ok(), (count(1), count(3), count(4), number(5)))
    });
    lines.collect()
}

fn no_worse(one: &Told, other: &Told) -> bool {
    one.0 >= other.0 && one.1 >= other.1 && one.2 <= other.2 && one.3 >= other.3
}

#[test]
fn every_line_of_a_rearrangement_is_worth_its_place() {
    let mut lines = 0;
    for seed in 0..60 {
        let running = running(seed);
        if running.together.is_empty() {
            continue;
        }
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        running.write(at);
        let shown = shown(at);
        let mut all = running.all();
        if running.aim == "most-people" {
            let most = all.iter().map(|told| told.1).max();
            all.retain(|told| Some(told.1) == most);
            // Nobody waits in any round: whoever has a mentor comes before those who have none.
            let fewest = all.iter().map(|told| told.2).min();
            all.retain(|told| Some(told.2) == fewest);
        }
        for (bonus, told) in &shown {
            assert!(all.contains(told), "seed {seed}: {bonus:?} shows {told:?}, which cannot be");
            let better = |other: &&Told| no_worse(other, told) && *other != told;
            assert_eq!(all.iter().find(better), None, "seed {seed}: {bonus:?} shows {told:?} for nothing");
        }
        for bonus in [0, 1, 2, 4, 7, 10, 15, 33, 50, 75, 130, 200, 333, 500, 1000] {
            let worth = |told: &Told| told.3 + bonus * told.0 as i64;
            let best = all.iter().map(worth).max();
            let told = shown.iter().map(|(_, told)| worth(told)).max();
            assert_eq!(
                told, best,
                "seed {seed}: what is best where a kept pair counts {bonus} is not shown\n{shown:?}"
            );
        }
        let kept = all.iter().map(|told| told.0).max();
        assert_eq!(shown.last().map(|(_, told)| told.0), kept, "seed {seed}: fewest are broken last\n{shown:?}");
        lines += shown.len();
    }
    assert!(lines > 100, "{lines} lines");
}
