//! `cargo xtask bench --engines`: runs the benchmark job in hand-written Rust and in other engines, all in one run. The
//! output of each is first compared with attrflow's payloads. Then instructions are counted, and processor times are
//! measured in pairs with the typed program, because times on one machine vary more than most differences. The table is
//! written to docs/benchmarks.md.

use crate::bench::{instructions_of, users};
use crate::dist;
use crate::shell::{Failure, Step, root};
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FOLDER: &str = "target/engines";
const PAGE: &str = "docs/benchmarks.md";
/// The table is written between these marks of the page.
const MARKS: [&str; 2] = ["<!-- made by cargo xtask bench --engines -->", "<!-- until here -->"];
/// A ratio is the median of this many pairs of runs.
const ROUNDS: usize = 5;

/// A program that does the job.
struct Contender {
    /// Its name in the table, and the package whose version is shown.
    title: &'static str,
    package: Option<&'static str>,
    command: Vec<String>,
    /// Whether callgrind can count it: it cannot count programs with a JIT compiler.
    counted: bool,
    /// How many records take about a second.
    records: usize,
}

/// Runs all contenders, in the order of the table.
pub(crate) fn run() -> Result<(), Failure> {
    let program = dist::build()?;
    let engines = "build --release --manifest-path benches/engines/Cargo.toml --target-dir target/engines";
    Step::cargo("Engines", engines).run()?;
    let folder = root().join(FOLDER);
    for count in [1_000, 2_000, 3_000, 20_000, 200_000] {
        fs::write(file(count), users::users(count)).map_err(|error| failed(error.to_string()))?;
    }
    let contenders = contenders(program, &folder)?;
    let (ours, typed) = match contenders.as_slice() {
        [ours, typed, ..] => (ours, typed),
        _ => return Err(failed("there is nothing to compare with".to_owned())),
    };
    let payloads = folder.join("payloads.ndjson");
    run_to(ours, 2_000, &payloads)?;
    let (mut rows, mut least) = (String::new(), None);
    for contender in &contenders {
        verify(contender, &payloads)?;
        let (instructions, time) = (counted(contender)?, ratio(contender, typed)?);
        let least = *least.get_or_insert(instructions.unwrap_or_default());
        let times = |count: u64| format!("{:.1}", count as f64 / least as f64);
        let [count, times] =
            [instructions.map(thousands), instructions.map(times)].map(|text| text.unwrap_or("–".to_owned()));
        let title = title(contender);
        let _ = writeln!(rows, "| {title} | {count} | {times} | {time:.2} |");
        println!("{title}: {count} instructions, {time:.2} of the typed program's time");
    }
    write_page(&rows)
}

fn contenders(ours: String, folder: &Path) -> Result<Vec<Contender>, Failure> {
    let program = folder.join("release/engines").display().to_string();
    let engine = |title, package, name: &str, records| Contender {
        title,
        package,
        command: vec![program.clone(), name.to_owned()],
        counted: true,
        records,
    };
    let mapping = root().join("benches/job/mapping.json").display().to_string();
    let mut all = vec![
        Contender {
            title: "**attrflow**, `map -j 1`",
            package: None,
            command: [&ours, "map", "--flavor", "rfc7644", "-j", "1", &mapping].map(str::to_owned).into(),
            counted: true,
            records: 200_000,
        },
        engine("by hand: serde_json, typed structs", Some("serde_json"), "typed", 200_000),
        engine("by hand: sonic-rs, tuned", Some("sonic-rs"), "sonic", 200_000),
        engine("by hand: `serde_json::Value`", Some("serde_json"), "value", 200_000),
        engine("minijinja, 23 expressions", Some("minijinja"), "minijinja", 20_000),
        engine("Rhai, 23 expressions", Some("rhai"), "rhai", 20_000),
        engine("VRL, one program", Some("vrl"), "vrl", 20_000),
        engine("CEL (crate cel), 23 expressions", Some("cel"), "cel", 20_000),
        engine("jaq as a library, one filter", Some("jaq-core"), "jaq", 20_000),
    ];
    if Command::new("jq").arg("--version").output().is_ok() {
        let filter = root().join("benches/engines/job.jq").display().to_string();
        let command = vec!["jq".to_owned(), "-c".to_owned(), "-f".to_owned(), filter];
        all.push(Contender { title: "jq, one filter", package: None, command, counted: true, records: 20_000 });
    }
    if Command::new("npm").arg("--version").output().is_ok() {
        let node = folder.join("node");
        fs::create_dir_all(&node).map_err(|error| failed(error.to_string()))?;
        let script = node.join("job.jsonata.mjs");
        fs::copy(root().join("benches/engines/job.jsonata.mjs"), &script).map_err(|error| failed(error.to_string()))?;
        let install = format!("install --no-audit --no-fund --prefix {} jsonata@2.2.2", node.display());
        Step::program("JSONata", "npm", &install).quiet().run()?;
        let command = vec!["node".to_owned(), script.display().to_string()];
        let title = "JSONata 2.2.2 on Node, one expression";
        all.push(Contender { title, package: None, command, counted: false, records: 3_000 });
    }
    Ok(all)
}

