//! The parts of a mapping as members of synchronizationSchema's objects: each with its value as the service writes it,
//! and with its meaning.
//!
//! Two files agree about a part exactly when the meanings are equal; this distinguishes an edit from a difference in
//! style.

use super::json::Json;
use super::shape::Side;
use super::sources;
use crate::mapping::ScimVersion;
use crate::mapping::{
    AttributeDefinition, AttributeMapping, FlowBehavior, FlowType, FlowTypes, Group, Mutability, ObjectDefinition,
    ObjectMapping, Scope,
};
use crate::value::TargetType;

/// A member that the TOML file can state.
pub struct Field {
    pub key: &'static str,
    /// The value as the service writes it.
    pub value: Json,
    /// Its meaning.
    pub meaning: Json,
    /// Its meaning if it is missing.
    pub unsaid: Json,
}

impl Field {
    fn new(key: &'static str, value: Json, unsaid: Json) -> Self {
        Self { key, meaning: value.clone(), value, unsaid }
    }
}

/// The member of an object definition for the attributes that the system can be searched by, which
/// synchronizationSchema cannot express.
pub const FILTERABLE: &str = "@attrflow.filterable";

/// The member of an object mapping for the version of SCIM that the target uses, which the service knows itself.
const SCIM: &str = "@attrflow.scim";

/// The member of a schema for the values of `%Name%` settings, which the service stores elsewhere.
pub const SETTINGS: &str = "@attrflow.settings";

fn optional(text: Option<&str>) -> Json {
    text.map_or_else(Json::null, Json::text)
}

/// The name in synchronizationSchema of a value.
fn word<T: PartialEq>(all: &[(T, &'static [&'static str])], value: &T) -> Json {
    let names = all.iter().find(|(known, _)| known == value).map(|(_, names)| *names);
    Json::text(names.and_then(|names| names.first()).copied().unwrap_or_default())
}

pub fn attribute_mapping(attribute: &AttributeMapping) -> Vec<Field> {
    let says = attribute.source.as_ref().map(sources::says);
    let source = Field {
        key: "source",
        value: says.as_ref().map_or_else(Json::null, sources::to_graph),
        meaning: says.as_ref().map_or_else(Json::null, sources::meaning),
        unsaid: Json::null(),
    };
    vec![
        Field::new("defaultValue", optional(attribute.default.as_ref().map(|text| text.value.as_str())), Json::null()),
        Field::new("exportMissingReferences", Json::flag(attribute.export_missing_references), Json::flag(false)),
        Field::new(
            "flowBehavior",
            word(&FlowBehavior::ALL, &attribute.flow_behavior),
            word(&FlowBehavior::ALL, &FlowBehavior::default()),
        ),
        Field::new("flowType", word(&FlowType::ALL, &attribute.flow_type), word(&FlowType::ALL, &FlowType::default())),
        Field::new("matchingPriority", Json::number(attribute.matching_priority), Json::number(0)),
        Field::new("targetAttributeName", Json::text(&attribute.target.value), Json::null()),
        source,
    ]
}

/// The members of an object mapping. The attribute mappings are the new ones, for an object that has no list yet.
pub fn object_mapping(object: &ObjectMapping, fresh_mappings: Json) -> Vec<Field> {
    let name = Some(object.name.value.as_str()).filter(|name| !name.is_empty());
    let types = object.flow_types;
    let flows = [types.add, types.update, types.delete].into_iter().zip(FlowTypes::WORDS);
    let flows: Vec<&str> = flows.filter(|(flows, _)| *flows).map(|(_, word)| word).collect();
    let scope = object.scope.as_ref();
    vec![
        Field::new("enabled", Json::flag(object.enabled), Json::flag(true)),
        Field::new(
            "flowTypes",
            Json::text(&if flows.is_empty() { "None".to_owned() } else { flows.join(", ") }),
            Json::text(&FlowTypes::WORDS.join(", ")),
        ),
        Field::new("name", optional(name), Json::null()),
        Field::new("scope", whole_scope(scope), Json::null()),
        Field::new("sourceObjectName", Json::text(&object.source_object.value), Json::text("")),
        Field::new("targetObjectName", Json::text(&object.target_object.value), Json::text("")),
        Field {
            key: "attributeMappings",
            value: fresh_mappings,
            meaning: Json::number(object.attribute_mappings.len()),
            unsaid: Json::number(0),
        },
        Field::new(
            SCIM,
            object.scim.map_or_else(Json::null, |version| word(&ScimVersion::ALL, &version)),
            Json::null(),
        ),
    ]
}

