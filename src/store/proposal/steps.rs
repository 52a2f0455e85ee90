//! Steps of an order: grades, years, levels.

use super::plain::numbers;
use crate::wording::normal;

/// Whether an answer is a step of an order that is known everywhere.
pub fn is_known(text: &str) -> bool {
    let said = step_of(text);
    ORDERS.iter().any(|order| order.contains(&said.as_str()))
}

/// A step as the known orders spell it.
fn step_of(text: &str) -> String {
    let said = normal(text).replace('-', " ");
    match said.as_str() {
        "g6" => "grade 6".to_string(),
        "g7" => "grade 7".to_string(),
        "scs" | "scs pb1" | "scs pay band 1" => "scs1".to_string(),
        "scs pb2" | "scs pay band 2" => "scs2".to_string(),
        "scs pb3" | "scs pay band 3" => "scs3".to_string(),
        _ => said,
    }
}

/// The letter behind the first number of a step, as a number from 1: `8a` is below `8b`.
fn letter_behind(text: &str) -> u32 {
    let said = normal(text);
    let digits = said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut rest = digits.trim_start_matches(|c: char| c.is_ascii_digit()).chars();
    match (rest.next(), rest.next()) {
        (Some(letter @ 'a'..='e'), next) if next.is_none_or(|c| !c.is_alphanumeric()) => letter as u32 - 'a' as u32 + 1,
        _ => 0,
    }
}

/// Steps that are known to follow each other, lowest first.
const ORDERS: &[&[&str]] = &[
    &["aa", "ao", "eo", "heo", "seo", "grade 7", "grade 6", "scs1", "scs2", "scs3", "scs4"],
    &["freshman", "sophomore", "junior", "senior", "graduate"],
    &["first year", "second year", "third year", "fourth year", "fifth year"],
    &["entry level", "junior", "mid level", "senior", "lead", "manager", "director", "executive"],
    &["entry", "junior", "mid", "senior", "lead", "principal", "director", "executive"],
    &["beginner", "intermediate", "advanced", "expert"],
    &["early career", "mid career", "senior", "executive"],
    &["early", "mid", "late"],
    &["low", "medium", "high"],
    &["officer", "senior officer", "manager", "senior manager", "head", "director"],
    &["assistant", "associate", "manager", "senior manager", "director", "vice president"],
    &["undergraduate", "masters", "phd", "postdoc"],
];

/// Puts the steps of a scale in order, lowest first; none where no order can be told.
pub fn in_order(options: &[String]) -> Option<Vec<String>> {
    if options.len() < 2 || options.len() > 15 {
        return None;
    }
    let known = |order: &[&str]| -> Option<Vec<(usize, String)>> {
        let at = |option: &String| order.iter().position(|step| *step == step_of(option));
        options.iter().map(|option| Some((at(option)?, option.clone()))).collect()
    };
    let by_number = || -> Option<Vec<(usize, String)>> {
        let low = |said: &str| said.starts_with("less") || said.starts_with("under") || said.starts_with('<');
        let step = |option: &String| {
            let first = numbers(option).first().map(|n| 10 * *n as usize + 1 + letter_behind(option) as usize);
            first.map(|n| if low(&normal(option)) { n - 1 } else { n })
        };
        options.iter().map(|option| Some((step(option)?, option.clone()))).collect()
    };
    let mut steps = ORDERS.iter().find_map(|order| known(order)).or_else(by_number)?;
    steps.sort();
    // Two of one step have no order between them.
    let strict = steps.windows(2).all(|two| two[0].0 < two[1].0);
    strict.then(|| steps.into_iter().map(|(_, option)| option).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_put_in_order_where_there_is_one() {
        let order = |options: &[&str]| in_order(&options.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(order(&["L3", "L2", "L10"]).unwrap(), ["L2", "L3", "L10"]);
        assert_eq!(
            order(&["5+ years", "Less than 1 year", "1-4 years"]).unwrap(),
            ["Less than 1 year", "1-4 years", "5+ years"]
        );
        assert_eq!(order(&["Grade 6", "SEO", "Grade 7", "AO"]).unwrap(), ["AO", "SEO", "Grade 7", "Grade 6"]);
        assert_eq!(order(&["Band 8b", "Band 7", "Band 8a"]).unwrap(), ["Band 7", "Band 8a", "Band 8b"]);
        assert_eq!(order(&["G6", "HEO", "SCS1", "G7"]).unwrap(), ["HEO", "G7", "G6", "SCS1"]);
        assert_eq!(order(&["G6", "G7"]).unwrap(), ["G7", "G6"]);
        assert_eq!(order(&["8a", "8b or so", "8a now"]), None);
        assert_eq!(order(&["Cats", "Dogs"]), None);
        assert_eq!(order(&["Room 1 north", "Room 1 south"]), None);
    }
}
