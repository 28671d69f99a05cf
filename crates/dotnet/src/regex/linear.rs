//! Translates a tree for the engines of the crate `regex` and matches with them, in time linear in the text.
//!
//! Not every tree can be translated: the two agree on what `regex` can express, unless a repeated piece can match
//! nothing (then their captures differ). And not every text can be matched: `regex` reads characters where .NET reads
//! UTF-16 units, has no `$` before a final line feed and other word boundaries beyond ASCII. The requirements for a
//! text are stored with the engine.
//!
//! The tree is passed as a tree and not as a pattern: the crate's pattern parser is neither run nor linked.

use regex_automata::Span;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, Look, Repetition};

use super::ast::{Anchor, Node, UNBOUNDED};
#[cfg(target_family = "wasm")]
use super::plain::Plain as Engine;
use super::set::{SURROGATES, UnitSet};
#[cfg(not(target_family = "wasm"))]
use super::tuned::Tuned as Engine;

/// The most memory a compiled pattern may take, in bytes.
pub const SIZE: usize = 4 << 20;
/// About how many states have room in it.
pub const MOST_STATES: u64 = 1 << 18;
/// The most memory the lazy automaton may take, in bytes.
#[cfg(not(target_family = "wasm"))]
pub const LAZY_SIZE: usize = 2 << 20;
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

/// A pattern for `regex`'s engines.
#[derive(Clone, Debug)]
pub struct Translated {
    pub needs: Needs,
    /// How many pieces of the pattern the engine may be at, at worst all at once, with repetitions written out.
    pub positions: u64,
    /// The same with the ranges of their characters.
    pub ranges: u64,
    tree: Hir,
    /// The group index of each capturing parenthesis, in order.
    groups: Vec<usize>,
}

/// Translates a tree; `None` if the linear engine does not support it.
pub fn translate(root: &Node, alphabet: Alphabet) -> Option<Translated> {
    // An empty match may be between the halves of a pair.
    let needs = Needs { basic_plane: root.minimum() == 0, ..Needs::default() };
    let mut translator = Translator { groups: Vec::new(), needs, alphabet, size: 0 };
    let tree = translator.node(root)?;
    let (positions, ranges) = (pieces(root, &|_| 1), pieces(root, &|set| set.ranges().len() as u64));
    Some(Translated { needs: translator.needs, positions, ranges, tree, groups: translator.groups })
}

/// How many pieces the engine makes of a tree; `of_set` says of how many one class is worth.
fn pieces(node: &Node, of_set: &impl Fn(&UnitSet) -> u64) -> u64 {
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

struct Translator {
    groups: Vec<usize>,
    needs: Needs,
    alphabet: Alphabet,
    size: usize,
}

impl Translator {
    fn node(&mut self, node: &Node) -> Option<Hir> {
        self.size += 1;
        if self.size > MAX_TREE {
            return None;
        }
        Some(match node {
            Node::Empty => Hir::empty(),
            Node::Unit(unit) => self.set(&UnitSet::of(*unit)),
            Node::Set(set) => self.set(set),
            Node::Concat(nodes) => Hir::concat(self.nodes(nodes)?),
            Node::Alternate(nodes) => Hir::alternation(self.nodes(nodes)?),
            Node::Loop { body, min, max, lazy } => {
                if *min > MAX_COUNT || (*max > MAX_COUNT && *max != UNBOUNDED) || (*max > 1 && body.minimum() == 0) {
                    return None;
                }
                let max = (*max != UNBOUNDED).then_some(*max);
                Hir::repetition(Repetition { min: *min, max, greedy: !lazy, sub: Box::new(self.node(body)?) })
            }
            Node::Capture { group: Some(group), uncapture: None, body } => {
                if self.groups.contains(group) || self.groups.len() >= MAX_GROUPS {
                    return None;
                }
                self.groups.push(*group);
                let index = u32::try_from(self.groups.len()).ok()?;
                Hir::capture(Capture { index, name: None, sub: Box::new(self.node(body)?) })
            }
            Node::Anchor(anchor) => Hir::look(self.anchor(*anchor)?),
            _ => return None,
        })
    }

    fn nodes(&mut self, nodes: &[Node]) -> Option<Vec<Hir>> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn anchor(&mut self, anchor: Anchor) -> Option<Look> {
        Some(match anchor {
            Anchor::Start => Look::Start,
            Anchor::LineStart => Look::StartLF,
            Anchor::End => {
                self.needs.no_final_line_feed = true;
                Look::End
            }
            Anchor::LineEnd => Look::EndLF,
            Anchor::VeryEnd => Look::End,
            Anchor::WordEdge => {
                self.needs.ascii = true;
                Look::WordAscii
            }
            Anchor::NoWordEdge => {
                self.needs.ascii = true;
                Look::WordAsciiNegate
            }
            Anchor::Continuation => return None,
        })
    }

    fn set(&mut self, set: &UnitSet) -> Hir {
        self.needs.basic_plane |= set.has_surrogates();
        let outside = match self.alphabet {
            Alphabet::Ascii => (0x80, u16::MAX),
            Alphabet::Full => SURROGATES,
        };
        let units = set.without(&UnitSet::new(vec![outside]));
        self.size += units.ranges().len();
        // Without the surrogates every unit is a character; an empty set matches nothing.
        let character = |unit: u16| char::from_u32(unit.into());
        let ranges = units.ranges().iter().filter_map(|(low, high)| Some((character(*low)?, character(*high)?)));
        let ranges = ranges.map(|(low, high)| ClassUnicodeRange::new(low, high));
        Hir::class(Class::Unicode(ClassUnicode::new(ranges)))
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Linear {
    engine: Engine,
    groups: Vec<usize>,
}

impl Linear {
    /// Compiles a translated tree; `None` if that takes more memory than the limits allow.
    pub fn compile(translated: &Translated) -> Option<Self> {
        Some(Self { engine: Engine::compile(&translated.tree)?, groups: translated.groups.clone() })
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
        let bytes = |span: Span| (span.start, span.end);
        let mut spans = vec![None; count];
        if self.groups.is_empty() {
            *spans.first_mut()? = Some(bytes(self.engine.find(text, from)?));
            return Some(spans);
        }
        let mut groups = std::iter::once(&0).chain(&self.groups);
        self.engine.captures(text, from, |found| {
            if let Some(span) = groups.next().and_then(|group| spans.get_mut(*group)) {
                *span = found.map(bytes);
            }
        })?;
        Some(spans)
    }
}
