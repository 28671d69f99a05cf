//! Compiled regular expressions for a run: the program's own, and a small cache of those that records brought.

use crate::diagnostic::{Fault, catalogue};
use crate::dotnet::regex::Regex;
use crate::functions::Patterns;
use crate::program::{Compiled, PatternTable};
use crate::text::Span;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// How many patterns of records are kept. A mapping that takes its pattern from an attribute has a few; a hostile one
/// has as many as records.
const KEPT: usize = 64;

/// The patterns of one run on one thread.
#[derive(Debug)]
pub struct PatternCache<'p> {
    constant: &'p PatternTable,
    seen: RefCell<HashMap<Box<str>, Compiled>>,
}

impl<'p> PatternCache<'p> {
    /// The patterns of a program.
    pub fn new(constant: &'p PatternTable) -> Self {
        Self { constant, seen: RefCell::default() }
    }

    fn seen(&self, pattern: &str) -> Compiled {
        if let Some(compiled) = self.seen.borrow().get(pattern) {
            return compiled.clone();
        }
        let compiled = Regex::new(pattern).map(Arc::new);
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= KEPT {
            seen.clear();
        }
        seen.insert(pattern.into(), compiled.clone());
        compiled
    }
}

impl Patterns for PatternCache<'_> {
    fn compiled(&self, pattern: &str) -> Result<Arc<Regex>, Fault> {
        let compiled = self.constant.get(pattern).cloned().unwrap_or_else(|| self.seen(pattern));
        compiled.map_err(|error| Box::new(catalogue::bad_pattern(Span::default(), &error.to_string())))
    }
}
