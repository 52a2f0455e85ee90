//! `mentor pause`: a relationship rests.

use anyhow::bail;
use chrono::NaiveDate;

use super::{Answer, Desk, pairs, plan, year};
use crate::wording::list;

/// Note that a relationship rests until a day; what is planned for it is put off by as long
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// The day on which it goes on
    #[arg(long, value_name = "DATE", value_parser = super::day, required_unless_present = "resume")]
    until: Option<NaiveDate>,
    /// The first day of the rest; today unless said
    #[arg(long, value_name = "DATE", value_parser = super::day, conflicts_with = "resume")]
    from: Option<NaiveDate>,
    /// It goes on today
    #[arg(long, conflicts_with = "until")]
    resume: bool,
}

pub fn run(args: &PauseArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    plan::settle(&mut book, desk);
    let from = args.from.unwrap_or(desk.today);
    let until = args.until.unwrap_or(desk.today);
    if !args.resume && until <= from {
        bail!("{until} is not after {from}; name the day on which it goes on");
    }
    let mut told = Vec::new();
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let Some(relationship) = pair.relationship.filter(|r| r.accepted.is_some() && r.ended.is_none()) else {
            bail!("{called} is not under way; only what was accepted and has not ended can rest");
        };
        let id = relationship.id.to_string();
        let open = logged.log.pauses.iter().any(|pause| pause.relationship == relationship.id && pause.until > from);
        let table = &mut logged.pauses;
        let rows = (0..table.len()).filter(|row| table.cell(*row, "relationship") == id);
        let last = rows.max_by_key(|row| table.cell(*row, "until").to_string()).filter(|_| open);
        match (args.resume, last) {
            (true, None) => bail!("{called} is not at rest"),
            (true, Some(row)) => {
                // A rest that has not begun never was.
                let began = table.cell(row, "from") <= desk.today.to_string().as_str();
                let day = if began { desk.today.to_string() } else { table.cell(row, "from").to_string() };
                table.set(row, "until", day);
                told.push(format!("{called} goes on"));
            }
            (false, Some(row)) => {
                table.set(row, "until", until.to_string());
                told.push(format!("{called} rests until {until}"));
            }
            (false, None) => {
                let mark = book.register.mark.clone();
                let days = [("from", from.to_string()), ("until", until.to_string())];
                table.push(&[&[("mark", mark), ("relationship", id)][..], &days[..]].concat());
                told.push(format!("{called} rests until {until}"));
            }
        }
    }
    let mut edits = plan::start(format!("pause {}", list(&args.who, "and")), &book);
    plan::write(&mut edits, &logged.pauses);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
