//! `attrflow::Provisioner` against the command line: the same records and state of the target have the same envelopes,
//! to the byte. `data/provision` is also what the bindings are tested with.

use attrflow::Status;
use attrflow::{Envelope, Mapper, Operation, Options, Provisioner};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::PathBuf;
use std::process::Command;

const NOW: &str = "2026-01-15T09:30:00Z";
/// A record that fails: objects without a record are kept after it.
const CUT: &str = "{\"id\":\"cut\n";

/// An object of the target that breaks off.
const TORN: &str = "{\"id\":\"9\",\"userName\":\n";

/// Files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("provision-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What `attrflow map --envelope` prints.
    fn printed(&self, mapping: &str, records: &str, previous: Option<&str>, operation: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attrflow"));
        command.args(["map", mapping, &self.put("records.ndjson", records), "--envelope", "--flavor", "rfc7644"]);
        command.args(["--now", NOW, "--operation", operation]);
        if let Some(previous) = previous {
            command.args(["--previous", &self.put("previous.ndjson", previous)]);
        }
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn data(name: &str) -> String {
    std::fs::read_to_string(format!("tests/data/provision/{name}")).unwrap()
}

fn options() -> Options {
    serde_json::from_value(json!({"now": NOW})).unwrap()
}

/// The mapper of a file, or of a connector.
fn mapper(mapping: &str) -> Mapper {
    let of_file = || Mapper::from_bytes(mapping, &std::fs::read(mapping).unwrap(), options());
    match attrflow::connectors::find(mapping) {
        Some(connector) => Mapper::new(connector.source(), options()).unwrap(),
        None => of_file().unwrap(),
    }
}

fn provisioner(mapping: &str, previous: Option<&str>, operation: &str) -> Provisioner {
    let operation = Operation::parse(operation, previous.is_some()).unwrap();
    Provisioner::new(mapper(mapping).into(), operation, previous.map(str::as_bytes))
}

/// The envelopes one after the other, with the records as a stream or one by one.
fn envelopes(mut provisioner: Provisioner, records: &str, as_stream: bool) -> String {
    let mut lines = String::new();
    let mut line = |envelope: Envelope<'_>| {
        lines += &serde_json::to_string(&envelope).unwrap();
        lines.push('\n');
        Ok::<_, Infallible>(())
    };
    if as_stream {
        let Ok(()) = provisioner.step_all(records.as_bytes(), None, &mut line);
    } else {
        let Ok(()) = records.lines().try_for_each(|record| line(provisioner.step(record)));
    }
    let Ok(()) = provisioner.finish(&mut line);
    lines
}

fn statuses(lines: &str) -> BTreeSet<String> {
    let status = |line| serde_json::from_str::<Json>(line).unwrap()["status"].as_str().unwrap().to_owned();
    lines.lines().map(status).collect()
}

/// Compares both ways to hand over records with the command line, and returns the statuses.
fn compared(folder: &Folder, mapping: &str, records: &str, previous: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for operation in ["patch", "replace"] {
        for records in [records.to_owned(), format!("{records}{CUT}")] {
            let printed = folder.printed(mapping, &records, Some(previous), operation);
            for as_stream in [true, false] {
                let found = envelopes(provisioner(mapping, Some(previous), operation), &records, as_stream);
                assert_eq!(found, printed, "{mapping} {operation}");
            }
            seen.extend(statuses(&printed));
        }
    }
    seen
}

#[test]
fn every_outcome_is_that_of_the_command_line() {
    let folder = Folder::new("outcomes");
    let (mapping, records, previous) =
        ("tests/data/provision/mapping.toml", data("records.ndjson"), data("previous.ndjson"));
    let seen = compared(&folder, mapping, &records, &previous);
    // Where a line of the target's state cannot be read, nothing that has no record is deleted.
    let without = compared(&folder, mapping, &records, &format!("{previous}{TORN}"));
    assert!(seen.contains("deleted") && !without.contains("deleted"), "{without:?}");
    let missing: Vec<&str> = [
        Status::Created,
        Status::Changed,
        Status::Unchanged,
        Status::Disabled,
        Status::Deleted,
        Status::HeldBack,
        Status::OutOfScope,
        Status::Kept,
        Status::Error,
    ]
    .into_iter()
    .map(Status::word)
    .filter(|word| !seen.contains(*word))
    .collect();
    assert!(missing.is_empty(), "no envelope is {missing:?}");
}

#[test]
fn nothing_is_deleted_for_no_records_unless_all_may_be() {
    let (folder, mapping, previous) =
        (Folder::new("none"), "tests/data/provision/mapping.toml", data("previous.ndjson"));
    for (operation, as_stream) in [("patch", true), ("patch", false), ("replace", true), ("replace", false)] {
        let printed = folder.printed(mapping, "", Some(&previous), operation);
        assert_eq!(envelopes(provisioner(mapping, Some(&previous), operation), "", as_stream), printed, "{operation}");
        assert_eq!(statuses(&printed), BTreeSet::from(["held-back".to_owned()]));
    }

    for (most, expected) in [("100%", "deleted"), ("99%", "held-back"), ("1000", "held-back")] {
        let options: Options = serde_json::from_value(json!({"now": NOW, "max_deletions": most})).unwrap();
        let mapper = Mapper::from_bytes(mapping, &std::fs::read(mapping).unwrap(), options).unwrap();
        let provisioner = Provisioner::new(mapper.into(), Operation::Patch, Some(previous.as_bytes()));
        let mut words = BTreeSet::new();
        let Ok(()) = provisioner.finish(|envelope| {
            words.insert(envelope.status.word());
            Ok::<_, Infallible>(())
        });
        assert_eq!(words, BTreeSet::from([expected]), "{most}");
    }
}

