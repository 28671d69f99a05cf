//! What is read from synchronizationSchema JSON, in which shapes, and that locations are exact.

use super::read;
use crate::mapping::{FlowBehavior, FlowType, FlowTypes, Mapping, Mutability};
use crate::syntax::TreeKind;
use crate::text::{Source, Span};
use crate::value::TargetType;

/// A small schema with everything that is modelled.
pub const SCHEMA: &str = r#"{
  "id": "example", "unheard-of": {"kept": ["in", "the", "text"]},
  "directories": [
    { "name": "Contoso", "objects": [ { "name": "User", "attributes": [
        { "name": "mail", "type": "string" },
        { "name": "manager", "type": "Reference", "referencedObjects": [{ "referencedObjectName": "User" }] } ] } ] },
    { "name": "Fabrikam", "objects": [ { "name": "Person", "attributes": [
        { "name": "emails[type eq \"work\"].value", "type": "String", "required": true, "mutability": "Immutable",
          "metadata": [{ "key": "MaximumLength", "value": "64" }], "caseExact": true, "defaultValue": "" },
        { "name": "active", "type": "Boolean", "defaultValue": "True" } ] } ] } ],
  "synchronizationRules": [ { "name": "USERS", "priority": 2, "editable": false,
    "sourceDirectoryName": "Contoso", "targetDirectoryName": "Fabrikam",
    "objectMappings": [ { "name": "People", "enabled": true, "flowTypes": "Add, Update",
      "sourceObjectName": "User", "targetObjectName": "Person",
      "metadata": [{ "key": "Disposition", "value": "\"Normal\"" }],
      "scope": { "groups": [ { "name": "Staff", "clauses": [
        { "sourceOperandName": "mail", "operatorName": "ENDS_WITH", "targetOperand": { "values": ["@contoso.com"] } },
        { "sourceOperandName": "mail", "operatorName": "IS NOT NULL", "targetOperand": null } ] } ] },
      "attributeMappings": [
        { "targetAttributeName": "emails[type eq \"work\"].value", "defaultValue": "none", "matchingPriority": 1,
          "flowType": "ObjectAddOnly", "flowBehavior": "FlowAlways", "exportMissingReferences": true,
          "source": { "type": "Function", "name": "Join", "expression": "Join(\"\u00e9\\\\\", [mail], )",
            "parameters": [
              { "key": "separator", "value": { "type": "Constant", "name": "é\\", "expression": "\"é\\\\\"" } },
              { "key": "source", "value": { "name": "mail", "type": "Attribute", "parameters": null } },
              { "key": "source", "value": { "expression": null, "name": "%Domain%", "type": "Constant" } } ] } },
        { "targetAttributeName": "active", "source": null, "defaultValue": "True" },
        { "targetAttributeName": "title", "source": { "name": "jobTitle", "type": "Attribute" }, "defaultValue": "" }
      ] } ] } ] }"#;

fn codes(text: &str) -> (Mapping, Vec<&'static str>) {
    let (mapping, diagnostics) = read(&Source::new("test.json", text));
    (mapping, diagnostics.iter().map(|diagnostic| diagnostic.code()).collect())
}

