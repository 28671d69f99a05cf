//! Expressions: a handle for one that is ready to run.
//!
//! What the functions rely on stands at the top of `boundary`, and of the header for their callers.

use super::pointers::{answer, bytes, handed_over, known, made, text};
use crate::answers::{self, Cancellable};
use attrflow::Evaluator;
use std::ffi::c_char;

/// An expression, ready to run. Any number of threads may use one at the same time.
pub struct AttrflowEvaluator(Cancellable<Evaluator>);

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
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (expression, options) = unsafe { (bytes(expression, length), text(options)) };
    let made = made(|| answers::evaluator(expression, options));
    // SAFETY: as above; it is null or writable.
    unsafe { handed_over(made, AttrflowEvaluator, diagnostics) }
}

/// An expression's value for a record, a JSON object: `{"value":…}`, with null for no value, `{"skip":true}` to leave
/// the target unchanged, `{"authoritative_null":true}` to empty it, or `{"error":{"code","message","help","location",…}}`.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_evaluate(
    evaluator: *const AttrflowEvaluator,
    record: *const c_char,
    length: usize,
) -> *mut c_char {
    // SAFETY: the caller's pointers are as `boundary` says, for the duration of this call.
    let (evaluator, record) = unsafe { (evaluator.as_ref(), bytes(record, length)) };
    answer(|| answers::evaluated(&known(evaluator)?.0.it, record))
}

/// The attributes that an expression reads, as a JSON array of names.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_attributes(evaluator: *const AttrflowEvaluator) -> *mut c_char {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    let evaluator = unsafe { evaluator.as_ref() };
    answer(|| answers::names(known(evaluator)?.0.it.referenced_attributes()))
}

/// Cancels the evaluations that other threads have under way, and all later ones: they end in the error
/// `run-cancelled`. It is safe to call from a signal handler. Null is ignored.
///
/// # Safety
/// As for all functions: see the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn attrflow_evaluator_cancel(evaluator: *const AttrflowEvaluator) {
    // SAFETY: the caller's pointer is as `boundary` says, for the duration of this call.
    if let Some(evaluator) = unsafe { evaluator.as_ref() } {
        evaluator.0.cancel();
    }
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
