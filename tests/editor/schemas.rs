//! `attrflow schema`: the schemas are valid, attrflow's own files match them, and mistakes do not.

use crate::editor::run::Folder;
use crate::editor::validate::errors;
use attrflow::machinery::mapping::{FlowBehavior, FlowType, FlowTypes, Mutability};
use attrflow::machinery::value::TargetType;
use serde_json::{Value as Json, json};

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

#[test]
fn the_schema_has_the_keywords_of_the_reader() {
    let schema = schema("mapping");
    let words =
        |pointer: &str| -> Vec<String> { serde_json::from_value(schema.pointer(pointer).unwrap().clone()).unwrap() };
    fn last<T>(all: &[(T, &[&str])]) -> Vec<String> {
        all.iter().map(|(_, names)| names.last().unwrap().to_string()).collect()
    }
    assert_eq!(words("/$defs/attribute/properties/flow/enum"), last(&FlowType::ALL));
    assert_eq!(words("/$defs/attribute/properties/behavior/enum"), last(&FlowBehavior::ALL));
    assert_eq!(words("/$defs/mutability/enum"), last(&Mutability::ALL));
    assert_eq!(words("/$defs/change/enum"), FlowTypes::WORDS.map(str::to_lowercase));
    assert_eq!(words("/$defs/type/enum"), TargetType::ALL.map(|(_, name)| name.to_owned()));
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
