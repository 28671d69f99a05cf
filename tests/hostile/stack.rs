//! What is within the limits works on a thread with a small stack: 256 kB, as threads of servers and of other languages
//! have.
//!
//! Each stage gets input at its limit. A stack that is too small ends the whole test program; the thread's name says
//! where.

use attrflow::tool::{conversion, read_mapping};
use attrflow::{Evaluator, Language, Mapper, Operation, Options, Provisioner, Source, check};
use std::num::NonZeroUsize;

/// Runs something on a small stack.
fn small<T: Send>(stage: &str, run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name(stage.to_owned()).stack_size(256 << 10);
        thread.spawn_scoped(scope, run).unwrap().join().unwrap()
    })
}

/// How deep an expression, a record and a pattern may be nested.
const EXPRESSION: usize = 128;
const RECORD: usize = 512;
const PATTERN: usize = 200;

/// Expressions at the limit, each nested in another way.
fn deepest() -> Vec<String> {
    let nested = |open: &str, inside: &str, close: &str, depth: usize| {
        format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
    };
    vec![
        nested("Trim(", "[a]", ")", EXPRESSION),
        nested("IIF([a] = \"x\", \"y\", ", "[a]", ")", EXPRESSION),
        nested("IIF(Not(\"x\" = [a]), ", "[a]", ", \"x\" & [b])", EXPRESSION - 1),
        nested("Coalesce([b], ", "[a]", ")", EXPRESSION),
        nested("Switch([a], ", "[a]", ", \"x\", \"y\")", EXPRESSION),
        nested("Append(", "[a]", ", \"x\")", EXPRESSION),
        nested("Join(\"-\", [b], ", "[a]", ")", EXPRESSION),
        nested("Replace(", "[a]", ", , \"a+b\", , \"c\", , )", EXPRESSION),
        nested("[", "a", "]", EXPRESSION),
        nested("(", "[a]", ")", EXPRESSION),
        nested("Trim(", "[a]", "", EXPRESSION),
        nested("Trim(", "", "", EXPRESSION),
        nested("tolower(", "[a", ")", EXPRESSION),
        nested("(", "[a] = \"x\"", ") && [b]", EXPRESSION),
        nested("IIF(([a] && ", "[b]", " || [c]), \"x\", \"y\")", EXPRESSION / 2),
        // Not nested, but long.
        vec!["[a]"; 4_000].join(" & "),
        format!("Join(\"\"{})", ", [a]".repeat(4_000)),
        "\"a\" ".repeat(2_000),
        "[a] + ".repeat(2_000),
    ]
}

#[test]
fn expressions() {
    for (index, text) in deepest().iter().enumerate() {
        for language in [&attrflow::languages::ENTRA, &attrflow::languages::CONNECT] {
            let language: &'static Language = language;
            small(&format!("expression {index}"), || {
                match Evaluator::with_options(text, &Options::new().language(language)) {
                    Ok(evaluator) => drop(evaluator.evaluate(r#"{"a": "x", "b": "y"}"#)),
                    Err(report) => drop(report.to_json()),
                }
            });
        }
    }
}

#[test]
fn mapping_files() {
    for (index, text) in deepest().iter().enumerate() {
        let text = serde_json::to_string(text).unwrap();
        let file = crate::hostile::MAPPING.replace("'ToLower([mail])'", &text);
        let file = file.replace("[[attribute]]", "[scope]\nall = [\"b EQUALS y\"]\n[[attribute]]");
        small(&format!("file {index}"), || {
            drop(check("m.toml", file.as_bytes(), &Options::new()).to_json());
            if let Ok(mapper) = Mapper::from_bytes("m.toml", file.as_bytes(), Options::new()) {
                drop(mapper.map(r#"{"a": "x", "b": "y"}"#));
            }
        });
        let (mapping, _) = read_mapping(&Source::new("m.toml", file.as_str()));
        // With the trees of the expression beside it.
        if let Ok(graph) = conversion::to_graph(&mapping) {
            small(&format!("graph {index}"), || {
                drop(check("m.json", graph.as_bytes(), &Options::new()).to_json());
                drop(Mapper::from_bytes("m.json", graph.as_bytes(), Options::new()));
            });
        }
    }
}

#[test]
fn files_that_are_nested_like_nothing_that_is_read() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"synchronizationRules\":", "}]")] {
        for depth in [100, 200, 255, 500, 100_000] {
            let json = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let toml = format!("a = {}", json.replace(':', "="));
            let more = crate::hostile::EXPORT.replacen("{\"id\"", &format!("{{\"x\": {json}, \"id\""), 1);
            small(&format!("{open} {depth}"), || {
                drop(check("m.json", json.as_bytes(), &Options::new()).to_json());
                drop(check("m.json", more.as_bytes(), &Options::new()).to_json());
                drop(check("m.toml", toml.as_bytes(), &Options::new()).to_json());
            });
        }
    }
}

#[test]
fn records_and_patterns() {
    let mapping = crate::hostile::MAPPING.replace("'ToLower([mail])'", "'[mail]'\nmatch = 1")
        + "[[attribute]]\ntarget = 'nickName'\nvalue = '''Replace([b], , [p], , \"-\", , )'''\n";
    let patterns = [
        format!("{}a{}", "(?:".repeat(PATTERN), "+|b)*".repeat(PATTERN)),
        format!("{}a{}", "(".repeat(PATTERN), ")".repeat(PATTERN)),
        format!("{}a{}", "(?=".repeat(PATTERN), ")".repeat(PATTERN)),
        format!("{}a{}", "(?<=".repeat(PATTERN), ")".repeat(PATTERN)),
        format!("{}a{}", "(?>".repeat(PATTERN), ")".repeat(PATTERN)),
        format!("{}a{}", "(?(?=a)b|".repeat(PATTERN / 2), ")".repeat(PATTERN / 2)),
        format!("{}a{}", "[b-z-".repeat(PATTERN), "]".repeat(PATTERN)),
        "(".repeat(10_000),
        "a|".repeat(10_000),
    ];
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let mut records: Vec<String> = [RECORD - 1, 120, 60, 100_000]
        .into_iter()
        .flat_map(|depth| [deep(depth), objects(depth)])
        .map(|value| format!("{{\"mail\": {value}, \"b\": \"ab\", \"p\": \"b\"}}"))
        .collect();
    let text = |pattern: &String| serde_json::json!({"mail": "x", "b": "aaab 😀", "p": pattern}).to_string();
    records.extend(patterns.iter().map(text));
    let before = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"x","x":DEEP}"#;
    for depth in [60, 120, 500] {
        let before = before.replace("DEEP", &deep(depth));
        for record in &records {
            small(&format!("record {record:.60}"), || {
                let mapper = Mapper::from_bytes("m.toml", mapping.as_bytes(), Options::new()).unwrap();
                drop(serde_json::to_string(&mapper.map(record)).unwrap());
                let _ = mapper.map_all(record.as_bytes(), None, NonZeroUsize::MIN, |envelope| {
                    serde_json::to_string(&envelope).map(drop)
                });
                for operation in [Operation::Patch, Operation::Replace] {
                    let mapper = Mapper::from_bytes("m.toml", mapping.as_bytes(), Options::new()).unwrap();
                    let mut provisioner = Provisioner::new(mapper.into(), operation, Some(before.as_bytes()));
                    drop(serde_json::to_string(&provisioner.step(record)).unwrap());
                    let _ = provisioner.finish(|envelope| serde_json::to_string(&envelope).map(drop));
                }
            });
        }
    }
}
