//! Parses what follows an opening parenthesis: the kind of group, its name, inline options.
//!
//! Knows nothing of a group's contents.

use super::error::RegexError;
use super::parse::{GroupKind, Options, Parser};
use super::unicode;

/// A group's name or number in the pattern.
enum Called {
    Number(u32),
    Name(String),
}

impl Parser {
    /// Parses after `(`; `None` if it only sets options.
    pub(super) fn open_group(&mut self, start: usize) -> Result<Option<GroupKind>, RegexError> {
        let close = Some(u16::from(b')'));
        if self.peek() != Some(b'?'.into()) || self.peek_at(1) == close {
            return Ok(Some(self.plain_group()));
        }
        if self.counting() {
            self.plain_is_condition = false;
        }
        self.position += 1;
        let look = |behind, negative| Ok(Some(GroupKind::Look { behind, negative }));
        match self.peek().and_then(|unit| u8::try_from(unit).ok()) {
            Some(b'(') => {
                self.position += 1;
                return self.conditional(start).map(Some);
            }
            Some(b':') => self.position += 1,
            Some(b'=') => {
                self.position += 1;
                return look(false, false);
            }
            Some(b'!') => {
                self.position += 1;
                return look(false, true);
            }
            Some(b'>') => {
                self.position += 1;
                return Ok(Some(GroupKind::Atomic));
            }
            Some(b'<') if self.peek_at(1) == Some(b'='.into()) => {
                self.position += 2;
                return look(true, false);
            }
            Some(b'<') if self.peek_at(1) == Some(b'!'.into()) => {
                self.position += 2;
                return look(true, true);
            }
            Some(quote @ (b'<' | b'\'')) => {
                self.position += 1;
                let close = if quote == b'<' { b'>' } else { b'\'' };
                return self.named_group(start, close).map(Some);
            }
            _ => {
                if !self.in_condition() {
                    self.inline_options();
                }
                if self.eat(b')') {
                    return Ok(None);
                }
                if !self.eat(b':') {
                    return self.unknown_group(start);
                }
            }
        }
        Ok(Some(GroupKind::Plain))
    }

    fn unknown_group<T>(&self, start: usize) -> Result<T, RegexError> {
        let end = (self.position + 1).min(self.units.len());
        let what = self.text(start, end);
        let help = if what.starts_with("(?P") {
            "a named group is written `(?<name>…)`"
        } else {
            "groups are `(…)`, `(?:…)`, `(?<name>…)`, `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`, `(?>…)`, `(?(…)…)`, `(?imnsx-imnsx:…)`"
        };
        self.invalid_with(start, format!("unknown kind of group `{what}`"), help)
    }

    fn plain_group(&mut self) -> GroupKind {
        if self.counting() {
            if !self.options.explicit_capture && !self.plain_is_condition {
                self.census.unnamed();
            }
            self.plain_is_condition = false;
            return GroupKind::Plain;
        }
        if self.options.explicit_capture || self.plain_is_condition {
            self.plain_is_condition = false;
            return GroupKind::Plain;
        }
        let group = self.groups.as_ref().and_then(|groups| groups.index_of_number(self.next_unnamed));
        self.next_unnamed += 1;
        GroupKind::Capture { group, uncapture: None }
    }

    fn inline_options(&mut self) {
        let mut on = true;
        while let Some(unit) = self.peek() {
            let Options { ignore_case, multiline, explicit_capture, singleline, ignore_blanks } = &mut self.options;
            match u8::try_from(unit).unwrap_or(0).to_ascii_lowercase() {
                b'-' => on = false,
                b'+' => on = true,
                b'i' => *ignore_case = on,
                b'm' => *multiline = on,
                b'n' => *explicit_capture = on,
                b's' => *singleline = on,
                b'x' => *ignore_blanks = on,
                _ => return,
            }
            self.position += 1;
        }
    }

    /// The letters of a name: those that `\b` counts as part of a word.
    pub(super) fn word(&mut self) -> String {
        let start = self.position;
        while self.peek().is_some_and(unicode::joins_words) {
            self.position += 1;
        }
        self.text(start, self.position)
    }

