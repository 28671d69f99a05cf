//! Creates a synchronizationSchema for a mapping written in TOML: the service's members with the service's defaults.
//! Knows nothing of an earlier export.

use super::fields::{self, Field, SETTINGS};
use super::json::{Json, literal};
use super::patch_graph::settings;
use super::pattern;
use super::shape::Side;
use crate::mapping::{AttributeDefinition, AttributeMapping, Mapping, ObjectDefinition, ObjectMapping};

/// The members of an attribute mapping as the service orders them.
const MAPPING: &[&str] = &[
    "defaultValue",
    "exportMissingReferences",
    "flowBehavior",
    "flowType",
    "matchingPriority",
    "targetAttributeName",
    "source",
];

const OBJECT: &[&str] =
    &["enabled", "flowTypes", "name", "scope", "sourceObjectName", "targetObjectName", "attributeMappings"];

/// Those of an attribute definition; `defaultValue` and `apiExpressions` are always empty.
const DEFINITION: &[&str] = &[
    "anchor",
    "caseExact",
    "defaultValue",
    "multivalued",
    "mutability",
    "name",
    "required",
    "type",
    "apiExpressions",
    "metadata",
    "referencedObjects",
];

/// The members by their names, empty where the TOML file says nothing about them.
fn written(keys: &[&str], fields: &[Field]) -> Json {
    let items = keys.iter().map(|key| match (*key, fields.iter().any(|field| field.key == *key)) {
        (_, true) => Json::text(key),
        ("apiExpressions", _) => Json::List(vec![Json::text(key), Json::List(Vec::new())]),
        _ => Json::List(vec![Json::text(key), Json::null()]),
    });
    let items: Vec<Json> = items.collect();
    pattern::fill(&items, fields, &mut |kept| Some(kept.clone()), &|_| Vec::new()).unwrap_or_else(Json::null)
}

pub fn attribute_mapping(attribute: &AttributeMapping) -> Json {
    written(MAPPING, &fields::attribute_mapping(attribute))
}

pub fn attribute_definition(attribute: &AttributeDefinition) -> Json {
    written(DEFINITION, &fields::attribute_definition(attribute))
}

pub fn object_mapping(object: &ObjectMapping) -> Json {
    written(OBJECT, &fields::object_mapping(object, attribute_mappings(object)))
}

pub fn attribute_mappings(object: &ObjectMapping) -> Json {
    Json::List(object.attribute_mappings.iter().map(attribute_mapping).collect())
}

fn object_definition(definition: &ObjectDefinition) -> Json {
    let attributes = Json::List(definition.attributes.iter().map(attribute_definition).collect());
    let mut members = vec![(literal("name"), Json::text(&definition.name.value)), (literal("attributes"), attributes)];
    let more =
        fields::object_definition(definition, Side::Target).into_iter().filter(|field| field.meaning != field.unsaid);
    members.extend(more.map(|field| (literal(field.key), field.value)));
    Json::Object(members)
}

/// The whole schema.
pub fn document(mapping: &Mapping) -> Json {
    let directories = mapping.directories.iter().map(|directory| {
        let objects = directory.objects.iter().map(object_definition).collect();
        Json::object([("name", Json::text(&directory.name.value)), ("objects", Json::List(objects))])
    });
    let rules = mapping.rules.iter().map(|rule| {
        let objects = rule.object_mappings.iter().map(object_mapping).collect();
        Json::object([
            ("editable", Json::flag(rule.editable)),
            ("name", Json::text(&rule.name.value)),
            ("priority", Json::number(rule.priority)),
            ("sourceDirectoryName", Json::text(&rule.source_directory.value)),
            ("targetDirectoryName", Json::text(&rule.target_directory.value)),
            ("objectMappings", Json::List(objects)),
        ])
    });
    let mut members = vec![
        (literal("directories"), Json::List(directories.collect())),
        (literal("synchronizationRules"), Json::List(rules.collect())),
    ];
    if !mapping.settings.is_empty() {
        members.push((literal(SETTINGS), settings(mapping)));
    }
    Json::Object(members)
}
