//! The command line with hostile input: each has its documented outcome, its exit code and a message, and none makes
//! the program panic, hang or use too much memory.

mod cancel;
mod expressions;
mod files;
mod stack;
mod streams;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The result of a run of the program.
struct Ran {
    code: Option<i32>,
    out: String,
    told: String,
}

impl Ran {
    /// Checks the exit code, and that standard error or the report contains a text.
    #[track_caller]
    fn is(&self, code: i32, told: &str) -> &Self {
        let Ran { out, told: err, .. } = self;
        assert_eq!(self.code, Some(code), "out: {out:.2000}\nerr: {err:.2000}");
        assert!(
            err.contains(told) || out.contains(told),
            "`{told}` is not reported\nout: {out:.2000}\nerr: {err:.2000}"
        );
        assert!(!err.contains("panicked") && !err.contains("internal error"), "{err:.2000}");
        self
    }
}

/// Runs the program with arguments and standard input, in at most a gigabyte of memory.
fn attrflow(arguments: &[&str], input: &[u8]) -> Ran {
    attrflow_in(1 << 20, arguments, input)
}

/// The same in so many kilobytes.
fn attrflow_in(memory: u32, arguments: &[&str], input: &[u8]) -> Ran {
    let script = format!("ulimit -v {memory}; exec \"$0\" \"$@\"");
    let mut child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_attrflow")])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut stdin = child.stdin.take().expect("the input is a pipe");
    let input = input.to_vec();
    // A program that ends early does not read all of its input.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the input is written");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), told: text(output.stderr) }
}

/// A file for this test with these bytes.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{name}"));
    std::fs::write(&path, bytes).expect("the folder for tests can be written to");
    path.to_str().expect("the path is UTF-8").to_owned()
}

/// A small mapping file in TOML.
const MAPPING: &str = "name = 'Users'\n[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n\
    [[attribute]]\ntarget = 'userName'\nvalue = 'ToLower([mail])'\n";

/// The same mapping as the service exports it.
const EXPORT: &str = r#"{"id": "x", "synchronizationRules": [{"name": "r", "sourceDirectoryName": "A",
    "targetDirectoryName": "B", "objectMappings": [{"enabled": true, "flowTypes": "Add, Update, Delete", "name": "Users",
    "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [{"flowType": "Always",
    "matchingPriority": 1, "targetAttributeName": "userName", "source": {"expression": "ToLower([mail])",
    "name": "ToLower", "parameters": [{"key": "source", "value": {"expression": "[mail]", "name": "mail",
    "parameters": [], "type": "Attribute"}}], "type": "Function"}}]}]}]}"#;
