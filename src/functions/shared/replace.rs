//! `Replace`, which has five modes, selected by its seven arguments. How a pattern matches is in `dotnet::regex`.

use crate::diagnostic::registry;
use crate::dotnet::regex::{MatchError, Regex};
use crate::functions::declare::functions;
use crate::functions::parameter::{Optional, Pattern, Replacement};
use crate::functions::{CallError, Scope};
use crate::text::Span;

functions! {
    /// The source with parts of it replaced; which arguments are given decides what is replaced, and how.
    ///
    /// * `oldValue` and `replacementValue`: every `oldValue` in the source is replaced.
    /// * `oldValue` and `template`: the template, with every `oldValue` in it replaced by the source.
    /// * `regexPattern` and `replacementValue`: every match is replaced; `${name}` stands for a group.
    /// * `regexPattern`, `regexGroupName` and `replacementValue`: in every match, the part that the group captured is
    ///   replaced. The replacement is used literally: `$` has no special meaning.
    /// * `regexPattern`, `regexGroupName` and `replacementAttributeName`: the source if it has a value that is not
    ///   empty, otherwise the part of the other attribute that the group captures.
    ///
    /// An absent argument counts as not given, the empty string counts as given. Matching is case-sensitive. Patterns
    /// are .NET regular expressions, and match anywhere unless they are anchored. Absent if the source is absent,
    /// except in the last mode: it returns the empty string if there is no match, as a group does in .NET.
    ///
    /// | expression                                           | record                           | gives |
    /// |------------------------------------------------------|----------------------------------|-------|
    /// | `Replace([mail], "@contoso.com", , ,"", ,)`          | `{"mail": "ada@contoso.com"}`    | `"ada"` |
    /// | `Replace([mail], "@Contoso.com", , ,"", ,)`          | `{"mail": "ada@contoso.com"}`    | `"ada@contoso.com"` |
    /// | `Replace([preferredLanguage], "-", , , "_", , )`     | `{"preferredLanguage": "EN-US"}` | `"EN_US"` |
    /// | `Replace([a], "aa", , , "$1", , )`                   | `{"a": "aaa"}`                   | `"$1a"` |
    /// | `Replace([a], "b", , , "x", , )`                     | `{"a": ""}`                      | `""` |
    /// | `Replace([a], "b", , , "x", , )`                     | `{}`                             | absent |
    /// | `Replace([a], [old], , , "x", , )`                   | `{"a": "b", "old": ""}`          | empty-search-text |
    /// | `Replace([UserID],"<username>", , , , , "<username>@contoso.com")` | `{"UserID": "jsmith"}` | `"jsmith@contoso.com"` |
    /// | `Replace([UserID],"<username>", , , , , "<username>@contoso.com")` | `{}`               | absent |
    /// | `Replace([mailNickname], , "[a-zA-Z_]*", , "", , )`  | `{"mailNickname": "john_doe72"}` | `"72"` |
    /// | `Replace([phone], , "[()\\s-]+", , "", , )`          | `{"phone": "+1 (555) 123-4567"}` | `"+15551234567"` |
    /// | `Replace(Join("", "00000000", [id]), ,"(.*?)(?<id>.{0,8})$", ,"${id}", ,)` | `{"id": "4711"}` | `"00004711"` |
    /// | `Replace([name], , "(?<CountryISOCode>.*)_(?<suffix1>.*)_(?<suffix2>.*)[0-9]", , "${suffix1} ${suffix2}", , )` | `{"name": "NLD_Van_der3"}` | `"Van der"` |
    /// | `Replace([sAMAccountName], , "([\\/\\\\\\[\\]\\:\\;\\\|\\=\\,\\+\\*\\?\\<\\>])", , "", , )` | `{"sAMAccountName": "a/b\\c[d]e:f;g\|h=i,j+k*l?m<n>o"}` | `"abcdefghijklmno"` |
    /// | `Replace([name], , "[\"',]+", , "", , )`             | `{"name": "O'Neil, \"Bo\""}`     | `"ONeil Bo"` |
    /// | `Replace([a], , "x", , "y", , )`                     | `{"a": "abc"}`                   | `"abc"` |
    /// | `Replace([a], , "b*", , "-", , )`                    | `{"a": "abc"}`                   | `"-a--c-"` |
    /// | `Replace([a], , "x", , "y", , )`                     | `{}`                             | absent |
    /// | `Replace([AddressLineData], ,"(?<streetNumber>^\\d*)","streetNumber", "888", , )` | `{"AddressLineData": "545 Tremont Street"}` | `"888 Tremont Street"` |
    /// | `Replace([mail], , "(?<Suffix>@(.)*)", "Suffix", "", , )` | `{"mail": "ada@contoso.com"}` | `"ada"` |
    /// | `Replace([a], , "(?<g>b)c", "g", "$0", , )`          | `{"a": "abcbc"}`                 | `"a$0c$0c"` |
    /// | `Replace([a], , "(?<g>b)c", [g], "x", , )`           | `{"a": "abc", "g": "h"}`         | `"abc"` |
    /// | `Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )` | `{"telephoneNumber": "", "mobile": "+91 8887779999"}` | `"8887779999"` |
    /// | `Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )` | `{"mobile": "+91 8887779999"}` | `"8887779999"` |
    /// | `Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )` | `{"telephoneNumber": "555", "mobile": "+91 8887779999"}` | `"555"` |
    /// | `Replace([telephoneNumber], , "(?<n>\\d{10})", "n", , [mobile], )` | `{"telephoneNumber": "555"}` | `"555"` |
    /// | `Replace([telephoneNumber], , "(?<n>\\d{10})", "n", , [mobile], )` | `{"mobile": "555"}` | `""` |
    /// | `Replace([telephoneNumber], , "(?<n>\\d{10})", "n", , [mobile], )` | `{}`              | absent |
    /// | `Replace([a], "b", , , [new], , [template])`         | `{"a": "abc"}`                   | replace-arguments |
    /// | `Replace([a], "b", , , [new], , [template])`         | `{"a": "abc", "new": "x", "template": "b"}` | replace-arguments |
    #[aliases(
        "Replace($text, $old, $new)" => "Replace($text, $old, , , $new, , )",
        "Substitute($text, $old, $new)" => "Replace($text, $old, , , $new, , )",
        "RegexReplace($text, $pattern, $new)" => "Replace($text, , $pattern, , $new, , )",
        "RegExpReplace($text, $pattern, $new)" => "Replace($text, , $pattern, , $new, , )",
        "REGEXP_REPLACE($text, $pattern, $new)" => "Replace($text, , $pattern, , $new, , )",
        "Right($text, $count)" => r#"Replace($text, , "^.*(.{$count})$", , "$1", , )"#,
        "Rechts($text, $count)" => r#"Replace($text, , "^.*(.{$count})$", , "$1", , )"#,
        "Droite($text, $count)" => r#"Replace($text, , "^.*(.{$count})$", , "$1", , )"#,
        "Wechseln($text, $old, $new)" => "Replace($text, $old, , , $new, , )",
        "NormalizeSpace" => r#"`Trim(Replace(source, , "\\s+", , " ", , ))` makes one blank of several"#,
        "SubstringAfter" => r#"`Replace(source, , "^[^@]*@", , "", , )` leaves what is behind the first `@`"#,
        "LTrim($text)" => r#"Replace($text, , "^\\s+", , "", , )"#,
        "TrimStart($text)" => r#"Replace($text, , "^\\s+", , "", , )"#,
        "TrimLeft($text)" => r#"Replace($text, , "^\\s+", , "", , )"#,
        "RTrim($text)" => r#"Replace($text, , "\\s+$", , "", , )"#,
        "TrimEnd($text)" => r#"Replace($text, , "\\s+$", , "", , )"#,
        "TrimRight($text)" => r#"Replace($text, , "\\s+$", , "", , )"#,
        "REPLACE($text, $old, $new)" => "Replace($text, $old, , , $new, , )",
        "REPLACE" => "no function replaces by position: join `Left(source, numChars)`, the new string and `Mid(source, start, length)`",
        "ReplaceAll" => "`Replace(source, oldValue, , , replacementValue, , )` replaces a string, `Replace(source, , regexPattern, , replacementValue, , )` what a pattern matches",
        "ReplaceChars" => "`NormalizeDiacritics(source)` replaces letters with diacritics, `Replace(source, oldValue, , , replacementValue, , )` one string",
        "PadLeft" => r#"`Replace(Join("", "00000000", source), , "^.*(.{8})$", , "$1", , )` makes eight characters of fewer"#,
    )]
    #[properties(ChangesEmpty, SearchesFor(&["oldValue", "regexPattern"]))]
    fn Replace<'r>(
        source: Option<&'r str>,
        oldValue["Find"]: Optional<&'r str>,
        regexPattern["RegularExpression"]: Optional<Pattern<'r>>,
        regexGroupName["RegularExpressionGroupName"]: Optional<&'r str>,
        replacementValue["Replacement"]: Optional<Replacement<'r>>,
        replacementAttributeName["ReplacementPropertyName"]: Optional<&'r str>,
        template["Template"]: Optional<&'r str>,
        scope: &'r Scope<'r>,
    ) -> Result<Option<&'r str>, CallError> {
        let given = Given {
            old: oldValue.0,
            pattern: regexPattern.0.map(|pattern| pattern.0),
            group: regexGroupName.0,
            new: replacementValue.0.map(|new| new.0),
            attribute: replacementAttributeName.0,
            template: template.0,
        };
        match (given.way(), source) {
            (Some(ReplaceMode::Capture { pattern, group, attribute }), _) => capture(scope, source, pattern, group, attribute),
            (_, None) => Ok(None),
            (Some(ReplaceMode::Text { old, new }), Some(source)) => replace_text(scope, source, old, new).map(Some),
            (Some(ReplaceMode::Template { old, template }), Some(source)) => replace_text(scope, template, old, source).map(Some),
            (Some(ReplaceMode::Matches { pattern, new }), Some(source)) => replace_matches(scope, source, pattern, new).map(Some),
            (Some(ReplaceMode::Group { pattern, group, new }), Some(source)) => {
                replace_group(scope, source, pattern, group, new).map(Some)
            }
            (None, Some(_)) => Err(CallError::Call(Box::new(registry::replace_arguments(Span::default(), &given.names())))),
        }
    }
}

