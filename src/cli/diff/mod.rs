//! `attrflow diff`: compares two mapping files, and their results for records.

mod html;
mod print;
mod run;

use super::error::CliError;
use super::world::{WorldOptions, dialects};
use super::write::Claims;
use super::{files, reports};
use attrflow::Language;
use attrflow::tool::Mapping;
use attrflow::tool::comparison::compare;
use clap::ValueEnum;
use std::path::PathBuf;

/// Compare the meaning of two mapping files, and their results for records
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// Old mapping file or name of a connector
    old: String,
    /// New mapping file or name of a connector
    new: String,
    /// Records to run through both mappings: NDJSON, a JSON array, CSV or LDIF; `-` is standard input
    #[arg(long, value_name = "FILE")]
    records: Option<String>,
    /// Fail if more payloads change than this number or share, such as `20` or `5%`
    #[arg(long, value_name = "COUNT", value_parser = threshold, requires = "records")]
    max_changed: Option<Threshold>,
    /// Object mapping to run, by its name or target object [default: the first in execution order that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
    /// Also write a report to a file, such as `html=diff.html`; can be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    report: Vec<(DiffFormat, PathBuf)>,
    /// Show the values of the samples instead of masking them
    #[arg(long)]
    show_values: bool,
    /// Expression dialect [default: inferred from the mapping's source and target]
    #[arg(long, value_parser = dialects())]
    dialect: Option<&'static Language>,
    #[command(flatten)]
    world: WorldOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// Text for people
    Text,
    /// One JSON document, format_version 1.0
    Json,
    /// Markdown, for a comment on a pull request
    Markdown,
    /// An HTML page
    Html,
}

/// How many payloads may change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Threshold {
    Share(f64),
    Count(u64),
}

impl Diff {
    pub(super) fn run(self) -> Result<(), CliError> {
        let inputs = [Some(self.old.as_str()), Some(&self.new), self.records.as_deref(), self.world.taken()];
        let mut claims = Claims::of(inputs.into_iter().flatten());
        claims.check(self.report.iter().map(|(_, path)| path.as_path()))?;
        let (old, new) = (mapping(&self.old)?, mapping(&self.new)?);
        let changes = compare(&old, &new);
        let (impact, errors) = match &self.records {
            Some(records) => {
                run::impact(&self, (&old, &new), records).map(|(impact, errors)| (Some(impact), errors))?
            }
            None => (None, 0),
        };
        let result = print::Comparison { options: &self, changes: &changes, impact: impact.as_ref() };
        result.print(&mut claims)?;
        let above = impact.zip(self.max_changed).is_some_and(|(impact, most)| match most {
            Threshold::Share(share) => impact.share() > share,
            Threshold::Count(count) => impact.changed > count,
        });
        if above || errors > 0 { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}

/// Reads a mapping; if it has errors, they are printed.
fn mapping(path: &str) -> Result<Mapping, CliError> {
    let (mapping, read) = files::mapping(path)?;
    if read.has_errors() {
        reports::print_errors(&read);
        return Err(CliError::Diagnostics);
    }
    Ok(mapping)
}

fn threshold(text: &str) -> Result<Threshold, String> {
    let wrong = || "write it as a percentage such as `5%` or as a number such as `20`".to_owned();
    match text.strip_suffix('%') {
        Some(percent) => {
            let share = percent.trim().parse::<f64>().map_err(|_| wrong())? / 100.0;
            if (0.0..=1.0).contains(&share) { Ok(Threshold::Share(share)) } else { Err(wrong()) }
        }
        None => text.parse().map(Threshold::Count).map_err(|_| wrong()),
    }
}

/// `FORMAT=PATH`.
fn report(text: &str) -> Result<(DiffFormat, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("write it as `format=path`, such as `html=diff.html`")?;
    let known = || {
        DiffFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|it| it.get_name().to_owned())
    };
    let format = DiffFormat::from_str(name, false)
        .map_err(|_| format!("the formats are {}", known().collect::<Vec<_>>().join(", ")))?;
    Ok((format, PathBuf::from(path)))
}
