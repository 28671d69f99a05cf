//! The law of that name under the fuzzer; what it says stands in `tests/properties/holds/mapping.rs`.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attrflow_fuzz::hold("mapping", bytes));
