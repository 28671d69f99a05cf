//! Parses a date in any form, as .NET's `DateTime.Parse` does in the invariant culture.
//!
//! Three steps: `tokens` splits the text into numbers, names and the separators after them; `states` decides by the
//! kinds of these tokens when a date or a time is complete; `parts` then assigns the numbers their meaning. Parsing by
//! a given format is done elsewhere.

mod cursor;
mod iso;
mod lexicon;
mod parts;
mod states;
mod tokens;
mod zone;

use std::fmt;

use self::cursor::Cursor;
use self::parts::Parts;
use self::states::{Complete, State, Step, Token, step};
use super::point::DateTime;
use super::styles::Styles;

/// Why a text is not a date, and where, for which .NET throws `FormatException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The offset of the error in the text, in bytes.
    pub offset: usize,
    /// The reason, in words that can follow a colon: `it is empty`, `there is no such day`.
    pub reason: &'static str,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason)
    }
}

impl std::error::Error for ParseError {}

/// Parses a date, a time or both, with or without a zone, as `DateTime.Parse` does. The local time zone is UTC.
///
/// `today` supplies the year of a date that has none, and the date of a time that has none. White space is allowed
/// where .NET allows it, which is everywhere between the parts, whatever `styles` contains.
///
/// # Errors
///
/// If .NET would reject the text too: a part of it is unknown or in the wrong position, or the parts are not a point in
/// time between the years 1 and 9999.
pub fn parse(source: &str, styles: Styles, today: DateTime) -> Result<DateTime, ParseError> {
    if source.is_empty() {
        return Err(ParseError { offset: 0, reason: "it is empty" });
    }
    let mut reading = Reading { cursor: Cursor::new(source), start: 0, parts: Parts::default(), styles, today };
    reading.run()
}

/// The state of parsing a text.
struct Reading<'a> {
    cursor: Cursor<'a>,
    /// Where the current token begins.
    start: usize,
    parts: Parts,
    styles: Styles,
    today: DateTime,
}

impl Reading<'_> {
    fn run(&mut self) -> Result<DateTime, ParseError> {
        let mut state = State::Start;
        let mut is_complete = false;
        loop {
            let Some(token) = self.token(state)? else { continue };
            if token == Token::NumberTimeMark && matches!(state, State::YearNumber | State::YearNumberOpen) {
                return self.iso_time();
            }
            state = match step(state, token) {
                Step::To(next) => next,
                Step::Done(what) => {
                    self.complete(what)?;
                    is_complete = true;
                    State::Start
                }
                Step::Refuse if token == Token::End => return Err(self.error_here("the date is incomplete")),
                Step::Refuse if state == State::Start && matches!(token, Token::NumberEnd | Token::YearEnd) => {
                    return Err(self.error(parts::NUMBER_ALONE));
                }
                Step::Refuse => return Err(self.error("unexpected after the previous part")),
            };
            if matches!(token, Token::End | Token::NumberEnd | Token::MonthEnd) {
                break;
            }
        }
        if !is_complete {
            return Err(self.error("it has neither a date nor a time"));
        }
        let clock = self.parts.finish(self.styles, self.today).map_err(|reason| self.error(reason))?;
        zone::adjust(clock, self.parts.zone, self.styles).map_err(|reason| self.error(reason))
    }

    fn complete(&mut self, what: Complete) -> Result<(), ParseError> {
        self.parts.complete(what, self.today).map_err(|reason| self.error(reason))
    }

    /// An error at the current token.
    fn error(&self, reason: &'static str) -> ParseError {
        ParseError { offset: self.start, reason }
    }

    /// An error at the next character.
    fn error_here(&self, reason: &'static str) -> ParseError {
        ParseError { offset: self.cursor.offset(), reason }
    }
}
