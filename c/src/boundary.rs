//! The boundary: what `include/attrflow.h` declares. This is the only file of the project with unsafe code, and it does
//! only what needs it: pointers become slices and handles, results become strings that the caller frees, panics are
//! caught.
//!
//! What every function relies on, and no more: a pointer with a length points to that many readable bytes, a string
//! without a length ends in NUL, both for the duration of the call; a handle comes from here and has not been freed.
//! Null is allowed everywhere, and means the empty string, or no value.

#![allow(unsafe_code)]

use crate::answers::{self, Made, Refusal};
use attrflow::{Evaluator, Mapper};
use std::any::Any;
use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The version of this interface. It changes when a change to a function, a parameter or the meaning of a result would
/// break programs that are already compiled. New functions and new fields in results do not change it.
pub const ATTRFLOW_ABI_VERSION: u32 = 1;

/// A mapping, ready to run. Any number of threads may use one at the same time.
pub struct AttrflowMapper(Mapper);

/// An expression, ready to run. Any number of threads may use one at the same time.
pub struct AttrflowEvaluator(Evaluator);

/// The interface version of the library; `ATTRFLOW_ABI_VERSION` is the one that a program was compiled for.
#[unsafe(no_mangle)]
pub extern "C" fn attrflow_abi_version() -> u32 {
    ATTRFLOW_ABI_VERSION
}

/// The library's version, such as `0.1.0`. Do not free it.
#[unsafe(no_mangle)]
pub extern "C" fn attrflow_version() -> *const c_char {
    const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };
    VERSION.as_ptr()
}

/// Frees a string that a function of this library returned. Null is ignored.
///
/// # Safety
/// The string comes from this library and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_string_free(string: *mut c_char) {
    if !string.is_null() {
        // SAFETY: it comes from `CString::into_raw` in `given`, the only source of strings, and is freed once.
        drop(unsafe { CString::from_raw(string) });
    }
}

/// Makes a mapping file ready to run: synchronizationSchema JSON or TOML, in UTF-8 or UTF-16.
///
/// `name` is the file's name in messages. Its extension decides between JSON and TOML; without a known extension, the
/// beginning of the file decides. `options` is JSON such as
/// `{"object":"User","dialect":"entra","flavor":"rfc7644","now":"2026-01-15T09:30:00Z","seed":7,
/// "settings":{"DomainFQDN":"contoso.com"},"taken":["ada"],"references":{"1":"a"},"limits":{"longest_text":65536}}`,
/// where every field is optional. Returns null if the mapping cannot be run. In both cases `diagnostics`, unless it is
/// null itself, receives the diagnostics in the format of `attrflow check --format json`, or
/// `{"error":{"code","message","help"}}` if an argument is invalid.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_new(
    mapping: *const c_char,
    length: usize,
    name: *const c_char,
    options: *const c_char,
    diagnostics: *mut *mut c_char,
) -> *mut AttrflowMapper {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    let made = made(|| answers::mapper(mapping, name, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, AttrflowMapper, diagnostics) }
}

/// The same for a built-in connector, such as `meta-work-accounts`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_connector(
    name: *const c_char,
    options: *const c_char,
    diagnostics: *mut *mut c_char,
) -> *mut AttrflowMapper {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (name, options) = unsafe { (text(name), text(options)) };
    let made = made(|| answers::connector(name, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, AttrflowMapper, diagnostics) }
}

/// Maps one record, a JSON object, and returns its envelope:
/// `{"id":…,"status":"ok"|"out-of-scope"|"error","payload":…,"skipped":[…],"errors":[{"line","id","attribute","code",
/// "message","help","location"}]}`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_map(
    mapper: *const AttrflowMapper,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (mapper, record) = unsafe { (mapper.as_ref(), bytes(record, length)) };
    answer(|| answers::mapped(&known(mapper)?.0, record))
}

/// Maps many records and returns their envelopes in the same order, one per line.
///
/// `format` is `json`, `ndjson`, `csv` or `ldif`; null means that the beginning of the records decides. With 0 for
/// `threads` there is one for each processor. The result's length is written to `answer_length` unless that is null.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_map_all(
    mapper: *const AttrflowMapper,
    records: *const c_char,
    length: usize,
    format: *const c_char,
    threads: usize,
    answer_length: *mut usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (mapper, records, format) = unsafe { (mapper.as_ref(), bytes(records, length), text(format)) };
    let answer =
        guarded(|| answers::all_mapped(&known(mapper)?.0, records, format, threads)).unwrap_or_else(|why| why.json());
    // SAFETY: as above; it is null or writable.
    if let Some(location) = unsafe { answer_length.as_mut() } {
        *location = answer.len();
    }
    given(answer)
}

/// The attributes that a mapping reads, as a JSON array of names: only these have to be fetched.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_attributes(mapper: *const AttrflowMapper) -> *mut c_char {
    // SAFETY: the caller's pointer is as the top of this file says, for the duration of this call.
    let mapper = unsafe { mapper.as_ref() };
    answer(|| answers::names(known(mapper)?.0.referenced_attributes()))
}

/// Whether the result for a record may depend on the records before it. If so, use one mapper for all records.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_depends_on_order(mapper: *const AttrflowMapper) -> bool {
    // SAFETY: the caller's pointer is as the top of this file says, for the duration of this call.
    unsafe { mapper.as_ref() }.is_some_and(|mapper| mapper.0.depends_on_order())
}

/// Frees a mapper. Null is ignored.
///
/// # Safety
/// It comes from this library, no thread uses it, and it is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_free(mapper: *mut AttrflowMapper) {
    if !mapper.is_null() {
        // SAFETY: it comes from `Box::into_raw` in `handed_over`, and is freed once.
        drop(unsafe { Box::from_raw(mapper) });
    }
}

