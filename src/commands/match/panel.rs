//! The panel: a card a mentee for the people round the table, with the proposal, the nearest alternatives and what each
//! would cost the whole, and room for notes.

use crate::commands::Desk;
use crate::commands::explain::answers::Answers;
use crate::commands::explain::over_round;
use crate::commands::explain::voice::Voice;
use crate::documents::{Block, Column, Document, Level, Table, Text};
use crate::domain::matching::reasons::{NOTHING_GIVEN, Reason};
use crate::domain::matching::round::{Outcome, Proposed};
use crate::domain::scheme::Form;
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::wording::{capital, list, plural};

/// So many alternatives stand on a card.
const ALTERNATIVES: usize = 3;

/// Beyond so many cards nobody sits round a table.
const CARDS: usize = 1_000;

/// Makes the cards.
///
/// # Errors
/// Where there are too many, or nothing to compare by.
pub fn document(book: &Book, outcome: &Outcome, desk: &Desk) -> anyhow::Result<Document> {
    let scheme = &book.scheme;
    let (cards, by_score) = over_round(book, desk, (outcome.round, None), |voice, answers| {
        let seekers = voice.pool.mentees.len();
        anyhow::ensure!(
            seekers <= CARDS.min(answers.patience()),
            "{} are too many for a panel; `mentor explain` answers about one at a time",
            plural(seekers, "card")
        );
        let mut order: Vec<usize> = (0..seekers).collect();
        order.sort_by_key(|seeker| voice.pool.mentee(*seeker).0.id);
        let cards: Vec<Block> = order.into_iter().map(|seeker| card(voice, answers, outcome, seeker)).collect();
        Ok((cards, answers.by_score()))
    })?;
    let title = format!("{}: {}", scheme.name, book.round_called(outcome.round));
    let about = format!(
        "{}, {} points in all. Each card shows what is proposed, {}, and what each of them would mean for everybody. Note what you know and the forms do not; then: {}mentor skip or mentor decline, and mentor match again.",
        plural(outcome.proposed.len(), scheme.form.noun()),
        decimal(outcome.shown(outcome.total()), outcome.decimals),
        if by_score { "alternatives with high scores" } else { "the nearest alternatives" },
        // Groups are formed around those that stand.
        if scheme.form == Form::Group { "" } else { "mentor fix, " }
    );
    let mut section = vec![Block::Heading(Level::One, title.clone()), Block::paragraph(about)];
    section.extend(cards);
    Ok(Document::new(title).footer("Confidential: for the panel only").section(section))
}

fn card(voice: &Voice<'_, '_>, answers: &dyn Answers, outcome: &Outcome, seeker: usize) -> Block {
    let person = voice.pool.mentees[seeker].person;
    let mut blocks = vec![Block::Heading(Level::Two, voice.mentee(seeker))];
    let one_pool = voice.book.scheme.form.one_pool();
    let own = |proposed: &&Proposed| {
        !proposed.fixed && proposed.members.iter().any(|(member, role)| *member == person && (one_pool || role.seeks()))
    };
    let proposed: Vec<&Proposed> = outcome.proposed.iter().filter(own).collect();
    if proposed.is_empty() {
        let nobody = if one_pool { "Nobody".to_string() } else { format!("No {}", voice.mentor_word()) };
        blocks.push(Block::paragraph(format!("{nobody} in this round: {}.", answers.left_out(voice, seeker))));
    }
    for proposed in proposed {
        blocks.extend(proposal(voice, outcome, proposed, person));
    }
    let rows: Vec<Vec<Text>> = answers
        .nearest(voice, seeker, ALTERNATIVES)
        .into_iter()
        .map(|other| {
            let mut row = vec![Text::from(other.called(voice))];
            if let Some(of_100) = other.of_100 {
                row.extend([Text::from(of_100.to_string()), Text::from(list(&other.earned, "and"))]);
            }
            row.push(Text::from(other.says));
            row
        })
        .collect();
    if rows.is_empty() {
        let says = match voice.book.scheme.form {
            Form::Group => "No single move or exchange brings this person into another group.".to_string(),
            Form::Peer => "Nobody else may be had.".to_string(),
            _ => format!("No other {} may be had.", voice.mentor_word()),
        };
        blocks.push(Block::paragraph(says));
    } else {
        let columns = match voice.book.scheme.form {
            Form::Group => vec![Column::new("Another group", 7), Column::new(answers.means(), 8)],
            _ => vec![
                Column::new(capital(voice.mentor_word()), 4),
                Column::new("Of 100", 1),
                Column::new("For", 5),
                Column::new(answers.means(), 5),
            ],
        };
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks.push(Block::paragraph("Notes:"));
    blocks.push(Block::Lines(2));
    Block::Card(blocks)
}

/// With whom, and why.
fn proposal(voice: &Voice<'_, '_>, outcome: &Outcome, proposed: &Proposed, person: usize) -> Vec<Block> {
    let scheme = &voice.book.scheme;
    let others = proposed.members.iter().filter(|(member, _)| *member != person);
    let names: Vec<String> = others.map(|(member, _)| voice.called(*member)).collect();
    let text = Text::default().plain("Proposed: ").bold(list(&names, "and"));
    let mut blocks = vec![Block::Paragraph(text.plain(format!(", {} of 100", proposed.of_100)))];
    for direction in &proposed.directions {
        let reason = |reason: &Reason| {
            let points = |units| decimal(outcome.shown(units), outcome.decimals);
            let says = reason.says_to(voice.no_names);
            match reason.of {
                0 => Text::from(says),
                of => Text::from(format!("{} of {}: {says}", points(reason.points), points(of))),
            }
        };
        if proposed.directions.len() > 1 {
            let learner = match scheme.form {
                Form::Mutual => format!("The {}", scheme.role_word(direction.learner)),
                _ => voice.called(direction.person),
            };
            blocks.push(Block::paragraph(format!("{learner} learns ({} of 100):", direction.of_100)));
        }
        // That nobody gave a mark is no reason.
        let said = direction.reasons.iter().filter(|reason| !reason.says.ends_with(NOTHING_GIVEN));
        blocks.push(Block::Bullets(said.map(reason).collect()));
    }
    blocks
}
