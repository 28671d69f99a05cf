//! The path of a target attribute and its parts. Knows the shape of paths, not which attributes exist.
#![allow(clippy::result_large_err, reason = "paths are read once, before any record")]

use super::grammar::{Rule, TargetGrammar};
use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;
use pest::Parser;
use pest::iterators::Pair;
use std::fmt;

/// The target of a value: `emails[type eq "work"].value`.
///
/// ```text
/// urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value
/// └──────────────── schema ────────────────┘ └attr┘└── filter ────┘ └sub┘
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetPath {
    schema: Option<Schema>,
    attribute: Box<str>,
    filter: Vec<Condition>,
    sub_attribute: Option<Box<str>>,
}

/// A schema before an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Schema {
    urn: Box<str>,
    /// The separator before the attribute, `:` or, in SCIM 1.1, `.`.
    end: Box<str>,
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
    /// Parses a path. The leftmost error is returned as a diagnostic, with its location in `text`.
    ///
    /// # Errors
    ///
    /// `invalid-target`, `target-without-attribute`, `unclosed-target-filter`, `unsupported-target-filter` and
    /// `target-too-deep`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let whole = Span::new(0, text.len());
        let target = TargetGrammar::parse(Rule::target, text).ok().and_then(|mut pairs| pairs.next());
        let target = target.ok_or_else(|| registry::invalid_target(whole, text))?;
        let (mut urn, mut end) = (None, "");
        let mut path = Self { schema: None, attribute: "".into(), filter: Vec::new(), sub_attribute: None };
        for pair in target.into_inner() {
            let span = span(&pair);
            match pair.as_rule() {
                Rule::schema => urn = Some(pair.as_str()),
                Rule::schema_end => end = pair.as_str(),
                Rule::attribute if urn.is_some_and(|urn| is_resource(urn, pair.as_str())) => {
                    let help =
                        format!("write `{}:` and the name of the attribute", Span::new(0, span.range().end).of(text));
                    return Err(registry::target_without_attribute(span, Some(help)));
                }
                Rule::attribute => path.attribute = pair.as_str().into(),
                Rule::filter => path.filter = conditions(pair)?,
                Rule::sub_attribute => path.sub_attribute = Some(pair.as_str().into()),
                Rule::missing => return Err(registry::target_without_attribute(span, None)),
                Rule::rest if pair.as_str().starts_with('.') && path.sub_attribute.is_some() => {
                    return Err(registry::target_too_deep(span, pair.as_str()));
                }
                Rule::rest => return Err(registry::invalid_target(span, pair.as_str())),
                _ => {}
            }
        }
        path.schema = urn.map(|urn| Schema { urn: urn.into(), end: end.into() });
        Ok(path)
    }

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
                super::typed::boolean(text).map_or_else(|| self.value.clone(), Literal::Bool)
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

/// Whether a name is not an attribute but the last part of a schema such as `…:2.0:User`, after a version.
fn is_resource(urn: &str, name: &str) -> bool {
    let version = urn.rsplit(':').next().unwrap_or_default();
    let is_version = version.contains('.') && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_version && matches!(name, "User" | "Group")
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

/// The conditions of a filter, each for another sub-attribute.
fn conditions(filter: Pair<'_, Rule>) -> Result<Vec<Condition>, Diagnostic> {
    let begin = Span::new(filter.as_span().start(), filter.as_span().start() + 1);
    let mut conditions = Vec::new();
    let mut names = std::collections::HashSet::new();
    for pair in filter.into_inner() {
        let span = span(&pair);
        match pair.as_rule() {
            Rule::unclosed => return Err(registry::unclosed_target_filter(begin)),
            Rule::condition => {
                let condition = condition(pair).ok_or_else(|| registry::unsupported_target_filter(span))?;
                if !names.insert(condition.attribute.to_ascii_lowercase()) {
                    return Err(registry::unsupported_target_filter(span));
                }
                conditions.push(condition);
            }
            _ => return Err(registry::unsupported_target_filter(span)),
        }
    }
    Ok(conditions)
}

/// A condition, or `None` if its string has an escape that JSON does not have.
fn condition(pair: Pair<'_, Rule>) -> Option<Condition> {
    let mut parts = pair.into_inner();
    let attribute = parts.next()?.as_str().into();
    let value = parts.next()?;
    let written = value.as_str();
    let value = match value.as_rule() {
        Rule::boolean => Literal::Bool(written.eq_ignore_ascii_case("true")),
        Rule::number => Literal::Number(written.into()),
        _ => Literal::Text(serde_json::from_str::<String>(written).ok()?.into()),
    };
    Some(Condition { attribute, value })
}
