//! What an attribute mapping wants of its target. Knows nothing of payloads.

use crate::value::Value;

/// The desired content of a target.
#[derive(Clone, Copy, Debug, Default)]
pub struct DesiredValue<'r> {
    /// The result of the attribute mapping; absent leaves the target as it is.
    pub value: Value<'r>,
    /// Whether an empty list is wanted, as opposed to no information: the source has an empty list.
    pub emptied: bool,
    /// Whether the values are roles that replace all others; the service writes `replace` in lower case for them.
    pub asserted: bool,
    /// The role assignments that the value was built from; the service sends them instead of the value.
    pub assignments: &'r [Assignment<'r>],
}

/// A role assignment of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment<'r> {
    /// The value that identifies the role in the target.
    pub value: &'r str,
    /// `{"id":…,"value":…,"displayName":…}`.
    pub json: &'r str,
}
