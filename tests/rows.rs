//! The fast rows are the plain way: on random people, for every kind of rule and criterion, `Rows` hands the solvers
//! exactly what the plain functions say of each pair.

use std::collections::HashSet;

use chrono::NaiveDate;
use mentor::domain::callings::Callings;
use mentor::domain::matching::marks::Marks;
use mentor::domain::matching::pool::{Given, Pool, Side};
use mentor::domain::matching::rows::Rows;
use mentor::domain::matching::solvers::{FORBIDDEN, Scores};
use mentor::domain::matching::tables::{Given as Points, Names, Tables};
use mentor::domain::matching::wide;
use mentor::domain::person::{Entry, Identity, Person, PersonId};
use mentor::domain::register::Register;
use mentor::domain::scheme::{IdentityKind, Kind, Role, Scheme};
use mentor::domain::value::{Area, Value, Vocabulary, Word};
use mentor::problems::{Place, Problems};
use mentor::store::scheme_toml;
use proptest::prelude::*;

const SCHEME: &str = r#"
name = "All kinds"
lowest = 20
[fields]
sort = { kind = "choice" }
seeks = { kind = "list" }
offers = { kind = "list" }
times = { kind = "availability" }
years = { kind = "number" }
grade = { kind = "scale", options = ["a", "b", "c", "d", "e"] }
home = { kind = "place" }
wants = { kind = "ranking" }
kinds = { kind = "ranking" }
ready = { kind = "yes-no" }
expires = { kind = "date" }
boss = { kind = "text" }
begins = { kind = "date" }
free_from = { kind = "date" }
free_until = { kind = "date" }
matter_a = { kind = "scale", options = ["1", "2", "3", "4", "5"] }
matter_b = { kind = "scale", options = ["1", "2", "3", "4", "5"] }
order = { kind = "ranking", options = ["answer 0", "answer 1", "answer 2", "answer 3", "answer 4", "answer 5"] }

[[rule]]
kind = "different"
field = "sort"
[[rule]]
kind = "not-named"
field = "boss"
[[rule]]
kind = "not-named"
name = "not-named-by-the-mentor"
of = "mentor"
field = "boss"
[[rule]]
kind = "at-least"
field = "years"
value = 1
blank = "allow"
[[rule]]
kind = "within"
field = "home"
km = 60
or_same = "sort"
blank = "allow"
[[rule]]
kind = "higher"
field = "grade"
at_least = -2
at_most = 3
blank = "allow"
[[rule]]
kind = "current"
field = "expires"
blank = "allow"
[[rule]]
kind = "not-before"
field = "begins"
ahead = 1
[[rule]]
kind = "free-by"
mentee = "begins"
mentor = "free_from"
[[rule]]
kind = "free-until"
mentee = "begins"
mentor = "free_until"
[[rule]]
kind = "yes"
field = "ready"
blank = "allow"
[[rule]]
kind = "is"
field = "sort"
answers = ["answer 0", "Answer 1", "answer 2"]
blank = "allow"
[[rule]]
kind = "is"
name = "mentee-is"
of = "mentee"
field = "seeks"
answers = ["answer 0", "answer 1", "answer 2", "answer 3", "answer 4"]
blank = "allow"
[[rule]]
kind = "not-refused"
field = "kinds"
answer = "sort"
[[rule]]
kind = "not-refused"
field = "wants"
[[rule]]
kind = "not-pairs"
file = "not.csv"

[[criterion]]
kind = "covers"
mentee = "seeks"
mentor = "offers"
points = 30
importance = "matter_a"
[[criterion]]
kind = "overlap"
field = "times"
points = 9
full_at = 2
[[criterion]]
kind = "same"
name = "same-sort"
field = "sort"
points = 7
blank = "none"
[[criterion]]
kind = "is"
name = "grade is"
field = "grade"
answers = ["b", "D"]
points = 3
[[criterion]]
kind = "is"
name = "mentee ready"
of = "mentee"
field = "ready"
answers = ["yes"]
points = 2
importance = "matter_a"
[[criterion]]
kind = "near"
field = "home"
km = 40
full_within = 5
points = 21
importance = "matter_b"
[[criterion]]
kind = "closer"
field = "years"
span = 3
points = 8
[[criterion]]
kind = "gap"
field = "grade"
best = 1
step = 3
points = 11
opted_in_by = "ready"
importance = "matter_b"
[[criterion]]
kind = "preferred"
name = "answer 1"
field = "wants"
points = 12
importance = "order"
[[criterion]]
kind = "preferred"
of = "mentor"
name = "mentor-wants"
field = "wants"
points = 6
importance = "matter_a"
[[criterion]]
kind = "preferred"
name = "answer 2"
field = "kinds"
answer = "sort"
points = 5
importance = "order"
[[criterion]]
kind = "given"
file = "marks.csv"
times = 2
"#;

