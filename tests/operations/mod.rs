//! Requests: the rows of `tests/spec/operations.md` and `filters.md`, and whole runs of the command.
//!
//! A row has the attribute mappings, the object in the target, a record, and the operations that are sent.

mod command;
mod files;
mod filters;
mod forms;
mod knowledge;
mod members;
mod merge;
mod pairs;
#[allow(dead_code, reason = "the server tests use all of it")]
mod row;
mod rows;
