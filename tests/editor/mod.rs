//! Tools for daily work: formatting, differences, schemas, the language server, and the files for pipelines. The tests
//! run the binary.

// A panic in a helper fails the test that calls it.
mod difference;
mod layout;
mod pipelines;
mod ready;
mod run;
mod schemas;
mod server;
mod validate;
mod watch;
