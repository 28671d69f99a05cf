#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attrflow_fuzz::hold("date", bytes));
