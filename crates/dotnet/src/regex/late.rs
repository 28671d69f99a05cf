//! Lazy repetitions of what can match nothing, such as `\B+?` or `(a|b?)*?`.
//!
//! All versions of .NET keep the positions where groups begin on a stack, and a lazy repetition without an upper bound whose
//! last round matched nothing leaves the position of that round on top of it: the group around it, or the match, then
//! begins there. For an anchor that is known before any text is. For other pieces it is seen when it happens, and such a
//! match has no result here. Where the repetition is the last piece to match, .NET 9 repeats it no more often than it has
//! to, and nothing is left on the stack. In repetitions, look-arounds and atomic groups, of which .NET makes some itself,
//! what is left is taken for something else, and the versions differ. Knows no texts.

use super::ast::{Node, UNBOUNDED};

/// Where in the pattern a node is.
#[derive(Clone, Copy)]
struct Place {
    /// Only captures and the pattern itself are around it.
    certain: bool,
    /// Only these and alternatives are around it, and nothing depends on what has been captured.
    steady: bool,
    /// Nothing is matched after it.
    last: bool,
}

/// Replaces the lazy repetitions of what can match nothing in a pattern's tree by what .NET 9 makes of them.
///
/// # Errors
/// Where the quantifier is of which the result is not reliable, in units of the pattern.
pub(super) fn settle(root: &mut Node) -> Result<(), usize> {
    let steady = !depends_on_captures(root);
    visit(root, Place { certain: true, steady, last: true })
}

fn visit(node: &mut Node, place: Place) -> Result<(), usize> {
    let around = |last| Place { certain: false, steady: false, last };
    match node {
        Node::Loop { body, min: 1, max: UNBOUNDED, lazy: true } if matches!(**body, Node::Anchor(_) | Node::Empty) => {
            *node = match std::mem::replace(&mut **body, Node::Empty) {
                body if place.last => body,
                Node::Anchor(anchor) if place.certain => Node::Late(anchor),
                body => Node::Lost(Box::new(body)),
            };
            Ok(())
        }
        Node::Lazy { body, min, .. } if place.last => {
            visit(body, around(true))?;
            let body = std::mem::replace(&mut **body, Node::Empty);
            *node = if *min == 0 { Node::Empty } else { body };
            Ok(())
        }
        Node::Lazy { body, .. } if place.steady => visit(body, around(false)),
        Node::Lazy { at, .. } => Err(*at),
        Node::Concat(nodes) => {
            let mut last = place.last;
            for node in nodes.iter_mut().rev() {
                // .NET leaves out what the pattern itself makes empty, not what it repeats no longer.
                let is_empty = matches!(node, Node::Empty);
                visit(node, Place { last, ..place })?;
                last &= is_empty;
            }
            Ok(())
        }
        // At the end .NET makes an atomic group of alternatives.
        Node::Alternate(nodes) => {
            let place = Place { certain: false, steady: place.steady && !place.last, ..place };
            nodes.iter_mut().try_for_each(|node| visit(node, place))
        }
        Node::Loop { body, max, .. } => visit(body, around(place.last && *max == 1)),
        Node::Capture { body, .. } => visit(body, place),
        Node::Atomic(body) => visit(body, around(true)),
        // A look-behind is matched from its end, where .NET leaves repetitions as they are.
        Node::Look { behind, body, .. } => visit(body, around(!*behind)),
        Node::IfCaptured { yes, no, .. } => {
            visit(yes, around(place.last))?;
            visit(no, around(place.last))
        }
        Node::IfMatches { condition, yes, no } => {
            visit(condition, around(false))?;
            visit(yes, around(place.last))?;
            visit(no, around(place.last))
        }
        _ => Ok(()),
    }
}

fn depends_on_captures(node: &Node) -> bool {
    match node {
        Node::Backreference { .. } | Node::IfCaptured { .. } | Node::Capture { uncapture: Some(_), .. } => true,
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(depends_on_captures),
        Node::Loop { body, .. }
        | Node::Lazy { body, .. }
        | Node::Capture { body, .. }
        | Node::Atomic(body)
        | Node::Look { body, .. } => depends_on_captures(body),
        Node::IfMatches { condition, yes, no } => {
            [condition, yes, no].into_iter().any(|node| depends_on_captures(node))
        }
        _ => false,
    }
}
