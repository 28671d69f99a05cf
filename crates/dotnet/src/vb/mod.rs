//! Visual Basic's `InStr`, `Mid`, `Left`, `Right` and `Len` (`Microsoft.VisualBasic.Strings`), whose positions and
//! lengths count UTF-16 code units.
//!
//! The strings are UTF-8, and strings that are returned are slices of the argument. A cut through a surrogate pair
//! drops the half that .NET would keep alone. Where Visual Basic throws, the result is `None`, but see [`mid`]. Knows
//! no numbers beyond 64 bits and no culture but the invariant one.
//!
//! ```
//! use attrflow_dotnet::vb::{Compare, in_str, left, len, mid};
//!
//! assert_eq!((len("a😀b"), left("a😀b", 3)), (4, Some("a😀")));
//! assert_eq!((mid("Lovelace", 5, 4), mid("Lovelace", 0, 4)), (Some("lace"), None));
//! assert_eq!(in_str(1, "Zo\u{eb}", "E\u{308}", Compare::Text), Some(3));
//! ```

mod compare;
mod decompose;

use super::casing::{Culture, upper};

/// How `InStr` compares: Visual Basic's `CompareMethod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Compare {
    /// Code unit by code unit: `vbBinaryCompare`.
    #[default]
    Binary,
    /// `vbTextCompare`: ignoring letter case, and different Unicode forms of the same character: `é` as one character
    /// or two, full width, ligatures. (.NET uses ICU's collation here, which also ignores invisible characters, and
    /// which differs between ICU and Windows.)
    Text,
}

