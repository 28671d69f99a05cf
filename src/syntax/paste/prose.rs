//! A sentence around one call. The last resort, and only if nothing in the words around it looks like part of an expression.

use super::around::is_address;
use super::code::{Code, string};
use super::{Layer, LayerKind, edit, layer as a_layer};

/// Keeps the one call of a text.
pub fn layer(text: &str) -> Option<Layer> {
    quoted(text).or_else(|| call(text))
}

/// A call between quotation marks that a sentence puts around it, whatever marks are inside; or what is between those of a
/// command line.
fn quoted(text: &str) -> Option<Layer> {
    let command = text.find("attrflow ");
    let (open, mark) = text.char_indices().find(|(at, it)| {
        let name = || text.get(at + 1..).unwrap_or_default().trim_start_matches(|it: char| it.is_ascii_alphanumeric());
        "\"'`".contains(*it) && (command.is_some_and(|command| command < *at) || name().starts_with('('))
    })?;
    let start = open + 1;
    let ends = |end: char| text.rfind(&[end, mark].iter().collect::<String>()[..]);
    let end = ends(')').max(ends(']').filter(|_| command.is_some())).filter(|end| *end > start)? + 1;
    let (before, after) = (text.get(..open)?, text.get(end + 1..)?);
    let is_prose = |text: &str| command.is_some() || is_prose(text);
    if !before.ends_with(&[' ', '\n', ':', '('][..]) || !is_prose(before) || !is_prose(after) {
        return None;
    }
    a_layer(LayerKind::Prose, "words around the expression", vec![edit(0, start, ""), edit(end, text.len(), "")])
}

/// The one call outside of strings.
fn call(text: &str) -> Option<Layer> {
    let (mut start, mut depth, mut found) = (None, 0usize, None);
    for (at, character) in Code::new(text) {
        match character {
            '(' if start.is_none() => {
                let name = text.get(..at)?.rsplit(|it: char| !it.is_ascii_alphanumeric()).next()?;
                if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
                    // Parentheses without a name before them are a remark.
                    continue;
                }
                start = Some(at - name.len());
                depth = 1;
            }
            '(' if found.is_none() => depth += 1,
            ')' if start.is_some() && found.is_none() => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found = Some(at + 1);
                }
            }
            _ => {}
        }
    }
    let (start, end) = (start?, found?);
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    if !(before.is_empty() || before.ends_with(|last: char| last.is_whitespace() || "\"'`:(*_=".contains(last))) {
        return None;
    }
    if !is_prose(before) || !is_prose(after) || is_denied(before, after) {
        return None;
    }
    let follows = after.split_whitespace().next().unwrap_or_default();
    // `f(x) And …` is a mistake of its own (`logic-word`), unless a whole sentence follows.
    let joins = ["and", "or"].iter().any(|word| follows.eq_ignore_ascii_case(word));
    if joins && after.split_whitespace().count() < 4 || follows.starts_with('.') && follows.len() > 1 {
        return None;
    }
    let edits = [edit(0, start, ""), edit(end, text.len(), "")].into_iter().filter(|edit| !edit.span.is_empty());
    a_layer(LayerKind::Prose, "words around the expression", edits.collect())
}

/// Whether the words around a call deny what it asks, or are a string that it is to be joined with.
fn is_denied(before: &str, after: &str) -> bool {
    let is = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let mut behind = after.split_whitespace().take(3).map(|word| word.trim_end_matches(['.', ',', '!']));
    is(last, &["not", "no", "without", "unless", "!"])
        || last.strip_suffix(':').is_some_and(is_address)
        || behind.any(|word| is(word, &["false", "true"]))
        || string(before.trim()) == Some(before.trim().len())
}

/// Whether it is words and punctuation, or nothing.
fn is_prose(text: &str) -> bool {
    let allowed = |character: char| {
        character.is_alphanumeric() || character.is_whitespace() || ".,:;!?'’‘“”„\"`-–—_*#>()/→".contains(character)
    };
    let opened = text.matches('(').count() == text.matches(')').count();
    // A part of an expression is no sentence: it has arguments.
    let listed = text.trim_start().starts_with(',')
        || text.trim_end().ends_with(',')
        || text.contains('"') && !text.contains(' ');
    let words = text.split(|character: char| !character.is_alphabetic()).any(|word| word.chars().count() > 1);
    text.trim().is_empty()
        || text.chars().all(allowed) && opened && !listed && (words || text.trim().chars().count() < 4)
}