#[test]
fn everything_that_is_modelled_is_read() {
    let (mapping, diagnostics) = codes(SCHEMA);
    assert_eq!(diagnostics, [""; 0]);
    let (rule, object) = mapping.find_object("People").unwrap();
    assert_eq!((rule.name.value.as_str(), rule.priority, rule.editable), ("USERS", 2, false));
    assert_eq!(object.flow_types, FlowTypes { add: true, update: true, delete: false });
    assert_eq!(object.metadata, [("Disposition".to_owned(), "\"Normal\"".to_owned())]);
    let scope = object.scope.as_ref().unwrap();
    assert_eq!(scope.groups[0].clauses[0].values[0].value, "@contoso.com");
    assert_eq!(scope.groups[0].clauses[1].operator.value, "IS NOT NULL");

    let first = &object.attribute_mappings[0];
    assert_eq!(first.target.value, "emails[type eq \"work\"].value");
    assert_eq!((first.flow_type, first.flow_behavior), (FlowType::ObjectAddOnly, FlowBehavior::FlowAlways));
    assert_eq!((first.matching_priority, first.export_missing_references), (1, true));
    assert_eq!(first.pointer, "/synchronizationRules/0/objectMappings/0/attributeMappings/0");
    let tree = first.source.as_ref().unwrap().tree.as_ref().unwrap();
    let keys: Vec<_> = tree.parameters.iter().map(|(key, value)| (key.as_str(), value.name.as_str())).collect();
    assert_eq!(keys, [("separator", "é\\"), ("source", "mail"), ("source", "%Domain%")]);
    assert_eq!(tree.parameters[2].1.kind, TreeKind::Constant);

    assert!(object.attribute_mappings[1].source.is_none());
    assert_eq!(object.attribute_mappings[1].default.as_ref().unwrap().value, "True");
    let bare = object.attribute_mappings[2].source.as_ref().unwrap();
    assert_eq!((bare.kind, bare.name.as_ref().unwrap().value.as_str()), (TreeKind::Attribute, "jobTitle"));
    assert!(bare.expression.is_none() && object.attribute_mappings[2].default.is_none());

    let source = mapping.source_definition(rule, object).unwrap();
    assert_eq!(source.attribute("manager").unwrap().referenced_objects, ["User"]);
    let target = mapping.target_definition(rule, object).unwrap();
    let email = target.attribute("emails[type eq \"work\"].value").unwrap();
    assert_eq!((email.maximum_length, email.required, email.mutability), (Some(64), true, Mutability::Immutable));
    assert!(email.case_exact && email.default.is_none());
    assert_eq!(target.attribute("active").unwrap().kind, TargetType::Boolean);
}

