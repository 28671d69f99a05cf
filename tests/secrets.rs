//! No message, trace or log contains values of records unless they are requested; values hidden by `Redact` are never
//! shown. Every command that reads records is tested.

use std::path::PathBuf;
use std::process::Command;

/// The value that must not be shown.
const SECRET: &str = "Qqzzy";

/// Expressions that fail on the record, with the code.
const FAILING: [(&str, &str, &str); 14] = [
    ("Left(\"abc\", [a])", SECRET, "wrong-kind"),
    ("Replace(\"x\", , [a], , \"y\", , )", "Qqzzy[", "bad-pattern"),
    ("Replace(\"x\", , [a], , \"y\", , )", "\\k<Qqzzy>", "bad-pattern"),
    ("Replace(\"x\", , [a], , \"y\", , )", "\\p{Qqzzy}", "bad-pattern"),
    ("Replace(\"x\", , [a], , \"y\", , )", "(?Qqzzy)", "bad-pattern"),
    ("Replace(\"x\", , \"(?<g>x)\", , [a], , )", "$99999999999Qqzzy", "bad-replacement"),
    ("CDate([a])", SECRET, "not-a-date"),
    ("FormatDateTime([a], , \"yyyy-MM-dd\", \"yyyy\")", SECRET, "date-not-in-format"),
    ("FormatDateTime(\"2026-01-15\", , \"yyyy-MM-dd\", [a])", "Qqzzy'", "bad-date-format"),
    ("DateAdd([a], 1, CDate(\"2026-01-15\"))", SECRET, "unknown-interval"),
    ("CBool([a])", SECRET, "wrong-kind"),
    ("ConvertFromBase64([a])", "Qqzzy!", "not-base64"),
    ("IIF([a], \"x\", \"y\")", SECRET, "not-a-condition"),
    ("Item(Split([a], \",\"), 5)", SECRET, "item-out-of-range"),
];

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("secrets-{name}"));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    /// The whole output of a command, on both streams.
    fn says(&self, arguments: &[&str]) -> String {
        let ran = Command::new(env!("CARGO_BIN_EXE_attrflow")).args(arguments).current_dir(&self.0).output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
    }
}

fn mapping(target: &str, expression: &str) -> String {
    let kind = if target == "active" { "\ntype = 'Boolean'" } else { "" };
    let start = "[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n[[attribute]]\ntarget = 'userName'\nvalue = '[id]'\nmatch = 1\n";
    format!("{start}[[attribute]]\ntarget = '{target}'\nvalue = '''{expression}'''{kind}\n")
}

#[test]
fn no_command_prints_values_without_a_request() {
    let folder = Folder::new("commands");
    folder.put("empty.ndjson", "");
    for (expression, value, code) in FAILING {
        folder.put("old.toml", &mapping("title", "[other]"));
        folder.put("new.toml", &mapping("title", expression));
        folder.put("r.ndjson", &format!("{}\n", serde_json::json!({"id": "7", "a": value})));
        folder.put("before.ndjson", &format!("{}\n", serde_json::json!({"id": "7", "a": "harmless"})));
        let commands: [&[&str]; 9] = [
            &["map", "new.toml", "r.ndjson"],
            &["map", "new.toml", "r.ndjson", "--envelope"],
            &["map", "new.toml", "r.ndjson", "--errors", "-"],
            &["map", "new.toml", "r.ndjson", "--operation", "patch", "--previous", "empty.ndjson"],
            &["check", "new.toml", "--records", "r.ndjson"],
            &["check", "new.toml", "--records", "r.ndjson", "--format", "json"],
            &["diff", "old.toml", "new.toml", "--records", "r.ndjson"],
            &["simulate", "new.toml", "--before", "before.ndjson", "--after", "r.ndjson"],
            &["eval", expression, "r.ndjson", "--format", "ndjson"],
        ];
        for arguments in commands {
            let said = folder.says(arguments);
            assert!(!said.contains(SECRET), "{arguments:?} of `{expression}`:\n{said}");
            assert!(said.contains(code) || arguments[0] == "simulate", "{arguments:?} of `{expression}`:\n{said}");
        }
        let said = folder.says(&["eval", expression, "r.ndjson"]);
        assert!(said.contains(code) && !said.contains(SECRET), "`{expression}`:\n{said}");
    }
}

#[test]
fn values_are_shown_on_request() {
    let folder = Folder::new("shown");
    folder.put("m.toml", &mapping("title", "CDate([a])"));
    folder.put("r.ndjson", "{\"id\": \"7\", \"a\": \"Qqzzy\"}\n");
    assert!(folder.says(&["map", "m.toml", "r.ndjson", "--show-values"]).contains("value: Qqzzy"));
    assert!(folder.says(&["eval", "CDate([a])", "r.ndjson", "--show-values"]).contains("value: Qqzzy"));
    assert!(folder.says(&["eval", "CDate([a])", "-a", "a=Qqzzy"]).contains("value: Qqzzy"));
}

