//! From the caller's pointers to slices, strings and handles, and back; panics end here. Knows nothing about what the
//! functions do; what they rely on stands at the top of `boundary`.

use crate::answers::{Made, Refusal};
use std::any::Any;
use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A slice of `length` bytes; null is an empty slice.
///
/// # Safety
/// It is null or points to that many bytes, which do not change while the result is in use.
pub(super) unsafe fn bytes<'c>(data: *const c_char, length: usize) -> &'c [u8] {
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
pub(super) unsafe fn text<'c>(data: *const c_char) -> Option<&'c [u8]> {
    if data.is_null() {
        return None;
    }
    // SAFETY: the caller guarantees it.
    Some(unsafe { CStr::from_ptr(data) }.to_bytes())
}

pub(super) fn known<T>(handle: Option<&T>) -> Result<&T, Refusal> {
    handle.ok_or_else(|| Refusal::argument("the handle is null"))
}

/// Does the work; a panic in it becomes a refusal.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    let said = |panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
        Refusal::defect(text.unwrap_or("unknown panic"))
    };
    // Shared state is still consistent after a panic: handles do not change or refuse further calls, and taken values
    // are added one by one.
    catch_unwind(AssertUnwindSafe(work)).map_err(said).flatten()
}

pub(super) fn made<T>(make: impl FnOnce() -> Result<Made<T>, Refusal>) -> Made<T> {
    guarded(make).unwrap_or_else(|why| (None, why.json()))
}

pub(super) fn answer(give: impl FnOnce() -> Result<String, Refusal>) -> *mut c_char {
    given(guarded(give).unwrap_or_else(|why| why.json()))
}

/// A string for the caller. JSON contains no NUL; if there were one, the string would end there.
pub(super) fn given(answer: String) -> *mut c_char {
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
pub(super) unsafe fn handed_over<T, H>(
    (made, said): Made<T>,
    handle: fn(T) -> H,
    diagnostics: *mut *mut c_char,
) -> *mut H {
    // SAFETY: the caller guarantees it.
    if let Some(location) = unsafe { diagnostics.as_mut() } {
        *location = given(said);
    }
    made.map_or(std::ptr::null_mut(), |made| Box::into_raw(Box::new(handle(made))))
}
