//! Somebody joins a group that is under way: its sessions, its agreement and its calendar stay, and count for whoever
//! joins from that day on.

use anyhow::{bail, ensure};
use chrono::NaiveDate;

use super::AddArgs;
use crate::commands::allowed::{self, Together, says};
use crate::commands::{Answer, Desk, pairs, plan};
use crate::domain::make_up::lacks;
use crate::domain::relationship::{Arrival, Member, Relationship, State};
use crate::domain::scheme::{Form, Role};
use crate::store::arrivals;
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::wording::{list, plural, show};

/// Plans that people join a group.
///
/// # Errors
/// Where the group, one of the people, the day or a rule is in the way.
pub fn run(
    args: &AddArgs,
    to: &str,
    on: NaiveDate,
    sight: Directory,
    mut book: Book,
    desk: &Desk,
) -> anyhow::Result<Answer> {
    let mut group = group(&book, to)?;
    book.see_by(group.channel.as_deref());
    let mut told = Vec::new();
    let mark = book.register.mark.clone();
    for text in &args.who {
        let member = pairs::in_pool(&book, text)?;
        let name = name(&book, member);
        let arrival = Arrival { member, on };
        ensure!(!group.has(member.id), "{name} is in {} already", group.id);
        in_time(&group, arrival, &name)?;
        allowed::take_part(&book, &[member])?;
        allowed::room(&book, &pairs::Pair { relationship: None, members: vec![member] })?;
        group.come(arrival);
        let pair = pairs::Pair { relationship: Some(group.clone()), members: group.members.clone() };
        let typed = format!("add {} --to {}", args.who.join(" "), group.id);
        allowed::rules_allow(&book, desk, &Together { pair: &pair, comes: Some(member), typed }, &args.despite)?;
        arrivals::add(&mut book.records.arrivals, group.id, arrival, &args.despite, &mark);
        told.push(format!("{name} has joined {}: {}", group.id, pairs::called(&book, &pair)));
    }
    super::reason_given(args)?;
    told.extend(wanting(&book, &group, &args.despite));
    told.extend(still_to_do(&book, &group));
    let mut edits = plan::start(format!("add {} --to {}", list(&args.who, "and"), group.id), &book);
    plan::write(&mut edits, &book.records.arrivals);
    if let Some(notes) = pairs::note(&book, &group.id.to_string(), args.because.as_deref(), &on.to_string()) {
        plan::write(&mut edits, &notes);
    }
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// The group that is joined.
fn group(book: &Book, text: &str) -> anyhow::Result<Relationship> {
    let pair = pairs::named(book, &[text.to_string()])?.remove(0);
    let called = pairs::called(book, &pair);
    let Some(group) = pair.relationship else { bail!("{called} is no group; name one after --to, such as R003") };
    ensure!(group.form == Form::Group, "{called} is no group; nobody can join it");
    match group.state() {
        State::Accepted => Ok(group),
        State::Ended => bail!("{called} has ended; nobody can join it any more"),
        state => bail!(
            "{called} is {}, and not under way; once all have said yes (mentor accept {}), others can join",
            state.word(),
            group.id
        ),
    }
}

/// Sees whether somebody can have joined on a day.
fn in_time(group: &Relationship, arrival: Arrival, name: &str) -> anyhow::Result<()> {
    let (id, on) = (group.id, arrival.on);
    if let Some(accepted) = group.accepted.filter(|accepted| on < *accepted) {
        bail!("{id} was accepted on {accepted}; {name} cannot have joined before that, on {on}");
    }
    if let Some(left) = group.left.iter().find(|left| left.member.id == arrival.member.id && on <= left.on) {
        bail!("{name} left {id} on {}; they can only have come back after that, not on {on}", left.on);
    }
    Ok(())
}

fn name(book: &Book, member: Member) -> String {
    book.by_id(member.id).map_or(member.id.to_string(), |person| show(&person.called()))
}

/// What the group lacks all the same, by the scheme's own words, but for what was set aside.
fn wanting(book: &Book, group: &Relationship, despite: &[String]) -> Vec<String> {
    let lacks = lacks(&group.members, &book.scheme, |member| book.by_id(member.id)?.entry(member.role)).into_iter();
    lacks.filter(|lack| !despite.iter().any(|rule| rule == lack.name())).map(|lack| says(book, group, lack)).collect()
}

/// What is left to be done once somebody has joined.
fn still_to_do(book: &Book, group: &Relationship) -> Vec<String> {
    let (id, mut told) = (group.id, Vec::new());
    told.push(format!("how they reach each other now: mentor letters confirmed {id} -o letters.docx"));
    if group.joined_since_agreed() > 0 {
        let how = if group.signed > group.discussed { "" } else { " --discussed" };
        told.push(format!("the agreement is older than that; once it is renewed: mentor sign {id}{how}"));
    }
    let led = group.members.iter().filter(|member| member.role == Role::Facilitator).count();
    if led > 1 {
        told.push(format!("{id} is led by {} now", plural(led, book.scheme.role_word(Role::Facilitator))));
    }
    told
}
