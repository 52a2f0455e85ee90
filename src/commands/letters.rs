//! `mentor letters`: what people are told, as documents or as a table for mail merge.

mod facts;
mod merge;

use std::collections::BTreeSet;

use anyhow::bail;
use chrono::NaiveDate;

use super::people::not_answered;
use super::{Answer, Desk, Stopped, pairs, year};
use crate::documents::{Document, written};
use crate::domain::matching::rules::yes;
use crate::domain::person::Person;
use crate::domain::relationship::{Relationship, State};
use crate::domain::returning::Returning;
use crate::domain::scheme::{Role, Scheme};
use crate::problems::Problems;
use crate::report::{Block, Report};
use crate::store::book::Book;
use crate::store::templates;
use crate::wording::{list, plural};

pub use facts::known;

/// Write letters: to those offered, confirmed, waiting or ended
///
/// Also to mentors who may come back, and to employers about time away.
///
/// As a document with -o letters.docx (.html, .md), a letter a person; else as a table with one row a person, for mail
/// merge and GOV.UK Notify. No score is in any of them, and the other's e-mail address only once all have said yes.
#[derive(Debug, clap::Args)]
pub struct LettersArgs {
    /// To whom
    #[arg(value_enum, value_name = "TO")]
    to: To,
    /// Relationships (R003), or of those who wait people; all where none is named
    #[arg(value_name = "WHO")]
    who: Vec<String>,
    /// Only what was offered, accepted or ended on this day or later
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    since: Option<NaiveDate>,
    /// By when you ask for an answer
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    answer_by: Option<NaiveDate>,
    /// Show the wording that comes with mentor, to change it as templates/letter-….md
    #[arg(long, conflicts_with_all = ["who", "since", "answer_by"])]
    template: bool,
}

/// To whom letters go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum To {
    /// Those who are asked and have not answered
    Offered,
    /// Those who all said yes
    Confirmed,
    /// Those whom the newest round left out
    Waiting,
    /// Those whose relationship ended
    Ended,
    /// Mentors whose time with somebody ends and who have not said how many places they offer next
    Returning,
    /// Employers of mentees, about time away that is not agreed yet; mentees pass them on
    TimeAway,
}

impl To {
    /// The wording they are written from.
    fn template(self) -> &'static str {
        match self {
            To::Offered => "letter-offered",
            To::Confirmed => "letter-confirmed",
            To::Waiting => "letter-waiting",
            To::Ended => "letter-ended",
            To::Returning => "letter-returning",
            To::TimeAway => "letter-time-away",
        }
    }
}

/// As what somebody waits, and the scheme as it is for those who wait there.
struct Wait<'b> {
    role: Role,
    channel: Option<&'b str>,
    scheme: &'b Scheme,
}

/// Somebody who is written to, and what about: relationships, or as what the person waits.
struct Letter<'b> {
    person: &'b Person,
    about: Vec<&'b Relationship>,
    waits: Vec<Wait<'b>>,
}

pub fn run(args: &LettersArgs, desk: &Desk) -> anyhow::Result<Answer> {
    if args.template {
        let blocks = vec![Block::Verbatim(templates::built_in(args.to.template()).to_string())];
        return Ok(Answer { report: Report { blocks, json: None }, ..Answer::default() });
    }
    let (sight, book, back) = match args.to {
        To::Returning => {
            let (sight, mut book, logged) = year::read(desk)?;
            let back = not_answered(&sight, &mut book, &logged, desk)?;
            (sight, book, back)
        }
        _ => {
            let (sight, book) = desk.read()?;
            (sight, book, Vec::new())
        }
    };
    if args.since.is_some() && matches!(args.to, To::Waiting | To::TimeAway) {
        bail!("--since is about what was offered, accepted or ended; name people to write to only some of them");
    }
    if let Some(day) = args.answer_by.filter(|day| *day < desk.today) {
        bail!("{day} is before today, {}; name the day by which you hope for an answer", desk.today);
    }
    let mut told = Vec::new();
    let letters = match args.to {
        To::Waiting => waiting(&book, args, &mut told)?,
        To::TimeAway => time_away(&book, args, desk.today)?,
        To::Returning => coming_back(&book, args, &back)?,
        _ => together(&book, args)?,
    };
    told.extend(without_address(&letters));
    if !desk.to_print {
        let report = merge::describe(&book, args, &letters, desk);
        return Ok(Answer { report, told, problems: book.problems, ..Answer::default() });
    }
    let template = templates::read(&sight, args.to.template())?;
    let (mut problems, mut missing) = (Problems::default(), BTreeSet::new());
    let mut document = Document::new(format!("{}: letters", book.scheme.name)).footer(book.scheme.name.as_str());
    if template.check(&known(), &mut problems) {
        let facts = letters.iter().map(|letter| facts::of(&book, args, letter, desk.no_names));
        for filled in template.fill_each(facts, &mut problems).into_iter().flatten() {
            document.sections.extend(written(&filled.text));
            missing.extend(filled.missing);
        }
    }
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    if missing.contains("tell") {
        told.push("how you are reached is left blank; write tell = \"…\" under [agreement]".to_string());
    }
    Ok(Answer { document: Some(document), told, problems: book.problems, ..Answer::default() })
}

