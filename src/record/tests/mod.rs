//! Records: read from every format and every layout, well-formed or hostile, and compared with serde_json.

mod hostile;
mod json;
mod pages;
mod samples;
mod sources;
