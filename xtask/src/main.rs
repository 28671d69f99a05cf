//! The development tasks of the repository, as `cargo xtask <task>`. This file has only the names of the tasks; each
//! task has a file of its own.

mod bench;
mod bindings;
mod dist;
mod engines;
mod fuzz;
mod playground;
mod policy;
mod servers;
mod shell;
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
  test --servers      Send requests to SCIM servers that are installed into target/ (Python and Node)
  bindings [c|python|spark]    Test the library from C, from Python and in Spark, or from one of them
  policy [--advisories]        Check licences and sources of the dependencies; with `--advisories` also vulnerabilities
  msrv    Compile everything that is shipped with the minimum supported Rust version
  semver REVISION    Compare the library's public interface with that of an earlier revision
  playground build    Build the playground page into playground/dist
  playground serve    Serve the page that was built on a local port
  playground test     Build the page and test it in Chromium
  pictures            Take the pictures in docs/pictures, of the page that was built
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test::run(),
        ["test", "--servers"] => servers::run(),
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
        ["policy"] => policy::dependencies(false),
        ["policy", "--advisories"] => policy::dependencies(true),
        ["msrv"] => policy::oldest_rust(),
        ["semver", revision] => policy::interface(revision),
        ["playground", "build"] => playground::build(),
        ["playground", "serve"] => playground::serve(),
        ["playground", "test"] => playground::test(),
        ["pictures"] => playground::pictures(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        unknown => {
            eprint!("error: unknown task `{}`\n\n{USAGE}", unknown.join(" "));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
