//! One pass over JSON text: strings sixteen bytes at a time, nested values without recursion, everything checked.
//!
//! As strict as serde_json, with these differences: nesting may be 512 deep, and a number beyond a 64-bit float is kept
//! as written. An escape of half a surrogate pair (`\ud800`) is rejected anywhere, since no string can hold it.
//! Knows nothing of attributes.

use super::malformed::{Malformed, MalformedKind, Reading};
use super::string::{plain_length, unescape};
use crate::value::Value;
use bumpalo::Bump;

/// A location in JSON text. The text is known to be UTF-8, so every quote is a character boundary.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'r> {
    text: &'r str,
    pub(super) at: usize,
}

/// The inside of a string as written.
#[derive(Clone, Copy)]
pub(crate) struct Written<'r> {
    /// Between the quotes.
    pub raw: &'r str,
    /// Whether it holds escapes.
    pub escaped: bool,
}

impl<'r> Written<'r> {
    /// The decoded string; borrowed unless there are escapes.
    #[inline]
    pub fn meant(self, arena: &'r Bump) -> &'r str {
        if self.escaped { unescape(self.raw, arena) } else { self.raw }
    }
}

impl<'r> Scanner<'r> {
    pub fn new(text: &'r str) -> Self {
        Self { text, at: 0 }
    }

    #[inline]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Skips bytes that the caller has looked at.
    #[inline]
    pub fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    #[inline]
    pub fn rest(&self) -> &'r [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next bytes, if there are that many.
    #[inline(always)]
    pub fn ahead<const COUNT: usize>(&self) -> Option<&'r [u8; COUNT]> {
        self.text.as_bytes().get(self.at..)?.first_chunk()
    }

    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from an offset up to here.
    #[inline]
    pub fn since(&self, start: usize) -> &'r str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// An error at this position.
    #[cold]
    pub fn expected<T>(&self, what: &'static str) -> Reading<T> {
        self.refuse(MalformedKind::Expected(what))
    }

    /// An error at this position.
    #[cold]
    pub fn refuse<T>(&self, problem: MalformedKind) -> Reading<T> {
        Err(Box::new(Malformed { offset: self.at, problem, at_end: self.at >= self.text.len() }))
    }

    /// Skips white space.
    #[inline]
    pub fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips one byte that must be here.
    #[inline]
    fn take(&mut self, byte: u8, what: &'static str) -> Reading<()> {
        if self.peek() != Some(byte) {
            return self.expected(what);
        }
        self.at += 1;
        Ok(())
    }

