//! A world to run in: a fixed present, seeded chance, settings, and the values that are taken.

use crate::dotnet::casing::lower_invariant;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind, Styles, TICKS_PER_SECOND};
use crate::functions::Host;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex};

/// What a run sees of the world. The present does not pass and chance repeats, so that the same input gives the same
/// output; values handed out by `SelectUniqueValue` are taken from then on.
#[derive(Debug)]
pub struct World {
    now: DateTime,
    seed: u64,
    settings: HashMap<String, String>,
    taken: Mutex<HashSet<String>>,
    /// The target's ids by the source's, where they are known.
    ids: Option<HashMap<String, String>>,
    cancel: Option<Cancel>,
}

/// Whether to give up, from somewhere else.
#[derive(Clone)]
pub struct Cancel(Arc<dyn Fn() -> bool + Send + Sync>);

impl Cancel {
    /// What this says.
    pub fn when(asked: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(asked))
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Cancel")
    }
}

impl World {
    /// A world at a present, UTC.
    pub fn at(now: DateTime) -> Self {
        Self { now, seed: 0, settings: HashMap::new(), taken: Mutex::default(), ids: None, cancel: None }
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

    /// The same world with the ids that the target has for ids of the source. References to others do not resolve.
    pub fn with_ids(self, ids: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { ids: Some(ids.into_iter().collect()), ..self }
    }

    /// The same world in which a run is given up once `asked` is true: see [`Host::is_cancelled`].
    pub fn with_cancel(self, asked: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_cancellation(Cancel::when(asked))
    }

    /// The same, shared.
    pub(crate) fn with_cancellation(self, cancel: Cancel) -> Self {
        Self { cancel: Some(cancel), ..self }
    }

    /// The same world with values that the target has already. Directories compare them without regard to case.
    pub fn with_taken(mut self, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let taken = values.into_iter().map(|value| lower_invariant(value.as_ref()).into_owned());
        self.taken.get_mut().map(|known| known.extend(taken)).unwrap_or_default();
        self
    }
}

impl Host for World {
    fn now(&self) -> DateTime {
        self.now
    }

    fn entropy(&self, record: &str, site: u32) -> u64 {
        // FNV-1a over the record, then SplitMix64's finisher: every bit of the seed, the record and the site reaches every
        // bit of the result.
        let digest = record.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        let mut mixed = self.seed ^ digest.rotate_left(17) ^ u64::from(site).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    fn reserve(&self, value: &str) -> bool {
        // A thread that panicked while it held the lock has left the set whole.
        let mut taken = self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        taken.insert(lower_invariant(value).into_owned())
    }

    fn target_id<'h>(&'h self, source: &'h str) -> Option<&'h str> {
        match &self.ids {
            Some(ids) => ids.get(source).map(String::as_str),
            None => Some(source),
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|cancel| (cancel.0)())
    }
}

/// The point in time that a text such as `2026-01-15T09:30:00Z` names, UTC where it does not say.
pub fn moment(text: &str) -> Option<DateTime> {
    datetime::parse(text, Styles::UNIVERSAL, present()).ok()
}

/// The present, by the machine's clock. In a browser's module there is none, and it is the beginning of 1970: pass the
/// present there as a text to [`moment`].
pub fn present() -> DateTime {
    let epoch = DateTime::from_civil(1970, 1, 1, DateTimeKind::Utc).unwrap_or_default();
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return epoch;
    }
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    epoch.add_ticks(seconds.saturating_mul(TICKS_PER_SECOND)).unwrap_or(epoch)
}
