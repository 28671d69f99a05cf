//! Schemas as the service exports them and as its documentation shows them: there are no false diagnostics for schemas
//! that the service has written, and errors are reported at their location.

use crate::shared::shared;
use attrflow::languages::{CLOUD_SYNC, ENTRA};
use attrflow::tool::{Mapping, check_empty, check_mapping, language_of, read_mapping_bytes};

/// A schema, and its errors and warnings, in the order of their locations.
const SCHEMAS: &[(&str, &[&str])] = &[
    ("ad2aad-cloudsync-useazuread-sample1.json", &[]),
    ("graph-docs-beta-schema-update.add-mapping.json", &["misplaced-object"]),
    ("graph-docs-beta-schema-update.add-target-attribute.json", &[]),
    ("graph-docs-custom-target-attributes-salesforce.json", &[]),
    ("graph-docs-custom-target-attributes.add-officecode.json", &["no-matching-attribute", "undefined-directory"]),
    ("graph-docs-objectmapping-salesforce.json", &[]),
    ("graph-docs-parseexpression.request.json5", &["not-json"]),
    ("graph-docs-parseexpression.response.json", &["not-a-mapping"]),
    (
        "graph-docs-synchronizationschema-get.json",
        &["no-matching-attribute", "empty-source", "dead-mapping", "missing-target"],
    ),
    ("uem-gsuite-put-schema.json", &["missing-directories", "no-matching-attribute", "ignored-property"]),
    ("invalid-as-published/graph-docs-aws-template.elided.json", &["not-json"]),
    (
        "invalid-as-published/graph-docs-synchronizationschema-update.trailing-commas.json",
        &[
            "trailing-comma",
            "trailing-comma",
            "no-matching-attribute",
            "empty-source",
            "dead-mapping",
            "trailing-comma",
            "trailing-comma",
            "trailing-comma",
        ],
    ),
];

fn checked(name: &str) -> Option<(Mapping, Vec<attrflow::Diagnostic>)> {
    let path = shared(&format!("samples/schemas/{name}"))?;
    // The file name of a request in JSON5 does not show its format.
    let name = name.trim_end_matches('5');
    let (mapping, mut diagnostics) = read_mapping_bytes(name, &std::fs::read(path).expect("the file can be read"));
    if !diagnostics.iter().any(attrflow::Diagnostic::is_error) {
        diagnostics.extend(check_empty(&mapping));
    }
    diagnostics.extend(check_mapping(&mapping, None, None));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Some((mapping, diagnostics))
}

#[test]
fn each_schema_has_the_expected_diagnostics() {
    for (name, expected) in SCHEMAS {
        let Some((_, diagnostics)) = checked(name) else { return };
        let grave = diagnostics.iter().filter(|diagnostic| diagnostic.severity() < attrflow::Severity::Info);
        let codes: Vec<&str> = grave.map(|diagnostic| diagnostic.code()).collect();
        assert_eq!(codes, *expected, "{name}");
    }
}

#[test]
fn every_shared_schema_is_in_the_list() {
    let Some(folder) = shared("samples/schemas") else { return };
    let files = |folder: &std::path::Path| -> Vec<String> {
        let entries =
            std::fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("it is there"));
        let files = entries.filter(|entry| entry.path().is_file());
        files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let broken =
        files(&folder.join("invalid-as-published")).into_iter().map(|name| format!("invalid-as-published/{name}"));
    for name in files(&folder).into_iter().chain(broken) {
        assert!(SCHEMAS.iter().any(|(known, _)| *known == name), "{name}");
    }
}

#[test]
fn the_directories_determine_the_dialect() {
    let Some((mapping, _)) = checked("ad2aad-cloudsync-useazuread-sample1.json") else { return };
    assert!(mapping.object_mappings().count() > 0);
    for (rule, _) in mapping.object_mappings() {
        assert_eq!(language_of(rule), &CLOUD_SYNC);
    }
    // In the dialect for application provisioning, the service's own expressions would have diagnostics.
    let diagnostics = check_mapping(&mapping, Some(&ENTRA), None);
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code() == "other-dialect"));
}
