//! `attrflow functions`, `attrflow connectors`, `attrflow explain`: lists and pages, made from the declarations. Holds
//! no list of its own.

use super::error::CliError;
use super::world::dialects;
use super::{files, output};
use attrflow::languages::Function;
use attrflow::tool::{nearest, page};
use attrflow::{Language, connectors, diagnostics};
use std::io::Write;

/// List the functions of the language, or show the page of one
#[derive(Debug, clap::Args)]
pub(super) struct Functions {
    /// Name of the function
    name: Option<String>,
    /// Only functions of this dialect [default: every function, those of entra first]
    #[arg(long, value_parser = dialects())]
    dialect: Option<&'static Language>,
}

/// List the built-in connectors, or print the mapping file of one
#[derive(Debug, clap::Args)]
pub(super) struct Connectors {
    /// Name of the connector
    name: Option<String>,
}

/// Explain a diagnostic code, or show the page of a function
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A code such as `unknown-function`, or the name of a function [default: list all codes]
    name: Option<String>,
}

pub(super) fn print_page(title: &str, text: &str) -> Result<(), CliError> {
    let mut out = output::standard();
    writeln!(out, "{title}\n\n{}", page::terminal(text, &output::style(&std::io::stdout())))?;
    Ok(out.flush()?)
}

/// The maximum width of a list's first column. A wider name has its summary on the next line.
const WIDEST: usize = 44;

pub(super) fn print_list(rows: impl Iterator<Item = (String, String)>) -> Result<(), CliError> {
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
        let known = self.dialect.map_or_else(Language::all_functions, Language::functions);
        let Some(name) = self.name else {
            return print_list(known.iter().map(|function| (function.signature(), function.summary())));
        };
        match *named(&known, &name) {
            [] => Err(unknown("function", &name, known.iter().map(|function| function.name))),
            [function] => print_function(function),
            ref several => print_list(several.iter().map(|function| (function.signature(), function.summary()))),
        }
    }
}

/// The functions that somebody means by a name or a word: the one of that name, else those that have this name in
/// another language, else those whose summary has the word.
fn named(known: &[&'static Function], word: &str) -> Vec<&'static Function> {
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    let lower = word.to_lowercase();
    let by_alias = |function: &Function| function.aliases.iter().any(|alias| is(alias.name()));
    let by_word = |function: &Function| lower.len() > 2 && function.summary().to_lowercase().contains(&lower);
    let all = |test: &dyn Fn(&Function) -> bool| known.iter().copied().filter(|function| test(function)).collect();
    let tests: [&dyn Fn(&Function) -> bool; 4] =
        [&|function| function.name == word, &|function| is(function.name), &by_alias, &by_word];
    let found = tests.into_iter().map(all).find(|found: &Vec<&Function>| !found.is_empty());
    found.unwrap_or_default()
}

/// The page of a function, and how calls of other languages go over.
fn print_function(function: &Function) -> Result<(), CliError> {
    print_page(&function.signature(), function.docs())?;
    if function.aliases.is_empty() {
        return Ok(());
    }
    let mut out = output::standard();
    writeln!(out, "In other languages:\n")?;
    for alias in function.aliases {
        writeln!(out, "  {}\n      {}", plain(alias.from), plain(alias.to))?;
    }
    Ok(out.flush()?)
}

/// An alias as people read it: parameters without the `$` that marks them in the declaration.
fn plain(call: &str) -> String {
    call.replace('$', "").replace("……", "…")
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
        let functions = Language::all_functions();
        match *named(&functions, &name) {
            [function] => print_function(function),
            ref several if !several.is_empty() => {
                print_list(several.iter().map(|function| (function.signature(), function.summary())))
            }
            _ => {
                let names = functions.iter().map(|function| function.name);
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
