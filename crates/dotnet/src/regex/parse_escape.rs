//! Parses what follows a backslash: classes, anchors, back-references, character codes and `\p{…}`.
//!
//! Knows nothing of quantifiers and groups.

use super::ast::{Anchor, Node};
use super::case;
use super::error::RegexError;
use super::parse::Parser;
use super::set::UnitSet;
use super::unicode;

/// The parts of a class: `(?i)` applies to ranges, not to categories.
pub(super) enum Property {
    Category(UnitSet),
    Ranges(UnitSet),
}

impl Parser {
    /// Parses after a backslash at `start`, outside a class.
    pub(super) fn backslash(&mut self, start: usize) -> Result<Node, RegexError> {
        let Some(unit) = self.peek() else {
            return self.invalid_with(
                start,
                "the pattern ends with a lone backslash",
                "write `\\\\` for the character",
            );
        };
        let letter = u8::try_from(unit).unwrap_or(0);
        let anchor = match letter {
            b'b' => Anchor::WordEdge,
            b'B' => Anchor::NoWordEdge,
            b'A' => Anchor::Start,
            b'G' => Anchor::Continuation,
            b'Z' => Anchor::End,
            b'z' => Anchor::VeryEnd,
            _ => {
                self.position += 1;
                if let Some(set) = shorthand(letter) {
                    return Ok(Node::Set(set));
                }
                if let b'p' | b'P' = letter {
                    return Ok(Node::Set(match self.property(start, letter == b'P')? {
                        Property::Ranges(set) if self.options.ignore_case => case::close(&set),
                        Property::Ranges(set) | Property::Category(set) => set,
                    }));
                }
                self.position -= 1;
                return self.reference_or_character(start);
            }
        };
        self.position += 1;
        Ok(Node::Anchor(anchor))
    }

    fn reference_or_character(&mut self, start: usize) -> Result<Node, RegexError> {
        let begin = self.position;
        let keyed = self.eat(b'k');
        let close = match self.peek() {
            Some(0x3C) => Some(b'>'),
            Some(0x27) => Some(b'\''),
            _ => None,
        };
        if keyed && (close.is_none() || self.peek_at(1).is_none()) {
            return self.invalid_with(start, "`\\k` has no group name", "write `\\k<name>`");
        }
        if let Some(close) = close
            && self.peek_at(1).is_some()
        {
            self.position += 1;
            let at = self.position;
            let digits = self.peek().is_some_and(|unit| (48..58).contains(&unit));
            let name = if digits { self.decimal()?.to_string() } else { self.word() };
            if !name.is_empty() && self.eat(close) {
                let Some(groups) = &self.groups else { return Ok(Node::Empty) };
                let group = if digits {
                    name.parse().ok().and_then(|number| groups.index_of_number(number))
                } else {
                    groups.index_of_name(&name)
                };
                return match group {
                    Some(group) => Ok(Node::Backreference { group, ignore_case: self.options.ignore_case }),
                    None => self.invalid(at, format!("the pattern has no group `{name}`")),
                };
            }
        } else if !keyed && self.peek().is_some_and(|unit| (49..58).contains(&unit)) {
            let number = self.decimal()?;
            let Some(groups) = &self.groups else { return Ok(Node::Empty) };
            if let Some(group) = groups.index_of_number(number) {
                return Ok(Node::Backreference { group, ignore_case: self.options.ignore_case });
            }
            if number <= 9 {
                return self.invalid(start, format!("the pattern has no group `{number}`"));
            }
        }
        self.position = begin;
        let unit = self.character(start)?;
        Ok(self.literal(unit))
    }

    /// Parses one character's escape after its backslash, inside or outside a class.
    pub(super) fn character(&mut self, start: usize) -> Result<u16, RegexError> {
        let Some(unit) = self.next() else {
            return self.invalid(start, "the pattern ends with a lone backslash");
        };
        Ok(match u8::try_from(unit).unwrap_or(0) {
            b'0'..=b'7' => {
                let mut value = unit - 48;
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|unit| (48..56).contains(unit)) else { break };
                    self.position += 1;
                    value = value * 8 + (digit - 48);
                }
                // .NET keeps eight bits of an octal escape.
                value & 0xFF
            }
            b'x' => self.hexadecimal(start, 2)?,
            b'u' => self.hexadecimal(start, 4)?,
            b'a' => 0x07,
            b'b' => 0x08,
            b'e' => 0x1B,
            b'f' => 0x0C,
            b'n' => 0x0A,
            b'r' => 0x0D,
            b't' => 0x09,
            b'v' => 0x0B,
            b'c' => {
                let letter = self.next().map(|unit| u8::try_from(unit).unwrap_or(0).to_ascii_uppercase());
                match letter {
                    Some(letter @ b'@'..=b'_') => u16::from(letter - b'@'),
                    Some(_) => return self.invalid(start, "`\\c` is not followed by a control character"),
                    None => return self.invalid(start, "`\\c` has no letter after it"),
                }
            }
            _ if unicode::joins_words(unit) => {
                let what = self.text(start, self.position);
                return self.invalid(start, format!("unknown escape `{what}`"));
            }
            _ => unit,
        })
    }

    fn hexadecimal(&mut self, start: usize, digits: usize) -> Result<u16, RegexError> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.peek().and_then(|unit| char::from_u32(unit.into())).and_then(|digit| digit.to_digit(16));
            let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
                let what = self.text(start, start + 2);
                return self.invalid(start, format!("`{what}` needs {digits} hexadecimal digits"));
            };
            self.position += 1;
            value = value << 4 | digit;
        }
        Ok(value)
    }

    /// Parses `{…}` after `\p` or `\P`.
    pub(super) fn property(&mut self, start: usize, negated: bool) -> Result<Property, RegexError> {
        let opened = self.eat(b'{');
        let from = self.position;
        while opened && self.peek().is_some_and(|unit| unit == u16::from(b'-') || unicode::joins_words(unit)) {
            self.position += 1;
        }
        let name = self.text(from, self.position);
        if !opened || !self.eat(b'}') {
            return self.invalid_with(start, "`\\p` has no `{name}` after it", "write `\\p{Lu}` or `\\p{IsGreek}`");
        }
        // In .NET each of these three means all of them under option i.
        let letters = ["Lu", "Ll", "Lt"];
        if let Some(mut set) = unicode::category(&name) {
            if self.options.ignore_case && letters.contains(&name.as_str()) {
                set = letters.iter().filter_map(|name| unicode::category(name)).fold(set, |set, more| set.union(&more));
            }
            return Ok(Property::Category(if negated { set.complement() } else { set }));
        }
        match unicode::block(&name) {
            Some(set) => Ok(Property::Ranges(if negated { set.complement() } else { set })),
            None => self.invalid_with(
                from,
                format!("unknown Unicode category or block `{name}`"),
                "categories are `L`, `Lu`, `Nd`, …; blocks are `IsGreek`, `IsCyrillic`, …; names are case-sensitive",
            ),
        }
    }
}

/// The set of `\d \D \s \S \w \W`.
pub(super) fn shorthand(letter: u8) -> Option<UnitSet> {
    let set = match letter.to_ascii_lowercase() {
        b'd' => unicode::digits(),
        b's' => unicode::spaces(),
        b'w' => unicode::words(),
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() { set.complement() } else { set.clone() })
}
