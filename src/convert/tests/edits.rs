//! An edit of the TOML is an edit of the JSON, and of nothing else.

use super::{around, json_of, read, toml_of};
use crate::convert::{to_graph, to_toml};
use serde_json::{Value, json};

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
