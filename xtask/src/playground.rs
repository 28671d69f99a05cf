//! `cargo xtask playground build|serve|test`: the page in which expressions are tried, its engine compiled for the
//! browser. Needs rustup's target `wasm32-unknown-unknown` and Node with npm; the test needs Chromium.
//!
//! Knows the order of the steps; what each does stands with its program.

use crate::shell::{Failure, Step};

/// Writes the JavaScript around the engine.
const BINDGEN: &str = "run --release --locked --manifest-path playground/bindgen/Cargo.toml --target-dir target/bindgen -- \
    target/wasm32-unknown-unknown/wasm/attrflow_playground.wasm playground/page/src/engine";

/// Without flags it keeps to the features that the module names; with all of them browsers refuse what it writes.
const OPTIMISE: &str = "playground/page/node_modules/binaryen/bin/wasm-opt -Os \
    playground/page/src/engine/engine_bg.wasm -o playground/page/src/engine/engine_bg.wasm";

/// Builds the page into `playground/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    let steps = [
        Step::program("The page's packages", "npm", "--prefix playground/page ci --no-audit --no-fund"),
        Step::cargo("The engine", "build --profile wasm --target wasm32-unknown-unknown --package attrflow-playground"),
        Step::cargo("The JavaScript around it", BINDGEN),
        Step::program("A smaller engine", "node", OPTIMISE),
        Step::program("The page's types", "npm", "--prefix playground/page run check"),
        Step::program("The page", "npm", "--prefix playground/page run build"),
    ];
    steps.iter().try_for_each(Step::run)
}

/// Shows what was built on a port of this machine.
pub(crate) fn serve() -> Result<(), Failure> {
    Step::program("The page on http://localhost:4173", "node", "playground/page/test/server.js 4173").run()
}

/// Builds the page and tries it: every row of the documentation through the engine, then the page in a browser.
pub(crate) fn test() -> Result<(), Failure> {
    build()?;
    let steps = [
        Step::program("Sizes", "node", "playground/page/test/sizes.js"),
        Step::program("The engine against the documentation", "node", "playground/page/test/rows.js"),
        Step::cargo("The command line, which runs what the page exports", "build --bin attrflow"),
        Step::program("The page in a browser", "node", "playground/page/test/browser.js"),
    ];
    steps.iter().try_for_each(Step::run)
}