/// Makes an expression ready to run. Options, diagnostics and null are as for `attrflow_mapper_new`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_new(
    expression: *const c_char,
    length: usize,
    options: *const c_char,
    diagnostics: *mut *mut c_char,
) -> *mut AttrflowEvaluator {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (expression, options) = unsafe { (bytes(expression, length), text(options)) };
    let made = made(|| answers::evaluator(expression, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, AttrflowEvaluator, diagnostics) }
}

/// An expression's value for a record, a JSON object: `{"value":…}`, with null for no value, `{"skip":true}` to leave
/// the target unchanged, or `{"error":{"code","message","help","location",…}}`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_evaluate(
    evaluator: *const AttrflowEvaluator,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (evaluator, record) = unsafe { (evaluator.as_ref(), bytes(record, length)) };
    answer(|| answers::evaluated(&known(evaluator)?.0, record))
}

/// The attributes that an expression reads, as a JSON array of names.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_attributes(evaluator: *const AttrflowEvaluator) -> *mut c_char {
    // SAFETY: the caller's pointer is as the top of this file says, for the duration of this call.
    let evaluator = unsafe { evaluator.as_ref() };
    answer(|| answers::names(known(evaluator)?.0.referenced_attributes()))
}

/// Frees an evaluator. Null is ignored.
///
/// # Safety
/// It comes from this library, no thread uses it, and it is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_free(evaluator: *mut AttrflowEvaluator) {
    if !evaluator.is_null() {
        // SAFETY: it comes from `Box::into_raw` in `handed_over`, and is freed once.
        drop(unsafe { Box::from_raw(evaluator) });
    }
}

/// All diagnostics of a mapping file, in the format of `attrflow check --format json`. Of the options, only `dialect`
/// and `flavor` have an effect.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_check(
    mapping: *const c_char,
    length: usize,
    name: *const c_char,
    options: *const c_char,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as the top of this file says, for the duration of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    answer(|| answers::checked(mapping, name, options))
}

/// A slice of `length` bytes; null is an empty slice.
///
/// # Safety
/// It is null or points to that many bytes, which do not change while the result is in use.
unsafe fn bytes<'c>(data: *const c_char, length: usize) -> &'c [u8] {
    if data.is_null() {
        return &[];
    }
    // SAFETY: the caller guarantees it. No memory has a length above the largest that Rust allows.
    unsafe { std::slice::from_raw_parts(data.cast(), length) }
}

/// A string that ends in NUL; null is `None`.
///
/// # Safety
/// It is null or points to a string that ends in NUL and does not change while the result is in use.
unsafe fn text<'c>(data: *const c_char) -> Option<&'c [u8]> {
    if data.is_null() {
        return None;
    }
    // SAFETY: the caller guarantees it.
    Some(unsafe { CStr::from_ptr(data) }.to_bytes())
}

fn known<T>(handle: Option<&T>) -> Result<&T, Refusal> {
    handle.ok_or_else(|| Refusal::argument("the handle is null"))
}

/// Does the work; a panic in it becomes a refusal.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    let said = |panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
        Refusal::defect(text.unwrap_or("unknown panic"))
    };
    // Shared state is still consistent after a panic: handles do not change, and taken values are added one by one.
    catch_unwind(AssertUnwindSafe(work)).map_err(said).flatten()
}

fn made<T>(make: impl FnOnce() -> Result<Made<T>, Refusal>) -> Made<T> {
    guarded(make).unwrap_or_else(|why| (None, why.json()))
}

fn answer(give: impl FnOnce() -> Result<String, Refusal>) -> *mut c_char {
    given(guarded(give).unwrap_or_else(|why| why.json()))
}

/// A string for the caller. JSON contains no NUL; if there were one, the string would end there.
fn given(answer: String) -> *mut c_char {
    let whole = CString::new(answer).unwrap_or_else(|wrong| {
        let end = wrong.nul_position();
        let mut bytes = wrong.into_vec();
        bytes.truncate(end);
        CString::new(bytes).unwrap_or_default()
    });
    whole.into_raw()
}

/// A handle for the caller, and the diagnostics.
///
/// # Safety
/// `diagnostics` is null or writable.
unsafe fn handed_over<T, H>((made, said): Made<T>, handle: fn(T) -> H, diagnostics: *mut *mut c_char) -> *mut H {
    // SAFETY: the caller guarantees it.
    if let Some(location) = unsafe { diagnostics.as_mut() } {
        *location = given(said);
    }
    made.map_or(std::ptr::null_mut(), |made| Box::into_raw(Box::new(handle(made))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_at_the_boundary() {
        let pointer = answer(|| panic!("at row {}", 7));
        // SAFETY: it was just returned, and is freed once.
        let said = unsafe { CStr::from_ptr(pointer) }.to_str().unwrap().to_owned();
        // SAFETY: as above.
        unsafe { attrflow_string_free(pointer) };
        assert!(said.starts_with(r#"{"error":{"code":"defect","message":"internal error: at row 7""#), "{said}");
    }

    #[test]
    fn null_is_answered() {
        // SAFETY: null is allowed everywhere.
        unsafe {
            assert!(attrflow_mapper_connector(std::ptr::null(), std::ptr::null(), std::ptr::null_mut()).is_null());
            let pointer = attrflow_mapper_map(std::ptr::null(), std::ptr::null(), 0);
            assert!(CStr::from_ptr(pointer).to_str().unwrap().contains("bad-argument"));
            attrflow_string_free(pointer);
            attrflow_string_free(std::ptr::null_mut());
            attrflow_mapper_free(std::ptr::null_mut());
        }
    }
}
