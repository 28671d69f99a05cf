//! Compiled regular expressions for a run: those of the program, and a small cache of those that come from records. Does not
//! match.

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::regex::{MAX_PATTERN, Regex, STEPS};
use crate::functions::Patterns;
use crate::program::{Compiled, PatternTable};
use crate::text::Span;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// How many patterns from records are kept. Usually a mapping that reads its pattern from an attribute has only a few;
/// a malicious source has as many as records.
const KEPT: usize = 64;

/// Limits for patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternLimits {
    /// The longest pattern, in bytes.
    pub longest: usize,
    /// The maximum number of steps on one string, if the pattern does not run in linear time.
    pub steps: u64,
}

impl Default for PatternLimits {
    fn default() -> Self {
        Self { longest: MAX_PATTERN, steps: STEPS }
    }
}

/// The patterns of one run on one thread.
#[derive(Debug)]
pub struct PatternCache<'p> {
    limits: PatternLimits,
    constant: &'p PatternTable,
    seen: RefCell<HashMap<Box<str>, Compiled>>,
}

impl<'p> PatternCache<'p> {
    /// The patterns of a program.
    pub fn new(constant: &'p PatternTable) -> Self {
        Self::within(constant, PatternLimits::default())
    }

    /// The same, with the limits of the caller.
    pub fn within(constant: &'p PatternTable, limits: PatternLimits) -> Self {
        Self { limits, constant, seen: RefCell::default() }
    }

    fn seen(&self, pattern: &str) -> Compiled {
        if let Some(compiled) = self.seen.borrow().get(pattern) {
            return compiled.clone();
        }
        let compiled = Regex::new(pattern).map(|regex| Arc::new(regex.with_steps(self.limits.steps)));
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= KEPT {
            seen.clear();
        }
        seen.insert(pattern.into(), compiled.clone());
        compiled
    }
}

impl Patterns for PatternCache<'_> {
    fn compiled(&self, pattern: &str) -> Result<Arc<Regex>, EvalError> {
        let PatternLimits { longest, steps } = self.limits;
        if pattern.len() > longest {
            let reason = format!("it is longer than {longest} bytes");
            return Err(Box::new(registry::bad_pattern(Span::default(), &reason)));
        }
        // Those of the program are compiled for the default number of steps.
        let constant = self.constant.get(pattern).filter(|_| steps == STEPS);
        let compiled = constant.cloned().unwrap_or_else(|| self.seen(pattern));
        compiled.map_err(|error| {
            // A pattern from a record is only shown on request.
            let diagnostic = match self.constant.get(pattern) {
                Some(_) => registry::bad_pattern(Span::default(), &error.to_string()),
                None => registry::bad_pattern(Span::default(), &error.without_pattern()).with_value(pattern),
            };
            Box::new(diagnostic)
        })
    }
}
