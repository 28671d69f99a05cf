//! Upper, lower and title case as in .NET 9: every character separately, one character for one (`ß` stays `ß`, no final
//! sigma), at Unicode 15.0.
//!
//! .NET's names: `String.ToLower`, `String.ToUpper`, `TextInfo.ToTitleCase`, and `CultureInfo` for whose rules apply.
//! Knows no comparison and no sorting.
//!
//! ```
//! use attrflow_dotnet::casing::{Culture, lower, title, upper};
//!
//! assert_eq!(upper("straße", Culture::INVARIANT), "STRAßE");
//! assert_eq!(lower("ISPARTA", Culture::parse("tr-TR")?), "ısparta");
//! assert_eq!(title("war and peace, by NATO", Culture::INVARIANT), "War And Peace, By NATO");
//! # Ok::<(), attrflow_dotnet::casing::BadCulture>(())
//! ```

pub(crate) mod category;
mod culture;
mod simple;
mod title;

pub use category::{Class, class};
pub use culture::{BadCulture, Culture};
pub use title::{lower_title, title};

use bumpalo::Bump;
use culture::DottedI;
use std::borrow::Cow;

/// The string in lower case, as `String.ToLower(CultureInfo)` gives it; borrowed if unchanged.
///
/// It has as many characters as before, and as many UTF-16 units; its UTF-8 may have another length.
#[inline]
pub fn lower(text: &str, culture: Culture) -> Cow<'_, str> {
    if text.is_ascii() && culture.dotted_i() != DottedI::Turkic {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    each_lower(text, culture)
}

/// The string in lower case, as `String.ToLowerInvariant` gives it; borrowed if unchanged.
pub fn lower_invariant(text: &str) -> Cow<'_, str> {
    lower(text, Culture::INVARIANT)
}

/// The same as [`lower`], built in an arena unless unchanged.
#[inline]
pub fn lower_in<'a>(text: &'a str, culture: Culture, arena: &'a Bump) -> &'a str {
    if text.is_ascii() && culture.dotted_i() != DottedI::Turkic {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let made = arena.alloc_str(text);
            made.make_ascii_lowercase();
            return made;
        }
        return text;
    }
    kept(each_lower(text, culture), arena)
}

/// The same as [`upper`], built in an arena unless unchanged.
#[inline]
pub fn upper_in<'a>(text: &'a str, culture: Culture, arena: &'a Bump) -> &'a str {
    if text.is_ascii() && culture.dotted_i() != DottedI::Turkic {
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            let made = arena.alloc_str(text);
            made.make_ascii_uppercase();
            return made;
        }
        return text;
    }
    kept(each_upper(text, culture), arena)
}

fn kept<'a>(text: Cow<'a, str>, arena: &'a Bump) -> &'a str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => arena.alloc_str(&text),
    }
}

/// The string in upper case, as `String.ToUpper(CultureInfo)` gives it; borrowed if unchanged.
///
/// It has as many characters as before, and as many UTF-16 units; its UTF-8 may have another length.
#[inline]
pub fn upper(text: &str, culture: Culture) -> Cow<'_, str> {
    if text.is_ascii() && culture.dotted_i() != DottedI::Turkic {
        return match text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            true => Cow::Owned(text.to_ascii_uppercase()),
            false => Cow::Borrowed(text),
        };
    }
    each_upper(text, culture)
}

/// One character in lower case, as `Char.ToLower(Char, CultureInfo)` gives it, and the same for a surrogate pair.
pub fn lower_char(character: char, culture: Culture) -> char {
    match (character, culture.dotted_i()) {
        ('I', DottedI::Turkic) => 'ı',
        ('İ', DottedI::Invariant) => 'İ',
        ('İ', _) => 'i',
        ('\0'..='\x7F', _) => character.to_ascii_lowercase(),
        _ => simple::lower(character),
    }
}

/// One character in upper case, as `Char.ToUpper(Char, CultureInfo)` gives it, and the same for a surrogate pair.
pub fn upper_char(character: char, culture: Culture) -> char {
    match (character, culture.dotted_i()) {
        ('i', DottedI::Turkic) => 'İ',
        ('ı', DottedI::Invariant) => 'ı',
        ('\0'..='\x7F', _) => character.to_ascii_uppercase(),
        _ => simple::upper(character),
    }
}

// Callers in other crates inline what there is for ASCII, and call what there is for the rest.
fn each_lower(text: &str, culture: Culture) -> Cow<'_, str> {
    each(text, |character| lower_char(character, culture))
}

fn each_upper(text: &str, culture: Culture) -> Cow<'_, str> {
    each(text, |character| upper_char(character, culture))
}

fn each(text: &str, map: impl Fn(char) -> char) -> Cow<'_, str> {
    let Some((unchanged, _)) = text.char_indices().find(|&(_, character)| map(character) != character) else {
        return Cow::Borrowed(text);
    };
    let (head, tail) = text.split_at(unchanged);
    let mut mapped = String::with_capacity(text.len());
    mapped.push_str(head);
    mapped.extend(tail.chars().map(map));
    Cow::Owned(mapped)
}

#[cfg(test)]
mod tests {
    use super::{Culture, lower, lower_char, upper, upper_char};
    use std::borrow::Cow;

    #[test]
    fn unchanged_text_is_borrowed() {
        for text in ["", "ada@contoso.com", "straße 7", "東京"] {
            assert!(matches!(lower(text, Culture::INVARIANT), Cow::Borrowed(_)), "{text}");
        }
        assert!(matches!(upper("ÅSA ß", Culture::INVARIANT), Cow::Borrowed(_)));
    }

    #[test]
    fn letters_newer_than_unicode_15_have_no_case() {
        for character in
            ['\u{19B}', '\u{264}', '\u{1C8A}', '\u{A7CB}', '\u{A7D2}', '\u{A7D3}', '\u{10D50}', '\u{16EBB}']
        {
            assert_eq!(lower_char(character, Culture::INVARIANT), character, "{character:?}");
            assert_eq!(upper_char(character, Culture::INVARIANT), character, "{character:?}");
        }
    }

    /// Counts of the characters that .NET 9 maps: all planes, so that a change of the compiler's tables is detected.
    #[test]
    fn as_many_characters_have_case_as_in_net_9() {
        let count = |map: fn(char, Culture) -> char| {
            ('\0'..=char::MAX).filter(|&character| map(character, Culture::INVARIANT) != character).count()
        };
        // 1400 and 1417 in the blocks of the table, and the 32 of Warang Citi.
        assert_eq!((count(lower_char), count(upper_char)), (1432, 1449));
    }
}
