//! Fixes that are tried before they are offered: one that makes an error of its own is no fix.
//!
//! Only the call that the fix is in is checked again, and only a limited amount of text in all. Otherwise a text full of
//! unknown names would take quadratic time. Does not make fixes.

use super::expression::{Context, check_once};
use crate::diagnostic::{Diagnostic, Edit, registry};
use crate::text::Span;

/// How much text may be checked again, in bytes, in addition to four times the length of the text itself.
const LEAST: usize = 65_536;

/// The text that may still be checked again.
pub(super) struct Trials(usize);

impl Trials {
    /// For the fixes of a text.
    pub(super) fn of(text: &str) -> Self {
        Self(text.len().saturating_mul(4).saturating_add(LEAST))
    }

    /// For a text that is itself a trial.
    pub(super) fn none() -> Self {
        Self(0)
    }

    /// Whether the part at `span` has only errors of these codes after the edits.
    pub(super) fn allow(
        &mut self,
        text: &str,
        span: Span,
        edits: &[Edit],
        known: &[Diagnostic],
        context: Context<'_>,
    ) -> bool {
        let Some(new) = edited(text, span, edits) else { return false };
        let Some(left) = self.0.checked_sub(new.len()) else { return false };
        self.0 = left;
        let found = check_once(&new, &context.language.parse(&new), context, Trials::none()).1;
        let is_known = |found: &Diagnostic| known.iter().any(|known| known.code() == found.code());
        found.iter().filter(|found| found.is_error()).all(is_known)
    }
}

/// The part of a text at `span` after the edits, which are inside of it and in order.
pub(super) fn edited(text: &str, span: Span, edits: &[Edit]) -> Option<String> {
    let (mut new, mut at) = (String::with_capacity(span.len()), span.start as usize);
    for edit in edits {
        new.push_str(text.get(at..edit.span.start as usize)?);
        new.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    new.push_str(text.get(at..span.end as usize)?);
    Some(new)
}

/// Takes away what is said about words that the fix of a diagnostic before removes, such as `TRUE` of `TEXTJOIN`.
pub(super) fn leave_out_removed(diagnostics: &mut Vec<Diagnostic>, index: usize, text: &str) {
    let Some(fix) = diagnostics.get(index).and_then(|it| it.fix.clone()) else { return };
    let is_removed = |it: &Diagnostic| {
        let is_in = |edit: &Edit| edit.span.start <= it.span.start && it.span.end <= edit.span.end;
        it.code() == "wrong-case-word"
            && fix.edits.iter().any(|edit| is_in(edit) && !edit.text.contains(it.span.of(text)))
    };
    let mut at = 0;
    diagnostics.retain(|it| {
        at += 1;
        at <= index + 1 || !is_removed(it)
    });
}

/// Takes away the escapes that lack a backslash where a lint knows what to write for them.
pub(super) fn leave_out_mended(diagnostics: &mut Vec<Diagnostic>, lints: &[Diagnostic]) {
    let code = registry::unknown_escape(Span::default(), "").code();
    if diagnostics.iter().all(|it| it.code() != code) {
        return;
    }
    let mut mended: Vec<usize> = Vec::new();
    for fix in lints.iter().filter_map(|found| found.fix.as_ref()) {
        for edit in &fix.edits {
            mended.push(edit.span.range().start);
        }
    }
    mended.sort_unstable();
    diagnostics.retain(|it| it.code() != code || mended.binary_search(&it.span.range().start).is_err());
}
