//! The state machine that recognizes dates and times by the kinds and order of their parts.
//!
//! Knows no values. A text runs through it once for its date and once for its time, in either order.

/// The parts read so far of the current date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    Start,
    /// `6 `
    Number,
    /// `6 15 `
    TwoNumbers,
    /// `6/`
    DateNumber,
    /// `6/15 `
    DateTwoNumbers,
    /// `6/15/`
    DateTwoNumbersOpen,
    /// `June `
    Month,
    /// `June 15 `
    MonthNumber,
    /// `15 June `
    NumberMonth,
    /// `June 15-` or `15-June-`
    MonthNumberOpen,
    /// `15 6月`
    NumberUnit,
    /// `2009 `
    Year,
    /// `2009 6 `
    YearNumber,
    /// `2009-6-`
    YearNumberOpen,
    /// `2009 June `
    YearMonth,
    /// `2009-June-`
    YearMonthOpen,
    /// `2009年`
    DateUnit,
    /// `13時`
    TimeUnit,
    /// `13:`
    Hour,
    /// `13:45:`
    HourMinute,
}

/// A part of a date, with what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// The end of the text.
    End,
    /// A number of one or two digits, then the end of the text.
    NumberEnd,
    /// A number, then AM or PM.
    NumberHalf,
    /// A number, then no separator.
    NumberSpace,
    /// A number, then a slash or hyphen.
    NumberDate,
    /// A number, then a colon.
    NumberTime,
    /// A number with the character for year, month or day.
    NumberDateUnit,
    /// A number with the character for hour, minute or second.
    NumberTimeUnit,
    /// A number, then the `T` before an ISO 8601 time.
    NumberTimeMark,
    /// The name of a month, then the end.
    MonthEnd,
    /// The name of a month, then no separator.
    MonthSpace,
    /// The name of a month, then a slash or hyphen.
    MonthDate,
    /// A number of three or more digits, then the end.
    YearEnd,
    /// A number of three or more digits, then no separator.
    YearSpace,
    /// A number of three or more digits, then a slash or hyphen.
    YearDate,
    /// The name of a day.
    Weekday,
    /// `Z` or `GMT`.
    Zone,
    /// `A.D.`
    Era,
}

/// A date or time that is complete, named after its parts in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complete {
    NumberNumber,
    NumberNumberNumber,
    MonthNumber,
    NumberMonth,
    MonthNumberNumber,
    YearNumber,
    YearMonth,
    YearNumberNumber,
    NumberNumberYear,
    YearMonthNumber,
    /// Every part had its unit.
    DateUnits,
    /// Units, then a number without.
    DateUnitsNumber,
    /// A number without, then units.
    NumberDateUnits,
    /// A number without, units, a number without.
    NumberDateUnitsNumber,
    Hour,
    HourMinute,
    HourMinuteSecond,
    TimeUnits,
}

/// The effect of a token in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Parsing continues in this state.
    To(State),
    /// The date or time is complete; the next token starts a new one.
    Done(Complete),
    /// The token is not allowed here.
    Refuse,
}

/// The effect of `token` in `state`.
pub(super) fn step(state: State, token: Token) -> Step {
    use State as S;
    use Step::{Done, Refuse, To};
    match (token, state) {
        (Token::Weekday | Token::Era, _) => aside(state, token),
        (Token::Zone, S::Start | S::Number | S::TwoNumbers | S::TimeUnit | S::Hour | S::HourMinute) => To(state),
        (Token::Zone | Token::NumberTimeMark, _) => Refuse,
        (Token::End, _) => match state {
            S::Start => To(S::Start),
            S::TwoNumbers | S::DateTwoNumbers => Done(Complete::NumberNumber),
            S::MonthNumber => Done(Complete::MonthNumber),
            S::NumberMonth => Done(Complete::NumberMonth),
            S::NumberUnit => Done(Complete::NumberDateUnits),
            S::YearNumber => Done(Complete::YearNumber),
            S::YearMonth => Done(Complete::YearMonth),
            S::DateUnit => Done(Complete::DateUnits),
            S::TimeUnit => Done(Complete::TimeUnits),
            _ => Refuse,
        },
        (Token::NumberEnd | Token::NumberHalf | Token::NumberSpace, _) => number(state, token),
        (Token::NumberDate, _) => match state {
            S::Start | S::TimeUnit => To(S::DateNumber),
            S::Number | S::DateNumber => To(S::DateTwoNumbersOpen),
            S::Month => To(S::MonthNumberOpen),
            S::Year => To(S::YearNumberOpen),
            _ => Refuse,
        },
        (Token::NumberTime, _) => match state {
            S::Start
            | S::TwoNumbers
            | S::DateTwoNumbers
            | S::MonthNumber
            | S::NumberMonth
            | S::NumberUnit
            | S::DateUnit => To(S::Hour),
            S::Hour => To(S::HourMinute),
            _ => Refuse,
        },
        (Token::NumberDateUnit, _) => match state {
            S::Start | S::DateUnit | S::TimeUnit => To(S::DateUnit),
            S::Number | S::NumberUnit => To(S::NumberUnit),
            S::Year => To(S::YearMonth),
            S::DateTwoNumbers | S::DateTwoNumbersOpen | S::MonthNumber | S::NumberMonth => Done(Complete::DateUnits),
            _ => Refuse,
        },
        (Token::NumberTimeUnit, _) => match state {
            S::Start
            | S::TwoNumbers
            | S::DateTwoNumbers
            | S::MonthNumber
            | S::NumberMonth
            | S::NumberUnit
            | S::DateUnit
            | S::TimeUnit
            | S::Hour
            | S::HourMinute => To(S::TimeUnit),
            _ => Refuse,
        },
        (Token::MonthEnd | Token::MonthSpace | Token::MonthDate, _) => month(state, token),
        (Token::YearEnd | Token::YearSpace | Token::YearDate, _) => year(state, token),
    }
}

