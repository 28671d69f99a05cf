//! What comes from records, mappings and file names reaches no terminal and no pipeline's log as it is: no command
//! prints a control character, what changes the text direction, or a line that is a command of a pipeline.

use std::path::PathBuf;
use std::process::Command;

/// What a text for people must not have, besides line breaks.
fn is_raw(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}')
}

/// Hostile texts: each alone and all of them in one.
const HOSTILE: [&str; 6] = [
    "x\n::error::injected",
    "::set-output name=a::b",
    "##vso[task.setvariable variable=a]b",
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "\u{202e}gnp.exe\u{2066}\u{9b}31m\u{7f}",
    "a\r\n  ::warning::b\t\u{8}##[group]c",
];

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("printed-{name}"));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(path.join(".git")).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    /// Runs a command, in the pipeline that sets this variable.
    fn run(&self, arguments: &[&str], pipeline: Option<&str>) -> std::process::Output {
        Command::new(env!("CARGO_BIN_EXE_attrflow"))
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("GITHUB_ACTIONS")
            .env_remove("GITHUB_STEP_SUMMARY")
            .env_remove("TF_BUILD")
            .envs(pipeline.map(|name| (name, "true")))
            .output()
            .unwrap()
    }

    /// Runs a command and looks at everything it prints.
    fn is_harmless(&self, arguments: &[&str]) -> String {
        // A value is written as it is, unless a pipeline reads it.
        let is_pipeline = arguments.first() == Some(&"eval");
        let ran = self.run(arguments, is_pipeline.then_some("TF_BUILD"));
        assert!(ran.status.code().is_some_and(|code| code < 3), "{arguments:?}: {ran:?}");
        let mut all = String::new();
        for stream in [ran.stdout, ran.stderr] {
            let mut said = String::from_utf8(stream).unwrap();
            if ["fmt", "--diff", "bytecode"].iter().any(|word| arguments.contains(word)) {
                // A difference has the line breaks and tabs of its file: otherwise it could not be applied.
                said = said.replace("\r\n", "\n").replace('\t', " ");
            }
            assert!(!said.contains(is_raw), "{arguments:?}: {said:?}");
            for line in said.lines() {
                let start = line.trim_start();
                // A heading of Markdown is our own.
                let is_command = start.starts_with("::") || start.starts_with("##") && !start.starts_with("### ");
                assert!(!is_command, "{arguments:?}: {said}");
                assert!(!line.contains("##vso[") && !line.contains("##["), "{arguments:?}: {said}");
            }
            all += &said;
        }
        all
    }
}

