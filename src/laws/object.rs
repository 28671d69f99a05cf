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
        glance_tells_the_same(&program, record, &state).map_err(case)?;
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
        Update::Changed(changed) => {
            (serde_json::from_str::<Json>(changed.state.as_deref().unwrap_or_default()).ok(), Some(changed.address), 0)
        }
        Update::Unchanged { .. } => (None, None, 1),
        Update::OutOfScope(_) => (None, None, 2),
        Update::Failed(_) => (None, None, 3),
    };
    let Ok((written, compared)) = both else { return Ok(()) };
    let (written, compared) = (told(written), told(compared));
    if written == compared { Ok(()) } else { Err(format!("{record} gives {written:?} written, {compared:?} compared")) }
}

/// What is told at a glance of an object that a server gives, with its keys in another order and what is its own, is what
/// comparing target by target says.
fn glance_tells_the_same(program: &ObjectProgram, record: &str, before: &str) -> Result<(), String> {
    let Some(Json::Object(before)) = serde_json::from_str(before).ok() else { return Ok(()) };
    let own = [("id".to_owned(), Json::from("7")), ("meta".to_owned(), serde_json::json!({"version": 1}))];
    let served = Json::from_iter(own.into_iter().chain(before.into_iter().rev()));
    let text = served.to_string();
    let mut runner = program.runner(RunLimits::default());
    let both = runner.with(RecordBody::Json(record), &Still::new(), |program, record| {
        let previous = Previous::new(&text).without_state();
        (program.patch(record, &previous), program.patch_by_comparing(record, &served))
    });
    let told = |update: Update| match update {
        Update::Changed(changed) => Ok(Some((changed.body, changed.address))),
        Update::Unchanged { .. } => Ok(None),
        Update::OutOfScope(misses) => Err(misses.len()),
        Update::Failed(errors) => Err(errors.len()),
    };
    let Ok((glance, compared)) = both else { return Ok(()) };
    let (glance, compared) = (told(glance), told(compared));
    if glance == compared {
        Ok(())
    } else {
        Err(format!("{text} is changed by {glance:?} at a glance, by {compared:?} when it is compared"))
    }
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
                Update::Changed(changed) => {
                    Some((changed.body.to_string(), changed.state.as_deref().unwrap_or_default().to_owned()))
                }
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
