//! An object that a record lists twice is referred to once, in everything that is sent, and in what embeds the library.

use super::command::Folder;
use attrflow::{Mapper, Operation, Options, Provisioner};
use serde_json::Value as Json;

const MAPPING: &str = r#"
[source]
directory = "Microsoft Entra ID"
object = "Group"
[target]
directory = "App"
object = "Group"
[[attribute]]
target = 'displayName'
value = '[displayName]'
match = 1
[[attribute]]
target = 'members'
type = "Reference"
multivalued = true
value = '[members]'
"#;

/// `U1` is somebody else than `u1`; `u4` is `u2` under another id, which only the target's ids tell.
const RECORD: &str = r#"{"id":"g","displayName":"Team","members":["u1","u2",{"id":"u1"},"U1","u4","u2"]}"#;
const IDS: &str = "u1,T1\nu2,T2\nu4,T2\nU1,t1\n";

/// The ids of every list of members in a document, one list after the other.
fn members(json: &Json, found: &mut Vec<Vec<String>>) {
    let ids = |list: &[Json]| list.iter().map(|one| one["value"].as_str().unwrap().to_owned()).collect();
    match json {
        Json::Object(fields) => {
            let path = fields.get("path").and_then(Json::as_str);
            let list = fields.get("members").or_else(|| fields.get("value").filter(|_| path == Some("members")));
            found.extend(list.and_then(Json::as_array).map(|list| ids(list)));
            fields.values().for_each(|value| members(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| members(item, found)),
        _ => {}
    }
}

#[test]
fn members_are_sent_once() {
    let folder = Folder::new(&[("m.toml", MAPPING), ("r.ndjson", RECORD), ("none", ""), ("ids.csv", IDS)]);
    for (more, expected) in [("", &["u1", "u2", "U1", "u4"][..]), (" --references ids.csv", &["T1", "T2", "t1"])] {
        for flavor in ["rfc7644", "entra", "entra-2020"] {
            for operation in
                ["create", "replace", "replace --previous none", "patch --previous none", "create --bulk 5"]
            {
                let command = format!("map m.toml r.ndjson --flavor {flavor} --operation {operation}{more}");
                let ran = folder.run(&command);
                assert_eq!(ran.code, Some(0), "{command}: {}", ran.errors);
                let mut found = Vec::new();
                ran.lines.iter().for_each(|line| members(line, &mut found));
                // The service creates a group without its members.
                assert!(
                    !found.is_empty() || operation.starts_with("create") && flavor != "rfc7644",
                    "{command}: {:?}",
                    ran.lines
                );
                assert!(found.iter().all(|ids| ids == expected), "{command}: {found:?}");
            }
        }
    }
}

#[test]
fn programs_that_embed_the_library_get_members_once() {
    let mapper = std::sync::Arc::new(Mapper::from_bytes("m.toml", MAPPING.as_bytes(), Options::default()).unwrap());
    let envelope = serde_json::to_value(mapper.map(RECORD)).unwrap();
    let mut provisioner = Provisioner::new(mapper.clone(), Operation::Patch, Some(b""));
    let step = serde_json::to_value(provisioner.step(RECORD)).unwrap();
    let (mut found, expected) = (Vec::new(), ["u1", "u2", "U1", "u4"]);
    members(&envelope, &mut found);
    members(&step, &mut found);
    assert!(found.len() >= 3 && found.iter().all(|ids| *ids == expected), "{found:?}");
}
