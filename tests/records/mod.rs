//! Records: read from every format and every layout, well-formed or hostile, and compared with serde_json.

mod agree;
mod hostile;
mod json;
mod pages;
mod reading;
mod samples;
mod sources;
