//! `attrflow lsp` on tests and configurations, on what is outside of expressions, and on a sample user.

use crate::editor::run::Folder;
use crate::editor::server::{Editor, at, behind, edited};
use serde_json::{Value as Json, json};

const MAPPING: &str = "[source]
schema = 'entra:User'

[target]
schema = 'scim:User'

[[scope]]
clauses = [{ attribute = 'department', operator = 'EQUALS', values = ['Sales'] }]

[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1

[[attribute]]
target = 'displayName'
value = 'Join(\" \", [givenName], [surname])'
";

const TESTS: &str = "mapping = 'users.toml'

[[case]]
name = 'Ada'
record = { userPrincipalName = 'ada@contoso.com', givenName = 'Ada', surname = 'Lovelace', department = 'Sales' }
expect = { displayName = 'Ada Byron' }

[[expression]]
name = 'initials'
text = 'Left([givenName], 1)'
table = '''
givenName,expected
Ada,A
'''
";

/// An export whose expression is stored with its parameters, and whose source object is defined.
const EXPORT: &str = r#"{
  "synchronizationRules": [{
    "name": "USER_OUTBOUND_USER",
    "sourceDirectoryName": "Azure Active Directory",
    "targetDirectoryName": "Badge",
    "objectMappings": [{
      "sourceObjectName": "User",
      "targetObjectName": "User",
      "scope": { "groups": [{ "clauses": [{ "sourceOperandName": "mail", "operatorName": "IS NOT NULL", "targetOperand": { "values": [] } }] }] },
      "attributeMappings": [
        { "targetAttributeName": "userName", "matchingPriority": 1, "source": { "expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": [] } },
        { "targetAttributeName": "nickName", "source": { "expression": "ToLower([mail])", "name": "ToLower", "type": "Function", "parameters": [
          { "key": "source", "value": { "expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": [] } }
        ] } },
        { "targetAttributeName": "title", "source": { "expression": "Trim([mail])", "name": "Trim", "type": "Function", "parameters": [
          { "key": "source", "value": { "expression": "[other]", "name": "other", "type": "Attribute", "parameters": [] } }
        ] } }
      ]
    }]
  }],
  "directories": [{ "name": "Azure Active Directory", "objects": [{ "name": "User", "attributes": [{ "name": "mail", "type": "String" }] }] }]
}
"#;

fn labels(items: &Json) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

fn messages(diagnostics: &[Json]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["message"].as_str().unwrap()).collect()
}

#[test]
fn tests_are_read_and_run_while_they_are_written() {
    let folder = Folder::new();
    folder.write("users.toml", MAPPING);
    let uri = format!("file://{}/users.test.toml", folder.path().display());
    let mut editor = Editor::new();
    let diagnostics = editor.open(&uri, TESTS);
    assert_eq!(
        messages(&diagnostics),
        ["test `Ada` fails: `displayName`: expected \"Ada Byron\", got \"Ada Lovelace\""]
    );
    assert_eq!(diagnostics[0]["range"]["start"]["line"], 5);
    let right = TESTS.replace("Byron", "Lovelace");
    assert!(editor.change(&uri, &right).is_empty());
    let diagnostics = editor.change(&uri, &format!("sede = 1\n{right}"));
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert!(messages(&diagnostics)[0].contains("`sede`"), "{diagnostics:?}");
    let diagnostics = editor.change(&uri, &right.replace("users.toml", "user.toml"));
    assert!(messages(&diagnostics)[0].contains("user.toml"), "{diagnostics:?}");
    // Expressions in tests are completed like others.
    editor.change(&uri, &right);
    let hover = editor.ask("textDocument/hover", at(&uri, behind(&right, "'Lef")));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Left(string"), "{hover}");
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    let names: Vec<&Json> = symbols.as_array().unwrap().iter().map(|symbol| &symbol["name"]).collect();
    assert_eq!(names, ["Ada", "initials"]);
    // Saving the mapping runs its tests again.
    folder.write("users.toml", &MAPPING.replace("Join(\" \"", "Join(\"-\""));
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": "file:///elsewhere/users.toml"}}));
    let diagnostics = editor.diagnostics(&uri);
    assert_eq!(
        messages(&diagnostics),
        ["test `Ada` fails: `displayName`: expected \"Ada Lovelace\", got \"Ada-Lovelace\""]
    );
    editor.close();
}

#[test]
fn a_configuration_is_checked_where_it_is_written() {
    let (mut editor, uri) = (Editor::new(), "file:///nowhere/attrflow.toml");
    let valid =
        "dialect = 'entra'\nselect = ['unknown-function']\n\n[[ignore]]\ncode = 'missing-active'\nreason = 'known'\n";
    assert!(editor.open(uri, valid).is_empty());
    for (text, message, line) in [
        (valid.replace("'entra'", "'entraa'"), "the dialects are", 0),
        (valid.replace("unknown-function", "unknown-functoin"), "did you mean `unknown-function`", 1),
        (valid.replace("reason", "raeson"), "unknown key `raeson`\nhelp: did you mean `reason`?", 5),
        (valid.replace("reason = 'known'", ""), "missing field `reason`", 3),
        (format!("{valid}fail-level = "), "", 6),
    ] {
        let diagnostics = editor.change(uri, &text);
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert!(messages(&diagnostics)[0].contains(message), "{diagnostics:?}");
        assert_eq!(diagnostics[0]["range"]["start"]["line"], line, "{diagnostics:?}");
    }
    let begun = format!("{valid}expires = 2030-01-01\nta");
    editor.change(uri, &begun);
    let items = editor.ask("textDocument/completion", at(uri, behind(&begun, "01\nta")));
    assert_eq!(labels(&items), ["file", "object", "target"]);
    editor.change(uri, valid);
    let items = editor.ask("textDocument/completion", at(uri, behind(valid, "select = ['")));
    assert!(labels(&items).contains(&"unknown-function"));
    let hover = editor.ask("textDocument/hover", at(uri, behind(valid, "dial")));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("dialect of the mappings"), "{hover}");
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(symbols[0]["name"], "missing-active");
    editor.close();
}

