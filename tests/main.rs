//! All integration tests in one binary: separate binaries would each link the library again, and would not run in
//! parallel. A folder or file is a module, and `cargo test --test suite tables` runs one of them.
//!
//! The server tests are separate, because they need what `cargo xtask test --servers` installs.

mod connectors;
mod convert;
mod diagnostics;
mod editor;
mod embed;
mod embedding;
mod floors;
mod full_disk;
mod hostile;
mod migrate;
mod null_flow;
mod operations;
mod printed;
mod properties;
mod provision;
mod records;
mod reports;
mod secrets;
mod shared;
mod snapshots;
mod streaming;
mod streams;
mod tables;
mod testing;
