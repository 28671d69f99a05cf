//! A C program against the library: compiled, run, and run under valgrind; what it says of provisioning is compared
//! with the command line. Without a C compiler or valgrind, the test prints that it is skipped.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Links the functions in: the library is then in the same folder as this test's program.
use attrflow_c as _;

/// "Possibly lost" memory is accepted: the library keeps one hash table until the end, and Rust refers to a hash table
/// by a pointer into its middle.
const VALGRIND: &str = "--quiet --leak-check=full --show-leak-kinds=definite,indirect \
    --errors-for-leak-kinds=definite,indirect --error-exitcode=9";

fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: `{program}` is not installed");
    }
    found
}

fn run(command: &mut Command) -> String {
    // Cargo's own path has a library that `cargo test` does not build.
    command.env_remove("LD_LIBRARY_PATH");
    let output = command.output().unwrap();
    let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?} ended with {}:\n{out}{errors}", output.status);
    assert!(errors.is_empty(), "{command:?} printed errors:\n{errors}");
    out
}

/// The program, linked against the shared library.
fn compiled(here: &Path) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap();
    let program = folder.join("attrflow-smoke");
    let mut cc = Command::new("cc");
    cc.args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wstrict-prototypes", "-Werror", "-g", "-pthread", "-o"]);
    cc.arg(&program).arg(here.join("tests/smoke.c")).arg("-I").arg(here.join("include"));
    cc.arg("-L").arg(folder).arg("-lattrflow_c").arg(format!("-Wl,-rpath,{}", folder.display()));
    run(&mut cc);
    program
}

/// The command line beside the library; built if it is not there. `cargo xtask bindings c` builds it in any case.
fn command_line(here: &Path) -> PathBuf {
    let program = std::env::current_exe().unwrap().parent().unwrap().join("../attrflow");
    if !program.is_file() {
        run(Command::new(env!("CARGO")).args(["build", "--quiet", "--bin", "attrflow"]).current_dir(here.join("..")));
    }
    program
}

/// What the command line prints for the files of provisioning.
fn printed(here: &Path, files: &[PathBuf], operation: &str) -> String {
    let [mapping, records, previous] = files else { panic!("there are three files") };
    let mut command = Command::new(command_line(here));
    command.arg("map").args([mapping, records]).args(["--envelope", "--flavor", "rfc7644", "--operation", operation]);
    command.arg("--previous").arg(previous).args(["--now", "2026-01-15T09:30:00Z"]);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// The lines that begin with a word, without that word.
fn answers<'o>(out: &'o str, word: &str) -> Vec<&'o str> {
    out.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' ')).collect()
}

fn json(out: &str, word: &str) -> Json {
    serde_json::from_str(answers(out, word)[0]).unwrap()
}

#[test]
#[cfg(unix)]
fn a_c_program_maps_and_frees() {
    if !is_there("cc") {
        return;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = here.join("../examples");
    let data = here.join("../tests/data/provision");
    let of_provisioning = ["mapping.toml", "records.ndjson", "previous.ndjson"].map(|name| data.join(name));
    let mut files = vec![examples.join("onboarding.toml"), examples.join("newcomers.ndjson")];
    files.extend_from_slice(&of_provisioning);
    let program = compiled(here);
    let out = run(Command::new(&program).args(&files));

    assert_eq!(answers(&out, "version"), [env!("CARGO_PKG_VERSION")]);
    assert_eq!(json(&out, "check")["summary"]["errors"], 0);
    assert_eq!(json(&out, "one")["status"], "ok");
    assert_eq!(json(&out, "one")["payload"]["userName"], "ada@contoso.com");
    assert_eq!(json(&out, "broken")["errors"][0]["code"], "bad-json");
    assert_eq!(json(&out, "not UTF-8")["errors"][0]["code"], "invalid-utf8");
    assert_eq!(json(&out, "format")["error"]["code"], "bad-argument");
    assert_eq!(json(&out, "value")["value"], "ada@contoso.com");
    assert_eq!(json(&out, "unread before")["diagnostics"], Json::Array(Vec::new()));
    assert_eq!(json(&out, "unread after")["diagnostics"][0]["code"], "attribute-spelled-otherwise");
    assert_eq!(json(&out, "unread of none")["error"]["message"], "the handle is null");
    assert_eq!(json(&out, "no connector")["error"]["help"], "did you mean `meta-work-accounts`?");
    assert_eq!(json(&out, "no option")["error"]["code"], "bad-argument");
    assert_eq!(json(&out, "no handle")["error"]["message"], "the handle is null");
    let cancelled = answers(&out, "cancelled");
    assert_eq!(cancelled.len(), 2, "one envelope for two records: {cancelled:?}");
    assert!(cancelled.iter().all(|answer| answer.contains(r#""code":"run-cancelled""#)), "{cancelled:?}");
    assert!(json(&out, "no mapping")["summary"]["errors"].as_u64().unwrap() > 0);
    let error = &json(&out, "error")["error"];
    assert_eq!(error["location"]["start"], 9, "{error}");

    for operation in ["patch", "replace"] {
        let printed = printed(here, &of_provisioning, operation);
        assert_eq!(answers(&out, operation), printed.lines().collect::<Vec<_>>(), "is `attrflow` up to date?");
    }
    for status in ["created", "changed", "unchanged", "disabled", "deleted", "held-back", "out-of-scope"] {
        assert!(out.contains(&format!("\"status\":\"{status}\"")), "no envelope is {status}");
    }
    let unusable = json(&out, "unusable");
    assert_eq!([&unusable[0]["line"], &unusable[1]["code"]], [&Json::from(6), &Json::from("previous-without-match")]);
    assert_eq!(json(&out, "finished")["error"]["message"], "the provisioner has finished");
    assert_eq!(json(&out, "first")["status"], "created");
    let needs = "`patch` needs the state of the target; it is empty for the first run";
    assert_eq!(json(&out, "no state")["error"]["message"], needs);
    assert_eq!(json(&out, "no operation")["error"]["code"], "bad-argument");

    if is_there("valgrind") {
        let again = run(Command::new("valgrind").args(VALGRIND.split_whitespace()).arg(&program).args(&files));
        assert!(again == out, "the output under valgrind is different");
    }
}
