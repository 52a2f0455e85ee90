//! What agreements are filled in with: everything a wording may name, whether known or not.

use chrono::Months;
use serde_json::{Value as Facts, json};

use super::goals::{self, Goals};
use crate::commands::in_words;
use crate::domain::journey::Journey;
use crate::domain::relationship::{Member, Relationship};
use crate::domain::scheme::agreement::Wording;
use crate::domain::scheme::{FieldId, Role};
use crate::domain::value::Value;
use crate::store::book::Book;
use crate::wording::{capital, list, normal, plural};

/// All names a wording may use, with one person to show what is known of one.
pub fn known() -> Facts {
    let person = json!({ "name": "", "role": "", "id": "", "goals": [goals::known()] });
    json!({
        "id": "", "scheme": "", "purpose": "", "wording": "", "names": "", "people": [person], "learners": [person],
        "mentor": "", "mentee": "", "facilitator": "", "about": [], "goals": [goals::known()], "sessions": "", "minutes": "",
        "months": "", "every": "", "first": "", "by": [], "arranges": "", "contact": "", "reply_time": "",
        "kept_by": "", "meets_with": "", "turn_minutes": "", "limits": [], "boundaries": [], "time_away": "",
        "time_away_agreed_on": "", "review": "", "tell": "", "keep_months": "", "needed": true, "accepted": "",
        "discussed": "", "signed": "",
    })
}

/// What is known of one relationship.
pub fn of(
    book: &Book,
    journeys: &[Journey<'_>],
    relationship: &Relationship,
    wording: Option<Wording>,
    no_names: bool,
) -> Facts {
    let scheme = &book.scheme;
    let terms = &scheme.agreement;
    let name = |member: &Member| match book.by_id(member.id) {
        Some(person) if !no_names => person.called(),
        _ => member.id.to_string(),
    };
    let goals = Goals::of(book, relationship, journeys, no_names);
    let person = |member: &Member| {
        let role = match member.role {
            Role::Mentor if relationship.is_practice() => format!("Trainee {}", scheme.role_word(Role::Mentor)),
            role => capital(scheme.role_word(role)),
        };
        json!({ "name": name(member), "role": role, "id": member.id.to_string(), "goals": goals.own(member) })
    };
    let of_role = |role: Role| {
        let found = relationship.members.iter().find(|member| member.role == role);
        found.map_or(String::new(), &name)
    };
    let learns = |member: &&Member| member.role != Role::Facilitator;
    let counted = |number: Option<i64>, noun: &str| {
        let number = number.and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0);
        number.map_or(String::new(), |number| plural(number, noun))
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names: Vec<String> = relationship.members.iter().map(&name).collect();
    let sessions = &terms.sessions;
    let (time_away, agreed_on) = time_away(book, relationship, terms.time_away);
    json!({
        "id": relationship.id.to_string(),
        "scheme": scheme.name,
        "purpose": scheme.purpose.trim_end_matches('.'),
        "wording": wording.filter(|_| !relationship.is_practice()).unwrap_or_else(|| worded(book, relationship)).word(),
        "names": list(&names, "and"),
        "people": relationship.members.iter().map(&person).collect::<Vec<_>>(),
        "learners": relationship.members.iter().filter(learns).map(&person).collect::<Vec<_>>(),
        "mentor": of_role(Role::Mentor),
        "mentee": of_role(if relationship.is_practice() { Role::PracticePartner } else { Role::Mentee }),
        "facilitator": of_role(Role::Facilitator),
        "about": terms.about,
        "goals": goals.common(),
        "sessions": counted(sessions.number, "session"),
        "minutes": counted(sessions.minutes, "minute"),
        "months": counted(sessions.months, "month"),
        "every": sessions.every.as_ref().map_or(String::new(), |every| format!("every {every}")),
        "first": text(&sessions.first),
        "by": sessions.by,
        "arranges": text(&terms.arranges),
        "contact": text(&terms.contact),
        "reply_time": counted(terms.reply_hours, "hour"),
        "kept_by": text(&terms.kept_by),
        "meets_with": counted(terms.meets_with, "member"),
        "turn_minutes": counted(terms.turn_minutes, "minute"),
        "limits": terms.limits,
        "boundaries": terms.boundaries,
        "time_away": time_away,
        "time_away_agreed_on": agreed_on,
        "review": review(book, relationship),
        "tell": text(&terms.tell),
        "keep_months": counted(terms.keep_months, "month"),
        "needed": !terms.unneeded,
        "accepted": relationship.accepted.map_or(String::new(), in_words),
        "discussed": relationship.discussed.map_or(String::new(), in_words),
        "signed": relationship.signed.map_or(String::new(), in_words),
    })
}

/// How the agreement of a relationship is worded.
fn worded(book: &Book, relationship: &Relationship) -> Wording {
    let terms = &book.scheme.agreement;
    if relationship.is_practice() {
        return Wording::Practice;
    }
    if let Some(wording) = Wording::of_form(relationship.form) {
        return wording;
    }
    let Some((field, meanings)) = &terms.wording_by else { return terms.wording };
    let mentor = relationship.members.iter().find(|member| member.role == Role::Mentor);
    let answer = mentor.and_then(|mentor| match answer(book, mentor, *field) {
        Some(Value::Choice(word)) => Some(normal(book.words.spelling(*word))),
        _ => None,
    });
    let found = answer.and_then(|answer| meanings.iter().find(|(known, _)| *known == answer));
    found.map_or(terms.wording, |(_, wording)| *wording)
}

/// What somebody answered in the role in which they stand in a relationship.
pub fn answer<'b>(book: &'b Book, member: &Member, field: FieldId) -> Option<&'b Value> {
    Some(book.by_id(member.id)?.entry(member.role)?.value(field))
}

/// Whether the mentee's time away is agreed, and since when where that is known.
fn time_away(book: &Book, relationship: &Relationship, field: Option<FieldId>) -> (&'static str, String) {
    let mentee = relationship.members.iter().find(|member| member.role.seeks());
    let (Some(field), Some(mentee)) = (field, mentee) else { return ("", String::new()) };
    match answer(book, mentee, field) {
        Some(Value::YesNo(true)) => ("agreed", String::new()),
        Some(Value::Date(on)) => ("agreed", in_words(*on)),
        _ => ("open", String::new()),
    }
}

/// When the relationship is reviewed: the day that is set, else the month, since the day itself may be moved off a
/// weekend.
fn review(book: &Book, relationship: &Relationship) -> String {
    let terms = &book.scheme.agreement;
    if let Some(on) = terms.review_on {
        return format!("on {}", in_words(on));
    }
    let Some(months) = terms.review_months.and_then(|months| u32::try_from(months).ok()) else { return String::new() };
    let intake = relationship.members.first().and_then(|member| {
        let entry = book.by_id(member.id)?.entry(member.role)?;
        book.scheme.intakes.iter().find(|intake| intake.name == entry.intake)
    });
    let start = intake.and_then(|intake| intake.opening_day).or(relationship.accepted);
    let on = start.and_then(|start| start.checked_add_months(Months::new(months)));
    on.map_or(String::new(), |on| on.format("in %B %Y").to_string())
}
