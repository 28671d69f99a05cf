//! The border: requests as the page sends them, answers as it reads them.
#![allow(missing_docs, clippy::unwrap_used)]

use attrflow_playground as border;
use serde_json::{Value as Json, json};

fn ask(give: fn(&str) -> String, request: Json) -> Json {
    serde_json::from_str(&give(&request.to_string())).unwrap()
}

#[test]
fn findings_are_placed_as_browsers_count_and_bring_their_fix() {
    let answer = ask(border::analyse, json!({"expression": "Append(\"😀\", Tolower([mail]))"}));
    let finding = &answer["findings"][0];
    assert_eq!(finding["code"], "wrong-case-function");
    assert_eq!((&finding["from"], &finding["to"]), (&json!(13), &json!(20)), "the face is two units");
    assert_eq!(finding["fix"]["edits"], json!([{"from": 13, "to": 20, "text": "ToLower"}]));
    assert_eq!((&answer["sound"], &answer["bytecode"]), (&json!(false), &Json::Null));
}

#[test]
fn a_sound_expression_has_a_value_and_a_trace() {
    let request = json!({"expression": "IIF([a]=\"x\",ToUpper([a]),\"no\")", "record": "{\"a\":\"x\"}"});
    let answer = ask(border::evaluate, request);
    assert_eq!((&answer["status"], &answer["value"], &answer["type"]), (&json!("value"), &json!("X"), &json!("text")));
    let arms: Vec<&Json> = answer["trace"]["parts"].as_array().unwrap().iter().map(|part| &part["given"]).collect();
    assert_eq!(arms, ["value", "value", "not-run"]);
}

#[test]
fn no_value_a_skip_a_fault_and_a_broken_record_are_told_apart() {
    let status = |expression: &str, record: &str| {
        ask(border::evaluate, json!({"expression": expression, "record": record}))["status"].clone()
    };
    assert_eq!(status("[a]", "{}"), "absent");
    assert_eq!(status("[a]", ""), "absent");
    assert_eq!(status("IgnoreFlowIfNullOrEmpty([a])", "{}"), "skip");
    assert_eq!(status("CDate([a])", "{\"a\":\"never\"}"), "fault");
    assert_eq!(status("[a]", "{\"a\""), "record");
    assert_eq!(status("Nope([a])", "{}"), "refused");
}

#[test]
fn the_present_and_the_seed_come_with_the_request() {
    let now = |now: &str| ask(border::evaluate, json!({"expression": "Now()", "now": now}));
    assert_ne!(now("2026-01-15T09:30:00Z")["value"], now("2027-01-15T09:30:00Z")["value"]);
    assert!(now("soon")["error"].as_str().unwrap().contains("`soon`"));
    let guid = |seed: u64| ask(border::evaluate, json!({"expression": "Guid()", "seed": seed}))["value"].clone();
    assert_eq!(guid(7), guid(7));
    assert_ne!(guid(7), guid(8));
}

#[test]
fn a_table_has_a_row_for_every_record_even_a_broken_one() {
    let answer = ask(border::table, json!({"expression": "ToUpper([a])", "records": "{\"a\":\"x\"}\n{\"a\"\n{}\n"}));
    let rows: Vec<&Json> = answer["rows"].as_array().unwrap().iter().map(|row| &row["status"]).collect();
    assert_eq!(rows, ["value", "record", "absent"]);
    let answer = ask(border::table, json!({"expression": "ToUpper([a])", "records": "id,a\n7,y\n"}));
    assert_eq!((&answer["rows"][0]["value"], &answer["rows"][0]["identity"]), (&json!("Y"), &json!("7")));
}

#[test]
fn a_connector_maps_a_user_and_says_what_made_what() {
    let record = json!({"id": "1", "objectId": "1", "userPrincipalName": "ada@contoso.com", "givenName": "Ada",
        "surname": "Whitfield", "displayName": "Ada Whitfield", "mail": "ada@contoso.com"});
    let request = json!({"connector": "meta-work-accounts", "record": record.to_string()});
    let (file, answer) = (ask(border::inspect, request.clone()), ask(border::map, request));
    assert_eq!(answer["status"], "mapped", "{answer}");
    let attributes = file["objects"][0]["attributes"].as_array().unwrap();
    assert_eq!(answer["made"].as_array().unwrap().len(), attributes.len());
    let payload: Json = serde_json::from_str(answer["payload"].as_str().unwrap()).unwrap();
    let given = attributes.iter().position(|attribute| attribute["target"] == "name.givenName").unwrap();
    assert_eq!(answer["made"][given]["alone"]["name"], json!({"givenName": payload["name"]["givenName"]}));
}

