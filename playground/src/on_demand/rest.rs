//! What the other attribute mappings make of a record if some fail: these are left out, and the rest runs again. Does not know what
//! a mapping means.

use crate::diagnostics;
use crate::mapping::{became, compile, described_result, number, refused, source};
use crate::request::Request;
use attrflow::Diagnostic;
use attrflow::tool::{AttributeResult, Outcome, RecordBody, RecordInput, RunLimits, Value, read_mapping};
use serde_json::{Value as Json, json};

/// See [`super::map_rest`]. Attribute mappings that cannot run, or fail for the record, are left out and the rest runs again, so that
/// a failing one hides no other.
pub(crate) fn map_rest(request: Request) -> Result<Json, String> {
    let source = source(&request)?;
    let (mut mapping, read) = read_mapping(&source);
    let number = number(&mapping, &request);
    let attributes = number.and_then(|number| mapping.object_mappings().nth(number));
    let mut kept: Vec<usize> = (0..attributes.map_or(0, |(_, object)| object.attribute_mappings.len())).collect();
    let record = if request.record.trim().is_empty() { "{}" } else { &request.record };
    let (mut failures, mut made, mut reads) = (Vec::new(), vec![Json::Null; kept.len()], Json::Null);
    loop {
        let (program, found) = compile(&mapping, number, &request)?;
        let errors = || read.iter().chain(&found).filter(|found| found.is_error());
        let object = number.and_then(|number| mapping.object_mappings().nth(number)).map(|(_, object)| object);
        let own = |error: &Diagnostic| {
            let pointer = &error.subject.as_ref()?.pointer;
            object?.attribute_mappings.iter().position(|attribute| attribute.pointer == *pointer)
        };
        let mut failing: Vec<usize> = errors().filter_map(own).collect();
        if failing.len() < errors().count() || program.is_none() && failing.is_empty() {
            return Ok(refused(&source, errors()));
        }
        let mut answer = Json::Null;
        let mut fail = |at: Option<usize>, error: &Diagnostic| {
            failures.push((at.and_then(|at| kept.get(at)).copied(), error.clone()));
        };
        errors().for_each(|error| fail(own(error), error));
        if let Some(program) = program.filter(|_| failing.is_empty()) {
            // The second run must not find the values reserved that the first one was given.
            let world = request.world(&mapping.settings.values())?;
            let again = request.world(&mapping.settings.values())?;
            let (mut runner, mut payload) = (program.runner(RunLimits::default()), Vec::new());
            let ran = runner.with(RecordBody::Json(record), &world, |program, input| {
                let outcome = program.create(&RecordInput { host: &again, ..*input }, &mut payload);
                if let Outcome::Failed(errors) = &outcome {
                    for failed in errors {
                        fail(failed.attribute, &failed.error);
                        failing.extend(failed.attribute);
                    }
                }
                answer = became(program, &outcome, &payload);
                for (at, result) in kept.iter().zip(program.explain(input)) {
                    if let Some(made) = made.get_mut(*at) {
                        *made = described_result(&result);
                    }
                }
                if reads.is_null() {
                    reads = json!(program.attributes().referenced_attributes());
                }
            });
            if let Err(malformed) = ran {
                return Ok(
                    json!({"status": "record", "error": diagnostics::diagnostic(record, &malformed.diagnostic())}),
                );
            }
        }
        if failing.is_empty() {
            let mut errors = Vec::new();
            for (at, error) in failures {
                errors
                    .push(json!({"attribute": at, "code": error.code(), "message": error.message, "help": error.help}));
                if let Some(made) = at.and_then(|at| made.get_mut(at)) {
                    let error = Some(Box::new(error));
                    *made = described_result(&AttributeResult {
                        value: Value::Absent,
                        skipped: false,
                        error,
                        alone: Vec::new(),
                    });
                }
            }
            if !errors.is_empty() && answer["status"] == "mapped" {
                answer["status"] = json!("failed");
                answer["errors"] = Json::Array(errors);
            }
            answer["made"] = Json::Array(made);
            answer["reads"] = reads;
            return Ok(answer);
        }
        let mut objects = mapping.rules.iter_mut().flat_map(|rule| &mut rule.object_mappings);
        let object = number.and_then(|number| objects.nth(number));
        let mut at = 0..;
        object
            .into_iter()
            .for_each(|object| object.attribute_mappings.retain(|_| !failing.contains(&at.next().unwrap_or(0))));
        let mut at = 0..;
        kept.retain(|_| !failing.contains(&at.next().unwrap_or(0)));
    }
}
