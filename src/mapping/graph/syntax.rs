//! Whether a text is JSON, and if not, where and why, in plain words.
//!
//! A comma before a closing bracket is reported and ignored, so that the rest is still read. Knows nothing of mappings.

use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;
use serde::de::IgnoredAny;
use serde_json::error::Category;
use std::borrow::Cow;

/// How many commas are ignored before reading stops: for each the text is read once more from its beginning.
const MOST_REPAIRS: usize = 64;

/// The text with invalid commas replaced by spaces, so that all locations stay, or `None` if it is not JSON; and the
/// diagnostics.
pub fn check(text: &str) -> (Option<Cow<'_, str>>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut checked = Cow::Borrowed(text);
    while let Some(error) = first_error(&checked) {
        let offset = offset(&checked, &error);
        match trailing_comma(&checked, offset) {
            Some((comma, closing)) if diagnostics.len() < MOST_REPAIRS => {
                let span = Span::new(comma, comma + 1);
                diagnostics.push(registry::trailing_comma(span, closing).with_fix("remove the comma", span, ""));
                checked.to_mut().replace_range(comma..comma + 1, " ");
            }
            _ => {
                diagnostics.push(explain(&checked, offset, &error));
                return (None, diagnostics);
            }
        }
    }
    (Some(checked), diagnostics)
}

fn first_error(text: &str) -> Option<serde_json::Error> {
    serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>().find_map(Result::err)
}

/// The byte that an error is about.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    if error.classify() == Category::Eof {
        return text.trim_end().len();
    }
    let line_start = match error.line().checked_sub(2) {
        None => 0,
        Some(before) => text.match_indices('\n').nth(before).map_or(0, |(at, _)| at + 1),
    };
    let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    // serde_json reports this one error at the character before.
    let control = error.to_string().starts_with("control character");
    let behind = text.bytes().skip(offset).position(|byte| control && byte < b' ');
    offset + behind.unwrap_or(0)
}

/// The comma before a closing bracket at `offset`, and the bracket.
fn trailing_comma(text: &str, offset: usize) -> Option<(usize, char)> {
    let closing = text.get(offset..)?.chars().next().filter(|found| matches!(found, ']' | '}'))?;
    let before = text.get(..offset)?.trim_end();
    let comma = before.strip_suffix(',')?;
    let follows_a_value = !comma.trim_end().ends_with(&['[', '{', ',', ':'][..]);
    follows_a_value.then_some((comma.len(), closing))
}

