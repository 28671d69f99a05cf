//! The outcome of a record as a value and as JSON: what `map --envelope` prints and what the bindings return. Each error has
//! its remedy and its location in the mapping file.

use super::{Action, Request, Status};
use crate::diagnostic::Diagnostic;
use crate::engine::{AttributeError, ObjectProgram};
use crate::mapping::{AttributeMapping, Mapping, ObjectMapping};
use crate::text::Span;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The outcome of a record.
///
/// Serialises to `{"id":…,"status":"ok","payload":{…},"skipped":[],"errors":[]}`, with `requests`, `reason` and `deferred`
/// where there is something in them.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Envelope<'e> {
    /// What the record is known by: its `id`, `objectId`, `userPrincipalName`, `userName` or `dn`.
    pub id: Option<String>,
    /// What became of it.
    pub status: Status,
    /// The payload as JSON text; nothing where it has none.
    #[serde(serialize_with = "crate::text::as_json")]
    pub payload: Option<Cow<'e, str>>,
    /// What to send, in this order.
    #[serde(skip_serializing_if = "<[Request]>::is_empty")]
    pub requests: Cow<'e, [Request]>,
    /// Why a change is held back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The targets that are left as they are.
    pub skipped: Vec<&'e str>,
    /// The targets whose references are sent once the object exists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<&'e str>,
    /// Why there is no payload, or which references were left out of it.
    pub errors: Vec<RecordError<'e>>,
}

/// What is the matter with a record.
#[derive(Debug)]
#[non_exhaustive]
pub struct RecordError<'e> {
    /// The line of the records that it is in, counted from 1.
    pub line: u64,
    /// What the record is known by.
    pub id: Option<String>,
    /// The target whose value cannot be made; nothing where it is about the record itself or the scope.
    pub attribute: Option<&'e str>,
    /// Where the mapping says what cannot be carried out.
    pub location: Option<MappingLocation>,
    /// What, with its code and remedy. The record's value is in it and in none of the texts: it is personal data more often
    /// than not.
    pub diagnostic: Diagnostic,
}

/// A location in a mapping file, and in the expression that stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MappingLocation {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
    /// The expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The first byte in the expression.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Serialize for RecordError<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'w> {
            line: u64,
            id: Option<&'w str>,
            attribute: Option<&'w str>,
            code: &'w str,
            message: &'w str,
            help: Option<&'w str>,
            location: Option<&'w MappingLocation>,
        }
        let written = Written {
            line: self.line,
            id: self.id.as_deref(),
            attribute: self.attribute,
            code: self.diagnostic.code(),
            message: &self.diagnostic.message,
            help: self.diagnostic.help.as_deref(),
            location: self.location.as_ref(),
        };
        written.serialize(to)
    }
}

impl std::fmt::Display for RecordError<'_> {
    /// `line:attribute: severity[code]: message`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "record {}", self.line)?;
        if let Some(attribute) = self.attribute {
            write!(out, ", `{attribute}`")?;
        }
        write!(out, ": {}[{}]: {}", self.diagnostic.severity(), self.diagnostic.code(), self.diagnostic.message)
    }
}

impl std::error::Error for RecordError<'_> {}

/// Makes envelopes for the records of an object mapping.
#[derive(Clone, Copy)]
pub struct Envelopes<'m> {
    program: &'m ObjectProgram,
    mapping: &'m Mapping,
    object: Option<&'m ObjectMapping>,
}

impl<'m> Envelopes<'m> {
    /// For the object mapping that `program` was compiled from.
    pub fn new(program: &'m ObjectProgram, mapping: &'m Mapping, object: Option<&'m ObjectMapping>) -> Self {
        Self { program, mapping, object }
    }

    /// The envelope of an action. `line` is where the record stands.
    pub fn of<'e>(&self, id: Option<String>, line: u64, action: &'e Action) -> Envelope<'e>
    where
        'm: 'e,
    {
        let errors = action.errors.iter().map(|error| self.error(line, id.clone(), error)).collect();
        Envelope {
            status: action.status,
            payload: action.state.as_deref().map(Cow::Borrowed),
            requests: Cow::Borrowed(&action.requests),
            reason: action.reason,
            skipped: self.targets(&action.skipped),
            deferred: self.targets(&action.deferred),
            errors,
            id,
        }
    }

    /// An envelope with nothing in it but errors.
    pub fn empty(&self, id: Option<String>, status: Status, errors: Vec<RecordError<'m>>) -> Envelope<'m> {
        let (skipped, deferred) = (Vec::new(), Vec::new());
        Envelope { id, status, payload: None, requests: Cow::Borrowed(&[]), reason: None, skipped, deferred, errors }
    }

    /// The targets of attribute mappings.
    pub fn targets(&self, attributes: &[usize]) -> Vec<&'m str> {
        attributes.iter().map(|index| self.program.attributes().target(*index)).collect()
    }

    /// An error of an attribute mapping, or of the record itself where it is about none.
    pub fn error(&self, line: u64, id: Option<String>, error: &AttributeError) -> RecordError<'m> {
        RecordError {
            attribute: error.attribute.map(|index| self.program.attributes().target(index)),
            location: error.attribute.and_then(|index| self.location(index, error.error.span)),
            ..RecordError::of_record(line, id, (*error.error).clone())
        }
    }

    /// Where in the file a span of an attribute mapping's expression is.
    fn location(&self, attribute: usize, span: Span) -> Option<MappingLocation> {
        let AttributeMapping { source, target, .. } = self.object?.attribute_mappings.get(attribute)?;
        let written = source.as_ref().and_then(|source| source.expression.as_ref());
        let file = &self.mapping.source;
        let start = written.unwrap_or(target).locate(file.text(), span).range().start;
        let position = file.position(start);
        Some(MappingLocation {
            file: file.name().to_owned(),
            line: position.line,
            column: position.column,
            expression: written.map(|written| written.value.clone()),
            start: span.range().start,
            end: span.range().end,
        })
    }
}

impl RecordError<'_> {
    /// An error about a record itself.
    pub(crate) fn of_record(line: u64, id: Option<String>, diagnostic: Diagnostic) -> Self {
        Self { line, id, attribute: None, location: None, diagnostic }
    }
}
