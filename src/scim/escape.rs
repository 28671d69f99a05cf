//! Texts as JSON strings, straight into the output. Knows nothing of where they go.

/// Appends what stands between the quotes of a JSON string.
#[inline]
pub(super) fn push_escaped(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        escape(bytes, out);
    }
}

/// Appends a JSON string, quotes and all.
pub(super) fn push_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    push_escaped(text, out);
    out.push(b'"');
}

/// Appends JSON without the blanks between its parts, so that a payload stays on one line.
pub(super) fn push_compact(json: &str, out: &mut Vec<u8>) {
    let (mut in_string, mut escaped) = (false, false);
    let parts = json.as_bytes().split(|byte| {
        let blank = !in_string && byte.is_ascii_whitespace();
        in_string ^= *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        blank
    });
    parts.for_each(|part| out.extend_from_slice(part));
}

/// Whether no byte has to be escaped. Nearly every text of a directory is plain, so the bytes are looked at in blocks
/// that the compiler turns into vector instructions, the last of which overlaps the one before it.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        let (blocks, _) = bytes.as_chunks::<16>();
        return is_plain_block(first)
            && is_plain_block(last)
            && (bytes.len() <= 32 || blocks.iter().all(is_plain_block));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return are_plain_words(u64::from_ne_bytes(*first), u64::from_ne_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let word = u64::from(u32::from_ne_bytes(*first)) | u64::from(u32::from_ne_bytes(*last)) << 32;
        return are_plain_words(word, word);
    }
    !bytes.iter().any(|byte| must_escape(*byte))
}

#[inline]
fn is_plain_block(block: &[u8; 16]) -> bool {
    !block.iter().fold(false, |found, byte| found | must_escape(*byte))
}

/// Sixteen bytes at once: a byte's high bit is set in a sum exactly when the lowest matching byte is below a space, a
/// quote or a backslash; false alarms come only after a true one.
#[inline]
fn are_plain_words(first: u64, last: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equals = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let escaped = |word: u64| below(word, 0x20) | equals(word, b'"') | equals(word, b'\\');
    (escaped(first) | escaped(last)) & (ONES * 0x80) == 0
}

#[inline]
fn must_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cold]
fn escape(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for run in bytes.chunk_by(|left, right| !must_escape(*left) && !must_escape(*right)) {
        let letter = match run {
            [b'"'] => b'"',
            [b'\\'] => b'\\',
            [b'\n'] => b'n',
            [b'\r'] => b'r',
            [b'\t'] => b't',
            [0x08] => b'b',
            [0x0C] => b'f',
            [control] if *control < 0x20 => {
                out.extend_from_slice(b"\\u00");
                out.push(b'0' + (control >> 4));
                out.push(HEX[usize::from(control & 0xF)]);
                continue;
            }
            plain => {
                out.extend_from_slice(plain);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', letter]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blanks_outside_of_strings_go() {
        let json = "\n{ \"a b\" : [ 1,\t\"\\\" x\\\\\" ] }";
        let mut out = Vec::new();
        push_compact(json, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "{\"a b\":[1,\"\\\" x\\\\\"]}");
    }

    #[test]
    fn escapes_as_json_does_wherever_the_character_stands() {
        for length in 0..70 {
            for place in 0..=length {
                for special in
                    ["\"", "\\", "\n", "\r", "\t", "\u{8}", "\u{c}", "\0", "\u{1f}", " ", "\u{7f}", "é", "😀"]
                {
                    let text = format!("{}{special}{}", "x".repeat(place), "y".repeat(length - place));
                    let mut out = Vec::new();
                    push_string(&text, &mut out);
                    assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }
}
