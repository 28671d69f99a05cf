//! Provisioning: a handle that decides about one record after the other.
//!
//! What the functions rely on stands at the top of `boundary`, and of the header for their callers.

use super::mapper::AttrflowMapper;
use super::pointers::{answer, bytes, given, guarded, handed_over, known, made, text};
use crate::answers::{self, Provisioning};
use std::ffi::c_char;

/// Decides what is to be done about the objects of records, one after the other: create, change, disable, delete or
/// hold back. Several threads may use one; the records are in the order of the calls.
pub struct AttrflowProvisioner(Provisioning);

/// Makes a provisioner for the records of a mapper. The mapper may be freed before it.
///
/// `operation` is `patch`, `replace` or `create`. `previous` is what the target has: payloads or envelopes of an
/// earlier run, one per line. It is null if that is not known: `replace` then sends PUT requests for all records.
/// `create` takes none, and `patch` needs one, which is empty for the first run. Returns null if an argument is
/// invalid. `unusable`, unless it is null itself, receives the errors of the lines of `previous` that cannot be used,
/// `[{"line","id","code", "message","help",…}]`, or `{"error":{"code","message","help"}}` if an argument is invalid.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_provisioner_new(
    mapper: *const AttrflowMapper,
    operation: *const c_char,
    previous: *const c_char,
    length: usize,
    unusable: *mut *mut c_char,
) -> *mut AttrflowProvisioner {
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (mapper, operation, state) = unsafe { (mapper.as_ref(), text(operation), bytes(previous, length)) };
    let previous = (!previous.is_null()).then_some(state);
    let made = made(|| answers::provisioner(&known(mapper)?.0.it, operation, previous));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, AttrflowProvisioner, unusable) }
}

/// What is to be done about a record, a JSON object: its envelope as for `attrflow_mapper_map`, with `requests`, each
/// `{"method","path","filter","body"}`, and `reason`. The status is `created`, `changed`, `unchanged`, `disabled`,
/// `deleted`, `held-back`, `skipped`, `out-of-scope` or `error`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_provisioner_step(
    provisioner: *mut AttrflowProvisioner,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (provisioner, record) = unsafe { (provisioner.as_ref(), bytes(record, length)) };
    answer(|| known(provisioner)?.0.step(record))
}

/// What is to be done about the objects without a record, after all records: their envelopes, one per line. They are
/// `deleted`; they are `held-back`, with a `reason`, if the mapping or its settings do not allow that or there are more
/// than `max_deletions` allows, and `kept` if they may have a record after all: one that failed, or one that fits
/// several objects. The provisioner takes no more records after it. The result's length is written to `answer_length`
/// unless that is null.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_provisioner_finish(
    provisioner: *mut AttrflowProvisioner,
    answer_length: *mut usize,
) -> *mut c_char {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    let provisioner = unsafe { provisioner.as_ref() };
    let answer = guarded(|| known(provisioner)?.0.finish()).unwrap_or_else(|why| why.json());
    // SAFETY: as above; it is null or writable.
    if let Some(location) = unsafe { answer_length.as_mut() } {
        *location = answer.len();
    }
    given(answer)
}

/// Frees a provisioner. Null is ignored.
///
/// # Safety
/// It comes from this library, no thread uses it, and it is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_provisioner_free(provisioner: *mut AttrflowProvisioner) {
    if !provisioner.is_null() {
        // SAFETY: it comes from `Box::into_raw` in `handed_over`, and is freed once.
        drop(unsafe { Box::from_raw(provisioner) });
    }
}
