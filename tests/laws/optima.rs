//! Optima known beforehand come out exactly when they are fed in as given points.

use std::collections::BTreeMap;
use std::fs;

use crate::chance::Chance;
use crate::harness::top;
use crate::json;

/// A matrix of points by mentee (row) and mentor (column), as text; blank is not in the file.
type Points = Vec<Vec<String>>;

struct Solved {
    placed: u64,
    total: String,
    pairs: BTreeMap<usize, usize>,
}

fn solve(points: &Points, words: &str, aim: &str) -> Solved {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    fs::create_dir(at.join("people")).expect("a folder");
    let source = |role: &str| {
        format!("[[source]]\nfile = \"people/{role}.csv\"\nrole = \"{role}\"\n[source.columns]\nkey = \"Key\"\n")
    };
    let scheme = format!(
        "format = 1\nname = \"Given\"\naim = \"{aim}\"\nidentity = \"key\"\n{}{}[[criterion]]\nkind = \"given\"\nfile = \"people/points.csv\"\n{words}\n",
        source("mentor"),
        source("mentee")
    );
    fs::write(at.join("scheme.toml"), scheme).expect("writable");
    let keys = |letter: char, count: usize| (0..count).map(|n| format!("{letter}{n}\n")).collect::<String>();
    fs::write(at.join("people/mentee.csv"), format!("Key\n{}", keys('e', points.len()))).expect("writable");
    fs::write(at.join("people/mentor.csv"), format!("Key\n{}", keys('r', points[0].len()))).expect("writable");
    let mut table = "mentor,mentee,points\n".to_string();
    for (mentee, row) in points.iter().enumerate() {
        for (mentor, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            table.push_str(&format!("r{mentor},e{mentee},{cell}\n"));
        }
    }
    fs::write(at.join("people/points.csv"), table).expect("writable");
    let round = json(at, &["match"]);
    let register = fs::read_to_string(at.join("private/register.csv")).expect("a register");
    let key: BTreeMap<&str, usize> = register
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1], cells[3][1..].parse().expect("a key"))
        })
        .collect();
    let pairs = round["relationships"].as_array().expect("relationships").iter();
    Solved {
        placed: round["placed"].as_u64().expect("placed"),
        total: round["total"].to_string(),
        pairs: pairs
            .map(|pair| (key[pair["mentee"].as_str().expect("an id")], key[pair["mentor"].as_str().expect("an id")]))
            .collect(),
    }
}

fn whole(matrix: &[Vec<i64>]) -> Points {
    matrix.iter().map(|row| row.iter().map(i64::to_string).collect()).collect()
}

/// A matrix with one best choice: prices u and p are drawn and a choice; on it w = u + p, off it less.
fn planted(n: usize, seed: u64) -> (Vec<Vec<i64>>, Vec<usize>, i64) {
    let mut chance = Chance(seed);
    let prices: Vec<[i64; 2]> = (0..n).map(|_| [chance.below(500) as i64, chance.below(500) as i64]).collect();
    let mut choice: Vec<usize> = (0..n).collect();
    chance.shuffle(&mut choice);
    let matrix = (0..n)
        .map(|i| {
            let cell =
                |j: usize| prices[i][0] + prices[j][1] - if choice[i] == j { 0 } else { 1 + chance.below(300) as i64 };
            (0..n).map(cell).collect()
        })
        .collect();
    let total = prices.iter().map(|[u, p]| u + p).sum();
    (matrix, choice, total)
}

