//! What a function body may use while it runs: the arena, the world, the compiled patterns, the limits.

use super::Host;
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::regex::Regex;
use crate::text::Span;
use bumpalo::Bump;
use std::borrow::Cow;
use std::sync::Arc;

/// Where compiled regular expressions come from: those of the program, then a cache of those that records brought.
pub trait Patterns {
    /// The compiled form of a pattern, or why there is none.
    fn compiled(&self, pattern: &str) -> Result<Arc<Regex>, EvalError>;
}

/// One run of one program over one record. Everything made lives in its arena and goes with the record.
pub struct Scope<'r> {
    /// Where made texts live.
    pub arena: &'r Bump,
    /// The world.
    pub host: &'r dyn Host,
    /// The compiled regular expressions.
    pub patterns: &'r dyn Patterns,
    /// The longest text that may be made, in bytes.
    pub longest_text: usize,
    /// The record's text, for chance that repeats.
    pub record: &'r str,
    /// The place of the call that runs, for chance that differs between calls.
    pub site: std::cell::Cell<u32>,
}

impl<'r> Scope<'r> {
    /// A text that lives as long as the record, unless it is too long.
    pub fn make(&'r self, text: &str) -> Result<&'r str, EvalError> {
        self.allow(text.len())?;
        Ok(self.arena.alloc_str(text))
    }

    /// A text as it is, or, where it had to be made, one that lives as long as the record.
    pub fn keep(&'r self, text: Cow<'r, str>) -> Result<&'r str, EvalError> {
        match text {
            Cow::Borrowed(text) => Ok(text),
            Cow::Owned(text) => self.make(&text),
        }
    }

    /// A text that a function made of another, unless it is too long; the other itself may be of any length.
    pub fn changed(&'r self, source: &'r str, made: &'r str) -> Result<&'r str, EvalError> {
        if !std::ptr::eq(source, made) {
            self.allow(made.len())?;
        }
        Ok(made)
    }

    /// The pieces as one text; the only one that is not empty is returned as it is.
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

    /// Whether a text of `bytes` may be made.
    #[inline]
    pub fn allow(&self, bytes: usize) -> Result<(), EvalError> {
        if bytes <= self.longest_text { Ok(()) } else { self.too_long() }
    }

    #[cold]
    fn too_long(&self) -> Result<(), EvalError> {
        Err(Box::new(registry::text_too_long(Span::default(), self.longest_text)))
    }
}
