//! `mentor log message`: messages that waited for a reply, and how many had it in time; one, or a month of them.

use anyhow::bail;
use chrono::NaiveDate;

use super::doubtful;
use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::calendar::months_after;
use crate::domain::log::Kind;

/// So many messages are told at once at the most.
const MOST: u32 = 100_000;

/// Messages, and how many were answered in time
///
/// One message: --hours 20. A month of them: --month 2027-02 --messages 5 --in-time 4.
#[derive(Debug, clap::Args)]
pub struct MessageArgs {
    /// The relationship (R003), or one of its people
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// After how many hours one message was answered
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=10_000), conflicts_with_all = ["messages", "in_time", "month"])]
    hours: Option<u32>,
    /// The month that is told together
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with = "on")]
    month: Option<NaiveDate>,
    /// How many waited for a reply
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST)))]
    messages: Option<u32>,
    /// How many of them had it in time
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST)))]
    in_time: Option<u32>,
    #[command(flatten)]
    common: Common,
}

/// Reads a month, as its first day.
fn month(text: &str) -> Result<NaiveDate, String> {
    crate::commands::day(&format!("{text}-01")).map_err(|_| "there is no such month; write one as 2027-02".to_string())
}

pub fn run(args: &MessageArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut common = Common { on: args.common.on, note: args.common.note.clone(), change: args.common.change.clone() };
    if let Some(month) = args.month {
        if month > desk.today {
            bail!("{} is still to come; note it when it has happened", month.format("%B %Y"));
        }
        // A month that is not over is told up to today.
        common.on = months_after(month, 1).pred_opt().map(|last| last.min(desk.today));
    }
    let mut entry = Entry::new(Kind::Message, &common, desk)?;
    let of = entry.relationship(args.who.as_deref())?;
    let promised = entry.book.scheme.year.reply_hours;
    let (messages, in_time) = match (args.hours, promised) {
        (Some(_), None) => {
            bail!(
                "the scheme promises no reply time, so nothing is in time or late; add [messages] reply_hours = 72 to scheme.toml"
            )
        }
        (Some(hours), Some(promised)) => (Some(1), Some(u32::from(hours <= promised))),
        (None, _) => (args.messages, args.in_time),
    };
    let flags = "--messages 5 --in-time 4; or of one message: --hours 20";
    let (messages, in_time) = match (messages, in_time) {
        (messages, in_time) if entry.changes() => (messages, in_time),
        (messages, in_time) => {
            let messages = messages.map_or_else(|| entry.ask_number("How many messages", MOST, flags), Ok)?;
            let in_time =
                in_time.map_or_else(|| entry.ask_number("How many were answered in time", messages, flags), Ok)?;
            (Some(messages), Some(in_time))
        }
    };
    let now = |column: &str| entry.now(column).parse::<u32>().ok();
    let counts = messages.or_else(|| now("messages")).zip(in_time.or_else(|| now("in_time")));
    if let Some((all, timely)) = counts.filter(|(all, timely)| timely > all) {
        bail!("{timely} of {all} cannot have been in time");
    }
    entry.set("messages", messages);
    entry.set("in_time", in_time);
    let of = of.map_or(entry.now("relationship").to_string(), |id| id.to_string());
    if let (Ok(of), Some(last)) = (of.parse(), common.on.filter(|_| args.month.is_some())) {
        entry.doubt(doubtful::same_month(entry.logged(), of, last, entry.id()));
    }
    let counts = messages.zip(in_time).map_or(String::new(), |(all, timely)| format!(", {timely} of {all} in time"));
    Ok(entry.keep(&format!("messages of {of}{counts}")))
}
