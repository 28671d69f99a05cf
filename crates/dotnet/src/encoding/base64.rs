//! Base64 with the usual alphabet and padding (RFC 4648, section 4). Knows nothing of text encodings and no line breaks.

use std::iter;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes as padded base64: `Convert.ToBase64String`.
pub fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().chain(iter::repeat(&0)).take(3).fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits].map(|bits| char::from(DIGITS[bits & 63]));
        encoded.extend(digits.iter().take(group.len() + 1));
        encoded.extend(iter::repeat_n('=', 3 - group.len()));
    }
    encoded
}

/// The bytes of padded base64 without anything between the digits, not even white space; `None` if it is malformed.
/// `exact` also rejects unused bits in the last digit that are not zero, which `Convert.FromBase64String` ignores.
pub fn decode(text: &[u8], exact: bool) -> Option<Vec<u8>> {
    let padding = text.iter().rev().take_while(|digit| **digit == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0u32);
    for digit in text.iter().take(text.len() - padding) {
        bits = bits << 6 | value(*digit)?;
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push((bits >> held & 0xFF) as u8);
            bits &= (1 << held) - 1;
        }
    }
    (bits == 0 || !exact).then_some(decoded)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    #[test]
    fn known_texts() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text.as_bytes(), true).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode(&[0xFB, 0xFF, 0xFE]), "+//+");
    }

    #[test]
    fn malformed_texts() {
        for text in ["Z", "Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Z=g=", "Zm9-", "Zm 9v", "Zm9v\n"] {
            assert_eq!(decode(text.as_bytes(), false), None, "{text}");
        }
        assert_eq!(decode(b"Zh==", false), Some(b"f".to_vec()), "unused bits");
        assert_eq!(decode(b"Zh==", true), None);
    }

    proptest! {
        #[test]
        fn what_is_encoded_comes_back(bytes: Vec<u8>) {
            prop_assert_eq!(decode(encode(&bytes).as_bytes(), true), Some(bytes));
        }
    }
}
