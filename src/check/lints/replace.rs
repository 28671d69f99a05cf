//! Lints about `Replace`: its mode, and the groups of its pattern. What a pattern matches is in `patterns`.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::aliases::{Written, own_form};
use crate::check::{Expr, patterns};
use crate::diagnostic::registry::diagnostics;
use crate::diagnostic::{Diagnostic, registry};
use crate::dotnet::regex::Regex;
use crate::text::Span;
use crate::text::nearest;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Call, arguments), (NodeFilter::Call, groups), (NodeFilter::Call, empty_matches)],
    ..Lints::NONE
};

diagnostics! {
    /// `Replace` names a group that its pattern does not have. Nothing is ever replaced or extracted.
    ///
    /// Names of groups are case-sensitive. `(?<name>…)` defines a group; plain parentheses are numbered from 1.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([mail], , "(?<user>.*)@", "User", "x", , )`   | `unknown-pattern-group` |
    /// | `Replace([mail], , "(.*)@", "user", "x", , )`          | `unknown-pattern-group` |
    /// | `Replace([mail], , "(?<user>.*)@", "user", "x", , )`   | –                       |
    /// | `Replace([mail], , "(.*)@", "1", "x", , )`             | –                       |
    Warning unknown_pattern_group(group: &str, help: String):
        "the pattern has no group `{group}`",
        help help;

    /// A replacement string refers to a group that the pattern does not have. The reference is written literally.
    ///
    /// | expression                                                    | raises                       |
    /// |---------------------------------------------------------------|------------------------------|
    /// | `Replace([name], , "(?<first>.*) .*", , "${frist}", , )`      | `unknown-replacement-group`  |
    /// | `Replace([name], , "(.*) .*", , "$2", , )`                    | `unknown-replacement-group`  |
    /// | `Replace([name], , "(?<first>.*) .*", , "${first}", , )`      | –                            |
    /// | `Replace([price], , "EUR", , "$$1", , )`                      | –                            |
    Warning unknown_replacement_group(reference: &str, help: String):
        "`{reference}` is not a group of the pattern and is written literally",
        help help;

    /// A pattern that can match the empty string puts its replacement between all characters.
    ///
    /// `X*` matches the empty string at every position where there is no `X`. Usually `X+` is intended.
    ///
    /// | expression                               | raises                  |
    /// |------------------------------------------|-------------------------|
    /// | `Replace([title], , "-*", , "_", , )`    | `pattern-matches-empty` |
    /// | `Replace([title], , ".*", , "x", , )`    | `pattern-matches-empty` |
    /// | `Replace([title], , "-+", , "_", , )`    | –                       |
    /// | `Replace([title], , "-*", , "", , )`     | –                       |
    /// | `Replace([title], , "^.*$", , "x", , )`  | –                       |
    /// | `Replace([title], , "$", , ".", , )`     | –                       |
    Warning pattern_matches_empty():
        "the pattern also matches the empty string, so the replacement is inserted where nothing was",
        help "write `+` instead of `*`, or anchor the pattern with `^`";

    /// A pattern is a dot, which matches every character, and not a dot only.
    ///
    /// Where the replacement is a mask such as `*`, every character may be meant.
    ///
    /// | expression                               | raises                  |
    /// |------------------------------------------|-------------------------|
    /// | `Replace([mail], , ".", , "_", , )`      | `dot-matches-all`       |
    /// | `Replace([mail], , ".", , "", , )`       | `dot-matches-all`       |
    /// | `Replace([phone], , ".", , "-", , )`     | `dot-matches-all`       |
    /// | `Replace([pin], , ".", , "*", , )`       | –                       |
    /// | `Replace([pin], , ".", , "•", , )`       | –                       |
    /// | `Replace([mail], , "\\.", , "_", , )`    | –                       |
    /// | `Replace([mail], ".", , , "_", , )`      | –                       |
    /// | `Replace([mail], , ".", , "$0-", , )`    | –                       |
    Warning dot_matches_all():
        "the pattern `.` matches every character, and all of them are replaced",
        help "write `\\\\.` for a dot";

    /// A class of a pattern has the range `A-z`, in which some signs are between the letters.
    ///
    /// They are ``[ \ ] ^ _ ` ``, between `Z` and `a`.
    ///
    /// | expression                                    | raises                  |
    /// |-----------------------------------------------|-------------------------|
    /// | `Replace([mail], , "[A-z]+", , "", , )`       | `range-with-signs`      |
    /// | `Replace([mail], , "[^A-z0-9]", , "", , )`    | `range-with-signs`      |
    /// | `Replace([mail], , "[A-Za-z]+", , "", , )`    | –                       |
    /// | `Replace([mail], , "A-z", , "", , )`          | –                       |
    /// | `Replace([mail], , "[a-z]+", , "A-z", , )`    | –                       |
    Warning range_with_signs():
        "`A-z` also matches the signs between `Z` and `a`, such as `_` and `^`",
        help "write `A-Za-z`";

    /// `Replace` has the arguments of more than one mode, and fails if all of them have a value.
    ///
    /// An argument without a value in the record counts as not given. Whether this call works depends on the record.
    ///
    /// | expression                                         | raises                          |
    /// |----------------------------------------------------|---------------------------------|
    /// | `Replace([a], "b", , , [new], , [template])`       | `conflicting-replace-arguments` |
    /// | `Replace([a], "b", , , [new], , )`                 | –                               |
    Warning conflicting_replace_arguments():
        "`Replace` fails if all of these arguments have a value",
        help "keep the arguments of one mode: a string with its replacement, a string with a template, \
              or a pattern with its replacement";
}

