//! Input and output of a run: the records, their checkpoints, and a check that no output overwrites an input.

use super::Map;
use super::checkpointer::Checkpointer;
use super::journal::{Checkpoint, Journal, RunInputs, digest};
use super::progress::Progress;
use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::interrupt::Interrupt;
use crate::cli::world::now_text;
use attrflow::World;
use attrflow::tool::{Mapping, Records};
use same_file::Handle;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// The records, and the checkpoints of the run over them.
pub(super) struct Input {
    pub records: Records<Box<dyn Read>>,
    pub course: Checkpointer,
}

impl Input {
    /// Opens the records, and resumes an interrupted run if there is one.
    pub fn open(options: &Map, mapping: &Mapping, world: &World, left: Option<&Checkpoint>) -> Result<Self, CliError> {
        let interrupt = Interrupt::listen();
        let (stream, size): (Box<dyn Read>, _) = if options.records == "-" {
            (interrupt.standard_input(), None)
        } else {
            let file = files::opened(&options.records)?;
            let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
            (Box::new(file), size)
        };
        let progress = Progress::new(options.shows_progress(), size);
        let (stream, format) = (progress.watch(stream), files::format(&options.records));
        let records = match options.encoding {
            Some(encoding) => files::records_encoded(stream, format, encoding),
            None => files::records_of(stream, format),
        };
        let mut course = Checkpointer::new(interrupt, progress);
        if let Some(output) = kept(options) {
            course.start(output, begun(options, mapping, world)?, left)?;
        }
        Ok(Self { records, course })
    }
}

impl Map {
    fn shows_progress(&self) -> bool {
        // Payloads that go to the terminal show the progress themselves.
        let elsewhere =
            self.output.as_ref().is_some_and(|path| path != Path::new("-")) || !std::io::stdout().is_terminal();
        !self.quiet && !self.no_progress && elsewhere && std::io::stderr().is_terminal()
    }
}

/// The output, if it is a file or will be one: such a run can be resumed.
fn kept(options: &Map) -> Option<&PathBuf> {
    let output = options.output.as_ref().filter(|path| *path != Path::new("-"))?;
    match std::fs::metadata(output) {
        Ok(known) if !known.is_file() => None,
        _ => Some(output),
    }
}

/// The checkpoint of an interrupted run, if one is to be resumed. Its current time becomes that of this run.
pub(super) fn left(options: &mut Map) -> Result<Option<Checkpoint>, CliError> {
    if !options.resume {
        return Ok(None);
    }
    let Some(output) = kept(options) else {
        return Err(CliError::with_help("only a run that writes to a file can be resumed", "name the file with `-o`"));
    };
    let left = Journal::left(output)?;
    if left.is_none() && output.exists() {
        let journal = Journal::path(output);
        return Err(CliError::with_help(
            format!("nothing to resume: `{}` is complete, or `{}` is missing", output.display(), journal.display()),
            "leave out `--resume` to map from the first record",
        ));
    }
    if let Some(entry) = &left {
        options.world.default_now(&entry.begun.now);
    }
    Ok(left)
}

/// The inputs of a run that decide what is written.
fn begun(options: &Map, mapping: &Mapping, world: &World) -> Result<RunInputs, CliError> {
    let requests = &options.requests;
    let described = format!(
        "--encoding {} --object {} --dialect {:?} --operation {:?} --flavor {:?} --bulk {} --envelope {} --errors {} {}",
        options.encoding.map_or("", encoding_rs::Encoding::name),
        options.object.as_deref().unwrap_or_default(),
        options.dialect,
        requests.operation,
        requests.flavor,
        requests.bulk.map_or(0, std::num::NonZeroUsize::get),
        options.envelope,
        options.errors.is_some(),
        options.world.described(),
    );
    let files = [requests.previous.as_deref(), requests.references.as_deref(), options.world.taken()];
    let mut contents = Vec::new();
    for path in files.into_iter().flatten().filter(|path| *path != "-") {
        contents.push(file_digest(path)?.to_le_bytes());
    }
    Ok(RunInputs {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        mapping: digest([mapping.source.text().as_bytes()]),
        options: described,
        files: digest(contents.iter().map(|sum| &sum[..])),
        now: now_text(world),
    })
}

fn file_digest(path: &str) -> Result<u32, CliError> {
    let mut reader = flate2::CrcReader::new(files::opened(path)?);
    std::io::copy(&mut reader, &mut std::io::sink())
        .map_err(|error| CliError::usage(format!("`{path}` cannot be read: {}", crate::cli::output::plain(&error))))?;
    Ok(reader.crc().sum())
}

/// Rejects an output that is one of the inputs, or the other output: it would be emptied before it is read.
pub(super) fn refuse_own_outputs(options: &Map) -> Result<(), CliError> {
    let requests = &options.requests;
    let inputs = [
        Some(options.mapping.as_str()),
        Some(options.records.as_str()),
        requests.previous.as_deref(),
        requests.references.as_deref(),
        options.world.taken(),
    ];
    let of_input = |path: &str| if path == "-" { Handle::stdin() } else { Handle::from_path(path) };
    let of_output = |path: &Path| if path == Path::new("-") { Handle::stdout() } else { Handle::from_path(path) };
    // A file that cannot be opened is reported where it is needed.
    let inputs =
        inputs.into_iter().flatten().filter_map(|path| Some((PathBuf::from(path), regular(of_input(path).ok()?)?)));
    let output = options.output.as_deref().unwrap_or(Path::new("-"));
    let mut known: Vec<(PathBuf, Handle)> = inputs.collect();
    for path in [Some(output), options.errors.as_deref()].into_iter().flatten() {
        let Some(handle) = of_output(path).ok().and_then(regular) else { continue };
        if let Some((other, _)) = known.iter().find(|(_, other)| *other == handle) {
            let name = |path: &Path, standard: &str| match path == Path::new("-") {
                true => standard.to_owned(),
                false => format!("`{}`", path.display()),
            };
            let (read, written) = (name(other, "standard input"), name(path, "standard output"));
            let message = format!("{written} would overwrite {read}: they are the same file");
            return Err(CliError::with_help(message, "write to another file"));
        }
        known.push((path.to_owned(), handle));
    }
    Ok(())
}

/// The handle of a regular file; terminals, pipes and `/dev/null` may be both read and written.
fn regular(handle: Handle) -> Option<Handle> {
    handle.as_file().metadata().is_ok_and(|known| known.is_file()).then_some(handle)
}
