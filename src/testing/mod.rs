//! Tests of mappings: `*.test.toml` files with records and what is expected for them, beside the mappings that they test.
//!
//! | file      | what                                                                |
//! |-----------|---------------------------------------------------------------------|
//! | file      | a test file as it was read                                          |
//! | read      | reading one, with a diagnostic and its place for whatever is wrong     |
//! | record    | records as tables, JSON or files                                    |
//! | table     | tables of records for one expression                                |
//! | suite     | a test file with its mapping, compiled, and the running of it       |
//! | machine   | records through a mapping: what each attribute mapping gave         |
//! | judge     | expectations held against that                                      |
//! | outcome   | results as data                                                     |
//! | update    | payloads written into the test file                                 |
//! | sheet     | records for one expression while its table is still being written     |
//! | literal   | values as TOML has them                                             |
//! | render    | results as text, JSON, JUnit, TAP, annotations                      |
//! | coverage  | which ways through a mapping's expressions the tests take           |
//! | mutate    | small changes to a mapping, and whether a test notices              |
//! | generate  | records for ways that no test takes                                 |
//!
//! Opens no file: who calls brings texts, and a way to get those that a test file names.

mod assertions;
mod coverage;
mod file;
mod generate;
mod harness;
mod literal;
mod mutate;
mod outcome;
mod read;
mod record;
pub mod render;
mod suite;
mod table;
mod table_editor;
mod update;

pub use coverage::{Branch, Coverage, Unit};
pub use file::{Case, Expectation, Expected, Row, Snapshot, Table, TableSubject, TestFile, TestRecord};
pub use generate::{Generated, generate};
pub use harness::Actual;
pub use mutate::{Mutant, Mutation, mutate};
pub use outcome::{Failure, FileResult, Run, TestResult, percent};
pub use read::{Load, read};
pub use suite::{MappingUnderTest, Suite};
pub use table_editor::{TableEditor, Tried};
pub use update::update;
