//! `attrflow lsp`, used like an editor: over standard input and output, message by message.

use crate::editor::run::{ATTRFLOW, Folder};
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// An editor with its own server.
pub(super) struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i64,
}

impl Editor {
    /// Starts a server and initializes it.
    pub(super) fn new() -> Self {
        let mut command = Command::new(ATTRFLOW);
        let mut server = command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut editor = Self { server, input, output, next: 0 };
        let capabilities = json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}});
        let result =
            editor.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        for provider in [
            "completionProvider",
            "hoverProvider",
            "signatureHelpProvider",
            "codeActionProvider",
            "documentFormattingProvider",
            "renameProvider",
        ] {
            assert!(
                result["capabilities"][provider].is_object() || result["capabilities"][provider] == true,
                "{result}"
            );
        }
        editor.tell("initialized", json!({}));
        editor
    }

    pub(super) fn send(&mut self, message: &Json) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    pub(super) fn receive(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    pub(super) fn tell(&mut self, method: &str, params: Json) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns the whole response.
    pub(super) fn response(&mut self, method: &str, params: Json) -> Json {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let response = self.receive();
        assert_eq!(response["id"], id, "{response}");
        response
    }

    pub(super) fn ask(&mut self, method: &str, params: Json) -> Json {
        let response = self.response(method, params);
        assert!(response.get("error").is_none(), "{response}");
        response["result"].clone()
    }

    /// Opens a document and returns its diagnostics.
    pub(super) fn open(&mut self, uri: &str, text: &str) -> Vec<Json> {
        let document = json!({"uri": uri, "languageId": "x", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        self.diagnostics(uri)
    }

    pub(super) fn change(&mut self, uri: &str, text: &str) -> Vec<Json> {
        let params = json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text}]});
        self.tell("textDocument/didChange", params);
        self.diagnostics(uri)
    }

    pub(super) fn diagnostics(&mut self, uri: &str) -> Vec<Json> {
        let told = self.receive();
        assert_eq!(
            (told["method"].as_str(), told["params"]["uri"].as_str()),
            (Some("textDocument/publishDiagnostics"), Some(uri))
        );
        told["params"]["diagnostics"].as_array().unwrap().clone()
    }

    pub(super) fn close(mut self) {
        assert_eq!(self.ask("shutdown", Json::Null), Json::Null);
        self.tell("exit", Json::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

/// A position in a text in UTF-16 code units: after a piece that occurs once.
pub(super) fn behind(text: &str, piece: &str) -> Json {
    assert_eq!(text.matches(piece).count(), 1, "{piece}");
    let before = &text[..text.find(piece).unwrap() + piece.len()];
    let line = before.rsplit('\n').next().unwrap();
    json!({"line": before.matches('\n').count(), "character": line.encode_utf16().count()})
}

/// The text with the edits of a document applied.
pub(super) fn edited(text: &str, edits: &Json) -> String {
    let offset = |location: &Json| {
        let line = usize::try_from(location["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = location["character"].as_u64().unwrap();
        let mut at = start;
        for character in text[start..].chars() {
            if units == 0 {
                break;
            }
            units = units.saturating_sub(character.len_utf16() as u64);
            at += character.len_utf8();
        }
        at
    };
    let mut edits: Vec<&Json> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&edit["range"]["start"])));
    let mut new = text.to_owned();
    for edit in edits {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        new.replace_range(range, edit["newText"].as_str().unwrap());
    }
    new
}

pub(super) fn at(uri: &str, position: Json) -> Json {
    json!({"textDocument": {"uri": uri}, "position": position})
}

const EXPORT: &str = r#"{"attributeMappings": [{"targetAttributeName": "a",
"source": {"expression": "Join(\"😀\", Tolower([mail]))", "type": "Function", "name": "Join"}}]}"#;

const MAPPING: &str = "[source]
attributes = { mail = \"String\", nick-name = \"String\" }

[[scope]]
clauses = [{ attribute = 'mail', operator = 'IS NOT NULL' }]

[[attribute]]
target = 'a'
value = 'Coalesce([mail],ToLower([mail]))'

[[attribute]]
target = 'b'
value = \"Join(\\\"-\\\", [nick-name])\"
";

#[test]
fn an_export_is_checked_and_fixed_inside_its_escapes() {
    let (mut editor, uri) = (Editor::new(), "file:///x/export.json");
    let diagnostics = editor.open(uri, EXPORT);
    assert_eq!(diagnostics[0]["code"], "wrong-case-function");
    assert_eq!(diagnostics[0]["source"], "attrflow");
    let page = "https://attrflow.github.io/attrflow/diagnostics/wrong-case-function.html";
    assert_eq!(diagnostics[0]["codeDescription"]["href"], page);
    let start = behind(EXPORT, "\"😀\\\", ".trim_start_matches('"'));
    assert_eq!(diagnostics[0]["range"]["start"], start);
    let range = diagnostics[0]["range"].clone();
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": diagnostics}});
    let actions = editor.ask("textDocument/codeAction", params);
    assert_eq!(actions[0]["title"], "write `ToLower`");
    let mended = edited(EXPORT, &actions[0]["edit"]["changes"][uri]);
    assert_eq!(mended, EXPORT.replace("Tolower", "ToLower"));
    assert!(editor.change(uri, &mended).iter().all(|diagnostic| diagnostic["severity"] != 1));
    let hover = editor.ask("textDocument/hover", at(uri, behind(&mended, "ToLow")));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("ToLower(source"), "{hover}");
    editor.close();
}

