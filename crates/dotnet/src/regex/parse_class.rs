//! Parses a character class, `[…]`, with ranges, shorthands, properties and subtraction.
//!
//! Knows nothing of its surroundings except the option i.

use super::case;
use super::error::RegexError;
use super::parse::{MAX_NESTING, Parser};
use super::parse_escape::{Property, shorthand};
use super::set::UnitSet;

impl Parser {
    /// Parses after the bracket at `start`.
    pub(super) fn class(&mut self, start: usize, depth: usize) -> Result<UnitSet, RegexError> {
        if depth > MAX_NESTING {
            return self.too_deep(start);
        }
        let negated = self.eat(b'^');
        let mut ranges: Vec<(u16, u16)> = Vec::new();
        let mut categories: Vec<UnitSet> = Vec::new();
        let mut subtracted: Option<UnitSet> = None;
        // The unit before a dash, if it may begin a range, and its position.
        let mut low: Option<(u16, usize)> = None;
        let mut first = true;
        loop {
            let at = self.position;
            let Some(mut unit) = self.next() else {
                return self.invalid_with(start, "the class `[` is not closed", "write `\\[` for the character");
            };
            let mut escaped = false;
            if unit == u16::from(b']') && !first {
                break;
            }
            let not_first = !std::mem::take(&mut first);
            if unit == u16::from(b'\\')
                && let Some(letter) = self.peek()
            {
                let letter = u8::try_from(letter).unwrap_or(0);
                let shorthand = shorthand(letter);
                if shorthand.is_some() || matches!(letter, b'p' | b'P') {
                    if low.is_some() && !self.counting() {
                        let what = char::from(letter);
                        return self.invalid(at, format!("`\\{what}` cannot end a range"));
                    }
                    self.position += 1;
                    match shorthand {
                        Some(set) => categories.push(set),
                        None => match self.property(at, letter == b'P')? {
                            Property::Category(set) => categories.push(set),
                            Property::Ranges(set) => ranges.extend(set.ranges()),
                        },
                    }
                    continue;
                }
                if letter == b'-' {
                    self.position += 1;
                    ranges.push(self.range(low.take(), letter.into())?);
                    continue;
                }
                unit = self.character(at)?;
                escaped = true;
            }
            let opens_subtraction = !escaped && not_first;
            if let Some(lowest) = low.take() {
                if unit == u16::from(b'[') && opens_subtraction {
                    ranges.push((lowest.0, lowest.0));
                    subtracted = Some(self.subtraction(at, depth)?);
                } else {
                    ranges.push(self.range(Some(lowest), unit)?);
                }
            } else if self.peek() == Some(b'-'.into()) && self.peek_at(1).is_some_and(|unit| unit != u16::from(b']')) {
                low = Some((unit, at));
                self.position += 1;
            } else if unit == u16::from(b'-') && opens_subtraction && self.eat(b'[') {
                subtracted = Some(self.subtraction(at + 1, depth)?);
            } else {
                ranges.push((unit, unit));
            }
        }
        if self.counting() {
            return Ok(UnitSet::new(Vec::new()));
        }
        if let ([], [category], None, false) = (ranges.as_slice(), categories.as_slice(), &subtracted, negated) {
            return Ok(category.clone());
        }
        let mut set = UnitSet::new(ranges);
        // As in .NET, option i applies to the characters and ranges of a class, not to its categories.
        if self.options.ignore_case {
            set = case::close(&set);
        }
        for category in &categories {
            set = set.union(category);
        }
        if negated {
            set = set.complement();
        }
        Ok(match subtracted {
            Some(subtracted) => set.without(&subtracted),
            None => set,
        })
    }

    fn range(&self, low: Option<(u16, usize)>, high: u16) -> Result<(u16, u16), RegexError> {
        match low {
            None => Ok((high, high)),
            Some((low, _)) if low <= high => Ok((low, high)),
            Some((_, at)) => self.invalid(at, format!("the range `{}` is reversed", self.text(at, self.position))),
        }
    }

    fn subtraction(&mut self, start: usize, depth: usize) -> Result<UnitSet, RegexError> {
        let set = self.class(start, depth + 1)?;
        if self.peek().is_some_and(|unit| unit != u16::from(b']')) {
            return self.invalid(start, "a subtracted class must be the last thing in its class");
        }
        Ok(set)
    }
}
