//! The simplest of `regex`'s engines, which needs the least code and has the same matches. For browsers, where code is
//! downloaded before it runs; see `tuned` for native builds. Knows nothing of .NET.

use super::linear::SIZE;
use regex_automata::nfa::thompson::pikevm::{Cache, PikeVM};
use regex_automata::nfa::thompson::{Compiler, Config};
use regex_automata::{Input, Span};
use regex_syntax::hir::Hir;
use std::sync::{Arc, Mutex, PoisonError};

/// A compiled tree.
#[derive(Clone, Debug)]
pub struct Plain {
    engine: PikeVM,
    /// The working memory of a search, kept for the next one.
    cache: Arc<Mutex<Cache>>,
}

impl Plain {
    /// Compiles a tree; `None` if that takes more memory than the limit allows.
    pub fn compile(tree: &Hir) -> Option<Self> {
        let mut compiler = Compiler::new();
        let automaton = compiler.configure(Config::new().nfa_size_limit(Some(SIZE))).build_from_hir(tree).ok()?;
        let engine = PikeVM::new_from_nfa(automaton).ok()?;
        let cache = Arc::new(Mutex::new(engine.create_cache()));
        Some(Self { engine, cache })
    }

    /// Whether it matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        self.engine.is_match(&mut cache, text)
    }

    /// The first match at or after a byte offset.
    pub fn find(&self, text: &str, from: usize) -> Option<Span> {
        let mut whole = None;
        self.captures(text, from, |group| whole = whole.or(group))?;
        whole
    }

    /// The first match at or after a byte offset: passes its groups to `visit` in their order, the whole match first.
    pub fn captures(&self, text: &str, from: usize, visit: impl FnMut(Option<Span>)) -> Option<()> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let mut captures = self.engine.create_captures();
        self.engine.captures(&mut cache, Input::new(text).span(from..text.len()), &mut captures);
        captures.get_match()?;
        captures.iter().for_each(visit);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tuned::Tuned;
    use super::*;
    use proptest::prelude::*;

    fn both(tree: &Hir, text: &str, from: usize) {
        let (Some(plain), Some(tuned)) = (Plain::compile(tree), Tuned::compile(tree)) else { panic!("{tree:?}") };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        assert_eq!(plain.is_match(text), tuned.is_match(text), "{tree:?} {text:?}");
        assert_eq!(plain.find(text, from), tuned.find(text, from), "{tree:?} {text:?} {from}");
        plain.captures(text, from, |group| ours.push(group));
        tuned.captures(text, from, |group| theirs.push(group));
        assert_eq!(ours, theirs, "{tree:?} {text:?} {from}");
    }

    proptest! {
        #[test]
        fn both_engines_find_the_same(
            pattern in r"([abé]|\(a\)|\[a-z\]|\(b\|a\)|\(aé\|\)|\^|\$|\\b)([*+?]|\*\?|\{2\}|)([abé]|\([^()]b\|a\))",
            text in "[abé\n ]{0,12}",
        ) {
            // .NET's word boundary, which for these engines is that of ASCII.
            let pattern = pattern.replace(r"\b", r"(?-u:\b)");
            if let Ok(tree) = regex_syntax::parse(&pattern) {
                (0..=text.len()).filter(|from| text.is_char_boundary(*from)).for_each(|from| both(&tree, &text, from));
            }
        }
    }
}
