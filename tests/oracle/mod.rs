//! Rows of what real .NET 9 prints, run one by one against `src/dotnet`.
//!
//! One module a table. A table is a JSONL file beside this one; its rows are `{id, op, in, expected | error}`.

mod dates;
mod parse;
mod regex;
mod strings;
#[allow(dead_code)]
mod table;
