//! `mentor people`: the list.

use super::ready;
use crate::commands::{Answer, Desk};
use chrono::NaiveDate;

use crate::domain::matching::criteria::answer;
use crate::domain::matching::rules;
use crate::domain::matching::shares::pool_of;
use crate::domain::person::{Entry, Person};
use crate::domain::relationship::{Member, State};
use crate::domain::scheme::{FieldId, Role, Rule};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::{plural, show};

/// Which people, and what of them
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    asked: Asked,
    /// Show these fields too
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    with: Vec<String>,
    /// Show what each person still needs before being matched, and checks that expire
    #[arg(long, conflicts_with = "with")]
    ready: bool,
}

/// Which people
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Only people in this role
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Only people of this intake
    #[arg(long, value_name = "NAME")]
    intake: Option<String>,
}

pub fn run(args: &ListArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book) = desk.read()?;
    args.asked.check(&book)?;
    if args.ready {
        let report = ready::describe(&book, |entry| args.asked.wants(&book, entry), desk.today)?;
        return Ok(Answer { report, problems: book.problems, ..Answer::default() });
    }
    let fields = fields(&book, &args.with)?;
    let report = describe(&book, args, &fields, desk.today);
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

/// The fields that are asked for by their names.
///
/// # Errors
/// Says which there are; what is special is never shown.
pub fn fields(book: &Book, names: &[String]) -> anyhow::Result<Vec<FieldId>> {
    let mut fields = Vec::new();
    for name in names {
        match book.scheme.field_named(name) {
            Some(id) if book.scheme.field(id).privacy == Privacy::Special => {
                anyhow::bail!("`{}` is special, and what is special is never shown", show(name))
            }
            Some(id) => fields.push(id),
            None => {
                let known: Vec<&str> = book.scheme.fields.iter().map(|field| field.name.as_str()).collect();
                anyhow::bail!("there is no field `{}`; there are {}", show(name), crate::wording::list(&known, "and"));
            }
        }
    }
    Ok(fields)
}

impl Asked {
    /// Sees whether there is such a role and intake.
    ///
    /// # Errors
    /// Says which there are.
    pub fn check(&self, book: &Book) -> anyhow::Result<()> {
        if let Some(wanted) = &self.intake {
            let known: Vec<&str> = book.scheme.intakes.iter().map(|intake| intake.name.as_str()).collect();
            if !known.contains(&wanted.as_str()) {
                let there = match known.len() {
                    0 => "the scheme names none ([[intake]] in scheme.toml)".to_string(),
                    1 => format!("there is {}", known.concat()),
                    _ => format!("there are {}", crate::wording::list(&known, "and")),
                };
                anyhow::bail!("there is no intake `{}`; {there}", show(wanted));
            }
        }
        if let Some(wanted) = &self.role {
            let words: Vec<&str> = Role::WORDS.iter().map(|(_, role)| book.scheme.role_word(*role)).collect();
            if !words.contains(&wanted.as_str()) && Role::from_word(wanted).is_none() {
                anyhow::bail!("there is no role `{}`; there are {}", show(wanted), crate::wording::list(&words, "and"));
            }
        }
        Ok(())
    }

    /// Whether somebody in a role is among those asked for.
    pub fn wants(&self, book: &Book, entry: &Entry) -> bool {
        let word = book.scheme.role_word(entry.role);
        self.role.as_ref().is_none_or(|wanted| wanted == word || Role::from_word(wanted) == Some(entry.role))
            && self.intake.as_ref().is_none_or(|wanted| *wanted == entry.intake)
    }
}

fn describe(book: &Book, args: &ListArgs, fields: &[FieldId], today: NaiveDate) -> Report {
    let mut columns = vec![
        Column::new("id", "Id"),
        Column::new("name", "Name").privacy(Privacy::Confidential),
        Column::new("role", "Role"),
        Column::new("places", "Places"),
    ];
    columns.extend(channels_column(book));
    columns.extend([
        // Where all came in together, a reader needs no column for it.
        if book.scheme.intakes.len() > 1 {
            Column::new("intake", "Intake")
        } else {
            Column::new("intake", "Intake").machines()
        },
        Column::new("state", "State"),
        Column::new("email", "E-mail").privacy(Privacy::Confidential).machines(),
        Column::new("phone", "Telephone").privacy(Privacy::Confidential).machines(),
        Column::new("corrected", "Corrected").machines(),
    ]);
    for id in fields {
        let field = book.scheme.field(*id);
        columns.push(Column::new(field.name.clone(), &field.label).privacy(field.privacy));
    }
    let mut rows = Vec::new();
    for person in &book.people {
        for entry in &person.entries {
            if args.asked.wants(book, entry) {
                rows.push(row(book, person, entry, fields, today));
            }
        }
    }
    let people: std::collections::HashSet<String> = rows.iter().map(|row| row[0].plain()).collect();
    let summary = plural(people.len(), "person");
    let mut blocks = vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)];
    blocks.extend(pools(book));
    Report { blocks, json: None }
}

