//! An evaluation context: a fixed current time, seeded random values, settings, and what is known of the target. Knows
//! nothing of mappings and records.

use crate::dotnet::casing::lower_invariant;
use crate::dotnet::datetime::{self, DateTime, DateTimeKind, Styles, TICKS_PER_SECOND};
use crate::functions::Host;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex};

/// An evaluation context: a [`Host`] whose current time stands still and whose random values repeat, so that the same
/// input gives the same output. Values that `SelectUniqueValue` has handed out are in use from then on.
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

/// Asks a caller's function whether the run is cancelled.
#[derive(Clone)]
pub struct Cancel(Arc<dyn Fn() -> bool + Send + Sync>);

impl Cancel {
    /// One that asks this function.
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
    /// An evaluation context with this current time, which is taken as UTC, and with the seed 0.
    pub fn at(now: DateTime) -> Self {
        Self { now, seed: 0, settings: HashMap::new(), taken: Mutex::default(), ids: None, cancel: None }
    }

    /// The same with another seed for random values.
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same with the value of a setting, such as `DomainFQDN` or `DefaultDomain`.
    pub fn with_setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.insert(name.into(), value.into());
        self
    }

    /// The same with ids of the source and the id that the target has for each. References to other ids do not resolve;
    /// without this call, every id is taken to be the target's.
    pub fn with_ids(self, ids: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { ids: Some(ids.into_iter().collect()), ..self }
    }

    /// The same, but a run is given up once `asked` is true: see [`Host::is_cancelled`].
    pub fn with_cancel(self, asked: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_cancellation(Cancel::when(asked))
    }

    /// The same with a shared question.
    pub(crate) fn with_cancellation(self, cancel: Cancel) -> Self {
        Self { cancel: Some(cancel), ..self }
    }

    /// The same with values that are in use in the target, for `SelectUniqueValue`. Directories compare them without
    /// regard to case.
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
        // FNV-1a over the record, then SplitMix64's last steps: every bit of the seed, the record and the site changes
        // every bit of the result.
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

/// The point in time of a text such as `2026-01-15T09:30:00Z`, in UTC; a text without a zone is in UTC.
///
/// It reads what .NET's `DateTime.Parse` reads in the invariant culture; a time of day alone is today's, by the
/// machine's clock. `None` for any other text.
pub fn moment(text: &str) -> Option<DateTime> {
    datetime::parse(text, Styles::UNIVERSAL, present()).ok()
}

/// The current time by the machine's clock, in UTC and whole seconds. A browser's module has no clock, and it is the
/// beginning of 1970 there: pass the current time as a text to [`moment`].
pub fn present() -> DateTime {
    let epoch = DateTime::from_civil(1970, 1, 1, DateTimeKind::Utc).unwrap_or_default();
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return epoch;
    }
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    epoch.add_ticks(seconds.saturating_mul(TICKS_PER_SECOND)).unwrap_or(epoch)
}
