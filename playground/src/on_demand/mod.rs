//! Requests that few visitors of the page make: its first engine does without them, and it loads a second one that has all when
//! somebody asks. The package for Node has them from the start.

mod compare;
mod fields;
mod provision;
mod test_files;

pub(crate) use fields::Fields;

use crate::request::answer;
use wasm_bindgen::prelude::wasm_bindgen;

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
