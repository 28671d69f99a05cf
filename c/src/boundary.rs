//! The boundary: what `include/attrflow.h` declares. The only file of the project with unsafe code, and nothing but what
//! needs it: pointers become slices and handles, answers become strings that the caller frees, panics are caught.
//!
//! What every function may rely on, and no more: a pointer with a length points to so many bytes that can be read, a text
//! without a length ends in NUL, both for the time of the call; a handle comes from here and has not been freed. Null is
//! allowed everywhere, and is the empty text, or nothing.

#![allow(unsafe_code)]

use crate::answers::{self, Made, Refusal};
use attrflow::embed::{Evaluator, Mapper};
use std::any::Any;
use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What this interface is called. It changes when a function, a parameter or the meaning of an answer changes so that a
/// program that was compiled before would go wrong; functions and fields of answers are added without it.
pub const ATTRFLOW_ABI_VERSION: u32 = 1;

/// A mapping, ready to run. One may be used by any number of threads at a time.
pub struct AttrflowMapper(Mapper);

/// An expression, ready to run. One may be used by any number of threads at a time.
pub struct AttrflowEvaluator(Evaluator);

/// The interface that the library was built with; `ATTRFLOW_ABI_VERSION` is the one that a program was compiled for.
#[unsafe(no_mangle)]
pub extern "C" fn attrflow_abi_version() -> u32 {
    ATTRFLOW_ABI_VERSION
}

/// The library's version, such as `0.1.0`. It is not freed.
#[unsafe(no_mangle)]
pub extern "C" fn attrflow_version() -> *const c_char {
    const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };
    VERSION.as_ptr()
}

/// Frees a string that a function of this library gave. Null is let pass.
///
/// # Safety
/// The string comes from this library and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_string_free(string: *mut c_char) {
    if !string.is_null() {
        // SAFETY: it was made by `CString::into_raw` in `given`, the only location that gives strings, and is freed once.
        drop(unsafe { CString::from_raw(string) });
    }
}

/// Makes a mapping file ready: synchronizationSchema JSON or TOML, in UTF-8 or UTF-16.
///
/// `name` is what messages call it; what it ends in says which of the two it is, else its beginning does. `options` is
/// JSON such as `{"object":"User","dialect":"entra","flavor":"rfc7644","now":"2026-01-15T09:30:00Z","seed":7,
/// "settings":{"DomainFQDN":"contoso.com"},"taken":["ada"],"references":{"1":"a"},"limits":{"longest_text":65536}}`,
/// every field of which may be missing. Gives null where the mapping cannot be run. Either way `diagnostics`, unless it
/// is null itself, gets the diagnostics in the form of `attrflow check --format json`, or
/// `{"error":{"code","message","help"}}` where an argument cannot be used.
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
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    let made = made(|| answers::mapper(mapping, name, options));
    // SAFETY: as above; it is null or can be written.
    unsafe { handed_over(made, AttrflowMapper, diagnostics) }
}

/// The same for a connector that is built in, such as `meta-work-accounts`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_connector(
    name: *const c_char,
    options: *const c_char,
    diagnostics: *mut *mut c_char,
) -> *mut AttrflowMapper {
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (name, options) = unsafe { (text(name), text(options)) };
    let made = made(|| answers::connector(name, options));
    // SAFETY: as above; it is null or can be written.
    unsafe { handed_over(made, AttrflowMapper, diagnostics) }
}

/// Maps one record, a JSON object, and gives its envelope:
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
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (mapper, record) = unsafe { (mapper.as_ref(), bytes(record, length)) };
    answer(|| answers::mapped(&known(mapper)?.0, record))
}

/// Maps many records and gives their envelopes in the same order, one a line.
///
/// `format` is `json`, `ndjson`, `csv` or `ldif`; where it is null, the records' beginning says. 0 `threads` are as many as
/// there are processors. The answer's length is written to `answer_length` unless that is null.
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
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (mapper, records, format) = unsafe { (mapper.as_ref(), bytes(records, length), text(format)) };
    let answer =
        guarded(|| answers::all_mapped(&known(mapper)?.0, records, format, threads)).unwrap_or_else(|why| why.json());
    // SAFETY: as above; it is null or can be written.
    if let Some(location) = unsafe { answer_length.as_mut() } {
        *location = answer.len();
    }
    given(answer)
}

/// The attributes that a mapping reads, a JSON array of names: fetch these, and no others.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_attributes(mapper: *const AttrflowMapper) -> *mut c_char {
    // SAFETY: the caller's pointer is as the top of this file says, for the time of this call.
    let mapper = unsafe { mapper.as_ref() };
    answer(|| answers::names(known(mapper)?.0.referenced_attributes()))
}

