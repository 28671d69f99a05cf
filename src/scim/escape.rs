//! Writes strings as JSON strings, directly into the output. Knows nothing of where they go.

use crate::text::{BLOCK, is_plain, is_special};

/// The maximum length of a short string.
pub(super) const SHORT: usize = 32;

/// Writes the inside of a JSON string and the bytes behind it to the beginning of a buffer, which has room for `SHORT`
/// bytes and those, and returns true. Returns false and writes nothing if the string has more than `SHORT` bytes or
/// fewer than two, or needs an escape.
///
/// Nearly every string of a directory is short and plain. It is checked and copied as two pieces of a length known to
/// the compiler, its beginning and its end, which may overlap.
#[inline(always)]
pub(super) fn put_plain(text: &[u8], behind: [u8; 2], room: &mut [u8]) -> bool {
    match text.len() {
        16..=SHORT => put::<16>(text, behind, room, |first, last| is_plain(first) && is_plain(last)),
        8..16 => put::<8>(text, behind, room, |first, last| is_plain(&side_by_side(first, last))),
        4..8 => put::<4>(text, behind, room, |first, last| is_plain(&side_by_side(first, last))),
        2..4 => put::<2>(text, behind, room, |first, last| is_plain(&side_by_side(first, last))),
        _ => false,
    }
}

/// Writes a string of one or two pieces to the buffer if it is plain, and returns whether it is.
#[inline(always)]
fn put<const PIECE: usize>(
    text: &[u8],
    behind: [u8; 2],
    room: &mut [u8],
    are_plain: impl Fn(&[u8; PIECE], &[u8; PIECE]) -> bool,
) -> bool {
    let (Some(first), Some(last)) = (text.first_chunk::<PIECE>(), text.last_chunk::<PIECE>()) else { return false };
    let Some((room, rest)) = room.split_at_mut_checked(text.len()) else { return false };
    if !are_plain(first, last) {
        return false;
    }
    rest.first_chunk_mut().into_iter().for_each(|after| *after = behind);
    room.first_chunk_mut().into_iter().for_each(|beginning| *beginning = *first);
    room.last_chunk_mut().into_iter().for_each(|end| *end = *last);
    true
}

/// Two pieces as one block, padded with spaces.
#[inline(always)]
fn side_by_side<const PIECE: usize>(first: &[u8; PIECE], last: &[u8; PIECE]) -> [u8; BLOCK] {
    let mut block = [b' '; BLOCK];
    if let Some((head, rest)) = block.split_first_chunk_mut::<PIECE>() {
        *head = *first;
        rest.first_chunk_mut::<PIECE>().into_iter().for_each(|second| *second = *last);
    }
    block
}

/// Appends the inside of a JSON string.
#[inline(never)]
pub(super) fn push_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    if blocks.iter().all(is_plain) && !rest.iter().any(|byte| is_special(*byte)) {
        out.extend_from_slice(bytes);
    } else {
        escape(bytes, out);
    }
}

/// Appends a JSON string with its quotes.
#[inline(never)]
pub(super) fn push_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    push_escaped(text.as_bytes(), out);
    out.push(b'"');
}

/// Appends JSON without white space between its parts, so that a payload stays on one line.
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

#[cold]
fn escape(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for run in bytes.chunk_by(|left, right| !is_special(*left) && !is_special(*right)) {
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
            for location in 0..=length {
                for special in
                    ["\"", "\\", "\n", "\r", "\t", "\u{8}", "\u{c}", "\0", "\u{1f}", " ", "\u{7f}", "é", "😀"]
                {
                    let text = format!("{}{special}{}", "x".repeat(location), "y".repeat(length - location));
                    let mut out = Vec::new();
                    push_string(&text, &mut out);
                    assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }
}
