//! Converting mapping files: nothing is lost in either direction, and an edit of the TOML is an edit of the JSON.

use attrflow::machinery::convert::{to_graph, to_toml};
use attrflow::machinery::mapping;
use attrflow::machinery::mapping::{Mapping, connectors};
use attrflow::machinery::text::Source;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;

fn read(name: &str, text: &str) -> Mapping {
    mapping::read(&Source::new(name, text)).0
}

fn toml_of(json: &str) -> String {
    to_toml(&read("a.json", json)).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}\n{json}"))
}

fn json_of(toml: &str) -> String {
    to_graph(&read("a.toml", toml)).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}\n{toml}"))
}

fn exports() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir("tests/data/exports").unwrap();
    folder
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// The attribute mappings of a file, without their sources.
fn said(mapping: &Mapping) -> Vec<String> {
    let mut all: Vec<_> = mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings).collect();
    all.sort_by_key(|one| one.span.start);
    let default = |one: &mapping::AttributeMapping| one.default.as_ref().map(|text| text.value.clone());
    all.into_iter()
        .map(|one| format!("{} {:?} {:?} {}", one.target.value, default(one), one.flow_type, one.matching_priority))
        .collect()
}

/// JSON to TOML to JSON, and once more to TOML.
fn around(json: &str) {
    let toml = toml_of(json);
    assert_eq!(said(&read("a.toml", &toml)), said(&read("a.json", json)), "{toml}");
    let back = json_of(&toml);
    assert_eq!(back, to_graph(&read("a.json", json)).unwrap(), "{toml}");
    assert_eq!(toml_of(&back), toml);
}

#[test]
fn exports_survive_the_conversion_to_toml_and_back() {
    for (_, json) in exports() {
        around(&json);
    }
    assert!(exports().len() > 6);
}

#[test]
fn canonical_printing_keeps_order_digits_and_meaning() {
    let json = "{\"b\": [1.50, {}], \"a\": \"\\u00e9\\/\", \"objectMappings\": []}";
    let expected = "{\n  \"b\": [\n    1.50,\n    {}\n  ],\n  \"a\": \"é/\",\n  \"objectMappings\": []\n}\n";
    assert_eq!(to_graph(&read("a.json", json)).unwrap(), expected);
}

#[test]
fn what_the_service_writes_itself_needs_no_graph_table() {
    for connector in connectors::CONNECTORS {
        let json = json_of(connector.text());
        let toml = toml_of(&json);
        assert!(!toml.contains("[graph]"), "{}: {toml}", connector.name);
        assert_eq!(json_of(&toml), json, "{}", connector.name);
        assert_eq!(to_toml(&read("a.toml", connector.text())).unwrap(), toml, "{}", connector.name);
    }
}

/// The service's export with an edit of its TOML, and the expected edit of the JSON; everything else has to stay the
/// same.
fn edited(edit: impl Fn(&str) -> String, expected: impl Fn(&mut Value)) {
    let original = std::fs::read_to_string("tests/data/exports/service.json").unwrap();
    let toml = toml_of(&original);
    let changed = edit(&toml);
    assert_ne!(changed, toml, "the edit changed nothing");
    let mut wanted: Value = serde_json::from_str(&original).unwrap();
    expected(&mut wanted);
    let found: Value = serde_json::from_str(&json_of(&changed)).unwrap();
    assert_eq!(found, wanted, "{changed}");
    around(&json_of(&changed));
}

const MAPPINGS: &str = "/synchronizationRules/0/objectMappings/0/attributeMappings";

fn mappings(document: &mut Value) -> &mut Vec<Value> {
    document.pointer_mut(MAPPINGS).unwrap().as_array_mut().unwrap()
}

#[test]
fn an_edited_expression_has_a_new_tree() {
    edited(
        |toml| toml.replace("'Mid([displayName], 1, 8)'", "'ToLower([mail])'"),
        |document| {
            mappings(document)[1]["source"] = json!({
                "expression": "ToLower([mail], )", "name": "ToLower", "type": "Function",
                "parameters": [{"key": "source", "value": {"expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": []}}]
            });
        },
    );
}

#[test]
fn attribute_mappings_can_be_added_and_removed() {
    let more = "[[object.attribute]]\ntarget = 'title'\nconstant = 'Engineer'\nflow = 'only-on-create'\n\n";
    edited(
        |toml| {
            toml.replace(
                "[[object.attribute]]\ntarget = 'active'",
                &format!("{more}[[object.attribute]]\ntarget = 'active'"),
            )
        },
        |document| {
            mappings(document).insert(
                2,
                json!({
                    "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged",
                    "flowType": "ObjectAddOnly", "matchingPriority": 0, "targetAttributeName": "title",
                    "source": {"expression": "\"Engineer\"", "name": "Engineer", "type": "Constant", "parameters": []}
                }),
            );
        },
    );
    let active = |toml: &str| {
        let start = toml.find("[[object.attribute]]\ntarget = 'active'").unwrap();
        let end = start + toml[start..].find("\n\n").unwrap();
        toml[start..end].to_owned()
    };
    edited(|toml| toml.replace(&active(toml), ""), |document| drop(mappings(document).remove(2)));
    // The properties of an item are found by its name, so they stay with it if it is moved.
    edited(
        |toml| {
            toml.replacen(&active(toml), "", 1).replacen(
                "[[object.attribute]]",
                &format!("{}\n\n[[object.attribute]]", active(toml)),
                1,
            )
        },
        |document| mappings(document).rotate_right(1),
    );
}

