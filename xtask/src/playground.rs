//! `cargo xtask playground build|serve|test`: the page in which expressions are tried, its engine compiled for the
//! browser, and the package of that engine for Node. Needs rustup's component `rust-src`, and Node with npm; the
//! test needs Chromium. The variable `WASM_CARGO` names a cargo for the engine where rustup has no such component.
//!
//! Knows the order of the steps; what each does stands with its program.

use crate::shell::{Failure, Step};

/// The engine with the standard library: compiled together and for size, the two are 25 kB smaller as they are sent.
const ENGINE: &str = "build --profile wasm --target wasm32-unknown-unknown --package attrflow-playground --lib \
    -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size";

/// An error of the engine itself ends it at once, without words and without the location: no word of it would reach the page,
/// which starts another.
const FLAGS: &str =
    "--cfg=attrflow_external_resources -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort";

/// Writes the JavaScript around the engine.
const BINDGEN: &str = "run --release --locked --manifest-path playground/bindgen/Cargo.toml --target-dir target/bindgen -- \
    target/wasm32-unknown-unknown/wasm/attrflow_playground.wasm playground/page/src/engine";

/// Without a flag about features it keeps to those that the module names; with all of them browsers refuse what it writes.
/// Functions that are alike have names that are alike; side by side they compress better. Only these passes: what `-Os`
/// does besides makes the module a tenth smaller and what is sent of it a twentieth larger, since it makes alike unlike.
const OPTIMISE: &str = "playground/page/node_modules/binaryen/bin/wasm-opt --shrink-level=2 --duplicate-function-elimination \
    --vacuum --optimize-instructions --simplify-locals-notee-nostructure --merge-locals --duplicate-function-elimination \
    --reorder-locals --dealign --reorder-functions-by-name --strip-debug --strip-producers --strip-target-features \
    playground/page/src/engine/engine_bg.wasm -o playground/page/src/engine/engine_bg.wasm";

/// Pages, connectors and schemas are no part of the engine: they come after it.
const TEXTS: &str =
    "run --quiet --package attrflow-playground --bin attrflow-resources -- playground/page/src/engine/resources.json";

const TYPES: &str = "playground/page/node_modules/typescript/bin/tsc --project playground/npm/test";

/// Builds the page into `playground/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    let cargo = std::env::var("WASM_CARGO");
    let cargo = cargo.as_deref().unwrap_or("cargo");
    let steps = [
        Step::program("The page's packages", "npm", "--prefix playground/page ci --no-audit --no-fund"),
        // The variable lets the stable compiler have what it keeps for nightly ones: building the standard library.
        Step::program("The engine", cargo, ENGINE).with("RUSTC_BOOTSTRAP", "1").with("RUSTFLAGS", FLAGS),
        Step::cargo("The JavaScript around it", BINDGEN),
        Step::program("A smaller engine", "node", OPTIMISE),
        Step::cargo("The texts that go with it", TEXTS),
        Step::program("The package for Node", "node", "playground/npm/build.js"),
        Step::program("The page's types", "npm", "--prefix playground/page run check"),
        Step::program("The page", "npm", "--prefix playground/page run build"),
    ];
    steps.iter().try_for_each(Step::run)
}

/// Shows what was built on a port of this machine.
pub(crate) fn serve() -> Result<(), Failure> {
    Step::program("The page on http://localhost:4173", "node", "playground/page/test/server.js 4173").run()
}

/// Builds the page and tries it: every row there is through the engine, the package for Node, the page in a browser.
pub(crate) fn test() -> Result<(), Failure> {
    build()?;
    let steps = [
        Step::program("Sizes", "node", "playground/page/test/sizes.js"),
        Step::program("The engine against the documentation", "node", "playground/page/test/rows.js"),
        // The workspace, so that what `cargo xtask test` built is built no second time.
        Step::cargo("What the library answers", "test --workspace --test answers"),
        Step::program("The engine against the library", "node", "playground/npm/test/answers.js"),
        Step::program("The package's types", "node", TYPES),
        Step::program("The package", "node", "playground/npm/test/package.js"),
        Step::cargo("The command line, which runs what the page exports", "build --bin attrflow"),
        Step::program("The page in a browser", "node", "playground/page/test/browser.js"),
    ];
    steps.iter().try_for_each(Step::run)
}
