//! Attributes of the source that are Booleans, where a record has text for them: `TRUE` and `true`, as Excel and other tools
//! write them into tables, are the service's `True`.
//!
//! Knows the attributes' types, and nothing of expressions or formats.

use crate::mapping::{BOOLEANS_OF_ENTRA, ObjectDefinition, may_be_entra};
use crate::value::{TargetType, Value};
use bumpalo::Bump;

/// Whether an attribute of the source is a Boolean; what the file says of it counts.
fn is_boolean(name: &str, directory: &str, source: Option<&ObjectDefinition>) -> bool {
    match source.and_then(|source| source.attribute(name)) {
        Some(known) => known.kind == TargetType::Boolean && !known.multivalued,
        None => may_be_entra(directory) && BOOLEANS_OF_ENTRA.contains(&name),
    }
}

/// The slots of Booleans among a program's attributes.
pub(super) fn slots<'n>(
    names: impl Iterator<Item = &'n str>,
    directory: &str,
    source: Option<&ObjectDefinition>,
) -> Vec<usize> {
    let slots = names.enumerate().filter(|(_, name)| is_boolean(name, directory, source));
    slots.map(|(slot, _)| slot).collect()
}

/// The values of a record, with its Booleans as the service writes them.
pub(super) fn read<'s, 'r>(booleans: &[usize], slots: &'s [Value<'r>], arena: &'r Bump) -> &'s [Value<'r>] {
    let written = |slot: &usize| slots.get(*slot).and_then(|value| as_the_service(*value));
    if booleans.iter().all(|slot| written(slot).is_none()) {
        return slots;
    }
    let read = arena.alloc_slice_copy(slots);
    for slot in booleans {
        if let (Some(made), Some(location)) = (written(slot), read.get_mut(*slot)) {
            *location = Value::Str(made);
        }
    }
    read
}

/// What the service would have in place of a text that differs from it in letter case only.
fn as_the_service(value: Value<'_>) -> Option<&'static str> {
    let Value::Str(text) = value.single() else { return None };
    ["True", "False"].into_iter().find(|word| text.eq_ignore_ascii_case(word) && text != *word)
}
