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

/// The diagnostics of a text with syntax errors, without those that only follow from them: a word beside something unexpected
/// is a part of it. Other words keep their diagnostic, but no unsafe fix: what they were meant to be is not known.
pub(super) fn apart_from(text: &str, ast: &Ast, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if ast.diagnostics.iter().any(|it| it.code() == "unclosed-text") {
        // It is not known which quotation marks open a string and which close one, so neither what is between strings.
        let has_mark = |at: Span| {
            let (before, after) = (text.get(..at.start as usize), text.get(at.end as usize..));
            before.is_some_and(|it| it.trim_end().ends_with('"')) || after.is_some_and(|it| it.starts_with('"'))
        };
        let is_comma = |it: &Diagnostic| it.code() == "missing-comma";
        found.retain(|it| !is_comma(it) || !has_mark(it.span));
        found.iter_mut().filter(|it| is_comma(it)).for_each(|it| it.fix = None);
    }
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
