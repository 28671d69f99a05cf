//! Editing the table of one expression: the results of its records, their expected results, and conversion to and from
//! a test file.
//!
//! Runs records as a test file's table does, so that what passes here passes there. Opens no file.

use super::assertions::holds;
use super::file::{Expected, Table, TableSubject, TestFile, TestRecord};
use super::harness::{Actual, Evaluator};
use super::literal::{key, value};
use super::table::{EXPECTED, cells};
use crate::dotnet::datetime::DateTime;
use crate::engine::{Expression, World};
use crate::language::Language;
use crate::record::{RECORD_LIMIT, RecordBody, Records, with_column};
use crate::text::{Span, object_of};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// An expression with the evaluation context of its records.
#[derive(Clone, Debug)]
pub struct TableEditor<'s> {
    /// The table's name.
    pub name: &'s str,
    /// The expression.
    pub text: &'s str,
    /// Its dialect.
    pub dialect: &'static Language,
    /// The current time.
    pub now: DateTime,
    /// The random seed.
    pub seed: u64,
    /// The settings of the provisioning job.
    pub settings: &'s [(String, String)],
    /// Values already in use in the target; every record starts with these and no others.
    pub taken: &'s [String],
}

/// A record of a table and its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The line where it begins, counted from 1.
    pub line: u64,
    /// The value of the attribute that identifies it, if it has one.
    pub identity: Option<String>,
    /// Its attributes without the column `expected`; `None` if it cannot be read.
    pub record: Option<Map<String, Json>>,
    /// The result of the expression; the error of a record that cannot be read.
    pub gave: Actual,
    /// The expected result, if it has the column `expected`.
    pub wanted: Option<Expected>,
}

impl Tried {
    /// Whether the result is as expected; `None` if nothing is expected.
    pub fn holds(&self) -> Option<bool> {
        self.wanted.as_ref().map(|wanted| holds(wanted, &self.gave))
    }

    /// The result in the form of the column `expected`.
    pub fn cell(&self) -> Json {
        let came = match &self.gave {
            Actual::Value(json) => Expected::Value(json.clone()),
            Actual::Absent => Expected::Absent,
            Actual::Skip => Expected::Skip,
            Actual::Error(code, _) => Expected::Error((*code).to_owned()),
        };
        came.cell()
    }
}

impl TableEditor<'_> {
    fn world(&self) -> World {
        let world = World::at(self.now).with_seed(self.seed).with_taken(self.taken);
        self.settings.iter().fold(world, |world, (name, value)| world.with_setting(name, value))
    }

    /// Runs an expression on records of CSV, NDJSON or a JSON array. Every record has its own evaluation context.
    pub fn run(&self, expression: &Expression, records: &str) -> Vec<Tried> {
        let evaluator = Evaluator::new(expression.program());
        let mut records = Records::new(records.as_bytes(), None, RECORD_LIMIT);
        let mut tried = Vec::new();
        while let Some(record) = records.next_record() {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    let (line, gave) = (refused.location.line, Actual::of_error(&refused.diagnostic));
                    tried.push(Tried { line, identity: None, record: None, gave, wanted: None });
                    continue;
                }
            };
            let identity = record.identity().map(|(_, value)| value);
            let (line, read) = (record.location.line, attributes(record.shape));
            tried.push(match read {
                Some((attributes, wanted)) => {
                    let gave = evaluator.value(&of_map(&attributes), &self.world(), &mut ());
                    Tried { line, identity, record: Some(attributes), gave, wanted }
                }
                // Invalid JSON is described by the reader of records, so that there is one wording.
                None => {
                    let text = record.shape.text(&bumpalo::Bump::new()).to_owned();
                    let broken = TestRecord { json: text, names: Vec::new() };
                    let gave = evaluator.value(&broken, &self.world(), &mut ());
                    Tried { line, identity, record: None, gave, wanted: None }
                }
            });
        }
        tried
    }

    /// Records of CSV with these cells in a column, by the numbers of their rows; by default it is `expected`.
    pub fn fill(records: &str, column: Option<&str>, cells: &BTreeMap<usize, String>) -> Result<String, String> {
        with_column(records, column.unwrap_or(EXPECTED), cells).map_err(|error| error.to_string())
    }

    /// The test file with the records that have an expected result; `None` if there are none.
    pub fn write(&self, tried: &[Tried]) -> Option<String> {
        let rows = tried.iter().filter_map(|tried| {
            let mut row = tried.record.clone()?;
            row.insert(EXPECTED.to_owned(), tried.wanted.as_ref()?.cell());
            let fields: Vec<String> =
                row.iter().map(|(name, json)| format!("{} = {}", key(name), value(&as_in_toml(json)))).collect();
            Some(format!("    {{ {} }},\n", fields.join(", ")))
        });
        let rows: String = rows.collect();
        if rows.is_empty() {
            return None;
        }
        let mut text = format!("now = {}\n", value(&Json::from(written(self.now))));
        if self.seed != 0 {
            text.push_str(&format!("seed = {}\n", self.seed));
        }
        if !self.settings.is_empty() {
            let settings = self.settings.iter().map(|(name, text)| (name.clone(), Json::from(text.as_str())));
            text.push_str(&format!("settings = {}\n", value(&Json::Object(settings.collect()))));
        }
        if !self.taken.is_empty() {
            text.push_str(&format!("taken = {}\n", value(&Json::from(self.taken))));
        }
        if self.dialect != <&Language>::default() {
            text.push_str(&format!("dialect = \"{}\"\n", self.dialect.name));
        }
        let (name, expression) = (value(&Json::from(self.name)), value(&Json::from(self.text)));
        text.push_str(&format!("\n[[expression]]\nname = {name}\ntext = {expression}\ntable = [\n{rows}]\n"));
        Some(text)
    }
}

