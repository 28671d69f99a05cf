//! Values as strings and back: base64 (of UTF-16LE and others), hexadecimal digits, security identifiers, integers,
//! truth values.
//!
//! .NET's names: `Convert`, `System.Text.Encoding`, `SecurityIdentifier`, `Boolean.Parse`, `Int64.Parse`. Knows no
//! culture but the invariant one; where nothing is said, a malformed input is `None`, without the reason.
//!
//! ```
//! use attrflow_dotnet::encoding::{base64_of_utf16, bytes_of_base64, parse_boolean, sid_of_base64};
//!
//! assert_eq!(base64_of_utf16("Hi"), "SABpAA==");
//! assert_eq!(bytes_of_base64(" S G k = "), Some(b"Hi".to_vec()));
//! assert_eq!(sid_of_base64("AQIAAAAAAAUgAAAAIAIAAA==").as_deref(), Some("S-1-5-32-544"));
//! assert_eq!((parse_boolean(" TRUE "), parse_boolean("1")), (Some(true), None));
//! ```

pub mod base64;
mod parse;

pub use parse::{IntegerError, parse_boolean, parse_integer};

use std::fmt::Write;

/// The encoding of bytes that become a string: one of .NET's `Encoding` objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `Encoding.UTF8`; each malformed sequence becomes U+FFFD.
    Utf8,
    /// `Encoding.ASCII`, seven bits; every larger byte becomes `?`.
    Ascii,
    /// `Encoding.Unicode`: UTF-16, low byte first; each unpaired half becomes U+FFFD.
    Unicode,
}

/// Base64 of the string's UTF-16LE bytes, without a byte order mark: `Convert.ToBase64String` of `Encoding.Unicode`.
pub fn base64_of_utf16(text: &str) -> String {
    base64::encode(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
}

/// Upper-case hexadecimal digits of the string's UTF-8 bytes, two each: `Convert.ToHexString` of `Encoding.UTF8`.
pub fn hex_of_utf8(text: &str) -> String {
    let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble & 15)]);
    text.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte)]).collect()
}

/// The bytes of a base64 string as `Convert.FromBase64String` reads it, or `None` if it is malformed, where that throws
/// `FormatException`.
///
/// Spaces, tabs and line ends are allowed anywhere, the padding must be complete, and the unused bits of the last digit
/// are ignored.
pub fn bytes_of_base64(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).collect();
    base64::decode(&digits, false)
}

/// The decoded string, as `Encoding.GetString` gives it; invalid bytes are replaced.
pub fn text_of_bytes(bytes: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Ascii => bytes.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect(),
        Encoding::Unicode => {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|&pair| u16::from_le_bytes(pair));
            let text = char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER));
            text.chain((!odd.is_empty()).then_some(char::REPLACEMENT_CHARACTER)).collect()
        }
    }
}

/// A security identifier in its string form, `S-1-5-21-…`, as `SecurityIdentifier(Byte[], Int32).Value` gives it;
/// `None` if the bytes are not one.
///
/// The bytes: revision 1, the number of sub-authorities (at most 15), six bytes of authority with the high byte first,
/// then four bytes per sub-authority with the low byte first. Bytes after that are ignored, as in .NET.
pub fn sid_of_bytes(bytes: &[u8]) -> Option<String> {
    let (&[revision, count, authority @ ..], rest) = bytes.split_first_chunk::<8>()?;
    if revision != 1 || count > 15 {
        return None;
    }
    let authority = authority.iter().fold(0u64, |number, &byte| (number << 8) | u64::from(byte));
    let mut text = format!("S-1-{authority}");
    for &sub_authority in rest.get(..usize::from(count) * 4)?.as_chunks::<4>().0 {
        write!(text, "-{}", u32::from_le_bytes(sub_authority)).ok()?;
    }
    Some(text)
}

/// A security identifier from the base64 string of its bytes, or `None` if it is not one.
pub fn sid_of_base64(text: &str) -> Option<String> {
    sid_of_bytes(&bytes_of_base64(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_goes_both_ways() {
        for text in ["", "a", "Hello world!", "Zoë 😀"] {
            let bytes = bytes_of_base64(&base64_of_utf16(text)).expect("base64");
            assert_eq!(text_of_bytes(&bytes, Encoding::Unicode), text);
        }
    }

    #[test]
    fn base64_is_read_as_convert_reads_it() {
        assert_eq!(bytes_of_base64(" S\tG\r\nk= "), Some(b"Hi".to_vec()));
        assert_eq!(bytes_of_base64("SGl="), Some(b"Hi".to_vec()), "unused bits");
        for malformed in ["SGk", "SGk==", "SG=k", "SGk=SGk=", "====", "S-k=", "SGk=\u{a0}", "="] {
            assert_eq!(bytes_of_base64(malformed), None, "{malformed}");
        }
    }

    #[test]
    fn unreadable_bytes_are_replaced() {
        assert_eq!(text_of_bytes(b"Zo\xC3\xAB\xFF", Encoding::Utf8), "Zoë\u{FFFD}");
        assert_eq!(text_of_bytes(b"Zo\xC3\xAB", Encoding::Ascii), "Zo??");
        assert_eq!(text_of_bytes(b"a\0\0\xD8b\0c", Encoding::Unicode), "a\u{FFFD}b\u{FFFD}");
    }

    #[test]
    fn security_identifiers() {
        let administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
        assert_eq!(sid_of_bytes(&administrators).as_deref(), Some("S-1-5-32-544"));
        assert_eq!(sid_of_base64("AQIAAAAAAAUgAAAAIAIAAA==").as_deref(), Some("S-1-5-32-544"));
        assert_eq!(sid_of_bytes(&[1, 0, 0, 0, 0, 0, 0, 5]).as_deref(), Some("S-1-5"));
        assert_eq!(sid_of_bytes(&administrators[..15]), None, "a byte is missing");
        assert_eq!(sid_of_bytes(&[2, 0, 0, 0, 0, 0, 0, 5]), None, "there is no revision 2");
    }
}