fn toml(text: &str) -> String {
    // TOML wants one more escape than JSON.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Mappings whose names, targets, expressions and values are the text.
fn mapping(text: &str, expression: &str) -> String {
    let name = toml(text);
    format!(
        "name = {name}\n[source]\ndirectory = 'A'\nobject = {name}\n[target]\ndirectory = {name}\nobject = 'User'\n\
         [[attribute]]\ntarget = 'userName'\nvalue = '[id]'\nmatch = 1\n\
         [[attribute]]\ntarget = 'title'\nvalue = {}\n\
         [[attribute]]\ntarget = 'nickName'\nvalue = '[a]'\n\
         [[attribute]]\ntarget = {name}\nvalue = {}\n\
         [[scope]]\nname = {name}\nclauses = [{{ attribute = 'country', operator = 'NOT EQUALS', values = [{name}] }}]\n",
        toml(expression),
        toml(&format!("[{}]", text.replace(']', ""))),
    )
}

#[test]
fn nothing_raw_from_records_mappings_and_names() {
    let everything = HOSTILE.concat();
    for (number, text) in HOSTILE.iter().copied().chain([everything.as_str()]).enumerate() {
        let folder = Folder::new(&number.to_string());
        let quoted = format!("\"{}\"", text.replace(['"', '\n', '\r'], ""));
        folder.put("bad.toml", &mapping(text, &format!("Lower({quoted}, [{text}])")));
        let good = mapping("x", "CDate([a])").replace("[[attribute]]\ntarget = \"x\"\nvalue = \"[x]\"\n", "");
        folder.put("good.toml", &good.replace("values = [\"x\"]", &format!("values = [{}]", toml(text))));
        folder
            .put("other.toml", &mapping("x", &quoted).replace("[[attribute]]\ntarget = \"x\"\nvalue = \"[x]\"\n", ""));
        let record = |a: &str, id: &str| serde_json::json!({"id": id, "a": a, "country": id}).to_string() + "\n";
        folder.put("r.ndjson", &(record(text, text) + &record("2026-01-15", "7") + &format!("{{\"id\": \"{text}\n")));
        folder.put("before.ndjson", &(record("before", text) + &record("x", "8")));
        folder.put(
            "t.test.toml",
            &format!(
                "mapping = 'other.toml'\n[[case]]\nname = {0}\nrecord = {{ id = {0}, a = {0} }}\nexpect.userName = 'x'\n\
                 expect.nickName = {0}\npayload = '''{{\"userName\": \"x\"}}'''\n\
                 [[expression]]\ntext = '[a]'\ntable = [{{ a = {0}, expected = 'b' }}]\n",
                toml(text)
            ),
        );
        folder.put("wrong.test.toml", &format!("mapping = {0}\n[[case]]\nname = {0}\nexpect.{0} = 'x'\n", toml(text)));
        let hostile_name = format!("{}.toml", text.replace('/', ""));
        folder.put(&hostile_name, "nothing");
        let missing = format!("missing{text}");
        let mut said = String::new();
        for format in ["pretty", "concise", "markdown"] {
            said += &folder.is_harmless(&["check", "bad.toml", "--min-level", "info", "--format", format]);
            folder.is_harmless(&["check", "good.toml", "--records", "r.ndjson", "--format", format]);
            folder.is_harmless(&["check", &hostile_name, "--format", format]);
            folder.is_harmless(&["check", "-e", &format!("Lower({quoted}) [{text}"), "--format", format]);
        }
        assert!(said.contains("unknown-function"), "{said}");
        for arguments in [
            &["map", "good.toml", "r.ndjson", "--show-values", "-o", "o.ndjson"][..],
            &["map", "good.toml", "r.ndjson", "--explain-scope", "-o", "o.ndjson"],
            &["map", "good.toml", "r.ndjson", "--operation", "patch", "--previous", "r.ndjson", "-o", "o.ndjson"],
            &["map", "bad.toml", "r.ndjson"],
            &["map", "good.toml", &missing],
            &["map", "good.toml", "r.ndjson", "--object", text],
            &["simulate", "good.toml", "--before", "before.ndjson", "--after", "r.ndjson", "--show-values"],
            &["simulate", "good.toml", "--before", "before.ndjson", "--after", "r.ndjson"],
            &["diff", "bad.toml", "good.toml"],
            &["diff", "good.toml", "bad.toml", "--format", "markdown"],
            &["diff", "other.toml", "good.toml", "--records", "r.ndjson", "--show-values"],
            &["diff", "other.toml", "good.toml", "--records", "r.ndjson", "--format", "markdown", "--show-values"],
            &["test", "t.test.toml", "--coverage", "--mutate", "--format", "pretty"],
            &["test", "t.test.toml", "--format", "tap"],
            &["test", "t.test.toml", "--format", "markdown", "--coverage"],
            &["test", "wrong.test.toml"],
            &["test", "--generate", "bad.toml"],
            &["eval", "[a]", "-a", &format!("a={text}")],
            &["eval", "Append([a], \"x\")", "-a", &format!("a={text}"), "--trace"],
            &["eval", "CDate([a])", "-a", &format!("a={text}")],
            &["eval", "CDate([a])", "r.ndjson", "--show-values"],
            &["eval", &format!("[{text}]")],
            &["parse", &format!("Join({quoted}, [{text}])")],
            &["parse", &format!("Join({quoted}, [{text}])"), "--format", "bytecode"],
            &["fmt", "--diff", "other.toml"],
            &["fmt", "--check", "bad.toml"],
            &["fmt", "--diff", "-e", &format!("Join( {quoted} ,[{text}])")],
            &["fmt", "-e", &format!("Join( {quoted} ,[a])")],
            &["check", "--fix", "--diff", "bad.toml"],
            &["migrate", "bad.toml", "--to", "meta-work-accounts", "-o", "new.toml"],
            &["convert", "bad.toml", "--to", "graph", "-o", "new.json"],
            &["convert", &missing],
            &["explain", text],
            &["functions", text],
            &["connectors", text],
            &["init", "--template", text],
        ] {
            folder.is_harmless(arguments);
        }
    }
}

#[test]
fn programs_get_a_value_to_the_character() {
    let folder = Folder::new("exact");
    let texts = ["a\tb", "a\rb", "a\nb", "שלום\u{200f}", "\u{2066}a\u{2069}", "\u{9b}", "::error::x", "Zoë", ""];
    for text in texts.into_iter().chain(HOSTILE) {
        let expected = format!("{text}\n");
        let given = format!("a={text}");
        let ran = folder.run(&["eval", "[a]", "-a", &given], None);
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
        for pipeline in ["GITHUB_ACTIONS", "TF_BUILD"] {
            let ran = folder.run(&["eval", "[a]", "-a", &given], Some(pipeline));
            let is_shown = String::from_utf8(ran.stdout).unwrap() != expected;
            assert_eq!(is_shown, text.contains(is_raw) || text.contains("::") || text.contains('#'), "{text:?}");
        }
    }
}
