//! Records of tests: inline tables, JSON texts, files, each merged with the record at the top level of the file. Does
//! not know which attributes the mapping reads.

use super::file::TestRecord;
use super::reader::{TestReader, head};
use crate::diagnostic::registry;
use crate::mapping::toml::values::{Table, describe};
use crate::text::Span;
use serde_json::{Map, Value as Json};
use toml::de::DeValue;

/// The record that every case starts from.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    pub attributes: Map<String, Json>,
    pub names: Vec<(String, Span)>,
}

/// How deep arrays and tables of a record may nest: reading them recurses.
const DEEPEST: usize = 64;

/// A TOML value as JSON, or a description of what JSON does not have.
pub(super) fn json_of(value: &DeValue<'_>) -> Result<Json, &'static str> {
    nested(value, DEEPEST)
}

fn nested(value: &DeValue<'_>, left: usize) -> Result<Json, &'static str> {
    let left = left.checked_sub(1).ok_or("a value that is nested too deeply")?;
    Ok(match value {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Boolean(flag) => Json::from(*flag),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Json::from(number),
            Err(_) => return Err("a number beyond 64 bits"),
        },
        DeValue::Float(number) => {
            // But for a plus sign, a finite number is written as in JSON.
            let number = number.as_str().trim_start_matches('+');
            serde_json::from_str(number).map_err(|_| "a number that is not finite")?
        }
        DeValue::Datetime(date) => Json::from(date.to_string()),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| nested(item.get_ref(), left));
            Json::Array(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(fields) => {
            let fields =
                fields.iter().map(|(key, field)| Ok((key.get_ref().to_string(), nested(field.get_ref(), left)?)));
            Json::Object(fields.collect::<Result<_, &str>>()?)
        }
    })
}

impl Base {
    /// The record with more attributes, and without some.
    pub fn with(&self, more: Self, without: &[String]) -> TestRecord {
        let mut attributes = self.attributes.clone();
        attributes.retain(|name, _| !without.contains(name));
        attributes.extend(more.attributes);
        TestRecord { json: Json::Object(attributes).to_string(), names: more.names }
    }
}

impl<'t> TestReader<'t, '_> {
    /// The record at the top level of the file.
    pub fn base(&mut self, root: Table<'_, 't>) -> Base {
        self.attributes(root).unwrap_or_default()
    }

    /// A case's record.
    pub fn record(&mut self, case: Table<'_, 't>, base: &Base) -> TestRecord {
        if let (Some(field), Some(_)) = (case.get("record-file"), case.get("record")) {
            self.inner.report(registry::conflicting_keys(Span::from(field.span()), "record-file", "record"));
        }
        let mut own = self.attributes(case);
        if own.is_none()
            && let Some(path) = self.inner.text(case, "record-file")
        {
            own = match (self.load)(&path.value) {
                Ok(text) => self.json(&text, path.span()),
                Err(why) => {
                    self.inner.report(registry::bad_test_record(path.span(), &format!("`{}` {why}", path.value)));
                    None
                }
            };
        }
        let without: Vec<String> = self.inner.scalars(case, "without").into_iter().map(|name| name.value).collect();
        if own.is_none()
            && base.attributes.is_empty()
            && !["record", "record-file"].iter().any(|key| case.get(key).is_some())
        {
            self.inner.report(registry::missing_test_key(head(case), "case", "record"));
        }
        base.with(own.unwrap_or_default(), &without)
    }

    /// `record`, as a table or as JSON.
    fn attributes(&mut self, owner: Table<'_, 't>) -> Option<Base> {
        let field = owner.get("record")?;
        let span = Span::from(field.span());
        match field.get_ref() {
            DeValue::Table(fields) => Some(self.fields(Table::new(fields, "record", span))),
            DeValue::String(text) => self.json(text, span),
            other => {
                let what = describe(other);
                self.inner.report(registry::wrong_shape(span, "record", "a table or JSON", what));
                None
            }
        }
    }

    /// The attributes of a table.
    pub fn fields(&mut self, table: Table<'_, 't>) -> Base {
        let mut base = Base::default();
        for (key, field) in table.fields {
            let name = key.get_ref().to_string();
            match json_of(field.get_ref()) {
                Ok(value) => {
                    base.names.push((name.clone(), Span::from(key.span())));
                    base.attributes.insert(name, value);
                }
                Err(found) => {
                    let span = Span::from(field.span());
                    self.inner.report(registry::wrong_shape(span, &name, "a JSON value", found));
                }
            }
        }
        base
    }

    fn json(&mut self, text: &str, span: Span) -> Option<Base> {
        let why = match serde_json::from_str(text) {
            Ok(Json::Object(attributes)) => {
                let names = attributes.keys().map(|name| (name.clone(), span)).collect();
                return Some(Base { attributes, names });
            }
            Ok(_) => "it is not a JSON object".to_owned(),
            Err(error) => error.to_string(),
        };
        self.inner.report(registry::bad_test_record(span, &why));
        None
    }
}
