//! `[[channel]]`: the ways of helping. One with a form of its own is matched by itself; any other is a remark.

use super::agreement;
use super::reader::{Table, suggest};
use super::year;
use crate::domain::scheme::{
    Aim, BothWays, Channel, Counts, CriterionKind, FieldId, Form, Kind, Role, RuleKind, Scheme,
};
use crate::privacy::Privacy;
use crate::wording::{list, normal, show};

/// The forms that a channel may have beside the scheme's own.
const FORMS: [(&str, Form); 3] = [("one-to-one", Form::OneToOne), ("peer", Form::Peer), ("group", Form::Group)];

/// What only a channel with a form of its own says.
const OF_FORMS: [&str; 9] =
    ["field", "answers", "aim", "lowest", "both_ways", "group", "sessions", "agreement", "purpose"];

/// Reads the channels that have a form, the scheme's own form first: what they are called, who chooses them, and what
/// they change of the scheme. Nothing where there is none.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> (Vec<Channel>, Option<FieldId>) {
    let tables = top.tables("channel");
    let mut channels: Vec<Channel> = Vec::new();
    let mut chosen_by: Option<FieldId> = None;
    let mut names: Vec<(String, bool)> = Vec::new();
    for table in &tables {
        let name = table.required("name", "\"…\"").unwrap_or_default();
        table.text("says");
        table.texts("by");
        table.whole("reply_hours", 0..=1_000_000);
        let with_form = table.has("form");
        if names.iter().any(|(known, form)| *known == normal(&name) && (*form || with_form)) {
            table.error_at("name", format!("the channel `{}` stands twice", show(&name)), "give each its own name");
        }
        names.push((normal(&name), with_form));
        if with_form {
            let channel = of_form(table, scheme, &name, &mut chosen_by, &channels);
            channels.push(channel);
        } else {
            without_form(table);
        }
        table.finish("[[channel]]");
    }
    if channels.is_empty() {
        return (channels, None);
    }
    match chosen_by {
        None => told_apart(&tables, scheme, &channels),
        Some(field) => all_chosen(&tables, &scheme.field(field).name, &channels),
    }
    let own = Channel { name: None, answers: Vec::new(), scheme: scheme.clone(), rules: vec![], criteria: vec![] };
    channels.insert(0, own);
    (channels, chosen_by)
}

/// What stands in a channel that is only a remark, and would say something of one with a form.
fn without_form(table: &Table<'_>) {
    for key in OF_FORMS.into_iter().filter(|key| table.has(key)) {
        let remedy = "add form = \"one-to-one\", \"peer\" or \"group\" to the channel, or take it out";
        table.error_at(key, format!("`{key}` says nothing of a channel without a form of its own"), remedy);
    }
    OF_FORMS.into_iter().for_each(|key| table.pass(key));
}

