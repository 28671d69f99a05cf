//! HTML: one page for reviewers, with each diagnostic at its location in the expression.
//!
//! Diagnostics about the same expression share one drawing of it. A diagnostic without an expression is drawn in its
//! line of the file.

pub mod marks;
pub mod sheet;

use super::Style;
use super::found::{self, Found, path};
use crate::diagnostic::{Report, Severity};
use crate::text::Source;
use marks::{Part, marked};
use maud::{Markup, html};
use sheet::{BREAK, closed, prose};
use std::io::{self, Write};
use std::ops::Range;

/// The severities, whose names are also CSS classes, most severe first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A diagnostic with its number on the page.
type Numbered<'f> = (usize, Found<'f>);

/// Writes the page.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut found = (1..).zip(found::all(reports, style));
    let content = html! {
        (tiles(reports))
        @for report in reports {
            @let own: Vec<Numbered<'_>> = found.by_ref().take(report.diagnostics.len()).collect();
            @let source = &report.source;
            "\n" section {
                "\n" h2 { (path(source.name(), style)) }
                @if own.is_empty() { "\n" p.dim { "no diagnostics" } }
                @for group in own.chunk_by(|(_, one), (_, next)| drawing(one, source).0 == drawing(next, source).0) {
                    (article(group, source, style))
                }
                "\n"
            }
        }
    };
    sheet::write(out, "attrflow check", &super::summary(reports), &content)
}

/// The number of diagnostics of each severity, with a checkbox that hides them.
fn tiles(reports: &[Report]) -> Markup {
    html! {
        "\n" ul.tiles {
            "\n" li { b { (reports.len()) } (plural(reports.len(), "file")) }
            @for severity in SEVERITIES {
                @let count: usize = reports.iter().map(|report| report.count(severity)).sum();
                "\n" li {
                    b class={ "word " (severity) } { (count) }
                    label {
                        (closed(html! { input type="checkbox" id={ "show-" (severity) } checked="checked"; }))
                        (plural(count, &severity.to_string()))
                    }
                }
            }
            "\n"
        }
    }
}

fn plural(count: usize, name: &str) -> String {
    if count == 1 { name.to_owned() } else { format!("{name}s") }
}

/// The text that a diagnostic is drawn in, which identifies the drawing, and the location of the diagnostic in it.
fn drawing<'f>(found: &'f Found<'_>, source: &'f Source) -> ((&'f str, &'f str, &'f str), Range<usize>) {
    let (_, object, target) = found.subject();
    if let Some((text, span)) = found.diagnostic.subject.as_deref().and_then(|subject| subject.expression.as_ref()) {
        return ((object, target, text), span.range());
    }
    let start = source.line_start(found.range.start.line);
    let whole = source.line(found.range.start.line);
    let line = whole.trim_start();
    let start = start + whole.len() - line.len();
    let span = found.diagnostic.span.range();
    ((object, target, line), span.start.saturating_sub(start)..span.end.saturating_sub(start).min(line.len()))
}

/// A text with all of its diagnostics.
fn article(group: &[Numbered<'_>], source: &Source, style: &Style) -> Markup {
    let Some((_, first)) = group.first() else { return Markup::default() };
    let classes: Vec<String> = SEVERITIES
        .iter()
        .filter(|severity| group.iter().any(|(_, found)| found.diagnostic.severity() == **severity))
        .map(Severity::to_string)
        .collect();
    // An article with diagnostics of only one severity is hidden with them.
    let hides = (classes.len() == 1).then(|| format!("diagnostic {}", classes.concat()));
    let start = first.range.start;
    let (pointer, object, target) = first.subject();
    let title = if target.is_empty() { object } else { target };
    let ((_, _, text), _) = drawing(first, source);
    let parts: Vec<Part> =
        group.iter().map(|(number, found)| Part { range: drawing(found, source).1, number: Some(*number) }).collect();
    let severity = |part: &Part| {
        group.iter().find(|(number, _)| Some(*number) == part.number).map(|(_, found)| found.diagnostic.severity())
    };
    let decide = |parts: &[&Part]| {
        parts.iter().filter_map(|part| severity(part)).min().map(|most_severe| match most_severe {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        })
    };
    html! {
        "\n" article class=[hides] {
            "\n" span.location { (start.line) ":" (start.column) }
            "\n" h3 { @if title.is_empty() { "line " (start.line) } @else { (title) } }
            @if !target.is_empty() && !object.is_empty() { "\n" p.dim title=(pointer) { (object) } }
            @if !text.trim().is_empty() { "\n" pre { (marked(text, &parts, &decide, &str::to_owned)) } }
            "\n" ol.plain {
                @for (number, found) in group { (item(*number, found, style)) }
                "\n"
            }
            "\n"
        }
    }
}

/// One diagnostic as a list item.
fn item(number: usize, found: &Found<'_>, style: &Style) -> Markup {
    let (severity, code) = (found.diagnostic.severity(), found.diagnostic.code());
    html! {
        "\n" li id={ "n" (number) } class={ "diagnostic " (severity) } {
            sup { (number) } " " span.word { (severity) } " "
            (prose(&found.message(style))) " "
            a href=(style.page(code)) rel="noreferrer" { code.dim title=(found.diagnostic.entry.summary()) { (code) } }
            @if let Some(help) = &found.diagnostic.help { (BREAK) span.dim { "help: " (prose(help)) } }
            @for (range, what) in &found.related {
                (BREAK) span.dim { (range.start.line) ":" (range.start.column) ": " (prose(what)) }
            }
            @if let Some(fix) = &found.diagnostic.fix {
                (BREAK) span.dim {
                    "fix: " (prose(&fix.title))
                    @if !fix.safe { " (may change the result)" }
                }
            }
        }
    }
}
