//! The constant regular expressions of a program. Each is stored once and compiled when it is first needed. Patterns
//! that come from records are not here.

use crate::dotnet::regex::{Regex, RegexError};
use std::sync::{Arc, OnceLock};

/// A compiled regular expression, or why it cannot be compiled.
pub type Compiled = Result<Arc<Regex>, RegexError>;

/// Patterns in the order of their texts: a program has few, and finding one of few takes fewer steps than hashing its
/// text.
#[derive(Debug, Default)]
pub struct PatternTable(Vec<(Box<str>, OnceLock<Compiled>)>);

impl PatternTable {
    /// Adds a pattern.
    pub fn add(&mut self, pattern: &str) {
        if let Err(at) = self.place(pattern) {
            self.0.insert(at, (pattern.into(), OnceLock::new()));
        }
    }

    /// The compiled form of a pattern that was added.
    pub fn get(&self, pattern: &str) -> Option<&Compiled> {
        let (_, slot) = self.0.get(self.place(pattern).ok()?)?;
        Some(slot.get_or_init(|| Regex::new(pattern).map(Arc::new)))
    }

    fn place(&self, pattern: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(pattern))
    }
}
