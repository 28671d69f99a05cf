//! A regular expression in words: each of its parts with what it matches, in the order of the text.
//!
//! A help for reading, not a parser: whether a pattern is one, the pattern engine says.

use crate::dotnet::regex::Regex;

/// How many parts are explained.
const MOST: usize = 40;

/// Parts that are written the same everywhere, the longer ones first.
const PARTS: [(&str, &str); 31] = [
    ("(?<=", "what stands before must match"),
    ("(?<!", "what stands before must not match"),
    ("(?=", "what follows must match"),
    ("(?!", "what follows must not match"),
    ("(?:", "a group that is not remembered"),
    ("(?>", "a group that gives nothing back"),
    ("(?i)", "from here on case does not matter"),
    ("\\d", "a digit"),
    ("\\D", "no digit"),
    ("\\w", "a letter, a digit or `_`"),
    ("\\W", "neither letter, digit nor `_`"),
    ("\\s", "a blank"),
    ("\\S", "no blank"),
    ("\\b", "the edge of a word"),
    ("\\B", "not at the edge of a word"),
    ("\\A", "the beginning of the text"),
    ("\\z", "the end of the text"),
    ("\\Z", "the end of the text, or before its last line break"),
    ("\\t", "a tab"),
    ("\\r", "a carriage return"),
    ("\\n", "a line feed"),
    ("*?", "any number of times, as few as possible"),
    ("+?", "once or more often, as few as possible"),
    ("??", "once or not at all, rather not"),
    ("*", "any number of times"),
    ("+", "once or more often"),
    ("?", "once or not at all"),
    ("^", "the beginning of the text"),
    ("$", "the end of the text, or before its last line break"),
    (".", "any character but a line feed"),
    ("|", "or"),
];

/// What a pattern consists of, Markdown; what is wrong with it, where something is.
pub(super) fn explain(pattern: &str) -> Option<String> {
    if let Err(error) = Regex::new(pattern) {
        return Some(format!("Not a pattern: {}.", error.message));
    }
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    let mut rest = pattern;
    while !rest.is_empty() {
        if lines.len() == MOST {
            lines.push("- …".to_owned());
            break;
        }
        let (width, meaning) = part(rest);
        let (token, behind) = rest.split_at_checked(width).unwrap_or((rest, ""));
        if token == ")" {
            depth = depth.saturating_sub(1);
        } else {
            lines.push(format!("{:indent$}- {} {meaning}", "", code(token), indent = depth.min(8) * 2));
        }
        depth += usize::from(token.starts_with('(') && !token.ends_with(')'));
        rest = behind;
    }
    Some(lines.join("\n"))
}

/// A piece of a pattern as inline code.
fn code(token: &str) -> String {
    if token.contains('`') { format!("`` {token} ``") } else { format!("`{token}`") }
}

/// How many bytes the first part has, and what it matches.
fn part(rest: &str) -> (usize, String) {
    if rest.starts_with('[') {
        return class(rest);
    }
    if let Some(name) = rest.strip_prefix("(?<").and_then(|inner| inner.split_once('>')).map(|(name, _)| name)
        && !name.is_empty()
        && name.chars().all(|character| character.is_alphanumeric() || character == '_')
    {
        return (name.len() + 4, format!("the group `{name}`"));
    }
    if let Some((sign, meaning)) = PARTS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return (sign.len(), (*meaning).to_owned());
    }
    if let Some(width) = rest.starts_with('{').then(|| rest.find('}')).flatten() {
        return (width + 1, times(rest.get(1..width).unwrap_or_default()));
    }
    let mut characters = rest.chars();
    match (characters.next(), characters.next()) {
        (Some('('), _) => (1, "a group".to_owned()),
        (Some(')'), _) => (1, String::new()),
        (Some('\\'), Some(digit)) if digit.is_ascii_digit() => (2, format!("the same as group {digit} matched")),
        (Some('\\'), Some(escaped)) => (1 + escaped.len_utf8(), format!("the character `{escaped}`")),
        _ => literal(rest),
    }
}

/// Characters that stand for themselves; the last one stays alone where it is counted.
fn literal(rest: &str) -> (usize, String) {
    let special = |character: char| "[(){}*+?^$.|\\".contains(character);
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let run = rest.get(first..).and_then(|behind| behind.find(special)).map_or(rest.len(), |end| end + first);
    let counted = rest.get(run..).is_some_and(|behind| behind.starts_with(['*', '+', '?', '{']));
    let last = rest.get(..run).and_then(|run| run.chars().last()).map_or(1, char::len_utf8);
    let width = if counted && run > last { run - last } else { run };
    (width, "as it is".to_owned())
}

fn class(rest: &str) -> (usize, String) {
    let negated = rest.starts_with("[^");
    let first = 1 + usize::from(negated);
    let (mut end, mut escaped) = (rest.len(), false);
    for (at, character) in rest.char_indices() {
        match character {
            _ if at < first => {}
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // As the first of a class it stands for itself.
            ']' if at > first => {
                end = at + 1;
                break;
            }
            _ => {}
        }
    }
    (end, if negated { "one character that is none of these" } else { "one of these characters" }.to_owned())
}

fn times(inner: &str) -> String {
    match inner.split_once(',') {
        None => format!("{inner} times"),
        Some((least, "")) => format!("{least} times or more often"),
        Some((least, most)) => format!("{least} to {most} times"),
    }
}
