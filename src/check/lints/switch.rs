//! Lints about the keys and the source of `Switch`. Its values are in `choice`.

use super::{Call, Lint, Lints, NodeFilter, alike, has_outer_blank, integer, is_missing};
use crate::check::{Expr, ExprKind};
use crate::diagnostic::registry::diagnostics;
use crate::dotnet::casing::{Culture, lower_invariant, lower_title, upper};
use crate::dotnet::vb;
use crate::functions::Property;
use crate::mapping::BOOLEANS_OF_ENTRA;
use crate::value::{TargetType, ValueKind};
use std::collections::HashMap;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[
        (NodeFilter::Choice, keys),
        (NodeFilter::Choice, unreachable_keys),
        (NodeFilter::Choice, presence),
        (NodeFilter::Choice, absent_source),
        (NodeFilter::Choice, shifted),
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
    /// | `Switch([a], , "NZ ", "New Zealand")`       | `key-blanks` |
    /// | `Switch([a], , " New Zealand", "NZ")`       | `key-blanks` |
    /// | `Switch([a], , "NZ", "New Zealand")`        | –            |
    /// | `Switch([a], , "New Zealand", "NZ")`        | –            |
    /// | `Switch([a], , " ", "none")`                | –            |
    Warning key_blanks(key: &str): "the key `{key}` begins or ends with a space", help "remove the space";

    /// A key of `Switch` never equals the source.
    ///
    /// The result of `ToLower` has no capital letters, that of `Left` at most so many characters; a Boolean is `True` or `False`, in exactly that case.
    ///
    /// | expression                                            | raises            |
    /// |-------------------------------------------------------|-------------------|
    /// | `Switch(ToLower([a]), , "NZ", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(ToUpper([a]), , "nz", "New Zealand")`         | `unreachable-key` |
    /// | `Switch(Not([a]), , "true", "yes")`                   | `unreachable-key` |
    /// | `Switch(Len([a]), , "three", "yes")`                  | `unreachable-key` |
    /// | `Switch(Left([a], 2), , "NZL", "New Zealand")`        | `unreachable-key` |
    /// | `Switch(ToUpper(Mid([a], 1, 2)), , "NZL", "x")`       | `unreachable-key` |
    /// | `Switch([IsSoftDeleted], , "false", "True", "true", "False")` | `unreachable-key` |
    /// | `Switch([accountEnabled], , "TRUE", "A", "False", "I")` | `unreachable-key` |
    /// | `Switch([dirSyncEnabled], , "1", "yes", "True", "no")` | `unreachable-key` |
    /// | `Switch(PCase([a]), , "HR", "People")`                | `unreachable-key` |
    /// | `Switch(Word([a], 1, " -"), , "New York", "NY")`      | `unreachable-key` |
    /// | `Switch([IsSoftDeleted], , "False", "True", "True", "False", "", "True")` | – |
    /// | `Switch([active], , "true", "A", "false", "I")`       | –                 |
    /// | `Switch(PCase([a]), , "Human Resources", "People", "Hr-Team", "H")` | –   |
    /// | `Switch(PCase([a], "-"), , "HR", "People")`           | –                 |
    /// | `Switch(Word([a], 1, [d]), , "New York", "NY")`       | –                 |
    /// | `Switch(ToLower([a]), , "nz", "New Zealand")`         | –                 |
    /// | `Switch(Left([a], 3), , "NZL", "New Zealand")`        | –                 |
    /// | `Switch(Left([a], [n]), , "NZL", "New Zealand")`      | –                 |
    /// | `Switch(Not([a]), , "True", "yes")`                   | –                 |
    ///
    /// | toml                                                            | raises              |
    /// |-----------------------------------------------------------------|---------------------|
    /// | `object = [{ attribute = [{ target = "a", value = 'Switch([accountEnabled], , "true", "A", "false", "I")' }] }]` | `unreachable-key` |
    /// | `object = [{ source = { directory = "Workday" }, attribute = [{ target = "a", value = 'Switch([accountEnabled], , "true", "A", "false", "I")' }] }]` | – |
    Warning unreachable_key(key: &str, why: &str): "the source never equals the key `{key}`: it is {why}";

    /// The default of `Switch` stands behind the pairs, as in `DECODE`, and so each value is read as the key of the next.
    ///
    /// The second argument is the default. It is reported where it and the values are short codes, and the last value is none.
    ///
    /// | expression                                                     | raises               |
    /// |----------------------------------------------------------------|----------------------|
    /// | `Switch([c], "DE", "Germany", "US", "USA", "Other")`           | `default-at-end`     |
    /// | `Switch([c], "1", "Sales", "2", "Service", "None")`            | `default-at-end`     |
    /// | `Switch([c], "DE", "Germany", "US", "USA", "FR", "France", "Other")` | `default-at-end` |
    /// | `Switch([c], "Other", "DE", "Germany", "US", "USA")`           | –                    |
    /// | `Switch([c], "XX", "Germany", "DE", "France", "FR")`           | –                    |
    /// | `Switch([c], , "DE", "Germany", "US", "Other")`                | –                    |
    /// | `Switch([c], "DE", "DE", "AT", "AT", "Other")`                 | –                    |
    /// | `Switch([c], "no", "a", "b", "c", "Other")`                    | –                    |
    Warning default_at_end(default: &str, key: &str, help: String):
        "`{default}` is the default of this `Switch`, and `{key}` its first key",
        help help;

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
            let diagnostic = key_blanks(key.span, text);
            lint.report(diagnostic.with_unsafe_fix("remove the space", key.span, crate::syntax::quote(text.trim())));
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
        let Some((why, meant)) = gives.never(text) else { continue };
        let diagnostic = unreachable_key(key.span, text, &why);
        lint.report(match meant {
            None => diagnostic,
            Some(meant) => {
                diagnostic.with_unsafe_fix(format!("write `{meant}`"), key.span, crate::syntax::quote(&meant))
            }
        });
    }
}

