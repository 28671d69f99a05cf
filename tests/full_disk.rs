//! A stream that cannot be written – a full disk, a pipe that nobody reads – makes no command panic: its exit code says
//! that something is lost.

#![cfg(target_os = "linux")]

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const MAPPING: &str = "[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n[[attribute]]\ntarget = 'userName'\nvalue = '[id]'\nmatch = 1\n[[attribute]]\ntarget = 'title'\nvalue = 'Tolower( [a])'\n";
const SOUND: &str = "[source]\ndirectory = 'A'\n[target]\ndirectory = 'B'\n[[attribute]]\ntarget = 'userName'\nvalue = 'ToLower( [id], )'\nmatch = 1\n";

fn folder() -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("full-disk-{}", std::process::id()));
    std::fs::create_dir_all(path.join(".git")).unwrap();
    let put = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
    put("m.toml", MAPPING);
    put("s.toml", SOUND);
    put("r.ndjson", "{\"id\": \"1\", \"a\": \"x\"}\n{\"id\": [1, 2]}\n");
    put("t.test.toml", "mapping = 's.toml'\n[[case]]\nrecord = { id = 'A' }\nexpect.userName = 'a'\n");
    path
}

/// Every command, with whether it prints to standard output and whether it says something on standard error.
const COMMANDS: [(&[&str], bool, bool); 29] = [
    (&["--help"], true, false),
    (&["--version"], true, false),
    (&["check", "--help"], true, false),
    (&["unknown-command"], false, true),
    (&["check", "m.toml"], true, false),
    (&["check", "missing.toml"], false, true),
    (&["check", "m.toml", "--fix", "--diff"], true, false),
    (&["check", "s.toml", "--fix"], true, true),
    (&["map", "s.toml", "r.ndjson"], true, true),
    (&["map", "m.toml", "r.ndjson"], false, true),
    (&["map", "s.toml", "r.ndjson", "--errors", "-"], true, true),
    (&["simulate", "s.toml", "--before", "r.ndjson", "--after", "r.ndjson"], false, true),
    (&["eval", "Append(\"a\", \"b\")"], true, false),
    (&["eval", "CDate(\"x\")"], false, true),
    (&["eval", "[id]", "r.ndjson", "--format", "ndjson"], true, false),
    (&["test", "t.test.toml"], true, false),
    (&["test", "--run", "nothing"], false, true),
    (&["fmt", "--check", "s.toml"], false, true),
    (&["fmt", "--diff", "s.toml"], true, true),
    (&["fmt", "-e", "Join( \"a\",[b])"], true, false),
    (&["diff", "m.toml", "s.toml"], true, false),
    (&["diff", "s.toml", "s.toml"], true, false),
    (&["parse", "Join(\"a\", [b])"], true, false),
    (&["convert", "s.toml"], true, true),
    (&["migrate", "s.toml", "--to", "meta-work-accounts"], true, true),
    (&["functions"], true, false),
    (&["connectors"], true, false),
    (&["explain", "unknown-function"], true, false),
    (&["completions", "bash"], true, false),
];

fn run(folder: &PathBuf, arguments: &[&str], out: Stdio, err: Stdio) -> i32 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrflow"));
    for variable in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"] {
        command.env_remove(variable);
    }
    let status = command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(out).stderr(err).status();
    status.unwrap().code().unwrap_or_else(|| panic!("{arguments:?} was ended by a signal"))
}

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

/// A pipe whose reader is gone.
fn closed() -> Stdio {
    std::io::pipe().unwrap().1.into()
}

#[test]
fn a_full_disk_is_told_by_the_exit_code() {
    let folder = folder();
    for (arguments, prints, says) in COMMANDS {
        let plain = run(&folder, arguments, Stdio::null(), Stdio::null());
        assert!(plain < 3, "{arguments:?}: {plain}");
        let code = run(&folder, arguments, full(), Stdio::null());
        assert_eq!(code, if prints { 2 } else { plain }, "{arguments:?} with a full disk behind standard output");
        let code = run(&folder, arguments, Stdio::null(), full());
        let expected = if says && plain == 0 { 2 } else { plain };
        assert_eq!(code, expected, "{arguments:?} with a full disk behind standard error");
        let code = run(&folder, arguments, full(), full());
        assert!(code == if prints { 2 } else { expected }, "{arguments:?} with a full disk behind both: {code}");
    }
}

#[test]
fn a_pipe_that_nobody_reads_is_no_defect() {
    let folder = folder();
    for (arguments, _, _) in COMMANDS {
        let plain = run(&folder, arguments, Stdio::null(), Stdio::null());
        let code = run(&folder, arguments, Stdio::null(), closed());
        assert_eq!(code, plain, "{arguments:?} without a reader of standard error");
        let code = run(&folder, arguments, closed(), closed());
        assert!(code == 0 || code == plain, "{arguments:?} without readers: {code}");
    }
}
