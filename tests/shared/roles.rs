//! Roles and changes as the service sends them: reproduces the request bodies in its documentation.

use crate::shared::{shared, world};
use attrflow::tool::bumpalo::Bump;
use attrflow::tool::{Outcome, Previous, RecordBody, RecordInput, RecordReader, RunLimits, Update, read_mapping};
use attrflow::{Flavor, Source};
use serde_json::{Value as Json, json};

/// The file of an object mapping with one attribute mapping for roles.
fn mapping(target: &str, function: &str) -> String {
    format!(
        "[source]\ndirectory = 'Microsoft Entra ID'\n[target]\ndirectory = 'App'\n\
         [[attribute]]\ntarget = '{target}'\nvalue = '{function}([appRoleAssignments])'\n"
    )
}

/// The payload of a record, and the PATCH request for it if there is an earlier payload.
fn sent(mapping: &str, record: &Json, earlier: &Json, flavor: Flavor) -> (Json, Json) {
    let (mapping, diagnostics) = read_mapping(&Source::new("roles.toml", mapping));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let (program, diagnostics) = attrflow::tool::compile_object(&mapping, None, None, flavor);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let slots = program.attributes().slots();
    let (arena, world, text) = (Bump::new(), world("2026-01-15T09:30:00Z"), record.to_string());
    let mut reader = RecordReader::new(slots);
    let session = program.attributes().session(RunLimits::default());
    let turn = RecordInput::read(RecordBody::Json(&text), &mut reader, &session, &arena, &world);
    let turn = turn.unwrap_or_else(|_| panic!("{text} is not a record"));
    let mut payload = Vec::new();
    let outcome = program.create(&turn, &mut payload);
    assert!(matches!(outcome, Outcome::Payload { .. }), "{outcome:?}");
    let Update::Changed(changed) = program.patch(&turn, &Previous::new(&earlier.to_string())) else {
        panic!("nothing is sent")
    };
    (
        serde_json::from_slice(&payload).expect("a payload is JSON"),
        serde_json::from_str(&changed.body).expect("a request is JSON"),
    )
}

fn sample(name: &str) -> Option<Json> {
    let text = std::fs::read_to_string(shared(&format!("samples/users/{name}"))?).expect("a sample is text");
    Some(serde_json::from_str(&text).expect("a sample is JSON"))
}

/// The assignments in a sample's PATCH request, where they are JSON in strings.
fn assignments(request: &Json) -> Json {
    let values = request["Operations"][0]["value"].as_array().expect("there are roles");
    let one = |role: &Json| -> Json {
        serde_json::from_str(role["value"].as_str().expect("a role has a value"))
            .unwrap_or_else(|_| role["value"].clone())
    };
    values.iter().map(one).collect()
}

#[test]
fn roles_are_sent_as_documented() {
    let rows = [
        ("SingleAppRoleAssignment", r#"roles[primary eq "True"].value"#, "entra-scim-roles-single"),
        ("AppRoleAssignmentsComplex", "roles", "entra-scim-roles-complex"),
        ("AssertiveAppRoleAssignmentsComplex", "roles", "entra-scim-roles-assertive"),
    ];
    for (function, target, name) in rows {
        let mapping = mapping(target, function);
        let Some(expected) = sample(&format!("{name}.patch.json")) else { return };
        let record = json!({"appRoleAssignments": assignments(&expected)});
        let (_, request) = sent(&mapping, &record, &json!({}), Flavor::Entra);
        assert_eq!(request, expected, "{function}");
        if name.ends_with("assertive") {
            let (_, request) = sent(&mapping, &record, &json!({}), Flavor::Entra2020);
            assert_eq!(request, expected, "{function}");
            continue;
        }
        let Some(expected) = sample(&format!("{name}.post.json")) else { return };
        let roles = expected["roles"].as_array().expect("there are roles");
        let record = json!({"appRoleAssignments": roles.iter().map(|role| role["value"].clone()).collect::<Vec<_>>()});
        let (payload, _) = sent(&mapping, &record, &json!({}), Flavor::Entra);
        assert_eq!((&payload["roles"], &payload["meta"]), (&expected["roles"], &expected["meta"]), "{function}");
    }
}

#[test]
fn changes_are_sent_as_documented() {
    let Some(expected) = sample("entra-scim-patch-multi-valued.json") else { return };
    let file = "[source]\ndirectory = 'Microsoft Entra ID'\n[target]\ndirectory = 'App'\n\
                [[attribute]]\ntarget = 'emails[type eq \"work\"].value'\nvalue = '[mail]'\n\
                [[attribute]]\ntarget = 'name.familyName'\nvalue = '[surname]'\n\
                [[attribute]]\ntarget = 'active'\ntype = 'Boolean'\nvalue = 'Not([IsSoftDeleted])'\n";
    let operations = expected["Operations"].as_array().expect("there are operations");
    let record = json!({"mail": operations[0]["value"], "surname": operations[1]["value"], "IsSoftDeleted": false});
    let earlier = json!({"emails": [{"type": "work", "value": "old"}], "name": {"familyName": "old"}, "active": true});
    let (payload, request) = sent(file, &record, &earlier, Flavor::Entra);
    assert_eq!(request, expected);
    // Unchanged values are not sent.
    let (_, request) = sent(file, &json!({"surname": "x", "IsSoftDeleted": false}), &payload, Flavor::Entra);
    assert_eq!(request["Operations"].as_array().map(Vec::len), Some(1), "{request}");
}
