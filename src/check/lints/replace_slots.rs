//! Lints about arguments of `Replace` that stand in the slot of another one: a replacement where the name of a group belongs,
//! a pattern where a string belongs. Combinations of arguments that no mode has are in `replace`.

use super::{Call, Lint, Lints, NodeFilter};
use crate::check::{Expr, patterns};
use crate::diagnostic::Edit;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;

pub(super) const LINTS: Lints = Lints {
    entries: ENTRIES,
    parts: &[(NodeFilter::Call, replacements), (NodeFilter::Call, old_values)],
    ..Lints::NONE
};

diagnostics! {
    /// `Replace` has a pattern and something in the slot for the name of a group, but no replacement. Nothing is replaced.
    ///
    /// The slot for the name of a group stands between the pattern and the replacement, and is usually empty:
    /// `Replace([mail], , "@.*", , "", , )`.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([mail], , "@.*", "")`                         | `replacement-left-out`  |
    /// | `Replace([mail],,"@.*","x")`                           | `replacement-left-out`  |
    /// | `Replace([mail], , "@.*", "x", , , )`                  | `replacement-left-out`  |
    /// | `Replace([mail], , "@.*", [domain], , , )`             | `replacement-left-out`  |
    /// | `Replace([mail], , "(?<g>@.*)", "g", , , )`            | `replacement-left-out`  |
    /// | `Replace([mail], , "(@.*)", "1")`                      | `replacement-left-out`  |
    /// | `Replace([mail], , "@.*", , "", , )`                   | –                       |
    /// | `Replace([mail], , "@.*", , "")`                       | –                       |
    /// | `Replace([mail], , "(?<g>@.*)", "g", "", , )`          | –                       |
    /// | `Replace([mail], , "(?<g>@.*)", "g", , [other], )`     | –                       |
    /// | `Replace([mail], , "(?<g>@.*)", "g", [new], , )`       | –                       |
    Warning replacement_left_out(help: &str):
        "this `Replace` changes nothing: the slot for the name of a group is filled, and the one for the replacement is empty",
        help help;

    /// A regular expression stands in the slot for a string. It is searched for as it is written, and never found.
    ///
    /// | expression                                             | raises                  |
    /// |--------------------------------------------------------|-------------------------|
    /// | `Replace([mail], "@.*", , , "", , )`                   | `pattern-as-string`     |
    /// | `Replace([phone], "\\d", , , "", , )`                  | `pattern-as-string`     |
    /// | `Replace([a], "[^a-z]", , , "", , )`                   | `pattern-as-string`     |
    /// | `Replace([a], "^ada", , , "Ada", , )`                  | `pattern-as-string`     |
    /// | `Replace([a], "\\s+", , , " ", , )`                    | `pattern-as-string`     |
    /// | `Replace([a], "(?<x>b)", , , "", , )`                  | `pattern-as-string`     |
    /// | `Replace([a], "[0-9]+$",,,"")`                         | `pattern-as-string`     |
    /// | `Replace([a], "@contoso.com", , , "", , )`             | –                       |
    /// | `Replace([a], "CONTOSO\\dada", , , "", , )`            | –                       |
    /// | `Replace([a], "C:\\d", , , "", , )`                    | –                       |
    /// | `Replace([a], "[EXT]", , , "", , )`                    | –                       |
    /// | `Replace([a], "US$", , , "", , )`                      | –                       |
    /// | `Replace([a], "*.*", , , "", , )`                      | –                       |
    /// | `Replace([a], "^", , , "", , )`                        | –                       |
    /// | `Replace([a], "C++", , , "C", , )`                     | –                       |
    /// | `Replace([a], "(?)", , , "", , )`                      | –                       |
    /// | `Replace([a], , "@.*", , "", , )`                      | –                       |
    Warning pattern_as_string(found: &str):
        "`{found}` is a regular expression, but stands in the slot for a string, and is searched for as it is written",
        help "write it one slot later: `Replace(source, , regexPattern, , replacementValue, , )`";
}

fn replacements(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "Replace") else { return };
    let (Some(pattern), Some(group)) = (call.argument("regexPattern"), call.argument("regexGroupName")) else { return };
    if call.given().count() > 3 {
        return;
    }
    let regex = pattern.text().and_then(|pattern| patterns::read(pattern).ok());
    let is_group =
        regex.is_some_and(|regex| group.text().is_some_and(|name| !name.is_empty() && regex.has_group(name)));
    if is_group {
        return lint.report(replacement_left_out(group.span, "write the replacement in the next slot"));
    }
    let mut edits = vec![Edit { span: Span::at(group.span.start as usize), text: ", ".to_owned() }];
    // An empty slot behind it is the one that it goes to.
    if call.arguments.len() > 4 {
        edits.extend(comma_after(lint.text, group));
    }
    let diagnostic = replacement_left_out(group.span, "the replacement belongs in the slot after that, which is empty");
    lint.report(diagnostic.with_unsafe_edits("move it one slot on", edits));
}

fn old_values(lint: &mut Lint<'_>, part: &Expr, _: Option<&Expr>) {
    let Some(call) = Call::named(part, "Replace") else { return };
    let Some(old) = call.argument("oldValue") else { return };
    let Some(text) = old.text().filter(|text| is_pattern(text) && patterns::read(text).is_ok()) else { return };
    if call.given().count() != 3 || call.argument("replacementValue").is_none() {
        return;
    }
    let diagnostic = pattern_as_string(old.span, text);
    let first = Edit { span: Span::at(old.span.start as usize), text: ", ".to_owned() };
    lint.report(match comma_after(lint.text, old) {
        Some(second) => diagnostic.with_unsafe_edits("move it one slot on", vec![first, second]),
        None => diagnostic,
    });
}

/// Takes off the comma behind an argument, which ends the empty slot after it.
fn comma_after(text: &str, argument: &Expr) -> Option<Edit> {
    let end = argument.span.end as usize;
    let rest = text.get(end..)?;
    let behind = rest.trim_start().strip_prefix(',')?.trim_start();
    Some(Edit { span: Span::new(end, end + rest.len() - behind.len()), text: String::new() })
}

/// Whether a string is nothing but a regular expression: a name, a path or a mark does not look like that.
fn is_pattern(text: &str) -> bool {
    let anchored =
        text.strip_prefix('^').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    anchored || [".*", ".+", "(?<", "(?:", "(?i)", "[^"].iter().any(|sign| text.contains(sign)) || has_class(text)
}

/// Whether it has `\d`, which is not the beginning of a name behind a backslash, or a range of characters: `[a-z]`.
fn has_class(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let alphanumeric = |it: Option<&char>| it.is_some_and(|it| it.is_alphanumeric());
    let is_escape = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let of_path = alphanumeric(before) || matches!(before, Some(':' | '\\' | '.'));
        let letter = characters.get(at + 1).is_some_and(|it| "dDwWsS".contains(*it));
        letter && !of_path && !alphanumeric(characters.get(at + 2))
    };
    let is_range = |at: usize| {
        let ends = (characters.get(at + 1), characters.get(at + 3));
        let is_one = matches!(ends, (Some('a'..='z'), Some('a'..='z')) | (Some('A'..='Z'), Some('A'..='Z')))
            || matches!(ends, (Some('0'..='9'), Some('0'..='9')));
        is_one && characters.get(at + 2) == Some(&'-')
    };
    characters.iter().enumerate().any(|(at, it)| match it {
        '\\' => is_escape(at),
        '[' => is_range(at),
        _ => false,
    })
}
