//! The inside of JSON strings: where it has no escapes, and what its escapes mean once they have been checked. Knows
//! nothing of what is around a string.

use crate::text::{BLOCK, first_special, is_special};
use bumpalo::Bump;
use bumpalo::collections::String;

/// The decoded inside of a string, built in the arena.
pub(super) fn unescape<'r>(raw: &str, arena: &'r Bump) -> &'r str {
    let mut meant = String::with_capacity_in(raw.len(), arena);
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        meant.push_str(plain);
        let (character, written) = escaped(escape);
        meant.push(character);
        rest = escape.get(written..).unwrap_or_default();
    }
    meant.push_str(rest);
    meant.into_bump_str()
}

/// The character of the escape after a backslash, and how many bytes it has there.
fn escaped(escape: &str) -> (char, usize) {
    match escape.as_bytes().first() {
        Some(b'b') => ('\u{8}', 1),
        Some(b'f') => ('\u{c}', 1),
        Some(b'n') => ('\n', 1),
        Some(b'r') => ('\r', 1),
        Some(b't') => ('\t', 1),
        Some(b'u') => {
            let unit = |at: usize| escape.get(at..at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let high = unit(1).unwrap_or_default();
            match (char::from_u32(high), unit(7)) {
                (Some(character), _) => (character, 5),
                (None, Some(low)) => {
                    let code = 0x1_0000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
                    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 11)
                }
                (None, None) => (char::REPLACEMENT_CHARACTER, 5),
            }
        }
        Some(itself) => (char::from(*itself), 1),
        None => (char::REPLACEMENT_CHARACTER, 0),
    }
}

/// How many bytes come before the next quote, backslash or control character.
#[inline(always)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((block, tail)) = rest.split_first_chunk::<BLOCK>() {
        if let Some(found) = first_special(block) {
            return bytes.len() - rest.len() + found;
        }
        rest = tail;
    }
    let tail = rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len());
    bytes.len() - rest.len() + tail
}
