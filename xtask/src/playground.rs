//! `cargo xtask playground build|serve|test`: the playground page, its engine compiled to WebAssembly, and the
//! package of that engine for Node. Needs rustup's component `rust-src`, and Node with npm; the test needs Chromium.
//! The variable `WASM_CARGO` names a cargo for the engine if rustup does not have this component.
//!
//! This file has the order of the steps; what each step does is described in its program.

use crate::shell::{Failure, Step};

/// An engine with the standard library: compiled together and for size, they are 25 kB smaller in transfer.
const ENGINE: &str = "build --profile wasm --target wasm32-unknown-unknown --package attrflow-playground --lib \
    -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size";

/// A panic aborts the engine at once, without a message or location: the page could not show them, and it starts
/// another engine. The threshold is the smallest at which calls of small functions are still replaced by their code: 0.7 kB
/// less than the default, which replaces larger ones, and 6 kB less than none.
const FLAGS: &str = "--cfg=attrflow_external_resources -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort \
    -Cllvm-args=-inline-threshold=10";

/// Generates the JavaScript glue code for an engine, into the folder that follows.
const BINDGEN: &str = "run --release --locked --manifest-path playground/bindgen/Cargo.toml --target-dir target/bindgen -- \
    target/wasm32-unknown-unknown/wasm/attrflow_playground.wasm";

/// Where the engines are.
const PAGE: &str = "playground/page/src/engine";
const NODE: &str = "playground/npm/engine";

/// Without a feature flag, wasm-opt uses only the features that the module declares; with all features, browsers reject
/// its output. Similar functions have similar names; side by side they compress better. Only these passes are used: the
/// other passes of `-Os` make the module a tenth smaller but its compressed size a twentieth larger, because similar
/// code becomes less similar.
const OPTIMISE: &str = "playground/page/node_modules/binaryen/bin/wasm-opt --shrink-level=2 --duplicate-function-elimination \
    --vacuum --optimize-instructions --simplify-locals-notee-nostructure --merge-locals --duplicate-function-elimination \
    --reorder-locals --dealign --reorder-functions-by-name --strip-debug --strip-producers --strip-target-features";

/// Pages, connectors and schemas are not part of the engine: they are loaded after it.
const TEXTS: &str =
    "run --quiet --package attrflow-playground --bin attrflow-resources -- playground/page/src/engine/resources.json";

const TYPES: &str = "playground/page/node_modules/typescript/bin/tsc --project playground/npm/test";

/// Builds the page into `playground/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    let cargo = std::env::var("WASM_CARGO");
    let cargo = cargo.as_deref().unwrap_or("cargo");
    Step::program("The page's packages", "npm", "--prefix playground/page ci --no-audit --no-fund").run()?;
    // The page begins with one that answers what most visitors ask, and loads the whole one for the rest.
    for (title, features, folder) in
        [("The whole engine", "", NODE), ("The first engine of the page", " --no-default-features", PAGE)]
    {
        let engine = format!("{ENGINE}{features}");
        let glue = format!("{BINDGEN} {folder}");
        let smaller = format!("{OPTIMISE} {folder}/engine_bg.wasm -o {folder}/engine_bg.wasm");
        let steps = [
            // `RUSTC_BOOTSTRAP` enables a nightly feature in the stable compiler: building the standard library.
            Step::program(title, cargo, &engine).with("RUSTC_BOOTSTRAP", "1").with("RUSTFLAGS", FLAGS),
            Step::cargo("The JavaScript glue code", &glue),
            Step::program("A smaller engine", "node", &smaller),
        ];
        steps.iter().try_for_each(Step::run)?;
    }
    let steps = [
        Step::cargo("The engine's resources", TEXTS),
        Step::program("The package for Node", "node", "playground/npm/build.js"),
        Step::program("The page's types", "npm", "--prefix playground/page run check"),
        Step::program("The page", "npm", "--prefix playground/page run build"),
    ];
    steps.iter().try_for_each(Step::run)
}

/// Serves what was built on a local port.
pub(crate) fn serve() -> Result<(), Failure> {
    Step::program("The page on http://localhost:4173", "node", "playground/page/test/server.js 4173").run()
}

/// Builds the page and tests it: all table rows with the engine, the package for Node, the page in a browser.
pub(crate) fn test() -> Result<(), Failure> {
    build()?;
    let steps = [
        Step::program("Sizes", "node", "playground/page/test/sizes.js"),
        Step::program("The engine against the documentation", "node", "playground/page/test/rows.js"),
        // The whole workspace, so that the build of `cargo xtask test` is reused.
        Step::cargo("The results of the library", "test --workspace --test answers"),
        Step::program("The engine against the library", "node", "playground/npm/test/answers.js"),
        Step::program("The package's types", "node", TYPES),
        Step::program("The package", "node", "playground/npm/test/package.js"),
        Step::cargo("The command line, to run what the page exports", "build --bin attrflow"),
        Step::program("The page in a browser", "node", "playground/page/test/browser.js"),
    ];
    steps.iter().try_for_each(Step::run)
}
