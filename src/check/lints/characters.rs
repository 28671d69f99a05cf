//! Lints about characters in strings that are invisible, or that only look like a space. Those in names are in
//! `attribute_names`.

use super::{Lint, Lints, NodeFilter, condition, is_searched};
use crate::check::Expr;
use crate::diagnostic::Edit;
use crate::diagnostic::registry::diagnostics;
use crate::text::Span;
use crate::text::characters::{Oddity, invisible, odd_space};

pub(super) const LINTS: Lints = Lints { entries: ENTRIES, parts: &[(NodeFilter::Any, strings)], ..Lints::NONE };

diagnostics! {
    /// A string has a space that is not the one of the keyboard.
    ///
    /// It comes along when text is copied from a page, flows into the value, and is not found by anyone who looks for a
    /// space. Where a string is searched for such a space, it is meant.
    ///
    /// | expression                              | raises        |
    /// |-----------------------------------------|---------------|
    /// | `Join(" ", [givenName], [surname])`     | `odd-space-in-string`   |
    /// | `Append([a], " Ltd")`                   | `odd-space-in-string`   |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "d MMM")` | `odd-space-in-string` |
    /// | `IIF([a]="New York", "NY", [a])`        | `odd-space-in-string`   |
    /// | `Append([a], "　x")`                     | `odd-space-in-string`   |
    /// | `Join(" ", [givenName], [surname])`     | –             |
    /// | `Replace([a], " ", , , " ", , )`        | –             |
    /// | `Replace([a], , "[ ]+", , " ", , )`     | –             |
    /// | `Split([a], " ")`                       | –             |
    /// | `InStr([a], " ")`                       | –             |
    Info odd_space_in_string(what: &str):
        "the string has {what}, where a space is seen",
        help "write a space if nothing else is meant";

    /// A string has a character without width.
    ///
    /// It comes along when text is copied from a page, and flows into the value. A joiner between letters that are not
    /// ASCII, or in an emoji, is a part of the writing.
    ///
    /// | expression                              | raises                |
    /// |-----------------------------------------|-----------------------|
    /// | `Append([mail], "​.test")`              | `invisible-character` |
    /// | `Append([mail], "con­toso")`            | `invisible-character` |
    /// | `IIF([a]="﻿x", "b", "c")`               | `invisible-character` |
    /// | `Switch([a], , "x⁠", "b")`              | `invisible-character` |
    /// | `Append([mail], "a‍b")`                 | `invisible-character` |
    /// | `Append([mail], ".test")`               | –                     |
    /// | `Append([mail], "👩‍💻")`                | –                     |
    /// | `Append([mail], "می‌خواهم")`            | –                     |
    /// | `Replace([a], "​", , , "", , )`         | –                     |
    /// | `Replace([a], , "[​]+", , "", , )`      | –                     |
    Warning invisible_character(what: &str):
        "the string has {what}",
        help "it is not seen, but is a part of the value";

    /// A string was read in the wrong encoding before it was pasted, and some of its characters are two or three others.
    ///
    /// `Ã¼` is `ü` in UTF-8, read as Windows-1252; `â€“` is a dash. The replacement character stands for one that is lost.
    ///
    /// | expression                              | raises                |
    /// |-----------------------------------------|-----------------------|
    /// | `IIF([a]="MÃ¼ller", "b", "c")`          | `damaged-character`   |
    /// | `Append([a], " â€“ x")`                 | `damaged-character`   |
    /// | `Append([a], "StraÃŸe")`                | `damaged-character`   |
    /// | `Append([a], " Â§ 5")`                  | `damaged-character`   |
    /// | `Append([a], "M�ller")`                 | `damaged-character`   |
    /// | `Append([a], "Müller – §")`             | –                     |
    /// | `Append([a], "SÃO PAULO")`              | –                     |
    /// | `Append([a], "“MAÇÃ” – Â «x»")`         | –                     |
    /// | `Append([a], "10 €")`                   | –                     |
    /// | `Replace([a], "Ã¼", , , "ü", , )`       | –                     |
    Warning damaged_character(found: &str):
        "`{found}` is a character that was read in the wrong encoding",
        help "write the character itself";
}

fn strings(lint: &mut Lint<'_>, part: &Expr, around: Option<&Expr>) {
    let Some(text) = part.text().filter(|text| !text.is_ascii()) else { return };
    if !part.span.of(lint.text).starts_with('"') || is_searched(part, around) {
        return;
    }
    let mut spaces: Vec<_> = text.char_indices().filter_map(|(at, c)| Some((at, odd_space(c)?))).collect();
    if around.is_some_and(|around| condition::reports_blanks(around, part)) {
        let (begin, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        spaces.retain(|(at, _)| (begin..end).contains(at));
    }
    if let Some((_, first)) = spaces.first() {
        let diagnostic = odd_space_in_string(part.span, &first.to_string());
        let edits = edits(lint, part, &spaces, " ");
        lint.report(diagnostic.with_unsafe_edits("write a space", edits));
    }
    if let Some(found) = damaged(text) {
        let location = lint.inside(part, found);
        lint.report(damaged_character(location, found.of(text)));
    }
    let unseen: Vec<_> =
        text.char_indices().filter_map(|(at, c)| Some((at, invisible(c).filter(|_| is_odd(text, at, c))?))).collect();
    if let Some((_, first)) = unseen.first() {
        let diagnostic = invisible_character(part.span, &first.to_string());
        let edits = edits(lint, part, &unseen, "");
        lint.report(diagnostic.with_unsafe_edits("remove it", edits));
    }
}

/// Two or three characters that are one in UTF-8, read as Windows-1252; only those that nobody writes beside each other.
fn damaged(text: &str) -> Option<Span> {
    const BEHIND: &str = "€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ";
    let (mut before, mut from) = ('\0', 0);
    for (at, character) in text.char_indices() {
        let is_damaged = match before {
            'Ã' => ('\u{A1}'..='\u{BF}').contains(&character) || BEHIND.contains(character),
            'Â' => "£§©®°±²³·".contains(character),
            'â' => character == '€',
            _ => character == '\u{FFFD}',
        };
        if is_damaged {
            let rest = text.get(at + character.len_utf8()..).unwrap_or_default();
            let third = rest.chars().next().filter(|c| before == 'â' && !c.is_ascii()).map_or(0, char::len_utf8);
            let from = if character == '\u{FFFD}' { at } else { from };
            return Some(Span::new(from, at + character.len_utf8() + third));
        }
        (before, from) = (character, at);
    }
    None
}

/// Whether a character without width is out of place: joiners and marks of direction belong to some scripts.
fn is_odd(text: &str, at: usize, character: char) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + character.len_utf8()..).and_then(|after| after.chars().next());
    let belongs = matches!(character, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}');
    !belongs || [before, after].into_iter().flatten().all(|beside| beside.is_ascii())
}

fn edits(lint: &Lint<'_>, part: &Expr, odd: &[(usize, Oddity)], new: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    for (at, odd) in odd {
        found.push((Span::new(*at, at + odd.character.len_utf8()), new.to_owned()));
    }
    lint.edits_inside(part, &found)
}
