//! Runs what is being written on a sample record: the code lenses that offer it, and the commands that they name.
//!
//! The record is what the editor sends, or that of the nearest `sample-user.json`. Nothing is written, and nothing is sent.

use super::document::{Content, Document, Region};
use super::position::{position, range};
use crate::cli::error::plain;
use attrflow::tool::{Expression, RecordBody, RunLimits, Trace, TraceNode, TraceValue, decode, present};
use attrflow::{Mapper, Options, Status, World};
use lsp_types as lsp;
use serde_json::{Map, Value as Json, json};
use std::path::Path;

/// Runs an object mapping or one expression on a sample record.
const RUN: &str = "attrflow.run";

/// Makes a sample record with the attributes that a document reads.
const SAMPLE: &str = "attrflow.sample";

pub(super) const COMMANDS: [&str; 2] = [RUN, SAMPLE];

/// The file with the sample record, in the folder of the document or in a parent folder.
const FILE: &str = "sample-user.json";

/// A user that exists nowhere, for the values of a new sample.
const USERS: &str = include_str!("../../../examples/users.ndjson");

/// How many expressions have a lens of their own; beyond that, only object mappings have.
const MOST_LENSES: usize = 2_000;

/// The lenses of a document: one above each object mapping, and one above the first expression of each line.
pub(super) fn lenses(document: &Document, uri: &lsp::Uri) -> Vec<lsp::CodeLens> {
    let source = &document.source;
    let lens = |at: usize, title: &str, what: &str, number: usize| {
        let start = position(source, at);
        let arguments = vec![json!({"uri": uri.as_str(), what: number})];
        let command = lsp::Command { title: title.to_owned(), command: RUN.to_owned(), arguments: Some(arguments) };
        lsp::CodeLens { range: lsp::Range { start, end: start }, command: Some(command), data: None }
    };
    let mut all = Vec::new();
    if let Some(mapping) = document.mapping() {
        for (number, (_, object)) in mapping.object_mappings().enumerate() {
            all.push(lens(object.span.range().start, "Run on sample user", "object", number));
        }
    }
    let mut last = None;
    for (number, region) in document.regions.iter().enumerate().take(MOST_LENSES) {
        let at = region.location.span.range().start;
        let line = source.position(at).line;
        if last.replace(line) != Some(line) {
            let title = if region.object.is_some() { "Run" } else { "Run on sample user" };
            all.push(lens(at, title, "expression", number));
        }
    }
    all
}

/// Runs a command, and answers with its result or with why there is none.
pub(super) fn execute(command: &str, document: &Document, asked: &Json) -> Result<Json, String> {
    if command == SAMPLE {
        return Ok(sample(document));
    }
    let (record, from) = match asked.get("record") {
        Some(Json::String(text)) => (text.clone(), None),
        Some(record @ Json::Object(_)) => (record.to_string(), None),
        Some(_) => return Err("the record is not a JSON object".to_owned()),
        None => nearest(document)?,
    };
    let number = |key: &str| asked.get(key).and_then(Json::as_u64).and_then(|number| usize::try_from(number).ok());
    let gone = || "the document has changed; try again".to_owned();
    let mut result = match (number("object"), number("expression")) {
        (Some(object), _) => of_object(document, object, &record)?,
        (None, Some(expression)) => {
            let region = document.regions.get(expression).ok_or_else(gone)?;
            json!({"values": [value(document, region, &record)?]})
        }
        (None, None) => return Err("neither an object mapping nor an expression is named".to_owned()),
    };
    if let (Some(from), Json::Object(members)) = (from, &mut result) {
        members.insert("sample".to_owned(), Json::from(from));
    }
    Ok(result)
}

/// What an object mapping makes of a record, and what each of its expressions gives.
fn of_object(document: &Document, number: usize, record: &str) -> Result<Json, String> {
    let mapping = document.mapping().ok_or("the document is not a mapping")?;
    let (_, object) = mapping.object_mappings().nth(number).ok_or("the document has changed; try again")?;
    let regions = document.regions.iter().filter(|region| region.object == Some(number));
    let values = regions.map(|region| value(document, region, record)).collect::<Result<Vec<_>, _>>()?;
    let name = [&object.name.value, &object.target_object.value].into_iter().find(|name| !name.is_empty());
    let mut options = Options::new().now(present());
    options = name.map_or(Options::new().now(present()), |name| options.object(name.clone()));
    if let Some(dialect) = document.dialect {
        options = options.language(dialect);
    }
    let mut result = json!({"object": name, "values": values});
    let Json::Object(members) = &mut result else { return Ok(result) };
    // A run is asked for by name.
    let named = name.and_then(|name| mapping.find_object(name));
    if named.is_some_and(|(_, named)| !std::ptr::eq(named, object)) {
        let message = "another object mapping has the same name, and only that one can be run";
        members.insert("status".to_owned(), json!("invalid"));
        members.insert("errors".to_owned(), json!([{"code": null, "message": message}]));
        return Ok(result);
    }
    match Mapper::new(document.source.clone(), options) {
        Ok(mapper) => {
            let envelope = mapper.map(record);
            members.insert("status".to_owned(), json!(status(envelope.status)));
            let payload = envelope.payload.as_deref().and_then(|payload| serde_json::from_str::<Json>(payload).ok());
            members.insert("payload".to_owned(), payload.unwrap_or_default());
            let errors = serde_json::to_value(&envelope.errors).unwrap_or_default();
            members.insert("errors".to_owned(), errors);
        }
        Err(report) => {
            let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
            let errors = errors.map(|error| json!({"code": error.code(), "message": error.message}));
            members.insert("status".to_owned(), json!("invalid"));
            members.insert("errors".to_owned(), errors.collect());
        }
    }
    Ok(result)
}

