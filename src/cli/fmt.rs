//! `attrflow fmt`: expressions laid out, in mapping files or one alone. Bytes outside the expressions stay as they are.

use super::check::{self, discover, fix};
use super::error::CliError;
use super::{files, output};
use attrflow::assistance::{Layout, format};
use attrflow::{Edit, Mapping, MappingFormat, Report, Source, connectors, trees};
use std::io::Write;
use std::path::Path;

/// Lay out the expressions of mapping files: on one line as the service prints them in JSON, readable in TOML
#[derive(Debug, clap::Args)]
pub(super) struct Fmt {
    /// Mapping files or folders; `-` formats standard input to standard output [default: what is in this folder]
    paths: Vec<String>,
    /// An expression to lay out instead
    #[arg(short, long, value_name = "EXPR", conflicts_with = "paths")]
    expression: Option<String>,
    /// Lay the expression out over several lines where it does not fit on one
    #[arg(long, requires = "expression")]
    multi_line: bool,
    /// Change nothing, and fail where something would change
    #[arg(long)]
    check: bool,
    /// Change nothing, and show what would change
    #[arg(long)]
    diff: bool,
}

impl Fmt {
    pub(super) fn run(self) -> Result<(), CliError> {
        if let Some(text) = &self.expression {
            return self.one(text);
        }
        let (mut changed, mut failed, mut seen) = (Vec::new(), false, 0_usize);
        for path in discover::mappings(&self.paths)? {
            if connectors::find(&path).is_some() && !Path::new(&path).exists() {
                let help = format!("`attrflow connectors {path} > {path}.toml` makes a file of it");
                return Err(CliError::with_help(format!("the connector `{path}` is built in"), help));
            }
            seen += 1;
            let (mapping, read) = files::mapping(&path)?;
            if read.has_errors() {
                check::print_errors(&read)?;
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
            changed.iter().for_each(|path| eprintln!("{path} {verb}"));
        }
        eprintln!("{} of {seen} {} {verb}", changed.len(), if seen == 1 { "file" } else { "files" });
        if failed || self.check && !changed.is_empty() { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// Lays out one file, and tells whether there was anything to do.
    fn file(&self, path: &str, mapping: &Mapping) -> Result<bool, CliError> {
        let edits = edits(mapping);
        let text = mapping.source.text();
        let new = fix::edited(text, &edits.iter().rev().collect::<Vec<_>>());
        if self.diff {
            let difference = similar::TextDiff::from_lines(text, &new);
            write!(std::io::stdout(), "{}", difference.unified_diff().header(path, path))?;
        } else if path == "-" && !self.check {
            let mut out = output::standard();
            write!(out, "{new}")?;
            out.flush()?;
        } else if !self.check && !edits.is_empty() {
            fix::write(path, text, &new)?;
        }
        Ok(!edits.is_empty())
    }

    fn one(&self, text: &str) -> Result<(), CliError> {
        let report = Report::new(Source::new("<expression>", text), trees::parse(text).diagnostics);
        if report.has_errors() {
            check::print_errors(&report)?;
            return Err(CliError::Diagnostics);
        }
        let new = format(text, if self.multi_line { Layout::Multi } else { Layout::Line });
        if self.diff {
            let (old, new) = (format!("{text}\n"), format!("{new}\n"));
            let difference = similar::TextDiff::from_lines(&old, &new);
            write!(std::io::stdout(), "{}", difference.unified_diff().header("<expression>", "<expression>"))?;
        } else if !self.check {
            writeln!(std::io::stdout(), "{new}")?;
        }
        if self.check && new != text { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}

/// The edits that lay out the expressions of a file, in the order of their places.
pub(super) fn edits(mapping: &Mapping) -> Vec<Edit> {
    let objects = mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings);
    let sources = objects.filter_map(|attribute| attribute.source.as_ref());
    let newline = if mapping.source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits: Vec<Edit> = sources
        .filter_map(|source| {
            let expression = source.expression.as_ref()?;
            let old = expression.value.replace("\r\n", "\n");
            match mapping.format {
                MappingFormat::Graph => {
                    let new = format(&old, Layout::Line);
                    let edit = Edit { span: expression.span(), text: expression.location.written(&new) };
                    (new != old).then_some(edit)
                }
                MappingFormat::Toml => {
                    let new = format(&old, Layout::Multi);
                    let edit = Edit { span: source.span, text: literal(&new, newline) };
                    (new != old.trim_end_matches('\n')).then_some(edit)
                }
            }
        })
        .collect();
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// A text as a TOML literal, without escapes where that is possible.
fn literal(text: &str, newline: &str) -> String {
    let is_plain = !text.chars().any(|character| character.is_control() && character != '\n');
    let lines = text.replace('\n', newline);
    match (text.contains('\n'), is_plain) {
        (true, true) if !text.contains("'''") => format!("'''{newline}{lines}'''"),
        (false, true) if !text.contains('\'') => format!("'{text}'"),
        // JSON's escapes are escapes of TOML, too, which wants one more of them.
        _ => serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_means_its_text() {
        for text in ["a \"b\"", "it's", "a\nb", "a'''b\nc", "tab\t", "a\\b", "it's \u{7f}"] {
            let table: toml::Table = toml::from_str(&format!("x = {}", literal(text, "\n"))).unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }
}
