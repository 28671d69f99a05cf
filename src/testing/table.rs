//! `[[expression]]`: a table of records with the expected results of one expression, as CSV or as an array of tables.
//! Does not parse the expression.

use super::file::{Expected, Row, Table as TestTable, TableSubject};
use super::reader::{TestReader, head};
use super::record::{Base, json_of};
use crate::diagnostic::registry;
use crate::mapping::Located;
use crate::mapping::toml::values::Table;
use crate::record::{RECORD_LIMIT, RecordBody, RecordFormat, Records};
use crate::text::{Quoted, Span};
use serde_json::{Map, Value as Json};
use toml::de::DeValue;

const TABLE: &[&str] = &["name", "text", "target", "table", "table-file"];

/// The column, or the key, of the expected result.
pub(super) const EXPECTED: &str = "expected";

impl<'t> TestReader<'t, '_> {
    /// One `[[expression]]`.
    pub fn table(&mut self, table: Table<'_, 't>, number: usize, base: &Base) -> Option<TestTable> {
        self.inner.only(table, TABLE);
        for (one, other) in [("target", "text"), ("table-file", "table")] {
            if let (Some(field), Some(_)) = (table.get(one), table.get(other)) {
                self.inner.report(registry::conflicting_keys(Span::from(field.span()), one, other));
            }
        }
        let name = self.inner.text(table, "name").map(|name| name.value);
        let subject = match (self.inner.text(table, "text"), self.inner.text(table, "target")) {
            (Some(text), _) => TableSubject::Text(text),
            (None, Some(target)) => TableSubject::Target(target),
            (None, None) => {
                self.inner.report(registry::missing_test_key(head(table), "expression", "text` or `target"));
                return None;
            }
        };
        let name = name.unwrap_or_else(|| match &subject {
            TableSubject::Target(target) => target.value.clone(),
            TableSubject::Text(_) => format!("expression {}", number + 1),
        });
        // The record at the top level is for cases, which run the whole mapping; a table states everything that it
        // needs.
        let base = if matches!(subject, TableSubject::Target(_)) { base.clone() } else { Base::default() };
        let rows = self.rows(table, &base)?;
        Some(TestTable { name, subject, rows })
    }

    fn rows(&mut self, table: Table<'_, 't>, base: &Base) -> Option<Vec<Row>> {
        if let Some(path) = self.inner.text(table, "table-file") {
            return match (self.load)(&path.value) {
                Ok(text) => Some(self.csv(&text, None, path.span(), Some(&path.value), base)),
                Err(why) => {
                    self.inner.report(registry::bad_test_table(path.span(), &format!("`{}` {why}", path.value)));
                    None
                }
            };
        }
        let Some(field) = table.get("table") else {
            self.inner.report(registry::missing_test_key(head(table), "expression", "table"));
            return None;
        };
        let span = Span::from(field.span());
        if let Some(Located { value, location }) = self.inner.string(field) {
            return Some(self.csv(&value, Some(location), span, None, base));
        }
        if !matches!(field.get_ref(), DeValue::Array(_)) {
            self.inner.refuse(table, "table", field, "CSV or an array of tables");
            return None;
        }
        let rows = self.inner.tables(table, "table", "table");
        Some(rows.into_iter().enumerate().map(|(number, row)| self.inline(row, number, base)).collect())
    }

    /// `{ mail = "a@b.org", expected = "a" }`
    fn inline(&mut self, row: Table<'_, 't>, number: usize, base: &Base) -> Row {
        let mut own = self.fields(row);
        own.attributes.shift_remove(EXPECTED);
        own.names.retain(|(name, _)| name != EXPECTED);
        let (mut wanted, mut span) = (Expected::Absent, row.span);
        if let Some(field) = row.get(EXPECTED) {
            span = Span::from(field.span());
            wanted = match json_of(field.get_ref()) {
                // TOML can express the empty string, so here it means the empty string.
                Ok(Json::String(text)) if !text.is_empty() => Expected::of_cell(&text),
                Ok(value) => Expected::Value(value),
                Err(_) => Expected::Absent,
            };
        }
        self.known_wanted(&wanted, span);
        Row { name: format!("row {}", number + 1), record: base.with(own, &[]), wanted, span, literal: None }
    }

    /// Rows of CSV. `location` is that of the literal that holds it, `whole` is used otherwise.
    fn csv(&mut self, text: &str, location: Option<Quoted>, whole: Span, file: Option<&str>, base: &Base) -> Vec<Row> {
        let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let mut columns = header.split(&[',', ';', '\t'][..]).map(|column| column.trim_matches(&['"', '\r', ' '][..]));
        if !columns.any(|column| column.eq_ignore_ascii_case(EXPECTED)) {
            self.inner.report(registry::bad_test_table(whole, "it has no column `expected`"));
            return Vec::new();
        }
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut records = Records::new(text.as_bytes(), Some(RecordFormat::Csv), RECORD_LIMIT);
        let mut rows = Vec::new();
        while let Some(record) = records.next_record() {
            let (line, read) = match record {
                Ok(record) => (record.location.line, Ok(record.shape)),
                Err(refused) => (refused.location.line, Err(refused.diagnostic)),
            };
            let line = usize::try_from(line).unwrap_or_default();
            let start = line.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or_default();
            let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            let inside = Span::new(start, start + length);
            let span = location.map_or(whole, |location| location.locate(self.inner.text, inside));
            match read {
                Ok(RecordBody::Fields(fields)) => {
                    let (own, wanted) = cells(fields.iter(), span);
                    self.known_wanted(&wanted, span);
                    let name = match file {
                        Some(file) => format!("{file}:{line}"),
                        None => format!("row {}", rows.len() + 1),
                    };
                    rows.push(Row { name, record: base.with(own, &[]), wanted, span, literal: None });
                }
                Ok(RecordBody::Json(_)) => {}
                Err(diagnostic) => self.inner.report(registry::bad_test_table(span, &diagnostic.message)),
            }
        }
        rows
    }

    fn known_wanted(&mut self, wanted: &Expected, span: Span) {
        if let Expected::Error(code) = wanted {
            self.known_error(code, span);
        }
    }
}

/// A row's attributes and its expected result. A repeated column makes the attribute multi-valued.
pub(super) fn cells<'c>(cells: impl Iterator<Item = (&'c str, &'c str)>, span: Span) -> (Base, Expected) {
    let mut attributes: Map<String, Json> = Map::new();
    for (name, cell) in cells {
        match attributes.get_mut(name) {
            None => {
                attributes.insert(name.to_owned(), Json::from(cell));
            }
            Some(Json::Array(several)) => several.push(Json::from(cell)),
            Some(one) => *one = Json::Array(vec![one.take(), Json::from(cell)]),
        }
    }
    let name = attributes.keys().find(|name| name.eq_ignore_ascii_case(EXPECTED)).cloned();
    let wanted = match name.and_then(|name| attributes.shift_remove(&name)) {
        None => Expected::Absent,
        Some(Json::String(cell)) => Expected::of_cell(&cell),
        Some(several) => Expected::Value(several),
    };
    let names = attributes.keys().map(|name| (name.clone(), span)).collect();
    (Base { attributes, names }, wanted)
}
