//! HTML: one page for reviewers, with each diagnostic at its location in the expression.
//!
//! Diagnostics about the same expression share one drawing of it. A diagnostic without an expression is drawn in its
//! line of the file.

pub mod marks;
pub mod sheet;

use super::Style;
use super::found::{self, Found, path};
use super::xml::in_attribute;
use crate::diagnostic::{Report, Severity};
use crate::text::Source;
use marks::{Part, marked};
use sheet::{Prose, Text};
use std::io::{self, Write};
use std::ops::Range;

/// The severities, whose names are also CSS classes, most severe first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Writes the page.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    sheet::open(out, "attrflow check", &super::summary(reports))?;
    tiles(reports, out)?;
    let mut found = found::all(reports, style).into_iter().enumerate();
    for report in reports {
        let name = path(report.source.name(), style);
        writeln!(out, "<section>\n<h2>{}</h2>", Text(&name))?;
        if report.diagnostics.is_empty() {
            writeln!(out, "<p class=\"dim\">no diagnostics</p>")?;
        }
        let mut group: Vec<(usize, Found<'_>)> = Vec::new();
        for (number, one) in found.by_ref().take(report.diagnostics.len()) {
            if group.last().is_some_and(|(_, last)| drawing(last, &report.source).0 != drawing(&one, &report.source).0)
            {
                article(&group, &report.source, style, out)?;
                group.clear();
            }
            group.push((number + 1, one));
        }
        article(&group, &report.source, style, out)?;
        writeln!(out, "</section>")?;
    }
    sheet::close(out)
}

/// The number of diagnostics of each severity, with a checkbox that hides them.
fn tiles(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<ul class=\"tiles\">\n<li><b>{}</b>{}</li>", reports.len(), plural(reports.len(), "file"))?;
    for severity in SEVERITIES {
        let count: usize = reports.iter().map(|report| report.count(severity)).sum();
        let name = plural(count, &severity.to_string());
        write!(out, "<li><b class=\"word {severity}\">{count}</b><label>")?;
        writeln!(out, "<input type=\"checkbox\" id=\"show-{severity}\" checked=\"checked\"/>{name}</label></li>")?;
    }
    writeln!(out, "</ul>")
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
fn article(group: &[(usize, Found<'_>)], source: &Source, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Some((_, first)) = group.first() else { return Ok(()) };
    let classes: Vec<String> = SEVERITIES
        .iter()
        .filter(|severity| group.iter().any(|(_, found)| found.diagnostic.severity() == **severity))
        .map(Severity::to_string)
        .collect();
    // An article with diagnostics of only one severity is hidden with them.
    let hides = if classes.len() == 1 { format!(" class=\"diagnostic {}\"", classes.concat()) } else { String::new() };
    writeln!(out, "<article{hides}>")?;
    let start = first.range.start;
    writeln!(out, "<span class=\"location\">{}:{}</span>", start.line, start.column)?;
    let (pointer, object, target) = first.subject();
    let title = if target.is_empty() { object } else { target };
    match title {
        "" => writeln!(out, "<h3>line {}</h3>", start.line)?,
        title => writeln!(out, "<h3>{}</h3>", Text(title))?,
    }
    if !target.is_empty() && !object.is_empty() {
        write!(out, "<p class=\"dim\" title=\"{}\">{}</p>", in_attribute(pointer), Text(object))?;
    }
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
    if !text.trim().is_empty() {
        writeln!(out, "<pre>{}</pre>", marked(text, &parts, &decide, &str::to_owned))?;
    }
    writeln!(out, "<ol class=\"plain\">")?;
    group.iter().try_for_each(|(number, found)| item(*number, found, style, out))?;
    writeln!(out, "</ol>\n</article>")
}

/// One diagnostic as a list item.
fn item(number: usize, found: &Found<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (severity, code) = (found.diagnostic.severity(), found.diagnostic.code());
    let summary = found.diagnostic.entry.summary();
    write!(
        out,
        "<li id=\"n{number}\" class=\"diagnostic {severity}\"><sup>{number}</sup> <span class=\"word\">{severity}</span> "
    )?;
    write!(
        out,
        "{} <code class=\"dim\" title=\"{}\">{code}</code>",
        Prose(&found.message(style)),
        in_attribute(&summary)
    )?;
    if let Some(help) = &found.diagnostic.help {
        write!(out, "<br/><span class=\"dim\">help: {}</span>", Prose(help))?;
    }
    for (range, what) in &found.related {
        let location = format!("{}:{}", range.start.line, range.start.column);
        write!(out, "<br/><span class=\"dim\">{location}: {}</span>", Prose(what))?;
    }
    if let Some(fix) = &found.diagnostic.fix {
        let caution = if fix.safe { "" } else { " (may change the result)" };
        write!(out, "<br/><span class=\"dim\">fix: {}{caution}</span>", Prose(&fix.title))?;
    }
    writeln!(out, "</li>")
}
