//! `[[rule]]`: what must hold, or the two cannot be matched.

use super::reader::{Table, suggest};
use crate::domain::scheme::field::Other;
use crate::domain::scheme::rule::Both;
use crate::domain::scheme::{Counts, FieldId, Kind, Role, Rule, RuleKind, Scheme};
use crate::wording::{normal, show};

/// The kinds of rule, as the scheme file writes them.
const KINDS: [&str; 19] = [
    "same",
    "different",
    "not-named",
    "at-least",
    "within",
    "shares",
    "higher",
    "is",
    "current",
    "not-before",
    "free-by",
    "free-until",
    "yes",
    "trained",
    "prepared",
    "consented",
    "admitted",
    "not-refused",
    "not-pairs",
];

/// Reads all rules, in the order of the file.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for table in top.tables("rule") {
        for rule in rule(&table, scheme) {
            if rules.iter().any(|known| known.name == rule.name) {
                let message = format!("the rule `{}` stands twice", show(&rule.name));
                table.error(message, "give one of them a name of its own: name = \"…\"");
            }
            rules.push(rule);
        }
        table.finish("[[rule]]");
    }
    rules
}

/// One table gives one rule, or two where it is about everyone.
fn rule(table: &Table<'_>, scheme: &Scheme) -> Vec<Rule> {
    let Some(kind) = table.required("kind", "\"different\"") else {
        table.pass_all();
        return Vec::new();
    };
    let asked = Asked { table, scheme };
    let label = |id: FieldId| scheme.field(id).label.clone();
    let mut holds_when_blank = false;
    let mut found: Vec<(RuleKind, String)> = Vec::new();
    match kind.as_str() {
        "same" => {
            if let Some(both) = asked.both(&SORTS) {
                found.push((RuleKind::Same(both), format!("same {}", label(both.mentee))));
            }
        }
        "different" => {
            holds_when_blank = true;
            if let Some(both) = asked.both(&SORTS) {
                found.push((RuleKind::Different(both), format!("different {}", label(both.mentee))));
            }
        }
        "not-named" => {
            holds_when_blank = true;
            let of = asked.of(Role::Mentee);
            if let Some(field) = asked.field("field", &[Kind::Text, Kind::Choice, Kind::List]) {
                found.extend(
                    of.into_iter().map(|of| (RuleKind::NotNamed { of, field }, format!("not the {}", label(field)))),
                );
            }
        }
        "at-least" => {
            let of = asked.of(Role::Mentor);
            let field = asked.field("field", &[Kind::Number]);
            let value = table.thousandths("value");
            if value.is_none() && !table.has("value") {
                table.error("`value` is missing", "add value = 2");
            }
            if let (Some(field), Some(value)) = (field, value) {
                let value = value * 1000;
                let says = format!("{} at least {}", label(field), crate::domain::value::plain_number(value));
                found.extend(of.into_iter().map(|of| (RuleKind::AtLeast { of, field, value }, says.clone())));
            }
        }
        "within" => {
            let both = asked.both(&[Kind::Place]);
            let km = asked.kilometres("km");
            let or_same = table.has("or_same").then(|| asked.field("or_same", &SORTS)).flatten();
            if let (Some(fields), Some(hectometres)) = (both, km) {
                let or = or_same.map_or(String::new(), |id| format!(" or the same {}", label(id)));
                let says = format!("within {} km{or}", hectometres / 10);
                found.push((RuleKind::Within { fields, hectometres, or_same }, says));
            }
        }
        "shares" => {
            let at_least = table.whole("at_least", 1..=1000).unwrap_or(1) as usize;
            if let Some(fields) = asked.both(&[Kind::List, Kind::Availability]) {
                let says = format!("at least {at_least} of {} in common", label(fields.mentee));
                found.push((RuleKind::Shares { fields, at_least }, says));
            }
        }
        "higher" => {
            let at_least = table.whole("at_least", -1000..=1000).unwrap_or(1);
            let at_most = table.whole("at_most", -1000..=1000);
            if at_most.is_some_and(|most| most < at_least) {
                table.error_at("at_most", "`at_most` is below `at_least`", "write the smaller number as at_least");
            }
            if let Some(fields) = asked.both(&[Kind::Scale, Kind::Number]) {
                let most = at_most.map_or(String::new(), |most| format!(" to {most}"));
                let says = format!("mentor's {} {at_least}{most} above", label(fields.mentor));
                found.push((RuleKind::Higher { fields, at_least, at_most }, says));
            }
        }
        "current" => {
            let of = asked.of(Role::Mentor);
            if let Some(field) = asked.field("field", &[Kind::Date]) {
                found.extend(
                    of.into_iter().map(|of| (RuleKind::Current { of, field }, format!("{} current", label(field)))),
                );
            }
        }
        "not-before" => {
            holds_when_blank = true;
            found = super::days::not_before(&asked);
        }
        "free-by" | "free-until" => {
            holds_when_blank = true;
            found.extend(super::days::free(&asked, &kind));
        }
        "yes" | "trained" | "prepared" | "consented" | "admitted" => found = asked.gate(&kind),
        "is" => {
            let of = asked.of(Role::Mentor);
            if let Some((field, answers)) = asked.answers() {
                let says = format!("{} {}", label(field), crate::wording::list(&answers, "or"));
                let is = |of| RuleKind::Is { of, field, answers: answers.iter().map(|a| normal(a)).collect() };
                found.extend(of.into_iter().map(|of| (is(of), says.clone())));
            }
        }
        "not-refused" => {
            holds_when_blank = true;
            let of = asked.of(Role::Mentee);
            let answer = table.has("answer").then(|| asked.field("answer", &[Kind::Choice, Kind::List])).flatten();
            if let Some(ranking) = asked.field("field", &[Kind::Ranking]) {
                let says = format!("not refused under {}", label(ranking));
                found.extend(of.into_iter().map(|of| (RuleKind::NotRefused { of, ranking, answer }, says.clone())));
            }
        }
        "not-pairs" => {
            if let Some(file) = table.required("file", "\"people/not-these.csv\"") {
                super::sources::check_file(table, &file);
                found.push((RuleKind::NotPairs { file }, "not in the list of pairs that may not be".to_string()));
            }
        }
        other => {
            table.error_at("kind", format!("`{}` is not a kind of rule", show(other)), suggest(other, &KINDS));
            table.pass_all();
        }
    }
    holds_when_blank = match table.word("blank", &[("allow", true), ("forbid", false)]) {
        Some(said) => said,
        None => holds_when_blank,
    };
    let name = table.text("name");
    let says = table.text("says");
    let several = found.len() > 1;
    // What is asked of everyone is asked of whoever leads a set too.
    let usual = match &found[..] {
        [(one, _)] => super::channels::usual_of_rule(one),
        _ => Counts::Everywhere,
    };
    let counts = super::channels::counts(table, scheme, usual);
    found
        .into_iter()
        .map(|(rule_kind, default_says)| {
            let own = name.clone().unwrap_or_else(|| default_name(&kind, &rule_kind, scheme));
            let whose = of_kind(&rule_kind).filter(|_| several).map_or(String::new(), |role| format!("-{role}"));
            Rule {
                name: format!("{own}{whose}"),
                says: says.clone().unwrap_or(default_says),
                kind: rule_kind,
                holds_when_blank,
                counts: counts.clone(),
                place: table.place(),
            }
        })
        .collect()
}

