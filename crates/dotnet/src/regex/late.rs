//! Lazy repetitions of an anchor, `\B+?`, which move the beginning of what is captured.
//!
//! All versions of .NET keep the positions where groups begin on a stack, and such a repetition leaves the place where it
//! held on top of it: the group around it, or the match, then begins there. This module finds where that is certain. Where
//! it is the last piece to match, .NET 9 repeats it no more often than it has to, and nothing is left on the stack. In
//! alternatives, repetitions, look-arounds and atomic groups what is left depends on the text, or is taken for something
//! else: a match that passes there has no reliable result. Knows no texts.

use super::ast::{Node, UNBOUNDED};

/// Where in the pattern a node is.
#[derive(Clone, Copy)]
struct Place {
    /// Only captures and the pattern itself are around it.
    certain: bool,
    /// Nothing is matched after it.
    last: bool,
}

impl Place {
    fn uncertain(self) -> Self {
        Self { certain: false, ..self }
    }

    fn followed(self) -> Self {
        Self { last: false, ..self }
    }
}

/// Marks the lazy repetitions of anchors in a pattern's tree.
pub(super) fn settle(root: &mut Node) {
    visit(root, Place { certain: true, last: true });
}

fn visit(node: &mut Node, place: Place) {
    match node {
        Node::Loop { body, min: 1, max: UNBOUNDED, lazy: true } if matches!(**body, Node::Anchor(_) | Node::Empty) => {
            let body = std::mem::replace(&mut **body, Node::Empty);
            *node = match body {
                body if place.last => body,
                Node::Anchor(anchor) if place.certain => Node::Late(anchor),
                body => Node::Lost(Box::new(body)),
            };
        }
        Node::Concat(nodes) => {
            let mut last = place.last;
            for node in nodes.iter_mut().rev() {
                visit(node, Place { last, ..place });
                last &= matches!(node, Node::Empty);
            }
        }
        Node::Alternate(nodes) => nodes.iter_mut().for_each(|node| visit(node, place.uncertain())),
        Node::Loop { body, max: 1, .. } => visit(body, place.uncertain()),
        Node::Loop { body, .. } => visit(body, place.uncertain().followed()),
        Node::Capture { body, .. } => visit(body, place),
        Node::Atomic(body) => visit(body, Place { certain: false, last: true }),
        // A look-behind is matched from its end, where .NET leaves repetitions as they are.
        Node::Look { behind, body, .. } => visit(body, Place { certain: false, last: !*behind }),
        Node::IfCaptured { yes, no, .. } => [yes, no].into_iter().for_each(|node| visit(node, place.uncertain())),
        Node::IfMatches { condition, yes, no } => {
            visit(condition, Place { certain: false, last: false });
            [yes, no].into_iter().for_each(|node| visit(node, place.uncertain()));
        }
        _ => {}
    }
}
