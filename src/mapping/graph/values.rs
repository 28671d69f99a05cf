//! Single values of indexed JSON: strings, numbers, Booleans, words, arrays; a value of another kind is reported.
//!
//! Knows nothing of what the properties mean.

use super::index::{Node, NodeShape};
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::MOST_FINDINGS;
use crate::mapping::flow;
use crate::mapping::model::Located;
use crate::mapping::suggest;
use crate::text::{Quoted, Quoting, Span};

/// Collects the diagnostics while a file is read.
pub struct GraphReader {
    pub diagnostics: Vec<Diagnostic>,
    /// The first value that PowerShell cut off, and its depth.
    pub cut: Option<(Span, usize)>,
}

impl GraphReader {
    pub fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, cut: None }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_FINDINGS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports that a value is not of the expected kind.
    pub fn refuse(&mut self, node: Node<'_>, expected: &str) {
        if super::cut::is_cut(node) {
            self.cut.get_or_insert_with(|| (node.span(), node.pointer().matches('/').count()));
        } else if self.diagnostics.len() < MOST_FINDINGS {
            let pointer = node.pointer();
            let location = if pointer.is_empty() { "/" } else { &pointer };
            self.diagnostics.push(registry::wrong_shape(node.span(), location, expected, node.describe()));
        }
    }

    /// Whether a value is an object; reports it if not.
    pub fn is_object(&mut self, node: Node<'_>) -> bool {
        let fits = node.shape() == NodeShape::Object;
        if !fits {
            self.refuse(node, "an object");
        }
        fits
    }

    /// The items of an array property; none if it is absent or null.
    pub fn items<'i>(&mut self, owner: Node<'i>, key: &str) -> impl Iterator<Item = Node<'i>> + use<'i> {
        let list = present(owner, key);
        if let Some(other) = list.filter(|list| list.shape() != NodeShape::Array) {
            self.refuse(other, "an array");
        }
        list.into_iter().flat_map(Node::items)
    }

    /// A string property; `None` if it is absent or null.
    pub fn text(&mut self, owner: Node<'_>, key: &str) -> Option<Located<String>> {
        present(owner, key).and_then(|node| self.text_of(node))
    }

    /// A string property, empty and located at its owner if there is none.
    pub fn text_or_empty(&mut self, owner: Node<'_>, key: &str) -> Located<String> {
        let nowhere = Span::at(owner.span().start as usize);
        self.text(owner, key).unwrap_or_else(|| Located::plain(String::new(), nowhere))
    }

    /// A value that has to be a string.
    pub fn text_of(&mut self, node: Node<'_>) -> Option<Located<String>> {
        if node.shape() != NodeShape::String {
            self.refuse(node, "a string");
            return None;
        }
        let Some(value) = node.text() else {
            self.report(registry::not_json(node.span(), "half a surrogate pair in a string", None));
            return None;
        };
        let span = Span::new(node.span().start as usize + 1, (node.span().end as usize).saturating_sub(1));
        Some(Located { value, location: Quoted { span, quoting: Quoting::Json } })
    }

    /// A Boolean property.
    pub fn flag(&mut self, owner: Node<'_>, key: &str, absent: bool) -> bool {
        let Some(node) = present(owner, key) else { return absent };
        if node.shape() != NodeShape::Boolean {
            self.refuse(node, "`true` or `false`");
            return absent;
        }
        node.raw() == "true"
    }

    /// A whole number.
    pub fn integer(&mut self, owner: Node<'_>, key: &str) -> Option<i64> {
        let node = present(owner, key)?;
        let number = if node.shape() == NodeShape::Number { node.raw().parse().ok() } else { None };
        if number.is_none() {
            self.refuse(node, "a whole number");
        }
        number
    }

    /// One of a set of words.
    pub fn word<T: Copy + Default>(&mut self, owner: Node<'_>, key: &str, all: &[(T, &'static [&'static str])]) -> T {
        self.optional_word(owner, key, all).unwrap_or_default()
    }

    /// One of a set of words, if present.
    pub fn optional_word<T: Copy>(
        &mut self,
        owner: Node<'_>,
        key: &str,
        all: &[(T, &'static [&'static str])],
    ) -> Option<T> {
        let text = self.text(owner, key)?;
        let word = flow::word(all, &text.value);
        if word.is_none() {
            self.unknown_word(key, &text.value, text.span(), &flow::words(all, true));
        }
        word
    }

    /// Reports an unknown word of a property.
    pub fn unknown_word(&mut self, property: &str, found: &str, span: Span, known: &[&str]) {
        let help = suggest::nearest_or_all(found, known);
        let diagnostic = registry::unknown_word(span, property, found, help);
        // A word in a list, or one with escapes, is not the whole text at the location.
        let near = crate::text::nearest(found, known.iter().copied()).filter(|_| span.len() == found.len());
        self.report(match near {
            Some(near) => diagnostic.with_unsafe_fix(format!("write `{near}`"), span, near),
            None => diagnostic,
        });
    }
}

/// A property that has a value: not absent, not null.
pub fn present<'i>(owner: Node<'i>, key: &str) -> Option<Node<'i>> {
    owner.get(key).filter(|node| node.shape() != NodeShape::Null)
}
