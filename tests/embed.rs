//! The interface for programs that embed attrflow: the same envelopes as from the command line, errors with locations,
//! limits, and one mapper for many threads.

use attrflow::{Evaluated, Evaluator, Limits, Mapper, Options, Provisioner, Status, check};
use attrflow::{RecordFormat, connectors};
use serde_json::{Value as Json, json};
use std::num::NonZeroUsize;
use std::process::Command;

const NOW: &str = "2026-01-15T09:30:00Z";

fn options(options: &Json) -> Options {
    serde_json::from_value(options.clone()).unwrap()
}

fn example(name: &str) -> Vec<u8> {
    std::fs::read(format!("examples/{name}")).unwrap()
}

fn mapper(file: &str, given: &Json) -> Mapper {
    Mapper::from_bytes(file, &example(file), options(given)).unwrap()
}

/// A mapping that fills `displayName` with an expression.
fn filling(expression: &str, given: &Json) -> Mapper {
    Mapper::from_bytes("filling.toml", filled(expression).as_bytes(), options(given)).unwrap()
}

/// The file of that mapping.
fn filled(expression: &str) -> String {
    let text = String::from_utf8(example("onboarding.toml")).unwrap();
    let (before, rest) = text.split_once("target = 'displayName'\nvalue = '").unwrap();
    let (_, after) = rest.split_once('\'').unwrap();
    format!("{before}target = 'displayName'\nvalue = '{expression}'{after}")
}

fn envelopes(mapper: &Mapper, records: &[u8], threads: usize) -> Vec<Json> {
    let mut all = Vec::new();
    let threads = NonZeroUsize::new(threads).unwrap();
    let done = mapper.map_all(records, Some(RecordFormat::Ndjson), threads, |envelope| {
        all.push(serde_json::to_value(&envelope).unwrap());
        Ok::<_, ()>(())
    });
    done.unwrap();
    all
}

/// The envelope as the command line prints it, which knows the file under another name.
fn as_printed(mut envelope: Json, file: &str) -> Json {
    for error in envelope["errors"].as_array_mut().unwrap() {
        if let Some(location) = error["location"].as_object_mut() {
            location.insert("file".to_owned(), Json::from(file));
        }
    }
    envelope
}

#[test]
fn envelopes_are_those_of_the_command_line() {
    for (mapping, records) in [("examples/onboarding.toml", "newcomers.ndjson"), ("meta-work-accounts", "users.ndjson")]
    {
        let mut bytes = example(records);
        bytes.extend_from_slice(b"{\"id\":\"cut\n[1]\n{\"id\":\"\xeb\"}\n");
        let arguments = ["map", mapping, "-", "--now", NOW, "--envelope", "--flavor", "rfc7644"];
        let printed = printed(&arguments, &bytes);
        let given = json!({"now": NOW});
        let mapper = match mapping.strip_prefix("examples/") {
            Some(file) => mapper(file, &given),
            None => Mapper::new(connectors::find(mapping).unwrap().source(), options(&given)).unwrap(),
        };
        let all = envelopes(&mapper, &bytes, 2);
        assert_eq!(all.into_iter().map(|it| as_printed(it, mapping)).collect::<Vec<_>>(), printed, "{mapping}");
    }
}

fn printed(arguments: &[&str], input: &[u8]) -> Vec<Json> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("embed.ndjson");
    std::fs::write(&path, input).unwrap();
    let arguments = arguments.iter().map(|argument| if *argument == "-" { path.to_str().unwrap() } else { argument });
    let output = Command::new(env!("CARGO_BIN_EXE_attrflow")).args(arguments).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_single_record_is_mapped_like_one_of_many() {
    let mapper = mapper("onboarding.toml", &json!({"now": NOW}));
    let records = example("newcomers.ndjson");
    let all = envelopes(&mapper, &records, 1);
    for (record, expected) in records.split(|byte| *byte == b'\n').zip(&all) {
        let mut alone = serde_json::to_value(mapper.map(record)).unwrap();
        for error in alone["errors"].as_array_mut().unwrap() {
            error["line"] = expected["errors"][0]["line"].clone();
        }
        assert_eq!(alone, *expected);
    }
    for (bad, code) in
        [(&b"{\"a\":1} x"[..], "bad-json"), (b"\"a\"", "not-a-record"), (b"{\"a\":\"\xff\"}", "invalid-utf8")]
    {
        let envelope = mapper.map(bad);
        assert_eq!((envelope.status, envelope.errors[0].diagnostic.code()), (Status::Error, code));
    }
}

