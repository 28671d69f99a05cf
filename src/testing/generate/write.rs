//! Generated cases as TOML. Decides neither which cases there are nor what they expect.

use super::Record;
use crate::testing::harness::Actual;
use crate::testing::literal::{key, quoted, value};
use crate::testing::outcome::lines_of;
use serde_json::Value as Json;

/// What a case expects.
pub(super) enum Expects<'e> {
    /// That the record is in scope, or that it is not.
    Scope(bool),
    /// These results of attribute mappings, by target; and that the record is in scope if that is to be said.
    Results(&'e [(&'e str, &'e Actual)], bool),
    /// The whole payload.
    Payload(&'e Json),
}

/// A case: how the record differs from the file's own, and the expected results.
pub(super) fn case(name: &str, base: &Record, record: &Record, expects: &Expects<'_>) -> String {
    let mut text = head(name, base, record);
    match expects {
        Expects::Scope(within) => text.push_str(&scope(*within)),
        Expects::Results(results, says_in) => {
            if *says_in {
                text.push_str(&scope(true));
            }
            text.push_str(&expectations(results));
        }
        Expects::Payload(payload) => {
            let lines = lines_of(payload);
            let literal = if lines.contains("'''") { value(&Json::from(lines)) } else { format!("'''\n{lines}\n'''") };
            text.push_str(&format!("payload = {literal}\n"));
        }
    }
    text
}

/// A record as a key of a test file: as JSON, which TOML does not have all values of.
pub(super) fn record(record: &Record) -> String {
    format!("record = {}\n", value(&Json::from(super::json(record))))
}

fn scope(within: bool) -> String {
    format!("scope = \"{}\"\n", if within { "in" } else { "out" })
}

fn expectations(expected: &[(&str, &Actual)]) -> String {
    let mut text = String::new();
    for (key, wanted) in [("absent", Actual::Absent), ("skip", Actual::Skip)] {
        let targets = expected.iter().filter(|(_, gave)| **gave == wanted);
        let targets: Vec<Json> = targets.map(|(target, _)| Json::from(*target)).collect();
        if !targets.is_empty() {
            text.push_str(&format!("{key} = {}\n", value(&Json::Array(targets))));
        }
    }
    for (target, gave) in expected {
        match gave {
            Actual::Value(actual) => text.push_str(&format!("expect.{} = {}\n", quoted(target), value(actual))),
            Actual::Error(code, _) => text.push_str(&format!("error.{} = \"{code}\"\n", quoted(target))),
            Actual::Absent | Actual::Skip => {}
        }
    }
    text
}

fn head(name: &str, base: &Record, record: &Record) -> String {
    let own = record.iter().filter(|(name, value)| base.get(*name) != Some(*value));
    let mut own: Vec<String> = own.map(|(name, one)| format!("{} = {}", key(name), value(one))).collect();
    own.sort();
    let gone: Vec<Json> =
        base.keys().filter(|name| !record.contains_key(*name)).map(|name| Json::from(name.as_str())).collect();
    let record = if own.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", own.join(", ")) };
    let mut text = format!("\n[[case]]\nname = {}\nrecord = {record}\n", value(&Json::from(name)));
    if !gone.is_empty() {
        text.push_str(&format!("without = {}\n", value(&Json::Array(gone))));
    }
    text
}
