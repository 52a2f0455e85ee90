//! `mentor people add`: somebody who signed up by telephone.

use std::collections::HashSet;

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk};
use crate::domain::person::Identity;
use crate::domain::scheme::Role;
use crate::store::{added, book};
use crate::wording::{list, nearest, normal, show};

/// Add somebody who signed up by telephone
///
/// Answers are in the words of the scheme, and are checked like those of a form. Writes private/added.csv.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The role: mentor, mentee, both, either, or a side of a mutual scheme
    #[arg(long)]
    role: String,
    /// What the person is called
    #[arg(long)]
    name: Option<String>,
    /// The e-mail address, which tells one person from another
    #[arg(long)]
    email: Option<String>,
    /// The key, where the scheme has keys
    #[arg(long)]
    key: Option<String>,
    /// The telephone number
    #[arg(long)]
    phone: Option<String>,
    /// The intake
    #[arg(long)]
    intake: Option<String>,
    /// Answers, as FIELD=VALUE; several in one are separated by `;`
    #[arg(value_name = "FIELD=VALUE")]
    answers: Vec<String>,
}

pub fn run(args: &AddArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, book) = desk.look()?;
    let mut facts = vec![("role".to_string(), args.role.clone())];
    for (name, value) in [
        ("name", &args.name),
        ("email", &args.email),
        ("key", &args.key),
        ("phone", &args.phone),
        ("intake", &args.intake),
    ] {
        facts.extend(value.iter().map(|value| (name.to_string(), value.clone())));
    }
    for answer in &args.answers {
        let Some((field, value)) = answer.split_once('=') else {
            bail!("`{}` is not FIELD=VALUE; write for example places=2", show(answer));
        };
        facts.push((field.trim().to_string(), value.trim().to_string()));
    }
    if args.email.is_none()
        && args.key.is_none()
        && book.scheme.identity != Some(crate::domain::scheme::IdentityKind::Name)
    {
        bail!("say how to tell this person from others: add --email ADDRESS");
    }
    let sides = book.scheme.sides.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()]);
    let roles: Vec<&str> = Role::WORDS.iter().map(|(word, _)| *word).chain(["both", "either"]).chain(sides).collect();
    if !roles.iter().any(|role| normal(role) == normal(&args.role)) {
        match nearest(&args.role, roles.iter().copied()) {
            Some(near) => bail!("`{}` is not a role; did you mean `{near}`?", show(&args.role)),
            None => bail!("`{}` is not a role; there are {}", show(&args.role), list(&roles, "and")),
        }
    }
    // A key may look like the id of somebody else.
    let key = args.key.as_ref().map(|key| format!("key:{key}"));
    let known = [&key, &args.email].into_iter().flatten().find_map(|name| book.person(name).ok());
    if let Some(person) = known {
        bail!(
            "{} is known already as {}; change an answer with: mentor people correct {} FIELD=VALUE",
            show(&person.called()),
            person.shown_id(),
            person.id
        );
    }
    let mut table = book.added_table.clone();
    added::add(&mut table, &facts, &desk.today.to_string());
    let mut label = format!("people add --role {}", args.role);
    if let Some(name) = &args.name {
        label.push_str(&format!(" --name {name:?}"));
    }
    let mut then = match book::with_planned(&sight, desk.today, &table, &book)? {
        Ok(then) => then,
        Err(problems) => return Err(crate::commands::Stopped(problems).into()),
    };
    // The new person gets an id at once.
    // Ids that no register holds yet may have shifted, so that only who somebody is tells who is new.
    let known: HashSet<&Identity> = book.people.iter().map(|person| &person.identity).collect();
    let new = then.people.iter().find(|person| !known.contains(&person.identity)).map(|person| person.id.to_string());
    plan::settle(&mut then, desk);
    let mut edits = plan::start(label, &then);
    plan::write(&mut edits, &table);
    let called = args.name.as_deref().or(args.email.as_deref()).filter(|_| !desk.no_names);
    let called = called.map_or("the person".to_string(), show);
    let told = vec![match new {
        Some(id) => format!("{called} is added as {id}"),
        None => format!("{called} is known already and has a further answer now"),
    }];
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}
