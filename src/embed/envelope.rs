//! What became of a record, as a value and as JSON: the fields of the command line's `--envelope`, and in each error the
//! remedy and the location in the mapping file besides.

use crate::diagnostic::Diagnostic;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What became of a record.
///
/// Serialises to `{"id":…,"status":"ok","payload":{…},"skipped":[],"errors":[]}`, with `deferred` where there is something in it.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct Envelope<'e> {
    /// What the record is known by: its `id`, `objectId`, `userPrincipalName`, `userName` or `dn`.
    pub id: Option<String>,
    /// What became of it.
    pub status: Status,
    /// The payload as JSON text; nothing where it has none.
    pub payload: Option<Cow<'e, RawValue>>,
    /// The targets that are left as they are.
    pub skipped: Vec<&'e str>,
    /// The targets whose references are sent once the object exists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<&'e str>,
    /// Why there is no payload, or which references were left out of it.
    pub errors: Vec<RecordError<'e>>,
}

/// What became of a record, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It has a payload.
    Ok,
    /// It takes no part.
    OutOfScope,
    /// It cannot be mapped.
    Error,
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
    pub location: Option<MappingPlace>,
    /// What, with its code and remedy. The record's value is in it and in none of the texts: it is personal data more often
    /// than not.
    pub diagnostic: Diagnostic,
}

/// A location in a mapping file, and in the expression that stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MappingPlace {
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
            location: Option<&'w MappingPlace>,
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