/// A day of the week or an era: it does not change the parts read so far.
fn aside(state: State, token: Token) -> Step {
    match (state, token) {
        (State::Hour, Token::Weekday) => Step::Refuse,
        (State::YearNumberOpen, _) => Step::To(State::YearNumber),
        (State::YearMonthOpen, _) => Step::To(State::YearMonth),
        _ => Step::To(state),
    }
}

/// A short number without a separator.
fn number(state: State, token: Token) -> Step {
    use State as S;
    use Step::{Done, Refuse, To};
    match (state, token) {
        // Numbers before AM or PM that no date needs are the time, whatever divides them.
        (S::Start | S::DateUnit | S::DateTwoNumbers, Token::NumberHalf) => Done(Complete::Hour),
        (S::Number, Token::NumberHalf) => Done(Complete::HourMinute),
        (S::TwoNumbers, Token::NumberHalf) => Done(Complete::HourMinuteSecond),
        (S::DateNumber | S::Month | S::MonthNumberOpen | S::Year, Token::NumberHalf) => Refuse,
        (S::Start, Token::NumberSpace) => To(S::Number),
        (S::Number, Token::NumberSpace) => To(S::TwoNumbers),
        (S::DateNumber, Token::NumberSpace) => To(S::DateTwoNumbers),
        (S::Month, Token::NumberSpace) => To(S::MonthNumber),
        (S::Year, Token::NumberSpace) => To(S::YearNumber),
        (S::DateUnit | S::TimeUnit, Token::NumberSpace) => To(S::Hour),
        (S::Start, _) => Refuse,
        (S::Number | S::DateNumber, _) => Done(Complete::NumberNumber),
        (S::TwoNumbers | S::DateTwoNumbers | S::DateTwoNumbersOpen, _) => Done(Complete::NumberNumberNumber),
        (S::Month, _) => Done(Complete::MonthNumber),
        (S::MonthNumber | S::NumberMonth | S::MonthNumberOpen, _) => Done(Complete::MonthNumberNumber),
        (S::NumberUnit, _) => Done(Complete::NumberDateUnitsNumber),
        (S::Year, _) => Done(Complete::YearNumber),
        (S::YearNumber | S::YearNumberOpen, _) => Done(Complete::YearNumberNumber),
        (S::YearMonth | S::YearMonthOpen, _) => Done(Complete::YearMonthNumber),
        (S::DateUnit, _) => Done(Complete::DateUnitsNumber),
        (S::TimeUnit, _) => Done(Complete::TimeUnits),
        (S::Hour, _) => Done(Complete::HourMinute),
        (S::HourMinute, _) => Done(Complete::HourMinuteSecond),
    }
}

/// The name of a month.
fn month(state: State, token: Token) -> Step {
    use State as S;
    use Step::{Done, Refuse, To};
    match (state, token) {
        (S::Start, Token::MonthSpace | Token::MonthDate) => To(S::Month),
        (S::Number | S::DateNumber, Token::MonthDate) => To(S::MonthNumberOpen),
        (S::Year, Token::MonthDate) => To(S::YearMonthOpen),
        (_, Token::MonthDate) => Refuse,
        (S::Number | S::Hour, Token::MonthSpace) => To(S::NumberMonth),
        (S::DateNumber, Token::MonthSpace) => To(S::MonthNumber),
        (S::Year, Token::MonthSpace) => To(S::YearMonth),
        (S::Number | S::DateNumber | S::Hour, _) => Done(Complete::NumberMonth),
        (S::Year, _) => Done(Complete::YearMonth),
        (S::TwoNumbers | S::DateTwoNumbers | S::DateTwoNumbersOpen, _) => Done(Complete::MonthNumberNumber),
        (S::YearNumber | S::YearNumberOpen, _) => Done(Complete::YearMonthNumber),
        _ => Refuse,
    }
}

/// A number that can only be a year.
fn year(state: State, token: Token) -> Step {
    use State as S;
    use Step::{Done, Refuse, To};
    match (state, token) {
        (S::Start, Token::YearSpace | Token::YearDate) => To(S::Year),
        (S::Number | S::DateNumber, Token::YearSpace) => To(S::YearNumber),
        (S::Number | S::DateNumber, Token::YearDate) => To(S::YearNumberOpen),
        (S::Number | S::DateNumber, _) => Done(Complete::YearNumber),
        (S::Month, Token::YearSpace) => To(S::YearMonth),
        (S::Month, Token::YearDate) => To(S::YearMonthOpen),
        (S::Month, _) => Done(Complete::YearMonth),
        (_, Token::YearDate) => Refuse,
        (S::TwoNumbers | S::DateTwoNumbers | S::DateTwoNumbersOpen, _) => Done(Complete::NumberNumberYear),
        (S::MonthNumber | S::NumberMonth | S::MonthNumberOpen, _) => Done(Complete::YearMonthNumber),
        _ => Refuse,
    }
}
