//! Published expressions: their documented results, and whether they are valid.

use crate::shared::{evaluate, expression, rows, world};
use attrflow::languages::{CLOUD_SYNC, ENTRA};
use attrflow::tool::{Context, check_expression, trees};
use serde_json::Value as Json;

/// Rows whose documented result is not followed: a part of the expression, and the reason.
const DISPUTED: [(&str, &str); 5] = [
    ("Split([extensionAttribute5]", "the page's output lost the space that its input has after the comma"),
    ("Join([proxyAddresses],\",\")", "Entra Connect Sync has the separator after the values; the cloud before them"),
    ("ReplaceChars(", "Entra Connect Sync only"),
    ("Right(", "Entra Connect Sync only"),
    ("UCase(", "Entra Connect Sync only"),
];

/// Why a row is not tested, if it is not.
fn disputed(row: &Json) -> Option<&str> {
    let text = row["expr"].as_str().unwrap_or_default();
    if row["note"].as_str().is_some_and(|note| note.contains("by a strict reading this gives")) {
        return Some("the row's own note says that a strict reading has another result");
    }
    if row["inputs"].get("Guid()").is_some() && row["expected"] == "D7890" {
        return Some(
            "without its hyphens the GUID has the four digits 6789 before 7890; the page searches after a hyphen",
        );
    }
    if text.contains("\"(?<Suffix>@(.*)*)\"") {
        return Some("five arguments, but `Replace` takes seven; a third party's copy lost the empty ones");
    }
    DISPUTED.iter().find(|(part, _)| text.starts_with(part)).map(|(_, why)| *why)
}

#[test]
fn documented_results_are_returned() {
    let Some(rows) = rows("corpus/stated.jsonl") else { return };
    let (mut held, mut left_out, mut failures) = (0, 0, Vec::new());
    for row in &rows {
        if let Some(why) = disputed(row) {
            println!("disputed: {}: {why}", row["expr"]);
            left_out += 1;
            continue;
        }
        let inputs = row["inputs"].as_object().expect("inputs are an object");
        let input = |name: &str| inputs.get(name).and_then(Json::as_str);
        let mut world = world(input("Now()").unwrap_or("2026-01-15T09:30:00Z"));
        for (name, value) in inputs.iter().filter(|(name, _)| name.starts_with('%')) {
            world = world.with_setting(name.trim_matches('%'), value.as_str().unwrap_or_default());
        }
        let taken = inputs.get("__taken").and_then(Json::as_array).cloned().unwrap_or_default();
        world = world.with_taken(taken.iter().filter_map(Json::as_str));
        let mut text = row["expr"].as_str().expect("an expression is a string").to_owned();
        if let Some(guid) = input("Guid()") {
            text = text.replace("Guid()", &trees::quote(guid));
        }
        // Prose in angle brackets means that the attribute is left as it is.
        let prose = row["expected"].as_str().is_some_and(|expected| expected.starts_with('<'));
        let expected = if prose { Err("skip".to_owned()) } else { Ok(row["expected"].clone()) };
        let connect = text.contains("ConvertFromBase64(") || text.contains("Trim(");
        let dialect = if connect { &CLOUD_SYNC } else { &ENTRA };
        held += 1;
        match expression(&text, dialect).map(|expression| evaluate(&expression, &row["inputs"], &world)) {
            Ok(found) if found == expected => {}
            Ok(found) => failures.push(format!("{text}\n  returns {found:?}, not {expected:?}")),
            Err(report) => failures.push(report),
        }
    }
    println!("{held} rows tested, {left_out} disputed");
    assert!(failures.is_empty(), "{} of {held}\n{}", failures.len(), failures.join("\n"));
    assert!(held >= 58, "only {held} rows are tested");
}

/// Expressions that are published as valid but are not: a part of the expression, and the reason.
const UNSOUND: [(&str, &str); 1] = [("switch(", "function names are case-sensitive; this one is in a sentence")];

/// Expressions that are published as broken but need no diagnostic: a part of the context, and the reason.
const NOT_BROKEN: [(&str, &str); 2] = [
    ("attribute names are case-sensitive", "only a schema shows that the attribute name has another case"),
    ("author says it is not working", "it is valid; the author's problem is not visible in it"),
];

#[test]
fn valid_and_invalid_published_expressions_are_distinguished() {
    let Some(rows) = rows("corpus/expressions.jsonl") else { return };
    let (mut sound, mut unsound, mut failures) = (0, 0, Vec::new());
    for row in rows.iter().filter(|row| row["kind"] == "entra-cloud") {
        let text = row["expr"].as_str().expect("an expression is a string");
        let dialect = if row["syntax"] == "cloud" { &CLOUD_SYNC } else { &ENTRA };
        let (_, diagnostics) =
            check_expression(text, &trees::parse(text), Context { language: dialect, source_schema: None });
        let errors: Vec<&str> = diagnostics.iter().filter(|one| one.is_error()).map(|one| one.code()).collect();
        match row["status"].as_str() {
            Some("ok") if UNSOUND.iter().any(|(part, _)| text.contains(part)) => assert!(!errors.is_empty(), "{text}"),
            Some("ok") => {
                sound += 1;
                if !errors.is_empty() {
                    failures.push(format!("{errors:?}: {text}"));
                }
            }
            Some("invalid-as-published") => {
                let context = row["context"].as_str().unwrap_or_default();
                if NOT_BROKEN.iter().any(|(part, _)| context.contains(part)) {
                    continue;
                }
                unsound += 1;
                if diagnostics.is_empty() {
                    failures.push(format!("no diagnostic: {text}"));
                }
            }
            _ => {}
        }
    }
    println!("{sound} valid, {unsound} invalid");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(sound >= 85 && unsound >= 10, "{sound} valid, {unsound} invalid");
}