/// Reads a channel with a form of its own.
fn of_form(
    table: &Table<'_>,
    scheme: &Scheme,
    name: &str,
    chosen_by: &mut Option<FieldId>,
    others: &[Channel],
) -> Channel {
    if scheme.form.word() == normal(name) {
        let remedy = "give the channel another name";
        table.error_at("name", format!("`{}` is what the scheme's own form is called", show(name)), remedy);
    }
    let form = match table.text("form").as_deref() {
        Some("mutual") => {
            let remedy =
                "keep the two sides in a directory of their own, or write form = \"one-to-one\", \"peer\" or \"group\"";
            table.error_at("form", "two sides that learn from each other are a scheme of their own", remedy);
            None
        }
        _ => table.word("form", &FORMS),
    };
    if scheme.form == Form::Mutual && form == Some(Form::OneToOne) {
        let remedy = "write form = \"peer\" or \"group\", or keep mentors and mentees in a scheme of their own";
        table.error_at("form", "in a mutual scheme nobody is mentor or mentee alone", remedy);
    }
    let form = form.unwrap_or_default();
    let field = field(table, scheme, *chosen_by);
    if let (Some(known), Some(field)) = (*chosen_by, field)
        && known != field
    {
        let remedy = format!("write field = {:?} in every channel with a form", scheme.field(known).name);
        table.error_at("field", "people choose their channels by one and the same question", remedy);
    }
    *chosen_by = chosen_by.or(field);
    let answers = answers(table, scheme, field, name, others);
    let mut of = Scheme { form, pools: Vec::new(), sides: None, ..scheme.clone() };
    if form == Form::Group {
        // Groups know one aim.
        of.aim = Aim::MostPeople;
    }
    of.purpose = table.text("purpose").unwrap_or(of.purpose);
    of.aim = table.word("aim", &Aim::WORDS).unwrap_or(of.aim);
    of.lowest = table.whole("lowest", 0..=100).or(of.lowest);
    let both_ways = table.word("both_ways", &BothWays::WORDS);
    if both_ways.is_some() && !form.one_pool() {
        let remedy = "take `both_ways` out: only the mentee learns, so there is one score";
        table.error_at("both_ways", "this channel is one-to-one", remedy);
    }
    of.both_ways = both_ways.unwrap_or(if scheme.form == Form::OneToOne { BothWays::default() } else { of.both_ways });
    if table.has("group") && form != Form::Group {
        let remedy = "take [channel.group] out, or write form = \"group\"";
        table.error_at("group", "only groups have a size and somebody who leads them", remedy);
    }
    if let Some(group) = super::group(table, scheme) {
        of.group = group;
    }
    if let Some(sessions) = year::sessions(table) {
        of.year.sessions = sessions;
    }
    if let Some(terms) = table.table("agreement") {
        agreement::own(&terms, scheme, form, &mut of.agreement);
        terms.finish("[channel.agreement]");
    }
    Channel { name: Some(name.to_string()), answers, scheme: of, rules: Vec::new(), criteria: Vec::new() }
}

/// The field by whose answers people choose: the one named here or in a channel further up, else the field `channel`.
fn field(table: &Table<'_>, scheme: &Scheme, known: Option<FieldId>) -> Option<FieldId> {
    let named = table.text("field").or_else(|| known.map(|id| scheme.field(id).name.clone()));
    let name = named.as_deref().unwrap_or("channel");
    let listed = |id: &FieldId| matches!(scheme.field(*id).kind, Kind::Choice | Kind::List);
    let found = scheme.field_named(name);
    if named.is_some() && found.is_none_or(|id| !listed(&id)) {
        let known = scheme.fields.iter().filter(|field| matches!(field.kind, Kind::Choice | Kind::List));
        let known: Vec<&str> = known.map(|field| field.name.as_str()).collect();
        let remedy = match known.is_empty() {
            true => "declare a field of kind \"choice\" or \"list\"".to_string(),
            false => suggest(name, &known),
        };
        table.error_at("field", format!("`{}` is no field of kind \"choice\" or \"list\"", show(name)), remedy);
    }
    let special = |id: &FieldId| scheme.field(*id).privacy == Privacy::Special;
    if found.filter(listed).is_some_and(|id| special(&id)) {
        let remedy =
            "ask a question of its own whose answers may be known: lists and letters show who is in which channel";
        table.error_at("field", format!("`{}` is special, and a channel would show it", show(name)), remedy);
    }
    found.filter(listed)
}

/// The answers that mean the channel: those named, else its own name.
fn answers(table: &Table<'_>, scheme: &Scheme, field: Option<FieldId>, name: &str, others: &[Channel]) -> Vec<String> {
    let said = table.texts("answers");
    let Some(field) = field.map(|id| scheme.field(id)) else {
        if said.is_some() {
            table.error_at("answers", "nothing says which question they answer", "add field = \"…\"");
        }
        return Vec::new();
    };
    let (key, said) = match said {
        Some(said) if said.is_empty() => {
            table.error_at("answers", "`answers` names no answer", "add answers = [\"…\"], or take it out");
            return Vec::new();
        }
        Some(said) => ("answers", said),
        None => ("name", vec![name.to_string()]),
    };
    let known: Vec<&str> = field.options.iter().map(String::as_str).collect();
    let mut answers = Vec::new();
    for answer in said {
        let answer = normal(field.canonical(&answer));
        if !known.is_empty() && !known.iter().any(|option| normal(option) == answer) {
            let message = format!("`{}` is not an option of `{}`", show(&answer), field.name);
            let near = suggest(&answer, &known);
            let remedy = if key == "name" { format!("name the answers: answers = [\"…\"] ({near})") } else { near };
            table.error_at(key, message, remedy);
        }
        if let Some(other) = others.iter().find(|other| other.answers.contains(&answer)) {
            let (answer, other) = (show(&answer), show(other.name.as_deref().unwrap_or_default()));
            let message = format!("the answer `{answer}` means the channel `{other}` already");
            table.error_at(key, message, "give each channel answers of its own");
        }
        answers.push(answer);
    }
    answers
}

