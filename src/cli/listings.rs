//! `attrflow functions`, `attrflow connectors`, `attrflow explain`: lists and pages, made from the declarations. Holds
//! no list of its own.

use super::error::CliError;
use super::search::Query;
use super::world::dialects;
use super::{files, output};
use attrflow::diagnostics::DiagnosticInfo;
use attrflow::languages::Function;
use attrflow::tool::{nearest, page};
use attrflow::{Language, connectors, diagnostics};
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use std::io::Write;

/// How lists and pages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// Text for people
    Text,
    /// One JSON document, with the pages as Markdown
    Json,
}

/// List the functions of the language, show the page of one, or find one by what it does
#[derive(Debug, clap::Args)]
pub(super) struct Functions {
    /// Name of the function, its name in another language, or words for a task, such as `last characters`
    name: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: ListFormat,
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

/// Explain a diagnostic code, show the page of a function, or find one of them by words
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A code such as `unknown-function`, the name of a function, or words such as `line break` [default: list all codes]
    name: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: ListFormat,
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
        let name = self.name.join(" ");
        let found = if name.is_empty() { known.clone() } else { named(&known, &name) };
        match (found.as_slice(), self.format) {
            ([], _) => Err(unknown("function", &name, known.iter().map(|function| function.name))),
            (found, ListFormat::Json) => {
                print_json(&json!({"functions": found.iter().map(|it| of_function(it)).collect::<Json>()}))
            }
            ([function], ListFormat::Text) => print_function(function),
            (several, ListFormat::Text) => print_list(rows(several, &name)),
        }
    }
}

