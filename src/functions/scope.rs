//! What a function body may use while it runs: the arena, the host, the compiled patterns, the limits. Does not know who
//! sets the limits.

use super::Host;
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::regex::{Allowance, Budget, Regex};
use crate::text::Span;
use bumpalo::Bump;
use std::borrow::Cow;
use std::sync::Arc;

/// The source of compiled regular expressions: those of the program, then a cache of those that come from records.
pub trait Patterns {
    /// The compiled pattern, or why it cannot be compiled.
    fn compiled(&self, pattern: &str) -> Result<Arc<Regex>, EvalError>;
}

/// A string of fewer bytes is made without looking at how much the arena holds.
const SMALL: usize = 64;
/// The longest string that is made without asking whether to go on, in bytes.
const SHORT: usize = 64 << 10;

/// One run of one program over one record. All new strings are in its arena and are freed after the record.
pub struct Scope<'r> {
    /// Where new strings are allocated.
    pub arena: &'r Bump,
    /// The host.
    pub host: &'r dyn Host,
    /// The compiled regular expressions.
    pub patterns: &'r dyn Patterns,
    /// The maximum length of a new string, in bytes.
    pub longest_text: usize,
    /// How many bytes the strings of the record may take together, with what the arena keeps for them.
    pub most_bytes: usize,
    /// How many steps the patterns of the record may take together.
    pub steps: Budget,
    /// Whether the record is so large that code over it may run for long: then the VM asks the host between instructions
    /// whether to give up.
    pub is_large: bool,
    /// The text of the record, for repeatable random numbers.
    pub record: &'r str,
    /// The index of the running call's instruction, for random numbers that differ between calls.
    pub site: std::cell::Cell<u32>,
}

impl<'r> Scope<'r> {
    /// A copy of a string that lives as long as the record; an error if it is too long.
    pub fn make(&'r self, text: &str) -> Result<&'r str, EvalError> {
        self.allow(text.len())?;
        Ok(self.arena.alloc_str(text))
    }

    /// A borrowed string as it is, or a copy of an owned one that lives as long as the record.
    pub fn keep(&'r self, text: Cow<'r, str>) -> Result<&'r str, EvalError> {
        match text {
            Cow::Borrowed(text) => Ok(text),
            Cow::Owned(text) => self.make(&text),
        }
    }

    /// A string that a function made from a source; an error if it is too long. The source itself may have any length.
    pub fn changed(&'r self, source: &'r str, made: &'r str) -> Result<&'r str, EvalError> {
        if !std::ptr::eq(source, made) {
            self.allow(made.len())?;
        }
        Ok(made)
    }

    /// The pieces as one string; if only one of them is not empty, it is returned without a copy.
    pub fn concat(&'r self, pieces: &[&'r str]) -> Result<&'r str, EvalError> {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        if let Some(whole) = pieces.iter().find(|piece| piece.len() == length) {
            return Ok(whole);
        }
        self.allow(length)?;
        let mut text = bumpalo::collections::String::with_capacity_in(length, self.arena);
        pieces.iter().for_each(|piece| text.push_str(piece));
        Ok(text.into_bump_str())
    }

    /// Checks whether a string of this many bytes is within the limits, and for long ones whether the run is cancelled. Code
    /// has no loops and makes a bounded number of strings, so the small ones cannot take too much together.
    #[inline]
    pub fn allow(&self, bytes: usize) -> Result<(), EvalError> {
        let has_room = || bytes < SMALL || self.arena.allocated_bytes() <= self.most_bytes;
        if bytes <= self.longest_text.min(SHORT) && has_room() { Ok(()) } else { self.allow_long(bytes) }
    }

    #[cold]
    fn allow_long(&self, bytes: usize) -> Result<(), EvalError> {
        Err(Box::new(if bytes > self.longest_text {
            registry::text_too_long(Span::default(), self.longest_text)
        } else if self.arena.allocated_bytes() > self.most_bytes {
            registry::record_over_budget(Span::default(), self.most_bytes)
        } else if self.host.is_cancelled() {
            registry::run_cancelled(Span::default())
        } else {
            return Ok(());
        }))
    }
}

impl Allowance for Scope<'_> {
    fn budget(&self) -> &Budget {
        &self.steps
    }

    fn is_cancelled(&self) -> bool {
        self.host.is_cancelled()
    }
}
