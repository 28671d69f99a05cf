//! Parsing a target path, as synchronizationSchema and SCIM (RFC 7644, section 3.10) write it. Whatever does not fit is
//! an error at its location. Spaces are allowed in filters only.
//!
//! Knows the shape of paths, not which attributes exist.
#![allow(clippy::result_large_err, reason = "paths are read once, before any record")]

use super::path::{Condition, Literal, Schema, TargetPath};
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::casing::{Class, class};
use crate::text::Span;
use std::collections::HashSet;

impl TargetPath {
    /// Parses a path. The leftmost error is returned as a diagnostic, with its location in `text`.
    ///
    /// # Errors
    ///
    /// `invalid-target`, `target-without-attribute`, `unclosed-target-filter`, `unsupported-target-filter` and
    /// `target-too-deep`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let mut reader = Reader { text, at: 0 };
        let schema = reader.schema();
        let begin = reader.at;
        let is_version = reader.version().is_some();
        reader.at = begin;
        let attribute = if is_version { "" } else { reader.attribute() };
        let here = Span::new(begin, reader.at);
        if attribute.is_empty() {
            return Err(registry::target_without_attribute(here, None));
        }
        if schema.as_ref().is_some_and(|schema| is_resource(&schema.urn, attribute)) {
            let path = text.get(..reader.at).unwrap_or_default();
            let help = format!("write `{path}:` and the name of the attribute");
            return Err(registry::target_without_attribute(here, Some(help)));
        }
        let filter = if reader.accept("[") { reader.filter()? } else { Vec::new() };
        let mut sub_attribute = None;
        if reader.accept(".") {
            let here = Span::new(reader.at, reader.at);
            let name = Some(reader.take_while(in_name)).filter(|name| !name.is_empty());
            sub_attribute = Some(name.ok_or_else(|| registry::target_without_attribute(here, None))?);
        }
        let (rest, here) = (reader.rest(), Span::new(reader.at, text.len()));
        match rest {
            "" => {
                Ok(Self { schema, attribute: attribute.into(), filter, sub_attribute: sub_attribute.map(Into::into) })
            }
            _ if rest.starts_with('.') && sub_attribute.is_some() => Err(registry::target_too_deep(here, rest)),
            _ => Err(registry::invalid_target(here, rest)),
        }
    }
}

/// What a name is made of, in SCIM (`$ref`) and in the systems that Entra writes to: letters, marks and numbers too.
fn in_name(character: char) -> bool {
    match character {
        '\0'..='\x7F' => character.is_ascii_alphanumeric() || "_-$#@".contains(character),
        '\u{E000}'..='\u{F8FF}' => false,
        _ => class(character) != Class::Separator,
    }
}

