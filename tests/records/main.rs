//! Records: read from every format and every shape, well-formed or hostile, and compared with serde_json.

// The tests' own preparations may stop at what cannot be; clippy only knows the test functions themselves.
mod agree;
mod hostile;
mod json;
mod pages;
mod reading;
mod samples;
mod sources;
