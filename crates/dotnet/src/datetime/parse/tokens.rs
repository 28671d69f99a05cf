//! Splits the text into the tokens of the state machine and keeps their values.
//!
//! The kind of a token can depend on the state: a hyphen after a complete date begins an offset, and seconds may have a
//! fraction. Does not decide which number is the day or the month.

use super::lexicon::{self, Half, Unit, Word};
use super::states::{Complete, State, Step, Token, step};
use super::zone::{self, Zone};
use super::{ParseError, Reading, cursor};

/// The separator after a number or a month.
#[derive(Clone, Copy)]
enum Separator {
    End,
    Space,
    Date,
    /// A hyphen; the value is the cursor's offset before it.
    Hyphen(usize),
    Time,
    Half(Half),
    Unit(Unit),
    TimeMark,
}

const UNEXPECTED: &str = "unexpected here";

impl Reading<'_> {
    /// Reads a token; `None` if the text read is not a token of its own.
    pub(super) fn token(&mut self, state: State) -> Result<Option<Token>, ParseError> {
        self.cursor.skip_white();
        // After the last token an error can only point at that token.
        let Some(character) = self.cursor.peek() else { return Ok(Some(Token::End)) };
        self.start = self.cursor.offset();
        if character.is_ascii_digit() {
            return self.number(state).map(Some);
        }
        match lexicon::read(self.cursor.rest()) {
            Some((word, length)) if word.stands_alone() => {
                self.cursor.advance(length);
                self.word(word, state)
            }
            _ if character.is_alphabetic() => Err(self.error("an unknown word")),
            _ => self.sign().map(|()| None),
        }
    }

    fn word(&mut self, word: Word, state: State) -> Result<Option<Token>, ParseError> {
        match word {
            Word::Month(_) if self.parts.named_month.is_some() => Err(self.error("a second month")),
            Word::Month(month) => {
                self.parts.named_month = Some(month);
                match self.separator() {
                    Separator::End => Ok(Some(Token::MonthEnd)),
                    Separator::Space => Ok(Some(Token::MonthSpace)),
                    Separator::Date => Ok(Some(Token::MonthDate)),
                    Separator::Hyphen(before) => {
                        Ok(Some(self.hyphen(before, state, Token::MonthDate, Token::MonthSpace)))
                    }
                    _ => Err(self.error(UNEXPECTED)),
                }
            }
            Word::Weekday(_) if self.parts.weekday.is_some() => Err(self.error("a second day of the week")),
            Word::Weekday(weekday) => {
                self.parts.weekday = Some(weekday);
                Ok(Some(Token::Weekday))
            }
            Word::Utc => {
                self.refuse_second_zone()?;
                self.parts.zone = Zone::UTC;
                Ok(Some(Token::Zone))
            }
            Word::Half(half) => self.half(half).map(|()| None),
            Word::Era => Ok(Some(Token::Era)),
            _ => Ok(None),
        }
    }

    /// A character that is neither a number nor a word.
    fn sign(&mut self) -> Result<(), ParseError> {
        if matches!(self.cursor.peek(), Some('+' | '-')) && self.parts.zone.offset.is_none() {
            let offset = zone::read_offset(&mut self.cursor).ok_or_else(|| self.error("not a number or an offset"))?;
            self.parts.zone.offset = Some(offset);
            return Ok(());
        }
        if self.cursor.eat_wrapping() { Ok(()) } else { Err(self.error("an unexpected character")) }
    }

    fn number(&mut self, state: State) -> Result<Token, ParseError> {
        let digits = self.cursor.digits();
        if self.parts.numbers.is_full() {
            return Err(self.error("one number too many"));
        }
        if digits.count > cursor::MAX_DIGITS {
            return Err(self.error("a number with too many digits"));
        }
        if state == State::HourMinute && (self.cursor.eat('.') || self.cursor.eat(',')) {
            self.parts.fraction = self.cursor.fraction().unwrap_or_default();
        }
        self.offset_behind_time(state)?;
        if digits.count > 2 { self.year(digits.value, state) } else { self.short_number(digits.value, state) }
    }

    fn year(&mut self, value: u32, state: State) -> Result<Token, ParseError> {
        if self.parts.long_year.is_some() {
            return Err(self.error("a second year"));
        }
        self.parts.long_year = Some(value);
        match self.separator() {
            Separator::End => Ok(Token::YearEnd),
            Separator::Space => Ok(Token::YearSpace),
            Separator::Date => Ok(Token::YearDate),
            Separator::Hyphen(before) => Ok(self.hyphen(before, state, Token::YearDate, Token::YearSpace)),
            Separator::Half(half) => self.half(half).map(|()| Token::YearSpace),
            Separator::Unit(unit) => self.unit(unit, value),
            Separator::Time | Separator::TimeMark => Err(self.error(UNEXPECTED)),
        }
    }

    fn short_number(&mut self, value: u32, state: State) -> Result<Token, ParseError> {
        let token = match self.separator() {
            Separator::End => Token::NumberEnd,
            Separator::Space => Token::NumberSpace,
            Separator::Date => Token::NumberDate,
            Separator::Hyphen(before) => self.hyphen(before, state, Token::NumberDate, Token::NumberSpace),
            Separator::Time => Token::NumberTime,
            Separator::TimeMark => Token::NumberTimeMark,
            Separator::Unit(Unit::Year) => return self.unit(Unit::Year, super::parts::full_year(value)),
            Separator::Unit(unit) => return self.unit(unit, value),
            Separator::Half(half) => {
                self.half(half)?;
                // In `1/10 5 AM` only AM shows that the third number is not a year.
                if state == State::DateTwoNumbers {
                    self.complete(Complete::NumberNumber)?;
                }
                self.parts.numbers.push(value);
                self.offset_behind_time(state)?;
                return Ok(Token::NumberHalf);
            }
        };
        self.parts.numbers.push(value);
        Ok(token)
    }

    /// A hyphen separates the parts of a date, unless the part before it was the last one that the date could have.
    fn hyphen(&mut self, before: usize, state: State, dividing: Token, ending: Token) -> Token {
        let is_complete = step(state, dividing) == Step::Refuse && matches!(step(state, ending), Step::Done(_));
        if is_complete {
            self.cursor.go_to(before);
        }
        if is_complete { ending } else { dividing }
    }

    fn unit(&mut self, unit: Unit, value: u32) -> Result<Token, ParseError> {
        self.parts.set_unit(unit, value).map_err(|reason| self.error(reason))?;
        Ok(match unit {
            Unit::Year | Unit::Month | Unit::Day => Token::NumberDateUnit,
            Unit::Hour | Unit::Minute | Unit::Second => Token::NumberTimeUnit,
        })
    }

    fn half(&mut self, half: Half) -> Result<(), ParseError> {
        match self.parts.half.replace(half) {
            Some(_) => Err(self.error("a second AM or PM")),
            None => Ok(()),
        }
    }

    fn separator(&mut self) -> Separator {
        let before = self.cursor.offset();
        self.cursor.skip_white_and_marks();
        if self.cursor.peek().is_none() {
            return Separator::End;
        }
        let Some((word, length)) = lexicon::read(self.cursor.rest()) else { return Separator::Space };
        let separator = match word {
            Word::TimeSeparator => Separator::Time,
            Word::DateSeparator => Separator::Date,
            Word::Hyphen => Separator::Hyphen(before),
            Word::TimeMark => Separator::TimeMark,
            Word::Half(half) => Separator::Half(half),
            Word::Unit(unit) => Separator::Unit(unit),
            Word::Ignorable | Word::Month(_) | Word::Weekday(_) | Word::Era | Word::Utc => return Separator::Space,
        };
        self.cursor.advance(length);
        separator
    }

    /// Reads the offset that may follow the minutes or seconds.
    fn offset_behind_time(&mut self, state: State) -> Result<(), ParseError> {
        if !matches!(state, State::Hour | State::HourMinute) {
            return Ok(());
        }
        let before = self.cursor.offset();
        self.cursor.skip_white();
        if !matches!(self.cursor.peek(), Some('+' | '-')) {
            self.cursor.go_to(before);
            return Ok(());
        }
        self.start = self.cursor.offset();
        self.refuse_second_zone()?;
        let offset = zone::read_offset(&mut self.cursor).ok_or_else(|| self.error("not an offset from UTC"))?;
        self.parts.zone.offset = Some(offset);
        Ok(())
    }

    fn refuse_second_zone(&self) -> Result<(), ParseError> {
        match self.parts.zone.offset {
            Some(_) => Err(self.error("a second time zone")),
            None => Ok(()),
        }
    }
}
