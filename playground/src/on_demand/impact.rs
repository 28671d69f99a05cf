//! What a changed mapping does to records. What counts as a change is decided in the library.

use crate::mapping::compiled;
use crate::request::Request;
use attrflow::World;
use attrflow::tool::comparison::{ChangeEffect, Impact, Tally, masked};
use attrflow::tool::{
    AttributeError, Mapping, ObjectProgram, Outcome, RECORD_LIMIT, RawRecord, Records, RunLimits, Runner,
};
use serde_json::{Value as Json, json};

/// See [`super::impact`].
pub(crate) fn impact(mut request: Request) -> Result<Json, String> {
    let side = |side: Option<Box<Request>>| compiled(&side.unwrap_or_default());
    let (old, new) = (side(request.on_demand.old.take())?, side(request.on_demand.new.take())?);
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(refused), _) | (_, Err(refused)) => return Ok(refused),
    };
    // Each side has its own evaluation context: a value that one side uses is still free for the other.
    let world = |mapping: &Mapping| request.world(&mapping.settings.values());
    let (old_world, new_world) = (world(&old.0)?, world(&new.0)?);
    let (mut old_side, mut new_side) = (Side::new(&old.1, &old_world), Side::new(&new.1, &new_world));
    let mut impact = Impact::hiding(old.1.hidden_targets().chain(new.1.hidden_targets()));
    let mut records = Records::new(request.on_demand.records.as_bytes(), None, RECORD_LIMIT);
    let (mut unreadable, mut changed) = (0_u64, Vec::new());
    while let Some(record) = records.next_record() {
        match record {
            Ok(record) => {
                let (line, before) = (record.location.line, impact.changed);
                impact.add(line, &old_side.result(&record), &new_side.result(&record));
                if impact.changed > before {
                    changed.push(json!({"line": line, "identity": record.identity().map(|(_, value)| value)}));
                }
            }
            Err(_) => unreadable += 1,
        }
    }
    let tallies: Vec<Json> = impact.tallies().iter().map(|tally| described(tally, request.on_demand.show)).collect();
    Ok(json!({"status": "compared", "records": impact.records, "changed": changed, "unreadable": unreadable,
        "tallies": tallies}))
}

fn described(tally: &Tally, show: bool) -> Json {
    let value = |value: &Option<String>| value.as_ref().map(|value| if show { value.clone() } else { masked(value) });
    let samples = tally.samples.iter();
    let samples =
        samples.map(|sample| json!({"line": sample.line, "old": value(&sample.old), "new": value(&sample.new)}));
    json!({"target": tally.target, "pattern": tally.pattern.name(), "count": tally.count,
        "samples": samples.collect::<Vec<_>>()})
}

/// One of the mappings, ready to run.
struct Side<'p> {
    runner: Runner<'p>,
    world: &'p World,
    payload: Vec<u8>,
}

impl<'p> Side<'p> {
    fn new(program: &'p ObjectProgram, world: &'p World) -> Self {
        Self { runner: program.runner(RunLimits::default()), world, payload: Vec::new() }
    }

    /// The outcome of a record.
    fn result(&mut self, record: &RawRecord<'_>) -> ChangeEffect<'_> {
        self.payload.clear();
        match self.runner.create(record.shape, self.world, &mut self.payload) {
            Ok(Outcome::Payload { .. }) => ChangeEffect::Payload(&self.payload),
            Ok(Outcome::OutOfScope(_)) => ChangeEffect::OutOfScope,
            Ok(Outcome::Failed(errors)) => {
                let code = |AttributeError { attribute, error }: AttributeError| match attribute {
                    Some(index) => format!("{}: {}", self.runner.program().attributes().target(index), error.code()),
                    None => error.code().to_owned(),
                };
                ChangeEffect::Failed(errors.into_iter().map(code).collect())
            }
            Err(malformed) => ChangeEffect::Failed(vec![malformed.diagnostic().code().to_owned()]),
        }
    }
}
