//! Round trips over the connectors and over published exports if they are available.

use super::{to_graph, to_toml};
use crate::mapping::{Mapping, connectors, read};
use crate::text::Source;

fn mapping(name: &str, text: &str) -> Mapping {
    read(&Source::new(name, text)).0
}

fn around(json: &str) -> (String, String) {
    let original = to_graph(&mapping("a.json", json)).unwrap();
    let toml = to_toml(&mapping("a.json", json)).unwrap();
    let back = to_graph(&mapping("a.toml", &toml)).unwrap();
    assert_eq!(back, original, "{toml}");
    (original, toml)
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

#[test]
fn connectors_survive_the_way_through_json() {
    for connector in connectors::CONNECTORS {
        let json = to_graph(&mapping("a.toml", connector.text())).unwrap();
        let toml = to_toml(&mapping("a.json", &json)).unwrap();
        assert!(!toml.contains("[graph]"), "{}: {toml}", connector.name);
        assert_eq!(to_graph(&mapping("a.toml", &toml)).unwrap(), json, "{}", connector.name);
        assert_eq!(to_toml(&mapping("a.toml", connector.text())).unwrap(), toml);
    }
}