/// The arguments after the source, in order.
const ARGUMENTS: [&str; 6] =
    ["oldValue", "regexPattern", "regexGroupName", "replacementValue", "replacementAttributeName", "template"];

/// The arguments that are given in each mode. The last two are one mode: `replacementAttributeName` may have no value.
const MODES: [[bool; 6]; 6] = [
    [true, false, false, true, false, false],
    [true, false, false, false, false, true],
    [false, true, false, true, false, false],
    [false, true, true, true, false, false],
    [false, true, true, false, true, false],
    [false, true, true, false, false, false],
];

fn arguments(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "Replace") else { return };
    let given = ARGUMENTS.map(|name| call.argument(name));
    // A constant is always given, anything else may be absent.
    let fits = |mode: &[bool; 6]| {
        mode.iter().zip(given).all(|(expected, argument)| match argument {
            None => !expected,
            Some(argument) => *expected || argument.text().is_none(),
        })
    };
    if !MODES.iter().any(fits) {
        let names: Vec<String> = ARGUMENTS
            .iter()
            .zip(given)
            .filter(|(_, argument)| argument.is_some())
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let shown = if names.is_empty() { "only a source".to_owned() } else { names.join(", ") };
        let diagnostic = registry::replace_arguments(part.span, &shown);
        return lint.report(other_form(lint.text, part, call, diagnostic));
    }
    if !MODES.contains(&given.map(|argument| argument.is_some())) {
        lint.report(conflicting_replace_arguments(part.span));
    }
    if let Some(old) = call.argument("oldValue").filter(|old| old.text() == Some("")) {
        lint.report(registry::empty_search_text(old.span));
    }
}

/// What only a pattern has; other languages have one function for strings and one for patterns, or one for both.
const OF_PATTERNS: [&str; 8] = ["\\", "[", "^", "(", "*", "|", "+$", ".+"];

/// The diagnostic with the form of other languages, `Replace(text, old, new)`, as it is here.
fn other_form(text: &str, part: &Expr, call: Call<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let start = part.span.start as usize;
    let name = call.function.name;
    let name_span = Span::new(start, start + name.len());
    let arguments = call.arguments.iter().map(|argument| argument.span).collect();
    let written = Written { text, span: part.span, name, name_span, arguments };
    let Some(form) = own_form(&written, call.function) else { return diagnostic };
    let old = call.arguments.get(1).and_then(Expr::text).unwrap_or_default();
    match OF_PATTERNS.iter().any(|sign| old.contains(sign)) {
        true => {
            let help = "write `Replace(source, oldValue, , , replacementValue, , )` if this is a string, \
                        `Replace(source, , regexPattern, , replacementValue, , )` if it is a pattern";
            Diagnostic { help: Some(help.to_owned()), ..diagnostic }
        }
        false => {
            let help = form.fix.as_ref().map(|fix| fix.title.clone());
            Diagnostic { help, fix: form.fix, ..diagnostic }
        }
    }
}

