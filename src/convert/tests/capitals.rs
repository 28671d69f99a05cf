//! Exports of PowerShell's cmdlets, whose keys have a capital letter: the same in both directions, and edits are spelt
//! as the file is.

use super::{around, exports, json_of, read, said, toml_of};
use crate::convert::tree_edits;
use serde_json::{Map, Value};

/// A document with a capital letter in front of every key.
fn capitals(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(capitals).collect(),
        Value::Object(members) => {
            let capital = |key: String| match key.split_at_checked(1) {
                Some((first, rest)) if !key.contains('@') => first.to_ascii_uppercase() + rest,
                _ => key,
            };
            Value::Object(
                members.into_iter().map(|(key, inside)| (capital(key), capitals(inside))).collect::<Map<_, _>>(),
            )
        }
        other => other,
    }
}

fn with_capitals(json: &str) -> Option<String> {
    let document: Value = serde_json::from_str(json).ok()?;
    Some(capitals(document).to_string())
}

#[test]
fn exports_with_capitals_survive_the_conversion_and_mean_the_same() {
    let mut count = 0;
    for (path, json) in exports() {
        let Some(capital) = with_capitals(&json) else { continue };
        count += 1;
        around(&capital);
        assert_eq!(said(&read("a.json", &capital)), said(&read("a.json", &json)), "{}", path.display());
    }
    assert!(count > 4);
}

#[test]
fn an_edit_is_spelt_as_the_file_is() {
    let original = std::fs::read_to_string("tests/data/exports/service.json").unwrap();
    let capital = with_capitals(&original).unwrap();
    let more =
        "[[object.attribute]]\ntarget = 'title'\nvalue = 'Trim([jobTitle])'\n\n[[object.attribute]]\ntarget = 'active'";
    let edits: [&dyn Fn(&str) -> String; 6] = [
        &|toml| toml.replace("'Mid([displayName], 1, 8)'", "'ToLower([mail])'"),
        &|toml| toml.replace("'Mid([displayName], 1, 8)'", "'Join(\"-\", Trim([a]), [b])'"),
        &|toml| toml.replace("'Mid([displayName], 1, 8)'", "'[mail]'"),
        &|toml| toml.replace("'Mid([displayName], 1, 8)'", "'[mail]'\ndefault = 'x'\nflow = 'only-on-create'"),
        &|toml| toml.replace("[[object.attribute]]\ntarget = 'active'", more),
        &|toml| toml.replace("target = 'active'", "target = 'isActive'"),
    ];
    for (number, edit) in edits.into_iter().enumerate() {
        let (before, after) = (toml_of(&original), edit(&toml_of(&original)));
        assert_ne!(before, after, "edit {number} changed nothing");
        let expected: Value = serde_json::from_str(&json_of(&after)).unwrap();
        let found: Value = serde_json::from_str(&json_of(&edit(&toml_of(&capital)))).unwrap();
        assert_eq!(found, capitals(expected), "edit {number}");
    }
}

