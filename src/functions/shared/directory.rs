//! Functions for directories: unique values, domains, distinguished names, references. Asks no directory: what is taken
//! and which domain is the default, the host knows.

use crate::diagnostic::{EvalError, registry};
use crate::functions::declare::functions;
use crate::functions::parameter::Varargs;
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;
use crate::value::Value;

functions! {
    /// The first of its values that the target does not have yet.
    ///
    /// Absent and empty values are skipped; if all of them are skipped, the result is absent. The host decides which
    /// values are taken, and a returned value counts as taken from then on. If all values are taken, that is an error.
    /// Use it only as the outermost function, and only when an object is created.
    ///
    /// | expression                                  | record                                       | gives |
    /// |---------------------------------------------|----------------------------------------------|-------|
    /// | `SelectUniqueValue([first], [second])`      | `{"first": "ada@contoso.com", "second": "a.l@contoso.com"}` | `"ada@contoso.com"` |
    /// | `SelectUniqueValue([first], [second])`      | `{"first": "taken@contoso.com", "second": "ada.l@contoso.com"}` | `"ada.l@contoso.com"` |
    /// | `SelectUniqueValue([first], [second])`      | `{"first": "", "second": "a.l@contoso.com"}` | `"a.l@contoso.com"` |
    /// | `SelectUniqueValue(Join("@", NormalizeDiacritics(StripSpaces(Join(".", [first], [last]))), "contoso.com"), Join("@", NormalizeDiacritics(StripSpaces(Join(".", Mid([first], 1, 1), [last]))), "contoso.com"))` | `{"first": "Zoë", "last": "van Dam"}` | `"Zoe.vanDam@contoso.com"` |
    /// | `SelectUniqueValue([first], [second])`      | `{}`                                         | absent |
    /// | `SelectUniqueValue([first], [second])`      | `{"first": "taken@contoso.com"}`             | no-unique-value |
    #[aliases(
        "UniqueValue" => "`SelectUniqueValue(value1, value2…)` takes the first value that is not in use",
    )]
    #[properties(Reserves, ChangesEmpty)]
    fn SelectUniqueValue<'r>(
        uniqueValueRules["uniqueValueRule"]: Varargs<'_, 'r>, scope: &'r Scope<'r>, host: &'r dyn Host,
    ) -> Result<Option<&'r str>, CallError> {
        let mut tried = 0;
        for (slot, rule) in uniqueValueRules.enumerate() {
            let text = match rule.single() {
                Value::Multi(values) => {
                    let diagnostic =
                        registry::several_values(Span::default(), "SelectUniqueValue", "uniqueValueRule", values.len());
                    return Err(CallError::Argument(slot, Box::new(diagnostic)));
                }
                one => one.text(scope.arena).filter(|text| !text.is_empty()),
            };
            let Some(text) = text else { continue };
            if host.reserve(text) {
                return Ok(Some(text));
            }
            tried += 1;
        }
        match tried {
            0 => Ok(None),
            tried => Err(CallError::Call(Box::new(registry::no_unique_value(Span::default(), tried)))),
        }
    }

    /// The tenant's default verified domain.
    ///
    /// It is read from the setting `DefaultDomain`; it is an error if that is not set.
    ///
    /// | expression                                | record                    | gives |
    /// |-------------------------------------------|---------------------------|-------|
    /// | `DefaultDomain()`                         | `{}`                      | `"contoso.onmicrosoft.com"` |
    /// | `Join("@", [mailNickname], DefaultDomain())` | `{"mailNickname": "ada"}` | `"ada@contoso.onmicrosoft.com"` |
    fn DefaultDomain<'r>(host: &'r dyn Host) -> Result<&'r str, EvalError> {
        host.setting("DefaultDomain").ok_or_else(|| Box::new(registry::no_default_domain(Span::default())))
    }

    /// The value of one component of a distinguished name, counted from 1 from the left.
    ///
    /// Escaped characters are unescaped. Absent if there is no such component, or if the name is absent.
    ///
    /// | expression                     | record                                     | gives |
    /// |--------------------------------|--------------------------------------------|-------|
    /// | `DNComponent(CRef([dn]), 1)`   | `{"dn": "cn=Joe,ou=Sales,dc=contoso,dc=com"}` | `"Joe"` |
    /// | `DNComponent([dn], 3)`         | `{"dn": "cn=Joe, ou=Sales, dc=contoso"}`   | `"contoso"` |
    /// | `DNComponent([dn], 1)`         | `{"dn": "CN=Lovelace\\, Ada,OU=Sales"}`    | `"Lovelace, Ada"` |
    /// | `DNComponent([dn], 1)`         | `{"dn": "CN=Zo\\C3\\AB,OU=Sales"}`         | `"Zoë"` |
    /// | `DNComponent([dn], 3)`         | `{"dn": "CN=Joe,OU=Sales"}`                | absent |
    /// | `DNComponent([dn], 0)`         | `{"dn": "CN=Joe,OU=Sales"}`                | absent |
    /// | `DNComponent([dn], 1)`         | `{}`                                       | absent |
    #[languages(CLOUD_SYNC)]
    #[properties(LowestUseful("componentNumber", 1, "no value"), ChangesEmpty)]
    fn DNComponent<'r>(dn["source"]: &'r str, componentNumber: i64, scope: &'r Scope<'r>) -> Result<Option<&'r str>, EvalError> {
        let position = componentNumber.checked_sub(1).and_then(|position| usize::try_from(position).ok());
        let Some(component) = position.and_then(|position| components(dn).nth(position)) else { return Ok(None) };
        let value = component.split_once('=').map_or(component, |(_, value)| value).trim_start();
        match value.contains('\\') {
            true => scope.make(&unescaped(value)).map(Some),
            false => Ok(Some(value.trim_end())),
        }
    }

    /// The string as a reference to another object.
    ///
    /// Absent if the value is absent.
    ///
    /// | expression     | record                              | gives |
    /// |----------------|-------------------------------------|-------|
    /// | `CRef([dn])`   | `{"dn": "CN=Joe,DC=contoso,DC=com"}` | `"CN=Joe,DC=contoso,DC=com"` |
    /// | `CRef([dn])`   | `{}`                                | absent |
    #[languages(CLOUD_SYNC)]
    fn CRef<'r>(value["source"]: &'r str) -> &'r str {
        value
    }
}

/// The components of a distinguished name: split at commas that no backslash escapes.
pub(in crate::functions) fn components(name: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    let mut parts = name.split(move |character| {
        let separates = character == ',' && !escaped;
        escaped = character == '\\' && !escaped;
        separates
    });
    // An empty name has no components, not an empty one.
    std::iter::from_fn(move || parts.next()).filter(move |_| !name.is_empty())
}

/// A component's value with `\,` as `,` and `\C3\AB` as the UTF-8 bytes, as in RFC 4514, section 2.4; spaces at its end
/// are removed unless escaped.
fn unescaped(value: &str) -> String {
    let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(value.len());
    let mut kept = 0;
    let mut rest = value.as_bytes();
    loop {
        rest = match rest {
            [b'\\', high, low, after @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push(hex(*high).unwrap_or_default() << 4 | hex(*low).unwrap_or_default());
                kept = bytes.len();
                after
            }
            [b'\\', escaped, after @ ..] => {
                bytes.push(*escaped);
                kept = bytes.len();
                after
            }
            [plain, after @ ..] => {
                bytes.push(*plain);
                kept = if *plain == b' ' { kept } else { bytes.len() };
                after
            }
            [] => break,
        };
    }
    bytes.truncate(kept);
    String::from_utf8_lossy(&bytes).into_owned()
}
