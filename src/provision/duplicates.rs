//! Records with the same matching value: only the first of them is the object's.

use crate::diagnostic::{Diagnostic, registry};
use crate::engine::{Digested, MatchKey, ObjectProgram};
use crate::text::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

/// The matching values of the records so far.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// The line of the first record, by its matching attribute and value: up to 80 bytes for each record.
    lines: HashMap<MatchKey, u64, BuildHasherDefault<Digested>>,
}

impl Duplicates {
    /// Remembers the matching value of a record; an error where an earlier record has the same one.
    /// `matched` is what [`ObjectProgram::first_match`] says of it.
    pub fn add(
        &mut self,
        program: &ObjectProgram,
        (attribute, key): (usize, MatchKey),
        line: u64,
    ) -> Result<(), Box<Diagnostic>> {
        match self.lines.entry(key) {
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
