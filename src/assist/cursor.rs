//! The context of an offset in an expression: the parts around it from the outermost to the innermost, and the call
//! whose parentheses it is in. Does not know what functions exist.

use crate::syntax::{Ast, Call, Expression, Node, parse};

/// A text with its tree and an offset in it.
pub(super) struct CursorLocation<'t> {
    pub text: &'t str,
    /// The offset, on a character boundary.
    pub offset: usize,
    ast: Ast,
}

impl<'t> CursorLocation<'t> {
    pub fn new(text: &'t str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self { text, offset, ast: parse(text) }
    }

    pub fn root(&self) -> &Expression {
        &self.ast.root
    }

    /// The parts that contain or touch the offset, from the outermost to the innermost.
    pub fn path(&self) -> Vec<&Expression> {
        let mut path = Vec::new();
        let mut next = Some(self.root()).filter(|root| self.touches(root));
        while let Some(part) = next {
            path.push(part);
            let touching = part.children().into_iter().filter(|child| self.touches(child));
            next = touching.min_by_key(|child| child.is_missing());
        }
        path
    }

    fn touches(&self, part: &Expression) -> bool {
        part.span.range().start <= self.offset && self.offset <= part.span.range().end
    }

    /// The innermost part.
    pub fn leaf(&self) -> Option<&Expression> {
        self.path().pop()
    }

    /// The innermost call whose parentheses contain the offset, with the index of the argument slot.
    pub fn call(&self) -> Option<(&Call, usize)> {
        self.path().into_iter().rev().find_map(|part| match &part.node {
            Node::Call(call) => self.inside(part, call).then(|| (call, self.slot(call))),
            _ => None,
        })
    }

    /// Whether the offset is between the parentheses of a call.
    fn inside(&self, part: &Expression, call: &Call) -> bool {
        let behind_name = call.name_span.range().end;
        let before = self.between(behind_name, self.offset);
        before.contains('(') && (self.offset < part.span.range().end || !self.is_closed(part, call))
    }

    /// Whether a call has its closing parenthesis.
    fn is_closed(&self, part: &Expression, call: &Call) -> bool {
        let last = call.arguments.last().map_or(call.name_span.range().end, |last| last.span.range().end);
        self.between(last, part.span.range().end).trim_end().ends_with(')')
    }

    fn slot(&self, call: &Call) -> usize {
        let gaps = call.arguments.windows(2).filter_map(|pair| match pair {
            [left, right] => Some((left.span.range().end, right.span.range().start)),
            _ => None,
        });
        // An argument begins after its comma; if the comma is missing, with its text.
        let begins = gaps.map(|(left, right)| self.between(left, right).rfind(',').map_or(right, |at| left + at + 1));
        begins.filter(|begin| *begin <= self.offset).count()
    }

    fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The bytes of the word that contains or touches the offset; empty if there is none.
    pub fn word(&self) -> (usize, usize) {
        let belongs = |character: &char| character.is_alphanumeric() || *character == '_';
        let before = self.between(0, self.offset).chars().rev().take_while(belongs).map(char::len_utf8).sum::<usize>();
        let after = self.between(self.offset, self.text.len()).chars().take_while(belongs);
        (self.offset - before, self.offset + after.map(char::len_utf8).sum::<usize>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the caret.
    #[test]
    fn the_slot_is_that_of_the_innermost_call() {
        for (marked, expected) in [
            ("Join(|", Some(("Join", 0))),
            ("Join()|", None),
            ("Join(|)", Some(("Join", 0))),
            ("Join(\"@\", |", Some(("Join", 1))),
            ("Join(\",\", [a]|)", Some(("Join", 1))),
            ("Replace([a], |, , )", Some(("Replace", 1))),
            ("Replace([a],|,, )", Some(("Replace", 1))),
            ("Replace([a], , |, )", Some(("Replace", 2))),
            ("Join(Trim([a])|", Some(("Join", 0))),
            ("Join(Trim(|[a])", Some(("Trim", 0))),
            ("Join(\"é\", Trim([a]), |", Some(("Join", 2))),
            ("Join|(", None),
            ("|", None),
        ] {
            let offset = marked.find('|').unwrap();
            let text = marked.replace('|', "");
            let location = CursorLocation::new(&text, offset);
            let found = location.call().map(|(call, slot)| (call.name.to_string(), slot));
            assert_eq!(found, expected.map(|(name, slot)| (name.to_owned(), slot)), "{marked}");
        }
    }
}
