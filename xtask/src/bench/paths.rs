//! `cargo xtask bench --paths`: instructions per record of the paths that people run – to a file, records whose keys come in
//! another order, tables, requests for a target whose state is known, comparisons.
//!
//! Measures and prints; decides nothing.

use super::{COUNTS, failed, instructions_of, users};
use crate::dist;
use crate::shell::{Failure, root};
use std::fs;
use std::path::{Path, PathBuf};

/// The mapping.
const JOB: &str = include_str!("../../../benches/job/mapping.json");

/// How the records are changed.
#[derive(Clone, Copy)]
enum Records {
    Plain,
    /// The first has three attributes.
    Short,
    /// The first has its keys in the opposite order.
    OtherFirst,
    /// Every second has.
    TwoOrders,
    Shuffled,
    /// 600 attributes without a value before the others.
    Nulls,
    Table,
    /// A tenth of them have other values than before.
    Changed,
}

/// A path: its name, the records, and the options of `map`, or another command up to its records. `PREVIOUS` is what the target
/// has of the plain records, `PLAIN`, and `NOTHING` an empty file; `OTHER` is the mapping with two other expressions.
const PATHS: [(&str, Records, &[&str]); 17] = [
    ("map to nowhere", Records::Plain, &[]),
    ("map -o FILE", Records::Plain, &["-o", "OUTPUT"]),
    ("the first record short", Records::Short, &[]),
    ("the first record in another order", Records::OtherFirst, &[]),
    ("two orders in turn", Records::TwoOrders, &[]),
    ("keys shuffled in each", Records::Shuffled, &[]),
    ("600 attributes of null", Records::Nulls, &[]),
    ("CSV", Records::Table, &[]),
    ("--operation create", Records::Plain, &["--operation", "create"]),
    ("patch, nothing known before", Records::Plain, &["--operation", "patch", "--previous", "NOTHING"]),
    ("patch, unchanged", Records::Plain, &["--operation", "patch", "--previous", "PREVIOUS"]),
    ("patch, 10 % changed", Records::Changed, &["--operation", "patch", "--previous", "PREVIOUS"]),
    ("replace, unchanged", Records::Plain, &["--operation", "replace", "--previous", "PREVIOUS"]),
    ("replace, target not known", Records::Plain, &["--operation", "replace"]),
    ("simulate, 10 % changed", Records::Changed, &["simulate", "MAPPING", "--before", "PLAIN", "--after"]),
    ("diff --records, the same mapping", Records::Plain, &["diff", "MAPPING", "MAPPING", "--records"]),
    ("diff --records, two attributes changed", Records::Plain, &["diff", "MAPPING", "OTHER", "--records"]),
];

/// Measures all of them.
pub(super) fn run() -> Result<(), Failure> {
    let program = dist::build()?;
    let folder = root().join("target/bench/paths");
    fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
    println!("| path | instructions per record |\n|---|--:|");
    for (name, records, options) in PATHS {
        let [few, many] = COUNTS.map(|count| instructions(&program, &folder, (records, options), count));
        let each = many?.saturating_sub(few?) / (COUNTS[1] - COUNTS[0]) as u64;
        println!("| {name} | {each} |");
    }
    Ok(())
}

