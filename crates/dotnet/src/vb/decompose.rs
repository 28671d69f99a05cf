//! Unicode's compatibility decomposition (NFKD) and the order of marks: what a character is made of.
//!
//! Frozen at Unicode 15.0, as the general categories are. Knows no case and no comparison.

use std::iter;
use std::sync::LazyLock;

/// Four lines: how many characters each decomposition has, the first of each, the further ones of all, and the
/// canonical combining classes, of which only the order counts.
///
/// The first line and the last are runs of code points: `+` and how many have nothing, then a letter for what the next
/// one has (`A` for 1, `B` for 2), and how many have it, one if there is no number. A run of decompositions to one
/// character goes to one after another. Decompositions are complete; Hangul syllables are computed.
const TABLES: &str = include_str!("decompositions.txt");

static DECOMPOSITIONS: LazyLock<Decompositions> = LazyLock::new(Decompositions::read);

/// The character in its parts, without their order.
pub(super) fn push_parts(character: char, parts: &mut Vec<char>) {
    let code = u32::from(character);
    if let Some(index) = code.checked_sub(0xAC00).filter(|index| *index < 11_172) {
        let (lead, vowel, tail) = (index / 588, index % 588 / 28, index % 28);
        let tail = (tail > 0).then_some(0x11A7 + tail);
        parts.extend([0x1100 + lead, 0x1161 + vowel].into_iter().chain(tail).filter_map(char::from_u32));
        return;
    }
    match find(&DECOMPOSITIONS.runs, code) {
        None => parts.push(character),
        Some(run) => {
            let characters = DECOMPOSITIONS.characters.get(run.at..run.at + run.value).unwrap_or_default();
            let shifted = |part: &char| char::from_u32(u32::from(*part) + code - run.first);
            parts.extend(characters.iter().filter_map(shifted));
        }
    }
}

/// Sorts the marks behind each character by their classes.
pub(super) fn order_marks(parts: &mut [char]) {
    let sequences = parts.chunk_by_mut(|left, right| class(*left) != 0 && class(*right) != 0);
    for marks in sequences.filter(|marks| marks.len() > 1) {
        let mut sorted = Vec::with_capacity(marks.len());
        let mut below = 0;
        // There are only some fifty classes, however many marks there are.
        while let Some(next) = marks.iter().map(|mark| class(*mark)).filter(|class| *class > below).min() {
            sorted.extend(marks.iter().filter(|mark| class(**mark) == next));
            below = next;
        }
        if sorted.len() == marks.len() {
            marks.copy_from_slice(&sorted);
        }
    }
}

/// A number for a character's canonical combining class, in the order of the classes; 0 if it is not reordered.
pub(super) fn class(character: char) -> usize {
    find(&DECOMPOSITIONS.classes, character.into()).map_or(0, |run| run.value)
}

/// Code points from `first` to `last` with something: so many characters, or a class.
struct Run {
    first: u32,
    last: u32,
    value: usize,
    /// Where the characters are.
    at: usize,
}

struct Decompositions {
    runs: Vec<Run>,
    characters: Vec<char>,
    classes: Vec<Run>,
}

impl Decompositions {
    fn read() -> Self {
        let mut lines = TABLES.lines();
        let mut line = || lines.next().unwrap_or_default();
        let (lengths, firsts, further, classes) = (line(), line(), line(), line());
        let (mut runs, mut further) = (read(lengths), further.chars());
        let mut characters = Vec::with_capacity(firsts.len());
        for (run, first) in runs.iter_mut().zip(firsts.chars()) {
            run.at = characters.len();
            characters.push(first);
            characters.extend(further.by_ref().take(run.value - 1));
        }
        Self { runs, characters, classes: read(classes) }
    }
}

fn read(text: &str) -> Vec<Run> {
    let (mut rest, mut next) = (text.as_bytes(), 0);
    let runs = iter::from_fn(|| {
        if let Some(after) = rest.strip_prefix(b"+") {
            next += number(after, &mut rest);
        }
        let (letter, after) = rest.split_first()?;
        let first = next;
        next += number(after, &mut rest).max(1);
        Some(Run { first, last: next - 1, value: usize::from(letter.saturating_sub(b'@')), at: 0 })
    });
    runs.collect()
}

/// The number at the start of a text, 0 if there is none; `rest` becomes what is behind it.
fn number<'a>(text: &'a [u8], rest: &mut &'a [u8]) -> u32 {
    let (digits, behind) = text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count());
    *rest = behind;
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

fn find(runs: &[Run], code: u32) -> Option<&Run> {
    runs.get(runs.partition_point(|run| run.last < code)).filter(|run| run.first <= code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casing::category::ranges;
    use icu_normalizer::DecomposingNormalizer;
    use proptest::prelude::*;

    fn decomposed(text: &str) -> String {
        let mut parts = Vec::new();
        text.chars().for_each(|character| push_parts(character, &mut parts));
        order_marks(&mut parts);
        parts.into_iter().collect()
    }

    #[test]
    fn characters_of_unicode_15_have_the_parts_that_icu_gives_them() {
        let normalizer = DecomposingNormalizer::new_nfkd();
        let unassigned = ranges(&["Cn"]);
        for character in '\0'..=char::MAX {
            let newer = unassigned.iter().any(|range| (range.0..=range.1).contains(&character.into()));
            let text = character.to_string();
            let expected = if newer { text.clone() } else { normalizer.normalize(&text).into_owned() };
            assert_eq!(decomposed(&text), expected, "{:X}", u32::from(character));
        }
    }

    proptest! {
        #[test]
        fn marks_have_the_order_that_icu_gives_them(text in "[a-zé\u{300}-\u{36F}\u{591}-\u{5C7}ﬁ각ﾞ]{0,12}") {
            let expected = DecomposingNormalizer::new_nfkd().normalize(&text).into_owned();
            prop_assert_eq!(decomposed(&text), expected);
        }
    }
}
