//! What a round leaves behind in `records/`: ids, points and prices only.

use chrono::NaiveDate;

use crate::commands::plan;
use crate::domain::matching::round::Outcome;
use crate::domain::matching::solvers::StageName;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::Role;
use crate::domain::value::decimal;
use crate::store::book::Book;
use crate::store::records::Records;
use crate::store::writer::Edits;

/// The numbers of the proposed relationships, in their order: a pair proposed again keeps its number.
pub fn numbers(book: &Book, outcome: &Outcome) -> Vec<RelationshipId> {
    let known: std::collections::HashMap<_, _> =
        book.records.relationships.iter().map(|r| ((r.mentor, r.mentee), r.id)).collect();
    let mut next = book.records.next_id().0;
    let number = outcome.proposed.iter().map(|pair| {
        let key = (book.people[pair.mentor].id, book.people[pair.mentee].id);
        known.get(&key).copied().unwrap_or_else(|| {
            next += 1;
            RelationshipId(next - 1)
        })
    });
    number.collect()
}

/// Plans to write a round into the tables of records as they stand.
pub fn plan(
    book: &Book,
    mut records: Records,
    outcome: &Outcome,
    numbers: &[RelationshipId],
    today: NaiveDate,
) -> Edits {
    let mark = book.register.mark.clone();
    let round = outcome.round.to_string();
    let form = book.scheme.form.word();
    let new_from = records.next_id();
    for (pair, id) in outcome.proposed.iter().zip(numbers) {
        if *id >= new_from {
            records.relationships_table.push(&[
                ("mark", mark.as_str()),
                ("id", &id.to_string()),
                ("form", form),
                ("mentor", &book.people[pair.mentor].id.to_string()),
                ("mentee", &book.people[pair.mentee].id.to_string()),
            ]);
        }
        records.proposals.push(&[
            ("mark", mark.as_str()),
            ("round", &round),
            ("relationship", &id.to_string()),
            ("score", &decimal(outcome.shown(pair.score), outcome.decimals)),
            ("score_of_100", &pair.of_100.to_string()),
        ]);
    }
    for left in &outcome.left_out {
        records.waiting.push(&[
            ("mark", mark.as_str()),
            ("round", &round),
            ("id", &book.people[left.person].id.to_string()),
            ("role", left.role.word()),
            ("reason", left.code),
        ]);
    }
    records.rounds.push(&[
        ("mark", mark.clone()),
        ("round", round.clone()),
        ("on", today.to_string()),
        ("aim", outcome.aim.word().to_string()),
        ("placed", outcome.placed().to_string()),
        ("total", decimal(outcome.shown(outcome.total()), outcome.decimals)),
        ("waiting", outcome.left_out.iter().filter(|left| left.role == Role::Mentee).count().to_string()),
        ("proved", if outcome.proof.proved { "yes" } else { "no" }.to_string()),
    ]);
    prices(&mut records, outcome, &mark, &round);
    let mut edits = plan::start(format!("match (round {round})"), book);
    for table in [&records.relationships_table, &records.proposals, &records.waiting, &records.rounds, &records.prices]
    {
        plan::write(&mut edits, table);
    }
    edits
}

/// The integer prices that prove the round, one row a person and stage; prices of 0 say nothing and are left out.
fn prices(records: &mut Records, outcome: &Outcome, mark: &str, round: &str) {
    let proof = &outcome.proof;
    for (stage, certificate) in proof.stages.iter().enumerate() {
        let decides = match certificate.name {
            StageName::People => "people".to_string(),
            StageName::Points => "points".to_string(),
            StageName::Level(level) => format!("level {level}"),
            StageName::Lot(word) => format!("lot {word}"),
        };
        let number = (stage + 1).to_string();
        let mentees = proof
            .mentees
            .iter()
            .zip(&certificate.mentee_prices)
            .enumerate()
            .map(|(at, (id, price))| (Role::Mentee, id, *price, certificate.first.get(at).copied().unwrap_or(0)));
        let mentors =
            proof.mentors.iter().zip(&certificate.mentor_prices).map(|(id, price)| (Role::Mentor, id, *price, 0));
        for (role, id, price, first) in mentees.chain(mentors).filter(|(.., price, first)| *price != 0 || *first != 0) {
            records.prices.push(&[
                ("mark", mark),
                ("round", round),
                ("stage", &number),
                ("decides", &decides),
                ("role", role.word()),
                ("id", &id.to_string()),
                ("price", &price.to_string()),
                ("first", &first.to_string()),
            ]);
        }
    }
}
