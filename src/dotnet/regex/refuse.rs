//! Refuses, by name, the constructs on which .NET's own answers cannot be relied on.
//!
//! Knows only trees.

use super::ast::Node;
use super::error::{RefusalKind, RegexError};

/// Looks for a construct that is refused.
///
/// # Errors
/// The first such construct.
pub fn check(root: &Node) -> Result<(), RegexError> {
    let message = if any(root, false, &|node, _| is_unsteady(node)) {
        "a lazy repetition of something that can match nothing: .NET's versions disagree on it"
    } else if any(root, false, &|node, behind| behind && matches!(node, Node::Capture { uncapture: Some(_), .. })) {
        "a balancing group inside a look-behind: .NET captures a text of negative length there"
    } else {
        return Ok(());
    };
    let help = Some("rewrite the pattern without it");
    Err(RegexError { kind: RefusalKind::Unsupported, message: message.to_owned(), offset: 0, help })
}

fn any(node: &Node, behind: bool, found: &dyn Fn(&Node, bool) -> bool) -> bool {
    let inside = match node {
        Node::Look { behind, .. } => *behind,
        _ => behind,
    };
    found(node, behind) || node.children().into_iter().any(|child| any(child, inside, found))
}

fn is_unsteady(node: &Node) -> bool {
    match node {
        Node::Loop { body, lazy: true, max: 2.., .. } => {
            body.minimum() == 0 && !matches!(**body, Node::Anchor(_) | Node::Empty)
        }
        _ => false,
    }
}
