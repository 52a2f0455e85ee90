//! What letters are filled in with.

use chrono::NaiveDate;
use serde_json::{Value as Facts, json};

use super::{Letter, LettersArgs, To};
use crate::commands::in_words;
use crate::domain::matching::telling;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship, State};
use crate::domain::scheme::{Aim, Form, Role, Scheme};
use crate::store::book::Book;
use crate::wording::{list, plural};

/// All names a wording of letters may use, with one match to show what is known of one.
pub fn known() -> Facts {
    let other = json!({ "name": "", "role": "", "email": "" });
    let matched = json!({
        "id": "", "role": "", "others": "", "people": [other], "why": [], "on": "", "ending": "",
    });
    json!({
        "id": "", "name": "", "scheme": "", "purpose": "", "form": "", "matches": [matched], "waits": [], "channel": "",
        "seeks": true, "goes_on": true,
        "first_next_time": true, "answer_by": "", "first": "", "sessions": "", "needed": true, "tell": "",
    })
}

/// What is known for one letter.
pub fn of(book: &Book, args: &LettersArgs, letter: &Letter<'_>, no_names: bool) -> Facts {
    let scheme = match (letter.about.first(), letter.waits.first()) {
        (Some(relationship), _) => relationship.terms(&book.scheme),
        (None, Some(wait)) => wait.scheme,
        (None, None) => &book.scheme,
    };
    let name = if no_names { letter.person.id.to_string() } else { letter.person.called() };
    let seeks = letter.waits.iter().any(|wait| wait.scheme.form.seeks(wait.role));
    let pairs = matches!(scheme.form, Form::OneToOne | Form::Mutual);
    let matches: Vec<Facts> = letter.about.iter().map(|r| matched(book, args.to, letter, r, no_names)).collect();
    json!({
        "id": letter.person.id.to_string(),
        "name": name,
        "scheme": scheme.name,
        "purpose": scheme.purpose.trim_end_matches('.'),
        "form": scheme.form.word(),
        "matches": matches,
        "waits": letter.waits.iter().map(|wait| wait.scheme.role_word(wait.role)).collect::<Vec<_>>(),
        "channel": letter.waits.first().and_then(|wait| wait.channel).unwrap_or_default(),
        "seeks": seeks,
        "goes_on": goes_on(book, letter),
        "first_next_time": seeks && pairs && scheme.aim == Aim::MostPeople,
        "answer_by": args.answer_by.map_or(String::new(), in_words),
        "first": scheme.year.sessions.first.clone().unwrap_or_default(),
        "sessions": sessions(scheme),
        "needed": !scheme.agreement.unneeded,
        "tell": scheme.agreement.tell.clone().unwrap_or_default(),
    })
}

fn matched(book: &Book, to: To, letter: &Letter<'_>, relationship: &Relationship, no_names: bool) -> Facts {
    let others: Vec<Facts> = others(letter, relationship)
        .map(|member| {
            let other = book.by_id(member.id);
            let name = other.filter(|_| !no_names).map_or(member.id.to_string(), |other| other.called());
            let email = other.filter(|_| to == To::Confirmed && !no_names).map_or("", |other| other.email.as_str());
            json!({ "name": name, "role": relationship.terms(&book.scheme).role_word(member.role), "email": email })
        })
        .collect();
    let names: Vec<&str> = others.iter().filter_map(|other| other["name"].as_str()).collect();
    json!({
        "id": relationship.id.to_string(),
        "role": role(book, letter, relationship),
        "others": list(&names, "and"),
        "people": others,
        "why": why(book, relationship),
        "on": on(to, relationship, letter.person.id).map_or(String::new(), in_words),
        "ending": relationship.ended_for(letter.person.id).1.map_or("", |ending| ending.word()),
    })
}

/// Whether somebody is in a relationship that is under way.
pub fn goes_on(book: &Book, letter: &Letter<'_>) -> bool {
    book.records.relationships.iter().any(|r| r.state() == State::Accepted && r.has(letter.person.id))
}

/// How often two people meet and how long, as far as the scheme says; empty where it says nothing.
fn sessions(scheme: &Scheme) -> String {
    let sessions = &scheme.year.sessions;
    let number = sessions.number.map(|number| plural(number as usize, "meeting"));
    let minutes = sessions.minutes.map(|minutes| format!("of {}", plural(minutes as usize, "minute")));
    let every = sessions.every.as_ref().map(|every| format!("one every {every}"));
    let months = sessions.months.map(|months| format!("for {}", plural(months as usize, "month")));
    let number = number.or_else(|| (minutes.is_some() || every.is_some()).then(|| "Meetings".to_string()));
    let head: Vec<String> = number.into_iter().chain(minutes).collect();
    let parts = [head.join(" "), every.unwrap_or_default(), months.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The others in a relationship.
pub fn others<'r>(letter: &Letter<'_>, relationship: &'r Relationship) -> impl Iterator<Item = &'r Member> {
    let own = letter.person.id;
    relationship.members.iter().filter(move |member| member.id != own)
}

/// As what somebody stands in a relationship.
pub fn role<'b>(book: &'b Book, letter: &Letter<'_>, relationship: &Relationship) -> &'b str {
    let own = relationship.everybody().find(|member| member.id == letter.person.id);
    own.map_or("", |member| relationship.terms(&book.scheme).role_word(member.role))
}

/// The day that a letter to somebody is about.
pub fn on(to: To, relationship: &Relationship, reader: PersonId) -> Option<NaiveDate> {
    match to {
        To::Offered => relationship.offer.since,
        To::Ended | To::Returning => relationship.ended_for(reader).0,
        To::Confirmed | To::Waiting | To::TimeAway => relationship.began_for(reader),
    }
}

/// What speaks for two people, as far as they may be told; where both learn, either way.
pub fn why(book: &Book, relationship: &Relationship) -> Vec<String> {
    let [one, other] = &relationship.members[..] else { return Vec::new() };
    let entry = |member: &Member| book.by_id(member.id).and_then(|person| person.entry(member.role));
    let (Some(first), Some(second)) = (entry(one), entry(other)) else { return Vec::new() };
    let scheme = relationship.terms(&book.scheme);
    let mut why = telling::told(scheme, &book.words, first, second);
    if one.role == Role::Member || relationship.form == Form::Mutual {
        for said in telling::told(scheme, &book.words, second, first) {
            if !why.contains(&said) {
                why.push(said);
            }
        }
    }
    why
}
