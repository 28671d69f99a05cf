//! Lints about `Join`: what separates, and what is joined. Does not look at values: a string tells by its characters whether
//! it separates.

use super::{Call, Lint, Lints, NodeFilter, quoted};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::diagnostic::{Diagnostic, Edit};
use crate::text::Span;
use crate::value::ValueKind;

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

    /// `Join` has a single source with a single value, so its separator is never used.
    ///
    /// Somebody who wants to put a string before or behind a value uses `Append`. `Join` puts its first argument only between
    /// values: `Join("smtp:", [mail])` is the address without `smtp:`. A multi-valued source has several values to put it
    /// between. Without a source object, only a string that looks like a part of the value is reported.
    ///
    /// | expression                                         | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `Join("smtp:", [mail])`                            | `separator-unused`       |
    /// | `Join("@contoso.com", [mailNickname])`             | `separator-unused`       |
    /// | `Join("CONTOSO\\", ToLower([alias]))`            | `separator-unused`       |
    /// | `Join("ext-", Coalesce([a], [b]))`                 | `separator-unused`       |
    /// | `Join(" ", ToLower([displayName]))`                | `separator-unused`       |
    /// | `Join("smtp:", [proxyAddresses])`                  | –                        |
    /// | `Join("smtp:", Split([mails], ","))`               | –                        |
    /// | `Join(",", [mails])`                               | –                        |
    /// | `Join(" and ", [names])`                           | –                        |
    /// | `Join("", [mail])`                                 | –                        |
    /// | `Join("smtp:", [mail], [alias])`                   | –                        |
    Warning separator_unused(written: &str, help: String):
        "`{written}` separates values, but `Join` has only one here, so it never appears",
        help help;

    /// The separator of `Join` stands between its sources, or at the edge of one, once more, and so it appears more than once.
    ///
    /// `Join(",", [a], ",", [b])` is `Ada,,,Lovelace`: each source is a value, and the separator is put between them all.
    ///
    /// | expression                                         | raises                   |
    /// |----------------------------------------------------|--------------------------|
    /// | `Join(",", [a], ",", [b])`                         | `separator-repeated`     |
    /// | `Join(" ", [a], " ", [b], " ", [c])`               | `separator-repeated`     |
    /// | `Join(", ", [a], ",", [b])`                        | `separator-repeated`     |
    /// | `Join(".", ToLower([a]), ".", [b])`                | `separator-repeated`     |
    /// | `Join("-", [a], [b], "-", [c])`                    | `separator-repeated`     |
    /// | `Join("@", [alias], "@contoso.com")`               | `separator-repeated`     |
    /// | `Join("/", "https://", [host], [path])`            | `separator-repeated`     |
    /// | `Join(".", [a], "ltd.", [c])`                      | `separator-repeated`     |
    /// | `Join("@", "@", [alias], "contoso.com")`           | –                        |
    /// | `Join("\\", "\\\\srv", [share])`                     | –                        |
    /// | `Join("/", [a], "b/")`                             | –                        |
    /// | `Join(" ", [a], " (b)")`                           | –                        |
    /// | `Join("-", [a], "-1")`                             | –                        |
    /// | `Join(",", [a], [b])`                              | –                        |
    /// | `Join("", [a], "", [b])`                           | –                        |
    /// | `Join(" ", [a], "-", [b])`                         | –                        |
    /// | `Join("\\", "\\", [server], [share])`          | –                        |
    /// | `Join("-", [a], [b], "-")`                         | –                        |
    /// | `Join("-", [a], "--", [b])`                        | –                        |
    Warning separator_repeated(written: &str):
        "the separator {written} is written in the sources as well, and appears more than once",
        help "`Join` puts the separator between the values itself: remove it from the sources";
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
        return lint.report(diagnostic.with_unsafe_fix("join without a separator", at, "\"\", "));
    }
    let Some(text) = separator.text().filter(|text| !text.is_empty()) else { return };
    match sources {
        [only] => unused(lint, part, (separator, text), only),
        _ => repeated(lint, (separator, text), sources),
    }
}

fn unused(lint: &mut Lint<'_>, part: &Expr, (separator, text): (&Expr, &str), only: &Expr) {
    let (is_before, is_behind) =
        (begins_a_value(text), text.starts_with('@') && begins_a_value(text.trim_matches('@')));
    let is_odd = (is_before || is_behind) && text.trim() == text;
    let one = is_one_value(lint, only);
    if one == Some(false) || one.is_none() && !is_odd {
        return;
    }
    let (written, value) = (separator.span.of(lint.text), only.span.of(lint.text));
    if !is_odd {
        let help = "add the other values, or leave out the `Join`".to_owned();
        return lint.report(separator_unused(separator.span, text, help));
    }
    let (where_to, meant) = match is_before {
        true => ("before", format!("Append({written}, {value})")),
        false => ("behind", format!("Append({value}, {written})")),
    };
    let title = format!("put it {where_to} the value with `Append`");
    let diagnostic = separator_unused(separator.span, text, format!("write `{meant}` to put it {where_to} the value"));
    lint.report(diagnostic.with_unsafe_fix(title, part.span, meant));
}

/// Whether a source has at most one value; `None` if that is not known.
fn is_one_value(lint: &Lint<'_>, source: &Expr) -> Option<bool> {
    match &source.node {
        ExprKind::Constant(_) => Some(true),
        ExprKind::Attribute(slot) => {
            let name = lint.attribute(*slot);
            match lint.context.listed() {
                Some(known) => known.get(name).map(|known| !known.multivalued),
                None => quoted::is_known_multivalued(name).then_some(false),
            }
        }
        ExprKind::Call(function, _) => match function.result.kind {
            ValueKind::Any | ValueKind::Values | ValueKind::Roles | ValueKind::FlowControl => Some(false),
            _ => Some(true),
        },
        _ => None,
    }
}

/// Reports the sources between two others that are the separator once more.
fn repeated(lint: &mut Lint<'_>, (separator, text): (&Expr, &str), sources: &[Expr]) {
    // One that is no more than spaces is only the same if it is written the same.
    let same = |found: &str| found == text || !text.trim().is_empty() && found.trim() == text.trim();
    let mut edits = Vec::new();
    for three in sources.windows(3) {
        if let [before, here, _] = three
            && here.text().is_some_and(same)
        {
            let span = Span::new(before.span.end as usize, here.span.end as usize);
            edits.push(Edit { span, text: String::new() });
        }
    }
    // A sign at the edge of a string, beside which the separator stands.
    let is_sign = !text.trim().is_empty() && !text.contains(char::is_alphanumeric);
    let mut at_edge = sources.iter().enumerate().filter(|_| is_sign && edits.is_empty()).filter_map(|(at, source)| {
        let value = source.text()?;
        let (begins, ends) = (at > 0 && value.starts_with(text), at + 1 < sources.len() && value.ends_with(text));
        let inner = value.trim_matches(|c| text.contains(c));
        let is_one = value.len() == inner.len() + text.len() || ends;
        (begins != ends && is_one && begins_a_value(inner)).then_some(source)
    });
    if let Some(source) = at_edge.next() {
        let written = separator.span.of(lint.text);
        let help = Some("`Join` puts the separator between the values itself".to_owned());
        return lint.report(Diagnostic { help, ..separator_repeated(source.span, written) });
    }
    drop(at_edge);
    if let Some(first) = edits.first() {
        let found = sources.iter().find(|source| source.span.end == first.span.end).unwrap_or(separator);
        let diagnostic = separator_repeated(found.span, separator.span.of(lint.text));
        lint.report(diagnostic.with_unsafe_edits("remove it from the sources", edits));
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
