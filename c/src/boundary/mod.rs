//! The boundary: what `include/attrflow.h` declares. This is the only folder of the project with unsafe code, and it
//! does only what needs it: pointers become slices and handles, results become strings that the caller frees, panics
//! are caught.
//!
//! | file        | what                                                     |
//! |-------------|----------------------------------------------------------|
//! | pointers    | between pointers and slices, strings, handles; panics    |
//! | mapper      | mapping files                                            |
//! | evaluator   | expressions                                              |
//! | provisioner | what is to be done about records' objects, between calls |
//!
//! What every function relies on, and no more: a pointer with a length points to that many readable bytes, a string
//! without a length ends in NUL, both for the duration of the call; a handle comes from here and has not been freed.
//! Null is allowed everywhere, and means the empty string, or no value.

#![allow(unsafe_code)]

// The header has the functions in this order; without the blank line they would be sorted by name.
mod mapper;

mod evaluator;
mod pointers;
mod provisioner;

pub use evaluator::*;
pub use mapper::*;
pub use provisioner::*;

use std::ffi::{CStr, CString, c_char};

/// The version of this interface. It changes when a change to a function, a parameter or the meaning of a result would
/// break programs that are already compiled. New functions and new fields in results do not change it.
pub const ATTRFLOW_ABI_VERSION: u32 = 1;

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

#[cfg(test)]
mod tests {
    use super::*;
    use pointers::answer;

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
