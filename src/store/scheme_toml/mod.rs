//! `scheme.toml`: what the scheme is. Every problem in it is found at once.

mod agreement;
mod channels;
mod criteria;
mod days;
mod exports;
mod fields;
mod importance;
mod later;
mod pools;
mod reader;
mod rules;
mod sources;
mod suggest;
mod timetable;
mod value;
mod words;
mod year;

use toml::de::DeTable;

use crate::domain::scheme::{
    Aim, BothWays, EitherRole, Form, GroupPolicy, IdentityKind, Intake, Kind, Leaders, PlacesPolicy, Scheme,
    SharedPlaces,
};
use crate::problems::{Place, Problem, Problems};
use crate::wording::{normal, show};
use reader::{Document, Table};

/// The name of the file.
pub const FILE: &str = "scheme.toml";

/// The newest `format` this version reads.
const FORMAT: i64 = 1;

/// The largest scheme file, in bytes.
const LARGEST: usize = 1 << 20;

/// Reads a scheme; what is wrong is noted in `problems`, and what could be read is returned.
pub fn read(bytes: &[u8], problems: &mut Problems) -> Scheme {
    if bytes.len() > LARGEST {
        problems.push(
            Problem::error(&Place::file(FILE), "is larger than 1 MiB")
                .remedy("check that it is a scheme file, and keep people and answers in files of their own"),
        );
        return Scheme::default();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u32 + 1;
            problems.push(
                Problem::error(&Place::file(FILE).at(line, 0), "is not written in UTF-8")
                    .remedy("save it again from a text editor with the encoding UTF-8"),
            );
            return Scheme::default();
        }
    };
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")) {
        problems.push(
            Problem::error(
                &Place::file(FILE).at(line as u32 + 1, 1),
                "two versions of the file were put together by git",
            )
            .text(text.lines().nth(line).unwrap_or_default())
            .remedy(
                "keep one version of the lines between the marks, and delete the marks (<<<<<<<, =======, >>>>>>>)",
            ),
        );
        return Scheme::default();
    }
    let document = Document::new(FILE, text);
    let (parsed, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What follows from a bracket that was not closed is no mistake of its own: only the first few are told.
        let mut errors = errors;
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        for error in errors.iter().take(3) {
            // The crate's own rendering would echo the file as it stands, so the message is built from its parts.
            let span = error.span().unwrap_or(0..0);
            document.note(&span, |place| {
                Problem::error(place, format!("is not TOML: {}", show(error.message()))).remedy(
                    "compare the line, and the one before it, with the examples in schemes/README.md (texts in \"quotes\", \
                     lists in [ ])",
                )
            });
        }
        problems.extend(document.into_problems());
        return Scheme::default();
    }
    let top = Table::new(&document, parsed.get_ref(), 0..0);
    let newer = top.whole("format", 1..=i64::MAX).is_some_and(|format| format > FORMAT);
    if newer {
        top.error_at("format", "was written for a newer version of mentor", "install the newer version");
        problems.extend(document.into_problems());
        return Scheme::default();
    }
    let scheme = scheme(&top);
    later::read(&top);
    top.finish("a scheme");
    problems.extend(document.into_problems());
    scheme
}

/// Reads the parts in the order in which they need each other.
fn scheme(top: &Table<'_>) -> Scheme {
    let mut scheme = Scheme {
        name: top.required("name", "\"…\"").unwrap_or_default(),
        purpose: top.text("purpose").unwrap_or_default(),
        form: top.word("form", &Form::WORDS).unwrap_or_default(),
        invented: top.truth("invented").unwrap_or(false),
        identity: top.word("identity", &IdentityKind::WORDS),
        aim: top.word("aim", &Aim::WORDS).unwrap_or_default(),
        lowest: top.whole("lowest", 0..=100),
        places: places(top),
        intakes: intakes(top),
        threshold: later::threshold(top),
        ..Scheme::default()
    };
    scheme.sides = sides(top, scheme.form);
    scheme.both_ways = both_ways(top, scheme.form);
    scheme.fields = fields::read(top);
    scheme.group = group(top, &scheme).unwrap_or_default();
    scheme.year = year::read(top, &scheme.intakes);
    scheme.sources = sources::read(top, &scheme);
    scheme.pools = pools::read(top, &scheme);
    scheme.agreement = agreement::read(top, &scheme);
    (scheme.channels, scheme.chosen_by) = channels::read(top, &scheme);
    scheme.rules = rules::read(top, &scheme);
    scheme.criteria = criteria::read(top, &scheme);
    scheme.timetable = timetable::read(top);
    scheme.assumptions = value::read(top, &scheme);
    scheme.evaluation = later::evaluation(top, &scheme.year.words, &scheme.fields);
    scheme.settle_channels();
    if scheme.aim == Aim::BestFit && scheme.lowest_is_best() {
        let remedy = "write aim = \"most-people\": as many as possible, and of all ways the one with the lowest sum";
        top.error_at("aim", "where only low numbers count, the best fit is to match nobody", remedy);
    }
    scheme
}

