//! What stands before and behind an expression on a page, in a document or in a program: a leading `=`, a label, list
//! marks, quotation marks around the whole, code fences, a full stop. Tags are in `tags`, lines of other files in `places`.

use super::code::string;
use super::escapes::json_escape;
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::diagnostic::Edit;

/// The longest label, in bytes.
const LONGEST_LABEL: usize = 200;

/// What stands between a label and its value.
const SEPARATORS: [&str; 19] = [
    ":=", ":", "=>", "==>", "-->", "->", "<-", "=", "→", "⇒", "➔", "←", "|", "\t", // As a block of YAML.
    "|-", "|+", ": >-", ": >", "-",
];

/// Takes off the outermost thing that is around the expression.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let keep = |what: String, from: usize, length: usize| {
        let (from, to) = (start + from, start + from + length);
        let edits = [edit(0, from, ""), edit(to, text.len(), "")].into_iter().filter(|edit| !edit.span.is_empty());
        a_layer(LayerKind::Wrapping, what, edits.collect())
    };
    let labelled = |(name, length): (&str, usize)| keep(format!("the label `{name}`"), length, inner.len() - length);
    if let Some(member) = member(text) {
        return Some(member);
    }
    if inner.starts_with(['"', '\'']) {
        // First: the quotation mark of a JSON key looks like one around the whole.
        if let Some(label) = label(inner).filter(|(name, _)| !name.contains('(')) {
            return labelled(label);
        }
    }
    if let Some((from, length)) = fence(inner) {
        return keep("a Markdown code fence".to_owned(), from, length);
    }
    for (open, close, what) in [
        ("`", "`", "Markdown backticks"),
        ("**", "**", "Markdown emphasis"),
        ("~~", "~~", "Markdown emphasis"),
        ("'", "'", "quotation marks `'` around the whole"),
        ("@'", "'@", "quotation marks `@'…'@` around the whole"),
        ("@\"", "\"@", "quotation marks `@\"…\"@` around the whole"),
        ("@\"", "\"", "quotation marks `@\"…\"` around the whole"),
        ("$\"", "\"", "quotation marks `$\"…\"` around the whole"),
        ("{{", "}}", "braces around the whole"),
        ("${", "}", "braces around the whole"),
        ("#{", "}", "braces around the whole"),
        ("%{", "}", "braces around the whole"),
        ("{", "}", "braces around the whole"),
        ("<", ">", "angle brackets around the whole"),
    ] {
        let inside = inner.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
        if let Some(inside) = inside.filter(|inside| {
            inside.trim_end().ends_with(&[')', ']', '"', '`', '\''][..]) && inside.contains(['(', '['])
        }) {
            return keep(what.to_owned(), open.len(), inside.len());
        }
    }
    // `f"…"`, `R'…'`
    let prefix = inner.bytes().take_while(u8::is_ascii_alphabetic).count();
    let mark = inner.get(prefix..)?.chars().next().filter(|mark| matches!(mark, '"' | '\''));
    // That of a string with attributes in it says what is in it.
    let is_template = inner.starts_with(['f', 'F']) && inner.contains('{');
    if (1..3).contains(&prefix) && !is_template && mark.is_some_and(|mark| inner.ends_with(mark)) {
        return keep("the prefix of a string".to_owned(), prefix, inner.len() - prefix);
    }
    if let Some(quoted) = quoted(text, start, inner) {
        return Some(quoted);
    }
    for mark in
        ["- ", "* ", "• ", "+ ", "> ", "– ", ":=", "=>", "->", "=", "→", "$ ", "|", ":", ",", "\\\n", "'=", "+", "@"]
    {
        // Several entries of a list are several expressions.
        let is_list = mark.ends_with(' ') && inner.lines().skip(1).any(|line| line.trim_start().starts_with(mark));
        if let Some(inside) = inner.strip_prefix(mark).filter(|_| !is_list) {
            let what = if mark == "=" { "a leading `=`".to_owned() } else { format!("a leading `{}`", mark.trim()) };
            return keep(what, mark.len(), inside.len());
        }
    }
    // The mark of a list that is no letter, such as `▪` or `☐`.
    let bullet = inner.chars().next().filter(|first| is_ornament(*first)).map_or(0, char::len_utf8);
    if bullet > 0 && inner.get(bullet..)?.starts_with(char::is_whitespace) {
        return keep(format!("a leading `{}`", inner.get(..bullet)?), bullet, inner.len() - bullet);
    }
    if let Some(length) = number(inner) {
        return keep("the number of a list".to_owned(), length, inner.len() - length);
    }
    label(inner).and_then(labelled)
}

/// Whether a character is an ornament, such as a list mark: beyond ASCII, and no letter, digit or quotation mark.
fn is_ornament(character: char) -> bool {
    !character.is_ascii() && !character.is_alphanumeric() && !"“”„‘’«»".contains(character)
}

