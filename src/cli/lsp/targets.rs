//! Target attributes and the operators of scopes: what can stand in their places, and what they are. Works on the mapping, and so
//! the same in JSON and in TOML.

use super::document::{Content, Document};
use super::keys::Offer;
use attrflow::Span;
use attrflow::tool::mappings::{
    AttributeDefinition, Mutability, ObjectDefinition, ObjectMapping, Operands, Rule, schema_names, scope_operators,
};
use attrflow::tool::{Located, Mapping};
use std::ops::Range;

/// What is at an offset of a mapping.
enum Spot<'m> {
    Target(&'m Located<String>, (&'m Rule, &'m ObjectMapping)),
    Operator(&'m Located<String>),
    ScopeAttribute(&'m Located<String>, (&'m Rule, &'m ObjectMapping)),
}

fn spot<'m>(mapping: &'m Mapping, at: usize) -> Option<Spot<'m>> {
    let holds = |name: &&Located<String>| {
        let range = name.span().range();
        range.start <= at && at <= range.end
    };
    mapping.object_mappings().find_map(|(rule, object)| {
        let targets = object.attribute_mappings.iter().map(|attribute| &attribute.target);
        let target = targets.into_iter().find(holds).map(|name| Spot::Target(name, (rule, object)));
        let clauses = || {
            let groups = object.scope.iter().flat_map(|scope| scope.groups.iter().chain(&scope.input_groups));
            groups.flat_map(|group| &group.clauses)
        };
        let operator = || clauses().map(|clause| &clause.operator).find(holds).map(Spot::Operator);
        let attribute = || {
            let name = clauses().map(|clause| &clause.attribute).find(holds)?;
            Some(Spot::ScopeAttribute(name, (rule, object)))
        };
        target.or_else(operator).or_else(attribute)
    })
}

/// What can stand at an offset.
pub(super) fn offers(document: &Document, at: usize) -> Vec<Offer> {
    let Content::Mapping(mapping) = &document.content else { return Vec::new() };
    let offer = |name: &Located<String>, label: &str, about: String| Offer {
        label: label.to_owned(),
        text: name.location.written(label),
        replaced: name.span().range(),
        about,
        is_key: false,
    };
    match spot(mapping, at) {
        Some(Spot::Target(name, (rule, object))) => {
            let is_mapped = |known: &&AttributeDefinition| {
                let mut targets = object.attribute_mappings.iter().map(|attribute| &attribute.target.value);
                known.name.value != name.value && targets.any(|target| *target == known.name.value)
            };
            let known = attributes(mapping.target_definition(rule, object));
            let known = known.iter().filter(|known| !is_mapped(known) && known.mutability != Mutability::ReadOnly);
            known.map(|known| offer(name, &known.name.value, described(known))).collect()
        }
        Some(Spot::ScopeAttribute(name, (rule, object))) => {
            let known = attributes(mapping.source_definition(rule, object)).iter();
            known.map(|known| offer(name, &known.name.value, described(known))).collect()
        }
        Some(Spot::Operator(name)) => scope_operators()
            .map(|(operator, operands, absent)| offer(name, operator, told(operands, absent)))
            .collect(),
        None => Vec::new(),
    }
}

/// What is at an offset, in words, with its range.
pub(super) fn about(document: &Document, at: usize) -> Option<(String, Range<usize>)> {
    let Content::Mapping(mapping) = &document.content else { return None };
    let known = |name: &Located<String>, definition: Option<&ObjectDefinition>, side: &str| {
        let known = definition?.attribute(&name.value)?;
        let object = definition.map(|definition| definition.name.value.as_str()).unwrap_or_default();
        Some((format!("`{}`: {side} attribute of `{object}`. {}", name.value, described(known)), name.span().range()))
    };
    match spot(mapping, at)? {
        Spot::Target(name, (rule, object)) => known(name, mapping.target_definition(rule, object), "target"),
        Spot::ScopeAttribute(name, (rule, object)) => known(name, mapping.source_definition(rule, object), "source"),
        Spot::Operator(name) => {
            let (operator, operands, absent) = scope_operators().find(|(known, ..)| *known == name.value)?;
            Some((format!("`{operator}`: {}", told(operands, absent)), name.span().range()))
        }
    }
}

/// The names of built-in schemas, for a value of `schema` at a range.
pub(super) fn schemas(replaced: &Range<usize>, quoted: bool) -> Vec<Offer> {
    let offer = |name: &str| Offer {
        label: name.to_owned(),
        text: if quoted { name.to_owned() } else { format!("'{name}'") },
        replaced: replaced.clone(),
        about: "A built-in schema.".to_owned(),
        is_key: false,
    };
    schema_names().map(offer).collect()
}

fn attributes(definition: Option<&ObjectDefinition>) -> &[AttributeDefinition] {
    definition.map(|definition| definition.attributes.as_slice()).unwrap_or_default()
}

/// The properties of an attribute that are not what most have.
fn described(known: &AttributeDefinition) -> String {
    let mut parts = vec![format!("{:?}", known.kind)];
    parts.extend(known.multivalued.then(|| "multi-valued".to_owned()));
    parts.extend(known.required.then(|| "required".to_owned()));
    parts.extend(known.anchor.then(|| "identifies the object".to_owned()));
    parts.extend(known.case_exact.then(|| "letter case is significant".to_owned()));
    parts.extend(known.maximum_length.map(|most| format!("at most {most} characters")));
    let writable = match known.mutability {
        Mutability::ReadWrite => None,
        Mutability::ReadOnly => Some("read-only"),
        Mutability::Immutable => Some("written once"),
        Mutability::WriteOnly => Some("never read"),
    };
    parts.extend(writable.map(str::to_owned));
    parts.join(", ")
}

/// What an operator compares with, and whether it holds without a value.
fn told(operands: Operands, [in_groups, in_input_groups]: [bool; 2]) -> String {
    let operand = match operands {
        Operands::None => "takes no value",
        Operands::Texts => "compares with strings",
        Operands::Integers => "compares with whole numbers",
        Operands::Patterns => "matches a regular expression",
    };
    let absent = match (in_groups, in_input_groups) {
        (true, true) => "; holds for an attribute without a value",
        (false, true) => "; holds for an attribute without a value only in `inputFilterGroups`",
        _ => "; does not hold for an attribute without a value",
    };
    format!("{operand}{absent}")
}

/// A span of a range.
pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
