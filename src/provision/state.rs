//! The state of the target: its objects, and what finds each.
//!
//! A record's object is found by the matching attributes in the order of their priority, then by the id of the record that an
//! envelope names. Without matching attributes it is found by `id`. It holds digests of these values, and where the payloads
//! are kept: a million objects take less than a hundred bytes each beside their payloads. It does not change while records
//! are run, so that threads share it; which record has which object is the [`Provisioner`](super::Provisioner)'s.

use super::RecordId;
use super::payloads::{Payloads, Window};
use crate::engine::{Digested, MatchKey, ObjectProgram};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

/// The objects of the target, as far as they are known.
pub struct TargetState {
    objects: Vec<Object>,
    /// For each matching attribute, which objects have a value.
    by_value: Vec<Index>,
    by_id: Index,
    payloads: Payloads,
    /// Whether there is more that could not be read.
    is_partial: bool,
}

/// An object of the target.
#[derive(Clone, Copy)]
struct Object {
    /// The line that described it.
    line: u64,
    /// Where the id and the payload behind it are kept.
    at: u64,
    /// The length of the id of its record if an envelope has it, else of the payload's own id; one more, and 0 where there is
    /// none.
    id: u32,
    /// The length of the payload.
    payload: u32,
}

/// Which objects have a value: the first one, and the others of the few values that several have.
#[derive(Default)]
struct Index {
    first: HashMap<MatchKey, u32, BuildHasherDefault<Digested>>,
    /// All of them, by the first.
    several: HashMap<u32, Vec<u32>>,
}

impl Index {
    fn note(&mut self, key: MatchKey, object: u32) {
        match self.first.entry(key) {
            Entry::Vacant(free) => drop(free.insert(object)),
            Entry::Occupied(first) => {
                let first = *first.get();
                self.several.entry(first).or_insert_with(|| vec![first]).push(object);
            }
        }
    }
}

/// The object that a record was found to belong to.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    /// Its number, if there is one.
    pub object: Option<u32>,
    /// The place of the matching attribute that found it among them; `None` is the id.
    by: Option<usize>,
    /// Whether it was found by the first matching attribute that the record has a value for. Then another record with this
    /// value is found to match the same object; otherwise nothing but [`Duplicates`](super::Duplicates) can tell.
    pub by_first: bool,
}

/// What an object is found by.
pub(super) struct FoundBy<'v> {
    pub values: &'v [Option<MatchKey>],
    pub id: Option<MatchKey>,
}

impl TargetState {
    /// Of a target whose objects are found by so many matching attributes.
    pub(super) fn new(matching: usize, payloads: Payloads) -> Self {
        let by_value = std::iter::repeat_with(Index::default).take(matching).collect();
        Self { objects: Vec::new(), by_value, by_id: Index::default(), payloads, is_partial: false }
    }

    /// Of a target of which nothing is known.
    pub fn unknown() -> Self {
        Self::new(0, Payloads::Memory(String::new()))
    }

    /// Notes that there is an object that could not be read.
    pub(super) fn lacks_one(&mut self) {
        self.is_partial = true;
    }

    /// Whether there is more than what is known.
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Adds an object of a line, which has an id and a payload, with what finds it; nothing where no record can match it.
    pub(super) fn add(&mut self, line: u64, (id, payload): (Option<&str>, &str), by: FoundBy<'_>) -> Option<()> {
        let FoundBy { values, id: by_id } = by;
        if by_id.is_none() && values.iter().all(Option::is_none) {
            return None;
        }
        let kept = self.keep(line, id, payload);
        let Some((number, object)) = u32::try_from(self.objects.len()).ok().zip(kept) else {
            // There are more, or larger ones, than anybody has.
            self.lacks_one();
            return Some(());
        };
        for (index, key) in self.by_value.iter_mut().zip(values) {
            if let Some(key) = key {
                index.note(*key, number);
            }
        }
        if let Some(key) = by_id {
            self.by_id.note(key, number);
        }
        self.objects.push(object);
        Some(())
    }

    fn keep(&mut self, line: u64, id: Option<&str>, payload: &str) -> Option<Object> {
        let length = |text: &str| u32::try_from(text.len()).ok();
        let at = self.payloads.append(id.unwrap_or_default())?;
        self.payloads.append(payload)?;
        let id = id.map_or(Some(0), |id| length(id)?.checked_add(1))?;
        Some(Object { line, at, id, payload: length(payload)? })
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

    /// The object of a record with these matching values and this id.
    pub(super) fn find(&self, program: &ObjectProgram, keys: &[Option<MatchKey>], id: &RecordId<'_>) -> Found {
        let mut by_first = true;
        for (by, (index, key)) in self.by_value.iter().zip(keys).enumerate() {
            let Some(key) = key else { continue };
            if let Some(object) = index.first.get(key) {
                return Found { object: Some(*object), by: Some(by), by_first };
            }
            by_first = false;
        }
        if self.by_id.first.is_empty() {
            return Found::default();
        }
        let object = id.get().and_then(|id| self.by_id.first.get(&program.id_key(id))).copied();
        Found { object, ..Found::default() }
    }

    /// The target that found an object, for messages.
    pub(super) fn target_of<'p>(program: &'p ObjectProgram, found: &Found) -> &'p str {
        let attribute = found.by.and_then(|by| program.matching().get(by));
        attribute.map_or("id", |attribute| program.attributes().target(*attribute))
    }

    /// All objects that were found, where they are several.
    pub(super) fn several(&self, found: &Found) -> Option<&[u32]> {
        let index = found.by.map_or(Some(&self.by_id), |by| self.by_value.get(by))?;
        if index.several.is_empty() { None } else { Some(index.several.get(&found.object?)?) }
    }

    /// The line that described an object.
    pub(super) fn line(&self, object: u32) -> u64 {
        self.object(object).map_or(0, |object| object.line)
    }

    /// What the target has of an object; nothing where it cannot be read any more.
    pub(super) fn payload<'s>(&'s self, object: u32, window: &'s mut Window) -> Option<&'s str> {
        let Object { at, id, payload, .. } = *self.object(object)?;
        self.payloads.text(at + u64::from(id.saturating_sub(1)), payload as usize, window)
    }

    /// The id of an object's record, or its own.
    pub(super) fn id(&self, object: u32, window: &mut Window) -> Option<String> {
        let Object { at, id, .. } = *self.object(object)?;
        Some(self.payloads.text(at, id.checked_sub(1)? as usize, window)?.to_owned())
    }

    fn object(&self, number: u32) -> Option<&Object> {
        self.objects.get(number as usize)
    }
}