fn instructions(
    program: &str,
    folder: &Path,
    (records, options): (Records, &[&str]),
    count: usize,
) -> Result<u64, Failure> {
    let text = users::users(count);
    let write = |name: &str, text: &str| -> Result<PathBuf, Failure> {
        let file = folder.join(name);
        fs::write(&file, text).map_err(|error| failed(&error))?;
        Ok(file)
    };
    let plain = write("plain.ndjson", &text)?;
    let file =
        write(if matches!(records, Records::Table) { "users.csv" } else { "users.ndjson" }, &changed(records, &text))?;
    let (nothing, previous) = (write("nothing.ndjson", "")?, folder.join("previous.ndjson"));
    let mapping = root().join("benches/job/mapping.json").display().to_string();
    let other = JOB.replace("\"[displayName]\"", "\"Append([displayName], \\\" (x)\\\")\"");
    let other = write("other.json", &other.replace("\"[surname]\"", "\"ToUpper([surname], )\""))?;
    let base = |more: &[String]| {
        let first = [program, "map", "-q", "--flavor", "rfc7644", "-j", "1"].map(str::to_owned);
        [&first[..], more, std::slice::from_ref(&mapping)].concat()
    };
    if options.contains(&"PREVIOUS") {
        let output = ["-o".to_owned(), previous.display().to_string()];
        instructions_of(&base(&output), &plain)?;
    }
    let named = |option: &&str| match *option {
        "OUTPUT" => folder.join("output.ndjson").display().to_string(),
        "NOTHING" => nothing.display().to_string(),
        "PREVIOUS" => previous.display().to_string(),
        "PLAIN" => plain.display().to_string(),
        "MAPPING" => mapping.clone(),
        "OTHER" => other.display().to_string(),
        other => other.to_owned(),
    };
    let is_map = options.first().is_none_or(|first| first.starts_with('-'));
    let mut options: Vec<String> = options.iter().map(named).collect();
    if !is_map {
        return instructions_of(&[&[program.to_owned()], options.as_slice()].concat(), &file);
    }
    if !options.iter().any(|option| option == "-o") {
        options.extend(["-o", "/dev/null"].map(str::to_owned));
    }
    instructions_of(&base(&options), &file)
}

/// The records as they are to be read.
fn changed(records: Records, text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.lines().map(members).collect();
    let first = lines.first().cloned().unwrap_or_default();
    let object = |members: &[&str]| format!("{{{}}}\n", members.join(","));
    let backwards = |members: &[&str]| object(&members.iter().rev().copied().collect::<Vec<_>>());
    match records {
        Records::Plain => text.to_owned(),
        Records::Short => object(first.get(..3).unwrap_or_default()) + text,
        Records::OtherFirst => backwards(&first) + text,
        Records::TwoOrders => each(&lines, |number, it| if number % 2 == 0 { object(it) } else { backwards(it) }),
        Records::Shuffled => each(&lines, |number, it| object(&shuffled(it, number as u64))),
        Records::Nulls => {
            let nulls: Vec<String> = (0..600).map(|number| format!("\"unused{number}\":null")).collect();
            let nulls = nulls.join(",");
            each(&lines, |_, it| format!("{{{nulls},{}}}\n", it.join(",")))
        }
        Records::Table => {
            let row = |cells: Vec<String>| cells.join(",") + "\n";
            let head = row(first.iter().map(|member| cell(member.split_once(':').map_or("", |it| it.0))).collect());
            let value = |member: &&str| cell(member.split_once(':').map_or("", |it| it.1));
            head + &each(&lines, |_, it| row(it.iter().map(value).collect()))
        }
        Records::Changed => each(&lines, |number, it| match number % 10 {
            0 => object(it).replace("\"jobTitle\":", "\"jobTitle\":\"New\",\"before\":"),
            _ => object(it),
        }),
    }
}

fn each(lines: &[Vec<&str>], write: impl Fn(usize, &[&str]) -> String) -> String {
    lines.iter().enumerate().map(|(number, members)| write(number, members)).collect()
}

/// The members of an object on one line, each with its name.
fn members(line: &str) -> Vec<&str> {
    let inside = line.trim().strip_prefix('{').and_then(|line| line.strip_suffix('}')).unwrap_or_default();
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    let split = inside.split(move |character| {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            '[' | '{' if !in_string => depth += 1,
            ']' | '}' if !in_string => depth -= 1,
            ',' => return !in_string && depth == 0,
            _ => {}
        }
        false
    });
    split.collect()
}

/// The members in an order that is another one for each number.
fn shuffled<'m>(members: &[&'m str], number: u64) -> Vec<&'m str> {
    let mut members = members.to_vec();
    let mut state = number;
    for last in (1..members.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        members.swap(last, (state >> 33) as usize % (last + 1));
    }
    members
}

/// A JSON value as a cell: a string without its quotation marks, an array with its values in one string.
fn cell(value: &str) -> String {
    match value {
        "null" | "[]" => String::new(),
        value => {
            let inside = value.trim_matches(['"', '[', ']']).replace("\\\"", "\"\"").replace("\",\"", "; ");
            format!("\"{inside}\"")
        }
    }
}
