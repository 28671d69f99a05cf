//! Single mistakes that make a whole text unreadable: semicolons for commas, a lost quotation mark, one parenthesis too
//! many.
//!
//! What is found is only a candidate. Whether it is right is decided elsewhere, by parsing the text after its edits.

use super::code::{Code, passed, string};
use super::edit;
use crate::diagnostic::Edit;
use crate::text::Span;
use std::collections::VecDeque;

/// A mistake, and the edits that correct it.
#[derive(Clone, Debug)]
pub enum Slip {
    /// Arguments are separated by semicolons.
    Semicolons(Vec<Edit>),
    /// A string has no opening quotation mark: where it would be, and the string's span.
    NotOpened(Edit, Span),
    /// A string has no quotation marks at all: both, and its span.
    NotQuoted(Vec<Edit>, Span),
    /// An attribute has no opening bracket: where it would be, and its span.
    BracketNotOpened(Edit, Span),
    /// A string has no closing quotation mark: where it would be, and the opening one.
    NotClosed(Edit, Span),
    /// An attribute is closed by another sign than `]`, or behind the parenthesis: what mends it, and the attribute.
    AttributeEnd(Edit, Span),
    /// A call is closed by another sign than `)`: what mends it, and the name of the call.
    CallEnd(Edit, Span),
    /// A string has one quotation mark too many.
    DoubledMark(Edit),
}

/// Every mistake, in the order in which they are tried.
pub const SLIPS: [fn(&str) -> Option<Slip>; 9] = [
    semicolons,
    attribute_end,
    call_end,
    doubled_mark,
    not_opened,
    comma_not_opened,
    not_closed,
    not_quoted,
    bracket_not_opened,
];

/// `[mail}` and `[mail)]`.
fn attribute_end(text: &str) -> Option<Slip> {
    let mut code = Code::new(text);
    loop {
        let (at, _) = code.find(|(_, character)| *character == '[')?;
        let inner = code.from(at + 1);
        let name = inner.split(|it: char| !it.is_alphanumeric() && !"_.-".contains(it)).next()?;
        let end = at + 1 + name.len();
        let (wrong, right) = match code.from(end) {
            rest if rest.starts_with('}') => ("}", "]"),
            rest if rest.starts_with(")]") => (")]", "])"),
            _ => continue,
        };
        if !name.is_empty() {
            return Some(Slip::AttributeEnd(edit(end, end + wrong.len(), right), Span::new(at, end + wrong.len())));
        }
    }
}

/// A bracket or a brace behind a value in a call that has no closing parenthesis.
fn call_end(text: &str) -> Option<Slip> {
    let mut open = Vec::new();
    for (at, character) in Code::new(text) {
        match character {
            '(' => open.push(at),
            ')' => {
                open.pop();
            }
            ']' | '}' if text.get(..at)?.ends_with([']', '"', ')']) => {
                let start = open.pop()?;
                let before = text.get(..start)?.trim_end();
                let name = before.rsplit(|it: char| !it.is_alphanumeric()).next()?;
                let name = Span::new(before.len() - name.len(), before.len());
                return Some(Slip::CallEnd(edit(at, at + 1, ")"), name));
            }
            _ => {}
        }
    }
    None
}

fn semicolons(text: &str) -> Option<Slip> {
    let mut depth = 0usize;
    let mut edits = Vec::new();
    for (at, character) in Code::new(text) {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth > 0 => edits.push(edit(at, at + 1, ",")),
            _ => {}
        }
    }
    (!edits.is_empty()).then_some(Slip::Semicolons(edits))
}

/// The string `,` without its opening mark, behind an argument that would be empty: `Split([a], ,")`.
fn comma_not_opened(text: &str) -> Option<Slip> {
    let is_odd = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let mut places = text.match_indices(",\"").filter(|(at, found)| {
        let (before, behind) = (text.get(..*at).unwrap_or_default(), text.get(at + found.len()..).unwrap_or_default());
        before.ends_with(", ") && behind.starts_with([')', ','])
    });
    let (at, found) = places.next().filter(|_| is_odd)?;
    Some(Slip::NotOpened(edit(at, at, "\""), Span::new(at, at + found.len())))
}

/// Whether a call has lost its opening parenthesis, rather than a string its mark: every mark has a partner.
fn lacks_parenthesis(text: &str) -> bool {
    let (mut depth, mut marks) = (0i32, 0);
    passed(text);
    for byte in text.bytes() {
        match byte {
            b'"' => marks += 1,
            b'(' if marks % 2 == 0 => depth += 1,
            b')' if marks % 2 == 0 => depth -= 1,
            _ => {}
        }
    }
    marks % 2 == 0 && depth < 0
}

/// A quotation mark directly behind a word cannot open a string: it closes one whose opening mark is lost.
fn not_opened(text: &str) -> Option<Slip> {
    let mut start = 0;
    let mut at = 0;
    let lacks_parenthesis = lacks_parenthesis(text);
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        match character {
            '"' => {
                let before = text.get(start..at).unwrap_or_default();
                let glued = before.trim_end();
                let is_name = || glued.len() == before.len() && glued.trim_start().chars().all(char::is_alphanumeric);
                if lacks_parenthesis && is_name() {
                    return None;
                }
                if !glued.is_empty() && !glued.ends_with(&['=', '>', '<', '&', '+', '|', '"', ']', ')'][..]) {
                    let begin = start + (before.len() - before.trim_start().len());
                    // In `'text"` the opening mark is there, but of another kind.
                    let mark = ['\'', '`'].into_iter().find(|mark| glued.trim_start().starts_with(*mark));
                    let opens = edit(begin, begin + mark.map_or(0, char::len_utf8), "\"");
                    return Some(Slip::NotOpened(opens, Span::new(begin, at + 1)));
                }
                at += string(rest).unwrap_or(rest.len());
                start = at;
                continue;
            }
            ',' | '(' | ')' | '[' | ']' | '=' | '<' | '>' | '&' | '+' => start = at + 1,
            _ => {}
        }
        at += character.len_utf8();
    }
    None
}

