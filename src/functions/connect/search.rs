//! Functions of Entra Connect Sync that find something in a string, or replace it.

use super::types::{Num, Regex, Str};
use crate::diagnostic::registry;
use crate::dotnet::casing::{self, Culture};
use crate::dotnet::regex::MatchError;
use crate::dotnet::vb::{self, Compare};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::shared::search::word;
use crate::functions::{CallError, Scope};
use crate::text::Span;
use std::borrow::Cow;

functions! {
    /// The position of the first occurrence of a string in another, counted from 1; 0 if there is none.
    ///
    /// With case, unless `vbTextCompare` is given. 0 if one of the strings is absent.
    ///
    /// | expression                                 | record            | dialect | gives |
    /// |--------------------------------------------|-------------------|---------|-------|
    /// | `InStr("The quick brown fox", "quick")`    | `{}`              | connect | `5`   |
    /// | `InStr("repEated", "e", 3, vbBinaryCompare)` | `{}`            | connect | `7`   |
    /// | `InStr("repEated", "e", 3, vbTextCompare)` | `{}`              | connect | `4`   |
    /// | `InStr([mail], "@") > 0`                   | `{}`              | connect | `false` |
    /// | `InStr([mails], "@")`                      | `{"mails": ["a@", "b"]}` | connect | `[2, 0]` |
    /// | `InStr("abc", "b", [n])`                   | `{"n": 0}`        | connect | argument-out-of-range |
    #[languages(CONNECT)]
    #[aliases(
        "Find($what, $text)" => "InStr($text, $what)",
        "CharIndex($what, $text)" => "InStr($text, $what, 1, vbTextCompare)",
        "IndexOf" => "`InStr(string, substring)` counts from 1, and is 0 if the string is not found",
    )]
    #[properties(SearchesFor(&["substring"]), NeverNegative)]
    fn InStr<'r>(
        string: Option<Str<'r>>, substring: Option<Str<'r>>, start: Optional<Num>, compare: Optional<Str<'r>>,
    ) -> Result<i64, CallError> {
        let compare = compare_of("InStr", compare)?;
        let start = start.0.map_or(1, |start| start.0);
        let (Some(string), Some(substring)) = (string, substring) else { return Ok(0) };
        let found = vb::in_str(start, string.0, substring.0, compare).ok_or_else(|| out_of_range("InStr", "at least 1"))?;
        Ok(i64::try_from(found).unwrap_or(i64::MAX))
    }

    /// The position of the last occurrence of a string in another, counted from 1; 0 if there is none.
    ///
    /// With a start, of what ends there at the latest. With case, unless `vbTextCompare` is given. 0 if one of the strings is
    /// absent.
    ///
    /// | expression                               | record | dialect | gives |
    /// |------------------------------------------|--------|---------|-------|
    /// | `InStrRev("abbcdbbbef", "bb")`           | `{}`   | connect | `7`   |
    /// | `InStrRev("abbcdbbbef", "bb", 6)`        | `{}`   | connect | `2`   |
    /// | `InStrRev("abc", "x")`                   | `{}`   | connect | `0`   |
    /// | `InStrRev("aBc", "b", -1, vbTextCompare)` | `{}`  | connect | `2`   |
    /// | `InStrRev([a], "x")`                     | `{}`   | connect | `0`   |
    #[languages(CONNECT)]
    #[aliases(
        "LastIndexOf" => "`InStrRev(string, substring)` counts from 1, and is 0 if the string is not found",
    )]
    #[properties(SearchesFor(&["substring"]), NeverNegative)]
    fn InStrRev<'r>(
        string: Option<Str<'r>>, substring: Option<Str<'r>>, start: Optional<Num>, compare: Optional<Str<'r>>,
    ) -> Result<i64, CallError> {
        let compare = compare_of("InStrRev", compare)?;
        let start = start.0.map_or(-1, |start| start.0);
        if start == 0 || start < -1 {
            return Err(out_of_range("InStrRev", "at least 1, or -1 for the end"));
        }
        let (Some(string), Some(substring)) = (string, substring) else { return Ok(0) };
        let found = in_str_rev(string.0, substring.0, usize::try_from(start).ok(), compare);
        Ok(i64::try_from(found).unwrap_or(i64::MAX))
    }

    /// The word with a number, counted from 1, of a string that is split at any of the delimiters.
    ///
    /// Delimiters next to each other count as one. The empty string if there is no such word, or no string.
    ///
    /// | expression                               | record          | dialect | gives     |
    /// |------------------------------------------|-----------------|---------|-----------|
    /// | `Word("The quick brown fox", 3, " ")`    | `{}`            | connect | `"brown"` |
    /// | `Word("This,string!has&many separators", 3, ",!&#")` | `{}` | connect | `"has"` |
    /// | `Word([name], 0, " ")`                   | `{"name": "a b"}` | connect | `""`    |
    /// | `Word([name], 1, " ")`                   | `{}`            | connect | `""`      |
    #[languages(CONNECT)]
    #[properties(LowestUseful("wordNumber", 1, "the empty string"), SearchesFor(&["delimiters"]))]
    fn Word<'r>(string: Option<Str<'r>>, wordNumber: Num, delimiters: Str<'r>) -> &'r str {
        word(string.map_or("", |text| text.0), wordNumber.0, delimiters.0)
    }

    /// The string with all occurrences of another one replaced.
    ///
    /// With case, and as they are written; `\n`, `\r` and `\t` stand for line breaks and tabs. The empty string cannot be
    /// searched for.
    ///
    /// | expression                             | record               | dialect | gives     |
    /// |----------------------------------------|----------------------|---------|-----------|
    /// | `Replace("a-b-c", "-", "")`            | `{}`                 | connect | `"abc"`   |
    /// | `Replace([address], "\r\n", ", ")`     | `{"address": "a\r\nb"}` | connect | `"a, b"` |
    /// | `Replace([a], CRLF, "\n")`             | `{"a": "x\r\ny"}`    | connect | `"x\ny"`  |
    /// | `Replace([a], "x", NULL)`              | `{"a": "axb"}`       | connect | `"ab"`    |
    /// | `Replace([a], "x", "y")`               | `{}`                 | connect | absent    |
    /// | `Replace([a], [b], "y")`               | `{"a": "x", "b": ""}` | connect | empty-search-text |
    #[languages(CONNECT)]
    #[aliases(
        "Substitute($text, $old, $new)" => "Replace($text, $old, $new)",
    )]
    #[properties(SearchesFor(&["oldValue"]))]
    fn Replace<'r>(string: Str<'r>, oldValue: Str<'r>, newValue: Option<Str<'r>>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let (old, new) = (unescaped(oldValue.0), unescaped(newValue.map_or("", |new| new.0)));
        if old.is_empty() {
            return Err(CallError::Argument(1, Box::new(registry::empty_search_text(Span::default()))));
        }
        let count = string.0.matches(&*old).count();
        if count == 0 {
            return Ok(string.0);
        }
        let length = string.0.len() - count * old.len();
        scope.allow(length.saturating_add(count.saturating_mul(new.len())))?;
        Ok(scope.arena.alloc_str(&string.0.replace(&*old, &new)))
    }

    /// The string with each character of a list replaced by what stands for it.
    ///
    /// The list has a character, `:` and what stands for it, with commas between them; spaces in it are ignored, and so is what
    /// has no `:`. A comma or a colon cannot be replaced.
    ///
    /// | expression                              | record          | dialect | gives       |
    /// |-----------------------------------------|-----------------|---------|-------------|
    /// | `ReplaceChars([name], "ö:oe, ß:ss")`    | `{"name": "Größe"}` | connect | `"Groesse"` |
    /// | `ReplaceChars("O’Neil", "’:,Å:A,ö,o")`  | `{}`            | connect | `"ONeil"`   |
    /// | `ReplaceChars("abba", "a:b,b:a")`       | `{}`            | connect | `"baab"`    |
    /// | `ReplaceChars([name], "a:b")`           | `{}`            | connect | absent      |
    /// | `ReplaceChars("a", [p])`                | `{"p": "ab:c"}` | connect | bad-replacements |
    #[languages(CONNECT)]
    fn ReplaceChars<'r>(string: Str<'r>, replacePattern: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let replacements = replacements_of(replacePattern.0).map_err(|reason| {
            CallError::text(1, registry::bad_replacements(Span::default(), reason), replacePattern.0)
        })?;
        Ok(scope.keep(replaced(string.0, &replacements))?)
    }

    /// Whether a .NET regular expression finds something in a string.
    ///
    /// The only option that is known is `IgnoreCase`. False without a string.
    ///
    /// | expression                                      | record         | dialect | gives   |
    /// |-------------------------------------------------|----------------|---------|---------|
    /// | `RegexIsMatch([a], "^CN=\\{.*\\}", "IgnoreCase")` | `{"a": "cn={1}"}` | connect | `true` |
    /// | `RegexIsMatch([a], "^CN", "")`                  | `{"a": "cn"}`  | connect | `false` |
    /// | `RegexIsMatch([a], "^CN", "IgnoreCase")`        | `{}`           | connect | `false` |
    /// | `RegexIsMatch([a], "x", "Fast")`                | `{"a": "x"}`   | connect | unknown-option |
    #[languages(CONNECT)]
    fn RegexIsMatch<'r>(
        string: Option<Str<'r>>, pattern: Regex<'r>, options: Optional<Str<'r>>, scope: &'r Scope<'r>,
    ) -> Result<bool, CallError> {
        let pattern = match options.0.map_or("", |options| options.0) {
            "" | "None" => Cow::Borrowed(pattern.0),
            "IgnoreCase" => Cow::Owned(format!("(?i){}", pattern.0)),
            other => {
                let diagnostic = registry::unknown_option(Span::default(), "options", "RegexIsMatch", "`IgnoreCase`");
                return Err(CallError::text(2, diagnostic, other));
            }
        };
        let Some(string) = string else { return Ok(false) };
        let regex = scope.patterns.compiled(&pattern).map_err(|error| CallError::Argument(1, error))?;
        regex.within(scope).is_match(string.0).map_err(|error| {
            let diagnostic = match error {
                MatchError::Cancelled => registry::run_cancelled(Span::default()),
                other => registry::bad_pattern(Span::default(), &other.to_string()),
            };
            CallError::Argument(1, Box::new(diagnostic))
        })
    }
}

