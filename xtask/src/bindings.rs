//! `cargo xtask bindings [c|python|spark]`: the library from other languages, each tried from its own side. C needs a C
//! compiler, and valgrind to look for leaks; Python needs `python3` and its package index; Spark needs Java besides.
//!
//! Knows the order of the steps; what is tried stands in `c/tests` and `python/tests`. Everything is built without
//! optimising, for what is tried is whether it works, and nothing is written but to `target`.

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

/// A C program against the library, also under valgrind, and the header against the functions.
pub(crate) fn c() -> Result<(), Failure> {
    Step::cargo("The library from C", "test --package attrflow-c").run()
}

/// The Python package: installed as a user would, then its types and its tests.
pub(crate) fn python() -> Result<(), Failure> {
    installed("./python[test]")?;
    Step::program("Its types", PYTHON, MYPY).run()?;
    let tests = format!("{PYTEST} python/tests/test_expressions.py python/tests/test_mappings.py");
    Step::program("The library from Python", PYTHON, &tests).run()
}

/// The example job on a cluster of two executors on this machine.
pub(crate) fn spark() -> Result<(), Failure> {
    installed("./python[test,spark]")?;
    Step::cargo("The command line to compare with", "build --bin attrflow").run()?;
    let program = root().join("target/debug/attrflow").display().to_string();
    Step::program("The library in Spark", PYTHON, &format!("{PYTEST} python/tests/test_spark.py"))
        .with("ATTRFLOW", &program)
        .run()
}

/// The package, in an environment of its own.
fn installed(package: &str) -> Result<(), Failure> {
    Step::program("An environment for Python", "python3", "-m venv target/python/venv").run()?;
    Step::program("The Python package", PYTHON, &format!("{INSTALL} {package}")).run()
}