    /// Digits as a number.
    pub(super) fn decimal(&mut self) -> Result<u32, RegexError> {
        let start = self.position;
        let mut number = 0u32;
        while let Some(digit) = self.peek().filter(|unit| (48..58).contains(unit)) {
            self.position += 1;
            let next = number.checked_mul(10).and_then(|tens| tens.checked_add(u32::from(digit) - 48));
            match next.filter(|&next| next <= i32::MAX as u32) {
                Some(next) => number = next,
                None => return self.invalid(start, "the number is above 2147483647"),
            }
        }
        Ok(number)
    }

    fn called(&mut self, start: usize) -> Result<Called, RegexError> {
        match self.peek() {
            Some(48..58) => Ok(Called::Number(self.decimal()?)),
            Some(unit) if unicode::joins_words(unit) => Ok(Called::Name(self.word())),
            _ => self.invalid_with(start, "the group has no valid name", "names are made of letters, digits and `_`"),
        }
    }

    fn named_group(&mut self, start: usize, close: u8) -> Result<GroupKind, RegexError> {
        if self.counting() {
            // The rest is parsed as the group's contents: it opens no group.
            match self.peek() {
                Some(49..58) => {
                    let number = self.decimal()?;
                    self.census.numbered(number);
                }
                Some(unit) if unit != 48 && unicode::joins_words(unit) => {
                    let name = self.word();
                    self.census.named(name);
                }
                _ => {}
            }
            return Ok(GroupKind::Plain);
        }
        let mut group = None;
        let balancing_only = self.peek() == Some(b'-'.into());
        if !balancing_only {
            let at = self.position;
            match self.called(start)? {
                Called::Number(0) => return self.invalid(start, "group number 0 is the whole match"),
                called => group = self.resolve(&called),
            }
            // A number after a zero opens no group of its own: it is only read where another one has that number.
            if group.is_none() {
                let number = self.text(at, self.position);
                let message = format!("`{number}` begins with a zero, and the pattern has no group of that number");
                return self.invalid_with(at, message, "write the number without the zero");
            }
        }
        let mut uncapture = None;
        if self.eat(b'-') {
            let at = self.position;
            let called = self.called(start)?;
            uncapture = self.resolve(&called);
            if uncapture.is_none() {
                return self.no_such_group(at, &called);
            }
        }
        if !self.eat(close) {
            return self.invalid_with(
                start,
                "the group's name is not closed",
                "names are made of letters, digits and `_`",
            );
        }
        Ok(GroupKind::Capture { group, uncapture })
    }

    fn resolve(&self, called: &Called) -> Option<usize> {
        let groups = self.groups.as_ref()?;
        match called {
            Called::Number(number) => groups.index_of_number(*number),
            Called::Name(name) => groups.index_of_name(name),
        }
    }

    fn no_such_group<T>(&self, at: usize, called: &Called) -> Result<T, RegexError> {
        match called {
            Called::Number(number) => self.invalid(at, format!("the pattern has no group `{number}`")),
            Called::Name(name) => self.invalid(at, format!("the pattern has no group `{name}`")),
        }
    }

    /// Parses after `(?(`.
    fn conditional(&mut self, start: usize) -> Result<GroupKind, RegexError> {
        let condition = self.position;
        if !self.counting() {
            match self.peek() {
                Some(48..58) => {
                    let number = self.decimal()?;
                    if !self.eat(b')') {
                        return self.invalid(condition, format!("the condition `{number}` is not closed"));
                    }
                    let called = Called::Number(number);
                    return match self.resolve(&called) {
                        Some(group) => Ok(GroupKind::IfCaptured(group)),
                        None => self.no_such_group(condition, &called),
                    };
                }
                Some(unit) if unicode::joins_words(unit) => {
                    let called = Called::Name(self.word());
                    if let Some(group) = self.resolve(&called)
                        && self.eat(b')')
                    {
                        return Ok(GroupKind::IfCaptured(group));
                    }
                }
                _ => {}
            }
        }
        // Not a group: the parenthesis opens an expression.
        self.position = condition - 1;
        self.plain_is_condition = true;
        if self.peek_at(1) == Some(b'?'.into()) {
            let units = [self.peek_at(2), self.peek_at(3)].map(|unit| unit.and_then(|unit| u8::try_from(unit).ok()));
            match units {
                [Some(b'#'), _] => return self.invalid(condition, "a condition cannot be a comment"),
                [Some(b'<'), Some(b'=' | b'!')] => {}
                [Some(b'<' | b'\''), _] => return self.invalid(start, "a condition cannot be a named group"),
                _ => {}
            }
        }
        Ok(GroupKind::IfMatches(None))
    }
}
