//! Where a closing parenthesis belongs that a text lacks. The parser puts it at the end; a call inside may have been meant to
//! end earlier, and then what follows would become its arguments.
//!
//! Every place is tried. A fix is left where there is one place only.

use super::errors;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::paste::{Paste, edit};
use crate::syntax::{self, Ast, Node};
use crate::text::Span;

/// How many places are tried, and in how long a text; in a longer one the fix stays, but is not certain.
const MOST_PLACES: usize = 12;
const LONGEST: usize = 4_000;

/// The diagnostics, with the fix of the one parenthesis that is missing where it is certain.
pub(super) fn certain(text: &str, ast: &Ast, context: Context<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (mut open, others) = (0, found.iter().filter(|it| it.is_error()).count());
    let is_it = |it: &Diagnostic| it.code() == "unclosed-parenthesis";
    open += found.iter().filter(|it| is_it(it)).count();
    let Some(only) = found.iter_mut().find(|it| is_it(it)).filter(|_| (open, others) == (1, 1)) else { return found };
    let places = inner_ends(ast);
    if places.is_empty() {
        return found;
    }
    if text.len() > LONGEST || places.len() > MOST_PLACES {
        only.fix.iter_mut().for_each(|fix| fix.safe = false);
        return found;
    }
    let mut fitting = places.into_iter().filter(|at| {
        let closed = Paste::new(text).edited(&[edit(*at, *at, ")")]);
        let tree = syntax::parse(closed.text());
        !tree.has_errors() && errors(closed.text(), context).is_empty()
    });
    match (fitting.next(), fitting.next(), only.fix.is_some()) {
        (None, ..) => {}
        (Some(at), None, false) => {
            let diagnostic = only.clone().with_unsafe_fix("add `)` here", Span::at(at), ")");
            *only = diagnostic;
        }
        _ => {
            only.fix = None;
            only.help =
                Some("add `)` where the call ends that has none; more than one place makes an expression".to_owned());
        }
    }
    found
}

/// The ends of arguments in calls inside of others behind which such a call could end, with more arguments behind.
fn inner_ends(ast: &Ast) -> Vec<usize> {
    let mut ends = Vec::new();
    ast.root.walk(&mut |part| {
        let Node::Call(call) = &part.node else { return };
        if part.span == ast.root.span || call.arguments.len() < 2 || ends.len() > MOST_PLACES {
            return;
        }
        let [before @ .., _] = call.arguments.as_slice() else { return };
        ends.extend(before.iter().map(|argument| argument.span.end as usize));
    });
    ends
}
