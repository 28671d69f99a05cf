//! The bytes of a file as text: UTF-8, or UTF-16 as PowerShell's `>` and `Out-File` write it.
//!
//! Does not guess beyond that: a file in another encoding is rejected at its first invalid byte.

/// Why bytes cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecodable {
    /// The offset of the first invalid byte, counted from 0.
    pub offset: usize,
    /// The encoding that the bytes were read as, `UTF-8` or `UTF-16`.
    pub encoding: &'static str,
    /// The text that could be decoded, with `\u{FFFD}` for what could not.
    pub text: String,
    /// Where in that text the first invalid byte is.
    pub at: usize,
}

/// The text of a file, without a byte order mark.
///
/// UTF-16 is detected by its byte order mark, or by a zero among the first two bytes: no text file begins with that in
/// UTF-8.
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
        Err(error) => {
            let (at, text) = (error.valid_up_to(), String::from_utf8_lossy(bytes).into_owned());
            Err(Undecodable { offset: skipped + at, encoding: "UTF-8", text, at })
        }
    }
}

fn utf16(bytes: &[u8], skipped: usize, unit: fn([u8; 2]) -> u16) -> Result<String, Undecodable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let (mut offset, mut wrong) = (skipped, None);
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        if character.is_err() {
            wrong = wrong.or(Some((offset, text.len())));
        }
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        offset += 2 * character.len_utf16();
        text.push(character);
    }
    if !odd.is_empty() {
        wrong = wrong.or(Some((offset, text.len())));
        text.push(char::REPLACEMENT_CHARACTER);
    }
    match wrong {
        Some((offset, at)) => Err(Undecodable { offset, encoding: "UTF-16", text, at }),
        None => Ok(text),
    }
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
        for (bytes, offset, encoding, text, at) in [
            (&b"ab\xE9cd"[..], 2, "UTF-8", "ab\u{FFFD}cd", 2),
            (b"\xEF\xBB\xBFab\xFF", 5, "UTF-8", "ab\u{FFFD}", 2),
            (b"\xFF\xFE\xE9\0\0\xD8b\0\0\xD8", 4, "UTF-16", "é\u{FFFD}b\u{FFFD}", 2),
            (b"a\0b", 2, "UTF-16", "a\u{FFFD}", 1),
        ] {
            let refused = Undecodable { offset, encoding, text: text.to_owned(), at };
            assert_eq!(decode(bytes), Err(refused));
        }
    }
}
