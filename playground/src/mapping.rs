//! Mapping files: reads and checks them, and maps records.

use crate::diagnostics;
use crate::evaluate::kind;
use crate::request::Request;
use attrflow::tool::mappings::AttributeMapping;
use attrflow::tool::{
    AttributeResult, Mapping, ObjectProgram, Outcome, RecordBody, RecordInput, RunLimits, check_mapping,
    compile_object, find_object, language_of, read_mapping,
};
use attrflow::{Diagnostic, Report, Source, connectors};
use serde_json::{Value as Json, json};

/// The mapping file of a request.
pub(crate) fn source(request: &Request) -> Result<Source, String> {
    // Without the resources, a connector would be empty, and the schemas of a file would have no attributes.
    #[cfg(attrflow_external_resources)]
    if !attrflow::tool::are_installed() {
        return Err("connectors and schemas are not loaded yet; mapping files can be read after that".to_owned());
    }
    match &request.on_demand.connector {
        Some(name) => {
            let found = connectors::find(name).ok_or_else(|| format!("there is no connector `{name}`"))?;
            Ok(found.source())
        }
        None => Ok(Source::new(request.on_demand.name.as_str(), request.on_demand.text.as_str())),
    }
}

/// See [`crate::inspect`].
pub(crate) fn inspect(request: Request) -> Result<Json, String> {
    let source = source(&request)?;
    let (mapping, read) = read_mapping(&source);
    let checked = check_mapping(&mapping, request.dialect()?, None);
    let report = Report::new(source.clone(), read.into_iter().chain(checked).collect());
    let found: Vec<Json> = report.diagnostics.iter().map(|found| described(&source, found)).collect();
    let objects: Vec<Json> = mapping
        .object_mappings()
        .map(|(rule, object)| {
            let attributes: Vec<Json> = object.attribute_mappings.iter().map(attribute_mapping).collect();
            let known = mapping.source_definition(rule, object).map(|known| &known.attributes);
            let known: Vec<Json> = known
                .into_iter()
                .flatten()
                .map(|attribute| {
                    json!({"name": attribute.name.value, "type": attribute.kind.name(),
                        "several": attribute.multivalued, "required": attribute.required})
                })
                .collect();
            let name = [&object.name.value, &object.target_object.value, &object.source_object.value];
            json!({"name": name.iter().find(|name| !name.is_empty()), "rule": rule.name.value,
                "dialect": language_of(rule).name,
                "flavor": mapping.flavor(rule, object).name(), "enabled": object.enabled, "source": object.source_object.value, "target": object.target_object.value,
                "scoped": object.scope.is_some(), "attributes": attributes, "known": known})
        })
        .collect();
    let runs = number(&mapping, &request);
    Ok(json!({"name": source.name(), "objects": objects, "runs": runs, "settings": mapping.settings.values(),
        "diagnostics": found}))
}

/// A diagnostic about a mapping file: its location in the file and, if it is about an expression, in that.
pub(crate) fn described(source: &Source, found: &Diagnostic) -> Json {
    let subject = found.subject.as_deref();
    let mut json = json!({"code": found.code(), "severity": found.severity().to_string(), "message": found.message,
        "help": found.help});
    if let Some((text, span)) = subject.and_then(|subject| subject.expression.as_ref()) {
        json = diagnostics::at(text, *span, &Diagnostic { fix: None, related: Vec::new(), ..found.clone() });
    }
    json["fix"] = json!(found.fix.as_ref().map(|fix| json!({"title": fix.title, "safe": fix.safe})));
    json["location"] = location(source, found.span.range().start);
    json["pointer"] = json!(subject.map(|subject| &subject.pointer));
    json
}

fn attribute_mapping(attribute: &AttributeMapping) -> Json {
    let written = attribute.source.as_ref();
    let expression = written.and_then(|written| written.expression.as_ref()).map(|written| &written.value);
    let named = written.and_then(|written| written.name.as_ref()).map(|name| &name.value);
    json!({"target": attribute.target.value, "expression": expression, "named": named,
        "kind": written.map(|written| format!("{:?}", written.kind).to_ascii_lowercase()),
        "default": attribute.default.as_ref().map(|default| &default.value), "matching": attribute.matching_priority,
        "pointer": attribute.pointer})
}