#[test]
fn a_broken_mapping_file_is_findings() {
    let answer = ask(border::inspect, json!({"name": "export.json", "text": "{\"synchronizationRules\": ["}));
    assert_eq!(answer["objects"], json!([]));
    assert!(!answer["findings"].as_array().unwrap().is_empty());
    assert_eq!(ask(border::map, json!({"name": "export.json", "text": "{"}))["status"], "refused");
    assert!(ask(border::inspect, json!({"connector": "nobody"}))["error"].as_str().unwrap().contains("`nobody`"));
}

#[test]
fn help_at_the_caret_is_placed_as_browsers_count() {
    let found = ask(border::complete, json!({"expression": "Append(\"😀\", ToLo", "offset": 17}));
    assert_eq!((&found[0]["label"], &found[0]["from"], &found[0]["to"]), (&json!("ToLower"), &json!(13), &json!(17)));
    let found = ask(border::hover, json!({"expression": "Append(\"😀\",ToLower([a]))", "offset": 13}));
    assert_eq!((&found["from"], &found["to"]), (&json!(12), &json!(19)));
    assert_eq!(ask(border::signature, json!({"expression": "Mid([a], ", "offset": 9}))["active"], 1);
    assert_eq!(ask(border::format, json!({"expression": "ToLower( [a] )", "multi": true}))["text"], "ToLower([a])");
}

#[test]
fn everything_there_is_can_be_listed() {
    assert!(ask(border::reference, json!({})).as_array().unwrap().iter().all(|item| item["rows"] != json!([])));
    assert!(ask(border::catalogue, json!({})).as_array().unwrap().len() > 50);
    assert!(ask(border::connectors, json!({})).as_array().unwrap().len() > 5);
    assert_eq!(ask(border::version, json!({})), env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_no_request_is_answered() {
    for request in ["", "{", "{\"expression\": 7}", "null"] {
        let answer: Json = serde_json::from_str(&border::analyse(request)).unwrap();
        assert!(answer["error"].is_string(), "{request}: {answer}");
    }
}

#[test]
fn records_have_a_row_each_with_their_payload() {
    let request = json!({"connector": "meta-work-accounts",
        "records": "{\"id\":\"1\",\"objectId\":\"1\",\"userPrincipalName\":\"ada@contoso.com\",\"givenName\":\"Ada\",\"surname\":\"Whitfield\"}\n{\"a\"\n"});
    let answer = ask(border::payloads, request.clone());
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.iter().map(|row| row["line"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((&rows[0]["status"], &rows[1]["status"]), (&json!("mapped"), &json!("record")), "{answer}");
    // One record alone gives what it gives among others.
    let record = request["records"].as_str().unwrap().lines().next().unwrap();
    let alone = ask(border::map, json!({"connector": "meta-work-accounts", "record": record}));
    assert_eq!(rows[0]["payload"], alone["payload"]);
    let broken = json!({"name": "mapping.toml", "text": "x", "records": "{}"});
    assert_eq!(ask(border::payloads, broken)["status"], "refused");
}

#[test]
fn two_mapping_files_are_compared() {
    let text = |target: &str| {
        format!(
            "source = {{ schema = \"entra:User\" }}\nattribute = [{{ target = \"userName\", value = \"{target}\" }}]\n"
        )
    };
    let file = |target: &str| json!({"name": "mapping.toml", "text": text(target)});
    let answer = ask(border::diff, json!({"old": file("[mail]"), "new": file("[userPrincipalName]")}));
    assert_eq!(answer["status"], "compared", "{answer}");
    let change = &answer["changes"][0];
    assert_eq!((&change["target"], &change["topic"]), (&json!("userName"), &json!("expression")));
    assert_eq!((&change["old"], &change["new"]), (&json!("[mail]"), &json!("[userPrincipalName]")));
    assert_eq!(ask(border::diff, json!({"old": file("[mail]"), "new": file("[mail]")}))["changes"], json!([]));
    let refused = ask(border::diff, json!({"old": file("[mail]"), "new": {"name": "mapping.json", "text": "{"}}));
    assert_eq!((&refused["status"], &refused["old"]), (&json!("refused"), &json!([])));
    assert!(ask(border::diff, json!({"old": file("[mail]")}))["error"].as_str().unwrap().contains("`new`"));
}