/// `different-employer`: a name that can be typed as it is.
fn default_name(kind: &str, rule: &RuleKind, scheme: &Scheme) -> String {
    let field = match rule {
        RuleKind::Same(both) | RuleKind::Different(both) => Some(both.mentee),
        RuleKind::Within { fields, .. } | RuleKind::Shares { fields, .. } | RuleKind::Higher { fields, .. } => {
            Some(fields.mentee)
        }
        RuleKind::NotNamed { field, .. }
        | RuleKind::AtLeast { field, .. }
        | RuleKind::Current { field, .. }
        | RuleKind::Is { field, .. }
        | RuleKind::NotBefore { field, .. }
        | RuleKind::Yes { field, .. } => Some(*field),
        RuleKind::FreeBy(both) | RuleKind::FreeUntil(both) => Some(both.mentor),
        RuleKind::NotRefused { ranking, .. } => Some(*ranking),
        RuleKind::NotPairs { .. } => None,
    };
    match field.map(|id| scheme.field(id).name.replace('_', "-")) {
        Some(field) if matches!(rule, RuleKind::Yes { .. }) => field,
        Some(field) => format!("{kind}-{field}"),
        None => kind.to_string(),
    }
}

/// Kinds of field whose answers can be compared as they stand.
pub(super) const SORTS: [Kind; 6] =
    [Kind::Choice, Kind::List, Kind::Scale, Kind::Place, Kind::YesNo, Kind::Availability];