/// Whether what a record becomes may depend on the records before it; then they must not be shared out among mappers.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_depends_on_order(mapper: *const AttrflowMapper) -> bool {
    // SAFETY: the caller's pointer is as the top of this file says, for the time of this call.
    unsafe { mapper.as_ref() }.is_some_and(|mapper| mapper.0.depends_on_order())
}

/// Frees a mapper. Null is let pass.
///
/// # Safety
/// It comes from this library, no thread uses it, and it is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_free(mapper: *mut AttrflowMapper) {
    if !mapper.is_null() {
        // SAFETY: it was made by `Box::into_raw` in `handed_over`, and is freed once.
        drop(unsafe { Box::from_raw(mapper) });
    }
}

/// Makes an expression ready. Options, diagnostics and null are as for `attrflow_mapper_new`.
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
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (expression, options) = unsafe { (bytes(expression, length), text(options)) };
    let made = made(|| answers::evaluator(expression, options));
    // SAFETY: as above; it is null or can be written.
    unsafe { handed_over(made, AttrflowEvaluator, diagnostics) }
}

/// An expression's value for a record, a JSON object: `{"value":…}`, null where there is none, `{"skip":true}`, or
/// `{"error":{"code","message","help","location",…}}`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_evaluate(
    evaluator: *const AttrflowEvaluator,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (evaluator, record) = unsafe { (evaluator.as_ref(), bytes(record, length)) };
    answer(|| answers::evaluated(&known(evaluator)?.0, record))
}

/// The attributes that an expression reads, a JSON array of names.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_attributes(evaluator: *const AttrflowEvaluator) -> *mut c_char {
    // SAFETY: the caller's pointer is as the top of this file says, for the time of this call.
    let evaluator = unsafe { evaluator.as_ref() };
    answer(|| answers::names(known(evaluator)?.0.referenced_attributes()))
}

/// Frees an evaluator. Null is let pass.
///
/// # Safety
/// It comes from this library, no thread uses it, and it is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_free(evaluator: *mut AttrflowEvaluator) {
    if !evaluator.is_null() {
        // SAFETY: it was made by `Box::into_raw` in `handed_over`, and is freed once.
        drop(unsafe { Box::from_raw(evaluator) });
    }
}

/// Everything there is to say about a mapping file, in the form of `attrflow check --format json`. Of the options,
/// `dialect` and `flavor` count.
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
    // SAFETY: the caller's pointers are as the top of this file says, for the time of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    answer(|| answers::checked(mapping, name, options))
}

/// So many bytes; null is none.
///
/// # Safety
/// It is null or points to so many bytes that stay as they are while the result is in use.
unsafe fn bytes<'c>(data: *const c_char, length: usize) -> &'c [u8] {
    if data.is_null() {
        return &[];
    }
    // SAFETY: the caller says so. A length above the largest that Rust allows cannot be true of any memory.
    unsafe { std::slice::from_raw_parts(data.cast(), length) }
}

/// A text that ends in NUL; null is nothing.
///
/// # Safety
/// It is null or points to a text that ends in NUL and stays as it is while the result is in use.
unsafe fn text<'c>(data: *const c_char) -> Option<&'c [u8]> {
    if data.is_null() {
        return None;
    }
    // SAFETY: the caller says so.
    Some(unsafe { CStr::from_ptr(data) }.to_bytes())
}

fn known<T>(handle: Option<&T>) -> Result<&T, Refusal> {
    handle.ok_or_else(|| Refusal::argument("the handle is null"))
}

/// Does the work; a panic in it is a refusal.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    let said = |panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
        Refusal::defect(text.unwrap_or("something panicked"))
    };
    // What is shared between calls is whole after a panic: handles do not change, and taken values are added one by one.
    catch_unwind(AssertUnwindSafe(work)).map_err(said).flatten()
}

fn made<T>(make: impl FnOnce() -> Result<Made<T>, Refusal>) -> Made<T> {
    guarded(make).unwrap_or_else(|why| (None, why.json()))
}

fn answer(give: impl FnOnce() -> Result<String, Refusal>) -> *mut c_char {
    given(guarded(give).unwrap_or_else(|why| why.json()))
}

/// A string for the caller. JSON has no NUL in it; were there one, the text would end there.
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
/// `diagnostics` is null or can be written.
unsafe fn handed_over<T, H>((made, said): Made<T>, handle: fn(T) -> H, diagnostics: *mut *mut c_char) -> *mut H {
    // SAFETY: the caller says so.
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
        // SAFETY: it was just given, and is freed once.
        let said = unsafe { CStr::from_ptr(pointer) }.to_str().unwrap().to_owned();
        // SAFETY: as above.
        unsafe { attrflow_string_free(pointer) };
        assert!(said.starts_with(r#"{"error":{"code":"defect","message":"a defect of attrflow: at row 7""#), "{said}");
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