#[test]
fn a_mapping_is_completed_explained_and_renamed() {
    let (mut editor, uri) = (Editor::new(), "file:///x/users.toml");
    editor.open(uri, MAPPING);
    let unfinished = MAPPING.replace("[nick-name])", "[ni");
    editor.change(uri, &unfinished);
    let items = editor.ask("textDocument/completion", at(uri, behind(&unfinished, ", [ni")));
    assert_eq!(items[0]["label"], "nick-name");
    assert_eq!(edited(&unfinished, &json!([items[0]["textEdit"]])), MAPPING.replace("])\"", "]\""));
    let signature = editor.ask("textDocument/signatureHelp", at(uri, behind(&unfinished, ", [ni")));
    assert_eq!(signature["activeParameter"], 1);
    let begun = MAPPING.replace("Join(\\\"-\\\", [nick-name])", "ToUp");
    editor.change(uri, &begun);
    let items = editor.ask("textDocument/completion", at(uri, behind(&begun, "\"ToUp")));
    assert_eq!((&items[0]["label"], &items[0]["textEdit"]["newText"]), (&json!("ToUpper"), &json!("ToUpper($0)")));

    editor.change(uri, MAPPING);
    let location = behind(MAPPING, "ToLower([ma");
    let prepared = editor.ask("textDocument/prepareRename", at(uri, location.clone()));
    assert_eq!(prepared["end"], behind(MAPPING, "ToLower([mail"));
    let renamed = |name: &str| json!({"textDocument": {"uri": uri}, "position": location, "newName": name});
    let edit = editor.ask("textDocument/rename", renamed("work.mail"));
    let expected =
        MAPPING.replace("[mail]", "[work.mail]").replace("'mail'", "'work.mail'").replace("{ mail", "{ \"work.mail\"");
    assert_eq!(edited(MAPPING, &edit["changes"][uri]), expected);
    assert!(editor.response("textDocument/rename", renamed("a]b")).get("error").is_some());

    let laid_out = editor.ask(
        "textDocument/formatting",
        json!({"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": true}}),
    );
    assert_eq!(edited(MAPPING, &laid_out), MAPPING.replace("[mail],To", "[mail], To"));
    editor.close();
}

#[test]
fn fences_of_markdown_are_checked_and_nothing_else() {
    let mut editor = Editor::new();
    let text = "# Runbook\n\n```ad-attr-mapping-expr\nToLower([a]\n```\n\n```sh\nToLower([a]\n```\n";
    let diagnostics = editor.open("file:///x/runbook.md", text);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert_eq!(
        (&diagnostics[0]["code"], &diagnostics[0]["range"]["start"]["line"]),
        (&json!("unclosed-parenthesis"), &json!(3))
    );
    assert!(editor.open("file:///x/package.json", "{\"name\": \"x\"}").is_empty());
    assert!(editor.open("file:///x/Cargo.toml", "[package]\nname = 'x'").is_empty());
    let closed = "file:///x/closed.toml";
    assert_eq!(editor.ask("textDocument/hover", at(closed, json!({"line": 0, "character": 0}))), Json::Null);
    assert_eq!(editor.response("textDocument/foldingRange", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.response("textDocument/hover", json!({"textDocument": 1}))["error"]["code"], -32602);
    editor.close();
}

#[test]
fn the_configuration_next_to_a_document_is_used() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("deep er")).unwrap();
    let uri = |name: &str| format!("file://{}/deep%20er/{name}", folder.path().display());
    let cloud = "```ad-attr-mapping-expr\nTrim([a])\n```\n";
    let mapping = "[[attribute]]\ntarget = 'a'\nvalue = 'Mid([b], 2)'\n";
    let mut editor = Editor::new();
    let codes = |diagnostics: Vec<Json>| -> Vec<String> {
        diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(editor.open(&uri("x.md"), cloud)), ["other-dialect"]);
    assert!(codes(editor.open(&uri("x.toml"), mapping)).contains(&"mid-without-length".to_owned()));

    folder.write("attrflow.toml", "dialect = 'cloud-sync'\n");
    assert!(codes(editor.change(&uri("x.md"), cloud)).is_empty());
    assert!(!codes(editor.change(&uri("x.toml"), mapping)).contains(&"mid-without-length".to_owned()));

    let ignore = "[[ignore]]\ncode = 'mid-without-length'\nfile = 'deep er/*.toml'\nreason = 'known'\n";
    folder.write("attrflow.toml", ignore);
    assert!(!codes(editor.change(&uri("x.toml"), mapping)).contains(&"mid-without-length".to_owned()));
    folder.write("attrflow.toml", &format!("{ignore}expires = 2020-01-01\n"));
    assert!(codes(editor.change(&uri("x.toml"), mapping)).contains(&"mid-without-length".to_owned()));

    folder.write("attrflow.toml", "select = ['mid-without-length']\n");
    assert_eq!(codes(editor.change(&uri("x.toml"), mapping)), ["mid-without-length"]);
    assert!(codes(editor.change(&uri("x.md"), cloud)).is_empty());

    folder.write("attrflow.toml", "select = ['mid-without-lenght']\n");
    let params = json!({"textDocument": {"uri": uri("x.md"), "version": 3}, "contentChanges": [{"text": cloud}]});
    editor.tell("textDocument/didChange", params);
    let told = editor.receive();
    assert_eq!(told["method"], "window/showMessage");
    let message = told["params"]["message"].as_str().unwrap();
    assert!(message.contains("attrflow.toml:1:11") && message.contains("`mid-without-length`"), "{message}");
    assert_eq!(codes(editor.diagnostics(&uri("x.md"))), ["other-dialect"], "an invalid configuration is not used");
    editor.close();
}
