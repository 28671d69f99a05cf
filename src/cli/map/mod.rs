//! `attrflow map`: records in, SCIM payloads or requests out.
//!
//! | file       | what                                                   |
//! |------------|--------------------------------------------------------|
//! | create     | a payload for every record                             |
//! | requests   | the requests that bring the target up to date          |
//! | previous   | earlier payloads, and which record each belongs to     |
//! | request    | one request, and bulk requests of several              |
//! | references | which ids the target has                               |
//! | report     | what became of each record: lines, envelopes, errors   |
//! | course     | from record to record, and on from where a run stopped |
//! | journal    | how far a run has come, in a file beside its output    |
//! | input      | what is read and written, and that it is not the same  |
//! | progress   | what is shown on a terminal meanwhile                  |

mod checkpointer;
mod create;
mod input;
mod journal;
mod progress;
mod references;
mod report;
mod request;
mod requests;
mod target_state;

use super::error::CliError;
use super::world::{WorldOptions, dialect};
use super::{check, files};
use attrflow::{Diagnostic, Dialect, Flavor, Mapping, ObjectProgram, Report};
use clap::ValueEnum;
use input::Input;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Map records to SCIM payloads or requests, one a line, in the order of the records
#[derive(Debug, clap::Args)]
pub(super) struct Map {
    /// A mapping file, or the name of a connector
    mapping: String,
    /// Records: NDJSON, a JSON array, CSV or LDIF, also as gzip or zstd archives; `-` is standard input
    #[arg(default_value = "-")]
    records: String,
    /// Where the output goes, compressed for a name that ends in `.gz` or `.zst` [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The object mapping to run, by its name or its target object [default: the first to run that is enabled]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Where records go that cannot be mapped, one JSON line an error [default: standard error, as text]
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Go on where a run with the same options was stopped; its output is `--output`
    #[arg(long, requires = "output")]
    resume: bool,
    /// Show no progress on a terminal
    #[arg(long)]
    no_progress: bool,
    /// Show no progress, and do not say at the end how many records became what
    #[arg(short, long)]
    quiet: bool,
    /// Print a line for every record: its id, what became of it, the payload, the errors
    #[arg(long, conflicts_with = "bulk")]
    envelope: bool,
    /// Say for records out of scope which clause kept them out
    #[arg(long)]
    explain_scope: bool,
    /// Show the record's value where it is at fault
    #[arg(long)]
    show_values: bool,
    /// Which product's language it is [default: what the file's directories say]
    #[arg(long, value_parser = dialect)]
    dialect: Option<Dialect>,
    /// How many threads map payloads; the output is the same for any number [default: as many as there are processors]
    #[arg(short = 'j', long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    requests: RequestOptions,
    #[command(flatten)]
    world: WorldOptions,
}

/// What is made of the payloads.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Requests")]
struct RequestOptions {
    /// What to make: payloads for new objects, or the requests that bring the target from `--previous` up to date
    /// [default: a payload for every record, none held against another]
    #[arg(long, value_enum)]
    operation: Option<Operation>,
    /// Payloads, or envelopes, of an earlier run: what the target holds
    #[arg(long, value_name = "FILE")]
    previous: Option<String>,
    /// Whom payloads and requests are written like: rfc7644, entra, or entra-2020 for the service with
    /// `aadOptscim062020` in the tenant URL
    #[arg(long, value_name = "FLAVOR", value_parser = flavor, default_value = "rfc7644")]
    flavor: Flavor,
    /// The target's ids for the source's: a JSON object, NDJSON, or CSV with two columns [default: the records hold
    /// the target's ids]
    #[arg(long, value_name = "FILE")]
    references: Option<String>,
    /// Group requests into bulk requests of so many operations
    #[arg(long, value_name = "NUMBER")]
    bulk: Option<NonZeroUsize>,
}

/// What is made of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Operation {
    /// A payload for each new object; of records with the same matching value only the first has one
    Create,
    /// PUT requests with whole payloads, POST for new objects and DELETE for those that leave
    Replace,
    /// PATCH requests with what has changed, POST for new objects and DELETE for those that leave
    Patch,
}

impl Map {
    pub(super) fn run(mut self) -> Result<(), CliError> {
        self.requests.check()?;
        input::refuse_own_outputs(&self)?;
        let left = input::left(&mut self)?;
        let (mapping, read) = files::mapping(&self.mapping)?;
        let program = self.program(&mapping, read)?;
        let settings = mapping.settings.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect();
        let mut world = self.world.world(&settings)?;
        if let Some(path) = &self.requests.references {
            world = world.with_ids(references::ids(path)?);
        }
        let input = Input::open(&self, &mapping, &world, left.as_ref())?;
        let slots = program.slots();
        if self.requests.operation() == Operation::Create && self.requests.bulk.is_none() {
            create::run(&self, &program, &world, &slots, input)
        } else {
            requests::run(&self, &program, &world, &slots, input)
        }
    }

    fn threads(&self) -> NonZeroUsize {
        let processors = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(processors)
    }

    /// The object mapping to run, compiled; the file's errors are printed where there are any.
    fn program(&self, mapping: &Mapping, read: Report) -> Result<ObjectProgram, CliError> {
        let flavor = self.requests.flavor;
        let (program, diagnostics) = attrflow::compile_object(mapping, self.object.as_deref(), self.dialect, flavor);
        let all: Vec<Diagnostic> = read.diagnostics.into_iter().chain(diagnostics).collect();
        let report = Report::new(mapping.source.clone(), all);
        let program = program.filter(|_| !report.has_errors());
        if program.is_none() {
            check::print_errors(&report)?;
        }
        program.ok_or(CliError::Diagnostics)
    }
}

impl RequestOptions {
    fn operation(&self) -> Operation {
        self.operation.unwrap_or(Operation::Create)
    }

    /// Refuses options that do not go together.
    fn check(&self) -> Result<(), CliError> {
        match (self.operation(), &self.previous) {
            (Operation::Patch, None) => Err(CliError::with_help(
                "`--operation patch` needs to know what the target holds",
                "give `--previous` the payloads of an earlier run, an empty file for the first",
            )),
            (Operation::Create, Some(_)) => Err(CliError::with_help(
                "`--previous` is for `--operation patch` and `--operation replace`",
                "leave it out to create every object",
            )),
            _ => Ok(()),
        }
    }
}

/// A flavor's name.
fn flavor(name: &str) -> Result<Flavor, String> {
    Flavor::parse(name).ok_or_else(|| {
        let known: Vec<&str> = Flavor::ALL.iter().map(|(_, name)| *name).collect();
        format!("the flavors are {}", known.join(", "))
    })
}
