//! Sixteen bytes of a JSON string at once.
//!
//! Knows nothing of what surrounds the string.

/// How many bytes are looked at together.
pub const BLOCK: usize = 16;

/// Where in a block the first byte stands that ends a JSON string or is written otherwise than it is meant: a quote, a
/// backslash or a control character.
///
/// Written so that the compiler makes three vector comparisons of it, and one test of whether there is any; any other way
/// of saying the same has to be measured.
#[inline(always)]
pub fn first_special(block: &[u8; BLOCK]) -> Option<usize> {
    let mut hits = [0; BLOCK];
    for (hit, byte) in hits.iter_mut().zip(block) {
        *hit = if is_special(*byte) { 0xFF } else { 0 };
    }
    let any = hits.iter().fold(false, |any, hit| any | (*hit != 0));
    any.then(|| u128::from_le_bytes(hits).trailing_zeros() as usize / 8)
}

/// Whether a byte is one of those.
#[inline]
pub fn is_special(byte: u8) -> bool {
    // Without short cuts: a vector has none.
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}
