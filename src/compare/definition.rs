//! What a directory says of a target attribute, in words that can be compared. Only what decides about payloads and requests.

use crate::mapping::{AttributeDefinition, Mutability};

/// The type and the other properties; an attribute that is not described is a string.
pub(super) fn shown(attribute: Option<&AttributeDefinition>) -> String {
    let Some(attribute) = attribute else { return "String".to_owned() };
    let mutability = Mutability::ALL.iter().find(|(known, _)| *known == attribute.mutability);
    let mutability =
        mutability.filter(|(known, _)| *known != Mutability::default()).and_then(|(_, names)| names.last());
    let default = attribute.default.as_ref().filter(|default| attribute.required && !default.value.is_empty());
    let words = [
        Some(attribute.kind.name().to_owned()),
        attribute.required.then(|| "required".to_owned()),
        attribute.multivalued.then(|| "multi-valued".to_owned()),
        attribute.case_exact.then(|| "case-sensitive".to_owned()),
        attribute.flow_null_values.then(|| "cleared by an empty source".to_owned()),
        mutability.map(|name| (*name).to_owned()),
        default.map(|default| format!("default `{}`", default.value)),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
