//! Properties of an object mapping over a few records: what it sends is JSON and only once the same, and a runner that has
//! mapped other records gives what a new one gives.

use super::generate;
use super::still::Still;
use crate::engine::{ObjectProgram, Outcome, RunLimits, Runner, Update, compile_object};
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
        payloads.extend(alone.map(|payload| serde_json::from_str::<Json>(&payload)));
    }
    let payloads: Result<Vec<Json>, _> = payloads.into_iter().collect();
    let mut state = match payloads.map_err(|error| case(format!("a payload is no JSON: {error}")))?.into_iter().next() {
        Some(payload) => payload,
        None => return Ok(()),
    };
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

/// The state of an object after a record has changed it; the same record once more has nothing to change.
fn settles(program: &ObjectProgram, record: &str, before: Json) -> Result<Json, String> {
    let patched = |before: &Json| {
        let mut runner = program.runner(RunLimits::default());
        let update =
            runner.with(RecordBody::Json(record), &Still::new(), |program, record| program.patch(record, before));
        match update {
            Ok(Update::Changed(changed)) => Some((changed.body.clone(), changed.state.clone())),
            _ => None,
        }
    };
    let Some((first, after)) = patched(&before) else { return Ok(before) };
    match patched(&after) {
        None => Ok(after),
        Some((second, _)) => Err(format!("{before} is changed by {first} to {after}, and that by {second} again")),
    }
}