#[test]
fn every_other_key_can_be_edited() {
    let rows: [(&str, &str, &str, Value); 10] = [
        ("match = 1", "match = 2", "/0/attributeMappings/0/matchingPriority", json!(2)),
        ("default = 'True'", "default = 'False'", "/0/attributeMappings/2/defaultValue", json!("False")),
        ("flow = 'only-on-create'", "flow = 'never-remove'", "/0/attributeMappings/2/flowType", json!("ValueAddOnly")),
        ("behavior = 'always'", "", "/0/attributeMappings/2/flowBehavior", json!("FlowWhenChanged")),
        ("export-missing-references = true", "", "/0/attributeMappings/2/exportMissingReferences", json!(false)),
        ("name = 'Users'", "name = 'People'\nchanges = ['add']", "/0/name", json!("People")),
        ("['NZ']", "['NZ', 'AU']", "/0/scope/inputFilterGroups/0/clauses/0/targetOperand/values", json!(["NZ", "AU"])),
        (
            "'IS NOT NULL' }",
            "'IS NULL', multivalued = 'any' }",
            "/0/scope/inputFilterGroups/0/clauses/1/operatorName",
            json!("IS NULL"),
        ),
        ("enabled = false\n", "", "/1/enabled", json!(true)),
        ("object = 'Group'", "object = 'Team'", "/1/sourceObjectName", json!("Team")),
    ];
    for (from, to, location, value) in rows {
        edited(
            |toml| toml.replacen(from, to, 1),
            |document| {
                *document.pointer_mut(&format!("/synchronizationRules/0/objectMappings{location}")).unwrap() =
                    value.clone();
                let object = &mut document["synchronizationRules"][0]["objectMappings"][0];
                if to.contains("changes") {
                    object["flowTypes"] = json!("Add");
                }
                if to.contains("multivalued") {
                    object["scope"]["inputFilterGroups"][0]["clauses"][1]["multivaluedComparisonType"] = json!("Any");
                }
            },
        );
    }
}

#[test]
fn definitions_can_be_edited() {
    let attributes = "/directories/0/objects/0/attributes";
    edited(
        |toml| toml.replace("max-length = 256", "max-length = 64, case-exact = true"),
        |document| {
            let attribute = &mut document.pointer_mut(attributes).unwrap()[1];
            attribute["caseExact"] = json!(true);
            attribute["metadata"] = json!([{"key": "Other", "value": "1"}, {"key": "MaximumLength", "value": "64"}]);
        },
    );
    edited(
        |toml| toml.replace("userPrincipalName = {", "badge = 'Integer'\nuserPrincipalName = {"),
        |document| {
            let list = document.pointer_mut(attributes).unwrap().as_array_mut().unwrap();
            let mut badge = list[0].clone();
            (badge["name"], badge["type"], badge["required"]) = (json!("badge"), json!("Integer"), json!(false));
            list.insert(0, badge);
        },
    );
    edited(
        |toml| toml.replace("directory = 'Azure Active Directory'", "directory = 'Microsoft Entra ID'"),
        |document| {
            document["directories"][0]["name"] = json!("Microsoft Entra ID");
            document["synchronizationRules"][0]["sourceDirectoryName"] = json!("Microsoft Entra ID");
        },
    );
}

#[test]
fn object_mappings_can_be_added_and_removed() {
    let object = "[[object]]\nname = 'Contacts'\n[object.source]\ndirectory = 'Azure Active Directory'\nobject = 'Contact'\n\
                  [object.target]\ndirectory = 'Fabrikam'\nobject = 'Contact'\n";
    edited(
        |toml| toml.replace("\n# Parts of synch", &format!("\n{object}\n# Parts of synch")),
        |document| {
            let list = document["synchronizationRules"][0]["objectMappings"].as_array_mut().unwrap();
            list.push(json!({
                "enabled": true, "flowTypes": "Add, Update, Delete", "name": "Contacts", "scope": null,
                "sourceObjectName": "Contact", "targetObjectName": "Contact", "attributeMappings": []
            }));
        },
    );
    edited(
        |toml| {
            let start = toml.rfind("[[object]]").unwrap();
            let end = toml.find("\n# Parts of synch").unwrap();
            format!("{}{}", &toml[..start], &toml[end..])
        },
        |document| drop(document["synchronizationRules"][0]["objectMappings"].as_array_mut().unwrap().pop()),
    );
    let toml = toml_of(&std::fs::read_to_string("tests/data/exports/service.json").unwrap());
    let elsewhere =
        toml.replace("\n# Parts of synch", &format!("\n{}\n# Parts of synch", object.replace("Fabrikam", "Elsewhere")));
    let diagnostics = to_graph(&read("a.toml", &elsewhere)).unwrap_err();
    assert_eq!(diagnostics[0].code(), "object-mapping-without-rule");
}

