//! Skips JSON values that are not needed, however deep they nest, but checks all of them.
//!
//! Knows nothing of what values mean.

use super::levels::Levels;
use super::malformed::{MalformedKind, Reading};
use super::scan::Scanner;

impl Scanner<'_> {
    /// Skips a value that is not needed, and white space before it, checking all of it.
    #[inline(always)]
    pub fn skip(&mut self) -> Reading<()> {
        if self.peek() != Some(b'"') {
            return if self.passes_null() { Ok(()) } else { self.apart(Self::skip_other) };
        }
        self.at += 1;
        if self.plain_string().is_some() {
            return Ok(());
        }
        self.apart(|it| it.string_with_escapes(it.at)).map(|_| ())
    }

    fn skip_other(&mut self) -> Reading<()> {
        match self.rest() {
            [b'[' | b'{', ..] => self.skip_nested(),
            [b' ' | b'\n' | b'\t' | b'\r', ..] => {
                self.blank();
                self.skip()
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    /// Skips an array or object of strings only, without white space and escapes; most values that are not needed are
    /// like that. Does not move if there is anything else.
    fn skip_flat(&mut self) -> bool {
        let start = self.at;
        let in_object = self.peek() == Some(b'{');
        let closing = if in_object { b'}' } else { b']' };
        loop {
            // Past the bracket or the comma.
            self.at += 1;
            let is_text = (!in_object || self.plain_text() && self.passes(b':')) && self.plain_text();
            // Only the first may be missing.
            let is_empty = !is_text && self.at == start + 1;
            if (is_text || is_empty) && self.passes(closing) {
                return true;
            }
            if !is_text || self.peek() != Some(b',') {
                self.at = start;
                return false;
            }
        }
    }

    /// Skips a string without escapes, including its quotes.
    #[inline]
    fn plain_text(&mut self) -> bool {
        self.passes(b'"') && self.plain_string().is_some()
    }

    #[inline]
    fn passes(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// One bit per level says whether it is an object, so nesting cannot exhaust the stack.
    pub(super) fn skip_nested(&mut self) -> Reading<()> {
        if self.skip_flat() {
            return Ok(());
        }
        let mut levels = Levels::default();
        loop {
            self.blank();
            match self.peek() {
                Some(opening @ (b'{' | b'[')) => {
                    if !levels.enter(opening == b'{') {
                        return self.refuse(MalformedKind::TooDeep);
                    }
                    self.at += 1;
                    self.blank();
                    // An empty one is closed below.
                    let closing = if opening == b'{' { b'}' } else { b']' };
                    if self.peek() != Some(closing) {
                        if opening == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                Some(b'"') => self.skip()?,
                _ => {
                    self.scalar()?;
                }
            }
            loop {
                let Some(in_object) = levels.innermost() else { return Ok(()) };
                self.blank();
                match (in_object, self.peek()) {
                    (true, Some(b'}')) | (false, Some(b']')) => levels.leave(),
                    (_, Some(b',')) => break,
                    (true, _) => return self.expected("`,` or `}`"),
                    (false, _) => return self.expected("`,` or `]`"),
                }
                self.at += 1;
            }
            self.at += 1;
            if levels.innermost() == Some(true) {
                self.key()?;
            }
        }
    }
}