impl TestFile {
    /// The current time in the form of a test file, RFC 3339.
    pub fn present(&self) -> String {
        written(self.now)
    }

    /// The tables that have their own expression: the expression, and the records as NDJSON with `expected`.
    pub fn sheets(&self) -> impl Iterator<Item = (&Table, &str, String)> {
        self.tables.iter().filter_map(|table| {
            let TableSubject::Text(text) = &table.subject else { return None };
            let rows = table.rows.iter().map(|row| {
                let mut record = object_of(&row.record.json).unwrap_or_default();
                record.insert(EXPECTED.to_owned(), row.wanted.cell());
                format!("{}\n", Json::Object(record))
            });
            Some((table, text.value.as_str(), rows.collect()))
        })
    }
}

/// A record's attributes and its expected result; `None` if it is not a JSON object.
fn attributes(shape: RecordBody<'_>) -> Option<(Map<String, Json>, Option<Expected>)> {
    match shape {
        RecordBody::Fields(fields) => {
            let expects = fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(EXPECTED));
            let (own, wanted) = cells(fields.iter(), Span::default());
            Some((own.attributes, expects.then_some(wanted)))
        }
        RecordBody::Json(text) => {
            let mut record = object_of(text)?;
            let name = record.keys().find(|name| name.eq_ignore_ascii_case(EXPECTED)).cloned();
            let wanted = name.and_then(|name| record.shift_remove(&name)).map(|json| match json {
                Json::Null => Expected::Absent,
                Json::String(text) if !text.is_empty() => Expected::of_cell(&text),
                json => Expected::Value(json),
            });
            record.retain(|_, json| !json.is_null());
            Some((record, wanted))
        }
    }
}

impl Expected {
    /// In the form of the column `expected`.
    pub fn cell(&self) -> Json {
        match self {
            Expected::Value(Json::String(text)) if text.is_empty() => Json::from("(empty)"),
            // A string that reads like a word for no value is written as the only item of a list, which means the same.
            Expected::Value(Json::String(text)) if Expected::of_cell(text) != *self => Json::from(vec![text.as_str()]),
            Expected::Value(json) => json.clone(),
            other => Json::from(other.to_string()),
        }
    }
}

fn written(now: DateTime) -> String {
    let ((year, month, day), (hour, minute, second)) = (now.civil(), now.time());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A record as it would be in a test file, so that random values, which depend on its text, are the same there: TOML
/// has no null, and its tables are in the order of their keys.
fn of_map(record: &Map<String, Json>) -> TestRecord {
    TestRecord { json: as_in_toml(&Json::Object(record.clone())).to_string(), names: Vec::new() }
}

/// A value as it is read from a test file.
pub(super) fn as_in_toml(json: &Json) -> Json {
    match json {
        Json::Array(items) => items.iter().filter(|item| !item.is_null()).map(as_in_toml).collect(),
        Json::Object(fields) => {
            let fields = fields.iter().filter(|(_, field)| !field.is_null());
            let mut fields: Vec<(String, Json)> =
                fields.map(|(name, field)| (name.clone(), as_in_toml(field))).collect();
            crate::text::order::sort_by(&mut fields, |one, other| one.0.cmp(&other.0));
            Json::Object(fields.into_iter().collect())
        }
        // Too large for TOML's integers.
        Json::Number(number) if number.is_u64() && !number.is_i64() => Json::from(number.to_string()),
        other => other.clone(),
    }
}
