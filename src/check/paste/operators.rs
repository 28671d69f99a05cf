//! Operators of other languages that become a call: `c ? a : b`, `a ?? b`, and comparisons such as `==` beside them. A single
//! `==` in a text without other mistakes is the parser's.

use crate::check::Context;
use crate::diagnostic::{Diagnostic, registry};
use crate::syntax::Operator;
use crate::syntax::paste::{Code, Layer, LayerKind, edit, layer as a_layer};
use crate::text::Span;

/// Rewrites one kind of operator.
pub(super) fn layer(text: &str, context: Context<'_>) -> Option<Layer> {
    coalescing(text).or_else(|| denied(text)).or_else(|| ternary(text, context)).or_else(|| comparisons(text))
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

/// Where the argument begins that an offset is in.
pub(super) fn start(text: &str, at: usize) -> Option<usize> {
    let argument = around(text, at, "|");
    trimmed(text, argument.start, at).map(|(start, _)| start)
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
fn ternary(text: &str, context: Context<'_>) -> Option<Layer> {
    let (mark, _) = Code::new(text).filter(|(_, character)| *character == '?').last()?;
    let argument = around(text, mark, ":");
    let colon = *argument.found.first()?;
    let (start, end) = trimmed(text, argument.start, mark)?;
    let (from, to) = trimmed(text, mark + 1, colon)?;
    let (other, last) = trimmed(text, colon + 1, argument.end)?;
    let (yes, no) = (text.get(from..to)?, text.get(other..last)?);
    let joins = joins(text, start, end).filter(|_| context.language.operator(Operator::And).is_none());
    let joins = joins.filter(|(_, signs)| signs.len() <= MOST_JOINS && yes.len() + no.len() <= LONGEST_COPY);
    let (is_and, signs) = joins.unwrap_or_default();
    let mut edits = vec![edit(start, start, "IIF(")];
    let (between, behind) = match is_and {
        true => (", IIF(".to_owned(), format!(", {no})")),
        false => (format!(", {yes}, IIF("), ")".to_owned()),
    };
    edits.extend(signs.iter().map(|(from, to)| edit(*from, *to, between.clone())));
    edits.extend([edit(end, from, ", "), edit(to, other, ", ")]);
    edits.push(edit(last, last, format!("){}", behind.repeat(signs.len()))));
    a_layer(LayerKind::Foreign, "`? :` in place of `IIF`", edits)
}

/// How many conditions are joined at the most for nested `IIF` to be written, and how long what is written for each may be.
const MOST_JOINS: usize = 4;
const LONGEST_COPY: usize = 200;

/// What joins the conditions between two offsets, with the spaces around it: all by And, or all by Or.
fn joins(text: &str, start: usize, end: usize) -> Option<(bool, Vec<(usize, usize)>)> {
    let part = text.get(..end)?;
    let (mut depth, mut kind, mut found) = (0usize, None, Vec::new());
    let mut code = Code::new(part);
    code.skip_to(start);
    while let Some((at, character)) = code.next() {
        let rest = code.from(at);
        depth = match character {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        let Some((is_and, length)) = join(part, at).filter(|_| depth == 0) else { continue };
        (*kind.get_or_insert(is_and) == is_and).then_some(())?;
        let before = part.get(..at)?.trim_end().len();
        let after = at + length + rest.get(length..)?.len() - rest.get(length..)?.trim_start().len();
        found.push((before, after));
        code.skip_to(after);
    }
    kind.map(|is_and| (is_and, found))
}

/// Whether `&&`, `||` or a word for it stands at an offset: whether it is And, and its length.
fn join(text: &str, at: usize) -> Option<(bool, usize)> {
    const JOINS: [(&str, bool); 6] =
        [("&&", true), ("||", false), ("-and ", true), ("-or ", false), ("and ", true), ("or ", false)];
    let rest = text.as_bytes().get(at..)?;
    let starts = |sign: &str| rest.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign.as_bytes()));
    let (sign, is_and) = JOINS.into_iter().find(|(sign, _)| starts(sign))?;
    let is_apart = !sign.ends_with(' ') || text.get(..at)?.ends_with(|it: char| it.is_whitespace() || it == ')');
    is_apart.then_some((is_and, sign.trim_end().len()))
}

/// `not x` and `!x` are `Not(x)`.
fn denied(text: &str) -> Option<Layer> {
    let mut code = Code::new(text);
    let (at, length) = loop {
        let (at, _) = code.next()?;
        let (before, rest) = (text.get(..at)?, code.from(at));
        let is_sign = rest.starts_with('!') && !rest.starts_with("!=");
        let is_word = || rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("not"));
        if !is_sign && !is_word() {
            continue;
        }
        let blank = rest.get(3..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        let bare = before.trim_end();
        let last = bare.get(bare.len().saturating_sub(4)..).unwrap_or_default();
        let joins = ["and", "or"].iter().any(|word| {
            let it = last.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
            before.len() > bare.len() && it.eq_ignore_ascii_case(word)
        });
        let is_first = bare.is_empty() || bare.ends_with(['(', ',', '?', ':', '&', '|', '=']) || joins;
        if is_first && (is_sign || blank > 0) {
            break (at, if is_sign { 1 } else { 3 + blank });
        }
    };
    let is_sign = length == 1;
    let start = at + length;
    let (mut depth, mut end) = (0usize, text.len());
    let mut inner = Code::new(text);
    inner.skip_to(start);
    for (here, character) in inner {
        let is_end = match character {
            ',' | '?' | ':' | '&' | '|' => true,
            '=' | '<' | '>' | '!' => is_sign,
            _ if character.is_whitespace() => is_sign,
            ')' => depth == 0,
            _ => join(text, here).is_some(),
        };
        if depth == 0 && is_end {
            end = here;
            break;
        }
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let (start, end) = trimmed(text, start, end)?;
    let what = format!("`{}` in place of `Not(…)`", text.get(at..start)?.trim_end());
    a_layer(LayerKind::Foreign, what, vec![edit(at, start, "Not("), edit(end, end, ")")])
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
    let pairs = [("if", "then"), ("case", "when"), ("when", "then"), ("then", "else"), ("if", "else"), ("cast", "as")];
    let (first, second) = pairs.into_iter().find_map(|(first, second)| Some((place(first)?, place(second)?)))?;
    let what = format!("`{} … {}`", first.of(text), second.of(text));
    let here = match first.of(text).eq_ignore_ascii_case("cast") {
        true => {
            "write the value alone, or in `CStr`, `CBool`, `CDate`: the type of the target attribute is that of the value"
        }
        false => "write `IIF(condition, value, other value)`, or `Switch` for many values of one source",
    };
    (first.start < second.start).then(|| registry::foreign_syntax(first, &what, here))
}

/// `eq` of SCIM and OData, `-eq` of PowerShell, `is` of SQL, where an operator belongs.
fn word(text: &str, at: usize) -> Option<(&str, &'static str)> {
    const WORDS: [(&str, &str); 8] =
        [("eq", "="), ("ne", "<>"), ("lt", "<"), ("gt", ">"), ("le", "<="), ("ge", ">="), ("equals", "="), ("is", "=")];
    let (written, word, behind) = infix(text, at)?;
    let (_, here) = WORDS.into_iter().find(|(there, _)| there.eq_ignore_ascii_case(word))?;
    if word.len() == 2 && !word.eq_ignore_ascii_case("is") {
        return Some((written, here));
    }
    // The others are also words of a sentence.
    text.get(..at)?.trim_end().ends_with([']', '"', ')']).then_some(())?;
    let rest = behind.trim_start();
    let not = rest.get(..4).is_some_and(|not| not.eq_ignore_ascii_case("not "));
    let operand = if not { rest.get(4..)?.trim_start() } else { rest };
    (operand.starts_with(['"', '\'', '[']) || null(operand).is_some()).then_some(())?;
    match not {
        true => Some((text.get(at..text.len() - operand.len())?.trim_end(), "<>")),
        false => Some((written, here)),
    }
}

/// A word where an operator belongs, with its hyphen, without it, and what is behind it.
fn infix(text: &str, at: usize) -> Option<(&str, &str, &str)> {
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    // Only behind a space, so that each word is read once.
    before.ends_with(char::is_whitespace).then_some(())?;
    let name = rest.strip_prefix('-').unwrap_or(rest);
    let word = name.split(|it: char| !it.is_alphanumeric()).next().filter(|word| !word.is_empty())?;
    let behind = name.get(word.len()..)?;
    let is_apart = behind.starts_with(char::is_whitespace);
    let operand =
        before.trim_end().ends_with(&[']', '"', ')'][..]) || before.trim_end().ends_with(char::is_alphanumeric);
    let written = rest.get(..rest.len() - behind.len())?;
    (is_apart && operand).then_some((written, word, behind))
}

/// The length of a word for no value that a text begins with, behind spaces.
fn null(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let bare = rest.strip_prefix('$').unwrap_or(rest);
    let word = bare.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default();
    let is_null = ["null", "nil", "undefined"].iter().any(|known| known.eq_ignore_ascii_case(word));
    is_null.then_some(text.len() - bare.len() + word.len())
}

/// An operator in letters that has no counterpart here.
pub(super) fn unknown(text: &str) -> Option<Diagnostic> {
    const CONTAINS: &str = "`InStr(value1, value2) > 0` asks whether a string has another in it";
    const PATTERN: &str = "no function asks whether a pattern fits; `Replace(source, , regexPattern, , replacementValue, , )` replaces what it finds";
    const WORDS: [(&str, &str); 12] = [
        ("like", CONTAINS),
        ("notlike", CONTAINS),
        ("contains", CONTAINS),
        ("in", "`Switch(source, defaultValue, key, value…)` chooses by any of several strings"),
        ("match", PATTERN),
        ("notmatch", PATTERN),
        ("matches", PATTERN),
        ("rlike", PATTERN),
        ("replace", "`Replace(source, , regexPattern, , replacementValue, , )` replaces what a pattern finds"),
        ("split", "`Split(source, delimiter)` makes several values of one string"),
        ("join", "`Join(separator, source…)` makes one string of several values"),
        ("f", "`Join(\"\", …, …)` puts strings together"),
    ];
    let (at, (written, _, here)) = Code::new(text).find_map(|(at, _)| {
        let (written, word, behind) = infix(text, at)?;
        let (_, here) = WORDS.into_iter().find(|(there, _)| there.eq_ignore_ascii_case(word))?;
        let before = text.get(..at)?.trim_end().ends_with([']', '"', ')', '\'']);
        let after = behind.trim_start().starts_with(['"', '\'', '(', '[', '$']);
        (before && after).then_some((at, (written, word, here)))
    })?;
    Some(registry::foreign_syntax(Span::new(at, at + written.len()), &format!("the operator `{written}`"), here))
}

/// `==` is `=`, `!=` is `<>`; a comparison with no value is `IsNull`.
fn comparisons(text: &str) -> Option<Layer> {
    const SIGNS: [(&str, &str); 6] = [("===", "="), ("!==", "<>"), ("==", "="), ("!=", "<>"), ("<>", "<>"), ("=", "=")];
    let (mut edits, mut first) = (Vec::new(), "");
    let mut starts = vec![0];
    let mut code = Code::new(text);
    while let Some((at, character)) = code.next() {
        match character {
            '(' => starts.push(at + 1),
            ')' if starts.len() > 1 => {
                starts.pop();
            }
            ',' | '?' | ':' | '&' | '|' | ';' => starts.last_mut().into_iter().for_each(|start| *start = at + 1),
            _ => {}
        }
        if let Some((_, length)) = join(text, at) {
            starts.last_mut().into_iter().for_each(|start| *start = at + length);
        }
        let sign = SIGNS.into_iter().find(|(there, _)| text.get(at..).is_some_and(|rest| rest.starts_with(there)));
        let Some((there, here)) = sign.or_else(|| word(text, at)) else { continue };
        let end = at + there.len();
        let operand = starts.last().and_then(|start| trimmed(text, *start, at));
        match (operand, null(code.from(end))) {
            (Some((from, to)), Some(length)) if matches!(here, "=" | "<>") => {
                let (open, close) = if here == "=" { ("IsNull(", ")") } else { ("Not(IsNull(", "))") };
                edits.extend([edit(from, from, open), edit(to, end + length, close)]);
                code.skip_to(end + length);
            }
            _ if there == here => {
                code.skip_to(end);
                continue;
            }
            _ => {
                edits.push(edit(at, end, here));
                code.skip_to(end);
            }
        }
        first = if first.is_empty() { there } else { first };
    }
    a_layer(LayerKind::Foreign, format!("the operator `{first}`"), edits)
}
