//! For programs that have attrflow inside: a mapping or an expression made ready once and used from many threads, with
//! records as JSON texts and envelopes that serialise. The bindings for C and Python are made of this and nothing else.
//!
//! | file      | what                                                             |
//! |-----------|------------------------------------------------------------------|
//! | options   | what a mapping is run with: object, dialect, clock, seed, limits |
//! | world     | the evaluation context of those options, whose clock goes on     |
//! | mapper    | a mapping file's object mapping, ready                           |
//! | evaluator | an expression, ready                                             |
//! | provisioner | what is to be done about records' objects, kept between calls  |
//!
//! Decides nothing about mappings, reads no files, starts no threads but those that it is asked for.

mod evaluator;
mod mapper;
mod options;
mod provisioner;
mod world;

pub use evaluator::{Evaluated, Evaluator};
pub use mapper::Mapper;
pub use options::{Limits, Options};
pub use provisioner::Provisioner;

use crate::diagnostic::Report;
use crate::engine::check_mapping;
use crate::mapping;
use crate::stack::with_room;

/// Everything there is to say about a mapping file and all its object mappings. `name` is the file's, for messages and
/// for its format; `bytes` are UTF-8 or UTF-16. A file that cannot be read has a report that says so. Of the options
/// only the dialect and the flavor have an effect.
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Report {
    with_room(|| {
        let (mapping, read) = mapping::read_bytes(name, bytes);
        let found = check_mapping(&mapping, options.dialect, options.flavor);
        Report::new(mapping.source.clone(), read.into_iter().chain(found).collect())
    })
}
