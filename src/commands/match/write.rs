//! What a round leaves behind in `records/`: ids, points and prices only.

use chrono::NaiveDate;

use crate::commands::plan;
use crate::domain::matching::digest::{self, Called, Digest};
use crate::domain::matching::peers;
use crate::domain::matching::round::{Outcome, Proposed};
use crate::domain::matching::solvers::general::nested;
use crate::domain::matching::solvers::{Certificate, StageName};
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::Role;
use crate::domain::value::decimal;
use crate::halves::in_halves;
use crate::store::book::Book;
use crate::store::digest_key;
use crate::store::records::rounds::{ANSWERS, HOWEVER_SPELT, KEPT_FREE, LIMIT, PAIRS, ROWS, SCHEME, SERVED, STAGE};
use crate::store::records::{CHANNEL, Records};
use crate::store::writer::Edits;

/// From so many people on, their digests are worth a second thread.
const MANY: usize = 1000;

/// The numbers of the proposed relationships, in their order: a pair proposed again keeps its number.
pub fn numbers(book: &Book, outcome: &Outcome) -> Vec<RelationshipId> {
    // What is over, or under way already, keeps its number for itself.
    let over = |state: State| state.stands() || matches!(state, State::Declined | State::Ended);
    let open = |r: &&Relationship| !over(r.state());
    let known: std::collections::HashMap<_, _> =
        book.records.relationships.iter().filter(open).map(|r| (&r.members[..], r.id)).collect();
    let mut next = book.records.next_id().0;
    let number = outcome.proposed.iter().map(|pair| {
        known.get(&members(book, pair)[..]).copied().unwrap_or_else(|| {
            next += 1;
            RelationshipId(next - 1)
        })
    });
    number.collect()
}

/// Who is in a relationship proposed.
pub fn members(book: &Book, proposed: &Proposed) -> Vec<Member> {
    proposed.members.iter().map(|(person, role)| Member { id: book.people[*person].id, role: *role }).collect()
}

