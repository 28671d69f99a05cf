//! Sixteen bytes of a JSON string at once.
//!
//! Knows nothing of what surrounds the string.

/// How many bytes are looked at together.
pub const BLOCK: usize = 16;

/// Which bytes of a block end a JSON string or are written otherwise than they are meant: quotes, backslashes and control
/// characters. Eight ones for each of them, zeros for the others, the first byte lowest: zero where all are plain.
///
/// Written so that the compiler makes three vector comparisons of it; any other way of saying the same has to be measured.
#[inline(always)]
pub fn special(block: &[u8; BLOCK]) -> u128 {
    let mut hits = [0; BLOCK];
    for (hit, byte) in hits.iter_mut().zip(block) {
        *hit = if is_special(*byte) { 0xFF } else { 0 };
    }
    u128::from_le_bytes(hits)
}

/// Whether a byte is one of those.
#[inline]
pub fn is_special(byte: u8) -> bool {
    // Without short cuts: a vector has none.
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}
