//! The attrflow library behind a border of JSON: every function takes a request as JSON text and gives an answer as JSON
//! text. Offsets are UTF-16 code units, as browsers count.
//!
//! Has no logic of its own: what a mapping means is the library's business, how it looks the page's. The present and the
//! seed come with the request, since a browser's module has neither clock nor chance.

mod assist;
mod diagnostics;
mod evaluate;
mod mapping;
mod reference;
mod request;
mod table;

use request::answer;
use wasm_bindgen::prelude::wasm_bindgen;

/// What there is to say about an expression: `{expression, dialect?}` gives diagnostics, outline, bytecode, Graph's tree.
#[wasm_bindgen]
pub fn analyse(request: &str) -> String {
    answer(request, evaluate::analyse)
}

/// An expression's value for a record: `{expression, record, dialect?, now, seed?, settings?, taken?}` gives the value
/// and that of every part.
#[wasm_bindgen]
pub fn evaluate(request: &str) -> String {
    answer(request, evaluate::evaluate)
}

/// An expression over many records, CSV or NDJSON: `{expression, records, …}` gives a row each, held against its column
/// `expected` where it has one.
#[wasm_bindgen]
pub fn table(request: &str) -> String {
    answer(request, table::table)
}

/// The same as a file for `attrflow test`: `{name, expression, records, …}` gives the file's text; none where nothing is
/// expected.
#[wasm_bindgen]
pub fn write_tests(request: &str) -> String {
    answer(request, table::write_tests)
}

/// A test file: `{name, text}` gives its tables that have an expression of their own, records as NDJSON.
#[wasm_bindgen]
pub fn read_tests(request: &str) -> String {
    answer(request, table::read_tests)
}

/// A mapping file read and checked: `{connector}` or `{name, text}` gives its object mappings and diagnostics.
#[wasm_bindgen]
pub fn inspect(request: &str) -> String {
    answer(request, mapping::inspect)
}

/// One record through an object mapping: `{connector | name, text, object?, record, now, …}` gives the payload, what
/// each attribute mapping made, the verdict of the scope, the errors.
#[wasm_bindgen]
pub fn map(request: &str) -> String {
    answer(request, mapping::map)
}

/// Records through an object mapping, NDJSON or CSV: `{connector | name, text, object?, records, now, …}` gives a row each.
#[wasm_bindgen]
pub fn payloads(request: &str) -> String {
    answer(request, mapping::payloads)
}

/// What differs between two mapping files: `{old, new}`, each `{connector}` or `{name, text}`.
#[wasm_bindgen]
pub fn diff(request: &str) -> String {
    answer(request, mapping::diff)
}

/// What could stand at the caret: `{expression, offset, record?}`.
#[wasm_bindgen]
pub fn complete(request: &str) -> String {
    answer(request, assist::complete)
}

/// What the part at an offset means: `{expression, offset, record?}`.
#[wasm_bindgen]
pub fn hover(request: &str) -> String {
    answer(request, assist::hover)
}

/// The call around the caret: `{expression, offset}`.
#[wasm_bindgen]
pub fn signature(request: &str) -> String {
    answer(request, assist::signature)
}

/// The expression laid out: `{expression, multi?}`.
#[wasm_bindgen]
pub fn format(request: &str) -> String {
    answer(request, assist::format)
}

/// Every function with its page and the rows of its table.
#[wasm_bindgen]
pub fn reference(request: &str) -> String {
    answer(request, reference::functions)
}

/// Every diagnostic there is with its page.
#[wasm_bindgen]
pub fn registry(request: &str) -> String {
    answer(request, reference::registry)
}

/// Provides the texts that this build does not have: `{texts}`, an object, each after the function's name, the diagnostic's
/// code or the file's path. Until then, pages are empty and no mapping file is read. Gives `true`.
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

/// The library's version, a JSON text.
#[wasm_bindgen]
pub fn version(_request: &str) -> String {
    concat!('"', env!("CARGO_PKG_VERSION"), '"').to_owned()
}
