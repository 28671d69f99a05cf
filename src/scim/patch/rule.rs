//! What may be done to a target of an object that exists, and what a record wants of it. Knows nothing of payloads.

use crate::value::Value;

/// Which changes of a target flow to an object that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allow {
    /// All of them.
    #[default]
    Anything,
    /// Values are added: the new ones of several, and one in the place of another. Nothing is removed.
    Additions,
    /// New values are added to several; one value is only set where there is none.
    NewValues,
    /// Only a target without a value gets one.
    WhenEmpty,
    /// None.
    Nothing,
}

/// How a target takes part in changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Which changes flow.
    pub allow: Allow,
    /// Whether a value is sent though it is unchanged.
    pub always: bool,
    /// Whether the target is cleared where there is no value any more; of one value only.
    pub clears: bool,
    /// Whether a change of case is a change.
    pub exact: bool,
    /// Whether several values only grow, whatever else is allowed.
    pub grows: bool,
    /// Whether several values are replaced as a whole.
    pub whole: bool,
}

/// What a record wants a target to hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct DesiredValue<'r> {
    /// What the attribute mapping gave; absent leaves the target as it is.
    pub value: Value<'r>,
    /// Whether no values are wanted, and not merely nothing said: the source has an empty list.
    pub emptied: bool,
    /// Whether the values are roles that take the place of all others; the service writes `replace` small for them.
    pub asserted: bool,
    /// The role assignments that the value was made of; the service sends them instead of the value.
    pub assignments: &'r [Assignment<'r>],
}

/// A role assignment of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment<'r> {
    /// What the role is known by in the target.
    pub value: &'r str,
    /// `{"id":…,"value":…,"displayName":…}`.
    pub json: &'r str,
}
