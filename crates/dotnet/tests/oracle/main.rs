//! Results of .NET 9, compared row by row with what this crate gives.
//!
//! One module per theme. A table is a JSONL file next to this one; its rows are `{id, op, in, expected | error}`.

mod dates;
mod parse;
mod readme;
mod regex;
mod strings;
#[allow(dead_code)]
mod table;
