//! Whole runs of the command, one after the other with the same files.

use serde_json::Value as Json;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

pub const MAPPING: &str = r#"
name = "users"
[source]
directory = "Microsoft Entra ID"
object = "User"
[target]
directory = "App"
object = "User"
[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1
[[attribute]]
target = 'active'
type = "Boolean"
value = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
[[attribute]]
target = 'title'
value = '[jobTitle]'
default = 'none'
[[attribute]]
target = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager'
type = "Reference"
value = '[manager]'
[[scope]]
name = "staff"
clauses = [{ attribute = "kind", operator = "IS NULL" }]
"#;

pub struct Folder(PathBuf);

/// What a run printed, one document per line, and its exit code.
pub struct Ran {
    pub lines: Vec<Json>,
    pub errors: String,
    pub code: Option<i32>,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("operations-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        let folder = Self(path);
        files.iter().for_each(|(name, text)| folder.put(name, text));
        folder
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("the folder can be written");
    }

    pub fn run(&self, arguments: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attrflow"));
        let ran = command.args(arguments.split(' ')).current_dir(&self.0).output().expect("attrflow starts");
        let text = String::from_utf8(ran.stdout).expect("attrflow prints text");
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap_or(Json::from(line))).collect();
        Ran { lines, errors: String::from_utf8_lossy(&ran.stderr).into_owned(), code: ran.status.code() }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Ran {
    /// One member of every line.
    pub fn all(&self, pointer: &str) -> Vec<&str> {
        self.lines.iter().map(|line| line.pointer(pointer).and_then(Json::as_str).unwrap_or("–")).collect()
    }
}

pub const BEFORE: &str = r#"{"id":"1","userPrincipalName":"ada","IsSoftDeleted":false,"jobTitle":"Dr","manager":"2"}
{"id":"2","userPrincipalName":"bob","IsSoftDeleted":false}
{"id":"3","userPrincipalName":"cy","IsSoftDeleted":false}
{"id":"4","userPrincipalName":"dee","IsSoftDeleted":false}
"#;

/// Ada is disabled and renamed, bob is unchanged, cy has no record any more, dee falls out of scope, eve and a disabled
/// fay are new.
const AFTER: &str = r#"{"id":"1","userPrincipalName":"ada2","IsSoftDeleted":true,"jobTitle":"Dr"}
{"id":"2","userPrincipalName":"bob","IsSoftDeleted":false}
{"id":"4","userPrincipalName":"dee","IsSoftDeleted":false,"kind":"guest"}
{"id":"5","userPrincipalName":"eve","IsSoftDeleted":false,"manager":"1"}
{"id":"6","userPrincipalName":"fay","IsSoftDeleted":true}
"#;

fn folder() -> Folder {
    Folder::new(&[("m.toml", MAPPING), ("before.ndjson", BEFORE), ("after.ndjson", AFTER)])
}

#[test]
fn a_run_brings_the_target_up_to_date_and_the_next_has_nothing_to_do() {
    let folder = folder();
    let first = folder.run("map m.toml before.ndjson --envelope -o 0.ndjson");
    assert_eq!(first.code, Some(0), "{}", first.errors);
    let ran = folder.run("map m.toml after.ndjson --operation patch --previous 0.ndjson");
    assert_eq!(ran.all("/method"), ["PATCH", "PATCH", "POST", "PATCH", "DELETE"], "{}", ran.errors);
    // Dee is out of scope: the account is disabled, and nothing else changes.
    let dee = &ran.lines[1]["body"]["Operations"];
    assert_eq!(*dee, serde_json::json!([{"op": "Replace", "path": "active", "value": "False"}]));
    let found_by = ["userName eq \"ada\"", "userName eq \"dee\"", "–", "userName eq \"eve\"", "userName eq \"cy\""];
    assert_eq!(ran.all("/filter"), found_by);
    let enveloped = folder.run("map m.toml after.ndjson --operation patch --previous 0.ndjson --envelope -o 1.ndjson");
    assert_eq!(enveloped.code, Some(0), "{}", enveloped.errors);
    let again = folder.run("map m.toml after.ndjson --operation patch --previous 1.ndjson --envelope");
    let statuses = ["unchanged", "unchanged", "unchanged", "unchanged", "held-back"];
    assert_eq!(again.all("/status"), statuses, "{}", again.errors);
    assert!(folder.run("map m.toml after.ndjson --operation patch --previous 1.ndjson").lines.is_empty());
}

/// What disables an object is the whole object in a PUT request, and only what changes in a PATCH request.
#[test]
fn an_object_that_leaves_the_scope_is_disabled_in_the_form_of_the_operation() {
    let folder = folder();
    folder.run("map m.toml before.ndjson -o 0.ndjson");
    folder.put("gone.ndjson", r#"{"id":"4","userPrincipalName":"dee","IsSoftDeleted":false,"kind":"guest"}"#);
    for (operation, method, name) in [("replace", "PUT", Some("dee")), ("patch", "PATCH", None)] {
        for threads in ["1", "2"] {
            let ran =
                folder.run(&format!("map m.toml gone.ndjson --operation {operation} --previous 0.ndjson -j {threads}"));
            let sent: Vec<_> = ran.lines.iter().filter(|line| line["method"] == method).collect();
            assert_eq!(sent.len(), 1, "{:?} {}", ran.lines, ran.errors);
            assert_eq!(sent[0].pointer("/body/userName").and_then(Json::as_str), name, "{}", sent[0]);
            assert_eq!(sent[0].pointer("/body/Operations").is_some(), name.is_none(), "{}", sent[0]);
        }
    }
}

/// Read empty a second time, it would be a target without objects, and all would be created again.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_twice_is_refused_where_it_would_be() {
    let folder = folder();
    folder.run("map m.toml before.ndjson --envelope -o 0.ndjson");
    let piped = |arguments: &str| {
        let shell = format!("cat 0.ndjson | {} {arguments}", env!("CARGO_BIN_EXE_attrflow"));
        let ran = Command::new("sh").args(["-c", &shell]).current_dir(folder.path("")).output();
        ran.expect("a shell starts")
    };
    let arguments = "map m.toml before.ndjson --operation patch --previous /dev/stdin";
    let refused = piped(&format!("{arguments} -o 1.ndjson"));
    let errors = String::from_utf8_lossy(&refused.stderr);
    assert!(refused.status.code() == Some(2) && errors.contains("`/dev/stdin` is a pipe"), "{errors}");
    assert!(!folder.path("1.ndjson").exists() && refused.stdout.is_empty());
    let ran = piped(arguments);
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && errors.contains("0 created, 1 changed, 3 unchanged"), "{errors}");
}

#[test]
fn orphans_are_kept_if_the_job_is_configured_so() {
    let folder = folder();
    folder.run("map m.toml before.ndjson -o 0.ndjson");
    let arguments = "map m.toml after.ndjson --operation patch --previous 0.ndjson --set SkipOutOfScopeDeletions=True";
    assert!(!folder.run(arguments).all("/method").contains(&"DELETE"));
    let kept = folder.run(&format!("{arguments} --envelope"));
    let held_back = kept.lines.iter().filter(|line| line["reason"] == "SkipOutOfScopeDeletions");
    assert!(held_back.clone().count() >= 2, "cy and dee stay");
    assert!(held_back.clone().all(|line| line["payload"].is_object()), "the target's state is kept");
}

#[test]
fn nothing_is_deleted_while_a_record_cannot_be_read() {
    let folder = folder();
    folder.run("map m.toml before.ndjson --envelope -o 0.ndjson");
    folder
        .put("after.ndjson", "{\"id\":\"1\",\n{\"id\":\"2\",\"userPrincipalName\":\"bob\",\"IsSoftDeleted\":false}\n");
    let ran = folder.run("map m.toml after.ndjson --operation patch --previous 0.ndjson --envelope -o 1.ndjson");
    assert_eq!(ran.code, Some(1));
    assert!(ran.errors.contains("deletions-held-back"), "{}", ran.errors);
    folder.put("after.ndjson", BEFORE);
    let next = folder.run("map m.toml after.ndjson --operation patch --previous 1.ndjson");
    // Only the reference that was left out when ada was created is still to be sent.
    assert_eq!(next.all("/method"), ["PATCH"], "kept objects are found again: {:?}", next.lines);
}

#[test]
fn bulk_requests_have_a_maximum_size_and_refer_to_new_objects() {
    let folder = folder();
    let ran = folder.run("map m.toml before.ndjson --bulk 3");
    let sizes: Vec<_> = ran.lines.iter().filter_map(|line| Some(line["Operations"].as_array()?.len())).collect();
    assert_eq!(sizes, [3, 1]);
    let empty = Folder::new(&[("m.toml", MAPPING), ("r.ndjson", BEFORE), ("none", "")]);
    let ran = empty.run("map m.toml r.ndjson --operation patch --previous none --bulk 100");
    assert_eq!(ran.lines.len(), 1, "{}", ran.errors);
    let operations = ran.lines[0]["Operations"].as_array().expect("a bulk request has operations");
    assert_eq!(operations[1]["path"], "/Users/bulkId:1");
    let mut ids: Vec<&str> = operations.iter().filter_map(|operation| operation["bulkId"].as_str()).collect();
    ids.dedup();
    assert_eq!(ids.len(), operations.len(), "every operation has its own bulkId");
}

#[test]
fn references_resolve_with_a_file_of_any_format() {
    for ids in [
        "{\"2\":\"T2\"}",
        "{\"2\":\"T1\",\"2\":\"T2\"}",
        "{\"source\":\"2\",\"target\":\"T2\"}\n",
        "{\"target\":\"T2\",\"name\":{\"a\":1},\"source\":2}\n{\"id\":\"3\",\"targetId\":\"T3\"}",
        "{\"2\":\"T2\"}\n\n{\"3\":\"T3\"}\n",
        "[{\"source\":2,\"target\":\"T2\"},{\"3\":\"T3\"}]",
        "[[\"2\",\"T2\"],\n[3,4]]",
        "source,target\n2,T2\n",
        "\"2\",\"T2\"\n",
    ] {
        let folder = folder();
        folder.put("ids", ids);
        folder.run("map m.toml before.ndjson -o 0.ndjson");
        let ran = folder.run("map m.toml before.ndjson --operation patch --previous 0.ndjson --references ids");
        assert_eq!(ran.lines[0].pointer("/body/Operations/0/value"), Some(&Json::from("T2")), "{ids}");
        assert_eq!(ran.code, Some(0), "{}", ran.errors);
    }
    let folder = folder();
    folder.put("ids", "9,T9\n");
    folder.run("map m.toml before.ndjson -o 0.ndjson");
    let ran = folder.run("map m.toml before.ndjson --operation patch --previous 0.ndjson --references ids");
    assert!(ran.errors.contains("record 1 (1), `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager`"));
    assert_eq!((ran.code, ran.lines.len()), (Some(1), 0));
    for (ids, expected) in [
        ("9\n", "`ids`, line 1: expected a source id"),
        ("{\"2\":\"T2\"}\n{\"3\":[]}\n", "`ids`, line 2: expected a source id"),
        ("{\"source\":\"\",\"target\":\"T2\"}", "`ids`, line 1: expected a source id"),
        ("{\"2\":\"T2\",\"3\":{}}", "the target id of `3` is neither a string nor a number"),
        ("[[\"2\",\"T2\"],[3]]", "`ids`, entry 2: expected a source id"),
        ("[[\"2\",\"T2\"],{\"a\":1,\"b\":2}]", "`ids`, entry 2: expected a source id"),
        ("[[\"2\",\"T2\"],null]", "`ids`, entry 2: expected a source id"),
    ] {
        folder.put("ids", ids);
        let refused = folder.run("map m.toml before.ndjson --operation patch --previous 0.ndjson --references ids");
        assert!(refused.errors.contains(expected), "{ids}: {}", refused.errors);
    }
}

#[test]
fn invalid_input_is_reported_with_its_location() {
    let folder = folder();
    folder.put("twice.ndjson", &format!("{BEFORE}{BEFORE}"));
    folder.put("none", "");
    let twice = folder.run("map m.toml twice.ndjson --operation patch --previous none");
    assert!(twice.errors.contains("record 5 (1): error[duplicate-match]"), "{}", twice.errors);
    folder.put("misfit", "{\"userName\":\"ada\"}\nnot json\n{\"x\":1}\n");
    let misfit = folder.run("map m.toml before.ndjson --operation patch --previous misfit");
    assert!(misfit.errors.contains("misfit: line 2: error[bad-json]"), "{}", misfit.errors);
    assert!(misfit.errors.contains("misfit: line 3: error[previous-without-match]"), "{}", misfit.errors);
    assert_eq!(misfit.all("/method")[0], "PATCH");
    folder.put("misfit", "a,b\n1,2\n");
    assert_eq!(folder.run("map m.toml before.ndjson --operation patch --previous misfit").code, Some(2));
    assert_eq!(folder.run("map m.toml before.ndjson --operation patch").code, Some(2));
}

#[test]
fn unique_values_are_assigned_in_the_order_of_the_records() {
    let mapping = MAPPING.replace("'[userPrincipalName]'", "'[id]'")
        + "\n[[attribute]]\ntarget = 'nickName'\nflow = 'only-on-create'\nvalue = 'SelectUniqueValue([jobTitle], \
           Join(\"\", [jobTitle], \"1\"), Join(\"\", [jobTitle], \"2\"), Join(\"\", [jobTitle], \"3\"))'\n";
    let (attributes, scope) = mapping.split_once("[[scope]]").expect("there is a scope");
    let rest = scope.split_once("[[attribute]]").expect("an attribute follows").1;
    let records: String = (1..4).map(|id| format!("{{\"id\":\"{id}\",\"jobTitle\":\"ada\"}}\n")).collect();
    let folder = Folder::new(&[
        ("m.toml", &format!("{attributes}[[attribute]]{rest}")),
        ("r.ndjson", &records),
        ("taken", "ADA1\n"),
    ]);
    for threads in [1, 2, 8] {
        let ran = folder.run(&format!("map m.toml r.ndjson --taken taken -j {threads}"));
        assert_eq!(ran.all("/nickName"), ["ada", "ada2", "ada3"], "{}", ran.errors);
    }
    folder.run("map m.toml r.ndjson --taken taken -o 0.ndjson");
    let ran = folder.run("map m.toml r.ndjson --taken taken --operation patch --previous 0.ndjson");
    assert!(ran.lines.is_empty(), "an object keeps the value that it was created with: {:?}", ran.lines);
}

#[test]
fn a_switch_with_a_default_loses_its_value_when_something_else_changes() {
    let mapping = MAPPING.replace("'[jobTitle]'\ndefault = 'none'", "'Switch([country], \"en\", \"DE\", \"de\")'")
        + "[[attribute]]\ntarget = 'nickName'\nvalue = '[jobTitle]'\n";
    let (head, _) = mapping.split_once("[[scope]]").expect("there is a scope");
    let mapping = format!("{head}[[attribute]]\ntarget = 'nickName'\nvalue = '[jobTitle]'\n");
    let record = |title: &str| {
        format!("{{\"id\":\"1\",\"userPrincipalName\":\"a\",\"country\":\"DE\",\"jobTitle\":\"{title}\"}}\n")
    };
    let folder = Folder::new(&[("m.toml", &mapping), ("b", &record("x")), ("a", &record("y"))]);
    let ran = folder.run("simulate m.toml --before b --after a --format json --show-values");
    let flows = ran.lines[0]["flows"].as_array().expect("a record has flows");
    let shown: Vec<_> =
        flows.iter().map(|flow| (flow["target"].as_str(), flow["after"].as_str(), flow["code"].as_str())).collect();
    assert_eq!(shown, [(Some("title"), None, Some("null-overwrite")), (Some("nickName"), Some("y"), None)]);
    folder.put("m.toml", &mapping.replace("Microsoft Entra ID", "Workday"));
    let ran = folder.run("simulate m.toml --before b --after a");
    assert!(!ran.errors.contains("null-overwrite") && ran.errors.contains("1 flows"), "{}", ran.errors);
    // A part that is not loaded is only named where its value would be another one.
    let switch = "Switch([country], \"en\", \"DE\", \"de\")";
    let loads = |value: &str| format!("'{}'", value.replace("SWITCH", switch));
    for (value, after, code) in [
        ("Join(\"-\", [jobTitle], SWITCH)", "y", Some("null-overwrite")),
        ("Coalesce(SWITCH, [jobTitle])", "y", Some("null-overwrite")),
        ("IIF([jobTitle]=\"x\", SWITCH, \"z\")", "z", None),
        ("Coalesce([jobTitle], SWITCH)", "y", None),
        ("Join(\"-\", [jobTitle], [country])", "y-DE", None),
    ] {
        folder.put("m.toml", &mapping.replace(&loads("SWITCH"), &loads(value)));
        let ran = folder.run("simulate m.toml --before b --after a --format json --show-values");
        let flow = &ran.lines[0]["flows"][0];
        assert_eq!(flow["target"].as_str(), Some("title"), "{value}: {}", ran.errors);
        assert_eq!((flow["after"].as_str(), flow["code"].as_str()), (Some(after), code), "{value}");
    }
    // With the whole record it would have no value either, so none is lost.
    folder.put("m.toml", &mapping.replace(&loads("SWITCH"), &loads("IIF([jobTitle]=\"x\", SWITCH, [none])")));
    let ran = folder.run("simulate m.toml --before b --after a --format json --show-values");
    let targets: Vec<_> =
        ran.lines[0]["flows"].as_array().into_iter().flatten().map(|it| it["target"].as_str()).collect();
    assert_eq!(targets, [Some("nickName")], "{}", ran.errors);
}

#[test]
fn rules_run_in_the_order_of_their_priority() {
    let rule = |name: &str, priority: u32, enabled: bool, object: &str, value: &str| {
        serde_json::json!({"name": name, "priority": priority, "sourceDirectoryName": "Contoso", "targetDirectoryName": "App",
            "objectMappings": [{"enabled": enabled, "name": name, "sourceObjectName": object, "targetObjectName": object,
                "attributeMappings": [{"targetAttributeName": "displayName", "matchingPriority": 1,
                    "source": {"type": "Constant", "name": value, "expression": format!("\"{value}\"")}}]}]})
    };
    let rules = [
        rule("late", 3, true, "User", "late"),
        rule("off", 1, false, "User", "off"),
        rule("early", 2, true, "User", "early"),
        rule("groups", 4, true, "Group", "group"),
    ];
    let document = serde_json::json!({"directories": [], "synchronizationRules": rules}).to_string();
    let folder = Folder::new(&[("m.json", &document), ("r.ndjson", "{}\n")]);
    for (object, expected) in [
        ("", "early"),
        (" --object User", "early"),
        (" --object late", "late"),
        (" --object off", "off"),
        (" --object Group", "group"),
    ] {
        let ran = folder.run(&format!("map m.json r.ndjson{object}"));
        assert_eq!(ran.all("/displayName"), [expected], "{object}: {}", ran.errors);
    }
}

#[test]
fn of_two_records_for_one_object_only_the_first_is_created() {
    let folder = Folder::new(&[("m.toml", MAPPING), ("r.ndjson", &format!("{BEFORE}{BEFORE}"))]);
    let ran = folder.run("map m.toml r.ndjson --operation create --envelope");
    assert_eq!(ran.code, Some(1), "{}", ran.errors);
    let (mapped, failed): (Vec<_>, Vec<_>) = ran.lines.iter().partition(|line| line["status"] != "error");
    assert_eq!(ran.lines.len(), BEFORE.lines().count() * 2, "every record has a line");
    assert!(failed.iter().all(|line| line["errors"][0]["code"] == "duplicate-match" && line["payload"].is_null()));
    assert!(failed.len() < mapped.len() + failed.len() && !failed.is_empty());
    // Payloads alone are not compared with each other.
    assert_eq!(folder.run("map m.toml r.ndjson").code, Some(0));
}

/// Changes that the flow types of an object mapping do not allow are held back, with the reason and the current
/// payload.
#[test]
fn only_the_changes_that_the_object_mapping_allows_are_made() {
    let folder = folder();
    folder.run("map m.toml before.ndjson --envelope -o 0.ndjson");
    for (allowed, method, held_back) in [
        ("'update', 'delete'", "POST", "creates no objects"),
        ("'add', 'delete'", "PATCH", "changes no objects"),
        ("'add', 'update'", "DELETE", "deletes no objects"),
    ] {
        let name = "name = \"users\"";
        folder.put("few.toml", &MAPPING.replace(name, &format!("{name}\nchanges = [{allowed}]")));
        let arguments = "map few.toml after.ndjson --operation patch --previous 0.ndjson";
        let sent = folder.run(arguments);
        let methods = sent.all("/method");
        if method != "PATCH" {
            assert!(!methods.contains(&method), "{allowed}: {methods:?}");
        }
        let told = folder.run(&format!("{arguments} --envelope"));
        let reasons = told.all("/reason");
        assert!(reasons.iter().any(|reason| reason.contains(held_back)), "{allowed}: {reasons:?}");
    }
}
