//! Lints about regular expressions and replacement strings that are valid, but do not do what they were written for. Groups
//! that do not exist are in `replace`.

use super::replace::with_pattern;
use super::{Lint, Lints, NodeFilter, up_to};
use crate::check::Expr;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Call, double_escapes), (NodeFilter::Call, groups), (NodeFilter::Call, references)],
    ..Lints::NONE
};

diagnostics! {
    /// A pattern matches a backslash where something else was probably intended: one level of escaping too many.
    ///
    /// In an expression `\\d` is the pattern `\d`, a digit. `\\\\d` is the pattern `\\d`: a backslash and the letter d; inside
    /// of `[ ]` it is a backslash or the letter d. `\\.` is a dot, `\\\\.` a backslash and any character.
    ///
    /// | expression                                   | raises                 |
    /// |----------------------------------------------|------------------------|
    /// | `Replace([phone], , "\\\\d+", , "", , )`     | `double-escape`        |
    /// | `Replace([id], , "[^\\\\d]", , "", , )`      | `double-escape`        |
    /// | `Replace([id], , "[\\\\w\\\\s]+", , "", , )` | `double-escape`        |
    /// | `Replace([id], , "[a-z\\\\d]", , "", , )`    | `double-escape`        |
    /// | `Replace([mail], , "\\\\.org$", , "", , )`   | `double-escape`        |
    /// | `Replace([a], , "a\\\\.b", , "-", , )`       | `double-escape`        |
    /// | `Replace([mail], , "\\\\@.*", , "", , )`     | `double-escape`        |
    /// | `Replace([a], , "\\\\bada\\\\b", , "eve", , )`   | `double-escape`        |
    /// | `Replace([a], , "\\\\d+\\\\.\\\\d+", , "", , )`  | `double-escape`        |
    /// | `Replace([phone], , "\\d+", , "", , )`       | –                      |
    /// | `Replace([path], , "^C:\\\\", , "", , )`     | –                      |
    /// | `Replace([path], , "^C:\\\\data", , "", , )` | –                      |
    /// | `Replace([name], , "^CONTOSO\\\\.*", , "", , )` | –                   |
    /// | `Replace([path], , "[\\\\/]", , "-", , )`    | –                      |
    /// | `Replace([path], , "[^\\\\a-z]", , "-", , )` | –                      |
    /// | `Replace([path], , "[\\\\]", , "-", , )`     | –                      |
    Warning double_escape(found: &str, is: &str, meant: &str, sort: &str):
        "`{found}` is {is}",
        help format!("write `{meant}` in the expression for {sort}; \
              an export doubles each backslash again");

    /// A group of a pattern has a space in its opening, and is not the group that was meant.
    ///
    /// `(?<name>…)` is a group with a name. `( ?<name>…)` is a group without one, in which an optional space and the text
    /// `<name>` are matched.
    ///
    /// | expression                                                | raises          |
    /// |-----------------------------------------------------------|-----------------|
    /// | `Replace([a], , "( ?<user>.*)@", , "x", , )`              | `damaged-group` |
    /// | `Replace([a], , "( ?< user>.*)@", , "x", , )`             | `damaged-group` |
    /// | `Replace([a], , "( ? <user >.*)@", , "x", , )`            | `damaged-group` |
    /// | `Replace([a], , "x( ?<n1>\\d)( ?<n2>\\d)", , "x", , )`    | `damaged-group` |
    /// | `Replace([a], , "(?<user>.*)@", , "x", , )`               | –               |
    /// | `Replace([a], , "( ?\\d+)", , "x", , )`                   | –               |
    /// | `Replace([a], , "( ?<[^>]+>)", , "", , )`                 | –               |
    /// | `Replace([a], , "( ?)<b>", , "", , )`                     | –               |
    /// | `Replace([a], , "[( ?<user>]", , "", , )`                 | –               |
    /// | `Replace([a], , "\\( ?<user>", , "", , )`                 | –               |
    Warning damaged_group(found: &str, meant: &str):
        "`{found}` is not a group with a name, because of the space in it",
        help format!("write `{meant}`");

    /// A replacement string has a reference to a group with a space in it. It is written literally.
    ///
    /// | expression                                                | raises              |
    /// |-----------------------------------------------------------|---------------------|
    /// | `Replace([a], , "(?<n>\\d+)", , "${ n}", , )`             | `damaged-reference` |
    /// | `Replace([a], , "(?<n>\\d+)", , "${n }-", , )`            | `damaged-reference` |
    /// | `Replace([a], , "(?<n>\\d+)", , "$ {n}", , )`             | `damaged-reference` |
    /// | `Replace([a], , "(\\d+)", , "x$ {1}", , )`                | `damaged-reference` |
    /// | `Replace([a], , "(?<n>\\d+)", , "${n}", , )`              | –                   |
    /// | `Replace([a], , "(?<n>\\d+)", , "US$ {x}", , )`           | –                   |
    /// | `Replace([a], , "(?<n>\\d+)", , "$ 5", , )`               | –                   |
    /// | `Replace([a], , "(?<n>\\d+)", "n", "${ n}", , )`          | –                   |
    /// | `Replace([a], , "(?<n>\\d+)", , "$${ n}", , )`            | –                   |
    Warning damaged_reference(found: &str, meant: &str):
        "`{found}` refers to no group because of the space in it, and is written literally",
        help format!("write `{meant}`");
}

