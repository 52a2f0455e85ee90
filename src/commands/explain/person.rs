//! One person: whom they have, whether that is firm, and what every alternative would mean.

use std::collections::HashSet;

use anyhow::bail;

use super::answers::{Answers, Other};
use super::voice::Voice;
use crate::commands::allowed::ids;
use crate::domain::matching::explain::Sure;
use crate::domain::matching::standing::set_aside;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship};
use crate::domain::scheme::Role;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::capital;

/// So many alternatives are shown to readers; machines get all.
const SHOWN: usize = 12;

pub fn describe(voice: &Voice<'_, '_>, answers: &dyn Answers, id: PersonId) -> anyhow::Result<Report> {
    let person = voice.book.position(id);
    let seeker = person.and_then(|person| voice.pool.mentee_position(person));
    let giver = person.and_then(|person| voice.pool.mentor_position(person));
    let giver = giver.filter(|giver| voice.no_place(*giver).is_none());
    let mut blocks = seeker.map(|seeker| of_seeker(voice, answers, seeker)).unwrap_or_default();
    blocks.extend(giver.and_then(|giver| of_giver(voice, answers, giver)).unwrap_or_default());
    if blocks.is_empty() {
        let leads = voice.book.by_id(id).is_some_and(|person| person.entry(Role::Facilitator).is_some());
        if leads {
            bail!("{id} leads groups; explain answers about those who are in them");
        }
        bail!("{id} takes no part in {}: {}", voice.book.round_called(voice.number), apart(voice, id));
    }
    Ok(Report { blocks, json: None })
}

/// Why somebody takes no part in a round.
fn apart(voice: &Voice<'_, '_>, id: PersonId) -> String {
    let book = voice.book;
    let Some(person) = book.by_id(id) else { return "in no form any more".to_string() };
    if let Some((_, says)) = set_aside(person, &HashSet::new()) {
        return says.to_string();
    }
    let roles = book.scheme.form.roles();
    if !person.entries.iter().any(|entry| roles.contains(&entry.role)) {
        return "in no role that is matched".to_string();
    }
    let mut taken: Vec<&Relationship> = Vec::new();
    for entry in person.entries.iter().filter(|entry| roles.contains(&entry.role)) {
        taken.extend(voice.under_way(person, entry.role));
        // Who completed one has had what was sought; whoever only gave time is free again.
        let member = Member { id, role: entry.role };
        let left = |one: &Relationship| one.left.iter().any(|left| left.member == member && left.ending.finished());
        let had = |one: &&Relationship| left(one) || one.finished() && one.members.contains(&member);
        let sought = book.scheme.form.seeks(entry.role);
        taken.extend(book.records.relationships.iter().filter(|one| sought && had(one)));
    }
    taken.sort_by_key(|one| one.id);
    taken.dedup_by_key(|one| one.id);
    match taken.is_empty() {
        true => "said 0 places".to_string(),
        false => format!("every place is taken, by {}", ids(&taken)),
    }
}

fn of_seeker(voice: &Voice<'_, '_>, answers: &dyn Answers, seeker: usize) -> Vec<Block> {
    let called = voice.mentee(seeker);
    let mut blocks = vec![heading(voice, &called, voice.mentee_word())];
    let has = answers.has(voice, seeker);
    if has.is_empty() {
        let why = answers.left_out(voice, seeker);
        let one_pool = voice.book.scheme.form.one_pool();
        let nobody = if one_pool { "nobody".to_string() } else { format!("no {}", voice.mentor_word()) };
        if voice.served[seeker] {
            let has = ids(&voice.under_way(voice.pool.mentee(seeker).0, voice.pool.roles()[0]));
            let mentor = voice.mentor_word();
            blocks.push(Block::Text(format!(
                "{called} is in {has} already, and has no further {mentor} in this round: {why}."
            )));
            let help = answers.help(voice, seeker);
            let help = if help.is_empty() { vec![answers.no_help(voice, seeker)] } else { help };
            blocks.extend([Block::Text("What would give them one more:".to_string()), Block::List(help)]);
        } else {
            blocks.push(Block::Text(format!("{called} has {nobody}: {why}.")));
        }
    }
    blocks.extend(has.into_iter().chain(answers.limits(voice)).map(Block::Text));
    let others = answers.others(voice, seeker);
    if !others.is_empty() {
        blocks.push(Block::Text(answers.asks(voice, &called)));
        blocks.push(Block::Table(table(voice, (voice.mentor_word(), "mentor"), answers.means(), &others)));
    }
    blocks
}

fn of_giver(voice: &Voice<'_, '_>, answers: &dyn Answers, giver: usize) -> Option<Vec<Block>> {
    let (says, others) = answers.giver(voice, giver)?;
    let called = voice.mentor(giver);
    let mut blocks = vec![heading(voice, &called, voice.mentor_word()), Block::List(says)];
    blocks.extend(answers.limits(voice).into_iter().map(Block::Text));
    if !others.is_empty() {
        blocks.push(Block::Text(format!("Every {} with {called}:", voice.mentee_word())));
        blocks.push(Block::Table(table(voice, (voice.mentee_word(), "mentee"), answers.means(), &others)));
    }
    Some(blocks)
}

fn heading(voice: &Voice<'_, '_>, called: &str, role: &str) -> Block {
    Block::Heading(format!("{called}, {role}, {}", voice.book.round_called(voice.number)))
}

/// How it could be, the nearest first; `key` is the heading for machines.
fn table(voice: &Voice<'_, '_>, (word, key): (&str, &str), means: &str, others: &[Other]) -> Table {
    let private = if voice.no_names { Privacy::Public } else { Privacy::Confidential };
    let groups = others.iter().any(|other| other.called.is_some());
    let (key, word) = match (groups, voice.book.scheme.form.one_pool()) {
        (true, _) => ("group_of", "Group"),
        (_, true) => ("other", word),
        _ => (key, word),
    };
    let mut columns = vec![
        Column::new(format!("{key}_called"), &capital(word)).privacy(private).readers(),
        Column::new(key.to_string(), &format!("{} id", capital(word))).machines(),
        Column::new(format!("{key}_name"), &capital(word)).privacy(Privacy::Confidential).machines(),
        Column::new("score_of_100", "Of 100"),
        Column::new("people", "People more or fewer").machines(),
        Column::new("points", "Points more or fewer").machines(),
        Column::new("sure", "How sure").machines(),
        Column::new("says", means),
    ];
    let row = |other: &Other| {
        let person = &voice.book.people[other.person];
        let number =
            |units: Option<i64>, decimals: u32| units.map_or(Cell::Blank, |units| Cell::trimmed(units, decimals));
        vec![
            Cell::text(other.called(voice)),
            Cell::text(person.id.to_string()),
            Cell::text(person.name.as_str()),
            other.of_100.map_or(Cell::Blank, Cell::Number),
            number(other.people, 0),
            number(other.points.map(|units| voice.book.scheme.shown(units)), voice.pool.decimals),
            Cell::text(other.sure.map_or("", Sure::word)),
            Cell::text(other.says.as_str()),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = others.iter().map(row).collect();
    if groups {
        // Groups have no score of two, and nobody more or fewer is placed.
        for column in [6, 4, 3] {
            columns.remove(column);
            rows.iter_mut().for_each(|row| drop(row.remove(column)));
        }
    }
    let further = rows.split_off(rows.len().min(SHOWN));
    Table { further, ..Table::new(columns, rows) }
}
