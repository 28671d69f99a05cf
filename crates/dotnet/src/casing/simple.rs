//! Unicode's simple case mappings, one character to one, as .NET 9 has them in its invariant culture.
//!
//! Frozen at Unicode 15.0, as the general categories are. Knows no culture.

use std::sync::LazyLock;

/// The lower case of a character, or the character itself.
pub(super) fn lower(character: char) -> char {
    mapped(CAPITALS, &TO_LOWER, character)
}

/// The upper case of a character, or the character itself.
pub(super) fn upper(character: char) -> char {
    mapped(&SMALL, &TO_UPPER, character)
}

/// The first character, how many there are, how far it is from each to the next, and from each to its other case.
type Run = (u32, u8, u8, i32);

fn mapped(runs: &[Run], others: &[(char, char)], character: char) -> char {
    let code = u32::from(character);
    let before = runs.partition_point(|run| run.0 <= code).checked_sub(1).and_then(|at| runs.get(at));
    let distance = before.and_then(|&(first, count, step, distance)| {
        let (at, between) = ((code - first) / u32::from(step), (code - first) % u32::from(step));
        (between == 0 && at < u32::from(count)).then_some(distance)
    });
    match distance {
        Some(distance) => code.checked_add_signed(distance).and_then(char::from_u32).unwrap_or(character),
        None => others.iter().find(|other| other.0 == character).map_or(character, |other| other.1),
    }
}

/// The runs of [`CAPITALS`] from the other side.
static SMALL: LazyLock<Vec<Run>> = LazyLock::new(|| {
    let other = |&(first, count, step, distance): &Run| (first.saturating_add_signed(distance), count, step, -distance);
    let mut runs: Vec<Run> = CAPITALS.iter().map(other).collect();
    runs.sort_unstable();
    runs
});