/// Letters about relationships: one to each person in any of them.
fn together<'b>(book: &'b Book, args: &LettersArgs) -> anyhow::Result<Vec<Letter<'b>>> {
    let wanted = match args.to {
        To::Offered => State::Offered,
        To::Ended => State::Ended,
        _ => State::Accepted,
    };
    let mut ids = Vec::new();
    if !args.who.is_empty() {
        for pair in pairs::named(book, &args.who)? {
            let state = pair.relationship.as_ref().map(|r| r.state());
            match (&pair.relationship, state) {
                (Some(relationship), Some(state)) if state == wanted => ids.push(relationship.id),
                (Some(group), _) if wanted == State::Ended && !group.left.is_empty() => ids.push(group.id),
                (_, state) => bail!(
                    "{} is {}, not {}; `mentor list` shows what stands",
                    pairs::called(book, &pair),
                    state.map_or("not matched", State::word),
                    wanted.word()
                ),
            }
        }
    }
    let named = book.records.relationships.iter().filter(|r| args.who.is_empty() || ids.contains(&r.id));
    let named: Vec<&Relationship> = named.collect();
    let letters = book.people.iter().filter_map(|person| {
        let recent = |r: &&Relationship| {
            let day = facts::on(args.to, r, person.id);
            args.since.is_none_or(|since| day.is_some_and(|day| day >= since))
        };
        let meant = |r: &&Relationship| match wanted {
            // For whoever left a group it is over, though the group goes on.
            State::Ended => r.everybody().any(|one| one.id == person.id) && r.ended_for(person.id).0.is_some(),
            State::Offered => r.state() == wanted && r.has(person.id) && !r.offer.said_yes(person.id),
            _ => r.state() == wanted && r.has(person.id),
        };
        let about: Vec<&Relationship> = named.iter().copied().filter(meant).filter(recent).collect();
        (!about.is_empty()).then(|| Letter { person, about, waits: Vec::new() })
    });
    let letters: Vec<Letter<'b>> = letters.collect();
    match args.since {
        _ if !letters.is_empty() => Ok(letters),
        Some(since) if wanted == State::Ended => {
            bail!("nothing ended on {since} or later; `mentor list` shows what stands")
        }
        Some(since) => bail!("nothing was {} on {since} or later; `mentor list` shows what stands", wanted.word()),
        None => bail!("nothing is {} now; `mentor list` shows what stands", wanted.word()),
    }
}

/// Letters to those whom the newest round left out and who have nobody since. Nobody has looked yet for those who asked to
/// be matched later, and whoever has no place now waits for nobody: of both the coordinator is told in place of that.
fn waiting<'b>(book: &'b Book, args: &LettersArgs, told: &mut Vec<String>) -> anyhow::Result<Vec<Letter<'b>>> {
    let newest = book.records.newest_rounds();
    if newest.is_empty() {
        bail!("nobody waits yet; `mentor match` proposes, and says who is left out");
    }
    let who: Vec<_> = args.who.iter().map(|text| Ok(book.person(text)?.id)).collect::<anyhow::Result<_>>()?;
    let table = &book.records.waiting;
    let rows: Vec<usize> = (0..table.len()).filter(|row| newest.contains(&table.cell(*row, "round"))).collect();
    let (mut later, mut no_place): (Vec<String>, Vec<String>) = Default::default();
    let letters = book.people.iter().filter(|person| who.is_empty() || who.contains(&person.id)).filter_map(|person| {
        if person.refused || person.held {
            return None;
        }
        let id = person.id.to_string();
        let channel = |row: usize| book.records.channel_of_round(table.cell(row, "round").parse().ok()?);
        let in_role = |row: &usize| Some((Role::from_word(table.cell(*row, "role"))?, channel(*row), *row));
        let has_nobody = |(role, channel, _): &(Role, Option<&str>, usize)| {
            let in_role = |r: &&Relationship| r.members.iter().any(|m| m.id == person.id && m.role == *role);
            let there = |r: &&Relationship| r.channel.as_deref() == *channel;
            let stands = |r: &Relationship| r.state().stands() || r.state() == State::Proposed;
            !book.records.relationships.iter().filter(there).filter(in_role).any(stands)
        };
        let own = rows.iter().filter(|row| table.cell(**row, "id") == id).filter_map(in_role).filter(has_nobody);
        let (mut waits, mut wants_later, mut has_no_place) = (Vec::new(), false, false);
        for (role, channel, row) in own {
            if table.cell(row, "reason") == "not-yet" {
                wants_later = true;
            } else if person.entry(role).is_none_or(|entry| entry.places == 0) {
                has_no_place = true;
            } else {
                waits.push(Wait { role, channel, scheme: book.scheme.seen_by(channel) });
            }
        }
        match (waits.is_empty(), wants_later, has_no_place) {
            (false, ..) => return Some(Letter { person, about: Vec::new(), waits }),
            (true, true, _) => later.push(person.called_with_id()),
            (true, false, true) => no_place.push(person.called_with_id()),
            (true, false, false) => {}
        }
        None
    });
    let letters: Vec<Letter<'b>> = letters.collect();
    told.extend(no_letter(&later, ["wants somebody only later", "want somebody only later"]));
    told.extend(no_letter(&no_place, ["offers no place now", "offer no place now"]));
    if letters.is_empty() {
        bail!("nobody{} waits since round {}", if who.is_empty() { "" } else { " of them" }, list(&newest, "or"));
    }
    Ok(letters)
}