    /// Skips a key with its colon, and white space around them.
    pub fn key(&mut self) -> Reading<Written<'r>> {
        self.blank();
        self.take(b'"', "an attribute name in double quotes")?;
        let key = self.string()?;
        self.blank();
        self.take(b':', "`:` after an attribute name")?;
        self.blank();
        Ok(key)
    }

    /// Skips the inside of a string and its closing quote.
    #[inline]
    pub fn string(&mut self) -> Reading<Written<'r>> {
        let start = self.at;
        match self.plain_string() {
            Some(raw) => Ok(Written { raw, escaped: false }),
            None => self.string_with_escapes(start),
        }
    }

    /// Skips the inside of a string and its closing quote if there are no escapes, and returns the inside; otherwise
    /// advances to the first escape, or to the first invalid character.
    #[inline(always)]
    pub(super) fn plain_string(&mut self) -> Option<&'r str> {
        let rest = self.text.get(self.at..)?;
        let length = plain_length(rest.as_bytes());
        self.at += length;
        // Tested in this order, the compiler sees that the inside ends at a character boundary.
        if rest.as_bytes().get(length) != Some(&b'"') {
            return None;
        }
        self.at += 1;
        rest.get(..length)
    }

    #[cold]
    pub(super) fn string_with_escapes(&mut self, start: usize) -> Reading<Written<'r>> {
        loop {
            match self.peek() {
                Some(b'"') => {
                    let raw = self.since(start);
                    self.at += 1;
                    return Ok(Written { raw, escaped: true });
                }
                Some(b'\\') => self.escape()?,
                Some(_) => return self.expected("an escape such as `\\n` for a control character"),
                None => return self.expected("a closing `\"`"),
            }
            self.at += plain_length(self.rest());
        }
    }

    fn escape(&mut self) -> Reading<()> {
        match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => {
                self.at += 2;
                Ok(())
            }
            [_, b'u', ..] => {
                self.at += 2;
                match self.hexadecimal()? {
                    0xD800..0xDC00 => self.low_half(),
                    0xDC00..0xE000 => {
                        self.at -= 6;
                        self.expected("a whole surrogate pair, not only its low half")
                    }
                    _ => Ok(()),
                }
            }
            _ => {
                self.at += 1;
                self.expected("one of `\"\\/bfnrtu` after a backslash")
            }
        }
    }

    fn low_half(&mut self) -> Reading<()> {
        if !self.rest().starts_with(b"\\u") {
            return self.expected("the low half of a surrogate pair");
        }
        self.at += 2;
        match self.hexadecimal()? {
            0xDC00..0xE000 => Ok(()),
            _ => {
                self.at -= 6;
                self.expected("the low half of a surrogate pair")
            }
        }
    }

    fn hexadecimal(&mut self) -> Reading<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => unit = unit * 16 + digit,
                None => return self.expected("four hexadecimal digits after `\\u`"),
            }
            self.at += 1;
        }
        Ok(unit)
    }

    /// Parses a value, and skips white space before it; strings with escapes are built in the arena.
    pub fn value(&mut self, arena: &'r Bump) -> Reading<Value<'r>> {
        let mut value = Value::Absent;
        self.read(arena, &mut value)?;
        Ok(value)
    }

    /// The same, written directly to its destination.
    #[inline(always)]
    pub fn read(&mut self, arena: &'r Bump, room: &mut Value<'r>) -> Reading<()> {
        if self.peek() != Some(b'"') {
            *room = if self.passes_null() { Value::Absent } else { self.apart(|it| it.other_value(arena))? };
            return Ok(());
        }
        self.at += 1;
        let start = self.at;
        *room = Value::Str(match self.plain_string() {
            Some(text) => text,
            None => self.apart(|it| it.string_with_escapes(start))?.meant(arena),
        });
        Ok(())
    }

    /// Handles the rarer cases with a copy of the location, so that the location itself stays in registers: only what
    /// is borrowed has to be in memory.
    #[inline(always)]
    pub(super) fn apart<T>(&mut self, rarer: impl FnOnce(&mut Self) -> T) -> T {
        let mut copy = *self;
        let result = rarer(&mut copy);
        *self = copy;
        result
    }

    /// Skips `null`, which is the most common value that is not a string.
    #[inline(always)]
    pub(super) fn passes_null(&mut self) -> bool {
        let found = self.ahead() == Some(b"null");
        self.at += if found { 4 } else { 0 };
        found
    }

    fn other_value(&mut self, arena: &'r Bump) -> Reading<Value<'r>> {
        match self.rest() {
            [b'[', ..] => self.array(arena),
            [b'{', ..] => {
                let start = self.at;
                self.skip_nested()?;
                Ok(Value::Complex(self.since(start)))
            }
            [b' ' | b'\n' | b'\t' | b'\r', ..] => {
                self.blank();
                self.value(arena)
            }
            _ => self.scalar(),
        }
    }

    /// An array: its values without the nulls; nested arrays and objects as their text.
    fn array(&mut self, arena: &'r Bump) -> Reading<Value<'r>> {
        let mut values = bumpalo::collections::Vec::new_in(arena);
        self.at += 1;
        self.blank();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Multi(&[]));
        }
        loop {
            self.blank();
            let value = if self.peek() == Some(b'[') {
                let start = self.at;
                self.skip()?;
                Value::Complex(self.since(start))
            } else {
                self.value(arena)?
            };
            if !matches!(value, Value::Absent) {
                values.push(value);
            }
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return self.expected("`,` or `]`"),
            }
        }
        self.at += 1;
        Ok(Value::Multi(values.into_bump_slice()))
    }

    #[inline]
    pub(super) fn scalar(&mut self) -> Reading<Value<'r>> {
        match self.peek() {
            Some(b'n') => self.word(b"null", "`null`", Value::Absent),
            Some(b't') => self.word(b"true", "`true`", Value::Bool(true)),
            Some(b'f') => self.word(b"false", "`false`", Value::Bool(false)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.expected("a value"),
        }
    }

    #[inline]
    fn word(&mut self, word: &[u8], what: &'static str, value: Value<'r>) -> Reading<Value<'r>> {
        if !self.rest().starts_with(word) {
            return self.expected(what);
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Reading<Value<'r>> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if let Some(b'0'..=b'9') = self.peek() {
            return self.expected("a number without a leading zero");
        }
        let mut whole = true;
        if self.peek() == Some(b'.') {
            whole = false;
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        let written = self.since(start);
        let integer = if whole { written.parse().ok() } else { None };
        Ok(integer.map_or(Value::Number(written), Value::Int))
    }

    fn digits(&mut self) -> Reading<()> {
        let Some(b'0'..=b'9') = self.peek() else { return self.expected("a digit") };
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        Ok(())
    }
}
