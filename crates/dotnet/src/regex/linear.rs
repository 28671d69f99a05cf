//! Which trees are matched in time linear in the text, on which texts, and the engine for it.
//!
//! Not every tree is: the crate `regex` and .NET agree on what `regex` can express, unless a repeated piece can match
//! nothing (then their captures differ). And not every text is: the engines read characters where .NET reads UTF-16
//! units, have no `$` before a final line feed and other word boundaries beyond ASCII. What a text has to be like for a
//! tree is in [`Needs`]. Knows nothing of steps and limits of time.

use super::ast::{Anchor, Node, UNBOUNDED};
#[cfg(target_family = "wasm")]
use super::plain::Plain as Engine;
use super::set::{SURROGATES, UnitSet};
#[cfg(not(target_family = "wasm"))]
use super::tuned::Tuned as Engine;

/// Where a match or a group starts and ends, in bytes.
pub type Span = (usize, usize);

/// About how many states have room in an engine, and so the most that compiling one counts as.
pub const MOST_STATES: u64 = 1 << 18;
/// The highest count that is unrolled.
const MAX_COUNT: u32 = 1_000;

/// The largest tree passed to the engine, in ranges of characters and in pieces.
const MAX_TREE: usize = 16 * 1024;

/// The most groups that the engine tracks: its work for each unit of the text grows with them.
const MAX_GROUPS: usize = 100;

/// The alphabet of a translated pattern: compiling for ASCII takes microseconds, for all characters ten times as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The texts are ASCII.
    Ascii,
    /// The texts are what `Needs` allows.
    Full,
}

impl Alphabet {
    /// The units of a set that texts have.
    pub fn part_of(self, set: &UnitSet) -> UnitSet {
        let outside = match self {
            Self::Ascii => (0x80, u16::MAX),
            Self::Full => SURROGATES,
        };
        set.without(&UnitSet::new(vec![outside]))
    }
}

/// The requirements for a text for both engines to agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    ascii: bool,
    basic_plane: bool,
    no_final_line_feed: bool,
}

impl Needs {
    /// Whether a text meets the requirements.
    pub fn met_by(self, text: &str) -> bool {
        if self.no_final_line_feed && text.ends_with('\n') {
            return false;
        }
        text.is_ascii() || !(self.ascii || self.basic_plane && text.bytes().any(|byte| byte >= 0xF0))
    }
}

/// What a tree takes that a linear engine supports.
#[derive(Clone, Debug)]
pub struct Translated {
    pub needs: Needs,
    /// How many pieces of the pattern the engine may be at, at worst all at once, with repetitions written out.
    pub positions: u64,
    /// The same with the ranges of their characters.
    pub ranges: u64,
    alphabet: Alphabet,
    /// The group index of each capturing parenthesis, in order.
    groups: Vec<usize>,
    size: usize,
}

/// Looks through a tree; `None` if the linear engines do not support it.
pub fn translate(root: &Node, alphabet: Alphabet) -> Option<Translated> {
    // An empty match may be between the halves of a pair.
    let needs = Needs { basic_plane: root.minimum() == 0, ..Needs::default() };
    let (positions, ranges) = (pieces(root, &|_| 1), pieces(root, &|set| set.ranges().len() as u64));
    let mut translated = Translated { needs, positions, ranges, alphabet, groups: Vec::new(), size: 0 };
    translated.node(root)?;
    Some(translated)
}

/// How many pieces the engine makes of a tree; `of_set` says of how many one class is worth.
fn pieces(node: &Node, of_set: &dyn Fn(&UnitSet) -> u64) -> u64 {
    let sum = |nodes: &[Node]| nodes.iter().fold(0u64, |sum, node| sum.saturating_add(pieces(node, of_set)));
    match node {
        Node::Unit(_) => 1,
        Node::Set(set) => of_set(set).max(1),
        Node::Concat(nodes) | Node::Alternate(nodes) => sum(nodes).saturating_add(1),
        Node::Loop { body, min, max, .. } => {
            let rounds = if *max == UNBOUNDED { min.saturating_add(1) } else { *max };
            pieces(body, of_set).saturating_mul(rounds.into()).saturating_add(1)
        }
        Node::Capture { body, .. } => pieces(body, of_set).saturating_add(1),
        _ => 1,
    }
}

impl Translated {
    fn node(&mut self, node: &Node) -> Option<()> {
        self.size += 1;
        if self.size > MAX_TREE {
            return None;
        }
        match node {
            Node::Empty => {}
            Node::Unit(unit) => self.set(&UnitSet::of(*unit)),
            Node::Set(set) => self.set(set),
            Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().try_for_each(|node| self.node(node))?,
            Node::Loop { body, min, max, .. } => {
                if *min > MAX_COUNT || (*max > MAX_COUNT && *max != UNBOUNDED) || (*max > 1 && body.minimum() == 0) {
                    return None;
                }
                self.node(body)?;
            }
            Node::Capture { group: Some(group), uncapture: None, body } => {
                if self.groups.contains(group) || self.groups.len() >= MAX_GROUPS {
                    return None;
                }
                self.groups.push(*group);
                self.node(body)?;
            }
            Node::Anchor(Anchor::Continuation) => return None,
            Node::Anchor(anchor) => {
                self.needs.no_final_line_feed |= *anchor == Anchor::End;
                self.needs.ascii |= matches!(anchor, Anchor::WordEdge | Anchor::NoWordEdge);
            }
            _ => return None,
        }
        Some(())
    }

    fn set(&mut self, set: &UnitSet) {
        self.needs.basic_plane |= set.has_surrogates();
        self.size += self.alphabet.part_of(set).ranges().len();
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Linear {
    engine: Engine,
    groups: Vec<usize>,
}

impl Linear {
    /// Compiles a tree; `None` if that takes more memory than the limits allow.
    pub fn compile(root: &Node, translated: &Translated) -> Option<Self> {
        Some(Self { engine: Engine::compile(root, translated.alphabet)?, groups: translated.groups.clone() })
    }

    /// Whether the pattern matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.engine.is_match(text)
    }

    /// The first match at or after a byte offset: the spans of `count` groups in bytes, the whole match first.
    pub fn find(&self, text: &str, from: usize, count: usize) -> Option<Vec<Option<Span>>> {
        if from > text.len() {
            return None;
        }
        let mut spans = vec![None; count];
        if self.groups.is_empty() {
            *spans.first_mut()? = Some(self.engine.find(text, from)?);
            return Some(spans);
        }
        let mut groups = std::iter::once(&0).chain(&self.groups);
        self.engine.captures(text, from, |found| {
            if let Some(span) = groups.next().and_then(|group| spans.get_mut(*group)) {
                *span = found;
            }
        })?;
        Some(spans)
    }
}
