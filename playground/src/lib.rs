//! The attrflow library behind a JSON interface: every function takes a request as a JSON string and returns an answer
//! as a JSON string. Offsets are UTF-16 code units, as in JavaScript.
//!
//! Has no logic of its own: the library decides what a mapping means, the page decides how it looks. The current time
//! and the seed come with the request, because a module in a browser has no clock and no random numbers.

mod assist;
mod diagnostics;
mod evaluate;
#[cfg(feature = "all-requests")]
mod mapping;
mod members;
#[cfg(feature = "all-requests")]
mod on_demand;
mod reference;
mod request;

#[cfg(feature = "all-requests")]
pub use on_demand::{
    convert, diff, edit, fill, format, impact, inspect, map, map_rest, payloads, provision, read_tests, samples, table,
    write_tests,
};
use request::answer;
use wasm_bindgen::prelude::wasm_bindgen;

/// Analyses an expression: `{expression, dialect?}` returns diagnostics, outline, bytecode, and the tree for Graph.
#[wasm_bindgen]
pub fn analyse(request: &str) -> String {
    answer(request, evaluate::analyse)
}

/// An expression's value for a record: `{expression, record, dialect?, now, seed?, settings?, taken?}` returns the
/// value of the expression and of each of its parts.
#[wasm_bindgen]
pub fn evaluate(request: &str) -> String {
    answer(request, evaluate::evaluate)
}

/// The completions at the caret: `{expression, offset, record?}`.
#[wasm_bindgen]
pub fn complete(request: &str) -> String {
    answer(request, assist::complete)
}

/// The documentation of the part at an offset: `{expression, offset, record?}`.
#[wasm_bindgen]
pub fn hover(request: &str) -> String {
    answer(request, assist::hover)
}

/// The call around the caret: `{expression, offset}`.
#[wasm_bindgen]
pub fn signature(request: &str) -> String {
    answer(request, assist::signature)
}

/// Every function with its page and the rows of its table.
#[wasm_bindgen]
pub fn reference(request: &str) -> String {
    answer(request, reference::functions)
}

/// Every diagnostic with its page.
#[wasm_bindgen]
pub fn registry(request: &str) -> String {
    answer(request, reference::registry)
}

/// Installs the resources that this build does not contain: `{texts}`, an object whose keys are functions' names,
/// diagnostics' codes and files' paths. Until then, pages are empty and no mapping file is read. Returns `true`.
#[cfg(attrflow_external_resources)]
#[wasm_bindgen]
pub fn install(request: &str) -> String {
    answer(request, reference::install)
}

/// The built-in connectors.
#[wasm_bindgen]
pub fn connectors(request: &str) -> String {
    answer(request, reference::connectors)
}

/// The library's version, a JSON string.
#[wasm_bindgen]
pub fn version(_request: &str) -> String {
    concat!('"', env!("CARGO_PKG_VERSION"), '"').to_owned()
}
