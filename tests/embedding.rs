//! What an engine that embeds the library relies on: one compilation for many threads, its own limits, and its own
//! host.

use attrflow::tool::{
    Context, Expression, Mapped, ObjectProgram, Outcome, RECORD_LIMIT, RecordBody, Records, RunLimits, Stream, Value,
};
use attrflow::{Flavor, Host, Source, World, moment};
use std::num::NonZeroUsize;

fn is_shared<T: Send + Sync>() {}

/// The same of a type that only the library can name.
fn returns_shared<O, T: Send + Sync>(_: fn(&O) -> &T) {}

#[test]
fn programs_are_shared_between_threads() {
    is_shared::<ObjectProgram>();
    returns_shared(ObjectProgram::attributes);
    is_shared::<Expression>();
    returns_shared(Expression::program);
    is_shared::<World>();
}

fn world() -> World {
    World::at(moment("2026-01-15T09:30:00Z").unwrap())
}

/// The result of an expression under these limits, or the code of its error.
fn ends(expression: &str, value: &str, limits: RunLimits) -> Result<String, &'static str> {
    let expression = Expression::new(expression, Context::default()).unwrap();
    let mut runner = expression.runner(limits);
    runner.give([("a", value)]);
    let result = runner.value(None, &world(), &mut (), |result, ()| {
        result.map(|value| attrflow::tool::to_json(value).to_string()).map_err(|error| error.code())
    });
    result.unwrap()
}

#[test]
fn every_limit_can_be_set_by_the_engine() {
    let usual = RunLimits::default();
    let slow = r#"Replace([a], , "(?=(a+a+)+b)", , "x", , )"#;
    let value = "a".repeat(14) + "!";
    let few = RunLimits { pattern_steps: 100, ..usual };
    assert!(ends(slow, &value, usual).is_ok());
    assert_eq!(ends(slow, &value, few), Err("pattern-failed"));
    // Also if the pattern comes from the record.
    let brought = r#"Replace("aaaaaaaaaaaaaaaaaaaa!", , [a], , "x", , )"#;
    assert!(ends(brought, "(?=(a+a+)+b)", few).is_err());
    let short = RunLimits { longest_pattern: 5, ..usual };
    assert_eq!(ends(brought, "a{1,2}", short), Err("bad-pattern"));
    assert!(ends(brought, "a{1,2}", usual).is_ok());
    let brief = RunLimits { longest_text: 10, ..usual };
    assert_eq!(ends("Append([a], [a])", "123456", brief), Err("text-too-long"));
    assert_eq!(ends("Append([a], [a])", "12345", brief), Ok("\"1234512345\"".to_owned()));
}

#[test]
fn a_payload_has_a_limit_and_affects_no_other_record() {
    let many: String =
        (1..=50).map(|number| format!("[[attribute]]\ntarget = 'urn:x:{number}:User:a'\nvalue = '[a]'\n")).collect();
    let text = format!(
        "[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n[[attribute]]\ntarget = 'userName'\nvalue = '[a]'\n{many}"
    );
    let (mapping, _) = attrflow::tool::read_mapping(&Source::new("m.toml", text));
    let (program, diagnostics) = attrflow::tool::compile_object(&mapping, None, None, Flavor::Rfc7644);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(program.attributes().referenced_attributes(), [Box::from("a")]);
    let (world, threads, limits) = (world(), NonZeroUsize::MIN, RunLimits::default());
    let stream =
        Stream { program: &program, world: &world, limits, threads, matches: false, unseen: None, digest: None };
    let records = |lengths: &[usize]| {
        lengths.iter().map(|length| format!("{{\"a\":\"{}\"}}\n", "\\n".repeat(*length))).collect::<String>()
    };
    let mut largest = 0;
    let done: Result<(), ()> = stream.map(&mut Records::new(records(&[100]).as_bytes(), None, RECORD_LIMIT), |turn| {
        largest = turn.map_or(0, |mapped| mapped.payload.len());
        Ok(())
    });
    assert!(done.is_ok() && largest > 51 * 2 * 100, "a line feed has two bytes in JSON, and both are counted");
    let stream = Stream { limits: RunLimits { largest_payload: largest, ..limits }, ..stream };
    let records = records(&[1, 100, 101, 2]);
    let mut seen = Vec::new();
    let done: Result<(), ()> = stream.map(&mut Records::new(records.as_bytes(), None, RECORD_LIMIT), |turn| {
        let Ok(Mapped { outcome: Ok(outcome), payload, .. }) = turn else { panic!("the record is valid") };
        seen.push(match outcome {
            Outcome::Payload { .. } => "payload",
            Outcome::Failed(errors) => {
                assert!(payload.is_empty());
                errors[0].error.code()
            }
            Outcome::OutOfScope(_) => "out",
        });
        Ok(())
    });
    assert_eq!((done, seen), (Ok(()), vec!["payload", "payload", "payload-too-large", "payload"]));
}

/// A host that records its calls.
#[derive(Default)]
struct Asked(std::sync::Mutex<Vec<String>>);

impl Asked {
    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }
}

impl Host for Asked {
    fn now(&self) -> attrflow::DateTime {
        self.note("now".to_owned());
        moment("2026-01-15T09:30:00Z").unwrap()
    }

    fn entropy(&self, record: &str, _: u32) -> u64 {
        self.note(format!("entropy of {record}"));
        7
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.note(format!("setting {name}"));
        Some("contoso.com")
    }

    fn reserve(&self, value: &str) -> bool {
        self.note(format!("reserve {value}"));
        value != "a"
    }
}

const RECORD: &str = r#"{"a": "a"}"#;

#[test]
fn the_host_provides_everything_that_is_not_in_the_record() {
    let world = Asked::default();
    let joined = r#"Join("|", %DomainFQDN%, FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy"), RandomString(4, 4, 0, 0, 0, ))"#;
    for (text, begins) in [(r#"SelectUniqueValue([a], Append([a], "-2"))"#, "a-2"), (joined, "contoso.com|2026|")] {
        let expression = Expression::new(text, Context::default()).unwrap_or_else(|report| panic!("{report:?}"));
        let mut runner = expression.runner(RunLimits::default());
        let ran = runner.value(RecordBody::Json(RECORD), &world, &mut (), |result, ()| {
            let Ok(Value::Str(value)) = result else { panic!("{text}") };
            assert!(value.starts_with(begins), "{value}");
        });
        assert!(ran.is_ok());
    }
    let asked = world.0.into_inner().unwrap();
    let entropy = format!("entropy of {RECORD}");
    for what in ["now", &entropy, "setting DomainFQDN", "reserve a", "reserve a-2"] {
        assert!(asked.iter().any(|known| known == what), "{what}: {asked:?}");
    }
}