#[test]
fn locations_inside_texts_lead_back_into_the_file() {
    let (mapping, _) = codes(SCHEMA);
    let (_, object) = mapping.find_object("Person").unwrap();
    let first = &object.attribute_mappings[0];
    let expression = first.source.as_ref().unwrap().expression.as_ref().unwrap();
    for (part, written) in
        [("[mail]", "[mail]"), ("é", "\\u00e9"), ("\"é\\\\\"", r#"\"\u00e9\\\\\""#), ("Join", "Join")]
    {
        let start = expression.value.find(part).unwrap();
        let location = expression.locate(SCHEMA, Span::new(start, start + part.len()));
        assert_eq!(location.of(SCHEMA), written);
    }
    assert_eq!(first.target.span().of(SCHEMA), r#"emails[type eq \"work\"].value"#);
    assert!(first.span.of(SCHEMA).starts_with("{ \"targetAttributeName\": \"emails"));
    assert!(first.span.of(SCHEMA).ends_with("} ] } }"));
}

#[test]
fn every_part_of_a_schema_can_stand_alone() {
    const ONE: &str = r#"{"targetAttributeName": "a", "source": {"name": "b"}}"#;
    let object = format!(r#"{{"name": "o", "attributeMappings": [{ONE}]}}"#);
    let rule = format!(r#"{{"name": "r", "objectMappings": [{object}]}}"#);
    let schema = format!(r#"{{"directories": [], "synchronizationRules": [{rule}]}}"#);
    for (text, documents) in [
        (ONE.to_owned(), 1),
        (format!("[{ONE}]"), 1),
        (object.clone(), 1),
        (rule, 1),
        (schema.clone(), 1),
        (format!("[{schema}, {schema}]"), 2),
        (format!("{schema}\n{schema}\n"), 2),
        (format!(r#"{{"@odata.context": "x", "value": [{schema}]}}"#), 1),
        (format!(r#"{{"value": [{{"id": "template", "schema": {schema}}}]}}"#), 1),
        (format!(r#"{{"value": [{ONE}]}}"#), 1),
    ] {
        let (mapping, diagnostics) = codes(&text);
        assert_eq!(diagnostics, [""; 0], "{text}");
        assert_eq!(mapping.rules.len(), documents, "{text}");
        for (_, object) in mapping.object_mappings() {
            assert_eq!(object.attribute_mappings[0].target.value, "a", "{text}");
            let first = &object.attribute_mappings[0];
            assert!(first.span.of(&text).starts_with(ONE), "{text}");
            if let Ok(document) = serde_json::from_str::<serde_json::Value>(&text) {
                let pointed = document.pointer(&first.pointer).and_then(|one| one.get("targetAttributeName"));
                assert_eq!(pointed, Some(&"a".into()), "{text} {}", first.pointer);
            }
        }
        assert_eq!(mapping.rules.last().unwrap().document, documents - 1, "{text}");
    }
    assert_eq!(codes("[]").1, [""; 0]);
    assert_eq!(codes(r#"{"directories": []}"#).1, [""; 0]);
    assert_eq!(codes("  ").1, ["not-a-mapping"]);
}

#[test]
fn a_broken_mapping_does_not_lose_the_others() {
    let text = r#"{"attributeMappings": [
        {"targetAttributeName": 5}, {}, "x", {"targetAttributeName": "a", "source": []},
        {"targetAttributeName": "b", "flowType": "Alwys", "matchingPriority": "1", "source": {"name": "c", "type": "Atribute"}},
        {"targetAttributeName": "d", "source": {"name": "e", "parameters": [{"key": "f"}]}},
        {"targetAttributeName": "\ud800"}, {"targetAttributeName": "g", "source": {}}], "scope": "none",}"#;
    let (mapping, diagnostics) = read(&Source::new("test.json", text));
    let said: Vec<_> = diagnostics.iter().map(|found| (found.code(), found.span.of(text))).collect();
    assert_eq!(
        said,
        [
            ("trailing-comma", ","),
            ("wrong-shape", "\"none\""),
            ("wrong-shape", "5"),
            ("missing-target", "{}"),
            ("wrong-shape", "\"x\""),
            ("wrong-shape", "[]"),
            ("unknown-word", "Atribute"),
            ("unknown-word", "Alwys"),
            ("wrong-shape", "\"1\""),
            ("wrong-shape", "{\"key\": \"f\"}"),
            ("not-json", "\"\\ud800\""),
            ("empty-source", "{}"),
        ]
    );
    let messages: Vec<_> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages[2], "`/attributeMappings/0/targetAttributeName`: expected a string, found a number");
    let kept = &mapping.rules[0].object_mappings[0].attribute_mappings;
    let targets: Vec<_> = kept.iter().map(|one| one.target.value.as_str()).collect();
    assert_eq!(targets, ["a", "b", "d", "g"]);
}

#[test]
fn a_text_cut_off_anywhere_is_a_diagnostic() {
    for end in (0..SCHEMA.len()).filter(|end| SCHEMA.is_char_boundary(*end)) {
        let (_, diagnostics) = read(&Source::new("test.json", &SCHEMA[..end]));
        assert!(!diagnostics.is_empty(), "cut off at {end}");
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.span.end as usize <= end), "cut off at {end}");
    }
}

#[test]
fn a_text_changed_anywhere_does_not_panic() {
    for (at, character) in SCHEMA.char_indices() {
        for slip in ["\"", "{", "]", ",", "\\", "1", "é"] {
            let text = format!("{}{slip}{}", &SCHEMA[..at], &SCHEMA[at + character.len_utf8()..]);
            let (mapping, diagnostics) = read(&Source::new("test.json", text.as_str()));
            assert!(diagnostics.iter().all(|diagnostic| diagnostic.span.end as usize <= text.len()), "{text}");
            for (_, object) in mapping.object_mappings() {
                assert!(object.attribute_mappings.iter().all(|one| one.span.of(&text).starts_with('{')), "{text}");
            }
        }
    }
}

#[test]
fn hostile_nesting_is_refused_in_time() {
    let open = r#"{"name":"f","parameters":[{"key":"k","value":"#;
    let deep = format!("{}{}{}", open.repeat(20_000), r#"{"name":"x"}"#, "}]}".repeat(20_000));
    let (mapping, diagnostics) = codes(&format!(r#"{{"targetAttributeName":"a","source":{deep}}}"#));
    assert_eq!(diagnostics, ["wrong-shape"]);
    assert_eq!(mapping.rules[0].object_mappings[0].attribute_mappings.len(), 1);
    for (open, item, close) in [
        ("[", "{\"directories\":[]}", "]"),
        ("{\"synchronizationRules\":[", "{\"objectMappings\":[{\"attributeMappings\":[]}]}", "]}"),
        ("{\"objectMappings\":[", "{\"attributeMappings\":[{}]}", "]}"),
    ] {
        codes(&format!("{open}{}{close}", vec![item; 50_000].join(",")));
    }
    let many = vec!["1"; 200_000].join(",");
    assert_eq!(codes(&format!(r#"{{"attributeMappings":[{many}]}}"#)).1.len(), 1_000);
}
