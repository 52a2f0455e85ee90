//! What people of both sides are asked alike, and how two answers to it are best compared.

use super::asked::asks_for;
use super::heading::Heading;
use super::words;

/// How two answers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The same answer, or of lists answers in common, earn points.
    Alike,
    /// Another answer earns points.
    Unlike,
    /// It is known, and earns nothing before the coordinator says so.
    Known,
}

/// Something that people are often asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name of its field.
    pub field: &'static str,
    /// What reasons call it.
    pub label: &'static str,
    /// How it is compared.
    pub compare: Compare,
    /// How many points that is worth to begin with.
    pub points: u32,
    /// Whether answers in everybody's own words are worth reading.
    pub own_words: bool,
    words: &'static [&'static str],
}

/// Where they are free.
pub const TIMES: Theme = theme("times", "when they are free", Compare::Alike, 20, true, &[]);
/// Where they are.
pub const AREA: Theme = theme("area", "area", Compare::Alike, 20, true, &["postcode", "postal code", "zip"]);
/// Whom they report to.
pub const LINE_MANAGER: Theme = theme("line_manager", "line manager", Compare::Known, 0, true, words::LINE_MANAGER);

/// The others, the first that fits counts.
const THEMES: &[Theme] = &[
    theme("time_zone", "time zone", Compare::Alike, 10, true, &["time zone", "timezone", "utc"]),
    theme("languages", "languages", Compare::Alike, 15, false, &["language", "languages"]),
    theme("employer", "employer", Compare::Unlike, 10, true, words::EMPLOYER),
    theme(
        "area",
        "area",
        Compare::Alike,
        15,
        true,
        &[
            "city",
            "town",
            "location",
            "region",
            "county",
            "country",
            "state",
            "site",
            "campus",
            "office",
            "based",
            "where do you live",
            "postcode",
            "zip",
            "residence",
            "borough",
            "district",
        ],
    ),
    theme(
        "department",
        "department",
        Compare::Known,
        0,
        true,
        &["department", "team", "division", "unit", "directorate", "faculty", "function", "business area"],
    ),
    theme(
        "grade",
        "grade",
        Compare::Alike,
        10,
        false,
        &[
            "grade",
            "level",
            "seniority",
            "band",
            "career stage",
            "stage",
            "year of study",
            "year group",
            "year",
            "years",
            "class",
            "=experience",
            "how many years",
            "position level",
            "how long",
        ],
    ),
    theme(
        "how",
        "how they would meet",
        Compare::Alike,
        10,
        false,
        &[
            "in person",
            "remote",
            "virtual",
            "online",
            "meeting format",
            "mode",
            "prefer to meet",
            "like to meet",
            "communicat*",
            "format",
        ],
    ),
    theme(
        "how_often",
        "how often",
        Compare::Alike,
        5,
        false,
        &["how often", "frequency", "hours per", "how many hours", "time commitment"],
    ),
    theme(
        "hobbies",
        "what they like",
        Compare::Alike,
        10,
        false,
        &["hobb*", "free time", "for fun", "sport", "music", "spare time", "pastime", "leisure"],
    ),
    theme(
        "work",
        "kind of work",
        Compare::Alike,
        15,
        true,
        &[
            "profession",
            "line of work",
            "job",
            "job title",
            "field",
            "industry",
            "sector",
            "career",
            "position",
            "setting",
            "service",
            "job role",
            "role",
            "occupation",
        ],
    ),
    theme(
        "studies",
        "studies",
        Compare::Alike,
        10,
        true,
        &[
            "major",
            "course",
            "degree",
            "studies",
            "study",
            "discipline",
            "school",
            "college",
            "university",
            "education",
            "qualification",
        ],
    ),
];

const fn theme(
    field: &'static str,
    label: &'static str,
    compare: Compare,
    points: u32,
    own_words: bool,
    words: &'static [&'static str],
) -> Theme {
    Theme { field, label, compare, points, own_words, words }
}

/// The theme of a question, where its heading asks for nothing else.
pub fn of(text: &str) -> Option<Theme> {
    THEMES.iter().find(|theme| asks_for(text, theme.words)).copied()
}

/// Whether a heading asks for somebody's line manager.
pub fn names_line_manager(heading: &Heading) -> bool {
    (heading.says(LINE_MANAGER.words) || heading.is_only(&["manager"]))
        && !heading.says(&[
            "years",
            "how many",
            "how long",
            "level",
            "been",
            "title",
            "are you",
            "experience",
            "job",
            "position",
            "email us",
        ])
}
