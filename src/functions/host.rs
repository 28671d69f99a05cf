//! All that an expression may read besides the record: the clock, random numbers, settings, whether a value is free,
//! the ids of the target, and whether to go on. Does not know which functions ask for it.

use crate::dotnet::datetime::DateTime;

/// The environment of a run. Everything that is not in the record or the mapping comes from here, so that the same
/// mapping, record and host produce the same bytes.
pub trait Host {
    /// The current time, in UTC.
    fn now(&self) -> DateTime;

    /// A random number: the same for the same site and record, so that a repeated run has the same result.
    ///
    /// `record` is the text of the record. `site` is the index of the call's instruction in the program, so the same call may
    /// have another site in another version of the mapping.
    fn entropy(&self, record: &str, site: u32) -> u64;

    /// The value of a setting, such as `DomainFQDN` for `%DomainFQDN%`, or `DefaultDomain`.
    fn setting(&self, name: &str) -> Option<&str>;

    /// Reserves a value for `SelectUniqueValue`: false if the target already has it or it was reserved before.
    fn reserve(&self, value: &str) -> bool;

    /// The id in the target of an object of the source; `None` if the object is not known to be there. The default, for
    /// hosts that keep no ids, assumes that records contain the ids of the target.
    fn target_id<'h>(&'h self, source: &'h str) -> Option<&'h str> {
        Some(source)
    }

    /// Whether to give up: the record that is being run, and those after it, end in the error `run-cancelled` where they would
    /// take long. It is asked between records and every few milliseconds within one, on the record's thread; another thread or a
    /// signal handler sets what it reads. Once true it stays true.
    fn is_cancelled(&self) -> bool {
        false
    }
}
