//! The property of that name as a fuzz target; it is described in `src/laws/expression.rs`.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attrflow_fuzz::hold("slips", bytes));
