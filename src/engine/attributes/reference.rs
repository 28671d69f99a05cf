//! From ids of the source to ids of the target. What does not resolve is left out and named.

use crate::functions::Host;
use crate::value::Value;
use bumpalo::Bump;
use std::collections::HashSet;

/// How a target refers to other objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Reference {
    /// To one, which a create request does not have.
    One,
    /// To several, the members of a group for instance.
    Several,
}

/// The id of what a value refers to: an object's `id`, else the value itself.
fn id<'r>(value: Value<'r>, arena: &'r Bump) -> Option<&'r str> {
    let text = value.text(arena)?;
    let Value::Complex(_) = value.single() else { return Some(text) };
    let [id, object_id, value] = crate::text::members(text, ["id", "objectId", "value"])?;
    Some(arena.alloc_str(&id.or(object_id).or(value)?))
}

/// Puts the target's ids in the place of the source's. What does not resolve is left out of the value and returned. An object
/// that is listed twice, or under two ids that are one in the target, is referred to once; ids are case-sensitive.
pub(super) fn resolve<'r>(value: &mut Value<'r>, host: &'r dyn Host, arena: &'r Bump) -> Vec<String> {
    let (mut missing, mut seen) = (Vec::new(), HashSet::new());
    let mut resolved = |one: Value<'r>| {
        let id = id(one, arena);
        let known = id.and_then(|id| host.target_id(id));
        let text = known.or(id).or_else(|| one.text(arena)).unwrap_or_default();
        let is_new = seen.insert((known.is_some(), text));
        if known.is_none() && is_new {
            missing.push(text.to_owned());
        }
        known.filter(|_| is_new).map(Value::Str)
    };
    *value = match *value {
        Value::Absent | Value::Skip | Value::Multi([]) => return missing,
        Value::Multi(values) => {
            let known: Vec<Value<'r>> = values.iter().filter_map(|one| resolved(*one)).collect();
            if known.is_empty() { Value::Absent } else { Value::Multi(arena.alloc_slice_copy(&known)) }
        }
        one => resolved(one).unwrap_or_default(),
    };
    missing
}
