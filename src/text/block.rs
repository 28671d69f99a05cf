//! Checks sixteen bytes of a JSON string at once.
//!
//! Knows nothing of what surrounds the string.

/// How many bytes are checked together.
pub const BLOCK: usize = 16;

/// The index in a block of the first byte that ends a JSON string or is written differently from its meaning: a quote,
/// a backslash or a control character.
#[inline(always)]
pub fn first_special(block: &[u8; BLOCK]) -> Option<usize> {
    let specials = specials(block);
    (specials != 0).then(|| specials.trailing_zeros() as usize)
}

/// Whether a block has none of these.
#[inline(always)]
pub fn is_plain(block: &[u8; BLOCK]) -> bool {
    specials(block) == 0
}

/// Whether a byte is one of these.
#[inline]
pub fn is_special(byte: u8) -> bool {
    // Without short-circuit operators: vector instructions have none.
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Which bytes of a block are special, the first as the lowest bit.
#[cfg(not(target_family = "wasm"))]
#[inline(always)]
fn specials(block: &[u8; BLOCK]) -> u32 {
    use wide::u8x16;
    let bytes = u8x16::new(*block);
    let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
    let is_control = bytes.simd_eq(bytes.min(u8x16::splat(0x1F)));
    (is_control | is(b'"') | is(b'\\')).to_bitmask()
}

/// The same in WebAssembly, byte by byte.
#[cfg(target_family = "wasm")]
fn specials(block: &[u8; BLOCK]) -> u32 {
    block.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(is_special(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for location in 0..BLOCK {
                let mut block = *b"a plain text \x7f\xc3\xa4";
                block[location] = byte;
                assert_eq!(first_special(&block), is_special(byte).then_some(location), "{byte:#x} at {location}");
                assert_eq!(is_plain(&block), !is_special(byte), "{byte:#x} at {location}");
            }
        }
    }
}
