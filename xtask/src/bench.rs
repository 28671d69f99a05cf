//! `cargo xtask bench`: counts the instructions per record, which unlike time are the same on every run. With `--gate`
//! it fails if they exceed the committed baseline by more than 3 %, or if those of a command grow faster than its input.

mod growth;
mod paths;

use crate::dist;
use crate::shell::{Failure, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[path = "../../benches/job/users.rs"]
#[allow(clippy::indexing_slicing)]
pub(crate) mod users;

/// The baseline, from the root of the repository.
const BASELINE: &str = "benches/baseline.txt";
/// How many more instructions are allowed, in percent.
const TOLERANCE: u64 = 3;
/// Two runs of different length; their difference does not contain the start-up.
const COUNTS: [usize; 2] = [1_000, 3_000];

/// Counts, and compares with the baseline if `gate` is set.
pub(crate) fn run(gate: bool) -> Result<(), Failure> {
    let program = dist::build()?;
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
    let [few, many] = COUNTS.map(|count| instructions(&program, &folder, count));
    let record = many?.saturating_sub(few?) / (COUNTS[1] - COUNTS[0]) as u64;
    println!("{record} instructions per record");
    if !gate {
        return Ok(());
    }
    let baseline = fs::read_to_string(root().join(BASELINE)).map_err(|error| failed(&error))?;
    let baseline: u64 = baseline.trim().parse().map_err(|error| failed(&error))?;
    let most = baseline + baseline * TOLERANCE / 100;
    println!("{baseline} in {BASELINE}, so at most {most} are allowed");
    if record > most {
        return Err(failed(&format!(
            "{record} instructions per record are more than {TOLERANCE} % above the baseline"
        )));
    }
    growth::run(&program, &[], false)
}

/// Counts how the instructions of the commands grow, of all or of those whose name holds one of the words.
pub(crate) fn of_growth(arguments: &[&str]) -> Result<(), Failure> {
    let (flags, words): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|it| **it == "--draw");
    growth::run(&dist::build()?, &words, !flags.is_empty())
}

/// Counts the instructions of every path that people run.
pub(crate) fn of_paths() -> Result<(), Failure> {
    paths::run()
}

/// How many instructions it takes to map `count` records.
fn instructions(program: &str, folder: &Path, count: usize) -> Result<u64, Failure> {
    let records = folder.join("users.ndjson");
    fs::write(&records, users::users(count)).map_err(|error| failed(&error))?;
    let mapping = root().join("benches/job/mapping.json").display().to_string();
    instructions_of(
        &[program, "map", "--flavor", "rfc7644", "-j", "1", "-o", "/dev/null", &mapping].map(str::to_owned),
        &records,
    )
}

/// How many instructions a command takes for a file; its output is discarded.
pub(crate) fn instructions_of(command: &[String], records: &Path) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(command)
        .arg(records)
        .stdout(Stdio::null())
        .output()
        .map_err(|error| failed(&format!("`valgrind` cannot be started: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(failed(&said));
    }
    collected(&said).ok_or_else(|| failed(&"callgrind printed no count"))
}

/// The count in what callgrind prints.
fn collected(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split("Collected :").nth(1))?.trim().parse().ok()
}

fn failed(why: &dyn std::fmt::Display) -> Failure {
    Failure::new("Instructions", "cargo xtask bench", why.to_string())
}
