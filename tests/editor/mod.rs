//! Tools for daily work: formatting, differences, schemas, the language server, and the files for pipelines. The tests
//! run the binary.

mod difference;
mod layout;
mod pipelines;
mod ready;
mod run;
mod schemas;
mod server;
mod server_files;
mod validate;
mod watch;
