//! Schemas as the service exports them and as its documents show them: nothing false is said of what the service has
//! written itself, and what is broken is told where it is broken.

use crate::shared::shared;
use attrflow::{Dialect, Flavor, Mapping, check_empty, check_mapping, infer_dialect, read_mapping_bytes};

/// A schema, and the errors and warnings that there are in it, in the order of their places.
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
    ("uem-gsuite-put-schema.json", &["no-matching-attribute", "ignored-property"]),
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
    // The name of a request in JSON5 says nothing of its kind.
    let name = name.trim_end_matches('5');
    let (mapping, mut diagnostics) = read_mapping_bytes(name, &std::fs::read(path).expect("the file can be read"));
    if !diagnostics.iter().any(attrflow::Diagnostic::is_error) {
        diagnostics.extend(check_empty(&mapping));
    }
    diagnostics.extend(check_mapping(&mapping, None, Flavor::default()));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Some((mapping, diagnostics))
}

#[test]
fn each_schema_has_the_diagnostics_that_it_deserves() {
    for (name, expected) in SCHEMAS {
        let Some((_, diagnostics)) = checked(name) else { return };
        let grave = diagnostics.iter().filter(|diagnostic| diagnostic.severity() < attrflow::Severity::Info);
        let codes: Vec<&str> = grave.map(|diagnostic| diagnostic.code()).collect();
        assert_eq!(codes, *expected, "{name}");
    }
}

#[test]
fn every_schema_beside_the_repository_is_in_the_list() {
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
fn the_directories_say_which_dialect_it_is() {
    let Some((mapping, _)) = checked("ad2aad-cloudsync-useazuread-sample1.json") else { return };
    assert!(mapping.object_mappings().count() > 0);
    for (rule, _) in mapping.object_mappings() {
        assert_eq!(infer_dialect(rule), Dialect::CloudSync);
    }
    // Taken for application provisioning, the service's own expressions would be remarked on.
    let diagnostics = check_mapping(&mapping, Some(Dialect::Entra), Flavor::default());
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code() == "other-dialect"));
}
