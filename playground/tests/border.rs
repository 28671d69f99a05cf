//! The JSON interface: requests as the page sends them, answers as it reads them.
#![allow(missing_docs, clippy::unwrap_used)]

use attrflow_playground as border;
use serde_json::{Value as Json, json};

fn ask(give: fn(&str) -> String, request: Json) -> Json {
    serde_json::from_str(&give(&request.to_string())).unwrap()
}

#[test]
fn diagnostics_are_placed_as_browsers_count_and_bring_their_fix() {
    let answer = ask(border::analyse, json!({"expression": "Append(\"😀\", Tolower([mail]))"}));
    let diagnostic = &answer["diagnostics"][0];
    assert_eq!(diagnostic["code"], "wrong-case-function");
    assert_eq!((&diagnostic["from"], &diagnostic["to"]), (&json!(13), &json!(20)), "the emoji is two code units");
    assert_eq!(diagnostic["fix"]["edits"], json!([{"from": 13, "to": 20, "text": "ToLower"}]));
    assert_eq!((&answer["sound"], &answer["bytecode"]), (&json!(false), &Json::Null));
}

#[test]
fn a_sound_expression_has_a_value_and_a_trace() {
    let request = json!({"expression": "IIF([a]=\"x\",ToUpper([a]),\"no\")", "record": "{\"a\":\"x\"}"});
    let answer = ask(border::evaluate, request);
    assert_eq!(
        (&answer["status"], &answer["value"], &answer["type"]),
        (&json!("value"), &json!("X"), &json!("String"))
    );
    let arms: Vec<&Json> = answer["trace"]["parts"].as_array().unwrap().iter().map(|part| &part["given"]).collect();
    assert_eq!(arms, ["value", "value", "not-run"]);
}

#[test]
fn no_value_a_skip_an_error_and_a_broken_record_are_told_apart() {
    let status = |expression: &str, record: &str| {
        ask(border::evaluate, json!({"expression": expression, "record": record}))["status"].clone()
    };
    assert_eq!(status("[a]", "{}"), "absent");
    assert_eq!(status("[a]", ""), "absent");
    assert_eq!(status("IgnoreFlowIfNullOrEmpty([a])", "{}"), "skip");
    assert_eq!(status("CDate([a])", "{\"a\":\"never\"}"), "error");
    assert_eq!(status("[a]", "{\"a\""), "record");
    assert_eq!(status("Nope([a])", "{}"), "refused");
}

