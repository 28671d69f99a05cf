//! The development tasks of the repository, as `cargo xtask <task>`. This file has only the names of the tasks; each
//! task has a file of its own.

mod bench;
mod bindings;
mod dist;
mod editors;
mod engines;
mod fuzz;
mod playground;
mod policy;
mod servers;
mod shell;
mod site;
mod soak;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
The development tasks of the repository.

Usage: cargo xtask <TASK>

Tasks:
  bench   Count instructions per record with callgrind; with `--gate`, compare with the baseline,
          with `--paths`, count those of every path, with `--engines`, compare with other engines,
          with `--growth [--draw] [NAME …]`, double the input of every command
  fuzz    Check the properties with a fuzzer; `[TARGET …] [--runs N] [--minutes N]`
  soak --records N    Map N records in 64 MB, kill and resume the run, compare with an uninterrupted run
  soak --minutes N    Run random mappings for N minutes and check that memory does not grow
  test    Everything that has to pass: format, lints, documentation, tests, builds
  test --portable     What has to pass on every system, macOS and Windows among them
  test --servers      Send requests to SCIM servers that are installed into target/ (Python and Node)
  bindings [c|python|spark]    Test the library from C, from Python and in Spark, or from one of them
  editors    Test the extension for Visual Studio Code and the PowerShell module
  policy [--advisories]        Check licences and sources of the dependencies; with `--advisories` also vulnerabilities
  msrv    Compile everything that is shipped with the minimum supported Rust version
  semver REVISION    Compare the library's public interface with that of an earlier revision
  dist    Build the packages of a release into target/dist-packages, as far as this machine can
  dist --try          Install each of them in an empty environment and run it
  dist check          Lint the workflows, try the installers, compile for Windows
  dist archive|wheel TARGET, dist packages, dist crates, dist version TAG
                      The parts of it, for the release workflow
  site    Build the documentation site into target/site and check its links; needs Python
  site test    Search the site that was built in Chromium, from the disk
  pictures    Draw the pictures of the README and the site; the playground has to be built
  playground build    Build the playground page into playground/dist
  playground serve    Serve the page that was built on a local port
  playground test     Build the page and test it in Chromium
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test::run(),
        ["test", "--portable"] => test::portable(),
        ["test", "--servers"] => servers::run(),
        ["dist", arguments @ ..] => match dist::run(arguments) {
            Some(done) => done,
            None => return unknown(&["dist", &arguments.join(" ")]),
        },
        ["bench"] => bench::run(false),
        ["bench", "--gate"] => bench::run(true),
        ["bench", "--paths"] => bench::of_paths(),
        ["bench", "--growth", arguments @ ..] => bench::of_growth(arguments),
        ["bench", "--engines"] => engines::run(),
        ["fuzz", arguments @ ..] => fuzz::run(arguments),
        ["soak", "--records", count] => soak::records(count),
        ["soak", "--minutes", count] => soak::minutes(count),
        ["bindings"] => bindings::run(),
        ["bindings", "c"] => bindings::c(),
        ["bindings", "python"] => bindings::python(),
        ["bindings", "spark"] => bindings::spark(),
        ["editors"] => editors::run(),
        ["policy"] => policy::dependencies(false),
        ["policy", "--advisories"] => policy::dependencies(true),
        ["msrv"] => policy::oldest_rust(),
        ["semver", revision] => policy::interface(revision),
        ["site"] => site::run(),
        ["site", "test"] => site::test(),
        ["pictures"] => site::pictures(),
        ["playground", "build"] => playground::build(),
        ["playground", "serve"] => playground::serve(),
        ["playground", "test"] => playground::test(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        task => return unknown(task),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn unknown(task: &[&str]) -> ExitCode {
    eprint!("error: unknown task `{}`\n\n{USAGE}", task.join(" "));
    ExitCode::from(2)
}
