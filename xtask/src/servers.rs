//! `cargo xtask test --servers`: sends attrflow's requests to SCIM servers written by others. Needs Python with venv
//! and Node with npm; everything is installed under target/servers.
//!
//! This file installs the servers; the tests start them.

use crate::dist;
use crate::shell::{Failure, Step, root};
use std::fs;

/// The files of the scimmy server; npm installs its packages next to them.
const SCIMMY: [&str; 3] = ["package.json", "package-lock.json", "server.mjs"];

/// Installs the servers, which is fast the second time, and runs the tests.
pub(crate) fn run() -> Result<(), Failure> {
    copy().map_err(|error| Failure::new("The scimmy server", "cargo xtask test --servers", error.to_string()))?;
    let steps = [
        Step::program("Virtual environment for scim2-server", "python3", "-m venv target/servers/scim2-server"),
        Step::program(
            "scim2-server",
            "target/servers/scim2-server/bin/python",
            "-m pip install --quiet --disable-pip-version-check --no-input --requirement tests/servers/scim2-server.txt",
        ),
        Step::program("scimmy", "npm", "--prefix target/servers/scimmy ci --no-audit --no-fund"),
        dist::step(),
        Step::cargo("The sync engine", "build --workspace --example sync_engine"),
        Step::cargo("Servers", "test --workspace --test servers").with("ATTRFLOW_SERVERS", "target/servers"),
    ];
    steps.iter().try_for_each(Step::run)
}

fn copy() -> std::io::Result<()> {
    let (from, to) = (root().join("tests/servers/scimmy"), root().join("target/servers/scimmy"));
    fs::create_dir_all(&to)?;
    SCIMMY.iter().try_for_each(|name| fs::copy(from.join(name), to.join(name)).map(drop))
}