#[test]
fn the_present_and_the_seed_come_with_the_request() {
    let now = |now: &str| ask(border::evaluate, json!({"expression": "Now()", "now": now}));
    assert_ne!(now("2026-01-15T09:30:00Z")["value"], now("2027-01-15T09:30:00Z")["value"]);
    assert!(now("soon")["request_error"].as_str().unwrap().contains("`soon`"));
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
fn a_table_is_judged_exported_and_imported_again() {
    let records = "givenName,surname,expected\nAda,Lovelace,AL\nPlato,,\n,,(empty)\nZoe,Dam,XX\n";
    let expression = "Join(\"\", Left([givenName], 1), Left([surname], 1))";
    let request = json!({"name": "initials", "expression": expression, "records": records, "seed": 7,
        "now": "2026-01-15T09:30:00Z", "settings": {"Town": "Bonn"}, "taken": ["a@b.org"], "dialect": "cloud-sync"});
    let answer = ask(border::table, request.clone());
    let holds: Vec<&Json> = answer["rows"].as_array().unwrap().iter().map(|row| &row["holds"]).collect();
    assert_eq!(holds, [&json!(true), &Json::Null, &json!(true), &json!(false)], "an empty cell expects nothing");
    let exported = ask(border::write_tests, request);
    let text = exported["text"].as_str().unwrap();
    let back = ask(border::read_tests, json!({"name": "a.test.toml", "text": text}));
    assert_eq!(back["diagnostics"], json!([]), "{text}");
    assert_eq!(back["tables"][0]["expression"], expression);
    assert_eq!(back["tables"][0]["name"], "initials");
    assert_eq!(back["tables"][0]["records"].as_str().unwrap().lines().count(), 3);
    let world = (&back["now"], &back["seed"], &back["dialect"]);
    assert_eq!(world, (&json!("2026-01-15T09:30:00Z"), &json!(7), &json!("cloud-sync")));
    assert_eq!((&back["settings"], &back["taken"]), (&json!({"Town": "Bonn"}), &json!(["a@b.org"])));
}

#[test]
fn what_is_awkward_to_write_comes_back_as_it_was() {
    let records = [
        r#"{"a": "(skipped)", "expected": ["(skipped)"]}"#,
        r#"{"a": "", "b": null, "expected": "(empty)"}"#,
        r#"{"b": [1, {"c.d": "'''\"\\"}], "expected": "(no value)"}"#,
        r#"{"a": ["x", "y"], "expected": ["x", "y"]}"#,
    ];
    let request = json!({"name": "n", "expression": "[a]", "records": records.join("\n")});
    let answer = ask(border::table, request.clone());
    assert!(answer["rows"].as_array().unwrap().iter().all(|row| row["holds"] == true), "{answer}");
    assert_eq!(answer["rows"][0]["cell"], json!(["(skipped)"]));
    let text = ask(border::write_tests, request)["text"].clone();
    let back = ask(border::read_tests, json!({"name": "n.test.toml", "text": text}));
    let again = json!({"name": "n", "expression": "[a]", "records": back["tables"][0]["records"]});
    assert!(ask(border::table, again.clone())["rows"].as_array().unwrap().iter().all(|row| row["holds"] == true));
    assert_eq!(ask(border::write_tests, again)["text"], text, "export and import are lossless");
}

#[test]
fn nothing_expected_exports_nothing_and_a_broken_test_file_is_diagnostics() {
    assert_eq!(ask(border::write_tests, json!({"expression": "[a]", "records": "{}"}))["text"], Json::Null);
    assert!(ask(border::write_tests, json!({"expression": "Nope("}))["request_error"].is_string());
    let broken = ask(border::read_tests, json!({"name": "a.test.toml", "text": "[[expression"}));
    assert_eq!(broken["diagnostics"][0]["location"]["line"], 1);
    let other = "mapping = \"x.toml\"\n[[expression]]\ntarget = \"t\"\ntable = [{ expected = 1 }]\n";
    let other = ask(border::read_tests, json!({"name": "a.test.toml", "text": other}));
    assert_eq!((&other["tables"], &other["others"]), (&json!([]), &json!(1)));
}

#[test]
fn two_mappings_are_compared_in_meaning() {
    let side = |value: &str| {
        let head = "[source]\nobject = \"User\"\n[target]\nobject = \"User\"\n[[attribute]]\ntarget = 'userName'\n";
        json!({"name": "m.toml", "text": format!("{head}value = '{value}'\n")})
    };
    let answer = ask(border::diff, json!({"old": side("[mail]"), "new": side("ToLower([mail])")}));
    let change = &answer["changes"][0];
    assert_eq!((&change["target"], &change["topic"]), (&json!("userName"), &json!("expression")), "{answer}");
    assert_eq!(ask(border::diff, json!({"old": side("[mail]"), "new": side("[mail]")}))["changes"], json!([]));
    let answer = ask(border::diff, json!({"old": {"connector": "workplace"}, "new": {"name": "x.json", "text": "{"}}));
    assert!(answer["request_error"].as_str().unwrap().starts_with("x.json"), "{answer}");
}

#[test]
fn the_source_schema_is_offered_and_held_against() {
    let known = ask(border::inspect, json!({"connector": "meta-work-accounts"}))["objects"][0]["known"].clone();
    assert!(known.as_array().unwrap().iter().any(|attribute| attribute["name"] == "employeeHireDate"), "{known}");
    let found = ask(border::complete, json!({"expression": "[employeeH", "offset": 10, "attributes": known}));
    assert_eq!(found[0]["label"], "employeeHireDate", "{found}");
    let codes = |name: &str| {
        let request = json!({"expression": format!("ToLower([{name}])"), "attributes": known});
        ask(border::analyse, request)["diagnostics"].as_array().unwrap().len()
    };
    assert_eq!((codes("employeeHireDat"), codes("mail")), (1, 0));
}

#[test]
fn the_response_of_parse_expression_comes_along() {
    let request = json!({"expression": "Replace([preferredLanguage], \"-\", , , \"_\", ,  )",
        "record": "{\"preferredLanguage\": \"EN-US\"}"});
    let response = ask(border::evaluate, request)["response"].clone();
    assert_eq!(response["evaluationResult"], json!(["EN_US"]));
    let parsed = &response["parsedExpression"];
    assert_eq!(parsed["expression"], "Replace([preferredLanguage], \"-\", , , \"_\", , )");
    let refused = ask(border::evaluate, json!({"expression": "Nope("}))["response"].clone();
    assert_eq!((&refused["parsingSucceeded"], refused["error"]["code"].is_string()), (&json!(false), true));
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

/// What a package's user gets is the standard's form; the page asks for the one that the object is sent in.
#[test]
fn an_object_names_the_form_that_the_service_sends() {
    let record = json!({"id": "1", "userPrincipalName": "ada@contoso.com", "displayName": "Ada"}).to_string();
    for (connector, flavor) in [("workgrid", "entra"), ("workplace-from-okta", "rfc7644")] {
        assert_eq!(ask(border::inspect, json!({"connector": connector}))["objects"][0]["flavor"], flavor);
    }
    for (flavor, has_meta) in [(Json::Null, false), (json!("rfc7644"), false), (json!("entra"), true)] {
        let request = json!({"connector": "workgrid", "record": record, "records": record, "flavor": flavor});
        let rows = ask(border::payloads, request.clone());
        for payload in [&ask(border::map, request)["payload"], &rows["rows"][0]["payload"]] {
            assert_eq!(payload.as_str().unwrap().contains("\"resourceType\""), has_meta, "{flavor}");
        }
    }
    let unknown = ask(border::map, json!({"connector": "workgrid", "flavor": "scim"}));
    assert_eq!(unknown["request_error"], "there is no flavor `scim`");
}

#[test]
fn a_broken_mapping_file_is_diagnostics() {
    let answer = ask(border::inspect, json!({"name": "export.json", "text": "{\"synchronizationRules\": ["}));
    assert_eq!(answer["objects"], json!([]));
    assert!(!answer["diagnostics"].as_array().unwrap().is_empty());
    assert_eq!(ask(border::map, json!({"name": "export.json", "text": "{"}))["status"], "refused");
    assert!(
        ask(border::inspect, json!({"connector": "nobody"}))["request_error"].as_str().unwrap().contains("`nobody`")
    );
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
    assert!(ask(border::registry, json!({})).as_array().unwrap().len() > 50);
    assert!(ask(border::connectors, json!({})).as_array().unwrap().len() > 5);
    assert_eq!(ask(border::version, json!({})), env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_no_request_is_answered() {
    for request in ["", "{", "{\"expression\": 7}", "null"] {
        let answer: Json = serde_json::from_str(&border::analyse(request)).unwrap();
        assert!(answer["request_error"].is_string(), "{request}: {answer}");
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
    // A single record has the same result as in a list.
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
    let change = &answer["changes"][0];
    assert_eq!((&change["target"], &change["topic"]), (&json!("userName"), &json!("expression")));
    assert_eq!((&change["old"], &change["new"]), (&json!("[mail]"), &json!("[userPrincipalName]")));
    assert_eq!(ask(border::diff, json!({"old": file("[mail]"), "new": file("[mail]")}))["changes"], json!([]));
    let refused = ask(border::diff, json!({"old": file("[mail]"), "new": {"name": "new.json", "text": "{"}}));
    assert!(refused["request_error"].as_str().unwrap().starts_with("new.json: "), "{refused}");
}

#[test]
fn two_expressions_are_compared_in_parts() {
    let records = "a\nx\nY\nz\n";
    let ask = |more: Json| {
        let mut request =
            json!({"old": {"expression": "[a]"}, "new": {"expression": "ToUpper([a])"}, "records": records});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ask(border::impact, request)
    };
    let all = ask(json!({"show": true}));
    assert_eq!(all["changed"][1], json!({"line": 4, "identity": null, "old": "z", "new": "Z"}), "{all}");
    assert_eq!((&all["records"], &all["more"], &all["tallies"][0]["target"]), (&json!(3), &json!(false), &json!("")));
    let part = ask(json!({"from": 1, "count": 1}));
    assert_eq!((&part["records"], &part["more"], &part["changed"]), (&json!(1), &json!(true), &json!([])), "{part}");
    let failing = ask(json!({"new": {"expression": "CDate([a])"}, "show": true}));
    assert_eq!(failing["tallies"][0]["pattern"], "now fails", "{failing}");
    let lost = ask(json!({"new": {"expression": "[b]"}}));
    assert_eq!(
        (&lost["tallies"][0]["pattern"], &lost["tallies"][0]["count"]),
        (&json!("value lost"), &json!(3)),
        "{lost}"
    );
}

#[test]
fn expected_values_are_written_into_csv_by_the_engine() {
    let records = "\"Expected\",\"a, b\"\nx,\"1\"\ny,2\n";
    let filled = ask(border::fill, json!({"records": records, "cells": {"1": "z"}}));
    assert_eq!(filled["records"], "\"Expected\",\"a, b\"\nx,\"1\"\nz,2\n");
    let other = ask(border::fill, json!({"records": "a;b\n1;2\n", "name": "result", "cells": {"0": "x;y"}}));
    assert_eq!(other["records"], "a;b;result\n1;2;\"x;y\"\n");
    let rows = ask(border::table, json!({"expression": "[a, b]", "records": records}))["rows"].clone();
    assert_eq!(rows[0]["wanted"], "x", "{rows}");
}