/// The source of an attribute mapping, and what it becomes.
const SOURCES: &[(&str, &str)] = &[
    // The tree of another expression.
    (
        r#"{"expression":"ToLower([a], )","name":"Tolower","type":"Function","parameters":[{"key":"source","value":{"expression":"[a]","name":"a","type":"Attribute","parameters":[]}}]}"#,
        r#"{"expression":"ToLower([a], )","name":"ToLower","type":"Function","parameters":[{"key":"source","value":{"expression":"[a]","name":"a","type":"Attribute","parameters":[]}}]}"#,
    ),
    (
        r#"{"expression":"[b]","name":"a","type":"Attribute","parameters":[]}"#,
        r#"{"expression":"[b]","name":"b","type":"Attribute","parameters":[]}"#,
    ),
    (
        r#"{"Expression":"Trim([b])","Name":"a","Type":"Attribute","Parameters":[]}"#,
        r#"{"Expression":"Trim([b])","Name":"Trim","Type":"Function","Parameters":[{"Key":"source","Value":{"Expression":"[b]","Name":"b","Type":"Attribute","Parameters":[]}}]}"#,
    ),
    (
        r#"{"expression":"\"x\"","name":"b","type":"Attribute","parameters":[]}"#,
        r#"{"expression":"\"x\"","name":"x","type":"Constant","parameters":[]}"#,
    ),
    (
        "{\n  \"expression\": \"[b]\",\n  \"name\": \"Trim\",\n  \"type\": \"Function\",\n  \"parameters\": [\n    { \"key\": \"source\", \"value\": { \"name\": \"a\", \"type\": \"Attribute\" } }\n  ]\n}",
        "{\n  \"expression\": \"[b]\",\n  \"name\": \"b\",\n  \"type\": \"Attribute\",\n  \"parameters\": []\n}",
    ),
    // Nothing to do: the same tree, a setting, a text with an error, a source without parameters.
    (
        r#"{"expression":"[a]","name":"a","type":"Attribute","parameters":[]}"#,
        r#"{"expression":"[a]","name":"a","type":"Attribute","parameters":[]}"#,
    ),
    (
        r#"{"expression":"Trim( [a] )","name":"Trim","type":"Function","parameters":[{"key":"source","value":{"name":"a","type":"Attribute"}}]}"#,
        r#"{"expression":"Trim( [a] )","name":"Trim","type":"Function","parameters":[{"key":"source","value":{"name":"a","type":"Attribute"}}]}"#,
    ),
    (
        r#"{"expression":"Append([a], )","name":"Append","type":"Function","parameters":[{"key":"source","value":{"name":"a","type":"Attribute"}},{"key":"suffix","value":{"expression":null,"name":"%S%","type":"Constant"}}]}"#,
        r#"{"expression":"Append([a], )","name":"Append","type":"Function","parameters":[{"key":"source","value":{"name":"a","type":"Attribute"}},{"key":"suffix","value":{"expression":null,"name":"%S%","type":"Constant"}}]}"#,
    ),
    (
        r#"{"expression":"Trim([a]","name":"Left","type":"Function","parameters":[]}"#,
        r#"{"expression":"Trim([a]","name":"Left","type":"Function","parameters":[]}"#,
    ),
    // The check says that an attribute and a constant disagree with their name, and that this mends it.
    (r#"{"expression":"[b]","name":"a"}"#, r#"{"expression":"[b]","name":"b"}"#),
    (r#"{"expression":"[b]","name":"a","type":"Attribute"}"#, r#"{"expression":"[b]","name":"b","type":"Attribute"}"#),
    (
        r#"{"expression":"\"Y\"","name":"X","type":"Constant"}"#,
        r#"{"expression":"\"Y\"","name":"Y","type":"Constant"}"#,
    ),
    (r#"{"expression":"[b]","name":"b","type":"Attribute"}"#, r#"{"expression":"[b]","name":"b","type":"Attribute"}"#),
    (r#"{"expression":"Trim([b])"}"#, r#"{"expression":"Trim([b])"}"#),
];

#[test]
fn stored_parameters_follow_the_text() {
    for (before, after) in SOURCES {
        let file =
            |source: &str| format!("{{\"attributeMappings\":[{{\"targetAttributeName\":\"t\",\"source\":{source}}}]}}");
        let mapping = read("a.json", &file(before));
        let mut text = file(before);
        for edit in tree_edits(&mapping, None).iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(text, file(after));
        assert!(tree_edits(&read("a.json", &text), None).is_empty(), "{text}");
        assert!(tree_edits(&mapping, Some(&mapping)).is_empty(), "no expression was edited: {before}");
    }
    assert!(tree_edits(&read("a.toml", "attribute = [{ target = 'a', value = '[b]' }]"), None).is_empty());
}

/// Parts of files, and attributes that their mappings read from the source.
const PARTS: &[&str] = &[
    r#"[{"targetAttributeName": "a", "matchingPriority": 1, "source": {"expression": "[b]", "name": "b", "type": "Attribute", "parameters": []}}]"#,
    r#"{"targetAttributeName": "a", "source": {"expression": "Trim([b])"}}"#,
    r#"{"value": [{"targetAttributeName": "a", "source": {"name": "b", "type": "Attribute"}}, {"targetAttributeName": "c", "defaultValue": "d"}]}"#,
    r#"{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "[b]"}}]}"#,
    r#"{"name": "People", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "[b]"}}]}"#,
    r#"{"objectMappings": [{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "[b]"}}]}]}"#,
    r#"{"synchronizationRules": [{"sourceDirectoryName": "", "targetDirectoryName": "", "objectMappings": [{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "[b]"}}]}]}]}"#,
    r#"{"synchronizationRules": [{"sourceDirectoryName": "A", "objectMappings": [{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "[b]"}}]}]}]}"#,
    r#"[{"TargetAttributeName": "a", "Source": {"Expression": "[b]", "Name": "b", "Parameters": [], "Type": "Attribute"}}]"#,
];

#[test]
fn parts_of_a_file_mean_the_same_in_toml() {
    for json in PARTS {
        around(json);
        let toml = read("a.toml", &toml_of(json));
        for (rule, object) in toml.object_mappings() {
            let known = toml.source_definition(rule, object);
            assert!(known.is_none(), "the target's attributes became those of the source: {json}");
        }
    }
}
