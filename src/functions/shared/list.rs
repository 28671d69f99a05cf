//! Functions on multiple values: joining, splitting, selecting one. Does not know which attributes are multi-valued.

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::casing::{self, Culture};
use crate::dotnet::split::split;
use crate::functions::declare::functions;
use crate::functions::parameter::{Optional, Values, Varargs};
use crate::functions::{CallError, Scope};
use crate::text::Span;
use crate::value::Value;
use std::borrow::Cow;
use std::collections::HashSet;

/// How `Contains` compares.
const CASES: &str = "`CaseSensitive` or `CaseInsensitive`";

functions! {
    /// Its sources as one string, with the separator between them.
    ///
    /// Absent and empty sources are skipped, together with their separator; a string of spaces is not empty. If a
    /// source has multiple values, each of them is used. If all sources are skipped, the result is the empty string. It
    /// is absent only if the separator is absent.
    ///
    /// | expression                              | record                                    | gives |
    /// |-----------------------------------------|-------------------------------------------|-------|
    /// | `Join("", [surname], ", ", [givenName])` | `{"surname": "Doe", "givenName": "John"}` | `"Doe, John"` |
    /// | `Join(", ", "", [surname], [givenName])` | `{"surname": "Doe", "givenName": "John"}` | `"Doe, John"` |
    /// | `Join(".", [givenName], [middleName], [surname])` | `{"givenName": "Ada", "surname": "Lovelace"}` | `"Ada.Lovelace"` |
    /// | `Join("", [a], " ", [b])`               | `{"a": "x", "b": "y"}`                    | `"x y"` |
    /// | `Join("", 1000, [id])`                  | `{"id": 7}`                               | `"10007"` |
    /// | `Join(";", [mails], "z")`               | `{"mails": ["a", "", "b"]}`               | `"a;b;z"` |
    /// | `Join("@", [mailNickname], "contoso.com")` | `{"mailNickname": "ada"}`              | `"ada@contoso.com"` |
    /// | `Join("", "00000000", [id])`            | `{"id": "42"}`                            | `"0000000042"` |
    /// | `Join("", [last], ",", [first], " ", Mid([middle], 1, 1), "-", [id])` | `{"last": "Johnson", "first": "Sarah", "middle": "Elise", "id": "12345"}` | `"Johnson,Sarah E-12345"` |
    /// | `Join("", [last], ",", [first], " ", Mid([middle], 1, 1), "-", [id])` | `{"last": "Johnson", "first": "Sarah", "id": "12345"}` | `"Johnson,Sarah -12345"` |
    /// | `Join("-", [active], [n])`              | `{"active": true, "n": 1.25}`             | `"True-1.25"` |
    /// | `Join("-", [a], [b])`                   | `{"a": ""}`                               | `""` |
    /// | `Join([sep], "a", "b")`                 | `{}`                                      | absent |
    #[aliases(
        "Concat($parts…)" => "Join(\"\", $parts…)",
        "Concatenate($parts…)" => "Join(\"\", $parts…)",
        "Concat_WS($by, $parts…)" => "Join($by, $parts…)",
        "TextJoin($by, True, $parts…)" => "Join($by, $parts…)",
        "Verketten($parts…)" => "Join(\"\", $parts…)",
        "Textverketten($by, Wahr, $parts…)" => "Join($by, $parts…)",
        "Concatener($parts…)" => "Join(\"\", $parts…)",
        "Concatenar($parts…)" => "Join(\"\", $parts…)",
        "TextJoin" => "`Join(separator, sources…)` leaves out what is empty, and has no argument for that",
    )]
    fn Join<'r>(separator: &'r str, sources["source"]: Varargs<'_, 'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        // First the strings and the length of the result, then the result, in a buffer of that length.
        let (mut texts, mut length) = (bumpalo::collections::Vec::with_capacity_in(sources.len(), scope.arena), 0);
        each_text(sources, scope, |text| {
            length += text.len();
            texts.push(text);
        });
        let [first, others @ ..] = texts.as_slice() else { return Ok("") };
        if others.is_empty() {
            return Ok(first);
        }
        let length = separator.len().saturating_mul(others.len()).saturating_add(length);
        scope.allow(length)?;
        let mut joined = bumpalo::collections::String::with_capacity_in(length, scope.arena);
        joined.push_str(first);
        for text in others {
            joined.push_str(separator);
            joined.push_str(text);
        }
        Ok(joined.into_bump_str())
    }

    /// The parts of a string between the delimiters, as multiple values.
    ///
    /// The delimiter is a string of any length. Parts keep their spaces, and empty parts are kept. If the delimiter is
    /// empty, the string is not split. Absent if the source is absent.
    ///
    /// | expression                             | record                                   | gives |
    /// |----------------------------------------|------------------------------------------|-------|
    /// | `Split([extensionAttribute5], ",")`    | `{"extensionAttribute5": "PermissionSetOne,PermissionSetTwo"}` | `["PermissionSetOne", "PermissionSetTwo"]` |
    /// | `Split([roles], ",")`                  | `{"roles": "a, b"}`                      | `["a", " b"]` |
    /// | `Split([roles], ", ")`                 | `{"roles": "a, b,c"}`                    | `["a", "b,c"]` |
    /// | `Split([roles], ",")`                  | `{"roles": ",a,"}`                       | `["", "a", ""]` |
    /// | `Split([roles], ",")`                  | `{"roles": "a"}`                         | `["a"]` |
    /// | `Split([roles], "")`                   | `{"roles": "a,b"}`                       | `["a,b"]` |
    /// | `Split(Join(",", [a], [b]), ",")`      | `{"a": "SMTP:x@y.z", "b": "smtp:v@y.z"}` | `["SMTP:x@y.z", "smtp:v@y.z"]` |
    /// | `Split([roles], ",")`                  | `{}`                                     | absent |
    #[properties(SearchesFor(&["delimiter"]))]
    fn Split<'r>(source: &'r str, delimiter: &'r str, scope: &'r Scope<'r>) -> Result<Values<'r>, EvalError> {
        let count = split(source, delimiter).count();
        // Many short parts take more memory than their characters.
        scope.allow(count.saturating_mul(size_of::<Value<'r>>()))?;
        let mut pieces = bumpalo::collections::Vec::with_capacity_in(count, scope.arena);
        pieces.extend(split(source, delimiter).map(Value::Str));
        Ok(Values(pieces.into_bump_slice()))
    }

    /// One of multiple values, counted from 1.
    ///
    /// It is an error if there is no value at the index, or if there are no values at all: check with `IsPresent`
    /// first.
    ///
    /// | expression                         | record                                  | gives |
    /// |------------------------------------|-----------------------------------------|-------|
    /// | `Item([proxyAddresses], 1)`        | `{"proxyAddresses": ["SMTP:a", "smtp:b"]}` | `"SMTP:a"` |
    /// | `Item([proxyAddresses], "2")`      | `{"proxyAddresses": ["SMTP:a", "smtp:b"]}` | `"smtp:b"` |
    /// | `Item([mail], 1)`                  | `{"mail": "a@b.org"}`                   | `"a@b.org"` |
    /// | `IIF(IsPresent([url]), Item([url], 1), )` | `{}`                             | absent |
    /// | `Item([proxyAddresses], 3)`        | `{"proxyAddresses": ["SMTP:a", "smtp:b"]}` | item-out-of-range |
    /// | `Item([proxyAddresses], [n])`      | `{"proxyAddresses": ["SMTP:a"], "n": 0}` | item-out-of-range |
    /// | `Item([proxyAddresses], 1)`        | `{}`                                    | item-out-of-range |
    #[aliases(
        "ItemAt" => "`Item(attribute, index)` counts from 1",
        "ItemOrNull" => "`Item(attribute, index)` counts from 1, and fails where there is no such item",
    )]
    #[properties(MayFail)]
    fn Item<'r>(attribute["source"]: Values<'r>, index: i64) -> Result<Value<'r>, CallError> {
        let values = attribute.0;
        let position = index.checked_sub(1).and_then(|position| usize::try_from(position).ok());
        position.and_then(|position| values.get(position).copied()).ok_or_else(|| {
            CallError::Argument(1, Box::new(registry::item_out_of_range(Span::default(), index, values.len())))
        })
    }

    /// The number of values.
    ///
    /// 1 for a single value, even if it is the empty string; 0 for no value.
    ///
    /// | expression                | record                                     | gives |
    /// |---------------------------|--------------------------------------------|-------|
    /// | `Count([proxyAddresses])` | `{"proxyAddresses": ["SMTP:a", "smtp:b"]}` | `2` |
    /// | `Count([mail])`           | `{"mail": ""}`                             | `1` |
    /// | `Count([mails])`          | `{"mails": []}`                            | `0` |
    /// | `Count([mail])`           | `{}`                                       | `0` |
    #[aliases(
        "ValueCount($values)" => "Count($values)",
    )]
    #[properties(NeverNegative)]
    fn Count<'r>(attribute["source"]: Values<'r>) -> i64 {
        i64::try_from(attribute.0.len()).unwrap_or(i64::MAX)
    }

    /// The values, each once.
    ///
    /// Of equal values, only the first is kept. The comparison is case-sensitive. Absent if the attribute is absent.
    ///
    /// | expression                           | record                                    | gives |
    /// |--------------------------------------|-------------------------------------------|-------|
    /// | `RemoveDuplicates([proxyAddresses])` | `{"proxyAddresses": ["b", "a", "b", "B"]}` | `["b", "a", "B"]` |
    /// | `RemoveDuplicates([proxyAddresses])` | `{"proxyAddresses": ["a", "b"]}`          | `["a", "b"]` |
    /// | `RemoveDuplicates(Split([roles], ";"))` | `{"roles": "x;y;x"}`                   | `["x", "y"]` |
    /// | `RemoveDuplicates([proxyAddresses])` | `{"proxyAddresses": "a"}`                 | `"a"` |
    /// | `RemoveDuplicates([proxyAddresses])` | `{}`                                      | absent |
    #[aliases(
        "Distinct($values)" => "RemoveDuplicates($values)",
        "Unique($values)" => "RemoveDuplicates($values)",
    )]
    fn RemoveDuplicates<'r>(attribute["source"]: Value<'r>, scope: &'r Scope<'r>) -> Value<'r> {
        let Value::Multi(values) = attribute else { return attribute };
        let mut seen = HashSet::new();
        let mut kept = bumpalo::collections::Vec::new_in(scope.arena);
        kept.extend(values.iter().filter(|value| value.text(scope.arena).is_none_or(|text| seen.insert(text))));
        if kept.len() == values.len() { attribute } else { Value::Multi(kept.into_bump_slice()) }
    }

    /// The position of the first value that contains a string, counted from 1; 0 if there is none.
    ///
    /// The string may be anywhere in a value. (The service compares references as a whole; here they are treated like
    /// other strings.) The search is case-sensitive unless `CaseInsensitive` is given. The result is 0 if there are no
    /// values.
    ///
    /// | expression                                    | record                                     | gives |
    /// |-----------------------------------------------|--------------------------------------------|-------|
    /// | `Contains([proxyAddresses], "SMTP:")`         | `{"proxyAddresses": ["smtp:a", "SMTP:b"]}` | `2` |
    /// | `Contains([proxyAddresses], "SMTP:", CaseInsensitive)` | `{"proxyAddresses": ["smtp:a", "SMTP:b"]}` | `1` |
    /// | `Contains([proxyAddresses], "SMTP:", CaseSensitive)` | `{"proxyAddresses": ["smtp:a"]}`    | `0` |
    /// | `IIF(Contains([proxyAddresses],"SMTP:")>0,[proxyAddresses],Error("No primary SMTP address found."))` | `{"proxyAddresses": ["SMTP:a", "smtp:b"]}` | `["SMTP:a", "smtp:b"]` |
    /// | `IIF(Contains([proxyAddresses],"SMTP:")>0,[proxyAddresses],Error("No primary SMTP address found."))` | `{"proxyAddresses": ["smtp:b"]}` | raised-error |
    /// | `Contains([proxyAddresses], "b")`             | `{"proxyAddresses": "abc"}`                | `1` |
    /// | `Contains([proxyAddresses], "SMTP:")`         | `{}`                                       | `0` |
    /// | `Contains([proxyAddresses], [part])`          | `{"proxyAddresses": "a"}`                  | absent |
    /// | `Contains([proxyAddresses], "a", [how])`      | `{"proxyAddresses": "a", "how": "Loose"}`  | unknown-option |
    #[languages(CLOUD_SYNC)]
    #[properties(OneOf("caseType", CASES))]
    fn Contains<'r>(
        attribute["source"]: Values<'r>, search: &'r str, caseType: Optional<&'r str>, scope: &'r Scope<'r>,
    ) -> Result<i64, CallError> {
        let same_case = match caseType.0 {
            None | Some("CaseSensitive") => true,
            Some("CaseInsensitive") => false,
            Some(other) => {
                let diagnostic = registry::unknown_option(Span::default(), "caseType", "Contains", CASES);
                return Err(CallError::text(2, diagnostic, other));
            }
        };
        // The simple upper-case mapping, as for `vbTextCompare` of `InStr`.
        let folded = |text: &'r str| match same_case {
            true => Cow::Borrowed(text),
            false => casing::upper(text, Culture::INVARIANT),
        };
        let search = folded(search);
        let holds = |value: &Value<'r>| value.text(scope.arena).is_some_and(|text| folded(text).contains(search.as_ref()));
        let found = attribute.0.iter().position(holds);
        Ok(found.and_then(|position| i64::try_from(position + 1).ok()).unwrap_or_default())
    }
}

/// Calls `with` for each string that is not empty, and for each value of multi-valued attributes.
#[inline]
fn each_text<'r>(sources: Varargs<'_, 'r>, scope: &'r Scope<'r>, mut with: impl FnMut(&'r str)) {
    let mut one = |value: Value<'r>| {
        let text = if let Value::Str(text) = value { Some(text) } else { value.text(scope.arena) };
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            with(text);
        }
    };
    for source in sources {
        match source {
            Value::Multi(values) => values.iter().for_each(|value| one(*value)),
            value => one(value),
        }
    }
}
