//! Escapes of the file, language or shell that a text was copied from: JSON, CSV, Markdown, PowerShell, POSIX shells,
//! Windows' `cmd`, URLs.
//!
//! A level of escapes is taken off the whole text or not at all, since it was put onto the whole text. The exception is
//! `partly`: `\"` outside of strings is never meant.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::diagnostic::Edit;

/// Takes off one level of escapes.
pub(super) fn layer(text: &str) -> Option<Layer> {
    [json, csv, single_quoted, markdown, power_shell, partly, cmd, url].into_iter().find_map(|level| level(text))
}

fn wrapping(what: impl Into<String>, edits: Vec<Edit>) -> Option<Layer> {
    a_layer(LayerKind::Wrapping, what, edits)
}

/// Reads escapes of one introducing character; `meant` gives the replacement and the length of what it replaces.
fn read(text: &str, introducer: char, meant: impl Fn(&str) -> Option<(String, usize)>) -> Vec<Edit> {
    let (mut edits, mut at) = (Vec::new(), 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(introducer)) {
        let start = at + found;
        match meant(text.get(start..).unwrap_or_default()) {
            Some((inserted, length)) => {
                edits.push(edit(start, start + length, inserted));
                at = start + length;
            }
            None => at = start + introducer.len_utf8(),
        }
    }
    edits
}

/// JSON, and languages with its escapes: no quotation mark stands without its backslash.
fn json(text: &str) -> Option<Layer> {
    let escaped = |at: usize| text.get(..at).is_some_and(|before| before.ends_with('\\'));
    let is_whole = text.match_indices('"').all(|(at, _)| escaped(at));
    let first = Code::new(text).find_map(|(at, character)| {
        let rest = text.get(at..)?;
        let is_escape = rest.starts_with("\\\"") || unicode(rest).is_some();
        (character == '\\' && is_escape)
            .then(|| rest.get(..unicode(rest).map_or(2, |_| if rest.starts_with("\\x") { 4 } else { 6 })))
    })?;
    if !is_whole {
        return None;
    }
    let edits = read(text, '\\', json_escape);
    wrapping(format!("JSON escapes such as `{}`", first.unwrap_or("\\\"")), edits)
}

/// The meaning and the length of JSON's escape that a text begins with.
pub(super) fn json_escape(rest: &str) -> Option<(String, usize)> {
    if let Some(character) = unicode(rest) {
        return Some((character.into(), if rest.starts_with("\\x") { 4 } else { 6 }));
    }
    let meant = match rest.chars().nth(1)? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        same @ ('"' | '\\' | '/' | '\'') => same,
        _ => return None,
    };
    Some((meant.into(), 2))
}

/// The character of `\u0022` or `\x22`.
fn unicode(rest: &str) -> Option<char> {
    let digits = match rest.strip_prefix("\\x") {
        Some(digits) => digits.get(..2)?,
        None => rest.strip_prefix("\\u").or_else(|| rest.strip_prefix("\\U"))?.get(..4)?,
    };
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok())?.and_then(char::from_u32)
}

/// CSV, Visual Basic, C#'s `@"…"`: every quotation mark is doubled, and at least one pair cannot be an empty string,
/// because something other than a separator follows it. A string that would begin and not end is none.
fn csv(text: &str) -> Option<Layer> {
    let mut evidence = false;
    let mut edits = Vec::new();
    let (mut at, mut opens) = (0, true);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('"')) {
        let start = at + found;
        let rest = text.get(start..)?;
        let run = rest.bytes().take_while(|byte| *byte == b'"').count();
        if run % 2 == 1 {
            return None;
        }
        let after = rest.get(run..)?.trim_start();
        let separates = after.is_empty() || after.starts_with(&[',', ')', ';', '=', '<', '>', '&', '|', '+'][..]);
        evidence |= run % 4 == 2 && opens && !separates || run > 4;
        if run % 4 == 2 {
            opens = !opens;
        }
        edits.extend((0..run / 2).map(|pair| edit(start + 2 * pair, start + 2 * pair + 1, "")));
        at = start + run;
    }
    if !evidence || !opens {
        return None;
    }
    wrapping("doubled quotation marks, as in CSV", edits)
}

