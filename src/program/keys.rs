//! The constant keys of a `Switch`. Knows nothing of the code behind them.

use crate::text::order;
use std::cmp::Ordering;

/// The constant keys of a `Switch`, with the jump target of each.
#[derive(Debug, Default)]
pub struct KeyTable {
    /// The location of the code for each key's value. Ordered by `by_length`, so that a search compares lengths before
    /// strings. Not a hash table: it is not faster for a few short keys, and malicious keys could cause collisions.
    keys: Vec<(Box<str>, u32)>,
    /// The location of the code for the default.
    pub default: u32,
}

impl KeyTable {
    /// A table of these keys. Of equal keys, the first is used.
    pub fn new(mut keys: Vec<(Box<str>, u32)>, default: u32) -> Self {
        order::sort_by(&mut keys, |(left, _), (right, _)| by_length(left, right));
        keys.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Self { keys, default }
    }

    /// The keys, with the jump target of each.
    pub fn keys(&self) -> &[(Box<str>, u32)] {
        &self.keys
    }

    /// The jump target of a source.
    pub fn target(&self, source: &str) -> u32 {
        // For a few keys, comparing them one by one, lengths first, is faster than a binary search.
        const FEW: usize = 16;
        let found = if self.keys.len() <= FEW {
            self.keys.iter().find(|(key, _)| **key == *source)
        } else {
            let found = self.keys.binary_search_by(|(key, _)| by_length(key, source)).ok();
            found.and_then(|found| self.keys.get(found))
        };
        found.map_or(self.default, |(_, to)| *to)
    }
}

/// Shorter keys first.
fn by_length(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}
