//! What the rows of the log mean.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Logged;
use super::rows::{Known, Rows};
use super::{CHANGES, NOTED};
use crate::domain::log::{
    About, Answered, Assignment, Attendance, Concern, Contact, Continuation, Conversation, Goal, Kind, Log, Move,
    Named, Pause, RecordId, Session, Tally, Visit,
};
use crate::domain::register::Register;
use crate::domain::relationship::RelationshipId;
use crate::problems::Problems;
use crate::store::table::Table;

/// Reads all tables that the schedule and the status rest on.
pub fn read(
    logged: &Logged,
    relationships: &HashSet<RelationshipId>,
    register: &Register,
    problems: &mut Problems,
) -> Log {
    let mut known = Known { relationships, register, problems };
    let of = |kind: Kind| &logged.tables[&kind];
    let mut log = Log {
        sessions: known.rows(of(Kind::Session)).each(session),
        contacts: known.rows(of(Kind::Contact)).each(contact),
        visits: known.rows(of(Kind::Visit)).each(visit),
        tallies: known.rows(of(Kind::Message)).each(tally),
        goals: known.rows(of(Kind::Goal)).each(goal),
        concerns: known.rows(of(Kind::Concern)).each(concern),
        attendances: known.rows(of(Kind::Attendance)).each(attendance),
        assignments: known.rows(&logged.assignments).each(|rows, row| {
            Some(Assignment {
                relationship: rows.relationship(row, "relationship")?,
                supporter: rows.person(row, "supporter")?,
                from: rows.day(row, "from")?,
                until: rows.maybe_day(row, "until"),
            })
        }),
        pauses: known.rows(&logged.pauses).each(|rows, row| {
            let (from, until) = (rows.day(row, "from")?, rows.day(row, "until")?);
            Some(Pause {
                relationship: rows.relationship(row, "relationship")?,
                from,
                until: until.max(from),
                changes: rows.table.cell(row, CHANGES).parse().unwrap_or(1),
                noted: rows.maybe_day(row, NOTED),
            })
        }),
        continuations: known.rows(&logged.continuations).each(|rows, row| {
            Some(Continuation {
                relationship: rows.relationship(row, "relationship")?,
                continues: rows.relationship(row, "continues")?,
            })
        }),
        moves: known.rows(&logged.moves).each(|rows, row| {
            let relationship =
                if rows.blank(row, "relationship") { None } else { Some(rows.relationship(row, "relationship")?) };
            Some(Move {
                relationship,
                intake: rows.table.cell(row, "intake").to_string(),
                item: rows.table.cell(row, "item").to_string(),
                to: rows.day(row, "to")?,
                on: rows.day(row, "on")?,
            })
        }),
        conversations: known.rows(&logged.timetable).each(|rows, row| {
            let (relationship, day) = (rows.relationship(row, "relationship")?, rows.day(row, "to")?);
            Some(Conversation { relationship, day, at: rows.time(row, "at"), on: rows.day(row, "on")? })
        }),
    };
    let mut of_goal: HashMap<RecordId, Vec<(NaiveDate, i64)>> = HashMap::new();
    let goals: HashSet<RecordId> = log.goals.iter().map(|goal| goal.id).collect();
    let ratings = known.rows(of(Kind::Rating)).each(|rows, row| {
        let goal = rows.table.cell(row, "goal").parse().ok().filter(|goal| goals.contains(goal));
        if goal.is_none() {
            let remedy = "remove the rating, or take the change back with git";
            rows.table.wrong(row, "goal", "is no goal in records/goals.csv", remedy, rows.problems);
        }
        Some((goal?, rows.day(row, "on")?, rows.number(row, "now")?))
    });
    for (goal, on, now) in ratings {
        of_goal.entry(goal).or_default().push((on, now));
    }
    for goal in &mut log.goals {
        goal.ratings = of_goal.remove(&goal.id).unwrap_or_default();
        goal.ratings.sort_by_key(|(on, _)| *on);
    }
    log
}

fn session(rows: &mut Rows<'_>, row: usize) -> Option<Session> {
    Some(Session {
        id: Some(rows.id(row, Kind::Session)?),
        relationship: rows.relationship(row, "relationship")?,
        on: rows.day(row, "on")?,
        held: rows.truth(row, "held")?,
        minutes: rows.number(row, "minutes"),
        rating: rows.number(row, "rating"),
    })
}

/// Whom a row is about: a relationship, or a person.
fn about(rows: &mut Rows<'_>, row: usize) -> Option<About> {
    if rows.blank(row, "relationship") {
        return rows.person(row, "person").map(About::Person);
    }
    rows.relationship(row, "relationship").map(About::Relationship)
}

fn contact(rows: &mut Rows<'_>, row: usize) -> Option<Contact> {
    Some(Contact {
        id: rows.id(row, Kind::Contact)?,
        about: about(rows, row)?,
        on: rows.day(row, "on")?,
        reached: rows.truth(row, "reached")?,
        next: rows.maybe_day(row, "next"),
    })
}

fn visit(rows: &mut Rows<'_>, row: usize) -> Option<Visit> {
    Some(Visit {
        id: rows.id(row, Kind::Visit)?,
        relationship: rows.relationship(row, "relationship")?,
        supporter: rows.maybe_person(row, "supporter"),
        on: rows.day(row, "on")?,
        held: rows.truth(row, "held")?,
    })
}

fn tally(rows: &mut Rows<'_>, row: usize) -> Option<Tally> {
    Some(Tally {
        id: rows.id(row, Kind::Message)?,
        relationship: rows.relationship(row, "relationship")?,
        on: rows.day(row, "on")?,
        messages: rows.number(row, "messages")?,
        in_time: rows.number(row, "in_time")?,
    })
}

fn goal(rows: &mut Rows<'_>, row: usize) -> Option<Goal> {
    Some(Goal {
        id: rows.id(row, Kind::Goal)?,
        relationship: rows.relationship(row, "relationship")?,
        person: rows.maybe_person(row, "person"),
        on: rows.day(row, "on")?,
        start: rows.number(row, "start"),
        target: rows.number(row, "target"),
        ratings: Vec::new(),
    })
}

fn concern(rows: &mut Rows<'_>, row: usize) -> Option<Concern> {
    let nobody = rows.blank(row, "relationship") && rows.blank(row, "person");
    Some(Concern {
        id: rows.id(row, Kind::Concern)?,
        about: if nobody { None } else { Some(about(rows, row)?) },
        on: rows.day(row, "on")?,
        next: rows.maybe_day(row, "next"),
        closed: rows.maybe_day(row, "closed"),
    })
}

fn attendance(rows: &mut Rows<'_>, row: usize) -> Option<Attendance> {
    Some(Attendance {
        id: rows.id(row, Kind::Attendance)?,
        person: rows.person(row, "person")?,
        event: rows.table.cell(row, "event").to_string(),
        on: rows.day(row, "on")?,
        came: rows.truth(row, "came")?,
    })
}

/// The answers that were noted here. One typed on a day counts over one that was sent on it.
pub fn answers(table: &Table) -> Vec<Answered> {
    let rows = (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty());
    let answer = |row: usize| {
        let cell = |column| table.cell(row, column).to_string();
        Answered {
            place: table.place(row, "id"),
            person: cell("person").parse().ok().map(Named::Known),
            measure: cell("measure"),
            item: cell("item"),
            stage: cell("stage"),
            when: cell("on").parse().ok().and_then(|on: NaiveDate| on.and_hms_opt(23, 59, 59)),
            answer: cell("answer"),
        }
    };
    rows.map(answer).collect()
}
