//! Lints about `Join`: what separates, and what is joined. Does not look at values: a string tells by its characters whether
//! it separates.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Call, separators)], ..Lints::NONE };

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
    /// | `Join([proxyAddresses], ",")`                      | `separator-left-out`     |
    /// | `Join("SMTP:", [alias], "@", "contoso.com")`       | `separator-left-out`     |
    /// | `Join(" and ", [a], ".", [b])`                     | –                        |
    /// | `Join("1@", [alias], "contoso.com")`               | –                        |
    /// | `Join("", [givenName], ".", [surname])`            | –                        |
    /// | `Join([delimiter], [givenName], [surname])`        | –                        |
    /// | `Join([delimiter], [givenName], "van", [surname])` | –                        |
    /// | `Join([delimiter], "#", [surname])`                | –                        |
    /// | `Join(IIF([a]="b", "-", " "), [a], ".", [b])`      | –                        |
    /// | `Join(%Separator%, [a], ".", [b])`                 | –                        |
    Warning separator_left_out(written: &str, help: String):
        "`{written}` is the separator of this `Join`, put between the values after it",
        help help;
}

fn separators(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "Join") else { return };
    let Some((separator, sources)) = call.arguments.split_first() else { return };
    let is_meant = match &separator.node {
        ExprKind::Attribute(slot) => says_separator(lint.attribute(*slot)),
        ExprKind::Call(..) => false,
        // A word that begins a value, such as `SMTP:`; one that separates has something before and behind it.
        _ if separator.text().is_some_and(begins_a_value) => false,
        // Another constant, a setting, or a choice between constants.
        _ => true,
    };
    let separates = |text: &str| !text.is_empty() && !text.contains(char::is_alphanumeric);
    if !is_meant && sources.iter().any(|source| source.text().is_some_and(separates)) {
        let written = separator.span.of(lint.text);
        // In Entra Connect Sync the separator is the last argument; somebody may also mean to append it.
        if let [only] = sources {
            let help = format!("the separator is the first argument: `Join({}, {written})`", only.span.of(lint.text));
            return lint.report(separator_left_out(separator.span, written, help));
        }
        let help = "the first argument is the separator: write `Join(\"\", …)` to put the values together without one";
        let diagnostic = separator_left_out(separator.span, written, help.to_owned());
        let at = Span::at(separator.span.start as usize);
        lint.report(diagnostic.with_unsafe_fix("join without a separator", at, "\"\", "));
    }
}

/// Whether a string is the beginning of a value rather than a separator.
fn begins_a_value(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && text.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Whether an attribute is for separators, by its name.
fn says_separator(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["separat", "delimit", "divider", "joiner"].iter().any(|part| name.contains(part)) || name == "sep"
}
