//! The fast way for patterns that are one class or a run of it: no engine, and for ASCII text no Unicode either.
//!
//! Knows nothing of captures.

use std::borrow::Cow;

use super::ast::{Node, UNBOUNDED};
use super::search::MAX_RESULT;
use super::set::UnitSet;

/// A pattern that is one class, or a greedy run of it.
#[derive(Clone, Debug)]
pub struct Filter {
    set: UnitSet,
    run: bool,
}

impl Filter {
    /// The filter that does what a tree does, if there is one.
    pub fn of(root: &Node) -> Option<Self> {
        let (node, run) = match root {
            Node::Loop { body, min: 1, max: UNBOUNDED, lazy: false } => (&**body, true),
            node => (node, false),
        };
        match node {
            Node::Set(set) => Some(Self { set: set.clone(), run }),
            Node::Unit(unit) => Some(Self { set: UnitSet::of(*unit), run }),
            _ => None,
        }
    }

    /// Replaces every match by a text that is the same for all; nothing when a match would cut a character, or
    /// the result be too long.
    pub fn replace<'t>(&self, text: &'t str, constant: &str) -> Option<Cow<'t, str>> {
        if text.is_ascii() {
            return self.replace_ascii(text, constant);
        }
        let mut output = String::with_capacity(if constant.is_empty() { text.len() } else { 0 });
        // What is before `kept` is in the output.
        let mut kept = 0;
        let mut inside = false;
        for (at, character) in text.char_indices() {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            let matched = units.iter().filter(|unit| self.set.contains(**unit)).count();
            if matched == 0 {
                inside = false;
                continue;
            }
            if matched < units.len() {
                return None;
            }
            output.push_str(text.get(kept..at)?);
            if output.len() > MAX_RESULT {
                return None;
            }
            kept = at + character.len_utf8();
            if self.run {
                if !inside {
                    output.push_str(constant);
                }
            } else {
                units.iter().for_each(|_| output.push_str(constant));
            }
            inside = true;
        }
        if kept == 0 {
            return Some(Cow::Borrowed(text));
        }
        output.push_str(text.get(kept..)?);
        Some(Cow::Owned(output))
    }

    /// The same for a text of which each byte is a unit.
    fn replace_ascii<'t>(&self, text: &'t str, constant: &str) -> Option<Cow<'t, str>> {
        let matches = |byte: &u8| self.set.contains(u16::from(*byte));
        let mut rest = text;
        let mut output = String::new();
        while let Some(at) = rest.bytes().position(|byte| matches(&byte)) {
            if output.capacity() == 0 {
                output.reserve(text.len());
            }
            let (before, found) = rest.split_at_checked(at)?;
            output.push_str(before);
            output.push_str(constant);
            if output.len() > MAX_RESULT {
                return None;
            }
            let length = if self.run { found.bytes().take_while(matches).count() } else { 1 };
            rest = found.get(length..)?;
        }
        if rest.len() == text.len() {
            return Some(Cow::Borrowed(text));
        }
        output.push_str(rest);
        Some(Cow::Owned(output))
    }

    /// Whether any unit of the text is in the class.
    pub fn is_match(&self, text: &str) -> bool {
        if text.is_ascii() {
            return text.bytes().any(|byte| self.set.contains(byte.into()));
        }
        text.encode_utf16().any(|unit| self.set.contains(unit))
    }
}
