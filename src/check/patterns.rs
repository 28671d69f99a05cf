//! Regular expressions that are looked into while checking, each read once however often it occurs.
//!
//! Reading a pattern compiles no engine.

use crate::dotnet::regex::{Regex, RegexError};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A pattern, or why it is none.
pub(super) type Read = Result<Rc<Regex>, RegexError>;

/// How many patterns are kept; beyond that all are forgotten, so that hostile files cannot fill the memory.
const KEPT: usize = 512;

thread_local! {
    static KNOWN: RefCell<HashMap<Box<str>, Read>> = RefCell::default();
}

/// The pattern of a text.
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
