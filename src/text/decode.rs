//! Bytes of a file as text: UTF-8, or UTF-16 as PowerShell's `>` and `Out-File` write it.
//!
//! Does not guess beyond that: a file in another encoding is refused at its first byte that is neither.

/// Why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecodable {
    /// The first byte that does not fit, counted from 0.
    pub offset: usize,
    /// The encoding that the bytes were read as, `UTF-8` or `UTF-16`.
    pub encoding: &'static str,
}

/// The text of a file, without a byte order mark.
///
/// UTF-16 is known by its byte order mark, or by a zero among the first two bytes: no text file begins with that in UTF-8.
pub fn decode(bytes: &[u8]) -> Result<String, Undecodable> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 2, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 2, u16::from_be_bytes),
        [0, second, ..] if *second != 0 => utf16(bytes, 0, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf16(bytes, 0, u16::from_le_bytes),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, Undecodable> {
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(Undecodable { offset: skipped + error.valid_up_to(), encoding: "UTF-8" }),
    }
}

fn utf16(bytes: &[u8], skipped: usize, unit: fn([u8; 2]) -> u16) -> Result<String, Undecodable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = skipped;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(character) = character else { return Err(Undecodable { offset, encoding: "UTF-16" }) };
        offset += 2 * character.len_utf16();
        text.push(character);
    }
    if odd.is_empty() { Ok(text) } else { Err(Undecodable { offset, encoding: "UTF-16" }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_way_of_writing_a_file_gives_the_same_text() {
        let text = "{\"a\": \"é😀\"}";
        let mark = "\u{FEFF}".to_owned() + text;
        let files = [
            text.as_bytes().to_vec(),
            mark.as_bytes().to_vec(),
            units(text, u16::to_le_bytes),
            units(text, u16::to_be_bytes),
            units(&mark, u16::to_le_bytes),
            units(&mark, u16::to_be_bytes),
        ];
        for file in files {
            assert_eq!(decode(&file).as_deref(), Ok(text), "{file:?}");
        }
        assert_eq!(decode(b""), Ok(String::new()));
    }

    #[test]
    fn the_byte_that_does_not_fit_is_named() {
        let refused = |bytes: &[u8]| decode(bytes).map_err(|error| (error.offset, error.encoding));
        assert_eq!(refused(b"ab\xE9cd"), Err((2, "UTF-8")));
        assert_eq!(refused(b"\xEF\xBB\xBFab\xFF"), Err((5, "UTF-8")));
        assert_eq!(refused(b"\xFF\xFEa\0\0\xD8b\0"), Err((4, "UTF-16")));
        assert_eq!(refused(b"a\0b"), Err((2, "UTF-16")));
    }
}