fn sides(top: &Table<'_>, form: Form) -> Option<(String, String)> {
    if form == Form::Mutual && !top.has("sides") {
        top.error_at("form", "a mutual scheme names its sides", "add sides = [\"student\", \"colleague\"]");
    }
    let sides = top.texts("sides")?;
    if form != Form::Mutual {
        top.error_at("sides", "only a mutual scheme names its sides", "write form = \"mutual\", or take `sides` out");
        return None;
    }
    match <[String; 2]>::try_from(sides) {
        Ok([one, other]) if normal(&one) != normal(&other) => Some((one, other)),
        _ => {
            top.error_at("sides", "`sides` names two different sides", "write sides = [\"student\", \"colleague\"]");
            None
        }
    }
}

fn both_ways(top: &Table<'_>, form: Form) -> BothWays {
    let asked = top.word("both_ways", &BothWays::WORDS);
    if asked.is_some() && form == Form::OneToOne {
        let remedy =
            "take `both_ways` out, or say how people are brought together: form = \"mutual\", \"peer\" or \"group\"";
        top.error_at("both_ways", "in a one-to-one scheme only the mentee learns, so there is one score", remedy);
    }
    asked.unwrap_or_default()
}

fn places(top: &Table<'_>) -> PlacesPolicy {
    let mut policy = PlacesPolicy::default();
    let Some(table) = top.table("places") else { return policy };
    let number = |key| table.whole(key, 0..=10_000).and_then(|n| u32::try_from(n).ok());
    policy.mentor = number("mentor").unwrap_or(policy.mentor);
    policy.mentee = number("mentee").unwrap_or(policy.mentee);
    policy.both = table.word("both", &SharedPlaces::WORDS).unwrap_or(policy.both);
    policy.either = table.word("either", &EitherRole::WORDS).unwrap_or(policy.either);
    policy.two_way = table.truth("two_way").unwrap_or(false);
    if let Some(words) = table.table("words") {
        for entry in words.entries() {
            match entry.whole().and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= 10_000) {
                Some(number) => policy.words.push((normal(entry.key), number)),
                None => entry.error("is not a number of places", "write a whole number, such as \"One only\" = 1"),
            }
        }
    }
    table.finish("[places]");
    policy
}

/// How groups are made up, where a table says it; what it leaves out is as the scheme has it.
fn group(top: &Table<'_>, scheme: &Scheme) -> Option<GroupPolicy> {
    let table = top.table("group")?;
    let mut policy = scheme.group.clone();
    let number = |key| table.whole(key, 2..=100).and_then(|n| usize::try_from(n).ok());
    policy.smallest = number("smallest").unwrap_or(policy.smallest);
    policy.largest = number("largest").unwrap_or(policy.largest.max(policy.smallest));
    policy.leaders = table.word("facilitator", &Leaders::WORDS).unwrap_or(policy.leaders);
    if policy.smallest > policy.largest {
        let remedy = format!("write largest = {} or more", policy.smallest);
        table.error_at("largest", "the largest group is smaller than the smallest", remedy);
        policy.largest = policy.smallest;
    }
    if let Some(name) = table.text("times") {
        policy.times = scheme.field_named(&name);
        if policy.times.is_none_or(|field| !matches!(scheme.field(field).kind, Kind::Availability | Kind::List)) {
            let remedy = "name a field of kind = \"availability\"";
            table.error_at("times", format!("`{}` is not a field that says when people are free", show(&name)), remedy);
            policy.times = None;
        }
    }
    table.finish("[group]");
    Some(policy)
}

fn intakes(top: &Table<'_>) -> Vec<Intake> {
    let mut intakes: Vec<Intake> = Vec::new();
    for table in top.tables("intake") {
        let name = table.required("name", "\"2027 spring\"").unwrap_or_default();
        let opening_day = table.day("opening_day");
        table.text("says");
        if intakes.iter().any(|intake| normal(&intake.name) == normal(&name)) {
            table.error_at(
                "name",
                format!("the intake `{}` stands twice", show(&name)),
                "give each intake its own name",
            );
        }
        intakes.push(Intake { name, opening_day, place: table.place() });
        table.finish("[[intake]]");
    }
    intakes
}