fn groups(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((call, regex, _)) = with_pattern(part) else { return };
    let groups = regex.group_names();
    let known = || groups.iter().map(String::as_str).filter(|name| *name != "0");
    let help = |name: &str| match (nearest(name, known()), known().next()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(_)) => {
            format!("its groups are {}", known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
        }
        (None, None) => "it has no groups; write a group as `(?<name>…)`".to_owned(),
    };
    // Without a replacement it is probably none itself, and `replace_slots` says so.
    let has_new = ["replacementValue", "replacementAttributeName"].iter().any(|name| call.argument(name).is_some());
    if let Some(argument) = call.argument("regexGroupName").filter(|_| has_new)
        && let Some(name) = argument.text().filter(|name| !name.is_empty())
        && !regex.has_group(name)
    {
        lint.report(unknown_pattern_group(argument.span, name, help(name)));
    }
    // With the name of a group, the replacement is used literally.
    if call.argument("regexGroupName").is_some() {
        return;
    }
    let Some(argument) = call.argument("replacementValue") else { return };
    let Some(replacement) = argument.text() else { return };
    if regex.replacement(replacement).is_err() {
        return lint.report(registry::bad_replacement(argument.span));
    }
    for (at, length, name) in references(replacement) {
        if !regex.has_group(name) {
            let span = lint.inside(argument, Span::new(at, at + length));
            let written = replacement.get(at..at + length).unwrap_or_default();
            lint.report(unknown_replacement_group(span, written, help(name)));
        }
    }
}

fn empty_matches(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((call, regex, pattern)) = with_pattern(part) else { return };
    let text = regex.pattern();
    if let Some(at) = text.find("A-z").filter(|at| text.get(..*at).is_some_and(opens_class)) {
        let span = lint.inside(pattern, Span::new(at, at + 3));
        lint.report(range_with_signs(span).with_unsafe_fix("write `A-Za-z`", span, "A-Za-z"));
    }
    let Some(new) = call.argument("replacementValue").and_then(Expr::text) else { return };
    if text == "." && call.argument("regexGroupName").is_none() && matches!(new, "" | "_" | "-" | "." | " " | ",") {
        lint.report(dot_matches_all(pattern.span).with_unsafe_fix("write `\\\\.`", pattern.span, r#""\\.""#));
    }
    let is_anchored = regex.pattern().starts_with('^') || regex.pattern().starts_with("\\A");
    // A pattern without repetition matches a position on purpose: the end, the edge of a word.
    let repeats = regex.pattern().contains(&['*', '?', '{'][..]) && !regex.pattern().starts_with("(?");
    let puts_in = regex.replacement(new).is_ok_and(|new| new.constant().is_some_and(|new| !new.is_empty()));
    if call.argument("regexGroupName").is_none() && regex.can_match_empty() && repeats && !is_anchored && puts_in {
        lint.report(pattern_matches_empty(pattern.span));
    }
}

/// Whether a class is open behind a part of a pattern.
fn opens_class(before: &str) -> bool {
    before.rsplit_once('[').is_some_and(|(outside, inside)| !inside.contains(']') && !outside.ends_with('\\'))
}

/// A call of `Replace` with a constant pattern.
pub(super) fn with_pattern(part: &Expr) -> Option<(Call<'_>, std::rc::Rc<Regex>, &Expr)> {
    let call = Call::named(part, "Replace")?;
    let argument = call.argument("regexPattern")?;
    let regex = patterns::read(argument.text()?).ok()?;
    Some((call, regex, argument))
}

/// The references to groups in a replacement, `${name}` and `$1`: offset, length, name.
fn references(replacement: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dollar) = replacement.get(at..).and_then(|rest| rest.find('$')).map(|found| at + found) {
        let after = replacement.get(dollar + 1..).unwrap_or_default();
        let braced = after.strip_prefix('{').and_then(|inside| inside.split_once('}')).map(|(name, _)| name);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        at = dollar + 1;
        match (braced, digits) {
            (Some(name), _) if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                found.push((dollar, name.len() + 3, name));
            }
            (None, 1..) => found.push((dollar, digits + 1, after.get(..digits).unwrap_or_default())),
            _ if after.starts_with('$') => at += 1,
            _ => {}
        }
    }
    found
}
