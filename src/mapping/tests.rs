//! The connectors, the rows of the registry's pages, and published exports if they are available.

use super::{AttributeMapping, Filter, Mapping, MappingFormat, connectors, read, read_bytes};
use crate::diagnostic::registry;
use crate::text::Source;
use std::path::{Path, PathBuf};

fn codes(name: &str, text: &str) -> (Mapping, Vec<&'static str>) {
    let (mapping, mut diagnostics) = read(&Source::new(name, text));
    for (_, object) in mapping.object_mappings() {
        diagnostics.extend(Filter::compile(object.scope.as_ref(), mapping.format).1);
    }
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code()).collect();
    (mapping, codes)
}

/// The rows of a page's tables: the heading of the first column, and the cells without backticks.
fn rows(page: &str) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut head = None;
    for line in page.lines().map(str::trim) {
        let Some(row) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            head = None;
            continue;
        };
        let cells: Vec<String> = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect();
        match &head {
            None => head = cells.first().cloned(),
            Some(_) if cells[0].starts_with("--") => {}
            Some(head) => rows.push((head.clone(), cells)),
        }
    }
    rows
}

#[test]
fn the_pages_of_the_registry_tell_the_truth() {
    let mut ran = 0;
    // Lints check more than reading does, and so does the comparison of attributes with the schema; their rows are run
    // with the check.
    let is_checked = |code: &str| ["unknown-attribute", "wrong-case-attribute"].contains(&code);
    for entry in registry::all().filter(|entry| !is_checked(entry.code)) {
        for (head, cells) in rows(entry.page()) {
            let (name, text) = match head.as_str() {
                "json" => ("row.json", cells[0].clone()),
                "toml" => ("row.toml", cells[0].clone()),
                "clause" => ("row.toml", format!("scope = [{{ clauses = [{}] }}]", cells[0])),
                _ => continue,
            };
            let (_, found) = codes(name, &text);
            let expected: &[&str] = if cells[1] == "–" { &[] } else { &[cells[1].as_str()] };
            assert_eq!(found, expected, "{}: {text}", entry.code);
            assert!(expected.is_empty() || expected == [entry.code], "{}: {text}", entry.code);
            ran += 1;
        }
    }
    assert!(ran > 50, "{ran} rows");
}

#[test]
fn the_connectors_are_read_without_diagnostics() {
    let names: Vec<_> = connectors::CONNECTORS.iter().map(|connector| connector.name).collect();
    assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
    for connector in connectors::CONNECTORS {
        let name = connector.name;
        assert_eq!(connectors::find(name).map(|found| found.text()), Some(connector.text()));
        assert!(connector.summary().ends_with('.') && connector.summary().contains("over SCIM"), "{name}");
        let (mapping, diagnostics) = codes(&format!("{name}.toml"), connector.text());
        assert_eq!(diagnostics, [""; 0], "{name}");
        for (rule, object) in mapping.object_mappings() {
            assert!(mapping.source_definition(rule, object).is_some(), "{name}");
            let declared = mapping.target_definition(rule, object).unwrap();
            let undeclared = |one: &&AttributeMapping| declared.attribute(&one.target.value).is_none();
            assert_eq!(object.attribute_mappings.iter().filter(undeclared).count(), 0, "{name}");
            let matching = object.attribute_mappings.iter().filter(|one| one.matching_priority > 0);
            assert_eq!(matching.count(), 1, "{name}");
        }
    }
}

#[test]
fn the_kind_of_a_file_shows_in_its_name_or_beginning() {
    for (name, text, format) in [
        ("a.TOML", "{", MappingFormat::Toml),
        ("a.json", "[source]", MappingFormat::Graph),
        ("<stdin>", " {\"a\"", MappingFormat::Graph),
        ("<stdin>", "[ {", MappingFormat::Graph),
        ("<stdin>", "[source]", MappingFormat::Toml),
        ("<stdin>", "[[attribute]]", MappingFormat::Toml),
        ("<stdin>", "# text", MappingFormat::Toml),
    ] {
        assert_eq!(MappingFormat::of(&Source::new(name, text)), format, "{text}");
    }
}

#[test]
fn a_file_in_another_encoding_is_refused_at_its_byte() {
    let (mapping, diagnostics) = read_bytes("a.toml", b"\xEF\xBB\xBF# caf\xE9\n[source]");
    let said: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(said, ["the file is not valid UTF-8: invalid byte at offset 8"]);
    assert_eq!((diagnostics[0].span.start, diagnostics[0].span.of(mapping.source.text())), (5, "\u{FFFD}"));
    let file: Vec<u8> = "[settings]\na = 'é'".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (mapping, diagnostics) = read_bytes("a.toml", &file);
    assert!(diagnostics.is_empty() && mapping.settings.get("a").is_some_and(|a| a.value == "é"));
}

/// Published exports beside the repository: their content and their diagnostics.
const SAMPLES: &[(&str, usize, &[&str])] = &[
    ("ad2aad-cloudsync-useazuread-sample1.json", 136, &[]),
    ("graph-docs-beta-schema-update.add-mapping.json", 0, &["misplaced-object"]),
    ("graph-docs-beta-schema-update.add-target-attribute.json", 0, &[]),
    ("graph-docs-custom-target-attributes-salesforce.json", 1, &[]),
    ("graph-docs-custom-target-attributes.add-officecode.json", 1, &[]),
    ("graph-docs-objectmapping-salesforce.json", 14, &[]),
    ("graph-docs-parseexpression.request.json5", 0, &["not-json"]),
    ("graph-docs-parseexpression.response.json", 0, &["not-a-mapping"]),
    ("graph-docs-synchronizationschema-get.json", 1, &["empty-source", "missing-target"]),
    ("uem-gsuite-put-schema.json", 7, &["ignored-property"]),
    ("invalid-as-published/graph-docs-aws-template.elided.json", 0, &["not-json"]),
    (
        "invalid-as-published/graph-docs-synchronizationschema-update.trailing-commas.json",
        1,
        &["trailing-comma", "trailing-comma", "trailing-comma", "trailing-comma", "trailing-comma", "empty-source"],
    ),
];

fn samples() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().skip(1).map(|above| above.join("shared/samples/schemas")).find(|folder| folder.is_dir())
}

#[test]
fn published_exports_are_read() {
    let Some(folder) = samples() else {
        eprintln!("skipped: there is no folder shared/samples/schemas beside the repository");
        return;
    };
    for (name, mappings, expected) in SAMPLES {
        let (mapping, diagnostics) = read_bytes(&format!("{name}.json"), &std::fs::read(folder.join(name)).unwrap());
        let found: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code()).collect();
        let source = &mapping.source;
        assert_eq!(found, *expected, "{name}");
        let all: Vec<_> = mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings).collect();
        assert_eq!(all.len(), *mappings, "{name}");
        for one in all {
            let Some(expression) = one.source.as_ref().and_then(|source| source.expression.as_ref()) else { continue };
            let written: String =
                serde_json::from_str(&format!("\"{}\"", expression.span().of(source.text()))).unwrap();
            assert_eq!(written, expression.value, "{name} {}", one.pointer);
            let whole: serde_json::Value = serde_json::from_str(one.span.of(source.text())).unwrap();
            if let Ok(document) = serde_json::from_str::<serde_json::Value>(source.text()) {
                assert_eq!(document.pointer(&one.pointer), Some(&whole), "{name} {}", one.pointer);
            }
        }
    }
}
