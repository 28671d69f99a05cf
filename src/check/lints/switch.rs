//! Lints about the keys and the source of `Switch`. Its values are in `choice`.

use super::{Call, Lint, Lints, NodeFilter, alike, has_outer_blank, is_missing};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::casing::{Culture, lower_invariant, upper};
use crate::functions::Property;
use crate::value::{TargetType, ValueKind};
use std::collections::HashMap;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Choice, keys),
        (NodeFilter::Choice, unreachable_keys),
        (NodeFilter::Choice, presence),
        (NodeFilter::Choice, absent_source),
    ],
    ..Lints::NONE
};

diagnostics! {
    /// `Switch` has the same key twice. The second is never reached.
    ///
    /// | expression                                         | raises          |
    /// |----------------------------------------------------|-----------------|
    /// | `Switch([a], , "x", "1", "y", "2", "x", "3")`      | `duplicate-key` |
    /// | `Switch([a], , "x", "1", "X", "1")`                | –               |
    Warning duplicate_key(key: &str):
        "the key `{key}` is used twice, the second is never reached",
        help "remove one of the two";

    /// Two keys of `Switch` differ only in case and have different values.
    ///
    /// Keys are compared exactly. That may be intended; often one of the two was forgotten when the other was changed.
    ///
    /// | expression                                  | raises           |
    /// |---------------------------------------------|------------------|
    /// | `Switch([a], , "usa", "1", "USA", "2")`     | `case-only-keys` |
    /// | `Switch([a], , "usa", "1", "USA", "1")`     | –                |
    Warning case_only_keys(key: &str, other: &str):
        "the keys `{other}` and `{key}` differ only in case, but have different values",
        help "compare in one case: `Switch(ToLower([source]), …)`";

    /// A key of `Switch` begins or ends with a space, and only a source with the same space equals it.
    ///
    /// | expression                                  | raises       |
    /// |---------------------------------------------|--------------|
    /// | `Switch([a], , "NZ ", "New Zealand")`       | `key-blanks` |
    /// | `Switch([a], , "NZ", "New Zealand")`        | –            |
    Warning key_blanks(key: &str): "the key `{key}` begins or ends with a space", help "remove the space";

    /// A key of `Switch` never equals the source.
    ///
    /// The result of `ToLower` has no capital letters; a Boolean is `True` or `False`, in exactly that case.
    ///
    /// | expression                                            | raises            |
    /// |-------------------------------------------------------|-------------------|
    /// | `Switch(ToLower([a]), , "NZ", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(ToUpper([a]), , "nz", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(Not([a]), , "true", "yes")`                   | `unreachable-key` |
    /// | `Switch(Len([a]), , "three", "yes")`                  | `unreachable-key` |
    /// | `Switch(ToLower([a]), , "nz", "New Zealand")`         | –                 |
    /// | `Switch(Not([a]), , "True", "yes")`                   | –                 |
    Warning unreachable_key(key: &str, why: &str): "the source never equals the key `{key}`: it is {why}";

    /// The source of `Switch` is a test for the presence of a value.
    ///
    /// The reference warns against it. The key `""` matches an absent source: `Switch([a], [a], "", "none")`.
    ///
    /// | expression                                                     | raises               |
    /// |----------------------------------------------------------------|----------------------|
    /// | `Switch(IsPresent([title]), "none", "True", [title])`          | `switch-on-presence` |
    /// | `Switch(IsNullOrEmpty([title]), [title], "True", "none")`      | `switch-on-presence` |
    /// | `Switch([title], [title], "", "none")`                         | –                    |
    Warning switch_on_presence(function: &str): "`{function}` is not intended as the source of `Switch`",
        help "use the attribute itself as the source and `\"\"` as the key for no value";

    /// A source that may be absent has neither a key `""` nor a default. Then nothing flows.
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "title", value = 'Switch([jobTitle], , "CEO", "Chief")' }] }]` | `missing-empty-key` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "title", value = 'Switch([jobTitle], , "CEO", "Chief", "", "None")' }] }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "active", value = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' }] }]` | – |
    Info missing_empty_key(): "no key matches a source without a value, and there is no default",
        help "add the key `\"\"` with its value, or a default";
}