#[test]
fn targets_operators_and_keys_are_completed_and_explained() {
    let (mut editor, uri) = (Editor::new(), "file:///nowhere/users.toml");
    editor.open(uri, MAPPING);
    let items = editor.ask("textDocument/completion", at(uri, behind(MAPPING, "target = 'displayN")));
    let found = labels(&items);
    assert!(found.contains(&"displayName") && found.contains(&"title") && !found.contains(&"userName"), "{found:?}");
    let title = items.as_array().unwrap().iter().find(|item| item["label"] == "title").unwrap();
    assert_eq!(edited(MAPPING, &json!([title["textEdit"]])), MAPPING.replace("'displayName'", "'title'"));
    let items = editor.ask("textDocument/completion", at(uri, behind(MAPPING, "'EQ")));
    assert!(labels(&items).contains(&"IS NOT NULL"), "{items}");
    let items = editor.ask("textDocument/completion", at(uri, behind(MAPPING, "attribute = 'dep")));
    assert!(labels(&items).contains(&"department"));
    let items = editor.ask("textDocument/completion", at(uri, behind(MAPPING, "schema = 'sc")));
    assert!(labels(&items).contains(&"scim:User") && labels(&items).contains(&"entra:User"));
    let begun = format!("{MAPPING}req");
    editor.change(uri, &begun);
    let items = editor.ask("textDocument/completion", at(uri, behind(&begun, "\nreq")));
    let found = labels(&items);
    assert!(found.contains(&"required") && !found.contains(&"value"), "{found:?}");
    editor.change(uri, MAPPING);
    for (piece, expected) in [
        ("'userN", "target attribute of"),
        ("'EQUA", "compares with strings"),
        ("'depart", "source attribute of"),
        ("mat", "match"),
    ] {
        let hover = editor.ask("textDocument/hover", at(uri, behind(MAPPING, piece)));
        assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains(expected)), "{piece}: {hover}");
    }
    // A value has nothing to say, and neither has a blank line.
    for position in [behind(MAPPING, "['Sal"), json!({"line": 2, "character": 0})] {
        assert_eq!(editor.ask("textDocument/hover", at(uri, position)), Json::Null);
    }
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    let children: Vec<&Json> = symbols[0]["children"].as_array().unwrap().iter().map(|child| &child["name"]).collect();
    assert_eq!(children, ["userName", "displayName"]);
    assert_eq!(symbols[0]["children"][1]["detail"], "Join(\" \", [givenName], [surname])");
    editor.close();
}

