//! Mapping files: a handle for one that is ready to run, and the check.
//!
//! What the functions rely on stands at the top of `boundary`, and of the header for their callers.

use super::pointers::{answer, bytes, given, guarded, handed_over, known, made, text};
use crate::answers::{self, Cancellable};
use attrflow::Mapper;
use std::ffi::c_char;
use std::sync::Arc;

/// A mapping, ready to run. Any number of threads may use one at the same time.
pub struct AttrflowMapper(pub(super) Cancellable<Arc<Mapper>>);

/// Makes a mapping file ready to run: synchronizationSchema JSON or TOML, in UTF-8 or UTF-16.
///
/// `name` is the file's name in messages. Its extension decides between JSON and TOML; without a known extension, the
/// beginning of the file decides. `options` is JSON such as
/// `{"object":"User","dialect":"entra","flavor":"rfc7644","now":"2026-01-15T09:30:00Z","seed":7,
/// "settings":{"DomainFQDN":"contoso.com"},"taken":["ada"],"references":{"1":"a"},"max_deletions":"10%","limits":{"longest_text":65536}}`,
/// where every field is optional; without `flavor`, payloads are written by RFC 7644. Returns null if the mapping
/// cannot be run. In both cases `diagnostics`, unless it is null itself, receives the diagnostics in the format of
/// `attrflow check --format json`, or `{"error":{"code","message","help"}}` if an argument is invalid.
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
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    let made = made(|| answers::mapper(mapping, name, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, shared, diagnostics) }
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
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (name, options) = unsafe { (text(name), text(options)) };
    let made = made(|| answers::connector(name, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, shared, diagnostics) }
}

/// Maps one record, a JSON object, and returns its envelope:
/// `{"id":…,"status":"ok"|"out-of-scope"|"skipped"|"error","payload":…,"skipped":[…],"deferred":[…],"errors":[{"line",
/// "id","attribute","code","message","help","location"}]}`. `deferred` is left out if it is empty.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_map(
    mapper: *const AttrflowMapper,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (mapper, record) = unsafe { (mapper.as_ref(), bytes(record, length)) };
    answer(|| answers::mapped(&known(mapper)?.0.it, record))
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
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (mapper, records, format) = unsafe { (mapper.as_ref(), bytes(records, length), text(format)) };
    let answer = guarded(|| answers::all_mapped(&known(mapper)?.0.it, records, format, threads))
        .unwrap_or_else(|why| why.json());
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
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    let mapper = unsafe { mapper.as_ref() };
    answer(|| answers::names(known(mapper)?.0.it.referenced_attributes()))
}

/// What there is to say about all records so far, those of the mapper's provisioners among them, in the format of
/// `attrflow check --format json`: attributes that the mapping reads and that no record had a value for, as an error
/// where records have the name in another spelling. No record is looked at again.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_unread(mapper: *const AttrflowMapper) -> *mut c_char {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    let mapper = unsafe { mapper.as_ref() };
    answer(|| Ok(answers::unread(&known(mapper)?.0.it)))
}

/// Whether the result for a record may depend on the records before it. If so, use one mapper for all records.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_depends_on_order(mapper: *const AttrflowMapper) -> bool {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    unsafe { mapper.as_ref() }.is_some_and(|mapper| mapper.0.it.depends_on_order())
}

/// Cancels the calls for a mapper and its provisioners that other threads have under way, also within a record, and all
/// later ones: their records have the error `run-cancelled`, and `attrflow_mapper_map_all` returns the envelopes up to
/// the first of these. It is safe to call from a signal handler. Null is ignored.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_mapper_cancel(mapper: *const AttrflowMapper) {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    if let Some(mapper) = unsafe { mapper.as_ref() } {
        mapper.0.cancel();
    }
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
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (mapping, name, options) = unsafe { (bytes(mapping, length), text(name), text(options)) };
    answer(|| answers::checked(mapping, name, options))
}

fn shared(mapper: Cancellable<Mapper>) -> AttrflowMapper {
    AttrflowMapper(mapper.shared())
}