fn file(count: usize) -> PathBuf {
    root().join(FOLDER).join(format!("users-{count}.ndjson"))
}

/// Runs the job over `count` records and writes its output to a file.
fn run_to(contender: &Contender, count: usize, out: &Path) -> Result<(), Failure> {
    let [program, arguments @ ..] = contender.command.as_slice() else { return Ok(()) };
    let out = File::create(out).map_err(|error| failed(error.to_string()))?;
    let mut command = Command::new(program);
    let status =
        command.args(arguments).arg(file(count)).stdin(Stdio::null()).stdout(out).stderr(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(format!("{}: {status}", contender.title))),
        Err(error) => Err(failed(format!("`{program}` cannot be started: {error}"))),
    }
}

/// Checks that it prints the same payloads.
fn verify(contender: &Contender, payloads: &Path) -> Result<(), Failure> {
    let out = root().join(FOLDER).join("printed.ndjson");
    run_to(contender, 2_000, &out)?;
    let printed = File::open(&out).map_err(|error| failed(error.to_string()))?;
    let program = root().join(FOLDER).join("release/engines");
    let output = Command::new(program).arg("verify").arg(payloads).stdin(printed).output();
    let output = output.map_err(|error| failed(error.to_string()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(failed(format!("{}: {said}", contender.title))) }
}

/// Instructions per record, without the start-up.
fn counted(contender: &Contender) -> Result<Option<u64>, Failure> {
    if !contender.counted {
        return Ok(None);
    }
    let count = |records| instructions_of(&contender.command, &file(records));
    Ok(Some(count(3_000)?.saturating_sub(count(1_000)?) / 2_000))
}

fn thousands(number: u64) -> String {
    let (head, tail) = (number / 1_000, number % 1_000);
    if head == 0 { tail.to_string() } else { format!("{},{tail:03}", thousands(head)) }
}

/// Its processor time relative to the typed program in the run before; the median of several pairs.
fn ratio(contender: &Contender, typed: &Contender) -> Result<f64, Failure> {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let base = seconds(typed, typed.records)? / typed.records as f64;
        ratios.push(seconds(contender, contender.records)? / contender.records as f64 / base);
    }
    ratios.sort_by(f64::total_cmp);
    Ok(ratios.get(ROUNDS / 2).copied().unwrap_or_default())
}

/// Processor time of a run, user and system, as the shell reports it.
fn seconds(contender: &Contender, records: usize) -> Result<f64, Failure> {
    let script = "TIMEFORMAT='%3U %3S'; time \"$@\" >/dev/null 2>/dev/null </dev/null";
    let mut command = Command::new("bash");
    command.args(["-c", script, "bash"]).args(&contender.command).arg(file(records));
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    let times = String::from_utf8_lossy(&output.stderr);
    let seconds: Vec<f64> = times.split_whitespace().filter_map(|time| time.parse().ok()).collect();
    match (output.status.success(), seconds.as_slice()) {
        (true, [user, system]) => Ok(user + system),
        _ => Err(failed(format!("{}: {times}", contender.title))),
    }
}

fn title(contender: &Contender) -> String {
    let lock = fs::read_to_string(root().join("benches/engines/Cargo.lock")).unwrap_or_default();
    let version = contender.package.and_then(|package| {
        let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))?;
        entry.split("version = \"").nth(1)?.split('"').next()
    });
    let version = version.map(str::to_owned).or_else(|| {
        contender.title.starts_with("jq").then(|| said("jq", &["--version"]).trim_start_matches("jq-").to_owned())
    });
    version.map_or_else(|| contender.title.to_owned(), |version| format!("{} ({version})", contender.title))
}

/// The first line that a program prints.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

fn write_page(rows: &str) -> Result<(), Failure> {
    let page = fs::read_to_string(root().join(PAGE)).map_err(|error| failed(error.to_string()))?;
    let [begin, end] = MARKS;
    let location = page.split_once(begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    let Some((before, after)) = location else { return Err(failed(format!("{PAGE} has no marks for the table"))) };
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let model = model.trim_start_matches([' ', '\t', ':']);
    let (day, rustc) = (said("date", &["+%F"]), said("rustc", &["--version"]));
    let made = format!(
        "{begin}\n\nMeasured {day}; {model}; {rustc}.\n\n| program | instructions per record | attrflow = 1 | processor time, typed = 1 |\n\
         |---|--:|--:|--:|\n{rows}\n{end}"
    );
    fs::write(root().join(PAGE), format!("{before}{made}{after}")).map_err(|error| failed(error.to_string()))
}

fn failed(why: String) -> Failure {
    Failure::new("Engines", "cargo xtask bench --engines", why)
}
