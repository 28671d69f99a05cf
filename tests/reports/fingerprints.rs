//! Fingerprints, which identify a diagnostic across exports: what may change, and what may not.

use crate::reports::samples::{about, location, report};
use attrflow::Span;
use attrflow::tool::registry;
use attrflow::tool::render::fingerprints;

fn print(file: &str, name: &str, object: &str, target: &str, expression: &str) -> String {
    let diagnostic = registry::unknown_function(location(file, "Lower"), "Lower", None);
    fingerprints(&[report(name, file, vec![about(diagnostic, object, target, expression, "Lower")])])[0][0].clone()
}

#[test]
fn layout_lines_and_file_do_not_matter_and_the_mapping_does() {
    let one = print("{\"Lower([mail], 1)\"}", "a.json", "User", "mail", "Lower([mail], 1)");
    assert_eq!(one, print("\n\n  \"Lower([mail],\\n1)\"", "b.json", "User", "mail", "Lower([mail],\n1)"));
    assert_ne!(one, print("{\"Lower([mail], 2)\"}", "a.json", "User", "mail", "Lower([mail], 2)"));
    assert_ne!(one, print("{\"Lower([mail], 1)\"}", "a.json", "User", "other", "Lower([mail], 1)"));
    assert_ne!(one, print("{\"Lower([mail], 1)\"}", "a.json", "Use", "rmail", "Lower([mail], 1)"));
}

#[test]
fn equal_diagnostics_are_told_apart() {
    let diagnostic = || registry::unknown_function(Span::new(0, 1), "x", None);
    let all =
        fingerprints(&[report("a", "x x", vec![diagnostic(), diagnostic()]), report("b", "x", vec![diagnostic()])]);
    let mut all: Vec<String> = all.into_iter().flatten().collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 3);
}
