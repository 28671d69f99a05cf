//! A value as JSON of its target's type. Knows nothing of paths.
//!
//! | type                                  | accepts                                            | writes           |
//! |---------------------------------------|----------------------------------------------------|------------------|
//! | Boolean                               | Booleans, strings `True` and `False` in any case   | `true`, `false`  |
//! | Integer                               | integers, also as strings                          | `-12`            |
//! | String, DateTime, Binary, Reference   | any single value                                   | `"text"`         |
//!
//! A complex value (a JSON object) is written as it is, without white space between its parts, if the target is a whole
//! attribute of type String (also the type of an undeclared one) or Reference, and nowhere else. The attributes that SCIM
//! itself has as one string are strings.

use super::escape::{push_compact, push_string};
use crate::dotnet::encoding::parse_boolean;
use crate::value::{TargetType, Value};
use serde_json::{Value as Json, value::RawValue};
use std::io::Write as _;

/// Why a value was not written. The output is then unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The number of values for a single-valued target.
    Several(usize),
    /// The value is not of the type.
    Type,
}

/// What a target accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes {
    /// Its type.
    pub kind: TargetType,
    /// Whether it is a whole attribute, which may be an object. A sub-attribute may not.
    pub complex: bool,
}

/// Attributes of SCIM's schemas (RFC 7643, 4.1.1, 4.2 and 4.3) that are one string, in small letters.
const STRINGS: [&str; 16] = [
    "costcenter",
    "department",
    "displayname",
    "division",
    "employeenumber",
    "externalid",
    "locale",
    "nickname",
    "organization",
    "password",
    "preferredlanguage",
    "profileurl",
    "timezone",
    "title",
    "username",
    "usertype",
];

/// Whether SCIM has the attribute as one string; its name is without a URN.
pub fn is_string(name: &str) -> bool {
    STRINGS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl Takes {
    /// Appends one value as JSON and returns whether there was one: nothing is appended if the value is absent. A list
    /// or a JSON array must have only one value.
    ///
    /// # Errors
    ///
    /// If there are multiple values or the value is not of the type; `out` is then unchanged.
    pub fn write(self, value: Value<'_>, out: &mut Vec<u8>) -> Result<bool, Mismatch> {
        match (self.kind, value) {
            (_, Value::Absent | Value::Skip | Value::Multi([])) => return Ok(false),
            (_, Value::Multi([only])) if !matches!(only, Value::Multi(_)) => return self.write(*only, out),
            (_, Value::Multi([_])) => return Err(Mismatch::Type),
            (_, Value::Multi(values)) => return Err(Mismatch::Several(values.len())),
            (_, Value::Complex(json)) => return self.write_complex(json, out),
            (TargetType::Boolean, value) => write_boolean(value, out)?,
            (TargetType::Integer, value) => write_integer(value, out)?,
            (_, Value::Str(text) | Value::Number(text)) => push_string(text, out),
            (_, Value::Typed(typed)) => push_string(&typed.written(), out),
            (_, Value::Bool(flag)) => out.extend_from_slice(if flag { b"\"True\"" } else { b"\"False\"" }),
            (_, Value::Int(number)) => {
                out.push(b'"');
                push_digits(number, out);
                out.push(b'"');
            }
        }
        Ok(true)
    }

    /// Appends the values as the elements of a JSON array, each with `before` before it, `after` after it and a comma
    /// at the end. Complex values do not get `before` and `after`. Returns whether there were any.
    ///
    /// # Errors
    ///
    /// If one of them is not of the type; `out` is then unchanged.
    pub fn write_elements(
        self,
        value: Value<'_>,
        (before, after): (&[u8], &[u8]),
        out: &mut Vec<u8>,
    ) -> Result<bool, Mismatch> {
        let (start, only) = (out.len(), [value]);
        let values = if let Value::Multi(values) = value { values } else { &only };
        for value in values {
            let begin = out.len();
            let written = match value {
                Value::Multi(_) => Err(Mismatch::Type),
                Value::Complex(json) if is_array(json) => self.write_array(json, out),
                Value::Complex(_) => self.write(*value, out),
                value => {
                    out.extend_from_slice(before);
                    self.write(*value, out).inspect(|_| out.extend_from_slice(after))
                }
            };
            match written {
                Ok(true) => out.push(b','),
                Ok(false) => out.truncate(begin),
                Err(mismatch) => {
                    out.truncate(start);
                    return Err(mismatch);
                }
            }
        }
        Ok(out.len() > start)
    }

    fn takes_objects(self) -> bool {
        self.complex && matches!(self.kind, TargetType::String | TargetType::Reference)
    }

    /// An object, or the only element of an array.
    fn write_complex(self, json: &str, out: &mut Vec<u8>) -> Result<bool, Mismatch> {
        if !self.takes_objects() {
            return Err(Mismatch::Type);
        }
        if !is_array(json) {
            push_compact(json, out);
            return Ok(true);
        }
        let inside = inside(json)?.trim_ascii();
        if inside.is_empty() {
            return Ok(false);
        }
        // One JSON value between the brackets is the only element.
        if serde_json::from_str::<&RawValue>(inside).is_ok() {
            push_compact(inside, out);
            return Ok(true);
        }
        match crate::text::from_json(json.as_bytes()) {
            Some(Json::Array(several)) => Err(Mismatch::Several(several.len())),
            _ => Err(Mismatch::Type),
        }
    }

    /// The elements of a JSON array.
    fn write_array(self, json: &str, out: &mut Vec<u8>) -> Result<bool, Mismatch> {
        if !self.takes_objects() {
            return Err(Mismatch::Type);
        }
        let inside = inside(json)?;
        push_compact(inside, out);
        Ok(!inside.trim_ascii().is_empty())
    }
}

/// What stands between the brackets of a JSON array.
fn inside(json: &str) -> Result<&str, Mismatch> {
    json.trim_ascii().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(Mismatch::Type)
}

/// What a type accepts, in words for messages.
pub(super) fn expectation(kind: TargetType) -> &'static str {
    match kind {
        TargetType::Boolean => "`True` or `False`",
        TargetType::Integer => "an integer",
        TargetType::String | TargetType::Reference | TargetType::DateTime | TargetType::Binary => "a string",
    }
}

fn is_array(json: &str) -> bool {
    json.trim_ascii_start().starts_with('[')
}

fn write_boolean(value: Value<'_>, out: &mut Vec<u8>) -> Result<(), Mismatch> {
    let flag = match value {
        Value::Bool(flag) => flag,
        Value::Str(text) => parse_boolean(text).ok_or(Mismatch::Type)?,
        _ => return Err(Mismatch::Type),
    };
    out.extend_from_slice(if flag { b"true" } else { b"false" });
    Ok(())
}

fn write_integer(value: Value<'_>, out: &mut Vec<u8>) -> Result<(), Mismatch> {
    let number = match value {
        Value::Int(number) => number,
        Value::Str(text) | Value::Number(text) => text.trim_ascii().parse().map_err(|_| Mismatch::Type)?,
        _ => return Err(Mismatch::Type),
    };
    push_digits(number, out);
    Ok(())
}

fn push_digits(number: i64, out: &mut Vec<u8>) {
    // Writing to a `Vec` cannot fail.
    let _ = write!(out, "{number}");
}
