//! Functions on the letters of a string: case and diacritics. The culture is the invariant one unless another is given.
//! Knows no casing rules: those of .NET are in `dotnet::casing`.

use super::characters::Characters;
use super::diacritics;
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::casing::{self, BadCulture, Culture};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::{CallError, Scope};
use crate::text::Span;
use std::borrow::Cow;

functions! {
    /// The source in lower case.
    ///
    /// By the rules of the given culture, such as `tr-TR`; without one, or with `""`, by the rules of the invariant
    /// culture. Each character is converted on its own. Absent if the source is absent.
    ///
    /// | expression                     | record                      | gives |
    /// |--------------------------------|-----------------------------|-------|
    /// | `ToLower([mail])`              | `{"mail": "Ada@Contoso.COM"}` | `"ada@contoso.com"` |
    /// | `ToLower([mail], )`            | `{"mail": "ADA"}`           | `"ada"` |
    /// | `ToLower([city], "tr-TR")`     | `{"city": "ISPARTA"}`       | `"ısparta"` |
    /// | `ToLower([city], "")`          | `{"city": "ISPARTA"}`       | `"isparta"` |
    /// | `ToLower([city])`              | `{"city": "ΟΔΟΣ"}`          | `"οδοσ"` |
    /// | `ToLower([city])`              | `{"city": ""}`              | `""` |
    /// | `ToLower([city])`              | `{}`                        | absent |
    /// | `ToLower([city], [lang])` | `{"city": "X", "lang": "not one!"}`             | bad-culture |
    #[aliases(
        "Lower($text)" => "ToLower($text)",
        "LowerCase($text)" => "ToLower($text)",
        "ToLowerCase($text)" => "ToLower($text)",
        "ToLowerInvariant($text)" => "ToLower($text)",
        "LCase($text)" => "ToLower($text)",
        "Klein($text)" => "ToLower($text)",
        "Minuscule($text)" => "ToLower($text)",
    )]
    #[properties(KeepsTruth, LowerCases)]
    fn ToLower<'r>(source: &'r str, culture: Optional<&'r str>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        Ok(scope.changed(source, casing::lower_in(source, culture_named(culture, "ToLower")?, scope.arena))?)
    }

    /// The source in upper case.
    ///
    /// By the rules of the given culture, such as `tr-TR`; without one, or with `""`, by the rules of the invariant
    /// culture. Each character is converted on its own, so `ß` stays as it is. Absent if the source is absent.
    ///
    /// | expression                     | record                      | gives |
    /// |--------------------------------|-----------------------------|-------|
    /// | `ToUpper([country])`           | `{"country": "nz"}`         | `"NZ"` |
    /// | `ToUpper(Word([userPrincipalName], 1, "@"), )` | `{"userPrincipalName": "ada@contoso.com"}` | `"ADA"` |
    /// | `ToUpper([city], "tr")`        | `{"city": "izmir"}`         | `"İZMİR"` |
    /// | `ToUpper([city])`              | `{"city": "gießen"}`        | `"GIEßEN"` |
    /// | `ToUpper([city])`              | `{}`                        | absent |
    /// | `ToUpper([city], [lang])` | `{"city": "x", "lang": "e"}`             | bad-culture |
    #[aliases(
        "Upper($text)" => "ToUpper($text)",
        "UpperCase($text)" => "ToUpper($text)",
        "ToUpperCase($text)" => "ToUpper($text)",
        "ToUpperInvariant($text)" => "ToUpper($text)",
        "UCase($text)" => "ToUpper($text)",
        "Gross($text)" => "ToUpper($text)",
        "Majuscule($text)" => "ToUpper($text)",
    )]
    #[properties(UpperCases)]
    fn ToUpper<'r>(source: &'r str, culture: Optional<&'r str>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        Ok(scope.changed(source, casing::upper_in(source, culture_named(culture, "ToUpper")?, scope.arena))?)
    }

    /// The source with the first letter of each word in upper case and the other letters in lower case.
    ///
    /// Words are separated as in .NET: a word ends at any character that is not a letter, a digit, a mark or an
    /// apostrophe. If separators are given, words end only at those characters. Absent if the source is absent.
    ///
    /// | expression                      | record                                 | gives |
    /// |---------------------------------|----------------------------------------|-------|
    /// | `PCase([displayName])`          | `{"displayName": "PABLO GONSALVES (SECOND)"}` | `"Pablo Gonsalves (Second)"` |
    /// | `PCase([lastName], " '-")`      | `{"lastName": "PINTO-DE'SILVA"}`       | `"Pinto-De'Silva"` |
    /// | `PCase([lastName])`             | `{"lastName": "PINTO-DE'SILVA"}`       | `"Pinto-De'silva"` |
    /// | `PCase([lastName], "-")`        | `{"lastName": "de la cruz-PEREZ"}`     | `"De la cruz-Perez"` |
    /// | `PCase([lastName], "")`         | `{"lastName": "de la cruz"}`           | `"De la cruz"` |
    /// | `PCase([company])`              | `{"company": "st john's hospital"}`    | `"St John's Hospital"` |
    /// | `PCase([company])`              | `{"company": ""}`                      | `""` |
    /// | `PCase([company])`              | `{}`                                   | absent |
    #[aliases(
        "Proper($text)" => "PCase($text)",
        "ProperCase($text)" => "PCase($text)",
        "TitleCase($text)" => "PCase($text)",
        "InitCap($text)" => "PCase($text)",
        "ToTitleCase" => "`PCase(source)` also changes words in capital letters, which `ToTitleCase` leaves as they are",
    )]
    #[properties(TitleCases, SearchesFor(&["wordSeparators"]))]
    fn PCase<'r>(source: &'r str, wordSeparators: Optional<&'r str>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.keep(match wordSeparators.0 {
            None => casing::lower_title(source, Culture::INVARIANT),
            Some(separators) => words_cased(source, &Characters::of(separators)),
        })
    }

    /// The source with the letters in the documented table replaced by plain letters.
    ///
    /// `ä` becomes `a`, `ß` becomes `ss`, `Æ` becomes `AE`. The table is not complete: `đ`, `ð`, plain `œ` and most
    /// Vietnamese letters stay as they are. Absent if the source is absent. Where `ä` is to become `ae`, replace it first:
    /// `NormalizeDiacritics(Replace([surname], "ä", , , "ae", , ))`.
    ///
    /// | expression                         | record                      | gives |
    /// |------------------------------------|-----------------------------|-------|
    /// | `NormalizeDiacritics([givenName])` | `{"givenName": "Zoë"}`      | `"Zoe"` |
    /// | `NormalizeDiacritics([surname])`   | `{"surname": "Łoś-Groß"}`   | `"Los-Gross"` |
    /// | `NormalizeDiacritics([surname])`   | `{"surname": "ÆØÅ ñ"}`      | `"AEOEA n"` |
    /// | `NormalizeDiacritics([surname])`   | `{"surname": "Đồng"}`       | `"Đồng"` |
    /// | `NormalizeDiacritics([surname])`   | `{"surname": "Müller"}`     | `"Muller"` |
    /// | `NormalizeDiacritics([surname])`   | `{"surname": ""}`           | `""` |
    /// | `NormalizeDiacritics([surname])`   | `{}`                        | absent |
    #[aliases(
        "RemoveDiacritics($text)" => "NormalizeDiacritics($text)",
        "StripAccents($text)" => "NormalizeDiacritics($text)",
        "RemoveAccents($text)" => "NormalizeDiacritics($text)",
        "Unaccent($text)" => "NormalizeDiacritics($text)",
    )]
    #[properties(Normalizes)]
    fn NormalizeDiacritics<'r>(source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        diacritics::normalize(source).map_or(Ok(source), |plain| scope.make(&plain))
    }
}

