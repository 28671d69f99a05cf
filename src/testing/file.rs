//! A test file as it was read: cases for a mapping, tables for single expressions, the world that they run in.
//!
//! Holds texts with their places and runs nothing.

use crate::dotnet::datetime::DateTime;
use crate::functions::Dialect;
use crate::mapping::Located;
use crate::scim::Flavor;
use crate::text::{Quoted, Source, Span};
use serde_json::{Map, Value as Json};

/// Everything that a test file says.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// The file. Every place is in its text.
    pub source: Source,
    /// The mapping that cases run through: a path relative to the file, or a connector's name.
    pub mapping: Option<Located<String>>,
    /// The object mapping's name; the first that is enabled without it.
    pub object: Option<Located<String>>,
    /// The dialect; what the mapping's directories say without it.
    pub dialect: Option<Dialect>,
    /// Whom payloads are written like; by RFC 7644 unless the file says otherwise, as `attrflow map` does.
    pub flavor: Flavor,
    /// The present.
    pub now: DateTime,
    /// The seed for chance.
    pub seed: u64,
    /// Settings over those of the mapping.
    pub settings: Vec<(String, String)>,
    /// Values that the target has already.
    pub taken: Vec<String>,
    /// The record that every case begins with.
    pub base: Map<String, Json>,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
    /// The tables, in the file's order.
    pub tables: Vec<Table>,
}

/// A record and what the mapping is expected to make of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// Its head in the file.
    pub span: Span,
    /// The record.
    pub record: TestRecord,
    /// Whether the record is expected to take part.
    pub scope: Option<(bool, Span)>,
    /// What is expected of single targets.
    pub expectations: Vec<Expectation>,
    /// The whole payload.
    pub payload: Option<Snapshot>,
}

/// A record of a test.
#[derive(Clone, Debug, Default)]
pub struct TestRecord {
    /// It as a JSON object.
    pub json: String,
    /// Its attributes that are written in the file, with their places.
    pub names: Vec<(String, Span)>,
}

/// What is expected of one target.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The target, and where it is named.
    pub target: Located<String>,
    /// What it is expected to get.
    pub wanted: Expected,
    /// Where that is written.
    pub span: Span,
}

/// What is expected of an attribute mapping or an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// This value.
    Value(Json),
    /// No value.
    Absent,
    /// The order to leave the target as it is.
    Skip,
    /// The error of this code.
    Error(String),
}

/// A payload as a whole, as `--update` writes it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The payload; nothing where it is still to be written.
    pub payload: Option<Json>,
    /// The inside of the literal.
    pub location: Quoted,
    /// The whole literal, quotes included.
    pub literal: Span,
}

/// Records with what one expression is expected to give for each.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called.
    pub name: String,
    /// What is computed.
    pub subject: TableSubject,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// What a table is about.
#[derive(Clone, Debug)]
pub enum TableSubject {
    /// An expression that stands in the test file.
    Text(Located<String>),
    /// The attribute mapping of a target.
    Target(Located<String>),
}

/// A record and what is expected for it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What tells it from others: its number, or where it stands.
    pub name: String,
    /// The record.
    pub record: TestRecord,
    /// What is expected.
    pub wanted: Expected,
    /// The row in the file.
    pub span: Span,
}

impl std::fmt::Display for Expected {
    /// As a table's cell has it.
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
    /// What a table's cell says. Words in brackets are what is not a value; anything else is the value itself.
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
