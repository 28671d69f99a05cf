//! `--records`: runs the mapping over records, to find errors that checking the text cannot find.

use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::world::WorldOptions;
use attrflow::bumpalo::Bump;
use attrflow::{
    Diagnostic, DryRun, Flavor, Language, Mapping, RecordInput, RecordReader, RunLimits, compile_object, find_object,
};

/// Runs the file's object mapping over records and reports what fails. A mapping that cannot run is reported elsewhere.
pub(super) fn run(
    mapping: &Mapping,
    path: &str,
    dialect: Option<&'static Language>,
    world: &WorldOptions,
) -> Result<Vec<Diagnostic>, CliError> {
    let (Ok((_, object)), (Some(program), _)) =
        (find_object(mapping, None), compile_object(mapping, None, dialect, Flavor::default()))
    else {
        return Ok(Vec::new());
    };
    let settings = mapping.settings.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect();
    let world = world.world(&settings)?;
    let slots = program.slots();
    let session = program.session(RunLimits::default());
    let (mut records, mut reader, mut arena) = (files::records(path)?, RecordReader::new(&slots), Bump::new());
    let (mut trial, mut payload) = (DryRun::default(), Vec::new());
    while let Some(record) = records.next_record() {
        arena.reset();
        let record = record.map_err(|refused| unreadable(path, refused.location.line, &refused.diagnostic))?;
        let turn = RecordInput::read(record.shape, &mut reader, &session, &arena, &world)
            .map_err(|malformed| unreadable(path, record.location.line, &malformed.diagnostic()))?;
        payload.clear();
        let outcome = program.create(&turn, &mut payload);
        trial.note(&outcome, || match record.identity() {
            Some((_, id)) => format!("line {} ({id})", record.location.line),
            None => format!("line {}", record.location.line),
        });
    }
    Ok(trial.diagnostics(mapping, object))
}

fn unreadable(path: &str, line: u64, diagnostic: &Diagnostic) -> CliError {
    CliError::usage(format!("`{path}`, line {line}: {}", diagnostic.message))
}
