//! Every command that writes, with every call of its writing failing, with a disk that is full from each call on, and
//! killed at each call: afterwards every file is the old one or the new one, to the byte. What `map` has written so far
//! is the exception: `--resume` makes the new file of it.
//!
//! The test program starts itself again as the command, in a folder of its own. Which commands there are is in `commands`.

mod commands;
mod places;

use super::faults::{self, Fault};
use crate::cli::{Arguments, error::CliError, run, say};
use clap::Parser;
use std::fs;
use std::path::PathBuf;
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

    /// What is in these files, each if it is there.
    fn all(&self, names: &[&str]) -> Vec<Option<Vec<u8>>> {
        names.iter().map(|name| self.get(name)).collect()
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

/// A run that nothing breaks: its exit code, what it said, and what was in its outputs before and after.
struct Undisturbed {
    code: i32,
    told: String,
    old: Vec<Option<Vec<u8>>>,
    new: Vec<Option<Vec<u8>>>,
}

impl Undisturbed {
    fn of(files: &[(&str, &str)], arguments: &[&str], outputs: &[&str]) -> Self {
        let folder = Folder::with(files);
        let old = folder.all(outputs);
        let (code, told) = folder.run(arguments, ("none", 0));
        Self { code: code.unwrap(), told, old, new: folder.all(outputs) }
    }
}

/// Breaks a command at every call; `outputs` are all the files that it writes.
fn holds(files: &[(&str, &str)], arguments: &[&str], outputs: &[&str]) {
    let Undisturbed { code, told, old, new } = Undisturbed::of(files, arguments, outputs);
    assert!(code < 2, "{arguments:?} ended {code}: {told}");
    assert!(new.iter().zip(&old).all(|(new, old)| new.is_some() && new != old), "{arguments:?} writes all: {told}");
    for kind in ["fails", "full", "kills"] {
        let mut number = 0;
        loop {
            number += 1;
            let folder = Folder::with(files);
            let (ended, told) = folder.run(arguments, (kind, number));
            let now = folder.all(outputs);
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

/// What `map` has written so far is whole records with their progress: the same run with `--resume` ends as if nothing
/// had happened. A run that has written nothing has left everything as it was, and runs again.
fn resumes(files: &[(&str, &str)], arguments: &[&str], outputs: &[&str]) {
    let Undisturbed { code, told, old, new } = Undisturbed::of(files, arguments, outputs);
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
                assert!(folder.all(outputs) == new && ended == Some(code), "{what}");
                break;
            }
            let journal = format!("{}.progress", outputs[0]);
            let left = folder.all(outputs);
            if ended.is_some_and(|ended| ended - STRUCK == code) {
                assert!(left == new, "success without the files; {what}");
            }
            let resumed = match folder.get(&journal) {
                Some(journal) => {
                    let journal = String::from_utf8(journal).unwrap();
                    assert!(!journal.contains("secret"), "{journal}");
                    let resumed = folder.run(&resume, ("none", 0));
                    assert!(resumed.0 == Some(code) || folder.all(outputs) == left, "{resumed:?}; {what}");
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
            assert!(folder.all(outputs) == new && folder.get(&journal).is_none(), "{resumed:?}; {what}");
        }
        assert!(number > 8, "{arguments:?}: {kind} has been tried");
    }
}
