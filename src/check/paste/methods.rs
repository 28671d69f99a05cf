//! Methods of other languages: `String.toLowerCase(x)` of Okta, `x.toLowerCase()` of JavaScript, `x.ToLower()` of C#. Does not
//! know functions that are called by their name alone: those have aliases.

use super::operators;
use crate::diagnostic::{Diagnostic, registry};
use crate::syntax::paste::{self, Code, Layer, LayerKind, edit, layer as a_layer};
use crate::text::Span;

/// The functions that take what the method is called on, or what the static method takes, as their only arguments.
const SAME: [(&str, &str); 12] = [
    ("trim", "Trim"),
    ("toLowerCase", "ToLower"),
    ("toLower", "ToLower"),
    ("ToLowerInvariant", "ToLower"),
    ("lower", "ToLower"),
    ("toUpperCase", "ToUpper"),
    ("toUpper", "ToUpper"),
    ("ToUpperInvariant", "ToUpper"),
    ("upper", "ToUpper"),
    ("removeSpaces", "StripSpaces"),
    ("len", "Len"),
    ("length", "Len"),
];

/// Static methods with the arguments of a function here.
const STATIC: [(&str, &str); 2] = [("append", "Append"), ("join", "Join")];

/// The filters of templates that are a function here, beside the methods of their name.
const FILTERS: [(&str, &str); 6] = [
    ("downcase", "ToLower"),
    ("lowercase", "ToLower"),
    ("upcase", "ToUpper"),
    ("uppercase", "ToUpper"),
    ("strip", "Trim"),
    ("size", "Len"),
];

fn find(table: &[(&str, &'static str)], method: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(method)).map(|(_, here)| *here)
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').next().unwrap_or_default()
}

/// Whether a word is the class of strings.
fn is_class(word: &str) -> bool {
    ["String", "string", "Strings", "str"].contains(&word)
}

/// Rewrites the first method.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let (dot, method, operand) = methods(text)?;
    let inner = method_call(text, dot, method)?;
    let owner = text.get(operand..dot)?;
    let what =
        format!("the method `{}`", text.get(if is_class(owner) { operand } else { dot }..dot + 1 + method.len())?);
    if is_class(owner) {
        let end = dot + 1 + method.len();
        if method.eq_ignore_ascii_case("concat") && text.get(end..)?.starts_with('(') {
            return a_layer(LayerKind::Foreign, what, vec![edit(operand, end + 1, "Join(\"\", ")]);
        }
        let function = find(&SAME, method).or_else(|| find(&STATIC, method))?;
        return a_layer(LayerKind::Foreign, what, vec![edit(operand, dot + 1 + method.len(), function)]);
    }
    let function = find(&SAME, method)?;
    let edits = vec![edit(operand, operand, format!("{function}(")), edit(dot, inner, ")")];
    a_layer(LayerKind::Foreign, what, edits)
}

/// The first filter of a template: where its sign is, its name, and where that ends.
fn piped(text: &str) -> Option<(usize, &str, usize)> {
    let (at, filter) = Code::new(text).find_map(|(at, _)| Some((at, paste::filter(text, at)?)))?;
    Some((at, filter, text.get(at..)?.find(filter)? + at + filter.len()))
}

/// Rewrites the first filter of a template: `[mail] | lower` is `ToLower([mail])`.
pub(super) fn filter(text: &str) -> Option<Layer> {
    let (sign, name, end) = piped(text)?;
    let function = find(&FILTERS, name).or_else(|| find(&SAME, name))?;
    let start = operators::start(text, sign)?;
    let operand = text.get(..sign)?.trim_end().len();
    let has_arguments = text.get(end..)?.trim_start().starts_with([':', '(']);
    (start < operand && !has_arguments).then_some(())?;
    let edits = vec![edit(start, start, format!("{function}(")), edit(operand, end, ")")];
    a_layer(LayerKind::Foreign, format!("the filter `{name}`"), edits)
}

/// A filter that has no counterpart.
pub(super) fn unknown_filter(text: &str) -> Option<Diagnostic> {
    let (sign, name, end) = piped(text)?;
    let here = "what is done to a value is a call around it, such as `ToLower([mail])`";
    Some(registry::foreign_syntax(Span::new(sign, end), &format!("the filter `{name}`"), here))
}

/// A method that has no counterpart, and where it is.
pub(super) fn unknown(text: &str) -> Option<(&str, Span)> {
    let (dot, method, operand) = methods(text)?;
    let end = dot + 1 + method.len();
    let start = if is_class(text.get(operand..dot)?) { operand } else { dot };
    text.get(end..)?.starts_with('(').then_some(())?;
    Some((text.get(start..end)?, Span::new(start, end)))
}

/// The offset behind the empty parentheses of a method, or behind its name if it is a property or a static method.
fn method_call(text: &str, dot: usize, method: &str) -> Option<usize> {
    let end = dot + 1 + method.len();
    let rest = text.get(end..)?;
    let inner = rest.strip_prefix('(').map(str::trim_start);
    match inner.and_then(|inner| inner.strip_prefix(')')) {
        Some(after) => Some(text.len() - after.len()),
        None => Some(end),
    }
}

/// The first method that is called on anything: its dot, its name, and where what it is called on begins.
fn methods(text: &str) -> Option<(usize, &str, usize)> {
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut operand: Option<usize> = None;
    let mut at = 0;
    let mut code = Code::new(text);
    while let Some((here, character)) = code.next() {
        if here > at {
            // `Code` has skipped a string or an attribute, which may be what the method is called on.
            operand =
                text.get(at..here).and_then(|skipped| skipped.rfind(['[', '"'])).map(|_| first_of_last(text, at, here));
        }
        at = here + character.len_utf8();
        match character {
            '(' => open.push(operand.take()),
            ')' => operand = open.pop().flatten(),
            '.' if operand.is_some() => {
                let method = name(code.from(at));
                let is_method = !method.is_empty()
                    && (find(&SAME, method).is_some() || code.from(at + method.len()).starts_with('('));
                if is_method {
                    return operand.map(|operand| (here, method, operand));
                }
            }
            _ if character.is_alphanumeric() || character == '_' => {
                let word = name(code.from(here));
                operand = Some(here);
                if !word.is_empty() {
                    at = here + word.len();
                    code.skip_to(at);
                }
            }
            _ => operand = None,
        }
    }
    None
}

/// Where the last string or attribute begins among those between two offsets.
fn first_of_last(text: &str, start: usize, end: usize) -> usize {
    let part = text.get(start..end).unwrap_or_default();
    if part.ends_with(']') {
        start + part.find('[').unwrap_or_default()
    } else {
        start + part.find('"').unwrap_or_default()
    }
}
