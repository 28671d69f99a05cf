//! A stream of records has the same results on any number of threads, whatever the outcomes of the records.

use attrflow::tool::{Mapped, Outcome, RECORD_LIMIT, Records, RunLimits, Stream, present};
use attrflow::{Flavor, Source, World};
use std::fmt::Write;
use std::num::NonZeroUsize;

/// A mapping with a function that fails on some records, a function with random values and a direct mapping.
fn mapping(name: &str) -> String {
    let expressions = [
        ("userName", name),
        ("nickName", "RandomString(8, 1, 1, 0, 0, )"),
        ("title", "[t]"),
        ("profileUrl", "Item([n], 1)"),
    ];
    let attributes = expressions.map(|(target, expression)| {
        serde_json::json!({"targetAttributeName": target, "source": {"type": "Function", "expression": expression, "parameters": []}})
    });
    let object = serde_json::json!({"name": "o", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User", "flowTypes": "Add", "attributeMappings": attributes});
    serde_json::json!({"id": "m", "synchronizationRules": [{"id": "r", "name": "r", "objectMappings": [object]}]})
        .to_string()
}

/// Enough for several batches: valid records, records with errors, lines that are not records, invalid UTF-8.
fn records() -> Vec<u8> {
    let mut text = String::new();
    for number in 0..6_000 {
        let filler = "x".repeat(number % 90);
        let _ = match number % 97 {
            13 => writeln!(text, r#"{{"u": "u{number}", "n": [], "t": "{filler}"}}"#),
            14 => writeln!(text, r#"{{"u": "u{number}" "#),
            15 => writeln!(text, "{number}"),
            _ => writeln!(text, r#"{{"u": "u{}", "n": ["a", "b"], "t": "{filler}"}}"#, number % 4_000),
        };
    }
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"{\"u\": \"\xFF\"}\n{\"u\": \"last\", \"n\": \"1\"}\n");
    bytes
}

/// The outcome of every record, as text.
fn outcomes(mapping: &str, input: &[u8], threads: usize) -> Vec<String> {
    let (mapping, _) = attrflow::tool::read_mapping(&Source::new("m.json", mapping));
    let (program, diagnostics) = attrflow::tool::compile_object(&mapping, None, None, Flavor::Rfc7644);
    let program = program.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let world = World::at(present());
    let threads = NonZeroUsize::new(threads).unwrap();
    let stream = Stream {
        program: &program,
        world: &world,
        limits: RunLimits::default(),
        threads,
        matches: false,
        unseen: None,
        digest: None,
    };
    let mut seen = Vec::new();
    let done: Result<(), ()> = stream.map(&mut Records::new(input, None, RECORD_LIMIT), |turn| {
        seen.push(match turn {
            Err(refused) => format!("{} refused {}", refused.location.line, refused.diagnostic.code()),
            Ok(Mapped { record, outcome: Err(malformed), .. }) => format!("{} {malformed:?}", record.location.line),
            Ok(Mapped { record, outcome: Ok(Outcome::Payload { .. }), payload, .. }) => {
                format!("{} {}", record.location.line, std::str::from_utf8(payload).unwrap())
            }
            Ok(Mapped { record, outcome: Ok(other), .. }) => format!("{} {other:?}", record.location.line),
        });
        Ok(())
    });
    done.unwrap();
    seen
}

#[test]
fn any_number_of_threads_has_the_same_results() {
    for name in ["[u]", "SelectUniqueValue([u], Append([u], \"-2\"))"] {
        let (mapping, input) = (mapping(name), records());
        let one = outcomes(&mapping, &input, 1);
        assert_eq!(one.len(), 6_002);
        assert!(one.iter().any(|line| line.contains("item-out-of-range")));
        assert!(one.iter().any(|line| line.contains("invalid-utf8")));
        for threads in [2, 3, 16] {
            assert!(outcomes(&mapping, &input, threads) == one, "{name} on {threads} threads");
        }
    }
}

#[test]
fn rows_of_a_table_are_not_split_between_threads() {
    let (mapping, mut input) = (mapping("[u]"), String::from("u,n,t\n"));
    (0..9_000).for_each(|number| {
        let _ = writeln!(input, "u{number},1,\"a, b {number}\"");
    });
    let one = outcomes(&mapping, input.as_bytes(), 1);
    assert_eq!(one.len(), 9_000);
    assert!(outcomes(&mapping, input.as_bytes(), 4) == one);
}

#[test]
fn an_error_of_the_sink_ends_the_run() {
    let (mapping, input) = (mapping("[u]"), records());
    let (mapping, _) = attrflow::tool::read_mapping(&Source::new("m.json", mapping));
    let program = attrflow::tool::compile_object(&mapping, None, None, Flavor::Rfc7644).0.unwrap();
    let (world, limits) = (World::at(present()), RunLimits::default());
    for threads in [1, 4] {
        let threads = NonZeroUsize::new(threads).unwrap();
        let stream =
            Stream { program: &program, world: &world, limits, threads, matches: false, unseen: None, digest: None };
        let mut seen = 0;
        let done = stream.map(&mut Records::new(&input[..], None, RECORD_LIMIT), |_| {
            seen += 1;
            if seen == 100 { Err("enough") } else { Ok(()) }
        });
        assert_eq!((done, seen), (Err("enough"), 100));
    }
}
