//! `attrflow functions`, `attrflow connectors`, `attrflow explain`: what there is, from the declarations themselves.

use super::error::CliError;
use super::{files, output};
use attrflow::language as functions;
use attrflow::{connectors, diagnostics, nearest, page};
use std::io::Write;

/// List the functions of the language, or show one function's page
#[derive(Debug, clap::Args)]
pub(super) struct Functions {
    /// The function
    name: Option<String>,
}

/// List the built-in connectors, or print one's mapping file
#[derive(Debug, clap::Args)]
pub(super) struct Connectors {
    /// The connector
    name: Option<String>,
}

/// Show the page of a diagnostic's code or of a function
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A code such as `unknown-function`, or a function's name; without one, all codes are listed
    name: Option<String>,
}

fn print_page(title: &str, text: &str) -> Result<(), CliError> {
    let mut out = output::standard();
    writeln!(out, "{title}\n\n{}", page::terminal(text, &output::style(&std::io::stdout())))?;
    Ok(out.flush()?)
}

/// The widest a list's first column gets. What is wider has its summary on the next line.
const WIDEST: usize = 44;

fn print_list(rows: impl Iterator<Item = (String, String)>) -> Result<(), CliError> {
    let rows: Vec<(String, String)> = rows.collect();
    let widths = rows.iter().map(|(name, _)| name.chars().count());
    let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or_default();
    let mut out = output::standard();
    for (name, summary) in rows {
        if name.chars().count() > width {
            writeln!(out, "{name}\n{:width$}  {summary}", "")?;
        } else {
            writeln!(out, "{name:<width$}  {summary}")?;
        }
    }
    Ok(out.flush()?)
}

impl Functions {
    pub(super) fn run(self) -> Result<(), CliError> {
        let Some(name) = self.name else {
            return print_list(
                functions::sorted().into_iter().map(|function| (function.signature(), function.summary())),
            );
        };
        match functions::find(&name) {
            Some(function) => print_page(&function.signature(), function.docs()),
            None => Err(unknown("function", &name, functions::all().map(|function| function.name))),
        }
    }
}

impl Connectors {
    pub(super) fn run(self) -> Result<(), CliError> {
        let Some(name) = self.name else {
            let all = connectors::CONNECTORS.iter();
            return print_list(all.map(|connector| (connector.name.to_owned(), connector.summary().to_owned())));
        };
        let connector = files::connector(&name)?;
        let mut out = output::standard();
        write!(out, "{}", connector.text())?;
        Ok(out.flush()?)
    }
}

impl Explain {
    pub(super) fn run(self) -> Result<(), CliError> {
        let Some(name) = self.name else {
            return print_list(diagnostics::sorted().into_iter().map(|entry| (entry.code.to_owned(), entry.summary())));
        };
        if let Some(entry) = diagnostics::find(&name) {
            return print_page(&format!("{} ({})", entry.code, entry.severity), entry.page());
        }
        match functions::find(&name) {
            Some(function) => print_page(&function.signature(), function.docs()),
            None => {
                let names = functions::all().map(|function| function.name);
                Err(unknown("code or function", &name, diagnostics::all().map(|entry| entry.code).chain(names)))
            }
        }
    }
}

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> CliError {
    let message = format!("there is no {what} `{name}`");
    match nearest(name, known) {
        Some(near) => CliError::with_help(message, format!("did you mean `{near}`?")),
        None => CliError::usage(message),
    }
}