/// The longest name of a group or a class that is looked for, in bytes.
pub(super) const LONGEST: usize = 80;

/// Letters that denote character classes or positions after a backslash.
const CLASSES: &str = "dDwWsSb";

fn double_escapes(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((_, regex, argument)) = with_pattern(part) else { return };
    let pattern = regex.pattern();
    // The backslashes that are certainly doubled, and those that are if one of the others is.
    let (mut doubled, mut likely) = (Vec::new(), Vec::new());
    let (mut in_class, mut before, mut characters) = (false, None, pattern.char_indices().peekable());
    while let Some((at, character)) = characters.next() {
        match character {
            '[' => in_class = true,
            ']' => in_class = false,
            '\\' => {
                let Some((_, escaped)) = characters.next() else { break };
                let next = characters.peek().map(|(_, next)| *next);
                if let (true, Some(next)) = (escaped == '\\', next) {
                    let after = pattern.get(at + 2 + next.len_utf8()..).and_then(|rest| rest.chars().next());
                    let is_path = before.is_some_and(|it: char| it.is_alphanumeric() || it == ':');
                    if is_doubled(in_class, next, after) {
                        doubled.push((at, next, in_class));
                    } else if CLASSES.contains(next) && !in_class && !is_path {
                        likely.push(at);
                    }
                }
            }
            _ => {}
        }
        before = Some(character);
    }
    let Some(first) = doubled.first() else { return };
    // Each location is found by reading the string from its beginning, so their number is limited.
    let mut all: Vec<usize> = doubled.iter().map(|(at, ..)| *at).chain(likely).take(50).collect();
    all.sort_unstable();
    report_doubled(lint, argument, *first, &all);
}

/// Whether a backslash before a character was meant to be its escape.
fn is_doubled(in_class: bool, next: char, after: Option<char>) -> bool {
    match next {
        // In a class, `\b` is another character.
        _ if in_class => next != 'b' && CLASSES.contains(next),
        // A backslash that is meant does not stand before `@`.
        '@' => true,
        // A name behind a backslash may be anything: `CONTOSO\\.*`.
        '.' => !after.is_some_and(|after| matches!(after, '*' | '+' | '{' | '?')),
        // A path such as `C:\\data` continues with letters.
        _ => CLASSES.contains(next) && !after.is_some_and(char::is_alphanumeric),
    }
}

