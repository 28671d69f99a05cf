//! Regular expressions that are checked. Each pattern is parsed only once, even if it occurs more often.
//!
//! Parsing a pattern does not compile an engine. Does not know the limits of a run.

use crate::dotnet::regex::{Regex, RegexError};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A pattern, or why it is not valid.
pub(super) type Read = Result<Rc<Regex>, RegexError>;

/// How many patterns are kept. Beyond that the cache is cleared, so that malicious files cannot fill the memory.
const KEPT: usize = 512;

thread_local! {
    static KNOWN: RefCell<HashMap<Box<str>, Read>> = RefCell::default();
}

/// The parsed form of a pattern.
pub(super) fn read(pattern: &str) -> Read {
    KNOWN.with_borrow_mut(|known| {
        if let Some(read) = known.get(pattern) {
            return read.clone();
        }
        if known.len() >= KEPT {
            known.clear();
        }
        let read = Regex::new(pattern).map(Rc::new);
        known.insert(pattern.into(), read.clone());
        read
    })
}
