//! Attributes of a user in Microsoft Entra ID that a record may have under another name: `IsSoftDeleted`, which the
//! service works out, and those that Microsoft Graph calls differently from provisioning mappings.
//!
//! What the record has under the mapping's own name always goes first. Knows nothing of expressions.

use crate::value::Value;
use bumpalo::Bump;

/// Whether the object is disabled. The service computes it: true for a user that is not assigned, is out of scope, is
/// deleted or has `accountEnabled` false. A record shows only the last of these.
pub(super) const SOFT_DELETED: &str = "IsSoftDeleted";

/// What a mapping calls an attribute, where it is in a user of Microsoft Graph, and what is to be done with it.
const NAMES: &[(&str, &str, AliasMode)] = &[
    (SOFT_DELETED, "accountEnabled", AliasMode::Negated),
    ("mobile", "mobilePhone", AliasMode::Same),
    ("telephoneNumber", "businessPhones", AliasMode::First),
    ("facsimileTelephoneNumber", "faxNumber", AliasMode::Same),
    ("physicalDeliveryOfficeName", "officeLocation", AliasMode::Same),
    ("objectId", "id", AliasMode::Same),
    ("dirSyncEnabled", "onPremisesSyncEnabled", AliasMode::Same),
    ("immutableId", "onPremisesImmutableId", AliasMode::Same),
    ("division", "employeeOrgData.division", AliasMode::Same),
    ("costCenter", "employeeOrgData.costCenter", AliasMode::Same),
];

/// Microsoft Graph has these, numbered 1 to 15, in the object `onPremisesExtensionAttributes`.
const EXTENSION_ATTRIBUTE: &str = "extensionAttribute";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AliasMode {
    Same,
    /// The first of several values.
    First,
    /// The opposite of a Boolean; nothing where it is none.
    Negated,
}

/// Where an attribute is taken from when a record has no value for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct GraphAlias {
    pub slot: usize,
    pub from: usize,
    how: AliasMode,
}

fn origin(name: &str) -> Option<(String, AliasMode)> {
    if let Some(number) = name.strip_prefix(EXTENSION_ATTRIBUTE)
        // `parse` also reads a plus sign and zeros before the number.
        && number.parse::<u8>().is_ok_and(|number| (1..=15).contains(&number)) && !number.starts_with(['+', '0'])
    {
        return Some((format!("onPremisesExtensionAttributes.{name}"), AliasMode::Same));
    }
    NAMES.iter().find(|(known, ..)| *known == name).map(|(_, from, how)| ((*from).to_owned(), *how))
}

/// The names in Microsoft Graph of these attributes: a record is read for them, too.
pub(super) fn origins<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    names.filter_map(|name| Some(origin(name)?.0)).collect()
}

/// The attributes of a program that Microsoft Graph has under another name; `slot_of` finds the slot of a name.
pub(super) fn all<'n>(
    names: impl Iterator<Item = &'n str>,
    slot_of: &dyn Fn(&str) -> Option<usize>,
) -> Vec<GraphAlias> {
    let derived = names.enumerate().filter_map(|(slot, name)| {
        let (from, how) = origin(name)?;
        Some(GraphAlias { slot, from: slot_of(&from)?, how })
    });
    derived.collect()
}

/// The values of a record, with the value of the other name where the own name has none.
pub(super) fn completed<'s, 'r>(derived: &[GraphAlias], slots: &'s [Value<'r>], arena: &'r Bump) -> &'s [Value<'r>] {
    let value = |one: &GraphAlias| {
        let own = slots.get(one.slot)?;
        let made = one.how.of(*slots.get(one.from)?);
        (own.is_absent() && !made.is_absent()).then_some(made)
    };
    if derived.iter().all(|one| value(one).is_none()) {
        return slots;
    }
    let completed = arena.alloc_slice_copy(slots);
    for one in derived {
        if let (Some(made), Some(location)) = (value(one), completed.get_mut(one.slot)) {
            *location = made;
        }
    }
    completed
}

impl AliasMode {
    fn of(self, value: Value<'_>) -> Value<'_> {
        match (self, value.single()) {
            (AliasMode::Same, _) => value,
            (AliasMode::First, Value::Multi([first, ..])) => *first,
            (AliasMode::First, one) => one,
            (AliasMode::Negated, Value::Bool(flag)) => Value::Bool(!flag),
            (AliasMode::Negated, Value::Str(text)) if text.eq_ignore_ascii_case("true") => Value::Bool(false),
            (AliasMode::Negated, Value::Str(text)) if text.eq_ignore_ascii_case("false") => Value::Bool(true),
            (AliasMode::Negated, _) => Value::Absent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_taken_from_elsewhere() {
        assert_eq!(origin("mobile").map(|it| it.0).as_deref(), Some("mobilePhone"));
        let nested = "onPremisesExtensionAttributes.extensionAttribute15";
        assert_eq!(origin("extensionAttribute15").map(|it| it.0).as_deref(), Some(nested));
        for number in 1..=15 {
            assert!(origin(&format!("extensionAttribute{number}")).is_some(), "{number}");
        }
        for number in ["0", "16", "+1", "01", "015", "001", "00", "", "1a", "-1"] {
            assert!(origin(&format!("extensionAttribute{number}")).is_none(), "{number}");
        }
        for name in ["Mobile", "mail"] {
            assert!(origin(name).is_none(), "{name}");
        }
    }
}
