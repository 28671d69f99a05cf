//! Patterns, strings and replacements, compared with the results of .NET's `Regex`.

use std::cell::RefCell;

use attrflow_dotnet::regex::Regex;
use serde_json::{Map, Value, json};

use crate::table::{Row, check};

/// The maximum number of matches in a row of `regex_match`.
const MATCHES: usize = 20;

/// Our result: a value, a rejected pattern, or a failed match.
enum Answer {
    Value(Value),
    Refused(String),
    Failed(String),
}

fn answer(row: &Row) -> Answer {
    let regex = match Regex::new(row.text("pattern")) {
        Ok(regex) => regex,
        Err(error) => return Answer::Refused(error.to_string()),
    };
    let (input, replacement, group) = (row.text("input"), row.text("replacement"), row.text("group"));
    let value = match row.op.as_str() {
        "regex_replace" => match regex.replacement(replacement) {
            Ok(replacement) => regex.replace_all(input, &replacement).map(|text| json!(text)),
            Err(error) => return Answer::Refused(error.to_string()),
        },
        "regex_replace_group" => regex.replace_group(input, group, replacement).map(|text| json!(text)),
        "regex_extract_group" => regex.first_group(input, group).and_then(|value| {
            let matched = regex.is_match(input)?;
            Ok(json!({"match": matched, "group": value.is_some(), "value": value.unwrap_or_default()}))
        }),
        "regex_match" => regex.matches(input, MATCHES).map(|matches| {
            let units: Vec<u16> = input.encode_utf16().collect();
            let names = regex.group_names();
            let one = |found: &attrflow_dotnet::regex::Match| {
                let text = |span: &std::ops::Range<usize>| String::from_utf16_lossy(&units[span.clone()]);
                let groups: Map<String, Value> = names
                    .iter()
                    .zip(&found.groups)
                    .map(|(name, span)| {
                        let value = match span {
                            Some(span) => json!({"ok": true, "v": text(span), "i": span.start}),
                            None => json!({"ok": false, "v": "", "i": 0}),
                        };
                        (name.clone(), value)
                    })
                    .collect();
                let whole = found.groups[0].as_ref().expect("a match has a whole");
                json!({"i": whole.start, "v": text(whole), "groups": groups})
            };
            json!(matches.iter().map(one).collect::<Vec<_>>())
        }),
        other => return Answer::Failed(format!("unknown operation {other}")),
    };
    value.map_or_else(|error| Answer::Failed(error.to_string()), Answer::Value)
}

#[test]
fn answers_are_those_of_dotnet() {
    let counts = RefCell::new((0usize, 0usize));
    check("regex.jsonl", 0.999, |row| {
        let mut counts = counts.borrow_mut();
        counts.0 += 1;
        match (answer(row), row.expected()) {
            (Answer::Value(value), Some(expected)) if value == *expected => Ok(()),
            (Answer::Refused(_), None) => Ok(()),
            (Answer::Value(value), Some(expected)) => {
                counts.1 += 1;
                Err(format!("{} returns {value}, .NET {expected}", row.json["in"]))
            }
            (Answer::Value(value), None) => {
                counts.1 += 1;
                Err(format!("{} returns {value}, .NET rejects it", row.json["in"]))
            }
            (Answer::Refused(why) | Answer::Failed(why), _) => Err(format!("{}: {why}", row.json["in"])),
        }
    });
    // A wrong result is worse than an error: there must be none, not even among the known misses.
    let (rows, wrong) = counts.into_inner();
    assert_eq!(wrong, 0, "{wrong} of {rows} rows silently differ");
}
