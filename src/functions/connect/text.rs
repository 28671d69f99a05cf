//! Functions of Entra Connect Sync that cut, pad and change strings. Lengths and positions count UTF-16 code units.

use super::types::{Cut, Num, Str};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::casing::{self, Culture};
use crate::dotnet::vb;
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::shared::text::mid;
use crate::functions::{CallError, Scope};
use crate::text::Span;
use std::borrow::Cow;

functions! {
    /// The first characters of a string.
    ///
    /// The empty string if the source is absent; the whole string if the number is negative.
    ///
    /// | expression            | record               | dialect | gives   |
    /// |-----------------------|----------------------|---------|---------|
    /// | `Left("John Doe", 3)` | `{}`                 | connect | `"Joh"` |
    /// | `Left([name], 0)`     | `{"name": "John"}`   | connect | `""`    |
    /// | `Left([name], -1)`    | `{"name": "John"}`   | connect | `"John"` |
    /// | `Left([name], 9)`     | `{"name": "John"}`   | connect | `"John"` |
    /// | `Left([name], 3)`     | `{}`                 | connect | `""`    |
    #[languages(CONNECT)]
    #[properties(LowestUseful("numChars", 0, "the whole string"), LongestBy("numChars"))]
    fn Left<'r>(string: Option<Str<'r>>, numChars: Num) -> &'r str {
        let text = string.map_or("", |text| text.0);
        vb::left(text, numChars.0).unwrap_or(text)
    }

    /// The last characters of a string.
    ///
    /// The empty string if the source is absent; the whole string if the number is negative.
    ///
    /// | expression             | record             | dialect | gives    |
    /// |------------------------|--------------------|---------|----------|
    /// | `Right("John Doe", 3)` | `{}`               | connect | `"Doe"`  |
    /// | `Right([name], 0)`     | `{"name": "John"}` | connect | `""`     |
    /// | `Right([name], -1)`    | `{"name": "John"}` | connect | `"John"` |
    /// | `Right([name], 3)`     | `{}`               | connect | `""`     |
    #[languages(CONNECT)]
    #[properties(LowestUseful("numChars", 0, "the whole string"), LongestBy("numChars"))]
    fn Right<'r>(string: Option<Str<'r>>, numChars: Num) -> &'r str {
        let text = string.map_or("", |text| text.0);
        vb::right(text, numChars.0).unwrap_or(text)
    }

    /// The characters of a string, or the bytes of a binary value, from a position on, counted from 1.
    ///
    /// Without a length, or if there are fewer characters, up to the end. If the start is below 1 or beyond the end, or the
    /// length is negative, it is the whole string. If the source is absent, it is the empty string.
    ///
    /// | expression                | record                       | dialect | gives         |
    /// |---------------------------|------------------------------|---------|---------------|
    /// | `Mid("John Doe", 3, 5)`   | `{}`                         | connect | `"hn Do"`     |
    /// | `Mid("John Doe", 6, 999)` | `{}`                         | connect | `"Doe"`       |
    /// | `Mid([mail], 6)`          | `{"mail": "SMTP:ada@b.org"}` | connect | `"ada@b.org"` |
    /// | `Mid([name], 5, 1)`       | `{"name": "John"}`           | connect | `"John"`      |
    /// | `Mid([name], -1, 2)`      | `{"name": "John"}`           | connect | `"John"`      |
    /// | `Mid([name], 2, -1)`      | `{"name": "John"}`           | connect | `"John"`      |
    /// | `Mid([name], 2, 0)`       | `{"name": "John"}`           | connect | `""`          |
    /// | `Mid([name], 1, 2)`       | `{}`                         | connect | `""`          |
    /// | `Mid([objectGUID], 2, 2)` | `{"objectGUID": "AAECAw=="}` | connect | `"AQI="`      |
    #[languages(CONNECT)]
    #[aliases(
        "Substring($text, 0, $count)" => "Mid($text, 1, $count)",
        "Substr($text, 0, $count)" => "Mid($text, 1, $count)",
        "Teil($text, $start, $count)" => "Mid($text, $start, $count)",
        "Stxt($text, $start, $count)" => "Mid($text, $start, $count)",
        "Substring" => "`Mid(source, start, length)` counts from 1; others count from 0, or take an end in place of a length",
        "Substr" => "`Mid(source, start, length)` counts from 1; others count from 0, or take an end in place of a length",
    )]
    #[properties(
        KeepsType,
        LowestUseful("start", 1, "the whole string"),
        LowestUseful("length", 1, "the empty or the whole string")
    )]
    fn Mid<'r>(source: Option<Cut<'r>>, start: Num, length: Optional<Num>) -> Cut<'r> {
        let length = length.0.map(|length| length.0);
        match source {
            None => Cut::Str(""),
            Some(Cut::Str(text)) => {
                let is_beyond = usize::try_from(start.0).is_ok_and(|start| start > vb::len(text));
                Cut::Str(if is_beyond { text } else { mid(text, start.0, length) })
            }
            Some(Cut::Bytes(bytes)) => Cut::Bytes(part(bytes, start.0, length.unwrap_or(i64::MAX))),
        }
    }

    /// The number of characters of a string, or of bytes of a binary value.
    ///
    /// 0 without a value.
    ///
    /// | expression          | record                     | dialect | gives |
    /// |---------------------|----------------------------|---------|-------|
    /// | `Len("John Doe")`   | `{}`                       | connect | `8`   |
    /// | `Len("😀")`         | `{}`                       | connect | `2`   |
    /// | `Len([objectGUID])` | `{"objectGUID": "AAECAw=="}` | connect | `4` |
    /// | `Len([name])`       | `{}`                       | connect | `0`   |
    #[languages(CONNECT)]
    #[aliases(
        "Length($text)" => "Len($text)",
        "StrLen($text)" => "Len($text)",
    )]
    #[properties(NeverNegative)]
    fn Len<'r>(string: Option<Cut<'r>>) -> i64 {
        let length = match string {
            None => 0,
            Some(Cut::Str(text)) => vb::len(text),
            Some(Cut::Bytes(bytes)) => bytes.len(),
        };
        i64::try_from(length).unwrap_or(i64::MAX)
    }

    /// The string without white space at its beginning and its end.
    ///
    /// | expression            | record                      | dialect | gives        |
    /// |-----------------------|-----------------------------|---------|--------------|
    /// | `Trim(" Test ")`      | `{}`                        | connect | `"Test"`     |
    /// | `Trim([mails])`       | `{"mails": [" a", "b "]}`   | connect | `["a", "b"]` |
    /// | `Trim([mail])`        | `{}`                        | connect | absent       |
    #[languages(CONNECT)]
    fn Trim<'r>(value: Str<'r>) -> &'r str {
        value.0.trim_matches(is_white)
    }

    /// The string without white space at its beginning.
    ///
    /// | expression        | record | dialect | gives     |
    /// |-------------------|--------|---------|-----------|
    /// | `LTrim(" Test ")` | `{}`   | connect | `"Test "` |
    /// | `LTrim([mail])`   | `{}`   | connect | absent    |
    #[languages(CONNECT)]
    fn LTrim<'r>(value: Str<'r>) -> &'r str {
        value.0.trim_start_matches(is_white)
    }

    /// The string without white space at its end.
    ///
    /// | expression        | record | dialect | gives     |
    /// |-------------------|--------|---------|-----------|
    /// | `RTrim(" Test ")` | `{}`   | connect | `" Test"` |
    /// | `RTrim([mail])`   | `{}`   | connect | absent    |
    #[languages(CONNECT)]
    fn RTrim<'r>(value: Str<'r>) -> &'r str {
        value.0.trim_end_matches(is_white)
    }

    /// The string in lower case.
    ///
    /// | expression      | record             | dialect | gives        |
    /// |-----------------|--------------------|---------|--------------|
    /// | `LCase("TeSt")` | `{}`               | connect | `"test"`     |
    /// | `LCase([mails])` | `{"mails": ["A", "b"]}` | connect | `["a", "b"]` |
    /// | `LCase([mail])` | `{}`               | connect | absent       |
    #[languages(CONNECT)]
    #[aliases(
        "ToLower($text)" => "LCase($text)",
        "Lower($text)" => "LCase($text)",
        "LowerCase($text)" => "LCase($text)",
    )]
    #[properties(LowerCases)]
    fn LCase<'r>(value: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.changed(value.0, casing::lower_in(value.0, Culture::INVARIANT, scope.arena))
    }

    /// The string in upper case.
    ///
    /// | expression      | record | dialect | gives    |
    /// |-----------------|--------|---------|----------|
    /// | `UCase("TeSt")` | `{}`   | connect | `"TEST"` |
    /// | `UCase([mail])` | `{}`   | connect | absent   |
    #[languages(CONNECT)]
    #[aliases(
        "ToUpper($text)" => "UCase($text)",
        "Upper($text)" => "UCase($text)",
        "UpperCase($text)" => "UCase($text)",
    )]
    #[properties(UpperCases)]
    fn UCase<'r>(value: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.changed(value.0, casing::upper_in(value.0, Culture::INVARIANT, scope.arena))
    }

    /// The string with each word in lower case but for its first letter.
    ///
    /// Words are separated by spaces. A word that begins with another character than a letter stays as it is.
    ///
    /// | expression             | record | dialect | gives           |
    /// |------------------------|--------|---------|-----------------|
    /// | `PCase("TEsT")`        | `{}`   | connect | `"Test"`        |
    /// | `PCase("ada o'neil-x")` | `{}`  | connect | `"Ada O'neil-x"` |
    /// | `PCase("van (DE) xY")` | `{}`   | connect | `"Van (DE) Xy"` |
    /// | `PCase([name])`        | `{}`   | connect | absent          |
    #[languages(CONNECT)]
    #[aliases(
        "Proper($text)" => "PCase($text)",
        "ProperCase($text)" => "PCase($text)",
        "TitleCase($text)" => "PCase($text)",
    )]
    fn PCase<'r>(value: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.keep(words_cased(value.0))
    }

    /// The string with a character before it, as often as it needs to be so long.
    ///
    /// A string that is long enough stays as it is. The empty string if it is absent.
    ///
    /// | expression                | record        | dialect | gives          |
    /// |---------------------------|---------------|---------|----------------|
    /// | `PadLeft("User", 10, "0")` | `{}`         | connect | `"000000User"` |
    /// | `PadLeft("User", 4, "0")` | `{}`          | connect | `"User"`       |
    /// | `PadLeft([name], 3, "0")` | `{}`          | connect | `""`           |
    /// | `PadLeft("a", 3, [p])`    | `{"p": "00"}` | connect | not-one-character |
    #[languages(CONNECT)]
    fn PadLeft<'r>(string: Option<Str<'r>>, length: Num, padCharacter: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let (text, padding) = padded("PadLeft", string, length, padCharacter, scope)?;
        Ok(scope.concat(&[padding, text])?)
    }

    /// The string with a character behind it, as often as it needs to be so long.
    ///
    /// A string that is long enough stays as it is. The empty string if it is absent.
    ///
    /// | expression                 | record | dialect | gives          |
    /// |----------------------------|--------|---------|----------------|
    /// | `PadRight("User", 10, "0")` | `{}`  | connect | `"User000000"` |
    /// | `PadRight("User", 2, "0")` | `{}`   | connect | `"User"`       |
    /// | `PadRight([name], 3, "0")` | `{}`   | connect | `""`           |
    #[languages(CONNECT)]
    fn PadRight<'r>(string: Option<Str<'r>>, length: Num, padCharacter: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let (text, padding) = padded("PadRight", string, length, padCharacter, scope)?;
        Ok(scope.concat(&[text, padding])?)
    }
}

