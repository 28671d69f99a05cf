//! Schemas at random, with names and texts that could break out of TOML: nothing of them is lost.

use super::around;
use proptest::prelude::*;
use serde_json::{Value, json};

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