/// The number of UTF-16 code units: Visual Basic's `Len`, .NET's `String.Length`.
#[inline]
pub fn len(text: &str) -> usize {
    // A continuation byte does not count, the first byte of a four-byte character (a surrogate pair) counts twice.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

/// Visual Basic's `Left`: the first `count` UTF-16 units, or all if there are fewer. `None` if `count` is negative,
/// where Visual Basic throws.
#[inline]
pub fn left(text: &str, count: i64) -> Option<&str> {
    text.get(..cut(text, length(count)?).0)
}

/// Visual Basic's `Right`: the last `count` UTF-16 units, or all if there are fewer. `None` if `count` is negative,
/// where Visual Basic throws.
#[inline]
pub fn right(text: &str, count: i64) -> Option<&str> {
    let skipped = len(text).saturating_sub(length(count)?);
    text.get(cut(text, skipped).1..)
}

/// Visual Basic's `Mid`: `count` UTF-16 units from position `start`, counted from 1; fewer if the string ends before.
/// Past the end: `""`.
///
/// `None` if `start` is below 1 or `count` negative, where Visual Basic throws. (It also overflows if `start` is in the
/// string and `start + count` exceeds 2 147 483 647; here the result is the rest.)
#[inline]
pub fn mid(text: &str, start: i64, count: i64) -> Option<&str> {
    let skipped = position(start)?;
    let count = length(count)?;
    if text.is_ascii() {
        let start = skipped.min(text.len());
        return text.get(start..start.saturating_add(count).min(text.len()));
    }
    let tail = text.get(cut(text, skipped).1..)?;
    // A start inside a surrogate pair uses its first unit for the half that is dropped.
    let dropped = if count > 0 && splits_pair(text, skipped) { 1 } else { 0 };
    tail.get(..cut(tail, count - dropped).0)
}

/// Visual Basic's `InStr`: the first position of `wanted` at or after position `start`, both in UTF-16 units counted
/// from 1; 0 if not found.
///
/// An empty `wanted` is found at `start`, unless `text` is empty or ends more than one unit before. `None` if `start`
/// is below 1, where Visual Basic throws.
pub fn in_str(start: i64, text: &str, wanted: &str, compare: Compare) -> Option<usize> {
    let skipped = position(start)?;
    if text.is_empty() {
        return Some(0);
    }
    if wanted.is_empty() {
        return Some(if skipped <= len(text) { skipped + 1 } else { 0 });
    }
    match compare {
        Compare::Binary => Some(find(skipped, text, wanted)),
        // The simple upper-case mapping keeps every character's number of units, and so the positions.
        Compare::Text if text.is_ascii() && wanted.is_ascii() => {
            Some(find(skipped, &upper(text, Culture::INVARIANT), &upper(wanted, Culture::INVARIANT)))
        }
        Compare::Text => {
            let (before, tail) = text.split_at_checked(cut(text, skipped).1)?;
            Some(compare::find(tail, wanted).map_or(0, |found| len(before) + found + 1))
        }
    }
}

fn find(skipped: usize, text: &str, wanted: &str) -> usize {
    let from = cut(text, skipped).1;
    let found = text.get(from..).and_then(|tail| tail.find(wanted)).and_then(|at| text.get(..from + at));
    found.map_or(0, |before| len(before) + 1)
}

#[inline]
fn length(count: i64) -> Option<usize> {
    (count >= 0).then(|| usize::try_from(count).unwrap_or(usize::MAX))
}

#[inline]
fn position(start: i64) -> Option<usize> {
    length(start.checked_sub(1)?)
}

/// The bytes where the last whole character before a cut after `units` ends, and where the first one after it begins.
/// They differ only when the cut goes through a surrogate pair.
#[inline]
fn cut(text: &str, units: usize) -> (usize, usize) {
    match text.as_bytes().get(..units) {
        // There are at least as many bytes as units.
        None => return (text.len(), text.len()),
        Some(head) if head.is_ascii() => return (units, units),
        Some(_) => {}
    }
    let mut left = units;
    for (at, character) in text.char_indices() {
        if left == 0 {
            return (at, at);
        }
        match left.checked_sub(character.len_utf16()) {
            Some(fewer) => left = fewer,
            None => return (at, at + character.len_utf8()),
        }
    }
    (text.len(), text.len())
}

fn splits_pair(text: &str, units: usize) -> bool {
    let (before, after) = cut(text, units);
    before != after
}

#[cfg(test)]
mod tests {
    use super::{Compare, in_str, left, len, mid, right};
    use proptest::prelude::*;

    /// What .NET's strings would contain, without the unpaired halves.
    fn whole(units: &[u16]) -> String {
        char::decode_utf16(units.iter().copied()).flatten().collect()
    }

    proptest! {
        #[test]
        fn slices_are_those_of_utf16(text in "[aé東😀]{0,6}", start in 1usize..9, count in 0usize..9) {
            let units: Vec<u16> = text.encode_utf16().collect();
            let from = (start - 1).min(units.len());
            let to = (from + count).min(units.len());
            let (start, count_given) = (start as i64, count as i64);
            prop_assert_eq!(len(&text), units.len());
            prop_assert_eq!(mid(&text, start, count_given).map(str::to_owned), Some(whole(&units[from..to])));
            prop_assert_eq!(left(&text, count_given).map(str::to_owned), Some(whole(&units[..count.min(units.len())])));
            let skipped = units.len().saturating_sub(count);
            prop_assert_eq!(right(&text, count_given).map(str::to_owned), Some(whole(&units[skipped..])));
        }

        #[test]
        fn positions_are_those_of_utf16(text in "[aÉ😀]{0,8}", wanted in "[aÉ😀]{1,2}", start in 1usize..9) {
            let (units, pattern): (Vec<u16>, Vec<u16>) = (text.encode_utf16().collect(), wanted.encode_utf16().collect());
            let at = (start - 1..units.len()).find(|&at| units[at..].starts_with(&pattern));
            let position = at.map_or(0, |at| at + 1);
            prop_assert_eq!(in_str(start as i64, &text, &wanted, Compare::Binary), Some(position));
            prop_assert_eq!(in_str(start as i64, &text, &wanted.to_lowercase(), Compare::Text), Some(position));
        }
    }

    #[test]
    fn a_cut_through_a_pair_drops_the_half() {
        let text = "a😀b";
        assert_eq!(len(text), 4);
        assert_eq!((left(text, 2), left(text, 3)), (Some("a"), Some("a😀")));
        assert_eq!((right(text, 2), right(text, 3)), (Some("b"), Some("😀b")));
        assert_eq!((mid(text, 3, 1), mid(text, 3, 2), mid(text, 2, 1)), (Some(""), Some("b"), Some("")));
        assert_eq!(in_str(3, text, "b", Compare::Binary), Some(4));
        assert_eq!(in_str(3, text, "😀", Compare::Binary), Some(0));
    }

    #[test]
    fn the_largest_numbers_are_no_trouble() {
        assert_eq!(left("abc", i64::MAX), Some("abc"));
        assert_eq!(mid("abc", i64::MAX, i64::MAX), Some(""));
        assert_eq!((mid("abc", i64::MIN, 1), left("abc", i64::MIN), right("abc", -1)), (None, None, None));
        assert_eq!(in_str(i64::MAX, "abc", "", Compare::Text), Some(0));
    }
}
