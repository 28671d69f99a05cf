//! `attrflow fmt`: formats expressions, in mapping files or a single one. All other bytes of a file stay as they are.
//! The library knows what a formatted expression looks like.

use super::error::CliError;
use super::expression::GivenExpression;
use super::world::dialects;
use super::{discover, edits, reports};
use super::{files, output};
use crate::cli::say::say;
use attrflow::tool::assistance::{Layout, format};
use attrflow::tool::conversion::{edited, literal, tree_edits};
use attrflow::tool::render::printable;
use attrflow::tool::{Mapping, MappingFormat, language_of};
use attrflow::{Edit, Language, connectors};
use std::io::Write;
use std::path::Path;

/// Format the expressions of mapping files: on one line in JSON, as the service prints them; readable in TOML
#[derive(Debug, clap::Args)]
pub(super) struct Fmt {
    /// Mapping files or folders; `-` formats standard input to standard output [default: the mapping files in the
    /// current folder]
    paths: Vec<String>,
    /// Format this expression instead of files; `-` is standard input
    #[arg(short, long, value_name = "EXPR", conflicts_with = "paths", group = "one")]
    expression: Option<String>,
    /// Format the expression of a file, where no shell changes it; the result goes to standard output
    #[arg(short = 'f', long, value_name = "FILE", conflicts_with_all = ["paths", "expression"], group = "one")]
    expression_file: Option<String>,
    /// Break the expression into several lines if it does not fit on one
    #[arg(long, requires = "one")]
    multi_line: bool,
    /// Expression dialect [default: inferred from the mapping, else entra]
    #[arg(long, value_parser = dialects())]
    dialect: Option<&'static Language>,
    /// The name of standard input: its extension says what the text is
    #[arg(long, value_name = "NAME", conflicts_with = "one")]
    stdin_filename: Option<String>,
    /// Instead of formatting, make the parameters that JSON stores beside expressions agree with them
    #[arg(long, conflicts_with = "one")]
    trees: bool,
    /// Change nothing, and fail if something would change
    #[arg(long)]
    check: bool,
    /// Change nothing, show what would change, and fail if something would
    #[arg(long)]
    diff: bool,
}

impl Fmt {
    pub(super) fn run(self) -> Result<(), CliError> {
        if self.expression.is_some() || self.expression_file.is_some() {
            return self.one(&GivenExpression::read(self.expression.as_deref(), self.expression_file.as_deref())?);
        }
        discover::names_input(&self.paths, self.stdin_filename.as_deref())?;
        let (mut changed, mut failed, mut seen) = (Vec::new(), false, 0_usize);
        for path in discover::mappings(&self.paths)? {
            if connectors::find(&path).is_some() && !Path::new(&path).exists() {
                let help = format!("`attrflow connectors {path} > {path}.toml` writes it to a file");
                return Err(CliError::with_help(format!("the connector `{path}` is built in"), help));
            }
            seen += 1;
            let (mapping, read) = files::mapping_called(&path, self.stdin_filename.as_deref())?;
            if read.has_errors() {
                reports::print_errors(&read);
                failed = true;
                continue;
            }
            if self.file(&path, &mapping)? {
                changed.push(path);
            }
        }
        let only_looks = self.check || self.diff;
        let verb = if only_looks { "would change" } else { "changed" };
        if self.check {
            changed.iter().for_each(|path| say!("{path} {verb}"));
        }
        say!("{} of {seen} {} {verb}", changed.len(), if seen == 1 { "file" } else { "files" });
        if failed || only_looks && !changed.is_empty() { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// Formats one file, and returns whether there was anything to change.
    fn file(&self, path: &str, mapping: &Mapping) -> Result<bool, CliError> {
        let edits = if self.trees { tree_edits(mapping, None) } else { edits(mapping, self.dialect) };
        let text = mapping.source.text();
        let new = edited(text, &edits.iter().rev().collect::<Vec<_>>());
        if self.diff {
            show(&edits::patch(mapping.source.name(), text, &new))?;
        } else if path == "-" && !self.check {
            let mut out = output::standard();
            write!(out, "{new}")?;
            out.flush()?;
        } else if !self.check && !edits.is_empty() {
            edits::apply(path, text, &new)?;
        }
        Ok(!edits.is_empty())
    }

    fn one(&self, given: &GivenExpression) -> Result<(), CliError> {
        let text = given.text();
        let report = given.report(self.dialect.unwrap_or_default().parse(text).diagnostics);
        if report.has_errors() {
            reports::print_errors(&report);
            given.tell_of_quotes(&report);
            return Err(CliError::Diagnostics);
        }
        let layout = if self.multi_line { Layout::Multi } else { Layout::Line };
        let new = format(text, layout, self.dialect.unwrap_or_default());
        let is_changed = new != text;
        if self.diff {
            let (old, new) = (format!("{text}\n"), format!("{new}\n"));
            show(&edits::patch(given.source().name(), &old, &new))?;
        } else if !self.check {
            show(&format!("{new}\n"))?;
        }
        if (self.check || self.diff) && is_changed { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}

/// Prints what people read.
fn show(text: &str) -> Result<(), CliError> {
    let mut out = output::standard();
    out.write_all(printable::source(text).as_bytes())?;
    Ok(out.flush()?)
}

/// The edits that format the expressions of a file, in the order of their positions.
pub(super) fn edits(mapping: &Mapping, language: Option<&'static Language>) -> Vec<Edit> {
    let sources = mapping.object_mappings().flat_map(|(rule, object)| {
        let language = language.unwrap_or_else(|| language_of(rule));
        let sources = object.attribute_mappings.iter().filter_map(|attribute| attribute.source.as_ref());
        sources.map(move |source| (language, source))
    });
    let newline = if mapping.source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits: Vec<Edit> = sources
        .filter_map(|(language, source)| {
            let expression = source.expression.as_ref()?;
            let old = expression.value.replace("\r\n", "\n");
            match mapping.format {
                MappingFormat::Graph => {
                    let new = format(&old, Layout::Line, language);
                    let edit = Edit { span: expression.span(), text: expression.location.written(&new) };
                    (new != old).then_some(edit)
                }
                MappingFormat::Toml => {
                    let new = format(&old, Layout::Multi, language);
                    let edit = Edit { span: source.span, text: literal(&new, newline) };
                    (new != old.trim_end_matches('\n')).then_some(edit)
                }
            }
        })
        .collect();
    edits.sort_by_key(|edit| edit.span.start);
    edits
}
