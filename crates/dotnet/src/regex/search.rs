//! Iterates over all matches of a text, with whichever engine supports it, and joins replaced texts.
//!
//! The linear engine returns byte offsets, the backtracking engine UTF-16 units; a `Subject` is the text in the units
//! of the engine that reads it. Knows nothing of patterns.

use std::ops::ControlFlow;

use super::error::MatchError;
use super::linear::Linear;
use super::matcher::Matcher;
use super::program::Program;
use super::run::{Allowance, MOST_WORK, Search};
use super::steps::Steps;

/// The longest result of a replacement, in bytes or UTF-16 units.
pub(super) const MAX_RESULT: usize = 64 << 20;

/// The groups' last captures in a subject's own units, the whole match first.
pub(super) type Spans = [Option<(usize, usize)>];

/// A text in the units of an engine.
pub(super) enum Subject<'t> {
    Bytes(&'t str),
    Units(Vec<u16>),
}

impl Subject<'_> {
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(text) => text.len(),
            Self::Units(units) => units.len(),
        }
    }

    /// How many UTF-16 units there are between two of the subject's offsets.
    pub fn units_between(&self, start: usize, end: usize) -> usize {
        match self {
            Self::Bytes(text) => text.get(start..end).unwrap_or_default().encode_utf16().count(),
            Self::Units(_) => end - start,
        }
    }

    /// The byte offset of one of the subject's offsets.
    ///
    /// # Errors
    /// If it is inside a character.
    pub fn bytes_before(&self, offset: usize) -> Result<usize, MatchError> {
        match self {
            Self::Bytes(_) => Ok(offset),
            Self::Units(units) => {
                let before = char::decode_utf16(units.get(..offset).unwrap_or_default().iter().copied());
                before
                    .map(|character| character.map(char::len_utf8))
                    .sum::<Result<_, _>>()
                    .map_err(|_| MatchError::SplitPair)
            }
        }
    }
}

/// A text that is being built from pieces of a subject.
pub(super) enum Output {
    Bytes(String),
    Units(Vec<u16>),
}

impl Output {
    pub fn for_subject(subject: &Subject<'_>) -> Self {
        match subject {
            Subject::Bytes(_) => Self::Bytes(String::new()),
            Subject::Units(_) => Self::Units(Vec::new()),
        }
    }

    pub fn copy(&mut self, subject: &Subject<'_>, start: usize, end: usize) {
        match (self, subject) {
            (Self::Bytes(output), Subject::Bytes(text)) => output.push_str(text.get(start..end).unwrap_or_default()),
            (Self::Units(output), Subject::Units(units)) => {
                output.extend_from_slice(units.get(start..end).unwrap_or_default());
            }
            // An output is created for its subject.
            _ => {}
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Bytes(output) => output.is_empty(),
            Self::Units(output) => output.is_empty(),
        }
    }

    pub fn push(&mut self, text: &str) {
        match self {
            Self::Bytes(output) => output.push_str(text),
            Self::Units(output) => output.extend(text.encode_utf16()),
        }
    }

    /// # Errors
    /// If it is too long.
    pub fn check(&self) -> Result<(), MatchError> {
        let length = match self {
            Self::Bytes(output) => output.len(),
            Self::Units(output) => output.len(),
        };
        if length > MAX_RESULT { Err(MatchError::ResultTooLong) } else { Ok(()) }
    }

    /// # Errors
    /// If half a surrogate pair is left in the text.
    pub fn finish(self) -> Result<String, MatchError> {
        match self {
            Self::Bytes(output) => Ok(output),
            Self::Units(output) => String::from_utf16(&output).map_err(|_| MatchError::SplitPair),
        }
    }
}

/// The engine that reads a text.
pub(super) enum Engine<'p> {
    /// With the number of the pattern's groups and of its pieces, and with the search that it is used for.
    Linear { linear: &'p Linear, groups: usize, positions: u64, search: Search<'p> },
    /// With the number of steps that it may take, and with what it and others may take together.
    Machine(&'p Program, u64, Option<&'p dyn Allowance>),
}

impl Engine<'_> {
    /// The text in this engine's units.
    pub fn subject<'t>(&self, text: &'t str) -> Subject<'t> {
        match self {
            Self::Linear { .. } => Subject::Bytes(text),
            Self::Machine(..) => Subject::Units(text.encode_utf16().collect()),
        }
    }

    /// Calls `visit` for each match from the left. After a match the search continues at its end, so that an empty
    /// match right after another is found; after an empty one it continues one unit later.
    ///
    /// # Errors
    /// If a limit is reached (`TooManySteps` for the linear engine too), and the errors of `visit`.
    pub fn each(
        &self,
        subject: &Subject<'_>,
        visit: impl FnMut(&Spans) -> Result<ControlFlow<()>, MatchError>,
    ) -> Result<(), MatchError> {
        let (Self::Machine(program, steps, allowance), Subject::Units(units)) = (self, subject) else {
            return self.each_by(None, subject, visit);
        };
        let mut machine = Matcher::new(program, units, Steps::new(*steps, units.len(), *allowance))?;
        let most = machine.left();
        let result = self.each_by(Some(&mut machine), subject, visit);
        if let Some(allowance) = allowance {
            allowance.budget().spend(most - machine.left().min(most));
        }
        result
    }

    fn each_by(
        &self,
        mut machine: Option<&mut Matcher<'_, '_>>,
        subject: &Subject<'_>,
        mut visit: impl FnMut(&Spans) -> Result<ControlFlow<()>, MatchError>,
    ) -> Result<(), MatchError> {
        let (mut from, mut continuation) = (0, 0);
        // One search is linear, but each may read to the end and match far before it.
        let (mut searches, mut work) = (0, 0u64);
        while from <= subject.len() {
            let spans = match (self, &mut machine, subject) {
                (Self::Linear { linear, groups, positions, search }, _, Subject::Bytes(text)) => {
                    let rest = positions.saturating_mul((text.len() - from) as u64);
                    work = work.saturating_add(rest);
                    if work > MOST_WORK && searches > 0 {
                        return Err(MatchError::TooManySteps);
                    }
                    searches += 1;
                    search.spend(rest);
                    linear.find(text, from, *groups)
                }
                (_, Some(machine), _) => machine.find(from, continuation)?.map(|spans| {
                    spans.into_iter().map(|span| span.map(|(start, end)| (start as usize, end as usize))).collect()
                }),
                _ => None,
            };
            let Some(spans) = spans else { break };
            let Some(Some((start, end))) = spans.first().copied() else { break };
            if visit(&spans)?.is_break() {
                break;
            }
            continuation = end;
            from = if start == end { next(subject, end) } else { end };
        }
        Ok(())
    }
}

/// The position one step after another; past the end if there is none.
fn next(subject: &Subject<'_>, at: usize) -> usize {
    let character = match subject {
        Subject::Bytes(text) => text.get(at..).and_then(|rest| rest.chars().next()),
        Subject::Units(_) => None,
    };
    at + character.map_or(1, char::len_utf8)
}