fn compare_of(function: &'static str, name: Optional<Str<'_>>) -> Result<Compare, CallError> {
    match name.0.map(|name| name.0) {
        None | Some("vbBinaryCompare") => Ok(Compare::Binary),
        Some("vbTextCompare") => Ok(Compare::Text),
        Some(other) => {
            let options = "`vbBinaryCompare` or `vbTextCompare`";
            Err(CallError::text(3, registry::unknown_option(Span::default(), "compare", function, options), other))
        }
    }
}

fn out_of_range(function: &'static str, allowed: &'static str) -> CallError {
    CallError::Argument(2, Box::new(registry::argument_out_of_range(Span::default(), "start", function, allowed)))
}

/// Visual Basic's `InStrRev`: where the last occurrence begins that ends at `start` at the latest; the end without one.
fn in_str_rev(text: &str, wanted: &str, start: Option<usize>, compare: Compare) -> usize {
    let length = vb::len(text);
    let start = start.unwrap_or(length);
    if start > length || text.is_empty() {
        return 0;
    }
    if wanted.is_empty() {
        return start;
    }
    let head = vb::left(text, i64::try_from(start).unwrap_or(i64::MAX)).unwrap_or(text);
    // The simple upper-case mapping keeps the number of units of each character, and so the positions.
    let folded = |text| match compare {
        Compare::Binary => Cow::Borrowed(text),
        Compare::Text => casing::upper(text, Culture::INVARIANT),
    };
    let (head, wanted) = (folded(head), folded(wanted));
    head.rfind(&*wanted).and_then(|at| head.get(..at)).map_or(0, |before| vb::len(before) + 1)
}

/// `\n`, `\r` and `\t` as what they stand for.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"))
}

/// The characters of a list of replacements with what stands for them, or why it is none.
fn replacements_of(pattern: &str) -> Result<Vec<(char, String)>, &'static str> {
    let mut replacements = Vec::new();
    for item in pattern.split(',') {
        let item: String = item.chars().filter(|character| !character.is_whitespace()).collect();
        let Some((from, to)) = item.split_once(':') else { continue };
        if to.contains(':') {
            return Err("an item has more than one colon");
        }
        let mut characters = from.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => replacements.push((character, to.to_owned())),
            _ => return Err("an item does not begin with one character"),
        }
    }
    Ok(replacements)
}

fn replaced<'t>(text: &'t str, replacements: &[(char, String)]) -> Cow<'t, str> {
    let by = |character: char| replacements.iter().find(|(from, _)| *from == character).map(|(_, to)| to);
    if !text.chars().any(|character| by(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut changed = String::with_capacity(text.len());
    for character in text.chars() {
        match by(character) {
            Some(to) => changed.push_str(to),
            None => changed.push(character),
        }
    }
    Cow::Owned(changed)
}