fn keys(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(_, pairs) = &part.node else { return };
    // The index of the last key with a text, and of the first whose text is the same in lower case.
    let (mut exact, mut folded): (HashMap<Box<str>, usize>, HashMap<Box<str>, usize>) = Default::default();
    let pair = |at: usize| pairs.get(at).map(|(key, value)| (key, value));
    for (at, (key, value)) in pairs.iter().enumerate() {
        let Some(text) = key.text() else { continue };
        if has_outer_blank(text) && !text.trim().is_empty() {
            lint.report(key_blanks(key.span, text));
        }
        if let Some((first, _)) = exact.insert(text.into(), at).and_then(pair) {
            lint.report(duplicate_key(key.span, text).with_related(first.span, "the first"));
            continue;
        }
        let letters: Box<str> = lower_invariant(text).into();
        match folded.get(&letters).copied().and_then(pair) {
            Some((other, first)) if !alike(lint.text, first, value) => {
                lint.report(case_only_keys(key.span, text, other.text().unwrap_or_default()));
            }
            Some(_) => {}
            None => {
                folded.insert(letters, at);
            }
        }
    }
}

fn unreachable_keys(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, pairs) = &part.node else { return };
    let Some(gives) = gives(lint, &ends[0]) else { return };
    for (key, _) in pairs {
        let Some(text) = key.text().filter(|text| !text.is_empty()) else { continue };
        let (why, meant) = match gives {
            Gives::Lower => ("in lower case", Some(lower_invariant(text)).filter(|lower| *lower != text)),
            Gives::Upper => ("in upper case", Some(upper(text, Culture::INVARIANT)).filter(|upper| *upper != text)),
            Gives::Boolean => {
                let word = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text));
                match word {
                    Some(word) if word == text => continue,
                    word => ("`True` or `False`", Some(word.unwrap_or_default().into())),
                }
            }
            Gives::Integer => {
                let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
                ("a whole number", (!is_number).then_some("".into()))
            }
        };
        let Some(meant) = meant else { continue };
        let diagnostic = unreachable_key(key.span, text, why);
        lint.report(match &*meant {
            "" => diagnostic,
            meant => diagnostic.with_unsafe_fix(format!("write `{meant}`"), key.span, crate::syntax::quote(meant)),
        });
    }
}

/// What is known about all values of a source.
#[derive(Clone, Copy)]
enum Gives {
    Lower,
    Upper,
    Boolean,
    Integer,
}

fn gives(lint: &Lint<'_>, source: &Expr) -> Option<Gives> {
    if let ExprKind::Attribute(slot) = source.node {
        let known = lint.context.source_schema.and_then(|known| known.get(lint.attribute(slot)))?;
        return (known.kind == TargetType::Boolean).then_some(Gives::Boolean);
    }
    let call = Call::of(source)?;
    match call.function.result.kind {
        _ if call.function.is(Property::LowerCases) => Some(Gives::Lower),
        _ if call.function.is(Property::UpperCases) => Some(Gives::Upper),
        ValueKind::Boolean => Some(Gives::Boolean),
        ValueKind::Integer => Some(Gives::Integer),
        _ => None,
    }
}

fn presence(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, _) = &part.node else { return };
    if let Some(call) = Call::of(&ends[0])
        && call.function.tests_presence().is_some()
    {
        lint.report(switch_on_presence(ends[0].span, call.function.name));
    }
}

fn absent_source(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, pairs) = &part.node else { return };
    let ExprKind::Attribute(slot) = ends[0].node else { return };
    let name = lint.attribute(slot);
    let may_be_absent =
        lint.context.source_schema.is_some_and(|known| known.get(name).is_some()) && !lint.is_always_present(name);
    let has_key = pairs.iter().any(|(key, _)| key.text().is_none_or(str::is_empty));
    if may_be_absent && is_missing(&ends[1]) && !has_key {
        lint.report(missing_empty_key(ends[0].span));
    }
}
