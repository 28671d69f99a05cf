//! The state of the target: what it has of each object, and which record each object belongs to.
//!
//! A record's object is found by the matching attributes in the order of their priority, then by the id of the record that an
//! envelope names. Without matching attributes it is found by `id`. Knows nothing of files.

use super::RecordId;
use crate::diagnostic::{Diagnostic, registry};
use crate::engine::ObjectProgram;
use crate::text::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// The objects of the target, as far as they are known.
#[derive(Debug, Default)]
pub struct TargetState {
    objects: Vec<TargetObject>,
    /// For each matching attribute, which objects have a value.
    by_value: Vec<HashMap<String, Found>>,
    by_id: HashMap<String, Found>,
    /// Whether there is more that could not be read.
    is_partial: bool,
}

/// An object of the target.
#[derive(Clone, Debug)]
pub struct TargetObject {
    /// The line that described it.
    pub line: u64,
    /// The id of its record if an envelope has it, else the payload's own id.
    pub id: Option<String>,
    /// What the target has of it.
    pub payload: Arc<str>,
    /// The line of the record that it belongs to.
    record: Option<u64>,
    /// The line of another one that it cannot be distinguished from, so that neither must be changed.
    twin: Option<u64>,
}

/// The object that a record was found to belong to.
pub(super) struct Match {
    pub payload: Arc<str>,
    /// Whether it was found by the first matching attribute that the record has a value for. Then another record with this
    /// value is found to match the same object; otherwise nothing but [`Duplicates`](super::Duplicates) can tell.
    pub by_first: bool,
}

/// The objects with a value, by their indices. Nearly always there is one.
#[derive(Clone, Debug)]
enum Found {
    One(usize),
    Several(Vec<usize>),
}

impl Found {
    fn note(known: &mut HashMap<String, Found>, value: String, index: usize) {
        match known.entry(value) {
            Entry::Vacant(free) => drop(free.insert(Found::One(index))),
            Entry::Occupied(found) => {
                let found = found.into_mut();
                match found {
                    Found::Several(indexes) => indexes.push(index),
                    Found::One(first) => *found = Found::Several(vec![*first, index]),
                }
            }
        }
    }
}

impl TargetObject {
    pub(super) fn new(line: u64, id: Option<String>, payload: Arc<str>) -> Self {
        Self { line, id, payload, record: None, twin: None }
    }

    /// Whether it must not be changed, because a record matches it and another one alike.
    pub fn is_ambiguous(&self) -> bool {
        self.twin.is_some()
    }
}

impl TargetState {
    /// Of a target whose objects are found by so many matching attributes.
    pub(super) fn new(matching: usize) -> Self {
        Self { by_value: vec![HashMap::new(); matching], ..Self::default() }
    }

    /// Notes that there is an object that could not be read.
    pub(super) fn lacks_one(&mut self) {
        self.is_partial = true;
    }

    /// Whether there is more than what is known.
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Adds an object with its value for each matching attribute, and the id of its record where it is found by that, too.
    /// Returns whether a record can match it.
    pub(super) fn add(
        &mut self,
        program: &ObjectProgram,
        object: TargetObject,
        values: &[Option<String>],
        id: Option<String>,
    ) -> bool {
        let index = self.objects.len();
        let mut is_found = id.is_some();
        for ((attribute, value), known) in program.matching().iter().zip(values).zip(&mut self.by_value) {
            if let Some(value) = value {
                Found::note(known, program.match_key(*attribute, value), index);
                is_found = true;
            }
        }
        if let Some(id) = id {
            Found::note(&mut self.by_id, id, index);
        }
        if is_found {
            self.objects.push(object);
        }
        is_found
    }

    /// What objects are matched by, for messages: their matching attributes, or `id`.
    pub fn matched_by(program: &ObjectProgram) -> String {
        let target = |index: &usize| format!("`{}`", program.attributes().target(*index));
        let names: Vec<String> = program.matching().iter().map(target).collect();
        if names.is_empty() { "`id`".to_owned() } else { names.join(" or ") }
    }

    /// How many objects are known.
    pub fn len(&self) -> u64 {
        self.objects.len() as u64
    }

    /// Whether nothing is known of the target.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Finds the object of a record with these matching values and this id, and assigns it to the record.
    ///
    /// # Errors
    /// The record matches several objects, or one that another record has matched.
    pub(super) fn find(
        &mut self,
        program: &ObjectProgram,
        keys: &[Option<String>],
        id: &RecordId<'_>,
        line: u64,
    ) -> Result<Option<Match>, Diagnostic> {
        let mut each = program.matching().iter().zip(&self.by_value).zip(keys);
        let mut by_first = true;
        let by_value = each.find_map(|((attribute, known), key)| {
            let key = key.as_deref()?;
            let found = known.get(key).map(|found| (program.attributes().target(*attribute), found));
            by_first &= found.is_some();
            found
        });
        by_first &= by_value.is_some();
        let by_id = || Some(("id", self.by_id.get(id.get().filter(|_| !self.by_id.is_empty())?)?));
        let Some((target, found)) = by_value.or_else(by_id) else { return Ok(None) };
        let index = match found {
            Found::One(index) => *index,
            Found::Several(indexes) => {
                let mut lines = indexes.iter().map(|index| self.objects.get(*index).map_or(0, |object| object.line));
                let [first, second] = [lines.next(), lines.next()].map(Option::unwrap_or_default);
                for index in indexes {
                    let Some(object) = self.objects.get_mut(*index) else { continue };
                    object.twin = Some(if object.line == first { second } else { first });
                }
                return Err(registry::ambiguous_match(Span::default(), target, first, second));
            }
        };
        let Some(object) = self.objects.get_mut(index) else { return Ok(None) };
        if let Some(first) = object.record {
            return Err(registry::duplicate_match(Span::default(), target, first));
        }
        if let Some(twin) = object.twin {
            return Err(registry::ambiguous_match(Span::default(), target, object.line, twin));
        }
        object.record = Some(line);
        Ok(Some(Match { payload: object.payload.clone(), by_first }))
    }

    /// The orphans: objects that belong to no record, in the order in which they were added.
    pub fn orphans(&self) -> impl Iterator<Item = &TargetObject> {
        self.objects.iter().filter(|object| object.record.is_none())
    }
}
