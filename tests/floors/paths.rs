//! Reads which names at the crate's root a file mentions: in `use` of every form, and in paths anywhere else.
//!
//! Knows tokens and braces, and nothing else of Rust; no floors.

/// A piece of a source: comments and literals are left out.
#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Sign(char),
}

/// The names at the crate's root, each with the number of its line. `depth` is how many modules the file is below the
/// root: 1 for `src/text.rs` and `src/text/mod.rs`. A name `*` is everything there.
pub fn at_root(text: &str, depth: usize) -> Vec<(usize, String)> {
    let reader = Reader { tokens: tokens(text) };
    let mut found = Vec::new();
    // Whether each open brace is that of a module inside the file, which is one deeper.
    let mut braces: Vec<bool> = Vec::new();
    let mut at = 0;
    while let Some((line, token)) = reader.tokens.get(at) {
        let below = depth + braces.iter().filter(|is_module| **is_module).count();
        at = match token {
            Token::Sign('{') => {
                braces.push(at >= 2 && reader.is_word(at - 2, "mod"));
                at + 1
            }
            Token::Sign('}') => {
                braces.pop();
                at + 1
            }
            Token::Word(word) if word == "crate" && reader.is_colons(at + 1) => reader.tree(at + 2, 0, &mut found),
            // The root itself under another name: nobody can say what is used of it.
            Token::Word(word) if word == "crate" && at > 0 && reader.is_word(at - 1, "use") => {
                found.push((*line, "*".to_owned()));
                at + 1
            }
            Token::Word(word) if word == "super" => reader.tree(at, below, &mut found),
            _ => at + 1,
        };
    }
    found
}

struct Reader {
    tokens: Vec<(usize, Token)>,
}

impl Reader {
    fn is(&self, at: usize, token: &Token) -> bool {
        self.tokens.get(at).is_some_and(|(_, found)| found == token)
    }

    fn is_colons(&self, at: usize) -> bool {
        self.is(at, &Token::Colons)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.tokens.get(at), Some((_, Token::Word(found))) if found == word)
    }

    /// Reads a path or a tree of paths that begins in a module so far below the root, and adds what it names there.
    /// Returns where to go on.
    fn tree(&self, at: usize, below: usize, found: &mut Vec<(usize, String)>) -> usize {
        match self.tokens.get(at) {
            Some((_, Token::Word(word))) if word == "super" && self.is_colons(at + 1) => {
                self.tree(at + 2, below.saturating_sub(1), found)
            }
            Some((_, Token::Word(word))) if word == "self" && self.is_colons(at + 1) => self.tree(at + 2, below, found),
            Some((_, Token::Sign('{'))) => {
                let mut at = at + 1;
                while at < self.tokens.len() && !self.is(at, &Token::Sign('}')) {
                    at = self.tree(at, below, found);
                    at = self.end_of_item(at);
                    at += usize::from(self.is(at, &Token::Sign(',')));
                }
                at + 1
            }
            Some((line, token)) => {
                if below == 0 {
                    let name = match token {
                        Token::Word(word) if word != "self" && word != "super" => word.clone(),
                        _ => "*".to_owned(),
                    };
                    found.push((*line, name));
                }
                at + 1
            }
            None => at,
        }
    }

    /// Where an item of a group ends: at its comma, or at the brace that closes the group.
    fn end_of_item(&self, mut at: usize) -> usize {
        let mut open = 0;
        while let Some((_, token)) = self.tokens.get(at) {
            match token {
                Token::Sign('{') => open += 1,
                Token::Sign('}') if open == 0 => break,
                Token::Sign('}') => open -= 1,
                Token::Sign(',') if open == 0 => break,
                _ => {}
            }
            at += 1;
        }
        at
    }
}

fn tokens(text: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (length, token) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (comment(rest), None)
        } else if let Some(length) = raw_string(rest) {
            (length, None)
        } else if first == '"' {
            (quoted(rest, '"'), None)
        } else if first == '\'' {
            let is_character = rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'');
            // Otherwise it begins the name of a lifetime.
            (if is_character { quoted(rest, '\'') } else { 1 }, None)
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            (length, Some(Token::Word(rest[..length].to_owned())))
        } else if rest.starts_with("::") {
            (2, Some(Token::Colons))
        } else {
            (first.len_utf8(), (!first.is_whitespace()).then_some(Token::Sign(first)))
        };
        tokens.extend(token.map(|token| (line, token)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of a comment, in which there may be others.
fn comment(text: &str) -> usize {
    let (mut at, mut open) = (0, 0);
    loop {
        let rest = &text[at..];
        match (rest.starts_with("/*"), rest.starts_with("*/")) {
            (true, _) => (open, at) = (open + 1, at + 2),
            (_, true) => (open, at) = (open - 1, at + 2),
            _ => at += rest.chars().next().map_or(0, char::len_utf8),
        }
        if open == 0 || at >= text.len() {
            return at;
        }
    }
}

/// The length of a raw string, if there is one.
fn raw_string(text: &str) -> Option<usize> {
    let inside = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let marks = inside.len() - inside.trim_start_matches('#').len();
    let inside = inside[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    Some(text.len() - inside.len() + inside.find(&end).map_or(inside.len(), |at| at + end.len()))
}

/// The length of a literal between quotes, in which a backslash escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[test]
fn every_form_of_use_is_read() {
    for (text, depth, names) in [
        ("use crate::text::Span;", 1, &["text"][..]),
        ("pub(crate) use crate::{text, value::Value};", 1, &["text", "value"]),
        ("use crate::{\n    text::{self, Span, other::{Deep, crate_}},\n    value,\n};", 1, &["text", "value"]),
        ("use crate::{{text, value}, scim::*,};", 1, &["text", "value", "scim"]),
        ("use {crate::text, super::value, std::fmt};", 1, &["text", "value"]),
        ("use crate::*; use crate as all; use crate::{self as all};", 1, &["*", "*", "*"]),
        ("use super::text; use super::{value, scim};", 1, &["text", "value", "scim"]),
        ("use super::text; use super::super::value; use super::{super::{scim}, own};", 2, &["value", "scim"]),
        ("mod tests { use super::*; use super::super::text; } use super::value;", 1, &["text", "value"]),
        ("fn f() { crate::text::f(&$crate::value::V) } pub(in crate::scim) fn g() {}", 1, &["text", "value", "scim"]),
        (
            "// crate::text\n/* crate::text /* */ crate::text */ \"crate::text\" r#\"\" crate::text\"# '\"' b'\\''",
            1,
            &[],
        ),
        ("fn f<'a>(c: &'a str) { '{'; '}' } use crate /* here */ ::\n  text;", 1, &["text"]),
    ] {
        let found: Vec<String> = at_root(text, depth).into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, names, "{text}");
    }
    assert_eq!(at_root("\nuse crate::{\n  a,\n  b};", 1), [(3, "a".to_owned()), (4, "b".to_owned())]);
}