#[test]
fn an_error_has_its_location_in_the_file_and_in_the_expression() {
    let mapper = filling(r#"Append("é", FormatDateTime([day], , "yyyy-MM-dd", "dd.MM."))"#, &json!({}));
    let envelope = mapper.map(r#"{"userPrincipalName": "a@b.org", "day": "PRIVATE"}"#);
    let error = &envelope.errors[0];
    assert_eq!((error.attribute, error.diagnostic.code()), (Some("displayName"), "date-not-in-format"));
    let location = error.location.as_ref().unwrap();
    let expression = location.expression.as_ref().unwrap();
    assert_eq!(&expression[location.start..location.end], "[day]");
    let text = String::from_utf8(example("onboarding.toml")).unwrap();
    let line = text.lines().position(|line| line == "target = 'displayName'").unwrap() + 2;
    // In code points: `é` is one code point and two bytes.
    assert_eq!(
        (location.file.as_str(), location.line, location.column),
        ("filling.toml", line, 10 + location.start - 1)
    );
    assert_eq!(error.diagnostic.value.as_deref(), Some("PRIVATE"));
    assert!(!format!("{error} {}", serde_json::to_string(&envelope).unwrap()).contains("PRIVATE"));
}

#[test]
fn each_limit_has_a_code_and_affects_no_other_record() {
    let record = |length| format!(r#"{{"userPrincipalName": "a@b.org", "name": "{}"}}"#, "x".repeat(length));
    for (limit, code) in [
        (json!({"longest_text": 1000}), "text-too-long"),
        (json!({"largest_record": 1000}), "record-too-large"),
        (json!({"largest_payload": 1000}), "payload-too-large"),
    ] {
        let mapper = filling("Append([name], [name])", &json!({"limits": limit}));
        let (long, short) = (record(2000), record(10));
        let envelope = mapper.map(&long);
        assert_eq!((envelope.status, envelope.errors[0].diagnostic.code()), (Status::Error, code));
        let all = envelopes(&mapper, format!("{short}\n{long}\n{short}").as_bytes(), 1);
        let found: Vec<(&str, &Json)> =
            all.iter().map(|envelope| (envelope["status"].as_str().unwrap(), &envelope["errors"][0]["code"])).collect();
        assert_eq!(found, [("ok", &Json::Null), ("error", &json!(code)), ("ok", &Json::Null)]);
    }
    assert!(Limits::default().largest_payload >= Limits::default().largest_record);
}

#[test]
fn an_expression_beyond_a_limit_is_rejected_with_its_location() {
    let nested = format!("{}[name]{}", "ToUpper(".repeat(30), ", )".repeat(30));
    let file = filled(&nested);
    for (limit, code, at) in [
        (json!({"longest_expression": nested.len() - 1}), "expression-over-limit", 0),
        (json!({"deepest_expression": 30}), "expression-nested-too-deep", nested.find('[').unwrap()),
    ] {
        let options = options(&json!({"limits": limit}));
        let refused = Evaluator::with_options(&nested, &options).expect_err("it is beyond the limit");
        assert_eq!(refused.diagnostics[0].code(), code);
        let refused = Mapper::from_bytes("filling.toml", file.as_bytes(), options).expect_err("it is in a file too");
        let found: Vec<_> =
            refused.diagnostics.iter().map(|diagnostic| (diagnostic.code(), diagnostic.span.start)).collect();
        assert_eq!(found, [(code, (file.find(&nested).unwrap() + at) as u32)]);
    }
    let exact = options(&json!({"limits": {"longest_expression": nested.len(), "deepest_expression": 31}}));
    assert!(Evaluator::with_options(&nested, &exact).is_ok());
}

#[test]
fn unknown_options_are_rejected() {
    for given in [json!({"sed": 1}), json!({"dialect": "x"}), json!({"now": "soon"}), json!({"limits": {"steps": 1}})] {
        assert!(serde_json::from_value::<Options>(given.clone()).is_err(), "{given}");
    }
    let nothing = options(&json!({"dialect": null, "now": null, "object": null, "references": null, "flavor": null}));
    assert_eq!(format!("{nothing:?}"), format!("{:?}", Options::default()));
}

#[test]
fn values_stay_in_use_and_the_current_time_advances() {
    let unique = filling("SelectUniqueValue([name], Append([name], \"2\"))", &json!({"taken": ["bob"]}));
    assert!(unique.depends_on_order());
    let given = |name: &str| {
        let record = format!(r#"{{"userPrincipalName": "a@b.org", "name": "{name}"}}"#);
        serde_json::to_value(unique.map(record)).unwrap()["payload"]["displayName"].clone()
    };
    assert_eq!([given("ada"), given("ada"), given("Bob")], [json!("ada"), json!("ada2"), json!("Bob2")]);

    let clock = r#"FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy")"#;
    let value = |given: &Json| Evaluator::with_options(clock, &options(given)).unwrap().evaluate("{}").unwrap();
    assert_eq!(value(&json!({"now": "1999-01-15T09:30:00Z"})), Evaluated::Value(json!("1999")));
    let Evaluated::Value(Json::String(year)) = value(&json!({})) else { panic!("it is a year") };
    assert!(year.parse::<u16>().unwrap() >= 2026);
}

/// Records with a name in another letter case, one that is not there and one that is near: whichever way they come.
#[test]
fn what_no_record_had_is_told_like_on_the_command_line() {
    const RECORDS: &str = r#"{"id":"1","userPrincipalname":"ada@contoso.com","employeeHireDates":"2026-02-01"}
{"id":"2","userPrincipalname":"bob@contoso.com","displayName":"Bob"}
"#;
    let expected = ["attribute-spelled-otherwise", "attribute-in-no-record", "attributes-without-values"];
    let codes = |mapper: &Mapper| -> Vec<String> {
        mapper.unread().diagnostics.iter().map(|found| found.code().to_owned()).collect()
    };
    let mapper = || std::sync::Arc::new(self::mapper("onboarding.toml", &json!({"now": NOW})));
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("unread.ndjson");
    std::fs::write(&path, RECORDS).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_attrflow")).args(["map", "examples/onboarding.toml"]).arg(path).output();
    let told = String::from_utf8(ran.unwrap().stderr).unwrap();
    for code in expected {
        assert!(told.contains(&format!("[{code}]")), "{told}");
    }
    // One after the other, on several threads, as a stream, and in both ways that a provisioner takes them.
    let ways: [fn(&std::sync::Arc<Mapper>); 5] = [
        |mapper| RECORDS.lines().for_each(|record| drop(mapper.map(record))),
        |mapper| {
            std::thread::scope(|scope| {
                RECORDS.lines().for_each(|record| drop(scope.spawn(move || drop(mapper.map(record)))))
            });
        },
        |mapper| drop(envelopes(mapper, RECORDS.as_bytes(), 2)),
        |mapper| {
            let mut provisioner = Provisioner::new(mapper.clone(), attrflow::Operation::Create, None);
            RECORDS.lines().for_each(|record| drop(provisioner.step(record)));
        },
        |mapper| {
            let mut provisioner = Provisioner::new(mapper.clone(), attrflow::Operation::Create, None);
            provisioner.step_all(RECORDS.as_bytes(), None, |_| Ok::<_, ()>(())).unwrap();
        },
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let mapper = mapper();
        assert!(codes(&mapper).is_empty(), "before any record there is nothing to say");
        way(&mapper);
        assert_eq!(codes(&mapper), expected, "{number}");
        // What was missing comes later: the report is about all records so far.
        drop(mapper.map(r#"{"id":"3","userPrincipalName":"cy@contoso.com","employeeHireDate":"2026-02-01"}"#));
        assert_eq!(codes(&mapper), ["attributes-without-values"], "{number}");
    }
    // In API-driven provisioning a mapper counts over all its calls.
    let inbound = "source = { schema = 'scim:User' }\ntarget = { directory = 'Microsoft Entra ID' }\n\
                   attribute = [{ target = 'accountEnabled', value = '[active]' }]\n";
    let inbound = Mapper::from_bytes("m.toml", inbound.as_bytes(), Options::default()).unwrap();
    for record in ["{\"active\":true}", "{\"active\":null}", "{}"] {
        drop(inbound.map(record));
    }
    let [found] = &inbound.unread().diagnostics[..] else { panic!("{}", inbound.unread()) };
    assert!(found.code() == "active-left-out" && found.message.ends_with(": 2"), "{}", found.message);
    // A record that is none says nothing about names.
    let mapper = mapper();
    drop((mapper.map("\"x\""), mapper.map(b"\xeb")));
    assert!(!mapper.unread().has_errors());
}

#[test]
fn an_expression_returns_json() {
    let evaluator = |text: &str| Evaluator::with_options(text, &options(&json!({"settings": {"X": "y"}}))).unwrap();
    for (text, record, expected) in [
        (r#"Join("-", [a], %X%)"#, r#"{"a":"b"}"#, json!({"value": "b-y"})),
        ("[a]", r#"{"a":[1,"x"]}"#, json!({"value": [1, "x"]})),
        ("[a]", "{}", json!({"value": null})),
        ("IgnoreFlowIfNullOrEmpty([a])", "{}", json!({"skip": true})),
    ] {
        assert_eq!(serde_json::to_value(evaluator(text).evaluate(record).unwrap()).unwrap(), expected, "{text}");
    }
    let error = evaluator("Mid([a], [b], 1)").evaluate(r#"{"a":"x","b":"PRIVATE"}"#).unwrap_err();
    let location = error.location.as_ref().unwrap();
    assert_eq!((error.diagnostic.code(), location.start, location.column), ("wrong-kind", 9, 10));
    assert!(Evaluator::with_options("Mid([a]", &Options::default()).unwrap_err().has_errors());
}

#[test]
fn everything_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Mapper>();
    shared::<Evaluator>();
    shared::<Provisioner>();
}

#[test]
fn a_check_is_that_of_the_command_line() {
    let report = check("examples/draft.toml", &example("draft.toml"), &Options::default());
    let output = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(["check", "examples/draft.toml", "--format", "json", "--min-level", "info"])
        .output()
        .unwrap();
    let printed: Json = serde_json::from_slice(&output.stdout).unwrap();
    let ours: Json = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(ours["diagnostics"], printed["diagnostics"]);
    for connector in connectors::CONNECTORS {
        assert!(!check(connector.name, connector.text().as_bytes(), &Options::default()).has_errors());
    }
}
