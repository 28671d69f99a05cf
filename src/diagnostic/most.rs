//! How many diagnostics one expression has at the most: a broken text may have one for every character.
//!
//! Does not know how many are printed.

use super::{Diagnostic, registry};
use crate::text::Span;

/// The most diagnostics of one expression.
pub const MOST_DIAGNOSTICS: usize = 1_000;

/// Keeps the most severe diagnostics, of these the first, and says that there are more.
pub(crate) fn keep_most(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= MOST_DIAGNOSTICS {
        return;
    }
    let code = registry::too_many_errors(Span::default(), MOST_DIAGNOSTICS).code();
    diagnostics.retain(|diagnostic| diagnostic.code() != code);
    let rank = |diagnostic: &Diagnostic| (diagnostic.severity(), diagnostic.span.start);
    crate::text::order::sort_by(diagnostics, |one, other| rank(one).cmp(&rank(other)));
    diagnostics.truncate(MOST_DIAGNOSTICS);
    // At the beginning, where it is among those that are printed.
    diagnostics.push(registry::too_many_errors(Span::at(0), MOST_DIAGNOSTICS));
}

/// The same, but only if there are several times as many. It is called again and again while diagnostics are collected, so
/// that those that are left out at the end do not use up the memory.
pub(crate) fn thin_out(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() > 4 * MOST_DIAGNOSTICS {
        keep_most(diagnostics);
    }
}

/// The longest text that is said, in bytes: as long as an expression that the service accepts, with its escapes.
const LONGEST: usize = 20_000;

/// Leaves out the middle of texts that nobody reads to their end: one word may be as long as a file.
pub(crate) fn cut_words(diagnostics: &mut [Diagnostic]) {
    for said in diagnostics {
        let texts = [Some(&mut said.message), said.help.as_mut(), said.fix.as_mut().map(|fix| &mut fix.title)];
        for text in texts.into_iter().flatten().filter(|text| text.len() > LONGEST) {
            let between = (LONGEST / 2..text.len() - 100).find(|at| text.is_char_boundary(*at));
            let behind = (text.len() - 100..text.len()).find(|at| text.is_char_boundary(*at));
            if let Some((from, to)) = between.zip(behind) {
                text.replace_range(from..to, "…");
            }
        }
    }
}