/// .NET's white space (decision F7).
fn is_white(character: char) -> bool {
    character.is_whitespace()
}

/// The bytes from a position on; all of them where a string would be the whole.
fn part(bytes: &[u8], start: i64, length: i64) -> &[u8] {
    let skipped = start.checked_sub(1).and_then(|skipped| usize::try_from(skipped).ok());
    let rest = skipped.and_then(|skipped| bytes.get(skipped..)).filter(|rest| !rest.is_empty());
    let (Some(rest), Ok(length)) = (rest, usize::try_from(length)) else { return bytes };
    rest.get(..length).unwrap_or(rest)
}

/// Each word between spaces with its first letter in upper case and the rest in lower case.
fn words_cased(text: &str) -> Cow<'_, str> {
    let mut cased = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        match word.chars().next().filter(|first| first.is_alphabetic()) {
            Some(first) => {
                cased.push(casing::upper_char(first, Culture::INVARIANT));
                let rest = word.get(first.len_utf8()..).unwrap_or_default();
                cased.extend(rest.chars().map(|character| casing::lower_char(character, Culture::INVARIANT)));
            }
            None => cased.push_str(word),
        }
    }
    if cased == text { Cow::Borrowed(text) } else { Cow::Owned(cased) }
}

/// A string, and what it lacks in length.
fn padded<'r>(
    function: &'static str,
    string: Option<Str<'r>>,
    length: Num,
    padding: Str<'r>,
    scope: &'r Scope<'r>,
) -> Result<(&'r str, &'r str), CallError> {
    let mut characters = padding.0.chars();
    let (Some(_), None) = (characters.next(), characters.next()) else {
        let diagnostic = registry::not_one_character(Span::default(), "padCharacter", function);
        return Err(CallError::text(2, diagnostic, padding.0));
    };
    let Some(Str(text)) = string else { return Ok(("", "")) };
    let missing = usize::try_from(length.0).unwrap_or_default().saturating_sub(vb::len(text));
    // A character outside the first plane counts twice, and is not cut in half.
    let count = missing / vb::len(padding.0).max(1);
    scope.allow(count.saturating_mul(padding.0.len()).saturating_add(text.len()))?;
    Ok((text, scope.arena.alloc_str(&padding.0.repeat(count))))
}
