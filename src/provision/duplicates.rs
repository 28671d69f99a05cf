//! Records with the same matching value: only the first of them is the object's.

use crate::diagnostic::{Diagnostic, registry};
use crate::engine::ObjectProgram;
use crate::text::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The matching values of the records so far.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// The line of the first record, by its matching attribute and value.
    lines: HashMap<(usize, String), u64>,
}

impl Duplicates {
    /// Remembers the matching value of a record; an error where an earlier record has the same one.
    /// `matched` is what [`ObjectProgram::first_match`] says of it.
    pub fn add(&mut self, program: &ObjectProgram, matched: (usize, String), line: u64) -> Result<(), Box<Diagnostic>> {
        let attribute = matched.0;
        match self.lines.entry(matched) {
            Entry::Occupied(first) => Err(Box::new(registry::duplicate_match(
                Span::default(),
                program.attributes().target(attribute),
                *first.get(),
            ))),
            Entry::Vacant(slot) => {
                slot.insert(line);
                Ok(())
            }
        }
    }
}
