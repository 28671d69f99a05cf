//! Every command that writes, with every call of its writing failing, with a disk that is full from each call on, and
//! killed at each call: afterwards every file is the old one or the new one, to the byte. What `map` has written so far
//! is the exception: `--resume` makes the new file of it.
//!
//! The test program starts itself again as the command, in a folder of its own.

use super::faults::{self, Fault};
use crate::cli::{Arguments, error::CliError, run, say};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The variables that tell the program that it is the command: its arguments as JSON, and what happens at which call.
const ARGUMENTS: &str = "ATTRFLOW_WRITE_TEST_ARGUMENTS";
const FAULT: &str = "ATTRFLOW_WRITE_TEST_FAULT";
/// What a file holds, if there is one.
type Content = Option<Vec<u8>>;

/// What is added to the exit code of a command when the call was reached.
const STRUCK: i32 = 10;

/// The command itself; without its variables it is a test of nothing.
#[test]
fn is_the_command() {
    let Ok(arguments) = std::env::var(ARGUMENTS) else { return };
    let arguments: Vec<String> = serde_json::from_str(&arguments).unwrap();
    let fault = std::env::var(FAULT).unwrap();
    let (kind, number) = fault.split_once(' ').unwrap();
    let number = number.parse().unwrap();
    faults::set(match kind {
        "fails" => Fault::Fails(number),
        "full" => Fault::FailsFrom(number),
        _ => Fault::Kills(number),
    });
    let code = match run(Arguments::parse_from(arguments).command) {
        Ok(()) if say::has_lost() => 2,
        Ok(()) => 0,
        Err(CliError::Diagnostics) => 1,
        Err(failure) => {
            failure.report();
            2
        }
    };
    std::process::exit(if faults::struck() { code + STRUCK } else { code });
}

struct Folder(PathBuf);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("attrflow-write-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        // No configuration of an outer folder is used.
        fs::create_dir_all(path.join(".git")).unwrap();
        files.iter().for_each(|(name, text)| fs::write(path.join(name), text).unwrap());
        Self(path)
    }

    fn get(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.0.join(name)).ok()
    }

    /// Runs the command with a call that breaks: its exit code, if it was not killed, and what it told.
    fn run(&self, arguments: &[&str], (kind, number): (&str, u32)) -> (Option<i32>, String) {
        let arguments: Vec<&str> = ["attrflow"].iter().chain(arguments).copied().collect();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "cli::write::tests::is_the_command", "--nocapture"])
            .env(ARGUMENTS, serde_json::to_string(&arguments).unwrap())
            .env(FAULT, format!("{kind} {number}"))
            .env_remove("GITHUB_STEP_SUMMARY")
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// The files beside outputs that are not renamed yet.
    fn leavings(&self) -> Vec<String> {
        let names =
            fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(".attrflow-")).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Breaks a command at every call; `outputs` are all the files that it writes.
fn holds(files: &[(&str, &str)], arguments: &[&str], outputs: &[&str]) {
    let contents = |folder: &Folder| outputs.iter().map(|name| folder.get(name)).collect::<Vec<_>>();
    let whole = Folder::with(files);
    let old = contents(&whole);
    let (code, told) = whole.run(arguments, ("none", 0));
    let (code, new) = (code.unwrap(), contents(&whole));
    assert!(code < 2, "{arguments:?} ended {code}: {told}");
    assert!(new.iter().zip(&old).all(|(new, old)| new.is_some() && new != old), "{arguments:?} writes all: {told}");
    for kind in ["fails", "full", "kills"] {
        let mut number = 0;
        loop {
            number += 1;
            let folder = Folder::with(files);
            let (ended, told) = folder.run(arguments, (kind, number));
            let now = contents(&folder);
            let what = format!("{arguments:?}, call {number} {kind}, ended {ended:?}: {told}");
            if ended.is_some_and(|ended| ended < STRUCK) {
                assert!(now == new && ended == Some(code), "{what}");
                break;
            }
            for (name, ((now, old), new)) in outputs.iter().zip(now.iter().zip(&old).zip(&new)) {
                assert!(now == old || now == new, "{name} is neither the old nor the new file; {what}");
            }
            if ended.is_some_and(|ended| ended - STRUCK == code) {
                assert!(now == new, "success without the files; {what}");
            }
            assert!(kind != "fails" || folder.leavings().is_empty(), "{:?} is left; {what}", folder.leavings());
        }
        assert!(number > 4, "{arguments:?}: {kind} has been tried");
    }
}

