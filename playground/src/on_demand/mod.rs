//! Requests about mapping files, many records and test files, and for another layout. The page's first engine answers what is
//! asked of one expression and one record; the page loads a second one, which answers all, when somebody asks for more. The
//! package for Node has them from the start.

mod compare;
mod conversion;
mod edit;
mod fields;
mod impact;
mod layout;
mod payloads;
mod provision;
mod rest;
mod samples;
mod table;
mod test_files;

pub(crate) use fields::Fields;

use crate::mapping;
use crate::request::answer;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads and checks a mapping file: `{connector}` or `{name, text}` returns its object mappings and diagnostics.
#[wasm_bindgen]
pub fn inspect(request: &str) -> String {
    answer(request, mapping::inspect)
}

/// Maps one record: `{connector | name, text, object?, record, flavor?, now, …}` returns the payload, the result of
/// each attribute mapping, whether the record is in scope, and the errors.
#[wasm_bindgen]
pub fn map(request: &str) -> String {
    answer(request, mapping::map)
}

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

/// Maps one record as [`map`] does, without the attribute mappings that cannot run or fail for the record: a failing
/// one hides no other. They are named as errors, and the payload is what the others make.
#[wasm_bindgen]
pub fn map_rest(request: &str) -> String {
    answer(request, rest::map_rest)
}

/// Edits a mapping file, and leaves all other bytes as they are: `{connector | name, text}` with `{index, attribute, expression}`
/// gives an attribute mapping another expression; with `{fixes}` applies the fixes of these diagnostics of `inspect`, by their
/// numbers, and with `{safe: true}` all safe ones; without any of these it returns the file's text.
#[wasm_bindgen]
pub fn edit(request: &str) -> String {
    answer(request, edit::edit)
}

/// A mapping file in the other format: `{connector | name, text, to}`, where `to` is `toml` or `json`.
#[wasm_bindgen]
pub fn convert(request: &str) -> String {
    answer(request, conversion::convert)
}

/// Records for a mapping: `{connector | name, text, index?, now, …}` returns records that are in scope, out of scope, and take the
/// branches of its expressions.
#[wasm_bindgen]
pub fn samples(request: &str) -> String {
    answer(request, samples::samples)
}

/// What a changed mapping, or expression, does to records: `{old, new, records, show?, from?, count?, now, …}`, where `old` and
/// `new` are mapping files or `{expression, dialect?}`, counts them by target and pattern. Values are masked unless `show` is true.
#[wasm_bindgen]
pub fn impact(request: &str) -> String {
    answer(request, impact::impact)
}

/// Records of CSV with values in a column: `{records, cells, name?}`, where `cells` has the values by the numbers of the rows; the
/// column's name is `expected` by default.
#[wasm_bindgen]
pub fn fill(request: &str) -> String {
    answer(request, table::fill)
}
