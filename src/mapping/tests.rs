//! The connectors, the rows of the catalogue's pages, and published exports where they are at hand.

use super::{Filter, Format, Mapping, connectors, read, read_bytes};
use crate::diagnostic::catalogue;
use crate::text::Source;
use crate::value::TargetType;
use std::path::{Path, PathBuf};

fn codes(name: &str, text: &str) -> (Mapping, Vec<&'static str>) {
    let (mapping, mut findings) = read(&Source::new(name, text));
    for (_, object) in mapping.object_mappings() {
        findings.extend(Filter::compile(object.scope.as_ref(), mapping.format).1);
    }
    let codes = findings.iter().map(|finding| finding.code()).collect();
    (mapping, codes)
}

/// The rows of a page's tables: what the first column is called, and the cells without backticks.
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
fn the_pages_of_the_catalogue_tell_the_truth() {
    let mut ran = 0;
    for entry in catalogue::all() {
        for (head, cells) in rows(entry.page) {
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

/// A connector, how many attributes it has, and those that are not text.
type Expected = (&'static str, usize, &'static [(&'static str, TargetType)]);

const CONNECTORS: &[Expected] = &[
    ("meta-work-accounts", 18, &[("active", TargetType::Boolean)]),
    (
        "workplace",
        29,
        &[
            ("active", TargetType::Boolean),
            ("urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline", TargetType::Boolean),
            ("urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate", TargetType::Integer),
        ],
    ),
];

#[test]
fn the_connectors_are_read_without_findings() {
    assert_eq!(connectors::CONNECTORS.len(), CONNECTORS.len());
    for (name, attributes, typed) in CONNECTORS {
        let connector = connectors::find(name).unwrap();
        assert!(connector.summary().contains("Microsoft Entra ID"), "{}", connector.summary());
        let (mapping, findings) = codes(&format!("{name}.toml"), connector.text);
        assert_eq!(findings, [""; 0], "{name}");
        let (rule, object) = mapping.object_mappings().next().unwrap();
        assert_eq!(object.attribute_mappings.len(), *attributes, "{name}");
        let target = mapping.target_definition(rule, object).unwrap();
        let found = target.attributes.iter().filter(|one| one.kind != TargetType::String);
        let found: Vec<_> = found.map(|attribute| (attribute.name.value.as_str(), attribute.kind)).collect();
        assert_eq!(found, *typed, "{name}");
        let matching: Vec<_> = object.attribute_mappings.iter().filter(|one| one.matching_priority > 0).collect();
        assert!(matches!(matching.as_slice(), [only] if only.target.value == "userName"), "{name}");
        let source = mapping.source_definition(rule, object).unwrap();
        for expression in object.attribute_mappings.iter().filter_map(|one| one.source.as_ref()?.expression.as_ref()) {
            for named in expression.value.split('[').skip(1).filter_map(|rest| rest.split_once(']')) {
                assert!(source.attribute(named.0).is_some(), "{name}: {}", named.0);
            }
        }
    }
}

#[test]
fn the_kind_of_a_file_shows_in_its_name_or_beginning() {
    for (name, text, format) in [
        ("a.TOML", "{", Format::Toml),
        ("a.json", "[source]", Format::Graph),
        ("<stdin>", " {\"a\"", Format::Graph),
        ("<stdin>", "[ {", Format::Graph),
        ("<stdin>", "[source]", Format::Toml),
        ("<stdin>", "[[attribute]]", Format::Toml),
        ("<stdin>", "# text", Format::Toml),
    ] {
        assert_eq!(Format::of(&Source::new(name, text)), format, "{text}");
    }
}

#[test]
fn a_file_in_another_encoding_is_refused_at_its_byte() {
    let (mapping, findings) = read_bytes("a.toml", b"\xEF\xBB\xBF# caf\xE9\n[source]");
    let said: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["the file is not valid UTF-8: byte 8 does not fit"]);
    assert_eq!((findings[0].span.start, findings[0].span.of(mapping.source.text())), (5, "\u{FFFD}"));
    let file: Vec<u8> = "[settings]\na = 'é'".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (mapping, findings) = read_bytes("a.toml", &file);
    assert!(findings.is_empty() && mapping.settings["a"].value == "é");
}

/// Published exports beside the repository: what they hold and what is said about them.
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
        let (mapping, findings) = read_bytes(&format!("{name}.json"), &std::fs::read(folder.join(name)).unwrap());
        let found: Vec<_> = findings.iter().map(|finding| finding.code()).collect();
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
