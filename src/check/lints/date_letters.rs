//! The letters of a date format, and whether .NET takes it. Knows no lints: those are in `formats` and `foreign_formats`.

use super::Lint;
use crate::check::Expr;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind as Zone, FormatError, ParseExactProblem, Styles};
use crate::text::Span;

/// A sequence of one repeated letter in a format.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) letter: char,
    pub(super) at: usize,
    pub(super) count: usize,
}

/// Whether .NET takes a format.
pub(super) fn is_sound(format: &str) -> bool {
    refused(format, true).is_none() && refused(format, false).is_none()
}

/// The error of .NET for a format, if there is one.
pub(super) fn refused(format: &str, is_read: bool) -> Option<FormatError> {
    let date = DateTime::from_civil(2026, 1, 2, Zone::Utc)?;
    if !is_read || format.is_empty() {
        return datetime::format(date, format).err();
    }
    // .NET reads a format only as far as the string matches it, so strings are tried that match up to the error.
    let reads = |text: &str| match datetime::parse_exact(text, format, Styles::ROUNDTRIP_TRIMMED, date).err()?.problem {
        ParseExactProblem::Format(error) => Some(error),
        _ => None,
    };
    let Err(error) = datetime::format(date, format) else { return None };
    let (sound, rest) = format.split_at_checked(error.at).unwrap_or(("", format));
    let sound = datetime::format(date, sound).unwrap_or_default();
    [format!("{sound}1"), format!("{sound}{}", rest.replace(['\'', '"', '\\', '%'], ""))]
        .iter()
        .find_map(|text| reads(text))
}

/// The sequences of letters outside literals; none in a standard format, which is a single letter.
pub(super) fn runs(format: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    if format.chars().count() < 2 {
        return runs;
    }
    let (mut quote, mut escaped) = (None, false);
    for (at, character) in format.char_indices() {
        let is_literal = escaped || quote.is_some();
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' | '"' if quote == Some(character) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(character),
            _ => {}
        }
        if is_literal || !character.is_ascii_alphabetic() {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.letter == character && last.at + last.count == at => last.count += 1,
            _ => runs.push(Run { letter: character, at, count: 1 }),
        }
    }
    runs
}

impl Run {
    pub(super) fn text(self, letter: char) -> String {
        std::iter::repeat_n(letter, self.count).collect()
    }

    pub(super) fn span(self, lint: &Lint<'_>, argument: &Expr) -> Span {
        lint.inside(argument, Span::new(self.at, self.at + self.count))
    }
}
