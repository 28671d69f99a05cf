//! What a changed mapping, or a changed expression, does to records. What counts as a change is decided in the library.

use crate::mapping::compiled;
use crate::request::Request;
use attrflow::tool::comparison::{ChangeEffect, Impact, Tally, masked};
use attrflow::tool::{
    AttributeError, Expression, ExpressionRunner, Mapping, ObjectProgram, Outcome, RECORD_LIMIT, RawRecord, Records,
    RunLimits, Runner, Value,
};
use attrflow::{Diagnostic, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// See [`super::impact`]. A mapping or an expression with errors has no result for any record.
pub(crate) fn impact(mut request: Request) -> Result<Json, String> {
    let compile = |side: Option<Box<Request>>| Compiled::of(&side.unwrap_or_default());
    let (old, new) = (compile(request.on_demand.old.take())?, compile(request.on_demand.new.take())?);
    // Each side has its own evaluation context: a value that one side uses is still free for the other.
    let (old_world, new_world) = (request.world(&old.settings())?, request.world(&new.settings())?);
    let (mut old_side, mut new_side) = (Side::new(&old, &old_world), Side::new(&new, &new_world));
    let mut impact = Impact::hiding(old.hidden().chain(new.hidden()));
    let mut records = Records::new(request.on_demand.records.as_bytes(), None, RECORD_LIMIT);
    let (mut unreadable, mut changed, mut passed) = (0_u64, Vec::new(), 0_u64);
    let end = request.on_demand.count.map(|count| request.on_demand.from.saturating_add(count));
    let mut more = false;
    while let Some(record) = records.next_record() {
        passed += 1;
        if passed <= request.on_demand.from {
            continue;
        }
        if end.is_some_and(|end| passed > end) {
            more = true;
            break;
        }
        match record {
            Ok(record) => {
                let (line, before) = (record.location.line, impact.changed);
                let (was, is) = (old_side.result(&record), new_side.result(&record));
                impact.add(line, &was, &is);
                if impact.changed > before {
                    let identity = record.identity().map(|(_, value)| value);
                    let mut row = json!({"line": line, "identity": identity});
                    if request.on_demand.show {
                        (row["old"], row["new"]) = (value_of(&was), value_of(&is));
                    }
                    changed.push(row);
                }
            }
            Err(_) => unreadable += 1,
        }
    }
    let tallies: Vec<Json> = impact.tallies().iter().map(|tally| described(tally, request.on_demand.show)).collect();
    Ok(json!({"status": "compared", "records": impact.records, "changed": changed, "unreadable": unreadable,
        "more": more, "tallies": tallies}))
}

/// The value of an expression; of a mapping the whole payload.
fn value_of(effect: &ChangeEffect<'_>) -> Json {
    match effect {
        ChangeEffect::Payload(payload) => {
            let json: Json = serde_json::from_slice(payload).unwrap_or_default();
            match json.get(VALUE) {
                Some(value) => value.clone(),
                None if json.as_object().is_some_and(serde_json::Map::is_empty) => json!("(no value)"),
                None => json,
            }
        }
        ChangeEffect::OutOfScope => json!("(out of scope)"),
        ChangeEffect::Failed(codes) => json!(format!("(error {})", codes.join(", "))),
    }
}

/// The key of an expression's value in what stands for a payload. No target has this name.
const VALUE: &str = "(value)";

fn described(tally: &Tally, show: bool) -> Json {
    // About a whole payload, the values are the codes of diagnostics.
    let plain = show || tally.target.is_empty();
    let value = |value: &Option<String>| value.as_ref().map(|value| if plain { value.clone() } else { masked(value) });
    let samples = tally.samples.iter();
    let samples =
        samples.map(|sample| json!({"line": sample.line, "old": value(&sample.old), "new": value(&sample.new)}));
    json!({"target": if tally.target == VALUE { "" } else { &tally.target }, "pattern": tally.pattern.name(), "count": tally.count,
        "samples": samples.collect::<Vec<_>>()})
}

/// What is compared, or the codes of the errors that keep it from running.
enum Compiled {
    Mapping(Box<(Mapping, ObjectProgram)>),
    Expression(Box<Expression>),
    Broken(Vec<String>),
}

impl Compiled {
    fn of(request: &Request) -> Result<Self, String> {
        if request.on_demand.connector.is_none() && request.on_demand.text.is_empty() {
            return Ok(match Expression::new(&request.expression, request.context(None)?) {
                Ok(expression) => Self::Expression(Box::new(expression)),
                Err(report) => Self::Broken(codes(&report.diagnostics)),
            });
        }
        Ok(match compiled(request)? {
            Ok(compiled) => Self::Mapping(Box::new(compiled)),
            Err(refused) => {
                let found = refused["diagnostics"].as_array().into_iter().flatten();
                Self::Broken(found.filter_map(|found| found["code"].as_str().map(str::to_owned)).collect())
            }
        })
    }

    fn settings(&self) -> BTreeMap<String, String> {
        if let Self::Mapping(compiled) = self { compiled.0.settings.values() } else { BTreeMap::new() }
    }

    fn hidden(&self) -> impl Iterator<Item = &str> {
        let program = if let Self::Mapping(compiled) = self { Some(&compiled.1) } else { None };
        program.into_iter().flat_map(ObjectProgram::hidden_targets)
    }
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|found| found.is_error());
    errors.map(|found| found.code().to_owned()).collect()
}

