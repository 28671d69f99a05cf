//! The slot reader: one pass over a record's JSON text that keeps what a program needs and checks everything.
//!
//! Records of one source mostly have their keys in one order. So the order in the first record is remembered, with the
//! punctuation around the keys, and comparing with the predicted key replaces looking keys up. Does not know what the
//! values are for.

use super::attributes::{Destination, KeyTable, Slots};
use super::malformed::{MalformedKind, Reading};
use super::scan::Scanner;
use super::{Fields, Malformed, RecordBody};
use crate::value::Value;
use bumpalo::Bump;

/// How many predicted keys are tried before a key is looked up.
const AHEAD: usize = 3;
/// How many keys are remembered, and how long the text around a key may be.
const LEARNT_KEYS: usize = 512;
const LEARNT_LENGTH: usize = 256;
/// How many bytes are compared at once.
const BLOCK: usize = 32;

/// Reads records into slots. One per thread; the slots may be shared.
#[derive(Clone, Debug)]
pub struct RecordReader<'s> {
    slots: &'s Slots,
    table: KeyTable,
    order: Vec<PredictedKey>,
    /// Which slots of this record were filled by their whole name, so that a path does not overwrite them.
    exact: Vec<bool>,
}

/// The text between two values of the first record: `,"mail":` with its white space; before the first, `{"id":`.
#[derive(Clone, Debug)]
struct PredictedKey {
    text: Box<[u8]>,
    /// The text again, padded with zeros, and a mask of the bytes that count. Nearly all are short enough, and are
    /// compared as one block whatever their length.
    block: [u8; BLOCK],
    mask: [u8; BLOCK],
    wanted: Destination,
}

impl PredictedKey {
    fn new(text: &str, wanted: Destination) -> Self {
        let text = text.as_bytes();
        let (mut block, mut mask) = ([0; BLOCK], [0; BLOCK]);
        for ((block, mask), byte) in block.iter_mut().zip(&mut mask).zip(text) {
            (*block, *mask) = (*byte, 0xFF);
        }
        Self { text: text.into(), block, mask, wanted }
    }

    /// Whether the text is next. The compiler turns the first branch into vector instructions.
    #[inline(always)]
    fn stands_at(&self, scanner: &Scanner<'_>) -> bool {
        match scanner.ahead::<BLOCK>() {
            Some(bytes) if self.text.len() <= BLOCK => {
                let three = bytes.iter().zip(&self.mask).zip(&self.block);
                three.fold(true, |same, ((byte, mask), block)| same & (byte & mask == *block))
            }
            _ => scanner.rest().starts_with(&self.text),
        }
    }
}

impl<'s> RecordReader<'s> {
    /// A reader that predicts no keys yet.
    pub fn new(slots: &'s Slots) -> Self {
        let exact = if slots.keys.iter().any(|key| !key.parts.is_empty()) { slots.len() } else { 0 };
        Self { slots, table: slots.table.clone(), order: Vec::new(), exact: vec![false; exact] }
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
                self.fill_fields(fields, arena, values);
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
        // The order is learnt once: for records whose keys are shuffled, learning again would allocate for each of
        // them.
        let mut learning = if self.order.is_empty() { Some(Vec::new()) } else { None };
        let mut scanner = Scanner::new(record);
        let mut location = 0;
        // The index of the last key that had to be looked up. From there on the keys seem to be in another order, and
        // only the very next prediction is tried.
        let mut looked_up = None;
        loop {
            let wanted = match self.order.get(location) {
                Some(learnt) if learnt.stands_at(&scanner) => {
                    location += 1;
                    scanner.advance(learnt.text.len());
                    learnt.wanted
                }
                // A value has at least one byte.
                _ if scanner.offset() > 0 && scanner.peek() == Some(b'}') => break,
                _ => {
                    let from = Seeking { scanner, location, looked_up };
                    let (found, wanted) = self.seek(from, arena, learning.as_mut())?;
                    Seeking { scanner, location, looked_up } = found;
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
        if let Some(seen) = learning {
            self.predict_keys(seen, record);
        }
        Ok(())
    }

    /// Advances to the value of the next key if that is not the predicted one; `None` at the end. Its state is moved in
    /// and out, because borrowed state is not kept in registers.
    #[inline(never)]
    fn seek<'r>(
        &self,
        mut from: Seeking<'r>,
        arena: &'r Bump,
        learning: Option<&mut Vec<Seen<'r>>>,
    ) -> Reading<(Seeking<'r>, Option<Destination>)> {
        let Seeking { scanner, location, looked_up } = &mut from;
        if *looked_up != Some(*location)
            && let Some((length, next, wanted)) = self.further_ahead(scanner, *location)
        {
            scanner.advance(length);
            *location = next;
            return Ok((from, Some(wanted)));
        }
        let wanted = self.look_up(scanner, arena, location, learning)?;
        *looked_up = Some(*location);
        Ok((from, wanted))
    }

    /// The key predicted after the next one: the length of the text before its value, and the index after it. The first
    /// index holds the opening brace and is not skipped in this way.
    fn further_ahead(&self, scanner: &Scanner<'_>, location: usize) -> Option<(usize, usize, Destination)> {
        let start = if location > 0 { location + 1 } else { return None };
        let candidates = self.order.get(start..)?.iter().take(AHEAD - 1).enumerate();
        let mut hits = candidates.filter(|(_, learnt)| learnt.stands_at(scanner));
        hits.next().map(|(step, learnt)| (learnt.text.len(), start + step + 1, learnt.wanted))
    }

    /// Skips the punctuation before a key, the key and its colon, and looks the key up; `None` at the end.
    fn look_up<'r>(
        &self,
        scanner: &mut Scanner<'r>,
        arena: &'r Bump,
        location: &mut usize,
        learning: Option<&mut Vec<Seen<'r>>>,
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
        *location = (*location).max(1);
        let mut wanted = Destination::Nothing;
        if let Some(known) = self.table.find(key) {
            wanted = known.wanted;
            *location = known.next.unwrap_or(*location);
        }
        if let Some(learning) = learning {
            learning.push(Seen { from: start, to: scanner.offset(), key, wanted });
        }
        Ok(Some(wanted))
    }

    fn predict_keys(&mut self, seen: Vec<Seen<'_>>, record: &str) {
        for Seen { from, to, key, wanted } in seen.into_iter().take(LEARNT_KEYS) {
            let Some(text) = record.get(from..to).filter(|text| text.len() <= LEARNT_LENGTH) else { break };
            self.order.push(PredictedKey::new(text, wanted));
            if self.table.find(key).is_none() {
                self.table.insert(key, wanted);
            }
            if let Some(known) = self.table.find_mut(key) {
                known.next = Some(self.order.len());
            }
        }
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

    /// Fills the slots from named values; a repeated name makes the attribute multi-valued.
    pub fn fill_fields<'r>(&mut self, fields: Fields<'r>, arena: &'r Bump, values: &mut [Value<'r>]) {
        self.slots.fill_fields(fields, arena, values);
    }
}

/// The position in a record: which predicted key comes next, and which came next after the last lookup.
struct Seeking<'r> {
    scanner: Scanner<'r>,
    location: usize,
    looked_up: Option<usize>,
}

/// A key of the first record, with the location of the text before its value.
struct Seen<'r> {
    from: usize,
    to: usize,
    key: &'r str,
    wanted: Destination,
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