/// The functions that somebody means by a name or by words: the one of that name, else those that have this name in another
/// language, else those that are about these words.
fn named(known: &[&'static Function], text: &str) -> Vec<&'static Function> {
    let is = |name: &str| name.eq_ignore_ascii_case(text);
    let by_alias = |function: &Function| function.aliases.iter().any(|alias| is(alias.name()));
    let all = |test: &dyn Fn(&Function) -> bool| known.iter().copied().filter(|function| test(function)).collect();
    let tests: [&dyn Fn(&Function) -> bool; 3] =
        [&|function| function.name == text, &|function| is(function.name), &by_alias];
    let found = tests.into_iter().map(all).find(|found: &Vec<&Function>| !found.is_empty());
    let by_words = || Query::new(text).map(|query| query.functions(known));
    found.or_else(by_words).unwrap_or_default()
}

/// The rows of a list of functions. What was found by its name in another language has the call in its place.
fn rows<'r>(functions: &'r [&'static Function], text: &str) -> impl Iterator<Item = (String, String)> + use<'r> {
    let query = Query::new(text);
    functions.iter().map(move |function| {
        let alias = query.as_ref().and_then(|query| query.alias(function));
        let alias = alias.map(plain).map_or(String::new(), |(from, to)| format!(" {from} is {to}"));
        // Who reads the list most often writes for the dialect that goes without saying.
        let dialects = dialects_of(function);
        let elsewhere = !dialects.contains(&<&Language>::default().name);
        let only = if elsewhere { format!(" (only {})", dialects.join(", ")) } else { String::new() };
        (function.signature(), function.summary() + &alias + &only)
    })
}

/// The dialects that have a function.
fn dialects_of(function: &Function) -> Vec<&'static str> {
    let has = |name: &&str| {
        let functions = Language::find(name).map(Language::functions).unwrap_or_default();
        functions.iter().any(|known| std::ptr::eq(*known, function))
    };
    Language::names().into_iter().filter(has).collect()
}

fn of_function(function: &Function) -> Json {
    let aliases = function
        .aliases
        .iter()
        .map(|alias| plain((alias.from, alias.to)))
        .map(|(from, to)| json!({"from": from, "to": to}));
    json!({
        "name": function.name,
        "signature": function.signature(),
        "summary": function.summary(),
        "dialects": dialects_of(function),
        "aliases": aliases.collect::<Vec<_>>(),
        "page": function.docs(),
    })
}

fn of_diagnostic(entry: &DiagnosticInfo) -> Json {
    json!({
        "code": entry.code,
        "severity": entry.severity.to_string(),
        "summary": entry.summary(),
        "page": entry.page(),
    })
}

/// Prints a document in the form that all of the program's have.
fn print_json(document: &Json) -> Result<(), CliError> {
    let mut whole = json!({"format_version": "1.0"});
    if let (Json::Object(whole), Json::Object(members)) = (&mut whole, document) {
        whole.extend(members.clone());
    }
    let mut out = output::standard();
    writeln!(out, "{whole:#}")?;
    Ok(out.flush()?)
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
        let (from, to) = plain((alias.from, alias.to));
        writeln!(out, "  {from}\n      {to}")?;
    }
    Ok(out.flush()?)
}

/// The call of an alias and what it is here, as people read them: parameters without the `$` that marks them in the declaration.
/// Another `$` belongs to a pattern or to a replacement.
fn plain((from, to): (&str, &str)) -> (String, String) {
    let is_name = |character: char| character.is_ascii_alphabetic();
    let names = from.split('$').skip(1);
    let mut names: Vec<&str> = names.map(|rest| rest.split(|it| !is_name(it)).next().unwrap_or_default()).collect();
    // A name that begins with another one comes first.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let without = |call: &str| {
        let read = |call: String, name: &&str| call.replace(&format!("${name}"), name);
        names.iter().filter(|name| !name.is_empty()).fold(call.to_owned(), read).replace("……", "…")
    };
    (without(from), without(to))
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
        let name = self.name.join(" ");
        let functions = Language::all_functions();
        let (entries, found) = match name.as_str() {
            "" => (diagnostics::sorted(), Vec::new()),
            name => match diagnostics::find(name) {
                Some(entry) => (vec![entry], Vec::new()),
                None => {
                    let found = named(&functions, name);
                    let is_name = matches!(found.as_slice(), [only] if only.name.eq_ignore_ascii_case(name));
                    let query = Query::new(name).filter(|_| !is_name);
                    (query.map(|query| query.diagnostics(diagnostics::all())).unwrap_or_default(), found)
                }
            },
        };
        if self.format == ListFormat::Json && !(entries.is_empty() && found.is_empty()) {
            let functions: Json = found.iter().map(|function| of_function(function)).collect();
            let diagnostics: Json = entries.iter().map(|entry| of_diagnostic(entry)).collect();
            return print_json(&json!({"functions": functions, "diagnostics": diagnostics}));
        }
        match (entries.as_slice(), found.as_slice()) {
            ([entry], []) => print_page(&format!("{} ({})", entry.code, entry.severity), entry.page()),
            ([], [function]) => print_function(function),
            ([], []) => {
                let names = functions.iter().map(|function| function.name);
                Err(unknown("code or function", &name, diagnostics::all().map(|entry| entry.code).chain(names)))
            }
            (entries, found) => {
                let entries = entries.iter().map(|entry| (entry.code.to_owned(), entry.summary()));
                print_list(rows(found, &name).chain(entries))
            }
        }
    }
}

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> CliError {
    let message = format!("there is no {what} `{name}`");
    match nearest(name, known) {
        Some(near) => CliError::with_help(message, format!("did you mean `{near}`?")),
        None if name.contains(' ') => {
            CliError::with_help(message, "use other words, or fewer: all of them have to be found")
        }
        None => CliError::usage(message),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use attrflow::Language;

    #[test]
    fn an_alias_keeps_the_signs_of_patterns() {
        let all = Language::all_functions();
        let aliases: Vec<_> = all.iter().flat_map(|function| function.aliases).collect();
        let right = aliases
            .iter()
            .find(|alias| alias.from == "Right($text, $count)")
            .map(|alias| plain((alias.from, alias.to)));
        let expected = ("Right(text, count)", r#"Replace(text, , "^.*(.{count})$", , "$1", , )"#);
        assert_eq!(right.as_ref().map(|(from, to)| (from.as_str(), to.as_str())), Some(expected));
        for (from, to) in aliases.into_iter().map(|alias| plain((alias.from, alias.to))) {
            assert!(!from.contains('$'), "{from}");
            let marks =
                to.match_indices('$').filter(|(at, _)| to[at + 1..].starts_with(|it: char| it.is_ascii_alphabetic()));
            assert_eq!(marks.count(), 0, "{to}");
        }
    }
}