#[test]
fn connectors_have_the_envelopes_of_the_command_line() {
    for connector in ["meta-work-accounts", "workgrid"] {
        let folder = Folder::new(connector);
        let records = std::fs::read_to_string("examples/users.ndjson").unwrap();
        let created = folder.printed(connector, &records, None, "create");
        let mut previous: Vec<Json> = created.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for (index, envelope) in previous.iter_mut().enumerate() {
            match index % 5 {
                1 => envelope["payload"]["displayName"] = json!("Somebody Else"),
                2 => envelope["payload"]["id"] = json!(format!("a{index}")),
                3 => envelope["payload"]["active"] = json!(false),
                _ => {}
            }
        }
        // A record without an object, and an object without a record.
        previous.remove(4);
        let mut extra = previous[0].clone();
        (extra["id"], extra["payload"]["userName"]) = (json!("extra"), json!("extra@contoso.com"));
        previous.push(extra);
        let previous: String = previous.iter().map(|envelope| format!("{envelope}\n")).collect();
        let seen = compared(&folder, connector, &records, &previous);
        for expected in ["created", "changed", "unchanged", "deleted", "kept"] {
            assert!(seen.contains(expected), "{connector}: no envelope is {expected}, but {seen:?}");
        }
    }
}

#[test]
fn objects_that_are_not_known_are_created_or_replaced() {
    let folder = Folder::new("unknown");
    let (mapping, records) = ("tests/data/provision/mapping.toml", data("records.ndjson"));
    let printed = folder.printed(mapping, &records, None, "replace");
    assert_eq!(envelopes(provisioner(mapping, None, "replace"), &records, true), printed);
    assert!(printed.contains("\"PUT\"") && !printed.contains("\"POST\""), "{printed}");

    // The command line writes payloads for this; here they come with their requests.
    let printed = folder.printed(mapping, &records, None, "create");
    let found = envelopes(provisioner(mapping, None, "create"), &records, true);
    let payloads = |lines: &str| -> Vec<Json> {
        lines.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()["payload"].clone()).collect()
    };
    assert_eq!(payloads(&found), payloads(&printed));
    assert_eq!(statuses(&found), ["created", "out-of-scope"].map(str::to_owned).into());
}

#[test]
fn lines_that_cannot_be_used_are_listed() {
    let (mapping, previous) = ("tests/data/provision/mapping.toml", data("previous.ndjson") + TORN);
    let provisioner = provisioner(mapping, Some(&previous), "patch");
    let unusable: Vec<_> = provisioner.unusable().iter().map(|error| (error.line, error.diagnostic.code())).collect();
    assert_eq!(unusable, [(6, "previous-without-match"), (7, "previous-without-match"), (8, "bad-json")]);
}

#[test]
fn what_the_target_has_may_be_larger_than_a_record() {
    let mapping = "tests/data/provision/mapping.toml";
    let object = |length: usize| {
        let user = "urn:ietf:params:scim:schemas:core:2.0:User";
        format!(r#"{{"schemas":["{user}"],"id":"7","userName":"a@b.c","title":"{}"}}"#, "t".repeat(length))
    };
    let small = json!({"now": NOW, "max_deletions": "100%", "limits": {"largest_record": 100}});
    for (options, length) in [(small, 1_000), (json!({"now": NOW, "max_deletions": "100%"}), 17 << 20)] {
        let options: Options = serde_json::from_value(options).unwrap();
        let mapper = Mapper::from_bytes(mapping, &std::fs::read(mapping).unwrap(), options).unwrap();
        let mapper = std::sync::Arc::new(mapper);
        for state in [object(length), format!("[{}]", object(length))] {
            let provisioner = Provisioner::new(mapper.clone(), Operation::Patch, Some(state.as_bytes()));
            assert!(provisioner.unusable().is_empty(), "{:?}", provisioner.unusable().first());
            let ends = envelopes(provisioner, "", false);
            assert_eq!(statuses(&ends), ["deleted".to_owned()].into(), "{length}");
        }
    }
}

#[test]
fn an_operation_is_refused_where_it_would_do_harm() {
    for (word, knows_target, said) in [
        ("patch", false, "needs the state of the target"),
        ("create", true, "takes no state of the target"),
        ("Patch", true, "the operations are create, replace, patch"),
    ] {
        let refused = Operation::parse(word, knows_target).unwrap_err();
        assert!(refused.contains(said) && refused.contains(&format!("`{word}`")), "{refused}");
    }
    assert_eq!(Operation::parse("replace", false), Ok(Operation::Replace));
}