/// What is known about all values of a source.
#[derive(Clone, Copy)]
pub(super) struct Gives<'t> {
    kind: Kind,
    /// Characters that it has none of.
    without: &'t str,
    /// How many characters it has at most.
    longest: Option<usize>,
}

#[derive(Clone, Copy)]
enum Kind {
    Lower,
    Upper,
    Title,
    Boolean,
    Integer,
    Other,
}

impl Gives<'_> {
    /// Why it never equals a string, if that is so, and the string that is meant.
    pub(super) fn never(self, text: &str) -> Option<(String, Option<String>)> {
        let other = |meant: &str| (meant != text).then(|| Some(meant.to_owned()));
        let (why, meant) = match self.kind {
            Kind::Lower => ("in lower case", other(lower_invariant(text).as_ref())),
            Kind::Upper => ("in upper case", other(upper(text, Culture::INVARIANT).as_ref())),
            // Some letters of other scripts have no such form.
            Kind::Title if text.is_ascii() => {
                ("in lower case but for the first letter of each word", other(&lower_title(text, Culture::INVARIANT)))
            }
            Kind::Boolean => {
                let word = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text));
                ("`True` or `False`", (word != Some(text)).then(|| word.map(str::to_owned)))
            }
            Kind::Integer => {
                let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
                ("a whole number", (!is_number).then_some(None))
            }
            Kind::Title | Kind::Other => ("", None),
        };
        if let Some(found) = text.chars().find(|c| self.without.contains(*c)) {
            return Some((format!("without `{found}`"), None));
        }
        match (meant, self.longest) {
            (_, Some(longest)) if vb::len(text) > longest => Some((format!("at most {longest} characters long"), None)),
            (Some(meant), _) => Some((why.to_owned(), meant)),
            (None, _) => None,
        }
    }
}

pub(super) fn gives<'t>(lint: &Lint<'_>, source: &'t Expr) -> Option<Gives<'t>> {
    if let ExprKind::Attribute(slot) = source.node {
        let name = lint.attribute(slot);
        let is_boolean = match lint.context.source_schema {
            Some(known) => known.get(name).is_some_and(|it| it.kind == TargetType::Boolean && !it.multivalued),
            None => BOOLEANS_OF_ENTRA.contains(&name),
        };
        return is_boolean.then_some(Gives { kind: Kind::Boolean, without: "", longest: None });
    }
    let call = Call::of(source)?;
    let kind = match call.function.result.kind {
        _ if call.function.is(Property::LowerCases) => Kind::Lower,
        _ if call.function.is(Property::UpperCases) => Kind::Upper,
        _ if call.function.is(Property::TitleCases) && call.arguments.len() == 1 => Kind::Title,
        ValueKind::Boolean => Kind::Boolean,
        ValueKind::Integer => Kind::Integer,
        _ => Kind::Other,
    };
    let without = call.function.properties.iter().find_map(|property| match *property {
        Property::Lacks(characters) => Some(characters),
        Property::LacksThoseOf(parameter) => call.argument(parameter)?.text(),
        _ => None,
    });
    Some(Gives { kind, without: without.unwrap_or_default(), longest: longest(call) })
}

/// How many characters the result of a call has at most. In another case, a string is as long as before.
fn longest(call: Call<'_>) -> Option<usize> {
    let inside = call.arguments.first().and_then(Call::of);
    let cased = [Property::LowerCases, Property::UpperCases].into_iter().any(|case| call.function.is(case));
    let length = call.function.properties.iter().find_map(|property| match property {
        Property::LongestBy(parameter) => integer(call.argument(parameter)?),
        _ => None,
    });
    match length {
        Some(length) => usize::try_from(length).ok().filter(|length| *length > 0),
        None => inside.filter(|_| cased).and_then(longest),
    }
}

fn shifted(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let ExprKind::Switch(ends, pairs) = &part.node else { return };
    let [source, default] = &**ends;
    let Some(shape) = default.text() else { return };
    let is_code = |text: &str| {
        let is_plain = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        is_plain && !text.is_empty() && text.len() == shape.len() && text.len() < 4
    };
    let (Some((first, _)), Some(((_, last), before))) = (pairs.first(), pairs.split_last()) else { return };
    let names_something = |part: &Expr| part.text().is_some_and(|text| !is_code(text));
    let is_shifted = is_code(shape)
        && !before.is_empty()
        && before.iter().all(|(_, value)| value.text().is_some_and(is_code))
        && pairs.iter().all(|(key, _)| key.text().is_some())
        && [first, last].into_iter().all(names_something);
    if !is_shifted {
        return;
    }
    let written = |part: &Expr| part.span.of(lint.text).to_owned();
    let between = pairs.iter().flat_map(|(key, value)| [written(key), written(value)]);
    let all: Vec<String> = [written(source), written(last), written(default)].into_iter().chain(between).collect();
    let rest = all.get(..all.len().saturating_sub(1)).unwrap_or_default();
    let meant = format!("Switch({})", rest.join(", "));
    let key = first.text().unwrap_or_default();
    let diagnostic = default_at_end(default.span, shape, key, format!("write `{meant}`"));
    lint.report(diagnostic.with_unsafe_fix("put the last argument second", part.span, meant));
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
