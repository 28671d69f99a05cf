//! `regex`'s engines with all their optimizations: the lazy automaton, the search for literals, and more. For native
//! builds; see `plain` for browsers.
//!
//! A tree is passed as a tree and not as a pattern: the crate's pattern parser is neither run nor linked. Knows the nodes
//! that [`super::linear`] lets through, and no others.

use super::ast::{Anchor, Node, UNBOUNDED};
use super::linear::{Alphabet, Span};
use super::set::UnitSet;
use regex_automata::Input;
use regex_automata::meta::Regex;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, Look, Repetition};

/// The most memory a compiled pattern may take, in bytes.
const SIZE: usize = 4 << 20;
/// The most memory the lazy automaton may take, in bytes.
const LAZY_SIZE: usize = 2 << 20;

/// A compiled tree.
#[derive(Clone, Debug)]
pub struct Tuned(Regex);

impl Tuned {
    /// Compiles a tree; `None` if that takes more memory than the limits allow.
    pub fn compile(root: &Node, alphabet: Alphabet) -> Option<Self> {
        let tree = Translator { groups: 0, alphabet }.node(root)?;
        let limits = Regex::config().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(LAZY_SIZE);
        Regex::builder().configure(limits).build_from_hir(&tree).ok().map(Self)
    }

    /// Whether it matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The first match at or after a byte offset.
    pub fn find(&self, text: &str, from: usize) -> Option<Span> {
        let found = self.0.search(&Input::new(text).span(from..text.len()))?;
        Some((found.start(), found.end()))
    }

    /// The first match at or after a byte offset: passes its groups to `visit` in their order, the whole match first.
    pub fn captures(&self, text: &str, from: usize, visit: impl FnMut(Option<Span>)) -> Option<()> {
        let mut captures = self.0.create_captures();
        self.0.search_captures(&Input::new(text).span(from..text.len()), &mut captures);
        captures.get_match()?;
        captures.iter().map(|span| span.map(|span| (span.start, span.end))).for_each(visit);
        Some(())
    }
}

struct Translator {
    groups: u32,
    alphabet: Alphabet,
}

impl Translator {
    fn node(&mut self, node: &Node) -> Option<Hir> {
        Some(match node {
            Node::Empty => Hir::empty(),
            Node::Unit(unit) => self.set(&UnitSet::of(*unit)),
            Node::Set(set) => self.set(set),
            Node::Concat(nodes) => Hir::concat(self.nodes(nodes)?),
            Node::Alternate(nodes) => Hir::alternation(self.nodes(nodes)?),
            Node::Loop { body, min, max, lazy } => {
                let max = (*max != UNBOUNDED).then_some(*max);
                Hir::repetition(Repetition { min: *min, max, greedy: !lazy, sub: Box::new(self.node(body)?) })
            }
            Node::Capture { body, .. } => {
                self.groups += 1;
                let index = self.groups;
                Hir::capture(Capture { index, name: None, sub: Box::new(self.node(body)?) })
            }
            Node::Anchor(anchor) => Hir::look(look(*anchor)?),
            _ => return None,
        })
    }

    fn nodes(&mut self, nodes: &[Node]) -> Option<Vec<Hir>> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn set(&self, set: &UnitSet) -> Hir {
        // Without the surrogates every unit is a character; an empty set matches nothing.
        let character = |unit: u16| char::from_u32(unit.into());
        let units = self.alphabet.part_of(set);
        let ranges = units.ranges().iter().filter_map(|(low, high)| Some((character(*low)?, character(*high)?)));
        let ranges = ranges.map(|(low, high)| ClassUnicodeRange::new(low, high));
        Hir::class(Class::Unicode(ClassUnicode::new(ranges)))
    }
}

fn look(anchor: Anchor) -> Option<Look> {
    Some(match anchor {
        Anchor::Start => Look::Start,
        Anchor::LineStart => Look::StartLF,
        Anchor::End | Anchor::VeryEnd => Look::End,
        Anchor::LineEnd => Look::EndLF,
        Anchor::WordEdge => Look::WordAscii,
        Anchor::NoWordEdge => Look::WordAsciiNegate,
        Anchor::Continuation => return None,
    })
}
