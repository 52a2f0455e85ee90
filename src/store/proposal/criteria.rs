//! How the answers to two questions are compared, and what that is worth to begin with.

use super::Doubts;
use super::fields::{Compared, Criterion, Rule};
use super::themes::{Compare, Theme};
use crate::domain::scheme::Kind;

impl Compared {
    /// Adds the rule or criterion of two fields that go together: of the mentee and of the mentor.
    pub(super) fn criterion(
        &mut self,
        fields: &(String, String),
        kind: Kind,
        theme: Option<Theme>,
        topics: bool,
        doubts: &mut Doubts<'_>,
    ) {
        let quoted = super::quoted::quoted;
        let of = |kind: &str, points: u32| {
            let mut lines = vec![("kind", quoted(kind))];
            if fields.0 == fields.1 {
                lines.push(("field", quoted(&fields.0)));
            } else {
                lines.insert(0, ("name", quoted(&fields.0)));
                lines.extend([("mentee", quoted(&fields.0)), ("mentor", quoted(&fields.1))]);
            }
            lines.push(("points", points.to_string()));
            lines
        };
        let compare = theme.map_or(Compare::Alike, |theme| theme.compare);
        let points = theme.map_or(5, |theme| theme.points);
        let (lines, says) = match (kind, compare) {
            _ if topics => {
                let before = self
                    .criteria
                    .iter()
                    .filter(|known| known.lines.iter().any(|(_, value)| value == "\"covers\""))
                    .count();
                let points = [40, 20, 10].get(before).copied().unwrap_or(5);
                (of("covers", points), "how much of what the mentee seeks the mentor has".to_string())
            }
            (Kind::Availability, _) => {
                let mut lines = of("availability", points);
                lines.push(("full_at", "2".to_string()));
                (lines, "all points where they have two times in common".to_string())
            }
            (Kind::Place, _) => {
                let mut lines = of("near", points);
                lines.extend([("full_within", "5".to_string()), ("km", "40".to_string())]);
                (lines, "all points up to 5 km, none from 40 km on".to_string())
            }
            (Kind::Scale | Kind::Number, _) if self.peers => {
                let mut lines = of("closer", points);
                if kind == Kind::Number {
                    lines.push(("span", "10".to_string()));
                }
                (lines, "the nearer to each other, the more".to_string())
            }
            (Kind::Scale | Kind::Number, _) => {
                let mut lines = of("gap", points);
                let (best, step) = if kind == Kind::Scale { ("2", "3") } else { ("5", "1") };
                lines.extend([("best", best.to_string()), ("step", step.to_string())]);
                let says = format!(
                    "a mentor {best} {} above the mentee is best, every one off costs {step}",
                    if kind == Kind::Scale { "steps" } else { "years" }
                );
                (lines, says)
            }
            (_, Compare::Known) => {
                let lines = vec![("kind", quoted("different")), ("field", quoted(&fields.0))];
                self.rules.push(Rule {
                    lines,
                    counts: false,
                    says: "Take the # away if two of the same are not to be put together.",
                });
                return;
            }
            (_, Compare::Unlike) => {
                let says = "Whether two people of one employer may be matched was guessed: see to the rules and to the criterion `employer`.";
                let asked = "Two people of the same employer are";
                let chosen = doubts.ask(
                    "employer",
                    asked,
                    &["put together less gladly", "never put together", "put together like all others"],
                    0,
                    says,
                );
                let lines = vec![("kind", quoted("different")), ("field", quoted(&fields.0))];
                self.rules.push(Rule {
                    lines,
                    counts: chosen == 1,
                    says: if chosen == 1 {
                        "Two of one employer are never put together."
                    } else {
                        "Take the # away if two of one employer are never to be put together."
                    },
                });
                if chosen != 0 {
                    return;
                }
                (of("different", points), "another employer than one's own".to_string())
            }
            (Kind::List, _) => (of("overlap", points), "how many answers they have in common".to_string()),
            _ => (of("same", points), "the same answer".to_string()),
        };
        self.criteria.push(Criterion { lines, counts: true, says });
    }
}
