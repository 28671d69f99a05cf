//! `cargo xtask playground build|serve|test`: the page in which expressions are tried, its engine compiled for the
//! browser, and the package of that engine for Node. Needs rustup's target `wasm32-unknown-unknown` and Node with npm;
//! the test needs Chromium. The variable `WASM_CARGO` names a cargo for the engine where rustup's has no such target.
//!
//! Knows the order of the steps; what each does stands with its program.

use crate::shell::{Failure, Step};

const ENGINE: &str = "build --profile wasm --target wasm32-unknown-unknown --package attrflow-playground --lib";

/// Writes the JavaScript around the engine.
const BINDGEN: &str = "run --release --locked --manifest-path playground/bindgen/Cargo.toml --target-dir target/bindgen -- \
    target/wasm32-unknown-unknown/wasm/attrflow_playground.wasm playground/page/src/engine";

/// Without a flag about features it keeps to those that the module names; with all of them browsers refuse what it writes.
/// Functions that are alike have names that are alike; side by side they compress better. Only these passes: what `-Os`
/// does besides makes the module a tenth smaller and what is sent of it a twentieth larger, since it makes alike unlike.
const OPTIMISE: &str = "playground/page/node_modules/binaryen/bin/wasm-opt --duplicate-function-elimination --vacuum \
    --optimize-instructions --simplify-locals-notee-nostructure --merge-locals --duplicate-function-elimination \
    --dealign --reorder-functions-by-name --strip-debug --strip-producers --strip-target-features \
    playground/page/src/engine/engine_bg.wasm -o playground/page/src/engine/engine_bg.wasm";

/// What is said of functions and findings is no part of the engine: it comes after the first result.
const PAGES: &str =
    "run --quiet --package attrflow-playground --bin attrflow-pages -- playground/page/src/engine/pages.json";

const TYPES: &str = "playground/page/node_modules/typescript/bin/tsc --project playground/npm/test";

/// Builds the page into `playground/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    let cargo = std::env::var("WASM_CARGO");
    let cargo = cargo.as_deref().unwrap_or("cargo");
    let flags = format!("--cfg=attrflow_pages_apart --remap-path-prefix={}/registry/src=crates", cargo_home());
    let steps = [
        Step::program("The page's packages", "npm", "--prefix playground/page ci --no-audit --no-fund"),
        // Where a library's sources lie on this machine is no part of the engine.
        Step::program("The engine", cargo, ENGINE).with("RUSTFLAGS", &flags),
        Step::cargo("The JavaScript around it", BINDGEN),
        Step::program("A smaller engine", "node", OPTIMISE),
        Step::cargo("The pages that go with it", PAGES),
        Step::program("The package for Node", "node", "playground/npm/build.js"),
        Step::program("The page's types", "npm", "--prefix playground/page run check"),
        Step::program("The page", "npm", "--prefix playground/page run build"),
    ];
    steps.iter().try_for_each(Step::run)
}

/// Where cargo keeps the sources of libraries.
fn cargo_home() -> String {
    let below_home = || format!("{}/.cargo", std::env::var("HOME").unwrap_or_default());
    std::env::var("CARGO_HOME").unwrap_or_else(|_| below_home())
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
