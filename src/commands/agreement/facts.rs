//! What agreements are filled in with: everything a wording may name, whether known or not.

use chrono::NaiveDate;
use serde_json::{Value as Facts, json};

use super::goals::{self, Goals};
use crate::commands::in_words;
use crate::domain::journey::Journey;
use crate::domain::relationship::{Member, Relationship};
use crate::domain::review::review_of;
use crate::domain::schedule::{Item, Of, What};
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
    review: Option<NaiveDate>,
    no_names: bool,
) -> Facts {
    let scheme = relationship.terms(&book.scheme);
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
    let planned = |number: Option<u32>, noun: &str| counted(number.map(i64::from), noun);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names: Vec<String> = relationship.members.iter().map(&name).collect();
    let sessions = &scheme.year.sessions;
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
        "sessions": planned(sessions.number, "session"),
        "minutes": planned(sessions.minutes, "minute"),
        "months": planned(sessions.months, "month"),
        "every": sessions.every.as_ref().map_or(String::new(), |every| format!("every {every}")),
        "first": text(&sessions.first),
        "by": sessions.by,
        "arranges": text(&terms.arranges),
        "contact": text(&terms.contact),
        "reply_time": planned(scheme.year.reply_hours, "hour"),
        "kept_by": text(&scheme.year.kept_by),
        "meets_with": counted(terms.meets_with, "member"),
        "turn_minutes": counted(terms.turn_minutes, "minute"),
        "limits": terms.limits,
        "boundaries": terms.boundaries,
        "time_away": time_away,
        "time_away_agreed_on": agreed_on,
        "review": review.map_or(String::new(), |on| format!("on {}", in_words(on))),
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
    let terms = &relationship.terms(&book.scheme).agreement;
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

/// When a relationship is reviewed, as the schedule has it; where nobody said yes yet, with the others of its intake.
pub fn review(
    book: &Book,
    shared: &[Item],
    journeys: &[Journey<'_>],
    relationship: &Relationship,
    today: NaiveDate,
) -> Option<NaiveDate> {
    if let Some(journey) = journeys.iter().find(|journey| journey.relationship.id == relationship.id) {
        return review_of(&book.scheme, shared, journey, today)?.by;
    }
    let entries = relationship.members.iter().filter_map(|member| book.by_id(member.id)?.entry(member.role));
    let intakes: Vec<&str> = entries.map(|entry| entry.intake.as_str()).collect();
    let own = |item: &&Item| match &item.of {
        Of::Intake(name) => intakes.contains(&name.as_str()),
        of => *of == Of::All,
    };
    shared.iter().filter(|item| item.what == What::Review).find(own)?.by
}
