//! Records: read from every format and every shape, well-formed or hostile, and compared with serde_json.

mod json;
mod reading;
