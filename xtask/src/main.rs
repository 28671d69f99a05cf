//! The chores of the repository, as `cargo xtask <chore>`. Knows the chores' names; what they do stands in their files.

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
The chores of the repository.

Usage: cargo xtask <CHORE>

Chores:
  bench   Instructions a record, by callgrind; with `--gate`, compared with the baseline,
          with `--engines`, beside other engines
  fuzz    The laws over what a fuzzer comes up with; `[TARGET …] [--runs N]`
  soak --records N    So many records in 64 MB, killed and resumed, against a run without a break
  soak --minutes N    Random mappings for so long, in memory that stays flat
  test    Everything that has to pass: format, lints, documentation, tests, the builds
  test --servers      What is sent, to SCIM servers that are installed into target/ (Python and Node)
  bindings [c|python|spark]    The library from C, from Python and in Spark, or from one of them
  policy [--advisories]        Licences and sources of the dependencies; with `--advisories` vulnerabilities, too
  msrv    Everything that is shipped, compiled with the oldest Rust that is promised
  semver REVISION    The library's interface compared with that of an earlier revision
  playground build    The page in which expressions are tried, into playground/dist
  playground serve    The page that was built, on a port of this machine
  playground test     Build the page and try it in Chromium
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test::run(),
        ["test", "--servers"] => servers::run(),
        ["bench"] => bench::run(false),
        ["bench", "--gate"] => bench::run(true),
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
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        unknown => {
            eprint!("error: there is no chore `{}`\n\n{USAGE}", unknown.join(" "));
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
