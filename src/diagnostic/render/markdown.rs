//! Markdown: a table of the diagnostics, for a job summary or a comment on a pull request. Shows no source.

use super::found::{self, Found};
use super::{Style, printable, summary};
use crate::diagnostic::Report;
use std::io::{self, Write};

/// Writes a heading with the counts and one row per diagnostic, most severe first.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### attrflow check: {}\n", summary(reports))?;
    let mut found = found::all(reports, style);
    found.sort_by_key(|found| found.diagnostic.severity());
    if !found.is_empty() {
        writeln!(out, "| | location | target | diagnostic |\n|---|---|---|---|")?;
    }
    found.iter().try_for_each(|found| row(found, style, out))
}

fn row(found: &Found<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (_, object, target) = found.subject();
    let subject = if target.is_empty() { cell(object) } else { code(target) };
    let (severity, location) = (found.diagnostic.severity(), code(&found.location()));
    let what = cell(&found.message_and_help(style));
    let name = found.diagnostic.code();
    writeln!(out, "| {severity} | {location} | {subject} | {what} ([{}]({})) |", code(name), style.page(name))
}

/// Text in a table cell: only code in backticks is markup, and a bar is a literal bar.
pub fn cell(text: &str) -> String {
    let line = printable::line(text).replace('|', "\\|");
    let marks = line.matches('`').count();
    if line.contains("``") || marks % 2 == 1 {
        return plain(&line).replace('`', "\\`");
    }
    let pieces = line.split('`').enumerate();
    let pieces = pieces.map(|(index, piece)| if index % 2 == 1 { piece.to_owned() } else { plain(piece) });
    pieces.collect::<Vec<_>>().join("`")
}

/// Text without code, in which bars are already escaped.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'|') => plain.push('\\'),
            '\\' | '[' | '*' | '_' => plain.extend(['\\', character]),
            '<' => plain.push_str("&lt;"),
            other => plain.push(other),
        }
    }
    plain
}

/// Code in a table cell.
pub fn code(text: &str) -> String {
    let text = printable::line(text).replace('|', "\\|");
    // Code ends with the same number of backticks that it began with.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let marks = "`".repeat(longest + 1);
    if longest > 0 || text.is_empty() { format!("{marks} {text} {marks}") } else { format!("{marks}{text}{marks}") }
}
