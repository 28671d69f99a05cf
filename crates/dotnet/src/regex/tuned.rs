//! `regex`'s engines with all their optimizations: the lazy automaton, the search for literals, and more. For native
//! builds; see `plain` for browsers. Knows nothing of .NET.

use super::linear::{LAZY_SIZE, SIZE};
use regex_automata::meta::Regex;
use regex_automata::{Input, Span};
use regex_syntax::hir::Hir;

/// A compiled tree.
#[derive(Clone, Debug)]
pub struct Tuned(Regex);

impl Tuned {
    /// Compiles a tree; `None` if that takes more memory than the limits allow.
    pub fn compile(tree: &Hir) -> Option<Self> {
        let limits = Regex::config().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(LAZY_SIZE);
        Regex::builder().configure(limits).build_from_hir(tree).ok().map(Self)
    }

    /// Whether it matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The first match at or after a byte offset.
    pub fn find(&self, text: &str, from: usize) -> Option<Span> {
        Some(self.0.search(&Input::new(text).span(from..text.len()))?.span())
    }

    /// The first match at or after a byte offset: passes its groups to `visit` in their order, the whole match first.
    pub fn captures(&self, text: &str, from: usize, visit: impl FnMut(Option<Span>)) -> Option<()> {
        let mut captures = self.0.create_captures();
        self.0.search_captures(&Input::new(text).span(from..text.len()), &mut captures);
        captures.get_match()?;
        captures.iter().for_each(visit);
        Some(())
    }
}
