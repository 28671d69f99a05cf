//! A world to run in: a fixed present, seeded chance, settings, and the values that are taken.

use crate::dotnet::datetime::DateTime;
use crate::functions::Host;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// What a run sees of the world. The present does not pass and chance repeats, so that the same input gives the same
/// output; values handed out by `SelectUniqueValue` are taken from then on.
#[derive(Debug)]
pub struct World {
    now: DateTime,
    seed: u64,
    settings: HashMap<String, String>,
    taken: Mutex<HashSet<String>>,
}

impl World {
    /// A world at a present, UTC.
    pub fn at(now: DateTime) -> Self {
        Self { now, seed: 0, settings: HashMap::new(), taken: Mutex::default() }
    }

    /// The same world with another seed for chance.
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same world with a setting, such as `DomainFQDN` or `DefaultDomain`.
    pub fn with_setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.insert(name.into(), value.into());
        self
    }

    /// The same world with values that the target has already. Directories compare them without regard to case.
    pub fn with_taken(mut self, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let taken = values.into_iter().map(|value| value.as_ref().to_lowercase());
        self.taken.get_mut().map(|known| known.extend(taken)).unwrap_or_default();
        self
    }
}

impl Host for World {
    fn now(&self) -> DateTime {
        self.now
    }

    fn entropy(&self, record: u64, site: u32) -> u64 {
        // SplitMix64's finisher: every bit of the seed, the record and the site reaches every bit of the result.
        let mut mixed = self.seed ^ record.rotate_left(17) ^ u64::from(site).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    fn claim(&self, value: &str) -> bool {
        // A thread that panicked while it held the lock has left the set whole.
        let mut taken = self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        taken.insert(value.to_lowercase())
    }
}
