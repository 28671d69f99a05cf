//! The path of a target attribute and its parts. Knows the shape of paths, not which attributes exist.

use crate::dotnet::encoding::parse_boolean;
use std::fmt;

/// The target of a value: `emails[type eq "work"].value`.
///
/// ```text
/// urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value
/// └──────────────── schema ────────────────┘ └attr┘└── filter ────┘ └sub┘
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetPath {
    pub(super) schema: Option<Schema>,
    pub(super) attribute: Box<str>,
    pub(super) filter: Vec<Condition>,
    pub(super) sub_attribute: Option<Box<str>>,
}

/// A schema before an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Schema {
    pub(super) urn: Box<str>,
    /// The separator before the attribute, `:` or, in SCIM 1.1, `.`.
    pub(super) end: Box<str>,
}

/// One condition of a filter: `type eq "work"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The sub-attribute that has the value.
    pub attribute: Box<str>,
    /// The value.
    pub value: Literal,
}

/// A value in a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// A string without escapes.
    Text(Box<str>),
    /// A Boolean without quotes.
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
}

impl TargetPath {
    /// The URN of the schema, if the path names one.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_ref().map(|schema| &*schema.urn)
    }

    /// Separates the schema from the attribute by a colon, the only separator in RFC 7644, section 3.10.
    pub(super) fn end_schema_with_colon(&mut self) {
        self.schema.iter_mut().for_each(|schema| schema.end = ":".into());
    }

    /// The attribute.
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// The conditions of the filter, all of which must hold; empty without a filter.
    pub fn filter(&self) -> &[Condition] {
        &self.filter
    }

    /// The path of the attribute alone, with conditions as a server understands them: a Boolean is not a string.
    pub(super) fn of_attribute(&self, filter: &[Condition]) -> String {
        let mut path = self.schema.as_ref().map_or_else(String::new, |schema| format!("{}{}", schema.urn, schema.end));
        path.push_str(&self.attribute);
        for (number, condition) in filter.iter().enumerate() {
            path.push_str(if number == 0 { "[" } else { " and " });
            path.push_str(&format!("{} eq {}", condition.attribute, condition.written()));
        }
        if !filter.is_empty() {
            path.push(']');
        }
        path
    }

    /// The sub-attribute.
    pub fn sub_attribute(&self) -> Option<&str> {
        self.sub_attribute.as_deref()
    }
}

impl Condition {
    /// The value as written to a payload: the value of `primary` is a Boolean, even if the filter has a string.
    pub fn written(&self) -> Literal {
        match &self.value {
            Literal::Text(text) if self.attribute.eq_ignore_ascii_case("primary") => {
                parse_boolean(text).map_or_else(|| self.value.clone(), Literal::Bool)
            }
            other => other.clone(),
        }
    }
}

impl fmt::Display for TargetPath {
    /// The path in its canonical form, which parses to the same path.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Schema { urn, end }) = &self.schema {
            write!(out, "{urn}{end}")?;
        }
        out.write_str(&self.attribute)?;
        for (number, condition) in self.filter.iter().enumerate() {
            write!(out, "{}{} eq {}", if number == 0 { "[" } else { " and " }, condition.attribute, condition.value)?;
        }
        out.write_str(if self.filter.is_empty() { "" } else { "]" })?;
        match &self.sub_attribute {
            Some(name) => write!(out, ".{name}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Literal {
    /// The value as JSON.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Text(text) => write!(out, "{}", serde_json::Value::from(&**text)),
            Literal::Bool(flag) => write!(out, "{flag}"),
            Literal::Number(number) => out.write_str(number),
        }
    }
}
