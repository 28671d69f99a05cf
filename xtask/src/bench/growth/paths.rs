//! The commands whose growth is measured, with their inputs. A new command, option or reader has its row here.
//!
//! Counts nothing.

use super::inputs::*;

/// A command with an input of any size.
pub(super) struct Growth {
    pub name: &'static str,
    /// The smallest of the three sizes: so large that what grows with the square of it shows beside what does not.
    pub size: usize,
    /// Its arguments.
    pub command: &'static str,
    /// A command that makes a file before; it is not counted.
    pub before: &'static str,
    pub input: fn(usize) -> Vec<File>,
}

/// The command that does as much for each attribute mapping as there are attribute mappings: `--generate` maps whole records
/// for each case. It is held to the square, so that it does not become worse; one that is mended leaves this list.
pub(super) const SQUARES: [&str; 1] = ["test --generate"];

const USUAL: Attributes = Attributes("a", usual);
const EDITED: Attributes = Attributes("a", edited);
const WRONG: Attributes = Attributes("w", wrong);
const RAGGED: Attributes = Attributes("r", ragged);

/// What a mapping says of one attribute only: for records.
const ONE: &str = "[source]\ndirectory = 'Microsoft Entra ID'\nobject = 'User'\n\n[target]\ndirectory = 'Growth'\n\
    object = 'User'\n\n[[attribute]]\ntarget = 'userName'\nvalue = '[userPrincipalName]'\nmatch = 1\n\n\
    [[attribute]]\ntarget = 'mail'\nvalue = 'Coalesce([mail1], [userPrincipalName])'\n";

fn toml(attributes: &Attributes, count: usize) -> File {
    ("mapping.toml", attributes.toml(0..count))
}

fn expression(text: String) -> Vec<File> {
    vec![("expression", text), ("stdin", String::new())]
}

fn job(name: &'static str, records: String) -> Vec<File> {
    vec![("job.json", JOB.to_owned()), (name, records)]
}

fn before_and_after(count: usize) -> Vec<File> {
    [job("before.ndjson", records(count)), vec![("after.ndjson", changed(count))]].concat()
}

fn scope(count: usize) -> String {
    let clauses: String = (0..count)
        .map(|number| format!("{{ attribute = 'd{number}', operator = 'NOT EQUALS', values = ['x{number}'] }},\n"))
        .collect();
    format!("{ONE}\n[[scope]]\nname = 'staff'\nclauses = [\n{clauses}]\n")
}

macro_rules! paths {
    ($($name:literal, $size:literal, $command:literal $(after $before:literal)?, $input:expr;)*) => {
        /// All of them.
        pub(super) const PATHS: &[Growth] = &[$(Growth {
            name: $name, size: $size, command: $command, before: concat!($($before)?), input: $input,
        }),*];
    };
}