fn whole_scope(scope: Option<&Scope>) -> Json {
    let Some(scope) = scope.filter(|scope| !scope.groups.is_empty() || !scope.input_groups.is_empty()) else {
        return Json::null();
    };
    Json::object([
        ("categoryFilterGroups", Json::List(Vec::new())),
        ("groups", groups(&scope.groups)),
        ("inputFilterGroups", groups(&scope.input_groups)),
    ])
}

/// The members of a scope, also for a scope with further members.
pub fn scope(scope: Option<&Scope>) -> Vec<Field> {
    let list = |list: Option<&Vec<Group>>| list.map_or_else(|| Json::List(Vec::new()), |list| groups(list));
    vec![
        Field::new("groups", list(scope.map(|scope| &scope.groups)), Json::List(Vec::new())),
        Field::new("inputFilterGroups", list(scope.map(|scope| &scope.input_groups)), Json::List(Vec::new())),
    ]
}

fn groups(groups: &[Group]) -> Json {
    let group = |group: &Group| {
        let clauses = group.clauses.iter().map(|clause| {
            let values: Vec<Json> = clause.values.iter().map(|value| Json::text(&value.value)).collect();
            let operand = if values.is_empty() { Json::null() } else { Json::object([("values", Json::List(values))]) };
            let mut members = vec![
                ("operatorName", Json::text(&clause.operator.value)),
                ("sourceOperandName", Json::text(&clause.attribute.value)),
                ("targetOperand", operand),
            ];
            if clause.any_value {
                members.push(("multivaluedComparisonType", Json::text("Any")));
            }
            Json::Object(members.into_iter().map(|(key, value)| (super::json::literal(key), value)).collect())
        });
        let name = optional(group.name.as_ref().map(|name| name.value.as_str()));
        Json::object([("name", name), ("clauses", Json::List(clauses.collect()))])
    };
    Json::List(groups.iter().map(group).collect())
}

pub fn attribute_definition(attribute: &AttributeDefinition) -> Vec<Field> {
    let flag = |key, flag| Field::new(key, Json::flag(flag), Json::flag(false));
    let references = attribute.referenced_objects.iter().map(|object| {
        Json::object([("referencedObjectName", Json::text(object)), ("referencedProperty", Json::null())])
    });
    let length = attribute.maximum_length;
    vec![
        flag("anchor", attribute.anchor),
        flag("caseExact", attribute.case_exact),
        flag("flowNullValues", attribute.flow_null_values),
        flag("multivalued", attribute.multivalued),
        Field::new(
            "mutability",
            word(&Mutability::ALL, &attribute.mutability),
            word(&Mutability::ALL, &Mutability::default()),
        ),
        Field::new("name", Json::text(&attribute.name.value), Json::null()),
        flag("required", attribute.required),
        Field::new("type", Json::text(type_name(attribute)), Json::text("String")),
        Field {
            key: "metadata",
            value: Json::List(length.map(maximum_length).into_iter().collect()),
            meaning: length.map_or_else(Json::null, Json::number),
            unsaid: Json::null(),
        },
        Field::new("referencedObjects", Json::List(references.collect()), Json::List(Vec::new())),
    ]
}

/// The type's name in synchronizationSchema.
pub fn type_name(attribute: &AttributeDefinition) -> &'static str {
    TargetType::ALL.into_iter().find(|(known, _)| *known == attribute.kind).map_or("String", |(_, name)| name)
}

fn maximum_length(length: usize) -> Json {
    Json::object([("key", Json::text("MaximumLength")), ("value", Json::text(&length.to_string()))])
}

/// The metadata of an attribute with another maximum length; everything else in it is kept.
pub fn with_maximum_length(metadata: &Json, fresh: &Json) -> Json {
    let is_length = |entry: &&Json| {
        let key = entry.get("key").or_else(|| entry.get("Key"));
        key.and_then(Json::as_text).as_deref() == Some("MaximumLength")
    };
    let others = metadata.items().iter().filter(|entry| !is_length(entry));
    Json::List(others.chain(fresh.items()).cloned().collect())
}

/// The members of an object definition that the TOML file states besides the names: what a target can be searched by.
pub fn object_definition(definition: &ObjectDefinition, side: Side) -> Vec<Field> {
    if side == Side::Source {
        return Vec::new();
    }
    let said = definition.attributes.iter().any(|attribute| attribute.filterable.is_some());
    let names = definition.attributes.iter().filter(|attribute| attribute.filterable == Some(true));
    let names = Json::List(names.map(|attribute| Json::text(&attribute.name.value)).collect());
    vec![Field::new(FILTERABLE, if said { names } else { Json::null() }, Json::null())]
}
