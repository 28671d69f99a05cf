//! What an expression may ask of the world, and nothing else: the clock, chance, settings, whether a value is
//! free, and which ids the target has.

use crate::dotnet::datetime::DateTime;

/// The world as the engine sees it. Everything that is not in the record or the mapping comes through here, so that the
/// same mapping, record and host give the same bytes.
pub trait Host {
    /// The present, UTC.
    fn now(&self) -> DateTime;

    /// Chance: the same number for the same site and record, so that a repeated run repeats its result.
    ///
    /// `record` is the record's text; `site` the place of the call in the program.
    fn entropy(&self, record: &str, site: u32) -> u64;

    /// The value of a setting, such as `DomainFQDN` for `%DomainFQDN%`, or `DefaultDomain`.
    fn setting(&self, name: &str) -> Option<&str>;

    /// Takes a value for `SelectUniqueValue`: false when the target has it already or it was handed out before.
    fn reserve(&self, value: &str) -> bool;

    /// The id that an object of the source has in the target, nothing where it is not known to be there. Whoever keeps no
    /// ids takes it that the records hold the target's.
    fn target_id<'h>(&'h self, source: &'h str) -> Option<&'h str> {
        Some(source)
    }
}
