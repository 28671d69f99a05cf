//! `cargo xtask soak`: tests that take too long for every test run.
//!
//! `--records N` maps N generated records from a pipe in at most 64 MB of memory, kills the run twice, resumes it, and
//! compares its output with an uninterrupted run. `--minutes N` runs random mappings for N minutes and watches the
//! memory.

use crate::bench::users::Users;
use crate::dist;
use crate::shell::{Failure, Step, root};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The memory limit of a run, in kB: for the virtual memory, not only the resident memory.
const MEMORY: u64 = 64 << 10;

/// Runs random mappings for some minutes.
pub(crate) fn minutes(minutes: &str) -> Result<(), Failure> {
    let test = "test --profile bench --lib memory_does_not_grow -- --ignored --nocapture";
    Step::cargo("Random mappings", test).with("MINUTES", minutes).run()
}

/// Maps records in a run that is killed and resumed.
pub(crate) fn records(count: &str) -> Result<(), Failure> {
    let count: u64 = count.parse().map_err(|_| failed(&format!("`{count}` is not a number of records")))?;
    dist::build()?;
    let folder = root().join("target/soak");
    fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
    let output = folder.join("payloads.ndjson");
    for name in ["payloads.ndjson", "payloads.ndjson.progress"] {
        drop(fs::remove_file(folder.join(name)));
    }
    println!("{:<28} {:>12} {:>10} {:>14}", "run", "records", "seconds", "peak memory");
    for (what, stop) in [("killed halfway", count / 2), ("resumed, killed again", count / 4 * 3)] {
        let mut run = Run::start(&output, what != "killed halfway")?;
        run.feed(count, Some(stop))?;
        let length = fs::metadata(&output).map_err(|error| failed(&error))?.len();
        run.print(what, stop, &format!("{length} bytes written"));
    }
    let mut run = Run::start(&output, true)?;
    run.feed(count, None)?;
    run.succeeded()?;
    run.print("resumed to the end", count, "");
    let mut run = Run::start(Path::new("-"), false)?;
    let Some(whole) = run.child.stdout.take() else { return Err(failed(&"there is no output")) };
    let resumed = File::open(&output).map_err(|error| failed(&error))?;
    let equal = thread::scope(|scope| {
        let compared = scope.spawn(move || same(whole, resumed));
        run.feed(count, None)?;
        compared.join().map_err(|_| failed(&"the comparison failed"))
    })?;
    run.succeeded()?;
    run.print("uninterrupted", count, "");
    let lines = equal.map_err(|error| failed(&error))?;
    println!("byte for byte equal: {lines} lines");
    fs::remove_file(&output).map_err(|error| failed(&error))
}

/// A run of the command over a pipe.
struct Run {
    child: Child,
    begun: Instant,
    peak: AtomicU64,
}

impl Run {
    fn start(output: &Path, resume: bool) -> Result<Self, Failure> {
        let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).arg(root().join(dist::PROGRAM));
        command.args(["map", "meta-work-accounts", "-", "--flavor", "rfc7644", "--quiet", "-o"]).arg(output);
        // Without it, each run would have its own current time.
        command.args(["--now", "2026-01-15T09:30:00Z"]).args(resume.then_some("--resume"));
        // Otherwise glibc reserves 64 MB for each thread without using them.
        command.env("MALLOC_ARENA_MAX", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.spawn().map_err(|error| failed(&error))?;
        Ok(Self { child, begun: Instant::now(), peak: AtomicU64::new(0) })
    }

    /// Writes records to it, and kills it after `stop` of them.
    fn feed(&mut self, count: u64, stop: Option<u64>) -> Result<(), Failure> {
        let Some(mut pipe) = self.child.stdin.take() else { return Err(failed(&"there is no input")) };
        let fed = self.write(&mut pipe, stop.unwrap_or(count));
        if stop.is_some() {
            // Some of the records are still in flight.
            self.child.kill().map_err(|error| failed(&error))?;
        }
        drop(pipe);
        // After a kill, a write error is expected; a run that fails reports its own error.
        if stop.is_none() { fed.map_err(|error| failed(&error)) } else { Ok(()) }
    }

    fn write(&self, pipe: &mut ChildStdin, count: u64) -> io::Result<()> {
        let (mut users, mut block) = (Users::default(), String::new());
        for number in 1..=count {
            users.next_into(&mut block);
            if block.len() > 1 << 18 || number == count {
                pipe.write_all(block.as_bytes())?;
                block.clear();
                self.peak.fetch_max(self.memory(), Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// The peak resident memory, in kB.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }

    fn succeeded(&mut self) -> Result<(), Failure> {
        loop {
            match self.child.try_wait().map_err(|error| failed(&error))? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(failed(&status)),
                None => {
                    self.peak.fetch_max(self.memory(), Ordering::Relaxed);
                    thread::sleep(Duration::from_millis(20));
                }
            }
        }
    }

    fn print(&mut self, what: &str, records: u64, note: &str) {
        drop(self.child.wait());
        let (seconds, peak) = (self.begun.elapsed().as_secs_f64(), self.peak.load(Ordering::Relaxed));
        println!("{what:<28} {records:>12} {seconds:>10.1} {:>11} kB  {note}", peak);
    }
}

/// Compares two streams byte for byte and returns how many lines they have.
fn same(one: impl Read, other: impl Read) -> io::Result<u64> {
    let (mut one, mut other) = (BufReader::with_capacity(1 << 20, one), BufReader::with_capacity(1 << 20, other));
    let (mut lines, mut location) = (0, 0_u64);
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let (found, expected) = (fill(&mut one, &mut left)?, fill(&mut other, &mut right)?);
        if found != expected || left.get(..found) != right.get(..found) {
            return Err(io::Error::other(format!("the outputs differ after byte {location}")));
        }
        if found == 0 {
            return Ok(lines);
        }
        lines += left.iter().take(found).filter(|byte| **byte == b'\n').count() as u64;
        location += found as u64;
    }
}

/// Fills the buffer; it is only partly filled at the end of the stream.
fn fill(stream: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = room.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match stream.read(rest)? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

fn failed(why: &dyn std::fmt::Display) -> Failure {
    Failure::new("Soak", "cargo xtask soak --records 5000000", why.to_string())
}