/// Capital letters whose small letter has them for its capital.
#[rustfmt::skip]
const CAPITALS: &[Run] = &[
    (0x41, 26, 1, 32), (0xC0, 23, 1, 32), (0xD8, 7, 1, 32), (0x100, 24, 2, 1), (0x132, 3, 2, 1), (0x139, 8, 2, 1),
    (0x14A, 23, 2, 1), (0x178, 1, 1, -121), (0x179, 3, 2, 1), (0x181, 1, 1, 210), (0x182, 2, 2, 1),
    (0x186, 1, 1, 206), (0x187, 1, 1, 1), (0x189, 2, 1, 205), (0x18B, 1, 1, 1), (0x18E, 1, 1, 79),
    (0x18F, 1, 1, 202), (0x190, 1, 1, 203), (0x191, 1, 1, 1), (0x193, 1, 1, 205), (0x194, 1, 1, 207),
    (0x196, 1, 1, 211), (0x197, 1, 1, 209), (0x198, 1, 1, 1), (0x19C, 1, 1, 211), (0x19D, 1, 1, 213),
    (0x19F, 1, 1, 214), (0x1A0, 3, 2, 1), (0x1A6, 1, 1, 218), (0x1A7, 1, 1, 1), (0x1A9, 1, 1, 218), (0x1AC, 1, 1, 1),
    (0x1AE, 1, 1, 218), (0x1AF, 1, 1, 1), (0x1B1, 2, 1, 217), (0x1B3, 2, 2, 1), (0x1B7, 1, 1, 219), (0x1B8, 1, 1, 1),
    (0x1BC, 1, 1, 1), (0x1C4, 1, 1, 2), (0x1C7, 1, 1, 2), (0x1CA, 1, 1, 2), (0x1CD, 8, 2, 1), (0x1DE, 9, 2, 1),
    (0x1F1, 1, 1, 2), (0x1F4, 1, 1, 1), (0x1F6, 1, 1, -97), (0x1F7, 1, 1, -56), (0x1F8, 20, 2, 1),
    (0x220, 1, 1, -130), (0x222, 9, 2, 1), (0x23A, 1, 1, 10795), (0x23B, 1, 1, 1), (0x23D, 1, 1, -163),
    (0x23E, 1, 1, 10792), (0x241, 1, 1, 1), (0x243, 1, 1, -195), (0x244, 1, 1, 69), (0x245, 1, 1, 71),
    (0x246, 5, 2, 1), (0x370, 2, 2, 1), (0x376, 1, 1, 1), (0x37F, 1, 1, 116), (0x386, 1, 1, 38), (0x388, 3, 1, 37),
    (0x38C, 1, 1, 64), (0x38E, 2, 1, 63), (0x391, 17, 1, 32), (0x3A3, 9, 1, 32), (0x3CF, 1, 1, 8), (0x3D8, 12, 2, 1),
    (0x3F7, 1, 1, 1), (0x3F9, 1, 1, -7), (0x3FA, 1, 1, 1), (0x3FD, 3, 1, -130), (0x400, 16, 1, 80),
    (0x410, 32, 1, 32), (0x460, 17, 2, 1), (0x48A, 27, 2, 1), (0x4C0, 1, 1, 15), (0x4C1, 7, 2, 1), (0x4D0, 48, 2, 1),
    (0x531, 38, 1, 48), (0x10A0, 38, 1, 7264), (0x10C7, 1, 1, 7264), (0x10CD, 1, 1, 7264), (0x13A0, 80, 1, 38864),
    (0x13F0, 6, 1, 8), (0x1C90, 43, 1, -3008), (0x1CBD, 3, 1, -3008), (0x1E00, 75, 2, 1), (0x1EA0, 48, 2, 1),
    (0x1F08, 8, 1, -8), (0x1F18, 6, 1, -8), (0x1F28, 8, 1, -8), (0x1F38, 8, 1, -8), (0x1F48, 6, 1, -8),
    (0x1F59, 4, 2, -8), (0x1F68, 8, 1, -8), (0x1F88, 8, 1, -8), (0x1F98, 8, 1, -8), (0x1FA8, 8, 1, -8),
    (0x1FB8, 2, 1, -8), (0x1FBA, 2, 1, -74), (0x1FBC, 1, 1, -9), (0x1FC8, 4, 1, -86), (0x1FCC, 1, 1, -9),
    (0x1FD8, 2, 1, -8), (0x1FDA, 2, 1, -100), (0x1FE8, 2, 1, -8), (0x1FEA, 2, 1, -112), (0x1FEC, 1, 1, -7),
    (0x1FF8, 2, 1, -128), (0x1FFA, 2, 1, -126), (0x1FFC, 1, 1, -9), (0x2132, 1, 1, 28), (0x2160, 16, 1, 16),
    (0x2183, 1, 1, 1), (0x24B6, 26, 1, 26), (0x2C00, 48, 1, 48), (0x2C60, 1, 1, 1), (0x2C62, 1, 1, -10743),
    (0x2C63, 1, 1, -3814), (0x2C64, 1, 1, -10727), (0x2C67, 3, 2, 1), (0x2C6D, 1, 1, -10780), (0x2C6E, 1, 1, -10749),
    (0x2C6F, 1, 1, -10783), (0x2C70, 1, 1, -10782), (0x2C72, 1, 1, 1), (0x2C75, 1, 1, 1), (0x2C7E, 2, 1, -10815),
    (0x2C80, 50, 2, 1), (0x2CEB, 2, 2, 1), (0x2CF2, 1, 1, 1), (0xA640, 23, 2, 1), (0xA680, 14, 2, 1),
    (0xA722, 7, 2, 1), (0xA732, 31, 2, 1), (0xA779, 2, 2, 1), (0xA77D, 1, 1, -35332), (0xA77E, 5, 2, 1),
    (0xA78B, 1, 1, 1), (0xA78D, 1, 1, -42280), (0xA790, 2, 2, 1), (0xA796, 10, 2, 1), (0xA7AA, 1, 1, -42308),
    (0xA7AB, 1, 1, -42319), (0xA7AC, 1, 1, -42315), (0xA7AD, 1, 1, -42305), (0xA7AE, 1, 1, -42308),
    (0xA7B0, 1, 1, -42258), (0xA7B1, 1, 1, -42282), (0xA7B2, 1, 1, -42261), (0xA7B3, 1, 1, 928), (0xA7B4, 8, 2, 1),
    (0xA7C4, 1, 1, -48), (0xA7C5, 1, 1, -42307), (0xA7C6, 1, 1, -35384), (0xA7C7, 2, 2, 1), (0xA7D0, 1, 1, 1),
    (0xA7D6, 2, 2, 1), (0xA7F5, 1, 1, 1), (0xFF21, 26, 1, 32), (0x10400, 40, 1, 40), (0x104B0, 36, 1, 40),
    (0x10570, 11, 1, 39), (0x1057C, 15, 1, 39), (0x1058C, 7, 1, 39), (0x10594, 2, 1, 39), (0x10C80, 51, 1, 64),
    (0x118A0, 32, 1, 32), (0x16E40, 32, 1, 32), (0x1E900, 34, 1, 34),
];

