//! The panel: a card a mentee for the people round the table, with the proposal, the nearest alternatives and what each
//! would cost the whole, and room for notes.

use std::collections::HashSet;

use super::start;
use crate::commands::{Desk, explain};
use crate::documents::{Block, Column, Document, Level, Table, Text};
use crate::domain::matching::explain::{Explained, explain};
use crate::domain::matching::reasons::{NOTHING_GIVEN, directions};
use crate::domain::matching::round::{Outcome, ready};
use crate::domain::scheme::{Aim, Form, Role};
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::wording::{capital, list, plural};

/// So many alternatives stand on a card.
const ALTERNATIVES: usize = 3;

/// Beyond so many cards nobody sits round a table, and every card would be solved for alone.
const CARDS: usize = 500;

/// Makes the cards.
///
/// # Errors
/// Says for which schemes there are none.
pub fn document(book: &Book, outcome: &Outcome, desk: &Desk) -> anyhow::Result<Document> {
    let scheme = &book.scheme;
    let fits =
        matches!(scheme.form, Form::OneToOne | Form::Mutual) && matches!(scheme.aim, Aim::MostPeople | Aim::BestFit);
    anyhow::ensure!(
        fits,
        "a panel looks at pairs across two sides under the aims most-people and best-fit; this is a {} scheme with the aim {}",
        scheme.form.word(),
        scheme.aim.word()
    );
    let (skips, waited) = (book.records.skips_in(outcome.round), book.records.waited_before(outcome.round));
    let nobody = HashSet::new();
    let too_large = || anyhow::anyhow!("the points are too large to be added up exactly");
    let ready = ready(&start(book, desk, outcome.round, &skips, &waited, &nobody)).map_err(|_| too_large())?;
    anyhow::ensure!(
        ready.pool.mentees.len() <= CARDS,
        "{} are too many for a panel; `mentor explain` answers about one at a time",
        plural(ready.pool.mentees.len(), "card")
    );
    let cards = explain(&ready, |explained| {
        let asked = explain::Asked { book, desk, number: outcome.round, explained };
        let mut order: Vec<usize> = (0..ready.pool.mentees.len()).collect();
        order.sort_by_key(|i| ready.pool.mentee(*i).0.id);
        order.into_iter().map(|i| card(&asked, explained, i)).collect::<Vec<Block>>()
    });
    let cards = cards.map_err(|_| {
        anyhow::anyhow!(
            "there are no prices to compare by: people who are mentor and mentee at once were weighed against each other by search"
        )
    })?;
    let title = format!("{}: round {}", scheme.name, outcome.round);
    let about = format!(
        "{}, {} points in all. Each card shows what is proposed, the nearest alternatives, and what each of them would mean for everybody. Note what you know and the forms do not; then: mentor fix, mentor skip or mentor decline, and mentor match again.",
        plural(outcome.proposed.len(), "pair"),
        decimal(outcome.shown(outcome.total()), outcome.decimals)
    );
    let mut section = vec![Block::Heading(Level::One, title.clone()), Block::paragraph(about)];
    section.extend(cards);
    Ok(Document::new(title).footer("Confidential: for the panel only").section(section))
}

fn card(asked: &explain::Asked<'_, '_>, explained: &Explained<'_>, i: usize) -> Block {
    let pool = explained.pool;
    let scheme = pool.given.scheme;
    let mut blocks = vec![Block::Heading(Level::Two, asked.mentee(i))];
    let has: Vec<usize> = explained.mentors_of(i).collect();
    if has.is_empty() {
        let (_, says) = crate::domain::matching::left_out::mentee(pool, i, explained.limits);
        blocks.push(Block::paragraph(format!("No {} in this round: {says}.", asked.mentor_word())));
    }
    for j in &has {
        let of_100 = pool.of_100(pool.score(i, *j));
        let text = Text::default().plain("Proposed: ").bold(asked.mentor(*j)).plain(format!(", {of_100} of 100"));
        blocks.push(Block::Paragraph(text));
        for direction in directions(pool, i, *j) {
            let reason = |reason: &crate::domain::matching::reasons::Reason| {
                let confidential = asked.desk.no_names && reason.privacy > crate::privacy::Privacy::Internal;
                let says = if confidential { &reason.criterion } else { &reason.says };
                let points = |units| decimal(units, pool.decimals);
                Text::from(format!("{} of {}: {says}", points(reason.points), points(reason.of)))
            };
            if scheme.form == Form::Mutual {
                let learner = scheme.role_word(direction.learner);
                blocks.push(Block::paragraph(format!("The {learner} learns ({} of 100):", direction.of_100)));
            }
            // That nobody gave a mark is no reason.
            let said = direction.reasons.iter().filter(|reason| !reason.says.ends_with(NOTHING_GIVEN));
            blocks.push(Block::Bullets(said.map(reason).collect()));
        }
    }
    let rows = alternatives(asked, explained, i, &has);
    if rows.is_empty() {
        let mentor = scheme.role_word(Role::Mentor);
        blocks.push(Block::paragraph(format!("No other {mentor} may be had under the rules.")));
    } else {
        let columns = vec![
            Column::new(capital(asked.mentor_word()), 4),
            Column::new("Of 100", 1),
            Column::new("For", 5),
            Column::new("It would mean for all", 5),
        ];
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks.push(Block::paragraph("Notes:"));
    blocks.push(Block::Lines(2));
    Block::Card(blocks)
}

/// The alternatives that cost the whole least.
fn alternatives(asked: &explain::Asked<'_, '_>, explained: &Explained<'_>, i: usize, has: &[usize]) -> Vec<Vec<Text>> {
    let pool = explained.pool;
    let mut others: Vec<_> = explained
        .alternatives(i)
        .into_iter()
        .enumerate()
        .filter(|(j, _)| !has.contains(j))
        .filter_map(|(j, change)| Some((j, change?)))
        .collect();
    others.sort_by_key(|(j, change)| {
        let dear = std::cmp::Reverse((change.people, change.waited, change.points));
        (dear, pool.mentor(*j).0.id)
    });
    let row = |(j, change): (usize, crate::domain::matching::solvers::marginal::Worth)| {
        let earned: Vec<String> = directions(pool, i, j)
            .iter()
            .flat_map(|direction| &direction.reasons)
            .filter(|reason| reason.points > 0)
            .map(|reason| format!("{} {}", reason.criterion, decimal(reason.points, pool.decimals)))
            .collect();
        vec![
            Text::from(asked.mentor(j)),
            Text::from(pool.of_100(pool.score(i, j)).to_string()),
            Text::from(list(&earned, "and")),
            Text::from(asked.change(&change)),
        ]
    };
    others.into_iter().take(ALTERNATIVES).map(row).collect()
}