/// See [`crate::map`].
pub(crate) fn map(request: Request) -> Result<Json, String> {
    let (mapping, program) = match compiled(&request)? {
        Ok(compiled) => compiled,
        Err(refused) => return Ok(refused),
    };
    let world = request.world(&mapping.settings.values())?;
    let record = if request.record.trim().is_empty() { "{}" } else { &request.record };
    // The second run must not find the values reserved that the first one was given.
    let again = request.world(&mapping.settings.values())?;
    let mut runner = program.runner(RunLimits::default());
    let mut payload = Vec::new();
    let answer = runner.with(RecordBody::Json(record), &world, |program, input| {
        let made: Vec<Json> = program.explain(input).iter().map(described_result).collect();
        let outcome = program.create(&RecordInput { host: &again, ..*input }, &mut payload);
        let mut answer = became(program, &outcome, &payload);
        answer["made"] = json!(made);
        answer["reads"] = json!(program.attributes().referenced_attributes());
        answer
    });
    Ok(answer.unwrap_or_else(
        |malformed| json!({"status": "record", "error": diagnostics::diagnostic(record, &malformed.diagnostic())}),
    ))
}

/// What an attribute mapping makes of a record.
pub(crate) fn described_result(made: &AttributeResult<'_>) -> Json {
    let alone = str::from_utf8(&made.alone).ok().and_then(|alone| serde_json::from_str::<Json>(alone).ok());
    json!({"value": attrflow::tool::to_json(made.value), "type": kind(made.value), "skipped": made.skipped,
        "absent": made.value.is_absent(), "alone": alone,
        "error": made.error.as_ref().map(|error| json!({"code": error.code(), "message": error.message,
            "help": error.help, "value": error.value}))})
}

/// The number of the object mapping to run in the file: the one that the request names, else the first to run.
pub(crate) fn number(mapping: &Mapping, request: &Request) -> Option<usize> {
    if let Some(index) = request.on_demand.index {
        return usize::try_from(index).ok().filter(|index| *index < mapping.object_mappings().count());
    }
    let (_, found) = find_object(mapping, request.on_demand.object.as_deref()).ok()?;
    mapping.object_mappings().position(|(_, object)| std::ptr::eq(object, found))
}

pub(crate) fn compile(
    mapping: &Mapping,
    number: Option<usize>,
    request: &Request,
) -> Result<(Option<ObjectProgram>, Vec<Diagnostic>), String> {
    let (dialect, flavor) = (request.dialect()?, request.on_demand.flavor()?);
    let chosen = number.and_then(|number| mapping.object_mappings().nth(number));
    Ok(match chosen {
        Some((rule, object)) => ObjectProgram::compile((mapping, rule, object), dialect, flavor),
        None => {
            let index = request.on_demand.index.map(|index| index.to_string());
            compile_object(mapping, index.as_deref().or(request.on_demand.object.as_deref()), dialect, flavor)
        }
    })
}

/// The object mapping to run, or why it cannot run.
pub(crate) fn compiled(request: &Request) -> Result<Result<(Mapping, ObjectProgram), Json>, String> {
    let source = source(request)?;
    let (mapping, read) = read_mapping(&source);
    let (program, found) = compile(&mapping, number(&mapping, request), request)?;
    let errors: Vec<&Diagnostic> = read.iter().chain(&found).filter(|diagnostic| diagnostic.is_error()).collect();
    Ok(match program.filter(|_| errors.is_empty()) {
        Some(program) => Ok((mapping, program)),
        None => Err(refused(&source, errors)),
    })
}

/// The answer for a mapping file that cannot run.
pub(crate) fn refused<'d>(source: &Source, errors: impl IntoIterator<Item = &'d Diagnostic>) -> Json {
    let found: Vec<Json> = errors.into_iter().map(|diagnostic| described(source, diagnostic)).collect();
    json!({"status": "refused", "diagnostics": found})
}

/// The outcome of a record. The payload is a JSON string, because the order of its keys matters.
pub(crate) fn became(program: &ObjectProgram, outcome: &Outcome, payload: &[u8]) -> Json {
    let (status, clauses, errors): (_, Vec<String>, &[_]) = match outcome {
        Outcome::Payload { .. } => ("mapped", Vec::new(), &[]),
        Outcome::OutOfScope(misses) => {
            ("out-of-scope", misses.iter().map(|miss| program.describe(miss)).collect(), &[])
        }
        Outcome::Failed(errors) => ("failed", Vec::new(), errors),
    };
    let errors: Vec<Json> = errors
        .iter()
        .map(|failed| {
            json!({"attribute": failed.attribute, "code": failed.error.code(), "message": failed.error.message,
                "help": failed.error.help})
        })
        .collect();
    let payload = str::from_utf8(payload).ok().filter(|_| status == "mapped");
    json!({"status": status, "payload": payload, "clauses": clauses, "errors": errors})
}

/// Line and column of an offset, as users see them.
pub(crate) fn location(source: &Source, byte: usize) -> Json {
    let position = source.position(byte);
    json!({"line": position.line, "column": position.column})
}
