//! What people keep open all day: layout, differences, schemas, the language server, and what stands ready for pipelines.
//! The binary itself is run.

// What fails in a helper fails the test that calls it.
mod difference;
mod layout;
mod pipelines;
mod ready;
mod run;
mod schemas;
mod server;
mod validate;
