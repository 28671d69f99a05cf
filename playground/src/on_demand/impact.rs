//! What a changed mapping does to records. What counts as a change is decided in the library.

use crate::mapping::compiled;
use crate::request::Request;
use attrflow::World;
use attrflow::tool::comparison::{ChangeEffect, Impact, Tally, masked};
use attrflow::tool::{
    AttributeError, Mapping, ObjectProgram, Outcome, RECORD_LIMIT, RawRecord, Records, RunLimits, Runner,
};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`super::impact`]. A mapping with errors maps no record.
pub(crate) fn impact(mut request: Request) -> Result<Json, String> {
    let side = |side: Option<Box<Request>>| compiled(&side.unwrap_or_default());
    let (old, new) = (side(request.on_demand.old.take())?, side(request.on_demand.new.take())?);
    // Each side has its own evaluation context: a value that one side uses is still free for the other.
    let world = |side: &Compiled| match side {
        Ok((mapping, _)) => request.world(&mapping.settings.values()),
        Err(_) => request.world(&BTreeMap::new()),
    };
    let (old_world, new_world) = (world(&old)?, world(&new)?);
    let (mut old_side, mut new_side) = (Side::new(&old, &old_world), Side::new(&new, &new_world));
    let hidden = [&old, &new].into_iter().flatten().flat_map(|(_, program)| program.hidden_targets());
    let mut impact = Impact::hiding(hidden);
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
    // About a whole payload, the values are the codes of diagnostics.
    let plain = show || tally.target.is_empty();
    let value = |value: &Option<String>| value.as_ref().map(|value| if plain { value.clone() } else { masked(value) });
    let samples = tally.samples.iter();
    let samples =
        samples.map(|sample| json!({"line": sample.line, "old": value(&sample.old), "new": value(&sample.new)}));
    json!({"target": tally.target, "pattern": tally.pattern.name(), "count": tally.count,
        "samples": samples.collect::<Vec<_>>()})
}

/// A mapping with its program, or the answer that says why there is none.
type Compiled = Result<(Mapping, ObjectProgram), Json>;

/// One of the mappings, ready to run.
struct Side<'p> {
    runner: Result<Runner<'p>, Vec<String>>,
    world: &'p World,
    payload: Vec<u8>,
}

impl<'p> Side<'p> {
    fn new(compiled: &'p Compiled, world: &'p World) -> Self {
        let codes = |refused: &Json| {
            let found = refused["diagnostics"].as_array().into_iter().flatten();
            found.filter_map(|found| found["code"].as_str().map(str::to_owned)).collect()
        };
        let runner = compiled.as_ref().map(|(_, program)| program.runner(RunLimits::default())).map_err(codes);
        Self { runner, world, payload: Vec::new() }
    }

    /// The outcome of a record.
    fn result(&mut self, record: &RawRecord<'_>) -> ChangeEffect<'_> {
        self.payload.clear();
        let runner = match &mut self.runner {
            Ok(runner) => runner,
            Err(codes) => return ChangeEffect::Failed(codes.clone()),
        };
        match runner.create(record.shape, self.world, &mut self.payload) {
            Ok(Outcome::Payload { .. }) => ChangeEffect::Payload(&self.payload),
            Ok(Outcome::OutOfScope(_)) => ChangeEffect::OutOfScope,
            Ok(Outcome::Failed(errors)) => {
                let code = |AttributeError { attribute, error }: AttributeError| match attribute {
                    Some(index) => format!("{}: {}", runner.program().attributes().target(index), error.code()),
                    None => error.code().to_owned(),
                };
                ChangeEffect::Failed(errors.into_iter().map(code).collect())
            }
            Err(malformed) => ChangeEffect::Failed(vec![malformed.diagnostic().code().to_owned()]),
        }
    }
}