/// The arguments after the source.
struct Given<'r> {
    old: Option<&'r str>,
    pattern: Option<&'r str>,
    group: Option<&'r str>,
    new: Option<&'r str>,
    attribute: Option<&'r str>,
    template: Option<&'r str>,
}

/// The mode that the arguments select.
enum ReplaceMode<'r> {
    Text { old: &'r str, new: &'r str },
    Template { old: &'r str, template: &'r str },
    Matches { pattern: &'r str, new: &'r str },
    Group { pattern: &'r str, group: &'r str, new: &'r str },
    Capture { pattern: &'r str, group: &'r str, attribute: Option<&'r str> },
}

impl<'r> Given<'r> {
    /// The selected mode; `None` if the reference does not define this combination of arguments.
    fn way(&self) -> Option<ReplaceMode<'r>> {
        match (self.old, self.pattern, self.group, self.new, self.attribute, self.template) {
            (Some(old), None, None, Some(new), None, None) => Some(ReplaceMode::Text { old, new }),
            (Some(old), None, None, None, None, Some(template)) => Some(ReplaceMode::Template { old, template }),
            (None, Some(pattern), None, Some(new), None, None) => Some(ReplaceMode::Matches { pattern, new }),
            (None, Some(pattern), Some(group), Some(new), None, None) => {
                Some(ReplaceMode::Group { pattern, group, new })
            }
            // The other attribute may have no value in this record.
            (None, Some(pattern), Some(group), None, attribute, None) => {
                Some(ReplaceMode::Capture { pattern, group, attribute })
            }
            _ => None,
        }
    }

    /// The names of the given arguments, for a message.
    fn names(&self) -> String {
        let names = [
            ("`oldValue`", self.old),
            ("`regexPattern`", self.pattern),
            ("`regexGroupName`", self.group),
            ("`replacementValue`", self.new),
            ("`replacementAttributeName`", self.attribute),
            ("`template`", self.template),
        ];
        let given: Vec<_> = names.into_iter().filter(|(_, value)| value.is_some()).map(|(name, _)| name).collect();
        if given.is_empty() { "only a source".to_owned() } else { given.join(", ") }
    }
}

