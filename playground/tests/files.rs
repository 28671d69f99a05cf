//! The JSON interface for mapping files that are chosen, edited, converted, sampled and compared.
#![allow(missing_docs, clippy::unwrap_used)]

use attrflow_playground as border;
use serde_json::{Value as Json, json};

fn ask(give: fn(&str) -> String, request: Json) -> Json {
    serde_json::from_str(&give(&request.to_string())).unwrap()
}

/// A mapping whose attribute mappings have these values.
fn toml(values: &[&str]) -> String {
    let head = "[source]\nobject = 'User'\n[target]\nobject = 'User'\n";
    let targets = ["userName", "displayName", "title"];
    let all = targets
        .iter()
        .zip(values)
        .map(|(target, value)| format!("[[attribute]]\ntarget = '{target}'\nvalue = '{value}'\n"));
    format!("{head}{}", all.collect::<String>())
}

#[test]
fn an_object_mapping_is_addressed_by_its_number() {
    let object = |target: &str| {
        format!(
            "[[object]]\nname = 'Users'\nsource.object = 'User'\ntarget.object = 'User'\nattribute = [{{ target = 'userName', value = '[{target}]' }}]\n"
        )
    };
    let text = format!("[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n{}{}", object("mail"), object("upn"));
    let map = |index: u64| {
        ask(
            border::map,
            json!({"name": "m.toml", "text": text, "index": index, "record": "{\"mail\": \"m\", \"upn\": \"u\"}"}),
        )
    };
    let inspected = ask(border::inspect, json!({"name": "m.toml", "text": text}));
    assert_eq!(inspected["objects"].as_array().unwrap().len(), 2, "{inspected}");
    assert_eq!((&map(0)["made"][0]["value"], &map(1)["made"][0]["value"]), (&json!("m"), &json!("u")));
    assert_eq!(map(2)["status"], "refused");
}

#[test]
fn a_failing_attribute_mapping_hides_no_other() {
    let text = toml(&["Tolower([mail])", "CDate([mail])", "[mail]"]);
    let request = json!({"name": "m.toml", "text": text, "record": "{\"mail\": \"Ada\"}"});
    let answer = ask(border::map_rest, request.clone());
    assert_eq!(answer["status"], "failed", "{answer}");
    let of = |name: &str| answer["errors"].as_array().unwrap().iter().map(|it| it[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("attribute"), [json!(0), json!(1)], "{answer}");
    assert_eq!(of("code")[0], "wrong-case-function");
    assert_eq!(answer["made"][2]["value"], "Ada");
    assert_eq!(answer["made"][0]["error"]["code"], "wrong-case-function");
    assert!(
        answer["made"][1]["error"]["code"].is_string()
            && answer["payload"].as_str().unwrap().contains("\"title\":\"Ada\"")
    );
    // All of them fail.
    let all = json!({"name": "m.toml", "text": toml(&["Nope([a])"]), "record": "{}"});
    assert_eq!(ask(border::map_rest, all)["made"][0]["error"]["code"], "unknown-function");
    // What is about the whole file is still refused.
    assert_eq!(ask(border::map, request)["status"], "refused", "a target gets all of a payload or nothing");
    assert_eq!(ask(border::map_rest, json!({"name": "m.toml", "text": "x", "record": "{}"}))["status"], "refused");
}

#[test]
fn a_file_is_edited_in_place() {
    let text = toml(&["Tolower([mail])", "[a]"]);
    let file = |more: Json| {
        let mut request = json!({"name": "m.toml", "text": text});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ask(border::edit, request)
    };
    assert_eq!(file(json!({}))["text"], text);
    let found = ask(border::inspect, json!({"name": "m.toml", "text": text}))["diagnostics"].clone();
    let at = found.as_array().unwrap().iter().position(|found| found["fix"]["safe"] == true).unwrap();
    let fixed = text.replace("Tolower", "ToLower");
    assert_eq!(file(json!({"fixes": [at]}))["text"], fixed);
    assert_eq!(file(json!({"safe": true}))["text"], fixed);
    assert_eq!(file(json!({"fixes": [99]}))["text"], text);
    let new = file(json!({"index": 0, "attribute": 1, "expression": "ToUpper([a])"}));
    assert_eq!(new["text"], text.replace("'[a]'", "'ToUpper([a])'"));
    assert!(file(json!({"index": 0, "attribute": 7, "expression": ""}))["request_error"].is_string());
    assert!(ask(border::edit, json!({"connector": "workplace"}))["text"].as_str().unwrap().contains("[source]"));
}

#[test]
fn a_file_is_converted_both_ways() {
    let json = ask(border::convert, json!({"connector": "workplace", "to": "json"}));
    let text = json["text"].as_str().unwrap();
    assert!(text.contains("\"synchronizationRules\""));
    let back = ask(border::convert, json!({"name": "x.json", "text": text, "to": "toml"}));
    assert!(back["text"].as_str().unwrap().contains("[[attribute]]"), "{back}");
    assert_eq!(ask(border::convert, json!({"name": "x.json", "text": "{", "to": "toml"}))["status"], "refused");
    assert!(ask(border::convert, json!({"connector": "workplace", "to": "xml"}))["request_error"].is_string());
}

#[test]
fn samples_are_made_for_the_chosen_object_mapping() {
    let scope = "[[scope]]\nname = 'Staff'\nclauses = [{ attribute = 'department', operator = 'EQUALS', values = ['Sales'] }]\n";
    let text = format!("{}{scope}", toml(&["Switch([country], \"none\", \"FR\", \"Europe\")"]));
    let answer =
        ask(border::samples, json!({"name": "m.toml", "text": text, "index": 0, "now": "2026-01-15T09:30:00Z"}));
    let samples = answer["samples"].as_array().unwrap();
    for within in [true, false] {
        assert!(samples.iter().any(|sample| sample["in_scope"] == within), "{answer}");
    }
    assert!(samples.iter().any(|sample| sample["record"].as_str().unwrap().contains("FR")), "{answer}");
    assert_eq!(ask(border::samples, json!({"name": "m.toml", "text": "x"}))["status"], "refused");
}

#[test]
fn the_effect_of_a_change_is_counted_and_its_values_are_masked() {
    let side = |value: &str| json!({"name": "m.toml", "text": toml(&[value])});
    let records = "{\"id\": 1, \"a\": \"Ada\"}\n{\"id\": 2, \"a\": \"bo\"}\n{\"a\"\n";
    let request = json!({"old": side("[a]"), "new": side("ToLower([a])"), "records": records});
    let answer = ask(border::impact, request.clone());
    assert_eq!((&answer["records"], &answer["unreadable"]), (&json!(3), &json!(0)), "{answer}");
    assert_eq!(answer["changed"], json!([{"line": 1, "identity": "1"}]), "{answer}");
    assert_eq!(answer["tallies"][0]["pattern"], "case only");
    assert_eq!(answer["tallies"][0]["samples"][0]["old"], "Xxx");
    let broken = json!({"old": side("Nope([a])"), "new": side("[a]"), "records": "{\"a\": 1}"});
    assert_eq!(ask(border::impact, broken)["tallies"][0]["pattern"], "no longer fails");
    let mut shown = request;
    shown["show"] = json!(true);
    assert_eq!(ask(border::impact, shown)["tallies"][0]["samples"][0]["new"], "ada");
}
