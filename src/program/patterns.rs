//! The constant regular expressions of a program. Each is stored once and compiled when it is first needed.

use crate::dotnet::regex::{Regex, RegexError};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A compiled regular expression, or why it cannot be compiled.
pub type Compiled = Result<Arc<Regex>, RegexError>;

/// Patterns by their text.
#[derive(Debug, Default)]
pub struct PatternTable {
    /// Where each is.
    places: HashMap<Box<str>, usize>,
    patterns: Vec<OnceLock<Compiled>>,
}

impl PatternTable {
    /// Adds a pattern.
    pub fn add(&mut self, pattern: &str) {
        if !self.places.contains_key(pattern) {
            self.places.insert(pattern.into(), self.patterns.len());
            self.patterns.push(OnceLock::new());
        }
    }

    /// The compiled form of a pattern that was added.
    pub fn get(&self, pattern: &str) -> Option<&Compiled> {
        let slot = self.patterns.get(*self.places.get(pattern)?)?;
        Some(slot.get_or_init(|| Regex::new(pattern).map(Arc::new)))
    }
}
