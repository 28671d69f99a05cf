//! The characters of a text that are neither in a string nor in the brackets of an attribute.
//!
//! Does not know what the rest means; the text may be broken.

/// The longest name of an attribute, in bytes; a bracket that is not closed by then is a character like any other.
const LONGEST_NAME: usize = 300;

/// The characters outside of strings and attributes, with their offsets.
pub struct Code<'t> {
    text: &'t str,
    at: usize,
    /// A quotation mark had no partner: those behind it are characters like any other.
    open: bool,
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many steps all texts took on this thread, for the test that reading takes linear time.
#[cfg(test)]
pub fn steps() -> usize {
    STEPS.with(std::cell::Cell::get)
}

/// Counts a pass over a text that is not read as code.
pub(super) fn passed(_text: &str) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + _text.len()));
}

impl<'t> Code<'t> {
    /// The characters of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, open: false }
    }

    /// The text from an offset.
    pub fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Goes on at an offset.
    pub fn skip_to(&mut self, at: usize) {
        self.at = at;
    }
}

impl Iterator for Code<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (at, rest) = (self.at, self.from(self.at));
            #[cfg(test)]
            STEPS.with(|steps| steps.set(steps.get() + 1));
            let character = rest.chars().next()?;
            let end = match character {
                '"' if !self.open && !self.text.get(..at).is_some_and(|before| before.ends_with('\\')) => {
                    let end = string(rest);
                    self.open = end.is_none();
                    end
                }
                '[' => attribute(rest),
                _ => None,
            };
            match end {
                Some(length) => self.at += length,
                None => {
                    self.at += character.len_utf8();
                    return Some((at, character));
                }
            }
        }
    }
}

/// How deep brackets may be nested in the name of an attribute.
const DEEPEST_NAME: usize = 8;

/// The length of the string that a text begins with.
pub(super) fn string(text: &str) -> Option<usize> {
    let mut escaped = false;
    let end = text.bytes().enumerate().skip(1).find(|(_, byte)| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.map(|(at, _)| at + 1)
}

/// The length of the attribute that a text begins with.
pub(super) fn attribute(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    text.starts_with('[').then_some(())?;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_NAME) {
        #[cfg(test)]
        STEPS.with(|steps| steps.set(steps.get() + 1));
        match byte {
            b'[' if depth == DEEPEST_NAME => return None,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at + 1),
            b']' => depth -= 1,
            b'\n' | b'(' | b')' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_attributes_are_left_out() {
        let code = |text: &str| Code::new(text).map(|(_, character)| character).collect::<String>();
        assert_eq!(code(r#"f("a\"b", [c[d "e"]]) \" g"#), r#"f(, ) \" g"#);
        assert_eq!(code(r#"f("a [b]"#), r#"f("a "#);
        assert_eq!(code("f([a, g(b])"), "f([a, g(b])");
    }
}