#[test]
fn values_hidden_by_redact_are_never_shown() {
    let folder = Folder::new("redact");
    folder.put("r.ndjson", "{\"id\": \"7\", \"a\": \"Qqzzy\"}\n");
    for (target, expression) in
        [("title", "CDate(Redact([a]))"), ("active", "Redact([a])"), ("title", "Redact(CDate([a]))")]
    {
        folder.put("m.toml", &mapping(target, expression));
        for operation in ["create", "replace"] {
            let said = folder.says(&["map", "m.toml", "r.ndjson", "--show-values", "--operation", operation]);
            assert!(said.contains("error[") && !said.contains(SECRET), "{expression}:\n{said}");
        }
    }
    let said = folder.says(&["eval", "Append(Redact([a]), \"\")", "-a", "a=Qqzzy", "--trace", "--format", "ndjson"]);
    let (trace, value) = said.trim_end().rsplit_once('\n').unwrap();
    assert!(!trace.contains(SECRET) && trace.contains("[Redact]"), "{trace}");
    assert_eq!(value, "{\"value\":\"Qqzzy\"}", "the value itself is the output");
    let said = folder.says(&["eval", "CDate(Redact([a]))", "-a", "a=Qqzzy", "--trace"]);
    assert!(said.contains("not-a-date") && !said.contains(SECRET), "{said}");
}

/// What `Redact` hides belongs to the target: no command shows a value of it, whatever else is asked for.
#[test]
fn no_report_shows_what_redact_hides() {
    let folder = Folder::new("hidden");
    let file = |expression: &str| {
        format!(
            r#"[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'B'
object = 'User'
[[attribute]]
target = 'userName'
value = '[id]'
match = 1
[[attribute]]
target = 'emails[type eq "work"].value'
value = '''{expression}'''
[[attribute]]
target = 'title'
value = '[t]'
"#
        )
    };
    let tests = |expression: &str| {
        format!(
            r#"mapping = 'm.toml'
[[case]]
name = 'case'
record = {{ id = '7', a = 'Qqzzy', t = 't' }}
expect.'emails[type eq "work"].value' = 'Qqzzy-3'
expect.title = 'u'
payload = '''{{"title": "t", "userName": "7", "emails": [{{"type": "work", "value": "Qqzzy-4"}}]}}'''
[[expression]]
text = '''{expression}'''
table = [{{ a = 'Qqzzy', t = 't', expected = 'Qqzzy-5' }}]
"#
        )
    };
    let record = |a: &str, t: &str| format!("{}\n", serde_json::json!({"id": "7", "a": a, "t": t}));
    folder.put("plain.toml", &file("[a]"));
    folder.put("before.ndjson", &record("Qqzzy-1", "shown-1"));
    folder.put("after.ndjson", &record("Qqzzy-2", "shown-2"));
    for expression in [
        "Redact([a])",
        "Append(Redact([a]), \"x\")",
        "IIF([t]=\"\", [a], Redact([a]))",
        "Join(\"\", [a], Redact(\"x\"))",
    ] {
        folder.put("m.toml", &file(expression));
        folder.put("m.test.toml", &tests(expression));
        let changed = ["--before", "before.ndjson", "--after", "after.ndjson", "--show-values"];
        let compared = ["plain.toml", "m.toml", "--records", "before.ndjson", "--show-values"];
        let mut commands: Vec<Vec<&str>> = Vec::new();
        for format in ["text", "json"] {
            commands.push([&["simulate", "m.toml", "--format", format], &changed[..]].concat());
        }
        for format in ["text", "json", "markdown", "html"] {
            commands.push([&["diff", "--format", format], &compared[..]].concat());
        }
        for format in ["pretty", "json", "junit", "tap", "github", "azure", "markdown", "html"] {
            commands.push(vec!["test", "m.test.toml", "--format", format]);
        }
        for arguments in commands {
            let said = folder.says(&arguments);
            assert!(!said.contains(SECRET), "{arguments:?} of `{expression}`:\n{said}");
            assert!(said.contains("[Redact") || arguments[0] == "diff", "{arguments:?} of `{expression}`:\n{said}");
        }
        let said = folder.says(&[&["simulate", "m.toml"], &changed[..]].concat());
        assert!(said.contains("shown-1") && said.contains("[Redact] -> [Redact]"), "{said}");
        let said = folder.says(&[&["simulate", "m.toml"], &changed[..4]].concat());
        assert!(!said.contains("shown") && said.contains("title: \"xxxxx-9\" -> \"xxxxx-9\""), "{said}");
    }
}
