//! Single pools of other people with a known optimum, played where they lie beside the project; nothing happens where
//! they do not.
use mentor::domain::matching::solvers::general::{NOT_ALLOWED, Paired, PoolScores, Wanted, certifies, pair_up};

/// Weights of few pairs.
struct Sparse(Vec<Vec<(usize, i64)>>);

impl Sparse {
    fn new(people: usize, pairs: &[(usize, usize, i64)]) -> Self {
        let mut near = vec![Vec::new(); people];
        for &(one, other, weight) in pairs.iter().filter(|pair| pair.0 != pair.1) {
            near[one].push((other, weight));
            near[other].push((one, weight));
        }
        Sparse(near)
    }
}

impl PoolScores for Sparse {
    fn people(&self) -> usize {
        self.0.len()
    }
    fn fill(&self, person: usize, row: &mut [i64]) {
        row.fill(NOT_ALLOWED);
        for &(other, weight) in &self.0[person] {
            row[other] = weight;
        }
    }
}

/// Pairs, certified.
fn paired(scores: &dyn PoolScores, wanted: Wanted) -> Paired {
    let paired = pair_up(scores, wanted).unwrap();
    assert!(certifies(scores, wanted, &paired.mates, &paired.certificate));
    paired
}

/// Instances of other people with a known optimum, where they lie beside the project.
fn instances() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/instances")
}

#[test]
fn recorded_graphs_have_their_known_optimum() {
    let Ok(text) = std::fs::read_to_string(instances().join("general_matching.json")) else { return };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    for case in &cases {
        let whole = |value: &serde_json::Value| (value.as_f64().unwrap() * 1e6).round() as i64;
        let end = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
        let edges = case["edges"].as_array().unwrap().iter();
        let pairs: Vec<_> = edges.map(|edge| (end(&edge[0]), end(&edge[1]), whole(&edge[2]))).collect();
        // Some number from 1, and say only how many there are.
        let people = pairs.iter().map(|pair| pair.0.max(pair.1) + 1).max().unwrap_or(0).max(end(&case["n"]));
        let table = Sparse::new(people, &pairs);
        let most = case["max_cardinality"].as_bool().unwrap();
        let found = paired(&table, if most { Wanted::MostPairs } else { Wanted::MostWeight });
        let count = (found.mates.iter().flatten().count() / 2) as i128;
        let weight = found.certificate.value;
        // Weights that are not whole have lost up to half a unit each.
        assert!((weight - i128::from(whole(&case["weight"]))).abs() <= count, "{case}");
        assert!(!most || count == i128::from(case["cardinality"].as_u64().unwrap()), "{case}");
    }
}

#[test]
fn stress_graphs_have_their_known_optimum() {
    let Ok(folder) = std::fs::read_dir(instances().join("general")) else { return };
    let graphs = folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "edge"));
    for path in graphs {
        let (mut people, mut pairs) = (0, Vec::new());
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let numbers: Vec<i64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            match (line.split_whitespace().next(), &numbers[..]) {
                (Some("p"), [count, _]) => people = *count as usize,
                (Some("e"), [one, other, weight]) => pairs.push((*one as usize - 1, *other as usize - 1, *weight)),
                _ => {}
            }
        }
        let known = std::fs::read_to_string(path.with_extension("out")).unwrap();
        let known: i128 = known.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert_eq!(
            paired(&Sparse::new(people, &pairs), Wanted::MostWeight).certificate.value,
            known,
            "{}",
            path.display()
        );
    }
}