#[test]
fn planted_choices_are_found() {
    for seed in 0..4 {
        let n = 4 + 7 * seed as usize;
        let (matrix, choice, total) = planted(n, seed);
        let expected: BTreeMap<usize, usize> = choice.iter().copied().enumerate().collect();
        let found = solve(&whole(&matrix), "", "most-people");
        assert_eq!(
            (found.placed, &*found.total, &found.pairs),
            (n as u64, &*total.to_string(), &expected),
            "highest, seed {seed}"
        );

        let costs: Vec<Vec<i64>> = matrix.iter().map(|row| row.iter().map(|w| 2000 - w).collect()).collect();
        let found = solve(&whole(&costs), "best = \"lowest\"", "most-people");
        assert_eq!(
            (found.total, found.pairs),
            ((2000 * n as i64 - total).to_string(), expected.clone()),
            "lowest, seed {seed}"
        );

        let below: Vec<Vec<i64>> = matrix.iter().map(|row| row.iter().map(|w| w - 3000).collect()).collect();
        let found = solve(&whole(&below), "", "most-people");
        assert_eq!(
            (found.total, found.pairs),
            ((total - 3000 * n as i64).to_string(), expected.clone()),
            "negative, seed {seed}"
        );

        let decimals: Points = matrix
            .iter()
            .map(|row| row.iter().map(|w| format!("{}.{:03}", w.div_euclid(1000), w.rem_euclid(1000))).collect())
            .collect();
        let found = solve(&decimals, "", "most-people");
        assert_eq!(found.pairs, expected, "decimals, seed {seed}");
        assert_eq!(found.total.parse::<f64>().expect("a number"), total as f64 / 1000.0, "decimals, seed {seed}");
    }
}

#[test]
fn products_have_their_closed_form() {
    // Machol and Wien 1976: c = i * j, hard for Hungarian codes.
    let n = 24;
    let matrix: Vec<Vec<i64>> = (1..=n).map(|i| (1..=n).map(|j| i * j).collect()).collect();
    assert_eq!(
        solve(&whole(&matrix), "best = \"lowest\"", "most-people").total,
        (n * (n + 1) * (n + 2) / 6).to_string()
    );
    assert_eq!(solve(&whole(&matrix), "", "best-fit").total, (n * (n + 1) * (2 * n + 1) / 6).to_string());
}

#[test]
fn pairs_not_given_are_forbidden_or_earn_nothing() {
    let points = vec![vec!["5".to_string(), "9".into()], vec![String::new(), "8".into()]];
    let found = solve(&points, "missing = \"forbidden\"", "most-people");
    assert_eq!((found.placed, &*found.total), (2, "13"));
    let points = vec![vec![String::new(), "9".into()], vec![String::new(), "8".into()]];
    let found = solve(&points, "missing = \"forbidden\"", "most-people");
    assert_eq!((found.placed, &*found.total), (1, "9"));
    let found = solve(&points, "missing = \"nothing\"", "most-people");
    assert_eq!((found.placed, &*found.total), (2, "9"));
    // Under best-fit a pair of negative score is never used.
    let points = vec![vec!["-1".to_string(), "-2".into()], vec!["-7".into(), "3".into()]];
    let found = solve(&points, "", "best-fit");
    assert_eq!((found.placed, &*found.total), (1, "3"));
}

#[test]
fn instances_of_other_people() {
    let folder = top().join("../shared/instances");
    let Ok(read) = fs::read_to_string(folder.join("assign100.txt")) else { return };
    let numbers = |text: &str| text.split_whitespace().map(|n| n.parse::<i64>().expect("a number")).collect::<Vec<_>>();
    let square = |text: &str| {
        let all = numbers(text);
        let n = all[0] as usize;
        whole(&all[1..].chunks(n).map(<[i64]>::to_vec).collect::<Vec<_>>())
    };
    let file = |name: &str| fs::read_to_string(folder.join(name)).expect("an instance");
    assert_eq!(solve(&square(&read), "best = \"lowest\"", "most-people").total, "305");
    assert_eq!(solve(&square(&file("assign200.txt")), "best = \"lowest\"", "most-people").total, "475");
    for (name, best) in [("matrix5.txt", "3315"), ("matrix15.txt", "13938")] {
        let rows: Vec<Vec<i64>> = file(name).lines().map(numbers).filter(|row| !row.is_empty()).collect();
        assert_eq!(solve(&whole(&rows), "", "most-people").total, best, "{name}");
    }
    let sparse = numbers(&file("assignp800.txt"));
    let n = sparse[0] as usize;
    let mut points: Points = vec![vec![String::new(); n]; n];
    for triple in sparse[1..].chunks_exact(3) {
        points[triple[0] as usize - 1][triple[1] as usize - 1] = triple[2].to_string();
    }
    let found = solve(&points, "best = \"lowest\"\nmissing = \"forbidden\"", "most-people");
    assert_eq!((found.placed, &*found.total), (800, "2239"));
}
