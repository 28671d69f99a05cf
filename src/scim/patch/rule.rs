//! Which changes of a target of an existing object are allowed, and its desired values. Knows nothing of payloads.

use crate::value::Value;

/// Which changes of a target flow to an existing object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allow {
    /// All of them.
    #[default]
    Anything,
    /// Values are added: the new ones of a multi-valued attribute, and a single value replaces another. Nothing is
    /// removed.
    Additions,
    /// New values are added to a multi-valued attribute; a single value is only set if there is none.
    NewValues,
    /// Only a target without a value gets one.
    WhenEmpty,
    /// None.
    Nothing,
}

/// How a target is compared and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Which changes flow.
    pub allow: Allow,
    /// Whether a value is sent even if it is unchanged.
    pub always: bool,
    /// Whether the target is cleared when there is no value any more; for single-valued targets only.
    pub clears: bool,
    /// Whether a change of case is a change.
    pub exact: bool,
    /// Whether a multi-valued target only grows, whatever else is allowed.
    pub grows: bool,
    /// Whether multiple values are replaced as a whole.
    pub whole: bool,
}

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
