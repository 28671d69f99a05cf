//! The slot reader: one pass over a record's JSON text that keeps what a program needs and checks everything.
//!
//! Keys are mostly recognised by comparing with what is [expected](super::order). Does not know what the values are for.

use super::attributes::{Destination, Slots};
use super::fields::KnownNames;
use super::malformed::{MalformedKind, Reading};
use super::order::{KeyOrder, Progress};
use super::scan::Scanner;
use super::{Malformed, RecordBody};
use crate::value::Value;
use bumpalo::Bump;

/// What stands in a record of a delta query whose object was removed.
const REMOVED: &str = "@removed";

/// Reads records into slots. One per thread; the slots may be shared.
#[derive(Clone, Debug)]
pub struct RecordReader<'s> {
    slots: &'s Slots,
    order: KeyOrder,
    names: KnownNames,
    /// Which slots of this record were filled by their whole name, so that a path does not overwrite them.
    exact: Vec<bool>,
}

impl<'s> RecordReader<'s> {
    /// A reader that expects no keys yet.
    pub fn new(slots: &'s Slots) -> Self {
        let exact = if slots.keys.iter().any(|key| !key.parts.is_empty()) { slots.len() } else { 0 };
        Self { slots, order: KeyOrder::new(), names: KnownNames::default(), exact: vec![false; exact] }
    }

    /// Slots for the values of one record.
    pub fn room<'r>(&self, arena: &'r Bump) -> &'r mut [Value<'r>] {
        arena.alloc_slice_fill_copy(self.slots.len(), Value::Absent)
    }

    /// Reads a record of any shape. `values` has the length of the slots; what the record lacks becomes absent.
    ///
    /// # Errors
    /// If the text is not a JSON object; the values must not be used then.
    pub fn read_shape<'r>(
        &mut self,
        record: RecordBody<'r>,
        arena: &'r Bump,
        values: &mut [Value<'r>],
    ) -> Result<(), Box<Malformed>> {
        match record {
            RecordBody::Json(text) => self.read(text, arena, values),
            RecordBody::Fields(fields) => {
                self.names.fill(self.slots, fields, arena, values);
                Ok(())
            }
        }
    }

    /// Reads one JSON object. Strings without escapes are borrowed from it, others are built in the arena. If a key is
    /// repeated, the last value counts.
    ///
    /// # Errors
    /// As for [`read_shape`](Self::read_shape).
    pub fn read<'r>(
        &mut self,
        record: &'r str,
        arena: &'r Bump,
        values: &mut [Value<'r>],
    ) -> Result<(), Box<Malformed>> {
        values.fill(Value::Absent);
        self.exact.fill(false);
        let (mut scanner, mut progress) = (Scanner::new(record), self.order.begin());
        loop {
            let wanted = match self.order.expected(&mut progress, &mut scanner) {
                Some(wanted) => wanted,
                // A value has at least one byte.
                None if scanner.offset() > 0 && scanner.peek() == Some(b'}') => break,
                None => {
                    let (found, wanted) = self.seek((scanner, progress), arena)?;
                    (scanner, progress) = found;
                    match wanted {
                        Some(wanted) => wanted,
                        None => break,
                    }
                }
            };
            match wanted {
                Destination::Nothing => scanner.skip()?,
                Destination::Slot(slot) => match values.get_mut(slot) {
                    Some(room) => scanner.read(arena, room)?,
                    None => scanner.skip()?,
                },
                Destination::Key(key) => {
                    scanner.blank();
                    let start = scanner.offset();
                    scanner.skip()?;
                    self.distribute(key, scanner.since(start), arena, values)?;
                }
            }
        }
        scanner.advance(1);
        scanner.blank();
        if scanner.peek().is_some() {
            return scanner.expected("nothing more after the object");
        }
        Ok(())
    }

    /// Advances to the value of the next key if that is not the expected one; `None` at the end. Its state is moved in
    /// and out, because borrowed state is not kept in registers.
    #[inline(never)]
    fn seek<'r>(
        &mut self,
        (mut scanner, mut progress): (Scanner<'r>, Progress),
        arena: &'r Bump,
    ) -> Reading<((Scanner<'r>, Progress), Option<Destination>)> {
        let wanted = match self.order.known(&mut progress, &mut scanner) {
            Some(wanted) => Some(wanted),
            None => self.look_up(&mut scanner, &mut progress, arena)?,
        };
        Ok(((scanner, progress), wanted))
    }

    /// Skips the punctuation before a key, the key and its colon, and looks the key up; `None` at the end.
    fn look_up<'r>(
        &mut self,
        scanner: &mut Scanner<'r>,
        progress: &mut Progress,
        arena: &'r Bump,
    ) -> Reading<Option<Destination>> {
        let start = scanner.offset();
        scanner.blank();
        // Only before the first key is there nothing but white space before: a value has at least one byte.
        let first = start == 0;
        match scanner.peek() {
            Some(b'{') if first => {
                scanner.advance(1);
                scanner.blank();
                if scanner.peek() == Some(b'}') {
                    return Ok(None);
                }
            }
            Some(b'}') if !first => return Ok(None),
            Some(b',') if !first => scanner.advance(1),
            _ if !first => return scanner.expected("`,` or `}`"),
            None => return scanner.expected("an object"),
            Some(other) => return not_an_object(*scanner, other),
        }
        let key = scanner.key()?.meant(arena);
        let wanted = self.slots.table.find(key).map_or(Destination::Nothing, |known| known.wanted);
        // It is never learnt, so that each record with it comes here, and no other record is asked for it.
        if key == REMOVED && wanted == Destination::Nothing {
            return scanner.refuse(MalformedKind::Removed);
        }
        self.order.learn(progress, scanner.since(start), wanted);
        Ok(Some(wanted))
    }

    /// Stores a value in every attribute that is this value or a part of it.
    fn distribute<'r>(&mut self, key: usize, text: &'r str, arena: &'r Bump, values: &mut [Value<'r>]) -> Reading<()> {
        let Some(key) = self.slots.keys.get(key) else { return Ok(()) };
        if !key.whole.is_empty() {
            let value = Scanner::new(text).value(arena)?;
            for slot in &key.whole {
                if let Some(room) = values.get_mut(*slot) {
                    *room = value;
                }
                if let Some(exact) = self.exact.get_mut(*slot) {
                    *exact = true;
                }
            }
        }
        for (slot, path) in &key.parts {
            if let (Some(room), Some(false)) = (values.get_mut(*slot), self.exact.get(*slot)) {
                *room = path.values(text, arena);
            }
        }
        Ok(())
    }
}

/// Reports what was found in place of an object, if it is JSON at all.
#[cold]
fn not_an_object<T>(scanner: Scanner<'_>, first: u8) -> Reading<T> {
    let mut whole = scanner;
    match whole.skip() {
        // A word such as `not` is not a misspelled `null`; the record itself is missing.
        Err(_) if !matches!(first, b'[' | b'"') => return scanner.expected("a record, which begins with `{`"),
        skipped => skipped?,
    }
    whole.blank();
    if whole.peek().is_some() {
        return whole.expected("nothing more after the value");
    }
    scanner.refuse(MalformedKind::NotARecord(match first {
        b'[' => "an array",
        b'"' => "a string",
        b'n' => "`null`",
        b't' | b'f' => "a Boolean",
        _ => "a number",
    }))
}