/// Takes off what ends a line or a sentence, and a quotation mark or a parenthesis that lost its partner.
pub(super) fn last(text: &str) -> Option<Layer> {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let end = inner.chars().next_back()?;
    let before = inner.get(..inner.len() - end.len_utf8())?;
    let more = |one: char, other: char| inner.matches(one).count() > inner.matches(other).count();
    let ends = matches!(end, ';' | ',' | '.' | ':' | '|' | '\\' | '`' | '*' | '!' | '?') || is_ornament(end);
    // In a call that is open, it stands for the parenthesis.
    // A string in backticks has both of them.
    let ends = ends && !(end == '`' && inner.starts_with('`'));
    let ends = ends || end == '}' && more('}', '{') && !more('(', ')');
    if ends || matches!(end, '"' | '\'') && before.ends_with([')', ']']) {
        return a_layer(
            LayerKind::Wrapping,
            format!("a trailing `{end}`"),
            vec![edit(start + before.len(), text.len(), "")],
        );
    }
    let first = inner.chars().next().filter(|first| "\"'`[(".contains(*first))?;
    let rest = inner.get(1..)?;
    let name = rest.trim_start_matches(|it: char| it.is_ascii_alphanumeric());
    let is_alone = first != '(' || more('(', ')');
    (is_alone && name.len() < rest.len() && name.starts_with('(')).then_some(())?;
    a_layer(LayerKind::Wrapping, format!("a leading `{first}`"), vec![edit(0, start + 1, "")])
}

/// A fence of three backticks or tildes, with a language or without; what it surrounds, by offset and length.
fn fence(inner: &str) -> Option<(usize, usize)> {
    let fence = ["```", "~~~"].into_iter().find(|fence| inner.starts_with(fence))?;
    let mut from = fence.len();
    let body = inner.get(from..)?;
    let line = body.find('\n');
    let info = body.get(..line.unwrap_or_default())?;
    if info.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ' ' | '\r')) {
        from += info.len();
    }
    let body = inner.get(from..)?;
    Some((from, body.strip_suffix(fence).unwrap_or(body).len()))
}

/// Quotation marks around the whole, with the escapes that those inside have: JSON's, or CSV's doubled ones.
fn quoted(text: &str, start: usize, inner: &str) -> Option<Layer> {
    let inside = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'))?;
    let is_like_one = inside.contains(['(', '[']) && inside.trim_end().ends_with(&[')', ']', '"', ';'][..]);
    if !is_like_one || inside.ends_with('\\') && !inside.ends_with("\\\\") {
        return None;
    }
    let from = start + 1;
    let mut edits = vec![edit(0, from, "")];
    let marks = || inside.match_indices('"').map(|(at, _)| at);
    let mut what = "quotation marks around the whole";
    let backslashes =
        |at: usize| inside.get(..at).unwrap_or_default().bytes().rev().take_while(|byte| *byte == b'\\').count();
    if marks().next().is_some() && marks().all(|at| backslashes(at) % 2 == 1)
        || marks().next().is_none() && inside.contains("\\u0022")
    {
        what = "quotation marks around the whole, with JSON escapes";
        edits.extend(unescaped(inside, from));
    } else if marks().next().is_some() && inside.split(|character| character != '"').all(|run| run.len() % 2 == 0) {
        what = "quotation marks around the whole, doubled inside as in CSV";
        let every_second = marks().enumerate().filter(|(index, _)| index % 2 == 0);
        edits.extend(every_second.map(|(_, at)| edit(from + at, from + at + 1, "")));
    }
    edits.push(edit(from + inside.len(), text.len(), ""));
    a_layer(LayerKind::Wrapping, what, edits)
}

/// The one member `"expression"` of a part of a JSON file, without its escapes.
fn member(text: &str) -> Option<Layer> {
    let mut keys = text.match_indices("\"expression\"");
    let (key, name) = keys.next()?;
    let value = text.get(key + name.len()..)?.trim_start().strip_prefix(':')?.trim_start();
    let length = string(value)?;
    // With nothing else around it, `"expression": …` is a label like any other: see `label`.
    let is_part = text.get(..key)?.contains(['{', ':'])
        || value.get(length..)?.contains([':', '}'])
        || value.get(..length)?.contains("\\\"");
    if !is_part || keys.next().is_some() {
        return None;
    }
    let from = text.len() - value.len() + 1;
    let mut edits = vec![edit(0, from, "")];
    edits.extend(unescaped(value.get(1..length - 1)?, from));
    edits.push(edit(from + length - 2, text.len(), ""));
    a_layer(LayerKind::Wrapping, "JSON around it", edits)
}

/// The edits that resolve JSON's escapes in a part that begins at an offset.
fn unescaped(inside: &str, from: usize) -> Vec<Edit> {
    let (mut edits, mut at) = (Vec::new(), 0);
    while let Some(found) = inside.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        let (meant, length) = json_escape(inside.get(at..).unwrap_or_default()).unwrap_or(("\\".to_owned(), 1));
        edits.push(edit(from + at, from + at + length, meant));
        at += length;
    }
    edits
}

