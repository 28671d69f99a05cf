//! Tests of mappings: `*.test.toml` files with records and their expected results, beside the mappings that they test.
//!
//! | file         | what                                                         |
//! |--------------|--------------------------------------------------------------|
//! | file         | a test file as it was read                                   |
//! | read         | reading a test file, with located diagnostics                |
//! | reader       | what reading its parts has in common                         |
//! | record       | records as tables, JSON or files                             |
//! | table        | tables of records for one expression                         |
//! | scripted     | cases in JSON, as scripts for the service have them          |
//! | subject      | the object mapping that it is about, compiled                |
//! | suite        | a test file with its mapping, and running it                 |
//! | harness      | records through a mapping: the actual results                |
//! | assertions   | comparing expected and actual results                        |
//! | outcome      | the results of a file's tests as data                        |
//! | run          | all results of a run as data                                 |
//! | update       | writing payloads into the test file                          |
//! | table_editor | records for one expression while its table is being edited   |
//! | literal      | values as TOML literals                                      |
//! | render       | results as text, JSON, JUnit, TAP, annotations               |
//! | coverage     | which branches of a mapping's expressions the tests cover    |
//! | mutate       | small changes to a mapping, and whether a test notices       |
//! | generate     | records for uncovered branches                               |
//!
//! Opens no file: the caller passes in texts, and a function that loads the files that a test file names.

mod assertions;
mod coverage;
mod file;
mod generate;
mod harness;
mod literal;
mod mutate;
mod outcome;
mod read;
mod reader;
mod record;
pub mod render;
mod run;
mod scripted;
mod subject;
mod suite;
mod table;
mod table_editor;
mod update;

pub use coverage::{Branch, Coverage, Unit};
pub use file::{Case, Expectation, Expected, Row, Snapshot, Table, TableSubject, TestFile, TestRecord};
pub use generate::{Generated, generate};
pub use harness::Actual;
pub use mutate::{Mutant, Mutation, mutate};
pub use outcome::{Failure, FileResult, TestResult};
pub use read::read;
pub use reader::Load;
pub use run::{Run, percent};
pub use scripted::read_cases;
pub use subject::MappingUnderTest;
pub use suite::Suite;
pub use table_editor::{TableEditor, Tried};
pub use update::update;
