//! Takes away fixes that would cause a new error, or correct nothing: applied alone, a fix must leave fewer errors of its
//! kind, and no kind of error that was not there before. Does not make fixes.

use super::{edited, errors};
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::syntax::Ast;
use crate::text::Span;

/// How much text is checked again to try fixes, in bytes; fixes beyond are not offered.
const MOST: usize = 200_000;

/// How many diagnostics a text may have for its fixes to be tried. With more, all fixes stay: nobody applies them one by
/// one.
const MOST_DIAGNOSTICS: usize = 100;

/// What is certain about a text with syntax errors, and how many errors there were with what only follows from others
/// behind them.
pub(super) fn certain(text: &str, ast: &Ast, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    let mut found = apart_from(ast, found);
    let before = found.iter().filter(|it| it.is_error()).count();
    leave_certain(text, ast, &mut found);
    (found, before)
}

/// The diagnostics of a text with syntax errors, without what only follows from these: a word beside something
/// unexpected is a part of it, and what a word was meant to be is open.
fn apart_from(ast: &Ast, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // Of these there are never more than one text may have.
    let of_syntax = || ast.diagnostics.iter();
    let is_of_syntax = |it: &Diagnostic| of_syntax().any(|known| known.span == it.span && known.code() == it.code());
    let touches = |it: &Diagnostic| {
        let at_edge = |span: Span, edge: u32| !span.is_empty() && (span.start == edge || span.end == edge);
        of_syntax().any(|known| at_edge(known.span, it.span.start) || at_edge(known.span, it.span.end))
    };
    let entry = |it: &Diagnostic| it.code() == "unquoted-word";
    found.retain(|it| !entry(it) || !touches(it) || is_of_syntax(it));
    for diagnostic in found.iter_mut().filter(|it| entry(it)) {
        diagnostic.fix = diagnostic.fix.take().filter(|fix| fix.safe);
    }
    found
}

/// Takes away what is not certain behind a syntax error that leaves open how the text goes on.
fn leave_certain(text: &str, ast: &Ast, found: &mut Vec<Diagnostic>) {
    let first = |codes: &[&str]| ast.diagnostics.iter().find(|it| codes.contains(&it.code()));
    let cause = first(&["unclosed-text"]).map(|open| {
        // Which quotation marks open and which close is open, from the argument on that has the first one.
        let before = text.split('"').next().unwrap_or_default();
        (open, Span::at(before.rfind(',').unwrap_or_default()).start)
    });
    // What stands behind what the parser does not understand is read by chance.
    let cause = cause.or_else(|| first(&["unexpected-text", "second-expression"]).map(|it| (it, it.span.start)));
    if let Some((cause, from)) = cause {
        let is_cause = |it: &Diagnostic| (it.span, it.code()) == (cause.span, cause.code());
        found.retain(|it| {
            is_cause(it) || it.span.end <= from && !matches!(it.code(), "unquoted-word" | "unexpected-text")
        });
    }
}

/// The diagnostics, with the fixes that are sound.
pub(super) fn only(text: &str, context: Context<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() > MOST_DIAGNOSTICS
        || !found.iter().any(|diagnostic| diagnostic.is_error() && diagnostic.fix.is_some())
    {
        return found;
    }
    let before: Vec<&str> = found.iter().filter(|it| it.is_error()).map(Diagnostic::code).collect();
    let mut budget = MOST;
    let unsound: Vec<usize> = found
        .iter()
        .enumerate()
        .filter(|(_, diagnostic)| diagnostic.is_error())
        .filter_map(|(index, diagnostic)| {
            let fix = diagnostic.fix.as_ref()?;
            budget = budget.saturating_sub(text.len());
            if budget == 0 {
                return Some(index);
            }
            let after = errors(&edited(text, &fix.edits), context);
            let own = |code: &&str| *code == diagnostic.code();
            let left = after.iter().map(Diagnostic::code);
            let is_less = left.filter(own).count() < before.iter().copied().filter(own).count();
            let is_sound = is_less && after.iter().all(|error| before.contains(&error.code()));
            (!is_sound).then_some(index)
        })
        .collect();
    for index in unsound {
        if let Some(diagnostic) = found.get_mut(index) {
            diagnostic.fix = None;
        }
    }
    found
}
