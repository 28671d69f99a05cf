//! `cargo xtask bindings [c|python|spark]`: tests the library from other languages. C needs a C compiler, and valgrind
//! to find leaks; Python needs `python3` and its package index; Spark also needs Java.
//!
//! This file has the order of the steps; the tests are in `c/tests` and `python/tests`. Everything is built without
//! optimisation, because the tests check only whether it works, and files are written only to `target`.

use crate::shell::{Failure, Step, root};

const INSTALL: &str = "-m pip install --quiet --disable-pip-version-check --config-settings=build-args=--profile=dev";
const PYTHON: &str = "target/python/venv/bin/python";
const MYPY: &str = "-m mypy --config-file python/pyproject.toml --cache-dir target/python/mypy python/attrflow";
const PYTEST: &str = "-m pytest -q -p no:cacheprovider -c python/pyproject.toml --basetemp target/python/pytest";

/// All of them.
pub(crate) fn run() -> Result<(), Failure> {
    c()?;
    python()?;
    spark()
}

/// Runs a C program with the library, also under valgrind, and compares the header with the functions.
pub(crate) fn c() -> Result<(), Failure> {
    command_line().run()?;
    Step::cargo("The library from C", "test --package attrflow-c").run()
}

/// What the tests compare the library with.
fn command_line() -> Step<'static> {
    Step::cargo("The command line to compare with", "build --bin attrflow")
}

/// The Python package: installs it as a user would, then checks its types and runs its tests.
pub(crate) fn python() -> Result<(), Failure> {
    installed("./python[test]")?;
    Step::program("Types of the Python package", PYTHON, MYPY).run()?;
    command_line().run()?;
    let tests = ["command", "expressions", "mappings", "provision", "records"]
        .map(|name| format!("python/tests/test_{name}.py"));
    Step::program("The library from Python", PYTHON, &format!("{PYTEST} {}", tests.join(" ")))
        .with("ATTRFLOW", &attrflow())
        .run()
}

/// The example job on a local cluster of two executors.
pub(crate) fn spark() -> Result<(), Failure> {
    installed("./python[test,spark]")?;
    command_line().run()?;
    Step::program("The library in Spark", PYTHON, &format!("{PYTEST} python/tests/test_spark.py"))
        .with("ATTRFLOW", &attrflow())
        .run()
}

/// Its path.
fn attrflow() -> String {
    root().join("target/debug/attrflow").display().to_string()
}

/// Installs the package in its own virtual environment.
fn installed(package: &str) -> Result<(), Failure> {
    Step::program("Virtual environment for Python", "python3", "-m venv target/python/venv").run()?;
    Step::program("The Python package", PYTHON, &format!("{INSTALL} {package}")).run()
}