/// Who waits and is not written to, and why, of one and of several.
fn no_letter(people: &[String], [one, several]: [&str; 2]) -> Option<String> {
    let why = if people.len() == 1 { one } else { several };
    (!people.is_empty()).then(|| format!("no letter to {}, who {why}", list(people, "and")))
}

/// Letters to the employers of those whose time away is not agreed yet.
fn time_away<'b>(book: &'b Book, args: &LettersArgs, today: NaiveDate) -> anyhow::Result<Vec<Letter<'b>>> {
    let Some(field) = book.scheme.agreement.time_away else {
        bail!(
            "this scheme does not ask whether an employer agrees to time away; where it does, write time_away = \"FIELD\" under [agreement], with the yes-no field that says so"
        );
    };
    let who: Vec<_> = args.who.iter().map(|text| Ok(book.person(text)?.id)).collect::<anyhow::Result<_>>()?;
    let meant = |person: &&Person| {
        let open = |value| yes(value, today) != Some(true);
        let entry = person.entry(Role::Mentee).filter(|entry| !who.is_empty() || open(entry.value(field)));
        entry.is_some() && !person.refused && !person.held && (who.is_empty() || who.contains(&person.id))
    };
    let people = book.people.iter().filter(meant);
    let letters: Vec<_> = people.map(|person| Letter { person, about: Vec::new(), waits: Vec::new() }).collect();
    if letters.is_empty() {
        bail!("nobody{} needs time away agreed now", if who.is_empty() { "" } else { " of them" });
    }
    Ok(letters)
}

/// Letters to those whose time with somebody ends, about that and about what they offer next.
fn coming_back<'b>(book: &'b Book, args: &LettersArgs, back: &[Returning]) -> anyhow::Result<Vec<Letter<'b>>> {
    let who: Vec<_> = args.who.iter().map(|text| Ok(book.person(text)?.id)).collect::<anyhow::Result<_>>()?;
    let meant = back.iter().filter(|one| who.is_empty() || who.contains(&one.person));
    let meant = meant.filter(|one| args.since.is_none_or(|since| one.ends >= since));
    let letter = |one: &Returning| {
        // What ended long ago was written about then.
        let about = book.records.relationships.iter().filter(|r| one.about.contains(&r.id)).collect();
        Some(Letter { person: book.by_id(one.person)?, about, waits: Vec::new() })
    };
    let letters: Vec<Letter<'b>> = meant.filter_map(letter).collect();
    if letters.is_empty() {
        bail!(
            "nobody{} is to be asked now; `mentor people places` shows all",
            if who.is_empty() { "" } else { " of them" }
        );
    }
    Ok(letters)
}

/// Who cannot be written to by e-mail.
fn without_address(letters: &[Letter<'_>]) -> Option<String> {
    let without: Vec<&Letter<'_>> = letters.iter().filter(|letter| letter.person.email.is_empty()).collect();
    let names: Vec<String> = without.iter().take(8).map(|letter| letter.person.called_with_id()).collect();
    let more = if without.len() > names.len() { " …" } else { "" };
    let has = if without.len() == 1 { "has" } else { "have" };
    (!without.is_empty())
        .then(|| format!("{} {has} no e-mail address: {}{more}", plural(without.len(), "person"), names.join(", ")))
}