/// The culture in the second argument; the invariant one if it is omitted, as it nearly always is.
#[inline]
fn culture_named(name: Optional<&str>, function: &'static str) -> Result<Culture, CallError> {
    match name.0 {
        None | Some("") => Ok(Culture::INVARIANT),
        Some(name) => parse_culture(name, function),
    }
}

fn parse_culture(name: &str, function: &'static str) -> Result<Culture, CallError> {
    Culture::parse(name).map_err(|reason| {
        let reason = match reason {
            // The character is part of the value, and values are not shown in messages.
            BadCulture::Character(_) => "only letters, digits, `-` and `_` are allowed".to_owned(),
            other => other.to_string(),
        };
        CallError::text(1, registry::bad_culture(Span::default(), function, &reason), name)
    })
}

/// The first character after each separator in upper case, the others in lower case.
fn words_cased<'r>(source: &'r str, separators: &Characters) -> Cow<'r, str> {
    let mut starts = true;
    let cased: String = source
        .chars()
        .map(|character| {
            let first = std::mem::replace(&mut starts, separators.contains(character));
            match (starts, first) {
                (true, _) => character,
                (false, true) => casing::upper_char(character, Culture::INVARIANT),
                (false, false) => casing::lower_char(character, Culture::INVARIANT),
            }
        })
        .collect();
    if cased == source { Cow::Borrowed(source) } else { Cow::Owned(cased) }
}