/// Plans to write a round into the tables of records as they stand.
pub fn plan(
    book: &Book,
    mut records: Records,
    outcome: &Outcome,
    numbers: &[RelationshipId],
    today: NaiveDate,
    key: &str,
) -> Edits {
    let mark = book.register.mark.clone();
    let round = outcome.round.to_string();
    let new_from = records.next_id();
    for (pair, id) in outcome.proposed.iter().zip(numbers) {
        if *id >= new_from {
            records.add(*id, (book.scheme.form, book.channel.as_deref()), &members(book, pair), &mark);
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
    if book.channel.is_some() {
        records.rounds.need(CHANNEL);
    }
    records.rounds.push(&[
        (CHANNEL, book.channel.clone().unwrap_or_default()),
        ("mark", mark.clone()),
        ("round", round.clone()),
        ("on", today.to_string()),
        ("aim", outcome.aim.word().to_string()),
        ("placed", outcome.placed.len().to_string()),
        ("total", decimal(outcome.shown(outcome.total()), outcome.decimals)),
        ("waiting", outcome.left_out.iter().filter(|left| book.scheme.form.seeks(left.role)).count().to_string()),
        ("proved", if outcome.proof.proved { "yes" } else { "no" }.to_string()),
    ]);
    prices(&mut records, book.scheme.form.roles(), outcome, &mark, &round);
    pool_prices(&mut records, outcome, &mark, &round);
    let key = if book.digest_key.is_empty() { key } else { &book.digest_key };
    grounds(&mut records, book, outcome, numbers, key);
    let mut edits = plan::start(format!("match (round {round})"), book);
    if book.digest_key.is_empty() {
        edits.write(digest_key::FILE, digest_key::bytes(key));
    }
    plan::write_relationships(&mut edits, &records);
    for table in [&records.proposals, &records.waiting, &records.rounds, &records.prices, &records.grounds] {
        plan::write(&mut edits, table);
    }
    edits
}

/// The integer prices that prove the round, one row a person and stage; prices of 0 say nothing and are left out.
fn prices(records: &mut Records, roles: [Role; 2], outcome: &Outcome, mark: &str, round: &str) {
    let proof = &outcome.proof;
    for (stage, certificate) in proof.stages.iter().enumerate() {
        let decides = decides(certificate);
        let number = (stage + 1).to_string();
        let first = |at: usize| certificate.first.get(at).copied().unwrap_or(0);
        let mentees = proof.mentees.iter().zip(&certificate.mentee_prices).enumerate();
        let mentees = mentees.map(|(at, (stake, price))| (roles[0], stake.id, *price, first(at)));
        let mentors = proof.mentors.iter().zip(&certificate.mentor_prices);
        let mentors = mentors.map(|(stake, price)| (roles[1], stake.id, *price, 0));
        let people = mentees.chain(mentors).map(|(role, id, price, first)| (role.word(), id, price, first));
        let people = people.filter(|(.., price, first)| *price != 0 || *first != 0);
        // All of these, one by one in their order: nothing but the order tells them apart.
        let places = proof.kept_free.iter().zip(certificate.mentee_prices.iter().skip(proof.mentees.len())).enumerate();
        let places = places.map(|(at, (mentor, price))| (KEPT_FREE, *mentor, *price, first(proof.mentees.len() + at)));
        for (role, id, price, first) in people.chain(places) {
            records.prices.push(&[
                ("mark", mark),
                ("round", round),
                ("stage", &number),
                ("decides", &decides),
                ("role", role),
                ("id", &id.to_string()),
                ("price", &price.to_string()),
                ("first", &first.to_string()),
            ]);
        }
    }
}

fn decides(stage: &Certificate) -> String {
    match stage.name {
        StageName::People => "people".to_string(),
        StageName::Points => "points".to_string(),
        StageName::Level(level) => {
            let range =
                stage.range.as_ref().map_or(String::new(), |range| format!(" {} {}", range.start(), range.end()));
            format!("level {level}{range}")
        }
        StageName::Lot(word) => format!("lot {word}"),
    }
}

/// The same of pairs within one pool: the prices of people in halves, then a row for each odd set with its price and the
/// set it lies in, and one for each of its people whom no set inside it holds.
fn pool_prices(records: &mut Records, outcome: &Outcome, mark: &str, round: &str) {
    for (stage, peers::Stage { decides, certificate }) in outcome.proof.pool.iter().enumerate() {
        let stage = (stage + 1).to_string();
        let mut push = |decides: &str, at: Option<usize>, price: Option<i128>| {
            let id =
                at.and_then(|at| outcome.proof.mentees.get(at)).map_or(String::new(), |stake| stake.id.to_string());
            let price = price.map_or(String::new(), |price| price.to_string());
            let cells = [
                ("stage", &stage[..]),
                ("decides", decides),
                ("role", Role::Member.word()),
                ("id", &id),
                ("price", &price),
            ];
            records.prices.push(&[&[("mark", mark), ("round", round)], &cells[..]].concat());
        };
        for (at, price) in certificate.prices.iter().enumerate().filter(|(_, price)| **price != 0) {
            push(&decides.to_string(), Some(at), Some(*price));
        }
        for (number, set) in nested(&certificate.odd_sets).iter().enumerate() {
            let number = number + 1;
            let within = set.within.map_or(String::new(), |within| format!(" in {}", within + 1));
            push(&format!("odd set {number}{within}"), None, Some(set.price));
            set.own.iter().for_each(|person| push(&format!("in odd set {number}"), Some(*person as usize), None));
        }
    }
}

/// What the round rested on, so that `verify` can tell later who has changed since: keyed digests, never answers.
fn grounds(records: &mut Records, book: &Book, outcome: &Outcome, numbers: &[RelationshipId], key: &str) {
    let (mark, round) = (book.register.mark.as_str(), outcome.round.to_string());
    let mut push = |of: &str, role: &str, places: &str, waited: &str, digest: &str| {
        let cells = [("of", of), ("as", role), ("places", places), ("waited", waited), ("digest", digest)];
        records.grounds.push(&[&[("mark", mark), ("round", round.as_str())], &cells[..]].concat());
    };
    push(SCHEME, "", "", "", &book.rests().scheme_alone(key));
    for (file, digest) in book.rests().files_about_pairs(key) {
        push(PAIRS, &file, "", "", &digest);
    }
    // All of them, since a stage of which every price is 0 has no row of prices.
    for stage in &outcome.proof.stages {
        let kept = if stage.kept == 0 { String::new() } else { stage.kept.to_string() };
        push(STAGE, &decides(stage), &kept, "", "");
    }
    for peers::Stage { decides, certificate } in &outcome.proof.pool {
        push(STAGE, &format!("{decides} {} {}", certificate.bonus, certificate.value), "", "", "");
    }
    for limit in &outcome.limits {
        push(LIMIT, &book.scheme.pools[limit.pool].name, &limit.at_most.to_string(), "", "");
    }
    for mentor in &outcome.proof.kept_free {
        push(&mentor.to_string(), KEPT_FREE, "", "", "");
    }
    for (_, id) in outcome.proposed.iter().zip(numbers).filter(|(proposed, _)| proposed.fixed) {
        push(&id.to_string(), "fixed", "", "", "");
    }
    push(ANSWERS, HOWEVER_SPELT, "", "", "");
    let (new, fields, called) = (Digest::new(key), digest::fields_used(&book.scheme), Called::new(&book.words, true));
    let roles = book.scheme.form.roles();
    for (role, stakes) in roles.into_iter().zip([&outcome.proof.mentees, &outcome.proof.mentors]) {
        let digests = in_halves(stakes, stakes.len() > MANY, |stakes| {
            let digest = |person| digest::person(&new, person, role, &fields, &called);
            stakes.iter().map(|stake| book.by_id(stake.id).map(digest)).collect::<Vec<Option<String>>>()
        });
        for (stake, digest) in stakes.iter().zip(digests.into_iter().flatten()) {
            let Some(digest) = digest else { continue };
            let waited = match (stake.served, stake.waited) {
                (true, _) => SERVED,
                (false, true) => "yes",
                (false, false) => "",
            };
            push(&stake.id.to_string(), role.word(), &stake.places.to_string(), waited, &digest);
        }
    }
    let mut rows = new;
    records.rows_of_round(outcome.round, |cell| rows.add(cell));
    let digest = rows.finish();
    let cells = [("mark", mark), ("round", round.as_str()), ("of", ROWS), ("digest", digest.as_str())];
    records.grounds.push(&cells);
}
