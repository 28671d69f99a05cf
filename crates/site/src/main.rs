//! The documentation site: `attrflow-site assemble PROGRAM FOLDER` writes the sources for the site generator, and
//! `attrflow-site check FOLDER` follows every link of the site that it built. `cargo xtask site` calls both. `attrflow-site pictures PROGRAM FOLDER` draws terminals, for
//! `cargo xtask pictures`.
//!
//! This file has only the commands. What the pages say is in the repository and in the declarations of the library.

mod assemble;
mod check;
mod commands;
mod markdown;
mod pages;
mod recipes;
mod reference;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: attrflow-site assemble <PROGRAM> <FOLDER>\n       attrflow-site check <FOLDER>\n       \
    attrflow-site pictures <PROGRAM> <FOLDER>";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["assemble", program, folder] => assemble::run(Path::new(program), Path::new(folder)),
        ["pictures", program, folder] => terminal::draw(Path::new(program), Path::new(folder)),
        ["check", folder] => check::run(Path::new(folder)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(failures) => {
            eprintln!("{}", failures.join("\n"));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, one sentence each.
type Failures = Vec<String>;

/// An error of the file system, with the file.
fn failed(path: &Path, error: &std::io::Error) -> Failures {
    vec![format!("{}: {error}", path.display())]
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}
