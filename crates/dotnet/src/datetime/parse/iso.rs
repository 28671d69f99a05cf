//! The time after the `T` of ISO 8601, which has stricter rules than other times: two digits each, hours before
//! minutes, only a zone after them.
//!
//! The day of the week and AM or PM, which may come before the date, are ignored.

use super::parts::assemble;
use super::zone::{self, Zone};
use super::{ParseError, Reading};
use crate::datetime::DateTime;

impl Reading<'_> {
    /// Parses everything after the `T`.
    pub(super) fn iso_time(&mut self) -> Result<DateTime, ParseError> {
        let (date_start, time_start) = (self.start, self.cursor.offset());
        let hour = self.two_digits()?;
        self.cursor.skip_white();
        if !self.cursor.eat(':') {
            return Err(self.error_here("a colon is missing after the hour"));
        }
        let minute = self.two_digits()?;
        self.cursor.skip_white();
        let (mut second, mut fraction) = (0, 0.0);
        if self.cursor.eat(':') {
            second = self.two_digits()?;
            if self.cursor.eat('.') || self.cursor.eat(',') {
                fraction = self.cursor.fraction().ok_or_else(|| self.error_here("the fraction has no digits"))?;
            }
            self.cursor.skip_white();
        }
        self.iso_zone()?;
        self.iso_end()?;
        let date = self.parts.date_before_time_mark();
        let clock = assemble(date, (hour, minute, second), fraction).map_err(|reason| {
            let is_day = assemble(date, (0, 0, 0), 0.0).is_ok();
            ParseError { offset: if is_day { time_start } else { date_start }, reason }
        })?;
        zone::adjust(clock, self.parts.zone, self.styles).map_err(|reason| self.error(reason))
    }

    fn two_digits(&mut self) -> Result<u32, ParseError> {
        self.cursor.skip_white();
        self.cursor.two_digits().ok_or_else(|| self.error_here("two digits are missing"))
    }

    fn iso_zone(&mut self) -> Result<(), ParseError> {
        self.start = self.cursor.offset();
        match self.cursor.peek() {
            Some('+' | '-') => {
                let offset = zone::read_offset(&mut self.cursor).ok_or_else(|| self.error("not an offset from UTC"))?;
                self.parts.zone.offset = Some(offset);
            }
            Some('Z' | 'z') => {
                self.cursor.bump();
                self.parts.zone = Zone::UTC;
            }
            _ => {}
        }
        Ok(())
    }

    fn iso_end(&mut self) -> Result<(), ParseError> {
        self.cursor.skip_white();
        if self.cursor.peek() == Some('#') && self.cursor.eat_wrapping() {
            // One more character is skipped unseen; the check of the wrapping made sure that it is white space or NUL.
            self.cursor.bump();
            self.cursor.skip_white();
        }
        if self.cursor.peek() == Some('\0') && !self.cursor.eat_wrapping() || self.cursor.peek().is_some() {
            return Err(self.error_here("only a zone may follow an ISO 8601 time"));
        }
        Ok(())
    }
}
