//! `--records`: runs the mapping over records, to find errors that checking the text cannot find.

use crate::cli::error::CliError;
use crate::cli::files;
use crate::cli::fit::{self, Unreadable};
use crate::cli::world::WorldOptions;
use attrflow::tool::{DryRun, Mapping, RunLimits, Unseen, compile_object, find_object};
use attrflow::{Diagnostic, Language, Report};

/// Runs the file's object mapping over records and reports what fails, and what is wrong with their file. A mapping that
/// cannot run is reported elsewhere.
pub(super) fn run(
    mapping: &Mapping,
    path: &str,
    dialect: Option<&'static Language>,
    world: &WorldOptions,
) -> Result<(Vec<Diagnostic>, Option<Report>), CliError> {
    let (Ok((_, object)), (Some(program), _)) =
        (find_object(mapping, None), compile_object(mapping, None, dialect, None))
    else {
        return Ok((Vec::new(), None));
    };
    let settings = mapping.settings.values();
    let world = world.world(&settings)?;
    let mut runner = program.runner(RunLimits::default());
    let mut records = files::records(path)?;
    let (mut trial, mut payload) = (DryRun::default(), Vec::new());
    let (mut unreadable, unseen) = (Unreadable::default(), Unseen::default());
    while let Some(record) = records.next_record() {
        let record = match record {
            Ok(record) => record,
            Err(refused) => {
                unreadable.note(&refused);
                continue;
            }
        };
        unseen.note(record.shape);
        payload.clear();
        match runner.create(record.shape, &world, &mut payload) {
            Ok(outcome) => trial.note(&outcome, || match record.identity() {
                Some((_, id)) => format!("line {} ({id})", record.location.line),
                None => format!("line {}", record.location.line),
            }),
            Err(malformed) => unreadable.note(&record.refuse(&malformed)),
        }
    }
    let mut about = files::about_records(path, &records);
    about.diagnostics.extend(unreadable.diagnostic());
    about.diagnostics.extend(fit::unread(&unseen, &runner));
    Ok((trial.diagnostics(mapping, object), Some(about)))
}
