//! A test file as it was read: cases for a mapping, tables for single expressions, and their evaluation context.
//!
//! Holds strings with their locations and runs nothing.

use crate::dotnet::datetime::DateTime;
use crate::language::Language;
use crate::mapping::Located;
use crate::scim::Flavor;
use crate::text::{Quoted, Source, Span};
use serde_json::{Map, Value as Json};

/// The content of a test file.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// The file. Every location is in its text.
    pub source: Source,
    /// The mapping that cases run through: a path relative to the file, or a connector's name.
    pub mapping: Option<Located<String>>,
    /// The object mapping's name; by default the first that is enabled.
    pub object: Option<Located<String>>,
    /// The dialect; by default derived from the mapping's directories.
    pub dialect: Option<&'static Language>,
    /// The wire format of payloads; RFC 7644 unless the file says otherwise, whatever its mapping's source.
    pub flavor: Flavor,
    /// The current time.
    pub now: DateTime,
    /// The random seed.
    pub seed: u64,
    /// Settings that override those of the mapping.
    pub settings: Vec<(String, String)>,
    /// Values already in use in the target.
    pub taken: Vec<String>,
    /// The record that every case starts from.
    pub base: Map<String, Json>,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
    /// The tables, in the file's order.
    pub tables: Vec<Table>,
}

/// A record and the expected results of mapping it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Its header in the file.
    pub span: Span,
    /// The record.
    pub record: TestRecord,
    /// Whether the record is expected to be in scope.
    pub scope: Option<(bool, Span)>,
    /// The expectations for single targets.
    pub expectations: Vec<Expectation>,
    /// The whole payload.
    pub payload: Option<Snapshot>,
}

/// A record of a test.
#[derive(Clone, Debug, Default)]
pub struct TestRecord {
    /// The record as a JSON object.
    pub json: String,
    /// Its attributes that are written in the file, with their locations.
    pub names: Vec<(String, Span)>,
}

/// The expectation for one target.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The target, and where it is named.
    pub target: Located<String>,
    /// The expected result.
    pub wanted: Expected,
    /// The location of the expectation.
    pub span: Span,
}

/// The expected result of an attribute mapping or an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// This value.
    Value(Json),
    /// No value.
    Absent,
    /// Ignore flow: the target stays as it is.
    Skip,
    /// The error with this code.
    Error(String),
}

/// A payload as a whole, as `--update` writes it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The payload; `None` if it is still to be written.
    pub payload: Option<Json>,
    /// The inside of the literal.
    pub location: Quoted,
    /// The whole literal, quotes included.
    pub literal: Span,
}

/// Records with the expected results of one expression.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The tested expression.
    pub subject: TableSubject,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// What a table tests.
#[derive(Clone, Debug)]
pub enum TableSubject {
    /// An expression in the test file.
    Text(Located<String>),
    /// The attribute mapping of a target.
    Target(Located<String>),
}

/// A record and its expected result.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name: its number, or its location.
    pub name: String,
    /// The record.
    pub record: TestRecord,
    /// What is expected.
    pub wanted: Expected,
    /// The row in the file.
    pub span: Span,
    /// The expected result as `--update` may write it anew: JSON.
    pub literal: Option<Span>,
}

impl Row {
    /// Its name with that of its table.
    pub(super) fn full_name(&self, table: &Table) -> String {
        if table.name.is_empty() { self.name.clone() } else { format!("{}: {}", table.name, self.name) }
    }
}

impl TestFile {
    /// The current time of a file that does not set it: tests must have the same results tomorrow.
    const PRESENT: &'static str = "2026-01-01T00:00:00Z";

    /// A file without tests.
    pub(super) fn empty(source: &Source) -> Self {
        Self {
            source: source.clone(),
            mapping: None,
            object: None,
            dialect: None,
            flavor: Flavor::Rfc7644,
            now: crate::engine::moment(Self::PRESENT).unwrap_or_default(),
            seed: 0,
            settings: Vec::new(),
            taken: Vec::new(),
            base: Map::new(),
            cases: Vec::new(),
            tables: Vec::new(),
        }
    }
}

impl std::fmt::Display for Expected {
    /// In the form of a table's cell.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Expected::Value(value) => write!(out, "{value}"),
            Expected::Absent => out.write_str("(no value)"),
            Expected::Skip => out.write_str("(skipped)"),
            Expected::Error(code) => write!(out, "(error {code})"),
        }
    }
}

impl Expected {
    /// Parses a table's cell. Words in parentheses mean something other than a value; anything else is the value
    /// itself.
    pub fn of_cell(cell: &str) -> Self {
        match cell {
            "(no value)" => Expected::Absent,
            "(skipped)" => Expected::Skip,
            "(empty)" => Expected::Value(Json::from("")),
            _ => match cell.strip_prefix("(error ").and_then(|rest| rest.strip_suffix(')')) {
                Some(code) => Expected::Error(code.trim().to_owned()),
                None => Expected::Value(Json::from(cell)),
            },
        }
    }
}
