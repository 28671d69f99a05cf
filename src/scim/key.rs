//! The text before a member's value: its name, a colon, and the start of the value, ready to be written. Knows nothing
//! of where the value comes from.
//!
//! Nearly all keys and strings are short. A short key is copied together with space for a short string, which is then
//! written there. The compiler knows these lengths, and makes a move or two of such a copy; a copy whose length it does
//! not know is a call.

use super::escape::{SHORT, push_escaped, put_plain};

/// The maximum length of a short key.
const SHORT_KEY: usize = 32;
/// The end of a string that is a member's value.
const END: [u8; 2] = *b"\",";
/// A short key, a short string and its end.
const ROOM: usize = SHORT_KEY + SHORT + END.len();

/// The text before a member's value.
#[derive(Clone, Debug)]
pub(super) struct Key {
    whole: Box<[u8]>,
    /// Its beginning, padded with zeros.
    block: [u8; ROOM],
}

impl Key {
    pub fn new(whole: &str) -> Self {
        let mut block = [0; ROOM];
        block.iter_mut().zip(whole.as_bytes()).for_each(|(to, from)| *to = *from);
        Self { whole: whole.as_bytes().into(), block }
    }

    /// Appends it.
    #[inline]
    pub fn push(&self, out: &mut Vec<u8>) {
        match self.block.first_chunk::<SHORT_KEY>() {
            Some(block) if self.whole.len() <= SHORT_KEY => {
                let end = out.len() + self.whole.len();
                out.extend_from_slice(block);
                out.truncate(end);
            }
            _ => out.extend_from_slice(&self.whole),
        }
    }

    /// Appends it, a string and the string's end: the key contains the opening quote.
    #[inline(always)]
    pub fn push_text(&self, text: &str, out: &mut Vec<u8>) {
        let (key, text) = (self.whole.len(), text.as_bytes());
        if key <= SHORT_KEY {
            let start = out.len();
            out.extend_from_slice(&self.block);
            let room = out.last_chunk_mut::<ROOM>().and_then(|room| room.get_mut(key..));
            if let Some(room) = room
                && put_plain(text, END, room)
            {
                return out.truncate(start + key + text.len() + END.len());
            }
            out.truncate(start + key);
        } else {
            out.extend_from_slice(&self.whole);
        }
        push_escaped(text, out);
        out.extend_from_slice(&END);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_written_as_json_whatever_their_lengths() {
        for length in [1, 9, 31, 32, 33, 60] {
            let key = Key::new(&format!("\"{}\":\"", "k".repeat(length)));
            for text in (0..70).map(|length| "x".repeat(length)).chain((0..70).map(|length| "é\"".repeat(length))) {
                let mut out = b"{".to_vec();
                key.push_text(&text, &mut out);
                let written = String::from_utf8(out).unwrap();
                assert_eq!(written, format!("{{\"{}\":{},", "k".repeat(length), serde_json::to_string(&text).unwrap()));
            }
        }
    }
}
