//! Two people: what stands between them, what they would score, and what it would mean for all.

use anyhow::bail;

use super::answers::Answers;
use super::voice::Voice;
use crate::domain::matching::reasons::directions;
use crate::domain::person::PersonId;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{list, plural};

pub fn describe(
    voice: &Voice<'_, '_>,
    answers: &dyn Answers,
    one: PersonId,
    other: PersonId,
) -> anyhow::Result<Report> {
    let pool = voice.pool;
    let both = |mentee: PersonId, mentor: PersonId| {
        Some((pool.mentee_position(voice.book.position(mentee)?)?, pool.mentor_position(voice.book.position(mentor)?)?))
    };
    if one == other {
        bail!("{one} and {other} are the same person");
    }
    let Some((i, j)) = both(one, other).or_else(|| both(other, one)) else {
        let both = match voice.book.scheme.form.one_pool() {
            true => plural(2, voice.mentee_word()),
            false => format!("a {} and a {}", voice.mentee_word(), voice.mentor_word()),
        };
        bail!(
            "{one} and {other} are not {both} who are both free in {}; `mentor people` shows who is, and `mentor list` who is together",
            voice.book.round_called(voice.number)
        );
    };
    let directions = directions(pool, i, j);
    let private = if voice.no_names { Privacy::Public } else { Privacy::Confidential };
    let mut columns = vec![
        Column::new("learner_called", "Who learns").privacy(private).readers(),
        Column::new("learner", "Who learns").machines(),
        Column::new("criterion", "Criterion"),
        Column::new("points", "Points"),
        Column::new("of", "Of"),
        Column::new("says", "Why"),
    ];
    let mut rows = Vec::new();
    for direction in &directions {
        for reason in &direction.reasons {
            let number = |units: i64| Cell::trimmed(voice.book.scheme.shown(units), pool.decimals);
            rows.push(vec![
                Cell::text(voice.called(direction.person)),
                Cell::text(voice.book.people[direction.person].id.to_string()),
                Cell::text(reason.criterion.as_str()),
                number(reason.points),
                number(reason.of),
                Cell::text(reason.says_to(voice.no_names)),
            ]);
        }
    }
    if directions.len() == 1 {
        // Who learns needs no saying.
        columns.remove(0);
        rows.iter_mut().for_each(|row: &mut Vec<Cell>| drop(row.remove(0)));
    }
    let score = pool.score(i, j);
    let blocks = vec![
        Block::Heading(format!(
            "{} and {}, {}",
            voice.mentee(i),
            voice.mentor(j),
            voice.book.round_called(voice.number)
        )),
        Block::Text(format!("{} of 100 ({}).", pool.of_100(score), voice.so_many_points(score))),
        Block::Table(Table::new(columns, rows)),
        Block::Text(answers.between(voice, i, j)),
    ];
    Ok(Report { blocks, json: None })
}

/// That two people cannot be together, why, and how to go on all the same.
pub fn cannot(voice: &Voice<'_, '_>, i: usize, j: usize) -> String {
    let obstacles = voice.obstacles(i, j);
    let met = if obstacles.is_empty() { String::new() } else { format!(" Not met: {}.", list(&obstacles, "and")) };
    let by_hand = format!(
        "mentor add {} {} --despite RULE --because \"…\"",
        voice.pool.mentee(i).0.id,
        voice.pool.mentor(j).0.id
    );
    match voice.no_place(j) {
        Some(taken) => format!(
            "They cannot be together in this round. {}: {taken}.{met} If one more is agreed: {}{}",
            voice.mentor(j),
            voice.one_more_place(j),
            if obstacles.is_empty() { String::new() } else { format!("; and then, all the same: {by_hand}") }
        ),
        None if obstacles.is_empty() => "They cannot be together.".to_string(),
        None => format!("They cannot be together.{met} All the same: {by_hand}"),
    }
}