fn value(kind: Kind) -> BoxedStrategy<Value> {
    let words =
        || prop::collection::btree_set(0u32..6, 1..4).prop_map(|set| set.into_iter().map(Word).collect::<Vec<_>>());
    let ranking = |people: bool| {
        prop::collection::vec((0u32..6, prop::option::of(1u16..4)), 1..3).prop_map(move |list| {
            let word = |n: u32| Word(if people { 100 + n } else { n });
            Value::Ranking(list.into_iter().map(|(n, rank)| (word(n), rank)).collect())
        })
    };
    let answered = match kind {
        Kind::Choice => (0u32..4).prop_map(|n| Value::Choice(Word(n))).boxed(),
        Kind::List => words().prop_map(Value::List).boxed(),
        Kind::Availability => words().prop_map(Value::Availability).boxed(),
        Kind::Number => (0i64..5).prop_map(|n| Value::Number(n * 700_000)).boxed(),
        Kind::Scale => (0u16..5).prop_map(Value::Scale).boxed(),
        Kind::Place => (0i32..5, 0i32..3)
            .prop_map(|(x, y)| {
                Value::Place(Area { name: Word(50 + (x * 3 + y) as u32), east: x * 150, north: y * 210 })
            })
            .boxed(),
        Kind::Ranking => prop_oneof![ranking(true), ranking(false)].boxed(),
        Kind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        Kind::Date => (1u32..4).prop_map(|d| Value::Date(NaiveDate::from_ymd_opt(2027, 1, d).unwrap())).boxed(),
        Kind::Text => (0u32..6).prop_map(|n| Value::Text(format!("person {n}"))).boxed(),
    };
    prop_oneof![3 => answered, 1 => Just(Value::Blank)].boxed()
}