paths! {
    // Expressions.
    "parse: calls of an expression", 800, "parse -", |n| vec![("stdin", wide(n))];
    "parse --format graph", 800, "parse --format graph -", |n| vec![("stdin", wide(n))];
    "parse --format bytecode", 800, "parse --format bytecode -", |n| vec![("stdin", wide(n))];
    "check -e: calls", 800, "check -e EXPRESSION", |n| expression(wide(n));
    "check -e: cases of a Switch", 500, "check -e EXPRESSION", |n| expression(cases(n));
    "check -e: errors", 800, "check --format json -e EXPRESSION", |n| expression(errors(n));
    "fmt -e", 800, "fmt --multi-line -e EXPRESSION", |n| expression(wide(n));

    // Mapping files.
    "check: attributes in TOML", 400, "check mapping.toml", |n| vec![toml(&USUAL, n)];
    "check: attributes in JSON", 400, "check mapping.json", |n| vec![("mapping.json", USUAL.json(n, "\n"))];
    "check: JSON on one line", 400, "check mapping.json", |n| vec![("mapping.json", USUAL.json(n, ""))];
    "check: errors, for people", 200, "check --max-diagnostics 0 mapping.toml", |n| vec![toml(&WRONG, n)];
    "check: errors, as JSON", 200, "check --format json mapping.toml", |n| vec![toml(&WRONG, n)];
    "check: errors on one line", 200, "check --format json mapping.json",
        |n| vec![("mapping.json", WRONG.json(n, ""))];
    "check: errors on one line, for people", 100, "check --max-diagnostics 0 mapping.json",
        |n| vec![("mapping.json", WRONG.json(n, ""))];
    "check: errors, as HTML", 200, "check --format html mapping.toml", |n| vec![toml(&WRONG, n)];
    "check: errors, as SARIF", 200, "check --format sarif mapping.toml", |n| vec![toml(&WRONG, n)];
    "check --fix --diff", 150, "check --fix --diff mapping.toml", |n| vec![toml(&WRONG, n)];
    "check --baseline", 200, "check --baseline known.json mapping.toml"
        after "check --baseline known.json --write-baseline mapping.toml", |n| vec![toml(&WRONG, n)];
    "check: clauses of a scope", 400, "check mapping.toml", |n| vec![("mapping.toml", scope(n))];
    "check --records", 300, "check mapping.toml --records records.ndjson",
        |n| vec![("mapping.toml", ONE.to_owned()), ("records.ndjson", records(n))];
    "convert: to TOML", 400, "convert --to toml mapping.json", |n| vec![("mapping.json", USUAL.json(n, "\n"))];
    "convert: to JSON", 300, "convert --to graph mapping.toml", |n| vec![toml(&USUAL, n)];
    "fmt --check", 400, "fmt --check mapping.toml", |n| vec![toml(&RAGGED, n)];
    "fmt --diff", 300, "fmt --diff mapping.toml", |n| vec![toml(&RAGGED, n)];
    "fmt --trees", 300, "fmt --trees --check mapping.json", |n| vec![("mapping.json", USUAL.json(n, "\n"))];
    "migrate", 300, "migrate --to workplace mapping.toml", |n| vec![toml(&USUAL, n)];
    "diff: changed expressions", 200, "diff old.toml new.toml",
        |n| vec![("old.toml", USUAL.toml(0..n)), ("new.toml", EDITED.toml(0..n))];
    "diff: another order", 300, "diff old.toml new.toml",
        |n| vec![("old.toml", USUAL.toml(0..n)), ("new.toml", USUAL.toml((0..n).rev()))];
    "diff: other attributes", 200, "diff old.toml new.toml",
        |n| vec![("old.toml", USUAL.toml(0..n)), ("new.toml", EDITED.toml(n..n * 2))];

    // Records.
    "map: NDJSON", 500, "map -q -j 1 job.json records.ndjson", |n| job("records.ndjson", records(n));
    "map: a JSON array", 500, "map -q -j 1 job.json records.json", |n| job("records.json", array(n));
    "map: CSV", 800, "map -q -j 1 job.json records.csv", |n| job("records.csv", csv(n));
    "map: LDIF", 800, "map -q -j 1 job.json records.ldif", |n| job("records.ldif", ldif(n));
    "map: attributes of a mapping", 300, "map -q -j 1 mapping.toml record.json",
        |n| vec![toml(&USUAL, n), ("record.json", broad(n, ""))];
    "map: attributes of a record", 2000, "map -q -j 1 mapping.toml record.json",
        |n| vec![("mapping.toml", ONE.to_owned()), ("record.json", broad(n, ""))];
    "map: members of a group", 2000, "map -q -j 1 groups.toml group.json",
        |n| vec![("groups.toml", GROUPS.to_owned()), ("group.json", group(0, n))];
    "map: clauses of a scope", 400, "map -q -j 1 --explain-scope mapping.toml record.json",
        |n| vec![("mapping.toml", scope(n)), ("record.json", broad(1, ""))];
    "map: errors of records", 300, "map -q -j 1 mapping.toml records.ndjson",
        |n| vec![("mapping.toml", ONE.replace("[mail1]", "CDate([mobile])")), ("records.ndjson", records(n))];
    "map --operation create", 500, "map -q -j 1 --operation create job.json records.ndjson",
        |n| job("records.ndjson", records(n));
    "map --operation patch", 300, "map -q -j 1 --operation patch --previous old.ndjson job.json after.ndjson"
        after "map -q -j 1 -o old.ndjson job.json before.ndjson", before_and_after;
    "map --operation replace --bulk", 300, "map -q -j 1 --operation replace --bulk 100 --previous old.ndjson job.json after.ndjson"
        after "map -q -j 1 -o old.ndjson job.json before.ndjson", before_and_after;
    "map --operation patch: members of a group", 1000, "map -q -j 1 --operation patch --previous old.ndjson groups.toml after.json"
        after "map -q -j 1 -o old.ndjson groups.toml before.json",
        |n| vec![("groups.toml", GROUPS.to_owned()), ("before.json", group(0, n)), ("after.json", group(n / 2, n))];
    "simulate: records", 300, "simulate --before before.ndjson --after after.ndjson job.json", before_and_after;
    "simulate: attributes of a mapping", 200, "simulate --before before.json --after after.json mapping.toml",
        |n| vec![toml(&USUAL, n), ("before.json", broad(n, "")), ("after.json", broad(n, "!"))];
    "diff --records", 300, "diff job.json new.json --records records.ndjson",
        |n| [job("records.ndjson", records(n)), vec![("new.json", JOB.replace("[jobTitle]", "[city]"))]].concat();
    "diff --records: attributes", 150, "diff old.toml new.toml --records record.json",
        |n| vec![("old.toml", USUAL.toml(0..n)), ("new.toml", EDITED.toml(0..n)), ("record.json", broad(n, ""))];

    // Tests.
    "test: cases", 200, "test case.test.toml",
        |n| vec![("mapping.toml", ONE.to_owned()), ("case.test.toml", test_file(n))];
    "test: attributes of a mapping", 300, "test --coverage case.test.toml",
        |n| vec![toml(&USUAL, n), ("case.test.toml", test_file(2))];
    "test --mutate: cases", 100, "test --mutate case.test.toml",
        |n| vec![("mapping.toml", ONE.to_owned()), ("case.test.toml", test_file(n))];
    "test --mutate: attributes", 20, "test --mutate case.test.toml",
        |n| vec![toml(&USUAL, n), ("case.test.toml", test_file(2))];
    "test --generate", 40, "test --generate case.test.toml",
        |n| vec![toml(&USUAL, n), ("case.test.toml", test_file(1))];
    "test --update", 150, "test --update case.test.toml", |n| vec![
        ("mapping.toml", ONE.to_owned()),
        ("case.test.toml", test_file(n).replace("expect = { userName", "payload = { userName")),
    ];

    // Long values.
    "eval: ToUpper, PCase, Trim", 20000, "eval EXPRESSION record.json",
        |n| vec![("expression", "ToUpper(PCase(Trim([a])), )".to_owned()), ("record.json", long(n))];
    "eval: NormalizeDiacritics, StripSpaces", 20000, "eval EXPRESSION record.json",
        |n| vec![("expression", "StripSpaces(NormalizeDiacritics([a]))".to_owned()), ("record.json", long(n))];
    "eval: Replace", 60000, "eval EXPRESSION record.json",
        |n| vec![("expression", "Replace([a], \"St\", , , \"Saint\", , )".to_owned()), ("record.json", long(n))];
    "eval: Replace with a pattern", 10000, "eval EXPRESSION record.json",
        |n| vec![("expression", "Replace([a], , \"[^0-9]+\", , \"\", , )".to_owned()), ("record.json", long(n))];
    "eval: Replace with a pattern that goes back", 1000, "eval EXPRESSION record.json",
        |n| vec![("expression", "Replace([a], , \"(?<=S)t(?! J)\", , \"\", , )".to_owned()), ("record.json", long(n))];
    "eval: Word, Mid, InStr", 20000, "eval EXPRESSION record.json", |n| vec![
        ("expression", "Join(\"\", Word([a], 900000, \" \"), Mid([a], 9, 9000000), Item(Split([a], \".\"), 2))".to_owned()),
        ("record.json", long(n)),
    ];
    "eval: values of an attribute", 3000, "eval EXPRESSION record.json", |n| vec![
        ("expression", "Count(RemoveDuplicates(Split(Join(\";\", [a]), \";\")))".to_owned()),
        ("record.json", several(n)),
    ];

    // Editors.
    "lsp: a file opened", 300, "lsp", |n| vec![("stdin", session("m.toml", &USUAL.toml(0..n), 0))];
    "lsp: a file changed", 200, "lsp", |n| vec![("stdin", session("m.toml", &USUAL.toml(0..n), 2))];
    "lsp: errors on one line", 150, "lsp", |n| vec![("stdin", session("m.json", &WRONG.json(n, ""), 1))];
}
