//! Properties of an object mapping over a few records: what it sends is JSON and only once the same, and a runner that has
//! mapped other records gives what a new one gives.

use super::generate;
use super::still::Still;
use crate::engine::{ObjectProgram, Outcome, Previous, RunLimits, Runner, Update, compile_object};
use crate::mapping::read;
use crate::record::RecordBody;
use crate::scim::Flavor;
use crate::text::Source;
use serde_json::Value as Json;

const FLAVORS: [Flavor; 3] = [Flavor::Rfc7644, Flavor::Entra, Flavor::Entra2020];

/// Checks the mapping and the records that a tape describes; returns the violated property.
pub fn holds(tape: &[u8]) -> Result<(), String> {
    let (choice, rest) = tape.split_first().unwrap_or((&0, &[]));
    let (of_records, of_mapping) = rest.split_at(rest.len().min(48));
    let (mapping, dialect) = generate::mapping(of_mapping);
    let (mapping, _) = read(&Source::new("m.json", mapping.to_string()));
    let flavor = FLAVORS[usize::from(*choice) % 3];
    let (Some(program), _) = compile_object(&mapping, None, Some(dialect), flavor) else { return Ok(()) };
    // What is taken by one record is not free for the next.
    if program.attributes().program().depends_on_order() {
        return Ok(());
    }
    let records: Vec<String> = of_records.chunks(16).map(|tape| generate::any_record(tape).to_string()).collect();
    let case = |why: String| format!("{} over {records:?} in {flavor:?}: {why}", mapping.source.text());
    let mut used = program.runner(RunLimits::default());
    let mut payloads = Vec::new();
    for record in &records {
        let (again, alone) = (created(&mut used, record), created(&mut program.runner(RunLimits::default()), record));
        if again != alone {
            return Err(case(format!("{again:?} behind other records, {alone:?} alone")));
        }
        payloads.extend(alone.map(|payload| (payload.clone(), serde_json::from_str::<Json>(&payload))));
    }
    if let Some(Err(error)) = payloads.iter().find(|payload| payload.1.is_err()).map(|payload| &payload.1) {
        return Err(case(format!("a payload is no JSON: {error}")));
    }
    records.iter().try_for_each(|record| bytes_tell_the_same(&program, record)).map_err(case)?;
    let Some((mut state, _)) = payloads.into_iter().next() else { return Ok(()) };
    for record in &records {
        state = settles(&program, record, state).map_err(case)?;
    }
    Ok(())
}

/// The payload of a record, if it has one.
fn created(runner: &mut Runner<'_>, record: &str) -> Option<String> {
    let mut out = Vec::new();
    match runner.create(RecordBody::Json(record), &Still::new(), &mut out) {
        Ok(Outcome::Payload { .. }) => Some(String::from_utf8_lossy(&out).into_owned()),
        _ => None,
    }
}

/// What is told from a payload's bytes is what comparing target by target says: an object of which nothing is known becomes
/// the same, found in the same way.
fn bytes_tell_the_same(program: &ObjectProgram, record: &str) -> Result<(), String> {
    let mut runner = program.runner(RunLimits::default());
    let both = runner.with(RecordBody::Json(record), &Still::new(), |program, record| {
        (program.replace_whole(record), program.replace_by_comparing(record))
    });
    let told = |update: Update| match update {
        Update::Changed(changed) => (serde_json::from_str::<Json>(&changed.state).ok(), Some(changed.address), 0),
        Update::Unchanged { .. } => (None, None, 1),
        Update::OutOfScope(_) => (None, None, 2),
        Update::Failed(_) => (None, None, 3),
    };
    let Ok((written, compared)) = both else { return Ok(()) };
    let (written, compared) = (told(written), told(compared));
    if written == compared { Ok(()) } else { Err(format!("{record} gives {written:?} written, {compared:?} compared")) }
}

/// The state of an object after a record has changed it; the same record once more has nothing to change, however that is
/// told: by the payload's bytes or target by target.
fn settles(program: &ObjectProgram, record: &str, before: String) -> Result<String, String> {
    let patched = |before: &str| {
        let mut runner = program.runner(RunLimits::default());
        let updates = runner.with(RecordBody::Json(record), &Still::new(), |program, record| {
            let parts = serde_json::from_str(before).unwrap_or_default();
            [program.patch(record, &Previous::new(before)), program.patch_by_comparing(record, &parts)]
        });
        updates.ok().map(|updates| {
            updates.map(|update| match update {
                Update::Changed(changed) => Some((changed.body.to_string(), changed.state.to_string())),
                _ => None,
            })
        })
    };
    let Some([told, compared]) = patched(&before) else { return Ok(before) };
    if told != compared {
        return Err(format!("{before} is changed by {told:?}, and by {compared:?} when it is compared"));
    }
    let Some((first, after)) = told else { return Ok(before) };
    match patched(&after) {
        Some([Some((second, _)), _]) => {
            Err(format!("{before} is changed by {first} to {after}, and that by {second} again"))
        }
        _ => Ok(after),
    }
}
