//! Generated cases as TOML.

use crate::testing::harness::Actual;
use crate::testing::literal::{key, quoted, value};
use serde_json::{Map, Value as Json};

/// A case: how the record differs from the file's own, and the expected results.
pub(super) fn case(
    name: &str,
    base: &Map<String, Json>,
    record: &Map<String, Json>,
    expected: &[(&str, &Actual)],
    out: bool,
) -> String {
    let mut text = head(name, base, record);
    if out {
        text.push_str("scope = \"out\"\n");
    }
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

/// A case for a record out of scope.
pub(super) fn scope_case(base: &Map<String, Json>, record: &Map<String, Json>) -> String {
    case("out of the scope", base, record, &[], true)
}

fn head(name: &str, base: &Map<String, Json>, record: &Map<String, Json>) -> String {
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
