//! Requests: the rows of `tests/spec/operations.md` and `filters.md`, and whole runs of the command.
//!
//! A row is an object mapping's attributes, what the target holds, a record, and the operations that are sent.

mod command;
mod filters;
mod merge;
#[allow(dead_code, reason = "the test against servers looks at all of it")]
mod row;
mod rows;