/// A status as envelopes have it.
fn status(status: Status) -> Json {
    serde_json::to_value(status).unwrap_or_default()
}

/// What an expression gives: the value as JSON and in words, or an error, and its parts.
fn value(document: &Document, region: &Region, record: &str) -> Result<Json, String> {
    let range = range(&document.source, region.location.span);
    let expression = match Expression::new(&region.text, region.context()) {
        Ok(expression) => expression,
        Err(report) => {
            let first = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
            let error = first.map(|error| json!({"code": error.code(), "message": error.message}));
            return Ok(json!({"range": range, "error": error}));
        }
    };
    let settings = document.settings.iter();
    let world = settings.fold(World::at(present()), |world, (name, value)| world.with_setting(name, value));
    let mut runner = expression.runner(RunLimits::default());
    let answer = runner.value(Some(RecordBody::Json(record)), &world, &mut Trace::default(), |value, trace| match value {
        Ok(value) => {
            let whole = trace.tree(expression.checked().root(), Some(value));
            let text = shown(&whole.given);
            json!({"range": range, "value": plain_value(&whole.given), "text": text, "trace": lines(&region.text, &whole)})
        }
        Err(error) => json!({"range": range, "error": {"code": error.code(), "message": error.message}}),
    });
    answer.map_err(|malformed| format!("the sample record cannot be read: {}", malformed.diagnostic().message))
}

fn plain_value(given: &TraceValue) -> Json {
    match given {
        TraceValue::Value(value) => value.clone(),
        _ => Json::Null,
    }
}

/// A value in words.
fn shown(given: &TraceValue) -> String {
    crate::cli::trace::shown(given)
}

/// One line for each part of an expression: its text, and its value.
fn lines(text: &str, whole: &TraceNode) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = crate::cli::trace::print(text, whole, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The record of the nearest sample file, and its path.
fn nearest(document: &Document) -> Result<(String, Option<String>), String> {
    let missing = || format!("there is no sample user: put a user as a JSON object into `{FILE}` beside this file");
    let folder = Path::new(document.source.name()).parent().ok_or_else(missing)?;
    for folder in folder.ancestors() {
        let path = folder.join(FILE);
        if path.is_file() {
            let name = path.display().to_string();
            let bytes = std::fs::read(&path).map_err(|error| format!("`{name}` cannot be read: {}", plain(&error)))?;
            let text = decode(&bytes).map_err(|wrong| format!("`{name}` is not {}", wrong.encoding))?;
            return Ok((text, Some(name)));
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Err(missing())
}

/// A record with the attributes that a document reads, with values of a user that exists nowhere.
fn sample(document: &Document) -> Json {
    let user: Map<String, Json> =
        USERS.lines().next().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    ["id", "userPrincipalName"].iter().filter(|name| user.contains_key(**name)).for_each(|name| add(name));
    for region in &document.regions {
        if let Ok(expression) = Expression::new(&region.text, region.context()) {
            expression.program().attributes().iter().for_each(|name| add(name));
        }
    }
    if let Content::Mapping(mapping) = &document.content {
        let scopes = mapping.object_mappings().filter_map(|(_, object)| object.scope.as_ref());
        let groups = scopes.flat_map(|scope| scope.groups.iter().chain(&scope.input_groups));
        groups.flat_map(|group| &group.clauses).for_each(|clause| add(&clause.attribute.value));
    }
    let member = |name: String| {
        let value = user.get(&name).cloned().unwrap_or_else(|| Json::from(""));
        (name, value)
    };
    Json::Object(names.into_iter().map(member).collect())
}

/// A result in words, for editors that show no more than messages.
pub(super) fn message(result: &Json) -> Option<String> {
    if let Some(status) = result.get("status").and_then(Json::as_str) {
        let payload = result.get("payload").filter(|payload| payload.is_object());
        return Some(payload.map_or_else(|| status.to_owned(), |payload| format!("{status}: {payload}")));
    }
    let only = result.get("values")?.get(0)?;
    let error = only.pointer("/error/message").and_then(Json::as_str);
    only.get("text").and_then(Json::as_str).or(error).map(str::to_owned)
}
