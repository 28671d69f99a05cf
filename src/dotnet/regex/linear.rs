//! Prints a tree in the syntax of the crate `regex` and matches with that engine, in time linear in the text.
//!
//! Not every tree goes: the two agree on what `regex` can say, unless a repeated piece can match nothing (then their
//! captures differ). And not every text: `regex` reads characters where .NET reads UTF-16 units, has no `$` before a
//! final line feed and other word edges beyond ASCII. What a text must be like is kept with the engine.

use std::fmt::Write;

use super::ast::{Anchor, Node, UNBOUNDED};
use super::set::{SURROGATES, UnitSet};

/// The most memory a compiled pattern may take, in bytes.
const SIZE: usize = 4 << 20;
/// The most memory the lazy automaton may take, in bytes.
const LAZY_SIZE: usize = 2 << 20;
/// The highest count that is unrolled.
const MAX_COUNT: u32 = 1_000;

/// The longest pattern handed to the engine, in bytes.
const MAX_PRINTED: usize = 256 * 1024;

/// The most groups the engine keeps apart: what it does for each unit of the text grows with them.
const MAX_GROUPS: usize = 100;

/// Which characters a printed pattern knows: what compiles in microseconds for ASCII takes ten times as long for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The texts are ASCII.
    Ascii,
    /// The texts are what `Needs` allows.
    Full,
}

/// What a text must be like for both engines to agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    ascii: bool,
    basic_plane: bool,
    no_final_line_feed: bool,
}

impl Needs {
    /// Whether a text is like that.
    pub fn met_by(self, text: &str) -> bool {
        if self.no_final_line_feed && text.ends_with('\n') {
            return false;
        }
        text.is_ascii() || !(self.ascii || self.basic_plane && text.bytes().any(|byte| byte >= 0xF0))
    }
}

/// A pattern in `regex`'s syntax.
#[derive(Clone, Debug)]
pub struct Printed {
    pub pattern: String,
    /// For each capturing parenthesis, in order, the index of its group.
    pub groups: Vec<usize>,
    pub needs: Needs,
    alphabet: Alphabet,
}

/// Prints a tree; nothing when the linear engine cannot have it.
pub fn print(root: &Node, alphabet: Alphabet) -> Option<Printed> {
    let mut printed = Printed { pattern: String::new(), groups: Vec::new(), needs: Needs::default(), alphabet };
    // An empty match may lie between the halves of a pair.
    printed.needs.basic_plane = root.minimum() == 0;
    printed.node(root)?;
    Some(printed)
}

impl Printed {
    fn node(&mut self, node: &Node) -> Option<()> {
        if self.pattern.len() > MAX_PRINTED {
            return None;
        }
        match node {
            Node::Empty => self.pattern.push_str("(?:)"),
            Node::Unit(unit) => self.set(&UnitSet::of(*unit)),
            Node::Set(set) => self.set(set),
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(node))?,
            Node::Alternate(nodes) => {
                self.pattern.push_str("(?:");
                for (at, node) in nodes.iter().enumerate() {
                    self.pattern.push_str(if at == 0 { "" } else { "|" });
                    self.node(node)?;
                }
                self.pattern.push(')');
            }
            Node::Loop { body, min, max, lazy } => {
                if *min > MAX_COUNT || (*max > MAX_COUNT && *max != UNBOUNDED) || (*max > 1 && body.minimum() == 0) {
                    return None;
                }
                self.pattern.push_str("(?:");
                self.node(body)?;
                let bound = if *max == UNBOUNDED { String::new() } else { max.to_string() };
                write!(self.pattern, "){{{min},{bound}}}{}", if *lazy { "?" } else { "" }).ok()?;
            }
            Node::Capture { group: Some(group), uncapture: None, body } => {
                if self.groups.contains(group) || self.groups.len() >= MAX_GROUPS {
                    return None;
                }
                self.groups.push(*group);
                self.pattern.push('(');
                self.node(body)?;
                self.pattern.push(')');
            }
            Node::Anchor(anchor) => self.anchor(*anchor)?,
            _ => return None,
        }
        Some(())
    }

    fn anchor(&mut self, anchor: Anchor) -> Option<()> {
        self.pattern.push_str(match anchor {
            Anchor::Start => r"\A",
            Anchor::LineStart => "(?m:^)",
            Anchor::End => {
                self.needs.no_final_line_feed = true;
                r"\z"
            }
            Anchor::LineEnd => "(?m:$)",
            Anchor::VeryEnd => r"\z",
            Anchor::WordEdge => {
                self.needs.ascii = true;
                r"(?-u:\b)"
            }
            Anchor::NoWordEdge => {
                self.needs.ascii = true;
                r"(?-u:\B)"
            }
            Anchor::Continuation => return None,
        });
        Some(())
    }

    fn set(&mut self, set: &UnitSet) {
        self.needs.basic_plane |= set.has_surrogates();
        let outside = match self.alphabet {
            Alphabet::Ascii => (0x80, u16::MAX),
            Alphabet::Full => SURROGATES,
        };
        let characters = set.without(&UnitSet::new(vec![outside]));
        if characters.ranges().is_empty() {
            // Matches nothing.
            self.pattern.push_str("[a&&b]");
            return;
        }
        self.pattern.push('[');
        for (low, high) in characters.ranges() {
            // Writing to a text cannot fail.
            let _ = write!(self.pattern, r"\x{{{low:X}}}-\x{{{high:X}}}");
        }
        self.pattern.push(']');
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Linear {
    engine: regex::Regex,
    groups: Vec<usize>,
}

impl Linear {
    /// Compiles what was printed; nothing when that takes more memory than the limits allow.
    pub fn compile(printed: &Printed) -> Option<Self> {
        let engine =
            regex::RegexBuilder::new(&printed.pattern).size_limit(SIZE).dfa_size_limit(LAZY_SIZE).build().ok()?;
        Some(Self { engine, groups: printed.groups.clone() })
    }

    /// Whether the pattern matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.engine.is_match(text)
    }

    /// The first match at or after a byte offset: the spans of `count` groups in bytes, the whole match first.
    pub fn find(&self, text: &str, from: usize, count: usize) -> Option<Vec<Option<(usize, usize)>>> {
        if from > text.len() {
            return None;
        }
        let mut spans = vec![None; count];
        if self.groups.is_empty() {
            let found = self.engine.find_at(text, from)?;
            *spans.first_mut()? = Some((found.start(), found.end()));
            return Some(spans);
        }
        let captures = self.engine.captures_at(text, from)?;
        for (at, group) in std::iter::once(&0).chain(&self.groups).enumerate() {
            if let Some(span) = spans.get_mut(*group) {
                *span = captures.get(at).map(|found| (found.start(), found.end()));
            }
        }
        Some(spans)
    }
}
