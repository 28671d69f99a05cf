//! Operators of other languages that become a call: `c ? a : b`, `a ?? b`, and comparisons such as `==` beside them. A single
//! `==` in a text without other mistakes is the parser's.

use crate::diagnostic::{Diagnostic, registry};
use crate::syntax::paste::{Code, Layer, LayerKind, edit, layer as a_layer};
use crate::text::Span;

/// Rewrites one kind of operator.
pub(super) fn layer(text: &str) -> Option<Layer> {
    coalescing(text).or_else(|| ternary(text)).or_else(|| comparisons(text))
}

/// The argument around an operator, and the offsets in it of this sign on the same level.
struct Around {
    start: usize,
    end: usize,
    found: Vec<usize>,
}

/// The argument around an offset; `sign` is looked for from there on.
fn around(text: &str, operator: usize, sign: &str) -> Around {
    let mut starts = vec![0];
    let mut level = None;
    let (mut start, mut found) = (0, Vec::new());
    for (at, character) in Code::new(text) {
        if at == operator {
            start = starts.last().copied().unwrap_or_default();
            level = Some(starts.len());
        }
        let is_here = level == Some(starts.len());
        if is_here && text.get(at..).is_some_and(|rest| rest.starts_with(sign)) {
            found.push(at);
        }
        match character {
            '(' => starts.push(at + 1),
            ')' | ',' if is_here => return Around { start, end: at, found },
            ')' if starts.len() > 1 => {
                starts.pop();
            }
            ',' | ':' if level.is_none() => starts.last_mut().into_iter().for_each(|last| *last = at + 1),
            _ => {}
        }
    }
    Around { start, end: text.len(), found }
}

/// The range without the spaces around it; `None` if it is empty then.
fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let part = text.get(start..end)?;
    let from = start + part.len() - part.trim_start().len();
    let to = from + part.trim().len();
    (from < to).then_some((from, to))
}

/// `a ?? b` is `Coalesce(a, b)`.
fn coalescing(text: &str) -> Option<Layer> {
    let starts = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("??"));
    let (first, _) = Code::new(text).find(|(at, _)| starts(*at))?;
    let argument = around(text, first, "??");
    let (start, end) = trimmed(text, argument.start, argument.end)?;
    let mut edits = vec![edit(start, start, "Coalesce(")];
    for at in argument.found {
        let blank = text.get(..at)?.len() - text.get(..at)?.trim_end().len();
        edits.push(edit(at - blank, at + 2, ","));
    }
    edits.push(edit(end, end, ")"));
    a_layer(LayerKind::Foreign, "the operator `??`", edits)
}

/// `c ? a : b` is `IIF(c, a, b)`; the last one first, which may be a part of one before it.
fn ternary(text: &str) -> Option<Layer> {
    let (mark, _) = Code::new(text).filter(|(_, character)| *character == '?').last()?;
    let argument = around(text, mark, ":");
    let colon = *argument.found.first()?;
    let (start, end) = trimmed(text, argument.start, mark)?;
    let (from, to) = trimmed(text, mark + 1, colon)?;
    let (other, last) = trimmed(text, colon + 1, argument.end)?;
    let edits = vec![edit(start, start, "IIF("), edit(end, from, ", "), edit(to, other, ", "), edit(last, last, ")")];
    a_layer(LayerKind::Foreign, "`? :` in place of `IIF`", edits)
}

/// `if c then a else b`, for which there is one call here.
pub(super) fn sentence(text: &str) -> Option<Diagnostic> {
    let mut words = Vec::new();
    let mut code = Code::new(text);
    while let Some((at, _)) = code.next() {
        let word = code.from(at).split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default();
        if !word.is_empty() {
            words.push((word.to_ascii_lowercase(), Span::new(at, at + word.len())));
            code.skip_to(at + word.len());
        }
    }
    let place = |wanted: &str| words.iter().find(|(word, _)| word == wanted).map(|(_, at)| *at);
    let (first, second) = [("if", "then"), ("case", "when"), ("when", "then")]
        .into_iter()
        .find_map(|(first, second)| Some((place(first)?, place(second)?)))?;
    let what = format!("`{} … {}`", first.of(text), second.of(text));
    let here = "write `IIF(condition, value, other value)`, or `Switch` for many values of one source";
    (first.start < second.start).then(|| registry::foreign_syntax(first, &what, here))
}

/// `eq` of SCIM and OData, `-eq` of PowerShell, where an operator belongs.
fn word(text: &str, at: usize) -> Option<(&str, &'static str)> {
    const WORDS: [(&str, &str); 6] = [("eq", "="), ("ne", "<>"), ("lt", "<"), ("gt", ">"), ("le", "<="), ("ge", ">=")];
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    // Only behind a space, so that each word is read once.
    before.ends_with(char::is_whitespace).then_some(())?;
    let name = rest.strip_prefix('-').unwrap_or(rest);
    let word = name.split(|it: char| !it.is_alphanumeric()).next()?;
    let (_, here) = WORDS.into_iter().find(|(there, _)| there.eq_ignore_ascii_case(word))?;
    let is_apart = name.get(word.len()..)?.starts_with(char::is_whitespace);
    let operand =
        before.trim_end().ends_with(&[']', '"', ')'][..]) || before.trim_end().ends_with(char::is_alphanumeric);
    (is_apart && operand).then(|| (rest.get(..rest.len() - name.len() + word.len()).unwrap_or_default(), here))
}

/// `==` is `=`, `!=` is `<>`.
fn comparisons(text: &str) -> Option<Layer> {
    let mut edits = Vec::new();
    let mut code = Code::new(text);
    while let Some((at, _)) = code.next() {
        let signs = [("===", "="), ("!==", "<>"), ("==", "="), ("!=", "<>")];
        let sign = signs.into_iter().find(|(there, _)| text.get(at..).is_some_and(|rest| rest.starts_with(there)));
        let Some((there, here)) = sign.or_else(|| word(text, at)) else { continue };
        edits.push(edit(at, at + there.len(), here));
        code.skip_to(at + there.len());
    }
    let what = edits.first().and_then(|first| text.get(first.span.range())).unwrap_or_default().to_owned();
    a_layer(LayerKind::Foreign, format!("the operator `{what}`"), edits)
}
