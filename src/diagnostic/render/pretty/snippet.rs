//! The part of a text that is shown around a diagnostic: a few lines, cut if they are too long, with the locations to
//! mark.
//!
//! Knows nothing of how it is drawn. All its text is safe for a terminal and ends its lines with `\n`.

use super::super::locations::{Locations, floor};
use super::super::printable;
use super::cut::{self, ceiling};
use super::literal::Literal;
use super::window;
pub(super) use super::window::Window;
use crate::diagnostic::{Diagnostic, Report};
use crate::text::{Source, Span};
use std::sync::Arc;

/// A location with more lines is marked only on its first line.
const MOST_LINES: usize = 10;

/// The part of a text that is shown.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    /// The pieces from top to bottom.
    pub windows: Vec<Window>,
    /// The marked locations, in offsets of the windows.
    pub marks: Vec<Mark>,
    /// Locations that belong to the diagnostic but cannot be marked: `file:line:column: what`.
    pub elsewhere: Vec<String>,
    /// The line after the fix.
    pub mended: Option<String>,
}

/// A marked location.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Its offsets in the shown text, later in the windows.
    pub span: Span,
    /// Its label; `None` for the diagnostic itself.
    pub label: Option<String>,
    /// `line:column` of the location in the file.
    pub location: String,
}

/// The text that is shown: that of the file or of the expression.
pub(super) struct Text<'a> {
    pub source: Source,
    pub locations: &'a Locations<'a>,
}

/// The input for a snippet.
pub(super) struct Frame<'a> {
    pub report: &'a Report,
    /// The path of the file as it is shown.
    pub file: &'a str,
    pub locations: &'a Locations<'a>,
    /// The maximum number of columns of a line.
    pub room: usize,
    /// The text that marks a cut.
    pub cut: &'static str,
}

/// The part of the text that is shown around a diagnostic.
///
/// If the line of the diagnostic is too long and the expression is known, the expression is shown instead of the file,
/// with the location in the file in the heading.
///
/// `decoded` has the lines of the expression, if the diagnostic has one: they are counted once for all of its diagnostics.
pub(super) fn snippet(diagnostic: &Diagnostic, decoded: Option<&Locations<'_>>, frame: &Frame<'_>) -> Snippet {
    let file = &frame.report.source;
    let subject = diagnostic.subject.as_deref();
    let line = file.line(frame.locations.at(diagnostic.span.start as usize).line);
    let expression = subject.and_then(|subject| subject.expression.as_ref());
    let expression = expression.filter(|_| cut::too_long(line, frame.room));
    let literal = expression.and_then(|(text, span)| Literal::around(file.text(), diagnostic.span, text, *span));
    // The diagnostic, its related locations and its edits as locations in the text that is shown.
    let shown = expression.map_or_else(|| file.clone(), |(text, _)| Source::new(file.name(), Arc::clone(text)));
    let decoded = decoded.filter(|_| expression.is_some());
    let shown = Text { source: shown, locations: decoded.unwrap_or(frame.locations) };
    let inside = |span: Span| match (&expression, &literal) {
        (None, _) => Some(span),
        (Some(_), Some(literal)) => literal.inside(span),
        (Some(_), None) => None,
    };
    let mut snippet = Snippet::default();
    let own = expression.map_or(diagnostic.span, |(_, span)| *span);
    let mut marks = vec![mark(own, None, diagnostic.span, frame, &shown)];
    for (span, what) in &diagnostic.related {
        let related = inside(*span).map(|inside| mark(inside, Some(what.clone()), *span, frame, &shown));
        // Two marks on the same text would be drawn side by side, so at wrong locations.
        let apart = |mark: &Mark| {
            marks.iter().all(|other| mark.span.end <= other.span.start || other.span.end <= mark.span.start)
        };
        match related.filter(apart) {
            Some(mark) => marks.push(mark),
            None => {
                let (file, location) = (printable::line(frame.file), location(*span, frame));
                snippet.elsewhere.push(format!("{file}:{location}: {}", printable::line(what)));
            }
        }
    }
    let target = subject.map(|subject| subject.target.as_str()).filter(|target| !target.is_empty());
    let heading = target.map(|target| format!(", attribute `{target}`")).unwrap_or_default();
    location_marks(&mut snippet, marks, &shown, &heading, frame);
    snippet.mended = mended(diagnostic, &shown, inside, expression.is_some(), frame);
    snippet
}

/// Creates the windows around the marks, and puts each mark into its window.
fn location_marks(snippet: &mut Snippet, marks: Vec<Mark>, shown: &Text<'_>, about: &str, frame: &Frame<'_>) {
    snippet.windows = window::windows(shown, &marks, frame);
    for (index, mark) in marks.into_iter().enumerate() {
        let found = snippet.windows.iter_mut().find_map(|window| window.find(mark.span).map(|span| (window, span)));
        let label = mark.label.as_deref().map(|label| printable::line(label).into_owned());
        match (found, label) {
            (Some((window, span)), label) => {
                if window.heading.is_empty() {
                    window.head(frame.file, &mark.location, if index == 0 { about } else { "" });
                }
                snippet.marks.push(Mark { span, label, location: mark.location });
            }
            (None, Some(label)) => {
                snippet.elsewhere.push(format!("{}:{}: {label}", printable::line(frame.file), mark.location));
            }
            (None, None) => {}
        }
    }
}

/// `line:column` of a location in the file.
fn location(span: Span, frame: &Frame<'_>) -> String {
    let at = frame.locations.at(span.start as usize);
    format!("{}:{}", at.line, at.column)
}

/// A mark within the bounds of its text, without the line break at its end.
fn mark(span: Span, label: Option<String>, in_file: Span, frame: &Frame<'_>, shown: &Text<'_>) -> Mark {
    let text = shown.source.text();
    let start = floor(text, span.start as usize);
    let end = ceiling(text, span.end as usize).max(start);
    let inside = text.get(start..end).unwrap_or_default();
    let lines = inside.trim_end_matches(['\r', '\n']);
    let kept = if lines.matches('\n').count() < MOST_LINES { lines } else { lines.lines().next().unwrap_or_default() };
    Mark { span: Span::new(start, start + kept.len()), label, location: location(in_file, frame) }
}

/// The line after the fix, if the fix changes only one line of the shown text.
fn mended(
    diagnostic: &Diagnostic,
    shown: &Text<'_>,
    inside: impl Fn(Span) -> Option<Span>,
    decoded: bool,
    frame: &Frame<'_>,
) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let mut edits = Vec::new();
    for edit in &fix.edits {
        let text = if decoded { serde_json::from_str(&format!("\"{}\"", edit.text)).ok()? } else { edit.text.clone() };
        edits.push((inside(edit.span)?, text));
    }
    edits.sort_by_key(|(span, _)| *span);
    let first = edits.first()?.0.start as usize;
    let text = shown.source.text();
    let start = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(first..)?.find('\n').map_or(text.len(), |at| first + at);
    let (mut line, mut at) = (String::new(), start);
    for (span, new) in &edits {
        line.push_str(text.get(at..span.start as usize)?);
        line.push_str(new);
        at = span.end as usize;
    }
    line.push_str(text.get(at..end)?.trim_end());
    let whole = !line.contains('\n') && !line.trim().is_empty();
    whole.then(|| cut::cut(&line, first - start, first - start, frame.room, frame.cut).text.trim_start().to_owned())
}