/// The new string, or the original one if both are equal, so that an unchanged string keeps its address.
fn unless_the_same<'r>(text: &'r str, made: &'r str) -> &'r str {
    if text == made { text } else { made }
}

fn replace_text<'r>(scope: &'r Scope<'r>, text: &'r str, old: &str, new: &str) -> Result<&'r str, CallError> {
    if old.is_empty() {
        return Err(CallError::Argument(1, Box::new(registry::empty_search_text(Span::default()))));
    }
    let count = text.matches(old).count();
    if count == 0 {
        return Ok(text);
    }
    scope.allow((text.len() - count * old.len()).saturating_add(count.saturating_mul(new.len())))?;
    Ok(unless_the_same(text, scope.make(&text.replace(old, new))?))
}

fn replace_matches<'r>(scope: &'r Scope<'r>, source: &'r str, pattern: &str, new: &str) -> Result<&'r str, CallError> {
    let regex = scope.patterns.compiled(pattern)?;
    if !new.contains('$') {
        allow_matches(scope, &regex, source, new.len())?;
        if let Some(replaced) = regex.replace_class(source, new, scope.arena) {
            return Ok(unless_the_same(source, replaced));
        }
    }
    let replacement =
        regex.replacement(new).map_err(|_| CallError::text(4, registry::bad_replacement(Span::default()), new))?;
    // A reference may be replaced by as much as the whole source.
    let references = new.bytes().filter(|&byte| byte == b'$').count();
    allow_matches(scope, &regex, source, new.len().saturating_add(references.saturating_mul(source.len())))?;
    let replaced =
        regex.within(scope).replace_all(source, &replacement).map_err(|error| failed(scope, error, source))?;
    Ok(unless_the_same(source, scope.keep(replaced)?))
}

