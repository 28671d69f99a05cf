//! Lints about `Join`: what separates, and what is joined.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;

pub(super) const LINTS: Lints =
    Lints { entries: ENTRIES, parts: &[(NodeFilter::Call, separators)], ..Lints::NONE };

diagnostics! {
    /// `Join` puts the value of an attribute between the others, because its separator was left out.
    ///
    /// The first argument is the separator. Somebody who only puts strings together leaves it out, and then the first value
    /// separates the others: `Join([givenName], ".", [surname])` is `.AdaLovelace`. An attribute as separator is right where
    /// none of the other arguments looks like one.
    ///
    /// | expression                                         | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `Join([givenName], ".", [surname])`                | `separator-left-out`     |
    /// | `Join([alias], "@", "contoso.com")`                | `separator-left-out`     |
    /// | `Join(ToLower([givenName]), " ", [surname])`       | `separator-left-out`     |
    /// | `Join(Left([a], 1), [b], "-", [c])`                | `separator-left-out`     |
    /// | `Join([displayName], " (", [department], ")")`     | `separator-left-out`     |
    /// | `Join(Mid([a], 1, 1), ", ", [b])`                  | `separator-left-out`     |
    /// | `Join("", [givenName], ".", [surname])`            | –                        |
    /// | `Join([delimiter], [givenName], [surname])`        | –                        |
    /// | `Join([delimiter], [givenName], "van", [surname])` | –                        |
    /// | `Join([delimiter], "#", [surname])`                | –                        |
    /// | `Join(IIF([a]="b", "-", " "), [a], ".", [b])`      | –                        |
    /// | `Join(%Separator%, [a], ".", [b])`                 | –                        |
    Warning separator_left_out(written: &str):
        "`{written}` is the separator of this `Join`, put between the values after it",
        help "the first argument is the separator: write `Join(\"\", …)` to put the values together without one";
}

fn separators(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "Join") else { return };
    let Some((separator, sources)) = call.arguments.split_first() else { return };
    let is_meant = match &separator.node {
        ExprKind::Attribute(slot) => says_separator(lint.attribute(*slot)),
        ExprKind::Call(..) => false,
        // A constant, a setting, or a choice between constants.
        _ => true,
    };
    let separates = |text: &str| !text.is_empty() && !text.contains(char::is_alphanumeric);
    if !is_meant && sources.iter().any(|source| source.text().is_some_and(separates)) {
        let at = Span::at(separator.span.start as usize);
        let written = separator.span.of(lint.text);
        lint.report(
            separator_left_out(separator.span, written).with_unsafe_fix("join without a separator", at, "\"\", "),
        );
    }
}

/// Whether an attribute is for separators, by its name.
fn says_separator(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["separat", "delimit", "divider", "joiner"].iter().any(|part| name.contains(part)) || name == "sep"
}