enum Running<'p> {
    Mapping(Runner<'p>),
    Expression(ExpressionRunner<'p>),
    Broken(&'p [String]),
}

/// One of the two, ready to run.
struct Side<'p> {
    running: Running<'p>,
    world: &'p World,
    payload: Vec<u8>,
}

impl<'p> Side<'p> {
    fn new(compiled: &'p Compiled, world: &'p World) -> Self {
        let running = match compiled {
            Compiled::Mapping(compiled) => Running::Mapping(compiled.1.runner(RunLimits::default())),
            Compiled::Expression(expression) => Running::Expression(expression.runner(RunLimits::default())),
            Compiled::Broken(codes) => Running::Broken(codes),
        };
        Self { running, world, payload: Vec::new() }
    }

    /// The outcome of a record.
    fn result(&mut self, record: &RawRecord<'_>) -> ChangeEffect<'_> {
        self.payload.clear();
        let malformed = |code: &str| ChangeEffect::Failed(vec![code.to_owned()]);
        match &mut self.running {
            Running::Broken(codes) => ChangeEffect::Failed(codes.to_vec()),
            Running::Expression(runner) => {
                let ran = runner.value(record.shape, self.world, &mut (), |result, ()| match result {
                    Ok(Value::Skip) => Ok(json!({})),
                    Ok(value) if value.is_absent() => Ok(json!({})),
                    Ok(value) => Ok(json!({VALUE: attrflow::tool::to_json(value)})),
                    Err(error) => Err(vec![error.code().to_owned()]),
                });
                match ran {
                    Ok(Ok(value)) => {
                        self.payload = value.to_string().into_bytes();
                        ChangeEffect::Payload(&self.payload)
                    }
                    Ok(Err(codes)) => ChangeEffect::Failed(codes),
                    Err(error) => malformed(error.diagnostic().code()),
                }
            }
            Running::Mapping(runner) => match runner.create(record.shape, self.world, &mut self.payload) {
                Ok(Outcome::Payload { .. }) => ChangeEffect::Payload(&self.payload),
                Ok(Outcome::OutOfScope(_)) => ChangeEffect::OutOfScope,
                Ok(Outcome::Failed(errors)) => {
                    let code = |AttributeError { attribute, error }: AttributeError| match attribute {
                        Some(index) => format!("{}: {}", runner.program().attributes().target(index), error.code()),
                        None => error.code().to_owned(),
                    };
                    ChangeEffect::Failed(errors.into_iter().map(code).collect())
                }
                Err(error) => malformed(error.diagnostic().code()),
            },
        }
    }
}