fn report_doubled(lint: &mut Lint<'_>, argument: &Expr, (at, next, in_class): (usize, char, bool), all: &[usize]) {
    let span = lint.inside(argument, Span::new(at, at + 2 + next.len_utf8()));
    let written = |backslashes: usize| format!("{}{next}", "\\".repeat(backslashes));
    let is = match (in_class, next) {
        (true, _) => "a backslash or a letter",
        (false, '.') => "a backslash followed by any character",
        (false, '@') => "a backslash followed by `@`",
        _ => "a backslash followed by a letter",
    };
    let sort = if !next.is_alphabetic() { "the character" } else { "the character class" };
    let diagnostic = double_escape(span, &written(4), is, &written(2), sort);
    let mut found = Vec::new();
    for at in all {
        found.push((Span::new(*at, *at + 2), "\\\\".to_owned()));
    }
    let edits = lint.edits_inside(argument, &found);
    lint.report(diagnostic.with_unsafe_edits(format!("write `{}`", written(2)), edits));
}

/// The first group whose opening has a space in it, in a part of a pattern: its offset, its length, and what it is without.
pub(in crate::check) fn find_damaged_group(pattern: &str, from: usize) -> Option<(usize, usize, String)> {
    let (mut in_class, mut characters) = (false, pattern.char_indices());
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class && at >= from => {
                let rest = pattern.get(at + 1..).unwrap_or_default();
                if let Some(found) = opening(rest) {
                    return Some((at, found.0 + 1, format!("(?<{}>", found.1)));
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of `?<name>` with spaces anywhere in it, and the name; `None` if there are no spaces, or it is none.
fn opening(rest: &str) -> Option<(usize, &str)> {
    let inside = rest.trim_start_matches(' ').strip_prefix('?')?.trim_start_matches(' ').strip_prefix('<')?;
    let (name, _) = up_to(inside, LONGEST).split_once('>')?;
    let is_name = name.trim().starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
    let length = rest.len() - inside.len() + name.len() + 1;
    let has_space = rest.get(..length)?.contains(' ');
    (is_name && has_space).then(|| (length, name.trim()))
}

fn groups(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((_, regex, argument)) = with_pattern(part) else { return };
    let (pattern, mut from) = (regex.pattern(), 0);
    // Each search reads the pattern from its beginning, to know where a class is open, so their number is limited.
    for _ in 0..20 {
        let Some((at, length, meant)) = find_damaged_group(pattern, from) else { return };
        let span = lint.inside(argument, Span::new(at, at + length));
        let found = pattern.get(at..at + length).unwrap_or_default();
        let diagnostic = damaged_group(span, found, &meant);
        lint.report(diagnostic.with_unsafe_fix(format!("write `{meant}`"), span, meant));
        from = at + length;
    }
}

fn references(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some((call, regex, _)) = with_pattern(part) else { return };
    // With the name of a group, the replacement is used literally.
    if call.argument("regexGroupName").is_some() {
        return;
    }
    let Some(argument) = call.argument("replacementValue") else { return };
    let Some(text) = argument.text() else { return };
    let mut at = 0;
    while let Some(dollar) = text.get(at..).and_then(|rest| rest.find('$')).map(|found| at + found) {
        let rest = up_to(text.get(dollar + 1..).unwrap_or_default(), LONGEST);
        at = dollar + 1 + usize::from(rest.starts_with('$'));
        let Some((inside, _)) = rest.trim_start_matches(' ').strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            continue;
        };
        let length = rest.find('}').unwrap_or_default() + 2;
        let (found, meant) = (text.get(dollar..dollar + length).unwrap_or_default(), format!("${{{}}}", inside.trim()));
        let is_name = !inside.trim().is_empty() && inside.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
        let is_group = regex.has_group(inside.trim());
        // The group may be damaged itself, or this is text.
        let is_meant = is_group || inside != inside.trim() && !rest.starts_with(' ');
        if rest.starts_with('$') || found == meant || !is_name || !is_meant {
            continue;
        }
        let span = lint.inside(argument, Span::new(dollar, dollar + length));
        let diagnostic = damaged_reference(span, found, &meant);
        lint.report(match is_group {
            true => diagnostic.with_unsafe_fix(format!("write `{meant}`"), span, meant),
            false => diagnostic,
        });
    }
}
