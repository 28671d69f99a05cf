//! Nothing is deleted, disabled or overwritten on incomplete knowledge: what cannot be read, is not there, or fails holds
//! back what it could harm.

use super::command::{BEFORE, Folder, MAPPING};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// What the target has of four users.
const TARGET: &str = r#"{"id":"t1","userName":"ada","active":true,"title":"Dr"}
{"id":"t2","userName":"bob","active":true,"title":"none"}
{"id":"t3","userName":"cy","active":true,"title":"none"}
{"id":"t4","userName":"dee","active":true,"title":"none"}
"#;
/// The records of three of them.
const THREE: &str = r#"{"id":"1","userPrincipalName":"ada","IsSoftDeleted":false,"jobTitle":"Dr"}
{"id":"2","userPrincipalName":"bob","IsSoftDeleted":false}
{"id":"3","userPrincipalName":"cy","IsSoftDeleted":false}
"#;

/// A row: the records, what the target has, and how many objects are deleted.
const ROWS: [(&str, &str, &str, usize); 26] = [
    ("all is known", THREE, TARGET, 1),
    ("a record out of scope is one", r#"{"id":"9","userPrincipalName":"eve","kind":"guest"}"#, TARGET, 4),
    ("a line that no record can match", THREE, "{\"id\":\"t1\",\"userName\":\"gus\"}\n{\"x\":1}\n", 1),
    ("no records", "", TARGET, 0),
    ("no records but blanks", "\n \n", TARGET, 0),
    ("an empty array", "[]", TARGET, 0),
    ("an empty page", r#"{"value":[]}"#, TARGET, 0),
    ("a table of nothing but its heads", "id,userPrincipalName\n", TARGET, 0),
    ("one page of more", r#"{"@odata.nextLink":"x","value":[{"id":"1","userPrincipalName":"ada"}]}"#, TARGET, 0),
    ("changes", r#"{"@odata.deltaLink":"x","value":[{"id":"1","userPrincipalName":"ada"}]}"#, TARGET, 0),
    ("changes, said last", r#"{"value":[{"id":"1","userPrincipalName":"ada"}],"@odata.deltaLink":"x"}"#, TARGET, 0),
    ("no changes", r#"{"@odata.deltaLink":"x","value":[]}"#, TARGET, 0),
    ("a removed object", r#"{"id":"1","userPrincipalName":"ada","@removed":{"reason":"changed"}}"#, TARGET, 0),
    ("a count that is not reached", r#"{"@odata.count":9,"value":[{"id":"1","userPrincipalName":"ada"}]}"#, TARGET, 0),
    ("a count as a string", r#"{"totalResults":"9","Resources":[{"id":"1","userPrincipalName":"ada"}]}"#, TARGET, 0),
    ("an array that breaks off", r#"[{"id":"1","userPrincipalName":"ada"},"#, TARGET, 0),
    ("a record that breaks off", "{\"id\":\"1\",\"userPrincipalName\":\"ada\"}\n{\"id\":\"2\",", TARGET, 0),
    ("a record that is no object", "{\"id\":\"1\",\"userPrincipalName\":\"ada\"}\n7\n", TARGET, 0),
    ("a record that fails", r#"{"id":"1","userPrincipalName":["ada","x"]}"#, TARGET, 0),
    ("a record without a matching value", r#"{"id":"1","jobTitle":"x"}"#, TARGET, 0),
    ("two records for one object", "{\"userPrincipalName\":\"ada\"}\n{\"userPrincipalName\":\"ada\"}\n", TARGET, 0),
    ("two objects for one record", THREE, "{\"userName\":\"ada\"}\n{\"userName\":\"ada\"}\n{\"userName\":\"x\"}\n", 0),
    ("an object that breaks off", THREE, "{\"userName\":\"gus\"}\n{\"userName\":\"ada\",\n{\"userName\":\"cy\"}\n", 0),
    ("an object that is no JSON", THREE, "{\"userName\":\"gus\"}\n???\n", 0),
    ("an object that is no object", THREE, "{\"userName\":\"gus\"}\n[1]\n", 0),
    ("objects that break off at the end", THREE, "{\"userName\":\"gus\"}\n{\"userName\":\"ad", 0),
];

#[test]
fn what_is_not_known_is_not_deleted() {
    let mut failures = Vec::new();
    for (what, records, target, deleted) in ROWS {
        let folder = Folder::new(&[("m.toml", MAPPING), ("r", records), ("t", target)]);
        for operation in ["patch", "replace"] {
            let ran = folder.run(&format!("map m.toml r --operation {operation} --previous t"));
            let found = ran.all("/method").iter().filter(|method| **method == "DELETE").count();
            let is_told = ["deletions-held-back", "no-records"].iter().any(|code| ran.errors.contains(code));
            let is_told = deleted > 0 || is_told && ran.code == Some(1);
            if found != deleted || !is_told {
                failures
                    .push(format!("{what}, {operation}: {found} are deleted, ended {:?}: {}", ran.code, ran.errors));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_breaks_off_in_an_archive_is_not_deleted() {
    let packed = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
        encoder.write_all(text.as_bytes()).unwrap();
        let bytes = encoder.finish().unwrap();
        bytes[..bytes.len() - 30].to_vec()
    };
    let target = format!("{{\"id\":\"t5\",\"userName\":\"gus\"}}\n{TARGET}");
    let folder = Folder::new(&[("m.toml", MAPPING), ("r", THREE), ("t", &target)]);
    for (cut, whole) in [("r", THREE), ("t", &target)] {
        std::fs::write(folder.path(cut), packed(whole)).unwrap();
        let ran = folder.run("map m.toml r --operation patch --previous t");
        assert!(!ran.all("/method").contains(&"DELETE"), "{cut}: {}", ran.errors);
        assert!(ran.code == Some(1) && ran.errors.contains("deletions-held-back"), "{cut}: {}", ran.errors);
        std::fs::write(folder.path(cut), whole).unwrap();
    }
}

#[test]
fn a_reference_that_is_not_known_overwrites_none() {
    const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let target = format!("{{\"id\":\"t1\",\"userName\":\"ada\",\"{MANAGER}\":{{\"manager\":{{\"value\":\"T2\"}}}}}}\n");
    let folder = Folder::new(&[("m.toml", MAPPING), ("r", BEFORE), ("t", &target), ("ids", "9,T9\n")]);
    for operation in ["patch", "replace"] {
        let ran = folder.run(&format!("map m.toml r --operation {operation} --previous t --references ids --envelope"));
        let ada = &ran.lines[0];
        assert_eq!(ada["errors"][0]["code"], "unresolved-reference", "{ran:?}", ran = ran.errors);
        assert_eq!(ada["payload"][MANAGER]["manager"]["value"], "T2", "{operation}: {ada}");
        for request in ada["requests"].as_array().into_iter().flatten() {
            let body = request["body"].to_string();
            assert!(operation == "replace" || !body.contains("manager"), "{operation}: {body}");
            assert!(operation == "patch" || body.contains("T2"), "{operation}: {body}");
        }
    }
}
