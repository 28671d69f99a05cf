//! Which units are the same letter under `(?i)`: those that the invariant culture maps to one lower-case letter.
//!
//! One unit to one unit, as in .NET 9: `k`, `K` and the Kelvin sign are the same letter, `ß` and `ss` are not, and
//! neither are `i` and the dotted capital. Knows no patterns.

use std::sync::OnceLock;

use super::set::UnitSet;
use crate::casing::{Culture, lower_char};

/// The invariant lower case of a unit; the unit itself if there is none.
pub fn lower(unit: u16) -> u16 {
    let lower = char::from_u32(unit.into()).map(|letter| lower_char(letter, Culture::INVARIANT));
    lower.and_then(|lower| u16::try_from(u32::from(lower)).ok()).unwrap_or(unit)
}

/// Every pair of a lower-case letter and another that maps to it, sorted.
fn pairs() -> &'static [(u16, u16)] {
    static PAIRS: OnceLock<Vec<(u16, u16)>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let mut pairs: Vec<_> =
            (0..=u16::MAX).map(|unit| (lower(unit), unit)).filter(|(lower, unit)| lower != unit).collect();
        pairs.sort_unstable();
        pairs
    })
}

/// Every unit that is the same letter as this one, including itself.
pub fn letter(unit: u16) -> UnitSet {
    let lower = lower(unit);
    let first = pairs().partition_point(|pair| pair.0 < lower);
    let same = pairs().get(first..).unwrap_or_default().iter().take_while(|pair| pair.0 == lower);
    UnitSet::new(same.map(|pair| (pair.1, pair.1)).chain([(lower, lower)]).collect())
}

/// The set, and every unit that is the same letter as one in it.
pub fn close(set: &UnitSet) -> UnitSet {
    let mut ranges = set.ranges().to_vec();
    for letter in pairs().chunk_by(|left, right| left.0 == right.0) {
        let Some(&(lower, _)) = letter.first() else { continue };
        if set.contains(lower) || letter.iter().any(|pair| set.contains(pair.1)) {
            ranges.push((lower, lower));
            ranges.extend(letter.iter().map(|pair| (pair.1, pair.1)));
        }
    }
    UnitSet::new(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_same_as_in_the_invariant_culture() {
        for (letter, same) in [
            ("k", "kK\u{212A}"),
            ("\u{1C5}", "\u{1C4}\u{1C5}\u{1C6}"),
            ("ß", "ß\u{1E9E}"),
            ("Ω", "Ωω\u{2126}"),
            ("i", "iI"),
            ("İ", "İ"),
            ("µ", "µ"),
            ("5", "5"),
        ] {
            let units = |text: &str| UnitSet::new(text.encode_utf16().map(|unit| (unit, unit)).collect());
            assert_eq!(close(&units(letter)), units(same), "{letter}");
            assert_eq!(super::letter(letter.encode_utf16().next().unwrap()), units(same), "{letter}");
        }
    }
}