fn explain(text: &str, offset: usize, error: &serde_json::Error) -> Diagnostic {
    let ended = error.classify() == Category::Eof;
    let found = text.get(offset..).and_then(|rest| rest.chars().next()).filter(|_| !ended);
    let span = Span::new(offset, offset + found.map_or(0, char::len_utf8));
    let message = error.to_string();
    let says = |part: &str| message.starts_with(part);
    let expected = [
        ("EOF while parsing a list", "the file ends inside an array", "every `[` needs its `]`"),
        ("EOF while parsing an object", "the file ends inside an object", "every `{` needs its `}`"),
        ("EOF while parsing a string", "the file ends inside a string", "a closing quote is missing"),
        ("EOF", "the file ends where a value is expected", ""),
        ("control character", "a line break or control character inside a string", "write an escape: `\\n`, `\\t`"),
        ("invalid escape", "an unknown escape", "a backslash of an expression is doubled in JSON: `\\\\`"),
        ("lone leading surrogate", "half a surrogate pair", ""),
        ("unexpected end of hex escape", "half a surrogate pair", ""),
        ("invalid unicode code point", "half a surrogate pair", ""),
        ("invalid number", "an invalid JSON number", ""),
        ("number out of range", "a number that is too large", ""),
    ];
    if let Some((_, what, help)) = expected.into_iter().find(|(part, ..)| says(part)) {
        return registry::not_json(span, what, Some(help.to_owned()).filter(|help| !help.is_empty()));
    }
    let wanted = [
        ("expected `:`", "`:` after the name"),
        ("expected `,` or `]`", "`,` or `]`"),
        ("expected `,` or `}`", "`,` or `}`"),
        ("key must be a string", "a name in double quotes"),
        ("expected ident", "`true`, `false` or `null`"),
        ("trailing characters", "the end of the file"),
    ];
    let wanted = wanted.into_iter().find(|(part, _)| says(part)).map_or("a value", |(_, wanted)| wanted);
    let what = match found {
        Some(found) => format!("{wanted} is expected, not `{}`", found.escape_debug()),
        None => format!("{wanted} is expected"),
    };
    let help = match found {
        Some('\'') => Some("strings are written in double quotes"),
        Some('/' | '#') => Some("JSON has no comments; attrflow's TOML files do"),
        Some('.' | '…') => Some("part of the file was left out here; use the whole file"),
        Some('“' | '”' | '„') => Some("curly quotes come from a word processor; type straight ones"),
        _ => None,
    };
    registry::not_json(span, &what, help.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the location of its syntax error between `»` and `«`, and the message.
    const SLIPS: &[(&str, &str)] = &[
        ("{\"a\": [1 »2«]}", "not-json: `,` or `]` is expected, not `2`"),
        ("{\"a\" »1«}", "not-json: `:` after the name is expected, not `1`"),
        ("{»'«a': 1}", "not-json: a name in double quotes is expected, not `\\'`"),
        ("{\"a\": 1\n  »\"«b\": 2}", "not-json: `,` or `}` is expected, not `\\\"`"),
        ("{\"é\": »/«/ 1\n}", "not-json: a value is expected, not `/`"),
        ("{\"a\": [1, 2»«", "not-json: the file ends inside an array"),
        ("{\"a\": {»«  \n", "not-json: the file ends inside an object"),
        ("{\"a\": \"b»«", "not-json: the file ends inside a string"),
        ("{\"a\":»«", "not-json: the file ends where a value is expected"),
        ("{\"a\": \"b»\n«\"}", "not-json: a line break or control character inside a string"),
        ("{\"a\": \"\\»d«\"}", "not-json: an unknown escape"),
        ("{\"a\": tru»y«}", "not-json: `true`, `false` or `null` is expected, not `y`"),
        ("[1»,«]", "trailing-comma: JSON does not allow a comma before `]`"),
        ("{\"a\": 1»,«\n}", "trailing-comma: JSON does not allow a comma before `}`"),
        ("[»,«1]", "not-json: a value is expected, not `,`"),
        ("{\"a\": 1} »x«", "not-json: a value is expected, not `x`"),
    ];

    #[test]
    fn slips_are_told_where_they_are() {
        for (marked, expected) in SLIPS {
            let text = marked.replace(['»', '«'], "");
            let start = marked.find('»').unwrap();
            let end = marked.find('«').unwrap() - '»'.len_utf8();
            let (_, diagnostics) = check(&text);
            let said: Vec<_> = diagnostics.iter().map(|found| format!("{}: {}", found.code(), found.message)).collect();
            let said: Vec<_> = said.iter().map(|said| said.replace("the file is not valid JSON: ", "")).collect();
            assert_eq!(said, [*expected], "{marked}");
            assert_eq!(diagnostics[0].span, Span::new(start, end), "{marked}");
        }
    }

    #[test]
    fn commas_too_many_do_not_hide_the_rest() {
        let (text, diagnostics) = check("{\"a\": [1,], \"b\": {\"c\": 2,},}");
        assert_eq!(diagnostics.len(), 3);
        assert_eq!(text.as_deref(), Some("{\"a\": [1 ], \"b\": {\"c\": 2 } }"));
    }

    #[test]
    fn several_values_after_each_other_are_json() {
        assert!(check("{}\n{}\n[]").1.is_empty());
        assert!(check(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).1.is_empty());
    }
}
