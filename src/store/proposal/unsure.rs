//! What may be compared and need not: questions of which nothing says for sure that two people should be alike in them. They
//! stand in the scheme to be switched on, and are not read before.

use super::Doubts;
use super::asked::asks_for;
use super::candidate::{Candidate, Nature};
use super::fields::{Compared, Criterion, Mapped};
use super::labels::{label, slug};
use super::pairing::{Two, topical};
use super::question::{Question, Stands};
use super::quoted::quoted;
use super::themes::Compare;
use super::words;
use crate::domain::scheme::Kind;
use crate::wording::{normal, plural, show};

/// Why such a question is left out.
const WHY: &str =
    "nothing says for sure that people should be compared by it: to switch it on, take its # away in all places";
/// So many answers tell whether (nearly) everybody has one of their own.
const ENOUGH: usize = 8;
/// So many headings are named.
const NAMED: usize = 6;

/// Whether two questions that go together are surely about something that people are matched by.
pub(super) fn is_sure(two: Two, candidates: &[Candidate], questions: &[Question]) -> bool {
    let (one, other) = (&candidates[two.mentee], &candidates[two.mentor]);
    let (mine, theirs) = (&questions[one.question], &questions[other.question]);
    let words = |nature: &Nature| matches!(nature, Nature::Choice | Nature::List);
    // With a scale on one side there is a theme.
    if !words(&one.nature) || !words(&other.nature) {
        return true;
    }
    if let Some(theme) = one.theme.or(other.theme) {
        let own = |question: &Question| question.seen.count() >= ENOUGH && question.seen.is_distinct();
        let choices = one.nature == Nature::Choice && other.nature == Nature::Choice;
        return !(theme.compare == Compare::Alike && choices && own(mine) && own(theirs));
    }
    let lists = one.nature == Nature::List || other.nature == Nature::List;
    let ticks = |question: &Question| question.stands == Stands::Ticks && question.text.is_empty();
    if normal(&mine.text) != normal(&theirs.text) || ticks(mine) {
        // Each side is asked in its own words: that is how what is sought and what is offered is asked.
        return lists && (!opinion(mine) && !opinion(theirs)) || topical(&mine.heading) || topical(&theirs.heading);
    }
    let plainly = normal(&mine.text);
    let of_oneself = ["do you", "are you", "have you", "did you", "will you", "were you"];
    let yes_or_no = !lists && of_oneself.iter().any(|start| plainly.starts_with(start));
    let asked = [words::TOPICS, words::SEEKS, words::OFFERS].iter().any(|list| asks_for(&mine.text, list));
    asked && topical(&mine.heading) && !yes_or_no
}

fn opinion(question: &Question) -> bool {
    super::asked::opinion(&question.heading)
}

impl Compared {
    /// Leaves two questions out that go together, and keeps beside them what would compare them.
    pub(super) fn switched_off(&mut self, one: &Candidate, other: &Candidate, questions: &[Question]) {
        let question = &questions[one.question];
        let list = one.nature == Nature::List || other.nature == Nature::List;
        let kind = if list { Kind::List } else { Kind::Choice };
        let name = self.field(&slug(question), kind, &label(question, "their answer"), Vec::new());
        if let Some(field) = self.fields.last_mut() {
            field.counts = false;
        }
        self.off(one.question, &name);
        self.off(other.question, &name);
        let how = if list { "overlap" } else { "same" };
        let lines = vec![("kind", quoted(how)), ("field", quoted(&name)), ("points", "5".to_string())];
        let says = format!(
            "Switched off. To compare people by it, take the # away here, at [fields.{name}] and under [source.columns]."
        );
        self.criteria.push(Criterion { lines, counts: false, says });
    }

    /// Leaves a question out that would fill a field which is switched off.
    pub(super) fn off(&mut self, at: usize, field: &str) {
        self.mapped.insert(at, Mapped { field: field.to_string(), off: true, ..Mapped::default() });
        self.left.insert(at, WHY.to_string());
    }

    /// Says once which questions are left out so.
    pub(super) fn name_those_off(&self, questions: &[Question], doubts: &mut Doubts<'_>) {
        let mut headings: Vec<String> = Vec::new();
        for (at, _) in self.mapped.iter().filter(|(_, mapped)| mapped.off) {
            let heading = match show(&questions[*at].text) {
                text if text.is_empty() => "columns without a heading".to_string(),
                text => format!("`{text}`"),
            };
            if !headings.contains(&heading) {
                headings.push(heading);
            }
        }
        if headings.is_empty() {
            return;
        }
        let more = headings.len().saturating_sub(NAMED);
        headings.truncate(NAMED);
        if more > 0 {
            headings.push(plural(more, "other"));
        }
        let headings = crate::wording::list(&headings, "and");
        let says = format!(
            "Nobody is compared by {headings}: nothing says for sure that they should be. What should count is switched on by taking \
             its # away."
        );
        doubts.note("switched off", &says);
    }
}
