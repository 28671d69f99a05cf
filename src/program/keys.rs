//! The constant keys of a `Switch`.

use crate::text::order;
use std::cmp::Ordering;

/// The constant keys of a `Switch`, and where each leads.
#[derive(Debug, Default)]
pub struct KeyTable {
    /// Where each key's value is computed. In the order of `location`, so that a search compares lengths before texts; no
    /// hash, which a table of a few short keys does not repay and which hostile keys could make collide.
    keys: Vec<(Box<str>, u32)>,
    /// Where the default is computed.
    pub default: u32,
}

impl KeyTable {
    /// A table of these keys. Of two equal ones the first is taken.
    pub fn new(mut keys: Vec<(Box<str>, u32)>, default: u32) -> Self {
        order::sort_by(&mut keys, |(left, _), (right, _)| location(left, right));
        keys.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Self { keys, default }
    }

    /// The keys and where each leads.
    pub fn keys(&self) -> &[(Box<str>, u32)] {
        &self.keys
    }

    /// Where a source leads.
    pub fn target(&self, source: &str) -> u32 {
        // A few keys are told apart sooner by their lengths alone than by halving.
        const FEW: usize = 16;
        let found = if self.keys.len() <= FEW {
            self.keys.iter().find(|(key, _)| **key == *source)
        } else {
            let found = self.keys.binary_search_by(|(key, _)| location(key, source)).ok();
            found.and_then(|found| self.keys.get(found))
        };
        found.map_or(self.default, |(_, to)| *to)
    }
}

/// Shorter keys first.
fn location(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}
