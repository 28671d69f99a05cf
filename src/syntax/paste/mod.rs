//! A text that was copied with more than the expression: the wrapping of the page, file or shell that it comes from.
//!
//! Each layer of a wrapping is a function that finds it and says how to take it off. Which layers a text has, and in
//! what order they come off, is found out by taking off one after another until an expression is left. Knows nothing of
//! functions and languages, and does not decide what is reported.

mod around;
mod characters;
mod code;
mod comments;
mod entities;
mod escapes;
mod places;
mod prose;
mod quotes;
mod slips;
mod tags;

pub use around::is_key_of_name;
pub use code::Code;
#[cfg(test)]
pub use code::steps;
pub use entities::entity;
pub use places::filter;
pub use prose::layer as prose;
pub use slips::{SLIPS, Slip, extra_parentheses};

use super::{Ast, Node, Operator};
use crate::diagnostic::Edit;
use crate::text::Span;
use crate::value::Comparison;

/// One layer of a wrapping.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What kind it is.
    pub kind: LayerKind,
    /// What stands there, for a message: `HTML tags`.
    pub what: String,
    /// How it is taken off, in order; the spans are in the text that has the layer.
    pub edits: Vec<Edit>,
}

/// The kinds of layers that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// Comments only.
    Comments,
    /// HTML entities only.
    Entities,
    /// Typographic quotation marks only.
    CurlyQuotes,
    /// Single quotation marks only.
    SingleQuotes,
    /// The syntax of another language.
    Foreign,
    /// Words of a sentence, which may have a meaning.
    Prose,
    /// Anything else.
    Wrapping,
}

/// The layers in the order in which they are tried: what hides other layers comes first.
pub const LAYERS: [fn(&str) -> Option<Layer>; 9] = [
    characters::layer,
    places::layer,
    tags::layer,
    entities::layer,
    around::layer,
    comments::layer,
    escapes::layer,
    quotes::layer,
    around::last,
];

/// A text with some layers taken off, and where each of its bytes was.
#[derive(Clone, Debug)]
pub struct Paste {
    text: String,
    /// The offset in the original text of each byte, and of the end.
    origins: Vec<u32>,
}

impl Paste {
    /// A text with all its layers.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), origins: (0..=Span::at(text.len()).start).collect() }
    }

    /// What is left.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text after these edits, which are in order and do not overlap.
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut next = Self { text: String::with_capacity(self.text.len()), origins: Vec::new() };
        let mut at = 0;
        for edit in edits {
            next.keep(self, at, edit.span.start as usize);
            next.text.push_str(&edit.text);
            next.origins.resize(next.text.len(), self.origin(edit.span.start as usize));
            at = edit.span.end as usize;
        }
        next.keep(self, at, self.text.len());
        let end = match edits.last() {
            // What is cut off at the end is not part of what is left.
            Some(last) if last.span.end as usize == self.text.len() => last.span.start as usize,
            _ => self.text.len(),
        };
        next.origins.push(self.origin(end));
        next
    }

    fn keep(&mut self, from: &Self, start: usize, end: usize) {
        self.text.push_str(from.text.get(start..end).unwrap_or_default());
        self.origins.extend(from.origins.get(start..end).unwrap_or_default());
    }

    fn origin(&self, at: usize) -> u32 {
        self.origins.get(at).or(self.origins.last()).copied().unwrap_or_default()
    }

    /// Where a part of what is left was in the original text.
    pub fn original(&self, span: Span) -> Span {
        let (start, end) = (self.origin(span.start as usize), self.origin(span.end as usize));
        Span { start, end: end.max(start) }
    }
}

/// Whether a tree has something that only expressions have, so that it was not made from other words by chance.
pub fn is_expression(ast: &Ast) -> bool {
    let mut evidence = false;
    ast.root.walk(&mut |part| {
        evidence |= match &part.node {
            Node::Attribute(name) => !name.contains(&['(', ')', '"', '\n'][..]),
            Node::Str(_) => true,
            Node::Call(call) => call.arguments.is_empty(),
            _ => false,
        };
    });
    evidence
}

/// Whether the whole text is one string that contains an expression.
pub fn is_quoted_expression(ast: &Ast) -> bool {
    matches!(&ast.root.node, Node::Str(inner) if is_like_expression(inner))
}

fn is_like_expression(text: &str) -> bool {
    let inner = text.trim();
    let is_call = inner.contains('(') && inner.ends_with(')') && inner.contains(['[', '"']);
    let is_attribute = code::attribute(inner) == Some(inner.len());
    is_call || is_attribute
}

/// Whether a tree is a word or a variable, then `=` or `-`, then an expression: that is how a label in front of an expression
/// is parsed, and an assignment.
pub fn is_labelled(ast: &Ast) -> bool {
    let Node::Chain(first, rest) = &ast.root.node else { return false };
    let variable = matches!(&first.node, Node::Variable(_));
    let label = variable || matches!(&first.node, Node::Word(word) if !matches!(&**word, "True" | "False" | "NULL"));
    let [(Operator::Compare(Comparison::Equal) | Operator::Subtract, sign, value), more @ ..] = rest.as_slice() else {
        return false;
    };
    // `lower-case(…)` is a name.
    let glued = first.span.end == sign.start && sign.end == value.span.start;
    let subtracts = matches!(rest.first(), Some((Operator::Subtract, ..)));
    label
        && !(subtracts && (glued || variable))
        && more.iter().all(|(operator, ..)| !matches!(operator, Operator::Compare(_)))
        && match &value.node {
            Node::Call(_) | Node::Attribute(_) => true,
            Node::Str(_) if variable => false,
            Node::Str(inner) => !more.is_empty() || is_like_expression(inner),
            _ => false,
        }
}

/// The edit that replaces a range.
pub fn edit(start: usize, end: usize, text: impl Into<String>) -> Edit {
    Edit { span: Span::new(start, end), text: text.into() }
}

/// A layer, if it has anything to take off.
pub fn layer(kind: LayerKind, what: impl Into<String>, edits: Vec<Edit>) -> Option<Layer> {
    (!edits.is_empty()).then(|| Layer { kind, what: what.into(), edits })
}
