//! A lint about HTML entities in a string: nobody resolves them, and they flow as they are written. Entities outside of
//! strings are errors, in `paste`.

use super::{Lint, Lints, NodeFilter, is_searched};
use crate::check::Expr;
use crate::diagnostic::registry::diagnostics;
use crate::syntax::paste::entity;
use crate::syntax::quote;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// A string has an HTML entity, as text has that was copied from the source of a page.
    ///
    /// The service writes it into the target as it is: `Contoso &amp; Co`. Where a string is searched for an entity, it is
    /// meant.
    ///
    /// | expression                                       | raises             |
    /// |--------------------------------------------------|--------------------|
    /// | `Append([companyName], " &amp; Co")`             | `entity-in-string` |
    /// | `Coalesce([a], "M&uuml;ller")`                   | `entity-in-string` |
    /// | `Coalesce([a], "5 &lt; 6")`                      | `entity-in-string` |
    /// | `Join("&nbsp;", [givenName], [surname])`         | `entity-in-string` |
    /// | `IIF([a]="R&#38;D", "b", "c")`                   | `entity-in-string` |
    /// | `Append([a], "x&bsol;")`                         | `entity-in-string` |
    /// | `Append([a], "&quot;x&quot;")`                   | `entity-in-string` |
    /// | `Append([companyName], " & Co")`                 | –                  |
    /// | `Append([url], "?a=1&lt=2")`                     | –                  |
    /// | `Append([url], "?a=1&copy=2;")`                  | –                  |
    /// | `Append([a], "&x;")`                             | –                  |
    /// | `Replace([a], "&amp;", , , "&", , )`             | –                  |
    /// | `Replace([a], , "&(amp\|#38);", , "&", , )`      | –                  |
    Warning entity_in_string(found: &str, meant: &str):
        "the string has the HTML entity `{found}`, which flows as it is written",
        help format!("write `{meant}`");
}

/// How many entities one fix replaces.
const MOST: usize = 50;

fn strings(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let Some(text) = part.text().filter(|text| text.contains('&')) else { return };
    if is_searched(part, around) {
        return;
    }
    // Only whole ones: without its semicolon, `&lt` may be a part of an address.
    let whole = |at: usize| {
        let (character, length) = entity(text.get(at..)?)?;
        let written = text.get(at..at + length)?;
        written.ends_with(';').then_some((at, written, character))
    };
    let found: Vec<_> = text.match_indices('&').filter_map(|(at, _)| whole(at)).take(MOST).collect();
    let Some((_, first, meant)) = found.first() else { return };
    let diagnostic = entity_in_string(part.span, first, &meant.to_string());
    let mut meant = Vec::new();
    for (at, written, character) in &found {
        // As it is written in a string: `&bsol;` is an escaped backslash.
        let quoted = quote(&character.to_string());
        let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
        meant.push((Span::new(*at, at + written.len()), inner.to_owned()));
    }
    lint.report(diagnostic.with_unsafe_edits("write the character", lint.edits_inside(part, &meant)));
}
