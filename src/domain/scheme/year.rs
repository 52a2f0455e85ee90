//! How a scheme runs through its year: sessions, contacts, visits, the review, events, and the limits of patience.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::calendar::{Calendar, days_after, months_after};

/// The parts of a scheme that say how the year runs. What a scheme leaves out is not planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// The day on which everybody starts, where intakes do not say.
    pub starts: Option<NaiveDate>,
    /// The day on which the scheme ends.
    pub ends: Option<NaiveDate>,
    /// The days on which nothing is planned.
    pub calendar: Calendar,
    /// What a relationship plans.
    pub sessions: Sessions,
    /// Within how many hours a reply is promised.
    pub reply_hours: Option<u32>,
    /// Who sees to that.
    pub kept_by: Option<String>,
    /// When it is looked back together.
    pub review: Option<Review>,
    /// How often a relationship is visited.
    pub visits: Visits,
    /// How often somebody asks how it goes.
    pub contacts: Contacts,
    /// After how long somebody is rung.
    pub limits: Limits,
    /// What is for everybody.
    pub events: Vec<Event>,
    /// The words under which records are kept.
    pub words: Words,
}

/// What a relationship plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    /// How many.
    pub number: Option<u32>,
    /// How long one is, in minutes.
    pub minutes: Option<u32>,
    /// How often.
    pub every: Option<Every>,
    /// How many months a relationship lasts.
    pub months: Option<u32>,
    /// How they first meet.
    pub first: Option<String>,
    /// In which ways they meet.
    pub by: Vec<String>,
}

impl Sessions {
    /// The ways in which people meet: those that the scheme lists, else the usual ones.
    pub fn ways(&self) -> Vec<String> {
        match self.by.is_empty() {
            true => ["face to face", "telephone", "video", "in writing"].map(ToString::to_string).to_vec(),
            false => self.by.clone(),
        }
    }
}

/// How often something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every so many days.
    Days(u32),
    /// Every so many calendar months.
    Months(u32),
}

impl Every {
    /// Reads `week`, `fortnight`, `month`, `quarter`, or a number of days, weeks or months.
    ///
    /// ```
    /// use mentor::domain::scheme::year::Every;
    /// assert_eq!(Every::from_words("fortnight"), Some(Every::Days(14)));
    /// assert_eq!(Every::from_words("6 weeks"), Some(Every::Days(42)));
    /// assert_eq!(Every::from_words("now and then"), None);
    /// ```
    pub fn from_words(text: &str) -> Option<Self> {
        let (count, unit) = match text.trim().split_once(' ') {
            Some((digits, unit)) => (digits.parse().ok().filter(|n| (1..=366).contains(n))?, unit.trim()),
            None => (1, text.trim()),
        };
        match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Some(Every::Days(count)),
            "week" => Some(Every::Days(7 * count)),
            "fortnight" => Some(Every::Days(14 * count)),
            "month" => Some(Every::Months(count)),
            "quarter" => Some(Every::Months(3 * count)),
            _ => None,
        }
    }

    /// So many times after a start: always counted from there.
    pub fn after(self, start: NaiveDate, times: u32) -> NaiveDate {
        match self {
            Every::Days(days) => days_after(start, u64::from(days) * u64::from(times)),
            Every::Months(months) => months_after(start, months.saturating_mul(times)),
        }
    }
}

/// As in *every month*, *every 6 weeks*.
///
/// ```
/// use mentor::domain::scheme::year::Every;
/// let said = |text: &str| Every::from_words(text).unwrap().to_string();
/// assert_eq!([said("week"), said("2 weeks"), said("10 days")], ["week", "fortnight", "10 days"]);
/// assert_eq!([said("month"), said("quarter"), said("2 months")], ["month", "3 months", "2 months"]);
/// ```
impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Every::Days(14) => return f.write_str("fortnight"),
            Every::Days(days) if days % 7 == 0 => (days / 7, "week"),
            Every::Days(days) => (days, "day"),
            Every::Months(months) => (months, "month"),
        };
        if count == 1 { f.write_str(unit) } else { write!(f, "{count} {unit}s") }
    }
}

/// When and where it is looked back together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// So many calendar months after the opening day.
    pub months: u32,
    /// On this day, whatever the months say.
    pub on: Option<NaiveDate>,
    /// Whether it is moved off closed days.
    pub avoid_closed: bool,
    /// From when until when on that day.
    pub hours: Option<Hours>,
    /// Where it is.
    pub place: Option<String>,
    /// What it is about.
    pub about: Vec<String>,
    /// How many people sit at a table.
    pub table_size: Option<u32>,
}

/// From when until when on a day, by the clocks in London.
pub type Hours = (NaiveTime, NaiveTime);

/// How often a relationship is visited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// How often.
    pub each: u32,
    /// Within how many months the last of them; else half-way to the review.
    pub within_months: Option<u32>,
}

/// How often somebody asks how it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// In the first month.
    pub first_month: u32,
    /// In each month after it.
    pub monthly: u32,
}

/// After how long somebody is rung, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the start to the first session.
    pub first_meeting_days: u32,
    /// Without any news.
    pub no_news_days: u32,
    /// Between two tries, where no day was named.
    pub ring_again_days: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { first_meeting_days: 28, no_news_days: 45, ring_again_days: 7 }
    }
}

/// Something for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What it is called.
    pub name: String,
    /// Whether it opens the year: then it stands for the opening day.
    pub opens: bool,
    /// The day.
    pub on: Option<NaiveDate>,
    /// So many calendar months after the opening day, where no day is named.
    pub months_after_opening: Option<u32>,
    /// Whose it is; else everybody's.
    pub intake: Option<String>,
    /// Who is invited, in words of the scheme; everybody where no role is named.
    pub asked_of: Vec<String>,
    /// From when until when on that day.
    pub hours: Option<Hours>,
}

/// The words under which records are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// `[[activity]]`
    pub activities: Vec<String>,
    /// The modules of every `[[training]]`, or its own name.
    pub modules: Vec<String>,
    /// The topics of every `[[training]]`.
    pub topics: Vec<String>,
    /// `[[measure]]`
    pub measures: Vec<Measure>,
    /// `[[result]]`
    pub results: Vec<String>,
    /// After how many weeks each of the results is asked for, in their order; nothing where it is asked for once.
    pub result_weeks: Vec<Vec<u32>>,
    /// `[[theme]]`
    pub themes: Vec<String>,
    /// `[[decision]]`, and what may be decided; nothing is any.
    pub decisions: Vec<(String, Vec<String>)>,
    /// The ways of consent to a quote.
    pub consents: Vec<String>,
    /// Which of them, in words of the scheme's own, let a quote be published, without a name.
    pub published: Vec<String>,
    /// After how many months the consent to a quote is gone.
    pub quotes_expire: Option<u32>,
    /// To whom safeguarding is referred.
    pub referred_to: Vec<String>,
}

/// A question that is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// What it is called.
    pub name: String,
    /// When it is asked.
    pub stages: Vec<String>,
    /// What can be answered; nothing is words of one's own.
    pub scale: Vec<String>,
    /// What is asked one by one.
    pub items: Vec<String>,
    /// Who is asked, in the scheme's words for roles; nothing is everybody.
    pub asked_of: Vec<String>,
    /// Whether it is an improvement to stand lower on the scale, as on one of loneliness.
    pub lower_is_better: bool,
}
