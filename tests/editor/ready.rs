//! The files for pipelines: the YAML parses, and the commands in it run.

use crate::editor::run::{ATTRFLOW, Folder, told};
use serde_json::Value as Json;
use std::path::Path;
use std::process::Command;

fn yaml(text: &str) -> Json {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn file(name: &str) -> String {
    std::fs::read_to_string(name).unwrap()
}

/// The code fences of a language in a document.
fn fences(text: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    text.split(&open).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned() + "\n").collect()
}

/// Every line of the strings in a document that calls attrflow.
fn commands(document: &Json, found: &mut Vec<String>) {
    match document {
        Json::String(text) => {
            found.extend(text.lines().map(str::trim).filter(|line| line.starts_with("attrflow ")).map(str::to_owned))
        }
        Json::Array(items) => items.iter().for_each(|item| commands(item, found)),
        Json::Object(fields) => fields.values().for_each(|value| commands(value, found)),
        _ => {}
    }
}

/// Runs a command line as the shell of a pipeline does, in a folder with a valid mapping.
fn run(folder: &Folder, command: &str) -> (i32, String, String) {
    let binary = Path::new(ATTRFLOW).parent().unwrap().display();
    let path = format!("{binary}:{}", std::env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", command]).current_dir(folder.path()).env("PATH", path);
    shell
        .env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"))
        .env("ATTRFLOW_PATHS", "my mappings\nmappings\n")
        .env("ATTRFLOW_SARIF", "a.sarif")
        .env("ATTRFLOW_HTML", "a.html")
        .env("ATTRFLOW_FAIL_LEVEL", "error");
    told(shell.output().unwrap())
}

fn repository() -> Folder {
    let folder = Folder::new();
    for name in ["mappings", "my mappings"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let mapping = "[[attribute]]\ntarget = 'userName'\nvalue = '[userPrincipalName]'\nrequired = true\nmatch = 1\n";
    folder.write("mappings/users.toml", mapping);
    folder.write("my mappings/users.toml", mapping);
    folder.write("before.toml", mapping);
    folder.write("records.ndjson", "{\"userPrincipalName\": \"ada@contoso.com\"}\n");
    let case = "mapping = 'users.toml'\n[[case]]\nname = 'ada'\nrecord = { userPrincipalName = 'a' }\nexpect = { userName = 'a' }\n";
    folder.write("mappings/users.test.toml", case);
    folder
}

#[test]
fn the_commands_of_pipelines_run() {
    let mut found = Vec::new();
    for fence in fences(&file("docs/ci.md"), "yaml") {
        commands(&yaml(&fence), &mut found);
    }
    assert!(found.len() >= 7, "{found:?}");
    let folder = repository();
    for command in found {
        let (code, _, told) = run(&folder, &command);
        assert_eq!(code, 0, "{command}\n{told}");
    }
}

/// What installs attrflow is tried by `cargo xtask dist check`.
#[test]
fn the_action_runs() {
    let action = yaml(&file("action.yml"));
    let folder = repository();
    let steps = action["runs"]["steps"].as_array().unwrap();
    let scripts: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(scripts[0].contains("install.sh") && scripts.len() == 3, "{scripts:?}");
    for script in &scripts[1..] {
        let (code, _, told) = run(&folder, script);
        assert_eq!(code, 0, "{script}\n{told}");
    }
    // Blanks in a path, and every path: a wrong mapping in the second folder is found.
    folder
        .write("my mappings/wrong.toml", "[[attribute]]\ntarget = 'userName'\nvalue = 'Tolower([mail])'\nmatch = 1\n");
    let (code, shown, told) = run(&folder, scripts[2]);
    assert_eq!(code, 1, "{told}");
    assert!(shown.contains("file=my mappings/wrong.toml"), "{shown}");
    let report: Json = serde_json::from_str(&folder.read("a.sarif")).unwrap();
    assert_eq!(report["version"], "2.1.0");
}

#[test]
fn the_hooks_run() {
    let hooks = yaml(&file(".pre-commit-hooks.yaml"));
    for hook in hooks.as_array().unwrap() {
        for key in ["id", "name", "description", "entry", "language"] {
            assert!(hook[key].is_string(), "{hook}");
        }
        let (code, _, told) = run(&repository(), hook["entry"].as_str().unwrap());
        assert_eq!(code, 0, "{hook}\n{told}");
    }
}

#[test]
fn the_matcher_reads_concise_lines() {
    let matcher: Json = serde_json::from_str(&file(".github/attrflow-matcher.json")).unwrap();
    let pattern = &matcher["problemMatcher"][0]["pattern"][0];
    let regex = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let folder = Folder::new();
    folder.write("m.toml", "[[attribute]]\ntarget = 'a'\nvalue = 'Tolower([b])'\n");
    let (code, shown, _) = folder.run(&["check", "--format", "concise", "m.toml"]);
    assert_eq!(code, 1);
    let part = |key: &str| {
        let captures = regex.captures(shown.lines().next().unwrap()).unwrap();
        captures[usize::try_from(pattern[key].as_u64().unwrap()).unwrap()].to_owned()
    };
    let parts = ["file", "line", "column", "severity", "code"].map(part);
    assert_eq!(parts, ["m.toml", "3", "10", "error", "wrong-case-function"]);
}

#[test]
fn the_snippets_of_editors_are_well_formed() {
    let text = file("docs/editors.md");
    for fence in fences(&text, "json") {
        serde_json::from_str::<Json>(&fence).unwrap();
    }
    for fence in fences(&text, "toml") {
        toml::from_str::<toml::Table>(&fence).unwrap();
    }
    assert!(text.matches("\"lsp\"").count() >= 4);
}