/// Letters whose small letter has another capital, or none.
#[rustfmt::skip]
const TO_LOWER: [(char, char); 9] = [
    ('\u{1C5}', '\u{1C6}'), ('\u{1C8}', '\u{1C9}'), ('\u{1CB}', '\u{1CC}'), ('\u{1F2}', '\u{1F3}'),
    ('\u{3F4}', '\u{3B8}'), ('\u{1E9E}', '\u{DF}'), ('\u{2126}', '\u{3C9}'), ('\u{212A}', '\u{6B}'),
    ('\u{212B}', '\u{E5}'),
];

/// Letters whose capital has another small letter.
#[rustfmt::skip]
const TO_UPPER: [(char, char); 27] = [
    ('\u{B5}', '\u{39C}'), ('\u{131}', '\u{49}'), ('\u{17F}', '\u{53}'), ('\u{1C5}', '\u{1C4}'),
    ('\u{1C8}', '\u{1C7}'), ('\u{1CB}', '\u{1CA}'), ('\u{1F2}', '\u{1F1}'), ('\u{345}', '\u{399}'),
    ('\u{3C2}', '\u{3A3}'), ('\u{3D0}', '\u{392}'), ('\u{3D1}', '\u{398}'), ('\u{3D5}', '\u{3A6}'),
    ('\u{3D6}', '\u{3A0}'), ('\u{3F0}', '\u{39A}'), ('\u{3F1}', '\u{3A1}'), ('\u{3F5}', '\u{395}'),
    ('\u{1C80}', '\u{412}'), ('\u{1C81}', '\u{414}'), ('\u{1C82}', '\u{41E}'), ('\u{1C83}', '\u{421}'),
    ('\u{1C84}', '\u{422}'), ('\u{1C85}', '\u{422}'), ('\u{1C86}', '\u{42A}'), ('\u{1C87}', '\u{462}'),
    ('\u{1C88}', '\u{A64A}'), ('\u{1E9B}', '\u{1E60}'), ('\u{1FBE}', '\u{399}'),
];

#[cfg(test)]
mod tests {
    use super::{lower, upper};
    use crate::casing::category::ranges;

    #[test]
    fn mappings_to_one_character_are_those_of_the_standard_library() {
        let unassigned = ranges(&["Cn"]);
        let known = |character: char| !unassigned.iter().any(|range| (range.0..=range.1).contains(&character.into()));
        for character in ('\0'..=char::MAX).filter(|character| known(*character)) {
            for (name, full, simple) in [
                ("lower", character.to_lowercase().collect::<Vec<_>>(), lower(character)),
                ("upper", character.to_uppercase().collect(), upper(character)),
            ] {
                match full.as_slice() {
                    [one] if known(*one) => assert_eq!(simple, *one, "{name} of {character}"),
                    [_] => assert_eq!(simple, character, "{name} of {character} is newer"),
                    // The simple mapping keeps the iota subscript.
                    [_, 'Ι'] => assert!(simple == character || upper(simple) == simple, "{name} of {character}"),
                    _ => assert_eq!(simple, character, "{name} of {character}"),
                }
            }
        }
    }
}