/// Markdown: a backslash before punctuation outside of strings.
fn markdown(text: &str) -> Option<Layer> {
    const MARKS: &str = "[]()_*#+-.!<>~|{}`,=&$%@:;/^'?";
    let mark = |rest: &str| rest.chars().nth(1).filter(|next| MARKS.contains(*next));
    // In a string in single quotation marks, a backslash belongs to the string.
    let (mut quoted, mut before) = (false, ' ');
    let first = Code::new(text).find_map(|(at, character)| {
        quoted = if character == '\'' { !quoted && matches!(before, '(' | ',' | '=') } else { quoted };
        before = if character.is_whitespace() { before } else { character };
        let mark = mark(text.get(at..)?)?;
        (character == '\\' && !quoted).then_some(mark)
    })?;
    // Some writers also double backslashes for Markdown, some do not. If they did, the two of an expression's `\\` are four,
    // and a run has one more only before a mark.
    let runs = text.split(|character| character != '\\').filter(|run| run.len() > 1);
    let doubled = runs.clone().count() > 0 && runs.clone().all(|run| run.len() % 4 < 2);
    let edits = read(text, '\\', |rest| {
        if rest.starts_with("\\\\") {
            return Some((if doubled { "\\" } else { "\\\\" }.to_owned(), 2));
        }
        mark(rest).map(|mark| (mark.to_string(), 1 + mark.len_utf8()))
    });
    wrapping(format!("Markdown escapes such as `\\{first}`"), edits)
}

/// PowerShell: a backtick before a quotation mark or a dollar sign.
fn power_shell(text: &str) -> Option<Layer> {
    text.contains("`\"").then_some(())?;
    let edits = read(text, '`', |rest| {
        let meant = match rest.chars().nth(1)? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            same @ ('"' | '`' | '$' | '\'' | '[' | ']' | '(' | ')' | ',' | '&' | '%' | '{' | '}') => same,
            _ => return None,
        };
        Some((meant.into(), 2))
    });
    wrapping("PowerShell escapes such as `` `\" ``", edits)
}

/// POSIX shells: a single quotation mark inside a string in single quotation marks.
fn single_quoted(text: &str) -> Option<Layer> {
    let escape = ["'\\''", "'\"'\"'"].into_iter().find(|escape| text.contains(escape))?;
    let edits = text.match_indices(escape).map(|(at, _)| edit(at, at + escape.len(), "'")).collect();
    wrapping(format!("shell escapes such as `{escape}`"), edits)
}

/// Double quotation marks that are escaped in a part of the text only.
fn partly(text: &str) -> Option<Layer> {
    let starts = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("\\\""));
    let edits = Code::new(text).filter(|(at, _)| starts(*at)).map(|(at, _)| edit(at, at + 1, "")).collect();
    wrapping("escapes such as `\\\"`", edits)
}

/// Windows' `cmd`: a caret before its own characters.
fn cmd(text: &str) -> Option<Layer> {
    const MARKS: &str = "\"<>&|^()%!,;=";
    let mark = |rest: &str| rest.chars().nth(1).filter(|next| MARKS.contains(*next));
    let tells = |at: usize| text.get(at..).and_then(mark).is_some_and(|mark| "\"<>&|".contains(mark));
    Code::new(text).find(|(at, character)| *character == '^' && tells(*at))?;
    let edits = read(text, '^', |rest| mark(rest).map(|mark| (mark.to_string(), 2)));
    wrapping("escapes of `cmd` with `^`", edits)
}

/// URLs: `%22` for a quotation mark, `%5B` for a bracket.
fn url(text: &str) -> Option<Layer> {
    let first = ["%22", "%5B", "%5b", "%28"].into_iter().find(|escape| text.contains(escape))?;
    // In a URL, every character that needs an escape has one: where one has none, this is no URL.
    let marks = text.matches("%22").count();
    if text.contains('"') || marks % 2 == 1 || marks == 0 && text.contains(['[', ' ']) {
        return None;
    }
    let edits = read(text, '%', |rest| {
        let code = u8::from_str_radix(rest.get(1..3)?, 16).ok().filter(u8::is_ascii)?;
        Some((char::from(code).into(), 3))
    });
    wrapping(format!("URL escapes such as `{first}`"), edits)
}