pub(super) fn of_kind(kind: &RuleKind) -> Option<Role> {
    match kind {
        RuleKind::NotNamed { of, .. }
        | RuleKind::AtLeast { of, .. }
        | RuleKind::Current { of, .. }
        | RuleKind::Yes { of, .. }
        | RuleKind::Is { of, .. }
        | RuleKind::NotBefore { of, .. }
        | RuleKind::NotRefused { of, .. } => Some(*of),
        _ => None,
    }
}

/// Questions about fields that rules and criteria ask alike.
pub(super) struct Asked<'t, 'a> {
    pub(super) table: &'t Table<'a>,
    pub(super) scheme: &'t Scheme,
}

impl Asked<'_, '_> {
    /// The field a key names, if it is of a fitting kind.
    pub(super) fn field(&self, key: &'static str, kinds: &[Kind]) -> Option<FieldId> {
        let name = self.table.required(key, "\"the name of a field\"")?;
        self.known(key, &name, kinds)
    }

    fn known(&self, key: &'static str, name: &str, kinds: &[Kind]) -> Option<FieldId> {
        let Some(id) = self.scheme.field_named(name) else {
            let known: Vec<&str> = self.scheme.fields.iter().map(|field| field.name.as_str()).collect();
            let remedy =
                if known.is_empty() { format!("declare it: [fields.{}]", show(name)) } else { suggest(name, &known) };
            self.table.error_at(key, format!("there is no field `{}`", show(name)), remedy);
            return None;
        };
        let kind = self.scheme.field(id).kind;
        if !kinds.contains(&kind) {
            let fitting: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            self.table.error_at(
                key,
                format!("`{}` is a field of kind {}", show(name), kind.word()),
                format!("name a field of kind {}", crate::wording::list(&fitting, "or")),
            );
            return None;
        }
        Some(id)
    }

    /// The two fields compared: `field` for both, or `mentee` and `mentor`.
    pub(super) fn both(&self, kinds: &[Kind]) -> Option<Both> {
        if self.table.has("field") {
            let field = self.field("field", kinds)?;
            for key in ["mentee", "mentor"] {
                if self.table.has(key) {
                    self.table.error_at(
                        key,
                        format!("`field` already says it for `{key}`"),
                        "write either field, or mentee and mentor",
                    );
                    self.table.pass(key);
                }
            }
            return Some(Both { mentee: field, mentor: field });
        }
        if !self.table.has("mentee") && !self.table.has("mentor") {
            self.table.pass("field");
            self.table
                .error("says not which field is compared", "add field = \"…\", or mentee = \"…\" and mentor = \"…\"");
            return None;
        }
        let mentee = self.field("mentee", kinds);
        let mentor = self.field("mentor", kinds);
        let both = Both { mentee: mentee?, mentor: mentor? };
        let (one, other) = (self.scheme.field(both.mentee).kind, self.scheme.field(both.mentor).kind);
        let listed = |kind: Kind| matches!(kind, Kind::Choice | Kind::List);
        if one != other && !(listed(one) && listed(other)) {
            self.table.error(
                format!("compares a {} with a {}", one.word(), other.word()),
                "name two fields of the same kind",
            );
            return None;
        }
        Some(both)
    }

