//! A regular expression in words: each of its parts with its meaning, in the order of the text.
//!
//! Help for reading, not a parser: the pattern engine decides whether a pattern is valid.

use crate::dotnet::regex::Regex;

/// How many parts are explained.
const MOST: usize = 40;

/// Parts with a fixed spelling, the longer ones first.
const PARTS: [(&str, &str); 31] = [
    ("(?<=", "the text before must match"),
    ("(?<!", "the text before must not match"),
    ("(?=", "the text after must match"),
    ("(?!", "the text after must not match"),
    ("(?:", "a group that is not captured"),
    ("(?>", "an atomic group: once matched, it is not tried differently"),
    ("(?i)", "from here on, case does not matter"),
    ("\\d", "a digit"),
    ("\\D", "any character but a digit"),
    ("\\w", "a letter, a digit or `_`"),
    ("\\W", "any character but letters, digits and `_`"),
    ("\\s", "a white-space character"),
    ("\\S", "any character but white space"),
    ("\\b", "a word boundary"),
    ("\\B", "not a word boundary"),
    ("\\A", "the beginning of the string"),
    ("\\z", "the end of the string"),
    ("\\Z", "the end of the string, or before its last line break"),
    ("\\t", "a tab"),
    ("\\r", "a carriage return"),
    ("\\n", "a line feed"),
    ("*?", "zero or more times, as few as possible"),
    ("+?", "one or more times, as few as possible"),
    ("??", "at most once, preferably not at all"),
    ("*", "zero or more times"),
    ("+", "one or more times"),
    ("?", "at most once"),
    ("^", "the beginning of the string"),
    ("$", "the end of the string, or before its last line break"),
    (".", "any character but a line feed"),
    ("|", "or"),
];

/// The parts of a pattern, Markdown; or why it is invalid.
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

/// How many bytes the first part has, and its meaning.
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
        (Some('\\'), Some(digit)) if digit.is_ascii_digit() => (2, format!("the text that group {digit} matched")),
        (Some('\\'), Some(escaped)) => (1 + escaped.len_utf8(), format!("the character `{escaped}`")),
        _ => literal(rest),
    }
}

/// Literal characters; the last one is separate if a quantifier follows.
fn literal(rest: &str) -> (usize, String) {
    let special = |character: char| "[(){}*+?^$.|\\".contains(character);
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let run = rest.get(first..).and_then(|behind| behind.find(special)).map_or(rest.len(), |end| end + first);
    let counted = rest.get(run..).is_some_and(|behind| behind.starts_with(&['*', '+', '?', '{'][..]));
    let last = rest.get(..run).and_then(|run| run.chars().last()).map_or(1, char::len_utf8);
    let width = if counted && run > last { run - last } else { run };
    (width, "literally this text".to_owned())
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
            // As the first character of a class it is literal.
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
        Some((least, "")) => format!("at least {least} times"),
        Some((least, most)) => format!("{least} to {most} times"),
    }
}
