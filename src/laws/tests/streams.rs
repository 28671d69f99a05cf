//! Whole mappings over streams of records: the same input gives the same output, on one thread or two; and a record
//! that cannot be mapped is reported with its location and its reason, and does not affect other records.

use crate::engine::{ObjectProgram, Outcome, RecordInput, RunLimits, World, compile_object, moment};
use crate::laws::tests::chance::any_record;
use crate::mapping::read;
use crate::program::Program;
use crate::record::{RecordReader, Records};
use crate::scim::Flavor;
use crate::text::Source;
use bumpalo::Bump;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// A mapping that uses everything that could differ from run to run, and whose records can have errors.
const MAPPING: &str = r#"
name = "Users"
[source]
directory = "Contoso"
[target]
directory = "Fabrikam"
[settings]
DomainFQDN = "contoso.com"
[[attribute]]
target = 'userName'
value = 'Join("@", [a], %DomainFQDN%)'
required = true
match = 1
[[attribute]]
target = 'externalId'
value = 'Guid()'
[[attribute]]
target = 'nickName'
value = 'RandomString(12, 2, 2, 2, 2)'
[[attribute]]
target = 'displayName'
value = 'SelectUniqueValue(Append("first", [b]), Append("second", [b]), Append("third", Guid()))'
[[attribute]]
target = 'active'
type = "Boolean"
value = '[c]'
[[attribute]]
target = 'title'
value = 'IIF(IsPresent([proxyAddresses]), Item([proxyAddresses], 2), "none")'
[[attribute]]
target = 'locale'
value = 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm:ss")'
"#;

/// The outcomes of the records: payloads and errors, each with its line.
type Told = Vec<(u64, Result<String, Vec<String>>)>;

fn program() -> ObjectProgram {
    let (mapping, diagnostics) = read(&Source::new("mapping.toml", MAPPING));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let (program, diagnostics) = compile_object(&mapping, None, None, Flavor::Rfc7644);
    assert!(program.is_some(), "{diagnostics:?}");
    program.expect("it was just checked")
}

fn world(seed: u64) -> World {
    let now = moment("2026-01-15T09:30:00Z").expect("it is a timestamp");
    World::at(now).with_seed(seed).with_setting("DomainFQDN", "contoso.com")
}

fn run(program: &ObjectProgram, input: &[u8], seed: u64) -> Told {
    let (world, session) = (world(seed), program.attributes().session(RunLimits::default()));
    let slots = program.attributes().slots();
    let (mut records, mut reader, mut arena) =
        (Records::new(input, None, 1 << 20), RecordReader::new(slots), Bump::new());
    let mut told = Vec::new();
    while let Some(record) = records.next_record() {
        arena.reset();
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                told.push((refused.location.line, Err(vec![refused.diagnostic.message])));
                continue;
            }
        };
        let turn = match RecordInput::read(record.shape, &mut reader, &session, &arena, &world) {
            Ok(turn) => turn,
            Err(malformed) => {
                told.push((record.location.line, Err(vec![malformed.diagnostic().message])));
                continue;
            }
        };
        let mut out = Vec::new();
        let outcome = program.create(&turn, &mut out);
        let came = match outcome {
            Outcome::Payload { .. } => Ok(String::from_utf8(out).expect("a payload is UTF-8")),
            Outcome::OutOfScope(_) => Ok(String::new()),
            Outcome::Failed(errors) => {
                assert!(out.is_empty(), "an invalid record writes nothing");
                Err(errors.into_iter().map(|error| error.error.message).collect())
            }
        };
        told.push((record.location.line, came));
    }
    told
}

#[test]
fn programs_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<ObjectProgram>();
    shared::<Program>();
    shared::<World>();
}

/// A line of the stream: a valid record or one with an error.
#[derive(Clone, Debug)]
enum Line {
    Sound(String),
    Broken(Vec<u8>),
}

