//! `cargo xtask site`: the documentation site in target/site, with every link checked. Needs Python with venv and its package
//! index; nothing else is loaded, and the site itself loads nothing from other hosts.
//!
//! This file has the order of the steps; what the pages say is in `docs`, in `tests/spec` and in the declarations.

use crate::shell::{Failure, Step, root};
use std::fs;
use std::path::Path;

const INSTALL: &str = "-m pip install --quiet --disable-pip-version-check --no-input --no-compile --only-binary :all: \
    --requirement docs/site/requirements.txt";
const ASSEMBLE: &str = "run --package attrflow-site -- assemble target/debug/attrflow target/site-source";
const BUILD: &str = "build --config-file target/site-source/zensical.toml --clean";

/// Builds the site and checks it.
pub(crate) fn run() -> Result<(), Failure> {
    let steps = [
        Step::program("Virtual environment for the site", "python3", "-m venv target/site-tools"),
        Step::program("The site's generator", "target/site-tools/bin/python", INSTALL),
        Step::cargo("The command line, whose help is a page", "build --bin attrflow"),
        Step::cargo("The site's sources", ASSEMBLE),
        Step::program("The site", "target/site-tools/bin/zensical", BUILD),
    ];
    steps.iter().try_for_each(Step::run)?;
    let failed = |error: std::io::Error| Failure::new("The folder of the site", "cargo xtask site", error.to_string());
    finish().map_err(failed)?;
    Step::cargo("Its links", "run --package attrflow-site -- check target/site").run()
}

/// Looks at the site in Chromium, with the packages of the playground's page.
pub(crate) fn test() -> Result<(), Failure> {
    Step::program("The site in a browser", "node", "playground/page/test/site.js").run()
}

/// Draws the pictures of the README and of the first page. That of the playground needs its build and Chromium.
pub(crate) fn pictures() -> Result<(), Failure> {
    let steps = [
        Step::cargo("The command line, which the pictures show", "build --bin attrflow"),
        Step::cargo("Terminals", "run --package attrflow-site -- pictures target/debug/attrflow docs/pictures"),
        Step::program("The page, of its last build", "node", "playground/page/test/pictures.js docs/pictures"),
    ];
    steps.iter().try_for_each(Step::run)
}

/// Moves the site out of its sources, where the generator insists to write, and puts the playground beside its pages.
fn finish() -> std::io::Result<()> {
    let site = root().join("target/site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::rename(root().join("target/site-source/site"), &site)?;
    playground(&root().join("playground/dist"), &site.join("playground"))
}

/// Copies the playground into the site if it is built.
fn playground(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            playground(&path, &to)?;
        } else {
            fs::copy(&path, &to)?;
        }
    }
    Ok(())
}
