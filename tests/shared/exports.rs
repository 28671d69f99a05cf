//! Published mapping files, converted to TOML and back.

use crate::shared::shared;
use attrflow::Source;
use attrflow::tool::conversion::convert;
use attrflow::tool::{MappingFormat, read_mapping};
use serde_json::Value as Json;

#[test]
fn published_files_survive_the_conversion_to_toml_and_back() {
    let Some(folder) = shared("samples/schemas") else { return };
    let (mut converted, mut attributes) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a sample is text");
        let name = path.display();
        let (mapping, diagnostics) = read_mapping(&Source::new("a.json", &*text));
        if diagnostics.iter().any(|found| found.code() == "not-a-mapping") {
            let refused = convert(&mapping, &diagnostics, MappingFormat::Toml);
            assert!(refused.is_err(), "{name}: nothing of it is a mapping, and an empty one would come of it");
            continue;
        }
        let through = |name: &str, text: &str, to: MappingFormat| {
            let (mapping, diagnostics) = read_mapping(&Source::new(name, text));
            let count = mapping.object_mappings().map(|(_, object)| object.attribute_mappings.len()).sum::<usize>();
            let text =
                convert(&mapping, &diagnostics, to).unwrap_or_else(|diagnostics| panic!("{name}: {diagnostics:?}"));
            (text, count)
        };
        let (canonical, _) = through("a.json", &text, MappingFormat::Graph);
        let (toml, count) = through("a.json", &text, MappingFormat::Toml);
        let (back, of_toml) = through("a.toml", &toml, MappingFormat::Graph);
        assert_eq!(back, canonical, "{name}");
        assert_eq!(count, of_toml, "{name}");
        let meant = |text: &str| -> Json { serde_json::from_str(text).expect("it is JSON") };
        assert_eq!(meant(&canonical), meant(&text), "{name}");
        assert_eq!(through("b.json", &back, MappingFormat::Toml).0, toml, "{name}");
        (converted, attributes) = (converted + 1, attributes + count);
    }
    println!("{converted} files with {attributes} attribute mappings");
    assert!(converted >= 8 && attributes > 130, "{converted} files with {attributes} attribute mappings");
}

#[test]
fn files_that_are_not_json_have_a_diagnostic_with_a_location() {
    let Some(folder) = shared("samples/schemas/invalid-as-published") else { return };
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let text = std::fs::read_to_string(&path).expect("a sample is text");
        let (mapping, diagnostics) = read_mapping(&Source::new("a.json", text));
        assert!(
            diagnostics.iter().any(|diagnostic| diagnostic.is_error() && !diagnostic.span.is_empty()),
            "{diagnostics:?}"
        );
        // An extra comma does not change the content of the file; any other error does.
        let repairs = diagnostics.iter().all(|diagnostic| diagnostic.code() != "not-json");
        assert_eq!(convert(&mapping, &diagnostics, MappingFormat::Toml).is_ok(), repairs, "{}", path.display());
    }
}
