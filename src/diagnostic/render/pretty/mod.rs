//! Diagnostics for people, drawn by miette: the message, the source with the location marked, the help and the fix.
//!
//! The only file that uses miette.

mod cut;
mod literal;
mod snippet;
mod window;

use super::found::path;
use super::locations::{LastLocations, Locations};
use super::{Style, paint, printable, summary};
use crate::diagnostic::{Diagnostic, Report, Severity};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
};
use miette::{SpanContents, ThemeCharacters, ThemeStyles};
use snippet::{Frame, Snippet};
use std::fmt;
use std::io::{self, Write};

const HELP: &str = "36";
/// The width of what is next to the text: numbers, lines, arrows.
const GUTTER: usize = 12;

/// Draws every diagnostic, then writes how many there are.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut any = false;
    for report in reports.iter().filter(|report| !report.diagnostics.is_empty()) {
        let locations = Locations::new(&report.source);
        let room = style.width.clamp(40, 400) - GUTTER;
        let file = path(report.source.name(), style);
        let frame =
            Frame { report, file: &file, locations: &locations, room, cut: if style.unicode { "…" } else { "..." } };
        let mut last = LastLocations::default();
        for diagnostic in &report.diagnostics {
            any = true;
            let expression = diagnostic.subject.as_deref().and_then(|subject| subject.expression.as_ref());
            let decoded = expression.map(|(text, _)| last.of(text));
            let drawn = draw(diagnostic, &snippet::snippet(diagnostic, decoded, &frame), style);
            out.write_all(printable::drawing(&drawn).as_bytes())?;
            writeln!(out)?;
        }
    }
    let color = if any { "1" } else { "1;32" };
    writeln!(out, "{}", paint(&summary(reports), color, style.color))
}

/// One diagnostic.
fn draw(diagnostic: &Diagnostic, snippet: &Snippet, style: &Style) -> String {
    let severity = diagnostic.severity();
    let shown = Shown { diagnostic, message: printable::line(&diagnostic.message).into_owned(), snippet };
    let handler = GraphicalReportHandler::new_themed(theme(diagnostic, snippet, style))
        .with_links(false)
        .without_cause_chain()
        .without_primary_span_start()
        .without_syntax_highlighting()
        .tab_width(cut::TAB)
        .with_word_separator(textwrap::WordSeparator::AsciiSpace)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
        // A message is one line, so that it can be searched for; the terminal wraps it if necessary.
        .with_wrap_lines(false)
        .with_width(style.width.max(40));
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &shown).is_err() {
        // Not reached as long as every mark is in a window; a diagnostic is never lost because of its drawing.
        drawn = format!("  {severity}[{}]: {}\n", diagnostic.code(), shown.message);
    }
    let mut drawn = drawn.strip_prefix("  ").unwrap_or(&drawn).to_owned();
    let mut add = |word: &str, text: &str| {
        let first = format!("  {} ", paint(&format!("{word}:"), HELP, style.color));
        let others = " ".repeat(word.len() + 4);
        let options = textwrap::Options::new(style.width.max(40))
            .initial_indent(&first)
            .subsequent_indent(&others)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        drawn.push_str(&textwrap::fill(text, options));
        drawn.push('\n');
    };
    for location in &snippet.elsewhere {
        add("see", location);
    }
    if let Some(value) = diagnostic.value.as_deref().filter(|_| style.show_values) {
        add("value", &printable::line(value));
    }
    if let Some(fix) = &diagnostic.fix {
        let doubt = if fix.safe { "" } else { " (may change the result)" };
        add("fix", &format!("{}{doubt}", printable::line(&fix.title)));
    }
    if let Some(mended) = &snippet.mended {
        let mended = mended.replace('\t', &" ".repeat(cut::TAB));
        drawn.push_str(&format!("       {}\n", paint(&mended, "32", style.color)));
    }
    drawn
}

fn theme(diagnostic: &Diagnostic, snippet: &Snippet, style: &Style) -> GraphicalTheme {
    let mut characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    if style.unicode {
        // Thin lines are hardly visible under a single character.
        (characters.underline, characters.underbar) = ('━', '┯');
    }
    // The word replaces the symbol of miette: colour alone is not accessible to everyone.
    let code = printable::linked(diagnostic.code(), &style.page(diagnostic.code()), style.hyperlinks);
    let word = format!("{}[{code}]:", diagnostic.severity());
    (characters.error, characters.warning, characters.advice) = (word.clone(), word.clone(), word);
    let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    if style.color {
        (styles.error, styles.warning, styles.advice) =
            (styles.error.bold(), styles.warning.bold(), styles.advice.bold());
        styles.link = styles.help;
    }
    let own = match diagnostic.severity() {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    };
    // Marks are coloured from left to right.
    let mut marks: Vec<_> = snippet.marks.iter().collect();
    marks.sort_by_key(|mark| mark.span.start);
    styles.highlights = marks.iter().map(|mark| if mark.label.is_none() { own } else { styles.help }).collect();
    GraphicalTheme { characters, styles }
}

/// A diagnostic as miette reads it.
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    message: String,
    snippet: &'a Snippet,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(out)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        // A help with the same words as the fix is shown only there.
        let fix = self.diagnostic.fix.as_ref().map(|fix| fix.title.as_str());
        let help = self.diagnostic.help.as_deref().filter(|help| fix != Some(help))?;
        Some(Box::new(printable::line(help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.marks.iter().map(|mark| {
            let (start, length) = (mark.span.start as usize, mark.span.len());
            match &mark.label {
                None => LabeledSpan::new_primary_with_span(None, (start, length)),
                Some(label) => LabeledSpan::new(Some(label.clone()), start, length),
            }
        })))
    }
}

impl SourceCode for Snippet {
    /// The whole window that contains a location: its lines have already been chosen.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inside =
            |window: &&snippet::Window| (window.offset..window.offset + window.text.len()).contains(&span.offset());
        let window = self.windows.iter().find(inside).ok_or(MietteError::OutOfBounds)?;
        let end = window.offset + window.text.len();
        if span.offset() + span.len() > end {
            return Err(MietteError::OutOfBounds);
        }
        let all = SourceSpan::from((window.offset, window.text.len()));
        let lines = window.text.lines().count();
        let contents = (window.text.as_bytes(), all, window.first_line - 1, 0, lines);
        let (text, all, first, column, lines) = contents;
        Ok(Box::new(MietteSpanContents::new_named(window.heading.clone(), text, all, first, column, lines)))
    }
}
