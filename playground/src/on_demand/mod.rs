//! Requests about many records, about two files, about test files, and for another layout. The page's first engine answers what
//! is asked of one expression, one mapping and one record; the page loads a second one, which answers all, when somebody asks
//! for more. The package for Node has them from the start.

mod compare;
mod fields;
mod layout;
mod payloads;
mod provision;
mod table;
mod test_files;

pub(crate) use fields::Fields;

use crate::request::answer;
use wasm_bindgen::prelude::wasm_bindgen;

/// An expression for many records, CSV or NDJSON: `{expression, records, …}` returns a row for each, compared with its
/// column `expected` if it has one.
#[wasm_bindgen]
pub fn table(request: &str) -> String {
    answer(request, table::table)
}

/// Maps records, NDJSON or CSV: `{connector | name, text, object?, records, flavor?, now, …}` returns a row for each.
#[wasm_bindgen]
pub fn payloads(request: &str) -> String {
    answer(request, payloads::payloads)
}

/// What is to be done about the objects of records: `{connector | name, text, object?, records, operation, previous?,
/// flavor?, references?, now, …}` returns the envelope of each record and of each object without one, and the errors of
/// the lines of `previous` that cannot be used.
#[wasm_bindgen]
pub fn provision(request: &str) -> String {
    answer(request, provision::provision)
}

/// The differences between two mapping files: `{old, new}`, each `{connector}` or `{name, text}`.
#[wasm_bindgen]
pub fn diff(request: &str) -> String {
    answer(request, compare::diff)
}

/// The same as a file for `attrflow test`: `{name, expression, records, …}` returns the file's text, or null if no
/// record has an expected value.
#[wasm_bindgen]
pub fn write_tests(request: &str) -> String {
    answer(request, test_files::write)
}

/// A test file: `{name, text}` returns its tables that have their own expression, with records as NDJSON.
#[wasm_bindgen]
pub fn read_tests(request: &str) -> String {
    answer(request, test_files::read)
}

/// Formats an expression: `{expression, multi?}`.
#[wasm_bindgen]
pub fn format(request: &str) -> String {
    answer(request, layout::format)
}