#[test]
fn an_invalid_graph_table_is_rejected() {
    let toml = toml_of(&std::fs::read_to_string("tests/data/exports/service.json").unwrap());
    for (from, to) in [
        ("outline = [", "outlines = ["),
        ("$mappings", "$mapings"),
        ("\"$object\":[0", "\"$object\":[\"x\""),
        ("\"$name\":[0", "\"$name\":[]}],[{\"x\":[0"),
    ] {
        let changed = toml.replacen(from, to, 1);
        assert_ne!(changed, toml);
        let diagnostics = to_graph(&read("a.toml", &changed)).map(|_| ()).err();
        let code = diagnostics.as_ref().map(|diagnostics| diagnostics[0].code());
        assert!(matches!(code, Some("invalid-graph-table" | "object-mapping-without-rule")), "{from}: {diagnostics:?}");
    }
    for (at, _) in toml.char_indices().skip(toml.find("[graph]").unwrap()) {
        let _ = to_graph(&read("a.toml", &format!("{}{}", &toml[..at], &toml[at + 1..])));
    }
    let deep = format!("{{\"directories\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(to_toml(&read("a.json", &deep)).unwrap_err()[0].code(), "graph-table-nested-too-deep");
}

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,6}",
        r#"[\[\]'"\\%$(),a\n\r\t\u{0}\u{7f}\u{85}é😀]{0,8}"#,
        Just("'''".to_owned()),
        Just("x".repeat(5_000)),
        any::<String>(),
    ]
}

fn source() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        odd_text().prop_map(|name| json!({"name": name, "type": "Attribute"})),
        odd_text().prop_map(|text| json!({"expression": text, "name": "", "type": "Function", "parameters": []})),
        odd_text().prop_map(|name| json!({"name": name, "type": "Constant", "parameters": [], "expression": null})),
        Just(
            json!({"expression": "Trim([a])", "name": "Trim", "type": "Function", "parameters": [{"key": "source", "value": {"expression": "[a]", "name": "a", "type": "Attribute", "parameters": []}}]})
        ),
        Just(Value::Null),
        Just(json!({})),
    ];
    leaf.boxed()
}

fn attribute_mapping() -> impl Strategy<Value = Value> {
    let flow = prop_oneof![Just("Always"), Just("always"), Just("ObjectAddOnly"), Just("Sometimes")];
    (odd_text(), source(), proptest::option::of(odd_text()), flow, 0..3, any::<[bool; 3]>()).prop_map(
        |(target, source, default, flow, priority, [has_default, has_flow, has_more])| {
            let mut mapping = json!({"targetAttributeName": target, "source": source, "matchingPriority": priority});
            if has_default {
                mapping["defaultValue"] = json!(default);
            }
            if has_flow {
                mapping["flowType"] = json!(flow);
            }
            if has_more {
                mapping["$more"] = json!({"$is": flow, target.as_str(): [default]});
            }
            mapping
        },
    )
}

fn schema() -> impl Strategy<Value = Value> {
    let clause = (odd_text(), odd_text(), proptest::collection::vec(odd_text(), 0..3)).prop_map(|(name, operator, values)| {
        json!({"operatorName": operator, "sourceOperandName": name, "targetOperand": {"values": values}})
    });
    let group = (proptest::option::of(odd_text()), proptest::collection::vec(clause, 0..3))
        .prop_map(|(name, clauses)| json!({"name": name, "clauses": clauses}));
    let scope = proptest::option::of(proptest::collection::vec(group, 0..3))
        .prop_map(|groups| groups.map_or(Value::Null, |groups| json!({"groups": groups, "other": 1})));
    let object = (odd_text(), odd_text(), scope, proptest::collection::vec(attribute_mapping(), 0..4)).prop_map(
        |(name, target, scope, mappings)| {
            json!({"name": name, "sourceObjectName": "User", "targetObjectName": target, "scope": scope, "attributeMappings": mappings})
        },
    );
    let definition = (odd_text(), any::<bool>())
        .prop_map(|(name, required)| json!({"name": name, "required": required, "type": "String"}));
    let definitions = proptest::collection::vec(definition, 0..4);
    let settings = proptest::collection::btree_map(odd_text(), odd_text(), 0..3);
    (odd_text(), proptest::collection::vec(object, 0..3), definitions, settings).prop_map(|(directory, objects, definitions, settings)| {
        json!({
            "directories": [
                {"name": "Source", "objects": [{"name": "User", "attributes": definitions}]},
                {"name": directory, "objects": [{"name": "User", "attributes": definitions}]}
            ],
            "synchronizationRules": [{"name": "R", "sourceDirectoryName": "Source", "targetDirectoryName": directory, "objectMappings": objects}],
            "@attrflow.settings": settings,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_schema_survives_the_conversion_to_toml_and_back(schema in schema()) {
        around(&schema.to_string());
    }
}