/// The one `""` that has a separator on one side only, and therefore is no empty string.
fn doubled_mark(text: &str) -> Option<Slip> {
    let mut suspects = text.match_indices("\"\"").filter(|(at, marks)| {
        let before = text.get(..*at).unwrap_or_default().trim_end().chars().next_back();
        let after = text.get(at + marks.len()..).unwrap_or_default().trim_start().chars().next();
        before.is_some_and(|it| ",(=<>&".contains(it)) != after.is_none_or(|it| ",)=<>&".contains(it))
    });
    let (at, _) = suspects.next()?;
    let is_odd = text.matches('"').count() % 2 == 1;
    (is_odd && suspects.next().is_none()).then(|| Slip::DoubledMark(edit(at, at + 1, "")))
}

/// A string that a word follows directly was meant to end earlier: at the first comma or parenthesis in it.
fn not_closed(text: &str) -> Option<Slip> {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('"')) {
        let start = at + found;
        let rest = text.get(start..)?;
        let length = string(rest)?;
        let after = rest.get(length..)?.trim_start();
        if after.starts_with(|next: char| next.is_alphanumeric() || ".@-\"'<${#?".contains(next)) {
            let inner = rest.get(1..length - 1)?;
            let Some(end) = inner.find([',', ')']).map(|found| start + 1 + found) else {
                // Before `<`, a whole string.
                at = start + length;
                continue;
            };
            return Some(Slip::NotClosed(edit(end, end, "\""), Span::new(start, start + 1)));
        }
        at = start + length;
    }
    None
}

/// A word with `.`, `@` or `-` in it, such as a domain, where a value belongs.
fn not_quoted(text: &str) -> Option<Slip> {
    let is_word = |it: char| it.is_alphanumeric() || "._-@+".contains(it);
    let mut code = Code::new(text);
    let mut before = ',';
    while let Some((at, character)) = code.next() {
        let rest = code.from(at);
        let word = rest.split(|it| !is_word(it)).next().unwrap_or_default();
        if word.is_empty() {
            before = if character.is_whitespace() { before } else { character };
            continue;
        }
        let end = at + word.len();
        let after = code.from(end).trim_start().chars().next().unwrap_or(',');
        let is_value = ",(=<>&".contains(before) && ",)=<>&".contains(after);
        let has_sign = word.contains(&['.', '@', '-'][..]) && word.contains(char::is_alphabetic);
        let is_number = word.trim_start_matches('-').chars().all(|it| it.is_ascii_digit() || it == '.');
        if is_value && has_sign && !is_number && (!word.starts_with('@') || word.contains('.')) {
            let edits = vec![edit(at, at, "\""), edit(end, end, "\"")];
            return Some(Slip::NotQuoted(edits, Span::new(at, end)));
        }
        before = 'x';
        code.skip_to(end);
    }
    None
}

/// A name that only a closing bracket follows.
fn bracket_not_opened(text: &str) -> Option<Slip> {
    let (close, _) = Code::new(text).find(|(_, character)| *character == ']')?;
    let before = text.get(..close)?;
    let name = before.rsplit(|it| ",(=<>&\"\n".contains(it)).next()?.trim_start();
    let start = close - name.len();
    let sound =
        !name.is_empty() && before.get(..start)?.trim_end().chars().next_back().is_none_or(|it| ",(=<>&".contains(it));
    // In `{mail]` there is a sign, but another one.
    let wrong = usize::from(name.starts_with(['{', '<']));
    sound.then(|| Slip::BracketNotOpened(edit(start, start + wrong, "["), Span::new(start, close + 1)))
}

/// What could be removed if there are more closing parentheses than opening ones, the likeliest first: the edits, and
/// the call that the first of them closes, if it closes one. `None` if none is too many.
pub fn extra_parentheses(text: &str) -> Option<Vec<(Vec<Edit>, Option<String>)>> {
    const MOST: usize = 16;
    let mut open: Vec<usize> = Vec::new();
    let (mut unmatched, mut closed) = (Vec::new(), VecDeque::new());
    for (at, character) in Code::new(text) {
        match character {
            '(' => open.push(at),
            ')' => match open.pop() {
                // A candidate only behind another one, or where a comma follows outside of every call.
                Some(start) if unmatched.is_empty() => {
                    let before = text.get(..at).unwrap_or_default().trim_end();
                    let after = text.get(at + 1..).unwrap_or_default().trim_start();
                    if before.ends_with(')') || open.is_empty() && after.starts_with(',') {
                        let name = text.get(..start).unwrap_or_default().trim_end();
                        let name = name.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
                        if closed.len() == MOST {
                            closed.pop_front();
                        }
                        closed.push_back((vec![edit(at, at + 1, "")], Some(name.to_owned())));
                    }
                }
                Some(_) => {}
                None => unmatched.push(edit(at, at + 1, "")),
            },
            _ => {}
        }
    }
    if unmatched.is_empty() {
        return None;
    }
    Some(std::iter::once((unmatched, None)).chain(closed.into_iter().rev()).collect())
}
