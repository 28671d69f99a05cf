//! `attrflow schema`: the schemas are valid, attrflow's own files match them, and mistakes do not.

use crate::editor::run::Folder;
use crate::editor::validate::errors;
use attrflow::tool::{read_mapping, testing};
use attrflow::{Diagnostic, Source};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

fn schema(kind: &str) -> Json {
    let (code, text, _) = Folder::new().run(&["schema", kind]);
    assert_eq!(code, 0);
    serde_json::from_str(&text).unwrap()
}

fn misfits(schema: &Json, document: &Json) -> Vec<String> {
    errors(schema, schema, document, "")
}

fn toml(text: &str) -> Json {
    serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
}

#[test]
fn every_connector_matches_the_schema_of_mappings() {
    let schema = schema("mapping");
    for connector in attrflow::connectors::CONNECTORS {
        let document = toml(connector.text());
        let errors = misfits(&schema, &document);
        assert!(errors.is_empty(), "{}: {errors:?}", connector.name);
    }
    for slip in [
        "[[attribute]]\ntarget = 'a'\nvlaue = '[b]'",
        "[[attribute]]\nvalue = '[b]'",
        "[target]\nscim = '3.0'",
        "[[attribute]]\ntarget = 'a'\nflow = 'sometimes'",
    ] {
        assert!(!misfits(&schema, &toml(slip)).is_empty(), "{slip}");
    }
}

/// The keys that a reader knows in the table with the key `qqqqqqqq`, from its help for that key.
fn known_keys(diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let unknown = diagnostics.iter().find(|diagnostic| diagnostic.code() == "unknown-key").unwrap();
    backticked(unknown.help.as_deref().unwrap())
}

fn backticked(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn keys(schema: &Json, pointer: &str) -> BTreeSet<String> {
    schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_schemas_have_the_keys_of_the_readers() {
    let in_mapping = schema("mapping");
    for (text, pointer) in [
        ("qqqqqqqq = 1", "/properties"),
        ("source = { qqqqqqqq = 1 }", "/$defs/source/properties"),
        ("target = { qqqqqqqq = 1 }", "/$defs/target/properties"),
        ("source.attributes.a = { qqqqqqqq = 1 }", "/$defs/attributes/additionalProperties/anyOf/1/properties"),
        ("object = [{ qqqqqqqq = 1 }]", "/properties/object/items/properties"),
        ("attribute = [{ target = 'a', qqqqqqqq = 1 }]", "/$defs/attribute/properties"),
        ("scope = [{ qqqqqqqq = 1 }]", "/$defs/group/properties"),
        ("scope = [{ clauses = [{ qqqqqqqq = 1 }] }]", "/$defs/group/properties/clauses/items/properties"),
    ] {
        let (_, diagnostics) = read_mapping(&Source::new("m.toml", text));
        assert_eq!(keys(&in_mapping, pointer), known_keys(&diagnostics), "{text}");
    }
    let in_tests = schema("test");
    for (text, pointer) in [
        ("qqqqqqqq = 1", "/properties"),
        ("case = [{ qqqqqqqq = 1 }]", "/properties/case/items/properties"),
        ("expression = [{ qqqqqqqq = 1 }]", "/properties/expression/items/properties"),
    ] {
        let (_, diagnostics) = testing::read(&Source::new("m.test.toml", text), &|_| Ok(String::new()));
        assert_eq!(keys(&in_tests, pointer), known_keys(&diagnostics), "{text}");
    }
    let (in_config, folder) = (schema("config"), Folder::new());
    folder.write("m.toml", "");
    for (text, pointer) in
        [("qqqqqqqq = 1", "/properties"), ("ignore = [{ qqqqqqqq = 1 }]", "/properties/ignore/items/properties")]
    {
        folder.write("attrflow.toml", text);
        let (_, _, told) = folder.run(&["check", "m.toml"]);
        let (_, valid) = told.split_once("valid keys").unwrap();
        assert_eq!(keys(&in_config, pointer), backticked(valid), "{text}");
    }
}

#[test]
fn diagnostics_match_the_schema_of_diagnostics() {
    let folder = Folder::new();
    folder.write(
        "m.toml",
        "[[attribute]]\ntarget = 'a'\nvalue = 'Tolower([b]'\n\n[[attribute]]\ntarget = 'a'\nvalue = '[c]'\n",
    );
    let (_, text, _) = folder.run(&["check", "--format", "json", "--min-level", "info", "m.toml"]);
    let document: Json = serde_json::from_str(&text).unwrap();
    assert!(document["diagnostics"].as_array().unwrap().len() > 2, "{document}");
    let errors = misfits(&schema("diagnostics"), &document);
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_configuration_matches_its_schema_if_it_can_be_read() {
    let (schema, folder) = (schema("config"), Folder::new());
    folder.write("m.toml", "[[attribute]]\ntarget = 'a'\nvalue = '[c]'\n");
    for (text, fits) in [
        ("dialect = 'cloud-sync'\nfail-level = 'warning'", true),
        ("[[ignore]]\ncode = 'unknown-function'\nreason = 'x'\nexpires = 2027-01-01", true),
        ("dialect = 'entro'", false),
        ("[[ignore]]\ncode = 'unknown-function'", false),
        ("[[ignore]]\ncode = 'unknown-funktion'\nreason = 'x'", false),
        ("colour = true", false),
    ] {
        folder.write("attrflow.toml", text);
        assert_eq!(folder.run(&["check", "m.toml", "--exit-zero"]).0 == 0, fits, "{text}");
        assert_eq!(misfits(&schema, &toml(text)).is_empty(), fits, "{text}");
    }
}

#[test]
fn cases_match_the_schema_of_cases() {
    let schema = schema("cases");
    let case = json!({"Expression": "[a]", "InputAttributes": {"a": "b"}, "ExpectedResult": "b"});
    for fits in [case.clone(), json!([case]), json!({"Cases": [case], "App": "x"}), json!({"one": case})] {
        assert_eq!(misfits(&schema, &fits), [""; 0], "{fits}");
    }
    for slip in [json!([{"Expression": "[a]"}]), json!([1]), json!([{"Expression": 1, "ExpectedResult": null}])] {
        assert!(!misfits(&schema, &slip).is_empty(), "{slip}");
    }
}

#[test]
fn tests_match_the_schema_of_tests() {
    let schema = schema("test");
    let text = "mapping = 'm.toml'\nnow = 2026-01-15T09:30:00Z\n[record]\nmail = 'a'\n[[case]]\nname = 'x'\nwithout = ['mail']\n[case.expect]\nuserName = 'a'\n";
    assert_eq!(misfits(&schema, &toml(text)), [""; 0]);
    assert!(!misfits(&schema, &json!({"cases": []})).is_empty());
}

#[test]
fn shells_and_man_get_their_files() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, _) = folder.run(&["completions", shell]);
        assert!(code == 0 && script.contains("max-changed"), "{shell}");
    }
    assert_eq!(folder.run(&["man", "pages"]).0, 0);
    assert!(folder.read("pages/attrflow-diff.1").contains(".TH attrflow-diff 1"));
}