const MAPPING: &str = "[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'App'
object = 'User'
[[attribute]]
target = 'userName'
value = 'Tolower( [userPrincipalName])'
match = 1
[[attribute]]
target = 'title'
value = 'IIF([jobTitle] = \"x\", \"X\", [jobTitle])'
";
const OTHER: &str = "[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'App'
object = 'User'
[[attribute]]
target = 'userName'
value = 'ToLower( [userPrincipalName], )'
match = 1
";
const RECORDS: &str = "{\"id\": \"1\", \"userPrincipalName\": \"A\"}
{\"id\": \"2\", \"userPrincipalName\": [1, 2]}
{\"id\": \"3\"
{\"id\": \"4\", \"userPrincipalName\": \"D\"}
";
const TESTS: &str = "mapping = 'm.toml'
[[case]]
record = { userPrincipalName = 'A' }
payload = '''{\"userName\": \"z\"}'''
";

#[test]
fn check() {
    holds(&[("m.toml", MAPPING)], &["check", "--fix", "m.toml"], &["m.toml"]);
    let reports = ["check", "m.toml", "--report", "json=r.json", "--report", "sarif=s.sarif"];
    holds(&[("m.toml", MAPPING), ("r.json", "old")], &reports, &["r.json", "s.sarif"]);
    let baseline = ["check", "m.toml", "--baseline", "b.json", "--write-baseline"];
    holds(&[("m.toml", MAPPING), ("b.json", "{}")], &baseline, &["b.json"]);
}

#[test]
fn fmt() {
    holds(&[("m.toml", OTHER), ("n.toml", OTHER)], &["fmt", "m.toml", "n.toml"], &["m.toml", "n.toml"]);
}

#[test]
fn convert_migrate_init() {
    let files = [("m.toml", OTHER), ("old.json", "old")];
    holds(&files, &["convert", "m.toml", "-o", "m.json"], &["m.json"]);
    holds(&files, &["convert", "m.toml", "-o", "old.json", "--force"], &["old.json"]);
    holds(&files, &["migrate", "m.toml", "--to", "meta-work-accounts", "-o", "n.toml"], &["n.toml"]);
    holds(&files, &["init", "--template", "meta-work-accounts", "-o", "i.toml"], &["i.toml"]);
}

#[test]
fn test() {
    let files = [("m.toml", OTHER), ("m.test.toml", TESTS)];
    holds(&files, &["test", "--update", "m.test.toml"], &["m.test.toml"]);
    holds(&[("m.toml", OTHER)], &["test", "--generate", "m.toml"], &["m.test.toml"]);
    holds(&files, &["test", "m.test.toml", "--report", "junit=t.xml"], &["t.xml"]);
}

#[test]
fn diff() {
    let arguments = ["diff", "m.toml", "n.toml", "--report", "html=d.html", "--report", "json=d.json"];
    holds(&[("m.toml", OTHER), ("n.toml", MAPPING), ("d.json", "old")], &arguments, &["d.html", "d.json"]);
}

#[test]
fn man() {
    holds(&[("attrflow-fmt.1", "old")], &["man", "."], &["attrflow.1", "attrflow-fmt.1", "attrflow-map.1"]);
}

/// What `map` has written so far is whole records with their progress: the same run with `--resume` ends as if nothing
/// had happened. A run that has written nothing has left everything as it was, and runs again.
fn resumes(files: &[(&str, &str)], arguments: &[&str], outputs: &[&str]) {
    let contents = |folder: &Folder| outputs.iter().map(|name| folder.get(name)).collect::<Vec<_>>();
    let whole = Folder::with(files);
    let old = contents(&whole);
    let (code, told) = whole.run(arguments, ("none", 0));
    let (code, new) = (code.unwrap(), contents(&whole));
    assert!(code < 2 && new.iter().all(Option::is_some), "{arguments:?} ended {code}: {told}");
    let resume: Vec<&str> = arguments.iter().copied().chain(["--resume"]).collect();
    for kind in ["fails", "full", "kills"] {
        let mut number = 0;
        loop {
            number += 1;
            let folder = Folder::with(files);
            let (ended, told) = folder.run(arguments, (kind, number));
            let what = format!("{arguments:?}, call {number} {kind}, ended {ended:?}: {told}");
            if ended.is_some_and(|ended| ended < STRUCK) {
                assert!(contents(&folder) == new && ended == Some(code), "{what}");
                break;
            }
            let journal = format!("{}.progress", outputs[0]);
            let left = contents(&folder);
            if ended.is_some_and(|ended| ended - STRUCK == code) {
                assert!(left == new, "success without the files; {what}");
            }
            let resumed = match folder.get(&journal) {
                Some(journal) => {
                    let journal = String::from_utf8(journal).unwrap();
                    assert!(!journal.contains("secret"), "{journal}");
                    let resumed = folder.run(&resume, ("none", 0));
                    assert!(resumed.0 == Some(code) || contents(&folder) == left, "{resumed:?}; {what}");
                    (resumed.0 == Some(code)).then_some(resumed)
                }
                None => None,
            };
            if resumed.is_none() {
                // A file that was created may be there, but nothing of an old one may be lost.
                let is_kept = |(left, (old, new)): (&Content, (&Content, &Content))| {
                    left == old || left == new || old.is_none() && left.as_ref().is_some_and(Vec::is_empty)
                };
                assert!(left.iter().zip(old.iter().zip(&new)).all(is_kept), "{what}");
                let (again, told) = folder.run(arguments, ("none", 0));
                assert_eq!(again, Some(code), "{told}; {what}");
            }
            assert!(contents(&folder) == new && folder.get(&journal).is_none(), "{resumed:?}; {what}");
        }
        assert!(number > 8, "{arguments:?}: {kind} has been tried");
    }
}

#[test]
fn map() {
    let files = [("m.toml", OTHER), ("r.ndjson", RECORDS)];
    let arguments =
        ["map", "m.toml", "r.ndjson", "-o", "o.ndjson", "--errors", "e.ndjson", "--set", "x=secret", "--now"];
    let arguments = [&arguments[..], &["2026-01-15T09:30:00Z"]].concat();
    resumes(&files, &arguments, &["o.ndjson", "e.ndjson"]);
    let old = [&files[..], &[("o.ndjson", "old\n"), ("e.ndjson", "old\n")]].concat();
    resumes(&old, &arguments, &["o.ndjson", "e.ndjson"]);
    resumes(&old, &["map", "m.toml", "r.ndjson", "-o", "o.ndjson", "--operation", "replace"], &["o.ndjson"]);
}

#[cfg(unix)]
#[test]
fn modes_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with(&[("m.toml", OTHER), ("plain.json", "old")]);
    let mode = |name: &str| fs::metadata(folder.0.join(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.0.join("m.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("m.toml", folder.0.join("link.toml")).unwrap();
    fs::create_dir(folder.0.join("below")).unwrap();
    symlink("../plain.json", folder.0.join("below/link.json")).unwrap();
    symlink("fresh.json", folder.0.join("below/hanging.json")).unwrap();
    assert_eq!(folder.run(&["fmt", "link.toml"], ("none", 0)).0, Some(0));
    assert!(folder.get("m.toml").unwrap() != OTHER.as_bytes());
    assert_eq!(mode("m.toml"), 0o640);
    let is_link = |name: &str| folder.0.join(name).symlink_metadata().unwrap().is_symlink();
    assert!(is_link("link.toml"));
    assert_eq!(folder.run(&["convert", "m.toml", "-o", "below/link.json", "--force"], ("none", 0)).0, Some(0));
    assert!(folder.get("plain.json").unwrap().starts_with(b"{") && is_link("below/link.json"));
    assert_eq!(folder.run(&["convert", "m.toml", "-o", "below/hanging.json"], ("none", 0)).0, Some(0));
    assert!(folder.get("below/fresh.json").unwrap().starts_with(b"{") && is_link("below/hanging.json"));
    // What is no plain file is written straight.
    for straight in ["/dev/null", "/dev/stdout"] {
        let (code, told) = folder.run(&["convert", "m.toml", "-o", straight], ("none", 0));
        assert_eq!(code, Some(0), "{told}");
    }
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let progress = folder.0.join("o.ndjson.progress");
    fs::write(folder.0.join("r.ndjson"), RECORDS).unwrap();
    let _ = folder.run(&["map", "m.toml", "r.ndjson", "-o", "o.ndjson"], ("kills", 6));
    assert_eq!(fs::metadata(&progress).unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn no_output_is_an_input_or_another_output() {
    let files = [("m.toml", OTHER), ("n.toml", OTHER), ("r.ndjson", RECORDS), ("o.progress", "precious\n")];
    let folder = Folder::with(&files);
    std::os::unix::fs::symlink("m.toml", folder.0.join("link.toml")).unwrap();
    fs::hard_link(folder.0.join("m.toml"), folder.0.join("hard.toml")).unwrap();
    fs::write(folder.0.join("t.test.toml"), TESTS).unwrap();
    let refused: [&[&str]; 22] = [
        &["check", "m.toml", "--report", "json=m.toml"],
        &["check", "m.toml", "--report", "json=./link.toml"],
        &["check", "m.toml", "--report", "json=hard.toml"],
        &["check", "m.toml", "--fix", "--report", "json=m.toml"],
        &["check", "m.toml", "--records", "r.ndjson", "--report", "json=r.ndjson"],
        &["check", ".", "--report", "json=n.toml"],
        &["check", "m.toml", "--report", "json=x", "--report", "sarif=./x"],
        &["check", "m.toml", "--baseline", "x", "--write-baseline", "--report", "sarif=x"],
        &["check", "m.toml", "--baseline", "m.toml", "--write-baseline"],
        &["convert", "m.toml", "-o", "hard.toml", "--force"],
        &["migrate", "m.toml", "--to", "meta-work-accounts", "-o", "m.toml", "--force"],
        &["diff", "m.toml", "n.toml", "--report", "json=n.toml"],
        &["diff", "m.toml", "n.toml", "--records", "r.ndjson", "--report", "json=r.ndjson"],
        &["test", "t.test.toml", "--report", "junit=m.toml"],
        &["test", "t.test.toml", "--report", "junit=t.test.toml"],
        &["test", "t.test.toml", "--report", "junit=x", "--report", "tap=x"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "./x"],
        &["map", "m.toml", "r.ndjson", "-o", "r.ndjson"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "hard.toml"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "x.progress"],
        &["map", "m.toml", "o.progress", "-o", "o"],
        // Not an input, but somebody's file all the same.
        &["map", "m.toml", "r.ndjson", "-o", "o"],
    ];
    for arguments in refused {
        let (code, told) = folder.run(arguments, ("none", 0));
        assert!(code == Some(2) && told.contains("would "), "{arguments:?} ended {code:?}: {told}");
        for (name, text) in files {
            assert!(folder.get(name).as_deref() == Some(text.as_bytes()), "{arguments:?} changed {name}");
        }
        assert!(folder.get("x").is_none() && folder.get("o").is_none(), "{arguments:?}: {told}");
    }
}

#[test]
fn two_runs_do_not_write_one_output() {
    let folder = Folder::with(&[("m.toml", OTHER), ("r.ndjson", RECORDS)]);
    let arguments = ["map", "m.toml", "r.ndjson", "-o", "o.ndjson"];
    let _ = folder.run(&arguments, ("kills", 9));
    let before = folder.get("o.ndjson");
    let progress = fs::File::open(folder.0.join("o.ndjson.progress")).unwrap();
    progress.lock().unwrap();
    for resume in [&[][..], &["--resume"]] {
        let (code, told) = folder.run(&[&arguments[..], resume].concat(), ("none", 0));
        assert!(code == Some(2) && told.contains("another run"), "{told}");
        assert_eq!(folder.get("o.ndjson"), before);
    }
    drop(progress);
    assert_eq!(folder.run(&[&arguments[..], &["--resume"]].concat(), ("none", 0)).0, Some(1));
}

/// An administrator may write everywhere, so that this shows nothing to one.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_keeps_its_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("m.toml", OTHER)]);
    let path: &Path = &folder.0;
    fs::set_permissions(path, fs::Permissions::from_mode(0o500)).unwrap();
    let is_mine = fs::write(path.join("x"), "").is_ok();
    let (code, told) = folder.run(&["fmt", "m.toml"], ("none", 0));
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
    if !is_mine {
        assert!(code == Some(2) && told.contains("no file can be created in its folder"), "{told}");
        assert!(folder.get("m.toml").as_deref() == Some(OTHER.as_bytes()));
    }
}