#[test]
fn an_attribute_is_renamed_in_an_export_with_its_parameters() {
    let (mut editor, uri) = (Editor::new(), "file:///nowhere/export.json");
    editor.open(uri, EXPORT);
    let position = behind(EXPORT, "ToLower([ma");
    let prepared = editor.ask("textDocument/prepareRename", at(uri, position.clone()));
    assert_eq!(prepared["end"], behind(EXPORT, "ToLower([mail"));
    let params = json!({"textDocument": {"uri": uri}, "position": position, "newName": "work \"mail\""});
    let edit = editor.ask("textDocument/rename", params);
    let renamed = edited(EXPORT, &edit["changes"][uri]);
    let expected = EXPORT.replace("[mail]", r#"[work \"mail\"]"#).replace("\"mail\"", r#""work \"mail\"""#);
    assert_eq!(serde_json::from_str::<Json>(&renamed).unwrap(), serde_json::from_str::<Json>(&expected).unwrap());
    // Parameters that said something else still do.
    assert!(renamed.contains("\"[other]\""));
    editor.close();
}

#[test]
fn a_mapping_runs_on_the_sample_user() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("mappings")).unwrap();
    let uri = format!("file://{}/mappings/users.toml", folder.path().display());
    let mut editor = Editor::new();
    editor.open(&uri, MAPPING);
    let lenses = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": uri}}));
    let titles: Vec<&Json> = lenses.as_array().unwrap().iter().map(|lens| &lens["command"]["title"]).collect();
    assert_eq!(titles, ["Run on sample user", "Run", "Run"]);
    let run = |editor: &mut Editor, lens: &Json, record: Option<&str>| {
        let mut argument = lens["command"]["arguments"][0].clone();
        if let Some(record) = record {
            argument["record"] = json!(record);
        }
        editor.response(
            "workspace/executeCommand",
            json!({"command": lens["command"]["command"], "arguments": [argument]}),
        )
    };
    let missing = run(&mut editor, &lenses[0], None);
    assert!(missing["error"]["message"].as_str().unwrap().contains("`sample-user.json`"), "{missing}");
    // A sample is made from what the mapping reads.
    let asked = json!({"command": "attrflow.sample", "arguments": [{"uri": uri, "record": null}]});
    let sample = editor.ask("workspace/executeCommand", asked);
    let names: Vec<&String> = sample.as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "userPrincipalName", "givenName", "surname", "department"]);
    let sales = sample.to_string().replace("Executive", "Sales");
    let result = run(&mut editor, &lenses[0], Some(&sales))["result"].clone();
    assert_eq!((&result["status"], &result["payload"]["displayName"]), (&json!("ok"), &json!("Ada Whitfield")));
    assert_eq!(result["values"][1]["text"], "\"Ada Whitfield\"");
    assert_eq!(result["values"][1]["range"]["end"], behind(MAPPING, "[surname])"));
    let result = run(&mut editor, &lenses[0], Some(&sample.to_string()))["result"].clone();
    assert_eq!((&result["status"], &result["payload"]), (&json!("out-of-scope"), &Json::Null));
    let result = run(&mut editor, &lenses[2], Some("{\"givenName\": \"Ada\"}"))["result"].clone();
    assert_eq!(result["values"][0]["text"], "\"Ada\"");
    assert!(result["values"][0]["trace"].as_str().unwrap().contains("[surname]"), "{result}");
    let refused = run(&mut editor, &lenses[2], Some("{\"givenName\": "));
    assert!(refused["error"]["message"].as_str().unwrap().contains("sample record"), "{refused}");
    // Of two object mappings with one name, the second has only the values of its expressions.
    let twice = "[[object]]\nname = 'a'\n[[object.attribute]]\ntarget = 'x'\nvalue = '[id]'\n";
    let twins = format!("{twice}{}", twice.replace("[id]", "[mail]"));
    let other = "file:///nowhere/twins.toml";
    editor.open(other, &twins);
    let lenses_of_twins = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": other}}));
    let second =
        lenses_of_twins.as_array().unwrap().iter().rfind(|lens| lens["command"]["arguments"][0]["object"] == 1);
    let result = run(&mut editor, second.unwrap(), Some("{\"id\": \"1\", \"mail\": \"m\"}"))["result"].clone();
    assert_eq!((&result["status"], &result["values"][0]["text"]), (&json!("invalid"), &json!("\"m\"")), "{result}");
    // Without a record of the editor's, the nearest file has it, and the result is also a message.
    folder.write("sample-user.json", &sales);
    let argument = lenses[2]["command"]["arguments"][0].clone();
    let params = json!({"command": "attrflow.run", "arguments": [argument]});
    editor.send(&json!({"jsonrpc": "2.0", "id": 900, "method": "workspace/executeCommand", "params": params}));
    let told = editor.receive();
    assert_eq!(
        (&told["method"], &told["params"]["message"]),
        (&json!("window/showMessage"), &json!("\"Ada Whitfield\""))
    );
    assert!(editor.receive()["result"]["sample"].as_str().unwrap().ends_with("sample-user.json"));
    let unknown = editor.response("workspace/executeCommand", json!({"command": "attrflow.other", "arguments": []}));
    assert!(unknown["error"]["message"].as_str().unwrap().contains("attrflow.other"));
    editor.close();
}
