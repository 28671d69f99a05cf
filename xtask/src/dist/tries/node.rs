//! Tries the packages for npm: the command with the program of this machine, what it says without one, and the library.

use super::{Try, left_out};
use crate::dist::{npm, package, targets};
use crate::shell::Failure;
use std::path::{Path, PathBuf};

pub(super) fn run() -> Result<(), Failure> {
    let library = package(&format!("npm/{}", npm::file("attrflow")));
    let here = targets::ALL.into_iter().find(|target| super::super::host::runs(*target) && target.is_portable);
    let program = here.map(|target| package(&format!("npm/{}", npm::file_of(target.platform))));
    let Some(program) = program.filter(|program| program.is_file() && library.is_file()) else {
        return left_out("the packages for npm", "they were not made");
    };
    let trial = Try::new("npm")?;
    trial.write("package.json", "{ \"private\": true, \"type\": \"module\" }\n")?;
    // The others are on no registry here, and npm does without what is optional.
    install(&trial, &[&library], &["--omit=optional"])?;
    let told = trial.refused(&npx(), &["--no-install", "attrflow", "--version"])?;
    trial.has(&told, "is not installed")?;
    trial.write(
        "library.js",
        "import { evaluate } from 'attrflow';\nconsole.log(evaluate({ expression: 'Append(\"a\", \"b\")', record: {} }).value);\n",
    )?;
    trial.same(trial.run(Path::new("node"), &["library.js"])?.trim_end(), "ab")?;
    install(&trial, &[&library, &program], &["--omit=optional"])?;
    trial.works(&npx(), &["--no-install", "attrflow"])
}

fn npx() -> PathBuf {
    PathBuf::from(if cfg!(windows) { "npx.cmd" } else { "npx" })
}

fn install(trial: &Try, files: &[&Path], options: &[&str]) -> Result<(), Failure> {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let mut arguments = vec!["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock"];
    arguments.extend(options);
    arguments.extend(files.iter().map(String::as_str));
    trial.run(Path::new(if cfg!(windows) { "npm.cmd" } else { "npm" }), &arguments).map(drop)
}
