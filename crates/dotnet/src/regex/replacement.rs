//! Replacement strings: `$1`, `${name}`, `$&` and similar, parsed once against a pattern's groups.
//!
//! Knows nothing of matching. A reference to an unknown group stays as written.

use super::error::{RefusalKind, RegexError};
use super::groups::Groups;
use super::unicode;

/// One piece of a replacement string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Literal(String),
    /// A group's last capture, by index; index 0 is the match.
    Group(usize),
    /// The text before the match.
    Before,
    /// The text after the match.
    After,
    /// The whole text.
    Text,
}

/// A replacement string, parsed for one pattern: [`Regex::replacement`](super::Regex::replacement).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub(super) pieces: Vec<Piece>,
}

impl Replacement {
    /// A literal replacement: `$` has no special meaning.
    pub fn literal(text: &str) -> Self {
        let mut replacement = Self { pieces: Vec::new() };
        replacement.push(text);
        replacement
    }

    /// The string that replaces every match, if it is the same for all: there are no `$1` or the like in it.
    pub fn constant(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Parses a replacement string with a pattern's groups.
    ///
    /// # Errors
    /// A group's number above 2147483647, which .NET rejects; the offset is inside the replacement string.
    pub(super) fn parse(text: &str, groups: &Groups) -> Result<Self, RegexError> {
        let mut replacement = Self { pieces: Vec::new() };
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('$') {
            replacement.push(literal);
            let refused = |number: &str| RegexError {
                kind: RefusalKind::InvalidReplacement,
                message: format!("the group number `{number}` is above 2147483647"),
                offset: text.len() - after.len(),
                help: None,
            };
            match reference(after, groups).map_err(refused)? {
                Some((piece, left)) => {
                    match piece {
                        Piece::Literal(text) => replacement.push(&text),
                        piece => replacement.pieces.push(piece),
                    }
                    rest = left;
                }
                None => {
                    replacement.push("$");
                    rest = after;
                }
            }
        }
        replacement.push(rest);
        Ok(replacement)
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::Literal(literal)) => literal.push_str(text),
            _ => self.pieces.push(Piece::Literal(text.to_owned())),
        }
    }
}

/// The reference after a dollar sign, and the rest of the text; `None` if the dollar sign is literal.
///
/// # Errors
/// The digits of a number that is too large.
fn reference<'t>(after: &'t str, groups: &Groups) -> Result<Option<(Piece, &'t str)>, &'t str> {
    let (braced, inside) = match after.strip_prefix('{').filter(|inside| !inside.is_empty()) {
        Some(inside) => (true, inside),
        None => (false, after),
    };
    let digits = inside.find(|character: char| !character.is_ascii_digit()).unwrap_or(inside.len());
    let (name, rest, index) = if digits > 0 {
        let (digits, rest) = inside.split_at_checked(digits).unwrap_or((inside, ""));
        let number = digits.parse().ok().filter(|&number: &u32| number <= i32::MAX as u32).ok_or(digits)?;
        (digits, rest, groups.index_of_number(number))
    } else if braced {
        let is_name = |character: char| u16::try_from(u32::from(character)).is_ok_and(unicode::joins_words);
        let end = inside.find(|character| !is_name(character)).unwrap_or(inside.len());
        let (name, rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
        (name, rest, groups.index_of_name(name))
    } else {
        return Ok(special(after, groups));
    };
    let rest = if braced { rest.strip_prefix('}') } else { Some(rest) };
    Ok(index.filter(|_| !name.is_empty()).map(Piece::Group).zip(rest))
}

fn special<'t>(after: &'t str, groups: &Groups) -> Option<(Piece, &'t str)> {
    let mut characters = after.chars();
    let piece = match characters.next()? {
        '$' => Piece::Literal("$".to_owned()),
        '&' => Piece::Group(0),
        '`' => Piece::Before,
        '\'' => Piece::After,
        '+' => Piece::Group(groups.len().saturating_sub(1)),
        '_' => Piece::Text,
        _ => return None,
    };
    Some((piece, characters.as_str()))
}