/// What stands between two colons of a URN.
fn in_schema(character: char) -> bool {
    !matches!(character, ':' | '[' | '"') && !character.is_whitespace()
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Whether a name is not an attribute but the last part of a schema such as `…:2.0:User`, after a version.
fn is_resource(urn: &str, name: &str) -> bool {
    let version = urn.rsplit(':').next().unwrap_or_default();
    let is_version = version.contains('.') && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_version && matches!(name, "User" | "Group")
}

/// A text and how far it is read.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads a word in any case.
    fn accept(&mut self, word: &str) -> bool {
        let found = self.rest().get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn take_while(&mut self, belongs: fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = rest.find(|character| !belongs(character)).map_or(rest, |end| rest.get(..end).unwrap_or_default());
        self.at += taken.len();
        taken
    }

    fn blanks(&mut self) -> bool {
        !self.take_while(char::is_whitespace).is_empty()
    }

    /// What `read` reads, or nothing at all.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let begin = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = begin;
        }
        found
    }

    /// A URN up to its last colon, and the separator behind it. In SCIM 1.1 a dot may stand for that colon, which only
    /// the version before it tells from the dots of names: `…:enterprise:1.0.manager`.
    fn schema(&mut self) -> Option<Schema> {
        self.attempt(|reader| {
            let mut parts = 0;
            if !reader.accept("urn") {
                return None;
            }
            let part = |reader: &mut Self| {
                let is_part = reader.accept(":") && !reader.take_while(in_schema).is_empty();
                (is_part && reader.rest().starts_with(':')).then_some(())
            };
            while reader.attempt(part).is_some() {
                parts += 1;
            }
            let _ = reader.attempt(|reader| {
                let is_version = reader.accept(":") && reader.version().is_some();
                let name = reader.rest().strip_prefix('.').filter(|name| name.starts_with(in_name));
                name.filter(|_| is_version).map(|_| ())
            });
            let urn = reader.text.get(..reader.at).unwrap_or_default();
            let end = if reader.accept(":") { ":" } else { "." };
            reader.at = urn.len() + 1;
            (parts > 0).then(|| Schema { urn: urn.into(), end: end.into() })
        })
    }

    /// `1.0`, `2.0`
    fn version(&mut self) -> Option<()> {
        let mut digits = || !self.take_while(is_digit).is_empty();
        let major = digits();
        (major && self.accept(".") && !self.take_while(is_digit).is_empty() && !self.rest().starts_with(in_name))
            .then_some(())
    }

    /// A name, also one of another system with colons such as `custom:country`.
    fn attribute(&mut self) -> &'t str {
        let begin = self.at;
        if !self.take_while(in_name).is_empty() {
            let part = |reader: &mut Self| (reader.accept(":") && !reader.take_while(in_name).is_empty()).then_some(());
            while self.attempt(part).is_some() {}
        }
        self.text.get(begin..self.at).unwrap_or_default()
    }

    /// What is behind a bracket: conditions, all of which must hold, each for another sub-attribute.
    fn filter(&mut self) -> Result<Vec<Condition>, Diagnostic> {
        let bracket = Span::new(self.at - 1, self.at);
        let (mut conditions, mut names) = (Vec::new(), HashSet::new());
        self.blanks();
        loop {
            let begin = self.at;
            let Some((name, value)) = self.attempt(Self::condition) else { break };
            let here = Span::new(begin, self.at);
            let joined =
                self.attempt(|reader| (reader.blanks() && reader.accept("and") && reader.blanks()).then_some(()));
            let closed = joined.is_none() && {
                self.blanks();
                self.accept("]")
            };
            if joined.is_none() && !closed {
                self.at = begin;
                break;
            }
            // A string may have an escape that JSON does not have.
            let value = value.filter(|_| names.insert(name.to_ascii_lowercase()));
            let value = value.ok_or_else(|| registry::unsupported_target_filter(here))?;
            conditions.push(Condition { attribute: name.into(), value });
            if closed {
                return Ok(conditions);
            }
        }
        let begin = self.at;
        while self.string().is_some() || !self.take_while(|character| !matches!(character, ']' | '"')).is_empty() {}
        match self.rest().starts_with(']') {
            true => Err(registry::unsupported_target_filter(Span::new(begin, self.at))),
            false => Err(registry::unclosed_target_filter(bracket)),
        }
    }

    /// `type eq "work"`; without a value if its string has an escape that JSON does not have.
    fn condition(&mut self) -> Option<(&'t str, Option<Literal>)> {
        let name = self.take_while(in_name);
        let is_equal = !name.is_empty() && self.blanks() && self.accept("eq") && self.blanks();
        if !is_equal {
            return None;
        }
        if let Some(written) = self.string() {
            return Some((name, crate::text::string_of(written).map(|text| Literal::Text(text.into()))));
        }
        let word = |word: &'static str, flag| {
            move |reader: &mut Self| {
                (reader.accept(word) && !reader.rest().starts_with(in_name)).then_some(Literal::Bool(flag))
            }
        };
        let value = self.attempt(word("true", true)).or_else(|| self.attempt(word("false", false)));
        let value = value.or_else(|| self.attempt(Self::number));
        value.map(|value| (name, Some(value)))
    }

    /// A string in JSON's quotation marks, with what JSON has for escapes and what it does not have.
    fn string(&mut self) -> Option<&'t str> {
        let inside = self.rest().strip_prefix('"')?;
        let mut escaped = false;
        let end = inside.find(|character| {
            let ends = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            ends
        });
        let string = self.rest().get(..end? + 2)?;
        self.at += string.len();
        Some(string)
    }

    /// A number as JSON has it.
    fn number(&mut self) -> Option<Literal> {
        let begin = self.at;
        self.accept("-");
        let whole = self.take_while(is_digit);
        if whole.is_empty() || whole.starts_with('0') && whole != "0" {
            return None;
        }
        if self.accept(".") && self.take_while(is_digit).is_empty()
            || self.rest().starts_with('.')
            || self.rest().starts_with(in_name)
        {
            return None;
        }
        Some(Literal::Number(self.text.get(begin..self.at)?.into()))
    }
}
