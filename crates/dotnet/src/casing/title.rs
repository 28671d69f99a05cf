//! `TextInfo.ToTitleCase` of .NET 9: the first letter of each word becomes upper case, the others lower case, and a
//! word without any lower-case letter counts as an acronym and is kept.
//!
//! Knows no separators but those of .NET.

use super::category::{Class, class, is_lowercase_letter};
use super::culture::Culture;
use super::{lower, lower_char, upper_char};
use std::borrow::Cow;

/// The string in title case, as `TextInfo.ToTitleCase` gives it; borrowed if unchanged.
///
/// A word without any lower-case letter counts as an acronym and stays as it is (`NATO`). An apostrophe does not end a
/// word, but everything after it becomes lower case (`O'BRIEN` gives `O'brien`). A digraph has a form of its own (`ǆ`
/// gives `ǅ`), and so has `ij` at the start of a word in Dutch.
pub fn title(text: &str, culture: Culture) -> Cow<'_, str> {
    let mut titled = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(first) = rest.next() {
        if class(first) == Class::Letter {
            push_initial(first, &mut rest, culture, &mut titled);
            let mut falls = is_lowercase_letter(first);
            loop {
                let (piece, after, at_apostrophe) = split_piece(rest.as_str());
                falls |=
                    piece.chars().any(|character| class(character) == Class::Letter && is_lowercase_letter(character));
                match falls {
                    true => titled.extend(piece.chars().map(|character| lower_char(character, culture))),
                    false => titled.push_str(piece),
                }
                rest = after.chars();
                if !at_apostrophe {
                    break;
                }
                falls = true;
            }
        } else {
            titled.push(first);
        }
    }
    if titled == text { Cow::Borrowed(text) } else { Cow::Owned(titled) }
}

/// The string in title case, acronyms included, as `ToTitleCase(ToLower(text))` gives it; borrowed if unchanged.
pub fn lower_title(text: &str, culture: Culture) -> Cow<'_, str> {
    match lower(text, culture) {
        Cow::Borrowed(lowered) => title(lowered, culture),
        Cow::Owned(lowered) => {
            let titled = match title(&lowered, culture) {
                Cow::Owned(titled) => Some(titled),
                Cow::Borrowed(_) => None,
            };
            let titled = titled.unwrap_or(lowered);
            if titled == text { Cow::Borrowed(text) } else { Cow::Owned(titled) }
        }
    }
}

/// Splits a word's rest after its next apostrophe, or at the word's end; the flag says which.
fn split_piece(text: &str) -> (&str, &str, bool) {
    let end = text.find(|character| class(character) == Class::Separator).unwrap_or(text.len());
    let at_apostrophe = text.as_bytes().get(end) == Some(&b'\'');
    let (piece, after) = text.split_at(end + usize::from(at_apostrophe));
    (piece, after, at_apostrophe)
}

fn push_initial(first: char, rest: &mut std::str::Chars<'_>, culture: Culture, titled: &mut String) {
    if culture.joins_ij() && matches!(first, 'i' | 'I') && rest.as_str().starts_with(['j', 'J']) {
        rest.next();
        titled.push_str("IJ");
        return;
    }
    titled.push(match first {
        // Digraphs have their own title form.
        '\u{1C4}'..='\u{1C6}' => '\u{1C5}',
        '\u{1C7}'..='\u{1C9}' => '\u{1C8}',
        '\u{1CA}'..='\u{1CC}' => '\u{1CB}',
        '\u{1F1}'..='\u{1F3}' => '\u{1F2}',
        _ => upper_char(first, culture),
    });
}

#[cfg(test)]
mod tests {
    use super::{Culture, lower_title, title};
    use std::borrow::Cow;

    #[test]
    fn unchanged_text_is_borrowed() {
        for text in ["", "Ada Lovelace", "Åsa-Örjan", "東京"] {
            assert!(matches!(title(text, Culture::INVARIANT), Cow::Borrowed(_)), "{text}");
            assert!(matches!(lower_title(text, Culture::INVARIANT), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn dutch_joins_ij_only_with_a_region() {
        let titled = |name| title("ijsbrand IJs", Culture::parse(name).expect("a culture")).into_owned();
        assert_eq!(titled("nl-NL"), "IJsbrand IJs");
        assert_eq!(titled("nl"), "Ijsbrand Ijs");
    }
}
