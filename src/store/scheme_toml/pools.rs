//! `[[pool]]`: mentors who belong together, and how many relationships there may be with them.

use super::reader::Table;
use super::rules::Asked;
use crate::domain::scheme::field::Other;
use crate::domain::scheme::{Aim, Form, Kind, MentorPool, Scheme};
use crate::wording::{list, normal, show};

/// Reads all pools, in the order of the file.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> Vec<MentorPool> {
    let mut pools: Vec<MentorPool> = Vec::new();
    for table in top.tables("pool") {
        let pool = pool(&table, scheme);
        table.text("says");
        table.finish("[[pool]]");
        let Some(pool) = pool else { continue };
        if pools.iter().any(|known| normal(&known.name) == normal(&pool.name)) {
            let message = format!("the pool `{}` stands twice", show(&pool.name));
            table.error_at("name", message, "give each pool its own name");
        }
        if pools.first().is_some_and(|first| first.field != pool.field) {
            let remedy = "name the same field in every [[pool]], so that each mentor is of one pool";
            table.error_at("field", "two pools go by two fields", remedy);
        }
        pools.push(pool);
    }
    pools
}

fn pool(table: &Table<'_>, scheme: &Scheme) -> Option<MentorPool> {
    let name = table.required("name", "\"external\"");
    let field = match (table.has("field"), scheme.field_named("pool")) {
        (true, _) | (false, None) => Asked { table, scheme }.field("field", &[Kind::Choice]),
        (false, Some(usual)) => {
            table.pass("field");
            let kind = scheme.field(usual).kind;
            if kind != Kind::Choice {
                let message =
                    format!("the field `pool` says of which pool a mentor is, and is of kind {}", kind.word());
                table.error(message, "give it kind = \"choice\", or name another field: field = \"…\"");
                return None;
            }
            Some(usual)
        }
    };
    let number = |key, most| table.whole(key, 0..=most).and_then(|n| u32::try_from(n).ok());
    let (most, share) = (number("most", 1_000_000), number("largest_share", 100));
    let (name, field) = (name?, field?);
    let of = scheme.field(field);
    let known = of.options.iter().any(|option| normal(option) == normal(&name));
    if !known && !of.options.is_empty() && of.other != Other::Keep {
        let options: Vec<String> = of.options.iter().map(|option| show(option)).collect();
        let message = format!("`{}` is not an option of `{}`", show(&name), of.name);
        table.error_at("name", message, format!("name one of them: {}", list(&options, "or")));
    }
    let limit = if most.is_some() { "most" } else { "largest_share" };
    let pool = MentorPool { name, field, most, share, place: table.place() };
    if pool.is_limited() && scheme.form != Form::OneToOne {
        let remedy = "take it out: only mentors of a one-to-one scheme are of pools";
        table.error_at(limit, "nobody is the mentor here, so no pool of mentors has a share", remedy);
    }
    if pool.is_limited() && scheme.aim == Aim::Stable {
        let remedy = "take it out, or write aim = \"most-people\"";
        table.error_at(limit, "stable choices cannot keep to a share", remedy);
    }
    Some(pool)
}
