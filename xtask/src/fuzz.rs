//! `cargo xtask fuzz [TARGET …] [--runs N] [--minutes N]`: checks the properties of the tests with a fuzzer. It starts
//! from the committed corpora and keeps in them the inputs that cover the most. Needs a nightly compiler and
//! cargo-fuzz.
//!
//! | file   | what                                                    |
//! |--------|---------------------------------------------------------|
//! | corpus | which inputs are committed                              |
//! | words  | the dictionary: names and keys, read from the source    |

mod corpus;
mod words;

use crate::shell::{Failure, Step, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Each target, and the maximum length of its inputs, in bytes.
const TARGETS: [(&str, usize); 8] = [
    ("expression", 2_000),
    ("slips", 400),
    ("pattern", 300),
    ("date", 200),
    ("mapping", 4_000),
    ("object", 600),
    ("records", 2_000),
    ("machine", 400),
];
/// Where the fuzz targets and their corpora are.
const FOLDER: &str = "tests/fuzz";
/// How many parts a run has. The number of new inputs of each part shows whether the fuzzer still makes progress.
const PARTS: u64 = 10;
/// What an input may cost: 2 seconds, 1 GB in all, 256 MB at once. An input that costs more is a failure.
const COST: &str = "-timeout=2 -rss_limit_mb=1024 -malloc_limit_mb=256";

/// Runs the named targets, or all of them, until either the runs or the minutes of a target are over.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (mut chosen, mut runs, mut minutes, mut given) = (Vec::new(), 10_000_000, 45, arguments.iter());
    while let Some(argument) = given.next() {
        let mut number = || {
            let count = given.next().and_then(|count| count.parse::<u64>().ok());
            count.ok_or_else(|| failed(format!("`{argument}` takes a number")))
        };
        match TARGETS.iter().find(|(name, _)| name == argument) {
            Some(target) => chosen.push(*target),
            None if *argument == "--runs" => runs = number()?,
            None if *argument == "--minutes" => minutes = number()?,
            None => return Err(failed(format!("unknown target `{argument}`"))),
        }
    }
    // The code is safe Rust, so a sanitizer would find errors only in libraries with unsafe code.
    // Tracing every comparison would take half of the time, and it mostly finds keywords, which the dictionaries have.
    let build =
        "+nightly fuzz build --fuzz-dir tests/fuzz --sanitizer none --no-trace-compares --target-dir target/fuzz";
    Step::cargo("Build", build).run()?;
    let chosen = if chosen.is_empty() { TARGETS.to_vec() } else { chosen };
    chosen.into_iter().try_for_each(|(name, longest)| fuzz(name, longest, runs, minutes))
}

fn fuzz(name: &str, longest: usize, runs: u64, minutes: u64) -> Result<(), Failure> {
    let work = root().join("target/fuzz").join(name);
    let (found, failures, dictionary) = (work.join("corpus"), work.join("failures"), work.join("words.dict"));
    for folder in [&found, &failures] {
        fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
    }
    let committed = root().join(FOLDER).join("corpus").join(format!("{name}.txt"));
    corpus::unpack(&committed, &found)?;
    let words = words::dictionary(name)?;
    fs::write(&dictionary, &words).map_err(|error| failed(error.to_string()))?;
    // The fuzzer refuses an empty dictionary.
    let dictionary = (!words.is_empty()).then(|| format!("-dict={}", dictionary.display()));
    let program = root().join("target/fuzz/x86_64-unknown-linux-gnu/release").join(name);
    println!("\n── Fuzz {name} ──\n   executions  new inputs  slowest");
    let mut executed = 0;
    for _ in 0..PARTS {
        let seconds = minutes * 60 / PARTS;
        let bounds = format!("-max_len={longest} -runs={} -max_total_time={seconds} {COST}", runs / PARTS);
        let output = Command::new(&program)
            .arg(&found)
            .args(bounds.split(' '))
            .args(["-verbosity=0", "-print_final_stats=1"])
            .args(&dictionary)
            .arg(format!("-artifact_prefix={}/", failures.display()))
            .current_dir(root())
            .stdin(Stdio::null())
            .output()
            .map_err(|error| failed(error.to_string()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            let end = said.lines().rev().take(30).collect::<Vec<_>>();
            return Err(failed(end.into_iter().rev().collect::<Vec<_>>().join("\n")));
        }
        executed += statistic(&said, "number_of_executed_units");
        let (new, slowest) = (statistic(&said, "new_units_added"), statistic(&said, "slowest_unit_time_sec"));
        println!("   {executed:>10}  {new:>10}  {slowest:>5} s");
    }
    let kept = corpus::choose(&program, &found, &work)?;
    println!("   {kept}");
    corpus::pack(&kept.inputs, &committed)
}

/// A number that the fuzzer prints at its end.
fn statistic(said: &str, name: &str) -> u64 {
    let line = said.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

/// All files of a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| failed(format!("{}: {error}", folder.display())))?;
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
}

fn failed(why: String) -> Failure {
    Failure::new("Fuzz", "cargo xtask fuzz", why)
}
