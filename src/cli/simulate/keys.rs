//! What is kept of every record of a file to find it again: a hash of its id, in the order of the file. Knows no files.

use std::cmp::Ordering;
use std::hash::{BuildHasher, RandomState};

/// A hash of an id, of 96 bits: among a million ids, two have the same with a probability of 10^-17.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key([u32; 3]);

/// Makes keys.
#[derive(Default)]
pub(super) struct Hashes([RandomState; 2]);

impl Hashes {
    pub fn key(&self, id: &str) -> Key {
        let [one, other] = self.0.each_ref().map(|state| state.hash_one(id));
        Key([one as u32, (one >> 32) as u32, other as u32])
    }
}

/// The keys of a file's records: 16 bytes for each record.
#[derive(Default)]
pub(super) struct Keys {
    keys: Vec<Key>,
    /// The numbers of the records, in the order of their keys, those of equal keys in the order of the file.
    sorted: Vec<u32>,
}

impl Keys {
    /// Those of a file, in its order; nothing if there are more than can be numbered.
    pub fn new(keys: Vec<Key>) -> Option<Self> {
        let mut sorted: Vec<u32> = (0..u32::try_from(keys.len()).ok()?).collect();
        sorted.sort_unstable_by_key(|number| (keys.get(*number as usize).copied(), *number));
        Some(Self { keys, sorted })
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The key of a record.
    pub fn get(&self, number: usize) -> Option<Key> {
        self.keys.get(number).copied()
    }

    /// The last record of a key.
    pub fn last(&self, key: Key) -> Option<usize> {
        let of = |number: &u32| self.keys.get(*number as usize).copied().map_or(Ordering::Greater, |of| of.cmp(&key));
        let end = self.sorted.partition_point(|number| of(number) != Ordering::Greater);
        let last = self.sorted.get(end.checked_sub(1)?)?;
        (of(last) == Ordering::Equal).then_some(*last as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hashes, Keys};

    #[test]
    fn the_last_record_of_a_key_is_found() {
        let hashes = Hashes::default();
        let ids = ["b", "a", "c", "a", "b", "d"];
        let keys = Keys::new(ids.map(|id| hashes.key(id)).to_vec()).expect("they can be numbered");
        for (id, expected) in [("a", Some(3)), ("b", Some(4)), ("c", Some(2)), ("d", Some(5)), ("e", None), ("", None)]
        {
            assert_eq!(keys.last(hashes.key(id)), expected, "{id}");
        }
        let none = Keys::new(Vec::new()).expect("they can be numbered");
        assert_eq!((none.last(hashes.key("a")), none.len(), none.get(0)), (None, 0, None));
    }
}
