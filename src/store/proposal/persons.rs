//! Questions that people answer with people: whom they would choose, whom they are not to be put together with, who their
//! line manager is.

use super::Doubts;
use super::fields::{Compared, Criterion, Field, Mapped, NOBODY, Rule};
use super::labels::label;
use super::question::Question;
use super::quoted::quoted;
use super::refused::{self, People};
use super::roles::Roles;
use crate::domain::scheme::Kind;

/// The field of those whom somebody is not to be put together with.
const RULED_OUT: &str = "not_with";
/// The field of line managers.
const LINE_MANAGER: &str = "line_manager";

impl Compared {
    /// Reads whom somebody would choose.
    pub(super) fn ranking(&mut self, at: usize, question: &Question) {
        let name = self.field("chosen", Kind::Ranking, "chosen by name", Vec::new());
        self.map(at, question, &name, 0);
        let lines = vec![
            ("kind", "\"preferred\"".to_string()),
            ("field", quoted(&name)),
            ("by_rank", "[30, 20, 10]".to_string()),
            ("points", "30".to_string()),
        ];
        self.criteria.push(Criterion {
            lines,
            counts: true,
            says: "whom they chose themselves: first, second, third".to_string(),
        });
    }

    /// Reads whom somebody reports to, into the field that another form fills where there is one.
    pub(super) fn line_manager(&mut self, at: usize, questions: &[Question]) {
        let here = |name: &str| {
            let mut mapped = self.mapped.iter().filter(|(q, _)| questions[**q].form == questions[at].form);
            mapped.any(|(_, mapped)| mapped.field == name)
        };
        let of_managers = |field: &&Field| field.kind == Kind::Text && field.name.starts_with(LINE_MANAGER);
        let known = self.fields.iter().filter(of_managers).find(|field| !here(&field.name));
        if let Some(name) = known.map(|field| field.name.clone()) {
            self.mapped.insert(at, Mapped { field: name, ..Mapped::default() });
            return;
        }
        let first = !self.fields.iter().any(|field| of_managers(&field));
        let text = if first { "line manager".to_string() } else { label(&questions[at], "line manager") };
        let name = self.field(LINE_MANAGER, Kind::Text, &text, Vec::new());
        let (says, why) = if self.peers {
            ("neither is the other's line manager", "Nobody is put together with their own line manager.")
        } else {
            ("the mentor is not the mentee's line manager", "Nobody is mentored by their own line manager.")
        };
        self.mapped.insert(at, Mapped { field: name.clone(), ..Mapped::default() });
        let lines = vec![
            ("name", quoted(&name.replace('_', "-"))),
            ("kind", quoted("not-named")),
            ("field", quoted(&name)),
            ("says", quoted(says)),
        ];
        self.rules.push(Rule { lines, counts: true, says: why });
    }

    /// Reads whom somebody is not to be put together with, and heeds it; both forms of a pair fill one field.
    pub(super) fn ruled_out(
        &mut self,
        at: usize,
        questions: &[Question],
        named: People,
        roles: &Roles,
        doubts: &mut Doubts<'_>,
    ) {
        let question = &questions[at];
        let kind = match named {
            People::One => Kind::Text,
            People::Several => Kind::List,
            People::Nobody => {
                self.left.insert(at, "nobody is named in it".to_string());
                return;
            }
            People::Untold => {
                let why = "says whom somebody is not to be put together with, in words that cannot be read";
                self.left.insert(at, why.to_string());
                let says = "A question says whom somebody is not to be put together with, in words that cannot be read: find it under \
                    `ignore`, and see that it is heeded (schemes/README.md, the rules not-named and not-pairs).";
                doubts.note("ruled out", says);
                return;
            }
        };
        let of = match roles.of_form[question.form].role {
            Some("mentee") => "mentee",
            Some("mentor") => "mentor",
            _ => "everyone",
        };
        let here = |field: &str| {
            self.mapped.iter().any(|(q, mapped)| mapped.field == field && questions[*q].form == question.form)
        };
        let known = self.fields.iter().find(|field| field.name.starts_with(RULED_OUT) && field.kind == kind);
        let known = known.map(|field| field.name.clone()).filter(|field| !here(field));
        let of_field = |rule: &&mut Rule, name: &str| rule.lines.iter().any(|(_, value)| *value == quoted(name));
        if let Some(name) = known {
            self.mapped.insert(at, Mapped { field: name.clone(), ..Mapped::default() });
            let rules = self.rules.iter_mut().filter(|rule| of_field(rule, &name));
            rules.flat_map(|rule| &mut rule.lines).filter(|(key, _)| *key == "of").for_each(|(_, value)| {
                if *value != quoted(of) {
                    *value = quoted("everyone");
                }
            });
            return;
        }
        let name = self.field(RULED_OUT, kind, "not to be matched with", Vec::new());
        if let Some(field) = self.fields.last_mut() {
            field.blank = NOBODY;
        }
        self.mapped.insert(at, Mapped { field: name.clone(), ..Mapped::default() });
        let lines = vec![
            ("kind", quoted("not-named")),
            ("field", quoted(&name)),
            ("of", quoted(of)),
            ("says", quoted("neither has named the other as somebody not to be matched with")),
        ];
        let says = if refused::before(&question.text) {
            "Nobody is put together again with somebody they name as their mentor or mentee of now or before."
        } else {
            "Nobody is put together with somebody they ask not to be matched with."
        };
        self.rules.push(Rule { lines, counts: true, says });
    }
}