fn person(scheme: &Scheme, at: u32) -> impl Strategy<Value = Person> + use<> {
    let values: Vec<BoxedStrategy<Value>> = scheme.fields.iter().map(|field| value(field.kind)).collect();
    values.prop_map(move |values| {
        let entry =
            |role| Entry { role, intake: String::new(), places: 1, values: values.clone(), place: Place::default() };
        Person {
            id: PersonId(at + 1),
            new: false,
            identity: Identity { kind: IdentityKind::Email, text: format!("p{at}@example.org") },
            name: format!("Person {at}"),
            unnamed: false,
            email: String::new(),
            phone: String::new(),
            key: String::new(),
            entries: vec![entry(Role::Mentor), entry(Role::Mentee)],
            either: false,
            gives: None,
            held: false,
            refused: false,
        }
    })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let scheme = scheme_toml::read(SCHEME.as_bytes(), &mut Problems::default());
    (0..6).map(|at| person(&scheme, at)).collect::<Vec<_>>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn the_fast_rows_are_the_plain_way(
        people in people(),
        marks in prop::collection::hash_map((0usize..6, 0usize..6), -30i64..30, 0..9),
        not_pairs in prop::collection::hash_set((0usize..6, 0usize..6), 0..3),
        never in prop::collection::hash_set((0usize..6, 0usize..6), 0..3),
        missing_forbidden in any::<bool>(),
        lowest_is_best in any::<bool>(),
        answers_alone in any::<bool>(),
        weighing in any::<bool>(),
        form in prop::sample::select(vec![
            "",
            "form = \"mutual\"\nsides = [\"one\", \"other\"]\n",
            "form = \"mutual\"\nsides = [\"one\", \"other\"]\nboth_ways = \"mean\"\n",
        ]),
    ) {
        let mut toml = form.to_string() + SCHEME;
        if !weighing {
            toml = toml.lines().filter(|line| !line.starts_with("importance")).map(|line| format!("{line}\n")).collect();
        }
        if missing_forbidden {
            toml.push_str("missing = \"forbidden\"\n");
        }
        if lowest_is_best {
            toml.push_str("best = \"lowest\"\n");
        }
        if answers_alone {
            // Without what is decided by persons, rows are narrow.
            toml.truncate(toml.find("[[criterion]]\nkind = \"preferred\"").unwrap());
        }
        let mut problems = Problems::default();
        let scheme = scheme_toml::read(toml.as_bytes(), &mut problems);
        prop_assert!(problems.is_empty(), "{:?}", problems.sorted());
        let mut words = Vocabulary::default();
        // Words 0 to 99 are answers, from 100 on they are people's names.
        for n in 0..100 {
            words.word(&format!("answer {n}"));
        }
        for n in 0..6 {
            words.word(&format!("person {n}"));
        }
        let names = Names::new(&people, &words, Callings::new(&people, &Register::default()));
        let mut tables = Tables {
            given: vec![Points::default(); scheme.criteria.len()],
            not_pairs: vec![HashSet::new(); scheme.rules.len()],
            conflicts: vec![(0, 1)],
        };
        if !answers_alone {
            let marks: Vec<_> = marks.iter().map(|((one, other), p)| ([*one as u32, *other as u32], *p)).collect();
            *tables.given.last_mut().unwrap() = Points { points: Marks::new(marks.into_iter()), decimals: 1 };
        }
        *tables.not_pairs.last_mut().unwrap() = not_pairs;
        let today = NaiveDate::from_ymd_opt(2027, 1, 2).unwrap();
        let given = Given { scheme: &scheme, people: &people, words: &words, names: &names, tables: &tables, today };
        let side = |person: usize| Side { person, places: 1, lot: person as u64 * 77 % 5 };
        let pool = Pool::new(given, [Role::Mentee, Role::Mentor], (0..6).map(side).collect(), (0..6).map(side).collect(), &never).unwrap();
        // Importance moves points, and adds none.
        let all: i64 = scheme.criteria.iter().map(|criterion| criterion.points).sum();
        for (at, person) in people.iter().enumerate() {
            for entry in &person.entries {
                let own = (0..scheme.criteria.len()).map(|n| pool.criterion(n, (at, entry)).points);
                prop_assert_eq!(own.sum::<i64>(), all);
            }
        }
        let rows = Rows::new(&pool);
        for i in 0..6 {
            let mut row = vec![0; 6];
            rows.fill(i, &mut row);
            let mut some = vec![0; 6];
            rows.fill_some(i, &[0, 1, 2, 3, 4, 5], &mut some);
            prop_assert_eq!(&row, &some);
            let mut little = vec![0; 6];
            let narrow = answers_alone && !form.contains("mean");
            prop_assert_eq!(rows.fill_little(i, &mut little), narrow);
            if narrow {
                let widened = little.iter().map(|&n| if n == wide::FORBIDDEN { FORBIDDEN } else { i32::from(n) });
                prop_assert_eq!(&row, &widened.collect::<Vec<_>>());
            }
            let mut bytes = vec![9; 6];
            let small = rows.fill_bytes(i, &mut bytes);
            // Where everybody weighs alike, what all criteria earn fits; own weights may be too much together.
            prop_assert!(small && narrow || !small && (!narrow || weighing || all > 253));
            if small {
                let widened = bytes.iter().map(|&n| if n == 0 { FORBIDDEN } else { i32::from(n) - 1 });
                prop_assert_eq!(&row, &widened.collect::<Vec<_>>());
            }
            for (j, fast) in row.into_iter().enumerate() {
                let score = pool.score(i, j);
                let allowed = !pool.barred(i, j)
                    && pool.broken_rules(i, j).is_empty()
                    && pool.given_allows(i, j)
                    && pool.of_100(score) >= 20;
                let plain = if allowed { score as i32 } else { FORBIDDEN };
                prop_assert_eq!(fast, plain, "mentee {} mentor {} rules {:?}", i, j, pool.broken_rules(i, j));
                let listed = rows.candidates(i).is_none_or(|list| list.contains(&(j as u32)));
                prop_assert!(listed || plain == FORBIDDEN);
            }
        }
    }
}