fn line() -> impl Strategy<Value = Line> {
    let sound = ("[a-z]{1,8}", any::<u64>())
        .prop_map(|(name, own)| Line::Sound(json!({"a": name, "b": own.to_string(), "c": true}).to_string()));
    let texts: Vec<Vec<u8>> = vec![
        b"{\"a\": ".to_vec(),
        b"{\"a\": \"x\"} extra".to_vec(),
        b"{\"a\": \"\\ud800\"".to_vec(),
        b"{\"a\": \"\xff\"}".to_vec(),
        b"{\"a\": nul}".to_vec(),
        b"[1, 2]".to_vec(),
        b"7".to_vec(),
        b"\"a\"".to_vec(),
        b"\0".to_vec(),
        // JSON without a payload: an invalid Boolean, a missing item, multiple values where one is needed.
        b"{\"a\": \"x\", \"b\": \"x\", \"c\": \"maybe\"}".to_vec(),
        b"{\"a\": \"x\", \"b\": \"x\", \"proxyAddresses\": [\"one\"]}".to_vec(),
        b"{\"a\": \"x\", \"b\": [\"x\", \"y\"]}".to_vec(),
        format!("{{\"z\": {}1{}}}", "[".repeat(600), "]".repeat(600)).into_bytes(),
        format!("{{\"a\": \"{}\"}}", "x".repeat(1 << 20)).into_bytes(),
    ];
    prop_oneof![2 => sound, 1 => prop::sample::select(texts).prop_map(Line::Broken)]
}

fn lines(lines: &[Line]) -> Vec<u8> {
    let mut input = Vec::new();
    for line in lines {
        match line {
            Line::Sound(text) => input.extend_from_slice(text.as_bytes()),
            Line::Broken(bytes) => input.extend_from_slice(bytes),
        }
        input.push(b'\n');
    }
    input
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_same_input_has_the_same_output(records in prop::collection::vec(any_record(), 1..30), seed in any::<u64>()) {
        let mut input = String::new();
        for record in &records {
            writeln!(input, "{record}").expect("a String can be written to");
        }
        let program = program();
        let once = run(&program, input.as_bytes(), seed);
        prop_assert_eq!(once.len(), records.len());
        let both = std::thread::scope(|scope| {
            let threads = [(); 2].map(|()| scope.spawn(|| run(&program, input.as_bytes(), seed)));
            threads.map(|thread| thread.join().expect("no thread panics"))
        });
        prop_assert_eq!(&both[0], &once);
        prop_assert_eq!(&both[1], &once);
        // A newly compiled program produces the same bytes.
        prop_assert_eq!(run(&self::program(), input.as_bytes(), seed), once);
    }

    #[test]
    fn a_broken_record_is_reported_and_affects_no_other(stream in prop::collection::vec(line(), 1..20)) {
        // The first line determines the format, so it has to be valid here.
        let stream: Vec<Line> = std::iter::once(Line::Sound("{\"a\":\"first\",\"b\":\"x\"}".into())).chain(stream).collect();
        let program = program();
        let told = run(&program, &lines(&stream), 7);
        prop_assert_eq!(told.len(), stream.len(), "{:?}", told);
        for (index, ((location, came), line)) in told.iter().zip(&stream).enumerate() {
            prop_assert_eq!(*location, index as u64 + 1);
            match (line, came) {
                (Line::Sound(text), Ok(payload)) => {
                    let (record, payload): (Json, Json) =
                        (serde_json::from_str(text).expect("it is"), serde_json::from_str(payload).expect("it is JSON"));
                    let name = format!("{}@contoso.com", record["a"].as_str().unwrap_or_default());
                    prop_assert_eq!(payload["userName"].as_str(), Some(name.as_str()));
                }
                (Line::Broken(_), Err(reasons)) => {
                    prop_assert!(!reasons.is_empty() && reasons.iter().all(|reason| !reason.is_empty()));
                }
                (line, came) => prop_assert!(false, "{line:?} resulted in {came:?}"),
            }
        }
    }
}
