//! Functions of Entra Connect Sync on multiple values. Those that take one value are mapped over several elsewhere.

use super::types::{Many, Num, Str, refuse};
use crate::diagnostic::registry;
use crate::dotnet::casing::{self, Culture};
use crate::functions::declare::functions;
use crate::functions::parameter::{Optional, Slots, Values};
use crate::functions::{CallError, Scope};
use crate::text::Span;
use crate::value::{Typed, Value};
use std::borrow::Cow;
use std::collections::HashSet;

functions! {
    /// The number, counted from 1, of the first value that contains a string; 0 if none does.
    ///
    /// Of a reference the whole has to be equal. With case, unless `CaseInsensitive` is given. 0 without a value.
    ///
    /// | expression                                          | record                          | dialect | gives |
    /// |-----------------------------------------------------|---------------------------------|---------|-------|
    /// | `Contains([mails], "SMTP:")`                        | `{"mails": ["smtp:a", "SMTP:b"]}` | connect | `2` |
    /// | `Contains([mails], "SMTP:", CaseInsensitive)`       | `{"mails": ["smtp:a", "SMTP:b"]}` | connect | `1` |
    /// | `Contains([mails], "mtp")`                          | `{"mails": ["a", "smtp:b"]}`    | connect | `2`   |
    /// | `Contains([mails], "x")`                            | `{"mails": "axb"}`              | connect | `1`   |
    /// | `Contains([mails], "x")`                            | `{}`                            | connect | `0`   |
    /// | `Contains([member], "CN=B")`                        | `{"member": ["cn=bb", "cn=b"]}` | connect | `2`   |
    #[languages(CONNECT)]
    #[properties(SearchesFor(&["search"]), NeverNegative)]
    fn Contains<'r>(attribute: Values<'r>, search: Option<Str<'r>>, casing: Optional<Str<'r>>) -> Result<i64, CallError> {
        let same_case = match casing.0.map(|casing| casing.0) {
            None | Some("CaseSensitive") => true,
            Some("CaseInsensitive") => false,
            Some(other) => {
                let options = "`CaseSensitive` or `CaseInsensitive`";
                let diagnostic = registry::unknown_option(Span::default(), "casing", "Contains", options);
                return Err(CallError::text(2, diagnostic, other));
            }
        };
        let Some(Str(search)) = search else { return Ok(0) };
        // The simple upper-case mapping, as for `vbTextCompare` of `InStr`.
        let upper = |text: &'r str| casing::upper(text, Culture::INVARIANT);
        let folded = |text: &'r str| if same_case { Cow::Borrowed(text) } else { upper(text) };
        let wanted = folded(search);
        for (index, value) in attribute.0.iter().enumerate() {
            let found = match *value {
                Value::Str(text) => folded(text).contains(&*wanted),
                Value::Typed(Typed::Reference(name)) => upper(name) == upper(search),
                other => return Err(refuse(&("Contains", "attribute"), 0, other, "strings or references")),
            };
            if found {
                return Ok(i64::try_from(index + 1).unwrap_or(i64::MAX));
            }
        }
        Ok(0)
    }

    /// The number of values.
    ///
    /// | expression       | record                   | dialect | gives |
    /// |------------------|--------------------------|---------|-------|
    /// | `Count([mails])` | `{"mails": ["a", "b"]}`  | connect | `2`   |
    /// | `Count([mails])` | `{"mails": "a"}`         | connect | `1`   |
    /// | `Count([mails])` | `{}`                     | connect | `0`   |
    #[languages(CONNECT)]
    #[properties(NeverNegative)]
    fn Count<'r>(attribute: Values<'r>) -> i64 {
        i64::try_from(attribute.0.len()).unwrap_or(i64::MAX)
    }

    /// The value with a number, counted from 1.
    ///
    /// It is an error if there is none; `ItemOrNull` then has no value.
    ///
    /// | expression                                          | record                                | dialect | gives |
    /// |-----------------------------------------------------|---------------------------------------|---------|-------|
    /// | `Item([mails], 1)`                                  | `{"mails": ["a", "b"]}`               | connect | `"a"` |
    /// | `Item([mails], 1)`                                  | `{"mails": "a"}`                      | connect | `"a"` |
    /// | `Item([mails], 3)`                                  | `{"mails": ["a", "b"]}`               | connect | item-out-of-range |
    /// | `Item([mails], [n])`                                | `{"mails": ["a", "b"], "n": 0}`       | connect | item-out-of-range |
    /// | `Item([mails], 1)`                                  | `{}`                                  | connect | item-out-of-range |
    /// | `Mid(Item([proxyAddresses], Contains([proxyAddresses], "SMTP:")), 6)` | `{"proxyAddresses": ["smtp:jd@contoso.com", "SMTP:john.doe@contoso.com"]}` | connect | `"john.doe@contoso.com"` |
    #[languages(CONNECT)]
    #[properties(MayFail, KeepsType)]
    fn Item<'r>(attribute: Values<'r>, index: Num) -> Result<Value<'r>, CallError> {
        item(attribute.0, index.0).ok_or_else(|| {
            CallError::Argument(1, Box::new(registry::item_out_of_range(Span::default(), index.0, attribute.0.len())))
        })
    }

    /// The value with a number, counted from 1; no value if there is none.
    ///
    /// | expression               | record                  | dialect | gives  |
    /// |--------------------------|-------------------------|---------|--------|
    /// | `ItemOrNull([mails], 2)` | `{"mails": ["a", "b"]}` | connect | `"b"`  |
    /// | `ItemOrNull([mails], 3)` | `{"mails": ["a", "b"]}` | connect | absent |
    /// | `ItemOrNull([mails], 1)` | `{}`                    | connect | absent |
    #[languages(CONNECT)]
    #[properties(KeepsType)]
    fn ItemOrNull<'r>(attribute: Values<'r>, index: Num) -> Value<'r> {
        item(attribute.0, index.0).unwrap_or_default()
    }

    /// The values as one string, with a delimiter between them.
    ///
    /// Without a delimiter it is a space; the empty string and no value are none.
    ///
    /// | expression             | record                       | dialect | gives     |
    /// |------------------------|------------------------------|---------|-----------|
    /// | `Join([mails], ",")`   | `{"mails": ["a", "b"]}`      | connect | `"a,b"`   |
    /// | `Join([mails])`        | `{"mails": ["a", "b"]}`      | connect | `"a b"`   |
    /// | `Join([mails], "")`    | `{"mails": ["a", "b"]}`      | connect | `"ab"`    |
    /// | `Join([mails], NULL)`  | `{"mails": ["a", "b"]}`      | connect | `"ab"`    |
    /// | `Join([mails], ",")`   | `{"mails": "a"}`             | connect | `"a"`     |
    /// | `Join([mails], ",")`   | `{}`                         | connect | absent    |
    #[languages(CONNECT)]
    fn Join<'r>(attribute: Values<'r>, delimiter: Optional<Str<'r>>, slots: Slots, scope: &'r Scope<'r>) -> Result<Option<&'r str>, CallError> {
        let between = match (slots.0, delimiter.0) {
            (..2, _) => " ",
            (_, delimiter) => delimiter.map_or("", |delimiter| delimiter.0),
        };
        if attribute.0.is_empty() {
            return Ok(None);
        }
        let mut texts = Vec::with_capacity(attribute.0.len());
        for value in attribute.0 {
            match *value {
                Value::Str(text) => texts.push(text),
                other => return Err(refuse(&("Join", "attribute"), 0, other, "strings")),
            }
        }
        if let [only] = texts.as_slice() {
            return Ok(Some(only));
        }
        let length: usize = texts.iter().map(|text| text.len()).sum();
        scope.allow(length.saturating_add(between.len().saturating_mul(texts.len())))?;
        Ok(Some(scope.arena.alloc_str(&texts.join(between))))
    }

    /// The values without those that are there already, with case.
    ///
    /// | expression                 | record                       | dialect | gives             |
    /// |----------------------------|------------------------------|---------|-------------------|
    /// | `RemoveDuplicates([mails])` | `{"mails": ["a", "b", "a"]}` | connect | `["a", "b"]`     |
    /// | `RemoveDuplicates([mails])` | `{"mails": ["a", "A"]}`     | connect | `["a", "A"]`      |
    /// | `RemoveDuplicates([mails])` | `{"mails": "a"}`            | connect | `"a"`             |
    /// | `RemoveDuplicates([mails])` | `{}`                        | connect | absent            |
    #[languages(CONNECT)]
    #[properties(KeepsType)]
    fn RemoveDuplicates<'r>(attribute: Many<'r>, scope: &'r Scope<'r>) -> Many<'r> {
        let Value::Multi(values) = attribute.0 else { return attribute };
        let mut seen = HashSet::new();
        let mut kept = bumpalo::collections::Vec::new_in(scope.arena);
        kept.extend(values.iter().filter(|value| value.text(scope.arena).is_none_or(|text| seen.insert(text))));
        Many(if kept.len() == values.len() { attribute.0 } else { Value::Multi(kept.into_bump_slice()) })
    }

    /// The parts of a string between a delimiter of one character.
    ///
    /// With a limit there are at most so many, and the rest stays in the last.
    ///
    /// | expression                     | record            | dialect | gives                |
    /// |--------------------------------|-------------------|---------|----------------------|
    /// | `Split("SMTP:a,smtp:b", ",")`  | `{}`              | connect | `["SMTP:a", "smtp:b"]` |
    /// | `Split("a,b,c", ",", 2)`       | `{}`              | connect | `["a", "b,c"]`       |
    /// | `Split("a", ",")`              | `{}`              | connect | `["a"]`              |
    /// | `Split([a], ",")`              | `{}`              | connect | absent               |
    /// | `Split("a", [d])`              | `{"d": ", "}`     | connect | not-one-character |
    #[languages(CONNECT)]
    #[properties(SearchesFor(&["delimiter"]))]
    fn Split<'r>(value: Str<'r>, delimiter: Str<'r>, limit: Optional<Num>, scope: &'r Scope<'r>) -> Result<Values<'r>, CallError> {
        let mut characters = delimiter.0.chars();
        let (Some(at), None) = (characters.next(), characters.next()) else {
            return Err(CallError::text(1, registry::not_one_character(Span::default(), "delimiter", "Split"), delimiter.0));
        };
        let limit = match limit.0 {
            None => usize::MAX,
            Some(Num(limit)) => usize::try_from(limit).ok().filter(|limit| *limit > 0).ok_or_else(|| {
                let diagnostic = registry::argument_out_of_range(Span::default(), "limit", "Split", "at least 1");
                CallError::Argument(2, Box::new(diagnostic))
            })?,
        };
        let count = value.0.matches(at).count().saturating_add(1).min(limit);
        // Many short parts take more memory than their characters.
        scope.allow(count.saturating_mul(size_of::<Value<'r>>()))?;
        let mut parts = bumpalo::collections::Vec::with_capacity_in(count, scope.arena);
        parts.extend(value.0.splitn(limit, at).map(Value::Str));
        Ok(Values(parts.into_bump_slice()))
    }
}

fn item<'r>(values: &[Value<'r>], index: i64) -> Option<Value<'r>> {
    let position = index.checked_sub(1).and_then(|position| usize::try_from(position).ok())?;
    values.get(position).copied()
}