/// The length of `1. `, `1) `, `1: ` (up to three digits) or `a) `.
fn number(inner: &str) -> Option<usize> {
    let digits = match inner.bytes().take_while(u8::is_ascii_digit).count() {
        0 if inner.get(1..)?.starts_with(") ") && inner.starts_with(|it: char| it.is_ascii_lowercase()) => 1,
        digits => digits,
    };
    let rest = inner.get(digits..)?;
    let rest = rest.strip_prefix(['.', ')', ':'])?;
    (digits > 0 && digits < 4 && rest.starts_with(char::is_whitespace)).then_some(inner.len() - rest.len())
}

/// Prefixes of addresses, which are a part of the value.
const PREFIXES: [&str; 8] = ["smtp", "sip", "x500", "mailto", "tel", "http", "https", "eum"];

/// Whether a word with a colon behind it begins an address.
pub(super) fn is_address(word: &str) -> bool {
    PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word is a key of distinguished names, which is a part of the value: `CN=[cn]`.
pub fn is_key_of_name(word: &str) -> bool {
    ["CN", "OU", "DC", "UID"].contains(&word)
}

/// Whether what could separate a label from its value does not: `a == "x"`, `a = "x" ? b : c`, `lower-case(…)`, `smtp:[mail]`.
fn is_operator(name: &str, separator: &str, blank: usize, value: &str) -> bool {
    let is_condition = || {
        let behind = value.starts_with('"').then(|| string(value)).flatten().and_then(|length| value.get(length..));
        behind.is_some_and(|behind| {
            let behind = behind.trim_start();
            let word = behind.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
            ["?", "&&", "||"].iter().any(|sign| behind.starts_with(sign))
                || ["and", "or"].iter().any(|known| word.eq_ignore_ascii_case(known))
        })
    };
    match separator {
        "=" => {
            let is_key = blank == 0 && value.starts_with('[') && is_key_of_name(name.trim());
            name.ends_with(['=', '!', '<', '>', '~']) || is_condition() || is_key
        }
        "-" => blank == 0 && !name.ends_with(char::is_whitespace),
        ":" => is_address(name.trim()),
        _ => false,
    }
}

/// A label with what separates it from its value, such as `displayName =` or `"expression":`, and its length.
fn label(inner: &str) -> Option<(&str, usize)> {
    let key = match inner.starts_with(['"', '\'']) {
        true => inner.get(1..)?.find(['"', '\'']).map(|end| end + 2)?,
        false => 0,
    };
    // The key may be a target's path with a filter, such as `emails[type eq "work"].value`.
    let key = match inner
        .find("].")
        .filter(|end| *end < LONGEST_LABEL && inner.get(..*end).is_some_and(|path| path.contains(" eq ")))
    {
        Some(end) => end + 2,
        None => key,
    };
    let value = inner.get(key..)?.find(&['(', '[', '"', '\'', '%', '“', '`'][..]).map(|at| key + at)?;
    let mut before = inner.get(..value)?;
    loop {
        before = before.trim_end_matches(|it: char| it.is_ascii_alphanumeric() || it == '.');
        // `lower-case(…)` of XPath.
        let is_hyphen = before.len() < value && before.ends_with('-');
        match before.strip_suffix('-').filter(|it| is_hyphen && it.ends_with(|it: char| it.is_ascii_alphanumeric())) {
            Some(rest) => before = rest,
            None => break,
        }
    }
    // In `@"…"` and `$"…"` of C# the first character belongs to the value.
    let before =
        if inner.get(value..)?.starts_with(['"', '\'']) { before.trim_end_matches(['@', '$']) } else { before };
    let before_value = before.trim_end_matches(&['*', '_', ' ', '\n', '\r'][..]);
    let before_value = if before_value.is_empty() { before } else { before_value };
    let separator = SEPARATORS.into_iter().find(|separator| before_value.ends_with(separator))?;
    let written = before_value.strip_suffix(separator)?;
    if is_operator(written, separator, before.len() - before_value.len(), inner.get(value..)?) {
        return None;
    }
    let name = written.trim_matches(|edge: char| edge.is_whitespace() || matches!(edge, '*' | '_' | '=' | ':'));
    let is_name = |character: char| {
        character.is_alphanumeric() || character.is_whitespace() || "_-./:$@'\"[]()*#".contains(character)
    };
    let sound = !name.is_empty()
        && name.len() < LONGEST_LABEL
        && name.chars().all(is_name)
        && name.contains(char::is_alphabetic)
        // An attribute without its first bracket is none.
        && name.matches('[').count() == name.matches(']').count();
    let comparison = separator == "=" && matches!(name, "True" | "False");
    (sound && !comparison).then_some((name, before.len()))
}
