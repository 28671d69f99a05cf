//! `InStr` with text compare, for strings that are not ASCII: equal means compatible in Unicode (`é` written as one
//! character or two, full width, half-width kana, ligatures), ignoring case.
//!
//! Approximates ICU's collation, which .NET uses. Does not handle characters that the collation ignores, digits of
//! other scripts, and flags.

use super::decompose::{class, order_marks, push_parts};
use crate::casing::{Culture, upper_char};

/// The character that joins two emoji to one.
const JOINER: char = '\u{200D}';

/// The first position of `wanted` in `text`, as UTF-16 code units before it. A match neither begins nor ends inside a
/// character with its marks, nor inside the expansion of a ligature.
pub(super) fn find(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (Folded::of(text), Folded::of(wanted).characters);
    let last = wanted.len().checked_sub(1)?;
    // Knuth, Morris and Pratt: partial matches may be many and long.
    let mut borders = vec![0usize; wanted.len()];
    let mut length = 0;
    for (at, character) in wanted.iter().enumerate().skip(1) {
        length = next(&wanted, &borders, length, *character);
        if let Some(border) = borders.get_mut(at) {
            *border = length;
        }
    }
    length = 0;
    for (at, character) in text.characters.iter().enumerate() {
        length = next(&wanted, &borders, length, *character);
        if length == wanted.len() {
            let begin = text.begins.get(at - last).copied().flatten();
            let ends = text.begins.get(at + 1).is_none_or(Option::is_some);
            if let Some(units) = begin.filter(|_| ends) {
                return usize::try_from(units).ok();
            }
            length = borders.last().copied().unwrap_or_default();
        }
    }
    None
}

/// How much of `wanted` is matched with one more character, after `length` of it was matched.
fn next(wanted: &[char], borders: &[usize], mut length: usize, character: char) -> usize {
    while wanted.get(length) != Some(&character) {
        match length.checked_sub(1).and_then(|shorter| borders.get(shorter)) {
            Some(shorter) => length = *shorter,
            None => return 0,
        }
    }
    length + 1
}

/// A string decomposed and without case.
struct Folded {
    characters: Vec<char>,
    /// For each character the units before it, if an original character begins there; `None` inside one.
    begins: Vec<Option<u32>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut characters = Vec::with_capacity(text.len());
        let mut begins: Vec<Option<u32>> = Vec::with_capacity(text.len());
        let (mut units, mut piece, mut before) = (0u32, 0, None);
        for character in text.chars() {
            if !joins(before, character) {
                order_marks(characters.get_mut(piece..).unwrap_or_default());
                piece = characters.len();
            }
            push_parts(character, &mut characters);
            begins.resize(characters.len(), None);
            if let Some(begin) = begins.get_mut(piece) {
                begin.get_or_insert(units);
            }
            units += u32::from(character > '\u{FFFF}') + 1;
            before = Some(character);
        }
        order_marks(characters.get_mut(piece..).unwrap_or_default());
        characters.iter_mut().for_each(|character| *character = upper_char(*character, Culture::INVARIANT));
        Self { characters, begins }
    }
}

/// Whether a character belongs to the one before it.
fn joins(before: Option<char>, character: char) -> bool {
    let mark = || {
        let mut parts = Vec::new();
        push_parts(character, &mut parts);
        parts.first().is_some_and(|first| class(*first) != 0)
    };
    character >= '\u{300}' && (character == JOINER || before == Some(JOINER) || mark())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn matches_begin_and_end_between_characters() {
        for (text, wanted, location) in [
            ("re\u{301}sume\u{301}", "É", Some(1)),
            ("xé", "e\u{301}", Some(1)),
            ("ñoño", "n", None),
            ("n\u{303}o", "n", None),
            ("n\u{303}on", "n", Some(3)),
            ("ﬁne", "FI", Some(0)),
            ("ﬁne", "f", None),
            ("ﬁne", "in", None),
            ("😀ＡＢ", "ab", Some(2)),
            ("ｶﾞ", "ガ", Some(0)),
            ("aaab", "aab", Some(1)),
            ("é", "", None),
        ] {
            assert_eq!(find(text, wanted), location, "{text} {wanted}");
        }
    }

    #[test]
    fn many_wrong_locations_take_no_time() {
        let (text, wanted) = ("ﬁ".repeat(200_000), "if".repeat(100_000));
        assert_eq!(find(&text, &wanted), None);
    }
}
