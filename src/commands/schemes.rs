//! `mentor schemes`: what there is to start from.

use super::{Answer, Desk};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::scheme_toml;
use crate::store::starters::STARTERS;

/// Show the schemes to start from
///
/// One row a scheme; with a NAME the whole file, which says in remarks what every line is for.
#[derive(Debug, clap::Args)]
pub struct SchemesArgs {
    /// Show the whole scheme.toml of one of them
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub fn run(args: &SchemesArgs, _desk: &Desk) -> anyhow::Result<Answer> {
    if let Some(name) = &args.name {
        let starter = crate::store::starters::named(name)?;
        let report = Report { blocks: vec![Block::Verbatim(starter.scheme.to_string())], json: None };
        return Ok(Answer { report, ..Answer::default() });
    }
    let columns =
        vec![Column::new("name", "Name"), Column::new("form", "Form"), Column::new("purpose", "What it is for")];
    let rows = STARTERS.iter().map(|starter| {
        let scheme = scheme_toml::read(starter.scheme.as_bytes(), &mut crate::problems::Problems::default());
        let of_channels = scheme.channels.iter().filter(|channel| channel.name.is_some());
        let forms = [scheme.form].into_iter().chain(of_channels.map(|channel| channel.scheme.form));
        let forms: Vec<&str> = forms.map(|form| form.word()).collect();
        vec![Cell::text(starter.name), Cell::text(forms.join(", ")), Cell::text(scheme.purpose)]
    });
    let blocks = vec![
        Block::Table(Table::new(columns, rows.collect())),
        Block::Text("Start one with: mentor init DIR --scheme NAME".to_string()),
    ];
    Ok(Answer { report: Report { blocks, json: None }, ..Answer::default() })
}
