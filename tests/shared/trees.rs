//! Parameter trees as the service stored them, in both directions, and a whole export.

use crate::shared::{rows, shared};
use attrflow::languages::CLOUD_SYNC;
use attrflow::tool::trees::{Tree, from_tree, parse, print, to_tree};
use attrflow::tool::{check_mapping, read_mapping};
use attrflow::{Flavor, Severity, Source};

/// A tree without the expression texts of its nodes, which the rows do not have.
fn bare(mut tree: Tree) -> Tree {
    tree.expression = None;
    tree.parameters = tree.parameters.into_iter().map(|(key, value)| (key, bare(value))).collect();
    tree
}

/// Whether a tree has a `%Name%` constant, which the expression text shows as an empty argument.
fn holds_setting(tree: &Tree) -> bool {
    let setting = tree.name.len() > 2 && tree.name.starts_with('%') && tree.name.ends_with('%');
    setting || tree.parameters.iter().any(|(_, value)| holds_setting(value))
}

#[test]
fn stored_trees_and_texts_match() {
    let Some(rows) = rows("corpus/parse_trees.jsonl") else { return };
    let (mut settings, mut failures) = (0, Vec::new());
    for row in &rows {
        let text = row["expr"].as_str().expect("an expression is a string");
        let stored: Tree = serde_json::from_value(row["tree"].clone()).expect("a tree is a tree");
        if holds_setting(&stored) {
            settings += 1;
        } else if bare(to_tree(&parse(text).root)) != stored {
            failures.push(format!("{text}\n  has another tree"));
        }
        match from_tree(&stored) {
            Ok(expression) if bare(to_tree(&expression)) != stored => {
                failures.push(format!("{text}\n  is converted back to {}", print(&expression)));
            }
            Ok(expression) if to_tree(&expression).expression.as_deref() != Some(text) => {
                failures.push(format!("{text}\n  is printed as {:?}", to_tree(&expression).expression));
            }
            Ok(_) => {}
            Err(why) => failures.push(format!("{text}\n  {why}")),
        }
    }
    println!("{} trees, {settings} of them with settings", rows.len());
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() >= 90 && settings == 3, "{} trees, {settings} with settings", rows.len());
}

#[test]
fn a_whole_export_is_valid() {
    let Some(path) = shared("samples/schemas/ad2aad-cloudsync-useazuread-sample1.json") else { return };
    let text = std::fs::read_to_string(path).expect("an export is text");
    let (mapping, diagnostics) = read_mapping(&Source::new("export.json", text.as_str()));
    let errors = |diagnostics: &[attrflow::Diagnostic]| -> Vec<String> {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        errors.map(|diagnostic| format!("{}: {}", diagnostic.code(), diagnostic.message)).collect()
    };
    assert_eq!(errors(&diagnostics), [""; 0]);
    let (mut mappings, mut failures) = (0, Vec::new());
    for attribute in mapping.object_mappings().flat_map(|(_, object)| &object.attribute_mappings) {
        mappings += 1;
        let Some(source) = &attribute.source else { continue };
        let Some(text) = &source.expression else { continue };
        let parsed = parse(&text.value);
        if parsed.has_errors() {
            failures.push(format!("{}: {:?}", text.value, parsed.diagnostics));
        }
        if let Some(stored) = source.tree.as_ref().filter(|stored| !holds_setting(stored))
            && to_tree(&parsed.root) != *stored
        {
            failures.push(format!("{}\n  has another tree: {stored:?}\n  {:?}", text.value, to_tree(&parsed.root)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(mappings, 136);
    for dialect in [None, Some(&CLOUD_SYNC)] {
        assert_eq!(errors(&check_mapping(&mapping, dialect, Flavor::Rfc7644)), [""; 0]);
    }
}
