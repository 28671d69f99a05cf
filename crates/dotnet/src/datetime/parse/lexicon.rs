//! The words and symbols of the invariant culture in a date.
//!
//! Knows what a word is, not where it may occur.

/// The unit of a number, given by the character after it in Chinese, Japanese or Korean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// A word or a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A comma or a full stop, which are ignored.
    Ignorable,
    /// A colon.
    TimeSeparator,
    /// A slash.
    DateSeparator,
    /// A hyphen, which separates the parts of a date and begins an offset.
    Hyphen,
    /// The `T` of ISO 8601.
    TimeMark,
    Half(Half),
    Unit(Unit),
    /// January is 1.
    Month(u32),
    /// Sunday is 0.
    Weekday(u32),
    /// The era `A.D.`, the only one.
    Era,
    /// `Z` or `GMT`.
    Utc,
}

impl Word {
    /// Whether it can follow a number, year or month and separate it from the next part.
    pub(super) fn separates(self) -> bool {
        match self {
            Self::TimeSeparator
            | Self::DateSeparator
            | Self::Hyphen
            | Self::TimeMark
            | Self::Half(_)
            | Self::Unit(_) => true,
            Self::Ignorable | Self::Month(_) | Self::Weekday(_) | Self::Era | Self::Utc => false,
        }
    }

    /// Whether it can be a part of its own.
    pub(super) fn stands_alone(self) -> bool {
        !self.separates() || matches!(self, Self::Half(_))
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/// `september` and `wednesday`.
const LONGEST_WORD: usize = 9;
const ERA_WITH_STOPS: &str = "a.d.";

/// The word or symbol at the beginning of a text, and its length in bytes. A word counts only if no letter follows.
pub(super) fn read(text: &str) -> Option<(Word, usize)> {
    let sign = |word| Some((word, 1));
    match text.bytes().next()? {
        b',' | b'.' => sign(Word::Ignorable),
        b':' => sign(Word::TimeSeparator),
        b'/' => sign(Word::DateSeparator),
        b'-' => sign(Word::Hyphen),
        b'a'..=b'z' | b'A'..=b'Z' => read_latin(text),
        0x80.. => read_unit(text),
        _ => None,
    }
}

fn read_latin(text: &str) -> Option<(Word, usize)> {
    // Longer runs of letters are not words, so the rest of the run need not be read.
    let length = text.bytes().take(LONGEST_WORD + 1).take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(length)?;
    if length == 1 && ends_word(text.get(ERA_WITH_STOPS.len()..)) && starts_with_ignoring_case(text, ERA_WITH_STOPS) {
        return Some((Word::Era, ERA_WITH_STOPS.len()));
    }
    if !ends_word(Some(rest)) {
        return None;
    }
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let meaning = match length {
        1 if is("t") => Word::TimeMark,
        1 if is("z") => Word::Utc,
        2 if is("am") => Word::Half(Half::Morning),
        2 if is("pm") => Word::Half(Half::Afternoon),
        2 if is("ad") => Word::Era,
        3 if is("gmt") => Word::Utc,
        3..=LONGEST_WORD => index_of(word, &MONTHS)
            .map(|index| Word::Month(index + 1))
            .or_else(|| index_of(word, &WEEKDAYS).map(Word::Weekday))?,
        _ => return None,
    };
    Some((meaning, length))
}

/// The index of a name in a list, written in full or cut to three letters.
fn index_of(word: &str, names: &[&str]) -> Option<u32> {
    let matches = |name: &&str| starts_with_ignoring_case(name, word) && (word.len() == 3 || word.len() == name.len());
    names.iter().position(matches).and_then(|index| u32::try_from(index).ok())
}

fn read_unit(text: &str) -> Option<(Word, usize)> {
    let sign = text.chars().next()?;
    let unit = match sign {
        '年' | '년' => Unit::Year,
        '月' | '월' => Unit::Month,
        '日' | '일' => Unit::Day,
        '時' | '时' => Unit::Hour,
        '分' => Unit::Minute,
        '秒' => Unit::Second,
        _ => return None,
    };
    let length = sign.len_utf8();
    ends_word(text.get(length..)).then_some((Word::Unit(unit), length))
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn ends_word(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphabetic))
}
