//! `attrflow diff`: what differs between two mapping files, and what that does to records.

mod html;
mod print;
mod run;

use super::error::CliError;
use super::world::{WorldOptions, dialect};
use super::{check, files};
use attrflow::comparison::compare;
use attrflow::{Dialect, Mapping};
use clap::ValueEnum;
use std::path::PathBuf;

/// Compare two mapping files in meaning, and what they make of records
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The mapping file before, or a connector
    old: String,
    /// The mapping file after, or a connector
    new: String,
    /// Records to run through both: NDJSON, a JSON array, CSV or LDIF; `-` is standard input
    #[arg(long, value_name = "FILE")]
    records: Option<String>,
    /// Fail when more payloads change, such as `5%` or `20`
    #[arg(long, value_name = "COUNT", value_parser = threshold, requires = "records")]
    max_changed: Option<Threshold>,
    /// The object mapping to run, by its name or its target object [default: the first that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// How to print the differences
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
    /// Write a report to a file as well, such as `html=diff.html`; can be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    report: Vec<(DiffFormat, PathBuf)>,
    /// Show the samples' values as they are, not only their shape
    #[arg(long)]
    show_values: bool,
    /// Which product's language it is [default: what the file's directories say]
    #[arg(long, value_parser = dialect)]
    dialect: Option<Dialect>,
    #[command(flatten)]
    world: WorldOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people
    Text,
    /// One JSON document, format_version 1.0
    Json,
    /// For a comment on a pull request
    Markdown,
    /// One page to open
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
        let (old, new) = (mapping(&self.old)?, mapping(&self.new)?);
        let changes = compare(&old, &new);
        let impact = match &self.records {
            Some(records) => Some(run::impact(&self, (&old, &new), records)?),
            None => None,
        };
        let result = print::Comparison { options: &self, changes: &changes, impact: impact.as_ref() };
        result.print()?;
        let above = impact.zip(self.max_changed).is_some_and(|(impact, most)| match most {
            Threshold::Share(share) => impact.share() > share,
            Threshold::Count(count) => impact.changed > count,
        });
        if above { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}

/// A mapping that can be read; what is wrong with one that cannot is printed.
fn mapping(path: &str) -> Result<Mapping, CliError> {
    let (mapping, read) = files::mapping(path)?;
    if read.has_errors() {
        check::print_errors(&read)?;
        return Err(CliError::Diagnostics);
    }
    Ok(mapping)
}

fn threshold(text: &str) -> Result<Threshold, String> {
    let wrong = || "write it as a share such as `5%` or as a count such as `20`".to_owned();
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
