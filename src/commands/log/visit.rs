//! `mentor log visit`: a supporter saw a relationship.

use anyhow::bail;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// A supporter saw a relationship
#[derive(Debug, clap::Args)]
pub struct VisitArgs {
    /// The relationship (R003), or one of its people
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// Who went: id, e-mail or name; the supporter assigned unless said
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// It was planned and did not take place
    #[arg(long, conflicts_with = "held")]
    not_held: bool,
    /// It took place after all (with --change)
    #[arg(long, requires = "change")]
    held: bool,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &VisitArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Visit, &args.common, desk)?;
    let relationship = entry.relationship(args.who.as_deref())?;
    let assigned = relationship.and_then(|id| {
        let own = |a: &&crate::domain::log::Assignment| a.relationship == id && a.until.is_none();
        entry.logged().log.assignments.iter().rev().find(own).map(|assignment| assignment.supporter.to_string())
    });
    let by = args.by.clone().or(assigned);
    if by.is_none() && !entry.changes() {
        bail!(
            "say who went: --by P020; or settle it once: mentor assign {} P020",
            relationship.map_or("R003".to_string(), |id| id.to_string())
        );
    }
    let supporter = match &by {
        Some(by) => entry.person("supporter", Some(by))?,
        None => None,
    };
    let of = relationship.or_else(|| entry.now("relationship").parse().ok());
    let member = |id| entry.book.records.relationships.iter().any(|r| Some(r.id) == of && r.has(id));
    if let Some(member) = supporter.filter(|id| member(*id)) {
        bail!("{member} is in the relationship themselves; a visit is by somebody else");
    }
    let said = !entry.changes() || args.held || args.not_held;
    entry.set("held", said.then_some(if args.not_held { "no" } else { "yes" }));
    let not = if args.not_held { ", not held" } else { "" };
    let by = supporter.map_or(String::new(), |id| format!(" by {id}"));
    Ok(entry.keep(&format!("visit of {}{by}{not}", of.map_or(String::new(), |id| id.to_string()))))
}
