//! `cargo xtask bench --growth`: doubles the input of every command twice, and fails where twice the input takes more than
//! 2.3 times the instructions.
//!
//! The start-up is not part of it: what is compared are the differences of three sizes, (I(4n) − I(2n)) / (I(2n) − I(n)).
//! That is 2 for what is linear, 2.2 at most for a sort, and 4 for what looks at every pair. Instructions are the same on
//! every run, so that one count of each is enough.

mod curves;
mod inputs;
mod paths;

use super::failed;
use crate::shell::{Failure, root};
use paths::{Growth, PATHS, SQUARES};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most by which the instructions may grow when the input is doubled.
const MOST: f64 = 2.3;
/// The same for the commands that are known to grow with the square.
const MOST_SQUARE: f64 = 4.2;
/// The least: below it the command does not read what is added, and its growth was not measured.
const LEAST: f64 = 1.5;

/// The instructions of a command at n, 2n and 4n.
struct Measured {
    path: &'static Growth,
    counts: [u64; 3],
}

impl Measured {
    /// How much more the second doubling takes than the first.
    fn ratio(&self) -> f64 {
        let [one, two, four] = self.counts;
        four.saturating_sub(two) as f64 / two.saturating_sub(one).max(1) as f64
    }

    /// The most that this may be.
    fn most(&self) -> f64 {
        if SQUARES.contains(&self.path.name) { MOST_SQUARE } else { MOST }
    }

    /// Instructions for each of the input's units, without the start-up.
    fn each(&self) -> u64 {
        let [one, _, four] = self.counts;
        four.saturating_sub(one) / (3 * self.path.size) as u64
    }
}

/// Measures the commands, or those whose name holds one of the words; draws the curves if that is wanted.
pub(super) fn run(program: &str, words: &[&str], draw: bool) -> Result<(), Failure> {
    let chosen = |path: &&Growth| words.is_empty() || words.iter().any(|word| path.name.contains(word));
    let paths: Vec<&'static Growth> = PATHS.iter().filter(chosen).collect();
    let folder = root().join("target/bench/growth");
    let measured = measure(program, &paths, &folder)?;
    println!("| command | each | twice the input |\n|---|--:|--:|");
    for it in &measured {
        println!("| {} | {} | {:.2} |", it.path.name, it.each(), it.ratio());
    }
    if draw {
        curves::draw(&measured)?;
    }
    let names = |wrong: fn(&Measured) -> bool| {
        let names = measured.iter().filter(|it| wrong(it)).map(|it| it.path.name);
        names.collect::<Vec<_>>().join(", ")
    };
    let (steep, idle) = (names(|it| it.ratio() > it.most()), names(|it| it.ratio() < LEAST));
    if !steep.is_empty() {
        return Err(failed(&format!("twice the input takes too many times the instructions: {steep}")));
    }
    if !idle.is_empty() {
        return Err(failed(&format!("twice the input takes less than {LEAST} times the instructions: {idle}")));
    }
    Ok(())
}

/// Measures on all processors. The largest counts come first, so that none is left for the end.
fn measure(program: &str, paths: &[&'static Growth], folder: &Path) -> Result<Vec<Measured>, Failure> {
    let runs: Vec<(usize, usize)> =
        [2, 1, 0].iter().flat_map(|&step| (0..paths.len()).map(move |at| (at, step))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(&(at, step)) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(path) = paths.get(at) else { break };
            let folder = folder.join(format!("{at}-{step}"));
            done.push((at, step, instructions(program, path, path.size << step, &folder)?));
        }
        Ok(done)
    };
    let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let done: Vec<Result<Vec<_>, Failure>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let mut measured: Vec<Measured> = paths.iter().map(|path| Measured { path, counts: [0; 3] }).collect();
    for (at, step, count) in done.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        if let Some(slot) = measured.get_mut(at).and_then(|it| it.counts.get_mut(step)) {
            *slot = count;
        }
    }
    Ok(measured)
}

/// How many instructions a command takes for an input of this size.
fn instructions(program: &str, path: &Growth, size: usize, folder: &Path) -> Result<u64, Failure> {
    // What an earlier run has written is no part of the input.
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let files = (path.input)(size);
    for (name, text) in &files {
        fs::write(folder.join(name), text).map_err(|error| failed(&error))?;
    }
    let text_of = |wanted: &str| files.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.as_str());
    let arguments = |command: &'static str| {
        let words = command.split(' ').filter(|word| !word.is_empty());
        words.map(|word| if word == "EXPRESSION" { text_of("expression").unwrap_or_default() } else { word })
    };
    let started = |mut command: Command| {
        let input = match text_of("stdin") {
            Some(_) => File::open(folder.join("stdin")).map_or_else(|_| Stdio::null(), Stdio::from),
            None => Stdio::null(),
        };
        let output = command.current_dir(folder).stdin(input).stdout(Stdio::null()).output();
        output.map_err(|error| failed(&format!("`{}` cannot be started: {error}", command.get_program().display())))
    };
    if !path.before.is_empty() {
        let mut command = Command::new(program);
        command.args(arguments(path.before));
        started(command)?;
    }
    let log = folder.join("valgrind.log");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(format!("--log-file={}", log.display()));
    command.arg(program).args(arguments(path.command));
    let output = started(command)?;
    // Diagnostics, a failed test and an open question end with 1, and that is meant here.
    if !matches!(output.status.code(), Some(0 | 1)) {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(&format!("{}: {}: {said}", path.name, output.status)));
    }
    let said = fs::read_to_string(log).map_err(|error| failed(&error))?;
    super::collected(&said).ok_or_else(|| failed(&"callgrind printed no count"))
}