fn replace_group<'r>(
    scope: &'r Scope<'r>,
    source: &'r str,
    pattern: &str,
    group: &str,
    new: &str,
) -> Result<&'r str, CallError> {
    let regex = scope.patterns.compiled(pattern)?;
    allow_matches(scope, &regex, source, new.len())?;
    let replaced =
        regex.within(scope).replace_group(source, group, new).map_err(|error| failed(scope, error, source))?;
    Ok(unless_the_same(source, scope.keep(replaced)?))
}

fn capture<'r>(
    scope: &'r Scope<'r>,
    source: Option<&'r str>,
    pattern: &str,
    group: &str,
    attribute: Option<&'r str>,
) -> Result<Option<&'r str>, CallError> {
    if source.is_some_and(|source| !source.is_empty()) {
        return Ok(source);
    }
    let Some(attribute) = attribute else { return Ok(source) };
    let regex = scope.patterns.compiled(pattern)?;
    let found = regex.within(scope).first_group(attribute, group).map_err(|error| failed(scope, error, attribute))?;
    // In .NET, a group that took part in no match is the empty string.
    Ok(Some(found.unwrap_or_default()))
}

/// Checks that the result stays within the limit if each match becomes at most `each` bytes. Matches are only counted
/// if a match at every character could exceed the limit.
fn allow_matches(scope: &Scope<'_>, regex: &Regex, text: &str, each: usize) -> Result<(), CallError> {
    let most = text.len().saturating_add(1).saturating_mul(each).saturating_add(text.len());
    if scope.allow(most).is_ok() {
        return Ok(());
    }
    let fit = scope.longest_text.saturating_sub(text.len()) / each.max(1);
    let found =
        regex.within(scope).matches(text, fit.saturating_add(1)).map_err(|error| failed(scope, error, text))?.len();
    scope.allow(found.saturating_mul(each).saturating_add(text.len())).map_err(CallError::Call)
}

fn failed(scope: &Scope<'_>, error: MatchError, text: &str) -> CallError {
    let reason = match error {
        MatchError::Cancelled => return CallError::Call(Box::new(registry::run_cancelled(Span::default()))),
        MatchError::TooManySteps if scope.steps.left() == 0 => {
            "the patterns of one record take too many steps together".into()
        }
        other => other.to_string(),
    };
    CallError::text(2, registry::pattern_failed(Span::default(), &reason), text)
}
