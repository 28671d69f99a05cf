//! The input of a run: the records and their checkpoints, and which files the run reads and writes. Does not map the
//! records.

use super::Map;
use super::checkpointer::Checkpointer;
use super::journal::{Journal, Left, RunInputs, digest};
use super::progress::Progress;
use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::interrupt::Interrupt;
use crate::cli::world::now_text;
use crate::cli::write::Claims;
use attrflow::World;
use attrflow::tool::{Mapping, ObjectProgram, Records};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// The records, and the checkpoints of the run over them.
pub(super) struct Input {
    pub records: Records<Box<dyn Read>>,
    pub course: Checkpointer,
    pub claims: Claims,
}

impl Input {
    /// Opens the records, and resumes an interrupted run if there is one.
    pub fn open(
        options: &Map,
        (mapping, program): (&Mapping, &ObjectProgram),
        world: &World,
        left: Option<Left>,
        mut claims: Claims,
    ) -> Result<Self, CliError> {
        let interrupt = Interrupt::listen();
        let (stream, size): (Box<dyn Read>, _) = if options.records == "-" {
            (files::of_records(interrupt.standard_input(), files::RECORDS)?, None)
        } else {
            files::refuse_other_kinds(&options.records, files::RECORDS)?;
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
            course.start(output, begun(options, (mapping, program), world)?, left, &mut claims)?;
        }
        Ok(Self { records, course, claims })
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
pub(super) fn left(options: &mut Map, claims: &mut Claims) -> Result<Option<Left>, CliError> {
    if !options.resume {
        return Ok(None);
    }
    let Some(output) = kept(options) else {
        return Err(CliError::with_help("only a run that writes to a file can be resumed", "name the file with `-o`"));
    };
    let left = Journal::left(output, claims)?;
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
fn begun(options: &Map, (mapping, program): (&Mapping, &ObjectProgram), world: &World) -> Result<RunInputs, CliError> {
    let requests = &options.requests;
    let described = format!(
        "--encoding {} --object {} --dialect {:?} --operation {:?} --flavor {:?} --bulk {} --envelope {} --errors {} --seed {}",
        options.encoding.map_or("", encoding_rs::Encoding::name),
        options.object.as_deref().unwrap_or_default(),
        options.dialect,
        requests.operation,
        program.template().flavor(),
        requests.bulk.map_or(0, std::num::NonZeroUsize::get),
        options.envelope,
        options.errors.is_some(),
        options.world.seed(),
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
        settings: digest(options.world.settings().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()])),
        files: digest(contents.iter().map(|sum| &sum[..])),
        now: now_text(world),
    })
}

/// A digest of a file that is read for the run again later.
fn file_digest(path: &str) -> Result<u32, CliError> {
    let file = files::opened(path)?;
    if is_pipe(&file) {
        let message =
            format!("`{path}` is a pipe, which can be read only once, and a run with `--output` reads it twice");
        let help = "save it to a file first, or leave out `--output` and redirect the standard output";
        return Err(CliError::with_help(message, help));
    }
    let mut reader = flate2::CrcReader::new(file);
    std::io::copy(&mut reader, &mut std::io::sink())
        .map_err(|error| CliError::usage(format!("`{path}` cannot be read: {}", crate::cli::output::plain(&error))))?;
    Ok(reader.crc().sum())
}

#[cfg(unix)]
fn is_pipe(file: &File) -> bool {
    use std::os::unix::fs::FileTypeExt;
    file.metadata().is_ok_and(|known| known.file_type().is_fifo() || known.file_type().is_socket())
}

/// Elsewhere a pipe has no name that could be passed.
#[cfg(not(unix))]
fn is_pipe(_: &File) -> bool {
    false
}

/// The files of a run. An output that is one of the inputs or another output is refused: it would be emptied before it
/// is read. An output is also refused if its progress file is one of them.
pub(super) fn claims(options: &Map) -> Result<Claims, CliError> {
    let requests = &options.requests;
    let inputs = [
        Some(options.mapping.as_str()),
        Some(options.records.as_str()),
        requests.previous.as_deref(),
        requests.references.as_deref(),
        options.world.taken(),
    ];
    let claims = Claims::of(inputs.into_iter().flatten());
    let progress = kept(options).map(|output| Journal::path(output));
    claims.check([options.output.as_deref(), options.errors.as_deref(), progress.as_deref()].into_iter().flatten())?;
    Ok(claims)
}
