//! Provisioning through the JSON interface: the envelopes are those of the command line.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use attrflow_playground as border;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const NOW: &str = "2026-01-15T09:30:00Z";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn file(name: &str) -> PathBuf {
    repository().join("tests/data/provision").join(name)
}

fn data(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap()
}

fn provision(request: &Json) -> Json {
    serde_json::from_str(&border::provision(&request.to_string())).unwrap()
}

fn request(operation: &str) -> Json {
    json!({"name": "mapping.toml", "text": data("mapping.toml"), "records": data("records.ndjson"), "now": NOW,
        "operation": operation, "flavor": "rfc7644"})
}

/// The command line beside the tests; built if it is not there.
fn command_line() -> PathBuf {
    let program = std::env::current_exe().unwrap().parent().unwrap().join("../attrflow");
    if !program.is_file() {
        let build = ["build", "--quiet", "--bin", "attrflow"];
        assert!(Command::new(env!("CARGO")).args(build).current_dir(repository()).status().unwrap().success());
    }
    program
}

#[test]
fn envelopes_are_those_of_the_command_line() {
    for operation in ["patch", "replace"] {
        let mut command = Command::new(command_line());
        command.arg("map").args([file("mapping.toml"), file("records.ndjson")]).arg("--previous");
        command.arg(file("previous.ndjson")).args(["--envelope", "--flavor", "rfc7644", "--now", NOW]);
        let printed = command.args(["--operation", operation]).output().unwrap().stdout;
        let mut request = request(operation);
        request["previous"] = json!(data("previous.ndjson"));
        let answer = provision(&request);
        let envelopes = answer["envelopes"].as_array().unwrap();
        let lines: String = envelopes.iter().map(|envelope| format!("{envelope}\n")).collect();
        assert_eq!(lines, String::from_utf8(printed).unwrap(), "{operation}: is `attrflow` up to date?");
        for status in ["created", "changed", "unchanged", "disabled", "deleted", "held-back", "out-of-scope"] {
            assert!(envelopes.iter().any(|envelope| envelope["status"] == status), "no envelope is {status}");
        }
        let unusable = answer["unusable"].as_array().unwrap();
        assert_eq!(unusable.iter().map(|error| &error["line"]).collect::<Vec<_>>(), [6, 7]);
    }
}

#[test]
fn what_no_record_had_is_told() {
    for (name, code) in [
        ("userPrincipalName", "attributes-without-values"),
        ("UPN", "attributes-without-values"),
        ("userprincipalname", "attribute-spelled-otherwise"),
    ] {
        let mut request = request("create");
        request["records"] = json!(json!({"id": "1", name: "ada@contoso.com"}).to_string());
        for answer in [provision(&request), serde_json::from_str(&border::payloads(&request.to_string())).unwrap()] {
            assert_eq!(answer["unread"][0]["code"], code, "{name}: {answer}");
        }
    }
}

#[test]
fn references_become_the_ids_of_the_target() {
    let mut request = request("patch");
    (request["previous"], request["references"]) = (json!(""), json!({"1": "a1", "2": "a2"}));
    let answer = provision(&request);
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    assert_eq!(answer["envelopes"][1]["payload"][manager]["manager"]["value"], "a1", "{answer}");
}

#[test]
fn what_cannot_be_done_is_answered() {
    for (field, value, said) in [
        ("operation", json!("patch"), "`patch` needs the state of the target"),
        ("operation", json!("upsert"), "there is no operation `upsert`"),
        ("flavor", json!("scim"), "there is no flavor `scim`"),
    ] {
        let mut request = request("replace");
        request[field] = value;
        let answer = provision(&request);
        assert!(answer["request_error"].as_str().unwrap().contains(said), "{answer}");
    }
    let mut broken = request("replace");
    broken["text"] = json!("x");
    let answer = provision(&broken);
    assert_eq!((&answer["status"], answer["diagnostics"].as_array().unwrap().is_empty()), (&json!("refused"), false));
}
