//! `cargo xtask fuzz [TARGET …] [--runs N]`: checks the properties of the tests with a fuzzer. It starts from the
//! committed corpora and keeps in them the smallest inputs with the most coverage. Needs a nightly compiler and
//! cargo-fuzz.

use crate::shell::{Failure, Step, root};
use data_encoding::BASE64;
use std::fs;
use std::path::Path;

/// Each target, and the maximum length of its inputs, in bytes.
const TARGETS: [(&str, usize); 6] =
    [("expression", 300), ("pattern", 300), ("date", 200), ("mapping", 1_000), ("records", 1_000), ("machine", 300)];
/// Where the fuzz targets and their corpora are.
const FOLDER: &str = "tests/fuzz";
/// The maximum number of inputs in a committed corpus.
const KEPT: usize = 400;

/// Runs the named targets, or all of them, each the given number of times.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (mut chosen, mut runs, mut given) = (Vec::new(), 1_000_000, arguments.iter());
    while let Some(argument) = given.next() {
        match TARGETS.iter().find(|(name, _)| name == argument) {
            Some(target) => chosen.push(*target),
            None if *argument == "--runs" => {
                let count = given.next().and_then(|count| count.parse().ok());
                runs = count.ok_or_else(|| failed("`--runs` takes a number".to_owned()))?;
            }
            None => return Err(failed(format!("unknown target `{argument}`"))),
        }
    }
    // The code is safe Rust, so a sanitizer would find errors only in libraries with unsafe code.
    // Tracing every comparison takes half of the time, and the corpora already contain the keywords.
    let build =
        "+nightly fuzz build --fuzz-dir tests/fuzz --sanitizer none --no-trace-compares --target-dir target/fuzz";
    Step::cargo("Build", build).run()?;
    let chosen = if chosen.is_empty() { TARGETS.to_vec() } else { chosen };
    chosen.into_iter().try_for_each(|(name, longest)| fuzz(name, longest, runs))
}

fn fuzz(name: &str, longest: usize, runs: u64) -> Result<(), Failure> {
    let work = root().join("target/fuzz").join(name);
    let (found, small) = (work.join("corpus"), work.join("small"));
    let committed = root().join(FOLDER).join("corpus").join(format!("{name}.txt"));
    let _ = fs::remove_dir_all(&small);
    for folder in [&found, &small, &work.join("failures")] {
        fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
    }
    unpack(&committed, &found)?;
    let path = |path: &Path| path.display().to_string();
    let program = path(&root().join("target/fuzz/x86_64-unknown-linux-gnu/release").join(name));
    let bounds = format!("-max_len={longest} -timeout=20 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1");
    let failures = path(&work.join("failures"));
    let corpus = path(&found);
    let arguments = format!("{corpus} -runs={runs} {bounds} -artifact_prefix={failures}/");
    Step::program(&format!("Fuzz {name}"), &program, &arguments).run()?;
    let arguments = format!("-merge=1 -verbosity=0 {} {corpus}", path(&small));
    Step::program(&format!("Minimise the corpus of {name}"), &program, &arguments).quiet().run()?;
    pack(&small, &committed)
}

/// Writes each committed input to its own file, as the fuzzer expects.
fn unpack(committed: &Path, folder: &Path) -> Result<(), Failure> {
    let lines = fs::read_to_string(committed).unwrap_or_default();
    for (number, line) in lines.lines().enumerate() {
        let input = BASE64.decode(line.as_bytes()).map_err(|error| failed(format!("line {}: {error}", number + 1)))?;
        fs::write(folder.join(format!("committed-{number:04}")), input).map_err(|error| failed(error.to_string()))?;
    }
    Ok(())
}

/// Keeps the smallest inputs of a folder, one per line. Inputs that once failed are added to `failures/`
/// by hand.
fn pack(folder: &Path, committed: &Path) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| failed(error.to_string()))?;
    let mut inputs: Vec<Vec<u8>> = entries.filter_map(|entry| fs::read(entry.ok()?.path()).ok()).collect();
    inputs.sort_by_key(|input| (input.len(), input.clone()));
    inputs.truncate(KEPT);
    let lines: String = inputs.iter().map(|input| BASE64.encode(input) + "\n").collect();
    fs::write(committed, lines).map_err(|error| failed(error.to_string()))
}

fn failed(why: String) -> Failure {
    Failure::new("Fuzz", "cargo xtask fuzz", why)
}
