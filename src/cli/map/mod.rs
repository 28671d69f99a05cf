//! `attrflow map`: records in, SCIM payloads or requests out.
//!
//! | file         | what                                                     |
//! |--------------|----------------------------------------------------------|
//! | create       | a payload for every record                               |
//! | requests     | the requests that bring the target up to date            |
//! | target_state | earlier payloads, and which record each belongs to       |
//! | request      | single requests and bulk requests                        |
//! | references   | the target's ids for ids of the source                   |
//! | report       | the outcome of each record: lines, envelopes, errors     |
//! | told         | the same as text for people                              |
//! | alike        | errors that all records have, once                       |
//! | checkpointer | how far a run has come, and where it resumes             |
//! | continued    | an output that another run has begun                     |
//! | journal      | the checkpoints, in a file next to the output            |
//! | input        | opens inputs, and says which files are read and written  |
//! | progress     | the progress display on a terminal                       |

mod alike;
mod checkpointer;
mod continued;
mod create;
mod input;
mod journal;
mod progress;
mod references;
mod report;
mod request;
mod requests;
mod target_state;
mod told;

use super::error::CliError;
use super::world::{WorldOptions, dialects};
use super::{files, reports};
use attrflow::tool::{Mapping, ObjectProgram};
use attrflow::{DeletionLimit, Flavor, Language, Report};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use input::Input;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Map records to SCIM payloads or requests, one per line, in the order of the records
#[derive(Debug, clap::Args)]
pub(super) struct Map {
    /// Mapping file or name of a connector
    mapping: String,
    /// Records: NDJSON, a JSON array, CSV or LDIF, optionally compressed with gzip or zstd; `-` is standard input
    #[arg(default_value = "-")]
    records: String,
    /// Encoding of the records, such as `windows-1252` [default: UTF-8, or UTF-16 where the file begins like it]
    #[arg(long, value_name = "NAME", value_parser = files::encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Output file, compressed if its name ends in `.gz` or `.zst` [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Object mapping to run, by its name or target object [default: the first in execution order that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// File for the errors of records, one JSON line per error [default: standard error, as text]
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Resume an interrupted run with the same options; `--output` is the output file of that run
    #[arg(long, requires = "output")]
    resume: bool,
    /// Do not show progress on a terminal
    #[arg(long)]
    no_progress: bool,
    /// Show neither progress nor warnings about the run nor the summary at the end
    #[arg(short, long)]
    quiet: bool,
    /// Print a JSON line for every record: its id, its status, the payload, the errors
    #[arg(long, conflicts_with = "bulk")]
    envelope: bool,
    /// Show for each record that is out of scope which clauses excluded it
    #[arg(long)]
    explain_scope: bool,
    /// Show the record's value that caused an error
    #[arg(long)]
    show_values: bool,
    /// Expression dialect [default: inferred from the mapping's source and target]
    #[arg(long, value_parser = dialects())]
    dialect: Option<&'static Language>,
    /// Number of threads that map payloads; the output is the same for any number [default: the number of processors]
    #[arg(short = 'j', long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    requests: RequestOptions,
    #[command(flatten)]
    world: WorldOptions,
}

/// Options for requests.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Requests")]
struct RequestOptions {
    /// What to write: payloads for new objects, or the requests that bring the target from `--previous` up to date
    /// [default: a payload for every record, without a check for duplicates]
    #[arg(long, value_enum)]
    operation: Option<Operation>,
    /// Payloads or envelopes of an earlier run: the current state of the target
    #[arg(long, value_name = "FILE")]
    previous: Option<String>,
    /// Wire format of payloads and requests; `entra-2020` is for the service with `aadOptscim062020` in the tenant URL
    /// [default: `entra`, as the service sends, if the mapping's source is Microsoft Entra ID, otherwise `rfc7644`]
    #[arg(long, value_name = "FLAVOR", value_parser = flavors())]
    flavor: Option<Flavor>,
    /// The target's ids for ids of the source: a JSON object, NDJSON, or CSV with two columns [default: the records
    /// hold the target's ids]
    #[arg(long, value_name = "FILE")]
    references: Option<String>,
    /// How many objects may be deleted: a number, or a share of the objects in the target. If more would be deleted, all
    /// objects without a record are kept; if there are no records, only `100%` deletes [default: 10 % if the target has
    /// more than ten objects]
    #[arg(long, value_name = "COUNT|PERCENT", value_parser = DeletionLimit::parse, requires = "previous")]
    max_deletions: Option<DeletionLimit>,
    /// Group requests into bulk requests of at most this many operations
    #[arg(long, value_name = "NUMBER")]
    bulk: Option<NonZeroUsize>,
}

/// What is written for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Operation {
    /// A payload for each new object; of records with the same matching value, only the first gets one
    Create,
    /// PUT requests with whole payloads, POST for new objects and DELETE for removed ones
    Replace,
    /// PATCH requests with the changes, POST for new objects and DELETE for removed ones
    Patch,
}

impl Map {
    pub(super) fn run(mut self) -> Result<(), CliError> {
        self.requests.check()?;
        let mut claims = input::claims(&self)?;
        let left = input::left(&mut self, &mut claims)?;
        let (mapping, read) = files::mapping(&self.mapping)?;
        let program = self.program(&mapping, read)?;
        let settings = mapping.settings.values();
        let mut world = self.world.world(&settings)?;
        if let Some(path) = &self.requests.references {
            world = world.with_ids(references::ids(path)?);
        }
        let input = Input::open(&self, (&mapping, &program), &world, left, claims)?;
        let interrupt = input.course.interrupt.clone();
        let world = world.with_cancel(move || interrupt.caught().is_some());
        if self.requests.operation() == Operation::Create && self.requests.bulk.is_none() {
            create::run(&self, &program, &mapping, &world, input)
        } else {
            requests::run(&self, &program, &mapping, &world, input)
        }
    }

    fn threads(&self) -> NonZeroUsize {
        let processors = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(processors)
    }

    /// Compiles the object mapping to run; errors of the file are printed.
    fn program(&self, mapping: &Mapping, read: Report) -> Result<ObjectProgram, CliError> {
        let flavor = self.requests.flavor;
        let (program, diagnostics) =
            attrflow::tool::compile_object(mapping, self.object.as_deref(), self.dialect, flavor);
        let report = mapping.report(read.diagnostics, diagnostics);
        let program = program.filter(|_| !report.has_errors());
        if program.is_none() {
            reports::print_errors(&report);
        }
        program.ok_or(CliError::Diagnostics)
    }
}

impl RequestOptions {
    fn operation(&self) -> Operation {
        self.operation.unwrap_or(Operation::Create)
    }

    /// Rejects options that cannot be combined.
    fn check(&self) -> Result<(), CliError> {
        match (self.operation(), &self.previous) {
            (Operation::Patch, None) => Err(CliError::with_help(
                "`--operation patch` needs the current state of the target",
                "pass the payloads of an earlier run as `--previous`, or an empty file for the first run",
            )),
            (Operation::Create, Some(_)) => Err(CliError::with_help(
                "`--previous` requires `--operation patch` or `--operation replace`",
                "leave it out to create every object",
            )),
            _ => Ok(()),
        }
    }
}

/// Reads a flavor's name.
fn flavors() -> impl TypedValueParser<Value = Flavor> {
    let names = PossibleValuesParser::new(Flavor::ALL.map(|(_, name)| name));
    names.try_map(|name| Flavor::parse(&name).ok_or("there is no such flavor"))
}