/// How many mentors are of each pool, and the places they offer.
fn pools(book: &Book) -> Option<Block> {
    let scheme = &book.scheme;
    let mut counts = vec![(0, 0); scheme.pools.len()];
    for entry in book.people.iter().filter_map(|person| person.entry(Role::Mentor)) {
        if let Some(pool) = pool_of(scheme, &book.words, entry) {
            counts[pool].0 += 1;
            counts[pool].1 += entry.places as usize;
        }
    }
    let mentor = scheme.role_word(Role::Mentor);
    let says = scheme.pools.iter().zip(counts).map(|(pool, (people, places))| {
        format!("{}: {} with {}", pool.name, plural(people, mentor), plural(places, "place"))
    });
    let says: Vec<String> = says.collect();
    (!says.is_empty()).then(|| Block::Text(format!("{}.", says.join("; "))))
}

fn row(book: &Book, person: &Person, entry: &Entry, fields: &[FieldId], today: NaiveDate) -> Vec<Cell> {
    let corrected: Vec<&str> =
        book.corrections.iter().filter(|c| c.person == person.id).map(|c| c.field.as_str()).collect();
    let mut row = vec![
        Cell::text(person.shown_id()),
        Cell::text(person.name.as_str()),
        Cell::text(book.scheme.role_word(entry.role)),
        if entry.role == Role::PracticePartner { Cell::Blank } else { Cell::Number(i64::from(entry.places)) },
    ];
    row.extend(channels_column(book).map(|_| Cell::text(channels(book, entry))));
    row.extend([
        Cell::text(entry.intake.as_str()),
        Cell::text(state(book, person, entry, today)),
        if person.email.is_empty() { Cell::Blank } else { Cell::Email(person.email.clone()) },
        if person.phone.is_empty() { Cell::Blank } else { Cell::Phone(person.phone.clone()) },
        Cell::text(corrected.join(" ")),
    ]);
    row.extend(fields.iter().map(|id| Cell::text(answer(entry.value(*id), book.scheme.field(*id), &book.words))));
    row
}

/// The first rule that somebody does not meet in any channel in which they take part.
fn unmet<'b>(book: &'b Book, entry: &Entry, today: NaiveDate) -> Option<&'b Rule> {
    let channels = book.scheme.channels.iter().filter(|of| book.scheme.takes_part(of, entry, &book.words));
    let mut of_each = channels.map(|of| rules::unmet(&of.scheme.rules, entry, today)).peekable();
    match of_each.peek().is_some() {
        false => rules::unmet(&book.scheme.rules, entry, today),
        true => of_each.collect::<Option<Vec<&Rule>>>()?.first().copied(),
    }
}

/// The column that says in which channels people take part, where the scheme has several.
fn channels_column(book: &Book) -> Option<Column> {
    (!book.scheme.channels.is_empty()).then(|| Column::new("channels", "Channels"))
}

/// In which channels somebody in a role takes part.
fn channels(book: &Book, entry: &Entry) -> String {
    let own = book.scheme.channels.iter().filter(|channel| book.scheme.takes_part(channel, entry, &book.words));
    let names: Vec<&str> = own.map(|channel| channel.name.as_deref().unwrap_or(book.scheme.form.word())).collect();
    names.join("; ")
}

/// Where a person stands in a role, in a few words.
fn state(book: &Book, person: &Person, entry: &Entry, today: NaiveDate) -> String {
    let role = entry.role;
    if person.refused {
        return "no consent".to_string();
    }
    if role == Role::PracticePartner {
        let open = book.records.practice.iter().filter(|r| r.ended.is_none() && r.has(person.id)).count();
        return if open > 0 { plural(open, "practice") } else { String::new() };
    }
    let own = book.records.relationships.iter().filter(|r| r.members.contains(&Member { id: person.id, role }));
    let own: Vec<_> = own.collect();
    let left = book.records.relationships.iter().flat_map(|r| &r.left);
    let mut left = left.filter(|left| left.member.id == person.id && left.member.role == role);
    let finished = own.iter().any(|r| r.finished()) || left.any(|left| left.ending.finished());
    let states: Vec<State> = own.iter().map(|r| r.state()).collect();
    let count = |wanted: State| states.iter().filter(|state| **state == wanted).count();
    let mut parts: Vec<String> = person.held.then(|| "on hold".to_string()).into_iter().collect();
    match [State::Accepted, State::Offered, State::Proposed].map(count) {
        [0, 0, 0] if book.scheme.form.seeks(role) && finished => parts.push("completed".to_string()),
        [0, 0, 0] => match unmet(book, entry, today) {
            Some(rule) => parts.push(format!("not yet: {}", rules::says_when(rule, entry))),
            None => parts.push("free".to_string()),
        },
        counts => {
            let words = ["accepted", "offered", "proposed"];
            let counted = counts.iter().zip(words).filter(|(count, _)| **count > 0);
            parts.extend(counted.map(|(count, word)| format!("{count} {word}")));
        }
    }
    parts.join(", ")
}
