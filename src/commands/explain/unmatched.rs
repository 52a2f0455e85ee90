//! Everybody who was left out: where places are short, and the smallest change that would help each.

use anyhow::bail;

use super::answers::Answers;
use super::voice::Voice;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, list, plural, plural_noun};

/// So many people are named one by one.
const NAMED: usize = 8;

pub fn describe(voice: &Voice<'_, '_>, answers: &dyn Answers) -> anyhow::Result<Report> {
    let none_new = (0..voice.pool.mentees.len()).filter(|seeker| answers.givers_of(*seeker).is_empty());
    // Whoever has somebody already is not without.
    let (served, mut left): (Vec<usize>, Vec<usize>) = none_new.partition(|seeker| voice.served[*seeker]);
    if let Some(example) = left.first().filter(|_| left.len() > answers.can_help()) {
        bail!(
            "in so large a pool it would take minutes to look for help for all {} who are left out; `mentor explain {}` answers about one at a time",
            left.len(),
            voice.pool.mentee(*example).0.id
        );
    }
    left.sort_by_key(|seeker| voice.pool.mentee(*seeker).0.id);
    let one_pool = voice.book.scheme.form.one_pool();
    let nobody = if one_pool { "anybody".to_string() } else { format!("a {}", voice.mentor_word()) };
    let mut blocks = vec![Block::Heading(format!("{} without {nobody}", plural(left.len(), voice.mentee_word())))];
    blocks.extend(answers.limits(voice).into_iter().map(Block::Text));
    let shortages = answers.shortages(voice);
    if !shortages.is_empty() {
        blocks.push(Block::List(shortages));
    }
    if !left.is_empty() {
        blocks.push(Block::Table(table(voice, answers, &left)));
    }
    blocks.extend(one_more(voice, served));
    Ok(Report { blocks, json: None })
}

fn table(voice: &Voice<'_, '_>, answers: &dyn Answers, left: &[usize]) -> Table {
    let private = if voice.no_names { Privacy::Public } else { Privacy::Confidential };
    let word = capital(voice.mentee_word());
    let key = if voice.book.scheme.form.one_pool() { "member" } else { "mentee" };
    let columns = vec![
        Column::new(format!("{key}_called"), &word).privacy(private).readers(),
        Column::new(key, &format!("{word} id")).machines(),
        Column::new(format!("{key}_name"), &word).privacy(Privacy::Confidential).machines(),
        Column::new("reason", "What stood in the way"),
        Column::new("change", "What would help"),
    ];
    let rows = left.iter().map(|seeker| {
        let person = voice.pool.mentee(*seeker).0;
        let help = answers.help(voice, *seeker);
        let help = if help.is_empty() { answers.no_help(voice, *seeker) } else { help.join("\n") };
        vec![
            Cell::text(voice.mentee(*seeker)),
            Cell::text(person.id.to_string()),
            Cell::text(person.name.as_str()),
            Cell::text(answers.left_out(voice, *seeker)),
            Cell::text(help),
        ]
    });
    Table::new(columns, rows.collect())
}

/// Those who have somebody already, and would take one more.
fn one_more(voice: &Voice<'_, '_>, mut served: Vec<usize>) -> Option<Block> {
    served.sort_by_key(|seeker| voice.pool.mentee(*seeker).0.id);
    let first = voice.pool.mentee(*served.first()?).0.id;
    let more = served.len().saturating_sub(NAMED);
    let mut names: Vec<String> = served.iter().take(NAMED).map(|seeker| voice.mentee(*seeker)).collect();
    names.extend((more > 0).then(|| format!("{more} more")));
    let (has, would) = (plural_noun(served.len(), "has"), "a place for one more that nobody fills");
    Some(Block::Text(format!(
        "Not counted, since they are with somebody: {} {has} {would}. What would help: mentor explain {first}",
        list(&names, "and")
    )))
}
