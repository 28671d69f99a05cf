//! Converting mapping files: nothing is lost in either direction.

mod capitals;
mod edits;
mod migrate;
mod random;

use super::{to_graph, to_toml};
use crate::mapping::{self, Mapping, connectors};
use crate::text::Source;
use std::path::PathBuf;

fn read(name: &str, text: &str) -> Mapping {
    mapping::read(&Source::new(name, text)).0
}

fn toml_of(json: &str) -> String {
    to_toml(&read("a.json", json)).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}\n{json}"))
}

fn json_of(toml: &str) -> String {
    to_graph(&read("a.toml", toml)).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}\n{toml}"))
}

fn exports() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir("tests/data/exports").unwrap();
    folder
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// The attribute mappings of a file, without their sources.
fn said(mapping: &Mapping) -> Vec<String> {
    let mut all: Vec<_> = mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings).collect();
    all.sort_by_key(|one| one.span.start);
    let default = |one: &mapping::AttributeMapping| one.default.as_ref().map(|text| text.value.clone());
    all.into_iter()
        .map(|one| format!("{} {:?} {:?} {}", one.target.value, default(one), one.flow_type, one.matching_priority))
        .collect()
}

/// JSON to TOML to JSON, and once more to TOML.
fn around(json: &str) {
    let toml = toml_of(json);
    assert_eq!(said(&read("a.toml", &toml)), said(&read("a.json", json)), "{toml}");
    let back = json_of(&toml);
    assert_eq!(back, to_graph(&read("a.json", json)).unwrap(), "{toml}");
    assert_eq!(toml_of(&back), toml);
}

#[test]
fn exports_survive_the_conversion_to_toml_and_back() {
    for (_, json) in exports() {
        around(&json);
    }
    assert!(exports().len() > 6);
}

#[test]
fn canonical_printing_keeps_order_digits_and_meaning() {
    let json = "{\"b\": [1.50, {}], \"a\": \"\\u00e9\\/\", \"objectMappings\": []}";
    let expected = "{\n  \"b\": [\n    1.50,\n    {}\n  ],\n  \"a\": \"é/\",\n  \"objectMappings\": []\n}\n";
    assert_eq!(to_graph(&read("a.json", json)).unwrap(), expected);
}

#[test]
fn what_the_service_writes_itself_needs_no_graph_table() {
    for connector in connectors::CONNECTORS {
        let json = json_of(connector.text());
        let toml = toml_of(&json);
        assert!(!toml.contains("[graph]"), "{}: {toml}", connector.name);
        assert_eq!(json_of(&toml), json, "{}", connector.name);
        assert_eq!(to_toml(&read("a.toml", connector.text())).unwrap(), toml, "{}", connector.name);
    }
}

#[test]
fn published_exports_survive_the_way_through_toml() {
    let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let Some(folder) = above.map(|above| above.join("shared/samples/schemas")).find(|folder| folder.is_dir()) else {
        eprintln!("skipped: no published exports beside the project");
        return;
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if serde_json::from_str::<serde_json::Value>(&text).is_err() {
            continue;
        }
        around(&text);
    }
}
