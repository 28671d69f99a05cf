//! The fast path for patterns that are one class or a run of it: no engine, and for ASCII text no Unicode either.
//!
//! Knows nothing of captures.

use super::ast::{Node, UNBOUNDED};
use super::search::MAX_RESULT;
use super::set::UnitSet;
use bumpalo::Bump;

/// A pattern that is one class, or a greedy run of it.
#[derive(Clone, Debug)]
pub struct Filter {
    set: UnitSet,
    /// Which ASCII characters are in it; one entry for every byte, so that no bounds check is needed.
    ascii: Box<[bool; 256]>,
    run: bool,
}

impl Filter {
    /// The filter that is equivalent to a tree, if there is one.
    pub fn of(root: &Node) -> Option<Self> {
        let (node, run) = match root {
            Node::Loop { body, min: 1, max: UNBOUNDED, lazy: false } => (&**body, true),
            node => (node, false),
        };
        let set = match node {
            Node::Set(set) => set.clone(),
            Node::Unit(unit) => UnitSet::of(*unit),
            _ => return None,
        };
        let ascii = Box::new(std::array::from_fn(|unit| {
            unit < 128 && u16::try_from(unit).is_ok_and(|unit| set.contains(unit))
        }));
        Some(Self { set, ascii, run })
    }

    /// Replaces every match by a constant string and returns whether there was one; `None` if a match would split a
    /// character, or the result would be too long. `output` holds the result only if there was a match.
    pub fn replace<'p>(&self, text: &'p str, constant: &'p str, output: &mut impl Extend<&'p str>) -> Option<bool> {
        if text.is_ascii() {
            return self.replace_ascii(text, constant, output);
        }
        // The text before `kept` is in the output.
        let (mut kept, mut length) = (0, 0);
        let mut inside = false;
        for (at, character) in text.char_indices() {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            let matched = units.iter().filter(|unit| self.set.contains(**unit)).count();
            if matched == 0 {
                inside = false;
                continue;
            }
            if matched < units.len() {
                return None;
            }
            let times = if !self.run { matched } else { usize::from(!inside) };
            length += at - kept + times * constant.len();
            if length > MAX_RESULT {
                return None;
            }
            output.extend(text.get(kept..at));
            output.extend(std::iter::repeat_n(constant, times));
            kept = at + character.len_utf8();
            inside = true;
        }
        if kept > 0 {
            output.extend(text.get(kept..));
        }
        Some(kept > 0)
    }

    /// The same for a text in which each byte is a unit.
    fn replace_ascii<'p>(&self, text: &'p str, constant: &'p str, output: &mut impl Extend<&'p str>) -> Option<bool> {
        let matches = |byte: &u8| self.ascii.get(usize::from(*byte)).is_some_and(|member| *member);
        let (mut rest, mut length) = (text, 0);
        while let Some(at) = rest.as_bytes().iter().position(matches) {
            length += at + constant.len();
            if length > MAX_RESULT {
                return None;
            }
            let (before, found) = rest.split_at_checked(at)?;
            output.extend([before]);
            if !constant.is_empty() {
                output.extend([constant]);
            }
            let run = if self.run { found.bytes().take_while(|byte| matches(byte)).count() } else { 1 };
            rest = found.get(run..)?;
        }
        if rest.len() < text.len() {
            output.extend([rest]);
        }
        Some(rest.len() < text.len())
    }

    /// A short ASCII text without the characters of the class: every byte is written, and only those that stay are
    /// counted. `None` for other texts.
    #[inline]
    pub fn strip<'t>(&self, text: &'t str, arena: &'t Bump) -> Option<&'t str> {
        const SHORT: usize = 64;
        /// `str::from_utf8` checks this many bytes at a time if they begin at a multiple of it, so whole blocks are
        /// passed.
        const BLOCK: usize = 16;
        #[repr(align(16))]
        struct Kept([u8; SHORT]);
        if text.len() > SHORT || !text.is_ascii() {
            return None;
        }
        let (mut kept, mut length) = (Kept([0; SHORT]), 0);
        for byte in text.bytes() {
            if let Some(location) = kept.0.get_mut(length) {
                *location = byte;
            }
            length += usize::from(!self.ascii.get(usize::from(byte))?);
        }
        if length == text.len() {
            return Some(text);
        }
        let kept = str::from_utf8(kept.0.get(..length.next_multiple_of(BLOCK))?).ok()?;
        Some(arena.alloc_str(kept.get(..length)?))
    }

    /// Whether any unit of the text is in the class.
    pub fn is_match(&self, text: &str) -> bool {
        if text.is_ascii() {
            return text.bytes().any(|byte| self.set.contains(byte.into()));
        }
        text.encode_utf16().any(|unit| self.set.contains(unit))
    }
}
