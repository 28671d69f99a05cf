//! The attributes that a program needs, each with an index, and how names in records are matched to them.
//!
//! Knows names only; the values are the readers' business.

use super::path::Path;
use std::collections::HashMap;

/// What to do with the value of a top-level key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// The value is not needed.
    Nothing,
    /// It is the whole value of one attribute.
    Slot(usize),
    /// It is used in another way: see the key with that index.
    Key(usize),
}

/// A top-level key that supplies more than one attribute, or one whose parts are attributes.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    /// The attributes that are the whole value.
    pub whole: Vec<usize>,
    /// The attributes inside it.
    pub parts: Vec<(usize, Path)>,
}

/// The attributes that a program needs, in the order of their indices.
///
/// A name is first looked up in a record as written, so `name.givenName` is the column of that name in a CSV file;
/// where the record has no such key, a name with dots or a filter is a path into nested JSON.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    names: Vec<Box<str>>,
    pub(super) keys: Vec<Key>,
    pub(super) table: KeyTable,
    /// The same keys in lower case, for formats whose names are not case-sensitive.
    any_case: HashMap<String, Destination>,
}

impl Slots {
    /// The attributes in this order. A name may occur twice.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self::of(&names.into_iter().collect::<Vec<_>>())
    }

    fn of(names: &[&str]) -> Self {
        let mut slots = Self::default();
        let mut index: HashMap<Box<str>, usize> = HashMap::new();
        for (slot, name) in names.iter().enumerate() {
            slots.names.push((*name).into());
            slots.key(&mut index, name).into_iter().for_each(|key| key.whole.push(slot));
            if let Some(path) = Path::parse(name) {
                let root: Box<str> = path.root().into();
                slots.key(&mut index, &root).into_iter().for_each(|key| key.parts.push((slot, path.clone())));
            }
        }
        let mut keys: Vec<_> = index.into_iter().collect();
        crate::text::order::sort_by(&mut keys, |(_, one), (_, other)| one.cmp(other));
        for (name, key) in keys {
            let wanted = match slots.keys.get(key) {
                Some(Key { whole, parts }) if parts.is_empty() && whole.len() == 1 && Path::parse(&name).is_none() => {
                    whole.first().map_or(Destination::Nothing, |slot| Destination::Slot(*slot))
                }
                _ => Destination::Key(key),
            };
            slots.any_case.entry(name.to_ascii_lowercase()).or_insert(wanted);
            slots.table.insert(&name, wanted);
        }
        slots
    }

    /// The key of a top-level name, created if there is none yet.
    fn key(&mut self, index: &mut HashMap<Box<str>, usize>, name: &str) -> Option<&mut Key> {
        let next = self.keys.len();
        let at = *index.entry(name.into()).or_insert(next);
        if at == next {
            self.keys.push(Key::default());
        }
        self.keys.get_mut(at)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names in the order of the indices.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// What to do with a field: its name compared exactly, or ignoring case if the format's names are not
    /// case-sensitive.
    pub(super) fn wanted(&self, name: &str, any_case: bool) -> Destination {
        match self.table.find(name) {
            Some(known) => known.wanted,
            None if any_case => self.any_case.get(&name.to_ascii_lowercase()).copied().unwrap_or(Destination::Nothing),
            None => Destination::Nothing,
        }
    }
}

/// Keys by a hash of their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyTable {
    known: Vec<Known>,
    /// Indices into `known` plus one; zero is a free bucket. The length is a power of two, at most half of them are
    /// used.
    buckets: Vec<u32>,
}

/// A key and what is known about it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    hash: u32,
    name: Box<str>,
    pub wanted: Destination,
}

impl KeyTable {
    pub fn find(&self, name: &str) -> Option<&Known> {
        self.known.get(self.position(name)?)
    }

    fn position(&self, name: &str) -> Option<usize> {
        let hash = hash(name.as_bytes());
        let mask = self.buckets.len().checked_sub(1)?;
        let mut bucket = hash as usize & mask;
        loop {
            let position = (*self.buckets.get(bucket)? as usize).checked_sub(1)?;
            let known = self.known.get(position)?;
            if known.hash == hash && *known.name == *name {
                return Some(position);
            }
            bucket = (bucket + 1) & mask;
        }
    }

    /// Adds a key that is not there yet.
    pub fn insert(&mut self, name: &str, wanted: Destination) {
        self.known.push(Known { hash: hash(name.as_bytes()), name: name.into(), wanted });
        if self.known.len() * 2 > self.buckets.len() {
            self.buckets = vec![0; (self.known.len() * 4).next_power_of_two()];
            for (position, known) in self.known.iter().enumerate() {
                location(&mut self.buckets, known.hash, position);
            }
        } else if let Some(last) = self.known.last() {
            location(&mut self.buckets, last.hash, self.known.len() - 1);
        }
    }
}

fn location(buckets: &mut [u32], hash: u32, position: usize) {
    let mask = buckets.len() - 1;
    let mut bucket = hash as usize & mask;
    while let Some(taken) = buckets.get_mut(bucket) {
        if *taken == 0 {
            *taken = u32::try_from(position + 1).unwrap_or(0);
            return;
        }
        bucket = (bucket + 1) & mask;
    }
}

/// Eight bytes at a time, so that a difference anywhere in the names changes the hash.
fn hash(name: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = name.len() as u64;
    let mut rest = name;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        state = (state ^ u64::from_le_bytes(*chunk)).wrapping_mul(FACTOR).rotate_left(29);
        rest = tail;
    }
    let tail = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    ((state ^ tail).wrapping_mul(FACTOR) >> 32) as u32
}

/// A hash of how a text begins and ends, and of its length: keys that only differ between are few.
pub(super) fn quick_hash(text: &[u8]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let (first, last) = match text.len() {
        0..8 => (text.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
        _ => (word(text.first_chunk()), word(text.last_chunk())),
    };
    ((first.rotate_left(23) ^ last ^ text.len() as u64).wrapping_mul(FACTOR) >> 40) as usize
}