/// Where people choose by a question, every channel says so, or stands behind one that does.
fn all_chosen(tables: &[Table<'_>], field: &str, channels: &[Channel]) {
    let with_form = tables.iter().filter(|table| table.has("form"));
    for (table, _) in with_form.zip(channels).filter(|(_, channel)| channel.answers.is_empty()) {
        if !table.has("field") && !table.has("answers") {
            let remedy = format!("add field = {field:?}, as in the channels further down");
            table.error_at("name", "nothing says who chose this channel", remedy);
        }
    }
}

/// Without a question people are told apart by their roles, so that no two channels may have those who seek in one role.
fn told_apart(tables: &[Table<'_>], scheme: &Scheme, channels: &[Channel]) {
    let mut seek = vec![(scheme.form.roles()[0], format!("came for the scheme's own form ({})", scheme.form.word()))];
    let with_form = tables.iter().filter(|table| table.has("form"));
    for (table, channel) in with_form.zip(channels) {
        let role = channel.scheme.form.roles()[0];
        let name = channel.name.as_deref().unwrap_or_default();
        if let Some((_, other)) = seek.iter().find(|(known, _)| *known == role) {
            let message = format!("nothing says who chose `{}` and who {other}: both seek as {role}", show(name));
            let remedy = "add field = \"…\", the question by whose answers people chose";
            table.error_at("name", message, remedy);
        }
        seek.push((role, format!("chose `{}`", show(name))));
    }
}

/// For which channels a rule or criterion counts: those it names, else as usual.
pub fn counts(table: &Table<'_>, scheme: &Scheme, usual: Counts) -> Counts {
    let Some(named) = table.texts("channel") else { return usual };
    let own = scheme.form.word();
    let names = scheme.channels.iter().filter_map(|channel| channel.name.as_deref());
    let known: Vec<&str> = names.chain([own]).collect();
    let mut counts = Vec::new();
    if named.is_empty() {
        let remedy = format!("name {}, or take `channel` out", list(&known, "or"));
        table.error_at("channel", "`channel` names no channel", remedy);
    }
    for name in named {
        match known.iter().find(|known| normal(known) == normal(&name)) {
            Some(found) => counts.push((*found != own).then(|| found.to_string())),
            None => {
                let message = format!("there is no channel `{}` with a form of its own", show(&name));
                let remedy = match known.len() {
                    1 => "add form = \"…\" to its [[channel]], or take `channel` out".to_string(),
                    _ => suggest(&name, &known),
                };
                table.error_at("channel", message, remedy);
            }
        }
    }
    Counts::Only(counts)
}

/// For which channels a rule counts that names none: for all, unless it asks something of mentors alone, or different
/// things of mentees and mentors.
pub fn usual_of_rule(kind: &RuleKind) -> Counts {
    let alike = match kind {
        RuleKind::NotNamed { .. } | RuleKind::NotRefused { .. } | RuleKind::NotPairs { .. } => true,
        RuleKind::Higher { .. } | RuleKind::FreeBy(_) | RuleKind::FreeUntil(_) => false,
        kind if super::rules::of_kind(kind) == Some(Role::Mentor) => false,
        kind => kind.fields().is_none_or(|both| both.mentee == both.mentor),
    };
    if alike { Counts::Everywhere } else { Counts::AcrossSides }
}

/// For which channels a criterion counts that names none: for all, where it compares the same answer of both.
pub fn usual_of_criterion(kind: &CriterionKind) -> Counts {
    let fields = match kind {
        CriterionKind::Gap { .. } | CriterionKind::Is { .. } => None,
        kind => kind.fields(),
    };
    let alike = fields.is_some_and(|both| both.mentee == both.mentor);
    if alike { Counts::Everywhere } else { Counts::AcrossSides }
}