    /// Whose answer is meant: `of = "mentor"`, `"mentee"` or `"everyone"`.
    pub(super) fn of(&self, usual: Role) -> Vec<Role> {
        let words = [("mentor", Some(Role::Mentor)), ("mentee", Some(Role::Mentee)), ("everyone", None)];
        match self.table.word("of", &words) {
            Some(Some(role)) => vec![role],
            Some(None) => vec![Role::Mentor, Role::Mentee],
            None => vec![usual],
        }
    }

    /// The answers of a field that count, as the scheme spells them: `answers = ["in-house"]`.
    pub(super) fn answers(&self) -> Option<(FieldId, Vec<String>)> {
        let field = self.field("field", &[Kind::Choice, Kind::List, Kind::Scale, Kind::YesNo]);
        let answers = self.table.texts("answers");
        if !self.table.has("answers") || answers.as_ref().is_some_and(Vec::is_empty) {
            self.table.error_at("answers", "`answers` names no answer", "add answers = [\"…\"]");
        }
        let (field, answers) = (self.scheme.field(field?), answers?);
        let known: Vec<&str> = match field.kind {
            Kind::YesNo => vec!["yes", "no"],
            _ if field.other == Other::Keep => Vec::new(),
            _ => field.options.iter().map(String::as_str).collect(),
        };
        let answers: Vec<String> = answers.iter().map(|answer| field.canonical(answer).to_string()).collect();
        for answer in answers.iter().filter(|_| !known.is_empty()) {
            if !known.iter().any(|option| normal(option) == normal(answer)) {
                let message = format!("`{}` is not an option of `{}`", show(answer), field.name);
                self.table.error_at("answers", message, suggest(answer, &known));
            }
        }
        Some((self.scheme.field_named(&field.name)?, answers))
    }

    /// A distance in units of 100 m.
    pub(super) fn kilometres(&self, key: &'static str) -> Option<i64> {
        if !self.table.has(key) {
            self.table.pass(key);
            self.table.error(format!("`{key}` is missing"), format!("add {key} = 25"));
            return None;
        }
        let thousandths = self.table.thousandths(key)?;
        if thousandths < 0 {
            self.table.error_at(key, "a distance is not negative", format!("write {key} = 25"));
            return None;
        }
        Some((thousandths + 50) / 100)
    }

    fn gate(&self, kind: &str) -> Vec<(RuleKind, String)> {
        let usual = if kind == "prepared" { Role::Mentee } else { Role::Mentor };
        let of = match kind {
            "admitted" | "consented" if !self.table.has("of") => {
                self.table.pass("of");
                vec![Role::Mentor, Role::Mentee]
            }
            _ => self.of(usual),
        };
        let kinds = [Kind::YesNo, Kind::Date];
        let field = if kind == "yes" || self.table.has("field") {
            self.field("field", &kinds)
        } else {
            self.table.pass("field");
            let name = if kind == "consented" { "consent" } else { kind };
            if self.scheme.field_named(name).is_none() {
                self.table.error_at(
                    "kind",
                    format!("no field says who is {kind}"),
                    format!(
                        "declare [fields.{name}] with kind = \"yes-no\" (then: mentor people correct P001 {name}=yes)"
                    ),
                );
                None
            } else {
                self.known("kind", name, &kinds)
            }
        };
        let Some(field) = field else { return Vec::new() };
        let (says, admits) = (self.scheme.field(field).label.clone(), kind == "admitted");
        of.into_iter().map(|of| (RuleKind::Yes { of, field, admits }, says.clone())).collect()
    }
}
