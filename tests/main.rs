//! All integration tests in one binary: separate binaries would each link the library again, and would not run in
//! parallel. A folder or file is a module, and `cargo test --test suite tables` runs one of them.
//!
//! The server tests are separate, because they need what `cargo xtask test --servers` installs.

mod aliases;
mod booleans;
mod connect;
mod connectors;
mod diagnostics;
mod editor;
mod embed;
mod embedding;
mod fixes;
mod floors;
mod full_disk;
mod hostile;
mod operations;
mod pasted;
mod printed;
mod provision;
mod readme;
mod reports;
mod secrets;
mod shared;
mod snapshots;
mod streaming;
mod streams;
mod tables;
mod testing;
